"""What is known of a scalar: known bits and four ranges, each as good as the others allow.

A `Bounds` stands for every 64-bit number that fits its tnum, its signed and unsigned 64-bit
ranges, and whose low half fits the signed and unsigned 32-bit ranges. `sync` lets each learn from
the others; `alu` is the effect of an operation. After Linux 6.18 kernel/bpf/verifier.c
(reg_bounds_sync, adjust_scalar_min_max_vals).
"""

# ruff: noqa: FURB136, PLR1730 - a call costs twice the comparison, here where the time goes

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from beebox.bits import U32, U64, s32, s64
from beebox.isa.opcodes import AluOp
from beebox.verifier import tnum
from beebox.verifier.tnum import Tnum

S32_MIN, S32_MAX = -(1 << 31), (1 << 31) - 1
S64_MIN, S64_MAX = -(1 << 63), (1 << 63) - 1
HIGH = U64 & ~U32


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

UNKNOWN = Bounds(0, U64, S64_MIN, S64_MAX, 0, U64, S32_MIN, S32_MAX, 0, U32)


@lru_cache(maxsize=1 << 13)
def const(number: int) -> Bounds:
    """Return the bounds of one number, signed or unsigned."""
    number &= U64
    low = number & U32
    signed, signed32 = s64(number), s32(low)
    return Bounds(number, 0, signed, signed, number, number, signed32, signed32, low, low)


ZERO = const(0)


def is_const(b: Bounds) -> bool:
    """Whether one number only is possible."""
    return b.mask == 0


def is_const32(b: Bounds) -> bool:
    """Whether the low half is one number only."""
    return b.mask & U32 == 0


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
    if b.mask == 0:
        low = b.value & U32
        return not (
            b.umin == b.umax == b.value
            and b.smin == b.smax == s64(b.value)
            and b.u32min == b.u32max == low
            and b.s32min == b.s32max == s32(low)
        )
    return False


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
    least, most = value | mask & _SIGN, value | mask & S64_MAX
    if least & _SIGN:
        least -= _WHOLE
    if most & _SIGN:
        most -= _WHOLE
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
    least, most = low | unknown & _SIGN32, low | unknown & S32_MAX
    if least & _SIGN32:
        least -= _HALF
    if most & _SIGN32:
        most -= _HALF
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
                if least & _SIGN32:
                    least -= _HALF  # noqa: PLW2901
                if most & _SIGN32:
                    most -= _HALF  # noqa: PLW2901
                if least <= most:
                    if least > s32min:
                        s32min = least
                    if most < s32max:
                        s32max = most
            elif (high + 1 - top) & U32 == 0 and least & _SIGN32 and not most & _SIGN32:
                least, most = (least & U32) - _HALF, most & U32  # noqa: PLW2901
                if least > s32min:
                    s32min = least
                if most < s32max:
                    s32max = most
        # signed from unsigned and back, also where one crosses the sign
        least = u32min - _HALF if u32min & _SIGN32 else u32min
        most = u32max - _HALF if u32max & _SIGN32 else u32max
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
        least = umin - _WHOLE if umin & _SIGN else umin
        most = umax - _WHOLE if umax & _SIGN else umax
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
    least, most = value | mask & _SIGN, value | mask & S64_MAX
    if least & _SIGN:
        least -= _WHOLE
    if most & _SIGN:
        most -= _WHOLE
    if value > umin:
        umin = value
    if value | mask < umax:
        umax = value | mask
    if mask & mask + 1 or umin > umax:
        only = tnum.only(value, mask, umin, umax)
        if only is not None:
            return const(only)
    low, unknown = value & U32, mask & U32
    least32, most32 = low | unknown & _SIGN32, low | unknown & S32_MAX
    if least32 & _SIGN32:
        least32 -= _HALF
    if most32 & _SIGN32:
        most32 -= _HALF
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


_SIGN, _SIGN32 = 1 << 63, 1 << 31
_WHOLE, _HALF = 1 << 64, 1 << 32


def _from_bits(b: Bounds) -> Bounds:
    """__update_reg_bounds: the ranges, from the known bits."""
    value, mask, smin, smax, umin, umax, *low = b
    least, most = value | mask & _SIGN, value | mask & S64_MAX
    if least & _SIGN:
        least -= _WHOLE
    if most & _SIGN:
        most -= _WHOLE
    s32min, s32max, u32min, u32max = _low_from_bits(value, mask, *low)
    return Bounds(
        value,
        mask,
        least if least > smin else smin,
        most if most < smax else smax,
        value if value > umin else umin,
        value | mask if value | mask < umax else umax,
        s32min,
        s32max,
        u32min,
        u32max,
    )


