"""The readers take records out of a kernel's memory as the kernel's own layout has them."""

from __future__ import annotations

import ctypes
import mmap
import struct
from types import SimpleNamespace

import pytest

from beebox.loader import readers
from beebox.loader.readers import PAGE, PerfReader, RingReader

SIZE = 4096
BUSY, DISCARD = 1 << 31, 1 << 30


class Memory:
    """A mapping in plain memory."""

    def __init__(self, size: int) -> None:
        self._map = mmap.mmap(-1, size)
        self.view = memoryview(self._map)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self._map))

    def close(self) -> None:
        return None


class RingKernel:
    """A kernel with one ring buffer; `put` writes as a producer does, in both copies of the data."""

    def __init__(self) -> None:
        self.consumer, self.producer = Memory(PAGE), Memory(PAGE + 2 * SIZE)
        self.produced = 0

    def mmap(self, fd: int, length: int, offset: int = 0, *, writable: bool = False) -> Memory:
        assert (length, offset, writable) in {(PAGE, 0, True), (PAGE + 2 * SIZE, PAGE, False)}
        return self.producer if offset else self.consumer

    def put(self, data: bytes, flags: int = 0) -> int:
        place = self.produced
        record = struct.pack("<II", len(data) | flags, 0) + data
        for at, byte in enumerate(record):
            for copy in (0, SIZE):
                self.producer.view[PAGE + copy + (place + at) % SIZE] = byte
        self.produced += (len(record) + 7) & ~7
        self.producer.view[:8] = struct.pack("<Q", self.produced)
        return place

    def consumed(self) -> int:
        return struct.unpack("<Q", self.consumer.view[:8])[0]


@pytest.fixture
def ring() -> tuple[RingKernel, RingReader]:
    kernel = RingKernel()
    return kernel, RingReader(kernel, 3, SIZE)  # type: ignore[arg-type]


def test_records_come_in_order_and_give_their_space_back(ring) -> None:
    kernel, reader = ring
    for text in (b"one", b"twelve bytes", b""):
        kernel.put(text)
    assert [bytes(record) for record in reader.drain()] == [b"one", b"twelve bytes", b""]
    assert kernel.consumed() == kernel.produced
    assert list(reader.drain()) == []


def test_a_record_that_wraps_is_whole(ring) -> None:
    kernel, reader = ring
    for number in range(50):
        data = bytes([number]) * 300
        kernel.put(data)
        assert [bytes(record) for record in reader.drain()] == [data]


def test_discarded_records_are_passed_over_and_a_busy_one_stops(ring) -> None:
    kernel, reader = ring
    kernel.put(b"gone", DISCARD)
    kernel.put(b"here")
    busy = kernel.put(b"busy", BUSY)
    kernel.put(b"after")
    assert [bytes(record) for record in reader.drain()] == [b"here"]
    assert kernel.consumed() == busy
    kernel.producer.view[PAGE + busy : PAGE + busy + 4] = struct.pack("<I", 4)
    assert [bytes(record) for record in reader.drain()] == [b"busy", b"after"]


def test_a_reader_that_stops_early_has_read_what_it_took(ring) -> None:
    kernel, reader = ring
    for text in (b"one", b"two"):
        kernel.put(text)
    stream = reader.drain()
    assert bytes(next(stream)) == b"one"
    stream.close()
    assert [bytes(record) for record in reader.drain()] == [b"two"]


class PerfKernel:
    """A kernel with one CPU and its perf ring."""

    facts = SimpleNamespace(cpus=1)

    def __init__(self) -> None:
        self.ring = Memory(PAGE + PAGE)
        self.head = 0
        self.closed: list[int] = []

    def perf_event_open(self, attr, pid: int, cpu: int) -> int:
        assert (attr.type, attr.config, pid, cpu) == (1, 10, -1, 0)
        return 7

    def mmap(self, fd: int, length: int, offset: int = 0, *, writable: bool = False) -> Memory:
        assert (fd, length, offset, writable) == (7, PAGE + PAGE, 0, True)
        return self.ring

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        return 0

    def close(self, fd: int) -> None:
        self.closed.append(fd)

    def put(self, kind: int, body: bytes) -> None:
        record = struct.pack("<IHH", kind, 0, 8 + len(body)) + body
        for at, byte in enumerate(record):
            self.ring.view[PAGE + (self.head + at) % PAGE] = byte
        self.head += len(record)
        self.ring.view[1024:1032] = struct.pack("<Q", self.head)


def sample(data: bytes) -> bytes:
    padded = data.ljust((len(data) + 4 + 7 & ~7) - 4, b"\0")
    return struct.pack("<I", len(padded)) + padded


def test_perf_samples_and_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = PerfKernel()
    put: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(
        readers.client, "map_update", lambda _k, _f, key, value: put.append((key, value))
    )
    reader = PerfReader(kernel, 5, pages=1)  # type: ignore[arg-type]
    assert put == [(struct.pack("<I", 0), struct.pack("<I", 7))]
    for number in range(100):
        kernel.put(9, sample(bytes([number]) * 100))
        kernel.put(2, struct.pack("<QQ", 1, 3))
        assert [bytes(record)[:100] for record in reader.drain()] == [bytes([number]) * 100]
    assert reader.lost == 300
    reader.close()
    assert kernel.closed == [7]
