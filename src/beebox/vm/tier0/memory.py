"""Machine code of loads, stores and atomic operations (RFC 9669 section 5)."""

from __future__ import annotations

from beebox.errors import NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import BYTES, FETCH, MODE, SIZE, AluOp, AtomicOp, Mode
from beebox.vm import x86
from beebox.vm.tier0.arithmetic import GROUP
from beebox.vm.tier0.registers import REGISTERS, unknown


def load(insn: Insn) -> bytes:
    """Return the code of a LDX instruction."""
    size = BYTES[insn.code & SIZE]
    dst, src = REGISTERS[insn.dst], REGISTERS[insn.src]
    mode = insn.code & MODE
    if mode == Mode.MEM:
        return x86.load(dst, src, insn.off, size)
    if mode == Mode.MEMSX and size < 8:
        return x86.load_signed(dst, src, insn.off, size)
    raise unknown(insn)


def store_imm(insn: Insn) -> bytes:
    """Return the code of a ST instruction."""
    if insn.code & MODE != Mode.MEM:
        raise unknown(insn)
    return x86.store_imm(REGISTERS[insn.dst], insn.off, insn.imm, BYTES[insn.code & SIZE])


def store(insn: Insn) -> bytes:
    """Return the code of a STX instruction."""
    size = BYTES[insn.code & SIZE]
    mode = insn.code & MODE
    if mode == Mode.MEM:
        return x86.store(REGISTERS[insn.dst], insn.off, REGISTERS[insn.src], size)
    if mode == Mode.ATOMIC:
        return _atomic(insn, size)
    raise unknown(insn)


def _atomic(insn: Insn, size: int) -> bytes:
    base, src, off = REGISTERS[insn.dst], REGISTERS[insn.src], insn.off
    op = insn.imm
    if op == AtomicOp.LOAD_ACQ:  # x86 loads acquire and stores release by themselves
        return x86.load(base, src, off, size)
    if op == AtomicOp.STORE_REL:
        return x86.store(base, off, src, size)
    if size < 4:
        raise unknown(insn)
    if op == AtomicOp.XCHG:
        return x86.xchg(base, off, src, size)
    if op == AtomicOp.CMPXCHG:
        narrow = x86.mov(x86.RAX, x86.RAX, False) if size == 4 else b""
        return x86.LOCK + x86.cmpxchg(base, off, src, size) + narrow
    if op == AtomicOp.ADD | FETCH:
        return x86.LOCK + x86.xadd(base, off, src, size)
    plain = op & ~FETCH
    if plain not in (AtomicOp.ADD, AtomicOp.OR, AtomicOp.AND, AtomicOp.XOR):
        raise unknown(insn)
    if op == plain:
        return x86.LOCK + x86.alu_memory(GROUP[AluOp(plain)], base, off, src, size)
    return _fetch(GROUP[AluOp(plain)], insn, size)


def _fetch(op: int, insn: Insn, size: int) -> bytes:
    """Repeat compare-and-exchange until no one came between; r11 keeps rax, r10 the new value."""
    base, src = REGISTERS[insn.dst], REGISTERS[insn.src]
    wide = size == 8
    where = x86.R11 if base == x86.RAX else base
    operand = x86.R11 if src == x86.RAX else src
    body = b"".join(
        (
            x86.mov(x86.R10, x86.RAX),
            x86.alu(op, x86.R10, operand, wide),
            x86.LOCK,
            x86.cmpxchg(where, insn.off, x86.R10, size),
        )
    )
    again = bytes((0x70 | x86.NOT_EQUAL, -len(body) - 2 & 0xFF))
    parts = [x86.mov(x86.R11, x86.RAX), x86.load(x86.RAX, where, insn.off, size), body, again]
    parts.append(x86.mov(src, x86.RAX, wide))
    if src != x86.RAX:
        parts.append(x86.mov(x86.RAX, x86.R11))
    return b"".join(parts)


def immediate(insn: Insn) -> bytes:
    """Return nothing, for the second slot of an ``lddw``; refuse the rest of class LD."""
    if insn.code == 0 and not (insn.dst or insn.src or insn.off):
        return b""  # the second slot of an lddw
    if insn.code & MODE in (Mode.ABS, Mode.IND):
        raise NotSupported("BPF_LD_[ABS|IND] must be rewritten before it is compiled")
    raise unknown(insn)