def _low_from_bits(
    value: int, mask: int, smin: int, smax: int, umin: int, umax: int
) -> tuple[int, int, int, int]:
    """__update_reg32_bounds."""
    value &= U32
    mask &= U32
    least, most = value | mask & _SIGN32, value | mask & S32_MAX
    if least & _SIGN32:
        least -= _HALF
    if most & _SIGN32:
        most -= _HALF
    return (
        least if least > smin else smin,
        most if most < smax else smax,
        value if value > umin else umin,
        value | mask if value | mask < umax else umax,
    )


def _from_low_bits(b: Bounds) -> Bounds:
    return Bounds(*b[:6], *_low_from_bits(b[0], b[1], *b[6:]))


def whole(value: Bounds) -> Bounds:
    """Return what is known of a number as a whole, nothing of its low half."""
    return Bounds(*value[:6], -(1 << 31), (1 << 31) - 1, 0, U32)


def truncate(b: Bounds, size: int) -> Bounds:
    """Return the low *size* bytes, zero-extended: what a load or a 32-bit move leaves."""
    if size == 8:
        return b
    if size == 4:
        return sync(_zero_extend(b))
    mask = (1 << 8 * size) - 1
    value, unknown = tnum.cast(b.bits, size)
    least, most = (b.umin & mask, b.umax & mask) if b.umin & ~mask == b.umax & ~mask else (0, mask)
    return sync(Bounds(value, unknown, least, most, least, most, S32_MIN, S32_MAX, 0, U32))


def _zero_extend(b: Bounds) -> Bounds:
    """zext_32_to_64: the low half becomes the whole."""
    smin, smax = (b.s32min, b.s32max) if b.s32min >= 0 else (0, U32)
    return b._replace(
        value=b.value & U32, mask=b.mask & U32, smin=smin, smax=smax, umin=b.u32min, umax=b.u32max
    )


def sign_extend(b: Bounds, size: int, *, is64: bool) -> Bounds:
    """Return the low *size* bytes, sign-extended to 64 bits, or to 32 and then zero-extended."""
    width = 8 * size
    if not is64:
        return truncate(sign_extend(_low_half(b), size, is64=True), 4)
    if b.mask == 0:
        return const(_signed(b.value, width))
    least, most = -(1 << width - 1), (1 << width - 1) - 1
    if b.smin >> width == b.smax >> width:
        ends = sorted((_signed(b.smin, width), _signed(b.smax, width)))
        if (ends[0] >= 0) == (ends[1] >= 0):
            least, most = ends
    return signed_range(least, most)


def _low_half(b: Bounds) -> Bounds:
    """Return bounds of which only the low half of *b* is known, as signed numbers."""
    return signed_range(b.s32min, b.s32max) if b.mask & U32 else const(s32(b.value))


def _signed(number: int, width: int) -> int:
    number &= (1 << width) - 1
    return number - (1 << width) if number >> (width - 1) else number


# ---------------------------------------------------------------------------- arithmetic


class _Width(NamedTuple):
    """What 32 and 64 bits differ in: the rules are written once."""

    width: int
    smin: int
    smax: int
    umax: int


_Ends = tuple[int, ...]
"""smin, smax, umin, umax; of the whole or of the low half"""
W32 = _Width(32, S32_MIN, S32_MAX, U32)
W64 = _Width(64, S64_MIN, S64_MAX, U64)
_ANY = (S64_MIN, S64_MAX, 0, U64)
_ANY32 = (S32_MIN, S32_MAX, 0, U32)


def _add(a: _Ends, b: _Ends, w: _Width, _: Tnum) -> _Ends:
    asmin, asmax, aumin, aumax = a
    bsmin, bsmax, bumin, bumax = b
    least, most, mask = w.smin, w.smax, w.umax
    smin, smax = asmin + bsmin, asmax + bsmax
    if smin < least or smax > most:
        smin, smax = least, most
    umin, umax = aumin + bumin, aumax + bumax
    if (umin > mask) != (umax > mask):
        umin, umax = 0, mask
    return smin, smax, umin & mask, umax & mask


def _sub(a: _Ends, b: _Ends, w: _Width, _: Tnum) -> _Ends:
    asmin, asmax, aumin, aumax = a
    bsmin, bsmax, bumin, bumax = b
    least, most, mask = w.smin, w.smax, w.umax
    smin, smax = asmin - bsmax, asmax - bsmin
    if smin < least or smax > most:
        smin, smax = least, most
    umin, umax = aumin - bumax, aumax - bumin
    if (umin < 0) != (umax < 0):
        umin, umax = 0, mask
    return smin, smax, umin & mask, umax & mask


def _mul(a: _Ends, b: _Ends, w: _Width, _: Tnum) -> _Ends:
    asmin, asmax, aumin, aumax = a
    bsmin, bsmax, bumin, bumax = b
    umin, umax = aumin * bumin, aumax * bumax
    if umax > w.umax or umin > w.umax:
        umin, umax = 0, w.umax
    products = (asmin * bsmin, asmin * bsmax, asmax * bsmin, asmax * bsmax)
    smin, smax = min(products), max(products)
    if smin < w.smin or smax > w.smax:
        smin, smax = w.smin, w.smax
    return smin, smax, umin, umax


