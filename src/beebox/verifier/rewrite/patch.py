"""Putting other instructions in the place of some: all at once, jumps and calls kept.

After Linux 6.18 kernel/bpf/verifier.c, bpf_patch_insn_data, verifier_remove_insns, adjust_jmp_off,
and kernel/bpf/core.c, bpf_adj_branches; those patch one instruction at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from errno import ERANGE
from itertools import accumulate, chain
from typing import NamedTuple

from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, JA32, Class
from beebox.verifier.types import Refusal


class Kept(NamedTuple):
    """A jump or call in a new sequence that goes where it would from the old instruction."""

    insn: Insn


Change = Sequence[Insn | Kept]
"""what comes in the place of one instruction; nothing: it is removed"""
_MOVED = (Class.LD, Class.JMP, Class.JMP32)
"""jumps, calls, and the lddw of a function"""
_NOWHERE: Mapping[int, int] = {}


class Patched(NamedTuple):
    """A program with other instructions in it, and where each of the old ones went."""

    insns: tuple[Insn, ...]
    starts: Sequence[int]
    """for each old instruction, and the end, the first that stands for it; if it was removed,
    what comes next"""


def patch(
    insns: Sequence[Insn], changes: Mapping[int, Change], inside: Mapping[int, int] = _NOWHERE
) -> Patched:
    """Put a sequence in the place of each instruction that *changes* has.

    Who jumped to the instruction jumps to the first of the sequence, or so far behind that as
    *inside* says; calls go to the first in any case. Jumps in a sequence stay in it, or go just
    behind it, unless they are `Kept`.

    Raises:
        Refusal: a jump has become too long for its 16 bits.
    """
    lengths = [1] * len(insns)
    for index, change in changes.items():
        lengths[index] = len(change)
    starts = [0, *accumulate(lengths)]
    moves = _Moves(starts, inside)
    made: list[Insn] = []
    for index, insn in enumerate(insns):
        if index not in changes:
            made.append(moves.moved(insn, index, len(made)))
            continue
        for one in changes[index]:
            kept = moves.moved(one.insn, index, len(made)) if isinstance(one, Kept) else one
            made.append(kept)
    return Patched(tuple(made), starts)


class _Moves(NamedTuple):
    starts: list[int]
    inside: Mapping[int, int]

    def moved(self, insn: Insn, index: int, place: int) -> Insn:
        """Return a jump or call of the old program at *index* as it is at *place* of the new."""
        if insn.code & CLASS not in _MOVED:
            return insn
        target = call_target(insn, index)
        if target is not None:
            beyond = max(target - len(self.starts) + 1, 0)  # an address of what is dead may be
            return replace(insn, imm=self.starts[target - beyond] + beyond - place - 1)
        target = jump_target(insn, index)
        if target is None:
            return insn
        distance = self.starts[target] + self.inside.get(target, 0) - place - 1
        if insn.code == JA32:
            return replace(insn, imm=distance)
        if distance == insn.off:
            return insn
        if not -(1 << 15) <= distance < 1 << 15:
            raise Refusal(ERANGE, f"insn {index} cannot be patched due to 16-bit range")
        return replace(insn, off=distance)


class Draft:
    """A program that is rewritten in steps, and where its instructions come from."""

    __slots__ = ("insns", "origins", "places")

    def __init__(self, insns: tuple[Insn, ...]) -> None:
        self.insns = insns
        self.origins: list[int] = list(range(len(insns)))
        """the given instruction that each stands for; -1: it was put before one"""
        self.places: list[int] = list(range(len(insns) + 1))
        """where each given instruction is, and the end: as in `Patched.starts`"""

    def change(self, changes: Mapping[int, Change], inside: Mapping[int, int] = _NOWHERE) -> None:
        """Put sequences in the place of present instructions: the last of each stands for it."""
        if not changes:
            return
        made = patch(self.insns, changes, inside)
        self.insns = made.insns
        self.origins = list(
            chain.from_iterable(
                _origin(origin, changes.get(index)) for index, origin in enumerate(self.origins)
            )
        )
        self.places = [made.starts[place] for place in self.places]

    @property
    def gone(self) -> frozenset[int]:
        """The given instructions that nothing stands for."""
        return frozenset(range(len(self.places) - 1)).difference(self.origins)


def _origin(origin: int, change: Change | None) -> tuple[int, ...]:
    if change is None:
        return (origin,)
    return (-1,) * (len(change) - 1) + (origin,) if change else ()
