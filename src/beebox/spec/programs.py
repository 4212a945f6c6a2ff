"""One row a program type: its context, field by field, and what it may return.

Facts of Linux 6.18: the ``is_valid_access`` of each type (kernel/trace/bpf_trace.c,
net/core/filter.c) and ``check_return_code`` in kernel/bpf/verifier.c. A type without a row is one
that the box does not verify yet.
"""

from __future__ import annotations

from beebox.abi.enums import ProgType as P
from beebox.spec.model import CtxField, FieldKind, ProgramType, Width

RECORD_LIMIT = 8192
"""PERF_MAX_TRACE_SIZE: how much of a tracepoint's record a program may read"""
RAW_ARGS = 12
"""MAX_BPF_FUNC_ARGS: how many arguments a raw tracepoint's context holds"""
SYSCALL_LIMIT = 1 << 16
"""the end of the memory that a syscall program may be given"""
# fmt: off
PT_REGS = (
    "r15", "r14", "r13", "r12", "bp", "bx", "r11", "r10", "r9", "r8", "ax",
    "cx", "dx", "si", "di", "orig_ax", "ip", "cs", "flags", "sp", "ss",
)
# fmt: on
"""struct pt_regs of x86-64, eight bytes each"""

_REGS = tuple(CtxField(name, 8 * index, 8, width=Width.EXACT) for index, name in enumerate(PT_REGS))

_XDP = (
    CtxField("data", 0, 4, FieldKind.PACKET, Width.EXACT),
    CtxField("data_end", 4, 4, FieldKind.PACKET_END, Width.EXACT),
    CtxField("data_meta", 8, 4, FieldKind.PACKET_META, Width.EXACT),
    CtxField("ingress_ifindex", 12, 4, width=Width.EXACT),
    CtxField("rx_queue_index", 16, 4, width=Width.EXACT),
    CtxField("egress_ifindex", 20, 4, width=Width.EXACT),
)


def _skb(*, tc: bool) -> tuple[CtxField, ...]:
    """Return the fields of struct __sk_buff that a socket filter, or a *tc* program, may use."""
    fields = [
        CtxField("len", 0, 4),
        CtxField("pkt_type", 4, 4),
        CtxField("mark", 8, 4, write=tc),
        CtxField("queue_mapping", 12, 4, write=tc),
        CtxField("protocol", 16, 4),
        CtxField("vlan_present", 20, 4),
        CtxField("vlan_tci", 24, 4),
        CtxField("vlan_proto", 28, 4),
        CtxField("priority", 32, 4, write=tc),
        CtxField("ingress_ifindex", 36, 4),
        CtxField("ifindex", 40, 4),
        CtxField("tc_index", 44, 4, write=tc),
        CtxField("cb", 48, 20, width=Width.FREE, write=True),
        CtxField("hash", 68, 4),
        CtxField("napi_id", 84, 4),
        CtxField("gso_segs", 164, 4),
        CtxField("sk", 168, 8, FieldKind.SOCK_COMMON_OR_NULL, Width.EXACT),
        CtxField("gso_size", 176, 4),
    ]
    if tc:
        fields += [
            CtxField("tc_classid", 72, 4, write=True),
            CtxField("data", 76, 4, FieldKind.PACKET, Width.EXACT),
            CtxField("data_end", 80, 4, FieldKind.PACKET_END, Width.EXACT),
            CtxField("family", 88, 4),
            CtxField("remote_ip4", 92, 4),
            CtxField("local_ip4", 96, 4),
            CtxField("remote_ip6", 100, 16),
            CtxField("local_ip6", 116, 16),
            CtxField("remote_port", 132, 4),
            CtxField("local_port", 136, 4),
            CtxField("data_meta", 140, 4, FieldKind.PACKET_META, Width.EXACT),
            CtxField("tstamp", 152, 8, width=Width.EXACT, write=True),
            CtxField("wire_len", 160, 4),
            CtxField("tstamp_type", 180, 1),
            CtxField("hwtstamp", 184, 8, width=Width.EXACT),
        ]
    return tuple(sorted(fields, key=_offset))


def _offset(field: CtxField) -> int:
    return field.offset


_ROWS = (
    ProgramType(
        P.TRACEPOINT,
        "trace_entry",
        (CtxField("record", 8, RECORD_LIMIT - 8, width=Width.FREE),),
        private_stack=True,
    ),
    ProgramType(
        P.RAW_TRACEPOINT,
        "bpf_raw_tracepoint_args",
        (CtxField("args", 0, 8 * RAW_ARGS, width=Width.FREE),),
        private_stack=True,
    ),
    ProgramType(
        P.KPROBE,
        "pt_regs",
        (CtxField("regs", 0, 8 * len(PT_REGS), width=Width.FREE),),
        private_stack=True,
        sleepable=True,
    ),
    ProgramType(
        P.PERF_EVENT,
        "bpf_perf_event_data",
        (*_REGS, CtxField("sample_period", 168, 8), CtxField("addr", 176, 8)),
        private_stack=True,
    ),
    ProgramType(
        P.SYSCALL,
        "void",
        (CtxField("memory", 0, SYSCALL_LIMIT, width=Width.FREE, write=True),),
        sleepable=True,
        only_sleepable=True,
    ),
    ProgramType(P.XDP, "xdp_md", _XDP, packet=True, packet_write=True),
    ProgramType(P.SCHED_CLS, "__sk_buff", _skb(tc=True), packet=True, packet_write=True),
    ProgramType(P.SCHED_ACT, "__sk_buff", _skb(tc=True), packet=True, packet_write=True),
    ProgramType(P.SOCKET_FILTER, "__sk_buff", _skb(tc=False)),
)

PROGRAMS: dict[P, ProgramType] = {row.type: row for row in _ROWS}
"""every program type that the box verifies, by its number"""
