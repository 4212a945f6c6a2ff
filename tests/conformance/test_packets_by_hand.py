"""Packet programs run by hand: what goes in, what comes out, what is refused; on both kernels."""

from __future__ import annotations

import errno
import struct

import pytest

from beebox.abi.enums import Cmd, ProgFlag, ProgType
from beebox.abi.structs import TestRunAttr as Attr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.kernel import client

from .conftest import Probe, errno_of
from .test_programs import load

FILTER, TC, ACTION, XDP = (
    ProgType.SOCKET_FILTER,
    ProgType.SCHED_CLS,
    ProgType.SCHED_ACT,
    ProgType.XDP,
)
CGROUP, TUNNEL = ProgType.CGROUP_SKB, ProgType.LWT_XMIT
LINK_LAYER = (TC, ACTION, XDP)
SKB = (FILTER, TC, ACTION, CGROUP, ProgType.LWT_IN, ProgType.LWT_OUT, TUNNEL)
PACKETS = (*SKB, XDP)
ONE = "r0 = 1\nexit"
PACKET = bytes(range(1, 65))
CHECKSUM, LIVE = 4, 2
TAKEN = {
    "mark": (8, "<I", 5),
    "priority": (32, "<I", 6),
    "ingress_ifindex": (36, "<I", 7),
    "ifindex": (40, "<I", 1),
    "cb": (48, "<5I", 1, 2, 3, 4, 5),
    "tstamp": (152, "<Q", 8),
    "wire_len": (160, "<I", 100),
    "gso_segs": (164, "<I", 9),
    "gso_size": (176, "<I", 10),
    "hwtstamp": (184, "<Q", 11),
}


def outcome(probe: Probe, *args: object, **more: object) -> object:
    """Return the run, or the name of the errno that it fails with."""
    try:
        return client.prog_test_run(probe.kernel, *args, **more)
    except KernelError as error:
        return errno.errorcode.get(error.errno, error.errno)


def buff(*fields: tuple[object, ...]) -> bytes:
    """Return a struct __sk_buff: each field an offset, a format and values."""
    data = bytearray(192)
    for offset, form, *values in fields:
        struct.pack_into(form, data, offset, *values)
    return bytes(data)


def md(  # the fields of struct xdp_md
    data: int = 0, end: int = 64, meta: int = 0, ingress: int = 0, queue: int = 0, egress: int = 0
) -> bytes:
    return struct.pack("<6I", data, end, meta, ingress, queue, egress)


def field(ctx: bytes, offset: int, form: str = "<I") -> int:
    return struct.unpack_from(form, ctx, offset)[0]


# --- both ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PACKETS)
def test_packet_goes_in_and_out(probe: Probe, kind: ProgType) -> None:
    fd = load(probe, ONE, kind)
    ran = client.prog_test_run(probe.kernel, fd, PACKET)
    behind = kind not in LINK_LAYER  # it never saw the link header
    assert ran.data == (bytes(14) + PACKET[14:] if behind else PACKET)
    assert (ran.retval, ran.ctx) == (1, b"")
    assert ran.duration > 0


@pytest.mark.parametrize("kind", PACKETS)
def test_shortest_packet_is_a_link_header(probe: Probe, kind: ProgType) -> None:
    fd = load(probe, ONE, kind)
    assert outcome(probe, fd, bytes(14)).data == bytes(14)
    for short in (13, 1, 0):
        assert outcome(probe, fd, bytes(short)) == "EINVAL"
    assert outcome(probe, fd) == "EINVAL"


@pytest.mark.parametrize("kind", SKB)
def test_longest_skb(probe: Probe, kind: ProgType) -> None:
    fd = load(probe, ONE, kind)
    assert outcome(probe, fd, bytes(3712)).retval == 1
    assert outcome(probe, fd, bytes(3713)) == "EINVAL"


@pytest.mark.parametrize("flags", [0, ProgFlag.XDP_HAS_FRAGS])
def test_longest_frame(probe: Probe, flags: int) -> None:
    """What does not fit into a page is in further pages, 17 at most."""
    fd = load(probe, ONE, XDP, prog_flags=flags)
    for size in (3520, 3521, 3520 + 17 * 4096):
        packet = bytes(index % 251 for index in range(size))
        assert outcome(probe, fd, packet).data == packet
    assert outcome(probe, fd, bytes(3520 + 17 * 4096 + 1)) == "ENOMEM"


