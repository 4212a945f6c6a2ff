"""One row a helper: number, result, arguments, who may call it, what it does.

The prototypes are those of Linux 6.18 (``struct bpf_func_proto`` in kernel/bpf/helpers.c,
kernel/trace/bpf_trace.c, net/core/filter.c and others), the program types those that its verifier
lets call the helper with every capability given; *needs* says which one it takes. Where a helper
has several prototypes (one a program type), the row has the first argument of the most general
one.
"""

from __future__ import annotations

from collections.abc import Iterable

from beebox.abi.enums import AttachType as A
from beebox.abi.enums import Func as F  # noqa: N817 - 211 rows begin with it
from beebox.abi.enums import MapType as M
from beebox.abi.enums import ProgType as P
from beebox.spec import targets
from beebox.spec.model import Arg, ArgKind, Given, Helper, Ret, RetKind

# arguments
ANY = Arg(ArgKind.ANYTHING)
CTX = Arg(ArgKind.CTX)
CTX_OR_NULL = Arg(ArgKind.CTX, nullable=True)
MAP = Arg(ArgKind.MAP)
KEY = Arg(ArgKind.MAP_KEY)
VALUE = Arg(ArgKind.MAP_VALUE)
VALUE_OR_NULL = Arg(ArgKind.MAP_VALUE, nullable=True)
UNINIT_VALUE = Arg(ArgKind.MAP_VALUE, uninit=True, write=True)
MEM = Arg(ArgKind.MEM)
MEM_OR_NULL = Arg(ArgKind.MEM, nullable=True)
RW_MEM = Arg(ArgKind.MEM, write=True)
RW_MEM_OR_NULL = Arg(ArgKind.MEM, write=True, nullable=True)
UNINIT_MEM = Arg(ArgKind.MEM, uninit=True, write=True)
MEM_20 = Arg(ArgKind.MEM, fixed=20)
MEM_40 = Arg(ArgKind.MEM, fixed=40)
ALIGNED_RW_MEM_4 = Arg(ArgKind.MEM, write=True, fixed=4, aligned=True)
UNINIT_ALIGNED_MEM_8 = Arg(ArgKind.MEM, uninit=True, write=True, fixed=8, aligned=True)
SIZE = Arg(ArgKind.SIZE)
SIZE_OR_ZERO = Arg(ArgKind.SIZE, zero=True)
ALLOC_SIZE = Arg(ArgKind.ALLOC_SIZE)
RINGBUF_MEM = Arg(ArgKind.RINGBUF_MEM, release=True)
STR = Arg(ArgKind.CONST_STR)
STACK_OR_NULL = Arg(ArgKind.STACK, nullable=True)
FUNC = Arg(ArgKind.FUNC)
SPIN_LOCK = Arg(ArgKind.SPIN_LOCK)
TIMER = Arg(ArgKind.TIMER)
DYNPTR = Arg(ArgKind.DYNPTR, const=True)
NEW_LOCAL_DYNPTR = Arg(ArgKind.DYNPTR, uninit=True, write=True, dynptr=1)
NEW_RINGBUF_DYNPTR = Arg(ArgKind.DYNPTR, uninit=True, write=True, dynptr=2)
DYNPTR_RELEASE = Arg(ArgKind.DYNPTR, release=True, dynptr=2)
KPTR_DEST = Arg(ArgKind.KPTR_XCHG_DEST)
KPTR_SOURCE = Arg(ArgKind.KPTR_XCHG_SOURCE, nullable=True, release=True)
BTF = Arg(ArgKind.BTF_ID)
TASK = Arg(ArgKind.BTF_ID, struct="task_struct")
TASK_OR_NULL = Arg(ArgKind.BTF_ID, struct="task_struct", nullable=True)
CGROUP_OR_NULL = Arg(ArgKind.BTF_ID, struct="cgroup", nullable=True)
INODE = Arg(ArgKind.BTF_ID, struct="inode")
INODE_OR_NULL = Arg(ArgKind.BTF_ID, struct="inode", nullable=True)
SEQ_FILE = Arg(ArgKind.BTF_ID, struct="seq_file")
PERCPU_BTF = Arg(ArgKind.PERCPU_BTF_ID)
SOCK = Arg(ArgKind.SOCK_COMMON)
BTF_SOCK = Arg(ArgKind.BTF_ID_SOCK_COMMON)
SOCK_ID = Arg(ArgKind.BTF_ID, struct="sock_common")
SOCKET_OR_NULL_ARG = Arg(ArgKind.SOCKET, nullable=True)
BTF_SOCK_RELEASE = Arg(ArgKind.BTF_ID_SOCK_COMMON, release=True)

# results
INTEGER = Ret(RetKind.INTEGER)
LENGTH = Ret(RetKind.INTEGER, errno_or_size=True)
CPU = Ret(RetKind.INTEGER, cpu=True)
VOID = Ret(RetKind.VOID)
UNLESS_IT_LEAVES = Ret(RetKind.VOID, never=True)
MAP_VALUE = Ret(RetKind.MAP_VALUE)
MAP_VALUE_OR_NULL = Ret(RetKind.MAP_VALUE, nullable=True)
MEM_RET_OR_NULL = Ret(RetKind.MEM, nullable=True)
RINGBUF_MEM_OR_NULL = Ret(RetKind.MEM, nullable=True, ringbuf=True)
SOCKET_OR_NULL = Ret(RetKind.SOCKET, nullable=True)
SOCK_COMMON_OR_NULL = Ret(RetKind.SOCK_COMMON, nullable=True)
TCP_SOCK_OR_NULL = Ret(RetKind.TCP_SOCK, nullable=True)
PT_REGS = Ret(RetKind.BTF_ID, struct="pt_regs")
BTF_ID_OR_NULL = Ret(RetKind.BTF_ID, nullable=True)
TASK_TRUSTED = Ret(RetKind.BTF_ID, trusted=True, struct="task_struct")
KERNEL_VARIABLE = Ret(RetKind.MEM_OR_BTF_ID, rdonly=True)
KERNEL_VARIABLE_OR_NULL = Ret(RetKind.MEM_OR_BTF_ID, rdonly=True, nullable=True)

# program types
NONE: frozenset[P] = frozenset()
TRACE = frozenset(
    (P.KPROBE, P.TRACEPOINT, P.PERF_EVENT, P.RAW_TRACEPOINT, P.RAW_TRACEPOINT_WRITABLE)
)
"""every type that probes the kernel"""
TC = frozenset((P.SCHED_CLS, P.SCHED_ACT))
LWT = frozenset((P.LWT_IN, P.LWT_OUT, P.LWT_XMIT, P.LWT_SEG6LOCAL))
TYPED = frozenset((P.TRACING, P.LSM))
"""the types whose arguments are typed by the kernel's BTF"""
PROBES = TRACE | TYPED | {P.SYSCALL}
ALL = frozenset(P) - {P.UNSPEC, P.EXT, P.LIRC_MODE2}
"""every type with helpers of its own: an EXT has those of the program it extends"""

