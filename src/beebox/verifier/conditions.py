"""What a conditional jump on scalars says: which way it goes, and what each way teaches.

After Linux 6.18 kernel/bpf/verifier.c (is_scalar_branch_taken, regs_refine_cond_op). Conditions of
32 and 64 bits share their rules: a rule is told where in a `Bounds` the ends are that it compares.
"""

from __future__ import annotations

from collections.abc import Callable

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

# ---------------------------------------------------------------------------- which way


def taken(op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool) -> bool | None:
    """Whether ``dst op src`` holds: always, never, or (None) it depends."""
    if op in _ORDER:
        rule, at = _ORDER[op]
        if is32:
            at += _LOW
        return rule(dst[at], dst[at + 1], src[at], src[at + 1])
    known, unknown = (dst[0], dst[1]), (src[0], src[1])
    if is32:
        known, unknown = (known[0] & U32, known[1] & U32), (unknown[0] & U32, unknown[1] & U32)
    if op is JumpOp.JSET:
        return _any_bit(*known, *unknown)
    if _apart(dst, src, *known, *unknown, is32=is32):
        return op is not JumpOp.JEQ
    return None if known[1] or unknown[1] else op is JumpOp.JEQ


def _apart(
    a: Bounds, b: Bounds, value: int, mask: int, other: int, unknown: int, *, is32: bool
) -> bool:
    """Whether no number is in both."""
    if (value ^ other) & ~mask & ~unknown:
        return True
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


def refine(
    op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool, holds: bool = True
) -> tuple[Bounds, Bounds]:
    """Return what is known of both operands where ``dst op src`` holds, or where it does not.

    A contradiction (`beebox.verifier.bounds.violated`) means that the way is never gone.
    """
    if op is JumpOp.JSET:
        return _refine_bits(dst, src, is32=is32, holds=holds)
    if not holds:
        op = NEGATED[op]
    if op in FLIPPED:
        src, dst = _refine(FLIPPED[op], src, dst, is32=is32)
        return dst, src
    return _refine(op, dst, src, is32=is32)


def _refine(op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool) -> tuple[Bounds, Bounds]:
    a, b = list(dst), list(src)
    if op in _BELOW:
        at, apart = _BELOW[op]
        _learn_order(a, b, at + _LOW if is32 else at, apart)
    elif op is JumpOp.JEQ:
        _learn_equal(a, b, is32=is32)
    else:
        _learn_unequal(a, b, is32=is32)
    return _learned(dst, a), _learned(src, b)


def _learned(before: Bounds, after: list[int]) -> Bounds:
    if not before[1] and tuple(after) == before:
        return before
    return sync(after)


_BELOW = {
    JumpOp.JLE: (_UNSIGNED, 0),
    JumpOp.JLT: (_UNSIGNED, 1),
    JumpOp.JSLE: (_SIGNED, 0),
    JumpOp.JSLT: (_SIGNED, 1),
}
"""where the ends are, and how much the one is below the other at least"""


def _learn_order(a: list[int], b: list[int], at: int, apart: int) -> None:
    most, least = b[at + 1] - apart, a[at] + apart
    a[at + 1] = min(a[at + 1], most)
    b[at] = max(b[at], least)


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
