"""The kernel's own structs in programs: ``from beebox.vmlinux import task_struct``.

What is read through ``ptr[task_struct]`` is found where the kernel that loads the program has it
(CO-RE): LLVM writes a relocation for each access. Every read is a bpf_probe_read_kernel, as with
BPF_CORE_READ of C programs, so any pointer will do; what cannot be read is 0.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import operands
from beebox.pylang import types
from beebox.pylang.bpf import BpfTarget
from beebox.pylang.check import Checker
from beebox.pylang.debug import Enumeration, Partial, PointerTo, Shape, shape_of
from beebox.pylang.emit import Emitter
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import (
    AddressOf,
    Assign,
    Convert,
    Do,
    Emit,
    Expr,
    Literal,
    Mark,
    Read,
    Sequenced,
)
from beebox.pylang.types import BOOL, CHAR, VOID, ArrayType, IntType, PtrType, Type
from beebox.spec import vmlinux

if TYPE_CHECKING:
    from beebox.btf.types import Btf, Member
    from beebox.lang.target import Programs

Shown = Shape | Partial | None
"""what a type is in the debug information"""
_FIELD_EXISTS = 2
"""BPF_FIELD_EXISTS of LLVM's preserve_field_info"""


class KernelStruct(ForeignType):
    """A struct or union of the kernel: its fields as the kernel at hand has them."""

    __slots__ = ("id",)
    struct = True

    def __init__(self, name: str, type_id: int) -> None:
        super().__init__(name, 0, 1)
        self.id = type_id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KernelStruct) and self.id == other.id

    def __hash__(self) -> int:
        return hash((KernelStruct, self.id))

    def attribute(self, check: Checker, value: Expr, node: ast.Attribute) -> Expr:
        """Lower ``task.field``: read it; of a struct in it or an array the address."""
        kind, shape = self._field(check, node)
        mark = check.mark(node)
        address = self.address(check, value, node, kind, shape)
        if isinstance(kind, KernelStruct):
            return Convert(kind, mark, address)
        if isinstance(kind, ArrayType):
            return Convert(PtrType(kind.element), mark, address)
        return _read(check, mark, kind, address)

    def address(
        self, check: Checker, value: Expr, node: ast.Attribute, kind: Type, shape: Shown
    ) -> Expr:
        """Return the address of a field, relocated."""
        name, mark = node.attr, check.mark(node)
        record = _partial(check, self)
        index = record.index(name, shape, self._bits(name))

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            intrinsic = "llvm.preserve.struct.access.index.p0.p0"
            function = emitter.module.declare(intrinsic, f"ptr @{intrinsic}(ptr, i32, i32)")
            node = emitter.module.debug.shape(record)
            return emitter.value(
                f"call ptr {function}(ptr elementtype({{ i8 }}) {values[0]}, i32 0, i32 {index})"
                f", !llvm.preserve.access.index {node}"
            )

        target = kind.element if isinstance(kind, ArrayType) else kind
        return Emit(PtrType(target), mark, (value,), emit, name)

    def _field(self, check: Checker, node: ast.Attribute) -> tuple[Type, Shown]:
        member = self.member(node.attr)
        if member is None:
            names = [found.name for found, _ in _members(vmlinux.own(), self.id, 0)]
            near = difflib.get_close_matches(node.attr, names, 1)
            hint = f"did you mean {near[0]}?" if near else ""
            check.fail(node, f"struct {self.name} of the kernel has no field {node.attr!r}", hint)
        if member.bits:
            check.fail(node, f"{node.attr} is a bit field of the kernel", "read what it lies in")
        found = _type(vmlinux.own(), member.type)
        if found is None:
            check.fail(node, f"{node.attr} of struct {self.name} is of no type that is read here")
        kind, shape = found
        return kind, _partial(check, kind) if isinstance(kind, KernelStruct) else shape

    def member(self, name: str) -> Member | None:
        """Return a field by name, those of anonymous structs in it too."""
        for found, _ in _members(vmlinux.own(), self.id, 0):
            if found.name == name:
                return found
        return None

    def _bits(self, name: str) -> int:
        for found, offset in _members(vmlinux.own(), self.id, 0):
            if found.name == name:
                return offset
        raise KeyError(name)

    def exists(self, check: Checker, value: Expr, node: ast.Attribute) -> Expr:
        """Return whether the kernel that loads the program has the field."""
        kind, shape = self._field(check, node)
        mark = check.mark(node)
        address = self.address(check, value, node, kind, shape)

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            intrinsic = "llvm.bpf.preserve.field.info.p0"
            function = emitter.module.declare(intrinsic, f"i32 @{intrinsic}(ptr, i64)")
            found = emitter.value(f"call i32 {function}(ptr {values[0]}, i64 {_FIELD_EXISTS})")
            return emitter.value(f"icmp ne i32 {found}, 0")

        return Emit(BOOL, mark, (address,), emit, "exists")


