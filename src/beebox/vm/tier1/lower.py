"""LLVM IR for arithmetic, loads, stores and atomic operations: one function a class.

LLVM has no meaning for some things that BPF has one for (division by zero, of INT_MIN by -1,
shifts by the width and more): operands are chosen first so that these never come up.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.bits import U64, signed
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_SPACE_CAST,
    CLASS,
    FETCH,
    LDDW,
    MODE,
    OP,
    REG,
    TO_BE,
    AluOp,
    AtomicOp,
    Class,
    Mode,
    Pseudo,
    size_of,
)
from beebox.isa.semantics import wide
from beebox.vm.tier1 import arena
from beebox.vm.tier1.ir import Value, Writer, constant
from beebox.vm.tier1.kinds import Origin

_BINARY = {
    AluOp.ADD: "add",
    AluOp.SUB: "sub",
    AluOp.MUL: "mul",
    AluOp.OR: "or",
    AluOp.AND: "and",
    AluOp.XOR: "xor",
}
_SHIFTS = {AluOp.LSH: "shl", AluOp.RSH: "lshr", AluOp.ARSH: "ashr"}
_RMW: dict[int, str] = {
    AtomicOp.ADD: "add",
    AtomicOp.OR: "or",
    AtomicOp.AND: "and",
    AtomicOp.XOR: "xor",
}


def _alu(writer: Writer, _: int, insn: Insn) -> None:
    """ALU, ALU64: arithmetic, moves, byte swaps."""
    op, bits = AluOp(insn.code & OP), 64 if insn.code & CLASS == Class.ALU64 else 32
    if bits == 64 and not insn.off:
        value = _move(writer, insn) if op is AluOp.MOV else _pointer_alu(writer, op, insn)
        if value is not None:
            writer.values[insn.dst] = value
            return
    if op is AluOp.MOV and bits == 64 and insn.off in (ADDR_SPACE_CAST, -1):
        result = arena.cast(writer, insn)
    elif op is AluOp.END:
        result = _end(writer, insn)
    else:
        result = _arithmetic(writer, op, insn, bits)
    writer.values[insn.dst] = constant(int(result)) if result[0] != "%" else Value(result)


def _move(writer: Writer, insn: Insn) -> Value:
    """Return what a 64-bit move without extension moves."""
    return writer.values[insn.src] if insn.code & REG else constant(insn.imm & U64)


def _pointer_alu(writer: Writer, op: AluOp, insn: Insn) -> Value | None:
    """Return the sum of a pointer and a number, None if it is anything else."""
    if op not in (AluOp.ADD, AluOp.SUB):
        return None
    pointer, other = insn.dst, insn.src
    if insn.code & REG:
        kinds = writer.kind(pointer).pointer, writer.kind(other).pointer
        if kinds == (False, True) and op is AluOp.ADD:
            pointer, other = other, pointer
        elif kinds != (True, False):
            return None
        distance = writer.number(writer.values[other])
    elif writer.kind(pointer).pointer:
        distance = str(insn.imm)
    else:
        return None
    if op is AluOp.SUB:
        distance = writer.value(f"sub i64 0, {distance}")
    base = writer.pointer(writer.values[pointer])
    return Value(pointer=writer.value(f"getelementptr i8, ptr {base}, i64 {distance}"))


def _arithmetic(writer: Writer, op: AluOp, insn: Insn, bits: int) -> str:
    """Return the result of an operation on numbers, as 64 bits."""
    dst = writer.narrow(writer.number(writer.values[insn.dst]), bits) if op != AluOp.MOV else ""
    if insn.code & REG:
        src = writer.narrow(writer.number(writer.values[insn.src]), bits)
    else:
        src = str(signed(insn.imm, bits))
    if op is AluOp.MOV:
        result = _extended(writer, src, insn.off, bits) if insn.code & REG else src
    elif op is AluOp.NEG:
        result = writer.value(f"sub i{bits} 0, {dst}")
    elif op in _BINARY:
        result = writer.value(f"{_BINARY[op]} i{bits} {dst}, {src}")
    elif op in _SHIFTS:
        result = writer.value(f"{_SHIFTS[op]} i{bits} {dst}, {_count(writer, insn, src, bits)}")
    else:
        divide = _signed_division if insn.off == 1 else _division
        result = divide(writer, insn, op is AluOp.MOD, (dst, src, bits))
    return _widened(writer, result, bits)


def _widened(writer: Writer, result: str, bits: int, how: str = "zext") -> str:
    """Return a value of *bits* as 64 bits."""
    if bits == 64:
        return result
    if result[0] != "%":
        return str(int(result) & ((1 << bits) - 1))
    return writer.value(f"{how} i{bits} {result} to i64")


def _extended(writer: Writer, src: str, source_bits: int, bits: int) -> str:
    """Return the low *source_bits* of a value with their sign extended, all if that is 0."""
    if not source_bits:
        return src
    if src[0] != "%":
        return str(signed(int(src), source_bits))
    part = writer.value(f"trunc i{bits} {src} to i{source_bits}")
    return writer.value(f"sext i{source_bits} {part} to i{bits}")


def _count(writer: Writer, insn: Insn, src: str, bits: int) -> str:
    """Return a shift's amount, modulo the width."""
    if insn.code & REG:
        return writer.value(f"and i{bits} {src}, {bits - 1}")
    return str(insn.imm & (bits - 1))


