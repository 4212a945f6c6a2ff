"""Perf events of the box: tracepoints to attach to, and buffers that programs write.

A buffer has the kernel's layout (include/uapi/linux/perf_event.h): a page with ``data_head`` and
``data_tail``, then 2**n pages of records. kernel/events/ring_buffer.c says when a reader is woken
and how losses are told.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from errno import E2BIG, EINVAL, ENOSPC, ENOTTY, EOPNOTSUPP
from typing import TYPE_CHECKING, Any

from beebox.abi.enums import PerfIoctl, PerfRecord, PerfSample
from beebox.abi.structs import PerfEventAttr
from beebox.box.objects import Object
from beebox.box.pages import PAGE, Pages, RingPages, Shared
from beebox.errors import KernelError
from beebox.pylang import Array, Struct, Unit, addr, cast, cpu, i32, i64, native, ptr, u8, u32, u64

if TYPE_CHECKING:
    from beebox.box.objects import Droppable
    from beebox.kernel.api import Mapping_
    from beebox.spec.tracepoints import Tracepoint

_SAMPLE = PerfRecord.SAMPLE.value
_LOST = PerfRecord.LOST.value
_TID = PerfSample.TID.value
_TIME = PerfSample.TIME.value
_CPU = PerfSample.CPU.value
_RAW = PerfSample.RAW.value
_KNOWN = _TID | _TIME | _CPU | _RAW
_SYS_WRITE = 1
_SYS_CLOCK_GETTIME = 228
_LOST_SIZE = 24


class Page(Struct):
    """The first page of a buffer, as far as the box writes it."""

    version: u32
    compat_version: u32
    before: Array[u8, 1016]
    data_head: u64
    data_tail: u64
    data_offset: u64
    data_size: u64


class Buffer(Struct):
    """An output event, natively: where programs write."""

    page: ptr[Page]
    """None until it is mapped: what is written then is lost."""
    data: ptr[u8]
    size: u64
    head: u64
    lost: u64
    wakeup: u64
    watermark: u64
    one: u64
    sample_type: u64
    id: u64
    events: u32
    wakeup_events: u32
    """Wake after so many; 0: by the watermark alone."""
    poll: u32
    """Set when the reader is to be woken; poll(2) takes it."""
    waiters: u32
    wake_fd: i32
    cpu: u32


@native
def put_u64(buffer: ptr[Buffer], at: u64, value: u64) -> u64:
    """Write *value* at position *at*; return the position behind."""
    place = cast(ptr[u64], buffer.data + (at & (buffer.size - 1)))
    place[0] = value
    return at + 8


@native
def sample_size(kind: u64, size: u64) -> u64:
    """Return how long a sample with *size* bytes of data is."""
    total: u64 = 8
    if (kind & _TID) != 0:
        total += 8
    if (kind & _TIME) != 0:
        total += 8
    if (kind & _CPU) != 0:
        total += 8
    if (kind & _RAW) != 0:
        total += (size + 4 + 7) & ~u64(7)
    return total


@native
def monotonic() -> u64:
    """Return CLOCK_MONOTONIC in nanoseconds."""
    now = Array[u64, 2]()
    cpu.syscall(_SYS_CLOCK_GETTIME, 1, now)
    return u64(now[0] * 1_000_000_000 + now[1])


@native
def wake(buffer: ptr[Buffer]) -> None:
    """Tell the reader, by the event's rules (perf_output_end)."""
    due = False
    if buffer.wakeup_events != 0:
        buffer.events += 1
        if buffer.events >= buffer.wakeup_events:
            buffer.events = 0
            due = True
    if buffer.head - buffer.wakeup > buffer.watermark:
        buffer.wakeup += buffer.watermark
        due = True
    if due:
        cpu.atomic_store(addr(buffer.poll), 1)
        if cpu.atomic_load(addr(buffer.waiters)) != 0:
            cpu.syscall(_SYS_WRITE, buffer.wake_fd, addr(buffer.one), 8)


