"""The ring of a perf event: records of any kind, as the kernel writes them.

After include/uapi/linux/perf_event.h (struct perf_event_mmap_page, enum perf_event_type).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator

from beebox.errors import KernelError
from beebox.kernel.api import Kernel

PAGE = mmap.PAGESIZE
LOST = 2
"""PERF_RECORD_LOST: how many records there was no room for"""
_HEADER = struct.Struct("<IHH")
_HEAD = 1024 // 8
_TAIL = 1032 // 8


class PerfRing:
    """The *size* bytes that perf event *fd* writes into; the event is closed with it.

    Raises:
        KernelError: the kernel does not give the memory; the event is closed.
    """

    def __init__(self, kernel: Kernel, fd: int, size: int) -> None:
        self._kernel = kernel
        self._size = size
        self.fd = fd
        self.lost = 0
        """records that the kernel says it dropped, so far"""
        try:
            self._memory = kernel.mmap(fd, PAGE + size, writable=True)
        except KernelError:
            kernel.close(fd)
            raise

    def drain(self) -> Iterator[tuple[int, int, memoryview]]:
        """Yield (kind, flags, record with its header); it is valid until the next is asked for."""
        view = self._memory.view
        control = view[:PAGE].cast("Q")
        data = view[PAGE:]
        tail, head = control[_TAIL], control[_HEAD]
        while tail < head:
            start = tail % self._size
            kind, flags, size = _HEADER.unpack_from(_around(data, start, _HEADER.size))
            record = _around(data, start, size)
            tail += size
            if kind == LOST:
                self.lost += struct.unpack_from("<Q", record, 16)[0]
            yield kind, flags, record
            control[_TAIL] = tail

    def close(self) -> None:
        """Unmap it and close the event."""
        self._memory.close()
        self._kernel.close(self.fd)


def _around(data: memoryview, start: int, size: int) -> memoryview:
    """Return *size* bytes from *start*, put together when they wrap."""
    end = start + size
    if end <= len(data):
        return data[start:end]
    return memoryview(bytes(data[start:]) + bytes(data[: end - len(data)]))
