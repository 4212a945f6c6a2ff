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
NOTED = -2
"""an instruction that concerns what is followed only if the path has a note of it: a store"""


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


def ways(insns: Sequence[Insn]) -> list[Back]:
    """Return how each instruction is met on the way back."""
    known: dict[tuple[int, ...], Back] = {}
    found = []
    for insn in insns:
        key = (insn.code, insn.dst, insn.src, insn.imm if insn.code & CLASS == Class.STX else 0)
        back = known.get(key)
        if back is None:
            back = known[key] = _way(insn)
        found.append(back)
    return found


def _way(insn: Insn) -> Back:
    dst, src = 1 << insn.dst & _REGS, 1 << insn.src & _REGS
    klass = insn.code & CLASS
    if insn.code == 0:
        return Back(Way.SECOND, 0, 0, 0)
    if klass in (Class.ALU, Class.ALU64):
        return Back(_alu_way(insn), dst, dst, src)
    if klass == Class.LDX or (klass == Class.STX and _is_load(insn)):
        return Back(Way.LOAD, dst, dst, src)
    if klass == Class.LD:
        packet = insn.code & MODE in (Mode.ABS, Mode.IND)
        return Back(Way.PACKET if packet else Way.SET, dst, dst, 0)
    if klass in (Class.ST, Class.STX):
        return Back(Way.STORE if klass == Class.STX else Way.STORE_NUMBER, NOTED, dst, src)
    return _jump_way(insn, dst, src)


def _alu_way(insn: Insn) -> Way:
    op = insn.code & OP
    if op in (AluOp.END, AluOp.NEG):
        return Way.NOTHING
    if op == AluOp.MOV:
        return Way.COPY if insn.code & REG else Way.SET
    return Way.COMBINE if insn.code & REG else Way.NOTHING


def _is_load(insn: Insn) -> bool:
    return insn.code & MODE == Mode.ATOMIC and insn.imm == AtomicOp.LOAD_ACQ


def _jump_way(insn: Insn, dst: int, src: int) -> Back:
    if insn.code == CALL:
        local = call_target(insn, 0) is not None
        return Back(Way.CALL_LOCAL if local else Way.CALL_KERNEL, _ALL, dst, src)
    if insn.code == EXIT:
        return Back(Way.EXIT, _ALL, dst, src)
    if insn.code in (JA, JA32):
        return Back(Way.NOTHING, 0, 0, 0)
    if insn.code & REG:
        return Back(Way.COMPARE, dst | src, dst, src)
    return Back(Way.JUMP, 0, dst, 0)
