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


def reads(insn: Insn) -> int:
    """Return the registers that *insn* reads, as a set of bits."""
    klass, code = insn.code & CLASS, insn.code
    if klass in (Class.ALU, Class.ALU64):
        source = 1 << insn.src if code & REG and code & OP != AluOp.END else 0
        return source | (0 if code & OP == AluOp.MOV else 1 << insn.dst)
    if klass == Class.LDX:
        return 1 << insn.src
    if klass == Class.ST:
        return 1 << insn.dst
    if klass == Class.STX:
        if code & MODE == Mode.ATOMIC and insn.imm == AtomicOp.LOAD_ACQ:
            return 1 << insn.src
        compared = code & MODE == Mode.ATOMIC and insn.imm == AtomicOp.CMPXCHG
        return 1 << insn.dst | 1 << insn.src | compared
    if klass == Class.LD or code in (JA, JA32):
        return 0
    if code == CALL:
        return ARGUMENTS
    if code == EXIT:
        return 1
    return 1 << insn.dst | (1 << insn.src if code & REG else 0)


def writes(insn: Insn) -> int:
    """Return the registers that *insn* sets or spoils, as a set of bits."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64, Class.LDX) or insn.code == LDDW:
        return 1 << insn.dst
    if insn.code == CALL:
        return ARGUMENTS | 1
    if klass == Class.STX and insn.code & MODE == Mode.ATOMIC:
        if insn.imm == AtomicOp.LOAD_ACQ:
            return 1 << insn.dst
        if insn.imm == AtomicOp.CMPXCHG:
            return 1
        fetches = insn.imm == AtomicOp.XCHG or (insn.imm & FETCH and insn.imm < 1 << 8)
        return 1 << insn.src if fetches else 0
    return 0
