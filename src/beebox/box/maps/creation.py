"""What Linux 6.18 asks of a new map whose family the box does not serve yet.

One function a rule: hashtab.c, arraymap.c, lpm_trie.c, devmap.c, cpumap.c, stackmap.c,
queue_stack_maps.c, bloom_filter.c, bpf_local_storage.c, local_storage.c, reuseport_array.c,
arena.c, bpf_struct_ops.c in kernel/bpf/, net/core/sock_map.c and net/xdp/xskmap.c: their
``map_alloc_check`` and ``map_alloc``.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import E2BIG, EINVAL, ERANGE

from beebox.abi.enums import MapFlag as Flag
from beebox.abi.enums import MapType as M
from beebox.abi.structs import MapCreateAttr
from beebox.bits import U32
from beebox.box.maps.array import PERCPU_MAX, Array
from beebox.box.maps.base import ACCESS, access_ok, refuse
from beebox.box.maps.fd import FdArray
from beebox.box.maps.ringbuf import RingBuffer
from beebox.box.pages import PAGE

Check = Callable[[MapCreateAttr], None]
_KMALLOC_MAX = 1 << 22
_STACK = 512
_SYSCALL_ACCESS = Flag.NUMA_NODE | Flag.RDONLY | Flag.WRONLY
_STORAGE_MAX = 65535 - 128
"""BPF_LOCAL_STORAGE_MAX_VALUE_SIZE: 16 bits less struct bpf_local_storage_elem"""
_FRAMES = 127
"""sysctl_perf_event_max_stack"""
_BUILD_ID = 32
"""sizeof(struct bpf_stack_build_id)"""
_CPUS = 256
"""NR_CPUS, as kernels are often built"""
_NOT_INDEXED = Flag.MMAPABLE | Flag.INNER_MAP
"""what only a plain array may be"""


def _hold(attr: MapCreateAttr, allowed: int, *, wrong: bool) -> None:
    """Refuse sizes that are *wrong*, and flags that are not *allowed*."""
    if wrong:
        raise refuse(EINVAL, f"key {attr.key_size}, value {attr.value_size}, {attr.max_entries}")
    if attr.map_flags & ~allowed or not access_ok(attr.map_flags):
        raise refuse(EINVAL, f"flags {attr.map_flags:#x}")


def stack_trace(attr: MapCreateAttr) -> None:
    """As stack_map_alloc."""
    each = _BUILD_ID if attr.map_flags & Flag.STACK_BUILD_ID else 8
    size = attr.value_size
    wrong = not attr.max_entries or attr.key_size != 4 or size < 8 or size % 8
    _hold(attr, _SYSCALL_ACCESS | Flag.STACK_BUILD_ID, wrong=bool(wrong))
    if size % each or size // each > _FRAMES:
        raise refuse(EINVAL, f"a value of {size} bytes")
    if attr.max_entries > 1 << 31:
        raise refuse(E2BIG, f"{attr.max_entries} entries")


def _devices(attr: MapCreateAttr) -> None:
    """As dev_map_alloc_check; programs may not write what a lookup shows."""
    hashed = attr.map_type == M.DEVMAP_HASH
    wrong = not attr.max_entries or attr.key_size != 4 or attr.value_size not in (4, 8)
    _hold(attr, _SYSCALL_ACCESS, wrong=wrong or (hashed and attr.max_entries > 1 << 31))
    attr.map_flags |= Flag.RDONLY_PROG


def _sock_map(attr: MapCreateAttr) -> None:
    """As sock_map_alloc."""
    wrong = not attr.max_entries or attr.key_size != 4 or attr.value_size not in (4, 8)
    _hold(attr, _SYSCALL_ACCESS, wrong=wrong)


def _sock_hash(attr: MapCreateAttr) -> None:
    """As sock_hash_alloc."""
    wrong = not attr.max_entries or not attr.key_size or attr.value_size not in (4, 8)
    _hold(attr, _SYSCALL_ACCESS, wrong=wrong)
    if attr.key_size > _STACK:
        raise refuse(E2BIG, f"a key of {attr.key_size} bytes")


def _cpus(attr: MapCreateAttr) -> None:
    """As cpu_map_alloc."""
    wrong = not attr.max_entries or attr.key_size != 4 or attr.value_size not in (4, 8)
    _hold(attr, Flag.NUMA_NODE, wrong=wrong)
    if attr.max_entries > _CPUS:
        raise refuse(E2BIG, f"{attr.max_entries} CPUs")


def _xsk(attr: MapCreateAttr) -> None:
    """As xsk_map_alloc."""
    wrong = not attr.max_entries or attr.key_size != 4 or attr.value_size != 4
    _hold(attr, _SYSCALL_ACCESS, wrong=wrong)


def _cgroup_storage(attr: MapCreateAttr) -> None:
    """As cgroup_storage_map_alloc."""
    most = PERCPU_MAX if attr.map_type == M.PERCPU_CGROUP_STORAGE else _STORAGE_MAX
    _hold(attr, ~0, wrong=attr.key_size not in (8, 16) or not attr.value_size)
    if attr.value_size > most:
        raise refuse(E2BIG, f"a value of {attr.value_size} bytes")
    _hold(attr, Flag.NUMA_NODE | ACCESS, wrong=attr.max_entries != 0)


def _reuseport(attr: MapCreateAttr) -> None:
    """As reuseport_array_alloc_check."""
    _hold(attr, ~_NOT_INDEXED, wrong=attr.value_size not in (4, 8))
    Array.check(attr)


def _storage(attr: MapCreateAttr) -> None:
    """As bpf_local_storage_map_alloc_check: key and value must have types."""
    wrong = attr.max_entries or attr.key_size != 4 or not attr.value_size
    _hold(attr, Flag.NO_PREALLOC | Flag.CLONE, wrong=bool(wrong))
    if not (attr.map_flags & Flag.NO_PREALLOC and attr.btf_key_type_id and attr.btf_value_type_id):
        raise refuse(EINVAL, "local storage needs BPF_F_NO_PREALLOC, and BTF of key and value")
    if attr.value_size > _STORAGE_MAX:
        raise refuse(E2BIG, f"a value of {attr.value_size} bytes")


def _struct_ops(attr: MapCreateAttr) -> None:
    """As bpf_struct_ops_map_alloc_check."""
    wrong = attr.key_size != 4 or attr.max_entries != 1 or not attr.btf_vmlinux_value_type_id
    _hold(attr, Flag.LINK | Flag.VTYPE_BTF_OBJ_FD, wrong=wrong)


def _arena(attr: MapCreateAttr) -> None:
    """As arena_map_alloc; map_extra is where the user side maps it."""
    wrong = attr.key_size or attr.value_size or not attr.max_entries
    wrong = wrong or not attr.map_flags & Flag.MMAPABLE or attr.map_extra % PAGE
    _hold(attr, Flag.SEGV_ON_FAULT | Flag.MMAPABLE | Flag.NO_USER_CONV, wrong=bool(wrong))
    size = attr.max_entries * PAGE
    if size > U32 + 1:
        raise refuse(E2BIG, f"{attr.max_entries} pages")
    if attr.map_extra >> 32 != attr.map_extra + size - 1 >> 32:
        raise refuse(ERANGE, "an arena does not cross a border of 4 GiB")


CHECKS: dict[int, Check] = {
    M.CGROUP_ARRAY: FdArray.check,
    M.DEVMAP: _devices,
    M.DEVMAP_HASH: _devices,
    M.SOCKMAP: _sock_map,
    M.SOCKHASH: _sock_hash,
    M.CPUMAP: _cpus,
    M.XSKMAP: _xsk,
    M.CGROUP_STORAGE: _cgroup_storage,
    M.PERCPU_CGROUP_STORAGE: _cgroup_storage,
    M.REUSEPORT_SOCKARRAY: _reuseport,
    M.SK_STORAGE: _storage,
    M.INODE_STORAGE: _storage,
    M.TASK_STORAGE: _storage,
    M.CGRP_STORAGE: _storage,
    M.USER_RINGBUF: RingBuffer.check,
    M.STRUCT_OPS: _struct_ops,
    M.ARENA: _arena,
}
