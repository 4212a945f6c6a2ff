"""Arithmetic: on scalars by the numeric domain, on pointers by what their type allows.

After Linux 6.18 kernel/bpf/verifier.c: check_alu_op, adjust_reg_min_max_vals,
adjust_ptr_min_max_vals.
"""

from __future__ import annotations

from errno import EACCES, EINVAL

from beebox.bits import U32, s32, s64
from beebox.isa.disasm import ALU_SIGNS
from beebox.isa.insn import Insn
from beebox.isa.opcodes import ADDR_SPACE_CAST, CAST_KERN, CLASS, FRAME, OP, REG, AluOp, Class
from beebox.verifier import arena, arithmetic, bounds, casts, packet, sockets, speculation
from beebox.verifier.bounds import Bounds
from beebox.verifier.env import Env, no_fp
from beebox.verifier.stack import MAX_OFFSET, width
from beebox.verifier.types import (
    ADD_CONST,
    ADD_CONST32,
    ADD_CONST64,
    ALLOC,
    ARENA,
    BASE,
    BTF_ID,
    FLOW_KEYS,
    MAP_PTR,
    MAYBE_NULL,
    MEM,
    PACKET_END,
    SCALAR,
    STACK,
    UNKNOWN,
    UNTRUSTED,
    Refusal,
    Reg,
    known,
    moved,
    scalar,
    type_text,
)

_OPS = {int(op): op for op in AluOp}
_FIXED = sockets.SOCKETS | {PACKET_END, MAP_PTR, FLOW_KEYS}
"""pointers that are followed only where they point"""
_OBJECT = BTF_ID | ALLOC
_BITWISE = (AluOp.AND, AluOp.OR, AluOp.XOR)
_S32_MAX = (1 << 31) - 1


class Number:
    """``r1 = 5``, ``w1 = 5``, taken apart once."""

    __slots__ = ("dst", "made")

    def __init__(self, insn: Insn) -> None:
        self.dst = insn.dst
        self.made = known(insn.imm if insn.code & CLASS == Class.ALU64 else insn.imm & U32)

    def walk(self, env: Env, _: Insn) -> int:
        """Set a register to a number."""
        if self.dst == FRAME:
            no_fp(FRAME)
        env.regs[self.dst] = self.made
        return env.index + 1


def mov(env: Env, insn: Insn) -> int:
    """``r1 = r2``, ``w1 = w2``, with a sign extended or not."""
    cast = insn.imm and insn.off == ADDR_SPACE_CAST
    if cast and env.arena is None:
        raise Refusal(
            EINVAL,
            "addr_space_cast insn can only be used in a program that has an associated arena",
        )
    env.read(insn.src)
    no_fp(insn.dst)
    if cast:
        made = arena.POINTER if insn.imm == CAST_KERN else UNKNOWN
    elif insn.code & CLASS == Class.ALU64:
        made = _mov64(env, insn)
    else:
        made = _mov32(env, insn)
    env.regs[insn.dst] = made
    return env.index + 1


def _mov64(env: Env, insn: Insn) -> Reg:
    if not insn.off:
        return env.linked(insn.src)
    reg = env.regs[insn.src]
    if reg.type != SCALAR:
        return UNKNOWN
    extended = casts.sign_extend(reg.bounds, insn.off >> 3, is64=True)
    return _copied(env, insn, extended, keeps=reg.bounds.umax < 1 << insn.off - 1)


def _mov32(env: Env, insn: Insn) -> Reg:
    reg = env.regs[insn.src]
    if reg.type != SCALAR:
        return scalar(casts.truncate(bounds.UNKNOWN, 4))
    if not insn.off:
        return _copied(env, insn, casts.truncate(reg.bounds, 4), keeps=width(reg) <= 32)
    extended = casts.sign_extend(reg.bounds, insn.off >> 3, is64=False)
    return _copied(env, insn, extended, keeps=reg.bounds.umax < 1 << insn.off - 1)


def _copied(env: Env, insn: Insn, value: Bounds, *, keeps: bool) -> Reg:
    """Return a copy, linked to its source if the number stays the same."""
    if not keeps:
        return scalar(value)
    source = env.linked(insn.src)
    return scalar(value, source.id, source.off)


