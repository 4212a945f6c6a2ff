"""Types as C: ``unsigned int (*name)[4]``, and definitions of structs, enums and functions."""

from __future__ import annotations

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
)
from beebox.errors import BtfError

_WORDS = {Const: "const", Volatile: "volatile", Restrict: "restrict"}
_LINKAGE = {0: "static ", 2: "extern "}


_LINES = 1 << 16
"""how many lines one definition may have; a type that contains itself has more"""


def declare(btf: Btf, type_id: int, name: str = "") -> str:
    """Return the C declaration of *name* (or the bare type) with type *type_id*.

    Raises:
        BtfError: the type never ends.
    """
    return _Printer(btf).declare(type_id, name, 0)


def define(btf: Btf, type_id: int) -> str:
    """Return the C definition of a struct, union, enum, typedef, function, variable or section.

    Other types have none; they are declared without a name.

    Raises:
        BtfError: the type never ends.
    """
    made = btf.type(type_id)
    printer = _Printer(btf)
    match made:
        case Composite() | Enum():
            return f"{printer.body(made, 0)};"
        case Typedef():
            return f"typedef {printer.declare(made.type, made.name, 0)};"
        case Func() | Var():
            return printer.global_(made)
        case DataSec():
            inner = (btf.type(entry.type) for entry in made.vars)
            lines = [f"\t{printer.global_(one)}" for one in inner if isinstance(one, (Var, Func))]
            return "\n".join([f"/* {made.name}: {made.size} bytes */", *lines])
        case _:
            return f"{printer.declare(type_id, '', 0)};"


class _Printer:
    """One definition: how many lines it may still have."""

    def __init__(self, btf: Btf) -> None:
        self.btf = btf
        self.left = _LINES

    def declare(self, type_id: int, name: str, depth: int) -> str:
        """Return a declaration; structs without a name are written out, *depth* levels deep."""
        words: list[str] = []
        for _ in range(DEPTH):
            made = self.btf.type(type_id)
            match made:
                case Const() | Volatile() | Restrict():
                    words.insert(0, _WORDS[type(made)])
                case TypeTag():
                    pass
                case Ptr():
                    inner = " ".join(word for word in (*words, name) if word)
                    name = f"* {inner}" if words and inner else f"*{inner}"
                    words = []
                case Array():
                    name = f"{_grouped(name)}[{made.length or ''}]"
                case FuncProto():
                    name = f"{_grouped(name)}({self.parameters(made, depth)})"
                case _:
                    whole = (*words, self.base(made, depth), name)
                    return " ".join(word for word in whole if word)
            type_id = made.type
        raise BtfError(f"type {type_id} never ends")

    def global_(self, made: Func | Var) -> str:
        """Return the declaration of a function or variable."""
        return f"{_LINKAGE.get(made.linkage, '')}{self.declare(made.type, made.name, 0)};"

    def parameters(self, made: FuncProto, depth: int) -> str:
        """Return what stands between the parentheses of a function."""
        if not made.params:
            return "void"
        self.count(len(made.params), depth)
        return ", ".join(
            self.declare(param.type, param.name, depth + 1) if param.type or param.name else "..."
            for param in made.params
        )

    def base(self, made: Type, depth: int) -> str:
        """Return the words for a type that is neither pointer, array, function nor qualified."""
        match made:
            case Void():
                return "void"
            case Composite() | Enum():
                return f"{_keyword(made)} {made.name}" if made.name else self.body(made, depth)
            case Fwd():
                return f"{'union' if made.union else 'struct'} {made.name}"
            case _:
                return made.name

    def body(self, made: Composite | Enum, depth: int) -> str:
        """Return a struct, union or enum with all that is in it."""
        inner, end = "\t" * (depth + 1), "\t" * depth
        head = f"{_keyword(made)} {made.name}".rstrip()
        if isinstance(made, Enum):
            lines = [f"{inner}{value.name} = {value.value}," for value in made.values]
        else:
            self.count(len(made.members), depth)
            lines = [f"{inner}{self.member(member, depth + 1)};" for member in made.members]
        return "\n".join([f"{head} {{", *lines, f"{end}}}"])

    def member(self, member: Member, depth: int) -> str:
        """Return a member's declaration without its semicolon."""
        text = self.declare(member.type, member.name, depth)
        return f"{text} : {member.bits}" if member.bits else text

    def count(self, lines: int, depth: int) -> None:
        """Refuse what gets too long or too deep."""
        self.left -= lines
        if self.left < 0 or depth > DEPTH:
            raise BtfError("the type has too many parts")


def _grouped(name: str) -> str:
    """Return *name* in parentheses if it is a pointer's, as in ``(*name)[4]``."""
    return f"({name})" if name.startswith("*") else name


def _keyword(made: Composite | Enum) -> str:
    if isinstance(made, Enum):
        return "enum"
    return "union" if isinstance(made, Union) else "struct"
