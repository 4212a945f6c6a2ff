"""The names that programs import: integer types, pointers, arrays, and the built-in functions.

A type checker reads names.pyi instead.
"""

from __future__ import annotations

from typing import Any, NoReturn

from beebox.errors import CompileError
from beebox.pylang import types
from beebox.pylang.types import ArrayType, BitsType, ConstType, IntType, PtrType, Type, as_type

u8 = types.U8
u16 = types.U16
u32 = types.U32
u64 = types.U64
i8 = types.I8
i16 = types.I16
i32 = types.I32
i64 = types.I64
char = types.CHAR


def _element(thing: object, of: str) -> Type:
    element = as_type(thing)
    if element is None:
        raise CompileError(
            f"{of}[{thing!r}]: not a type of the subset",
            hint="use u8..u64, i8..i64, bool, char, ptr[T], Array[T, n] or a Struct",
        )
    return element


class ptr:  # noqa: N801 - written like a type in annotations
    """``ptr[T]``: the address of a T. Every pointer may be null."""

    __slots__ = ()

    def __class_getitem__(cls, target: object) -> PtrType:
        return PtrType(_element(target, "ptr"))


class Array:
    """``Array[T, n]``: n elements in a row. ``Array[T, n]()`` makes a zeroed one on the stack."""

    __slots__ = ()

    def __class_getitem__(cls, item: tuple[object, int]) -> ArrayType:
        if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[1], int):
            raise CompileError("Array takes an element type and a length", hint="Array[u8, 16]")
        return ArrayType(_element(item[0], "Array"), item[1])


class Bits:
    """``Bits[u8, 4]``: in a Struct, a bit field: 4 bits that are read as a u8."""

    __slots__ = ()

    def __class_getitem__(cls, item: tuple[object, int]) -> BitsType:
        kind, width = item if isinstance(item, tuple) and len(item) == 2 else (None, 0)
        if not isinstance(kind, IntType) or kind is char or not isinstance(width, int):
            raise CompileError("Bits takes an integer type and a width", hint="Bits[u8, 4]")
        if not 0 < width <= kind.width:
            raise CompileError(f"a {kind} has no {width} bits", hint=f"1 to {kind.width}")
        return BitsType(kind, width)


class Const:
    """``NAME: Const[u32] = 0`` at module level: fixed when the program is compiled."""

    __slots__ = ()

    def __class_getitem__(cls, value: object) -> ConstType:
        return ConstType(_element(value, "Const"))


class _Null:
    __slots__ = ()

    def __repr__(self) -> str:
        return "null"


null = _Null()
"""the pointer to nothing; ``None`` means the same"""


def _compiled_only(name: str) -> NoReturn:
    raise TypeError(f"{name}() has a meaning only in compiled functions")


def addr(place: object) -> NoReturn:
    """Return the address of a field, an element, a struct or an array."""
    _compiled_only(f"addr({place!r})")


def cast(to: object, value: object) -> NoReturn:
    """Return *value*, a pointer or an address, as the pointer (or integer) type *to*."""
    _compiled_only(f"cast({to!r}, {value!r})")


def sizeof(thing: object) -> int:
    """Return the number of bytes of a type."""
    kind = as_type(thing)
    if kind is None:
        raise TypeError(f"{thing!r} is not a type of the subset")
    return kind.size


def offsetof(struct: object, field: str) -> int:
    """Return how many bytes into a struct a field begins."""
    layout: Any = as_type(struct)
    if not hasattr(layout, "fields"):
        raise TypeError(f"{struct!r} is not a Struct")
    found = layout.fields.get(field)
    if found is None:
        raise AttributeError(f"{layout.name} has no field {field!r}", name=field, obj=struct)
    if isinstance(found.type, BitsType):
        raise AttributeError(f"{field} is a bit field", name=field, obj=struct)  # noqa: TRY004
    offset: int = found.offset
    return offset
