"""Large programs full of branches, generated in three sizes: filters without loops.

Each is C made at random from one seed, compiled and run as the programs of `bench.runs` are.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from bench import runs
from bench.subjects import Subject

BLOCKS = (5, 50, 200)
"""sizes: a block is a condition and what it chooses, some 18 instructions"""
FENCE = '__asm__ volatile("" ::: "memory");\n'
STEPS = (
    "a = (a ^ data[{at}]) * {odd}u;",
    "b += a >> {shift};",
    "a ^= b + {odd}u;",
    "b = (b << {shift} | b >> {rest}) ^ a;",
    "a -= *(u16 *)(data + {at});",
)


class Author:
    """Writes C by the draws of *random*."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def step(self) -> str:
        """Return a statement."""
        shift = self.random.randint(1, 31)
        odd = self.random.getrandbits(31) | 1
        at = self.random.randint(0, 500)
        return self.random.choice(STEPS).format(at=at, odd=odd, shift=shift, rest=32 - shift)

    def condition(self) -> str:
        """Return a condition on the packet or on what was computed."""
        at = self.random.randint(0, 500)
        left = self.random.choice(
            [f"data[{at}]", f"*(u16 *)(data + {at})", "(a & 255)", "(b & 255)"]
        )
        return f"{left} {self.random.choice(['<', '>', '==', '!='])} {self.random.randint(0, 255)}"

    def block(self, depth: int = 0) -> str:
        """Return a condition and two branches, which may branch again."""
        inner = self.block(depth + 1) if depth < 3 and self.random.random() < 0.3 else self.step()
        return f"if ({self.condition()}) {{ {self.step()} {inner} }} else {{ {self.step()} }}\n"

    def program(self, blocks: int) -> str:
        """Return a whole program."""
        # what one block has read, no other shall know: verifiers would follow every combination
        body = "".join(self.block() + FENCE for _ in range(blocks))
        return f"""#include "bench.h"

PROGRAM run(struct xdp_md *ctx)
{{
u8 *data = packet(ctx, 512);
u32 a, b;

if (!data)
return 0;
a = *(u32 *)(data + 64);
b = *(u32 *)(data + 68);
{body}return a ^ b;
}}
"""


def main() -> dict[str, object]:
    """Run all; return what was found."""
    if why := runs.cannot():
        print(f"branchy: {why}")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        subjects = [Subject(f"branchy_{blocks}", "scalar", Path(folder)) for blocks in BLOCKS]
        for subject, blocks in zip(subjects, BLOCKS, strict=True):
            subject.source.write_text(Author(Random(blocks)).program(blocks))
        times, reasons = runs.compare(subjects)
    runs.show(times, reasons)
    return {"ns": times, "not measured": reasons}
