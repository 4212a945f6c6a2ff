"""The kernel's own structs in programs: ``from beebox.vmlinux import task_struct``.

What is read through ``ptr[task_struct]`` is found where the kernel that loads the program has it
(CO-RE): LLVM writes a relocation for each access. A read is a bpf_probe_read_kernel, as with
BPF_CORE_READ of C programs, so any pointer will do; what cannot be read is 0. A pointer that the
kernel itself vouches for (an argument of tp_btf, fentry, lsm; the current task) is *known*: it is
loaded from, and what is loaded from there is known, too; a null reads as 0 all the same.
"""

from __future__ import annotations

import ast
import difflib
from enum import IntEnum
from functools import cache
from typing import cast

from beebox.btf.types import Array, Btf, Composite, Int, Member, Ptr
from beebox.btf.types import Enum as BtfEnum
from beebox.lang import kernel_reads
from beebox.lang.kernel_members import enum, enumerator, integer, members
from beebox.lang.kernel_paths import At, Field, longer, of_type, split
from beebox.pylang.bpf import BpfTarget
from beebox.pylang.check import Checker
from beebox.pylang.convert import default
from beebox.pylang.debug import ArrayOf, Enumeration, Partial, PointerTo, Shape
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import Binary, Convert, Element, Expr, Literal
from beebox.pylang.types import CHAR, U64, VOID, ArrayType, BitsType, IntType, PtrType, Type
from beebox.spec import vmlinux

Shown = Shape | Partial | None
"""what a type is in the debug information"""


class KernelStruct(ForeignType):
    """A struct or union of the kernel: its fields as the kernel at hand has them."""

    __slots__ = ("id", "is_known", "tag")

    def __init__(self, tag: str, type_id: int, *, known: bool = False) -> None:
        super().__init__(f"known {tag}" if known else tag, 0, 1)
        self.tag = tag
        self.id = type_id
        self.is_known = known

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, KernelStruct)
            and self.id == other.id
            and self.is_known == other.is_known
        )

    def __hash__(self) -> int:
        return hash((KernelStruct, self.id, self.is_known))

    @property
    def struct(self) -> str:
        """Its name in the debug information."""
        return self.tag

    @property
    def known(self) -> KernelStruct:
        """The same, where the kernel vouches for the address."""
        return KernelStruct(self.tag, self.id, known=True)

    def serves(self, want: Type) -> bool:
        """Say whether a pointer to this may stand for one to *want*: the known for any."""
        return isinstance(want, KernelStruct) and self.id == want.id and not want.is_known

    def attribute(self, check: Checker, value: Expr, node: ast.Attribute) -> Expr:
        """Lower ``task.field``: read it; of a struct in it or an array the address."""
        kind, path = self.reach(check, value, node)
        mark = check.mark(node)
        if lies_there(kind):
            return Convert(kind, mark, path)
        if isinstance(kind, BitsType):
            return kernel_reads.bits(check, mark, kind, path)
        return kernel_reads.number(check, mark, kind, path, known=self.is_known)

    def reach(self, check: Checker, value: Expr, node: ast.Attribute) -> tuple[Type, Expr]:
        """Return the type of a field and the path to it."""
        if isinstance(value.type, KernelArray):
            check.fail(node, f"an array has no field {node.attr!r}", "index it first: x[0].field")
        if not self.tag and not split(value)[1]:
            hint = "ask for its fields where it lies, in one chain: sk.skc_net.net"
            check.fail(node, "a struct without a name has no place of its own", hint)
        kind, shown, offset = self.find(check, node)
        record = self.record(check)
        record.name_member(node.attr, shown, offset)
        step = Field(record, node.attr)
        return kind, longer(value, step, _first(kind))

    def find(self, check: Checker, node: ast.Attribute) -> tuple[Type, object, int]:
        """Return what a field is, also in the debug information, and the bit where it begins."""
        found = self._member(check, node)
        kind, shape = _type(vmlinux.own(), found[0].type, known=self.is_known) or (VOID, None)
        if found[0].bits:
            kind = _bits(check, node, kind, *found)
        if kind is VOID:
            check.fail(node, f"{node.attr} of struct {self.tag} is of no type that is read here")
        shown = kind if isinstance(kind, BitsType) else _shown(check, kind, shape)
        return kind, shown, found[1]

    def record(self, check: Checker) -> Partial:
        """Return the debug information, which has the fields that were named so far."""
        target, btf = check.session.target, vmlinux.own()
        assert isinstance(target, BpfTarget)
        union = btf.kind(self.id) == "union"
        return target.partial(self.id, self.tag, btf.size(self.id), union=union)

    def _member(self, check: Checker, node: ast.Attribute) -> tuple[Member, int]:
        names = []
        for found, offset in members(vmlinux.own(), self.id):
            if found.name == node.attr:
                return found, offset
            names.append(found.name)
        near = difflib.get_close_matches(node.attr, names, 1)
        hint = f"did you mean {near[0]}?" if near else ""
        return check.fail(node, f"struct {self.tag} of the kernel has no field {node.attr!r}", hint)


