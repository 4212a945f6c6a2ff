"""A run on an skb: socket filters, tc, cgroup and lightweight tunnel programs.

net/bpf/test_run.c, bpf_prog_test_run_skb; net/ethernet/eth.c, eth_type_trans.
"""

from __future__ import annotations

from errno import EBADMSG, EINVAL
from typing import TYPE_CHECKING, Any

from beebox.abi.enums import ProgType, TestRunFlag
from beebox.box.pages import PAGE, view
from beebox.box.test_run.exchange import finish, read_context, refuse
from beebox.box.test_run.packets import (
    ETHERNET,
    LOOPBACK,
    SHARED_INFO,
    Context,
    allow_packet,
    check_device,
    check_length,
)
from beebox.box.test_run.trial import Trial
from beebox.errors import KernelError
from beebox.vm.contexts import HEADROOM, SkBuff

if TYPE_CHECKING:
    from beebox.box.programs import Program
    from beebox.box.syscall import Call

_CONTEXT = 192
"""sizeof(struct __sk_buff)"""
_TAKEN = (
    "mark", "priority", "ingress_ifindex", "ifindex", "cb", "tstamp", "wire_len", "gso_segs",
    "gso_size", "hwtstamp",
)  # fmt: skip
"""the fields that the caller may set"""
_LINK_LAYER = (ProgType.SCHED_CLS, ProgType.SCHED_ACT)
"""programs that see the packet from its link header on; others from its network header on"""
_PAD = 64
"""NET_SKB_PAD: the room before a packet that Linux counts when it limits its size"""
_MEMORY = 2 * PAGE
_GSO_MAX_SEGS = 65535
_GSO_MAX_SIZE = 65536
"""GSO_LEGACY_MAX_SIZE"""
_IP, _IPV6 = 0x0800, 0x86DD
_INET, _INET6 = 2, 10
_802_3_MIN, _802_3, _802_2 = 0x0600, 1, 4
_MULTICAST, _OTHERHOST = 2, 3


def run(call: Call, program: Program) -> None:
    """Run *program* on an skb."""
    attr = call.attr
    link = program.type in _LINK_LAYER
    if attr.flags & ~TestRunFlag.SKB_CHECKSUM_COMPLETE:
        raise KernelError(EINVAL, f"flags {attr.flags:#x}")
    refuse(attr, "cpu", "batch_size")
    check_length(attr.data_size_in, PAGE - _PAD - SHARED_INFO)
    data = call.memory.read(attr.data_in, attr.data_size_in)
    given = read_context(call, _CONTEXT)
    context = None if given is None else Context(ProgType.SCHED_CLS, given)
    with Trial(call, program, SkBuff.size, _MEMORY) as trial:
        place, room = trial.places
        skb: Any = SkBuff.at(place)
        fill(skb, data, room, link=link, device=context["ifindex"] if context else 0)
        take(skb, context)
        trial.allow("context", place, SkBuff.size)
        allow_packet(trial, program, (skb.data, skb.data_end), (room, room + _MEMORY))
        total = checksum(skb)
        ran = trial.go(place, attr.repeat)
        if attr.flags and checksum(skb) != total:
            raise KernelError(EBADMSG, "the packet was changed and its checksum was not")
        give(skb, context)
        after = bytes(view(skb.data, skb.data_end - skb.data))
    finish(call, after if link else bytes(ETHERNET) + after, given, ran)


def fill(skb: Any, data: bytes, room: int, *, link: bool, device: int) -> None:
    """Put the packet *data* into memory at *room*, and describe it.

    Raises:
        KernelError: ENODEV; EINVAL, it is cut off in its network header.
    """
    check_device(device)
    start = room + HEADROOM
    view(start, len(data))[:] = data
    skb.head, skb.end = room, room + _MEMORY
    skb.mac_header, skb.network_header = start, start + ETHERNET
    skb.data = skb.data_meta = start if link else start + ETHERNET
    skb.data_end = start + len(data)
    skb.len = skb.data_end - skb.data
    skb.ifindex = LOOPBACK
    skb.pkt_type = packet_type(data)
    protocol = protocol_of(data)
    skb.protocol = int.from_bytes(protocol.to_bytes(2, "big"), "little")
    network = data[ETHERNET:]
    if protocol == _IP:
        address_of(skb, "4", network, 20, (12, 16, 20))
        skb.family = _INET
    elif protocol == _IPV6:
        address_of(skb, "6", network, 40, (8, 24, 40))
        skb.family = _INET6


def address_of(
    skb: Any, version: str, header: bytes, size: int, places: tuple[int, int, int]
) -> None:
    """Give the socket the packet's addresses; it is the sender's.

    Raises:
        KernelError: EINVAL, the header is shorter than *size*.
    """
    if len(header) < size:
        raise KernelError(EINVAL, f"an IPv{version} header has {size} bytes")
    source, destination, end = places
    for name, raw in (("local", header[source:destination]), ("remote", header[destination:end])):
        words = [int.from_bytes(raw[at : at + 4], "little") for at in range(0, len(raw), 4)]
        if version == "4":
            setattr(skb, f"{name}_ip4", words[0])
        else:
            getattr(skb, f"{name}_ip6")[:] = words


def packet_type(data: bytes) -> int:
    """Return for whom the loopback device, whose address is zero, takes the packet to be."""
    if not any(data[:6]):
        return 0
    return _MULTICAST if data[0] & 1 else _OTHERHOST


def protocol_of(data: bytes) -> int:
    """Return the protocol that the link header names."""
    protocol = int.from_bytes(data[12:14], "big")
    if protocol >= _802_3_MIN:
        return protocol
    return _802_3 if data[14:16] == b"\xff\xff" else _802_2


def take(skb: Any, context: Context | None) -> None:
    """Set what the caller's context says (convert___skb_to_skb)."""
    if context is None:
        return
    if not context.zero_but(*_TAKEN):
        raise KernelError(EINVAL, f"of __sk_buff only {', '.join(_TAKEN)} may be set")
    for name in ("mark", "priority", "ingress_ifindex", "tstamp", "hwtstamp"):
        setattr(skb, name, context[name])
    words = context["cb"].to_bytes(20, "little")
    skb.cb[:] = [int.from_bytes(words[at : at + 4], "little") for at in range(0, 20, 4)]
    skb.wire_len = context["wire_len"] or skb.len
    if not skb.len <= skb.wire_len <= _GSO_MAX_SIZE:
        raise KernelError(EINVAL, f"wire_len is {skb.len} to {_GSO_MAX_SIZE}")
    if context["gso_segs"] > _GSO_MAX_SEGS:
        raise KernelError(EINVAL, f"gso_segs is {_GSO_MAX_SEGS} at most")
    skb.gso_segs = context["gso_segs"]
    skb.gso_size = context["gso_size"] & 0xFFFF


def give(skb: Any, context: Context | None) -> None:
    """Tell what became of it (convert_skb_to___skb)."""
    if context is None:
        return
    for name in (
        "mark", "priority", "ingress_ifindex", "ifindex", "tstamp", "wire_len", "gso_segs",
        "hwtstamp",
    ):  # fmt: skip
        context[name] = getattr(skb, name)
    context["cb"] = int.from_bytes(bytes(skb.cb), "little")


def checksum(skb: Any) -> int:
    """Return the sum of the packet from its network header on, as the internet's checksums add."""
    data = bytes(view(skb.network_header, skb.data_end - skb.network_header))
    data += bytes(len(data) % 2)
    total = sum(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    return total % 0xFFFF
