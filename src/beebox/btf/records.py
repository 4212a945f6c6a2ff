"""Bytes as records: a struct's fields as attributes, read by one unpacking where they are numbers.

`reader` makes, once for a type, the function that reads its values: integers as int, an array of
char as the str before its NUL, other arrays as lists, structs and unions as `Record`. Where
`beebox.btf.values` follows bpftool's dump, this is for programs that use the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct as Packing
from typing import Any, NamedTuple

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

Data = bytes | memoryview
Reader = Callable[[Data, int], Any]
"""bytes, and where in them: the value there"""

_NUMBERS = {1: "B", 2: "H", 4: "I", 8: "Q"}
_FLOATS = {2: "e", 4: "f", 8: "d"}
_MOST = 1 << 16
"""how many parts one type may have; one that lies about its members has more"""


class Record:
    """One struct as read: its fields are attributes."""

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or self.__slots__ != other.__slots__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__slots__))

    def _asdict(self) -> dict[str, Any]:
        """Return the fields by name, as a named tuple does."""
        return {name: getattr(self, name) for name in self.__slots__}


class Field(NamedTuple):
    """A field of a record: at *offset*, a number by its *code* (`struct`), or what *read* reads."""

    name: str
    offset: int
    code: str = ""
    read: Reader | None = None


def text(raw: Data) -> str:
    """Return the string before the first NUL; bytes that are not UTF-8 stay as surrogates."""
    return bytes(raw).split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def structure(name: str, fields: Sequence[Field]) -> Reader:
    """Return what reads a struct; what is missing at the end of its bytes is zero."""
    record: type[Record] = type(name, (Record,), {"__slots__": tuple(f.name for f in fields)})
    form, end = "<", 0
    plain, others = [], []
    for field in fields:
        if field.code and field.offset >= end:
            form += f"{field.offset - end}x{field.code}"
            end = field.offset + Packing("<" + field.code).size
            plain.append(field.name)
        else:
            others.append((field.name, field.offset, field.read or number(field.code)))
    packing = Packing(form)

    def read(data: Data, offset: int) -> Any:
        if len(data) - offset < packing.size:
            data = bytes(data[offset:]).ljust(packing.size, b"\0")
            offset = 0
        made = record()
        for key, value in zip(plain, packing.unpack_from(data, offset), strict=True):
            setattr(made, key, value)
        for key, at, reader in others:
            setattr(made, key, reader(data, offset + at))
        return made

    return read


def number(code: str) -> Reader:
    """Return what reads one number; none of its bytes there is zero."""
    packing = Packing("<" + code)

    def read(data: Data, offset: int) -> Any:
        if len(data) - offset < packing.size:
            data, offset = bytes(data[offset:]).ljust(packing.size, b"\0"), 0
        return packing.unpack_from(data, offset)[0]

    return read


def characters(size: int) -> Reader:
    """Return what reads an array of char."""
    return lambda data, offset: text(data[offset : offset + size])


def elements(read: Reader, step: int, length: int) -> Reader:
    """Return what reads an array as a list: *length* elements, *step* bytes each."""
    size = step * length

    def many(data: Data, offset: int) -> list[Any]:
        data = bytes(data[offset : offset + size]).ljust(size, b"\0")
        return [read(data, at * step) for at in range(length)]

    return many


# --- of BTF ----------------------------------------------------------------------------------


def reader(btf: Btf, type_id: int) -> Reader:
    """Return what reads values of type *type_id*.

    Raises:
        BtfError: values of it cannot be read: a function, a type that is only declared.
    """
    return _Reading(btf).of(type_id, DEPTH)


class _Reading:
    """One type being understood: how many parts it has so far."""

    def __init__(self, btf: Btf) -> None:
        self.btf = btf
        self.left = _MOST

    def of(self, type_id: int, depth: int) -> Reader:
        """Return what reads a type."""
        self.left -= 1
        if not depth or self.left < 0:
            raise BtfError(f"type {type_id} has too many parts")
        made = self.btf.type(self.btf.resolve(type_id))
        code = _code(made)
        if code:
            return number(code)
        match made:
            case Int():
                size = made.size
                return lambda data, at: int.from_bytes(bytes(data[at : at + size]), "little")
            case Array():
                return self.array(made, depth)
            case Composite():
                return structure(made.name or "anonymous", self.fields(made, 0, depth))
            case Var():
                return self.of(made.type, depth - 1)
            case _:
                raise BtfError(f"type {type_id} ({type(made).__name__.lower()}) has no values")

    def array(self, made: Array, depth: int) -> Reader:
        element = self.btf.type(self.btf.resolve(made.type))
        if isinstance(element, Int) and element.size == 1 and _is_char(element):
            return characters(made.length)
        step = self.btf.size(made.type) if made.length else 0
        return elements(self.of(made.type, depth - 1), step, made.length)

    def fields(self, made: Composite, base: int, depth: int) -> list[Field]:
        """Return the fields, those of anonymous members among them; *base* is in bits."""
        found: list[Field] = []
        for member in made.members:
            inner = self.btf.type(self.btf.resolve(member.type))
            if not member.name and isinstance(inner, Composite) and depth:
                found += self.fields(inner, base + member.offset, depth - 1)
            elif member.name:
                found.append(self.field(member, base + member.offset, depth))
        return found

    def field(self, member: Member, offset: int, depth: int) -> Field:
        made = self.btf.type(self.btf.resolve(member.type))
        start, shift = divmod(offset, 8)
        if member.bits:
            signed = getattr(made, "signed", False)
            return Field(member.name, start, read=bits(shift, member.bits, signed=signed))
        code = _code(made)
        if code:
            return Field(member.name, start, code)
        return Field(member.name, start, read=self.of(member.type, depth - 1))


def _code(made: object) -> str:
    """Return the struct module's letter for a number, "" for what is none."""
    if isinstance(made, Ptr):
        return "Q"
    if isinstance(made, Int) and made.bool:
        return "?"
    if isinstance(made, Int | Enum):
        code = _NUMBERS.get(made.size, "")
        return code.lower() if made.signed else code
    return _FLOATS.get(made.size, "") if isinstance(made, Float) else ""


def _is_char(made: Int) -> bool:
    return made.char or made.name == "char"


def bits(shift: int, width: int, *, signed: bool) -> Reader:
    """Return what reads a bit field of *width* bits, *shift* bits behind an offset."""
    size = (shift + width + 7) // 8

    def read(data: Data, offset: int) -> int:
        raw = int.from_bytes(bytes(data[offset : offset + size]), "little") >> shift
        value = raw & (1 << width) - 1
        return value - (1 << width) if signed and value >> width - 1 else value

    return read
