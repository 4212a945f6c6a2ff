"""What programs may do with addresses whose user may not read the kernel: not leak them.

Each rule of the walk that could give an address away is put behind a guard, once, when the rules
of a program are chosen. After Linux 6.18 kernel/bpf/verifier.c, where it asks is_pointer_value.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_SPACE_CAST,
    BYTES,
    CALL,
    CLASS,
    MODE,
    OP,
    REG,
    SIZE,
    AluOp,
    AtomicOp,
    Class,
    Mode,
    check,
)
from beebox.verifier import memory, packet, sanity, speculation
from beebox.verifier.env import Env, no_fp
from beebox.verifier.types import (
    BASE,
    CTX,
    FLOW_KEYS,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    RDONLY,
    SCALAR,
    Refusal,
    Reg,
)

Rule = Callable[[Env, Insn], int]
_PLACES = {MAP_VALUE: "map", CTX: "ctx", FLOW_KEYS: "flow keys"}


def guarded(rule: Rule, insn: Insn, *, guesses: bool) -> Rule:
    """Return *rule* behind what this user may not do; with *guesses*, may be guessed to do."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return _guarded_alu(rule, insn, guesses=guesses)
    if klass == Class.STX:
        atomic = insn.code & MODE == Mode.ATOMIC
        if atomic and insn.imm not in (AtomicOp.LOAD_ACQ, AtomicOp.STORE_REL):
            rule = _atomic(rule)
        elif not atomic or insn.imm == AtomicOp.STORE_REL:
            rule = _store(rule)
    if guesses and (klass in (Class.ST, Class.STX) or insn.code == CALL):
        return speculation.storing(rule)
    return rule


def _guarded_alu(rule: Rule, insn: Insn, *, guesses: bool) -> Rule:
    op = insn.code & OP
    if op in (AluOp.NEG, AluOp.END):
        return _unary(rule)
    if not insn.code & REG:
        return rule
    if op != AluOp.MOV:
        return speculation.summing(rule) if guesses and op in (AluOp.ADD, AluOp.SUB) else rule
    if check(insn) is not None:
        return rule
    if guesses and insn.code & CLASS == Class.ALU64 and not insn.off:
        return _whole(rule)
    if insn.code & CLASS == Class.ALU:
        return _copy(rule, part=True)
    if insn.off and insn.off != ADDR_SPACE_CAST:
        return _copy(rule, part=False)
    return rule


def _unary(rule: Rule) -> Rule:
    def unary(env: Env, insn: Insn) -> int:
        if env.read(insn.dst).type != SCALAR:
            raise Refusal(EACCES, f"R{insn.dst} pointer arithmetic prohibited")
        return rule(env, insn)

    return unary


def _whole(rule: Rule) -> Rule:
    """Have a copy of a pointer checked: one that a mask keeps where it was has odd bounds."""

    def whole(env: Env, insn: Insn) -> int:
        after = rule(env, insn)
        made = env.regs[insn.dst]
        if made.type != SCALAR:
            value = sanity.checked(env, made.bounds, sanity.ALU)
            if value is not made.bounds:
                env.regs[insn.dst] = made._replace(bounds=value)
        return after

    return whole


def _copy(rule: Rule, *, part: bool) -> Rule:
    def copy(env: Env, insn: Insn) -> int:
        if env.read(insn.src).type != SCALAR:
            no_fp(insn.dst)
            if part:
                raise Refusal(EACCES, f"R{insn.src} partial copy of pointer")
            raise Refusal(EACCES, f"R{insn.src} sign-extension part of pointer")
        return rule(env, insn)

    return copy


def _store(rule: Rule) -> Rule:
    def store(env: Env, insn: Insn) -> int:
        if env.read(insn.src).type != SCALAR:
            strict = insn.code & MODE == Mode.ATOMIC
            _check_leak(env, insn, env.read(insn.dst), strict=strict)
        return rule(env, insn)

    return store


def _check_leak(env: Env, insn: Insn, reg: Reg, *, strict: bool) -> None:
    """Refuse to store an address where someone may read it; elsewhere the rule itself says no."""
    kind = reg.type
    place = _PLACES.get(kind, "")
    if kind & BASE == MEM and not kind & (MAYBE_NULL | RDONLY):
        place = "mem"
    if kind in packet.POINTERS:
        place = "packet"
    if not place:
        return
    memory.check_alignment(env, reg, insn.off, BYTES[insn.code & SIZE], strict=strict)
    if place == "packet":
        packet.check_write(env)
    raise Refusal(EACCES, f"R{insn.src} leaks addr into {place}")


def _atomic(rule: Rule) -> Rule:
    def atomic(env: Env, insn: Insn) -> int:
        env.read(insn.src)
        env.read(insn.dst)
        for number in (0, insn.src) if insn.imm == AtomicOp.CMPXCHG else (insn.src,):
            if env.read(number).type != SCALAR:
                raise Refusal(EACCES, f"R{number} leaks addr into mem")
        return rule(env, insn)

    return atomic
