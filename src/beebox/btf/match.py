"""When a type of a program and a type of the kernel count as the same thing (CO-RE).

Three strengths, as in Linux's tools/lib/bpf/relo_core.c: fields that may stand for each other,
types that are compatible, types that match member by member. Names are compared without their
flavour: ``task_struct___old`` is a ``task_struct``.
"""

from __future__ import annotations

from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    FuncProto,
    Fwd,
    Int,
    Ptr,
    Struct,
    Type,
    Union,
    Void,
    kind_of,
)
from beebox.errors import BtfError


def essential(name: str) -> str:
    """Return *name* without its flavour, the last ``___`` and what follows."""
    head, flavour, tail = name.rpartition("___")
    return head if flavour and head and tail else name


def same_kind(one: Type, other: Type) -> bool:
    """Tell whether two types are of one kind; enum and enum64 count as one."""
    if isinstance(one, Enum):
        return isinstance(other, Enum)
    return kind_of(one) == kind_of(other)


def _same_name(one: Type, other: Type) -> bool:
    """Tell whether essential names are equal; no name goes with any."""
    return not one.name or not other.name or essential(one.name) == essential(other.name)


class Matcher:
    """Compares types of a program (*local*) with those of a kernel (*target*)."""

    def __init__(self, local: Btf, target: Btf) -> None:
        self.local = local
        self.target = target
        self._known: dict[tuple[int, int, bool | None], bool] = {}

    def pair(self, local: int, target: int) -> tuple[Type, Type]:
        """Return both types without typedefs and qualifiers."""
        one = self.local.type(self.local.resolve(local))
        return one, self.target.type(self.target.resolve(target))

    def fields(self, local: int, target: int) -> bool:
        """Tell whether a field of type *local* may be read where the kernel has *target*."""
        for _ in range(DEPTH):
            one, other = self.pair(local, target)
            if isinstance(one, Composite) and isinstance(other, Composite):
                return True
            if not same_kind(one, other):
                return False
            if isinstance(one, Array) and isinstance(other, Array):
                local, target = one.type, other.type
                continue
            if isinstance(one, Int) and isinstance(other, Int):
                return not one.offset and not other.offset
            if isinstance(one, (Enum, Fwd)):
                return _same_name(one, other)
            return isinstance(one, (Ptr, Float))
        raise BtfError(f"type {local}: arrays of arrays never end")

    def compatible(self, local: int, target: int, depth: int = DEPTH) -> bool:
        """Tell whether two types of one name are the same for ``bpf_core_type_exists``."""
        key = (local, target, None)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = self._compatible(local, target, depth)
        return self._known[key]

    def _compatible(self, local: int, target: int, depth: int) -> bool:
        if not depth:
            raise BtfError(f"type {local}: its types never end")
        one, other = self.pair(local, target)
        if not same_kind(one, other):
            return False
        if isinstance(one, Int) and isinstance(other, Int):
            return not one.offset and not other.offset
        if isinstance(one, (Ptr, Array)) and isinstance(other, (Ptr, Array)):
            return self.compatible(one.type, other.type, depth - 1)
        if isinstance(one, FuncProto) and isinstance(other, FuncProto):
            pairs = zip(one.params, other.params, strict=False)
            return (
                len(one.params) == len(other.params)
                and all(self.compatible(a.type, b.type, depth - 1) for a, b in pairs)
                and self.compatible(one.type, other.type, depth - 1)
            )
        return isinstance(one, (Void, Composite, Enum, Fwd))

    def matches(
        self, local: int, target: int, depth: int = DEPTH // 2, *, behind: bool = False
    ) -> bool:
        """Tell whether all that *local* declares is in *target* alike (``bpf_core_type_matches``).

        *behind* a pointer, structs are compared by name only.
        """
        key = (local, target, behind)
        if key not in self._known:
            self._known[key] = False
            self._known[key] = self._matches(local, target, depth, behind=behind)
        return self._known[key]

    def _matches(self, local: int, target: int, depth: int, *, behind: bool) -> bool:
        if not depth:
            raise BtfError(f"type {local}: its types never end")
        one, other = self.pair(local, target)
        if not _same_name(one, other):
            return False
        if isinstance(one, Fwd) or (behind and isinstance(one, Composite)):
            return _declared_alike(one, other, behind=behind)
        if not same_kind(one, other):
            return False
        match one, other:
            case Enum(), Enum():
                names = {essential(value.name) for value in other.values}
                return all(essential(value.name) in names for value in one.values)
            case Composite(), Composite():
                return self._members_match(one, other, depth)
            case Int(), Int():
                return one.size == other.size and one.signed == other.signed
            case Ptr(), Ptr():
                return self.matches(one.type, other.type, depth - 1, behind=True)
            case Array(), Array():
                alike = one.length == other.length
                return alike and self.matches(one.type, other.type, depth - 1, behind=behind)
            case FuncProto(), FuncProto():
                return self._functions_match(one, other, depth)
        return isinstance(one, Void)

    def _members_match(self, one: Composite, other: Composite, depth: int) -> bool:
        return len(one.members) <= len(other.members) and all(
            any(
                essential(mine.name) == essential(theirs.name)
                and self.matches(mine.type, theirs.type, depth - 1)
                for theirs in other.members
            )
            for mine in one.members
        )

    def _functions_match(self, one: FuncProto, other: FuncProto, depth: int) -> bool:
        pairs = zip(one.params, other.params, strict=False)
        return (
            len(one.params) == len(other.params)
            and all(self.matches(a.type, b.type, depth - 1) for a, b in pairs)
            and self.matches(one.type, other.type, depth - 1)
        )


def _declared_alike(one: Type, other: Type, *, behind: bool) -> bool:
    """Compare two structs or unions of which perhaps only a declaration is known."""

    def union(made: Type) -> bool | None:
        if isinstance(made, Fwd):
            return made.union
        return isinstance(made, Union) if isinstance(made, (Struct, Union)) else None

    alike = union(one) is not None and union(one) == union(other)
    return alike and (behind or kind_of(one) == kind_of(other))
