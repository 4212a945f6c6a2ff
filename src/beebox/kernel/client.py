"""bpf(2), typed: maps and programs over any kernel.

Each function takes the kernel first, makes one attribute and does one command (`prog_load` and the
readers of information some more). What is told about objects is in `beebox.kernel.details`; runs by
hand in `beebox.kernel.by_hand`.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beebox.abi.enums import Cmd, MapFlag, MapType, ProgType
from beebox.abi.structs import (
    BtfLoadAttr,
    MapCreateAttr,
    MapElemAttr,
    ProgLoadAttr,
)
from beebox.bits import align_up
from beebox.errors import KernelError, VerifierError
from beebox.kernel import batches
from beebox.kernel.api import Kernel
from beebox.kernel.by_hand import TestRun, prog_test_run
from beebox.kernel.details import (
    LinkDetails,
    MapDetails,
    ProgramDetails,
    expect,
    fd_by_id,
    link_info,
    links,
    map_btf,
    map_by_id,
    map_info,
    maps,
    program,
    program_btf,
    program_info,
    programs,
)
from beebox.kernel.links import link_create, raw_tracepoint_open

__all__ = [
    "LinkDetails",
    "MapDetails",
    "ProgramDetails",
    "TestRun",
    "btf_load",
    "enable_stats",
    "expect",
    "fd_by_id",
    "link_create",
    "link_info",
    "links",
    "map_btf",
    "map_by_id",
    "map_create",
    "map_delete",
    "map_freeze",
    "map_info",
    "map_items",
    "map_keys",
    "map_lookup",
    "map_take",
    "map_update",
    "maps",
    "obj_get",
    "obj_pin",
    "prog_load",
    "prog_load_logged",
    "prog_test_run",
    "program",
    "program_btf",
    "program_info",
    "programs",
    "raw_tracepoint_open",
    "value_size",
]

_NAME_SIZE = 15
_LOG_START, _LOG_LIMIT = 1 << 16, (1 << 32) - 1 >> 2
_FUNC_INFO, _LINE_INFO = struct.Struct("<II"), struct.Struct("<IIII")
PER_CPU = frozenset((
    MapType.PERCPU_HASH,
    MapType.PERCPU_ARRAY,
    MapType.LRU_PERCPU_HASH,
    MapType.PERCPU_CGROUP_STORAGE,
))  # fmt: skip
# their keys and values have no types for the kernel: libbpf leaves the same out
_UNTYPED = frozenset((
    MapType.PERF_EVENT_ARRAY,
    MapType.CGROUP_ARRAY,
    MapType.STACK_TRACE,
    MapType.ARRAY_OF_MAPS,
    MapType.HASH_OF_MAPS,
    MapType.DEVMAP,
    MapType.DEVMAP_HASH,
    MapType.CPUMAP,
    MapType.XSKMAP,
    MapType.SOCKMAP,
    MapType.SOCKHASH,
    MapType.QUEUE,
    MapType.STACK,
    MapType.ARENA,
))  # fmt: skip
# nor those of a ring's: libbpf offers them, and tries again without when the kernel refuses
_RINGS = frozenset((MapType.RINGBUF, MapType.USER_RINGBUF))


if TYPE_CHECKING:  # protocols cost every start some 2 ms
    from typing import Protocol

    class MapShape(Protocol):
        """What `map_create` reads: a `beebox.obj.spec.MapSpec`."""

        @property
        def name(self) -> str: ...
        @property
        def type(self) -> MapType: ...
        @property
        def key_size(self) -> int: ...
        @property
        def value_size(self) -> int: ...
        @property
        def max_entries(self) -> int: ...
        @property
        def flags(self) -> int: ...
        @property
        def key_type_id(self) -> int: ...
        @property
        def value_type_id(self) -> int: ...
        @property
        def struct_type_id(self) -> int: ...
        @property
        def struct_btf_fd(self) -> int: ...
        @property
        def extra(self) -> int: ...
        @property
        def numa_node(self) -> int: ...
        @property
        def inner(self) -> MapShape | None: ...

    class FuncShape(Protocol):
        """A function of a program: a `beebox.obj.spec.FuncInfo`."""

        @property
        def insn(self) -> int: ...
        @property
        def type_id(self) -> int: ...

    class LineShape(Protocol):
        """A source line of a program: a `beebox.obj.spec.LineInfo`."""

        @property
        def insn(self) -> int: ...
        @property
        def file_off(self) -> int: ...
        @property
        def line_off(self) -> int: ...
        @property
        def line(self) -> int: ...
        @property
        def column(self) -> int: ...

    class ProgramShape(Protocol):
        """What `prog_load` reads: a `beebox.obj.spec.ProgramSpec`."""

        @property
        def name(self) -> str: ...
        @property
        def type(self) -> ProgType: ...
        @property
        def attach_type(self) -> int | None: ...
        @property
        def flags(self) -> int: ...
        @property
        def attach_btf_id(self) -> int: ...
        @property
        def attach_prog_fd(self) -> int: ...
        @property
        def module_fds(self) -> Sequence[int]: ...
        @property
        def funcs(self) -> Sequence[FuncShape]: ...
        @property
        def lines(self) -> Sequence[LineShape]: ...


# --- maps ------------------------------------------------------------------------------------


def map_create(kernel: Kernel, spec: MapShape, btf_fd: int = 0) -> int:
    """Create a map and return its fd; *btf_fd* is the BTF that the spec's type ids are of."""
    attr = MapCreateAttr(
        map_type=spec.type,
        key_size=spec.key_size,
        value_size=spec.value_size,
        max_entries=spec.max_entries,
        map_flags=spec.flags,
        map_name=object_name(spec.name),
    )
    if spec.struct_type_id:
        attr.btf_vmlinux_value_type_id = spec.struct_type_id
        attr.value_type_btf_obj_fd = spec.struct_btf_fd
        attr.btf_fd = btf_fd
    if spec.extra:
        attr.map_extra = spec.extra
    if spec.flags & MapFlag.NUMA_NODE:
        attr.numa_node = spec.numa_node
    if btf_fd and spec.type in _RINGS:
        attr.btf_fd = 0 if spec.value_type_id else btf_fd
    elif btf_fd and spec.type not in _UNTYPED:
        attr.btf_fd = btf_fd
        attr.btf_key_type_id = spec.key_type_id
        attr.btf_value_type_id = spec.value_type_id
    if spec.inner is None:
        return kernel.bpf(Cmd.MAP_CREATE, attr)
    attr.inner_map_fd = map_create(kernel, spec.inner, btf_fd)
    try:
        return kernel.bpf(Cmd.MAP_CREATE, attr)
    finally:
        kernel.close(attr.inner_map_fd)


