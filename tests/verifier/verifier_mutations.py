"""Cases with something changed: what stands near the rules is where verifiers disagree.

Registers are exchanged, numbers and opcodes replaced, instructions dropped, doubled or moved, and
programs that have the same maps and types spliced.
"""

import random
from dataclasses import dataclass, replace
from functools import cache

import verifier_cases as cases
import verifier_maps

from beebox.box.vmlinux import here
from beebox.btf.types import Btf
from beebox.isa.insn import Insn
from beebox.isa.opcodes import KNOWN, LDDW, CallKind, Class, Pseudo

_CODES = sorted(KNOWN - {LDDW})
_NUMBERS = (0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 31, 32, 48, 63, 64, 100, 255, 256, 4096, 0x7FFFFFFF)
_OFFSETS = (0, 1, 2, 4, 8, 12, 16, 24, 40, 48, 64, 76, 80, -1, -4, -8, -16, -24, -512, -520)
_JUMPS = (Class.JMP, Class.JMP32)
_LOADS = (Class.LD, Class.LDX, Class.ST, Class.STX)
SLOW = frozenset({"unbounded", "may-goto-counter-bounded", "may-goto-pointer-moves"})


@dataclass
class Mutant(cases.Case):
    """A case with other instructions, for a kernel of this machine's types."""

    code: tuple[Insn, ...] = ()

    def insns_for(self, _: Btf) -> tuple[Insn, ...]:
        return self.code


@cache
def _everything() -> list[cases.Case]:
    return [case for case in cases.everything() if case.name not in SLOW]


@cache
def _code(at: int) -> tuple[Insn, ...]:
    return _everything()[at].insns_for(here())


@cache
def _akin() -> list[list[int]]:
    """Return for each case those whose maps and types are the same."""
    groups: dict[object, list[int]] = {}
    for at, case in enumerate(_everything()):
        groups.setdefault((case.file, case.maps, case.type, case.types), []).append(at)
    return [groups[(case.file, case.maps, case.type, case.types)] for case in _everything()]


def mutant(seed: int) -> Mutant:
    """Return the changed case of a seed."""
    rnd = random.Random(seed)
    at = rnd.randrange(len(_everything()))
    case, insns = _everything()[at], list(_code(at))
    if rnd.random() < 0.15:
        insns = _spliced(rnd, insns, list(_code(rnd.choice(_akin()[at]))))
    for _ in range(rnd.choice((1, 1, 1, 2, 3))):
        _change(rnd, insns)
    numbers = [*cases.NUMBERS.values()]
    numbers += [verifier_maps.FIRST + n for n in range(len(case.maps))]
    return Mutant(**(vars(case) | {"code": _with_maps(rnd, insns, numbers)}))


def _change(rnd: random.Random, insns: list[Insn]) -> None:
    at = rnd.randrange(len(insns))
    insn, kind = insns[at], rnd.random()
    if kind < 0.15:
        _drop(insns, at)
    elif kind < 0.27:
        _insert(insns, rnd.randrange(len(insns) + 1), insn)
    elif kind < 0.35:
        other = rnd.randrange(len(insns))
        insns[at], insns[other] = insns[other], insn
    elif kind < 0.43:
        a, b = rnd.sample(range(11), 2)
        exchange = {a: b, b: a}
        insns[:] = [
            replace(i, dst=exchange.get(i.dst, i.dst), src=exchange.get(i.src, i.src))
            if i.code != LDDW and i.code & 7 not in _JUMPS
            else i
            for i in insns
        ]
    else:
        insns[at] = _changed(rnd, insn)


def _changed(rnd: random.Random, insn: Insn) -> Insn:
    kind, klass = rnd.random(), insn.code & 7
    if kind < 0.2:
        return replace(insn, dst=rnd.randrange(11))
    if kind < 0.35 and insn.code != LDDW:
        return replace(insn, src=rnd.randrange(11))
    if kind < 0.6 or (klass in _LOADS and kind < 0.65):
        number = rnd.choice(
            (rnd.choice(_NUMBERS), -rnd.choice(_NUMBERS), insn.imm + 1, insn.imm - 1)
        )
        if insn.code == 0x85 and not insn.src:
            number = rnd.randint(0, 211)
        return replace(insn, imm=max(-(1 << 31), min(number, (1 << 31) - 1)))
    if kind < 0.8:
        if klass in _JUMPS:
            return replace(insn, off=max(-0x8000, min(insn.off + rnd.randint(-4, 4), 0x7FFF)))
        near = insn.off + rnd.choice((-8, -4, -2, -1, 1, 2, 4, 8))
        off = rnd.choice((near, rnd.choice(_OFFSETS)))
        return replace(insn, off=max(-0x8000, min(off, 0x7FFF)))
    if insn.code == LDDW:
        return insn
    like = [code for code in _CODES if code & 7 == klass]
    return replace(insn, code=rnd.choice(like if rnd.random() < 0.8 else _CODES))


def _is_jump(insn: Insn) -> bool:
    return insn.code & 7 in _JUMPS and insn.code & 0xF0 not in (0x80, 0x90)


def _moved(insns: list[Insn], at: int, by: int) -> None:
    """Let jumps across *at* go where they went."""
    for index, insn in enumerate(insns):
        if _is_jump(insn) and insn.code != 0x06:
            target = index + 1 + insn.off
        elif insn.code == 0x85 and insn.src == CallKind.LOCAL:
            target = index + 1 + insn.imm
        else:
            continue
        moved = by * ((target > at) - (index >= at))
        if insn.code == 0x85:
            insns[index] = replace(insn, imm=insn.imm + moved)
        else:
            insns[index] = replace(insn, off=insn.off + moved)


def _drop(insns: list[Insn], at: int) -> None:
    if len(insns) > 2:
        _moved(insns, at, -1)
        del insns[at]


def _insert(insns: list[Insn], at: int, insn: Insn) -> None:
    _moved(insns, at, 1)
    insns.insert(at, insn)


def _spliced(rnd: random.Random, a: list[Insn], b: list[Insn]) -> list[Insn]:
    """Return the beginning of one and the end of the other."""
    return a[: rnd.randrange(1, len(a) + 1)] + b[rnd.randrange(len(b)) :]


def _with_maps(rnd: random.Random, insns: list[Insn], numbers: list[int]) -> tuple[Insn, ...]:
    """Return *insns* with no wide load cut in half, and none of a map that is not there."""
    while insns[-1].code == LDDW:
        insns[-1] = Insn(0x95)
    for at, insn in enumerate(insns):
        of_map = insn.code == LDDW and insn.src in (Pseudo.MAP_FD, Pseudo.MAP_VALUE)
        if of_map and insn.imm not in numbers:
            insns[at] = replace(insn, imm=rnd.choice(numbers))
    return tuple(insns)
