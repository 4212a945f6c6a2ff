"""What a conditional jump on scalars says: which way it goes, and what each way teaches.

After Linux 6.18 kernel/bpf/verifier.c (is_scalar_branch_taken, regs_refine_cond_op). Conditions of
32 and 64 bits share their rules: a `_Side` picks the ranges that a width compares.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from beebox.bits import U32, U64
from beebox.isa.opcodes import JumpOp
from beebox.verifier import tnum
from beebox.verifier.bounds import UNKNOWN, Bounds, sync
from beebox.verifier.tnum import Tnum

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


class _Side(NamedTuple):
    """An operand as a width sees it."""

    bits: Tnum
    smin: int
    smax: int
    umin: int
    umax: int

    @property
    def const(self) -> bool:
        """Whether it is one number."""
        return self.bits.mask == 0


def _side(b: Bounds, *, is32: bool) -> _Side:
    if is32:
        return _Side(tnum.subreg(b.bits), b.s32min, b.s32max, b.u32min, b.u32max)
    return _Side(b.bits, b.smin, b.smax, b.umin, b.umax)


def _with_side(b: Bounds, side: _Side, *, is32: bool) -> Bounds:
    bits, smin, smax, umin, umax = side
    if not is32:
        return b._replace(
            value=bits.value, mask=bits.mask, smin=smin, smax=smax, umin=umin, umax=umax
        )
    value, mask = tnum.with_subreg(b.bits, bits)
    return b._replace(value=value, mask=mask, s32min=smin, s32max=smax, u32min=umin, u32max=umax)


# ---------------------------------------------------------------------------- which way


def taken(op: JumpOp, dst: Bounds, src: Bounds, *, is32: bool) -> bool | None:
    """Whether ``dst op src`` holds: always, never, or (None) it depends."""
    a, b = _side(dst, is32=is32), _side(src, is32=is32)
    if op in _ORDER:
        return _ORDER[op](a, b)
    if op is JumpOp.JSET:
        return _any_bit(a, b)
    apart = _apart(a, b) or (not is32 and _apart_low(dst, src))
    equal = False if apart else (True if a.const and b.const else None)
    return equal if op is JumpOp.JEQ or equal is None else not equal


def _apart(a: _Side, b: _Side) -> bool:
    """Whether no number is in both."""
    return (
        not tnum.overlap(a.bits, b.bits)
        or a.umin > b.umax
        or a.umax < b.umin
        or a.smin > b.smax
        or a.smax < b.smin
    )


def _apart_low(a: Bounds, b: Bounds) -> bool:
    return a.u32min > b.u32max or a.u32max < b.u32min or a.s32min > b.s32max or a.s32max < b.s32min


def _any_bit(a: _Side, b: _Side) -> bool | None:
    if not b.const:
        a, b = b, a
    if not b.const:
        return None
    if a.bits.value & b.bits.value:
        return True
    return None if (a.bits.value | a.bits.mask) & b.bits.value else False


def _above(amin: int, amax: int, bmin: int, bmax: int) -> bool | None:
    """Whether every a is above every b, or none is."""
    return True if amin > bmax else False if amax <= bmin else None


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _jgt(a: _Side, b: _Side) -> bool | None:
    return _above(a.umin, a.umax, b.umin, b.umax)


def _jlt(a: _Side, b: _Side) -> bool | None:
    return _jgt(b, a)


def _jge(a: _Side, b: _Side) -> bool | None:
    return _not(_jgt(b, a))


def _jle(a: _Side, b: _Side) -> bool | None:
    return _not(_jgt(a, b))


def _jsgt(a: _Side, b: _Side) -> bool | None:
    return _above(a.smin, a.smax, b.smin, b.smax)


def _jslt(a: _Side, b: _Side) -> bool | None:
    return _jsgt(b, a)


def _jsge(a: _Side, b: _Side) -> bool | None:
    return _not(_jsgt(b, a))


def _jsle(a: _Side, b: _Side) -> bool | None:
    return _not(_jsgt(a, b))


_ORDER: dict[JumpOp, Callable[[_Side, _Side], bool | None]] = {
    JumpOp.JGT: _jgt,
    JumpOp.JLT: _jlt,
    JumpOp.JGE: _jge,
    JumpOp.JLE: _jle,
    JumpOp.JSGT: _jsgt,
    JumpOp.JSLT: _jslt,
    JumpOp.JSGE: _jsge,
    JumpOp.JSLE: _jsle,
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
        src, dst = refine(FLIPPED[op], src, dst, is32=is32)
        return dst, src
    left, right = _side(dst, is32=is32), _side(src, is32=is32)
    a, b = _LEARN[op](left, right)
    return _learned(dst, left, a, is32=is32), _learned(src, right, b, is32=is32)


def _learned(b: Bounds, before: _Side, after: _Side, *, is32: bool) -> Bounds:
    if b.mask == 0 and after == before:
        return b
    return sync(_with_side(b, after, is32=is32))


def _equal(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    both = _Side(
        tnum.intersect(a.bits, b.bits),
        max(a.smin, b.smin),
        min(a.smax, b.smax),
        max(a.umin, b.umin),
        min(a.umax, b.umax),
    )
    return both, both


def _unequal(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    """Take a number off the edge of a range when the other side is that number."""
    if not b.const:
        if a.const:
            b, a = _unequal(b, a)
        return a, b
    return (
        a._replace(
            umin=a.umin + (a.umin == b.umin),
            umax=a.umax - (a.umax == b.umax),
            smin=a.smin + (a.smin == b.smin),
            smax=a.smax - (a.smax == b.smax),
        ),
        b,
    )


def _below_or_equal(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    return a._replace(umax=min(a.umax, b.umax)), b._replace(umin=max(a.umin, b.umin))


def _below(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    return a._replace(umax=min(a.umax, b.umax - 1)), b._replace(umin=max(a.umin + 1, b.umin))


def _signed_below_or_equal(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    return a._replace(smax=min(a.smax, b.smax)), b._replace(smin=max(a.smin, b.smin))


def _signed_below(a: _Side, b: _Side) -> tuple[_Side, _Side]:
    return a._replace(smax=min(a.smax, b.smax - 1)), b._replace(smin=max(a.smin + 1, b.smin))


_LEARN: dict[JumpOp, Callable[[_Side, _Side], tuple[_Side, _Side]]] = {
    JumpOp.JEQ: _equal,
    JumpOp.JNE: _unequal,
    JumpOp.JLE: _below_or_equal,
    JumpOp.JLT: _below,
    JumpOp.JSLE: _signed_below_or_equal,
    JumpOp.JSLT: _signed_below,
}


def _refine_bits(dst: Bounds, src: Bounds, *, is32: bool, holds: bool) -> tuple[Bounds, Bounds]:
    """Where one side is known, its bits are clear in the other, or its only bit is set."""
    if _side(src, is32=is32).const:
        return _refine_by_bits(dst, _side(src, is32=is32).bits.value, is32=is32, holds=holds), src
    if _side(dst, is32=is32).const:
        return dst, _refine_by_bits(src, _side(dst, is32=is32).bits.value, is32=is32, holds=holds)
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
