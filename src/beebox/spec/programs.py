"""One row a program type: its context, field by field, and what it may return.

Facts of Linux 6.18: the ``is_valid_access`` of each type (kernel/trace/bpf_trace.c,
net/core/filter.c) and ``check_return_code`` in kernel/bpf/verifier.c. A type without a row is one
that the box does not verify yet.
"""

from __future__ import annotations

from beebox.abi.enums import AttachType as A
from beebox.abi.enums import ProgType as P
from beebox.spec import contexts
from beebox.spec.contexts import PT_REGS
from beebox.spec.model import CtxField, FieldKind, ProgramType, Width, Writes

RECORD_LIMIT = 8192
"""PERF_MAX_TRACE_SIZE: how much of a tracepoint's record a program may read"""
RAW_ARGS = 12
"""MAX_BPF_FUNC_ARGS: how many arguments a raw tracepoint's context holds"""
SYSCALL_LIMIT = 1 << 16
"""the end of the memory that a syscall program may be given"""
_BIT = (0, 1)
_BOUND = (A.CGROUP_INET4_BIND, A.CGROUP_INET6_BIND)
_ONLY_ONE = (
    A.CGROUP_UDP4_RECVMSG, A.CGROUP_UDP6_RECVMSG, A.CGROUP_UNIX_RECVMSG,
    A.CGROUP_INET4_GETPEERNAME, A.CGROUP_INET6_GETPEERNAME, A.CGROUP_UNIX_GETPEERNAME,
    A.CGROUP_INET4_GETSOCKNAME, A.CGROUP_INET6_GETSOCKNAME, A.CGROUP_UNIX_GETSOCKNAME,
)  # fmt: skip
"""kinds of socket address programs that cannot refuse"""
_MAY_REFUSE = (
    A.CGROUP_INET4_CONNECT, A.CGROUP_INET6_CONNECT, A.CGROUP_UNIX_CONNECT,
    A.CGROUP_UDP4_SENDMSG, A.CGROUP_UDP6_SENDMSG, A.CGROUP_UNIX_SENDMSG,
)  # fmt: skip
_NONE = frozenset((0,))
_BPF = ("bpf",)
_PERFMON = ("bpf", "perfmon")
_CONNECTIONS = {
    name: Writes("nf_conn", frozenset(("mark",))) for name in ("nf_conn", "nf_conn___init")
}

