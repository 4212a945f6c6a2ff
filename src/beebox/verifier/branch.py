"""Conditional jumps: which way they go, and what each way says of the registers.

After Linux 6.18 kernel/bpf/verifier.c: check_cond_jmp_op, is_branch_taken, reg_set_min_max,
mark_ptr_or_null_regs.
"""

from __future__ import annotations

from errno import EACCES

from beebox.bits import U32, U64
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, OP, REG, Class, JumpOp
from beebox.verifier import conditions, links, packet, precision, sanity, speculation
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
    Refusal,
    Reg,
    known,
    scalar,
)

_NEVER_NULL = (MAP_VALUE, MAP_KEY, MAP_PTR, SOCKET, SOCK_COMMON, TCP_SOCK)
_JEQ, _JNE = int(JumpOp.JEQ), int(JumpOp.JNE)


def may_goto(env: Env, insn: Insn) -> int:
    """Walk the way out; keep the way on for later: it ends by itself, some time."""
    here = env.state.parent
    seen = env.before(here, env.index) if here else None
    on = env.push(env.index + 1)
    on.loops += 1
    if seen is not None:
        precision.widen(seen, on)
    return env.index + 1 + insn.off


class Jump:
    """A conditional jump, taken apart once: it may be walked a million times."""

    __slots__ = ("dst", "insn", "is32", "learn", "number", "off", "op", "src", "taken")

    def __init__(self, insn: Insn) -> None:
        self.insn = insn
        self.dst = insn.dst
        self.src = insn.src if insn.code & REG else -1
        """the register it compares with; -1: the number"""
        self.number = known(insn.imm)
        self.off = insn.off
        self.op = insn.code & OP
        self.is32 = insn.code & CLASS == Class.JMP32
        self.taken = conditions.decider(JumpOp(self.op), is32=self.is32)
        self.learn = conditions.teacher(JumpOp(self.op), is32=self.is32)

    def walk(self, env: Env, _: Insn) -> int:
        """Walk one way; keep the other for later if both are possible."""
        env.jumps += 1
        number, other = self.dst, self.src
        dst = env.read(number)
        src = env.read(other) if other >= 0 else self.number
        scalars = dst.type == SCALAR == src.type
        if not scalars:
            if not env.perfmon:
                self._check_source(dst, src)
            if STACK in (dst.type, src.type):
                env.note_jump(stack_dst=dst.type == STACK, stack_src=src.type == STACK)
        way = self.taken(dst.bounds, src.bounds) if scalars else self._way(dst, src)
        if way is not None:
            if dst.type == SCALAR:
                env.decide(1 << number)
            if other >= 0 and src.type == SCALAR:
                env.decide(1 << other)
            if env.guesses:
                speculation.other_way(env, env.index + 1 + (0 if way else self.off), self.insn)
            if env.logging:
                env.show()
            return env.index + 1 + (self.off if way else 0)
        if scalars:
            self._both(env, dst, src)
        else:
            self._both_pointer(env, dst, src, env.push(env.index + self.off + 1))
        if env.logging:
            env.show()
        return env.index + 1

    def _both(self, env: Env, dst: Reg, src: Reg) -> None:
        """Go both ways, and learn from the comparison of two numbers in each."""
        group: Links = ()
        if self.src >= 0 and src.id:
            group = links.collect(env, src.id)
        if dst.id:
            group = links.collect(env, dst.id, group)
        linked = len(group) > 1
        if linked:
            env.note_jump(linked=group)
        if dst.id or src.id:
            dst = env.regs[self.dst]
            src = env.regs[self.src] if self.src >= 0 else src
        other = env.push(env.index + self.off + 1)
        self._teach(env, other, dst, src, holds=True)
        self._teach(env, env.state, dst, src, holds=False)
        for state in (env.state, other) if linked else ():
            regs = state.frames[-1].regs
            if self.src >= 0 and src.id:
                links.sync(state, regs[self.src], group)
            if dst.id:
                links.sync(state, regs[self.dst], group)

    def _teach(self, env: Env, state: State, dst: Reg, src: Reg, *, holds: bool) -> None:
        """Narrow the registers that are compared, where the comparison holds or does not."""
        names = sanity.TRUE if holds else sanity.FALSE
        if self.src == self.dst:
            op = JumpOp(self.op)
            a = b = conditions.itself(op, dst.bounds, is32=self.is32, holds=holds)
        else:
            a, b = self.learn(dst.bounds, src.bounds, holds)
        if a is not dst.bounds:
            _narrow(state, self.dst, dst, sanity.checked(env, a, names[0]))
        if b is not src.bounds and self.src != self.dst:
            b = sanity.checked(env, b, names[1])
            if self.src >= 0:
                _narrow(state, self.src, src, b)

    def _check_source(self, dst: Reg, src: Reg) -> None:
        """Refuse to tell an address by a comparison, in the second operand."""
        if src.type != SCALAR and not (dst.type in packet.ANY and src.type in packet.ANY):
            raise Refusal(EACCES, f"R{self.src} pointer comparison prohibited")

    def _check_target(self, dst: Reg, src: Reg) -> None:
        """Refuse it in the first: all but whether it is null, or beyond the packet's end."""
        if dst.type == SCALAR or (
            not self.is32
            and (
                (
                    self.src < 0
                    and self.insn.imm == 0
                    and self.op in (_JEQ, _JNE)
                    and dst.type & MAYBE_NULL
                )
                or packet.teaches(self.insn, JumpOp(self.op), dst, src)
            )
        ):
            return
        raise Refusal(EACCES, f"R{self.dst} pointer comparison prohibited")

    def _way(self, dst: Reg, src: Reg) -> bool | None:
        """Return which way a comparison of a pointer goes, if that is known."""
        if dst.type in packet.ANY and src.type in packet.ANY:
            return None if self.is32 else packet.way(JumpOp(self.op), dst, src)
        pointer, number = (dst, src) if dst.type != SCALAR else (src, dst)
        bits = U32 if self.is32 else U64
        if number.type != SCALAR or (number.bounds.mask | number.bounds.value) & bits:
            return None
        if self.op not in (_JEQ, _JNE) or not _never_null(pointer):
            return None
        return self.op == _JNE

    def _both_pointer(self, env: Env, dst: Reg, src: Reg, other: State) -> None:
        """Learn from a comparison of a pointer.

        Whether it is null, from one with 0 or with a pointer that is not; how far a packet goes.
        """
        if not env.perfmon:
            self._check_target(dst, src)
        if self.is32:
            return
        if self.op not in (_JEQ, _JNE):
            packet.learn(env, self.insn, JumpOp(self.op), dst, src, other)
            return
        equal, unequal = (other, env.state) if self.op == _JEQ else (env.state, other)
        if self.src < 0:
            if self.insn.imm == 0 and dst.type & MAYBE_NULL:
                mark_null(equal, dst)
                mark_not_null(unequal, dst)
            return
        if SCALAR in (dst.type, src.type) or BTF_ID in (dst.type & BASE, src.type & BASE):
            return
        if (dst.type ^ src.type) & MAYBE_NULL:
            _not_null_too(equal, self.dst if dst.type & MAYBE_NULL else self.src)


