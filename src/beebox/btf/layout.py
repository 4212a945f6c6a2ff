"""How C lays types out: what a definition must say besides its members to give the same layout.

A compiler places each member at the next multiple of its alignment. BTF says where a member is and
nothing of why, so three things are found here: whether a struct is packed, where unnamed bit fields
must fill a gap, and whether a union is larger than its members.

What counts is the alignment that the definition *as printed* has, not the original's: an
``aligned(64)`` becomes gaps in those who contain it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    Int,
    Member,
    Ptr,
    Union,
)
from beebox.errors import BtfError

_UNITS = ((64, "long"), (32, "int"), (16, "short"), (8, "char"))
_DEEPEST = 64


class Gap(NamedTuple):
    """*bits* of nothing before member *before*, as unnamed bit fields of C type *unit*."""

    before: int
    unit: str
    bits: int


class Layout(NamedTuple):
    """What the definition of a struct or union says besides its members."""

    packed: bool
    alignment: int
    """of the type as it is printed"""
    gaps: tuple[Gap, ...] = ()
    aligned: int = 0
    """what must be said to make a union large enough"""


class Layouts:
    """The layouts of the structs and unions of *btf*, each worked out once."""

    def __init__(self, btf: Btf) -> None:
        self.btf = btf
        self._known: dict[int, Layout] = {}

    def of(self, type_id: int, depth: int = _DEEPEST) -> Layout:
        """Return the layout of struct or union *type_id*.

        Raises:
            BtfError: it contains itself.
        """
        found = self._known.get(type_id)
        if found is None:
            if not depth:
                raise BtfError(f"type {type_id}: structs inside structs never end")
            made = self.btf.type(type_id)
            assert isinstance(made, Composite)
            found = self._known[type_id] = self._work_out(made, depth - 1)
        return found

    def alignment(self, type_id: int, depth: int = _DEEPEST) -> int:
        """Return the alignment in bytes of a member of this type."""
        for _ in range(_DEEPEST):
            type_id = self.btf.resolve(type_id)
            made = self.btf.type(type_id)
            match made:
                case Array():
                    type_id = made.type
                case Composite():
                    return self.of(type_id, depth).alignment
                case Int() | Float() | Enum():
                    return 1 << max(made.size, 1).bit_length() - 1
                case Ptr():
                    return 8
                case _:
                    return 1
        raise BtfError(f"type {type_id}: arrays of arrays never end")

    def _work_out(self, made: Composite, depth: int) -> Layout:
        aligns = [self.alignment(member.type, depth) for member in made.members]
        natural = max(aligns, default=1)
        if isinstance(made, Union) and made.members:
            return self._union(made, natural)
        packed = bool(made.size % natural) or any(
            _misplaced(member, align) for member, align in zip(made.members, aligns, strict=True)
        )
        alignment = 1 if packed else natural
        gaps = tuple(self._gaps(made, aligns, alignment, packed=packed))
        return Layout(packed, alignment, gaps)

    def _union(self, made: Union, natural: int) -> Layout:
        if made.size % natural:
            return Layout(packed=True, alignment=1)
        largest = max((self._bits(member) + 7 >> 3 for member in made.members), default=0)
        alignment = natural
        while largest + -largest % alignment < made.size and made.size % (alignment * 2) == 0:
            alignment *= 2
        return Layout(False, alignment, (), alignment if alignment > natural else 0)

    def _gaps(
        self, made: Composite, aligns: list[int], alignment: int, *, packed: bool
    ) -> Iterator[Gap]:
        """Yield what fills up to each member, and to the end."""
        at = 0
        for index, member in enumerate(made.members):
            align = 1 if packed else aligns[index]
            if member.bits:
                unit = align * 8
                fits = packed or at % unit + member.bits <= unit
                natural = at if fits else at + -at % unit
            else:
                natural = at + -at % (align * 8)
            if natural < member.offset:
                yield from _fill(index, at, member.offset)
            at = member.offset + self._bits(member)
        end = made.size * 8
        if at + -at % (alignment * 8) < end:
            yield from _fill(len(made.members), at, end)

    def _bits(self, member: Member) -> int:
        return member.bits or self.btf.size(member.type) * 8


def _misplaced(member: Member, align: int) -> bool:
    """Tell whether a compiler would not place a member where it is, unless the struct is packed."""
    unit = align * 8
    if member.bits:
        return member.offset % unit + member.bits > unit
    return bool(member.offset % unit)


def _fill(before: int, at: int, end: int) -> Iterator[Gap]:
    """Yield unnamed bit fields from bit *at* to bit *end*."""
    if end - at > 1 << 20:
        raise BtfError(f"a gap of {end - at} bits is too large")
    while at < end:
        width, unit = next(
            (found for found in _UNITS if not at % found[0] and end - at >= found[0]), (0, "char")
        )
        bits = width or min(8 - at % 8, end - at)
        yield Gap(before, unit, bits)
        at += bits
