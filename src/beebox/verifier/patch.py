"""Putting other instructions in the place of some: all at once, jumps and calls kept.

After Linux 6.18 kernel/bpf/verifier.c, bpf_patch_insn_data, and kernel/bpf/core.c,
bpf_adj_branches; those patch one instruction at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from errno import ERANGE
from typing import NamedTuple

from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import JA32
from beebox.verifier.types import Refusal


class Patched(NamedTuple):
    """A program with other instructions in it, and where each of the old ones went."""

    insns: tuple[Insn, ...]
    starts: Sequence[int]
    """for each old instruction, and the end, the first that stands for it"""

    def moved(self, indices: Iterable[int]) -> frozenset[int]:
        """Return where the old instructions at *indices* are."""
        return frozenset(self.starts[index] for index in indices)


def patch(insns: Sequence[Insn], changes: Mapping[int, Sequence[Insn]]) -> Patched:
    """Put a sequence in the place of each instruction that *changes* has.

    Who jumped to the instruction jumps to the first of the sequence. Jumps in a sequence stay in
    it, or go just behind it.

    Raises:
        Refusal: a jump has become too long for its 16 bits.
    """
    if all(len(change) == 1 for change in changes.values()):
        made = list(insns)
        for index, change in changes.items():
            made[index] = change[0]
        return Patched(tuple(made), range(len(insns) + 1))
    starts = [0]
    for index in range(len(insns)):
        starts.append(starts[-1] + len(changes.get(index, (None,))))
    made = []
    for index, insn in enumerate(insns):
        made += changes[index] if index in changes else (_retargeted(insn, index, starts),)
    return Patched(tuple(made), starts)


def _retargeted(insn: Insn, index: int, starts: Sequence[int]) -> Insn:
    """Return a jump or call with the distance that it has now."""
    target = call_target(insn, index)
    by_imm = target is not None or insn.code == JA32
    if target is None:
        target = jump_target(insn, index)
    if target is None:
        return insn
    distance = starts[target] - starts[index] - 1
    if by_imm:
        return replace(insn, imm=distance)
    if not -(1 << 15) <= distance < 1 << 15:
        raise Refusal(ERANGE, f"insn {index} cannot be patched due to 16-bit range")
    return replace(insn, off=distance)