_TRAMPOLINES = frozenset((A.TRACE_FENTRY, A.TRACE_FEXIT, A.MODIFY_RETURN))
"""attached to a function, whose arguments the program can ask for"""
_NO_SOCKET_STORAGE = _TRAMPOLINES | {A.TRACE_RAW_TP, A.TRACE_ITER}
"""probes, but for those of socket storage itself"""
_MAY_FAIL = frozenset((
    A.CGROUP_INET4_BIND, A.CGROUP_INET6_BIND, A.CGROUP_INET4_CONNECT, A.CGROUP_INET6_CONNECT,
    A.CGROUP_UDP4_SENDMSG, A.CGROUP_UDP6_SENDMSG, A.CGROUP_UNIX_CONNECT, A.CGROUP_UNIX_SENDMSG,
))  # fmt: skip
"""kinds of socket address programs whose system call may fail"""

_RESULT = frozenset(A) - {A.CGROUP_INET_INGRESS, A.CGROUP_INET_EGRESS, A.CGROUP_SOCK_OPS}
"""what programs may say to attach to (some need not say it) that may look at the result"""
_CGROUP_HOOK = frozenset({A.LSM_CGROUP})
_SYSCALL = frozenset({P.SYSCALL})


def _row(
    func: F,
    ret: Ret,
    args: tuple[Arg, ...],
    doc: str,
    *,
    programs: Iterable[P] = ALL,
    maps: Iterable[M] | None = None,
    **more: object,
) -> Helper:
    """Return a row; *more* are fields of `Helper`."""
    taken = None if maps is None else frozenset(maps)
    return Helper(func, ret, args, doc, frozenset(programs), taken, **more)  # type: ignore[arg-type]  # its own fields


