"""What the processor may do by a wrong guess, for users that may not read the kernel's memory.

Paths that a branch rules out are walked as well, as *speculative* ones; so is what follows from a
pointer that a mask has kept where it was. What is wrong on such a path is no reason to refuse the
program: a barrier before the instruction ends the guess. After Linux 6.18 kernel/bpf/verifier.c:
sanitize_ptr_alu, sanitize_check_bounds, sanitize_err, error_recoverable_with_nospec.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EINVAL, ENOMEM, EPERM
from typing import NamedTuple, NoReturn

from beebox.bits import U32, s32
from beebox.isa.insn import Insn
from beebox.isa.opcodes import OP, REG, AluOp
from beebox.verifier import casts, memory
from beebox.verifier.api import MapValue
from beebox.verifier.bounds import Bounds
from beebox.verifier.env import Env
from beebox.verifier.objects import access
from beebox.verifier.state import STACK_LIMIT
from beebox.verifier.types import MAP_VALUE, SCALAR, STACK, UNKNOWN, Refusal, Reg

Rule = Callable[[Env, Insn], int]
_SUMS = (AluOp.ADD, AluOp.SUB)
_RECOVERABLE = (EPERM, EACCES, EINVAL)
_PROHIBITED = "pointer arithmetic with it prohibited for !root"

# how the offset of a pointer is masked (enum of include/linux/bpf_verifier.h)
NEGATIVE = 1 << 2
"""BPF_ALU_NEG_VALUE"""
MASKS_SOURCE, MASKS_TARGET, NO_POINTER, IMMEDIATE = 1 << 0, 1 << 1, 1 << 3, 1 << 4


class Window(NamedTuple):
    """How far a pointer may move, before it does."""

    state: int
    limit: int
    left: bool
    """it moves towards lower addresses"""


# ---------------------------------------------------------------------------- barriers


def recoverable(refusal: Refusal) -> bool:
    """Tell whether a barrier makes good what was refused on a speculative path."""
    return refusal.errno in _RECOVERABLE and not refusal.final


def fence(env: Env) -> None:
    """Put a barrier before the current instruction: no guess comes here any more."""
    env.barriers.before.add(env.index)
    env.barriers.limits.pop(env.index, None)


def fenced(rule: Rule) -> Rule:
    """Return a rule for an instruction with a barrier before it."""

    def ends_guesses(env: Env, insn: Insn) -> int:
        return -1 if env.state.speculative else rule(env, insn)

    return ends_guesses


def storing(rule: Rule) -> Rule:
    """Return a rule for a store: a guess ends behind it if it may not be seen to be late."""

    def stores(env: Env, insn: Insn) -> int:
        following = rule(env, insn)
        if env.state.speculative and env.index in env.barriers.after:
            return -1
        return following

    return stores


# ---------------------------------------------------------------------------- branches


def other_way(env: Env, index: int, insn: Insn) -> None:
    """Walk later where a comparison does not go, as the processor may; it knows no values there."""
    regs = env.push(index, speculative=True).frames[-1].regs
    regs[insn.dst] = UNKNOWN
    if insn.code & REG:
        regs[insn.src] = UNKNOWN


# ---------------------------------------------------------------------------- arithmetic


def summing(rule: Rule) -> Rule:
    """Return a rule for a sum of two registers that may be numbers: then nothing is masked."""

    def sums(env: Env, insn: Insn) -> int:
        regs = env.regs
        numbers = regs[insn.dst].type == SCALAR == regs[insn.src].type
        if numbers and env.index not in env.barriers.before:
            _settle(env, insn, NO_POINTER, 0)
        return rule(env, insn)

    return sums


def before_move(env: Env, insn: Insn, pointer: Reg, offset: Reg, *, reverse: bool) -> Window | None:
    """Look at a pointer that a sum is about to move (sanitize_ptr_alu, first pass)."""
    if not _masked(env, insn):
        return None
    add = offset.bounds
    window = None
    if not env.state.speculative:
        window = _window(env, insn, pointer, add, reverse=reverse)
    if add.mask:
        _push_unmoved(env, insn, pointer, reverse=reverse)
    return window


def after_move(env: Env, insn: Insn, made: Reg, window: Window | None) -> None:
    """Look at it after it has moved: how far it may go is how far it went."""
    _check_moved(insn.dst, made)
    if window is not None:
        limit = _limit(insn, made, window.left, insn.dst)
        _settle(env, insn, window.state, abs(s32(window.limit - limit)))


def _masked(env: Env, insn: Insn) -> bool:
    sums = insn.code & REG and insn.code & OP in _SUMS
    return bool(sums) and env.index not in env.barriers.before


def _window(env: Env, insn: Insn, pointer: Reg, add: Bounds, *, reverse: bool) -> Window:
    negative = add.smin < 0
    if add.mask and negative != (add.smax < 0):
        number = insn.dst if reverse else insn.src
        raise Refusal(
            EACCES, f"R{number} has unknown scalar with mixed signed bounds, {_PROHIBITED}"
        )
    left = negative if insn.code & OP == AluOp.ADD else not negative
    limit = _limit(insn, pointer, left, insn.src if reverse else insn.dst)
    state = NEGATIVE if negative else 0
    state |= MASKS_TARGET if reverse else MASKS_SOURCE
    if add.mask:
        env.barriers.strict = True
    else:
        state |= IMMEDIATE
    return Window(state, limit, left)


def _limit(insn: Insn, pointer: Reg, left: bool, number: int) -> int:
    """Return how far a pointer is from where it may not go (retrieve_ptr_limit)."""
    var = pointer.bounds
    if pointer.type == STACK:
        most = STACK_LIMIT + left
        limit = -(var.value + pointer.off) & U32
    elif pointer.type == MAP_VALUE:
        assert isinstance(pointer.of, MapValue)
        most = pointer.of.value_size
        limit = (var.smin if left else var.umax) + pointer.off & U32
    else:
        raise Refusal(
            EACCES, f"R{number} has pointer with unsupported alu operation, {_PROHIBITED}"
        )
    if limit >= most:
        raise Refusal(
            EACCES, f"R{insn.dst} tried to {_verb(insn)} beyond pointer bounds, {_PROHIBITED}"
        )
    return limit


def _verb(insn: Insn) -> str:
    return "add" if insn.code & OP == AluOp.ADD else "sub"


def _settle(env: Env, insn: Insn, state: int, limit: int) -> None:
    """Take note of an instruction's mask: there is one for all paths."""
    if env.barriers.limits.setdefault(env.index, (state, limit)) != (state, limit):
        raise Refusal(
            EACCES,
            f"R{insn.dst} tried to {_verb(insn)} from different maps, paths or scalars, "
            f"{_PROHIBITED}",
        )


