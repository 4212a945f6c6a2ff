"""What programs send: ring buffers, perf buffers, trace_pipe; the same bytes on both kernels."""

from __future__ import annotations

import re
import struct
import time

import pytest

from beebox.abi.enums import MapType, PerfIoctl, PerfSample, PerfSoftware, PerfType
from beebox.abi.structs import PerfEventAttr
from beebox.loader.readers import PerfReader, RingReader

from .conftest import Probe
from .harness import run

RING = 4096


def reader(probe: Probe, fd: int) -> RingReader:
    return RingReader(probe.kernel, fd, RING)


def drain(stream) -> list[bytes]:
    return [bytes(record) for record in stream.drain()]


SEND = """
r1 = 0x6867666564636261 ll
*(u64 *)(r10 -16) = r1
r1 = map[ring]
r2 = r10
r2 += -16
r3 = {size}
r4 = {flags}
call bpf_ringbuf_output
*(u64 *)(r9 +{at}) = r0
"""


def numbers(data: bytes, count: int) -> list[int]:
    return list(struct.unpack_from(f"<{count}q", data))


def test_ring_output(probe: Probe) -> None:
    ring = probe.create(MapType.RINGBUF, 0, 0, RING)
    stream = reader(probe, ring)
    assert probe.kernel.poll([ring], 0) == []
    body = SEND.format(size=8, flags=0, at=0) + SEND.format(size=5, flags=1, at=8)
    body += SEND.format(size=8, flags=2, at=16) + SEND.format(size=8, flags=4, at=24)
    data = run(probe, body, ring=ring)
    assert numbers(data, 4) == [0, 0, 0, -22]
    assert probe.kernel.poll([ring], 5) == [ring]
    assert bytes(stream._data[:8]) == struct.pack("<II", 8, 3)
    assert drain(stream) == [b"abcdefgh", b"abcde", b"abcdefgh"]
    assert probe.kernel.poll([ring], 0) == []
    stream.close()


def test_ring_reserve(probe: Probe) -> None:
    ring = probe.create(MapType.RINGBUF, 0, 0, RING)
    stream = reader(probe, ring)
    body = ""
    for value, end in ((11, "submit"), (22, "discard"), (33, "submit")):
        body += f"""
        r1 = map[ring]
        r2 = 16
        r3 = 0
        call bpf_ringbuf_reserve
        if r0 == 0 goto out
        r1 = {value}
        *(u64 *)(r0 +0) = r1
        *(u64 *)(r0 +8) = r1
        r1 = r0
        r2 = 0
        call bpf_ringbuf_{end}
        """
    for what in range(5):
        body += f"""
        r1 = map[ring]
        r2 = {what}
        call bpf_ringbuf_query
        *(u64 *)(r9 +{8 * what}) = r0
        """
    data = run(probe, body, ring=ring)
    assert numbers(data, 5) == [72, RING, 0, 72, 0]
    assert drain(stream) == [struct.pack("<QQ", 11, 11), struct.pack("<QQ", 33, 33)]
    stream.close()


def test_full_ring_refuses(probe: Probe) -> None:
    ring = probe.create(MapType.RINGBUF, 0, 0, RING)
    stream = reader(probe, ring)
    body = """
    r8 = 0
    again:
    r1 = map[ring]
    r2 = r9
    r3 = 1000
    r4 = 0
    call bpf_ringbuf_output
    *(u64 *)(r9 +0) = r0
    r8 += 1
    *(u64 *)(r9 +8) = r8
    if r8 < 6 goto again
    r1 = map[ring]
    r2 = 5000
    r3 = 0
    call bpf_ringbuf_reserve
    *(u64 *)(r9 +16) = 1
    if r0 != 0 goto give
    *(u64 *)(r9 +16) = 2
    goto out
    give:
    r1 = r0
    r2 = 0
    call bpf_ringbuf_discard
    """
    data = run(probe, body, ring=ring)
    assert numbers(data, 3) == [-11, 6, 2]
    assert [len(record) for record in drain(stream)] == [1000] * 4
    stream.close()


def test_records_wrap(probe: Probe) -> None:
    """Positions go on for ever; a record at the end of the ring is still in one piece."""
    ring = probe.create(MapType.RINGBUF, 0, 0, RING)
    stream = reader(probe, ring)
    child = "import time\nfor i in range(20): hit(); time.sleep(0.01)"
    body = """
    r1 = map[ring]
    r2 = r9
    r3 = 900
    r4 = 0
    call bpf_ringbuf_output
    r1 = *(u64 *)(r9 +0)
    r1 += 1
    *(u64 *)(r9 +0) = r1
    *(u64 *)(r9 +896) = r1
    """
    seen = []
    run(probe, body, child, ring=ring, meanwhile=lambda: seen.extend(drain(stream)))
    seen += drain(stream)
    assert [struct.unpack_from("<Q", record)[0] for record in seen] == list(range(20))
    assert [record[896] for record in seen] == list(range(20))
    stream.close()


