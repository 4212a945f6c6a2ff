"""Contexts of tracepoint programs, made from the table of tracepoints when first named.

``bpf.SysEnterOpenat`` is what sys_enter_openat gives: the record that the kernel's format file
describes, its arguments as fields. A syscall's argument takes 8 bytes in the record; the field has
the width of the argument's C type, which is all that the kernel looks at.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from beebox.errors import CompileError
from beebox.lang.struct import Struct
from beebox.pylang import types
from beebox.pylang.types import ArrayType, IntType, PtrType, Type

if TYPE_CHECKING:
    from beebox.spec.tracepoints import Field

CATEGORIES = ("sched", "raw_syscalls", "task", "signal", "exceptions", "syscalls")

_NARROW = {
    "umode_t": types.U16,
    "char": types.I8,
    "unsigned char": types.U8,
    "short": types.I16,
    "unsigned short": types.U16,
    "u16": types.U16,
    "int": types.I32,
    "pid_t": types.I32,
    "key_serial_t": types.I32,
    "mqd_t": types.I32,
    "timer_t": types.I32,
    "clockid_t": types.I32,
    "rwf_t": types.I32,
    "unsigned": types.U32,
    "unsigned int": types.U32,
    "u32": types.U32,
    "uid_t": types.U32,
    "gid_t": types.U32,
    "qid_t": types.U32,
}
"""C types of arguments that are narrower than their place"""


class Context(Struct):
    """The base of contexts; a kernel takes reads at constant offsets only."""

    __fixed_offsets__ = True


_made: dict[str, type[Context]] = {}


def find(name: str) -> type[Context] | None:
    """Return the context that *name* (``SysEnterOpenat``) means; None if it is no such name."""
    if name in _PROGRAMS:
        if name not in _made:
            _made[name] = _of_programs(name)
        return _made[name]
    if name not in _made:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        fields = _fields(words)
        if fields is None:
            return None
        _made[name] = _make(name, fields)
    return _made[name]


def every() -> Iterator[tuple[str, str]]:
    """Yield the name of each context and what it is of."""
    from beebox.spec import tracepoints  # noqa: PLC0415 - a table of hundreds of rows

    for name, row in _PROGRAMS.items():
        yield name, f"The context of {row.lower()} programs."
    yield "SysExit", "The record of each tracepoint that a system call leaves by: its result."
    for path in tracepoints.names():
        category, _, name = path.partition("/")
        if category in CATEGORIES and not name.startswith("sys_exit"):
            camel = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
            yield camel, f"The record of tracepoint {path}."


def __getattr__(name: str) -> Any:
    """Make a context that is imported by name."""
    found = find(name) if name[:1].isupper() else None
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found


_PROGRAMS = {
    "Regs": "REGS",
    "XdpMd": "XDP",
    "SkBuff": "TC",
    "SocketBuff": "SOCKET_FILTER",
    "CgroupBuff": "CGROUP_SKB",
    "SockAddr": "SOCK_ADDR",
    "SockOps": "SOCK_OPS",
    "SockOpt": "SOCKOPT",
    "Sock": "SOCK",
    "SkMsg": "SK_MSG",
    "SkLookup": "SK_LOOKUP",
    "SkReuseport": "SK_REUSEPORT",
    "Sysctl": "SYSCTL",
    "Device": "DEVICE",
}
"""contexts that are no records of tracepoints: what they are in the table of them"""


def _of_programs(name: str) -> type[Context]:
    """Make the context of a kind of programs: its fields as they are accessed."""
    from beebox.spec import contexts  # noqa: PLC0415 - a table, for those who need it

    notes: dict[str, Type] = {}
    if name == "Regs" and os.uname().machine == "aarch64":  # struct user_pt_regs
        words = dict.fromkeys(("sp", "pc", "pstate"), types.U64)
        return _class(name, {"regs": ArrayType(types.U64, 31), **words})
    end = 0
    for row in sorted(getattr(contexts, _PROGRAMS[name]), key=lambda row: row.offset):
        if row.offset < end:
            continue  # another name of the same place
        if row.offset > end:
            notes[f"_pad{end}"] = ArrayType(types.U8, row.offset - end)
        notes[row.name] = _plain(row.size, row.unit)
        end = row.offset + row.size
    return _class(name, notes)


def _plain(size: int, unit: int) -> Type:
    """Return the type of a field that is *size* bytes long, in numbers of *unit* bytes."""
    whole = {1: types.U8, 2: types.U16, 4: types.U32, 8: types.U64}
    if size in whole:
        return whole[size]
    element = whole[unit if unit in whole and size % unit == 0 else 4 if size % 4 == 0 else 1]
    return ArrayType(element, size // element.size)


def _fields(name: str) -> tuple[Field, ...] | None:
    """Return the fields of the tracepoint *name*; all of sys_exit_* are alike."""
    from beebox.spec import tracepoints  # noqa: PLC0415 - a table of hundreds of rows

    if name == "sys_exit":
        name = "sys_exit_read"
    points = (tracepoints.known(category, name) for category in CATEGORIES)
    return next((point.own for point in points if point), None)


def _make(title: str, fields: tuple[Field, ...]) -> type[Context]:
    """Make the class: each field at its offset, what lies between as padding."""
    notes: dict[str, Type] = {}
    end = 0
    for field in fields:
        kind = _type(field)
        if field.offset > end:
            notes[f"_pad{end}"] = ArrayType(types.U8, field.offset - end)
        name = field.name.lstrip("_") or field.name
        notes[f"{name}_" if keyword.iskeyword(name) else name] = kind
        end = field.offset + kind.size
    return _class(title, notes)


def _class(name: str, notes: dict[str, Type]) -> type[Context]:
    namespace: dict[str, Any] = {"__annotations__": notes, "__module__": __name__}
    made: Any = type(Context).__call__(type(Context), name, (Context,), namespace)
    found: type[Context] = made
    return found


def _type(field: Field) -> Type:
    """Return the type of a field in the subset."""
    c = field.type.removeprefix("const ").strip()
    if c.endswith("]"):
        element = c.partition("[")[0].strip()
        kind = types.CHAR if element == "char" else _integer(field, 8 if "long" in element else 1)
        return ArrayType(kind, field.size // kind.size)
    if c.endswith("*"):
        return PtrType(types.CHAR if c.rstrip("* ") == "char" and c.count("*") == 1 else types.U8)
    if c == "bool":
        return types.BOOL
    narrow = _NARROW.get(c)
    if narrow is not None and narrow.size <= field.size:
        return narrow
    return _integer(field, field.size)


def _integer(field: Field, size: int) -> IntType:
    """Return the integer type of a field by its size and sign."""
    if size not in {1, 2, 4, 8}:
        raise CompileError(f"field {field.name} of a tracepoint has {field.size} bytes")
    kind: IntType = getattr(types, f"{'I' if field.signed else 'U'}{8 * size}")
    return kind