def _never_null(pointer: Reg) -> bool:
    """Tell whether a pointer is known not to be null (reg_not_null)."""
    kind = pointer.type
    if kind & BASE == BTF_ID and not kind & MAYBE_NULL:
        return is_trusted(pointer)
    return kind in _NEVER_NULL or kind & (MAYBE_NULL | UNTRUSTED | BASE) == MEM


def _narrow(state: State, number: int, reg: Reg, value: Bounds) -> None:
    if value != reg.bounds:
        state.frames[-1].regs[number] = scalar(value, reg.id, reg.off)


def _not_null_too(state: State, number: int) -> None:
    regs = state.frames[-1].regs
    regs[number] = access.found(regs[number])


def mark_null(state: State, pointer: Reg) -> None:
    """Make a pointer null, and those that stem from the same result.

    What it pointed to is kept: Linux does not take two of them for the same where that differs.
    """
    if pointer.ref and pointer.ref == pointer.id:
        state.refs = tuple(ref for ref in state.refs if ref.id != pointer.ref)

    def null(reg: Reg) -> Reg:
        if reg.type & MAYBE_NULL and reg.id == pointer.id:
            return ZERO._replace(off=reg.off, of=reg.of, size=reg.size, uid=reg.uid)
        return reg

    change_all(state, null)


def mark_not_null(state: State, pointer: Reg) -> None:
    """Make a pointer one that is not null, and those that stem from the same result."""

    def not_null(reg: Reg) -> Reg:
        if reg.type & MAYBE_NULL and reg.id == pointer.id:
            return access.not_null(reg)
        return reg

    change_all(state, not_null)
