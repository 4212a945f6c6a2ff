"""Many runs: the native loop over packets, and what finds the packets for it.

Packets come in tables of `Raw`: an address and a length each, which is also the context that a
program with two arguments wants. `AHEAD` rows behind the last are nothing: the loop asks for the
memory of packets that it has not come to yet.
"""

from __future__ import annotations

from beebox.pylang import Struct, addr, cast, cpu, native, ptr, u8, u32, u64
from beebox.vm.contexts import XdpBuff
from beebox.vm.entry import capi
from beebox.vm.entry.gate import Gate, Raw, closed, fill_xdp, guarded

AHEAD = 8
"""packets that are asked for before it is their turn"""
SMALL = 256
"""results that are counted in a table"""


class Batch(Struct):
    """What one loop runs on."""

    entry: u64
    packets: ptr[Raw]
    results: ptr[u64]
    count: u64
    index: u64
    """The packet whose turn it is."""
    mask: u64
    """The bits of r0 that are the result."""


class Spans(Struct):
    """Packets in one buffer: where each begins, and its length, or where the next begins."""

    base: u64
    size: u64
    offsets: u64
    lengths: u64
    """0: packet i ends where packet i + 1 begins."""
    offset_size: u64
    length_size: u64


@native
def loop_raw(batch: ptr[Batch], entry: u64, run: u64) -> u64:
    """Run once for each packet: r1 is the address of its `Raw`."""
    packets, results, mask = batch.packets, batch.results, batch.mask
    for index in range(batch.count):
        cpu.prefetch(cast(ptr[u8], packets[index + AHEAD].data))
        batch.index = index
        results[index] = cpu.call(entry, packets + index, run) & mask
    return 0


@native
def loop_xdp(batch: ptr[Batch], entry: u64, run: u64) -> u64:
    """Run once for each packet: r1 is an `XdpBuff`."""
    packets, results, mask = batch.packets, batch.results, batch.mask
    context = XdpBuff()
    for index in range(batch.count):
        cpu.prefetch(cast(ptr[u8], packets[index + AHEAD].data))
        batch.index = index
        fill_xdp(addr(context), packets[index].data, packets[index].length)
        results[index] = cpu.call(entry, addr(context), run) & mask
    return 0


@native
def each_raw(batch: ptr[Batch], run: u64) -> u64:
    """Call the program of a batch with `Raw`."""
    return loop_raw(batch, batch.entry, run)


@native
def each_xdp(batch: ptr[Batch], run: u64) -> u64:
    """Call the program of a batch with `XdpBuff`."""
    return loop_xdp(batch, batch.entry, run)


@native
def fused_raw(batch: ptr[Batch], run: u64) -> u64:
    """Run the program that this is compiled with, its body in the loop."""
    return loop_raw(batch, cpu.symbol(b"prog"), run)


@native
def fused_xdp(batch: ptr[Batch], run: u64) -> u64:
    """Run the program that this is compiled with, its body in the loop."""
    return loop_xdp(batch, cpu.symbol(b"prog"), run)


@native
def drive(gate: ptr[Gate], loop: u64, batch: ptr[Batch], releases: u64) -> u64:
    """Run a loop from Python, which holds the GIL; what a helper raised is raised there."""
    if closed(gate):
        return 0
    batch.entry = gate.entry
    batch.mask = gate.mask
    nothing: u64 = 0
    guarded(gate, loop, u64(batch), addr(nothing), releases != 0)
    return 0


@native
def number_at(place: u64, index: u64, size: u64) -> u64:
    """Return an element of an array of 4 or 8 bytes each."""
    if size == 4:
        return u64(cast(ptr[u32], place)[index])
    return cast(ptr[u64], place)[index]


@native
def find_spans(spans: ptr[Spans], packets: ptr[Raw], first: u64, count: u64) -> u64:
    """Fill the table with *count* packets from *first* on; how many of them lie in the buffer."""
    for index in range(count):
        offset = number_at(spans.offsets, first + index, spans.offset_size)
        if spans.lengths != 0:
            length = number_at(spans.lengths, first + index, spans.length_size)
        else:
            length = number_at(spans.offsets, first + index + 1, spans.offset_size) - offset
        if offset > spans.size or length > spans.size - offset:
            return index
        packets[index].data = spans.base + offset
        packets[index].length = length
    return count


@native
def find_bytes(things: u64, packets: ptr[Raw], count: u64) -> u64:
    """Fill the table from a tuple of bytes objects; how many come before the first that is none.

    Called with the GIL held.
    """
    for index in range(count):
        thing = capi.item(things, index)
        if not capi.is_bytes(thing):
            return index
        capi.bytes_of(thing, addr(packets[index].data))
    return count


@native
def tally(results: ptr[u64], count: u64, table: ptr[u64], others: ptr[u64]) -> u64:
    """Count results below `SMALL` in *table*; copy the others, and say how many they are."""
    found: u64 = 0
    for index in range(count):
        result = results[index]
        if result < SMALL:
            table[result] += 1
        else:
            others[found] = result
            found += 1
    return found


@native
def narrow(results: ptr[u64], to: ptr[u32], count: u64) -> None:
    """Copy results as 32 bits."""
    for index in range(count):
        to[index] = u32(results[index])
