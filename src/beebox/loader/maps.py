"""Maps made alive, as libbpf does it: fitted to the machine, created or found pinned, filled.

tools/lib/bpf/libbpf.c, bpf_object__create_maps. A map that the object has pinned by name is looked
for first, and must be what the object declares; a map with types that the kernel does not take is
created without them.
"""

from __future__ import annotations

import errno
import mmap
from dataclasses import replace

from beebox.abi.enums import Cmd, MapFlag, MapType
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader import pins, settings, struct_ops
from beebox.loader.map import Map
from beebox.loader.modules import Modules
from beebox.loader.object import Loaded
from beebox.loader.types import Given
from beebox.obj.spec import MapSpec

PIN_BY_NAME = 1
"""LIBBPF_PIN_BY_NAME: the map is found again under its name"""
_RINGS = frozenset((MapType.RINGBUF, MapType.USER_RINGBUF))


def create(loaded: Loaded, spec: MapSpec, given: Given, modules: Modules) -> None:
    """Create the map *spec* of *loaded*, or take the one that is pinned in its place.

    *given* are the object's types, as the kernel has them; *modules* are the kernel's.

    Raises:
        KernelError: the kernel refused; the message names the map.
        NotSupported: what is pinned is another map, or the kernel has no such operations.
    """
    kernel = loaded.kernel
    spec = fitted(spec, kernel, modules)
    path = pins.path(loaded.pin_root, spec.name) if spec.pinning == PIN_BY_NAME else ""
    fd = pins.found(kernel, spec, path) if path else -1
    try:
        if fd < 0:
            fd = _created(kernel, spec, given.fd)
            loaded.fds.append(fd)
            _start(loaded, spec, fd)
            if path and pins.pin(kernel, fd, path):
                loaded.pins.append(path)
        else:
            loaded.fds.append(fd)
    except KernelError as error:
        error.what = f"create map {spec.name} ({spec.type.name.lower()}): {error.what}"
        error.what += f"\n  {given.refused}" if given.refused else ""
        raise
    if spec.struct_btf_fd:
        loaded.table_types[spec.name] = modules.opened(spec.struct_btf_fd)
    loaded.maps[spec.name] = Map(kernel, spec, fd, loaded.spec.btf)


def fitted(spec: MapSpec, kernel: Kernel, modules: Modules) -> MapSpec:
    """Return *spec* with what its object leaves to the machine: CPUs, pages, the kernel's types."""
    if spec.type is MapType.PERF_EVENT_ARRAY and not spec.max_entries:
        spec = replace(spec, max_entries=kernel.facts.cpus)
    if spec.type in _RINGS:
        spec = replace(spec, max_entries=ring_size(spec.max_entries, mmap.PAGESIZE))
    if spec.inner is not None:
        spec = replace(spec, inner=fitted(spec.inner, kernel, modules))
    return struct_ops.fitted(spec, kernel, modules) if spec.struct else spec


def ring_size(wanted: int, page: int) -> int:
    """Return the size that a ring of *wanted* bytes gets: pages, a power of two of them."""
    if not wanted or (wanted % page == 0 and wanted & (wanted - 1) == 0):
        return wanted
    size = page
    while size < wanted and size << 1 < 1 << 32:
        size <<= 1
    return max(size, wanted)


def _created(kernel: Kernel, spec: MapSpec, btf_fd: int) -> int:
    try:
        return client.map_create(kernel, spec, btf_fd)
    except KernelError:
        if not (spec.key_type_id or spec.value_type_id):
            raise
    return client.map_create(kernel, spec)


def _start(loaded: Loaded, spec: MapSpec, fd: int) -> None:
    """Give a new map what it starts with."""
    kernel = loaded.kernel
    contents = spec.contents
    if spec.name == loaded.spec.config_map:
        contents = settings.values(loaded.spec, kernel)
    if spec.type is MapType.ARENA:
        _arena(loaded, spec, fd, contents or b"")
    elif spec.struct:
        return  # its value is given when it is attached: that registers it
    elif contents is not None and any(contents):
        client.map_update(kernel, fd, bytes(4), contents)
    if spec.frozen:
        client.map_freeze(kernel, fd)


def _arena(loaded: Loaded, spec: MapSpec, fd: int, contents: bytes) -> None:
    """Map an arena, so that the kernel knows its address, and write its variables."""
    if not spec.flags & MapFlag.MMAPABLE:
        return
    length = spec.max_entries * mmap.PAGESIZE
    try:
        memory = loaded.kernel.mmap(fd, length, writable=True, address=spec.extra)
    except NotSupported:
        return  # a kernel that only judges programs
    loaded.memory.append(memory)
    memory.view[: len(contents)] = contents


def fill(loaded: Loaded) -> None:
    """Put maps into maps of maps and programs into arrays, as the object says.

    Raises:
        KernelError: the kernel refused; the message names both.
    """
    for live in loaded.maps.values():
        for index, name in live.spec.fill:
            inside = loaded.maps.get(name) or loaded.programs.get(name)
            if inside is None:
                continue  # a program that was not loaded, being optional
            value = inside.fd.to_bytes(4, "little")
            try:
                live.update(index.to_bytes(4, "little"), value)
            except KernelError as error:
                error.what = f"put {name} into map {live.spec.name}: {error.what}"
                raise


def bind(loaded: Loaded, program: int) -> None:
    """Tell the kernel that the constants belong to *program*: who looks at it sees them.

    Kernels before 5.10 cannot be told; nothing depends on it.
    """
    from beebox.abi.structs import ProgBindMapAttr  # noqa: PLC0415 - made when asked for

    for live in loaded.maps.values():
        if not (live.spec.frozen and live.spec.name != loaded.spec.config_map):
            continue
        try:
            loaded.kernel.bpf(Cmd.PROG_BIND_MAP, ProgBindMapAttr(prog_fd=program, map_fd=live.fd))
        except KernelError as error:
            if error.errno in (errno.EINVAL, errno.EOPNOTSUPP):
                return
            raise