@native
def perf_write(buffer: ptr[Buffer], ids: u64, data: ptr[u8], size: u64) -> i64:
    """Write a sample with *size* bytes of *data*: 0, or -ENOSPC if there is no room."""
    page = buffer.page
    if page is None:
        return -ENOSPC
    length = sample_size(buffer.sample_type, size)
    if length > 65535:
        return -E2BIG
    need = length
    if buffer.lost != 0:
        need += _LOST_SIZE
    tail = cpu.atomic_load(addr(page.data_tail))
    at = buffer.head
    if buffer.size - 1 - ((at - tail) & (buffer.size - 1)) < need or at - tail > buffer.size:
        buffer.lost += 1
        return -ENOSPC
    if buffer.lost != 0:
        at = put_u64(buffer, at, u64(_LOST) | (u64(_LOST_SIZE) << 48))
        at = put_u64(buffer, at, buffer.id)
        at = put_u64(buffer, at, buffer.lost)
        buffer.lost = 0
    end = at + length
    at = put_u64(buffer, at, u64(_SAMPLE) | (length << 48))
    if (buffer.sample_type & _TID) != 0:
        at = put_u64(buffer, at, ids)
    if (buffer.sample_type & _TIME) != 0:
        at = put_u64(buffer, at, monotonic())
    if (buffer.sample_type & _CPU) != 0:
        at = put_u64(buffer, at, u64(buffer.cpu))
    if (buffer.sample_type & _RAW) != 0:
        place = buffer.data + (at & (buffer.size - 1))
        cast(ptr[u32], place)[0] = u32(end - at - 4)
        cpu.copy(place + 4, data, size)
        cpu.fill(place + 4 + size, 0, end - at - 4 - size)
    buffer.head = end
    cpu.atomic_store(addr(page.data_head), end)
    wake(buffer)
    return 0


class PerfEvent(Object):
    """What perf_event_open(2) makes."""

    noun = "perf event"
    __slots__ = ("attr", "cpu", "pid")

    def __init__(self, attr: PerfEventAttr, pid: int, processor: int) -> None:
        super().__init__()
        self.attr = attr
        self.pid = pid
        self.cpu = processor

    def ioctl(self, request: int, arg: int) -> int:  # noqa: ARG002 - kinds use it
        """Do a request: ENABLE and DISABLE change nothing that programs see."""
        if request in (PerfIoctl.ENABLE, PerfIoctl.DISABLE, PerfIoctl.RESET):
            return 0
        raise KernelError(ENOTTY, f"ioctl {request:#x} on a perf event")

    def mmap(self, length: int, offset: int, *, writable: bool) -> Mapping_:  # noqa: ARG002
        """Refuse to be mapped."""
        raise KernelError(EOPNOTSUPP, "the box gives no records of this perf event")


class ProgramEvent(PerfEvent):
    """One that runs a program, whether it is enabled or not."""

    __slots__ = ("detach", "program")

    def __init__(self, attr: PerfEventAttr, pid: int, processor: int) -> None:
        super().__init__(attr, pid, processor)
        self.program: Droppable | None = None
        self.detach: Callable[[], None] | None = None

    def attached(self, program: Droppable, detach: Callable[[], None]) -> None:
        """Keep *program*, which the caller has referenced for us, until `release`."""
        self.program, self.detach = program, detach

    def release(self) -> None:
        """Detach the program, if any."""
        program, detach = self.program, self.detach
        self.program = self.detach = None
        if detach is not None and program is not None:
            detach()
            program.drop()

    def die(self) -> None:
        """Detach."""
        self.release()


class TracepointEvent(ProgramEvent):
    """A tracepoint; a program attached to it runs at each hit."""

    __slots__ = ("tracepoint",)

    def __init__(
        self, attr: PerfEventAttr, pid: int, processor: int, tracepoint: Tracepoint
    ) -> None:
        super().__init__(attr, pid, processor)
        self.tracepoint = tracepoint


