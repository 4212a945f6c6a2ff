"""Which types of maps a kernel has: one of each is made and closed."""

from __future__ import annotations

import mmap
from collections.abc import Mapping

from beebox.abi.enums import MapFlag, MapType
from beebox.btf.types import Int
from beebox.btf.write import Builder
from beebox.errors import ENOTSUPP, BeeboxError, KernelError
from beebox.features.support import YES, Support, refused
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj.spec import MapSpec

_M, _F = MapType, MapFlag
_STORAGE = (_M.SK_STORAGE, _M.INODE_STORAGE, _M.TASK_STORAGE, _M.CGRP_STORAGE)
_INNER = MapSpec("inner", _M.ARRAY, 4, 4, 1)
# key and value size, entries, flags; others are 4, 4, 1, none
_SHAPES: Mapping[MapType, tuple[int, int, int, int]] = {
    _M.STACK_TRACE: (4, 8, 1, 0),
    _M.LPM_TRIE: (8, 4, 1, _F.NO_PREALLOC),
    _M.CGROUP_STORAGE: (8, 4, 0, 0),
    _M.PERCPU_CGROUP_STORAGE: (8, 4, 0, 0),
    _M.QUEUE: (0, 4, 1, 0),
    _M.STACK: (0, 4, 1, 0),
    _M.BLOOM_FILTER: (0, 4, 1, 0),
    _M.RINGBUF: (0, 0, mmap.PAGESIZE, 0),
    _M.USER_RINGBUF: (0, 0, mmap.PAGESIZE, 0),
    _M.ARENA: (0, 0, 1, _F.MMAPABLE),
    _M.STRUCT_OPS: (4, 4, 1, 0),
    **dict.fromkeys(_STORAGE, (4, 4, 0, _F.NO_PREALLOC)),
}
MAP_TYPES = tuple(dict.fromkeys(kind for kind in MapType if kind is not MapType.UNSPEC))


def map_type(kernel: Kernel, kind: MapType) -> Support:
    """Return whether *kernel* has maps of *kind*."""
    key, value, entries, flags = _SHAPES.get(kind, (4, 4, 1, 0))
    typed = int(kind in _STORAGE)
    inner = _INNER if kind in (_M.ARRAY_OF_MAPS, _M.HASH_OF_MAPS) else None
    spec = MapSpec("probe", kind, key, value, entries, flags, typed, typed, inner=inner,
                   struct_type_id=int(kind is _M.STRUCT_OPS))  # fmt: skip
    if kind is MapType.STRUCT_OPS:
        return _table(kernel, spec)
    fds: list[int] = []
    try:
        if typed:
            fds.append(client.btf_load(kernel, _number()))
        fds.append(client.map_create(kernel, spec, *fds))
    except BeeboxError as error:
        return refused(error)
    finally:
        for fd in fds:
            kernel.close(fd)
    return YES


def _table(kernel: Kernel, spec: MapSpec) -> Support:
    """Ask for operations that there are not: only a kernel that knows of tables says so."""
    try:
        btf = client.btf_load(kernel, _number())
    except KernelError as error:
        return refused(error)
    try:
        kernel.close(client.map_create(kernel, spec, btf))
    except KernelError as error:
        return YES if error.errno == ENOTSUPP else refused(error)
    finally:
        kernel.close(btf)
    return YES


def _number() -> bytes:
    built = Builder()
    built.add(Int("int", 4, signed=True, bits=32))
    return built.build()