Operands = tuple[str, str, int]
"""dividend, divisor, bits"""


def _division(writer: Writer, insn: Insn, modulo: bool, operands: Operands) -> str:
    """Divide: by zero gives 0, modulo zero leaves the dividend."""
    dst, src, bits = operands
    name = "urem" if modulo else "udiv"
    if not insn.code & REG:
        return writer.value(f"{name} i{bits} {dst}, {src}")
    zero = writer.value(f"icmp eq i{bits} {src}, 0")
    divisor = writer.value(f"select i1 {zero}, i{bits} 1, i{bits} {src}")
    result = writer.value(f"{name} i{bits} {dst}, {divisor}")
    return _chosen(writer, zero, dst if modulo else "0", result, bits)


def _signed_division(writer: Writer, insn: Insn, modulo: bool, operands: Operands) -> str:
    """Divide with signs: by -1 is a negation, since that of INT_MIN is INT_MIN again."""
    dst, src, bits = operands
    name = "srem" if modulo else "sdiv"
    if not insn.code & REG and insn.imm != -1:
        return writer.value(f"{name} i{bits} {dst}, {src}")
    negated = "0" if modulo else writer.value(f"sub i{bits} 0, {dst}")
    if not insn.code & REG:
        return negated
    zero = writer.value(f"icmp eq i{bits} {src}, 0")
    minus = writer.value(f"icmp eq i{bits} {src}, -1")
    special = writer.value(f"or i1 {zero}, {minus}")
    divisor = writer.value(f"select i1 {special}, i{bits} 1, i{bits} {src}")
    result = writer.value(f"{name} i{bits} {dst}, {divisor}")
    result = _chosen(writer, minus, negated, result, bits)
    return _chosen(writer, zero, dst if modulo else "0", result, bits)


def _chosen(writer: Writer, condition: str, yes: str, no: str, bits: int) -> str:
    return writer.value(f"select i1 {condition}, i{bits} {yes}, i{bits} {no}")


def _end(writer: Writer, insn: Insn) -> str:
    """Return a byte swap, or for "to little endian" a truncation."""
    part = writer.narrow(writer.number(writer.values[insn.dst]), insn.imm)
    if insn.code & CLASS == Class.ALU64 or insn.code & TO_BE:
        name = f"@llvm.bswap.i{insn.imm}(i{insn.imm}"
        writer.declare(f"i{insn.imm} {name})")
        part = writer.value(f"call i{insn.imm} {name} {part})")
    return _widened(writer, part, insn.imm)


# --- memory -------------------------------------------------------------------------------


def _ld(writer: Writer, index: int, insn: Insn) -> None:
    """LD: a 64-bit immediate, an address of this process, or that of a callback."""
    if insn.code != LDDW:
        return
    if insn.src == Pseudo.FUNC:
        name = writer.names.callback(index + 1 + insn.imm)
        value = Value(writer.value(f"ptrtoint ptr @{name} to i64"))
    elif index in writer.names.addresses:
        place = writer.names.addresses[index]
        value = Value(
            pointer=writer.value(f"load ptr, ptr @{place}.at, !invariant.load !0, !nonnull !0")
        )
    else:
        value = constant(wide(insn, writer.insns[index + 1]))
    writer.values[insn.dst] = value


def _address(writer: Writer, insn: Insn, register: int) -> str:
    """Return where a load or store goes by *register*."""
    if arena.is_access(insn):
        return arena.address(writer, register, insn.off)
    return writer.address(register, insn.off)


