"""Programs as large, deep and wide as can be: Linux's answer, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import verifier_cases as cases
from verifier_live import Live

from beebox.isa.asm import assemble
from beebox.isa.insn import Insn

MOV, EXIT, RANDOM = Insn(0xB7), Insn(0x95), Insn(0x85, imm=7)
GIB = 1 << 30


def jumps(count: int) -> tuple[Insn, ...]:
    """Branches that all wait until the path ends."""
    return (RANDOM, *(Insn(0x15, 0, 0, count - at, at) for at in range(count)), MOV, EXIT)


def calls(depth: int) -> tuple[Insn, ...]:
    text = "".join(f"call f{at}\nr0 = 0\nexit\nf{at}: " for at in range(depth))
    return assemble(f"{text}r0 = 0\nexit")


def switch(count: int) -> tuple[Insn, ...]:
    """As many ways as a compiler makes of a switch, each with code of its own."""
    jump = (Insn(0x15, 6, 0, count + 1 + at, at) for at in range(count))
    ways = (insn for at in range(count) for insn in (Insn(0xB7, 0, 0, 0, at), EXIT))
    return (RANDOM, Insn(0xBF, 6, 0), *jump, MOV, EXIT, *ways)


def nested(depth: int, turns: int) -> tuple[Insn, ...]:
    lines = []
    for at in range(depth):
        lines += [f"*(u64 *)(r10 - {8 * at + 8}) = 0", f"L{at}: r0 = 0"]
    for at in reversed(range(depth)):
        slot = f"*(u64 *)(r10 - {8 * at + 8})"
        lines += [f"r1 = {slot}", "r1 += 1", f"{slot} = r1", f"if r1 < {turns} goto L{at}"]
    return assemble("\n".join([*lines, "r0 = 0", "exit"]))


def straight(count: int) -> tuple[Insn, ...]:
    return (*(MOV,) * (count - 1), EXIT)


def deep_loop() -> tuple[Insn, ...]:
    """A loop that goes on for ever, in the last of eight functions, whose stacks are full."""
    lines = []
    for at in range(8):
        lines.append(f"f{at}: r6 = 0")
        lines += [f"*(u64 *)(r10 - {8 * slot + 8}) = {slot}" for slot in range(64)]
        lines += (
            [f"call f{at + 1}"]
            if at < 7
            else ["L: r6 += 1", *("goto +0",) * 19, "if r6 < 1000000000 goto L"]
        )
        lines += [f"r0 = *(u64 *)(r10 - {8 * slot + 8})" for slot in range(64)]
        lines += ["r0 = 0", "exit"]
    return assemble("\n".join(lines))


SHAPES = {
    "8192 jumps": jumps(8192),
    "8193 jumps": jumps(8193),
    "10000 jumps": jumps(10000),
    "7 calls": calls(7),
    "8 calls": calls(8),
    "300 calls": calls(300),
    "switch": switch(3000),
    "nested loops": nested(6, 4),
    "deep loops": nested(64, 1),
}


@pytest.mark.linux
@pytest.mark.parametrize("name", SHAPES)
def test_linux_says_the_same(live: Live, name: str) -> None:
    own = cases.ours(SHAPES[name], level=1)
    code, log = live.load_insns(SHAPES[name], level=1)
    assert cases.text(own) == cases.linux_text(code, log)
    assert own.log.splitlines()[-1] == log.splitlines()[-1], "processed, states"


def test_what_is_said_of_too_much() -> None:
    text = {name: cases.text(cases.ours(insns, level=0)) for name, insns in SHAPES.items()}
    assert text["8193 jumps"] == "EFAULT The sequence of 8193 jumps is too complex."
    assert text["8 calls"].endswith("the call stack of 9 frames is too deep")
    assert text["switch"] == text["7 calls"] == "accept"


_CHILD = """
import json, resource, sys
sys.path.insert(0, {here!r})
import test_limits, verifier_cases as cases
verdict = cases.ours(getattr(test_limits, {maker!r})(*{args!r}), level=1)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([cases.text(verdict), verdict.stats.processed, verdict.stats.total_states, peak]))
"""


@pytest.mark.parametrize(
    ("maker", "args", "answer"),
    [
        ("straight", (1_000_000,), ["accept", 1_000_000]),
        ("deep_loop", (), ["E2BIG BPF program is too large. Processed 1000001 insn", 1_000_001]),
    ],
)
def test_a_million_instructions_fit_into_a_gibibyte(
    maker: str, args: tuple[int, ...], answer: list[object]
) -> None:
    code = _CHILD.format(here=str(Path(__file__).parent), maker=maker, args=args)
    path = os.pathsep.join(sys.path)
    child = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    *said, states, peak = json.loads(child.stdout)
    assert said == answer
    assert peak < GIB, f"{peak >> 20} MiB, {states} states"
