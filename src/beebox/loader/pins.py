"""Maps that live on under a name in a bpf file system: found again, and held against the object.

tools/lib/bpf/libbpf.c, bpf_object__reuse_map and bpf_map__pin.
"""

from __future__ import annotations

import errno
from typing import NamedTuple

from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj.spec import MapSpec

ROOT = "/sys/fs/bpf"
"""where bpf file systems are mounted, and libbpf pins by name"""


class Shape(NamedTuple):
    """What a pinned map and its declaration must have in common."""

    type: int
    key_size: int
    value_size: int
    max_entries: int
    map_flags: int
    map_extra: int


def path(root: str, name: str) -> str:
    """Return where a map of this name is pinned; bpf file systems allow no dots in names."""
    return f"{root or ROOT}/{name}".replace(".", "_")


def found(kernel: Kernel, spec: MapSpec, place: str) -> int:
    """Return an fd of the map that is pinned at *place*, -1 if there is none.

    Raises:
        NotSupported: another map than *spec* declares is pinned there; it says what differs.
        KernelError: the kernel refused to open it.
    """
    try:
        fd = client.obj_get(kernel, place)
    except KernelError as error:
        if error.errno in (errno.ENOENT, errno.EOPNOTSUPP):
            return -1
        raise
    try:
        _compare(kernel, spec, place, fd)
    except BaseException:
        kernel.close(fd)
        raise
    return fd


def _compare(kernel: Kernel, spec: MapSpec, place: str, fd: int) -> None:
    try:
        info = client.map_info(kernel, fd)
    except KernelError:
        raise NotSupported(f"map {spec.name}: what is pinned at {place} is not a map") from None
    theirs = Shape(*(getattr(info, name) for name in Shape._fields))
    sizes = spec.key_size, spec.value_size, spec.max_entries
    ours = Shape(spec.type, *sizes, spec.flags, spec.extra)
    if ours != theirs:
        raise NotSupported(
            f"map {spec.name}: another map is pinned at {place}, {_differences(ours, theirs)}",
            f"remove it (rm {place}), or change the declaration",
        )


def _differences(ours: Shape, theirs: Shape) -> str:
    pairs = zip(Shape._fields, ours, theirs, strict=True)
    return ", ".join(f"{name} {his} instead of {mine}" for name, mine, his in pairs if mine != his)


def pin(kernel: Kernel, fd: int, place: str) -> bool:
    """Pin a map at *place*; return False where the kernel has no such names.

    Raises:
        KernelError: *place* is taken, or in no bpf file system.
    """
    try:
        client.obj_pin(kernel, fd, place)
    except KernelError as error:
        if error.errno == errno.EOPNOTSUPP:
            return False
        raise
    return True