def _read(check: Checker, mark: Mark, kind: Type, address: Expr) -> Expr:
    """Return what is at an address of the kernel, 0 if it cannot be read."""
    room = types.U8 if kind is BOOL else kind
    out = check.hidden(room)
    to = Convert(operands.ANY, mark, AddressOf(PtrType(room), mark, out))
    source = Convert(operands.ANY, mark, address)
    size = operands.number(mark, room.size)
    done = operands.call(mark, Func.probe_read_kernel, (to, size, source))
    steps = (Assign(mark, out, Literal(room, mark, 0)), Do(mark, done))
    result = Sequenced(room, mark, steps, Read(room, mark, out))
    return check.truth(result) if kind is BOOL else result


def current_task(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.current_task()``: the task that runs now."""
    del programs
    found = find("task_struct")
    if node.args or node.keywords or not isinstance(found, KernelStruct):
        check.fail(node, "current_task takes nothing", "task = bpf.current_task()")
    return operands.call(check.mark(node), Func.get_current_task_btf, (), PtrType(found))


def exists(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.exists(task.field)``: whether the kernel that loads the program has it."""
    del programs
    place = node.args[0] if len(node.args) == 1 and not node.keywords else None
    if isinstance(place, ast.Attribute):
        base = check.expr(place.value)
        kind = base.type.target if isinstance(base.type, PtrType) else base.type
        if isinstance(kind, KernelStruct):
            return kind.exists(check, base, place)
    return check.fail(node, "exists takes a field of a kernel's struct", "bpf.exists(task.field)")


def _partial(check: Checker, kind: KernelStruct) -> Partial:
    """Return the debug information of a struct, which has the fields that were named so far."""
    target, btf = check.session.target, vmlinux.own()
    assert isinstance(target, BpfTarget)
    return target.partial(kind.name, btf.size(kind.id), union=btf.kind(kind.id) == "union")


@cache
def find(name: str) -> KernelStruct | int | None:
    """Return what *name* is in the kernel: a struct, or the value of an enumerator."""
    btf = vmlinux.own()
    for found in btf.find_all(name):
        if btf.kind(found) in {"struct", "union"}:
            return KernelStruct(name, found)
        if btf.kind(found) == "typedef":
            resolved = btf.resolve(found)
            if btf.kind(resolved) in {"struct", "union"} and btf.type(resolved).name:
                return KernelStruct(btf.type(resolved).name, resolved)
    return _enumerators().get(name)


@cache
def _enumerators() -> dict[str, int]:
    btf = vmlinux.own()
    return {
        each.name: each.value
        for found in btf.ids()
        if btf.kind(found) in {"enum", "enum64"}
        for each in btf.type(found).values  # type: ignore[union-attr]  # an enum has values
    }


def _members(btf: Btf, type_id: int, base: int) -> Iterator[tuple[Member, int]]:
    """Yield the named fields of a struct with their offsets in bits, through anonymous ones."""
    kind = btf.type(btf.resolve(type_id))
    for member in kind.members:  # type: ignore[union-attr]  # a struct or a union
        if member.name:
            yield member, base + member.offset
        elif btf.kind(btf.resolve(member.type)) in {"struct", "union"}:
            yield from _members(btf, member.type, base + member.offset)


def _type(btf: Btf, type_id: int) -> tuple[Type, Shown] | None:
    """Return the type of a field in the subset, and in the debug information."""
    resolved = btf.resolve(type_id)
    kind = btf.kind(resolved)
    made = btf.type(resolved)
    if kind == "int":
        return _integer(made.size, signed=made.signed, name=made.name)  # type: ignore[union-attr]  # an int
    if kind in {"enum", "enum64"}:
        number = _integer(made.size, signed=made.signed)  # type: ignore[union-attr]  # an enum
        return number and (number[0], Enumeration(made.name, 8 * number[0].size))
    if kind == "ptr":
        return PtrType(_target(btf, made.type)), PointerTo(None)  # type: ignore[union-attr]  # a pointer
    if kind in {"struct", "union"}:
        return KernelStruct(made.name, resolved), None
    if kind == "array":
        element = _type(btf, made.type)  # type: ignore[union-attr]  # an array
        if element is None or isinstance(element[0], ArrayType | KernelStruct):
            return None
        array = ArrayType(element[0], made.length)  # type: ignore[union-attr]  # as above
        return array, shape_of(array)
    return None


def _target(btf: Btf, type_id: int) -> Type:
    """Return what a pointer points to; what programs cannot read is nothing."""
    resolved = btf.resolve(type_id)
    kind = btf.kind(resolved)
    if kind in {"struct", "union"} and btf.type(resolved).name:
        return KernelStruct(btf.type(resolved).name, resolved)
    if kind == "int":
        found = _type(btf, resolved)
        return found[0] if found else VOID
    return VOID


def _integer(size: int, *, signed: bool, name: str = "") -> tuple[Type, Shown] | None:
    if name in {"_Bool", "bool"}:
        return BOOL, shape_of(BOOL)
    if name == "char":
        return CHAR, shape_of(CHAR)
    if size not in {1, 2, 4, 8}:
        return None
    kind: IntType = getattr(types, f"{'I' if signed else 'U'}{8 * size}")
    return kind, shape_of(kind)
