"""Spills and fills around calls that spoil few registers: compilers make them for older kernels.

``bpf_fastcall`` functions leave the registers alone that they have no parameters in. Compilers
spill those all the same, at the lowest offsets of the stack, and nothing else uses these. As long
as that holds, the pairs are removed, and the stack is so much smaller.

Linux asks that of the function that reads, not of the one whose stack is read, and so removes
pairs that a callback still reads. That is what is shown; what runs keeps all pairs and their stack.

After Linux 6.18 kernel/bpf/verifier.c: mark_fastcall_patterns, check_fastcall_stack_contract,
remove_fastcall_spills_fills.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from beebox.abi.enums import ProgType
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, FRAME, JA, CallKind, Class, Mode, Size
from beebox.spec.model import Helper, RetKind
from beebox.verifier.kfuncs.table import Kfuncs, is_kfunc

_SPILL = Class.STX | Mode.MEM | Size.DW
_FILL = Class.LDX | Mode.MEM | Size.DW
_SCRATCH = 0b111111
"""r0 to r5"""
_NEVER = -(1 << 15)
"""an offset below which nothing is: what a broken subprogram has as `Patterns.lowest`"""
NOP = Insn(JA)


class _Summary(NamedTuple):
    """What is known of a call: get_call_summary."""

    params: int
    is_void: bool
    fast: bool


class Patterns:
    """The pairs of one program, as long as nothing else uses their stack."""

    __slots__ = ("_spills", "_starts", "_walked", "keep", "lowest", "members")

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts
        """where subprograms start, and the end"""
        self.members: set[int] = set()
        """the spills and fills"""
        self._spills: dict[int, int] = {}
        """how many pairs are around a call that needs none"""
        self.lowest = [0] * (len(starts) - 1)
        """for each subprogram the offset below which only pairs may be (fastcall_stack_off)"""
        self.keep: set[int] = set()
        """subprograms with pairs that stay (keep_fastcall_stack)"""
        self._walked: dict[int, int] = {}
        """how much stack subprograms need whose pairs are not shown"""

    def add(self, insns: Sequence[Insn], index: int, lowest: int, summary: _Summary) -> bool:
        """Take note of the pairs around a call; tell whether there are any."""
        expected = _SCRATCH & ~_spoiled(summary)
        count, off = 0, lowest
        while count < _SCRATCH.bit_length():
            spill, fill = index - count - 1, index + count + 1
            if spill < 0 or fill >= len(insns):
                break
            if not _is_pair(insns[spill], insns[fill], off) or not (
                expected >> insns[spill].src & 1
            ):
                break
            expected &= ~(1 << insns[spill].src)
            self.members.update((spill, fill))
            count += 1
            off += 8
        if not count:
            return False
        subprog = self._subprog(index)
        if summary.fast:
            self._spills[index] = count
        else:
            self.keep.add(subprog)
        self.lowest[subprog] = min(self.lowest[subprog], off)
        return True

    def touch(self, subprog: int, index: int, off: int) -> None:
        """Give the pairs of a subprogram up if *index* uses their stack, and is none of them."""
        if self.lowest[subprog] <= off or index in self.members:
            return
        self.lowest[subprog] = _NEVER
        here = range(self._starts[subprog], self._starts[subprog + 1])
        self.members.difference_update(here)
        for call in [call for call in self._spills if call in here]:
            del self._spills[call]

    @property
    def removed(self) -> dict[int, Insn]:
        """What becomes of the instructions that are not needed."""
        return {
            place: NOP
            for call, count in self._spills.items()
            for step in range(1, count + 1)
            for place in (call - step, call + step)
        }

    def shrink(self, depths: list[int]) -> None:
        """Take the stack of removed pairs off the *depths* of subprograms."""
        for subprog in {self._subprog(call) for call in self._spills}:
            if subprog not in self.keep:
                self._walked[subprog] = depths[subprog]
                depths[subprog] = -self.lowest[subprog]

    def with_pairs(self, depths: Sequence[int]) -> list[int]:
        """Return what subprograms need of stack where no pair is removed."""
        return [self._walked.get(subprog, depth) for subprog, depth in enumerate(depths)]

    def _subprog(self, index: int) -> int:
        return next(
            number
            for number, (start, end) in enumerate(pairwise(self._starts))
            if start <= index < end
        )


def _spoiled(summary: _Summary) -> int:
    """Return the registers that a call spoils if it is a fast one."""
    return ((2 << summary.params) - 1) & ~int(summary.is_void)


def _is_pair(spill: Insn, fill: Insn, off: int) -> bool:
    return (
        spill.code == _SPILL
        and fill.code == _FILL
        and spill.dst == fill.src == FRAME
        and spill.src == fill.dst
        and spill.off == fill.off == off
    )


def find(
    insns: Sequence[Insn],
    starts: Sequence[int],
    kind: ProgType,
    helper: Callable[[int], Helper | None],
    kfuncs: Kfuncs,
) -> Patterns | None:
    """Return the pairs of a program of a type; None: it has none."""
    bounds = [*starts, len(insns)]
    patterns = Patterns(bounds)
    found = False
    for start, end in pairwise(bounds):
        spilled = [insn.off for insn in insns[start:end] if _spills(insn)]
        if not spilled:
            continue
        lowest = min(0, *spilled)
        for index in range(start, end):
            insn = insns[index]
            if insn.code != CALL or not index or not _spills(insns[index - 1]):
                continue
            summary = _summary(insn, kind, helper, kfuncs)
            if summary is not None:
                found = patterns.add(insns, index, lowest, summary) or found
    return patterns if found else None


def _spills(insn: Insn) -> bool:
    return insn.code == _SPILL and insn.dst == FRAME


def _summary(
    insn: Insn, kind: ProgType, helper: Callable[[int], Helper | None], kfuncs: Kfuncs
) -> _Summary | None:
    if insn.src == CallKind.HELPER:
        row = helper(insn.imm)
        if row is None:
            return None
        return _Summary(len(row.args), row.ret.kind is RetKind.VOID, kind in row.fastcall)
    target = kfuncs.find(insn) if is_kfunc(insn) else None
    if target is None:
        return None
    is_void = not target.result.scalar and not target.result.pointer
    return _Summary(len(target.params), is_void, target.row.fastcall)