_ROWS = (
    _row(
        F.map_lookup_elem,
        MAP_VALUE_OR_NULL,
        (MAP, KEY),
        "Return the address of the value under a key, or NULL.",
        packet_access=True,
        constant_key=True,
    ),
    _row(
        F.map_update_elem,
        INTEGER,
        (MAP, KEY, VALUE, ANY),
        "Add or replace the value under a key.",
        packet_access=True,
        writes_map=True,
    ),
    _row(
        F.map_delete_elem, INTEGER, (MAP, KEY), "Remove a key.", packet_access=True, writes_map=True
    ),
    _row(
        F.probe_read,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy memory of the kernel or, where addresses do not overlap, of the user.",
        programs=PROBES,
        gpl=True,
    ),
    _row(F.ktime_get_ns, INTEGER, (), "Return nanoseconds since boot, time asleep not counted."),
    _row(
        F.trace_printk,
        INTEGER,
        (MEM, SIZE),
        "Write a formatted line to the trace pipe.",
        gpl=True,
        needs="perfmon",
    ),
    _row(F.get_prandom_u32, INTEGER, (), "Return a pseudo-random 32-bit number."),
    _row(
        F.get_smp_processor_id,
        CPU,
        (),
        "Return the number of this processor.",
        fastcall=PROBES | TC | LWT | {P.XDP},
    ),
    _row(
        F.skb_store_bytes,
        INTEGER,
        (CTX, ANY, MEM, SIZE, ANY),
        "Write bytes into the packet.",
        programs=TC | {P.LWT_XMIT, P.SK_SKB},
        changes_packet=True,
    ),
    _row(
        F.l3_csum_replace,
        INTEGER,
        (CTX, ANY, ANY, ANY, ANY),
        "Recompute the checksum of layer 3 incrementally.",
        programs=TC | {P.LWT_XMIT},
        changes_packet=True,
    ),
    _row(
        F.l4_csum_replace,
        INTEGER,
        (CTX, ANY, ANY, ANY, ANY),
        "Recompute the checksum of layer 4 incrementally.",
        programs=TC | {P.LWT_XMIT},
        changes_packet=True,
    ),
    _row(
        F.tail_call,
        UNLESS_IT_LEAVES,
        (CTX, MAP, ANY),
        "Go on in another program of the array; return only if that fails.",
        maps={M.PROG_ARRAY},
        tail_call=True,
    ),
    _row(
        F.clone_redirect,
        INTEGER,
        (CTX, ANY, ANY),
        "Send a copy of the packet out of another device.",
        programs=TC | {P.LWT_XMIT},
        changes_packet=True,
    ),
    _row(
        F.get_current_pid_tgid,
        INTEGER,
        (),
        "Return the process id in the high, the thread id in the low 32 bits.",
    ),
    _row(
        F.get_current_uid_gid,
        INTEGER,
        (),
        "Return the group id in the high, the user id in the low 32 bits.",
    ),
    _row(
        F.get_current_comm,
        INTEGER,
        (UNINIT_MEM, SIZE),
        "Copy the name of the current task.",
        needs="perfmon",
    ),
    _row(
        F.get_cgroup_classid,
        INTEGER,
        (CTX,),
        "Return the class id of the packet's net_cls cgroup.",
        variants=dict.fromkeys(ALL - TC - LWT, ()),
        needs="bpf",
    ),
    _row(
        F.skb_vlan_push,
        INTEGER,
        (CTX, ANY, ANY),
        "Push a VLAN tag.",
        programs=TC,
        changes_packet=True,
    ),
    _row(F.skb_vlan_pop, INTEGER, (CTX,), "Pop the VLAN tag.", programs=TC, changes_packet=True),
    _row(
        F.skb_get_tunnel_key,
        INTEGER,
        (CTX, UNINIT_MEM, SIZE, ANY),
        "Read the tunnel's metadata.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.skb_set_tunnel_key,
        INTEGER,
        (CTX, MEM, SIZE, ANY),
        "Set the tunnel's metadata.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.perf_event_read,
        INTEGER,
        (MAP, ANY),
        "Read a perf counter.",
        maps={M.PERF_EVENT_ARRAY},
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.redirect,
        INTEGER,
        (ANY, ANY),
        "Send the packet out of another device.",
        programs=TC | {P.LWT_XMIT, P.XDP},
    ),
    _row(F.get_route_realm, INTEGER, (CTX,), "Return the realm of the route.", programs=TC | LWT),
    _row(
        F.perf_event_output,
        INTEGER,
        (CTX, MAP, ANY, MEM, SIZE_OR_ZERO),
        "Write a record to a perf event of the array.",
        programs=ALL - {P.FLOW_DISSECTOR, P.NETFILTER, P.SK_REUSEPORT, P.STRUCT_OPS},
        maps={M.PERF_EVENT_ARRAY},
        gpl=True,
    ),
    _row(
        F.skb_load_bytes,
        INTEGER,
        (CTX, ANY, UNINIT_MEM, SIZE),
        "Copy bytes of the packet.",
        programs=TC
        | LWT
        | {P.CGROUP_SKB, P.FLOW_DISSECTOR, P.SK_REUSEPORT, P.SK_SKB, P.SOCKET_FILTER},
    ),
    _row(
        F.get_stackid,
        INTEGER,
        (CTX, MAP, ANY),
        "Store the stack trace, return its id.",
        programs=PROBES,
        maps={M.STACK_TRACE},
        gpl=True,
    ),
    _row(
        F.csum_diff,
        INTEGER,
        (MEM_OR_NULL, SIZE_OR_ZERO, MEM_OR_NULL, SIZE_OR_ZERO, ANY),
        "Compute the difference of two checksums.",
        programs=TC | LWT | {P.XDP},
        packet_access=True,
    ),
    _row(
        F.skb_get_tunnel_opt,
        INTEGER,
        (CTX, UNINIT_MEM, SIZE),
        "Read the tunnel's options.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.skb_set_tunnel_opt,
        INTEGER,
        (CTX, MEM, SIZE),
        "Set the tunnel's options.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.skb_change_proto,
        INTEGER,
        (CTX, ANY, ANY),
        "Change the packet's protocol.",
        programs=TC,
        changes_packet=True,
    ),
    _row(F.skb_change_type, INTEGER, (CTX, ANY), "Change the packet's type.", programs=TC),
    _row(
        F.skb_under_cgroup,
        INTEGER,
        (CTX, MAP, ANY),
        "Tell whether the packet's cgroup is below the one in the array.",
        programs=TC | LWT,
        maps={M.CGROUP_ARRAY},
    ),
    _row(
        F.get_hash_recalc,
        INTEGER,
        (CTX,),
        "Return the packet's hash, computed if needed.",
        programs=TC | LWT,
    ),
    _row(
        F.get_current_task,
        INTEGER,
        (),
        "Return the address of the current task_struct.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.probe_write_user,
        INTEGER,
        (ANY, MEM, SIZE),
        "Write to the memory of the current process.",
        programs=NONE,
        gpl=True,
    ),
    _row(
        F.current_task_under_cgroup,
        INTEGER,
        (MAP, ANY),
        "Tell whether the current task is in a cgroup of the array.",
        maps={M.CGROUP_ARRAY},
        needs="bpf",
    ),
    _row(
        F.skb_change_tail,
        INTEGER,
        (CTX, ANY, ANY),
        "Change the packet's length.",
        programs=TC | {P.LWT_XMIT, P.SK_SKB},
        changes_packet=True,
    ),
    _row(
        F.skb_pull_data,
        INTEGER,
        (CTX, ANY),
        "Make the first bytes of the packet linear.",
        programs=TC | LWT | {P.SK_SKB},
        changes_packet=True,
    ),
    _row(
        F.csum_update,
        INTEGER,
        (CTX, ANY),
        "Add to the packet's checksum.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.set_hash_invalid, INTEGER, (CTX,), "Drop the packet's hash.", programs=TC | {P.LWT_XMIT}
    ),
    _row(F.get_numa_node_id, INTEGER, (), "Return the number of this NUMA node."),
    _row(
        F.skb_change_head,
        INTEGER,
        (CTX, ANY, ANY),
        "Make room before the packet.",
        programs=TC | {P.LWT_XMIT, P.SK_SKB},
        changes_packet=True,
    ),
    _row(
        F.xdp_adjust_head,
        INTEGER,
        (CTX, ANY),
        "Move the start of the packet.",
        programs={P.XDP},
        changes_packet=True,
    ),
    _row(
        F.probe_read_str,
        LENGTH,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy a string of the kernel or the user; return its length with the NUL.",
        programs=PROBES,
        gpl=True,
    ),
    _row(
        F.get_socket_cookie,
        INTEGER,
        (CTX,),
        "Return the socket's cookie.",
        programs=TYPED
        | TC
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK,
            P.CGROUP_SOCK_ADDR,
            P.SK_REUSEPORT,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
        },
        variants=dict.fromkeys(
            TYPED | {P.SK_REUSEPORT, P.SYSCALL}, (BTF_SOCK._replace(nullable=True),)
        ),
    ),
    _row(
        F.get_socket_uid,
        INTEGER,
        (CTX,),
        "Return the socket's owner.",
        programs=TC | {P.CGROUP_SKB, P.SK_SKB, P.SOCKET_FILTER},
    ),
    _row(F.set_hash, INTEGER, (CTX, ANY), "Set the packet's hash.", programs=TC),
    _row(
        F.setsockopt,
        INTEGER,
        (CTX, ANY, ANY, MEM, SIZE),
        "Set an option of the socket.",
        programs={P.CGROUP_SOCK_ADDR, P.CGROUP_SOCKOPT, P.SOCK_OPS},
        attach={P.CGROUP_SOCKOPT: frozenset({A.CGROUP_SETSOCKOPT})},
        variants=dict.fromkeys((P.CGROUP_SOCKOPT, P.STRUCT_OPS), (BTF_SOCK, ANY, ANY, MEM, SIZE)),
    ),
    _row(
        F.skb_adjust_room,
        INTEGER,
        (CTX, ANY, ANY, ANY),
        "Grow or shrink the packet's headers.",
        programs=TC | {P.SK_SKB},
        changes_packet=True,
    ),
    _row(
        F.redirect_map,
        INTEGER,
        (MAP, ANY, ANY),
        "Send the packet where an entry of the map says.",
        programs={P.XDP},
        maps={M.DEVMAP, M.DEVMAP_HASH, M.CPUMAP, M.XSKMAP},
    ),
    _row(
        F.sk_redirect_map,
        INTEGER,
        (CTX, MAP, ANY, ANY),
        "Send the packet to a socket of the map.",
        programs={P.SK_SKB},
        maps={M.SOCKMAP},
    ),
    _row(
        F.sock_map_update,
        INTEGER,
        (CTX, MAP, KEY, ANY),
        "Put the socket into the map.",
        programs={P.SOCK_OPS},
        maps={M.SOCKMAP},
        packet_access=True,
    ),
    _row(
        F.xdp_adjust_meta,
        INTEGER,
        (CTX, ANY),
        "Move the start of the packet's metadata.",
        programs={P.XDP},
        changes_packet=True,
    ),
    _row(
        F.perf_event_read_value,
        INTEGER,
        (MAP, ANY, UNINIT_MEM, SIZE),
        "Read a perf counter with its times.",
        maps={M.PERF_EVENT_ARRAY},
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.perf_prog_read_value,
        INTEGER,
        (CTX, UNINIT_MEM, SIZE),
        "Read the counter that runs this program.",
        programs={P.PERF_EVENT},
        gpl=True,
    ),
    _row(
        F.getsockopt,
        INTEGER,
        (CTX, ANY, ANY, UNINIT_MEM, SIZE),
        "Read an option of the socket.",
        programs={P.CGROUP_SOCK_ADDR, P.CGROUP_SOCKOPT, P.SOCK_OPS},
        attach={P.CGROUP_SOCKOPT: frozenset({A.CGROUP_SETSOCKOPT})},
        variants=dict.fromkeys(
            (P.CGROUP_SOCKOPT, P.STRUCT_OPS), (BTF_SOCK, ANY, ANY, UNINIT_MEM, SIZE)
        ),
    ),
    _row(
        F.override_return,
        INTEGER,
        (CTX, ANY),
        "Make the probed function return a value.",
        programs=NONE,
        gpl=True,
    ),
    _row(
        F.sock_ops_cb_flags_set,
        INTEGER,
        (CTX, ANY),
        "Say which socket callbacks to get.",
        programs={P.SOCK_OPS},
    ),
    _row(
        F.msg_redirect_map,
        INTEGER,
        (CTX, MAP, ANY, ANY),
        "Send the message to a socket of the map.",
        programs={P.SK_MSG},
        maps={M.SOCKMAP},
    ),
    _row(
        F.msg_apply_bytes,
        INTEGER,
        (CTX, ANY),
        "Let the verdict count for some bytes only.",
        programs={P.SK_MSG},
    ),
    _row(
        F.msg_cork_bytes,
        INTEGER,
        (CTX, ANY),
        "Wait for more bytes before the next verdict.",
        programs={P.SK_MSG},
    ),
    _row(
        F.msg_pull_data,
        INTEGER,
        (CTX, ANY, ANY, ANY),
        "Make bytes of the message linear.",
        programs={P.SK_MSG},
        changes_packet=True,
    ),
    _row(
        F.bind,
        INTEGER,
        (CTX, MEM, SIZE),
        "Bind the socket to an address.",
        programs={P.CGROUP_SOCK_ADDR},
        attach={P.CGROUP_SOCK_ADDR: frozenset({A.CGROUP_INET4_CONNECT, A.CGROUP_INET6_CONNECT})},
    ),
    _row(
        F.xdp_adjust_tail,
        INTEGER,
        (CTX, ANY),
        "Move the end of the packet.",
        programs={P.XDP},
        changes_packet=True,
    ),
    _row(
        F.skb_get_xfrm_state,
        INTEGER,
        (CTX, ANY, UNINIT_MEM, SIZE, ANY),
        "Read the packet's IPsec state.",
        programs=TC,
    ),
    _row(
        F.get_stack,
        LENGTH,
        (CTX, UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy the stack trace.",
        programs=PROBES,
        gpl=True,
    ),
    _row(
        F.skb_load_bytes_relative,
        INTEGER,
        (CTX, ANY, UNINIT_MEM, SIZE, ANY),
        "Copy bytes of the packet, counted from a header.",
        programs=TC | {P.CGROUP_SKB, P.SK_REUSEPORT, P.SOCKET_FILTER},
    ),
    _row(
        F.fib_lookup,
        INTEGER,
        (CTX, RW_MEM, SIZE, ANY),
        "Look up a route.",
        programs=TC | {P.XDP},
        gpl=True,
    ),
    _row(
        F.sock_hash_update,
        INTEGER,
        (CTX, MAP, KEY, ANY),
        "Put the socket into the map.",
        programs={P.SOCK_OPS},
        maps={M.SOCKHASH},
        packet_access=True,
    ),
    _row(
        F.msg_redirect_hash,
        INTEGER,
        (CTX, MAP, KEY, ANY),
        "Send the message to a socket of the map.",
        programs={P.SK_MSG},
        maps={M.SOCKHASH},
    ),
    _row(
        F.sk_redirect_hash,
        INTEGER,
        (CTX, MAP, KEY, ANY),
        "Send the packet to a socket of the map.",
        programs={P.SK_SKB},
        maps={M.SOCKHASH},
    ),
    _row(
        F.lwt_push_encap,
        INTEGER,
        (CTX, ANY, MEM, SIZE),
        "Put a header before the packet.",
        programs={P.LWT_IN, P.LWT_XMIT},
        changes_packet=True,
    ),
    _row(
        F.lwt_seg6_store_bytes,
        INTEGER,
        (CTX, ANY, MEM, SIZE),
        "Write into the segment routing header.",
        programs={P.LWT_SEG6LOCAL},
        changes_packet=True,
    ),
    _row(
        F.lwt_seg6_adjust_srh,
        INTEGER,
        (CTX, ANY, ANY),
        "Resize the segment routing header.",
        programs={P.LWT_SEG6LOCAL},
        changes_packet=True,
    ),
    _row(
        F.lwt_seg6_action,
        INTEGER,
        (CTX, ANY, MEM, SIZE),
        "Apply a segment routing action.",
        programs={P.LWT_SEG6LOCAL},
        changes_packet=True,
    ),
    _row(
        F.rc_repeat,
        INTEGER,
        (CTX,),
        "Report a repeated key of a remote control.",
        programs=NONE,
        gpl=True,
    ),
    _row(
        F.rc_keydown,
        INTEGER,
        (CTX, ANY, ANY, ANY),
        "Report a key of a remote control.",
        programs=NONE,
        gpl=True,
    ),
    _row(
        F.skb_cgroup_id,
        INTEGER,
        (CTX,),
        "Return the id of the packet's cgroup.",
        programs=TC | {P.CGROUP_SKB},
    ),
    _row(
        F.get_current_cgroup_id,
        INTEGER,
        (),
        "Return the id of the current task's cgroup.",
        needs="bpf",
    ),
    _row(
        F.get_local_storage,
        MAP_VALUE,
        (MAP, ANY),
        "Return the address of the cgroup's storage.",
        programs={
            P.CGROUP_DEVICE,
            P.CGROUP_SKB,
            P.CGROUP_SOCK,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.CGROUP_SYSCTL,
            P.LSM,
            P.SOCK_OPS,
        },
        maps={M.CGROUP_STORAGE, M.PERCPU_CGROUP_STORAGE},
        zero=2,
        attach={P.LSM: _CGROUP_HOOK},
    ),
    _row(
        F.sk_select_reuseport,
        INTEGER,
        (CTX, MAP, KEY, ANY),
        "Choose the socket of a reuseport group.",
        programs={P.SK_REUSEPORT},
        maps={M.REUSEPORT_SOCKARRAY, M.SOCKMAP, M.SOCKHASH},
    ),
    _row(
        F.skb_ancestor_cgroup_id,
        INTEGER,
        (CTX, ANY),
        "Return the id of an ancestor of the packet's cgroup.",
        programs=TC | {P.CGROUP_SKB},
    ),
    _row(
        F.sk_lookup_tcp,
        SOCKET_OR_NULL,
        (CTX, MEM, SIZE_OR_ZERO, ANY, ANY),
        "Find a TCP socket; release it after use.",
        programs=TC | {P.CGROUP_SKB, P.CGROUP_SOCK_ADDR, P.SK_SKB, P.XDP},
        packet_access=True,
        acquires=True,
    ),
    _row(
        F.sk_lookup_udp,
        SOCKET_OR_NULL,
        (CTX, MEM, SIZE_OR_ZERO, ANY, ANY),
        "Find a UDP socket; release it after use.",
        programs=TC | {P.CGROUP_SKB, P.CGROUP_SOCK_ADDR, P.SK_SKB, P.XDP},
        packet_access=True,
        acquires=True,
    ),
    _row(
        F.sk_release,
        INTEGER,
        (BTF_SOCK_RELEASE,),
        "Release a socket.",
        programs=TC | {P.CGROUP_SKB, P.CGROUP_SOCK_ADDR, P.SK_LOOKUP, P.SK_SKB, P.XDP},
    ),
    _row(
        F.map_push_elem,
        INTEGER,
        (MAP, VALUE, ANY),
        "Put a value into a queue, stack or filter.",
        maps={M.QUEUE, M.STACK, M.BLOOM_FILTER},
        packet_access=True,
        writes_map=True,
    ),
    _row(
        F.map_pop_elem,
        INTEGER,
        (MAP, UNINIT_VALUE),
        "Take a value out of a queue or stack.",
        maps={M.QUEUE, M.STACK},
        writes_map=True,
    ),
    _row(
        F.map_peek_elem,
        INTEGER,
        (MAP, UNINIT_VALUE),
        "Copy the next value of a queue or stack, or ask a filter.",
        maps={M.QUEUE, M.STACK, M.BLOOM_FILTER},
    ),
    _row(
        F.msg_push_data,
        INTEGER,
        (CTX, ANY, ANY, ANY),
        "Insert bytes into the message.",
        programs={P.SK_MSG},
        changes_packet=True,
    ),
    _row(
        F.msg_pop_data,
        INTEGER,
        (CTX, ANY, ANY, ANY),
        "Remove bytes from the message.",
        programs={P.SK_MSG},
        changes_packet=True,
    ),
    _row(
        F.rc_pointer_rel,
        INTEGER,
        (CTX, ANY, ANY),
        "Report a movement of a remote control's pointer.",
        programs=NONE,
        gpl=True,
    ),
    _row(
        F.spin_lock,
        VOID,
        (SPIN_LOCK,),
        "Take the spin lock of a value.",
        takes_lock=True,
        needs="bpf",
    ),
    _row(
        F.spin_unlock,
        VOID,
        (SPIN_LOCK,),
        "Release the spin lock of a value.",
        frees_lock=True,
        needs="bpf",
    ),
    _row(
        F.sk_fullsock,
        SOCKET_OR_NULL,
        (SOCK,),
        "Return the full socket of a socket, or NULL.",
        programs=TC | {P.CGROUP_SKB},
        casts=True,
    ),
    _row(
        F.tcp_sock,
        TCP_SOCK_OR_NULL,
        (SOCK,),
        "Return the TCP part of a socket, or NULL.",
        programs=TC | {P.CGROUP_SKB, P.CGROUP_SOCKOPT, P.SOCK_OPS},
        casts=True,
    ),
    _row(
        F.skb_ecn_set_ce,
        INTEGER,
        (CTX,),
        "Mark the packet as having met congestion.",
        programs=TC | {P.CGROUP_SKB},
    ),
    _row(
        F.get_listener_sock,
        SOCKET_OR_NULL,
        (SOCK,),
        "Return the listening socket, or NULL.",
        programs=TC | {P.CGROUP_SKB},
    ),
    _row(
        F.skc_lookup_tcp,
        SOCK_COMMON_OR_NULL,
        (CTX, MEM, SIZE_OR_ZERO, ANY, ANY),
        "Find a TCP socket in any state; release it after use.",
        programs=TC | {P.CGROUP_SKB, P.CGROUP_SOCK_ADDR, P.SK_SKB, P.XDP},
        packet_access=True,
        acquires=True,
    ),
    _row(
        F.tcp_check_syncookie,
        INTEGER,
        (BTF_SOCK, MEM, SIZE, MEM, SIZE),
        "Check a SYN cookie.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(
        F.sysctl_get_name,
        INTEGER,
        (CTX, RW_MEM, SIZE, ANY),
        "Copy the name of the sysctl.",
        programs={P.CGROUP_SYSCTL},
    ),
    _row(
        F.sysctl_get_current_value,
        INTEGER,
        (CTX, UNINIT_MEM, SIZE),
        "Copy the current value of the sysctl.",
        programs={P.CGROUP_SYSCTL},
    ),
    _row(
        F.sysctl_get_new_value,
        INTEGER,
        (CTX, UNINIT_MEM, SIZE),
        "Copy the value about to be written.",
        programs={P.CGROUP_SYSCTL},
    ),
    _row(
        F.sysctl_set_new_value,
        INTEGER,
        (CTX, MEM, SIZE),
        "Replace the value about to be written.",
        programs={P.CGROUP_SYSCTL},
    ),
    _row(
        F.strtol, INTEGER, (MEM, SIZE, ANY, UNINIT_ALIGNED_MEM_8), "Read a signed number from text."
    ),
    _row(
        F.strtoul,
        INTEGER,
        (MEM, SIZE, ANY, UNINIT_ALIGNED_MEM_8),
        "Read an unsigned number from text.",
    ),
    _row(
        F.sk_storage_get,
        MAP_VALUE_OR_NULL,
        (MAP, BTF_SOCK, VALUE_OR_NULL, ANY),
        "Return the address of the socket's storage, or NULL.",
        programs=TYPED
        | TC
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.SK_MSG,
            P.SOCK_OPS,
            P.SYSCALL,
            P.STRUCT_OPS,
        },
        maps={M.SK_STORAGE},
        probes={P.SYSCALL: frozenset(), P.TRACING: _NO_SOCKET_STORAGE},
        variants={
            P.CGROUP_SOCK: (MAP, CTX, VALUE_OR_NULL, ANY),
            **dict.fromkeys(TYPED | {P.SYSCALL}, (MAP, SOCK_ID, VALUE_OR_NULL, ANY)),
        },
    ),
    _row(
        F.sk_storage_delete,
        INTEGER,
        (MAP, BTF_SOCK),
        "Remove the socket's storage.",
        programs=TYPED
        | TC
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.SK_MSG,
            P.SOCK_OPS,
            P.SYSCALL,
            P.STRUCT_OPS,
        },
        maps={M.SK_STORAGE},
        probes={P.SYSCALL: frozenset(), P.TRACING: _NO_SOCKET_STORAGE},
        variants=dict.fromkeys(TYPED | {P.SYSCALL}, (MAP, SOCK_ID)),
    ),
    _row(F.send_signal, INTEGER, (ANY,), "Send a signal to the current process.", needs="perfmon"),
    _row(
        F.tcp_gen_syncookie,
        INTEGER,
        (BTF_SOCK, MEM, SIZE, MEM, SIZE),
        "Make a SYN cookie.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(
        F.skb_output,
        INTEGER,
        (BTF._replace(struct="sk_buff"), MAP, ANY, MEM, SIZE_OR_ZERO),
        "Write a record with the packet to a perf event of the array.",
        programs=TYPED | {P.SYSCALL},
        maps={M.PERF_EVENT_ARRAY},
        gpl=True,
    ),
    _row(
        F.probe_read_user,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy memory of the current process.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.probe_read_kernel,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy memory of the kernel.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.probe_read_user_str,
        LENGTH,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy a string of the current process; return its length with the NUL.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.probe_read_kernel_str,
        LENGTH,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy a string of the kernel; return its length with the NUL.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.tcp_send_ack,
        INTEGER,
        (BTF._replace(struct="tcp_sock"), ANY),
        "Send an acknowledgement.",
        programs=NONE,
    ),
    _row(
        F.send_signal_thread,
        INTEGER,
        (ANY,),
        "Send a signal to the current thread.",
        needs="perfmon",
    ),
    _row(F.jiffies64, INTEGER, (), "Return the jiffies.", needs="bpf"),
    _row(
        F.read_branch_records,
        INTEGER,
        (CTX, RW_MEM_OR_NULL, SIZE_OR_ZERO, ANY),
        "Copy the branch records of the sample.",
        programs={P.PERF_EVENT},
        gpl=True,
    ),
    _row(
        F.get_ns_current_pid_tgid,
        INTEGER,
        (ANY, ANY, UNINIT_MEM, SIZE),
        "Copy process and thread id as a pid namespace sees them.",
    ),
    _row(
        F.xdp_output,
        INTEGER,
        (BTF._replace(struct="xdp_buff"), MAP, ANY, MEM, SIZE_OR_ZERO),
        "Write a record with the packet to a perf event of the array.",
        programs=TYPED | {P.SYSCALL},
        maps={M.PERF_EVENT_ARRAY},
        gpl=True,
    ),
    _row(
        F.get_netns_cookie,
        INTEGER,
        (CTX_OR_NULL,),
        "Return the cookie of the network namespace.",
        programs=TC
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.SK_MSG,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
        },
    ),
    _row(
        F.get_current_ancestor_cgroup_id,
        INTEGER,
        (ANY,),
        "Return the id of an ancestor of the current task's cgroup.",
        needs="bpf",
    ),
    _row(
        F.sk_assign,
        INTEGER,
        (CTX, BTF_SOCK, ANY),
        "Give the packet to a socket.",
        programs=TC | {P.SK_LOOKUP},
        variants={P.SK_LOOKUP: (CTX, SOCKET_OR_NULL_ARG, ANY)},
    ),
    _row(F.ktime_get_boot_ns, INTEGER, (), "Return nanoseconds since boot, time asleep counted."),
    _row(
        F.seq_printf,
        INTEGER,
        (SEQ_FILE, MEM, SIZE, MEM_OR_NULL, SIZE_OR_ZERO),
        "Write formatted text to the file that is read.",
        programs=TYPED,
        gpl=True,
        attach={P.TRACING: frozenset({A.TRACE_ITER}), P.LSM: frozenset()},
    ),
    _row(
        F.seq_write,
        INTEGER,
        (SEQ_FILE, MEM, SIZE_OR_ZERO),
        "Write bytes to the file that is read.",
        programs=TYPED,
        gpl=True,
        attach={P.TRACING: frozenset({A.TRACE_ITER}), P.LSM: frozenset()},
    ),
    _row(
        F.sk_cgroup_id,
        INTEGER,
        (BTF_SOCK,),
        "Return the id of the socket's cgroup.",
        programs={P.CGROUP_SKB},
    ),
    _row(
        F.sk_ancestor_cgroup_id,
        INTEGER,
        (BTF_SOCK, ANY),
        "Return the id of an ancestor of the socket's cgroup.",
        programs={P.CGROUP_SKB},
    ),
    _row(
        F.ringbuf_output,
        INTEGER,
        (MAP, MEM, SIZE_OR_ZERO, ANY),
        "Copy a record into the ring buffer.",
        maps={M.RINGBUF},
    ),
    _row(
        F.ringbuf_reserve,
        RINGBUF_MEM_OR_NULL,
        (MAP, ALLOC_SIZE, ANY),
        "Return memory in the ring buffer, or NULL; submit or discard it.",
        maps={M.RINGBUF},
        acquires=True,
    ),
    _row(F.ringbuf_submit, VOID, (RINGBUF_MEM, ANY), "Hand a reserved record to the reader."),
    _row(F.ringbuf_discard, VOID, (RINGBUF_MEM, ANY), "Give a reserved record up."),
    _row(
        F.ringbuf_query,
        INTEGER,
        (MAP, ANY),
        "Return a fact about the ring buffer.",
        maps={M.RINGBUF},
    ),
    _row(
        F.csum_level,
        INTEGER,
        (CTX, ANY),
        "Change how deep the checksum was checked.",
        programs=TC | {P.LWT_XMIT},
    ),
    _row(
        F.skc_to_tcp6_sock,
        BTF_ID_OR_NULL._replace(struct="tcp6_sock"),
        (BTF_SOCK,),
        "See the socket as a tcp6_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.skc_to_tcp_sock,
        BTF_ID_OR_NULL._replace(struct="tcp_sock"),
        (BTF_SOCK,),
        "See the socket as a tcp_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.skc_to_tcp_timewait_sock,
        BTF_ID_OR_NULL._replace(struct="tcp_timewait_sock"),
        (BTF_SOCK,),
        "See the socket as a tcp_timewait_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.skc_to_tcp_request_sock,
        BTF_ID_OR_NULL._replace(struct="tcp_request_sock"),
        (BTF_SOCK,),
        "See the socket as a tcp_request_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.skc_to_udp6_sock,
        BTF_ID_OR_NULL._replace(struct="udp6_sock"),
        (BTF_SOCK,),
        "See the socket as a udp6_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.get_task_stack,
        LENGTH,
        (TASK, UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy the stack trace of a task.",
        needs="perfmon",
    ),
    _row(
        F.load_hdr_opt,
        INTEGER,
        (CTX, RW_MEM, SIZE, ANY),
        "Read a TCP header option.",
        programs={P.SOCK_OPS},
    ),
    _row(
        F.store_hdr_opt,
        INTEGER,
        (CTX, MEM, SIZE, ANY),
        "Write a TCP header option.",
        programs={P.SOCK_OPS},
        changes_packet=True,
    ),
    _row(
        F.reserve_hdr_opt,
        INTEGER,
        (CTX, ANY, ANY),
        "Make room for a TCP header option.",
        programs={P.SOCK_OPS},
    ),
    _row(
        F.inode_storage_get,
        MAP_VALUE_OR_NULL,
        (MAP, INODE_OR_NULL, VALUE_OR_NULL, ANY),
        "Return the address of the inode's storage, or NULL.",
        programs={P.LSM},
        maps={M.INODE_STORAGE},
    ),
    _row(
        F.inode_storage_delete,
        INTEGER,
        (MAP, INODE_OR_NULL),
        "Remove the inode's storage.",
        programs={P.LSM},
        maps={M.INODE_STORAGE},
    ),
    _row(
        F.d_path,
        INTEGER,
        (BTF._replace(struct="path"), RW_MEM, SIZE_OR_ZERO),
        "Write the path of a file.",
        programs=TYPED | {P.SYSCALL},
        probes={P.SYSCALL: frozenset(), P.TRACING: frozenset({A.TRACE_ITER}), P.LSM: frozenset()},
        functions=targets.PATHS | {f"bpf_lsm_{hook}" for hook in targets.LSM_SLEEPABLE},
    ),
    _row(
        F.copy_from_user,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY),
        "Copy memory of the current process, waiting for its pages.",
        sleepable=True,
        needs="perfmon",
    ),
    _row(
        F.snprintf_btf,
        INTEGER,
        (RW_MEM, SIZE, MEM, SIZE, ANY),
        "Print a kernel object by its type.",
        needs="perfmon",
    ),
    _row(
        F.seq_printf_btf,
        INTEGER,
        (SEQ_FILE, MEM, SIZE_OR_ZERO, ANY),
        "Print a kernel object by its type to the file that is read.",
        programs=TYPED,
        gpl=True,
        attach={P.TRACING: frozenset({A.TRACE_ITER}), P.LSM: frozenset()},
    ),
    _row(
        F.skb_cgroup_classid,
        INTEGER,
        (CTX,),
        "Return the class id of the packet's socket.",
        programs=TC,
    ),
    _row(
        F.redirect_neigh,
        INTEGER,
        (ANY, MEM_OR_NULL, SIZE_OR_ZERO, ANY),
        "Send the packet out of another device, neighbour resolved.",
        programs=TC,
    ),
    _row(
        F.per_cpu_ptr,
        KERNEL_VARIABLE_OR_NULL,
        (PERCPU_BTF, ANY),
        "Return the address of a kernel variable of one processor, or NULL.",
        needs="bpf",
    ),
    _row(
        F.this_cpu_ptr,
        KERNEL_VARIABLE,
        (PERCPU_BTF,),
        "Return the address of a kernel variable of this processor.",
        needs="bpf",
    ),
    _row(
        F.redirect_peer, INTEGER, (ANY, ANY), "Send the packet to the device's peer.", programs=TC
    ),
    _row(
        F.task_storage_get,
        MAP_VALUE_OR_NULL,
        (MAP, TASK_OR_NULL, VALUE_OR_NULL, ANY),
        "Return the address of the task's storage, or NULL.",
        maps={M.TASK_STORAGE},
        needs="bpf",
    ),
    _row(
        F.task_storage_delete,
        INTEGER,
        (MAP, TASK_OR_NULL),
        "Remove the task's storage.",
        maps={M.TASK_STORAGE},
        needs="bpf",
    ),
    _row(
        F.get_current_task_btf,
        TASK_TRUSTED,
        (),
        "Return the current task as a typed pointer.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.bprm_opts_set,
        INTEGER,
        (BTF._replace(struct="linux_binprm"), ANY),
        "Set options of the program about to be executed.",
        programs={P.LSM},
    ),
    _row(
        F.ktime_get_coarse_ns,
        INTEGER,
        (),
        "Return nanoseconds since boot as of the last tick.",
        programs=ALL
        - {
            P.CGROUP_DEVICE,
            P.CGROUP_SOCKOPT,
            P.KPROBE,
            P.NETFILTER,
            P.PERF_EVENT,
            P.RAW_TRACEPOINT,
            P.RAW_TRACEPOINT_WRITABLE,
            P.SYSCALL,
            P.TRACEPOINT,
        }
        - TYPED,
    ),
    _row(
        F.ima_inode_hash,
        INTEGER,
        (INODE, UNINIT_MEM, SIZE),
        "Copy the integrity hash of an inode.",
        programs={P.LSM},
        sleepable=True,
    ),
    _row(
        F.sock_from_file,
        BTF_ID_OR_NULL._replace(struct="socket"),
        (BTF._replace(struct="file"),),
        "Return the socket of a file, or NULL.",
        programs=TYPED | {P.SYSCALL},
    ),
    _row(
        F.check_mtu,
        INTEGER,
        (CTX, ANY, ALIGNED_RW_MEM_4, ANY, ANY),
        "Compare the packet's size with the device's MTU.",
        programs=TC | {P.XDP},
        gpl=True,
    ),
    _row(
        F.for_each_map_elem,
        INTEGER,
        (MAP, FUNC, STACK_OR_NULL, ANY),
        "Call a function for each element of a map.",
        callback=2,
        gives=(Given.MAP, Given.KEY, Given.VALUE, Given.CONTEXT),
        needs="bpf",
    ),
    _row(
        F.snprintf,
        INTEGER,
        (RW_MEM_OR_NULL, SIZE_OR_ZERO, STR, MEM_OR_NULL, SIZE_OR_ZERO),
        "Format text into memory.",
        gpl=True,
        formats=3,
        needs="perfmon",
    ),
    _row(
        F.sys_bpf, INTEGER, (ANY, MEM, SIZE), "Call bpf(2).", programs={P.SYSCALL}, needs="perfmon"
    ),
    _row(
        F.btf_find_by_name_kind,
        INTEGER,
        (MEM, SIZE, ANY, ANY),
        "Find a type by name and kind.",
        programs={P.SYSCALL},
    ),
    _row(F.sys_close, INTEGER, (ANY,), "Close a file descriptor.", programs={P.SYSCALL}),
    _row(F.timer_init, INTEGER, (TIMER, MAP, ANY), "Set a timer up.", gpl=True, needs="bpf"),
    _row(
        F.timer_set_callback,
        INTEGER,
        (TIMER, FUNC),
        "Say what the timer calls.",
        gpl=True,
        callback=2,
        gives=(Given.MAP, Given.KEY, Given.VALUE),
        later=True,
        returns=(0, 0),
        needs="bpf",
    ),
    _row(F.timer_start, INTEGER, (TIMER, ANY, ANY), "Start a timer.", gpl=True, needs="bpf"),
    _row(F.timer_cancel, INTEGER, (TIMER,), "Stop a timer.", gpl=True, needs="bpf"),
    _row(
        F.get_func_ip,
        INTEGER,
        (CTX,),
        "Return the address of the traced function.",
        programs=PROBES,
        gpl=True,
        traced=True,
    ),
    _row(
        F.get_attach_cookie,
        INTEGER,
        (CTX,),
        "Return the number given when the program was attached.",
        programs=TRACE | TYPED,
        attach={
            P.TRACING: frozenset({A.TRACE_RAW_TP, *_TRAMPOLINES}),
            P.LSM: frozenset({A.LSM_MAC}),
        },
    ),
    _row(
        F.task_pt_regs,
        PT_REGS,
        (TASK,),
        "Return the user registers of a task.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.get_branch_snapshot,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO),
        "Copy the processor's last branches.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.trace_vprintk,
        INTEGER,
        (MEM, SIZE, MEM_OR_NULL, SIZE_OR_ZERO),
        "Write a formatted line to the trace pipe, arguments in an array.",
        gpl=True,
        needs="perfmon",
    ),
    _row(
        F.skc_to_unix_sock,
        BTF_ID_OR_NULL._replace(struct="unix_sock"),
        (BTF_SOCK,),
        "See the socket as a unix_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.kallsyms_lookup_name,
        INTEGER,
        (MEM, SIZE_OR_ZERO, ANY, UNINIT_ALIGNED_MEM_8),
        "Find the address of a kernel symbol.",
        programs={P.SYSCALL},
    ),
    _row(
        F.find_vma,
        INTEGER,
        (TASK, ANY, FUNC, STACK_OR_NULL, ANY),
        "Call a function for the mapping of a task at an address.",
        callback=3,
        gives=(Given.TASK, Given.VMA, Given.CONTEXT),
        needs="perfmon",
    ),
    _row(
        F.loop,
        INTEGER,
        (ANY, FUNC, STACK_OR_NULL, ANY),
        "Call a function a number of times.",
        callback=2,
        gives=(Given.SCALAR, Given.CONTEXT),
        times=1,
        inlined_without=4,
        needs="bpf",
    ),
    _row(F.strncmp, INTEGER, (MEM, SIZE, STR), "Compare two strings up to a length."),
    _row(
        F.get_func_arg,
        INTEGER,
        (CTX, ANY, UNINIT_ALIGNED_MEM_8),
        "Read an argument of the traced function.",
        programs=TYPED,
        attach={P.TRACING: _TRAMPOLINES, P.LSM: frozenset({A.LSM_MAC})},
    ),
    _row(
        F.get_func_ret,
        INTEGER,
        (CTX, UNINIT_ALIGNED_MEM_8),
        "Read the return value of the traced function.",
        programs=TYPED,
        attach={P.TRACING: _TRAMPOLINES, P.LSM: frozenset({A.LSM_MAC})},
    ),
    _row(
        F.get_func_arg_cnt,
        INTEGER,
        (CTX,),
        "Return how many arguments the traced function has.",
        programs=TYPED,
        attach={P.TRACING: _TRAMPOLINES, P.LSM: frozenset({A.LSM_MAC})},
    ),
    _row(
        F.get_retval,
        INTEGER,
        (),
        "Return what the system call would return.",
        programs={
            P.CGROUP_DEVICE,
            P.CGROUP_SOCK,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.CGROUP_SYSCTL,
            P.LSM,
        },
        attach={
            P.CGROUP_SOCK_ADDR: _MAY_FAIL,
            P.CGROUP_DEVICE: _RESULT,
            P.CGROUP_SYSCTL: _RESULT,
            P.LSM: _CGROUP_HOOK,
        },
    ),
    _row(
        F.set_retval,
        INTEGER,
        (ANY,),
        "Set what the system call returns.",
        programs={
            P.CGROUP_DEVICE,
            P.CGROUP_SOCK,
            P.CGROUP_SOCKOPT,
            P.CGROUP_SOCK_ADDR,
            P.CGROUP_SYSCTL,
            P.LSM,
        },
        attach={
            P.CGROUP_SOCK_ADDR: _MAY_FAIL,
            P.CGROUP_DEVICE: _RESULT,
            P.CGROUP_SYSCTL: _RESULT,
            P.LSM: _CGROUP_HOOK,
        },
        sets_result=True,
    ),
    _row(
        F.xdp_get_buff_len,
        INTEGER,
        (CTX,),
        "Return the whole length of the packet.",
        programs=TYPED | {P.SYSCALL, P.XDP},
        variants=dict.fromkeys(TYPED | {P.SYSCALL}, (BTF._replace(struct="xdp_buff"),)),
    ),
    _row(
        F.xdp_load_bytes,
        INTEGER,
        (CTX, ANY, UNINIT_MEM, SIZE),
        "Copy bytes of the packet.",
        programs={P.XDP},
    ),
    _row(
        F.xdp_store_bytes,
        INTEGER,
        (CTX, ANY, MEM, SIZE),
        "Write bytes into the packet.",
        programs={P.XDP},
    ),
    _row(
        F.copy_from_user_task,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY, TASK, ANY),
        "Copy memory of a task's process, waiting for its pages.",
        gpl=True,
        sleepable=True,
        needs="perfmon",
    ),
    _row(F.skb_set_tstamp, INTEGER, (CTX, ANY, ANY), "Set the packet's time stamp.", programs=TC),
    _row(
        F.ima_file_hash,
        INTEGER,
        (BTF._replace(struct="file"), UNINIT_MEM, SIZE),
        "Copy the integrity hash of a file.",
        programs={P.LSM},
        sleepable=True,
    ),
    _row(
        F.kptr_xchg,
        BTF_ID_OR_NULL,
        (KPTR_DEST, KPTR_SOURCE),
        "Exchange the kernel pointer in a value.",
        acquires=True,
        needs="bpf",
    ),
    _row(
        F.map_lookup_percpu_elem,
        MAP_VALUE_OR_NULL,
        (MAP, KEY, ANY),
        "Return the address of one processor's value under a key, or NULL.",
        maps={M.PERCPU_ARRAY, M.PERCPU_HASH, M.LRU_PERCPU_HASH},
        packet_access=True,
    ),
    _row(
        F.skc_to_mptcp_sock,
        BTF_ID_OR_NULL._replace(struct="mptcp_sock"),
        (SOCK,),
        "See the socket as an mptcp_sock, or NULL.",
        programs=TYPED
        | TC
        | LWT
        | {
            P.CGROUP_SKB,
            P.CGROUP_SOCK_ADDR,
            P.FLOW_DISSECTOR,
            P.SK_LOOKUP,
            P.SK_MSG,
            P.SK_SKB,
            P.SOCKET_FILTER,
            P.SOCK_OPS,
            P.SYSCALL,
            P.XDP,
        },
        casts=True,
        needs="perfmon",
        freely=_SYSCALL,
    ),
    _row(
        F.dynptr_from_mem,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, ANY, NEW_LOCAL_DYNPTR),
        "Make a dynamic pointer to memory.",
        from_map=True,
        needs="bpf",
    ),
    _row(
        F.ringbuf_reserve_dynptr,
        INTEGER,
        (MAP, ANY, ANY, NEW_RINGBUF_DYNPTR),
        "Reserve a record of any size; submit or discard it.",
        maps={M.RINGBUF},
        needs="bpf",
    ),
    _row(
        F.ringbuf_submit_dynptr,
        VOID,
        (DYNPTR_RELEASE, ANY),
        "Hand a reserved record to the reader.",
        needs="bpf",
    ),
    _row(
        F.ringbuf_discard_dynptr,
        VOID,
        (DYNPTR_RELEASE, ANY),
        "Give a reserved record up.",
        needs="bpf",
    ),
    _row(
        F.dynptr_read,
        INTEGER,
        (UNINIT_MEM, SIZE_OR_ZERO, DYNPTR, ANY, ANY),
        "Copy memory that a dynamic pointer points to.",
        needs="bpf",
    ),
    _row(
        F.dynptr_write,
        INTEGER,
        (DYNPTR, ANY, MEM, SIZE_OR_ZERO, ANY),
        "Write memory that a dynamic pointer points to.",
        writes_dynptr=True,
        needs="bpf",
    ),
    _row(
        F.dynptr_data,
        MEM_RET_OR_NULL,
        (DYNPTR, ANY, ALLOC_SIZE),
        "Return the address of a slice of a dynamic pointer, or NULL.",
        slices=True,
        needs="bpf",
    ),
    _row(
        F.tcp_raw_gen_syncookie_ipv4,
        INTEGER,
        (MEM_20, MEM, SIZE_OR_ZERO),
        "Make a SYN cookie from headers.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(
        F.tcp_raw_gen_syncookie_ipv6,
        INTEGER,
        (MEM_40, MEM, SIZE_OR_ZERO),
        "Make a SYN cookie from headers.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(
        F.tcp_raw_check_syncookie_ipv4,
        INTEGER,
        (MEM_20, MEM_20),
        "Check a SYN cookie from headers.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(
        F.tcp_raw_check_syncookie_ipv6,
        INTEGER,
        (MEM_40, MEM_20),
        "Check a SYN cookie from headers.",
        programs=TC | {P.XDP},
        gpl=True,
        packet_access=True,
    ),
    _row(F.ktime_get_tai_ns, INTEGER, (), "Return nanoseconds of international atomic time."),
    _row(
        F.user_ringbuf_drain,
        INTEGER,
        (MAP, FUNC, STACK_OR_NULL, ANY),
        "Call a function for each record of a user ring buffer.",
        maps={M.USER_RINGBUF},
        callback=2,
        gives=(Given.DYNPTR, Given.CONTEXT),
        needs="bpf",
    ),
    _row(
        F.cgrp_storage_get,
        MAP_VALUE_OR_NULL,
        (MAP, CGROUP_OR_NULL, VALUE_OR_NULL, ANY),
        "Return the address of the cgroup's storage, or NULL.",
        maps={M.CGRP_STORAGE},
        needs="bpf",
    ),
    _row(
        F.cgrp_storage_delete,
        INTEGER,
        (MAP, CGROUP_OR_NULL),
        "Remove the cgroup's storage.",
        maps={M.CGRP_STORAGE},
        needs="bpf",
    ),
)


def _index(rows: Iterable[Helper]) -> dict[F, Helper]:
    """Return the rows by number; two rows of one number are a mistake of ours."""
    found: dict[F, Helper] = {}
    for row in rows:
        if row.func in found:
            raise ValueError(f"two rows for {row.name}")
        found[row.func] = row
    return found


HELPERS: dict[F, Helper] = _index(_ROWS)
"""every helper of Linux 6.18 by its number"""
