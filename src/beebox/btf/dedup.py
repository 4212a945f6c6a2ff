"""Equal types kept once: what linking leaves of the types of several objects.

Two types are equal when they look alike and what they refer to is equal, pair by pair, however far
one follows; so structs that point at each other are. The results are those of libbpf's btf__dedup
(tools/lib/bpf/btf.c): a struct, union or enum that is only declared becomes the definition of that
name, if there is one and only one. Variables, and sections of them, are never the same.

Types begin with a colour each, what they are by themselves, and are told apart by the colours of
what they refer to until no more differ: partition refinement. A reference to a struct that has one
definition counts as its name, so that a declaration of it looks alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from beebox.btf.types import (
    Array,
    Composite,
    DataSec,
    DeclTag,
    Enum,
    Enum64,
    Func,
    FuncProto,
    Fwd,
    Reference,
    Type,
    Union,
    Var,
    Void,
    number_of,
)
from beebox.errors import BtfError

_Key = tuple[object, ...]


def dedup(types: Sequence[Type]) -> tuple[list[Type], list[int]]:
    """Return the types that stay, and for each id of *types* (1, 2, ... in order) its new one.

    Raises:
        BtfError: one refers to a type that is not there.
    """
    every = [Void(), *types]
    names = [_declared(made) for made in every]
    firsts = _represented(every, names)
    stays = [at for at, first in enumerate(firsts) if at == first]
    number = {at: new for new, at in enumerate(stays)}
    new = [number[first] for first in firsts]
    return [renumbered(every[at], new.__getitem__) for at in stays[1:]], new


def references(made: Type) -> Iterator[int]:
    """Yield the ids that a type refers to, in order."""
    match made:
        case Reference() | Func() | Var():
            yield made.type
        case Array():
            yield made.type
            yield made.index_type
        case Composite():
            yield from (member.type for member in made.members)
        case FuncProto():
            yield made.type
            yield from (param.type for param in made.params)
        case DataSec():
            yield from (entry.type for entry in made.vars)
        case DeclTag():
            yield made.type


def renumbered(made: Type, new: Callable[[int], int]) -> Type:
    """Return a type that refers to *new(id)* where *made* refers to *id*."""
    match made:
        case Array():
            return made._replace(type=new(made.type), index_type=new(made.index_type))
        case Composite():
            members = tuple(each._replace(type=new(each.type)) for each in made.members)
            return made._replace(members=members)
        case FuncProto():
            params = tuple(each._replace(type=new(each.type)) for each in made.params)
            return made._replace(type=new(made.type), params=params)
        case DataSec():
            return made._replace(vars=tuple(e._replace(type=new(e.type)) for e in made.vars))
        case Reference() | Func() | Var() | DeclTag():
            return made._replace(type=new(made.type))
    return made


def _declared(made: Type) -> _Key | None:
    """Return under which name a type may be declared before it is defined, None if it may not."""
    if not made.name:
        return None
    match made:
        case Composite():
            return isinstance(made, Union), made.name
        case Fwd():
            return made.union, made.name
        case Enum():
            return "enum", made.name
    return None


def _defined(made: Type) -> bool:
    return not isinstance(made, Fwd) and not (isinstance(made, Enum) and not made.values)


def _look(made: Type, at: int) -> _Key:
    """Return what a type is by itself, *at* its id."""
    kind = number_of(made)
    match made:
        case Var() | DataSec():
            return kind, at
        case Composite():
            shape = tuple((each.name, each.offset, each.bits) for each in made.members)
            return kind, made.name, made.size, shape
        case FuncProto():
            return kind, tuple(param.name for param in made.params)
        case Array():
            return kind, made.length
        case Reference():
            return kind, made.name, made.attribute
        case Func():
            return kind, made.name, made.linkage
        case DeclTag():
            return kind, made.name, made.component, made.attribute
        case Enum() if not made.values:  # how large, and of which sign, is not known yet
            return Enum, made.name
        case Enum64() | Enum():
            return kind, *made
    return kind, *made


def _represented(every: Sequence[Type], names: Sequence[_Key | None]) -> list[int]:
    """Return for each type the first one that is equal to it, a definition if there is one."""
    children = [tuple(references(made)) for made in every]
    for at, ids in enumerate(children):
        if max(ids, default=0) >= len(every):
            raise BtfError(f"type {at} refers to type {max(ids)}, which is not there")
    several: set[_Key] = set()
    while True:
        colours = _refined(every, names, children, several)
        defined: dict[_Key, dict[int, int]] = {}
        for at, made in enumerate(every):
            name = names[at]
            if name is not None and _defined(made):
                defined.setdefault(name, {}).setdefault(colours[at], at)
        more = {name for name, found in defined.items() if len(found) > 1} - several
        if not more:
            break
        several |= more
    first: dict[int, int] = {}
    found = []
    for at, made in enumerate(every):
        name = names[at]
        only = defined.get(name, {}) if name is not None else {}
        if not _defined(made) and len(only) == 1:
            found.append(next(iter(only.values())))
        else:
            found.append(first.setdefault(colours[at], at))
    return found


def _refined(
    every: Sequence[Type],
    names: Sequence[_Key | None],
    children: Sequence[tuple[int, ...]],
    several: set[_Key],
) -> list[int]:
    """Return colours: types of one colour are equal.

    What has *several* definitions is told apart by them, all else by its name.
    """
    numbers: dict[_Key, int] = {}
    colours = [numbers.setdefault(_look(made, at), len(numbers)) for at, made in enumerate(every)]
    named = {name: -number for number, name in enumerate(sorted(filter(None, names), key=str), 1)}
    fixed = {
        at: named[name] for at, name in enumerate(names) if name is not None and name not in several
    }
    while True:
        count = len(numbers)
        numbers = {}
        seen = [fixed.get(at, colour) for at, colour in enumerate(colours)]
        colours = [
            numbers.setdefault((colour, *(seen[child] for child in children[at])), len(numbers))
            for at, colour in enumerate(colours)
        ]
        if len(numbers) == count:
            return colours
