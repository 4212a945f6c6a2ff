"""Slots of histograms: where a value is counted, so that a table of few rows holds any.

::

    from beebox.lang.library import histogram

    class Key(bpf.Struct):
        pid: u32
        slot: u32

    counts = bpf.Hash[Key, u64](max_entries=10240)
    ...
    key.slot = histogram.log2(microseconds)
    counts[key] += 1

`beebox.tools.histogram` prints such a table as bcc does, with a histogram for each value of the
other fields of the key.
"""

from __future__ import annotations

from beebox.lang.programs import function
from beebox.pylang.names import u32, u64

SLOTS = 64
"""How many slots `log2` has: 1 to 64."""


@function
def log2(value: u64) -> u32:
    """Return the slot of *value* among powers of two: 1 for 0 and 1, n for 2**(n-1) to 2**n - 1."""
    slot: u32 = 1
    if value >> u64(32):
        value >>= 32
        slot += 32
    if value >> u64(16):
        value >>= 16
        slot += 16
    if value >> u64(8):
        value >>= 8
        slot += 8
    if value >> u64(4):
        value >>= 4
        slot += 4
    if value >> u64(2):
        value >>= 2
        slot += 2
    return slot + u32(value >> 1)


@function
def linear(value: u64, step: u64, slots: u32) -> u32:
    """Return the slot of *value* among *slots* of *step* each; the last one has all above."""
    slot = value // step
    return u32(slot) if slot < u64(slots) else slots - 1
