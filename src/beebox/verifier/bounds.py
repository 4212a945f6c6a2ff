"""What is known of a scalar: known bits and four ranges, each as good as the others allow.

A `Bounds` stands for every 64-bit number that fits its tnum, its signed and unsigned 64-bit
ranges, and whose low half fits the signed and unsigned 32-bit ranges. `sync` lets each learn from
the others. After Linux 6.18 kernel/bpf/verifier.c (reg_bounds_sync).
"""

# ruff: noqa: FURB136, PLR1730 - a call costs twice the comparison, here where the time goes

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from beebox.bits import U32, U64, s32, s64
from beebox.verifier import tnum
from beebox.verifier.tnum import Tnum

S32_MIN, S32_MAX = -(1 << 31), (1 << 31) - 1
S64_MIN, S64_MAX = -(1 << 63), (1 << 63) - 1
HIGH = U64 & ~U32
SIGN, SIGN32 = 1 << 63, 1 << 31
WHOLE, HALF = 1 << 64, 1 << 32


class Bounds(NamedTuple):
    """Known bits (*value*, *mask*) and ranges, all inclusive."""

    value: int
    mask: int
    smin: int
    smax: int
    umin: int
    umax: int
    s32min: int
    s32max: int
    u32min: int
    u32max: int

    @property
    def bits(self) -> Tnum:
        """The known bits as a tnum."""
        return Tnum(self.value, self.mask)


_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""

UNKNOWN: Bounds = Bounds(0, U64, S64_MIN, S64_MAX, 0, U64, S32_MIN, S32_MAX, 0, U32)


@lru_cache(maxsize=1 << 13)
def const(number: int) -> Bounds:
    """Return the bounds of one number, signed or unsigned."""
    number &= U64
    low = number & U32
    signed, signed32 = s64(number), s32(low)
    return Bounds(number, 0, signed, signed, number, number, signed32, signed32, low, low)


ZERO: Bounds = const(0)


def is_const(b: Bounds) -> bool:
    """Whether one number only is possible."""
    return b.mask == 0


def is_const32(b: Bounds) -> bool:
    """Whether the low half is one number only."""
    return b.mask & U32 == 0


def with_low(b: Bounds, low: int) -> Bounds:
    """Return *b* with one number as its lower half; the 64-bit ranges stay (__mark_reg32_known)."""
    signed = s32(low)
    return Bounds(b.value & HIGH | low, b.mask & HIGH, *b[2:6], signed, signed, low, low)


def unsigned_range(least: int, most: int) -> Bounds:
    """Return the bounds of the unsigned numbers from *least* to *most*."""
    return sync(UNKNOWN._replace(umin=least, umax=most))


def signed_range(least: int, most: int) -> Bounds:
    """Return the bounds of the signed numbers from *least* to *most*."""
    return sync(UNKNOWN._replace(smin=least, smax=most))


def violated(b: Bounds) -> bool:
    """Whether the ranges contradict themselves or each other: no number is left.

    After reg_bounds_sanity_check.
    """
    if b.umin > b.umax or b.smin > b.smax or b.u32min > b.u32max or b.s32min > b.s32max:
        return True
    if b.mask & U32:
        return False
    low = b.value & U32
    if not (b.u32min == b.u32max == low and b.s32min == b.s32max == s32(low)):
        return True
    return b.mask == 0 and not (b.umin == b.umax == b.value and b.smin == b.smax == s64(b.value))


def contains(a: Bounds, b: Bounds) -> bool:
    """Whether every number of *b* is one of *a*: what was proved for *a* holds for *b*."""
    return (
        a.smin <= b.smin
        and b.smax <= a.smax
        and a.umin <= b.umin
        and b.umax <= a.umax
        and a.s32min <= b.s32min
        and b.s32max <= a.s32max
        and a.u32min <= b.u32min
        and b.u32max <= a.u32max
        and not b.mask & ~a.mask
        and a.value == b.value & ~a.mask
    )


