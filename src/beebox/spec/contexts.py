"""The contexts that programs see, field by field: what may be loaded and stored, and how.

Facts of Linux 6.18: the ``is_valid_access`` of each program type (net/core/filter.c,
kernel/trace/bpf_trace.c, kernel/bpf/cgroup.c); structs of include/uapi/linux/bpf.h.
"""

from __future__ import annotations

from collections.abc import Iterable

from beebox.abi.enums import AttachType as A
from beebox.spec.model import CtxField, FieldKind, Width

# fmt: off
PT_REGS = (
    "r15", "r14", "r13", "r12", "bp", "bx", "r11", "r10", "r9", "r8", "ax",
    "cx", "dx", "si", "di", "orig_ax", "ip", "cs", "flags", "sp", "ss",
)
# fmt: on
"""struct pt_regs of x86-64, eight bytes each"""
_NO_QUEUE = 0xFFFF
"""NO_QUEUE_MAPPING"""


def exact(name: str, offset: int, size: int = 4, **more: object) -> CtxField:
    """Return a field that is loaded and stored whole."""
    return CtxField(name, offset, size, width=Width.EXACT, **more)  # type: ignore[arg-type]  # its own fields


def exacts(offset: int, *names: str) -> tuple[CtxField, ...]:
    """Return fields of 4 bytes, one after the other, that are loaded whole."""
    return tuple(exact(name, offset + 4 * at) for at, name in enumerate(names))


def pointer(name: str, offset: int, kind: FieldKind, size: int = 4) -> CtxField:
    """Return a field that holds a pointer, as programs see it *size* bytes long."""
    return CtxField(name, offset, size, kind, Width.EXACT)


def narrow(name: str, offset: int, elements: int = 1, **more: object) -> CtxField:
    """Return *elements* numbers of 4 bytes, of which parts may be loaded."""
    return CtxField(name, offset, 4 * elements, unit=4, **more)  # type: ignore[arg-type]  # its own fields


def start(name: str, offset: int, **more: object) -> CtxField:
    """Return a number of 4 bytes, of which smaller parts may be loaded at its start."""
    return CtxField(name, offset, 4, width=Width.START, **more)  # type: ignore[arg-type]  # its own fields


REGS = tuple(exact(name, 8 * index, 8) for index, name in enumerate(PT_REGS))

XDP = (
    pointer("data", 0, FieldKind.PACKET),
    pointer("data_end", 4, FieldKind.PACKET_END),
    pointer("data_meta", 8, FieldKind.PACKET_META),
    exact("ingress_ifindex", 12),
    exact("rx_queue_index", 16),
    exact("egress_ifindex", 20, attach=frozenset((A.XDP_DEVMAP,))),
)

_SKB = (
    narrow("len", 0),
    narrow("pkt_type", 4),
    narrow("mark", 8),
    narrow("queue_mapping", 12, below=_NO_QUEUE),
    narrow("protocol", 16),
    narrow("vlan_present", 20),
    narrow("vlan_tci", 24),
    narrow("vlan_proto", 28),
    narrow("priority", 32),
    narrow("ingress_ifindex", 36),
    narrow("ifindex", 40),
    narrow("tc_index", 44),
    CtxField("cb", 48, 20, width=Width.FREE),
    narrow("hash", 68),
    narrow("tc_classid", 72),
    pointer("data", 76, FieldKind.PACKET),
    pointer("data_end", 80, FieldKind.PACKET_END),
    narrow("napi_id", 84),
    narrow("family", 88),
    exact("remote_ip4", 92),
    exact("local_ip4", 96),
    exact("remote_ip6", 100, 16, unit=4),
    exact("local_ip6", 116, 16, unit=4),
    narrow("remote_port", 132),
    narrow("local_port", 136),
    pointer("data_meta", 140, FieldKind.PACKET_META),
    exact("tstamp", 152, 8),
    narrow("wire_len", 160),
    narrow("gso_segs", 164),
    pointer("sk", 168, FieldKind.SOCK_COMMON_OR_NULL, 8),
    narrow("gso_size", 176),
    exact("tstamp_type", 180, 1),
    exact("hwtstamp", 184, 8),
)
_SOCKET_FIELDS = (
    "family", "remote_ip4", "local_ip4", "remote_ip6", "local_ip6", "remote_port", "local_port",
)  # fmt: skip


def _buff(without: Iterable[str], write: Iterable[str]) -> tuple[CtxField, ...]:
    """Return the fields of struct __sk_buff but some, with those that may be written."""
    without, write = frozenset(without), frozenset(write)
    return tuple(f._replace(write=f.name in write) for f in _SKB if f.name not in without)


