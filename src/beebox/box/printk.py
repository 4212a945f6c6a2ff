"""The ring behind bpf_trace_printk, and the stream that shows it as Linux's trace_pipe does.

One record a line: `Line`, then the text, padded to 8. A full ring takes no more; the stream says
how many lines were lost, as the kernel's does.
"""

from __future__ import annotations

import ctypes
import io
import os
import threading
from typing import Any

from beebox.box.pages import PAGE, RingPages
from beebox.pylang import Array, Struct, addr, cast, char, cpu, i32, native, ptr, u8, u32, u64

SIZE = 1 << 18
_SYS_WRITE = 1
_SYS_CLOCK_GETTIME = 228
_LINE = 48
_CONTEXT = "...21"
"""irqs on, no reschedule due, in a task; preemption and migration off: what a program runs under"""


class Ring(Struct):
    """The ring's first page."""

    head: u64
    tail: u64
    data: ptr[u8]
    one: u64
    lost: u64
    wake_fd: i32
    lock: u32


class Line(Struct):
    """One line: who, where, when, and how long the text is."""

    size: u32
    """of the text; the record is padded to 8"""
    tid: u32
    cpu: u32
    pad: u32
    time: u64
    comm: Array[char, 16]
    lost: u64
    """lines lost before this one"""


@native
def put_line(
    ring: ptr[Ring], text: ptr[u8], size: u32, tid: u32, processor: u32, comm: ptr[u8]
) -> None:
    """Add a line, or count it as lost."""
    while cpu.atomic_xchg(addr(ring.lock), 1) != 0:
        cpu.pause()
    length = u64(_LINE) + ((u64(size) + 7) & ~u64(7))
    if ring.head - cpu.atomic_load(addr(ring.tail)) + length > SIZE:
        ring.lost += 1
        cpu.atomic_store(addr(ring.lock), 0)
        return
    place = ring.data + (ring.head & (SIZE - 1))
    line = cast(ptr[Line], place)
    line.size = size
    line.tid = tid
    line.cpu = processor
    now = Array[u64, 2]()
    cpu.syscall(_SYS_CLOCK_GETTIME, 1, now)
    line.time = now[0] * 1_000_000_000 + now[1]
    cpu.copy(addr(line.comm), comm, 16)
    line.lost = ring.lost
    ring.lost = 0
    cpu.copy(place + _LINE, text, size)
    cpu.atomic_store(addr(ring.head), ring.head + length)
    cpu.atomic_store(addr(ring.lock), 0)
    cpu.syscall(_SYS_WRITE, ring.wake_fd, addr(ring.one), 8)


class TraceRing:
    """The ring, from the reader's side. Each line is read once, by whoever comes first."""

    def __init__(self) -> None:
        self._pages = RingPages(PAGE, SIZE)
        self._lock = threading.Lock()
        self.wake_fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        ring: Any = Ring.at(self._pages.address)
        ring.data = self._pages.address + PAGE
        ring.one = 1
        ring.wake_fd = self.wake_fd
        self._ring = ring
        self._closed = False

    @property
    def address(self) -> int:
        """The native `Ring`."""
        return self._pages.address

    def readable(self) -> bool:
        """Say whether there is a line."""
        return not self._closed and bool(self._ring.head != self._ring.tail)

    def take(self) -> bytes:
        """Return the next line as trace_pipe shows it, b"" if there is none."""
        with self._lock:
            if not self.readable():
                return b""
            ring = self._ring
            place = ring.data + ring.tail % SIZE
            line = Line.at(place)
            text = ctypes.string_at(place + _LINE, line.size)
            shown = render(line, text)
            ring.tail += _LINE + (line.size + 7 & ~7)
            if not self.readable():
                self._calm()
            return shown

    def _calm(self) -> None:
        """Empty the eventfd; a line that came meanwhile makes it readable again."""
        try:
            os.eventfd_read(self.wake_fd)
        except BlockingIOError:
            return
        if self.readable():
            os.eventfd_write(self.wake_fd, 1)

    def close(self, *, free: bool) -> None:
        """Show nothing more; *free* the memory if no program runs any more. Idempotent."""
        with self._lock:
            if free and not self._closed:
                os.close(self.wake_fd)
                self._pages.close()
            self._closed = self._closed or free


def render(line: Any, text: bytes) -> bytes:
    """Return a line as kernel/trace/trace_output.c prints it."""
    seconds, rest = divmod(line.time, 1_000_000_000)
    comm = line.comm.decode("utf-8", "replace")
    lost = f"CPU:{line.cpu} [LOST {line.lost} EVENTS]\n" if line.lost else ""
    head = (
        f"{lost}{comm:>16}-{line.tid:<7} [{line.cpu:03}] {_CONTEXT} "
        f"{seconds:5}.{(rest + 500) // 1000 % 1_000_000:06}: bpf_trace_printk: "
    )
    return head.encode() + text + b"\n"


class TracePipe(io.RawIOBase):
    """The lines as a stream. Reading what is not there gives None, as non-blocking files do."""

    def __init__(self, ring: TraceRing) -> None:
        super().__init__()
        self._ring = ring
        self._rest = b""
        self._fd = os.dup(ring.wake_fd)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def fileno(self) -> int:
        """Return an fd that is readable while there are lines."""
        return self._fd

    def readinto(self, buffer: Any) -> int | None:
        """Put the next lines into *buffer*; return how many bytes, None if there is nothing."""
        view = memoryview(buffer).cast("B")
        while len(self._rest) < len(view):
            line = self._ring.take()
            if not line:
                break
            self._rest += line
        part, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(part)] = part
        return len(part) or None

    def close(self) -> None:
        """Close the fd; idempotent."""
        if not self.closed:
            os.close(self._fd)
        super().close()
