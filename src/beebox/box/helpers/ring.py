"""The ring buffer helpers (kernel/bpf/ringbuf.c)."""

from __future__ import annotations

from beebox.abi.enums import RingbufHeader
from beebox.box.maps.ringbuf import Ring, ring_commit, ring_output, ring_query, ring_reserve
from beebox.pylang import i64, native, ptr, u8, u32, u64

_DISCARD = RingbufHeader.DISCARD_BIT.value


@native
def ringbuf_reserve(ring: ptr[Ring], size: u64, flags: u64) -> ptr[u8] | None:
    """Return *size* bytes to fill, None if there is no room."""
    if flags != 0:
        return None
    return ring_reserve(ring, size)


@native
def ringbuf_output(ring: ptr[Ring], data: ptr[u8], size: u64, flags: u64) -> i64:
    """Copy *size* bytes as one record: 0 or -errno."""
    return ring_output(ring, data, size, flags)


@native
def ringbuf_query(ring: ptr[Ring], what: u64) -> u64:
    """Return a figure of the ring."""
    return ring_query(ring, what)


@native
def ringbuf_submit(sample: ptr[u8], flags: u64) -> u64:
    """Hand a record to the reader."""
    ring_commit(sample, flags, 0)
    return 0


@native
def ringbuf_discard(sample: ptr[u8], flags: u64) -> u64:
    """Give a record up."""
    ring_commit(sample, flags, u32(_DISCARD))
    return 0
