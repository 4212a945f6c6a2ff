"""Bytes of a BTF type as Python values: structs as dicts, arrays as lists, ints, strs, bools.

What becomes what follows bpftool's map dump, so that `text` and `to_json` show a value as it
does: an array of char that ends with a zero byte is a string if all of it prints, else a list; an
enum's value is its name if it has one; pointers and bit fields are `Hex`.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from typing import TypeAlias

from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Const,
    DataSec,
    Enum,
    Float,
    Int,
    Member,
    Ptr,
    Restrict,
    TypeTag,
    Var,
    Volatile,
)
from beebox.errors import BtfError

Value: TypeAlias = "int | float | str | bool | list[Value] | dict[str, Value] | None"
_PARTS = 1 << 20
"""how many parts one value may have; a type that lies about its members has more"""
_QUALIFIERS = (Const, Volatile, Restrict, TypeTag)
_FLOATS = {2: "e", 4: "f", 8: "d"}


class Hex(int):
    """A number that people read in hex: bit fields, and integers of more than 64 bits."""

    __slots__ = ()


class Address(Hex):
    """A pointer; hex in text, a number in JSON."""

    __slots__ = ()


def size(btf: Btf, type_id: int) -> int:
    """Return the size in bytes of a value of this type."""
    return btf.size(type_id)


def decode(btf: Btf, type_id: int, data: bytes | memoryview) -> Value:
    """Return the value of type *type_id* that *data* begins with.

    Raises:
        BtfError: there are too few bytes, or the type makes no sense.
    """
    return _Decoder(btf, bytes(data)).value(type_id, 0, DEPTH)


class _Decoder:
    """One decoding: the bytes, and how many parts may still come."""

    def __init__(self, btf: Btf, data: bytes) -> None:
        self.btf = btf
        self.data = data
        self.left = _PARTS

    def bytes_at(self, at: int, length: int) -> bytes:
        if at + length > len(self.data):
            raise BtfError(
                f"{len(self.data)} bytes are too few: a part lies at {at} to {at + length}"
            )
        return self.data[at : at + length]

    def value(self, type_id: int, at: int, depth: int) -> Value:
        """Return the value of a type at byte *at*."""
        self.left -= 1
        if not depth or self.left < 0:
            raise BtfError(f"type {type_id} has too many parts")
        made = self.btf.type(self.btf.resolve(type_id))
        match made:
            case Int():
                return self.integer(made, at)
            case Ptr():
                return Address(int.from_bytes(self.bytes_at(at, 8), sys.byteorder))
            case Enum():
                number = int.from_bytes(
                    self.bytes_at(at, made.size), sys.byteorder, signed=made.signed
                )
                return _enumerator(made, number)
            case Float() if made.size in _FLOATS:
                return float(struct.unpack(_FLOATS[made.size], self.bytes_at(at, made.size))[0])
            case Array():
                return self.array(made, at, depth)
            case Composite():
                self.bytes_at(at, made.size)
                return {m.name: self.member(m, at, depth) for m in made.members}
            case DataSec():
                return {made.name: list(self.variables(made, at, depth))}
            case Var():
                return self.value(made.type, at, depth - 1)
            case _:
                return None

    def integer(self, made: Int, at: int) -> Value:
        raw = self.bytes_at(at, made.size)
        if made.bits < made.size * 8 and not made.bool:
            number = int.from_bytes(raw, sys.byteorder) >> made.offset
            return Hex(number & ((1 << made.bits) - 1))
        if made.bool:
            return bool(raw[0])
        if made.char and 0x20 <= raw[0] < 0x7F:
            return chr(raw[0])
        if made.size > 8:
            return Hex(int.from_bytes(raw, sys.byteorder))
        return int.from_bytes(raw, sys.byteorder, signed=made.signed)

    def member(self, member: Member, at: int, depth: int) -> Value:
        if not member.bits:
            return self.value(member.type, at + member.offset // 8, depth - 1)
        start, shift = divmod(member.offset, 8)
        raw = self.bytes_at(at + start, (shift + member.bits + 7) // 8)
        number = int.from_bytes(raw, sys.byteorder)
        if sys.byteorder == "big":
            shift = len(raw) * 8 - shift - member.bits
        return Hex(number >> shift & ((1 << member.bits) - 1))

    def array(self, made: Array, at: int, depth: int) -> Value:
        length = self.btf.size(made.type) if made.length else 0
        if not length:
            return []
        raw = self.bytes_at(at, made.length * length)
        if self.is_char(made.type) and (text := _text(raw)) is not None:
            return text
        return [self.value(made.type, at + n * length, depth - 1) for n in range(made.length)]

    def is_char(self, type_id: int) -> bool:
        """Tell whether a type is char; a typedef of it does not count, as for bpftool."""
        made = self.btf.type(type_id)
        for _ in range(DEPTH):
            if not isinstance(made, _QUALIFIERS):
                break
            made = self.btf.type(made.type)
        return isinstance(made, Int) and made.size == 1 and (made.char or made.name == "char")

    def variables(self, made: DataSec, at: int, depth: int) -> Iterator[Value]:
        for entry in made.vars:
            name = self.btf.type(entry.type).name
            yield {name: self.value(entry.type, at + entry.offset, depth - 1)}


def _enumerator(made: Enum, number: int) -> Value:
    return next((value.name for value in made.values if value.value == number), number)


def _text(raw: bytes) -> str | None:
    """Return the text in front of the first zero byte, if there is one and all of it prints."""
    text, zero, _ = raw.partition(b"\0")
    return text.decode("ascii") if zero and all(0x20 <= c < 0x7F for c in text) else None


def to_json(value: Value) -> Value:
    """Return *value* as bpftool has it in JSON: bit fields as strings of hex."""
    match value:
        case Address():
            return int(value)
        case Hex():
            return f"{value:#x}"
        case dict():
            return {name: to_json(part) for name, part in value.items()}
        case list():
            return [to_json(part) for part in value]
        case _:
            return value


def text(value: Value, depth: int = 0) -> str:
    """Return *value* as bpftool's map dump prints it, *depth* levels deep."""
    end = "\n" + "    " * depth if value else ""
    match value:
        case dict():
            inner = "\n" + "    " * (depth + 1)
            parts = (f'{inner}"{name}": {text(part, depth + 1)}' for name, part in value.items())
            return "{" + ",".join(parts) + end + "}"
        case list():
            return "[" + ",".join(text(part, depth + 1) for part in value) + end + "]"
        case bool():
            return "true" if value else "false"
        case Address() if value == 0:
            return "(nil)"
        case Hex():
            return f"{value:#x}"
        case str():
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{quoted}"'
        case None:
            return "null"
        case _:
            return str(value)
