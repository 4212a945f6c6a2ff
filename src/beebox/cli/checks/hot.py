"""Where the complexity comes from: the places that a proof walked most often."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beebox.cli.checks.verdict import Hot
from beebox.isa.disasm import disassemble
from beebox.isa.opcodes import LDDW

if TYPE_CHECKING:
    from beebox.verifier import Program

_SHOWN = 10


def hottest(program: Program, visits: Sequence[int], count: int = _SHOWN) -> tuple[Hot, ...]:
    """Return the *count* hottest lines of *program*, or instructions if it has no lines."""
    total = sum(visits) or 1
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, often in enumerate(visits):
        if often:
            groups[_place(program, index)].append(index)
    found = [
        Hot(
            place,
            text,
            walked := sum(visits[index] for index in insns),
            walked / total,
            tuple(insns),
        )
        for (place, text), insns in groups.items()
    ]
    found.sort(key=lambda hot: (-hot.visits, hot.insns))
    return tuple(found[:count])


def _place(program: Program, index: int) -> tuple[str, str]:
    lines = program.lines
    at = bisect_right(lines, index, key=lambda line: line.insn) - 1
    while at >= 0 and not lines[at].line:  # what the compiler made belongs to what was before it
        at -= 1
    if at >= 0:
        line = lines[at]
        return f"{line.file.rpartition('/')[2]}:{line.line}", line.text.strip()
    return f"insn {index}", _instruction(program, index)


def _instruction(program: Program, index: int) -> str:
    insn = program.insns[index]
    following = program.insns[index + 1] if insn.code == LDDW else None
    return disassemble(insn, following)
