"""Structs of programs: one layout that the kernel side fills and the Python side reads."""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct as Packing
from typing import Any, Self

from beebox.pylang import struct
from beebox.pylang.struct import StructType
from beebox.pylang.types import BOOL, CHAR, ArrayType, IntType, PtrType, Type

Data = bytes | memoryview
Reader = Callable[[Data, int], Any]

_CODES = {(1, False): "B", (2, False): "H", (4, False): "I", (8, False): "Q"}


class Struct(struct.Struct):
    """The base of structs: a field is an annotation, ``pid: u32``.

    In a program ``Event()`` is a zeroed one on the stack. Outside, `read` makes a record of bytes
    that came from a map or a ring: numbers are ints, an array of char is a str up to its NUL.
    """

    @classmethod
    def read(cls, data: Data, offset: int = 0) -> Self:
        """Return a record of what is at *offset* in *data*; what is missing at its end is zero."""
        reader = cls.__dict__.get("_reader")
        if reader is None:
            reader = _reader(cls.__layout__)
            cls._reader = staticmethod(reader)  # type: ignore[attr-defined]  # made once, kept here
        found: Self = reader(data, offset)
        return found


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

    __hash__ = None  # type: ignore[assignment]  # two records may be equal and change


def text(raw: Data) -> str:
    """Return the string before the first NUL; bytes that are not UTF-8 stay as surrogates."""
    return bytes(raw).split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _reader(layout: StructType) -> Reader:
    """Make the function that reads one struct: plain numbers in one unpacking, the rest alone."""
    fields = [field for field in layout.fields.values() if not field.name.startswith("_")]
    names = tuple(field.name for field in fields)
    record: type[Record] = type(layout.name, (Record,), {"__slots__": names})
    form, end = "<", 0
    plain: list[str] = []
    others: list[tuple[str, int, Reader]] = []
    for field in fields:
        code = _code(field.type)
        if code:
            form += f"{field.offset - end}x{code}"
            end = field.offset + field.type.size
            plain.append(field.name)
        else:
            others.append((field.name, field.offset, _field_reader(field.type)))
    packing = Packing(form)

    def read(data: Data, offset: int) -> Any:
        if len(data) - offset < packing.size:
            data = bytes(data[offset:]).ljust(packing.size, b"\0")
            offset = 0
        made = record()
        for name, value in zip(plain, packing.unpack_from(data, offset), strict=True):
            setattr(made, name, value)
        for name, at, reader in others:
            setattr(made, name, reader(data, offset + at))
        return made

    return read


def _code(kind: Type) -> str:
    """Return the struct module's letter for a number, "" for what is none."""
    if kind is BOOL:
        return "?"
    if isinstance(kind, PtrType):
        return "Q"
    if isinstance(kind, IntType):
        code = _CODES[kind.size, False]
        return code.lower() if kind.signed else code
    return ""


def _field_reader(kind: Type) -> Reader:
    """Return what reads a field of *kind* at an offset of some bytes."""
    if isinstance(kind, StructType):
        owner: Any = kind.owner
        reader: Reader = owner.read if issubclass(owner, Struct) else _reader(kind)
        return reader
    size = kind.size
    if isinstance(kind, ArrayType) and kind.element is CHAR:
        return lambda data, offset: text(data[offset : offset + size])
    if isinstance(kind, ArrayType):
        return _array_reader(kind)
    packing = Packing("<" + _code(kind))
    return lambda data, offset: packing.unpack_from(data, offset)[0]


def _array_reader(kind: ArrayType) -> Reader:
    """Return what reads an array as a list."""
    element, step = _field_reader(kind.element), kind.element.size

    def read(data: Data, offset: int) -> list[Any]:
        data = bytes(data[offset : offset + kind.size]).ljust(kind.size, b"\0")
        return [element(data, at * step) for at in range(kind.length)]

    return read