def unary(env: Env, insn: Insn) -> int:
    """``r1 = -r1`` and byte swaps."""
    reg = env.read(insn.dst)
    no_fp(insn.dst)
    made = UNKNOWN
    is64 = insn.code & CLASS == Class.ALU64
    if insn.code & OP == AluOp.NEG and reg.type == SCALAR:
        made = scalar(arithmetic.alu(AluOp.NEG, reg.bounds, reg.bounds, is64=is64))
    elif reg.type == SCALAR:
        swaps = is64 or bool(insn.code & REG)
        if swaps or insn.imm < 64:
            made = scalar(casts.byte_order(reg.bounds, insn.imm // 8, swaps=swaps))
        else:
            made = reg
    env.regs[insn.dst] = made
    return env.index + 1


class Binary:
    """An operation on two registers, or a register and a number, taken apart once."""

    __slots__ = ("dst", "forks", "insn", "is64", "number", "op", "operate", "src")

    def __init__(self, insn: Insn) -> None:
        self.insn = insn
        self.dst = insn.dst
        self.src = insn.src if insn.code & REG else -1
        """the register on the right; -1: the number"""
        self.number = known(insn.imm)
        self.op = _OPS[insn.code & OP]
        self.is64 = insn.code & CLASS == Class.ALU64
        self.operate = arithmetic.operation(self.op, is64=self.is64)
        self.forks = self.op in (AluOp.AND, AluOp.OR)

    def walk(self, env: Env, insn: Insn) -> int:
        """``r1 += r2``, ``w1 &= 7`` and so on."""
        number = self.dst
        src = env.read(self.src) if self.src >= 0 else self.number
        dst = env.read(number)
        if number == FRAME:
            no_fp(number)
        if src.type == SCALAR:
            if dst.type == SCALAR:
                made = self._scalar(env, dst, src.bounds)
            elif dst.type == ARENA:
                made = arena.arithmetic(env, insn)
            else:
                if self.src >= 0:
                    env.decide(1 << self.src)
                made = _pointer(env, insn, dst, src, reverse=False)
        elif ARENA in (src.type, dst.type):
            made = arena.arithmetic(env, insn)
        elif dst.type == SCALAR:
            env.decide(1 << number)
            made = _pointer(env, insn, src, dst, reverse=True)
            if made.type == _OBJECT:  # Linux forgets whose it is, and refuses to use it
                made = made._replace(ref=0)
        elif self.op is AluOp.SUB and env.perfmon:
            made = UNKNOWN
        else:
            raise Refusal(EACCES, f"R{number} pointer {ALU_SIGNS[self.op]} pointer prohibited")
        env.regs[number] = made
        return env.index + 1

    def _scalar(self, env: Env, dst: Reg, src: Bounds) -> Reg:
        if self.forks and not src[1] and dst.bounds.s32min == -1:
            dst = self._fork(env, dst)
        value = self.operate(dst.bounds, src)
        if dst.id and not dst.id & ADD_CONST and env.bpf:
            return _linked_sum(self.op, dst, src, value, is64=self.is64)
        return scalar(value)

    def _fork(self, env: Env, dst: Reg) -> Reg:
        """Walk a mask of all bits or none as each of the two, none of them later.

        Such masks come of arithmetic shifts to the right (maybe_fork_scalars).
        """
        var = dst.bounds
        if var.smin == -1 and not var.smax:
            none, every = known(0), known(-1)
        elif not var.s32max:
            none, every = (dst._replace(bounds=bounds.with_low(var, low)) for low in (0, U32))
        else:
            return dst
        env.push(env.index).frames[-1].regs[self.dst] = none
        return every


def _linked_sum(op: AluOp, dst: Reg, src: Bounds, value: Bounds, *, is64: bool) -> Reg:
    """Return *value*; if it is *dst* and a constant, it stays linked to the copies of *dst*."""
    delta = s64(src.value) if is64 else s32(src.value)
    fits = not src.mask if is64 else not src.mask & U32 and dst.bounds.umax <= U32
    if op is AluOp.SUB:
        delta = -delta
    elif op is not AluOp.ADD:
        fits = False
    if not fits or not -(1 << 31) <= delta <= _S32_MAX:
        return scalar(value)
    return scalar(value, dst.id | (ADD_CONST64 if is64 else ADD_CONST32), delta)


def _pointer(env: Env, insn: Insn, pointer: Reg, offset: Reg, *, reverse: bool) -> Reg:
    """Return ``pointer op offset`` (or, *reverse*, ``offset op pointer``)."""
    op = _OPS[insn.code & OP]
    number = insn.dst
    add = offset.bounds
    if add.smin > add.smax or add.umin > add.umax:
        return UNKNOWN
    if insn.code & CLASS != Class.ALU64:
        if op is AluOp.SUB and env.perfmon:
            return UNKNOWN
        raise Refusal(EACCES, f"R{number} 32-bit pointer arithmetic prohibited")
    if pointer.type & MAYBE_NULL:
        raise Refusal(
            EACCES,
            f"R{number} pointer arithmetic on {type_text(pointer.type)} prohibited, "
            "null-check it first",
        )
    if pointer.type & BASE == MEM and pointer.type & UNTRUSTED:
        return offset if reverse else pointer
    if pointer.type & BASE in _FIXED and not _stays(pointer.type, op, add):
        raise Refusal(
            EACCES, f"R{number} pointer arithmetic on {type_text(pointer.type)} prohibited"
        )
    _check_sane(offset, pointer.type)
    _check_sane(pointer, pointer.type)
    guesses = env.guesses
    window = guesses and speculation.before_move(env, insn, pointer, offset, reverse=reverse)
    if op is AluOp.ADD:
        made = _moved(env, pointer, offset, 1)
    elif op is AluOp.SUB:
        made = _subtracted(env, number, pointer, offset, reverse=reverse)
    elif op in _BITWISE:
        raise Refusal(EACCES, f"R{number} bitwise operator {ALU_SIGNS[op]} on pointer prohibited")
    else:
        raise Refusal(
            EACCES, f"R{number} pointer arithmetic with {ALU_SIGNS[op]} operator prohibited"
        )
    _check_sane(made, pointer.type)
    if guesses:
        speculation.after_move(env, insn, made, window or None)
    return made


def _stays(kind: int, op: AluOp, add: Bounds) -> bool:
    """Tell whether a pointer that may hardly be moved is moved only as it may be."""
    if add.mask or kind not in (FLOW_KEYS, MAP_PTR):
        return False
    return kind == FLOW_KEYS or (op is AluOp.ADD and not add.value)


def _subtracted(env: Env, number: int, pointer: Reg, offset: Reg, *, reverse: bool) -> Reg:
    if reverse:
        raise Refusal(EACCES, f"R{number} tried to subtract pointer from scalar")
    if pointer.type == STACK:
        raise Refusal(EACCES, f"R{number} subtraction from stack pointer prohibited")
    return _moved(env, pointer, offset, -1)


def _moved(env: Env, pointer: Reg, offset: Reg, sign: int) -> Reg:
    add = offset.bounds
    fixed = pointer.off + sign * add.smin
    if not add.mask and -(1 << 31) <= fixed <= _S32_MAX:
        return moved(pointer, fixed, pointer.bounds)
    op = AluOp.ADD if sign > 0 else AluOp.SUB
    var = arithmetic.alu(op, casts.whole(pointer.bounds), casts.whole(add), is64=True)
    made = moved(pointer, pointer.off, var)
    if pointer.type in packet.POINTERS:
        return packet.moved(env, made, farther=sign > 0 or add.smin < 0)
    return made


def _check_sane(reg: Reg, kind: int) -> None:
    """Refuse offsets that could make a pointer wrap (check_reg_sane_offset)."""
    var = reg.bounds
    if -MAX_OFFSET < var.smin < MAX_OFFSET and -MAX_OFFSET < reg.off < MAX_OFFSET:
        return
    name = type_text(kind)
    value = var.value - (1 << 64) if var.value >> 63 else var.value
    if not var.mask and not -MAX_OFFSET < value < MAX_OFFSET:
        raise Refusal(EINVAL, f"math between {name} pointer and {value} is not allowed")
    if not -MAX_OFFSET < reg.off < MAX_OFFSET:
        raise Refusal(EINVAL, f"{name} pointer offset {reg.off} is not allowed")
    if var.smin == bounds.S64_MIN:
        raise Refusal(
            EINVAL,
            f"math between {name} pointer and register with unbounded min value is not allowed",
        )
    if not -MAX_OFFSET < var.smin < MAX_OFFSET:
        raise Refusal(EINVAL, f"value {var.smin} makes {name} pointer be out of bounds")