def map_lookup(
    kernel: Kernel, fd: int, key: bytes, flags: int = 0, *, size: int = 0
) -> bytes | None:
    """Return the value under *key*, None if there is none.

    A per-CPU map's value is one for each possible CPU, each padded to a multiple of eight bytes.
    *size* is what `value_size` returns; without it the kernel is asked each time.
    """
    return _lookup(kernel, Cmd.MAP_LOOKUP_ELEM, fd, key, flags, size)


def map_take(kernel: Kernel, fd: int, key: bytes, flags: int = 0, *, size: int = 0) -> bytes | None:
    """Return the value under *key* and remove it, None if there is none."""
    return _lookup(kernel, Cmd.MAP_LOOKUP_AND_DELETE_ELEM, fd, key, flags, size)


def _lookup(kernel: Kernel, cmd: Cmd, fd: int, key: bytes, flags: int, size: int) -> bytes | None:
    value = ctypes.create_string_buffer(size or value_size(kernel, fd))
    attr = _element(fd, key, flags)
    attr.point("value", value)
    try:
        kernel.bpf(cmd, attr)
    except KernelError as error:
        if error.errno == errno.ENOENT:
            return None
        raise
    return value.raw


def map_update(kernel: Kernel, fd: int, key: bytes, value: bytes, flags: int = 0) -> None:
    """Put *value* under *key*; *flags* is an `UpdateFlag`."""
    attr = _element(fd, key, flags)
    attr.point("value", value)
    kernel.bpf(Cmd.MAP_UPDATE_ELEM, attr)


def map_delete(kernel: Kernel, fd: int, key: bytes) -> None:
    """Remove *key*; KernelError ENOENT if it is not there."""
    kernel.bpf(Cmd.MAP_DELETE_ELEM, _element(fd, key, 0))