@pytest.mark.parametrize("kind", [FILTER, TC, XDP])
@pytest.mark.parametrize("room", [1, 13, 14, 15, 63, 64, 65])
def test_room_for_the_packet(probe: Probe, kind: ProgType, room: int) -> None:
    """A result that does not fit is cut; its size, r0 and the time are told all the same."""
    attr = Attr(prog_fd=load(probe, ONE, kind), data_size_in=64, data_size_out=room)
    out = bytearray(b"\xee" * 80)
    attr.point("data_in", PACKET)
    attr.point("data_out", out)
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == ("ENOSPC" if room < 64 else "")
    assert (attr.data_size_out, attr.retval) == (64, 1)
    assert attr.duration > 0
    whole = bytes(14) + PACKET[14:] if kind is FILTER else PACKET
    assert out == whole[:room].ljust(80, b"\xee")


def test_room_for_a_frame_of_several_pages(probe: Probe) -> None:
    attr = Attr(prog_fd=load(probe, ONE, XDP), data_size_in=6000, data_size_out=5000)
    packet = bytes(index % 253 for index in range(6000))
    out = bytearray(6000)
    attr.point("data_in", packet)
    attr.point("data_out", out)
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "ENOSPC"
    assert out[:2520] == packet[:2520]  # Linux 6.18 goes on with the last page
    assert attr.data_size_out == 6000


@pytest.mark.parametrize("kind", PACKETS)
def test_size_of_zero_means_room_enough(probe: Probe, kind: ProgType) -> None:
    attr = Attr(prog_fd=load(probe, ONE, kind), data_size_in=64)
    attr.point("data_in", PACKET)
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == ""
    assert attr.data_size_out == 64
    out = bytearray(64)
    attr.point("data_out", out)
    attr.data_size_out = 0
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == ""
    assert out[14:] == PACKET[14:]


@pytest.mark.parametrize(("kind", "size"), [(TC, 192), (FILTER, 192), (XDP, 24)])
def test_room_for_the_context(probe: Probe, kind: ProgType, size: int) -> None:
    fd = load(probe, ONE, kind)
    given = bytes(192) if size == 192 else md()
    assert len(outcome(probe, fd, PACKET, given, ctx_size_out=size).ctx) == size
    assert len(outcome(probe, fd, PACKET, given, ctx_size_out=size + 1).ctx) == size
    assert outcome(probe, fd, PACKET, given, ctx_size_out=size - 1) == "ENOSPC"
    assert outcome(probe, fd, PACKET, given, ctx_size_out=1) == "ENOSPC"
    assert len(outcome(probe, fd, PACKET, ctx_size_out=size).ctx) == size
    assert outcome(probe, fd, PACKET, given, ctx_size_out=0).ctx == given


@pytest.mark.parametrize(("kind", "given"), [(TC, bytes(192)), (XDP, md())])
def test_context_may_be_shorter_or_longer(probe: Probe, kind: ProgType, given: bytes) -> None:
    fd = load(probe, ONE, kind)
    assert outcome(probe, fd, PACKET, given + bytes(8)).retval == 1
    assert outcome(probe, fd, PACKET, given[:12]).retval == 1
    assert outcome(probe, fd, PACKET, given.ljust(4096, b"\0")).retval == 1
    assert outcome(probe, fd, PACKET, given.ljust(4097, b"\0")) == "E2BIG"
    assert outcome(probe, fd, PACKET, given + bytes(7) + b"\1") == "E2BIG"


@pytest.mark.parametrize("kind", PACKETS)
def test_repeat(probe: Probe, kind: ProgType) -> None:
    fd = load(probe, ONE, kind)
    for repeat in (1, 2, 1000):
        ran = outcome(probe, fd, PACKET, repeat=repeat)
        assert ran.retval == 1
        assert ran.duration > 0 or repeat == 1000


def test_flags_of_other_types(probe: Probe) -> None:
    skb, frame = load(probe, ONE, TC), load(probe, ONE, XDP)
    for flags in (1, LIVE, 8):
        assert outcome(probe, skb, PACKET, flags=flags) == "EINVAL"
    for flags in (1, CHECKSUM, 8):
        assert outcome(probe, frame, PACKET, flags=flags) == "EINVAL"
    assert outcome(probe, skb, PACKET, flags=CHECKSUM).retval == 1
    assert outcome(probe, skb, PACKET, cpu=1) == "EINVAL"
    assert outcome(probe, frame, PACKET, cpu=1).retval == 1
    assert outcome(probe, skb, PACKET, batch_size=1) == "EINVAL"
    assert outcome(probe, frame, PACKET, batch_size=1) == "EINVAL"


