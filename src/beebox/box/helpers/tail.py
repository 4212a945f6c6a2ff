"""bpf_tail_call: which program comes next (kernel/bpf/core.c, JMP_TAIL_CALL).

What counts is what x86's JIT counts: a place without a program costs no tail call.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from beebox.box.maps.fd import FdArrayMap
from beebox.box.run import Run
from beebox.pylang import cpu, native, ptr, u32, u64

MAX_TAIL_CALLS = 33
"""MAX_TAIL_CALL_CNT"""


@native
def tail_call(ctx: u64, array: ptr[FdArrayMap], index: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the entry of program *index*; 0 if the caller is to go on."""
    place = u32(index)
    if place >= array.max_entries or run.tail_calls >= MAX_TAIL_CALLS:
        return 0
    entry = cpu.atomic_load(array.elements + place)
    if entry != 0:
        run.tail_calls += 1
    return entry