SOCKET_FILTER = _buff(
    (
        "tc_classid", "data", "data_end", "data_meta", "tstamp", "tstamp_type", "wire_len",
        "hwtstamp", *_SOCKET_FIELDS,
    ),
    ("cb",),
)  # fmt: skip
TC = _buff(
    _SOCKET_FIELDS,
    ("mark", "tc_index", "priority", "tc_classid", "cb", "tstamp", "queue_mapping"),
)
CGROUP_SKB = tuple(
    f._replace(needs=f.name in ("data", "data_end", "tstamp"), needs_to_write=f.name == "tstamp")
    for f in _buff(
        ("tc_classid", "data_meta", "tstamp_type", "wire_len"),
        ("mark", "priority", "cb", "tstamp"),
    )
)
LWT = _buff(
    (
        "tc_classid", "data_meta", "tstamp", "tstamp_type", "wire_len", "hwtstamp",
        *_SOCKET_FIELDS,
    ),
    ("mark", "priority", "cb"),
)  # fmt: skip
SK_SKB = _buff(
    ("tc_classid", "data_meta", "tstamp", "tstamp_type", "wire_len", "hwtstamp", "mark"),
    ("tc_index", "priority"),
)
FLOW_DISSECTOR = (
    pointer("data", 76, FieldKind.PACKET),
    pointer("data_end", 80, FieldKind.PACKET_END),
    pointer("flow_keys", 144, FieldKind.FLOW_KEYS, 8),
)

_CREATE = frozenset((A.CGROUP_INET_SOCK_CREATE, A.CGROUP_INET_SOCK_RELEASE))
_POST_BIND4 = frozenset((A.CGROUP_INET4_POST_BIND,))
_POST_BIND6 = frozenset((A.CGROUP_INET6_POST_BIND,))
SOCK = (
    exact("bound_dev_if", 0, attach=_CREATE, write=True),
    start("family", 4),
    start("type", 8),
    start("protocol", 12),
    exact("mark", 16, attach=_CREATE, write=True),
    exact("priority", 20, attach=_CREATE, write=True),
    narrow("src_ip4", 24, attach=_POST_BIND4),
    narrow("src_ip6", 28, 4, attach=_POST_BIND6),
    start("src_port", 44, attach=_POST_BIND4 | _POST_BIND6),
    exact("dst_port", 48),
    CtxField("dst_port", 48, 2),
    narrow("dst_ip4", 52),
    narrow("dst_ip6", 56, 4),
    start("state", 72),
    start("rx_queue_mapping", 76),
)

SOCKET = tuple(field._replace(attach=None, write=False) for field in SOCK)
"""a full socket, to which a program has a pointer"""
_FULL_ONLY = ("type", "protocol", "mark", "priority")
SOCK_COMMON = tuple(field for field in SOCKET if field.name not in _FULL_ONLY)
"""what sockets of every state have"""
TCP_HALVES = (84, 92)
"""upper halves that may be loaded and cannot be converted: refused in the end, as a bug"""
TCP_SOCK = (
    *exacts(
        0, "snd_cwnd", "srtt_us", "rtt_min", "snd_ssthresh", "rcv_nxt", "snd_nxt", "snd_una",
        "mss_cache", "ecn_flags", "rate_delivered", "rate_interval_us", "packets_out",
        "retrans_out", "total_retrans", "segs_in", "data_segs_in", "segs_out", "data_segs_out",
        "lost_out", "sacked_out",
    ),
    exact("bytes_received", 80, 8),
    exact("bytes_acked", 88, 8),
    *exacts(96, "dsack_dups", "delivered", "delivered_ce", "icsk_retransmits"),
    *(exact("half", offset) for offset in TCP_HALVES),
)  # fmt: skip
XDP_SOCK = (exact("queue_id", 0),)
FLOW_KEYS_SIZE = 56
"""bytes of struct bpf_flow_keys"""

