"""Helpers that call back: bpf_loop (kernel/bpf/bpf_iter.c), bpf_for_each_map_elem.

A callback is ``u64 f(r1, r2, r3, r4, r5, struct Run *run)``: 0 to go on, 1 to stop.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import E2BIG, EINVAL

from beebox.box.maps.base import MapHeader
from beebox.box.run import Run
from beebox.pylang import cpu, i64, native, ptr, u64

MAX_LOOPS = 8 << 20
"""BPF_MAX_LOOPS"""


@native
def loop(count: u64, callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]) -> i64:
    """Call *callback* with the numbers below *count*; return how often it was called.

    All 64 bits of *count* matter, as they do where Linux inlines the call (inline_bpf_loop).
    """
    if flags != 0:
        return -EINVAL
    if count > MAX_LOOPS:
        return -E2BIG
    done: u64 = 0
    stop: u64 = 0
    while stop == 0 and done < count:
        stop = cpu.call(callback, done, context, 0, 0, 0, run)
        done += 1
    return i64(done)


@native
def for_each_map_elem(
    map_: ptr[MapHeader], callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]
) -> u64:
    """Call *callback* with key and value of each element; return how often it was called."""
    return cpu.call(map_.for_each, map_, callback, context, flags, 0, run)
