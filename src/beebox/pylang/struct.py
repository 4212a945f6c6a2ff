"""Structs: annotated classes with C layout, laid out when first asked.

::

    class Slot(Struct):
        hash: u32
        next: u32

    Slot.size, Slot.offset("next")       # 8, 4
    slot = Slot.at(address)              # a view: reading and writing `slot.hash` touches memory
    slot = Slot()                        # a view of fresh zeroed memory

A struct that inherits from another starts with the other's fields. Making the class costs next to
nothing: annotations are evaluated when a layout is first needed, so they may name later classes.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from types import FunctionType
from typing import Any, NamedTuple, NoReturn, Self, TypeVar

from beebox.bits import align_up
from beebox.errors import CompileError, Location
from beebox.pylang import bits
from beebox.pylang.types import (
    BOOL,
    CHAR,
    ArrayType,
    BitsType,
    IntType,
    PtrType,
    Type,
    as_type,
)

S = TypeVar("S")


_FUNCTIONS = (FunctionType, staticmethod)


class Field(NamedTuple):
    """One field: *offset* bytes from the start of its struct."""

    name: str
    type: Type
    offset: int


class StructType(Type):
    """The layout of a Struct class, computed when first needed."""

    __slots__ = ("_fields", "_view", "owner", "scope")

    def __init__(self, owner: StructMeta, scope: Mapping[str, object] | None) -> None:
        super().__init__(owner.__name__, 0, 1)
        self.owner = owner
        self.scope = scope
        self._fields: dict[str, Field] | None = None
        self._view: type[ctypes.Structure] | None = None

    @property
    def size(self) -> int:
        """The size in bytes, a multiple of the alignment."""
        self.fields  # noqa: B018 - lays out
        return self._size

    @property
    def align(self) -> int:
        """The greatest alignment of a field."""
        self.fields  # noqa: B018 - lays out
        return self._align

    @property
    def fixed(self) -> bool:
        """Whether fields are only accessed at constant offsets: ``__fixed_offsets__ = True``."""
        return bool(getattr(self.owner, "__fixed_offsets__", False))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by name, in order of their offsets."""
        if self._fields is None:
            self._lay_out()
            assert self._fields is not None
        return self._fields

    def _lay_out(self) -> None:
        fields: dict[str, Field] = {}
        end, align = 0, 1  # in bits, in bytes
        for base in self.owner.__bases__:
            layout = getattr(base, "__layout__", None)
            if isinstance(layout, StructType) and layout.fields:
                if fields:
                    self._fail(f"struct {self.name} inherits fields from two structs")
                fields.update(layout.fields)
                end, align = 8 * layout.size, layout.align
        for name, annotation in self.owner.__annotations__.items():
            kind = self._evaluate(name, annotation)
            if name in fields:
                self._fail(f"struct {self.name} has two fields named {name}", name)
            if name in self.owner.__dict__:
                hint = f"{self.name}({name}=...) sets it where one is made; what is not set is 0"
                self._fail(f"field {name} of struct {self.name} has a value", name, hint)
            room = 1 if self.packed else kind.align
            after = 0 if self.union else end
            if isinstance(kind, BitsType):
                start, kind = bits.placed(kind, after, packed=self.packed)
                size = kind.shift + kind.width
            else:
                start, size = align_up((after + 7) // 8, room), 8 * kind.size
            fields[name] = Field(name, kind, start)
            end = max(end, 8 * start + size)
            align = max(align, room)
        for name in ("__init__", "__new__"):
            if fields and isinstance(self.owner.__dict__.get(name), _FUNCTIONS):
                hint = f"make one with {self.name}(field=...); write a function for more"
                self._fail(f"struct {self.name} has {name}, which nothing calls", hint=hint)
        self._size = align_up((end + 7) // 8, align)
        self._align = align
        self._fields = fields

    def _evaluate(self, name: str, annotation: object) -> Type:
        where = f"struct {self.name}, field {name}"
        while isinstance(annotation, str):  # quoted, maybe twice
            module = sys.modules.get(self.owner.__module__)
            scope = dict(self.scope or {})
            scope.setdefault(self.name, self.owner)
            try:
                # The class's own annotation, in its own module: what typing.get_type_hints does.
                annotation = eval(annotation, vars(module) if module else {}, scope)  # noqa: S307
            except CompileError as error:
                self._fail(f"{where}: {error.message}", name, error.hint)
            except (NameError, AttributeError, SyntaxError, TypeError) as error:
                self._fail(
                    f"{where}: {annotation}: {error}", name, "import or define the type it names"
                )
        kind = annotation if isinstance(annotation, BitsType) else as_type(annotation)
        if (
            kind is None
            or not kind.align
            or (kind.size == 0 and not isinstance(kind, StructType | ArrayType))
        ):
            given = annotation.__name__ if isinstance(annotation, type) else repr(annotation)
            hint = "use u8..u64, i8..i64, bool, char, ptr[T], Array[T, n] or a Struct"
            hint = "a text is an Array[char, 16]" if annotation is str else hint
            hint = "say the width: i64, u64, u32, ..." if annotation is int else hint
            self._fail(f"{where}: {given} is not a type that a field can have", name, hint)
        return kind

    def _fail(self, message: str, field: str = "", hint: str = "") -> NoReturn:
        """Raise a CompileError at *field* in the class's source, where that can be read."""
        raise CompileError(message, _place(self.owner, field), hint)

    @property
    def packed(self) -> bool:
        """Whether its fields follow each other without padding: ``__packed__ = True``."""
        return bool(getattr(self.owner, "__packed__", False))

    @property
    def union(self) -> bool:
        """Whether its fields lie in one place: ``__union__ = True``."""
        return bool(self.owner.__dict__.get("__union__", False))

    @property
    def view(self) -> type[ctypes.Structure]:
        """A ctypes class of the same layout."""
        if self._view is None:
            base: Any = ctypes.Union if self.union else ctypes.Structure
            body = self._padded() if self.has_bits else self._plain()
            self._view = type(self.name, (base,), body)
            assert ctypes.sizeof(self._view) == self.size or not self.fields, self.name
        return self._view

    def _plain(self) -> dict[str, Any]:
        """Return the body of a ctypes class that lays itself out."""
        members = [(field.name, _ctype(field.type)) for field in self.fields.values()]
        return {"_pack_": 1, "_fields_": members} if self.packed else {"_fields_": members}

    @property
    def has_bits(self) -> bool:
        """Whether a bit field is in it, however deep: ctypes has its own idea of those."""
        kinds = [field.type for field in self.fields.values()]
        kinds = [kind.element if isinstance(kind, ArrayType) else kind for kind in kinds]
        return any(
            isinstance(kind, BitsType) or (isinstance(kind, StructType) and kind.has_bits)
            for kind in kinds
        )

    def _padded(self) -> dict[str, Any]:
        """Return the body of a ctypes class whose members lie where this says."""
        members: list[tuple[str, Any]] = []
        body: dict[str, Any] = {"_pack_": 1, "_fields_": members}
        end = 0
        for field in self.fields.values():
            if isinstance(field.type, BitsType):
                body[field.name] = bits.attribute(field.offset, field.type)
                continue
            if field.offset > end:
                members.append((f"_pad{end}", ctypes.c_uint8 * (field.offset - end)))
            members.append((field.name, _ctype(field.type)))
            end = 0 if self.union else field.offset + field.type.size
        if end < self.size:
            members.append((f"_pad{end}", ctypes.c_uint8 * (self.size - end)))
        return body


def _ctype(kind: Type) -> Any:
    if isinstance(kind, StructType):
        return kind.view
    if isinstance(kind, ArrayType):
        element = ctypes.c_char if kind.element is CHAR else _ctype(kind.element)
        return element * kind.length
    if isinstance(kind, PtrType):
        return ctypes.c_uint64
    if kind is BOOL:
        return ctypes.c_bool
    assert isinstance(kind, IntType)
    return getattr(ctypes, f"c_{'' if kind.signed else 'u'}int{kind.width}")


def _place(owner: type, field: str) -> Location | None:
    """Return where a class, or one of its fields, is written."""
    import ast  # noqa: PLC0415 - only to tell of a mistake
    import linecache  # noqa: PLC0415 - as above

    file = getattr(sys.modules.get(owner.__module__), "__file__", None) or ""
    lines = linecache.getlines(file)
    for node in ast.walk(ast.parse("".join(lines))):
        if not isinstance(node, ast.ClassDef) or node.name != owner.__name__:
            continue
        fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
        found = next((part for part in fields if ast.unparse(part.target) == field), None)
        where = found or node
        width = (found.end_col_offset or 0) - found.col_offset if found else len("class")
        text = lines[where.lineno - 1].rstrip()
        return Location(file, where.lineno, where.col_offset + 1, text, width)
    return None


class StructMeta(type):
    """What Struct classes can be asked: `size`, `alignment`, `offset`, `at`, `read`.

    Here, so that a field may be named as one of them.
    """

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> None:
        super().__init__(name, bases, body)
        local = "<locals>" in cls.__qualname__
        scope = dict(sys._getframe(1).f_locals) if local else None  # noqa: SLF001 - annotations there
        cls.__layout__: StructType = StructType(cls, scope)

    @property
    def size(cls) -> int:
        """The size in bytes."""
        return cls.__layout__.size

    @property
    def alignment(cls) -> int:
        """What the address of one is a multiple of."""
        return cls.__layout__.align

    def offset(cls, name: str) -> int:
        """Return the offset in bytes of the field *name*.

        Raises:
            AttributeError: there is no such field.
        """
        field = cls.__layout__.fields.get(name)
        if field is None:
            raise AttributeError(f"{cls.__name__} has no field {name!r}", name=name, obj=cls)
        if isinstance(field.type, BitsType):
            message = f"{cls.__name__}.{name} is a bit field: it has no offset in bytes"
            raise AttributeError(message, name=name, obj=cls)  # noqa: TRY004 - as for any attribute
        return field.offset

    def at(cls: type[S], address: int) -> S:
        """Return a view of the struct at *address*, valid as long as the memory is."""
        view: Any = cls.__layout__.view  # type: ignore[attr-defined]  # a Struct, as all of this class
        return view.from_address(address)  # type: ignore[no-any-return]  # as above

    def read(cls: type[S], data: bytes, offset: int = 0) -> S:
        """Return a view of a copy of the struct that starts at *offset* in *data*."""
        view: Any = cls.__layout__.view  # type: ignore[attr-defined]  # as above
        return view.from_buffer_copy(data, offset)  # type: ignore[no-any-return]  # as above

    def __or__(cls, other: Any) -> Any:
        return type.__or__(cls, other)


class Struct(metaclass=StructMeta):
    """The base of structs. A field is an annotation: ``name: type``."""

    def __new__(cls, **values: Any) -> Self:
        """Make a view of fresh zeroed memory, its fields set to *values*."""
        view: Any = cls.__layout__.view
        return view(**values)  # type: ignore[no-any-return]  # a ctypes object that has the fields

    def __init__(self, **values: Any) -> None:
        """Set the fields named."""