def test_live_frames_are_not_for_the_box(probe: Probe) -> None:
    if not isinstance(probe.kernel, Box):
        pytest.skip("Linux would send them")
    with pytest.raises(KernelError, match="XDP_LIVE_FRAMES"):
        client.prog_test_run(probe.kernel, load(probe, ONE, XDP), PACKET, flags=LIVE)


# --- skb -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SKB)
@pytest.mark.parametrize("name", TAKEN)
def test_fields_that_a_caller_may_set(probe: Probe, kind: ProgType, name: str) -> None:
    """They come back as they were, with what Linux fills in."""
    given = buff(TAKEN[name])
    ran = outcome(probe, load(probe, ONE, kind), PACKET, given)
    length = 64 if kind in LINK_LAYER else 50
    filled = buff((40, "<I", 1), (160, "<I", length), TAKEN[name])
    assert ran.ctx == filled


def test_other_fields_are_refused(probe: Probe) -> None:
    fd = load(probe, ONE, TC)
    taken = {
        byte
        for offset, form, *_ in TAKEN.values()
        for byte in range(offset, offset + struct.calcsize(form))
    }
    refused = {
        at for at in range(192) if outcome(probe, fd, PACKET, buff((at, "B", 1))) == "EINVAL"
    }
    out_of_bounds = {160, 163, 166, 167}  # wire_len and gso_segs: see below
    assert refused == set(range(192)) - taken | out_of_bounds


def test_limits_of_fields(probe: Probe) -> None:
    fd, behind = load(probe, ONE, TC), load(probe, ONE, FILTER)

    def given(offset: int, value: int, program: int = fd) -> object:
        return outcome(probe, program, PACKET, buff((offset, "<I", value)))

    assert [given(160, n) == "EINVAL" for n in (63, 64, 65536, 65537)] == [True, False, False, True]
    assert [given(160, n, behind) == "EINVAL" for n in (49, 50)] == [True, False]
    assert [given(164, n) == "EINVAL" for n in (65535, 65536)] == [False, True]
    assert field(given(176, 70001).ctx, 176) == 70001
    assert given(40, 0x7FFFFFFF) == "ENODEV"
    assert field(given(40, 0).ctx, 40) == 1


@pytest.mark.parametrize(
    ("protocol", "size"), [(0x0800, 20), (0x86DD, 40), (0x0806, 0), (0x0010, 0)]
)
def test_network_header_is_whole(probe: Probe, protocol: int, size: int) -> None:
    fd = load(probe, ONE, TC)
    packet = bytes(12) + struct.pack(">H", protocol)
    assert outcome(probe, fd, packet + bytes(size)).retval == 1
    if size:
        assert outcome(probe, fd, packet + bytes(size - 1)) == "EINVAL"


# --- XDP -------------------------------------------------------------------------------------

