"""How an instruction is met on the way back from a decision to what its values were made of.

After Linux 6.18 kernel/bpf/verifier.c: backtrack_insn.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    JA,
    JA32,
    MODE,
    OP,
    REG,
    AluOp,
    AtomicOp,
    Class,
    Mode,
)

_REGS = 0x3FF
_ALL = -1
_NOT_SIMPLE = -1


class Way(IntEnum):
    """What an instruction does to the registers that are followed back through it."""

    SECOND = 0
    """the second half of an ``lddw``"""
    NOTHING = auto()
    SET = auto()
    """its target is a constant"""
    COPY = auto()
    """its target is its source"""
    COMBINE = auto()
    """its target is made of itself and its source"""
    LOAD = auto()
    STORE = auto()
    STORE_NUMBER = auto()
    COMPARE = auto()
    """a jump that compares two registers"""
    JUMP = auto()
    """a jump that compares one"""
    PACKET = auto()
    """LD_ABS, LD_IND"""
    CALL_LOCAL = auto()
    CALL_KERNEL = auto()
    EXIT = auto()


class Back(NamedTuple):
    """An instruction, as it is met on the way back."""

    way: Way
    touches: int
    """the registers that it concerns, as a mask; -1: look at it in any case"""
    dst: int
    """the bit of the target"""
    src: int
    """the bit of the source; 0 for the frame pointer"""
    keeps: int = -1
    """of one that concerns what is followed, and of which nothing is noted: what stays of it"""
    adds: int = 0
    """and what comes to it; -1: it is not as simple as that"""


def ways(insns: Sequence[Insn], *, loud: bool = False) -> list[Back]:
    """Return how each instruction is met on the way back; *loud*: each is told of."""
    known: dict[tuple[int, ...], Back] = {}
    found = []
    for insn in insns:
        key = (insn.code, insn.dst, insn.src, insn.imm if insn.code & CLASS == Class.STX else 0)
        back = known.get(key)
        if back is None:
            back = _way(insn)
            if loud and back.way is not Way.SECOND:
                back = back._replace(touches=_ALL)
            known[key] = back
        found.append(back)
    return found


def _way(insn: Insn) -> Back:
    dst, src = 1 << insn.dst & _REGS, 1 << insn.src & _REGS
    klass = insn.code & CLASS
    if insn.code == 0:
        return Back(Way.SECOND, 0, 0, 0)
    if klass in (Class.ALU, Class.ALU64):
        return _alu_way(insn, dst, src)
    if klass == Class.LDX or (klass == Class.STX and _is_load(insn)):
        return Back(Way.LOAD, dst, dst, src, ~dst)
    if klass == Class.LD:
        if insn.code & MODE in (Mode.ABS, Mode.IND):
            return Back(Way.PACKET, dst, dst, 0, adds=_NOT_SIMPLE)
        return Back(Way.SET, dst, dst, 0, ~dst)
    if klass in (Class.ST, Class.STX):
        way = Way.STORE if klass == Class.STX else Way.STORE_NUMBER
        return Back(way, dst, dst, src, adds=_NOT_SIMPLE)
    return _jump_way(insn, dst, src)


def _alu_way(insn: Insn, dst: int, src: int) -> Back:
    op = insn.code & OP
    if op in (AluOp.END, AluOp.NEG):
        return Back(Way.NOTHING, 0, dst, src)
    if op == AluOp.MOV:
        if insn.code & REG:
            return Back(Way.COPY, dst, dst, src, ~dst, src)
        return Back(Way.SET, dst, dst, src, ~dst)
    if insn.code & REG:
        return Back(Way.COMBINE, dst, dst, src, -1, src)
    return Back(Way.NOTHING, 0, dst, src)


def _is_load(insn: Insn) -> bool:
    return insn.code & MODE == Mode.ATOMIC and insn.imm == AtomicOp.LOAD_ACQ


def _jump_way(insn: Insn, dst: int, src: int) -> Back:
    if insn.code == CALL:
        local = call_target(insn, 0) is not None
        return Back(Way.CALL_LOCAL if local else Way.CALL_KERNEL, _ALL, dst, src, adds=_NOT_SIMPLE)
    if insn.code == EXIT:
        return Back(Way.EXIT, _ALL, dst, src, adds=_NOT_SIMPLE)
    if insn.code in (JA, JA32):
        return Back(Way.NOTHING, 0, 0, 0)
    if insn.code & REG:
        return Back(Way.COMPARE, dst | src, dst, src, -1, dst | src)
    return Back(Way.JUMP, 0, dst, 0)
