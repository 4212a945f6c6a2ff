"""What is known of the result of an operation on scalars.

After Linux 6.18 kernel/bpf/verifier.c: adjust_scalar_min_max_vals.
"""

# ruff: noqa: FURB136 - a call costs twice the comparison, here where the time goes

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from beebox.bits import U32, U64
from beebox.isa.opcodes import AluOp
from beebox.verifier import tnum
from beebox.verifier.bounds import (
    HALF,
    S32_MAX,
    S32_MIN,
    S64_MAX,
    S64_MIN,
    SIGN,
    SIGN32,
    UNKNOWN,
    WHOLE,
    ZERO,
    Bounds,
    const,
    is_const,
    is_const32,
    sync,
    unsigned_range,
)
from beebox.verifier.casts import zero_extend
from beebox.verifier.tnum import Tnum


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


_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""
_REMEMBERED = 1 << 11
"""so many results of each operation: the same is often asked on another path"""
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

    def operate_on_many(dst: Bounds, src: Bounds) -> Bounds:
        bits = bits_of(dst, src)
        low = ranges(dst[6:], src[6:], W32, bits)
        if is64:
            return sync((*bits, *ranges(dst[2:6], src[2:6], W64, bits), *low))
        return sync(zero_extend(_new(Bounds, (*bits, *_ANY, *low))))

    remembered = lru_cache(maxsize=_REMEMBERED)(operate_on_many)

    def operate(dst: Bounds, src: Bounds) -> Bounds:
        if not dst[1] and not src[1]:
            return const(plain(dst[0], src[0]) & width)
        if spreads and (UNKNOWN in (dst, src)):
            return unknown
        return remembered(dst, src)

    return operate


def _shift(rule: Callable[[Bounds, int], Bounds], *, is64: bool) -> Operation:
    def operate(dst: Bounds, src: Bounds) -> Bounds:
        count = _shift_count(src, is64=is64)
        if count is None:
            return UNKNOWN
        shifted = rule(dst, count)
        return sync(shifted if is64 else zero_extend(shifted))

    return lru_cache(maxsize=_REMEMBERED)(operate)


def _shift_count(src: Bounds, *, is64: bool) -> int | None:
    """Return the count, if it is one number and below the width, the upper half included."""
    known = is_const(src) if is64 else is_const32(src)
    return src.umax if known and src.umax < (64 if is64 else 32) else None


def _from_bits(b: Bounds) -> Bounds:
    """__update_reg_bounds: the ranges, from the known bits."""
    value, mask, smin, smax, umin, umax, *low = b
    least, most = value | mask & SIGN, value | mask & S64_MAX
    if least & SIGN:
        least -= WHOLE
    if most & SIGN:
        most -= WHOLE
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
    least, most = value | mask & SIGN32, value | mask & S32_MAX
    if least & SIGN32:
        least -= HALF
    if most & SIGN32:
        most -= HALF
    return (
        least if least > smin else smin,
        most if most < smax else smax,
        value if value > umin else umin,
        value | mask if value | mask < umax else umax,
    )


def _from_low_bits(b: Bounds) -> Bounds:
    return Bounds(*b[:6], *_low_from_bits(b[0], b[1], *b[6:]))


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
