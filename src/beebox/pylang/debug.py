"""Debug information as LLVM metadata; LLVM's BPF back end makes .BTF and .BTF.ext of it.

A type of the subset has a *shape* in the debug information. Where an object needs another (the
definition of a map has pointers to arrays whose lengths are the numbers), a target gives a shape:

    ShapeStruct("", 16, (Member("type", PointerTo(ArrayOf(INT, 1)), 0), ...))
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from beebox.pylang.llvm import FLAVOUR, OWN
from beebox.pylang.read import Source
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import FunctionTree, Global, Linkage, Mark, Variable
from beebox.pylang.types import BOOL, CHAR, VOID, ArrayType, BitsType, IntType, PtrType, Type


@dataclass(frozen=True, slots=True)
class Shape:
    """A type as debug information describes it; None stands for void."""


@dataclass(frozen=True, slots=True)
class Basic(Shape):
    """An integer: *encoding* is DW_ATE_signed, _unsigned, _boolean, _signed_char, ..."""

    name: str
    bits: int
    encoding: str


@dataclass(frozen=True, slots=True)
class PointerTo(Shape):
    """A pointer."""

    target: Shape | Partial | Type | None


@dataclass(frozen=True, slots=True)
class Signature(Shape):
    """What a function gives and takes: what a pointer to one points to."""

    types: tuple[Shape | Partial | Type | None, ...]


@dataclass(frozen=True, slots=True)
class ArrayOf(Shape):
    """An array."""

    element: Shape | Type
    length: int


@dataclass(frozen=True, slots=True)
class Qualified(Shape):
    """A ``const`` or ``volatile`` type."""

    word: str
    target: Shape | Type


@dataclass(frozen=True, slots=True)
class Named(Shape):
    """A typedef."""

    name: str
    target: Shape | Type


@dataclass(frozen=True, slots=True)
class Member:
    """A field, *offset* bytes into its struct."""

    name: str
    type: Shape | Type
    offset: int


@dataclass(frozen=True, slots=True)
class ShapeStruct(Shape):
    """A struct; without a name an anonymous one."""

    name: str
    size: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Enumeration(Shape):
    """An enum; its values where they matter."""

    name: str
    bits: int
    values: tuple[tuple[str, int], ...] = ()


@dataclass(eq=False, slots=True)
class Partial:
    """A struct or union of which only the fields that are named matter: it grows by them."""

    name: str
    size: int
    union: bool = False
    named: dict[str, Member] = field(default_factory=dict)
    flavour: str = ""
    """what tells it from others of its name"""

    def name_member(self, name: str, shape: object, bits: int) -> None:
        """Note the field *name*, which begins at *bits*."""
        made: Any = shape
        self.named.setdefault(name, Member(name, made, bits // 8))

    @property
    def members(self) -> list[Member]:
        """The fields in the order that Linux wants of types, by where they are."""
        return sorted(self.named.values(), key=_bit)

    def index(self, name: str) -> int:
        """Return the number of a field; none may be named after that."""
        return [member.name for member in self.members].index(name)


def _bit(member: Member) -> int:
    kind: object = member.type
    return 8 * member.offset + (kind.shift if isinstance(kind, BitsType) else 0)


INT = Basic("int", 32, "DW_ATE_signed")
_C_NAMES = {
    "u8": ("unsigned char", "DW_ATE_unsigned_char"),
    "u16": ("unsigned short", "DW_ATE_unsigned"),
    "u32": ("unsigned int", "DW_ATE_unsigned"),
    "u64": ("unsigned long long", "DW_ATE_unsigned"),
    "i8": ("signed char", "DW_ATE_signed_char"),
    "i16": ("short", "DW_ATE_signed"),
    "i32": ("int", "DW_ATE_signed"),
    "i64": ("long long", "DW_ATE_signed"),
    "char": ("char", "DW_ATE_signed_char"),
}
_KERNEL_NAMES = {name: f"__{name.replace('i', 's')}" for name in _C_NAMES if name != "char"}


def shape_of(kind: Type) -> Shape | None:
    """Return the shape of a type: integers as the kernel's typedefs of C types."""
    if kind is CHAR:
        return Basic("char", 8, "DW_ATE_signed_char")
    if isinstance(kind, IntType):
        name, encoding = _C_NAMES[kind.name]
        return Named(_KERNEL_NAMES[kind.name], Basic(name, kind.width, encoding))
    if kind is BOOL:
        return Basic("_Bool", 8, "DW_ATE_boolean")
    if isinstance(kind, PtrType):
        return PointerTo(None if kind.target is VOID else kind.target)
    if isinstance(kind, ArrayType):
        return ArrayOf(kind.element, kind.length)
    if kind is VOID:
        return None
    return PointerTo(None)  # a type of a target: its values are pointers


