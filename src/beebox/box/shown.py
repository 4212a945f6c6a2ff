"""What the box shows of a program: its instructions (``xlated``), their functions and lines.

A compiled program is shown as Linux would hand it to its JIT compiler. One that the interpreter
runs is shown as it is run, so that it can be stepped through.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beebox.box.debug import Records
from beebox.box.references import shown
from beebox.isa.insn import encode

if TYPE_CHECKING:
    from beebox.box.programs import Program


class Shown(NamedTuple):
    """Instructions as bytes, and the records that speak of them."""

    xlated: bytes
    funcs: Records
    lines: Records
    line_starts: tuple[int, ...]
    """for each of *lines*, the instruction in the program as it runs"""


def show(program: Program) -> Shown:
    """Return what is shown of *program*."""
    verdict = program.verdict
    interpreted = program.runs_here and program.native.engine == "interpreter"
    if interpreted or verdict.translated is None:
        insns, starts, gone = verdict.insns, verdict.starts, verdict.gone
    else:
        made = verdict.translated()
        insns, starts, gone = made.insns, made.starts, made.gone
    refs = {starts[at]: ref for at, ref in program.map_refs.items() if at not in gone}
    lines = program.lines.left(starts)
    return Shown(
        encode(shown(insns, refs)),
        program.funcs.left(starts).moved(starts),
        lines.moved(starts),
        _places(lines, verdict.starts),
    )


def _places(lines: Records, starts: Sequence[int]) -> tuple[int, ...]:
    return tuple(starts[insn] for insn in lines.insns())
