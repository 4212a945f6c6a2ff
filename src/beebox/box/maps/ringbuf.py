"""BPF_MAP_TYPE_RINGBUF: the kernel's layout to the byte (kernel/bpf/ringbuf.c).

::

    our page | consumer page | producer page | data | the same data again
             ^ mmap offset 0 ^ offset 4096

A record is ``u32 length | flags``, ``u32 page offset``, then its bytes, padded to 8. BUSY is set
while a program fills it. The page offset leads from a record back to the ring, as in the kernel.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from errno import EAGAIN, EINVAL, EPERM
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag, RingbufFlag, RingbufHeader, RingbufQuery
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import Map, MapHeader, refuse
from beebox.box.pages import PAGE, Pages, RingPages, Shared
from beebox.errors import ENOTSUPP, KernelError
from beebox.pylang import Unit, addr, cast, cpu, i32, i64, native, ptr, u8, u32, u64

_BUSY = 1 << 31
_DISCARD = 1 << 30
_HEAD = 8
_NO_WAKEUP = 1
_FORCE_WAKEUP = 2
_SHIFT = 12
_MAX_RECORD = 0xFFFF_FFFF // 4
_SYS_WRITE = 1


class Ring(MapHeader):
    """The page before the consumer's: what only the box uses."""

    consumer: ptr[u64]
    producer: ptr[u64]
    """The committed end; behind it the start of what is not yet committed."""
    data: ptr[u8]
    mask: u64
    one: u64
    """The number 1: what is written to *wake_fd*."""
    wake_fd: i32
    waiters: u32
    """Not 0 while someone sleeps in poll: only then is *wake_fd* written."""
    lock: u32
    pad: u32


@native
def ring_reserve(ring: ptr[Ring], size: u64) -> ptr[u8] | None:
    """Return *size* bytes to fill, None if there is no room (__bpf_ringbuf_reserve)."""
    if size > _MAX_RECORD:
        return None
    length = (size + 15) & ~u64(7)
    if length > ring.mask + 1:
        return None
    consumed = cpu.atomic_load(ring.consumer)
    while cpu.atomic_xchg(addr(ring.lock), 1) != 0:
        cpu.pause()
    position = ring.producer[0]
    pending = ring.producer[1]
    while pending < position:
        header = cpu.atomic_load(cast(ptr[u32], ring.data + (pending & ring.mask)))
        if (header & _BUSY) != 0:
            break
        pending += (u64(header & ~u32(_DISCARD)) + 15) & ~u64(7)
    ring.producer[1] = pending
    end = position + length
    if end - consumed > ring.mask or end - pending > ring.mask:
        cpu.atomic_store(addr(ring.lock), 0)
        return None
    record = ring.data + (position & ring.mask)
    words = cast(ptr[u32], record)
    words[0] = u32(size) | u32(_BUSY)
    words[1] = u32((u64(record) - u64(ring)) >> _SHIFT)
    cpu.atomic_store(ring.producer, end)
    cpu.atomic_store(addr(ring.lock), 0)
    return record + _HEAD


@native
def ring_commit(sample: ptr[u8], flags: u64, discard: u32) -> None:
    """Hand a record to the reader and wake it as the rules say (bpf_ringbuf_commit)."""
    record = sample - _HEAD
    words = cast(ptr[u32], record)
    base = (u64(record) >> _SHIFT) - u64(words[1])
    ring = cast(ptr[Ring], base << _SHIFT)
    cpu.atomic_xchg(words, (words[0] ^ u32(_BUSY)) | discard)
    if (flags & _NO_WAKEUP) != 0 and (flags & _FORCE_WAKEUP) == 0:
        return
    place = u64(record) - u64(ring.data)
    consumed = cpu.atomic_load(ring.consumer) & ring.mask
    if (consumed == place or (flags & _FORCE_WAKEUP) != 0) and ring.waiters != 0:
        cpu.syscall(_SYS_WRITE, ring.wake_fd, addr(ring.one), 8)