def _with_signs(umin: int, umax: int, w: _Width) -> _Ends:
    """Return an unsigned range, and the signed one if it does not cross the sign."""
    sign = w.smax + 1
    smin, smax = (umin ^ sign) - sign, (umax ^ sign) - sign
    return (smin, smax, umin, umax) if smin <= smax else (w.smin, w.smax, umin, umax)


def _and(a: _Ends, b: _Ends, w: _Width, bits: Tnum) -> _Ends:
    return _with_signs(bits[0] & w.umax, a[3] if a[3] < b[3] else b[3], w)


def _or(a: _Ends, b: _Ends, w: _Width, bits: Tnum) -> _Ends:
    return _with_signs(a[2] if a[2] > b[2] else b[2], (bits[0] | bits[1]) & w.umax, w)


def _xor(_a: _Ends, _b: _Ends, w: _Width, bits: Tnum) -> _Ends:
    return _with_signs(bits[0] & w.umax, (bits[0] | bits[1]) & w.umax, w)


_RANGES: dict[AluOp, Callable[[_Ends, _Ends, _Width, Tnum], _Ends]] = {
    AluOp.ADD: _add,
    AluOp.SUB: _sub,
    AluOp.MUL: _mul,
    AluOp.AND: _and,
    AluOp.OR: _or,
    AluOp.XOR: _xor,
}
_PLAIN: dict[AluOp, Callable[[int, int], int]] = {
    AluOp.ADD: operator.add,
    AluOp.SUB: operator.sub,
    AluOp.MUL: operator.mul,
    AluOp.AND: operator.and_,
    AluOp.OR: operator.or_,
    AluOp.XOR: operator.xor,
}
_BITS: dict[AluOp, Callable[[tnum.Bits, tnum.Bits], Tnum]] = {
    AluOp.ADD: tnum.add,
    AluOp.SUB: tnum.sub,
    AluOp.MUL: tnum.mul,
    AluOp.AND: tnum.and_,
    AluOp.OR: tnum.or_,
    AluOp.XOR: tnum.xor,
}


_SPREADS = (AluOp.ADD, AluOp.SUB, AluOp.XOR)
"""operations that leave nothing known where one operand is unknown"""
_UNKNOWN32 = unsigned_range(0, U32)


def alu(op: AluOp, dst: Bounds, src: Bounds, *, is64: bool) -> Bounds:
    """Return the bounds of ``dst op src``, at 64 bits or at 32 and zero-extended."""
    return operation(op, is64=is64)(dst, src)


Operation = Callable[["Bounds", "Bounds"], "Bounds"]


@cache
def operation(op: AluOp, *, is64: bool) -> Operation:
    """Return the function that is an operation, at 64 bits or at 32 and zero-extended.

    Division and remainder say nothing, as in Linux 6.18; so do shifts by what is not one
    number below the width.
    """
    if op is AluOp.NEG:
        minus = operation(AluOp.SUB, is64=is64)
        return lambda dst, _: minus(ZERO, dst)
    if op in _RANGES:
        return _arithmetic(op, is64=is64)
    if op in _SHIFTS:
        return _shift((_SHIFTS if is64 else _SHIFTS32)[op], is64=is64)
    return lambda _dst, _src: UNKNOWN


def _arithmetic(op: AluOp, *, is64: bool) -> Operation:
    bits_of, ranges, plain, spreads = _BITS[op], _RANGES[op], _PLAIN[op], op in _SPREADS
    unknown, width = (UNKNOWN, U64) if is64 else (_UNKNOWN32, U32)

    def operate(dst: Bounds, src: Bounds) -> Bounds:
        if not dst[1] and not src[1]:
            return const(plain(dst[0], src[0]) & width)
        if spreads and (UNKNOWN in (dst, src)):
            return unknown
        bits = bits_of(dst, src)
        low = ranges(dst[6:], src[6:], W32, bits)
        if is64:
            return sync((*bits, *ranges(dst[2:6], src[2:6], W64, bits), *low))
        return sync(_zero_extend(Bounds(*bits, *_ANY, *low)))

    return operate


def _shift(rule: Callable[[Bounds, int], Bounds], *, is64: bool) -> Operation:
    def operate(dst: Bounds, src: Bounds) -> Bounds:
        count = _shift_count(src, is64=is64)
        if count is None:
            return UNKNOWN
        shifted = rule(dst, count)
        return sync(shifted if is64 else _zero_extend(shifted))

    return operate