_V4 = frozenset(
    (
        A.CGROUP_INET4_BIND, A.CGROUP_INET4_CONNECT, A.CGROUP_INET4_GETPEERNAME,
        A.CGROUP_INET4_GETSOCKNAME, A.CGROUP_UDP4_SENDMSG, A.CGROUP_UDP4_RECVMSG,
    )
)  # fmt: skip
_V6 = frozenset(
    (
        A.CGROUP_INET6_BIND, A.CGROUP_INET6_CONNECT, A.CGROUP_INET6_GETPEERNAME,
        A.CGROUP_INET6_GETSOCKNAME, A.CGROUP_UDP6_SENDMSG, A.CGROUP_UDP6_RECVMSG,
    )
)  # fmt: skip
SOCK_ADDR = (
    exact("user_family", 0),
    narrow("user_ip4", 4, attach=_V4, write=True),
    narrow("user_ip6", 8, 4, attach=_V6, write=True, wide=True),
    narrow("user_port", 24, write=True),
    *exacts(28, "family", "type", "protocol"),
    narrow("msg_src_ip4", 40, attach=frozenset((A.CGROUP_UDP4_SENDMSG,)), write=True),
    narrow("msg_src_ip6", 44, 4, attach=frozenset((A.CGROUP_UDP6_SENDMSG,)), write=True, wide=True),
    pointer("sk", 64, FieldKind.SOCKET, 8),
)

SOCK_OPS = (
    exact("op", 0),
    exact("reply", 4, write=True),
    *exacts(8, "replylong1", "replylong2", "replylong3", "family", "remote_ip4", "local_ip4"),
    exact("remote_ip6", 32, 16, unit=4),
    exact("local_ip6", 48, 16, unit=4),
    *exacts(
        64, "remote_port", "local_port", "is_fullsock", "snd_cwnd", "srtt_us",
        "bpf_sock_ops_cb_flags", "state", "rtt_min", "snd_ssthresh", "rcv_nxt", "snd_nxt",
        "snd_una", "mss_cache", "ecn_flags", "rate_delivered", "rate_interval_us", "packets_out",
        "retrans_out", "total_retrans", "segs_in", "data_segs_in", "segs_out", "data_segs_out",
        "lost_out", "sacked_out",
    ),
    exact("sk_txhash", 164, write=True),
    exact("bytes_received", 168, 8),
    exact("bytes_acked", 176, 8),
    pointer("sk", 184, FieldKind.SOCKET_OR_NULL, 8),
    pointer("skb_data", 192, FieldKind.PACKET, 8),
    pointer("skb_data_end", 200, FieldKind.PACKET_END, 8),
    exact("skb_len", 208),
    start("skb_tcp_flags", 212),
    exact("skb_hwtstamp", 216, 8),
)  # fmt: skip

SK_MSG = (
    pointer("data", 0, FieldKind.PACKET, 8),
    pointer("data_end", 8, FieldKind.PACKET_END, 8),
    *exacts(16, "family", "remote_ip4", "local_ip4"),
    exact("remote_ip6", 28, 16, unit=4),
    exact("local_ip6", 44, 16, unit=4),
    *exacts(60, "remote_port", "local_port", "size"),
    pointer("sk", 72, FieldKind.SOCKET, 8),
)
SK_REUSEPORT = (
    pointer("data", 0, FieldKind.PACKET, 8),
    pointer("data_end", 8, FieldKind.PACKET_END, 8),
    narrow("len", 16),
    narrow("eth_protocol", 20, least=2),
    narrow("ip_protocol", 24),
    narrow("bind_inany", 28),
    exact("hash", 32),
    pointer("sk", 40, FieldKind.SOCKET, 8),
    pointer("migrating_sk", 48, FieldKind.SOCK_COMMON_OR_NULL, 8),
)
SK_LOOKUP = (
    pointer("sk", 0, FieldKind.SOCKET_OR_NULL, 8),
    narrow("family", 8),
    narrow("protocol", 12),
    narrow("remote_ip4", 16),
    narrow("remote_ip6", 20, 4),
    narrow("remote_port", 36),
    narrow("local_ip4", 40),
    narrow("local_ip6", 44, 4),
    narrow("local_port", 60),
    narrow("ingress_ifindex", 64),
)
NETFILTER = (
    CtxField("state", 0, 8, FieldKind.TRUSTED, Width.EXACT, struct="nf_hook_state"),
    CtxField("skb", 8, 8, FieldKind.TRUSTED, Width.EXACT, struct="sk_buff"),
)
_SET, _GET = frozenset((A.CGROUP_SETSOCKOPT,)), frozenset((A.CGROUP_GETSOCKOPT,))
SOCKOPT = (
    pointer("sk", 0, FieldKind.SOCKET, 8),
    pointer("optval", 8, FieldKind.PACKET, 8),
    pointer("optval_end", 16, FieldKind.PACKET_END, 8),
    exact("level", 24, write=True, writers=_SET),
    exact("optname", 28, write=True, writers=_SET),
    exact("optlen", 32, write=True),
    exact("retval", 36, attach=_GET, write=True),
)
SYSCTL = (narrow("write", 0), narrow("file_pos", 4, write=True))
DEVICE = (narrow("access_type", 0), exact("major", 4), exact("minor", 8))