CONTEXTS = {
    "whole": (md(), ""),
    "only the first part is in sight": (md(end=20), ""),
    "nothing is in sight": (md(end=0), ""),
    "longer than the data": (md(end=65), "EINVAL"),
    "starts behind its end": (md(data=8, end=4), "EINVAL"),
    "metadata": (md(data=4), ""),
    "odd metadata": (md(data=3), "EINVAL"),
    "much metadata": (md(data=48), ""),
    "no packet behind the metadata": (md(data=52), "EINVAL"),
    "data_meta": (md(meta=4), "EINVAL"),
    "the loopback device": (md(ingress=1), ""),
    "no device": (md(ingress=0x7FFFFFFF), "ENODEV"),
    "a queue without a device": (md(queue=1), "EINVAL"),
    "a queue too many": (md(ingress=1, queue=1), "EINVAL"),
    "egress": (md(egress=1), "EINVAL"),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_contexts_of_frames(probe: Probe, name: str) -> None:
    given, expected = CONTEXTS[name]
    ran = outcome(probe, load(probe, ONE, XDP), PACKET, given)
    if expected:
        assert ran == expected
    else:
        assert (ran.ctx, ran.data) == (given, PACKET)


@pytest.mark.parametrize(("size", "expected"), [(212, ""), (216, ""), (220, "EINVAL")])
def test_most_metadata(probe: Probe, size: int, expected: str) -> None:
    ran = outcome(probe, load(probe, ONE, XDP), bytes(400), md(data=size, end=400))
    assert ran == expected or len(ran.data) == 400


# --- what programs see and do ----------------------------------------------------------------

IPV4 = bytes(12) + b"\x08\x00" + b"\x45\0\0\x14" + bytes(8) + bytes(range(1, 9)) + bytes(30)
SEEN = {
    "len": (0, 4),
    "pkt_type": (4, 4),
    "mark": (8, 4),
    "queue_mapping": (12, 4),
    "protocol": (16, 4),
    "vlan_present": (20, 4),
    "vlan_tci": (24, 4),
    "vlan_proto": (28, 4),
    "priority": (32, 4),
    "ingress_ifindex": (36, 4),
    "ifindex": (40, 4),
    "tc_index": (44, 4),
    "cb": (56, 4),
    "hash": (68, 4),
    "napi_id": (84, 4),
    "gso_segs": (164, 4),
    "gso_size": (176, 4),
}
SEEN_BY_TC = {
    "tc_classid": (72, 4),
    "tstamp": (152, 8),
    "wire_len": (160, 4),
    "hwtstamp": (184, 8),
}
GIVEN = buff(*TAKEN.values())


def seen(kind: ProgType, offset: int, size: int, given: bool) -> int:
    """Return what Linux 6.18 shows of the field."""
    by_default = {0: len(IPV4) - 14 * (kind is FILTER), 16: 8, 40: 1}
    if given:
        for at, form, *values in TAKEN.values():
            step = struct.calcsize(form) // len(values)
            for number, value in enumerate(values):
                by_default[at + step * number] = value
    return by_default.get(offset, 0)


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("kind", [TC, FILTER])
def test_fields_that_programs_see(probe: Probe, kind: ProgType, given: bool) -> None:
    fields = SEEN | (SEEN_BY_TC if kind is TC else {})
    for name, (offset, size) in fields.items():
        width = {4: "u32", 8: "u64"}[size]
        fd = load(probe, f"r0 = *({width} *)(r1 + {offset})\nexit", kind)
        ran = client.prog_test_run(probe.kernel, fd, IPV4, GIVEN if given else None)
        assert ran.retval == seen(kind, offset, size, given), name
        probe.kernel.close(fd)
        probe.fds.remove(fd)


@pytest.mark.parametrize(
    ("to", "expected"),
    [(bytes(6), 0), (b"\xff" * 6, 2), (b"\x01" + bytes(5), 2), (b"\x02" + bytes(5), 3)],
)
def test_for_whom_a_packet_is(probe: Probe, to: bytes, expected: int) -> None:
    fd = load(probe, "r0 = *(u32 *)(r1 + 4)\nexit", TC)
    assert client.prog_test_run(probe.kernel, fd, to + PACKET[6:]).retval == expected


@pytest.mark.parametrize(
    ("number", "body", "expected"),
    [
        (0x0806, b"", 0x0608),
        (0x0600, b"", 0x0006),
        (0x05FF, b"", 0x0400),
        (0x0010, b"\xff\xff", 0x0100),
        (0x0010, b"\xff", 0x0400),
    ],
)
def test_protocol(probe: Probe, number: int, body: bytes, expected: int) -> None:
    fd = load(probe, "r0 = *(u32 *)(r1 + 16)\nexit", TC)
    packet = bytes(12) + struct.pack(">H", number) + body
    assert client.prog_test_run(probe.kernel, fd, packet).retval == expected


def test_fields_that_programs_change(probe: Probe) -> None:
    fd = load(
        probe,
        """
        r2 = 77
        *(u32 *)(r1 + 8) = r2
        *(u32 *)(r1 + 32) = r2
        *(u32 *)(r1 + 52) = r2
        *(u64 *)(r1 + 152) = r2
        r0 = 0
        exit
        """,
        TC,
    )
    ctx = client.prog_test_run(probe.kernel, fd, PACKET, buff()).ctx
    assert ctx == buff(
        (8, "<I", 77), (32, "<I", 77), (40, "<I", 1), (52, "<I", 77), (152, "<Q", 77),
        (160, "<I", 64),
    )  # fmt: skip


BOUNDED = """
r2 = *(u32 *)(r1 + {data})
r3 = *(u32 *)(r1 + {end})
r4 = r2
r4 += {need}
if r4 > r3 goto short
{body}
short: r0 = -1
exit
"""


def bounded(kind: ProgType, need: int, body: str) -> str:
    data, end = (0, 4) if kind is XDP else (76, 80)
    return BOUNDED.format(data=data, end=end, need=need, body=body)


@pytest.mark.parametrize("kind", [XDP, TC, ACTION])
def test_packet_is_read_and_written(probe: Probe, kind: ProgType) -> None:
    fd = load(
        probe,
        bounded(kind, 20, "r0 = *(u16 *)(r2 + 16)\n*(u32 *)(r2 + 14) = 0x1020304\nexit"),
        kind,
    )
    ran = client.prog_test_run(probe.kernel, fd, PACKET)
    assert ran.retval == int.from_bytes(PACKET[16:18], "little")
    assert ran.data == PACKET[:14] + b"\x04\x03\x02\x01" + PACKET[18:]
    assert client.prog_test_run(probe.kernel, fd, PACKET[:19]).retval == 2**32 - 1


def test_repeated_runs_see_what_the_last_one_left(probe: Probe) -> None:
    body = "r0 = *(u8 *)(r2 + 14)\nr0 += 1\n*(u8 *)(r2 + 14) = r0\nexit"
    fd = load(probe, bounded(XDP, 15, body), XDP)
    assert client.prog_test_run(probe.kernel, fd, bytes(64), repeat=100).retval == 100


def test_metadata_lies_before_the_packet(probe: Probe) -> None:
    text = """
    r2 = *(u32 *)(r1 + 8)
    r3 = *(u32 *)(r1 + 0)
    r4 = r2
    r4 += 8
    if r4 > r3 goto short
    r0 = *(u32 *)(r2 + 4)
    *(u32 *)(r2 + 0) = 0x77
    exit
    short: r0 = -1
    exit
    """
    fd = load(probe, text, XDP)
    ran = client.prog_test_run(probe.kernel, fd, PACKET, md(data=8))
    assert ran.retval == int.from_bytes(PACKET[4:8], "little")
    assert ran.data == b"\x77\0\0\0" + PACKET[4:]
    assert client.prog_test_run(probe.kernel, fd, PACKET).retval == 2**32 - 1


@pytest.mark.parametrize(("offset", "expected"), [(12, 1), (16, 0)])
def test_where_a_frame_comes_from(probe: Probe, offset: int, expected: int) -> None:
    fd = load(probe, f"r0 = *(u32 *)(r1 + {offset})\nexit", XDP)
    assert client.prog_test_run(probe.kernel, fd, PACKET).retval == expected
    assert client.prog_test_run(probe.kernel, fd, PACKET, md(ingress=1)).retval == expected


def test_only_the_first_page_is_in_sight(probe: Probe) -> None:
    text = "r2 = *(u32 *)(r1 + 0)\nr0 = *(u32 *)(r1 + 4)\nr0 -= r2\nexit"
    fd = load(probe, text, XDP)
    for size, end in ((100, 100), (3520, 3520), (5000, 3520)):
        assert client.prog_test_run(probe.kernel, fd, bytes(size)).retval == end
    assert client.prog_test_run(probe.kernel, fd, bytes(100), md(end=40)).retval == 40


def test_checksum_is_held_against_the_packet(probe: Probe) -> None:
    """A write that does not go by a helper leaves the checksum behind."""
    fd = load(probe, bounded(TC, 20, "*(u8 *)(r2 + 16) = 9\nr0 = 0\nexit"), TC)
    assert outcome(probe, fd, PACKET).retval == 0
    assert outcome(probe, fd, PACKET, flags=CHECKSUM) == "EBADMSG"
    fd = load(probe, bounded(TC, 20, "*(u8 *)(r2 + 3) = 9\nr0 = 0\nexit"), TC)
    assert outcome(probe, fd, PACKET, flags=CHECKSUM).retval == 0  # the link header is not summed


EQUAL = """
r2 = *(u32 *)(r1 + {offset})
r0 = 0
if w2 != {value} goto out
r0 = 1
out: exit
"""
SOURCE, DESTINATION = bytes(range(0x10, 0x20)), bytes(range(0x20, 0x30))
IPV6 = bytes(12) + b"\x86\xdd" + b"\x60" + bytes(7) + SOURCE + DESTINATION


@pytest.mark.parametrize(
    ("packet", "offset", "value"),
    [
        (PACKET, 88, 0),
        (IPV4, 88, 2),
        (IPV4, 92, 0x08070605),
        (IPV4, 96, 0x04030201),
        (IPV4, 132, 0),
        (IPV4, 136, 0),
        (IPV6, 88, 10),
        (IPV6, 100, 0x23222120),
        (IPV6, 112, 0x2F2E2D2C),
        (IPV6, 116, 0x13121110),
        (IPV6, 128, 0x1F1E1D1C),
    ],
)
def test_addresses_of_the_socket(probe: Probe, packet: bytes, offset: int, value: int) -> None:
    """The packet's source is the socket's own address."""
    fd = load(probe, EQUAL.format(offset=offset, value=value), CGROUP)
    assert client.prog_test_run(probe.kernel, fd, packet).retval == 1
