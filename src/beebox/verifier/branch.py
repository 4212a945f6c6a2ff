"""Conditional jumps: which way they go, and what each way says of the registers.

After Linux 6.18 kernel/bpf/verifier.c: check_cond_jmp_op, is_branch_taken, reg_set_min_max,
mark_ptr_or_null_regs.
"""

from __future__ import annotations

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, MAY_GOTO, OP, REG, Class, JumpOp
from beebox.verifier import bounds, conditions, links, packet, precision
from beebox.verifier.bounds import Bounds
from beebox.verifier.btf.members import is_trusted
from beebox.verifier.env import Env
from beebox.verifier.links import Links
from beebox.verifier.objects import access
from beebox.verifier.state import State, change_all
from beebox.verifier.types import (
    BASE,
    BTF_ID,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    STACK,
    TCP_SOCK,
    UNTRUSTED,
    ZERO,
    Reg,
    known,
)

_OPS = {int(op): op for op in JumpOp}
_NEVER_NULL = (MAP_VALUE, MAP_KEY, MAP_PTR, SOCKET, SOCK_COMMON, TCP_SOCK)


def may_goto(env: Env, insn: Insn) -> int:
    """Walk the way out; keep the way on for later: it ends by itself, some time."""
    here = env.state.parent
    seen = env.before(here, env.index) if here else None
    on = env.push(env.index + 1)
    on.loops += 1
    if seen is not None:
        precision.widen(seen, on)
    return env.index + 1 + insn.off


def jump(env: Env, insn: Insn) -> int:
    """Walk one way; keep the other for later if both are possible."""
    if insn.code == MAY_GOTO:
        return may_goto(env, insn)
    dst = env.read(insn.dst)
    src = env.read(insn.src) if insn.code & REG else known(insn.imm)
    op = _OPS[insn.code & OP]
    is32 = insn.code & CLASS == Class.JMP32
    stack_dst, stack_src = dst.type == STACK, src.type == STACK
    if stack_dst or stack_src:
        env.note(stack_dst=stack_dst, stack_src=stack_src)
    way = _way(op, dst, src, is32=is32)
    if way is not None:
        if dst.type == SCALAR:
            env.decide(1 << insn.dst)
        if insn.code & REG and src.type == SCALAR:
            env.decide(1 << insn.src)
        env.show()
        return env.index + 1 + (insn.off if way else 0)
    group: Links = ()
    if insn.code & REG and src.id and src.type == SCALAR:
        group = links.collect(env, src.id)
    if dst.id and dst.type == SCALAR:
        group = links.collect(env, dst.id, group)
    if len(group) > 1:
        env.note(linked=group)
    dst, src = env.regs[insn.dst], env.regs[insn.src] if insn.code & REG else src
    other = env.push(env.index + insn.off + 1)
    if dst.type == SCALAR and src.type == SCALAR:
        _learn(env, insn, op, dst, src, other, group, is32=is32)
    else:
        _learn_pointer(env, insn, op, dst, src, other, is32=is32)
    env.show()
    return env.index + 1


def _way(op: JumpOp, dst: Reg, src: Reg, *, is32: bool) -> bool | None:
    if dst.type == SCALAR and src.type == SCALAR:
        return conditions.taken(op, dst.bounds, src.bounds, is32=is32)
    if dst.type in packet.ANY and src.type in packet.ANY:
        return None if is32 else packet.way(op, dst, src)
    pointer, number = (dst, src) if dst.type != SCALAR else (src, dst)
    if is32 or number.type != SCALAR or number.bounds.mask or number.bounds.value:
        return None
    if not _never_null(pointer):
        return None
    return {JumpOp.JEQ: False, JumpOp.JNE: True}.get(op)


def _never_null(pointer: Reg) -> bool:
    """Tell whether a pointer is known not to be null (reg_not_null)."""
    kind = pointer.type
    if kind & BASE == BTF_ID and not kind & MAYBE_NULL:
        return is_trusted(pointer)
    return kind in _NEVER_NULL or kind & (MAYBE_NULL | UNTRUSTED | BASE) == MEM


def _learn(
    env: Env,
    insn: Insn,
    op: JumpOp,
    dst: Reg,
    src: Reg,
    other: State,
    group: Links,
    *,
    is32: bool,
) -> None:
    """Narrow both operands in both ways, and what is linked to them."""
    if insn.code & REG and insn.src == insn.dst:
        return
    for state, holds in ((env.state, False), (other, True)):
        a, b = conditions.refine(op, dst.bounds, src.bounds, is32=is32, holds=holds)
        _narrow(state, insn.dst, dst, a)
        if insn.code & REG:
            _narrow(state, insn.src, src, b)
    if len(group) > 1:
        for state in (env.state, other):
            regs = state.frames[-1].regs
            if insn.code & REG and src.id:
                links.sync(state, regs[insn.src], group)
            if dst.id:
                links.sync(state, regs[insn.dst], group)


def _narrow(state: State, number: int, reg: Reg, value: Bounds) -> None:
    if bounds.violated(value):
        value = bounds.UNKNOWN
    if value != reg.bounds:
        state.frames[-1].regs[number] = Reg(SCALAR, value, reg.off, reg.id)


def _learn_pointer(
    env: Env, insn: Insn, op: JumpOp, dst: Reg, src: Reg, other: State, *, is32: bool
) -> None:
    """Learn from a comparison of a pointer.

    Whether it is null, from one with 0 or with a pointer that is not; how far a packet goes.
    """
    if is32:
        return
    if op not in (JumpOp.JEQ, JumpOp.JNE):
        packet.learn(env, insn, op, dst, src, other)
        return
    equal, unequal = (other, env.state) if op is JumpOp.JEQ else (env.state, other)
    if not insn.code & REG:
        if insn.imm == 0 and dst.type & MAYBE_NULL:
            mark_null(equal, dst)
            mark_not_null(unequal, dst)
        return
    if SCALAR not in (dst.type, src.type) and (dst.type ^ src.type) & MAYBE_NULL:
        _not_null_too(equal, insn.dst if dst.type & MAYBE_NULL else insn.src)


def _not_null_too(state: State, number: int) -> None:
    regs = state.frames[-1].regs
    regs[number] = access.found(regs[number])


def mark_null(state: State, pointer: Reg) -> None:
    """Make a pointer null, and those that stem from the same result."""
    if pointer.ref and pointer.ref == pointer.id:
        state.refs = tuple(ref for ref in state.refs if ref.id != pointer.ref)

    def null(reg: Reg) -> Reg:
        return ZERO if reg.type & MAYBE_NULL and reg.id == pointer.id else reg

    change_all(state, null)


def mark_not_null(state: State, pointer: Reg) -> None:
    """Make a pointer one that is not null, and those that stem from the same result."""

    def not_null(reg: Reg) -> Reg:
        if reg.type & MAYBE_NULL and reg.id == pointer.id:
            return access.not_null(reg)
        return reg

    change_all(state, not_null)
