"""Constant blinding: no number that a program chose stands in machine code.

Whoever may load programs could else put code of his own into executable memory, in the constants
of instructions. Each immediate is put together at run time, from two numbers of which one is
random, in a register that programs do not have: ``w11 = (imm ^ r); w11 ^= r; w0 += w11``. This is
what Linux does when ``net.core.bpf_jit_harden`` is 1 or 2 (kernel/bpf/core.c,
bpf_jit_blind_constants). Shifts' counts and offsets stay: they are small. Addresses that the box
put into the program stay, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import TypeVar

from beebox.bits import s32
from beebox.errors import NotSupported
from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    JA32,
    LDDW,
    MODE,
    OP,
    REG,
    AluOp,
    Class,
    JumpOp,
    Mode,
    Pseudo,
)
from beebox.vm.source import Source

AUXILIARY = 11
"""BPF_REG_AX"""

_V = TypeVar("_V")
_ALU = frozenset(
    (
        AluOp.ADD,
        AluOp.SUB,
        AluOp.AND,
        AluOp.OR,
        AluOp.XOR,
        AluOp.MUL,
        AluOp.MOV,
        AluOp.DIV,
        AluOp.MOD,
    )
)
_NOT_BLINDED = frozenset((JumpOp.JA, JumpOp.CALL, JumpOp.EXIT, JumpOp.JCOND))


def _random() -> int:
    return int.from_bytes(os.urandom(4))


def blind(source: Source, random: Callable[[], int] = _random) -> Source:
    """Return *source* with every immediate blinded; *random* gives numbers of 32 bits.

    For engines that know the register `AUXILIARY` and put nothing together again: tier 0.

    Raises:
        NotSupported: a jump is too far in what the program becomes.
    """
    made = _expanded(source, random)
    starts = list(accumulate(map(len, made), initial=0))
    for index, insn in enumerate(source.insns):
        target = jump_target(insn, index)
        target = call_target(insn, index) if target is None else target
        if target is not None:
            made[index][-1] = _aimed(made[index][-1], starts[index + 1], starts[target])
    # what is known of an instruction is known of the last one that it became; of a first slot of
    # an lddw that was left alone, there is but that one
    places = [start - 1 for start in starts[1:]]
    return source._replace(
        insns=tuple(insn for piece in made for insn in piece),
        targets=_moved(source.targets, places),
        tails=frozenset(places[index] for index in source.tails),
        addresses=frozenset(places[index] for index in source.addresses),
        pointers=frozenset(places[index] for index in source.pointers),
        inlines=_moved(source.inlines, places),
        encoded=b"",
    )


def _moved(by_index: Mapping[int, _V], places: list[int]) -> dict[int, _V]:
    return {places[index]: value for index, value in by_index.items()}


def _expanded(source: Source, random: Callable[[], int]) -> list[list[Insn]]:
    """Return what each instruction becomes."""
    insns = source.insns
    made: list[list[Insn]] = []
    for index, insn in enumerate(insns):
        if len(made) > index:  # the second slot of an lddw
            continue
        if insn.code == LDDW:
            second = insns[index + 1]
            kept = insn.src == Pseudo.FUNC or index in source.addresses
            made += [[insn], [second]] if kept else _wide(insn, second, random)
        else:
            made.append(_one(insn, random()))
    return made


def _aimed(insn: Insn, after: int, target: int) -> Insn:
    """Return a jump or a call, the instruction before *after*, that goes to *target*."""
    distance = target - after
    if insn.code in (CALL, JA32):
        return Insn(insn.code, insn.dst, insn.src, insn.off, distance)
    if insn.code == LDDW:
        return Insn(insn.code, insn.dst, insn.src, insn.off, distance)
    if not -0x8000 <= distance <= 0x7FFF:
        raise NotSupported("a jump this far in a program with blinded constants")
    return Insn(insn.code, insn.dst, insn.src, distance, insn.imm)


def _one(insn: Insn, number: int) -> list[Insn]:
    """Return *insn* blinded with the random *number*."""
    klass = insn.code & CLASS
    op = insn.code & OP
    if klass in (Class.ALU, Class.ALU64):
        if insn.code & REG or op not in _ALU:
            return [insn]
        return [*_load(insn.imm, number, klass), _by_register(insn)]
    if klass in (Class.JMP, Class.JMP32):
        if insn.code & REG or op in _NOT_BLINDED:
            return [insn]
        wide = Class.ALU64 if klass == Class.JMP else Class.ALU
        return [*_load(insn.imm, number, wide), _by_register(insn)]
    if klass == Class.ST and insn.code & MODE == Mode.MEM:
        code = insn.code & ~CLASS | Class.STX
        store = Insn(code, insn.dst, AUXILIARY, insn.off, 0)
        return [*_load(insn.imm, number, Class.ALU64), store]
    return [insn]


def _load(imm: int, number: int, klass: int) -> list[Insn]:
    """Put *imm* into the auxiliary register, in two parts."""
    return [
        Insn(klass | AluOp.MOV, AUXILIARY, imm=s32(imm ^ number)),
        Insn(klass | AluOp.XOR, AUXILIARY, imm=s32(number)),
    ]


def _by_register(insn: Insn) -> Insn:
    return Insn(insn.code | REG, insn.dst, AUXILIARY, insn.off, 0)


def _wide(first: Insn, second: Insn, random: Callable[[], int]) -> list[list[Insn]]:
    """Return both slots of a 64-bit immediate: the upper half first."""
    wide = Class.ALU64
    return [
        [
            *_load(second.imm, random(), wide),
            Insn(wide | AluOp.LSH, AUXILIARY, imm=32),
            Insn(wide | AluOp.MOV | REG, first.dst, AUXILIARY),
        ],
        [
            *_load(first.imm, random(), Class.ALU),
            Insn(wide | AluOp.OR | REG, first.dst, AUXILIARY),
        ],
    ]
