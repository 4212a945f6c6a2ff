"""Maps in maps: what a lookup gives is a map, or None, and is used by the name that it gets.

::

    inner = outer.lookup(cpu)
    if inner is not None:
        inner[pid] += 1
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import operands
from beebox.lang.mapops import MapUse
from beebox.lang.maps import ArrayOfMaps, Map
from beebox.pylang.check import Checker
from beebox.pylang.target import Foreign, ForeignType
from beebox.pylang.tree import Convert, Do, Expr, GlobalAddress, Literal, Mark, Sequenced, Stmt
from beebox.pylang.types import U64, PtrType, Type

if TYPE_CHECKING:
    from beebox.lang.target import Programs


class _Found(Type):
    """What a map of maps gives addresses of: its own maps, no others."""

    __slots__ = ("outer",)

    def __init__(self, outer: ArrayOfMaps, name: str) -> None:
        super().__init__(f"map of {name}", 0, 1)
        self.outer = outer

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Found) and self.outer is other.outer

    def __hash__(self) -> int:
        return hash((_Found, id(self.outer)))


class InnerMap(ForeignType, PtrType):
    """The type of a map that was found in another, or None."""

    __slots__ = ("outer", "programs")

    def __init__(self, outer: ArrayOfMaps, programs: Programs) -> None:
        PtrType.__init__(self, _Found(outer, programs.name(outer)))
        self.name = self.target.name
        self.outer = outer
        self.programs = programs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, InnerMap) and self.outer is other.outer

    def __hash__(self) -> int:
        return hash((InnerMap, id(self.outer)))

    def used(self, check: Checker, node: ast.Name) -> Foreign:
        """Return the map that the variable *node* holds."""
        return InnerUse(self, check.expr(node))


class InnerUse(MapUse):
    """A map that a variable holds."""

    def __init__(self, kind: InnerMap, value: Expr) -> None:
        self.map: Map = kind.outer.inner
        self.outer = kind.outer
        self.programs = kind.programs
        self.read = value
        self.description = f"the {type(self.map).__name__} in {kind.programs.name(kind.outer)}"

    def address(self, mark: Mark) -> Expr:
        """Return the map that was found."""
        return Convert(operands.ANY, mark, self.read)

    def lose(self, mark: Mark) -> Stmt:
        """Return the statement that counts one loss: for the map around."""
        counter = GlobalAddress(PtrType(U64), mark, self.programs.lost(self.outer))
        return Do(mark, operands.atomic_add(mark, counter, Literal(U64, mark, 1), U64))


_USER = "live.maps[...].update(key, fd)"


class OuterUse(MapUse):
    """A map of maps that a program names."""

    map: ArrayOfMaps

    def subscript(self, check: Checker, node: ast.Subscript) -> Expr:
        """Refuse ``m[k]``: there may be no map."""
        hint = f"inner = {ast.unparse(node.value)}.lookup(...) and test it: if inner is not None:"
        return check.fail(node, "the key may not be in the map", hint)

    def set_subscript(self, check: Checker, node: ast.Subscript, value: ast.expr) -> Stmt:
        """Refuse ``m[k] = v``."""
        del value
        return check.fail(node, f"maps are put into {self.description} by the user side", _USER)

    def augment(self, check: Checker, node: ast.AugAssign) -> Stmt:
        """Refuse ``m[k] += v``."""
        return check.fail(node, f"maps are put into {self.description} by the user side", _USER)

    def delete(self, check: Checker, node: ast.Subscript) -> Stmt:
        """Refuse ``del m[k]``."""
        return check.fail(node, f"maps are put into {self.description} by the user side", _USER)

    def lookup(self, check: Checker, node: ast.AST, key: ast.expr) -> Expr:
        """Return ``lookup(key)``: the map, or None."""
        mark = check.mark(node)
        before, address = self.key(check, key)
        kind = InnerMap(self.map, self.programs)
        found = operands.call(mark, Func.map_lookup_elem, (self.address(mark), address), kind)
        return Sequenced(kind, mark, tuple(before), found) if before else found
