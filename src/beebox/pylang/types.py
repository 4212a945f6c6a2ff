"""The types of the subset, as the compiler and as Python code at run time see them.

Widths, alignments and layouts are those of C on the targets we have (x86-64, arm64 and BPF agree:
natural alignment, little-endian, 8-byte pointers).
"""

from __future__ import annotations

from enum import EnumType

from beebox.bits import signed, unsigned


class Type:
    """A type of the subset: *size* bytes, aligned to *align*, written as *name*."""

    __slots__ = ("_align", "_size", "name")

    def __init__(self, name: str, size: int, align: int) -> None:
        self.name = name
        self._size = size
        self._align = align

    @property
    def size(self) -> int:
        """The bytes one takes, padding at its end included."""
        return self._size

    @property
    def align(self) -> int:
        """What its address is a multiple of."""
        return self._align

    def __repr__(self) -> str:
        return self.name

    def __or__(self, other: object) -> Type:
        """``ptr[T] | None`` is ``ptr[T]``: every pointer may be null."""
        if other is None and isinstance(self, PtrType):
            return self
        return NotImplemented


class IntType(Type):
    """An integer of *width* bits. Calling it casts a Python int as the compiler would."""

    __slots__ = ("signed", "width")

    def __init__(self, name: str, width: int, *, is_signed: bool) -> None:
        super().__init__(name, width // 8, width // 8)
        self.width = width
        self.signed = is_signed

    def __call__(self, value: int) -> int:
        """Return *value* cut to the width."""
        value = int(value)
        return signed(value, self.width) if self.signed else unsigned(value, self.width)

    @property
    def least(self) -> int:
        """The smallest value."""
        return -(1 << (self.width - 1)) if self.signed else 0

    @property
    def most(self) -> int:
        """The greatest value."""
        return (1 << (self.width - self.signed)) - 1

    def holds(self, value: int) -> bool:
        """Say whether *value* can be written as this type without change."""
        return self.least <= value <= self.most


class PtrType(Type):
    """A pointer to *target*. Two pointer types are the same if their targets are."""

    __slots__ = ("target",)

    def __init__(self, target: Type) -> None:
        super().__init__(f"ptr[{target.name}]", 8, 8)
        self.target = target

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PtrType) and self.target == other.target

    def __hash__(self) -> int:
        return hash((PtrType, self.target))


class ArrayType(Type):
    """*length* elements in a row."""

    __slots__ = ("element", "length")

    def __init__(self, element: Type, length: int) -> None:
        super().__init__(f"Array[{element.name}, {length}]", 0, 0)
        self.element = element
        self.length = length

    @property
    def size(self) -> int:
        """The bytes of all elements."""
        return self.element.size * self.length

    @property
    def align(self) -> int:
        """The alignment of an element."""
        return self.element.align

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ArrayType)
            and self.element == other.element
            and self.length == other.length
        )

    def __hash__(self) -> int:
        return hash((ArrayType, self.element, self.length))


class BitsType(Type):
    """*width* bits of a struct, as an integer of type *value*: a bit field.

    Where a struct has it, it begins *shift* bits behind the byte *start* of the struct.
    """

    __slots__ = ("packed", "shift", "start", "value", "width")

    def __init__(
        self, value: IntType, width: int, shift: int = 0, start: int = 0, *, packed: bool = False
    ) -> None:
        super().__init__(f"Bits[{value.name}, {width}]", value.size, value.align)
        self.value = value
        self.width = width
        self.shift = shift
        self.start = start
        self.packed = packed

    @property
    def least(self) -> int:
        """The smallest value."""
        return -(1 << (self.width - 1)) if self.value.signed else 0

    @property
    def most(self) -> int:
        """The greatest value."""
        return (1 << (self.width - self.value.signed)) - 1


class ConstType(Type):
    """The type of a module-level constant that is given a value before compiling."""

    __slots__ = ("value",)

    def __init__(self, value: Type) -> None:
        super().__init__(f"Const[{value.name}]", value.size, value.align)
        self.value = value


U8 = IntType("u8", 8, is_signed=False)
U16 = IntType("u16", 16, is_signed=False)
U32 = IntType("u32", 32, is_signed=False)
U64 = IntType("u64", 64, is_signed=False)
I8 = IntType("i8", 8, is_signed=True)
I16 = IntType("i16", 16, is_signed=True)
I32 = IntType("i32", 32, is_signed=True)
I64 = IntType("i64", 64, is_signed=True)
CHAR = IntType("char", 8, is_signed=False)
BOOL = Type("bool", 1, 1)
VOID = Type("None", 0, 1)
NULL = PtrType(VOID)
"""the type of ``None`` until it is compared with, or given to, a pointer"""


def as_type(thing: object) -> Type | None:
    """Return the type that a Python object stands for in an annotation, None if it is no type."""
    if isinstance(thing, Type):
        return None if isinstance(thing, BitsType) else thing
    if thing is bool:
        return BOOL
    if thing is None:
        return VOID
    layout = getattr(thing, "__layout__", None)  # a Struct, an enum of the kernel
    if isinstance(layout, Type):
        return layout
    if type(thing).__name__ == "TypeAliasType":  # type Pid = u32, from Python 3.12 on
        return as_type(getattr(thing, "__value__", None))
    if hasattr(thing, "__supertype__"):  # NewType("Pid", u32)
        return as_type(thing.__supertype__)
    return _of_enum(thing) if isinstance(thing, EnumType) else None


def _of_enum(thing: EnumType) -> IntType | None:
    """Return the integer that holds all values of an `enum.IntEnum`, as C chooses it."""
    members: list[object] = list(thing.__members__.values())
    values = [int(item) for item in members if isinstance(item, int)]
    if not values or len(values) != len(members):
        return None
    kinds = (U32, I32, U64, I64)
    return next((kind for kind in kinds if all(map(kind.holds, values))), None)
