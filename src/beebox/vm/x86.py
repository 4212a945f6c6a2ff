"""x86-64 machine code: the encodings that the template JIT uses, and no more.

Each function returns the bytes of one instruction. Registers are the processor's numbers; *wide*
chooses 64-bit operands over 32-bit ones (which clear the upper half of their destination).
Names follow the Intel 64 manual, volume 2; operands come destination first.
"""

from __future__ import annotations

from struct import Struct

RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI = range(8)
R8, R9, R10, R11, R12, R13, R14, R15 = range(8, 16)

# Arithmetic of the first group: the opcode of "r/m, r", and the digit of "r/m, imm".
ADD, OR, AND, SUB, XOR, CMP = 0, 1, 4, 5, 6, 7
# Shifts: the digit of "r/m, imm8" and "r/m, cl".
SHL, SHR, SAR = 4, 5, 7
# Unary operations on r/m: the digit of opcode F7.
NEG, DIV, IDIV = 3, 6, 7

# Conditions, as in the low four bits of Jcc.
BELOW, NOT_BELOW, EQUAL, NOT_EQUAL, NOT_ABOVE, ABOVE = 2, 3, 4, 5, 6, 7
LESS, NOT_LESS, NOT_GREATER, GREATER = 12, 13, 14, 15

CQO = b"\x48\x99"
CDQ = b"\x99"
LEAVE = b"\xc9"
RET = b"\xc3"
TRAP = b"\x0f\x0b"
"""ud2: where control must never come"""
LOCK = b"\xf0"

_i32 = Struct("<i").pack
_u32 = Struct("<I").pack
_u64 = Struct("<Q").pack
_VEX_SHIFT = {SHL: 1, SAR: 2, SHR: 3}


def _rex(wide: bool, reg: int, rm: int, *, force: bool = False) -> bytes:
    """Return the REX prefix, if one is needed (*force*: to name sil and dil, not dh and bh)."""
    rex = 0x40 | wide << 3 | (reg & 8) >> 1 | rm >> 3
    return bytes((rex,)) if rex != 0x40 or force else b""


def _direct(reg: int, rm: int) -> bytes:
    return bytes((0xC0 | (reg & 7) << 3 | rm & 7,))


def _indirect(reg: int, base: int, offset: int) -> bytes:
    """Return ModRM (and SIB) for [base + offset]."""
    field = (reg & 7) << 3 | base & 7
    sib = b"\x24" if base & 7 == RSP else b""
    if not offset and base & 7 != RBP:
        return bytes((field,)) + sib
    if -128 <= offset <= 127:
        return bytes((0x40 | field,)) + sib + bytes((offset & 0xFF,))
    return bytes((0x80 | field,)) + sib + _i32(offset)


def alu(op: int, dst: int, src: int, wide: bool) -> bytes:
    """Return ``op dst, src`` of the first group."""
    return _rex(wide, src, dst) + bytes((op << 3 | 1,)) + _direct(src, dst)


def alu_imm(op: int, dst: int, imm: int, wide: bool) -> bytes:
    """Return ``op dst, imm`` of the first group; *imm* is sign-extended from 32 bits."""
    if -128 <= imm <= 127:
        return _rex(wide, 0, dst) + b"\x83" + _direct(op, dst) + bytes((imm & 0xFF,))
    return _rex(wide, 0, dst) + b"\x81" + _direct(op, dst) + _i32(imm)


def mov(dst: int, src: int, wide: bool = True) -> bytes:
    """Return ``mov dst, src``."""
    return _rex(wide, src, dst) + b"\x89" + _direct(src, dst)


def mov_imm(dst: int, value: int) -> bytes:
    """Return the shortest code that puts the unsigned 64-bit *value* in *dst*; flags may change."""
    if value == 0:
        return alu(XOR, dst, dst, False)
    if value < 1 << 32:
        return _rex(False, 0, dst) + bytes((0xB8 | dst & 7,)) + _u32(value)
    if value >= (1 << 64) - (1 << 31):
        return _rex(True, 0, dst) + b"\xc7" + _direct(0, dst) + _u32(value & 0xFFFFFFFF)
    return _rex(True, 0, dst) + bytes((0xB8 | dst & 7,)) + _u64(value)


def imul(dst: int, src: int, wide: bool) -> bytes:
    """Return ``imul dst, src``."""
    return _rex(wide, dst, src) + b"\x0f\xaf" + _direct(dst, src)


def imul_imm(dst: int, imm: int, wide: bool) -> bytes:
    """Return ``imul dst, dst, imm``."""
    if -128 <= imm <= 127:
        return _rex(wide, dst, dst) + b"\x6b" + _direct(dst, dst) + bytes((imm & 0xFF,))
    return _rex(wide, dst, dst) + b"\x69" + _direct(dst, dst) + _i32(imm)


def unary(op: int, dst: int, wide: bool) -> bytes:
    """Return ``neg dst``, or ``div dst`` and ``idiv dst``, which work on rdx:rax."""
    return _rex(wide, 0, dst) + b"\xf7" + _direct(op, dst)


def test(dst: int, src: int, wide: bool) -> bytes:
    """Return ``test dst, src``."""
    return _rex(wide, src, dst) + b"\x85" + _direct(src, dst)


def test_imm(dst: int, imm: int, wide: bool) -> bytes:
    """Return ``test dst, imm``; *imm* is sign-extended from 32 bits."""
    return _rex(wide, 0, dst) + b"\xf7" + _direct(0, dst) + _i32(imm)


def shift_imm(op: int, dst: int, count: int, wide: bool) -> bytes:
    """Return ``op dst, count``."""
    return _rex(wide, 0, dst) + b"\xc1" + _direct(op, dst) + bytes((count,))