def map_keys(kernel: Kernel, fd: int, *, size: int = 0) -> Iterator[bytes]:
    """Yield the keys. *size* is the key's; without it the kernel is asked.

    Of a hash map that changes meanwhile, keys may come twice or not at all.
    """
    following = ctypes.create_string_buffer(size or map_info(kernel, fd).key_size)
    key: bytes | None = None
    while True:
        attr = MapElemAttr(map_fd=fd)
        attr.point("key", key)
        attr.point("next_key", following)
        try:
            kernel.bpf(Cmd.MAP_GET_NEXT_KEY, attr)
        except KernelError as error:
            if error.errno == errno.ENOENT:
                return
            raise
        key = following.raw
        yield key


def map_items(kernel: Kernel, fd: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield each key and value; a key that goes away meanwhile is left out.

    Hash maps are read in pieces where the kernel does that (5.6): so each entry comes once, though
    others come and go.
    """
    info = map_info(kernel, fd)
    size = _whole_size(kernel, info.type, info.value_size)
    found = batches.entries(kernel, fd, info.type, info.key_size, size)
    if found is not None:
        yield from found
        return
    for key in map_keys(kernel, fd, size=info.key_size):
        value = map_lookup(kernel, fd, key, size=size)
        if value is not None:
            yield key, value


def map_freeze(kernel: Kernel, fd: int) -> None:
    """Let nothing but programs write to the map from now on."""
    kernel.bpf(Cmd.MAP_FREEZE, MapElemAttr(map_fd=fd))


def value_size(kernel: Kernel, fd: int) -> int:
    """Return how many bytes a value of map *fd* has here: those of all CPUs if it has some."""
    info = map_info(kernel, fd)
    return _whole_size(kernel, info.type, info.value_size)


def _whole_size(kernel: Kernel, kind: int, size: int) -> int:
    return align_up(size, 8) * kernel.facts.cpus if kind in PER_CPU else size


def _element(fd: int, key: bytes, flags: int) -> MapElemAttr:
    attr = MapElemAttr(map_fd=fd, flags=flags)
    attr.point("key", key or None)
    return attr


# --- programs --------------------------------------------------------------------------------


def prog_load(
    kernel: Kernel,
    spec: ProgramShape,
    insns: bytes,
    license_: str,
    btf_fd: int = 0,
    *,
    version: int = 0,
) -> int:
    """Load a program and return its fd.

    *version* is the kernel that the program is for; kernels before 5.0 look at it for probes.

    The log is only asked for when the kernel has refused: writing it takes most of a load's time.

    Raises:
        VerifierError: the kernel says why in a log.
        KernelError: it does not.
    """
    attr = _load_attr(spec, insns, license_, btf_fd)
    attr.kern_version = version
    try:
        return kernel.bpf(Cmd.PROG_LOAD, attr)
    except KernelError:
        return _load_logged(kernel, attr, 1)[0]


def prog_load_logged(
    kernel: Kernel,
    spec: ProgramShape,
    insns: bytes,
    license_: str,
    btf_fd: int = 0,
    level: int = 1,
    *,
    version: int = 0,
) -> tuple[int, str]:
    """Load a program as `prog_load` does; return its fd and the log, written at *level*."""
    attr = _load_attr(spec, insns, license_, btf_fd)
    attr.kern_version = version
    return _load_logged(kernel, attr, level)


def _load_logged(kernel: Kernel, attr: ProgLoadAttr, level: int) -> tuple[int, str]:
    """Load with a log, in a buffer that grows until all of it fits."""
    attr.log_level = level
    size = _LOG_START
    while True:
        log = ctypes.create_string_buffer(size)
        attr.point("log_buf", log)
        attr.log_size = size
        try:
            fd = kernel.bpf(Cmd.PROG_LOAD, attr)
        except KernelError as error:
            text = log.value.decode(errors="replace")
            if error.errno == errno.ENOSPC and size < _LOG_LIMIT:
                size = min(max(4 * size, attr.log_true_size + 1), _LOG_LIMIT)
            elif text:
                raise VerifierError(error.errno, f"bpf {Cmd.PROG_LOAD.name}", text) from None
            else:
                raise
        else:
            return fd, log.value.decode(errors="replace")


def _load_attr(spec: ProgramShape, insns: bytes, license_: str, btf_fd: int) -> ProgLoadAttr:
    attr = ProgLoadAttr(
        prog_type=spec.type,
        insn_cnt=len(insns) // 8,
        prog_flags=spec.flags,
        prog_name=object_name(spec.name),
        expected_attach_type=spec.attach_type or 0,
        attach_btf_id=spec.attach_btf_id,
        attach_prog_fd=spec.attach_prog_fd,
    )
    attr.point("insns", insns)
    attr.point("license", _text(license_))
    if spec.module_fds:
        attr.point("fd_array", struct.pack(f"{1 + len(spec.module_fds)}i", 0, *spec.module_fds))
    if not btf_fd:
        return attr
    attr.prog_btf_fd = btf_fd
    if spec.funcs:
        packed = b"".join(_FUNC_INFO.pack(func.insn, func.type_id) for func in spec.funcs)
        attr.point("func_info", packed)
        attr.func_info_rec_size, attr.func_info_cnt = _FUNC_INFO.size, len(spec.funcs)
    if spec.funcs and spec.lines:
        packed = b"".join(
            _LINE_INFO.pack(line.insn, line.file_off, line.line_off, line.line << 10 | line.column)
            for line in spec.lines
        )
        attr.point("line_info", packed)
        attr.line_info_rec_size, attr.line_info_cnt = _LINE_INFO.size, len(spec.lines)
    return attr


def object_name(name: str) -> bytes:
    """Return *name* as the kernel takes names: 15 bytes of letters, digits, ``_`` and ``.``."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "_.") else "_" for c in name)
    return kept.encode()[:_NAME_SIZE]


def _text(text: str) -> bytes:
    """Return *text* for a pointer to it, with room behind: a kernel may read in pieces of 64."""
    return text.encode() + bytes(64)


def btf_load(kernel: Kernel, data: bytes) -> int:
    """Load BTF and return its fd; a refusal has the kernel's log."""
    attr = BtfLoadAttr(btf_size=len(data))
    attr.point("btf", data)
    try:
        return kernel.bpf(Cmd.BTF_LOAD, attr)
    except KernelError:
        log = ctypes.create_string_buffer(_LOG_START)
        attr.point("btf_log_buf", log)
        attr.btf_log_size, attr.btf_log_level = _LOG_START, 1
    try:
        return kernel.bpf(Cmd.BTF_LOAD, attr)
    except KernelError as error:
        text = log.value.decode(errors="replace")
        raise KernelError(error.errno, error.what, text, error.missing) from None


# --- pins and statistics -----------------------------------------------------------------------


def obj_get(kernel: Kernel, path: str) -> int:
    """Return an fd of the object pinned at *path*."""
    from beebox.abi.structs import ObjAttr  # noqa: PLC0415 - made when asked for

    attr = ObjAttr()
    attr.point("pathname", _text(path))
    try:
        return kernel.bpf(Cmd.OBJ_GET, attr)
    except KernelError as error:
        error.what = f"open what is pinned at {path}"
        raise


def obj_pin(kernel: Kernel, fd: int, path: str) -> None:
    """Give the object of *fd* a name in a bpf file system; it lives as long as that.

    Raises:
        KernelError: EEXIST, the name is taken; EPERM, *path* is in no bpf file system.
    """
    from beebox.abi.structs import ObjAttr  # noqa: PLC0415 - made when asked for

    attr = ObjAttr(bpf_fd=fd)
    attr.point("pathname", _text(path))
    try:
        kernel.bpf(Cmd.OBJ_PIN, attr)
    except KernelError as error:
        error.what = f"pin at {path}"
        if error.errno == errno.EPERM:
            error.what += " (is a bpf file system mounted there? mount -t bpf bpf DIRECTORY)"
        raise


def enable_stats(kernel: Kernel) -> int:
    """Let the kernel count runs and time of all programs until the fd returned is closed."""
    from beebox.abi.structs import EnableStatsAttr  # noqa: PLC0415 - made when asked for

    return kernel.bpf(Cmd.ENABLE_STATS, EnableStatsAttr(type=0))