@lru_cache(maxsize=1 << 14)
def sync(b: tuple[int, ...]) -> Bounds:  # noqa: C901, PLR0912, PLR0915 - all of it in one place: see below
    """Let the ranges and the known bits learn from each other (reg_bounds_sync).

    Half of a proof's time is spent here, so it is one function over plain numbers; calls and
    tuples would double the time.
    """
    value, mask, smin, smax, umin, umax, s32min, s32max, u32min, u32max = b
    # __update_reg64_bounds: the least and most that the known bits allow
    least, most = value | mask & SIGN, value | mask & S64_MAX
    if least & SIGN:
        least -= WHOLE
    if most & SIGN:
        most -= WHOLE
    if least > smin:
        smin = least
    if most < smax:
        smax = most
    if value > umin:
        umin = value
    if value | mask < umax:
        umax = value | mask
    if mask & mask + 1 or umin > umax:
        only = tnum.only(value, mask, umin, umax)
        if only is not None:
            return const(only)
    # __update_reg32_bounds: the same for the low half
    low, unknown = value & U32, mask & U32
    least, most = low | unknown & SIGN32, low | unknown & S32_MAX
    if least & SIGN32:
        least -= HALF
    if most & SIGN32:
        most -= HALF
    if least > s32min:
        s32min = least
    if most < s32max:
        s32max = most
    if low > u32min:
        u32min = low
    if low | unknown < u32max:
        u32max = low | unknown
    for _ in range(3):
        before = (smin, smax, umin, umax, s32min, s32max, u32min, u32max)
        # __reg32_deduce_bounds: the low half, where the high half is fixed or one apart
        for least, most in ((umin, umax), (smin, smax)):
            high, top = least >> 32, most >> 32
            if high == top:
                least, most = least & U32, most & U32  # noqa: PLW2901 - its low half
                if least <= most:
                    if least > u32min:
                        u32min = least
                    if most < u32max:
                        u32max = most
                if least & SIGN32:
                    least -= HALF  # noqa: PLW2901
                if most & SIGN32:
                    most -= HALF  # noqa: PLW2901
                if least <= most:
                    if least > s32min:
                        s32min = least
                    if most < s32max:
                        s32max = most
            elif (high + 1 - top) & U32 == 0 and least & SIGN32 and not most & SIGN32:
                least, most = (least & U32) - HALF, most & U32  # noqa: PLW2901
                if least > s32min:
                    s32min = least
                if most < s32max:
                    s32max = most
        # signed from unsigned and back, also where one crosses the sign
        least = u32min - HALF if u32min & SIGN32 else u32min
        most = u32max - HALF if u32max & SIGN32 else u32max
        if least <= most:
            if least > s32min:
                s32min = least
            if most < s32max:
                s32max = most
        least, most = s32min & U32, s32max & U32
        if least <= most:
            if least > u32min:
                u32min = least
            if most < u32max:
                u32max = most
        elif u32max < least:
            s32min = s32(u32min)
            if most < u32max:
                u32max = most
        elif most < u32min:
            s32max = s32(u32max)
            if least > u32min:
                u32min = least
        # __reg64_deduce_bounds: the same for the whole
        least = umin - WHOLE if umin & SIGN else umin
        most = umax - WHOLE if umax & SIGN else umax
        if least <= most:
            if least > smin:
                smin = least
            if most < smax:
                smax = most
        least, most = smin & U64, smax & U64
        if least <= most:
            if least > umin:
                umin = least
            if most < umax:
                umax = most
        elif umax < least:
            smin = s64(umin)
            if most < umax:
                umax = most
        elif most < umin:
            smax = s64(umax)
            if least > umin:
                umin = least
        # __reg_deduce_mixed_bounds: the whole, from the low half where the high half is fixed
        least, most = umin & HIGH | u32min, umax & HIGH | u32max
        if least > umin:
            umin = least
        if most < umax:
            umax = most
        least, most = smin & ~U32 | u32min, smax & ~U32 | u32max
        if least > smin:
            smin = least
        if most < smax:
            smax = most
        low, unknown = s32min & U32, s32max & U32
        if low <= unknown:
            least, most = umin & HIGH | low, umax & HIGH | unknown
            if least > umin:
                umin = least
            if most < umax:
                umax = most
            least, most = smin & ~U32 | low, smax & ~U32 | unknown
            if least > smin:
                smin = least
            if most < smax:
                smax = most
        if s32min >= 0 and smin >= S32_MIN and smax <= S32_MAX:
            smin = umin = s32min
            smax = umax = s32max
            unknown = (1 << (smin ^ smax).bit_length()) - 1 & U64
            low = smin & ~unknown & U64
            value, mask = value | low, mask & unknown
            value &= ~mask
        if before == (smin, smax, umin, umax, s32min, s32max, u32min, u32max):
            break
    # __reg_bound_offset: what the unsigned ranges say of the bits
    unknown = (1 << (umin ^ umax).bit_length()) - 1 & U64
    value |= umin & ~unknown & U64
    mask &= unknown
    value &= ~mask
    unknown = (1 << (u32min ^ u32max).bit_length()) - 1 & U64
    low = value & U32 | u32min & ~unknown & U64
    unknown &= mask & U32
    low &= ~unknown
    value, mask = value & HIGH | low & U32, mask & HIGH | unknown
    # and once more what the known bits allow
    least, most = value | mask & SIGN, value | mask & S64_MAX
    if least & SIGN:
        least -= WHOLE
    if most & SIGN:
        most -= WHOLE
    if value > umin:
        umin = value
    if value | mask < umax:
        umax = value | mask
    if mask & mask + 1 or umin > umax:
        only = tnum.only(value, mask, umin, umax)
        if only is not None:
            return const(only)
    low, unknown = value & U32, mask & U32
    least32, most32 = low | unknown & SIGN32, low | unknown & S32_MAX
    if least32 & SIGN32:
        least32 -= HALF
    if most32 & SIGN32:
        most32 -= HALF
    return _new(
        Bounds,
        (
            value,
            mask,
            least if least > smin else smin,
            most if most < smax else smax,
            umin,
            umax,
            least32 if least32 > s32min else s32min,
            most32 if most32 < s32max else s32max,
            low if low > u32min else u32min,
            low | unknown if low | unknown < u32max else u32max,
        ),
    )
