"""Which registers an instruction reads and writes (RFC 9669), as sets of bits: bit 3 is r3."""

from __future__ import annotations

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FETCH,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    AluOp,
    AtomicOp,
    Class,
    Mode,
)

ARGUMENTS = 0b111110
"""r1 to r5, which every call takes and spoils"""
_PACKET = 1 << 6
"""r6, where LD_ABS and LD_IND find the context; they spoil what calls spoil"""


def reads(insn: Insn) -> int:
    """Return the registers that *insn* reads, as a set of bits; a call: all that it may take."""
    klass, dst, src = insn.code & CLASS, 1 << insn.dst, 1 << insn.src
    if klass in (Class.ALU, Class.ALU64):
        operand = src if insn.code & REG and insn.code & OP != AluOp.END else 0
        return operand if insn.code & OP == AluOp.MOV else operand | dst
    if klass == Class.LDX:
        return src
    if klass == Class.ST:
        return dst
    if klass == Class.STX:
        if insn.code & MODE != Mode.ATOMIC:
            return dst | src
        if insn.imm == AtomicOp.LOAD_ACQ:
            return src
        return dst | src | (1 if insn.imm == AtomicOp.CMPXCHG else 0)
    if klass == Class.LD:
        if insn.code == LDDW:
            return 0
        return _PACKET | (src if insn.code & MODE == Mode.IND else 0)
    if insn.code == CALL:
        return ARGUMENTS
    if insn.code == EXIT:
        return 1
    if insn.code in (JA, JA32, MAY_GOTO):
        return 0
    return dst | (src if insn.code & REG else 0)


def writes(insn: Insn) -> int:
    """Return the registers that *insn* sets or spoils, as a set of bits."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64, Class.LDX) or insn.code == LDDW:
        return 1 << insn.dst
    if klass == Class.LD or insn.code == CALL:
        return ARGUMENTS | 1
    if klass != Class.STX or insn.code & MODE != Mode.ATOMIC:
        return 0
    if insn.imm == AtomicOp.LOAD_ACQ:
        return 1 << insn.dst
    if insn.imm == AtomicOp.CMPXCHG:
        return 1
    fetches = insn.imm & FETCH and insn.imm != AtomicOp.STORE_REL
    return 1 << insn.src if fetches else 0
