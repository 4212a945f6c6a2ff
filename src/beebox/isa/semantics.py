"""What each operation *means*, once, on unsigned Python ints (RFC 9669 sections 4.1 to 4.3).

Every function takes its operands as unsigned numbers of *bits* width (32 or 64) and returns one.
The interpreter runs these, the tests hold the JIT tiers against them, the verifier folds
constants with them. The corners, which are not C's:

* division by zero gives 0; modulo by zero leaves the destination;
* ``INT_MIN / -1`` wraps to ``INT_MIN``, and its remainder is 0; signed division rounds to zero;
* a shift amount counts modulo the width.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.bits import U64, signed
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, FETCH, OP, REG, TO_BE, AluOp, AtomicOp, Class, JumpOp

Operation = Callable[[int, int, int], int]
Comparison = Callable[[int, int, int], bool]


def _add(dst: int, src: int, bits: int) -> int:
    return (dst + src) & ((1 << bits) - 1)


def _sub(dst: int, src: int, bits: int) -> int:
    return (dst - src) & ((1 << bits) - 1)


def _mul(dst: int, src: int, bits: int) -> int:
    return (dst * src) & ((1 << bits) - 1)


def _div(dst: int, src: int, _bits: int) -> int:
    return dst // src if src else 0


def _mod(dst: int, src: int, _bits: int) -> int:
    return dst % src if src else dst


def _or(dst: int, src: int, _bits: int) -> int:
    return dst | src


def _and(dst: int, src: int, _bits: int) -> int:
    return dst & src


def _xor(dst: int, src: int, _bits: int) -> int:
    return dst ^ src


def _mov(_dst: int, src: int, _bits: int) -> int:
    return src


def _neg(dst: int, _src: int, bits: int) -> int:
    return -dst & ((1 << bits) - 1)


def _lsh(dst: int, src: int, bits: int) -> int:
    return dst << (src & (bits - 1)) & ((1 << bits) - 1)


def _rsh(dst: int, src: int, bits: int) -> int:
    return dst >> (src & (bits - 1))


def _arsh(dst: int, src: int, bits: int) -> int:
    return signed(dst, bits) >> (src & (bits - 1)) & ((1 << bits) - 1)


def _sdiv(dst: int, src: int, bits: int) -> int:
    if not src:
        return 0
    a, b = signed(dst, bits), signed(src, bits)
    quotient = abs(a) // abs(b)
    return (quotient if (a < 0) == (b < 0) else -quotient) & ((1 << bits) - 1)


def _smod(dst: int, src: int, bits: int) -> int:
    if not src:
        return dst
    a, b = signed(dst, bits), signed(src, bits)
    remainder = abs(a) % abs(b)
    return (-remainder if a < 0 else remainder) & ((1 << bits) - 1)


ALU: dict[AluOp, Operation] = {
    AluOp.ADD: _add,
    AluOp.SUB: _sub,
    AluOp.MUL: _mul,
    AluOp.DIV: _div,
    AluOp.OR: _or,
    AluOp.AND: _and,
    AluOp.LSH: _lsh,
    AluOp.RSH: _rsh,
    AluOp.NEG: _neg,
    AluOp.MOD: _mod,
    AluOp.XOR: _xor,
    AluOp.MOV: _mov,
    AluOp.ARSH: _arsh,
}
"""what each ALU operation means; END has no second operand, see `byteswap`"""

SIGNED_ALU: dict[AluOp, Operation] = {AluOp.DIV: _sdiv, AluOp.MOD: _smod}
"""the two that have a signed form, chosen by an offset field of 1"""


def _jeq(a: int, b: int, _bits: int) -> bool:
    return a == b


def _jne(a: int, b: int, _bits: int) -> bool:
    return a != b


def _jgt(a: int, b: int, _bits: int) -> bool:
    return a > b


def _jge(a: int, b: int, _bits: int) -> bool:
    return a >= b


def _jlt(a: int, b: int, _bits: int) -> bool:
    return a < b


def _jle(a: int, b: int, _bits: int) -> bool:
    return a <= b


def _jset(a: int, b: int, _bits: int) -> bool:
    return bool(a & b)


def _jsgt(a: int, b: int, bits: int) -> bool:
    return signed(a, bits) > signed(b, bits)


def _jsge(a: int, b: int, bits: int) -> bool:
    return signed(a, bits) >= signed(b, bits)


def _jslt(a: int, b: int, bits: int) -> bool:
    return signed(a, bits) < signed(b, bits)


def _jsle(a: int, b: int, bits: int) -> bool:
    return signed(a, bits) <= signed(b, bits)


JUMP: dict[JumpOp, Comparison] = {
    JumpOp.JEQ: _jeq,
    JumpOp.JNE: _jne,
    JumpOp.JGT: _jgt,
    JumpOp.JGE: _jge,
    JumpOp.JLT: _jlt,
    JumpOp.JLE: _jle,
    JumpOp.JSET: _jset,
    JumpOp.JSGT: _jsgt,
    JumpOp.JSGE: _jsge,
    JumpOp.JSLT: _jslt,
    JumpOp.JSLE: _jsle,
}
"""when each conditional jump is taken"""

ATOMIC: dict[int, Operation] = {
    AtomicOp.ADD: _add,
    AtomicOp.OR: _or,
    AtomicOp.AND: _and,
    AtomicOp.XOR: _xor,
    AtomicOp.ADD | FETCH: _add,
    AtomicOp.OR | FETCH: _or,
    AtomicOp.AND | FETCH: _and,
    AtomicOp.XOR | FETCH: _xor,
    AtomicOp.XCHG: _mov,
}
"""what memory holds after each read-modify-write, given its old value and the source register"""


def byteswap(value: int, bits: int) -> int:
    """Return the low *bits* (16, 32 or 64) of *value* with their bytes reversed."""
    size = bits // 8
    return int.from_bytes((value & ((1 << bits) - 1)).to_bytes(size, "little"), "big")


def swap(insn: Insn, value: int) -> int:
    """Return the result of the END instruction *insn* on a little-endian machine.

    Class ALU: to little endian (only truncates) or to big endian; class ALU64: always swaps.
    """
    if insn.code & CLASS == Class.ALU and not insn.code & TO_BE:
        return value & ((1 << insn.imm) - 1)
    return byteswap(value, insn.imm)


def alu(insn: Insn, dst: int, src: int) -> int:
    """Return what the ALU or ALU64 instruction *insn* leaves in its destination, 64 bits unsigned.

    *dst* and *src* are the two registers; *src* is not looked at if *insn* has an immediate.
    A 32-bit operation works on the low halves and clears the high half of the result.
    """
    bits = 64 if insn.code & CLASS == Class.ALU64 else 32
    mask = (1 << bits) - 1
    op = AluOp(insn.code & OP)
    if op is AluOp.END:
        return swap(insn, dst)
    operand = (src if insn.code & REG else insn.imm) & mask
    if op is AluOp.MOV and insn.code & REG and insn.off in (8, 16, 32):
        return signed(operand, insn.off) & mask
    table = SIGNED_ALU if insn.off == 1 and op in SIGNED_ALU else ALU
    return table[op](dst & mask, operand, bits)


def jump(insn: Insn, dst: int, src: int) -> bool:
    """Tell whether the conditional jump *insn* is taken, given the two registers."""
    bits = 64 if insn.code & CLASS == Class.JMP else 32
    mask = (1 << bits) - 1
    operand = (src if insn.code & REG else insn.imm) & mask
    return JUMP[JumpOp(insn.code & OP)](dst & mask, operand, bits)


def wide(insn: Insn, following: Insn) -> int:
    """Return the 64-bit immediate of an ``lddw`` in two slots."""
    return (following.imm << 32 | insn.imm & 0xFFFFFFFF) & U64