OUTPUT = """
r1 = 0x6867666564636261 ll
*(u64 *)(r10 -16) = r1
r1 = r6
r2 = map[events]
r3 = {flags} ll
r4 = r10
r4 += -16
r5 = {size}
call bpf_perf_event_output
*(u64 *)(r9 +{at}) = r0
"""


def test_perf_output(probe: Probe) -> None:
    events = probe.create(MapType.PERF_EVENT_ARRAY, 4, 4, 64)
    stream = PerfReader(probe.kernel, events, 1)
    body = OUTPUT.format(size=8, flags="0xffffffff", at=0) + OUTPUT.format(
        size=5, flags="0xffffffff", at=8
    )
    body += OUTPUT.format(size=8, flags="0x100000000", at=16) + OUTPUT.format(
        size=8, flags=63, at=24
    )
    body += OUTPUT.format(size=8, flags=64, at=32)
    data = run(probe, body, events=events)
    assert numbers(data, 5) == [0, 0, -22, -2, -7]
    assert len(probe.kernel.poll(stream.fds, 5)) == 1
    # data is padded so that the record is a multiple of eight bytes, the u32 before it included
    assert drain(stream) == [b"abcdefgh".ljust(12, b"\0"), b"abcde".ljust(12, b"\0")]
    stream.close()


def test_perf_losses_are_told(probe: Probe) -> None:
    events = probe.create(MapType.PERF_EVENT_ARRAY, 4, 4, 64)
    stream = PerfReader(probe.kernel, events, 1)
    body = """
    r8 = *(u64 *)(r9 +0)
    r8 += 1
    *(u64 *)(r9 +0) = r8
    r1 = r6
    r2 = map[events]
    r3 = 0xffffffff ll
    r4 = r9
    r5 = 1000
    call bpf_perf_event_output
    *(u64 *)(r9 +8) = r0
    r1 = 0
    *(u32 *)(r10 -20) = r1
    r1 = map[counter]
    r2 = r10
    r2 += -20
    call bpf_map_lookup_elem
    if r0 == 0 goto out
    r1 = 1
    lock *(u64 *)(r0 +0) += r1
    """
    counter = probe.create(MapType.ARRAY, 4, 8, 1)
    seen: list[bytes] = []
    pin = "os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
    child = pin + "for i in range(7): hit()\nimport time; time.sleep(0.3)\nhit()"

    def once() -> None:
        if not seen and probe.lookup(counter, bytes(4), 8)[0] == 7:
            seen.extend(drain(stream))

    run(probe, body, child, events=events, counter=counter, meanwhile=once)
    seen += drain(stream)
    counts = [struct.unpack_from("<Q", record)[0] for record in seen]
    assert counts[:4] == [1, 2, 3, 4][: len(counts[:4])]
    assert stream.lost + len(counts) == 8
    assert stream.lost > 0
    stream.close()


def output(probe: Probe, sample: int) -> tuple[int, object]:
    attr = PerfEventAttr(type=PerfType.SOFTWARE, config=PerfSoftware.BPF_OUTPUT, sample_type=sample)
    attr.sample_period = attr.wakeup_events = 1
    fd = probe.kernel.perf_event_open(attr, -1, 0)
    probe.fds.append(fd)
    shared = probe.kernel.mmap(fd, 3 * 4096, writable=True)
    probe.kernel.ioctl(fd, PerfIoctl.ENABLE)
    return fd, shared


def test_samples_have_what_was_asked(probe: Probe) -> None:
    sample = PerfSample.RAW | PerfSample.TID | PerfSample.TIME | PerfSample.CPU
    fd, shared = output(probe, sample)
    events = probe.create(MapType.PERF_EVENT_ARRAY, 4, 4, 1)
    probe.update(events, bytes(4), struct.pack("<I", fd))
    body = OUTPUT.format(size=8, flags="0xffffffff", at=0)
    child = "os.sched_setaffinity(0, [0])\nhit()"
    data = run(probe, body, child, events=events)
    assert numbers(data, 1) == [0]
    kind, misc, size, pid, tid, when, cpu, _, length = struct.unpack_from(
        "<IHHIIQIII", shared.view, 4096
    )
    del misc
    assert (kind, size, pid, cpu, length) == (9, 8 + 8 + 8 + 8 + 16, tid, 0, 12)
    assert when > 0
    assert bytes(shared.view[4096 + 36 : 4096 + 44]) == b"abcdefgh"
    shared.close()


