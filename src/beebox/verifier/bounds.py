"""What is known of a scalar: known bits and four ranges, each as good as the others allow.

A `Bounds` stands for every 64-bit number that fits its tnum, its signed and unsigned 64-bit
ranges, and whose low half fits the signed and unsigned 32-bit ranges. `sync` lets each learn from
the others; `alu` is the effect of an operation. After Linux 6.18 kernel/bpf/verifier.c
(reg_bounds_sync, adjust_scalar_min_max_vals).
"""

# ruff: noqa: FURB136 - a call costs twice the comparison, here where the time goes

from __future__ import annotations

from collections.abc import Callable
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


UNKNOWN = Bounds(0, U64, S64_MIN, S64_MAX, 0, U64, S32_MIN, S32_MAX, 0, U32)


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


def sync(b: Bounds) -> Bounds:
    """Let the ranges and the known bits learn from each other (reg_bounds_sync).

    This is where the time goes, so each step works on plain numbers.
    """
    value, mask = b[0], b[1]
    wide, low = _whole_by_bits(value, mask, b[2:6]), _low_by_bits(value, mask, b[6:])
    for _ in range(3):
        before = wide, low
        low = _low_by_low(_low_by_whole(wide, low))
        wide = _whole_by_whole(wide)
        wide = _whole_by_low(wide, low)
        smin, smax, _, _ = wide
        if low[0] >= 0 and smin >= S32_MIN and smax <= S32_MAX:
            smin, smax = low[0], low[1]
            wide = (smin, smax, smin, smax)
            value, mask = tnum.intersect(Tnum(value, mask), tnum.between(smin & U64, smax & U64))
        if (wide, low) == before:
            break
    value, mask = _bits_by_ranges(value, mask, wide, low)
    return Bounds(value, mask, *_whole_by_bits(value, mask, wide), *_low_by_bits(value, mask, low))


_Ends = tuple[int, int, int, int]
"""smin, smax, umin, umax; of the whole or of the low half"""


def _whole_by_bits(value: int, mask: int, ends: _Ends) -> _Ends:
    """__update_reg64_bounds: the least and most that the known bits allow."""
    smin, smax, umin, umax = ends
    least, most = value | mask & 1 << 63, value | mask & S64_MAX
    least -= least >> 63 << 64
    most -= most >> 63 << 64
    smin = least if least > smin else smin
    smax = most if most < smax else smax
    umin = value if value > umin else umin
    value |= mask
    return smin, smax, umin, value if value < umax else umax


def _low_by_bits(value: int, mask: int, ends: _Ends) -> _Ends:
    """__update_reg32_bounds: the same for the low half."""
    smin, smax, umin, umax = ends
    value &= U32
    mask &= U32
    least, most = value | mask & 1 << 31, value | mask & S32_MAX
    least -= least >> 31 << 32
    most -= most >> 31 << 32
    smin = least if least > smin else smin
    smax = most if most < smax else smax
    umin = value if value > umin else umin
    value |= mask
    return smin, smax, umin, value if value < umax else umax


def _low_by_whole(whole: _Ends, ends: _Ends) -> _Ends:
    """__reg32_deduce_bounds: the low half, where the high half is fixed or one apart."""
    smin, smax, umin, umax = ends
    for least, most in ((whole[2], whole[3]), (whole[0], whole[1])):
        high = least >> 32
        if high == most >> 32:
            low_least, low_most = least & U32, most & U32
            if low_least <= low_most:
                umin = low_least if low_least > umin else umin
                umax = low_most if low_most < umax else umax
            low_least -= low_least >> 31 << 32
            low_most -= low_most >> 31 << 32
            if low_least <= low_most:
                smin = low_least if low_least > smin else smin
                smax = low_most if low_most < smax else smax
        elif (high + 1) & U32 == most >> 32 & U32 and s32(least) < 0 <= s32(most):
            smin, smax = max(smin, s32(least)), min(smax, s32(most))
    return smin, smax, umin, umax


def _low_by_low(ends: _Ends) -> _Ends:
    """Signed from unsigned and back, also where one crosses the sign."""
    smin, smax, umin, umax = ends
    least, most = umin - (umin >> 31 << 32), umax - (umax >> 31 << 32)
    if least <= most:
        smin = least if least > smin else smin
        smax = most if most < smax else smax
    least, most = smin & U32, smax & U32
    if least <= most:
        umin = least if least > umin else umin
        umax = most if most < umax else umax
    elif umax < least:
        smin, umax = s32(umin), min(umax, most)
    elif most < umin:
        smax, umin = s32(umax), max(umin, least)
    return smin, smax, umin, umax