class SampleEvent(ProgramEvent):
    """Something that the machine counts of processes: a program runs at each sample."""

    __slots__ = ("word",)

    def __init__(self, attr: PerfEventAttr, pid: int, processor: int) -> None:
        super().__init__(attr, pid, processor)
        self.word = ctypes.c_uint64()
        """which leads to the native list of its programs"""


class MachineEvent(PerfEvent):
    """An event of the machine itself, which counts nothing and tells what processes map."""

    __slots__ = ("_fd", "_machine")

    def __init__(self, attr: PerfEventAttr, pid: int, processor: int) -> None:
        from beebox.kernel.linux import Linux  # noqa: PLC0415 - few ask the machine

        super().__init__(attr, pid, processor)
        self._machine = Linux()
        self._fd = self._machine.perf_event_open(attr, pid, processor)

    def mmap(self, length: int, offset: int, *, writable: bool) -> Mapping_:
        """Share the machine's memory."""
        return self._machine.mmap(self._fd, length, offset, writable=writable)

    def die(self) -> None:
        """Close it."""
        self._machine.close(self._fd)


class OutputEvent(PerfEvent):
    """PERF_COUNT_SW_BPF_OUTPUT: a buffer that bpf_perf_event_output fills."""

    __slots__ = ("_buffer", "_memory", "_wake", "address", "pages")

    def __init__(self, attr: PerfEventAttr, pid: int, processor: int, number: int) -> None:
        super().__init__(attr, pid, processor)
        if attr.sample_type & ~_KNOWN:
            raise KernelError(EOPNOTSUPP, f"sample_type {attr.sample_type:#x} in the box")
        self.pages = Pages(PAGE)
        self.address = self.pages.address
        self._memory: RingPages | None = None
        self._wake = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        buffer: Any = Buffer.at(self.address)
        buffer.one = 1
        buffer.sample_type = attr.sample_type
        buffer.id = number
        buffer.cpu = max(processor, 0)
        buffer.wake_fd = self._wake
        self._buffer = buffer

    def mmap(self, length: int, offset: int, *, writable: bool) -> Shared:
        """Make the buffer: one page and 2**n more (perf_mmap)."""
        data = length - PAGE
        if offset or data < PAGE or data & (data - 1):
            raise KernelError(EINVAL, "a perf buffer is one page and 2**n pages")
        if self._memory is None:
            self._make(data, writable=writable)
        elif self._memory.length != PAGE + 2 * data:
            raise KernelError(EINVAL, "the perf buffer is mapped with another size")
        assert self._memory is not None
        self.hold()
        return Shared(self._memory.address, length, writable=writable, release=self.drop)

    def _make(self, data: int, *, writable: bool) -> None:
        if not writable:
            raise KernelError(EOPNOTSUPP, "a perf buffer that is overwritten")
        memory = RingPages(PAGE, data)
        page: Any = Page.at(memory.address)
        page.data_offset = PAGE
        page.data_size = data
        buffer = self._buffer
        buffer.data = memory.address + PAGE
        buffer.size = data
        if self.attr.watermark:
            buffer.watermark = min(self.attr.wakeup_watermark, data) or data // 2
        else:
            buffer.wakeup_events = self.attr.wakeup_events
            buffer.watermark = data // 2
        buffer.page = memory.address
        self._memory = memory

    @property
    def wake_fd(self) -> int:
        """Written when the reader is to be woken and someone waits."""
        return self._wake

    def readable(self) -> bool:
        """Take the flag that a wake-up set (perf_poll)."""
        due = bool(self._buffer.poll)
        self._buffer.poll = 0
        return due

    def waiting(self, count: int) -> None:
        """Take note that *count* more (or fewer) sleep on the buffer."""
        self._buffer.waiters += count

    def die(self) -> None:
        """Free the memory; no program can reach it any more."""
        os.close(self._wake)
        if self._memory is not None:
            self._memory.close()
        self.pages.close()


UNIT = Unit("perf", [perf_write])
