"""Instructions put into a program, to see whether a suggestion makes it pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import JA, JA32
from beebox.verifier.api import Program

_FAR = 1 << 15


class _Func(NamedTuple):
    insn: int
    type_id: int


class _Places:
    """Where old instructions go when others are put before some."""

    def __init__(self, count: int, insns: Mapping[int, Sequence[Insn]]) -> None:
        self.starts: list[int] = []
        """what a jump to it goes to: what was put before it"""
        self.own: list[int] = []
        """itself"""
        at = 0
        for index in range(count + 1):
            self.starts.append(at)
            at += len(insns.get(index, ()))
            self.own.append(at)
            at += 1


def inserted(
    program: Program, insns: Mapping[int, Sequence[Insn]], edge: int = -1
) -> Program | None:
    """Return *program* with instructions put before others; None if a jump becomes too long.

    Who jumped to the instruction jumps to what was put before it. *edge* is a conditional jump:
    what goes by it is put on the way where it is taken, instead.
    """
    target = jump_target(program.insns[edge], edge) if edge >= 0 else None
    if target is not None:
        block = insns[edge]
        detour = [Insn(JA, 0, 0, len(block) + 1), *block, Insn(JA)]
        insns = {at: change for at, change in insns.items() if at != edge} | {edge + 1: detour}
    places = _Places(len(program.insns), insns)
    made: list[Insn] = []
    for index, insn in enumerate(program.insns):
        moved = _moved(insn, index, places)
        if moved is None:
            return None
        made += [*insns.get(index, ()), moved]
    if target is not None:
        at = places.own[edge]
        made[at] = replace(made[at], off=1)
        end = places.own[edge + 1] - 1
        made[end] = Insn(JA, 0, 0, places.starts[target] - end - 1)
    return replace(
        program,
        insns=tuple(made),
        maps={places.own[at]: of for at, of in program.maps.items()},
        lines=(),
        funcs=tuple(_Func(places.starts[func.insn], func.type_id) for func in program.funcs),
    )


def _moved(insn: Insn, index: int, places: _Places) -> Insn | None:
    target = call_target(insn, index)
    by_imm = target is not None or insn.code == JA32
    if target is None:
        target = jump_target(insn, index)
    if target is None or not 0 <= target < len(places.starts):
        return insn
    distance = places.starts[target] - places.own[index] - 1
    if by_imm:
        return replace(insn, imm=distance)
    return replace(insn, off=distance) if -_FAR <= distance < _FAR else None