def _whole_by_whole(ends: _Ends) -> _Ends:
    """__reg64_deduce_bounds: the same for the whole."""
    smin, smax, umin, umax = ends
    least, most = umin - (umin >> 63 << 64), umax - (umax >> 63 << 64)
    if least <= most:
        smin = least if least > smin else smin
        smax = most if most < smax else smax
    least, most = smin & U64, smax & U64
    if least <= most:
        umin = least if least > umin else umin
        umax = most if most < umax else umax
    elif umax < least:
        smin, umax = s64(umin), min(umax, most)
    elif most < umin:
        smax, umin = s64(umax), max(umin, least)
    return smin, smax, umin, umax


def _whole_by_low(ends: _Ends, low: _Ends) -> _Ends:
    """__reg_deduce_mixed_bounds: the whole, from the low half where the high half is fixed."""
    smin, smax, umin, umax = ends
    least, most = low[2], low[3]
    umin, umax = max(umin, umin & HIGH | least), min(umax, umax & HIGH | most)
    smin, smax = max(smin, smin & ~U32 | least), min(smax, smax & ~U32 | most)
    least, most = low[0] & U32, low[1] & U32
    if least <= most:
        umin, umax = max(umin, umin & HIGH | least), min(umax, umax & HIGH | most)
        smin, smax = max(smin, smin & ~U32 | least), min(smax, smax & ~U32 | most)
    return smin, smax, umin, umax


def _bits_by_ranges(value: int, mask: int, whole: _Ends, low: _Ends) -> Tnum:
    """__reg_bound_offset: what the unsigned ranges say of the bits."""
    bits = tnum.intersect(Tnum(value, mask), tnum.between(whole[2], whole[3]))
    half = tnum.intersect(tnum.subreg(bits), tnum.between(low[2], low[3]))
    return tnum.with_subreg(bits, half)


def _from_bits(b: Bounds) -> Bounds:
    """__update_reg_bounds."""
    value, mask = b[0], b[1]
    whole, low = _whole_by_bits(value, mask, b[2:6]), _low_by_bits(value, mask, b[6:])
    return Bounds(value, mask, *whole, *low)


def _from_low_bits(b: Bounds) -> Bounds:
    value, mask = b[0], b[1]
    return Bounds(value, mask, *b[2:6], *_low_by_bits(value, mask, b[6:]))


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


class _Half(NamedTuple):
    """The four ends of a range, of the whole or of the low half."""

    smin: int
    smax: int
    umin: int
    umax: int


class _Width(NamedTuple):
    """What 32 and 64 bits differ in: the rules are written once."""

    width: int
    smin: int
    smax: int
    umax: int

    @property
    def unknown(self) -> _Half:
        """Every number."""
        return _Half(self.smin, self.smax, 0, self.umax)

    def signed(self, number: int) -> int:
        """Return *number* as a signed one."""
        return _signed(number, self.width)


W32 = _Width(32, S32_MIN, S32_MAX, U32)
W64 = _Width(64, S64_MIN, S64_MAX, U64)


def _add(a: _Half, b: _Half, w: _Width, _: Tnum) -> _Half:
    smin, smax = a.smin + b.smin, a.smax + b.smax
    if smin < w.smin or smax > w.smax:
        smin, smax = w.smin, w.smax
    umin, umax = a.umin + b.umin, a.umax + b.umax
    if (umin > w.umax) != (umax > w.umax):
        umin, umax = 0, w.umax
    return _Half(smin, smax, umin & w.umax, umax & w.umax)


def _sub(a: _Half, b: _Half, w: _Width, _: Tnum) -> _Half:
    smin, smax = a.smin - b.smax, a.smax - b.smin
    if smin < w.smin or smax > w.smax:
        smin, smax = w.smin, w.smax
    umin, umax = a.umin - b.umax, a.umax - b.umin
    if (umin < 0) != (umax < 0):
        umin, umax = 0, w.umax
    return _Half(smin, smax, umin & w.umax, umax & w.umax)


def _mul(a: _Half, b: _Half, w: _Width, _: Tnum) -> _Half:
    umin, umax = a.umin * b.umin, a.umax * b.umax
    if umax > w.umax:
        umin, umax = 0, w.umax
    products = (a.smin * b.smin, a.smin * b.smax, a.smax * b.smin, a.smax * b.smax)
    smin, smax = min(products), max(products)
    if smin < w.smin or smax > w.smax:
        smin, smax = w.smin, w.smax
    return _Half(smin, smax, umin, umax)


def _with_signs(umin: int, umax: int, w: _Width) -> _Half:
    """Return an unsigned range, and the signed one if it does not cross the sign."""
    smin, smax = w.signed(umin), w.signed(umax)
    return _Half(smin, smax, umin, umax) if smin <= smax else _Half(w.smin, w.smax, umin, umax)