def shift_cl(op: int, dst: int, wide: bool) -> bytes:
    """Return ``op dst, cl``."""
    return _rex(wide, 0, dst) + b"\xd3" + _direct(op, dst)


def shiftx(op: int, dst: int, src: int, count: int, wide: bool) -> bytes:
    """Return BMI2's ``shlx/shrx/sarx dst, src, count``: any register counts."""
    second = ~dst >> 3 << 7 & 0x80 | 0x40 | (~src >> 3 & 1) << 5 | 2
    third = wide << 7 | (~count & 15) << 3 | _VEX_SHIFT[op]
    return bytes((0xC4, second, third, 0xF7)) + _direct(dst, src)


def movzx16(dst: int, src: int) -> bytes:
    """Return ``movzx dst32, src16``."""
    return _rex(False, dst, src) + b"\x0f\xb7" + _direct(dst, src)


def movsx(dst: int, src: int, bits: int, wide: bool) -> bytes:
    """Return the sign extension of the low *bits* (8, 16 or 32) of *src*."""
    opcode = {8: b"\x0f\xbe", 16: b"\x0f\xbf", 32: b"\x63"}[bits]
    return _rex(wide, dst, src, force=bits == 8) + opcode + _direct(dst, src)


def bswap(dst: int, wide: bool) -> bytes:
    """Return ``bswap dst``."""
    return _rex(wide, 0, dst) + bytes((0x0F, 0xC8 | dst & 7))


def rol16(dst: int, count: int) -> bytes:
    """Return ``rol dst16, count``."""
    return b"\x66" + _rex(False, 0, dst) + b"\xc1" + _direct(0, dst) + bytes((count,))


def load(dst: int, base: int, offset: int, size: int) -> bytes:
    """Return the load of *size* bytes at [base + offset], zero-extended to 64 bits."""
    opcode = {1: b"\x0f\xb6", 2: b"\x0f\xb7", 4: b"\x8b", 8: b"\x8b"}[size]
    return _rex(size == 8, dst, base) + opcode + _indirect(dst, base, offset)


def load_signed(dst: int, base: int, offset: int, size: int) -> bytes:
    """Return the load of *size* (1, 2 or 4) bytes at [base + offset], sign-extended."""
    opcode = {1: b"\x0f\xbe", 2: b"\x0f\xbf", 4: b"\x63"}[size]
    return _rex(True, dst, base) + opcode + _indirect(dst, base, offset)


def store(base: int, offset: int, src: int, size: int) -> bytes:
    """Return the store of the low *size* bytes of *src* to [base + offset]."""
    prefix = b"\x66" if size == 2 else b""
    opcode = b"\x88" if size == 1 else b"\x89"
    return prefix + _memory(opcode, src, base, offset, size)


def store_imm(base: int, offset: int, imm: int, size: int) -> bytes:
    """Return the store of *imm* to [base + offset]; eight bytes are sign-extended from four."""
    prefix = b"\x66" if size == 2 else b""
    opcode = b"\xc6" if size == 1 else b"\xc7"
    width = min(size, 4)
    value = (imm & ((1 << 8 * width) - 1)).to_bytes(width, "little")
    return prefix + _rex(size == 8, 0, base) + opcode + _indirect(0, base, offset) + value


def _memory(opcode: bytes, reg: int, base: int, offset: int, size: int) -> bytes:
    rex = _rex(size == 8, reg, base, force=size == 1)
    return rex + opcode + _indirect(reg, base, offset)


def alu_memory(op: int, base: int, offset: int, src: int, size: int) -> bytes:
    """Return ``op [base + offset], src`` of the first group; *size* is 4 or 8."""
    return _memory(bytes((op << 3 | 1,)), src, base, offset, size)


def alu_memory_imm(op: int, base: int, offset: int, imm: int) -> bytes:
    """Return ``op qword [base + offset], imm8`` of the first group."""
    return _memory(b"\x83", op, base, offset, 8) + bytes((imm & 0xFF,))


def xadd(base: int, offset: int, src: int, size: int) -> bytes:
    """Return ``xadd [base + offset], src``."""
    return _memory(b"\x0f\xc1", src, base, offset, size)


def xchg(base: int, offset: int, src: int, size: int) -> bytes:
    """Return ``xchg [base + offset], src``, which locks by itself."""
    return _memory(b"\x87", src, base, offset, size)


def cmpxchg(base: int, offset: int, src: int, size: int) -> bytes:
    """Return ``cmpxchg [base + offset], src``, which compares rax."""
    return _memory(b"\x0f\xb1", src, base, offset, size)


def push(reg: int) -> bytes:
    """Return ``push reg``."""
    return _rex(False, 0, reg) + bytes((0x50 | reg & 7,))


def pop(reg: int) -> bytes:
    """Return ``pop reg``."""
    return _rex(False, 0, reg) + bytes((0x58 | reg & 7,))


def call(reg: int) -> bytes:
    """Return ``call reg``."""
    return _rex(False, 0, reg) + b"\xff" + _direct(2, reg)


def jump(reg: int) -> bytes:
    """Return ``jmp reg``."""
    return _rex(False, 0, reg) + b"\xff" + _direct(4, reg)


def over(condition: int, body: bytes) -> bytes:
    """Return a short jump over *body* when *condition* holds, and *body*."""
    return bytes((0x70 | condition, len(body))) + body


def past(body: bytes) -> bytes:
    """Return an unconditional short jump over *body*, and *body*."""
    return bytes((0xEB, len(body))) + body
