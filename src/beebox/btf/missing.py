"""Why a kernel's types have no answer to a CO-RE record, in words for who has to change it."""

from __future__ import annotations

from collections.abc import Iterator

from beebox.btf.core import Kind, Path, Resolver, Step, parse
from beebox.btf.match import essential
from beebox.btf.types import DEPTH, Btf, Composite, Enum, Fwd, kind_of


def why(resolver: Resolver, type_id: int, access: str, kind: int) -> str:
    """Return what the kernel lacks of what a record asks for.

    The whole type, an enumerator, or the first field on the way that is not there, or is something
    else there. Where only modules have the type, the first of them is spoken of.
    """
    path = parse(resolver.local, type_id, access, Kind(kind))
    made = resolver.local.type(path.root)
    having = resolver.having(path.root)
    if not having:
        return f"the kernel has no {kind_of(made)} {essential(made.name)}"
    return _lacking(having[0], path)


def _lacking(resolver: Resolver, path: Path) -> str:
    """Return what the types of *resolver*, which have the root of *path*, lack of it."""
    made = resolver.local.type(path.root)
    candidates, where = resolver.candidates(path.root), resolver.where
    if isinstance(made, Enum):
        return f"{where} has no such value"
    for end in range(2, len(path.steps) + 1):
        part = path._replace(steps=path.steps[:end])
        if any(resolver.match(part, each, Kind.FIELD_EXISTS) for each in candidates):
            continue
        step = part.steps[-1]
        whole = resolver.local.type(step.type)
        if not step.name:
            return f"{where}'s array has no element {step.number}"
        before = part._replace(steps=part.steps[:-1])
        for candidate in candidates:
            found = resolver.match(before, candidate, Kind.FIELD_EXISTS)
            at = _reached(resolver.target, found.steps[-1]) if found is not None else 0
            for other in _members(resolver.target, at, step.name, DEPTH):
                mine = _reached(resolver.local, step)
                here, there = _said(resolver.local, mine), _said(resolver.target, other)
                return f"it is {here} here and {there} in {where}"
        inside = f" in {kind_of(whole)} {essential(whole.name)}" if end > 2 and whole.name else ""
        return f"{where} has no such field{inside}"
    return f"{where} has no such field"


def _reached(btf: Btf, step: Step) -> int:
    """Return the type that a path has reached with *step*."""
    made = btf.type(step.type)
    if step.name and isinstance(made, Composite):
        return made.members[step.number].type
    return step.type


def _members(btf: Btf, type_id: int, name: str, depth: int) -> Iterator[int]:
    """Yield the types of the members of that name, also of those in members without one."""
    made = btf.type(btf.resolve(type_id))
    for member in made.members if isinstance(made, Composite) and depth else ():
        if member.name == name:
            yield member.type
        elif not member.name:
            yield from _members(btf, member.type, name, depth - 1)


def _said(btf: Btf, type_id: int) -> str:
    """Return a type in words: a pointer, an int, struct list_head."""
    made = btf.type(btf.resolve(type_id))
    if isinstance(made, Composite | Enum) and made.name:
        return f"{kind_of(made)} {made.name}"
    if isinstance(made, Fwd):
        return f"{'union' if made.union else 'struct'} {made.name}"
    word = {"ptr": "pointer", "int": "number", "float": "floating-point number"}.get(
        kind_of(made), kind_of(made)
    )
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
