"""A whole BTF as one C header, such as vmlinux.h: every type defined once, after what it needs.

What C wants: a struct is defined before another contains it, a typedef stands before its first use,
and where only a pointer is meant, a declaration is enough. Two types of one name get flavours
(``file___2``), which CO-RE reads as the same name. The order within these rules is that of the ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from beebox.btf.cprint import Printer
from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    DeclTag,
    Enum,
    Func,
    FuncProto,
    Fwd,
    Int,
    Ptr,
    Reference,
    Type,
    Typedef,
    Union,
)
from beebox.errors import BtfError

_TOP = """\
#ifndef __VMLINUX_H__
#define __VMLINUX_H__

#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
#endif
"""
_KFUNCS = """\
#ifndef BPF_NO_KFUNC_PROTOTYPES
#ifndef __ksym
#define __ksym __attribute__((section(".ksyms")))
#endif
#ifndef __weak
#define __weak __attribute__((weak))
#endif
#ifndef __bpf_fastcall
#if __has_attribute(bpf_fastcall)
#define __bpf_fastcall __attribute__((bpf_fastcall))
#else
#define __bpf_fastcall
#endif
#endif
#ifdef __BPF_FEATURE_ADDR_SPACE_CAST
#define ___bpf_arena __attribute__((address_space(1)))
#else
#define ___bpf_arena
#endif
"""
_ARENA = "__attribute__((address_space(1)))"
"""what only compilers with address spaces take"""
_END = """\
#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute pop
#endif