class KernelArray(ForeignType, PtrType):
    """An array in the kernel, or what a pointer there points to: its elements are read one by one.

    It is the address of its first element; *length* is 0 where it is not known.
    """

    __slots__ = ("length", "shape")

    def __init__(self, element: Type, length: int = 0, shape: ArrayOf | None = None) -> None:
        PtrType.__init__(self, element)
        self.length = length
        self.shape = shape

    def held(self, check: Checker, value: Expr) -> Expr | None:
        """Return an array of char as read: one whose bytes are 0 if it cannot be read."""
        if self.target is not CHAR or not self.length:
            return None
        return kernel_reads.text(check, value.mark, ArrayType(CHAR, self.length), value)

    def subscript(self, check: Checker, value: Expr, node: ast.Subscript) -> Expr:
        """Lower ``mask.bits[i]``."""
        index = default(check.expr(node.slice))
        if not isinstance(index.type, IntType):
            check.fail(node.slice, f"an index must be an integer, not a {index.type}", "")
        fixed = index.value if isinstance(index, Literal) else None
        if fixed is not None and (fixed < 0 or (self.length and fixed >= self.length)):
            check.fail(node.slice, f"index {fixed} is outside of {self.length} elements", "")
        kind, mark = self.target, check.mark(node)
        chained = fixed is not None and self.shape is not None and bool(split(value)[1])
        if chained and fixed is not None and self.shape is not None:
            shown = ArrayOf(_element_shown(check, kind, self.shape.element), self.shape.length)
            place: Expr = longer(value, At(shown, fixed), kind)
        else:
            place = self._moved(check, value, index)
        if lies_there(kind):
            return Convert(kind, mark, place)
        known = chained and _is_known(kind, value)
        return kernel_reads.number(check, mark, kind, place, known=known)

    def _moved(self, check: Checker, value: Expr, index: Expr) -> Expr:
        """Return the address of an element whose number is not known before."""
        kind, mark = self.target, index.mark
        base = Convert(PtrType(kind), value.mark, value)
        if isinstance(kind, KernelStruct):
            size = of_type(kind.record(check), size=True, mark=mark)
            offset = Binary(U64, mark, "*", Convert(U64, mark, index), size)
            return Element(PtrType(kind), mark, base, offset, 1)
        step = kind.size
        if isinstance(kind, KernelArray) and lies_there(kind):
            step = kind.length * kind.target.size
        return Element(PtrType(kind), mark, base, index, step)


def lies_there(kind: Type) -> bool:
    """Say whether a field of this type is a place, not a value: a struct, an array; no pointer."""
    return isinstance(kind, KernelStruct) or (
        isinstance(kind, KernelArray) and kind.shape is not None
    )


def _first(kind: Type) -> Type:
    """Return what stands first at a place: of an array its first element."""
    return kind.target if isinstance(kind, KernelArray) and lies_there(kind) else kind


def _is_known(kind: Type, value: Expr) -> bool:
    """Say whether an element is loaded, as the pointer is known that the path begins with."""
    del kind
    origin = split(value)[0].type
    target = origin.target if isinstance(origin, PtrType) else origin
    return isinstance(target, KernelStruct) and target.is_known


def _shown(check: Checker, kind: Type, shape: Shown) -> Shown:
    if isinstance(kind, KernelStruct):
        return kind.record(check)
    if isinstance(kind, KernelArray) and kind.shape is not None:
        return ArrayOf(_element_shown(check, kind.target, kind.shape.element), kind.shape.length)
    return shape


def _element_shown(check: Checker, kind: Type, shape: object) -> Shape | Type:
    made = _shown(check, kind, cast("Shown", shape))
    return cast("Shape", made)


def _bits(check: Checker, node: ast.Attribute, kind: Type, found: Member, offset: int) -> BitsType:
    """Return the type of a bit field."""
    number = integer(1, signed=False)
    value = kind if isinstance(kind, IntType) else number[0] if number else kind
    assert isinstance(value, IntType)
    if offset // 64 != (offset + found.bits - 1) // 64:
        check.fail(node, f"{found.name} crosses a boundary of 8 bytes", "read what it lies in")
    return BitsType(value, found.bits, offset % 8, offset // 8)


@cache
def find(name: str) -> KernelStruct | type[IntEnum] | IntEnum | None:
    """Return what *name* is in the kernel: a struct, an enum, or one of its values."""
    btf = vmlinux.own()
    for found in btf.find_all(name):
        resolved = btf.resolve(found) if btf.kind(found) == "typedef" else found
        made = btf.type(resolved)
        if isinstance(made, Composite) and made.name:
            return KernelStruct(made.name, resolved)
        if isinstance(made, BtfEnum):
            return enum(resolved)
    return enumerator(name)


def names() -> set[str]:
    """Return the names of the structs, unions and enums that `find` finds."""
    btf = vmlinux.own()
    made = map(btf.type, btf.ids())
    return {each.name for each in made if isinstance(each, Composite | BtfEnum) and each.name}


def _type(btf: Btf, type_id: int, *, known: bool) -> tuple[Type, Shown] | None:
    """Return the type of a field in the subset, and in the debug information."""
    resolved = btf.resolve(type_id)
    made = btf.type(resolved)
    match made:
        case Int():
            return integer(made.size, signed=made.signed, name=made.name)
        case BtfEnum():
            number = integer(made.size, signed=made.signed)
            return number and (number[0], Enumeration(made.name, 8 * number[0].size))
        case Ptr():
            return _pointer(btf, made.type, known=known), PointerTo(None)
        case Composite():
            return KernelStruct(made.name, resolved, known=known), None
        case Array():
            element = _type(btf, made.type, known=known)
            if element is None or (isinstance(element[0], KernelArray) and not element[0].length):
                return None
            shape = ArrayOf(cast("Shape", element[1]), made.length)
            return KernelArray(element[0], made.length, shape), shape
    return None


def _pointer(btf: Btf, type_id: int, *, known: bool) -> PtrType:
    """Return a pointer by what it points to; what programs cannot read is nothing."""
    resolved = btf.resolve(type_id)
    made = btf.type(resolved)
    if isinstance(made, Composite) and made.name:
        return PtrType(KernelStruct(made.name, resolved, known=known))
    if isinstance(made, Int | Ptr | BtfEnum):
        found = _type(btf, resolved, known=False)
        if found is not None:
            return KernelArray(found[0])
    return PtrType(VOID)
