"""The functions that programs are made with, asked of every engine and of Linux."""

import struct

HISTOGRAM = """
from beebox.lang.library import histogram

class Ctx(bpf.Struct):
    value: u64
    step: u64
    log2: u32
    linear: u32

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.log2 = histogram.log2(ctx.value)
    ctx.linear = histogram.linear(ctx.value, ctx.step, 10)
    return 0
"""


def test_slots_of_histograms(run):
    live = run(HISTOGRAM)
    edges = {edge + off for bit in range(64) for edge in (1 << bit,) for off in (-1, 0, 1)}
    for value in sorted(edges | {(1 << 64) - 1}):
        _, after = live.run(context=struct.pack("<QQII", value, 7, 0, 0))
        log2, linear = struct.unpack("<QQII", after)[2:]
        assert log2 == max(value.bit_length(), 1)
        assert linear == min(value // 7, 9)
