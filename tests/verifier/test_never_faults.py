"""What the box accepts never faults, and is what was proved, instruction by instruction.

Programs run in the checking interpreter, and each state that they come to must lie in one that the
verifier walked (`verifier_witness`). BEEBOX_PROGRAMS=N tries N more of each kind, for a night.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
import verifier_cases as cases
import verifier_generated
import verifier_mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_box import Runner

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble

SEEDS = st.integers(0, 1 << 32)
MORE = int(os.environ.get("BEEBOX_PROGRAMS", "0"))
NULL_TAKEN = ("global_functions", "memory-nonnull-zero")
"""Linux lets a program give 0 for an argument that is said to be none, and read there"""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.close()


def test_numbers(runner: Runner) -> None:
    """Arithmetic and branches on numbers that end up as an index."""
    ran, looked = runner.ran, runner.looked
    for seed in range(200 + MORE):
        runner.live.load_insns(verifier_generated.program(seed), level=0)
    assert runner.ran - ran > 60
    assert runner.looked - looked > 3000


def test_pointers_references_spills_and_calls(runner: Runner) -> None:
    ran, looked = runner.ran, runner.looked
    for seed in range(150 + MORE):
        program = verifier_mixed.program(seed)
        runner.live.load_insns(program, ProgType.RAW_TRACEPOINT, level=0)
    assert runner.ran - ran > 50
    assert runner.looked - looked > 5000


def test_cases(runner: Runner) -> None:
    """The cases that were written by hand: callbacks, loops, may_goto, functions, packets."""
    ran, looked = runner.ran, runner.looked
    for case in cases.everything():
        if case.linux == "accept" and (case.file, case.name) != NULL_TAKEN:
            runner.live.load(replace(case, caps=cases.CAPABILITIES), 0)
    assert runner.ran - ran > 500
    assert runner.looked - looked > 20000


def packet_program(seed: int, kind: ProgType) -> str:
    """Return a program that goes into its packet: checks of bounds that suffice, or nearly."""
    rnd = random.Random(seed)
    data, end, meta = (0, 4, 8) if kind is ProgType.XDP else (76, 80, 140)
    lines = [f"r6 = *(u32 *)(r1 + {data})", f"r7 = *(u32 *)(r1 + {end})"]
    if rnd.random() < 0.3:
        lines += [f"r6 = *(u32 *)(r1 + {meta})", f"r7 = *(u32 *)(r1 + {data})"]
    need = rnd.randint(1, 24)
    lines += ["r2 = r6", f"r2 += {need}", f"if r2 {rnd.choice(['>', '>=', '>'])} r7 goto out"]
    for _ in range(rnd.randint(1, 4)):
        size, name = rnd.choice([(1, "u8"), (2, "u16"), (4, "u32"), (8, "u64")])
        at = rnd.randint(0, max(need - size, 0)) + rnd.choice([0] * 9 + [1, 8])
        lines.append(
            rnd.choice(
                [
                    f"r8 = *({name} *)(r6 + {at})",
                    f"*({name} *)(r6 + {at}) = {rnd.randint(0, 9)}",
                    f"r8 = *({name} *)(r2 - {rnd.randint(size, max(need, size))})",
                ]
            )
        )
    if rnd.random() < 0.6:  # a length read from the packet, as parsers do
        mask = rnd.choice([3, 15, 60, 255])
        lines += [
            "r8 = *(u8 *)(r6 + 0)",
            f"r8 &= {mask}",
            "r9 = r6",
            "r9 += r8",
            "r2 = r9",
            f"r2 += {need}",
            "if r2 > r7 goto out",
            f"r0 = *(u8 *)(r9 + {need - 1 + rnd.choice([0, 0, 0, 1])})",
            f"*(u8 *)(r9 + {rnd.randint(0, need - 1)}) = 1",
        ]
    return "\n".join([*lines, "out: r0 = 0", "exit"])


@pytest.mark.parametrize("kind", [ProgType.XDP, ProgType.SCHED_CLS])
@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_packets(runner: Runner, kind: ProgType, seed: int) -> None:
    runner.live.load_insns(assemble(packet_program(seed, kind)), kind, level=0)
