"""Structs of the kernel as a program declares them: fields that Linux 6.18 has not, or has no more.

::

    @bpf.kernel_struct
    class task_struct___old:            # what follows ___ tells it from others of that name
        state: i64
"""

from __future__ import annotations

import ast
import difflib
from itertools import count
from typing import TYPE_CHECKING, Any

from beebox.lang.kernel_types import KernelArray, KernelStruct
from beebox.pylang.bpf import BpfTarget
from beebox.pylang.debug import ArrayOf, Partial, shape_of
from beebox.pylang.struct import Struct, StructMeta, StructType
from beebox.pylang.types import ArrayType, Type

if TYPE_CHECKING:
    from beebox.pylang.check import Checker

_ids = count(-1, -1)


class DeclaredStruct(KernelStruct):
    """A struct of the kernel whose fields a program declares."""

    __slots__ = ("flavour", "layout")

    def __init__(self, name: str, layout: StructType, type_id: int, *, known: bool = False) -> None:
        tag, _, flavour = name.partition("___")
        super().__init__(tag, type_id, known=known)
        self.flavour = flavour or "own"
        self.layout = layout

    @property
    def known(self) -> KernelStruct:
        """The same, where the kernel vouches for the address."""
        return DeclaredStruct(f"{self.tag}___{self.flavour}", self.layout, self.id, known=True)

    def find(self, check: Checker, node: ast.Attribute) -> tuple[Type, object, int]:
        """Return what a field is, also in the debug information, and the bit where it begins."""
        field = self.layout.fields.get(node.attr)
        if field is None:
            near = difflib.get_close_matches(node.attr, list(self.layout.fields), 1)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(self.layout.fields)}"
            check.fail(node, f"struct {self.tag} is declared without a field {node.attr!r}", hint)
        kind, at = field.type, 8 * field.offset
        if isinstance(kind, StructType):
            check.fail(node, f"{node.attr} is no struct of the kernel", "@bpf.kernel_struct, too")
        if isinstance(kind, ArrayType):
            shape = ArrayOf(kind.element, kind.length)
            return KernelArray(kind.element, kind.length, shape), shape, at
        shift = getattr(kind, "shift", None)
        return kind, kind if shift is not None else shape_of(kind), at + (shift or 0)

    def record(self, check: Checker) -> Partial:
        """Return the debug information, which has the fields that were named so far."""
        target = check.session.target
        assert isinstance(target, BpfTarget)
        union, size = self.layout.union, self.layout.size
        found = target.partial(self.id, self.tag, size, union=union)
        found.flavour = self.flavour
        return found


def kernel_struct(declared: Any) -> Any:
    """Declare a struct of the kernel: its fields are found by name where the program loads."""
    body = {
        "__annotations__": dict(declared.__annotations__),
        "__module__": declared.__module__,
        "__union__": getattr(declared, "__union__", False),
    }
    made = StructMeta(declared.__name__, (Struct,), body)
    return DeclaredStruct(declared.__name__, made.__layout__, next(_ids))
