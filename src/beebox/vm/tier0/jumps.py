"""Machine code of jumps: the comparison and the condition (RFC 9669 section 4.3)."""

from __future__ import annotations

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, OP, REG, Class, JumpOp
from beebox.vm import x86
from beebox.vm.tier0.registers import REGISTERS, unknown

_CONDITIONS = {
    JumpOp.JEQ: x86.EQUAL,
    JumpOp.JNE: x86.NOT_EQUAL,
    JumpOp.JGT: x86.ABOVE,
    JumpOp.JGE: x86.NOT_BELOW,
    JumpOp.JLT: x86.BELOW,
    JumpOp.JLE: x86.NOT_ABOVE,
    JumpOp.JSET: x86.NOT_EQUAL,
    JumpOp.JSGT: x86.GREATER,
    JumpOp.JSGE: x86.NOT_LESS,
    JumpOp.JSLT: x86.LESS,
    JumpOp.JSLE: x86.NOT_GREATER,
}
ALWAYS = -1
"""of an unconditional jump"""
CONDITIONS: dict[int, int] = {int(op): condition for op, condition in _CONDITIONS.items()}
CONDITIONS[JumpOp.JA] = ALWAYS
CONDITIONS[JumpOp.JCOND] = x86.EQUAL
"""operation of a jump -> the condition, as in the low four bits of Jcc"""


def compare(insn: Insn) -> bytes:
    """Return the code that sets the flags a conditional jump looks at."""
    op = insn.code & OP
    wide = insn.code & CLASS == Class.JMP
    dst = REGISTERS[insn.dst]
    if op not in _CONDITIONS:
        raise unknown(insn)
    if insn.code & REG:
        src = REGISTERS[insn.src]
        both = x86.test(dst, src, wide) if op == JumpOp.JSET else None
        return both or x86.alu(x86.CMP, dst, src, wide)
    if op == JumpOp.JSET:
        return x86.test_imm(dst, insn.imm, wide)
    if insn.imm == 0 and op in (JumpOp.JEQ, JumpOp.JNE):
        return x86.test(dst, dst, wide)
    return x86.alu_imm(x86.CMP, dst, insn.imm, wide)
