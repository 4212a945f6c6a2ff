"""What programs ask of the kernel that loads them: the current task, what there is, how large."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import operands
from beebox.lang.kernel_members import enum_of
from beebox.lang.kernel_paths import Asked, asked, of_type, of_value
from beebox.lang.kernel_types import KernelStruct, find
from beebox.pylang.check import Checker
from beebox.pylang.debug import Enumeration
from beebox.pylang.tree import Convert, Expr
from beebox.pylang.types import I32, I64, U32, U64, PtrType, Type

if TYPE_CHECKING:
    from beebox.lang.target import Programs


def current_task(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.current_task()``: the task that runs now."""
    del programs
    found = find("task_struct")
    if node.args or node.keywords or not isinstance(found, KernelStruct):
        check.fail(node, "current_task takes nothing", "task = bpf.current_task()")
    return operands.call(check.mark(node), Func.get_current_task_btf, (), PtrType(found))


def vouched(name: str) -> PtrType:
    """Return what a helper gives that returns a struct of the kernel: the kernel vouches for it."""
    found = find(name)
    return PtrType(found.known) if isinstance(found, KernelStruct) else operands.ANY


def exists(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.exists(x)``: whether the kernel has a field, a type, or a value of an enum."""
    del programs
    place = node.args[0] if len(node.args) == 1 and not node.keywords else node
    mark = check.mark(node)
    path = _field(check, place)
    if path is not None:
        return asked(path, Asked.EXISTS, mark)
    thing = check.static(place) if isinstance(place, ast.expr) else None
    if isinstance(thing, KernelStruct):
        return of_type(thing.record(check), size=False, mark=mark)
    value = _value(check, place, exists=True)
    if value is not None:
        return value
    hint = "bpf.exists(task.field), bpf.exists(task_struct), bpf.exists(pid_type.PIDTYPE_MAX)"
    return check.fail(node, "exists takes a field, a type or an enumerator of the kernel", hint)


def enum_value(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.enum_value(pid_type.PIDTYPE_MAX)``: its value in the kernel that loads."""
    del programs
    place = node.args[0] if len(node.args) == 1 and not node.keywords else node
    value = _value(check, place, exists=False)
    if value is None:
        hint = "bpf.enum_value(pid_type.PIDTYPE_MAX)"
        check.fail(node, "enum_value takes an enumerator of a kernel's enum", hint)
    return value


def size(check: Checker, node: ast.Call) -> Expr | None:
    """Return what ``sizeof`` of a type or a field of the kernel is, None if it is of neither."""
    place, mark = node.args[0], check.mark(node)
    thing = check.static(place) if isinstance(place, ast.Name | ast.Attribute) else None
    if isinstance(thing, KernelStruct):
        return of_type(thing.record(check), size=True, mark=mark)
    path = _field(check, place)
    return None if path is None else asked(path, Asked.SIZE, mark)


def _field(check: Checker, place: ast.AST) -> Expr | None:
    """Return the path to a field of the kernel, None if *place* is none."""
    if not isinstance(place, ast.Attribute) or isinstance(check.static(place), int):
        return None
    if check.static(place.value) is not check.scope.MISSING:
        return None
    base = check.expr(place.value)
    kind: Type = base.type.target if isinstance(base.type, PtrType) else base.type
    return kind.reach(check, base, place)[1] if isinstance(kind, KernelStruct) else None


def _value(check: Checker, place: ast.AST, *, exists: bool) -> Expr | None:
    """Return what is asked of an enumerator of the kernel, None if *place* names none."""
    if not isinstance(place, ast.Name | ast.Attribute):
        return None
    thing = check.static(place)
    made = enum_of(thing)
    if made is None or not isinstance(thing, int):
        return None
    if not made.name:
        hint = "its number in Linux 6.18 is a constant of the program: write it alone"
        check.fail(place, "this enumerator is of an enum without a name", hint)
    name = _called(check, place)
    shape = Enumeration(
        made.name, 8 * made.size, tuple((each.name, each.value) for each in made.values)
    )
    found = of_value(shape, name, int(thing), exists=exists, mark=check.mark(place))
    if exists:
        return found
    kind = {(4, True): I32, (4, False): U32, (8, True): I64}.get((made.size, made.signed), U64)
    return Convert(kind, found.mark, found)


def _called(check: Checker, place: ast.Name | ast.Attribute) -> str:
    """Return how the kernel calls an enumerator: imported, it may have another name here."""
    if isinstance(place, ast.Attribute):
        return place.attr
    return check.scope.origin(place.id, check.tree.source)[1]
