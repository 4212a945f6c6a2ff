"""Divisions that cannot trap: what eBPF says of zero and -1, as instructions.

After Linux 6.18 kernel/bpf/verifier.c: do_misc_fixups. Engines do without: they know.
"""

from __future__ import annotations

from dataclasses import replace

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, JA, OP, REG, AluOp, Class, JumpOp

AUXILIARY = 11
"""BPF_REG_AX: a register that programs do not have"""
_SKIP = Insn(JA, off=1)


def guarded(insn: Insn) -> tuple[Insn, ...]:
    """Return what comes in place of a division; nothing: it stays."""
    if insn.code & OP not in (AluOp.DIV, AluOp.MOD):
        return ()
    wide = insn.code & CLASS == Class.ALU64
    divides = insn.code & OP == AluOp.DIV
    if not insn.code & REG:
        return _by_minus_one(insn, divides=divides) if insn.off == 1 and insn.imm == -1 else ()
    if insn.off == 1:
        return _signed(insn, wide=wide, divides=divides)
    jump = Class.JMP if wide else Class.JMP32
    if divides:
        zero = Insn(Class.ALU | AluOp.XOR | REG, insn.dst, insn.dst)
        return (Insn(jump | JumpOp.JNE, insn.src, off=2), zero, _SKIP, insn)
    whole = Insn(jump | JumpOp.JEQ, insn.src, off=1 if wide else 2)
    return (whole, insn) if wide else (whole, insn, _SKIP, _narrow(insn.dst))


def _by_minus_one(insn: Insn, *, divides: bool) -> tuple[Insn, ...]:
    if divides:
        return (Insn(insn.code & CLASS | AluOp.NEG, insn.dst),)
    return (Insn(Class.ALU | AluOp.MOV, insn.dst),)


def _signed(insn: Insn, *, wide: bool, divides: bool) -> tuple[Insn, ...]:
    """Guard a signed division: its divisor plus one is 0 or 1 where care is needed."""
    alu = insn.code & CLASS
    jump = Class.JMP if wide else Class.JMP32
    probe = (
        Insn(Class.ALU64 | AluOp.MOV | REG, AUXILIARY, insn.src),
        Insn(alu | AluOp.ADD, AUXILIARY, imm=1),
    )
    if divides:
        return (
            *probe,
            Insn(jump | JumpOp.JGT, AUXILIARY, off=4, imm=1),
            Insn(jump | JumpOp.JEQ, AUXILIARY, off=1),
            Insn(alu | AluOp.MOV, insn.dst),
            Insn(alu | AluOp.NEG, insn.dst),
            _SKIP,
            insn,
        )
    made = (
        *probe,
        Insn(jump | JumpOp.JGT, AUXILIARY, off=3, imm=1),
        Insn(jump | JumpOp.JEQ, AUXILIARY, off=3 if wide else 4, imm=1),
        Insn(Class.ALU | AluOp.MOV, insn.dst),
        _SKIP,
        insn,
    )
    return made if wide else (*made, _SKIP, _narrow(insn.dst))


def _narrow(register: int) -> Insn:
    """Return what clears the upper half."""
    return replace(Insn(Class.ALU | AluOp.MOV | REG), dst=register, src=register)
