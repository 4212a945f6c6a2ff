"""One row a map type: sizes and flags at creation, and which helpers it serves.

Facts of Linux 6.18: the ``map_alloc_check`` of each type under kernel/bpf/ and
``check_map_func_compatibility`` in kernel/bpf/verifier.c.
"""

from __future__ import annotations

from beebox.abi.enums import AttachType as A
from beebox.abi.enums import Func as F  # noqa: N817 - rows read better
from beebox.abi.enums import MapFlag as Flag
from beebox.abi.enums import MapType as M
from beebox.abi.enums import ProgType as P
from beebox.spec.model import Holds, KeyTypes, MapKind

ACCESS = Flag.RDONLY | Flag.WRONLY | Flag.RDONLY_PROG | Flag.WRONLY_PROG
SYSCALL_ACCESS = Flag.RDONLY | Flag.WRONLY

_INDEX = (4, 4)
_FD = (4, 4)
_ANY = (1, None)
_NOTHING = (0, 0)
_KEY = (1, 512)
"""htab keys and LPM keys must fit the stack of a program"""

_STORAGE_FLAGS = Flag.NO_PREALLOC | Flag.CLONE
_SOCKET_HELPERS = frozenset(
    {F.sk_select_reuseport, F.map_lookup_elem, F.map_update_elem, F.map_delete_elem}
)
_NO_SOCKET_LOCKED: dict[P, frozenset[A] | None] = {
    **dict.fromkeys(
        (
            P.SOCKET_FILTER,
            P.SCHED_CLS,
            P.SCHED_ACT,
            P.XDP,
            P.SK_REUSEPORT,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
        )
    ),
    P.TRACING: frozenset((A.TRACE_ITER,)),
}
"""programs that run where no socket is locked (may_update_sockmap)"""
_SOCKET_CHANGERS = {
    F.map_update_elem: _NO_SOCKET_LOCKED,
    F.map_delete_elem: {**_NO_SOCKET_LOCKED, P.SOCK_OPS: None},
}
_LOOKUP = frozenset({F.map_lookup_elem})