def _shift_count(src: Bounds, *, is64: bool) -> int | None:
    """Return the count, if it is one number and below the width, the upper half included."""
    known = is_const(src) if is64 else is_const32(src)
    return src.umax if known and src.umax < (64 if is64 else 32) else None


def _lsh(b: Bounds, count: int) -> Bounds:
    smin, smax = (b.s32min << 32, b.s32max << 32) if count == 32 else (S64_MIN, S64_MAX)
    umin, umax = (b.umin << count, b.umax << count) if b.umax <= 1 << 63 - count else (0, U64)
    low = _low_lsh(b, count)
    return _from_bits(Bounds(*tnum.lshift(b.bits, count), smin, smax, umin, umax, *low))


def _low_lsh(b: Bounds, count: int) -> _Ends:
    if count > 31 or b.u32max > 1 << 31 - count:
        return _ANY32
    return S32_MIN, S32_MAX, b.u32min << count, b.u32max << count


def _rsh(b: Bounds, count: int) -> Bounds:
    bits = tnum.rshift(b.bits, count)
    return _from_bits(Bounds(*bits, S64_MIN, S64_MAX, b.umin >> count, b.umax >> count, *_ANY32))


def _arsh(b: Bounds, count: int) -> Bounds:
    bits = tnum.arshift(b.bits, count, 64)
    return _from_bits(Bounds(*bits, b.smin >> count, b.smax >> count, 0, U64, *_ANY32))


def _lsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.subreg(tnum.lshift(tnum.subreg(b.bits), count))
    return _from_low_bits(Bounds(*bits, *_ANY, *_low_lsh(b, count)))


def _rsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.rshift(tnum.subreg(b.bits), count)
    low = (S32_MIN, S32_MAX, b.u32min >> count, b.u32max >> count)
    return _from_low_bits(Bounds(*bits, *_ANY, *low))


def _arsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.arshift(tnum.subreg(b.bits), count, 32)
    low = (b.s32min >> count, b.s32max >> count, 0, U32)
    return _from_low_bits(Bounds(*bits, *_ANY, *low))


_SHIFTS = {AluOp.LSH: _lsh, AluOp.RSH: _rsh, AluOp.ARSH: _arsh}
_SHIFTS32 = {AluOp.LSH: _lsh32, AluOp.RSH: _rsh32, AluOp.ARSH: _arsh32}


# ---------------------------------------------------------------------------- text


def text(b: Bounds) -> str:
    """Return the ranges as the kernel's log has them: equal ends are named together.

    After print_scalar_ranges in kernel/bpf/log.c. Empty for an unknown number.
    """
    ends = [
        ("smin", b.smin, b.smin == S64_MIN),
        ("smax", b.smax, b.smax == S64_MAX),
        ("umin", b.umin, b.umin == 0),
        ("umax", b.umax, b.umax == U64),
        ("smin32", _same_bits(b.s32min), b.s32min == S32_MIN),
        ("smax32", _same_bits(b.s32max), b.s32max == S32_MAX),
        ("umin32", b.u32min, b.u32min == 0),
        ("umax32", b.u32max, b.u32max == U32),
    ]
    said: set[str] = set()
    parts = []
    for at, (name, number, omitted) in enumerate(ends):
        if omitted or name in said:
            continue
        # An unsigned end is never below 0, so equal ends have equal signs too.
        equal = [
            other
            for other, same, left_out in ends[at + 2 :: 2]
            if same == number and not left_out and other not in said
        ]
        names = [name, *equal]
        said.update(names)
        shown = number_text(number) if name[0] == "s" else unsigned_text(number)
        parts.append(f"{'='.join(names)}={shown}")
    if b.mask != U64:
        parts.append(f"var_off={b.bits}")
    return ",".join(parts)


def _same_bits(number: int) -> int:
    """Return a signed 32-bit end: itself where it is shown in decimal, else its 32 bits."""
    return number if -(1 << 15) <= number < 1 << 15 else number & U32


def number_text(number: int) -> str:
    """Return a signed *number*: decimal if 16 bits hold it, else hex (verbose_snum)."""
    return str(number) if -(1 << 15) <= number < 1 << 15 else f"{number & U64:#x}"


def unsigned_text(number: int) -> str:
    """Return a *number* as verbose_unum does: decimal if 16 bits hold it, else hex."""
    number &= U64
    return str(number) if number < 1 << 16 else f"{number:#x}"


def byte_order(b: Bounds, size: int, *, swaps: bool) -> Bounds:
    """Return the low *size* bytes, in the other order if it *swaps* (scalar_byte_swap)."""
    value, mask = b.value, b.mask
    low = (1 << 8 * size) - 1
    if swaps:
        value = int.from_bytes((value & low).to_bytes(size, "little"), "big")
        mask = int.from_bytes((mask & low).to_bytes(size, "little"), "big")
    return sync(UNKNOWN._replace(value=value & low, mask=mask & low))