def _push_unmoved(env: Env, insn: Insn, pointer: Reg, *, reverse: bool) -> None:
    """Walk later what follows if the mask keeps the pointer where it was."""
    regs = env.regs
    before = regs[insn.dst]
    regs[insn.dst] = pointer if reverse else pointer._replace(bounds=casts.whole(pointer.bounds))
    try:
        env.push(env.index + 1, speculative=True)
    except Refusal as refusal:
        raise Refusal(
            ENOMEM,
            f"{refusal.message}\nR{insn.dst} could not be pushed for speculative verification, "
            f"{_PROHIBITED}",
        ) from None
    regs[insn.dst] = before


def _check_moved(number: int, made: Reg) -> None:
    """Refuse a pointer out of what it points into: no mask would do (sanitize_check_bounds)."""
    if made.type == STACK:
        off = made.off + s32(made.bounds.value)
        if made.bounds.mask:
            raise Refusal(
                EACCES,
                f"R{number} variable stack access prohibited for !root, "
                f"var_off={made.bounds.bits} off={off}",
            )
        if not -STACK_LIMIT <= off < 0:
            raise Refusal(
                EACCES,
                f"R{number} stack pointer arithmetic goes out of range, prohibited for !root; "
                f"off={off}",
            )
    elif made.type == MAP_VALUE:
        try:
            memory.check_region(number, made, made.off, 1)
            if (record := access.record_of(made)).fields:
                access.check(made, record, made.off, 1, direct=False)
        except Refusal as refusal:
            _out_of_value(number, refusal)


def _out_of_value(number: int, refusal: Refusal) -> NoReturn:
    raise Refusal(
        EACCES,
        f"{refusal.message}\nR{number} pointer arithmetic of map value goes out of range, "
        "prohibited for !root",
    ) from None