class Metadata:
    """Collects the metadata of one module. Structs may refer to themselves."""

    def __init__(self, main: Source, *, producer: str = "beebox") -> None:
        self.lines: list[str] = []
        self._nodes: dict[object, str] = {}
        self._files: dict[Source, str] = {}
        self._globals: list[str] = []
        self.scope = ""
        self._scope_file: Source = main
        self._parameters: dict[Variable, str] = {}
        self._partial: list[Partial] = []
        file = self.file(main)
        self._list = self._reserve()
        self.unit = self._node(
            f"distinct !DICompileUnit(language: DW_LANG_C11, file: {file}, "
            f'producer: "{producer}", isOptimized: true, runtimeVersion: 0, '
            f"emissionKind: FullDebug, globals: {self._list}, nameTableKind: None)"
        )

    # -- nodes

    def _reserve(self) -> str:
        self.lines.append("")
        return f"!{len(self.lines) - 1}"

    def _set(self, node: str, text: str) -> None:
        self.lines[int(node[1:])] = f"{node} = {text}"

    def _node(self, text: str) -> str:
        if not text.startswith("distinct") and text in self._nodes:
            return self._nodes[text]
        node = self._reserve()
        self._set(node, text)
        self._nodes[text] = node
        return node

    def file(self, source: Source) -> str:
        """Return the node of a source file."""
        if source not in self._files:
            directory, name = os.path.split(os.path.realpath(source.file))
            text = "" if os.path.exists(source.file) else "".join(source.lines)  # noqa: PTH110
            kept = f", source: {_string(text)}" if text else ""  # of a notebook, an archive
            self._files[source] = self._node(
                f"!DIFile(filename: {_string(name)}, directory: {_string(directory)}{kept})"
            )
        return self._files[source]

    def type(self, kind: Shape | Partial | Type | None) -> str:
        """Return the node of a type, ``null`` for void."""
        if isinstance(kind, StructType):
            return self._struct(kind)
        if isinstance(kind, Partial):
            return self.shape(kind)
        if isinstance(kind, ForeignType) and kind.struct:
            return self._node(
                f"!DICompositeType(tag: DW_TAG_structure_type, name: {_string(kind.struct)}, "
                "size: 0, elements: !{})"
            )
        shape = shape_of(kind) if isinstance(kind, Type) else kind
        if shape is None:
            return "null"
        if shape not in self._nodes:
            write: Any = getattr(self, f"_{type(shape).__name__.lower()}")
            node: str = write(shape)
            self._nodes[shape] = node
        return self._nodes[shape]

    def shape(self, kind: Partial | Shape) -> str:
        """Return the node of a type; a struct that may grow is written at the end."""
        if not isinstance(kind, Partial):
            return self.type(kind)
        if kind not in self._nodes:
            self._nodes[kind] = self._reserve()
            self._partial.append(kind)
        return self._nodes[kind]

    def _enumeration(self, shape: Enumeration) -> str:
        named = f"name: {_string(shape.name)}, " if shape.name else ""
        if not shape.values:
            return self._node(
                f"!DICompositeType(tag: DW_TAG_enumeration_type, {named}size: {shape.bits}, "
                "elements: !{})"
            )
        base = self._node(
            f'!DIBasicType(name: "unsigned int", size: {shape.bits}, encoding: DW_ATE_unsigned)'
        )
        items = [
            self._node(f"!DIEnumerator(name: {_string(name)}, value: {value})")
            for name, value in shape.values
        ]
        elements = self._node(f"!{{{', '.join(items)}}}")
        return self._node(
            f"!DICompositeType(tag: DW_TAG_enumeration_type, name: "
            f"{_string(shape.name + FLAVOUR)}, baseType: {base}, size: {shape.bits}, "
            f"elements: {elements})"
        )

    def _basic(self, shape: Basic) -> str:
        return self._node(
            f'!DIBasicType(name: "{shape.name}", size: {shape.bits}, encoding: {shape.encoding})'
        )

    def _named(self, shape: Named) -> str:
        target = self.type(shape.target)
        return self._node(
            f'!DIDerivedType(tag: DW_TAG_typedef, name: "{shape.name}", baseType: {target})'
        )

    def _pointerto(self, shape: PointerTo) -> str:
        target = self.type(shape.target)
        return self._node(f"!DIDerivedType(tag: DW_TAG_pointer_type, baseType: {target}, size: 64)")

    def _signature(self, shape: Signature) -> str:
        types = self._node(f"!{{{', '.join(map(self.type, shape.types))}}}")
        return self._node(f"!DISubroutineType(types: {types})")

    def _qualified(self, shape: Qualified) -> str:
        target = self.type(shape.target)
        return self._node(f"!DIDerivedType(tag: DW_TAG_{shape.word}_type, baseType: {target})")

    def _arrayof(self, shape: ArrayOf) -> str:
        element = self.type(shape.element)
        count = self._node(f"!DISubrange(count: {shape.length})")
        elements = self._node(f"!{{{count}}}")
        size = self._bits(shape)
        return self._node(
            f"!DICompositeType(tag: DW_TAG_array_type, baseType: {element}, size: {size}, "
            f"elements: {elements})"
        )

    def _bits(self, shape: Shape | Type | None) -> int:
        if isinstance(shape, Type):
            return shape.size * 8
        if isinstance(shape, Basic):
            return shape.bits
        if isinstance(shape, PointerTo):
            return 64
        if isinstance(shape, ArrayOf):
            return self._bits(shape.element) * shape.length
        if isinstance(shape, ShapeStruct):
            return shape.size * 8
        if isinstance(shape, Enumeration):
            return shape.bits
        if isinstance(shape, Partial):
            return shape.size * 8
        assert isinstance(shape, Named | Qualified), shape
        return self._bits(shape.target)

    def _struct(self, kind: StructType) -> str:
        if kind not in self._nodes:
            self._nodes[kind] = self._reserve()  # known before its fields, which may point to it
            members = [
                Member(field.name, field.type, field.offset) for field in kind.fields.values()
            ]
            word = "union" if kind.union else "structure"
            self._composite(self._nodes[kind], kind.name, kind.size, members, word)
        return self._nodes[kind]

    def _shapestruct(self, shape: ShapeStruct) -> str:
        node = self._reserve()
        self._composite(node, shape.name, shape.size, shape.members)
        return node

    def _composite(
        self, node: str, name: str, size: int, members: Sequence[Member], word: str = "structure"
    ) -> None:
        listed = [
            self._node(
                f"!DIDerivedType(tag: DW_TAG_member, name: {_string(member.name)}, "
                f"scope: {node}, {self._place(member)})"
            )
            for member in members
        ]
        elements = self._node(f"!{{{', '.join(listed)}}}")
        named = f"name: {_string(name)}, " if name else ""
        self._set(
            node,
            f"distinct !DICompositeType(tag: DW_TAG_{word}_type, {named}size: {size * 8}, "
            f"elements: {elements})",
        )

    def _place(self, member: Member) -> str:
        """Return what a member is of, how large it is and where it lies."""
        kind, offset = member.type, 8 * member.offset
        if not isinstance(kind, BitsType):
            return f"baseType: {self.type(kind)}, size: {self._bits(kind)}, offset: {offset}"
        unit = 8 * kind.value.size
        offset += kind.shift
        return (
            f"baseType: {self.type(kind.value)}, size: {kind.width}, offset: {offset}, "
            f"flags: DIFlagBitField, extraData: i64 {offset // unit * unit}"
        )

    # -- what the emitter asks for

    def function(self, tree: FunctionTree) -> str:
        """Begin a function."""
        file = self.file(tree.source)
        shapes: Sequence[Any] = tree.debug_parameters or [item.type for item in tree.parameters]
        kinds = [self.type(tree.result), *(self.type(shape) for shape in shapes)]
        types = self._node(f"!{{{', '.join(kinds)}}}")
        signature = self._node(f"!DISubroutineType(types: {types})")
        local = ""
        if tree.linkage is Linkage.INTERNAL:
            local = "DISPFlagLocalToUnit | "
        kept = self._reserve()
        self.scope = self._node(
            f"distinct !DISubprogram(name: {_string(tree.name)}, scope: {file}, file: {file}, "
            f"line: {tree.mark.line}, type: {signature}, scopeLine: {tree.mark.line}, "
            f"flags: DIFlagPrototyped | DIFlagAllCallsDescribed, "
            f"spFlags: {local}DISPFlagDefinition | DISPFlagOptimized, unit: {self.unit}, "
            f"retainedNodes: {kept})"
        )
        parameters = [
            self._node(
                f"!DILocalVariable(name: {_string(item.name)}, arg: {index}, scope: {self.scope}, "
                f"file: {file}, line: {item.mark.line}, type: {self.type(shape)})"
            )
            for index, (item, shape) in enumerate(zip(tree.parameters, shapes, strict=True), 1)
        ]
        self._set(kept, f"!{{{', '.join(parameters)}}}")
        self._parameters = dict(zip(tree.parameters, parameters, strict=True))
        self._scope_file = tree.source
        return f" !dbg {self.scope}"

    def external(self, tree: FunctionTree) -> str:
        """Return the attachment of a function that is only declared."""
        file = self.file(tree.source)
        shapes: Sequence[Any] = tree.debug_parameters or [item.type for item in tree.parameters]
        kinds = [self.type(tree.result), *map(self.type, shapes)]
        types = self._node(f"!{{{', '.join(kinds)}}}")
        signature = self._node(f"!DISubroutineType(types: {types})")
        node = self._node(
            f"!DISubprogram(name: {_string(tree.name)}, scope: {file}, file: {file}, "
            f"line: {tree.mark.line}, type: {signature}, flags: DIFlagPrototyped, "
            "spFlags: DISPFlagOptimized)"
        )
        return f"!dbg {node}"

    def location(self, mark: Mark) -> str:
        """Return the attachment of an instruction."""
        node = self._node(
            f"!DILocation(line: {mark.line}, column: {mark.column}, scope: {self.scope})"
        )
        return f", !dbg {node}"

    def local(self, variable: Variable, slot: str) -> str:
        """Return the record that names the slot of a local variable, "" for a hidden one."""
        if not variable.name:
            return ""
        file = self.file(self._scope_file)
        node = self._parameters.get(variable) or self._node(
            f"!DILocalVariable(name: {_string(variable.name)}, scope: {self.scope}, "
            f"file: {file}, line: {variable.mark.line}, type: {self.type(variable.type)})"
        )
        place = self.location(variable.mark).removeprefix(", !dbg ")
        return f"#dbg_declare(ptr {slot}, {node}, !DIExpression(), {place})"

    def variable(self, symbol: Global) -> str:
        """Return the attachment of a global."""
        source = symbol.source or self._scope_file
        file = self.file(source)
        shape: Any = symbol.debug if symbol.debug is not None else symbol.type
        line = symbol.mark.line if symbol.mark else 0
        local = "true" if symbol.linkage is Linkage.INTERNAL else "false"
        node = self._node(
            f"distinct !DIGlobalVariable(name: {_string(symbol.name)}, scope: {self.unit}, "
            f"file: {file}, line: {line}, type: {self.type(shape)}, isLocal: {local}, "
            "isDefinition: true)"
        )
        pair = self._node(f"!DIGlobalVariableExpression(var: {node}, expr: !DIExpression())")
        self._globals.append(pair)
        return f", !dbg {pair}"

    def finish(self) -> Sequence[str]:
        """Return the lines of the metadata."""
        for kind in self._partial:  # which may grow by what the fields of others are
            word = "union" if kind.union else "structure"
            name = kind.name and kind.name + (OWN + kind.flavour if kind.flavour else FLAVOUR)
            self._composite(self._nodes[kind], name, kind.size, kind.members, word)
        self._set(self._list, f"!{{{', '.join(self._globals)}}}")
        flags = [
            self._node('!{i32 2, !"Debug Info Version", i32 3}'),
            self._node('!{i32 7, !"Dwarf Version", i32 5}'),
        ]
        return [
            f"!llvm.dbg.cu = !{{{self.unit}}}",
            f"!llvm.module.flags = !{{{', '.join(flags)}}}",
            *self.lines,
        ]


def _string(text: str) -> str:
    """Return text as IR writes strings."""
    if text.isidentifier() and text.isascii():
        return f'"{text}"'
    raw = text.encode()
    plain = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:02X}" for byte in raw
    )
    return f'"{plain}"'