_ROWS = (
    MapKind(
        M.HASH,
        _KEY,
        _ANY,
        Flag.NO_PREALLOC | Flag.NUMA_NODE | Flag.ZERO_SEED | ACCESS,
        iterable=True,
        sleepable=True,
    ),
    MapKind(
        M.ARRAY,
        _INDEX,
        _ANY,
        Flag.NUMA_NODE | Flag.MMAPABLE | Flag.INNER_MAP | ACCESS,
        delete=False,
        array=True,
        direct=True,
        iterable=True,
        key_types=KeyTypes.INDEX,
        sleepable=True,
    ),
    MapKind(
        M.PROG_ARRAY,
        _INDEX,
        _FD,
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=frozenset({F.tail_call}),
        array=True,
    ),
    MapKind(
        M.PERF_EVENT_ARRAY,
        _INDEX,
        _FD,
        Flag.NUMA_NODE | SYSCALL_ACCESS | Flag.PRESERVE_ELEMS,
        lookup=False,
        helpers=frozenset(
            {
                F.perf_event_read,
                F.perf_event_output,
                F.perf_event_read_value,
                F.skb_output,
                F.xdp_output,
            }
        ),
        array=True,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.PERCPU_HASH,
        _KEY,
        (1, 32768),
        Flag.NO_PREALLOC | Flag.ZERO_SEED | ACCESS,
        percpu=True,
        iterable=True,
        sleepable=True,
    ),
    MapKind(
        M.PERCPU_ARRAY,
        _INDEX,
        (1, 32768),
        ACCESS,
        percpu=True,
        delete=False,
        array=True,
        iterable=True,
        key_types=KeyTypes.INDEX,
        sleepable=True,
    ),
    MapKind(
        M.STACK_TRACE,
        _INDEX,
        (8, 127 * 8),
        Flag.NUMA_NODE | Flag.STACK_BUILD_ID | SYSCALL_ACCESS,
        update=False,
        helpers=frozenset({F.get_stackid}),
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.CGROUP_ARRAY,
        _INDEX,
        _FD,
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        lookup=False,
        helpers=frozenset({F.skb_under_cgroup, F.current_task_under_cgroup}),
        array=True,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.LRU_HASH,
        _KEY,
        _ANY,
        Flag.NO_COMMON_LRU | Flag.NUMA_NODE | Flag.ZERO_SEED | ACCESS,
        iterable=True,
        sleepable=True,
    ),
    MapKind(
        M.LRU_PERCPU_HASH,
        _KEY,
        (1, 32768),
        Flag.NO_COMMON_LRU | Flag.ZERO_SEED | ACCESS,
        percpu=True,
        iterable=True,
        sleepable=True,
    ),
    MapKind(
        M.LPM_TRIE,
        (5, 260),
        _ANY,
        Flag.NO_PREALLOC | Flag.NUMA_NODE | ACCESS,
        key_types=KeyTypes.STRUCT,
    ),
    MapKind(
        M.ARRAY_OF_MAPS,
        _INDEX,
        _FD,
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=_LOOKUP,
        array=True,
        inner=True,
        holds=Holds.MAPS,
        key_types=KeyTypes.NONE,
        sleepable=True,
    ),
    MapKind(
        M.HASH_OF_MAPS,
        _KEY,
        _FD,
        Flag.NO_PREALLOC | Flag.NUMA_NODE | Flag.ZERO_SEED | SYSCALL_ACCESS,
        helpers=_LOOKUP,
        inner=True,
        holds=Holds.MAPS,
        key_types=KeyTypes.NONE,
        sleepable=True,
    ),
    MapKind(
        M.DEVMAP,
        _INDEX,
        (4, 8),
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=frozenset({F.redirect_map, F.map_lookup_elem}),
        holds=Holds.READ_ONLY,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.SOCKMAP,
        _INDEX,
        (4, 8),
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=_SOCKET_HELPERS | {F.sk_redirect_map, F.sock_map_update, F.msg_redirect_map},
        holds=Holds.SOCKETS,
        changed_by=_SOCKET_CHANGERS,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.CPUMAP,
        _INDEX,
        (4, 8),
        Flag.NUMA_NODE,
        helpers=frozenset({F.redirect_map}),
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.XSKMAP,
        _INDEX,
        _FD,
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=frozenset({F.redirect_map, F.map_lookup_elem}),
        holds=Holds.XDP_SOCKETS,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.SOCKHASH,
        _KEY,
        (4, 8),
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=_SOCKET_HELPERS | {F.sk_redirect_hash, F.sock_hash_update, F.msg_redirect_hash},
        holds=Holds.SOCKETS,
        changed_by=_SOCKET_CHANGERS,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.CGROUP_STORAGE,
        (8, 16),
        (1, 4096),
        Flag.NUMA_NODE | ACCESS,
        delete=False,
        entries=(0, 0),
        helpers=frozenset({F.get_local_storage}),
        key_types=KeyTypes.CGROUP,
    ),
    MapKind(
        M.REUSEPORT_SOCKARRAY,
        _INDEX,
        (4, 8),
        Flag.NUMA_NODE | ACCESS,
        helpers=frozenset({F.sk_select_reuseport}),
    ),
    MapKind(
        M.PERCPU_CGROUP_STORAGE,
        (8, 16),
        (1, 4096),
        Flag.NUMA_NODE | ACCESS,
        percpu=True,
        delete=False,
        entries=(0, 0),
        helpers=frozenset({F.get_local_storage}),
        key_types=KeyTypes.CGROUP,
    ),
    MapKind(
        M.QUEUE,
        _NOTHING,
        _ANY,
        Flag.NUMA_NODE | ACCESS,
        helpers=frozenset({F.map_peek_elem, F.map_pop_elem, F.map_push_elem}),
        sleepable=True,
    ),
    MapKind(
        M.STACK,
        _NOTHING,
        _ANY,
        Flag.NUMA_NODE | ACCESS,
        helpers=frozenset({F.map_peek_elem, F.map_pop_elem, F.map_push_elem}),
        sleepable=True,
    ),
    MapKind(
        M.SK_STORAGE,
        _FD,
        _ANY,
        _STORAGE_FLAGS,
        entries=(0, 0),
        helpers=frozenset({F.sk_storage_get, F.sk_storage_delete, F.kptr_xchg}),
        key_types=KeyTypes.INT,
        sleepable=True,
    ),
    MapKind(
        M.DEVMAP_HASH,
        _INDEX,
        (4, 8),
        Flag.NUMA_NODE | SYSCALL_ACCESS,
        helpers=frozenset({F.redirect_map, F.map_lookup_elem}),
        holds=Holds.READ_ONLY,
        key_types=KeyTypes.NONE,
    ),
    MapKind(
        M.RINGBUF,
        _NOTHING,
        _NOTHING,
        Flag.NUMA_NODE,
        lookup=False,
        update=False,
        delete=False,
        entries_power_of_two_pages=True,
        helpers=frozenset(
            {
                F.ringbuf_output,
                F.ringbuf_reserve,
                F.ringbuf_query,
                F.ringbuf_reserve_dynptr,
                F.ringbuf_submit_dynptr,
                F.ringbuf_discard_dynptr,
            }
        ),
        sleepable=True,
    ),
    MapKind(
        M.INODE_STORAGE,
        _FD,
        _ANY,
        _STORAGE_FLAGS,
        entries=(0, 0),
        helpers=frozenset({F.inode_storage_get, F.inode_storage_delete, F.kptr_xchg}),
        key_types=KeyTypes.INT,
        sleepable=True,
    ),
    MapKind(
        M.TASK_STORAGE,
        _FD,
        _ANY,
        _STORAGE_FLAGS,
        entries=(0, 0),
        helpers=frozenset({F.task_storage_get, F.task_storage_delete, F.kptr_xchg}),
        key_types=KeyTypes.INT,
        sleepable=True,
    ),
    MapKind(
        M.BLOOM_FILTER,
        _NOTHING,
        _ANY,
        Flag.NUMA_NODE | Flag.ZERO_SEED | ACCESS,
        delete=False,
        helpers=frozenset({F.map_peek_elem, F.map_push_elem}),
        holds=Holds.SET,
        key_types=KeyTypes.NOTHING,
    ),
    MapKind(
        M.USER_RINGBUF,
        _NOTHING,
        _NOTHING,
        Flag.NUMA_NODE,
        lookup=False,
        update=False,
        delete=False,
        entries_power_of_two_pages=True,
        helpers=frozenset({F.user_ringbuf_drain}),
        sleepable=True,
    ),
    MapKind(
        M.CGRP_STORAGE,
        _FD,
        _ANY,
        _STORAGE_FLAGS,
        entries=(0, 0),
        helpers=frozenset({F.cgrp_storage_get, F.cgrp_storage_delete, F.kptr_xchg}),
        key_types=KeyTypes.INT,
        sleepable=True,
    ),
    MapKind(
        M.ARENA,
        _NOTHING,
        _NOTHING,
        Flag.SEGV_ON_FAULT | Flag.MMAPABLE | Flag.NO_USER_CONV,
        helpers=frozenset(),
        lookup=False,
        update=False,
        delete=False,
        key_types=KeyTypes.IGNORED,
        sleepable=True,
    ),
)

