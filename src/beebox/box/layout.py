"""Where a program's functions and lines are in its machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beebox.abi.enums import PseudoCall, PseudoLoad

if TYPE_CHECKING:
    from beebox.box.programs import Program

_CALL = 0x85
_LDDW = 0x18


class CodeLayout(NamedTuple):
    """Addresses and lengths of the functions, and the address of each line record."""

    symbols: list[int]
    lengths: list[int]
    lines: list[int]


def function_starts(program: Program) -> list[int]:
    """Return the first instruction of each function."""
    starts = {0}
    for index, insn in enumerate(program.insns):
        calls = insn.code == _CALL and insn.src == PseudoCall.CALL
        if calls or (insn.code == _LDDW and insn.src == PseudoLoad.FUNC):
            starts.add(index + 1 + insn.imm)
    return sorted(starts)


def code_layout(program: Program) -> CodeLayout:
    """Return the layout of *program*."""
    native = program.native
    base, offsets, end = native.base, native.offsets, len(native.image)
    if not offsets:  # code whose parts nobody can tell apart is one function
        return CodeLayout([base], [end], [])

    def place(insn: int) -> int:
        return offsets[insn] if insn < len(offsets) else end

    starts = [place(insn) if insn else 0 for insn in function_starts(program)]
    lengths = [after - start for start, after in zip(starts, [*starts[1:], end], strict=True)]
    lines = [base + place(insn) for insn in program.shown.line_starts]
    return CodeLayout([base + start for start in starts], lengths, lines)
