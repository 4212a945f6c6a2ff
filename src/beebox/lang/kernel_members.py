"""What the kernel's own types hold: fields, enumerators, and what each is in programs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import Any, cast

from beebox.btf.types import Btf, Composite, Enum, Member
from beebox.pylang import types
from beebox.pylang.debug import Shape, shape_of
from beebox.pylang.types import BOOL, CHAR, IntType, Type
from beebox.spec import vmlinux

_ENUM = "_kernel_"
"""the attribute of enums that says which type of the kernel it is"""


def members(btf: Btf, type_id: int, base: int = 0) -> Iterator[tuple[Member, int]]:
    """Yield the named fields of a struct with their offsets in bits, through anonymous ones."""
    kind = cast("Composite", btf.type(btf.resolve(type_id)))
    for member in kind.members:
        if member.name:
            yield member, base + member.offset
        elif btf.kind(btf.resolve(member.type)) in {"struct", "union"}:
            yield from members(btf, member.type, base + member.offset)


def integer(size: int, *, signed: bool, name: str = "") -> tuple[Type, Shape | None] | None:
    """Return a number of the kernel as a type of the subset, and in the debug information."""
    if name in {"_Bool", "bool"}:
        return BOOL, shape_of(BOOL)
    if name == "char":
        return CHAR, shape_of(CHAR)
    if size not in {1, 2, 4, 8}:
        return None
    kind: IntType = getattr(types, f"{'I' if signed else 'U'}{8 * size}")
    return kind, shape_of(kind)


@cache
def enum(type_id: int) -> type[IntEnum]:
    """Return an enum of the kernel as Python has them."""
    made = cast("Enum", vmlinux.own().type(type_id))
    pairs = [(each.name, each.value) for each in made.values]
    name = made.name or "anonymous"
    found: Any = IntEnum(name, pairs, module="beebox.vmlinux")  # type: ignore[misc]  # as it has it
    setattr(found, _ENUM, type_id)
    number = integer(made.size, signed=made.signed)
    if number is not None:
        setattr(found, "__layout__", number[0])  # noqa: B010 - an enum's class knows no such name
    return cast("type[IntEnum]", found)


@cache
def _owners() -> dict[str, int]:
    """Return of each enumerator the enum that it is of."""
    btf = vmlinux.own()
    return {
        each.name: found
        for found in btf.ids()
        if btf.kind(found) in {"enum", "enum64"}
        for each in cast("Enum", btf.type(found)).values
    }


def enumerator(name: str) -> IntEnum | None:
    """Return the value of an enumerator by its name."""
    owner = _owners().get(name)
    return None if owner is None else enum(owner)[name]


def enum_of(thing: object) -> Enum | None:
    """Return the kernel's enum that a value is of, None if it is of none."""
    type_id = getattr(type(thing), _ENUM, None)
    return None if type_id is None else cast("Enum", vmlinux.own().type(type_id))