def printk(fmt: bytes, values: list[int], at: int = 0) -> str:
    data = (fmt + b"\0").ljust((len(fmt) + 8) // 8 * 8, b"\0")
    text = ""
    for offset in range(0, len(data), 8):
        (part,) = struct.unpack_from("<Q", data, offset)
        text += f"r1 = {part:#x} ll\n*(u64 *)(r10 -{len(data) - offset + 16}) = r1\n"
    for register, value in zip("345", [*values, 0, 0, 0], strict=False):
        text += f"r{register} = {value & (2**64 - 1):#x} ll\n"
    text += f"r1 = r10\nr1 += -{len(data) + 16}\nr2 = {len(fmt) + 1}\ncall bpf_trace_printk\n"
    return text + f"*(u64 *)(r9 +{at}) = r0\n"


# format, values, what is printed (None: EINVAL and nothing)
FORMATS = [
    (b"hello", [], "hello"),
    (b"", [], ""),
    (b"%d|%u|%x", [-5, 7, 255], "-5|7|ff"),
    (b"%d %u", [1 << 32, (1 << 32) + 5], "0 5"),
    (b"%5d|%-5d|%05x", [42, 42, 42], "   42|42   |0002a"),
    (b"%lld %llu %lx", [-5, -5, -5], "-5 18446744073709551615 fffffffffffffffb"),
    (b"%ld", [1 << 63], "-9223372036854775808"),
    (b"%+d|%+d|% d", [5, -5, 5], "+5|-5| 5"),
    (b"%+05d|%0-5d|%-+5d|", [5, 5, 5], "+0005|5    |+5   |"),
    (b"%X %i", [0xABC, 3], "ABC 3"),
    (b"%c%c|%3c", [65, 66, 67], "AB|  C"),
    (b"100%% of %d", [3], "100% of 3"),
    (b"%px", [0xFFFF1234], "00000000ffff1234"),
    (b"%p", [0], "0000000000000000"),
    (b"%10lld|", [5], "         5|"),
    (b"tab\tand\nline", [], "tab\tand\nline"),
    (b"%", [], None),
    (b"%l", [1], None),
    (b"%zd", [1], None),
    (b"%hd", [1], None),
    (b"%#x", [1], None),
    (b"%o", [1], None),
    (b"%.3d", [1], None),
    (b"%*d", [1, 2], None),
    (b"%5%", [1], None),
    (b"%d %d %d %d", [1, 2, 3], None),
    (b"a\x01b", [], None),
    (b"caf\xc3\xa9", [], "café"),
    (b"a\x7fb", [], None),
    (b"%py", [1], None),
]
LINE = re.compile(
    r" *(\S+)-(\d+) +\[(\d{3})\] (\S{5}) +(\d+)\.(\d{6}): bpf_trace_printk: (.*)", re.DOTALL
)


@pytest.mark.parametrize(("fmt", "values", "expected"), FORMATS)
def test_printk(probe: Probe, fmt: bytes, values: list[int], expected: str | None) -> None:
    if expected is not None and "18446744073709551615" in expected:
        expected = expected.replace("18446744073709551615", str(2**64 - 5))
    with probe.kernel.facts.trace_pipe() as pipe:
        data = run(probe, printk(fmt, values), "libc.prctl(15, b'printer')\nhit()")
        text = b""
        deadline = time.monotonic() + (3 if expected is not None else 0.05)
        while (time.monotonic() < deadline and not text.endswith(b"\n")) or b"printer" not in text:
            text += pipe.read(65536) or b""
            if time.monotonic() > deadline:
                break
    mine = [
        part
        for part in re.split(r"(?<=\n)(?= {0,15}\S+-\d+ +\[)", text.decode())
        if "printer-" in part
    ]
    if expected is None:
        assert numbers(data, 1) == [-22]
        assert not mine
        return
    assert numbers(data, 1) == [len(expected.encode())]
    (line,) = mine
    assert line.startswith("         printer-")
    found = LINE.fullmatch(line)
    assert found
    assert re.fullmatch(r"\.[.N]\.21", found[4])  # N: Linux was about to schedule
    assert found[7] == expected + "\n"


def test_printk_reads_strings(probe: Probe) -> None:
    body = """
    r1 = 0x7325203a ll
    *(u64 *)(r10 -24) = r1
    r1 = 0x6e6f6d656c ll
    *(u64 *)(r10 -16) = r1
    r1 = r10
    r1 += -24
    r2 = 5
    r3 = r10
    r3 += -16
    call bpf_trace_printk
    *(u64 *)(r9 +0) = r0
    """
    with probe.kernel.facts.trace_pipe() as pipe:
        data = run(probe, body, "libc.prctl(15, b'stringer')\nhit()")
        time.sleep(0.2)
        text = pipe.read(65536) or b""
    assert numbers(data, 1) == [7]
    assert b"bpf_trace_printk: : lemon\n" in text


def test_trace_pipe_wakes(probe: Probe) -> None:
    with probe.kernel.facts.trace_pipe() as pipe:
        run(probe, printk(b"wake up", []))
        assert probe.kernel.poll([pipe.fileno()], 5) == [pipe.fileno()]
        time.sleep(0.1)
        while pipe.read(65536):
            pass
        assert probe.kernel.poll([pipe.fileno()], 0) in ([], [pipe.fileno()])