_STRUCTS = {
    "bpf_htab": (M.HASH, M.PERCPU_HASH, M.LRU_HASH, M.LRU_PERCPU_HASH, M.HASH_OF_MAPS),
    "bpf_array": (
        *(M.ARRAY, M.PERCPU_ARRAY, M.PROG_ARRAY, M.PERF_EVENT_ARRAY, M.CGROUP_ARRAY),
        M.ARRAY_OF_MAPS,
    ),
    "bpf_stack_map": (M.STACK_TRACE,),
    "lpm_trie": (M.LPM_TRIE,),
    "bpf_dtab": (M.DEVMAP, M.DEVMAP_HASH),
    "bpf_cpu_map": (M.CPUMAP,),
    "xsk_map": (M.XSKMAP,),
    "bpf_stab": (M.SOCKMAP,),
    "bpf_shtab": (M.SOCKHASH,),
    "bpf_cgroup_storage_map": (M.CGROUP_STORAGE, M.PERCPU_CGROUP_STORAGE),
    "reuseport_array": (M.REUSEPORT_SOCKARRAY,),
    "bpf_queue_stack": (M.QUEUE, M.STACK),
    "bpf_local_storage_map": (M.SK_STORAGE, M.INODE_STORAGE, M.TASK_STORAGE, M.CGRP_STORAGE),
    "bpf_ringbuf_map": (M.RINGBUF, M.USER_RINGBUF),
    "bpf_bloom_filter": (M.BLOOM_FILTER,),
    "bpf_arena": (M.ARENA,),
    "bpf_struct_ops_map": (M.STRUCT_OPS,),
}
"""the struct that a map is (map_btf_id)"""
_STRUCT_OF = {kind: name for name, kinds in _STRUCTS.items() for kind in kinds}
MAPS: dict[M, MapKind] = {row.type: row._replace(struct=_STRUCT_OF[row.type]) for row in _ROWS}
"""every map type of Linux 6.18 that programs use, by its number"""