_ROWS = (
    ProgramType(
        P.TRACEPOINT,
        "trace_entry",
        (CtxField("record", 8, RECORD_LIMIT - 8, width=Width.FREE),),
        probes=True,
        direct=True,
        private_stack=True,
        needs=_PERFMON,
    ),
    ProgramType(
        P.RAW_TRACEPOINT,
        "bpf_raw_tracepoint_args",
        (CtxField("args", 0, 8 * RAW_ARGS, width=Width.FREE),),
        probes=True,
        direct=True,
        private_stack=True,
        needs=_PERFMON,
    ),
    ProgramType(
        P.RAW_TRACEPOINT_WRITABLE,
        "bpf_raw_tracepoint_args",
        (
            CtxField("buffer", 0, 8, FieldKind.TP_BUFFER, Width.EXACT),
            *(CtxField("buffer", size, size, width=Width.FREE) for size in (1, 2, 4)),
            CtxField("args", 8, 8 * RAW_ARGS - 8, width=Width.FREE),
        ),
        probes=True,
        direct=True,
        needs=_PERFMON,
    ),
    ProgramType(
        P.KPROBE,
        "pt_regs",
        (CtxField("regs", 0, 8 * len(PT_REGS), width=Width.FREE),),
        returns_by_attach=((A.TRACE_KPROBE_SESSION, _BIT), (A.TRACE_UPROBE_SESSION, _BIT)),
        probes=True,
        direct=True,
        private_stack=True,
        sleepable=True,
        needs=_PERFMON,
    ),
    ProgramType(
        P.PERF_EVENT,
        "bpf_perf_event_data",
        (*contexts.REGS, CtxField("sample_period", 168, 8), CtxField("addr", 176, 8)),
        probes=True,
        private_stack=True,
        needs=_PERFMON,
    ),
    ProgramType(
        P.SYSCALL,
        "void",
        (CtxField("memory", 0, SYSCALL_LIMIT, width=Width.FREE, write=True),),
        direct=True,
        sleepable=True,
        only_sleepable=True,
        attach=_NONE,
        needs=_BPF,
    ),
    ProgramType(
        P.TRACING,
        "void",
        (),
        returns=_BIT,
        returns_by_attach=(
            (A.TRACE_RAW_TP, None),
            (A.MODIFY_RETURN, None),
            (A.TRACE_FENTRY, (0, 0)),
            (A.TRACE_FEXIT, (0, 0)),
        ),
        direct=True,
        sleepable=True,
        typed=True,
        needs=_PERFMON,
    ),
    ProgramType(P.LSM, "void", (), direct=True, sleepable=True, typed=True, needs=_PERFMON),
    ProgramType(P.STRUCT_OPS, "void", (), direct=True, sleepable=True, typed=True, needs=_PERFMON),
    ProgramType(P.XDP, "xdp_md", contexts.XDP, packet=True, packet_write=True, writes=_CONNECTIONS),
    *(
        ProgramType(
            type_,
            "__sk_buff",
            contexts.TC,
            packet=True,
            packet_write=True,
            packet_loads=True,
            writes=_CONNECTIONS,
        )
        for type_ in (P.SCHED_CLS, P.SCHED_ACT)
    ),
    ProgramType(P.SOCKET_FILTER, "__sk_buff", contexts.SOCKET_FILTER, packet_loads=True, needs=()),
    ProgramType(
        P.CGROUP_SKB,
        "__sk_buff",
        contexts.CGROUP_SKB,
        returns=_BIT,
        returns_by_attach=((A.CGROUP_INET_EGRESS, (0, 3)),),
        attach=frozenset((A.CGROUP_INET_INGRESS, A.CGROUP_INET_EGRESS)),
        packet=True,
        needs=(),
    ),
    *(
        ProgramType(type_, "__sk_buff", contexts.LWT, packet=True)
        for type_ in (P.LWT_IN, P.LWT_OUT, P.LWT_SEG6LOCAL)
    ),
    ProgramType(P.LWT_XMIT, "__sk_buff", contexts.LWT, packet=True, packet_write=True),
    ProgramType(P.SK_SKB, "__sk_buff", contexts.SK_SKB, packet=True, packet_write=True),
    ProgramType(P.FLOW_DISSECTOR, "__sk_buff", contexts.FLOW_DISSECTOR, packet=True),
    ProgramType(
        P.CGROUP_SOCK,
        "bpf_sock",
        contexts.SOCK,
        returns=_BIT,
        attach=frozenset(
            (
                A.CGROUP_INET_SOCK_CREATE,
                A.CGROUP_INET_SOCK_RELEASE,
                A.CGROUP_INET4_POST_BIND,
                A.CGROUP_INET6_POST_BIND,
            )
        ),
        attach_default=A.CGROUP_INET_SOCK_CREATE,
    ),
    ProgramType(
        P.CGROUP_SOCK_ADDR,
        "bpf_sock_addr",
        contexts.SOCK_ADDR,
        returns=_BIT,
        returns_by_attach=(
            *((attach, (0, 3)) for attach in _BOUND),
            *((attach, (1, 1)) for attach in _ONLY_ONE),
        ),
        attach=frozenset((*_BOUND, *_ONLY_ONE, *_MAY_REFUSE)),
    ),
    ProgramType(P.SOCK_OPS, "bpf_sock_ops", contexts.SOCK_OPS, returns=_BIT),
    ProgramType(P.SK_MSG, "sk_msg_md", contexts.SK_MSG, packet=True, packet_write=True),
    ProgramType(
        P.SK_REUSEPORT,
        "sk_reuseport_md",
        contexts.SK_REUSEPORT,
        packet=True,
        attach=frozenset((A.SK_REUSEPORT_SELECT, A.SK_REUSEPORT_SELECT_OR_MIGRATE)),
        attach_default=A.SK_REUSEPORT_SELECT,
        needs=_BPF,
    ),
    ProgramType(
        P.SK_LOOKUP,
        "bpf_sk_lookup",
        contexts.SK_LOOKUP,
        returns=_BIT,
        attach=frozenset((A.SK_LOOKUP,)),
        needs=_BPF,
    ),
    ProgramType(
        P.NETFILTER,
        "bpf_nf_ctx",
        contexts.NETFILTER,
        returns=_BIT,
        attach=frozenset((A.NETFILTER,)),
        direct=True,
    ),
    ProgramType(
        P.CGROUP_SOCKOPT,
        "bpf_sockopt",
        contexts.SOCKOPT,
        returns=_BIT,
        packet=True,
        packet_write=True,
        packet_passes=True,
        attach=frozenset((A.CGROUP_SETSOCKOPT, A.CGROUP_GETSOCKOPT)),
    ),
    ProgramType(P.CGROUP_SYSCTL, "bpf_sysctl", contexts.SYSCTL, returns=_BIT),
    ProgramType(P.CGROUP_DEVICE, "bpf_cgroup_dev_ctx", contexts.DEVICE, returns=_BIT, direct=True),
)

PROGRAMS: dict[P, ProgramType] = {row.type: row for row in _ROWS}
"""every program type that the box verifies, by its number"""
