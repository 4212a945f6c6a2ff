"""The ring buffer helpers (kernel/bpf/ringbuf.c)."""

from __future__ import annotations

from beebox.abi.enums import Func, RingbufHeader
from beebox.box.maps.ringbuf import Ring, ring_commit, ring_output, ring_query, ring_reserve
from beebox.pylang import native, ptr, u8, u32, u64

_DISCARD = RingbufHeader.DISCARD_BIT.value


@native
def ringbuf_reserve(ring: ptr[Ring], size: u64, flags: u64) -> ptr[u8] | None:
    """Return *size* bytes to fill, None if there is no room."""
    if flags != 0:
        return None
    return ring_reserve(ring, size)


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


BODIES = {
    Func.ringbuf_output: ring_output,
    Func.ringbuf_reserve: ringbuf_reserve,
    Func.ringbuf_submit: ringbuf_submit,
    Func.ringbuf_discard: ringbuf_discard,
    Func.ringbuf_query: ring_query,
}
