"""Readers of event streams: ring buffers and perf buffers, over any kernel.

The memory layouts are the kernel's: kernel/bpf/ringbuf.c and
include/uapi/linux/perf_event.h (struct perf_event_mmap_page).
"""

from __future__ import annotations

import errno
import mmap
import struct
from collections.abc import Iterator
from typing import Protocol

from beebox.abi.enums import MapType
from beebox.abi.structs import PerfEventAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.kernel.perf_ring import PerfRing

PAGE = mmap.PAGESIZE

_BUSY = 1 << 31
_DISCARD = 1 << 30
_LENGTH = _DISCARD - 1
_RING_HEADER = 8


class Reader(Protocol):
    """A stream of records: poll `fds`, then `drain`."""

    @property
    def fds(self) -> list[int]:
        """What to poll."""

    @property
    def lost(self) -> int:
        """Records that the kernel says it dropped, so far."""

    def drain(self) -> Iterator[memoryview]:
        """Yield what is there now. A record is only valid until the next one is asked for."""

    def close(self) -> None:
        """Unmap and close."""


class RingReader:
    """Reads BPF_MAP_TYPE_RINGBUF through its two mappings.

    ::

        consumer page (ours to write) | producer page | data | the same data again

    The second copy of the data is why a record that wraps is still contiguous.
    """

    def __init__(self, kernel: Kernel, fd: int, size: int) -> None:
        self._fd = fd
        self._mask = size - 1
        self._consumer = kernel.mmap(fd, PAGE, writable=True)
        self._producer = kernel.mmap(fd, PAGE + 2 * size, PAGE)
        self._consumed = self._consumer.view[:8].cast("Q")
        self._produced = self._producer.view[:8].cast("Q")
        self._data = self._producer.view[PAGE:]
        self._headers = self._data.cast("I")

    @property
    def fds(self) -> list[int]:
        """The map's own descriptor is readable while there are records."""
        return [self._fd]

    @property
    def lost(self) -> int:
        """Always 0: a full ring refuses the program, and the program counts."""
        return 0

    def drain(self) -> Iterator[memoryview]:
        """Yield each committed record; give its space back when the next one is asked for."""
        headers, data, mask = self._headers, self._data, self._mask
        position, end = self._consumed[0], self._produced[0]
        while position < end:
            start = position & mask
            header = headers[start >> 2]
            if header & _BUSY:
                return
            length = header & _LENGTH
            try:
                if not header & _DISCARD:
                    yield data[start + _RING_HEADER : start + _RING_HEADER + length]
            finally:
                position += (length + _RING_HEADER + 7) & ~7
                self._consumed[0] = position

    def close(self) -> None:
        """Unmap both."""
        for view in (self._headers, self._data, self._produced, self._consumed):
            view.release()
        self._producer.close()
        self._consumer.close()


class PerfReader:
    """Reads BPF_MAP_TYPE_PERF_EVENT_ARRAY: one perf ring a CPU, put into the map."""

    def __init__(self, kernel: Kernel, map_fd: int, pages: int = 64) -> None:
        self._kernel = kernel
        self._size = pages * PAGE
        self._rings: list[PerfRing] = []
        try:
            for cpu in range(kernel.facts.cpus):
                self._open(cpu, map_fd)
        except KernelError:
            self.close()
            raise

    def _open(self, cpu: int, map_fd: int) -> None:
        """Open the ring of *cpu* and put it into the map; a CPU that is offline has none."""
        kernel = self._kernel
        try:
            fd = kernel.perf_event_open(_bpf_output(), -1, cpu)
        except KernelError as error:
            if error.errno == errno.ENODEV:
                return
            raise
        self._rings.append(PerfRing(kernel, fd, self._size))
        client.map_update(kernel, map_fd, struct.pack("<I", cpu), struct.pack("<I", fd))
        kernel.ioctl(fd, _PERF_ENABLE)

    @property
    def fds(self) -> list[int]:
        """One a CPU that is online."""
        return [ring.fd for ring in self._rings]

    @property
    def lost(self) -> int:
        """The sum of the PERF_RECORD_LOST seen."""
        return sum(ring.lost for ring in self._rings)

    def drain(self) -> Iterator[memoryview]:
        """Yield the raw data of each sample, CPU by CPU."""
        for ring in self._rings:
            for kind, _, record in ring.drain():
                if kind == _PERF_SAMPLE:
                    (length,) = struct.unpack_from("<I", record, 8)
                    yield record[12 : 12 + length]

    def close(self) -> None:
        """Unmap and close each ring."""
        for ring in self._rings:
            ring.close()
        self._rings = []


_PERF_ENABLE = 0x2400
_PERF_SAMPLE = 9
_PERF_TYPE_SOFTWARE = 1
_PERF_COUNT_SW_BPF_OUTPUT = 10
_PERF_SAMPLE_RAW = 1 << 10


def _bpf_output() -> PerfEventAttr:
    attr = PerfEventAttr()
    attr.type = _PERF_TYPE_SOFTWARE
    attr.config = _PERF_COUNT_SW_BPF_OUTPUT
    attr.sample_type = _PERF_SAMPLE_RAW
    attr.sample_period = 1
    attr.wakeup_events = 1
    return attr


READERS = {MapType.RINGBUF: "ring", MapType.PERF_EVENT_ARRAY: "perf"}


def open_reader(kernel: Kernel, kind: MapType, fd: int, max_entries: int) -> Reader:
    """Return the reader for a map of *kind*."""
    if kind is MapType.RINGBUF:
        return RingReader(kernel, fd, max_entries)
    if kind is not MapType.PERF_EVENT_ARRAY:
        raise NotSupported(f"a map of type {kind.name.lower()} has no events")
    return PerfReader(kernel, fd)
