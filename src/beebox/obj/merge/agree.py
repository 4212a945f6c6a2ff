"""Whether two objects mean the same by one global name: their types are held against each other.

After tools/lib/bpf/linker.c, glob_syms_match: what is behind a pointer need only be called the
same, sizes of arrays and names of parameters do not matter, and a map is compared by what it
declares.
"""

from __future__ import annotations

from typing import NamedTuple

from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    Func,
    FuncProto,
    Fwd,
    Int,
    Ptr,
    Type,
    Union,
    Var,
    kind_of,
)
from beebox.errors import BtfError
from beebox.obj.maps import declaration
from beebox.obj.spec import MapSpec

_NAMED = Composite | Enum | Fwd | Func | Var
_NUMBERS = Int | Float | Enum
_SAID = ("type", "key_size", "value_size", "max_entries", "flags", "numa_node", "pinning", "extra")


class Side(NamedTuple):
    """One of the two: the object's name, its types, and which of them is meant."""

    name: str
    btf: Btf
    type_id: int


def check(name: str, one: Side, two: Side, *, is_map: bool) -> None:
    """Refuse two objects that mean different things by *name*.

    Raises:
        BtfError: it says what differs, and where.
    """
    comparison = _Comparison(name, one, two)
    if is_map:
        comparison.maps(_declared(name, one), _declared(name, two))
    else:
        comparison.types(one.type_id, two.type_id, exact=True)


class _Comparison:
    """Two objects, and the name that both have."""

    def __init__(self, name: str, one: Side, two: Side) -> None:
        self.name = name
        self.one, self.two = one.btf, two.btf
        self._where = f"in {one.name} and in {two.name}"
        self._depth = 0

    def differ(self, what: str) -> BtfError:
        """Return an error that says what is not the same."""
        return BtfError(f"{self.name} is not the same {self._where}: {what}")

    def types(self, one: int, two: int, *, exact: bool) -> None:
        """Compare two types; if not *exact*, structs by their names only."""
        left = self.one.type(self.one.resolve(one))
        right = self.two.type(self.two.resolve(two))
        if not exact and isinstance(left, Fwd) != isinstance(right, Fwd):
            if left.name != right.name or _is_union(left) != _is_union(right):
                raise self.differ(f"{_said(left)}, {_said(right)}")
            return
        if kind_of(left) != kind_of(right) or (
            isinstance(left, _NAMED) and left.name != right.name
        ):
            raise self.differ(f"{_said(left)}, {_said(right)}")
        self._depth += 1
        if self._depth > DEPTH:
            raise self.differ("types that never end")
        self._alike(left, right, exact=exact)
        self._depth -= 1

    def _alike(self, left: Type, right: Type, *, exact: bool) -> None:
        """Compare two types of one kind and name."""
        if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
            if left.size != right.size:
                raise self.differ(f"{_said(left)} of {left.size} bytes, and of {right.size}")
        elif isinstance(left, Func | Var) and isinstance(right, Func | Var):
            if (left.linkage == 0) != (right.linkage == 0):
                raise self.differ(f"{left.name} is static, and is not")
            self.types(left.type, right.type, exact=exact)
        elif isinstance(left, Composite) and isinstance(right, Composite):
            if exact:
                self._members(left, right)
        elif isinstance(left, FuncProto) and isinstance(right, FuncProto):
            self._protos(left, right, exact=exact)
        elif isinstance(left, Array | Ptr) and isinstance(right, Array | Ptr):
            self.types(left.type, right.type, exact=exact and isinstance(left, Array))

    def _members(self, left: Composite, right: Composite) -> None:
        if len(left.members) != len(right.members):
            counts = f"{len(left.members)} members, and {len(right.members)}"
            raise self.differ(f"{_said(left)} has {counts}")
        for mine, other in zip(left.members, right.members, strict=True):
            if mine.name != other.name:
                raise self.differ(f"{_said(left)} has {mine.name}, and {other.name}")
            if (mine.offset, mine.bits) != (other.offset, other.bits):
                raise self.differ(f"{_said(left)} has {mine.name} elsewhere")
            self.types(mine.type, other.type, exact=True)

    def _protos(self, left: FuncProto, right: FuncProto, *, exact: bool) -> None:
        if len(left.params) != len(right.params):
            raise self.differ(f"{len(left.params)} parameters, and {len(right.params)}")
        for mine, other in zip(left.params, right.params, strict=True):
            self.types(mine.type, other.type, exact=exact)
        self.types(left.type, right.type, exact=exact)

    def maps(self, left: MapSpec, right: MapSpec) -> None:
        """Compare what two maps declare."""
        for each in _SAID:
            mine, other = getattr(left, each), getattr(right, each)
            if mine != other:
                raise self.differ(f"its {each} is {mine}, and {other}")
        for each in ("key", "value"):
            mine, other = (getattr(side, f"{each}_type_id") for side in (left, right))
            if bool(mine) != bool(other):
                raise self.differ(f"the type of its {each} is declared, and is not")
            if mine:
                self.types(mine, other, exact=True)
        if (left.inner is None) != (right.inner is None):
            raise self.differ("it holds maps, and does not")
        if left.inner is not None and right.inner is not None:
            self.name += ".inner"
            self.maps(left.inner, right.inner)


def _is_union(made: Type) -> bool:
    return made.union if isinstance(made, Fwd) else isinstance(made, Union)


def _said(made: Type) -> str:
    """Return a type as a person would call it."""
    kind = kind_of(made)
    if isinstance(made, Fwd):
        kind = "union" if made.union else "struct"
    return f"{kind} {made.name}" if made.name else f"a {kind}"


def _declared(name: str, side: Side) -> MapSpec:
    made = side.btf.type(side.type_id)
    if not isinstance(made, Var):
        raise BtfError(f"{side.name}: {name} in .maps is not a variable")
    return declaration(side.btf, name, made.type)
