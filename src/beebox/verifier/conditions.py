"""What a conditional jump on scalars says: which way it goes, and what each way teaches.

After Linux 6.18 kernel/bpf/verifier.c (is_scalar_branch_taken, regs_refine_cond_op). Conditions of
32 and 64 bits share their rules: a rule is told where in a `Bounds` the ends are that it compares.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from beebox.bits import U32, U64
from beebox.isa.opcodes import JumpOp
from beebox.verifier import tnum
from beebox.verifier.bounds import UNKNOWN, Bounds, sync

NEGATED = {
    JumpOp.JEQ: JumpOp.JNE,
    JumpOp.JNE: JumpOp.JEQ,
    JumpOp.JGT: JumpOp.JLE,
    JumpOp.JLE: JumpOp.JGT,
    JumpOp.JGE: JumpOp.JLT,
    JumpOp.JLT: JumpOp.JGE,
    JumpOp.JSGT: JumpOp.JSLE,
    JumpOp.JSLE: JumpOp.JSGT,
    JumpOp.JSGE: JumpOp.JSLT,
    JumpOp.JSLT: JumpOp.JSGE,
}
"""The condition that holds where another does not. JSET has none: see `refine`."""

FLIPPED = {
    JumpOp.JGT: JumpOp.JLT,
    JumpOp.JGE: JumpOp.JLE,
    JumpOp.JSGT: JumpOp.JSLT,
    JumpOp.JSGE: JumpOp.JSLE,
}
"""The condition with its operands exchanged, for those that `refine` does not treat itself."""

_SIGNED, _UNSIGNED = 2, 4
"""where the ends of a range are in a `Bounds`; those of the low half are `_LOW` behind"""
_LOW = 4
_REMEMBERED = 1 << 11
"""so much of what each condition teaches: the same is often asked on another path"""

# ---------------------------------------------------------------------------- which way

Decider = Callable[[Bounds, Bounds], bool | None]
"""says whether a condition holds: always, never, or (None) it depends"""


def taken(op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool) -> bool | None:
    """Whether ``dst op src`` holds: always, never, or (None) it depends."""
    return decider(op, is32=is32)(dst, src)


@cache
def decider(op: JumpOp, *, is32: bool) -> Decider:
    """Return the function that decides a condition."""
    if op in _ORDER:
        rule, at = _ORDER[op]
        return _by_order(rule, at + _LOW if is32 else at)
    return _by_bits(is32=is32) if op is JumpOp.JSET else _by_equality(op, is32=is32)


def _by_order(rule: Callable[[int, int, int, int], bool | None], at: int) -> Decider:
    after = at + 1

    def decide(a: Bounds, b: Bounds) -> bool | None:
        return rule(a[at], a[after], b[at], b[after])

    return decide


def _by_equality(op: JumpOp, *, is32: bool) -> Decider:
    half, equal = U32 if is32 else U64, op is JumpOp.JEQ

    def decide(a: Bounds, b: Bounds) -> bool | None:
        if (a[0] ^ b[0]) & ~a[1] & ~b[1] & half or _apart(a, b, is32=is32):
            return not equal
        return None if (a[1] | b[1]) & half else equal

    return decide


def _by_bits(*, is32: bool) -> Decider:
    half = U32 if is32 else U64

    def decide(a: Bounds, b: Bounds) -> bool | None:
        return _any_bit(a[0] & half, a[1] & half, b[0] & half, b[1] & half)

    return decide


def _apart(a: Bounds, b: Bounds, *, is32: bool) -> bool:
    """Whether the ranges have no number in common."""
    low = a[9] < b[8] or a[8] > b[9] or a[7] < b[6] or a[6] > b[7]
    return low or (not is32 and (a[5] < b[4] or a[4] > b[5] or a[3] < b[2] or a[2] > b[3]))


def _any_bit(value: int, mask: int, bits: int, unknown: int) -> bool | None:
    if unknown:
        value, mask, bits, unknown = bits, unknown, value, mask
    if unknown:
        return None
    if value & bits:
        return True
    return None if (value | mask) & bits else False


def _above(amin: int, amax: int, bmin: int, bmax: int) -> bool | None:
    """Whether every a is above every b, or none is."""
    return True if amin > bmax else False if amax <= bmin else None


def _below(amin: int, amax: int, bmin: int, bmax: int) -> bool | None:
    return True if amax < bmin else False if amin >= bmax else None


def _at_least(amin: int, amax: int, bmin: int, bmax: int) -> bool | None:
    return True if amin >= bmax else False if amax < bmin else None


def _at_most(amin: int, amax: int, bmin: int, bmax: int) -> bool | None:
    return True if amax <= bmin else False if amin > bmax else None


_ORDER: dict[JumpOp, tuple[Callable[[int, int, int, int], bool | None], int]] = {
    JumpOp.JGT: (_above, _UNSIGNED),
    JumpOp.JLT: (_below, _UNSIGNED),
    JumpOp.JGE: (_at_least, _UNSIGNED),
    JumpOp.JLE: (_at_most, _UNSIGNED),
    JumpOp.JSGT: (_above, _SIGNED),
    JumpOp.JSLT: (_below, _SIGNED),
    JumpOp.JSGE: (_at_least, _SIGNED),
    JumpOp.JSLE: (_at_most, _SIGNED),
}


# ---------------------------------------------------------------------------- what it teaches


Teacher = Callable[[Bounds, Bounds, bool], tuple[Bounds, Bounds]]
"""says what is known of both operands where a condition holds, or (False) does not"""


def refine(
    op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool, holds: bool = True
) -> tuple[Bounds, Bounds]:
    """Return what is known of both operands where ``dst op src`` holds, or where it does not.

    A contradiction (`beebox.verifier.bounds.violated`) means that the way is never gone.
    """
    return teacher(op, is32=is32)(dst, src, holds)


@cache
def teacher(op: JumpOp, *, is32: bool) -> Teacher:
    """Return the function that learns from a condition."""
    if op is JumpOp.JSET:

        def learn(dst: Bounds, src: Bounds, holds: bool) -> tuple[Bounds, Bounds]:
            return _refine_bits(dst, src, is32=is32, holds=holds)
    else:
        remember = lru_cache(maxsize=_REMEMBERED)
        ways = tuple(remember(_learner(one, is32=is32)) for one in (NEGATED[op], op))

        def learn(dst: Bounds, src: Bounds, holds: bool) -> tuple[Bounds, Bounds]:
            return ways[holds](dst, src)

    return learn


def itself(op: JumpOp, b: Bounds, *, is32: bool, holds: bool) -> Bounds:
    """Return what Linux learns where a register is compared with itself.

    Where it would be less than itself, both ends move; that way is never gone.
    """
    op = op if holds else NEGATED.get(op, op)
    at, apart = _BELOW.get(FLIPPED.get(op, op), (0, 0))
    if not apart:
        return b
    both = list(b)
    at += _LOW if is32 else 0
    both[at] += apart
    both[at + 1] -= apart
    return sync(tuple(both))


def _learner(op: JumpOp, *, is32: bool) -> Callable[[Bounds, Bounds], tuple[Bounds, Bounds]]:
    if op in FLIPPED:
        flipped = _learner(FLIPPED[op], is32=is32)

        def learn(dst: Bounds, src: Bounds) -> tuple[Bounds, Bounds]:
            b, a = flipped(src, dst)
            return a, b
    elif op in _BELOW:
        at, apart = _BELOW[op]
        if is32:
            at += _LOW

        def learn(dst: Bounds, src: Bounds) -> tuple[Bounds, Bounds]:
            most, least = src[at + 1] - apart, dst[at] + apart
            a = dst if most >= dst[at + 1] else sync((*dst[: at + 1], most, *dst[at + 2 :]))
            b = src if least <= src[at] else sync((*src[:at], least, *src[at + 1 :]))
            return a, b
    else:
        rule = _learn_equal if op is JumpOp.JEQ else _learn_unequal
        is_equal = op is JumpOp.JEQ and not is32

        def learn(dst: Bounds, src: Bounds) -> tuple[Bounds, Bounds]:
            if is_equal and not src[1]:
                return src, src
            a, b = list(dst), list(src)
            rule(a, b, is32=is32)
            return _learned(dst, a), _learned(src, b)

    return learn


def _learned(before: Bounds, after: list[int]) -> Bounds:
    """Return what follows; from nothing new nothing does (Linux looks again all the same)."""
    made = tuple(after)
    return before if made == before else sync(made)


_BELOW = {
    JumpOp.JLE: (_UNSIGNED, 0),
    JumpOp.JLT: (_UNSIGNED, 1),
    JumpOp.JSLE: (_SIGNED, 0),
    JumpOp.JSLT: (_SIGNED, 1),
}
"""where the ends are, and how much the one is below the other at least"""


def _learn_equal(a: list[int], b: list[int], *, is32: bool) -> None:
    at, half = (6, U32) if is32 else (2, U64)
    for end in (at, at + 2):
        a[end] = b[end] = max(a[end], b[end])
        a[end + 1] = b[end + 1] = min(a[end + 1], b[end + 1])
    mask = a[1] & b[1] & half
    value = (a[0] | b[0]) & half & ~mask
    for one in (a, b):
        one[0], one[1] = one[0] & ~half | value, one[1] & ~half | mask


def _learn_unequal(a: list[int], b: list[int], *, is32: bool) -> None:
    """Take a number off the edge of a range when the other side is that number."""
    at, half = (6, U32) if is32 else (2, U64)
    if b[1] & half:
        a, b = b, a
        if b[1] & half:
            return
    for end in (at, at + 2):
        a[end] += a[end] == b[end]
        a[end + 1] -= a[end + 1] == b[end + 1]


def _refine_bits(dst: Bounds, src: Bounds, *, is32: bool, holds: bool) -> tuple[Bounds, Bounds]:
    """Where one side is known, its bits are clear in the other, or its only bit is set."""
    half = U32 if is32 else U64
    if not src.mask & half:
        return _refine_by_bits(dst, src.value & half, is32=is32, holds=holds), src
    if not dst.mask & half:
        return dst, _refine_by_bits(src, dst.value & half, is32=is32, holds=holds)
    return dst, src


def _refine_by_bits(b: Bounds, bits: int, *, is32: bool, holds: bool) -> Bounds:
    if holds:
        if bits.bit_count() != 1:
            return b
        value, mask = tnum.or_(b.bits, tnum.const(bits))
        return sync(b._replace(value=value, mask=mask))
    # The ranges are forgotten before the bits narrow: on a dead branch they could contradict.
    keep = tnum.const(~bits & U64 if not is32 else ~bits & U32 | U64 & ~U32)
    value, mask = tnum.and_(b.bits, keep)
    return sync(UNKNOWN._replace(value=value, mask=mask))
