"""Machine code of ALU and ALU64 instructions (RFC 9669 sections 4.1 and 4.2)."""

from __future__ import annotations

from beebox.bits import U32, U64
from beebox.errors import NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, OP, REG, TO_BE, AluOp, Class
from beebox.vm import x86
from beebox.vm.cpu import has_bmi2
from beebox.vm.tier0.registers import REGISTERS, unknown

GROUP = {
    AluOp.ADD: x86.ADD,
    AluOp.SUB: x86.SUB,
    AluOp.OR: x86.OR,
    AluOp.AND: x86.AND,
    AluOp.XOR: x86.XOR,
}
"""the operations of x86's first group"""
_SHIFTS = {AluOp.LSH: x86.SHL, AluOp.RSH: x86.SHR, AluOp.ARSH: x86.SAR}


def alu(insn: Insn) -> bytes:
    """Return the code of an ALU or ALU64 instruction."""
    wide = insn.code & CLASS == Class.ALU64
    op = insn.code & OP
    dst = REGISTERS[insn.dst]
    src = REGISTERS[insn.src] if insn.code & REG else None
    if op in GROUP:
        if src is None:
            return x86.alu_imm(GROUP[AluOp(op)], dst, insn.imm, wide)
        return x86.alu(GROUP[AluOp(op)], dst, src, wide)
    if op == AluOp.MOV:
        return _mov(insn, dst, src, wide)
    if op in _SHIFTS:
        return _shift(_SHIFTS[AluOp(op)], insn, dst, src, wide)
    if op == AluOp.MUL:
        return x86.imul_imm(dst, insn.imm, wide) if src is None else x86.imul(dst, src, wide)
    if op == AluOp.NEG:
        return x86.unary(x86.NEG, dst, wide)
    if op in (AluOp.DIV, AluOp.MOD):
        return _divide(insn, dst, src, wide)
    if op == AluOp.END:
        return _end(insn, dst, wide)
    raise unknown(insn)


def _mov(insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    if src is None:
        return x86.mov_imm(dst, insn.imm & (U64 if wide else U32))
    if insn.off == 0:
        return x86.mov(dst, src, wide)
    if insn.off in (8, 16) or (insn.off == 32 and wide):
        return x86.movsx(dst, src, insn.off, wide)
    raise NotSupported("addr_space_cast: the program has no arena")


def _shift(op: int, insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    """Shift by an immediate, by any register (BMI2), or by cl with rcx put aside in r11."""
    if src is None:
        count = insn.imm & (63 if wide else 31)
        return x86.shift_imm(op, dst, count, wide) if count else x86.mov(dst, dst, wide)
    if has_bmi2():
        return x86.shiftx(op, dst, dst, src, wide)
    if src == x86.RCX:
        return x86.shift_cl(op, dst, wide)
    shifted = x86.R11 if dst == x86.RCX else dst
    return b"".join(
        (
            x86.mov(x86.R11, x86.RCX),
            x86.mov(x86.RCX, src),
            x86.shift_cl(op, shifted, wide),
            x86.mov(x86.RCX, x86.R11),
        )
    )


def _divide(insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    """Divide as RFC 9669 section 4.1 says: by zero gives 0, modulo zero leaves the destination."""
    modulo = insn.code & OP == AluOp.MOD
    if src is None:
        divisor = insn.imm & (U64 if wide else U32)
        if divisor and not divisor & (divisor - 1) and insn.off == 0:
            return _divide_by_power(divisor, dst, modulo, wide)
        load = x86.mov_imm(x86.R11, divisor)
    else:
        load = x86.mov(x86.R11, src, wide)
    unchanged = b"" if wide else x86.mov(dst, dst, wide)
    by_zero = unchanged if modulo else x86.mov_imm(dst, 0)
    proper = _proper_division(dst, modulo, insn.off == 1, wide)
    if insn.off == 1:  # INT_MIN / -1 would trap: it is a negation
        negated = x86.mov_imm(dst, 0) if modulo else x86.unary(x86.NEG, dst, wide)
        rest = x86.over(x86.NOT_EQUAL, negated + x86.past(proper)[:2]) + proper
        proper = x86.alu_imm(x86.CMP, x86.R11, -1, wide) + rest
    zero = by_zero + x86.past(proper)[:2]
    return load + x86.test(x86.R11, x86.R11, wide) + x86.over(x86.NOT_EQUAL, zero) + proper


def _divide_by_power(divisor: int, dst: int, modulo: bool, wide: bool) -> bytes:
    if not modulo:
        count = divisor.bit_length() - 1
        return x86.shift_imm(x86.SHR, dst, count, wide) if count else x86.mov(dst, dst, wide)
    if divisor - 1 <= U32 >> 1:
        return x86.alu_imm(x86.AND, dst, divisor - 1, wide)
    return x86.mov_imm(x86.R11, divisor - 1) + x86.alu(x86.AND, dst, x86.R11, wide)


def _proper_division(dst: int, modulo: bool, signed: bool, wide: bool) -> bytes:
    """Divide *dst* by r11, which is not zero, keeping rax and rdx unless one is *dst*."""
    keep = [(x86.RAX, x86.R10), (x86.RDX, x86.R9)]
    saved = [(reg, scratch) for reg, scratch in keep if reg != dst]
    parts = [x86.mov(scratch, reg) for reg, scratch in saved]
    if dst != x86.RAX:
        parts.append(x86.mov(x86.RAX, dst, wide))
    if signed:
        parts += [x86.CQO if wide else x86.CDQ, x86.unary(x86.IDIV, x86.R11, wide)]
    else:
        parts += [x86.mov_imm(x86.RDX, 0), x86.unary(x86.DIV, x86.R11, wide)]
    result = x86.RDX if modulo else x86.RAX
    if dst != result:
        parts.append(x86.mov(dst, result, wide))
    parts += [x86.mov(reg, scratch) for reg, scratch in saved]
    return b"".join(parts)


def _end(insn: Insn, dst: int, wide: bool) -> bytes:
    """Return a byte swap, or for "to little endian" a truncation."""
    if insn.imm not in (16, 32, 64):
        raise unknown(insn)
    if wide or insn.code & TO_BE:
        if insn.imm == 16:
            return x86.rol16(dst, 8) + x86.movzx16(dst, dst)
        return x86.bswap(dst, insn.imm == 64)
    if insn.imm == 16:
        return x86.movzx16(dst, dst)
    return x86.mov(dst, dst, False) if insn.imm == 32 else b""