def _and(a: _Half, b: _Half, w: _Width, bits: Tnum) -> _Half:
    return _with_signs(bits.value & w.umax, min(a.umax, b.umax), w)


def _or(a: _Half, b: _Half, w: _Width, bits: Tnum) -> _Half:
    return _with_signs(max(a.umin, b.umin), (bits.value | bits.mask) & w.umax, w)


def _xor(_a: _Half, _b: _Half, w: _Width, bits: Tnum) -> _Half:
    return _with_signs(bits.value & w.umax, (bits.value | bits.mask) & w.umax, w)


_RANGES: dict[AluOp, Callable[[_Half, _Half, _Width, Tnum], _Half]] = {
    AluOp.ADD: _add,
    AluOp.SUB: _sub,
    AluOp.MUL: _mul,
    AluOp.AND: _and,
    AluOp.OR: _or,
    AluOp.XOR: _xor,
}
_BITS: dict[AluOp, Callable[[Tnum, Tnum], Tnum]] = {
    AluOp.ADD: tnum.add,
    AluOp.SUB: tnum.sub,
    AluOp.MUL: tnum.mul,
    AluOp.AND: tnum.and_,
    AluOp.OR: tnum.or_,
    AluOp.XOR: tnum.xor,
}


def alu(op: AluOp, dst: Bounds, src: Bounds, *, is64: bool) -> Bounds:
    """Return the bounds of ``dst op src``, at 64 bits or at 32 and zero-extended.

    Division and remainder say nothing, as in Linux 6.18; so do shifts by what is not one
    number below the width.
    """
    if not dst.mask and not src.mask and op in _BITS:
        number = _BITS[op](dst.bits, src.bits).value
        return const(number if is64 else number & U32)
    if op in _RANGES:
        result = _arithmetic(op, dst, src)
    elif op is AluOp.NEG:
        result = _arithmetic(AluOp.SUB, ZERO, dst)
    elif op in _SHIFTS and (count := _shift_count(src, is64=is64)) is not None:
        result = (_SHIFTS if is64 else _SHIFTS32)[op](dst, count)
    else:
        return UNKNOWN
    return sync(result if is64 else _zero_extend(result))


def _arithmetic(op: AluOp, dst: Bounds, src: Bounds) -> Bounds:
    bits = _BITS[op](dst.bits, src.bits)
    ranges = _RANGES[op]
    whole = ranges(_Half(*dst[2:6]), _Half(*src[2:6]), W64, bits)
    low = ranges(_Half(*dst[6:]), _Half(*src[6:]), W32, bits)
    return Bounds(*bits, *whole, *low)


def _shift_count(src: Bounds, *, is64: bool) -> int | None:
    """Return the count, if it is one number and below the width, the upper half included."""
    known = is_const(src) if is64 else is_const32(src)
    return src.umax if known and src.umax < (64 if is64 else 32) else None


def _lsh(b: Bounds, count: int) -> Bounds:
    smin, smax = (b.s32min << 32, b.s32max << 32) if count == 32 else (S64_MIN, S64_MAX)
    umin, umax = (b.umin << count, b.umax << count) if b.umax <= 1 << 63 - count else (0, U64)
    low = _low_lsh(b, count)
    return _from_bits(Bounds(*tnum.lshift(b.bits, count), smin, smax, umin, umax, *low))


def _low_lsh(b: Bounds, count: int) -> _Half:
    if count > 31 or b.u32max > 1 << 31 - count:
        return W32.unknown
    return _Half(S32_MIN, S32_MAX, b.u32min << count, b.u32max << count)


def _rsh(b: Bounds, count: int) -> Bounds:
    bits = tnum.rshift(b.bits, count)
    return _from_bits(
        Bounds(*bits, S64_MIN, S64_MAX, b.umin >> count, b.umax >> count, *W32.unknown)
    )


def _arsh(b: Bounds, count: int) -> Bounds:
    bits = tnum.arshift(b.bits, count, 64)
    return _from_bits(Bounds(*bits, b.smin >> count, b.smax >> count, 0, U64, *W32.unknown))


def _lsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.subreg(tnum.lshift(tnum.subreg(b.bits), count))
    return _from_low_bits(Bounds(*bits, *W64.unknown, *_low_lsh(b, count)))


def _rsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.rshift(tnum.subreg(b.bits), count)
    low = _Half(S32_MIN, S32_MAX, b.u32min >> count, b.u32max >> count)
    return _from_low_bits(Bounds(*bits, *W64.unknown, *low))


def _arsh32(b: Bounds, count: int) -> Bounds:
    bits = tnum.arshift(tnum.subreg(b.bits), count, 32)
    low = _Half(b.s32min >> count, b.s32max >> count, 0, U32)
    return _from_low_bits(Bounds(*bits, *W64.unknown, *low))


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
