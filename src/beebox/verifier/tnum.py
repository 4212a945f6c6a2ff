"""Tristate numbers: which bits of a 64-bit value are known, and what they are.

A `Tnum` stands for every number that equals *value* in the bits that *mask* leaves clear; a set
bit in *mask* is unknown, and then clear in *value*. Each operation returns the tnum of every
result that operands from the given sets can have, and maybe more: never less. The domain is
that of kernel/bpf/tnum.c (Linux 6.18), proved there and in the CGO'22 paper by Vishwanathan et al.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from beebox.bits import U32, U64


class Bits(Protocol):
    """Whatever has known bits: a `Tnum`, or `beebox.verifier.bounds.Bounds`."""

    @property
    def value(self) -> int:
        """The known bits."""

    @property
    def mask(self) -> int:
        """The unknown ones."""


class Tnum(NamedTuple):
    """Known bits in *value*, unknown bits in *mask*; never both."""

    value: int
    mask: int

    def __str__(self) -> str:
        return f"({self.value:#x}; {self.mask:#x})"


_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""
UNKNOWN = Tnum(0, U64)


def const(number: int) -> Tnum:
    """Return the tnum of one number."""
    return Tnum(number & U64, 0)


def between(least: int, most: int) -> Tnum:
    """Return the smallest tnum that holds every number from *least* to *most*, unsigned."""
    unknown = (1 << (least ^ most).bit_length()) - 1
    return _new(Tnum, (least & ~unknown & U64, unknown & U64))


def holds(a: Bits, b: Bits) -> bool:
    """Whether *a* holds every number of *b*."""
    return not b.mask & ~a.mask and a.value == b.value & ~a.mask


def overlap(a: Bits, b: Bits) -> bool:
    """Whether some number is in both."""
    return not (a.value ^ b.value) & ~a.mask & ~b.mask


def add(a: Bits, b: Bits) -> Tnum:
    """Return a + b."""
    masks = a.mask + b.mask
    values = a.value + b.value
    changed = (masks + values) ^ values | a.mask | b.mask
    return _new(Tnum, (values & ~changed & U64, changed & U64))


def sub(a: Bits, b: Bits) -> Tnum:
    """Return a - b."""
    difference = a.value - b.value
    changed = (difference + a.mask) ^ (difference - b.mask) | a.mask | b.mask
    return _new(Tnum, (difference & ~changed & U64, changed & U64))


def neg(a: Bits) -> Tnum:
    """Return -a."""
    return sub(Tnum(0, 0), a)


def and_(a: Bits, b: Bits) -> Tnum:
    """Return a & b."""
    value = a.value & b.value
    return _new(Tnum, (value, (a.value | a.mask) & (b.value | b.mask) & ~value))


def or_(a: Bits, b: Bits) -> Tnum:
    """Return a | b."""
    value = a.value | b.value
    return _new(Tnum, (value, (a.mask | b.mask) & ~value))


def xor(a: Bits, b: Bits) -> Tnum:
    """Return a ^ b."""
    mask = a.mask | b.mask
    return _new(Tnum, ((a.value ^ b.value) & ~mask, mask))


def mul(a: Bits, b: Bits) -> Tnum:
    """Return a * b: long multiplication; an unknown bit of *a* may add *b* or not."""
    total = _new(Tnum, (0, 0))
    while a.value or a.mask:
        if a.value & 1:
            total = add(total, b)
        elif a.mask & 1:
            total = union(total, add(total, b))
        a, b = rshift(a, 1), lshift(b, 1)
    return total


def lshift(a: Bits, count: int) -> Tnum:
    """Return a << count."""
    return _new(Tnum, (a.value << count & U64, a.mask << count & U64))


def rshift(a: Bits, count: int) -> Tnum:
    """Return a >> count, unsigned."""
    return _new(Tnum, (a.value >> count, a.mask >> count))


def arshift(a: Bits, count: int, width: int) -> Tnum:
    """Return a >> count, signed at *width* bits; an unknown sign bit spreads as unknown."""
    top, bits = 1 << (width - 1), (1 << width) - 1
    value = ((a.value & bits) ^ top) - top >> count & bits
    mask = ((a.mask & bits) ^ top) - top >> count & bits
    return _new(Tnum, (value, mask))


def union(a: Bits, b: Bits) -> Tnum:
    """Return the smallest tnum that holds all of both."""
    mask = a.value ^ b.value | a.mask | b.mask
    return _new(Tnum, (a.value & b.value & ~mask, mask))


def intersect(a: Bits, b: Bits) -> Tnum:
    """Return what is in both, if they overlap; else a tnum of no meaning."""
    mask = a.mask & b.mask
    return _new(Tnum, ((a.value | b.value) & ~mask, mask))


def cast(a: Bits, size: int) -> Tnum:
    """Return the low *size* bytes, zero above."""
    bits = (1 << 8 * size) - 1
    return _new(Tnum, (a.value & bits, a.mask & bits))


def subreg(a: Bits) -> Tnum:
    """Return the low 32 bits, zero above."""
    return _new(Tnum, (a.value & U32, a.mask & U32))


def with_subreg(a: Bits, low: Bits) -> Tnum:
    """Return *a* with its low 32 bits from *low*."""
    return _new(Tnum, (a.value & ~U32 | low.value & U32, a.mask & ~U32 | low.mask & U32))


def above(value: int, mask: int, number: int) -> int:
    """Return the least number of a tnum that is above *number*; its greatest if none is.

    After tnum_step: counting goes on where bits are unknown, and skips those that are known.
    """
    most = value | mask
    if number >= most:
        return most
    if number < value:
        return value
    distance = number - value
    known = distance & ~mask
    filled = distance | (1 << known.bit_length()) - 1 | ~mask
    return value | (filled + 1) & mask


def only(value: int, mask: int, least: int, most: int) -> int | None:
    """Return the number of a tnum that is in a range, if there is just one.

    After __update_reg64_bounds, which looks at the range from its lower end.
    """
    following = above(value, mask, least)
    if least & ~mask == value:
        return least if following > most else None
    if following == value | mask:
        return following
    if following <= most and above(value, mask, following) > most:
        return following
    return None
