"""Capture files: what libpcap and Wireshark write, and what nobody should."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import BeeboxError
from beebox.vm import Program, pcap, tier0
from beebox.vm.pcap import Capture

ENGINE = "tier0" if tier0.available() else "interpreter"
PACKETS = [b"first", b"", b"third packet", bytes(range(256)), b"x"]
S = 1_000_000_000


def classic(packets=PACKETS, order="<", magic=0xA1B2C3D4, cut=0):
    data = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, 1)
    for number, packet in enumerate(packets):
        data += struct.pack(order + "IIII", number + 1, 7, len(packet), len(packet) + cut) + packet
    return data


def block(kind, body, order="<"):
    body += bytes(-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + size + body + size


def section(order="<", version=1):
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, version, 0, -1), order)


def interface(order="<", linktype=1, snaplen=0, options=b""):
    return block(1, struct.pack(order + "HHI", linktype, 0, snaplen) + options, order)


def option(code, value, order="<"):
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def enhanced(packet, order="<", number=0, ticks=0, length=None):
    head = (number, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), length or len(packet))
    return block(6, struct.pack(order + "IIIII", *head) + packet, order)


def simple(packet, order="<", length=None):
    return block(3, struct.pack(order + "I", length or len(packet)) + packet, order)


def obsolete(packet, order="<", number=0, ticks=0):
    head = (number, 0xFFFF, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), len(packet))
    return block(2, struct.pack(order + "HHIIII", *head) + packet, order)


def read(data, **options):
    return list(Capture(io.BytesIO(data), **options))


# --- pcap ---------------------------------------------------------------------------------


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize(("magic", "fraction"), [(0xA1B2C3D4, 7000), (0xA1B23C4D, 7)])
def test_classic(order, magic, fraction):
    found = read(classic(order=order, magic=magic, cut=3))
    assert [packet.data for packet in found] == PACKETS
    assert [packet.time for packet in found] == [n * S + fraction for n in range(1, 6)]
    assert [packet.length for packet in found] == [len(packet) + 3 for packet in PACKETS]


def test_link_type():
    assert Capture(io.BytesIO(classic())).linktype == 1
    assert read(classic([])) == []


# --- pcapng -------------------------------------------------------------------------------


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("make", [enhanced, simple, obsolete])
def test_blocks(order, make):
    data = section(order) + interface(order) + b"".join(make(p, order) for p in PACKETS)
    assert [packet.data for packet in read(data)] == PACKETS


def test_blocks_that_hold_no_packets_are_passed_over():
    other = block(5, bytes(12)) + block(0x0BAD, b"1234") + block(4, b"")
    data = section() + other + interface() + other + enhanced(b"abc") + other
    assert [packet.data for packet in read(data)] == [b"abc"]


@pytest.mark.parametrize(
    ("options", "ticks", "time"),
    [
        (b"", 5_000_007, 5 * S + 7000),
        (option(9, b"\x09"), 5 * S + 7, 5 * S + 7),
        (option(9, b"\x0c"), 5 * 10**12 + 7000, 5 * S + 7),
        (option(9, b"\x00"), 5, 5 * S),
        (option(9, b"\x81"), 5, 5 * S // 2),
        (option(9, b"\xa0"), 5 << 32 | 1 << 31, 5 * S + S // 2),
        (option(2, b"eth0") + option(14, struct.pack("<q", -2)), 5_000_000, 3 * S),
        (option(0, b"") + option(9, b"\x00"), 5_000_000, 5 * S),
    ],
)
def test_time(options, ticks, time):
    data = section() + interface(options=options)
    assert read(data + enhanced(b"abc", ticks=ticks))[0].time == time
    assert read(data + obsolete(b"abc", ticks=ticks))[0].time == time


def test_a_simple_block_has_no_time():
    assert read(section() + interface() + simple(b"abc"))[0].time is None


def test_a_simple_block_is_cut_to_the_snap_length():
    data = section() + interface(snaplen=4) + simple(b"abcd", length=9) + simple(b"ab")
    assert [(p.data, p.length) for p in read(data)] == [(b"abcd", 9), (b"ab", 2)]


def test_interfaces_have_numbers():
    data = section() + interface() + interface(options=option(9, b"\x00"))
    data += enhanced(b"a", number=1, ticks=3) + enhanced(b"b", number=0, ticks=3)
    assert [(p.interface, p.time) for p in read(data)] == [(1, 3 * S), (0, 3000)]


def test_sections_begin_anew_in_any_byte_order():
    data = section() + interface() + enhanced(b"a")
    data += section(">") + interface(">") + enhanced(b"b", ">") + data
    assert [packet.data for packet in read(data)] == [b"a", b"b", b"a"]
    with pytest.raises(BeeboxError, match="damaged"):
        read(section() + interface() + section() + enhanced(b"a"))


# --- pieces -------------------------------------------------------------------------------


class Drip(io.RawIOBase):
    """A file that gives a few bytes at a time."""

    def __init__(self, data, step):
        self.data, self.step = data, step

    def readinto(self, buffer):
        part = self.data[: min(self.step, len(buffer))]
        self.data = self.data[len(part) :]
        buffer[: len(part)] = part
        return len(part)


@pytest.mark.parametrize("step", [1, 3, 16, 1000])
def test_files_that_come_in_drops(step):
    ng = section() + interface() + b"".join(map(enhanced, PACKETS))
    for data in (classic(), ng):
        assert [packet.data for packet in Capture(Drip(data, step))] == PACKETS


def test_packets_across_pieces(monkeypatch):
    monkeypatch.setattr(pcap, "PIECE", 64)
    several = [bytes([n]) * (n * 7 % 200) for n in range(100)]
    ng = section() + interface() + b"".join(map(enhanced, several))
    for data in (classic(several), ng):
        assert [packet.data for packet in read(data)] == several


def test_a_large_packet():
    several = [b"a", bytes(3 * pcap.PIECE), b"b"]
    assert [packet.data for packet in read(classic(several))] == several


def test_memory_does_not_grow_with_the_file(tmp_path):
    (tmp_path / "a.pcap").write_bytes(classic([bytes(1000)] * 3000))
    with Capture(tmp_path / "a.pcap") as capture:
        assert sum(1 for _ in capture) == 3000
        assert len(capture._buffer) == pcap.PIECE


# --- damage -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [classic, lambda p: section() + interface() + enhanced(p[0])])
def test_every_cut(make):
    data = make([b"abcdef"])
    for end in range(12, len(data)):
        try:
            whole = not read(data[:end])
        except BeeboxError as error:
            assert "damaged" in str(error)  # noqa: PT017 - either is right
        else:
            assert whole
        found = []
        try:
            found = read(data[:end], partial=True)
        except BeeboxError as error:
            assert "within its header" in str(error)  # noqa: PT017 - as above
        assert found == []


def test_what_came_before_the_cut_is_there():
    data = classic()[:-1]
    seen = []
    with pytest.raises(BeeboxError, match="ends within a packet"):
        seen.extend(packet.data for packet in Capture(io.BytesIO(data)))
    assert [packet.data for packet in read(data, partial=True)] == PACKETS[:-1]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "too short"),
        (b"\x7fELF" + bytes(60), "neither"),
        (struct.pack("<I", 0xA1B2CD34) + bytes(40), "modified"),
        (classic([])[:20], "within its header"),
        (classic([]) + struct.pack("<IIII", 0, 0, 1 << 25, 4), "damaged"),
        (section(version=2), "another version"),
        (section()[:-4] + bytes(4), "two sizes"),
        (struct.pack("<III", 0x0A0D0D0A, 12, 0x1A2B3C4D), "size that cannot be"),
        (struct.pack("<III", 0x0A0D0D0A, 28, 5), "no byte order"),
        (section() + enhanced(b"abc"), "damaged"),
        (section() + simple(b"abc"), "damaged"),
        (section() + interface() + enhanced(b"abc", number=1), "damaged"),
        (section() + interface() + block(6, struct.pack("<IIIII", 0, 0, 0, 9, 9) + b"abcd"), "dam"),
        (section() + interface() + block(3, struct.pack("<I", 9) + b"abcd"), "damaged"),
        (section() + interface() + block(6, b"abcd"), "damaged"),
        (section() + block(1, b"abcd"), "damaged"),
        (section() + interface(options=struct.pack("<HH", 9, 80)), "option"),
        (section() + struct.pack("<III", 5, 13, 13) + b"abcd", "damaged"),
        (section() + struct.pack("<III", 5, 8, 8), "damaged"),
        (section() + block(5, bytes(8))[:-4] + bytes(4), "damaged"),
    ],
)
def test_damage(data, message):
    with pytest.raises(BeeboxError, match=message):
        read(data)


def test_no_such_file(tmp_path):
    with pytest.raises(BeeboxError, match="No such file"):
        Capture(tmp_path / "none.pcap")


SEEDS = [
    classic(),
    classic(order=">"),
    section() + interface(options=option(9, b"\x09")) + b"".join(map(enhanced, PACKETS)),
    section(">") + interface(">", snaplen=5) + simple(b"abc", ">") + obsolete(b"x", ">"),
]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.integers(0, 500),
)
def test_fuzzed_files(data, changes, end):
    """Every packet found lies in the file; nothing but our own error is raised."""
    fuzzed = bytearray(data)
    for place, value in changes:
        fuzzed[place % len(fuzzed)] = value
    fuzzed = fuzzed[:end] if end else fuzzed
    try:
        for packet in Capture(io.BytesIO(fuzzed)):
            assert packet.data in fuzzed
    except BeeboxError:
        pass


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", classic([])[:24], section() + interface()]))
def test_noise(noise, head):
    try:
        for packet in Capture(io.BytesIO(head + noise)):
            assert packet.data in noise
    except BeeboxError:
        pass


# --- batches ------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", sorted({ENGINE, "interpreter"}))
def test_batch_of_a_capture(engine, tmp_path):
    several = [bytes([n % 251]) * (n % 90 + 1) for n in range(10_000 if engine == "tier0" else 300)]
    wanted = [packet[0] + len(packet) for packet in several]
    ng = section() + interface() + b"".join(map(enhanced, several))
    program = Program.assemble("r0 = *(u8 *)(r1 + 0)\nr0 += r2\nexit", engine=engine)
    for data in (classic(several), ng):
        (tmp_path / "file").write_bytes(data)
        with Capture(tmp_path / "file") as capture:
            assert list(program.run_batch(capture)) == wanted


def test_batch_of_a_damaged_capture():
    program = Program.assemble("r0 = r2\nexit")
    with pytest.raises(BeeboxError, match="ends within a packet"):
        program.run_batch(Capture(io.BytesIO(classic()[:-1])))
    found = program.run_batch(Capture(io.BytesIO(classic()[:-1]), partial=True))
    assert list(found) == [5, 0, 12, 256]


def test_packets_of_a_capture_may_be_written():
    program = Program.assemble("*(u8 *)(r1 + 0) = 9\nr0 = *(u8 *)(r1 + 0)\nexit")
    assert list(program.run_batch(Capture(io.BytesIO(classic([b"ab"] * 5))))) == [9] * 5
