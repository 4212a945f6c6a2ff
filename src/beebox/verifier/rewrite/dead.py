"""What no path came to is taken out, and jumps that go one way only are made to.

After Linux 6.18 kernel/bpf/verifier.c: opt_hard_wire_dead_code_branches, opt_remove_dead_code,
opt_remove_nops; sanitize_dead_code for who may not load loops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import JA, JA32, MAY_GOTO
from beebox.verifier.rewrite.patch import Draft

_TRAP = Insn(JA, off=-1)
_NOWHERE = (Insn(JA), Insn(MAY_GOTO))


def remove(draft: Draft, seen: Sequence[int]) -> None:
    """Take out what was not *seen*, by the given instructions, and jumps that go nowhere."""
    alive = [_seen(seen, origin) for origin in draft.origins]
    draft.insns = tuple(
        insn if insn.code & 7 not in (5, 6) else _wired(insn, index, alive)
        for index, insn in enumerate(draft.insns)
    )
    lost = _lost(draft.insns, alive)
    draft.change({index: () for index, is_alive in enumerate(alive) if not is_alive})
    if lost:
        draft.insns = tuple(
            replace(insn, imm=lost.get(index, insn.imm)) for index, insn in enumerate(draft.insns)
        )
    draft.change(dict.fromkeys(_idle(draft.insns), ()))


def _lost(insns: Sequence[Insn], alive: Sequence[bool]) -> dict[int, int]:
    """Return how far away Linux looks for functions whose address alone is alive.

    By the instructions that load those, as they are counted when all that is dead has gone.
    """
    places = [0, *accumulate(alive)]
    return {
        places[index]: _left_at(target, alive) - places[index] - 1
        for index, insn in enumerate(insns)
        if alive[index] and (target := call_target(insn, index)) is not None and not alive[target]
    }


def _left_at(place: int, alive: Sequence[bool]) -> int:
    """Return what becomes of a dead place (bpf_adj_branches): it stays when it goes itself."""
    end = 0
    for is_alive, run in groupby(alive):
        length = sum(1 for _ in run)
        if not is_alive and place >= end + length:
            place -= length
        end += length if is_alive else 0
    return place


def trap(draft: Draft, seen: Sequence[int]) -> None:
    """Put loops without an end in place of what was not *seen*."""
    draft.insns = tuple(
        insn if _seen(seen, origin) else _TRAP
        for insn, origin in zip(draft.insns, draft.origins, strict=True)
    )


def _seen(seen: Sequence[int], origin: int) -> bool:
    return origin < 0 or bool(seen[origin])


def _wired(insn: Insn, index: int, alive: list[bool]) -> Insn:
    """Return a jump that is always, or never, taken if one of its ways is dead."""
    target = jump_target(insn, index)
    if target is None or insn.code in (JA, JA32):
        return insn
    if not alive[index + 1]:
        return Insn(JA, off=insn.off)
    return insn if alive[target] else Insn(JA)


def _idle(insns: Sequence[Insn]) -> list[int]:
    """Return the jumps that go to the next instruction, in the order in which Linux finds them.

    It looks back once a may_goto is gone, and not after others.
    """
    if not any(insn.code in (JA, MAY_GOTO) and not insn.off for insn in insns):
        return []
    gone: list[int] = []
    alive: list[int] = []
    for index, insn in enumerate(insns):
        if insn not in _NOWHERE:
            alive.append(index)
            continue
        gone.append(index)
        again = insn.code == MAY_GOTO
        while again and alive and _reaches(insns[alive[-1]], alive[-1], index + 1):
            again = insns[alive[-1]].code == MAY_GOTO
            gone.append(alive.pop())
    return gone


def _reaches(insn: Insn, index: int, following: int) -> bool:
    """Tell whether a jump, all behind it gone up to *following*, goes there and no further."""
    plain = insn in (Insn(JA, off=insn.off), Insn(MAY_GOTO, off=insn.off))
    return plain and insn.off > 0 and index + 1 + insn.off <= following
