"""The shape of a program: where jumps go, its basic blocks, its subprograms.

Nothing here judges: a target may lie outside the program, and the verifier says so
(kernel/bpf/verifier.c: check_subprogs, visit_insn).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, EXIT, JA, JA32, JUMPS, LDDW, CallKind, Pseudo


@dataclass(frozen=True, slots=True)
class Block:
    """Instructions *start* to *end* (not included) run in a row; then one of *successors*."""

    start: int
    end: int
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Subprogram:
    """Instructions *start* to *end* (not included) are one function."""

    start: int
    end: int


def jump_target(insn: Insn, index: int) -> int | None:
    """Return where the jump *insn* at *index* goes when taken; None if it is not a jump."""
    if insn.code not in JUMPS:
        return None
    return index + 1 + (insn.imm if insn.code == JA32 else insn.off)


def call_target(insn: Insn, index: int) -> int | None:
    """Return the subprogram that *insn* at *index* calls, or whose address it takes."""
    if (insn.code == CALL and insn.src == CallKind.LOCAL) or (
        insn.code == LDDW and insn.src == Pseudo.FUNC
    ):
        return index + 1 + insn.imm
    return None


def successors(insn: Insn, index: int) -> tuple[int, ...]:
    """Return the instructions that may run after *insn* at *index* in the same function."""
    if insn.code == EXIT:
        return ()
    target = jump_target(insn, index)
    if target is None:
        return (index + (2 if insn.code == LDDW else 1),)
    return (target,) if insn.code in (JA, JA32) else (index + 1, target)


def without_calls(insn: Insn) -> Insn:
    """Return *insn* as one that calls nothing here: translated programs count calls otherwise.

    There the immediate of a local call is the number of a function, not a distance
    (kernel/bpf/syscall.c: bpf_insn_prepare_dump).
    """
    return replace(insn, src=0) if insn.code == CALL else insn


def subprograms(insns: Sequence[Insn]) -> tuple[Subprogram, ...]:
    """Return the functions of a program: the main one, then each that is called or referred to."""
    starts = {0}
    for index, insn in enumerate(insns):
        target = call_target(insn, index)
        if target is not None and 0 <= target < len(insns):
            starts.add(target)
    ordered = sorted(starts)
    return tuple(
        Subprogram(start, end)
        for start, end in zip(ordered, [*ordered[1:], len(insns)], strict=True)
    )


def subprogram_at(subs: Sequence[Subprogram], index: int) -> int:
    """Return which of *subs* instruction *index* is in."""
    return bisect_right(subs, index, key=lambda sub: sub.start) - 1


def leaders(insns: Sequence[Insn]) -> list[int]:
    """Return, sorted, the first instruction of each basic block."""
    found = {sub.start for sub in subprograms(insns)}
    for index, insn in enumerate(insns):
        target = jump_target(insn, index)
        if target is not None or insn.code == EXIT:
            found.add(index + 1)
        if target is not None:
            found.add(target)
    return sorted(index for index in found if 0 <= index < len(insns))


def blocks(insns: Sequence[Insn]) -> tuple[Block, ...]:
    """Return the basic blocks in program order. Second slots of ``lddw`` belong to their first."""
    starts = leaders(insns)
    ends = [*starts[1:], len(insns)][: len(starts)]
    result = []
    for start, end in zip(starts, ends, strict=True):
        last = end - 1
        if last > start and insns[last - 1].code == LDDW and insns[last].code == 0:
            last -= 1
        result.append(Block(start, end, successors(insns[last], last)))
    return tuple(result)