def _load(writer: Writer, index: int, insn: Insn) -> None:
    """LDX: a load, zero- or sign-extended, or one of a pointer."""
    size = size_of(insn.code)
    address = _address(writer, insn, insn.src)
    if writer.kinds.loaded(writer.state, index, insn).pointer:
        loaded = writer.value(f"load ptr, ptr {address}, align 1")
        loaded = _frozen(writer, insn.src, insn, f"ptr {loaded}")
        writer.values[insn.dst] = Value(pointer=loaded)
        return
    bits = 8 * size
    loaded = writer.value(f"load i{bits}, ptr {address}, align 1")
    loaded = _frozen(writer, insn.src, insn, f"i{bits} {loaded}")
    how = "sext" if insn.code & MODE == Mode.MEMSX else "zext"
    writer.values[insn.dst] = Value(_widened(writer, loaded, bits, how))


def _frozen(writer: Writer, base: int, insn: Insn, loaded: str) -> str:
    """Return *loaded*, fixed to one value if it may come from stack that was never set."""
    kind, size = writer.kind(base), size_of(insn.code)
    if kind.origin is Origin.FOREIGN or arena.is_access(insn):
        return loaded.split()[1]
    if kind.offset is not None and writer.state.covers(kind.offset + insn.off, size):
        return loaded.split()[1]
    return writer.value(f"freeze {loaded}")


def _store(writer: Writer, index: int, insn: Insn) -> None:
    """ST, STX: a store of an immediate or a register, or an atomic operation."""
    if insn.code & MODE == Mode.ATOMIC:
        writer.parts.forget()
        _atomic(writer, index, insn)
        return
    size = size_of(insn.code)
    kind, stored = _stored(writer, insn, 8 * size)
    base = writer.kind(insn.dst).offset
    if base is None or arena.is_access(insn):
        writer.parts.forget()
        address = _address(writer, insn, insn.dst)
    else:
        offset, whole, stored = writer.parts.store(writer.value, base + insn.off, size, stored)
        kind = kind if whole == size else f"i{8 * whole}"
        address = writer.in_frame(offset)
    writer.do(f"store {kind} {stored}, ptr {address}, align 1")


def _stored(writer: Writer, insn: Insn, bits: int) -> tuple[str, str]:
    """Return type and name of what a store stores."""
    if insn.code & CLASS == Class.ST:
        return f"i{bits}", str(signed(insn.imm, min(bits, 32)))
    if bits == 64 and writer.kind(insn.src).pointer:
        return "ptr", writer.pointer(writer.values[insn.src])
    return f"i{bits}", writer.narrow(writer.number(writer.values[insn.src]), bits)


def _atomic(writer: Writer, _: int, insn: Insn) -> None:
    """Write an atomic operation: sequentially consistent, but for load-acquire, store-release."""
    size, op, values = size_of(insn.code), insn.imm, writer.values
    bits = 8 * size
    if op == AtomicOp.LOAD_ACQ:
        address = writer.address(insn.src, insn.off)
        old = writer.value(f"load atomic i{bits}, ptr {address} acquire, align {size}")
        values[insn.dst] = _fetched(writer, insn.src, insn, old)
        return
    address = writer.address(insn.dst, insn.off)
    operand = writer.narrow(writer.number(values[insn.src]), bits)
    if op == AtomicOp.STORE_REL:
        writer.do(f"store atomic i{bits} {operand}, ptr {address} release, align {size}")
        return
    if op == AtomicOp.CMPXCHG:
        expected = writer.narrow(writer.number(values[0]), bits)
        pair = writer.value(
            f"cmpxchg ptr {address}, i{bits} {expected}, i{bits} {operand} seq_cst seq_cst, "
            f"align {size}"
        )
        old = writer.value(f"extractvalue {{ i{bits}, i1 }} {pair}, 0")
        values[0] = _fetched(writer, insn.dst, insn, old)
        return
    name = "xchg" if op == AtomicOp.XCHG else _RMW[op & ~FETCH]
    old = writer.value(f"atomicrmw {name} ptr {address}, i{bits} {operand} seq_cst, align {size}")
    if op == AtomicOp.XCHG or op & FETCH:
        values[insn.src] = _fetched(writer, insn.dst, insn, old)


def _fetched(writer: Writer, base: int, insn: Insn, old: str) -> Value:
    """Return what an atomic operation found."""
    size = size_of(insn.code)
    old = _frozen(writer, base, insn, f"i{8 * size} {old}")
    return Value(_widened(writer, old, 8 * size))


LOWER: dict[int, Callable[[Writer, int, Insn], None]] = {
    Class.LD: _ld,
    Class.LDX: _load,
    Class.ST: _store,
    Class.STX: _store,
    Class.ALU: _alu,
    Class.ALU64: _alu,
}
"""what writes each class; jumps and calls are in `control`"""
