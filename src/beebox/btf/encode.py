"""Python values as bytes of a BTF type: the way back from `beebox.btf.values.decode`.

Structs from mappings or objects with attributes, arrays from sequences, characters from str or
bytes, enums from their names. What is not given, or None, is zero; what does not fit is refused, by
name. Members of a union may be given together if they say the same.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass

from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    Int,
    Member,
    Ptr,
    Var,
)
from beebox.errors import BtfError

_FLOATS = {2: "e", 4: "f", 8: "d"}


def encode(btf: Btf, type_id: int, value: object) -> bytes:
    """Return *value* as a value of type *type_id*.

    Raises:
        BtfError: it does not fit; the message says which part.
    """
    out = bytearray(btf.size(type_id))
    _Encoder(btf, out).put(type_id, value, 0, "value", DEPTH)
    return bytes(out)


class _Encoder:
    """One encoding: where the bytes go."""

    def __init__(self, btf: Btf, out: bytearray) -> None:
        self.btf = btf
        self.out = out
        self.given = bytearray(len(out))
        """the bits of *out* that were put"""

    def put(self, type_id: int, value: object, at: int, where: str, depth: int) -> None:
        """Put *value* at byte *at*; *where* is what messages call it."""
        if not depth:
            raise BtfError(f"{where}: type {type_id} is too deep")
        made = self.btf.type(self.btf.resolve(type_id))
        match made:
            case Int() | Ptr() | Enum():
                size = made.size if not isinstance(made, Ptr) else 8
                self.number(_number(made, value, where), at, size * 8, where)
            case Float() if made.size in _FLOATS:
                if not isinstance(value, int | float):
                    raise BtfError(f"{where}: {value!r} is not a number")
                self.raw(struct.pack(_FLOATS[made.size], value), at, where)
            case Array():
                self.array(made, value, at, where, depth)
            case Composite():
                self.composite(made, value, at, where, depth)
            case Var():
                self.put(made.type, value, at, where, depth - 1)
            case _:
                raise BtfError(f"{where}: values of this type cannot be made")

    def number(self, value: int, at: int, bits: int, where: str, shift: int = 0) -> None:
        """Put a number of *bits* bits, *shift* bits behind byte *at*."""
        if not -(1 << bits - 1) <= value < 1 << bits:
            raise BtfError(f"{where}: {value} does not fit into {bits} bits")
        size = (shift + bits + 7) // 8
        if sys.byteorder == "big":
            shift = size * 8 - shift - bits
        mask = ((1 << bits) - 1) << shift
        self._bits(value << shift & mask, mask, at, size, where)

    def raw(self, value: bytes | bytearray, at: int, where: str) -> None:
        """Put whole bytes."""
        size = len(value)
        self._bits(int.from_bytes(value, sys.byteorder), (1 << 8 * size) - 1, at, size, where)

    def _bits(self, value: int, mask: int, at: int, size: int, where: str) -> None:
        """Put the bits of *mask* into *size* bytes; what another member put there must be alike."""
        held, given = self.out[at : at + size], self.given[at : at + size]
        there, before = int.from_bytes(held, sys.byteorder), int.from_bytes(given, sys.byteorder)
        if (there ^ value) & mask & before:
            raise BtfError(f"{where}: another member of its union says otherwise; give one of them")
        self.out[at : at + size] = (there | value).to_bytes(size, sys.byteorder)
        self.given[at : at + size] = (before | mask).to_bytes(size, sys.byteorder)

    def array(self, made: Array, value: object, at: int, where: str, depth: int) -> None:
        size = self.btf.size(made.type) if made.length else 0
        if isinstance(value, str | bytes | bytearray):
            if size != 1:
                raise BtfError(f"{where}: a text, and its elements have {size} bytes")
            value = value.encode() if isinstance(value, str) else value
        if not isinstance(value, Sequence):
            raise BtfError(f"{where}: {value!r} is not a sequence")
        if len(value) > made.length:
            raise BtfError(f"{where}: {len(value)} elements, it has {made.length}")
        for index, element in enumerate(value):
            self.put(made.type, element, at + index * size, f"{where}[{index}]", depth - 1)

    def composite(self, made: Composite, value: object, at: int, where: str, depth: int) -> None:
        if isinstance(value, bytes | bytearray):
            if len(value) != made.size:
                raise BtfError(f"{where}: {len(value)} bytes, it has {made.size}")
            self.raw(value, at, where)
            return
        parts = _parts(value, where)
        members = dict(self.members(made, 0))
        for name, part in parts.items():
            if name not in members:
                known = ", ".join(members) or "none"
                raise BtfError(f"{where} has no member {name!r}; it has {known}")
            if part is not None:
                self.member(members[name], part, at, f"{where}.{name}", depth)

    def members(self, made: Composite, base: int) -> list[tuple[str, Member]]:
        """Return the members by name, those of anonymous ones among them."""
        found: list[tuple[str, Member]] = []
        for member in made.members:
            moved = member._replace(offset=member.offset + base)
            inner = self.btf.type(self.btf.resolve(member.type))
            if not member.name and isinstance(inner, Composite):
                found += self.members(inner, moved.offset)
            else:
                found.append((member.name, moved))
        return found

    def member(self, member: Member, value: object, at: int, where: str, depth: int) -> None:
        start, shift = divmod(member.offset, 8)
        if not member.bits:
            self.put(member.type, value, at + start, where, depth - 1)
            return
        made = self.btf.type(self.btf.resolve(member.type))
        self.number(_number(made, value, where), at + start, member.bits, where, shift)


def _parts(value: object, where: str) -> Mapping[str, object]:
    """Return the parts of a struct's value by name."""
    if isinstance(value, Mapping):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    named: object = getattr(value, "_asdict", None)
    if callable(named):
        return dict(named())
    raise BtfError(f"{where}: {value!r} is no mapping, dataclass or named tuple")


def _number(made: object, value: object, where: str) -> int:
    """Return *value* as a number; a character or an enumerator's name may stand for one."""
    if isinstance(value, int):
        return int(value)
    if isinstance(made, Enum) and isinstance(value, str):
        for each in made.values:
            if each.name == value:
                return each.value
        raise BtfError(f"{where}: enum {made.name} has no {value!r}")
    if isinstance(value, str | bytes) and len(value) == 1 and getattr(made, "size", 0) == 1:
        return ord(value)
    raise BtfError(f"{where}: {value!r} is not a number")