#endif /* __VMLINUX_H__ */
"""
_NAMED = frozenset(("struct", "union", "enum", "enum64", "typedef", "fwd"))
_BUILT_IN = {"__builtin_va_list": 1}
"""typedefs that compilers bring, and theirs for BPF is another"""
_WORDS = frozenset(("char", "short", "int", "long", "signed", "unsigned", "_Bool", "__int128"))
_INTEGERS = {1: "char", 2: "short", 4: "int", 8: "long", 16: "__int128"}
_DEEPEST = 400


def header(btf: Btf, roots: Iterable[int] = ()) -> str:
    """Return a C header with *roots* and all that they need, or with everything.

    The kernel's functions that programs may call are declared, too, if there are no *roots*.

    Raises:
        BtfError: structs contain each other.
    """
    wanted = list(roots)
    order = _Order(btf)
    for type_id in wanted or btf.ids():
        if wanted or (btf.kind(type_id) in _NAMED and btf.type(type_id).name):
            order.define(type_id, 0)
    if not wanted:
        order.loose()
    parts = [_TOP, "\n".join(order.text)]
    functions = [] if wanted else list(_tagged(btf, "bpf_kfunc"))
    if functions:
        at = len(order.text)
        for function in functions:
            order.declare(function.type, 0)
        parts += order.text[at:]
        fast = {f.name for f in _tagged(btf, "bpf_fastcall")}
        lines = (
            f"extern {'__bpf_fastcall ' if f.name in fast else ''}"
            f"{order.printer.declare(f.type, f.name)} __weak __ksym;"
            for f in functions
        )
        parts += [_KFUNCS, "\n".join(lines).replace(_ARENA, "___bpf_arena"), "#endif\n"]
    return "\n".join([*parts, _END])


def _tagged(btf: Btf, wanted: str) -> Iterator[Func]:
    """Yield the functions that have this tag."""
    seen = set()
    for type_id in btf.ids():
        if btf.kind(type_id) == "decl_tag":
            tag = btf.type(type_id)
            assert isinstance(tag, DeclTag)
            made = btf.type(tag.type)
            if tag.name == wanted and isinstance(made, Func) and made.name not in seen:
                seen.add(made.name)
                yield made


class _Order:
    """Definitions in the order that C wants."""

    def __init__(self, btf: Btf) -> None:
        self.btf = btf
        self.text: list[str] = []
        self.names: dict[int, str] = {}
        self.printer = _Printer(btf, self.names)
        self._done: set[int] = set()
        self._under_way: set[int] = set()
        self._declared: dict[str, str] = {}
        self._tags: dict[str, int] = {}

    def loose(self) -> None:
        """Have the enums defined that have no name and stand in nothing that is defined."""
        for type_id in self.btf.ids():
            if self.btf.kind(type_id) in ("enum", "enum64") and type_id not in self._done:
                self.text.append(f"{self.printer.define(type_id)}\n")

    def define(self, type_id: int, depth: int) -> None:
        """Have all defined that a member or variable of this type needs, and the type."""
        if type_id in self._done or not type_id:
            return
        if type_id in self._under_way or depth > _DEEPEST:
            raise BtfError(f"type {type_id} ({self.btf.type(type_id).name}) contains itself")
        made = self.btf.type(type_id)
        if isinstance(made, Ptr):
            self.declare(made.type, depth + 1)
            return
        self._under_way.add(type_id)
        self._define(type_id, made, depth + 1)
        self._under_way.discard(type_id)
        self._done.add(type_id)

    def _define(self, type_id: int, made: Type, depth: int) -> None:
        match made:
            case FuncProto() | Fwd():
                self.declare(type_id, depth)
            case Composite():
                for member in made.members:
                    self.define(member.type, depth)
                if made.name:
                    self._write(type_id, made.name)
            case Enum() if made.name:
                self._write(type_id, made.name)
            case Int() if not _WORDS.issuperset(made.name.split()):
                self._write_integer(type_id, made)
            case Typedef():
                self.define(made.type, depth)
                self._write_typedef(type_id, made)
            case Array() | Reference():
                self.define(made.type, depth)

    def declare(self, type_id: int, depth: int) -> None:
        """Have all declared that a pointer to this type, or a function with it, needs."""
        if type_id in self._done or not type_id:
            return
        if depth > _DEEPEST:
            raise BtfError(f"type {type_id}: pointers to pointers never end")
        made = self.btf.type(type_id)
        match made:
            case Composite() if made.name:
                keyword = "union" if isinstance(made, Union) else "struct"
                self._forward(keyword, self._tag(type_id, made.name))
            case Fwd():
                keyword = "union" if made.union else "struct"
                self._forward(keyword, self._fwd(type_id, made))
            case FuncProto():
                for param in made.params:
                    self.declare(param.type, depth + 1)
                self.declare(made.type, depth + 1)
            case Typedef():
                if self._inline(made.type):
                    self.define(type_id, depth + 1)
                else:
                    self.declare(made.type, depth + 1)
                    self._write_typedef(type_id, made)
            case Array() | Composite() | Enum() | Int():
                self.define(type_id, depth + 1)
            case Reference():
                self.declare(made.type, depth + 1)

    def _inline(self, type_id: int) -> bool:
        """Tell whether a typedef of this type holds a definition, or needs one."""
        made = self.btf.type(type_id)
        for _ in range(_DEEPEST):
            if isinstance(made, (Composite, Enum)):
                return not made.name
            if isinstance(made, Array):
                return True
            if not isinstance(made, Reference) or isinstance(made, (Ptr, Typedef)):
                return False
            made = self.btf.type(made.type)
        raise BtfError(f"type {type_id}: qualifiers never end")

    def _write(self, type_id: int, name: str) -> None:
        self._tag(type_id, name)
        self.text.append(f"{self.printer.define(type_id)}\n")

    def _write_typedef(self, type_id: int, made: Typedef) -> None:
        if type_id in self.names:
            return
        self.names[type_id] = self.printer.enumerator(made.name)
        self.text.append(f"{self.printer.define(type_id)}\n")

    def _write_integer(self, type_id: int, made: Int) -> None:
        """Write a typedef for an integer that another language has."""
        self.names[type_id] = self.printer.enumerator(made.name)
        word = f"{'' if made.signed else 'unsigned '}{_INTEGERS.get(made.size, 'int')}"
        self.text.append(f"typedef {word} {self.names[type_id]};\n")

    def _forward(self, keyword: str, name: str) -> None:
        if name not in self._declared:
            self._declared[name] = keyword
            self.text.append(f"{keyword} {name};\n")

    def _tag(self, type_id: int, name: str) -> str:
        """Return what a struct, union or enum is called: its name, or a flavour of it."""
        if type_id not in self.names:
            self.names[type_id] = _own(self._tags, name)
        return self.names[type_id]

    def _fwd(self, type_id: int, made: Fwd) -> str:
        """Return the name of what is only declared: the first of its kind that is defined."""
        for other in self.btf.find_all(made.name):
            found = self.btf.type(other)
            if isinstance(found, Composite) and made.union == isinstance(found, Union):
                self.names[type_id] = self._tag(other, made.name)
                return self.names[type_id]
        return self._tag(type_id, made.name)


class _Printer(Printer):
    """Gives each enumerator and typedef a name of its own."""

    def __init__(self, btf: Btf, names: Mapping[int, str]) -> None:
        super().__init__(btf, names)
        self._taken = dict(_BUILT_IN)

    def enumerator(self, name: str) -> str:
        """Return *name*, or a flavour of it: the second of a file cannot have it."""
        return _own(self._taken, name)


def _own(taken: dict[str, int], name: str) -> str:
    taken[name] = count = taken.get(name, 0) + 1
    return name if count == 1 else f"{name}___{count}"
