"""Scalars made wider, narrower, or turned round: what is known of the result.

After Linux 6.18 kernel/bpf/verifier.c: coerce_reg_to_size, coerce_reg_to_size_sx, zext_32_to_64,
scalar_byte_swap.
"""

from __future__ import annotations

from functools import lru_cache

from beebox.bits import U32, s32
from beebox.verifier import tnum
from beebox.verifier.bounds import S32_MAX, S32_MIN, UNKNOWN, Bounds, const, signed_range, sync

_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""


def whole(value: Bounds) -> Bounds:
    """Return what is known of a number as a whole, nothing of its low half."""
    return Bounds(*value[:6], S32_MIN, S32_MAX, 0, U32)


@lru_cache(maxsize=1 << 12)
def truncate(b: Bounds, size: int) -> Bounds:
    """Return the low *size* bytes, zero-extended: what a load or a 32-bit move leaves."""
    if size == 8:
        return b
    if size == 4:
        return sync(zero_extend(b))
    mask = (1 << 8 * size) - 1
    value, unknown = tnum.cast(b.bits, size)
    least, most = (b.umin & mask, b.umax & mask) if b.umin & ~mask == b.umax & ~mask else (0, mask)
    return sync((value, unknown, least, most, least, most, S32_MIN, S32_MAX, 0, U32))


def zero_extend(b: Bounds) -> Bounds:
    """zext_32_to_64: the low half becomes the whole."""
    smin, smax = (b.s32min, b.s32max) if b.s32min >= 0 else (0, U32)
    ends = (b.value & U32, b.mask & U32, smin, smax, b.u32min, b.u32max)
    return _new(Bounds, (*ends, b.s32min, b.s32max, b.u32min, b.u32max))


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


def byte_order(b: Bounds, size: int, *, swaps: bool) -> Bounds:
    """Return the low *size* bytes, in the other order if it *swaps* (scalar_byte_swap)."""
    value, mask = b.value, b.mask
    low = (1 << 8 * size) - 1
    if swaps:
        value = int.from_bytes((value & low).to_bytes(size, "little"), "big")
        mask = int.from_bytes((mask & low).to_bytes(size, "little"), "big")
    return sync(UNKNOWN._replace(value=value & low, mask=mask & low))
