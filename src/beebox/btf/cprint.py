"""Types as C: ``unsigned int (*name)[4]``, and definitions of structs, enums and functions.

A definition gives the layout that BTF has: packed, aligned and with unnamed bit fields where
members alone would not (`beebox.btf.layout`). A whole header is `beebox.btf.header`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from beebox.btf.layout import Gap, Layouts
from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Const,
    DataSec,
    Enum,
    Func,
    FuncProto,
    Fwd,
    Member,
    Ptr,
    Restrict,
    Type,
    Typedef,
    TypeTag,
    Union,
    Var,
    Void,
    Volatile,
    kind_of,
)
from beebox.errors import BtfError

_WORDS = {Const: "const", Volatile: "volatile", Restrict: "restrict"}
_LINKAGE = {0: "static ", 2: "extern "}
_MODES = {1: "QI", 2: "HI", 8: "DI"}
"""GCC's names for widths of an enum other than an int's"""
_NO_NAMES: Mapping[int, str] = {}

_LINES = 1 << 16
"""how many lines one definition may have; a type that contains itself has more"""


def declare(btf: Btf, type_id: int, name: str = "") -> str:
    """Return the C declaration of *name* (or the bare type) with type *type_id*.

    Raises:
        BtfError: the type never ends.
    """
    return Printer(btf).declare(type_id, name)


def define(btf: Btf, type_id: int) -> str:
    """Return the C definition of a struct, union, enum, typedef, function, variable or section.

    Other types have none; they are declared without a name.

    Raises:
        BtfError: the type never ends.
    """
    return Printer(btf).define(type_id)


class Printer:
    """Writes types of *btf*.

    *names* are other names for some types, where two of one name meet in one file.
    """

    def __init__(self, btf: Btf, names: Mapping[int, str] = _NO_NAMES) -> None:
        self.btf = btf
        self.names = names
        self.layouts = Layouts(btf)
        self.left = _LINES

    def define(self, type_id: int) -> str:
        """Return a definition, see `define`."""
        self.left = _LINES
        made = self.btf.type(type_id)
        match made:
            case Composite() | Enum():
                return f"{self.body(type_id, made, 0)};"
            case Typedef():
                return f"typedef {self._declare(made.type, self.name(type_id, made), 0)};"
            case Func() | Var():
                return self._global(made)
            case DataSec():
                inner = (self.btf.type(entry.type) for entry in made.vars)
                lines = [f"\t{self._global(one)}" for one in inner if isinstance(one, (Var, Func))]
                return "\n".join([f"/* {made.name}: {made.size} bytes */", *lines])
            case _:
                return f"{self._declare(type_id, '', 0)};"

    def declare(self, type_id: int, name: str = "") -> str:
        """Return a declaration, see `declare`."""
        self.left = _LINES
        return self._declare(type_id, name, 0)

    def name(self, type_id: int, made: Type) -> str:
        """Return what a type is called here."""
        return self.names.get(type_id) or made.name

    def _declare(self, type_id: int, name: str, depth: int) -> str:
        """Return a declaration; structs without a name are written out, *depth* levels deep."""
        words: list[str] = []
        tags: list[str] = []
        for _ in range(DEPTH):
            made = self.btf.type(type_id)
            match made:
                case Const() | Volatile() | Restrict():
                    if _WORDS[type(made)] not in words:  # once for an array, once for what is in it
                        words.insert(0, _WORDS[type(made)])
                case TypeTag():
                    tags.append(_attribute(made))
                case Ptr():
                    inner = " ".join(word for word in (*tags, *words, name) if word)
                    name = f"* {inner}" if (words or tags) and inner else f"*{inner}"
                    words, tags = [], []
                case Array():
                    name = f"{_grouped(name)}[{made.length}]"
                case FuncProto():
                    name = f"{_grouped(name)}({self._parameters(made, depth)})"
                case _:
                    whole = (*words, self._base(type_id, made, depth), *tags, name)
                    return " ".join(word for word in whole if word)
            type_id = made.type
        raise BtfError(f"type {type_id} never ends")

    def _global(self, made: Func | Var) -> str:
        """Return the declaration of a function or variable."""
        return f"{_LINKAGE.get(made.linkage, '')}{self._declare(made.type, made.name, 0)};"

    def _parameters(self, made: FuncProto, depth: int) -> str:
        """Return what stands between the parentheses of a function."""
        if not made.params:
            return "void"
        self._count(len(made.params), depth)
        return ", ".join(
            self._declare(param.type, param.name, depth + 1) if param.type or param.name else "..."
            for param in made.params
        )

    def _base(self, type_id: int, made: Type, depth: int) -> str:
        """Return the words for a type that is neither pointer, array, function nor qualified."""
        match made:
            case Void():
                return "void"
            case Composite() | Enum():
                if not made.name:
                    return self.body(type_id, made, depth)
                return f"{_keyword(made)} {self.name(type_id, made)}"
            case Fwd():
                return f"{'union' if made.union else 'struct'} {self.name(type_id, made)}"
            case Func() | Var() | DataSec():
                raise BtfError(f"type {type_id} ({kind_of(made)} {made.name}) is used as a type")
            case _:
                return self.name(type_id, made)

    def body(self, type_id: int, made: Composite | Enum, depth: int) -> str:
        """Return a struct, union or enum with all that is in it."""
        head = f"{_keyword(made)} {self.name(type_id, made)}".rstrip()
        if isinstance(made, Enum):
            return self.enum(made, head, depth)
        self._count(len(made.members), depth)
        inner, end = "\t" * (depth + 1), "\t" * depth
        layout = self.layouts.of(type_id)
        gaps = {index: list(found) for index, found in groupby(layout.gaps, lambda gap: gap.before)}
        lines: list[str] = []
        for index, member in enumerate(made.members):
            lines += (f"{inner}{_gap(gap)}" for gap in gaps.get(index, ()))
            lines.append(f"{inner}{self._member(member, depth + 1)};")
        lines += (f"{inner}{_gap(gap)}" for gap in gaps.get(len(made.members), ()))
        told = " __attribute__((packed))" if layout.packed else ""
        if layout.aligned:
            told = f" __attribute__((aligned({layout.aligned})))"
        return "\n".join([f"{head} {{", *lines, f"{end}}}{told}"])

    def enum(self, made: Enum, head: str, depth: int) -> str:
        """Return an enum that begins with *head*, with its values."""
        if not made.values:
            return head
        inner, end = "\t" * (depth + 1), "\t" * depth
        wide = any(not -(1 << 31) <= value.value < 1 << 32 for value in made.values)
        suffix = ("LL" if made.signed else "ULL") if wide else ""
        lines = [
            f"{inner}{self.enumerator(value.name)} = {value.value}{suffix},"
            for value in made.values
        ]
        mode = "" if wide else _MODES.get(made.size, "")
        told = f" __attribute__((mode({mode})))" if mode else ""
        return "\n".join([f"{head} {{", *lines, f"{end}}}{told}"])

    def enumerator(self, name: str) -> str:
        """Return what an enumerator is called here."""
        return name

    def _member(self, member: Member, depth: int) -> str:
        """Return a member's declaration without its semicolon."""
        text = self._declare(member.type, member.name, depth)
        return f"{text} : {member.bits}" if member.bits else text

    def _count(self, lines: int, depth: int) -> None:
        """Refuse what gets too long or too deep."""
        self.left -= lines
        if self.left < 0 or depth > DEPTH:
            raise BtfError("the type has too many parts")


def _attribute(made: TypeTag) -> str:
    text = made.name if made.attribute else f'btf_type_tag("{made.name}")'
    return f"__attribute__(({text}))"


def _gap(gap: Gap) -> str:
    return f"{gap.unit} : {gap.bits};"


def _grouped(name: str) -> str:
    """Return *name* in parentheses if it is a pointer's, as in ``(*name)[4]``."""
    return f"({name})" if name.startswith("*") else name


def _keyword(made: Composite | Enum) -> str:
    if isinstance(made, Enum):
        return "enum"
    return "union" if isinstance(made, Union) else "struct"
