"""Types for kernels that are older than some kinds of types: what stands in their place.

The replacements are those of libbpf (tools/lib/bpf/libbpf.c, bpf_object__sanitize_btf), which keep
every id and every size: a floating-point number becomes an empty struct of its size, a function a
typedef, a section of variables a struct. `PROBES` are types by which a kernel shows what it knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import Enum as PyEnum

from beebox.btf.types import (
    Btf,
    Const,
    DataSec,
    DeclTag,
    Enum,
    Enum64,
    Enumerator,
    Float,
    Func,
    FuncProto,
    Int,
    Member,
    Param,
    SecVar,
    Struct,
    Type,
    Typedef,
    TypeTag,
    Union,
    Var,
)
from beebox.btf.write import write


class Lack(PyEnum):
    """What a kernel may not know yet, and since which one it is known."""

    FUNC = "5.0"
    DATASEC = "5.2"
    FUNC_GLOBAL = "5.6"
    FLOAT = "5.13"
    DECL_TAG = "5.16"
    TYPE_TAG = "5.17"
    ENUM64 = "6.0"
    QUESTION_MARK = "6.10"
    """in names of sections"""


_INT = Int("int", 4, signed=True, bits=32)
_BYTE = Int("", 1, bits=8)
_PROTO = FuncProto(0, (Param("a", 1),))
_SECTION = (SecVar(2, 0, 4),)
_PLACEHOLDER = Int("enum64_placeholder", 1, bits=8)
PROBES: dict[Lack, bytes] = {
    Lack.FUNC: write([_INT, _PROTO, Func("x", 2, 0)]),
    Lack.DATASEC: write([_INT, Var("x", 1, 0), DataSec("y", 4, _SECTION)]),
    Lack.FUNC_GLOBAL: write([_INT, _PROTO, Func("x", 2, 1)]),
    Lack.FLOAT: write([Float("float", 4)]),
    Lack.DECL_TAG: write([_INT, Var("x", 1, 0), DeclTag("y", 2, -1)]),
    Lack.TYPE_TAG: write([_INT, TypeTag("y", 1)]),
    Lack.ENUM64: write([Enum64("", 8, signed=True, values=())]),
    Lack.QUESTION_MARK: write([_INT, Var("x", 1, 0), DataSec("?.data", 4, _SECTION)]),
}
"""the least types that need each"""


def needed(btf: Btf) -> set[Lack]:
    """Return what a kernel has to know for these types."""
    return {lack for _, made in _every(btf) for lack in _needs(made)}


def _every(btf: Btf) -> Iterator[tuple[int, Type]]:
    return ((each, btf.type(each)) for each in btf.ids())


def _needs(made: Type) -> tuple[Lack, ...]:
    match made:
        case FuncProto():
            return (Lack.FUNC,)
        case Func():
            return (Lack.FUNC, Lack.FUNC_GLOBAL) if made.linkage else (Lack.FUNC,)
        case DataSec():
            return (Lack.DATASEC, Lack.QUESTION_MARK) if "?" in made.name else (Lack.DATASEC,)
        case Var():
            return (Lack.DATASEC,)
        case Float():
            return (Lack.FLOAT,)
        case DeclTag():
            return (Lack.DECL_TAG,)
        case TypeTag():
            return (Lack.TYPE_TAG,)
        case Enum() if isinstance(made, Enum64) or made.signed:
            return (Lack.ENUM64,)
    return ()


def reduced(btf: Btf, lacking: AbstractSet[Lack]) -> bytes:
    """Return a blob of *btf*'s types for a kernel that does not know what is *lacking*.

    Ids and offsets of strings stay what they are.
    """
    placeholder = len(btf)
    types = [
        _replaced(made, btf, lacking, placeholder) if lacking & {*_needs(made)} else made
        for _, made in _every(btf)
    ]
    if Lack.ENUM64 in lacking:
        types.append(_PLACEHOLDER)
    return write(types, btf.strings)


def _replaced(made: Type, btf: Btf, lacking: AbstractSet[Lack], placeholder: int) -> Type:
    match made:
        case Var() | DeclTag():
            return _BYTE._replace(name=made.name)
        case DataSec() if Lack.DATASEC in lacking:
            members = (Member(btf.type(v.type).name, v.type, 8 * v.offset) for v in made.vars)
            name = made.name.replace(".", "_").replace("?", "_")
            return Struct(name, made.size, tuple(members))
        case DataSec():
            return made._replace(name=made.name.replace("?", "_"))
        case FuncProto():
            values = (Enumerator(param.name, param.type) for param in made.params)
            return Enum("", 4, signed=False, values=tuple(values))
        case Func():
            return (
                Typedef(made.name, made.type) if Lack.FUNC in lacking else made._replace(linkage=0)
            )
        case Float():
            return Struct("", made.size, ())
        case TypeTag():
            return Const("", made.type)
        case Enum64():
            values_ = (Member(value.name, placeholder, 0) for value in made.values)
            return Union(made.name, made.size, tuple(values_))
        case Enum():
            return made._replace(signed=False)
    return made