@native
def ring_output(ring: ptr[Ring], data: ptr[u8], size: u64, flags: u64) -> i64:
    """Copy *size* bytes as one record (bpf_ringbuf_output)."""
    if (flags & ~u64(_NO_WAKEUP | _FORCE_WAKEUP)) != 0:
        return -EINVAL
    place = ring_reserve(ring, size)
    if place is None:
        return -EAGAIN
    cpu.copy(place, data, size)
    ring_commit(place, flags, 0)
    return 0


@native
def ring_query(ring: ptr[Ring], what: u64) -> u64:
    """Return a figure of the ring (bpf_ringbuf_query)."""
    consumed = cpu.atomic_load(ring.consumer)
    produced = cpu.atomic_load(ring.producer)
    if what == 0:
        return produced - consumed
    if what == 1:
        return ring.mask + 1
    if what == 2:
        return consumed
    if what == 3:
        return produced
    return 0


@native
def no_lookup(ring: ptr[Ring], key: ptr[u8]) -> ptr[u8] | None:
    """Find nothing: a ring has no keys."""
    return None


@native
def no_update(ring: ptr[Ring], key: ptr[u8]) -> i64:
    """Refuse: a ring has no keys."""
    return -ENOTSUPP


assert RingbufHeader.BUSY_BIT == _BUSY
assert (RingbufFlag.NO_WAKEUP, RingbufFlag.FORCE_WAKEUP) == (_NO_WAKEUP, _FORCE_WAKEUP)
assert [RingbufQuery.AVAIL_DATA, RingbufQuery.RING_SIZE] == [0, 1]


class RingBuffer(Map):
    """A ring buffer; poll(2) reports it while there are records."""

    struct = Ring
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        no_lookup,
        no_update,
        no_update,
        no_update,
    )
    __slots__ = ("_ring", "_wake")

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As ringbuf_map_alloc."""
        if attr.map_flags & ~MapFlag.NUMA_NODE:
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
        size = attr.max_entries
        if attr.key_size or attr.value_size:
            raise refuse(EINVAL, "a ring buffer has neither key nor value")
        if size == 0 or size & (size - 1) or size % PAGE:
            raise refuse(EINVAL, f"{size} bytes: not a power of two of whole pages")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one ring for all
        """Map the data twice behind the three pages."""
        memory = RingPages(3 * PAGE, self.max_entries)
        self._wake = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        ring: Any = Ring.at(memory.address)
        ring.consumer = memory.address + PAGE
        ring.producer = memory.address + 2 * PAGE
        ring.data = memory.address + 3 * PAGE
        ring.mask = self.max_entries - 1
        ring.one = 1
        ring.wake_fd = self._wake
        self._ring = ring
        return memory

    def unit(self) -> Unit:
        """Return the unit of all rings."""
        return UNIT

    def read(self, key: bytes) -> bytes:  # noqa: ARG002
        """Refuse: ringbuf_map_lookup_elem."""
        raise KernelError(ENOTSUPP)

    def mmap(self, length: int, offset: int, *, writable: bool) -> Shared:
        """Share the consumer's page, or producer's page and data (ringbuf_map_mmap_kern)."""
        if writable and (offset != 0 or length != PAGE):
            raise KernelError(EPERM, "only the first page of a ring buffer may be written")
        if offset % PAGE or length <= 0 or offset + length > 2 * PAGE + 2 * self.max_entries:
            raise KernelError(EINVAL)
        return self.share(self.header + PAGE + offset, length, writable=writable)

    @property
    def wake_fd(self) -> int:
        """Written when a record comes and someone waits."""
        return self._wake

    def readable(self) -> bool:
        """Say whether there is a record, committed or not (ringbuf_map_poll_kern)."""
        consumer, producer = _words(self.header + PAGE), _words(self.header + 2 * PAGE)
        return consumer != producer

    def waiting(self, count: int) -> None:
        """Take note that *count* more (or fewer) sleep on the ring."""
        self._ring.waiters += count

    def die(self) -> None:
        """Free the memory."""
        os.close(self._wake)
        super().die()


def _words(address: int) -> int:
    return ctypes.c_uint64.from_address(address).value


UNIT = Unit(
    "maps.ringbuf",
    [ring_reserve, ring_commit, ring_output, ring_query, no_lookup, no_update],
)
