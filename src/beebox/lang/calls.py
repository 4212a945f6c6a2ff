"""What helpers mean in a program: `HelperCall` lowers a call of each to the kernel's numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import prototypes
from beebox.lang.helpers import Helper, KernelFunction
from beebox.lang.instructions import atomic, swapped
from beebox.lang.operands import ANY, call, number, pointer, room, widened
from beebox.lang.packets import packet
from beebox.lang.printk import printk
from beebox.pylang.check import Checker
from beebox.pylang.convert import is_place
from beebox.pylang.target import Foreign
from beebox.pylang.tree import (
    Binary,
    Convert,
    Expr,
    Stmt,
)
from beebox.pylang.types import (
    I32,
    I64,
    U32,
    U64,
    IntType,
    PtrType,
    Type,
)

if TYPE_CHECKING:
    from beebox.lang.target import Programs

Lower = Callable[[Checker, ast.Call, "Programs"], Expr]

_COMM = "comm = Array[char, 16](); bpf.current_comm(comm)"


_STEADY = {Func.get_current_pid_tgid, Func.get_current_uid_gid, Func.get_smp_processor_id}
"""what stays the same while a program runs, so that it is asked for once"""


def _plain(func: int, result: Type = U64, shift: int = 0, to: Type | None = None) -> Lower:
    """Return what lowers a helper without arguments, its result shifted right and narrowed."""
    steady = func in _STEADY

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        del programs
        _takes(check, node, 0)
        mark = check.mark(node)
        value = call(mark, func, (), result, steady=steady)
        if shift:
            value = Binary(U64, mark, ">>", value, number(mark, shift))
        return value if to is None else Convert(to, mark, value)

    return lower


def _current_comm(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    del programs
    _takes(check, node, 1, _COMM)
    to, size = room(check, node.args[0], "what the name is written to")
    mark = check.mark(node)
    return call(mark, Func.get_current_comm, (to, number(mark, size)))


def _read(func: int) -> Lower:
    """Return what lowers a read of memory into a place."""

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        del programs
        _takes(check, node, 2)
        to, size = room(check, node.args[0], "what is read into")
        source = check.expr(node.args[1])
        if isinstance(source.type, IntType) and source.type.width == 64:
            source = Convert(ANY, source.mark, source)
        elif is_place(source.type):
            source = Convert(ANY, source.mark, check.decay(source))
        elif not isinstance(source.type, PtrType):
            check.fail(node.args[1], f"what is read is a pointer or a u64, not a {source.type}")
        mark = check.mark(node)
        return call(mark, func, (to, number(mark, size), source))

    return lower


def _takes(check: Checker, node: ast.Call, count: int, hint: str = "") -> None:
    """Refuse a call with another number of arguments."""
    if node.keywords:
        check.fail(node.keywords[0], "no keyword arguments here")
    if len(node.args) != count:
        name = ast.unparse(node.func)
        plural = "s" * (count != 1)
        check.fail(node, f"{name} takes {count} argument{plural}, not {len(node.args)}", hint)


def _of_kernel_types(name: str) -> Lower:
    """Return what lowers a call that needs the kernel's types, which few programs do."""

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        from beebox.lang import kernel_asks  # noqa: PLC0415 - reads the kernel's types

        found: Expr = getattr(kernel_asks, name)(check, node, programs)
        return found

    return lower


LOWER: dict[str, Lower] = {
    "packet": packet,
    "ntohs": swapped(16),
    "htons": swapped(16),
    "ntohl": swapped(32),
    "htonl": swapped(32),
    "atomic_add": atomic("add"),
    "atomic_and": atomic("and"),
    "atomic_or": atomic("or"),
    "atomic_xor": atomic("xor"),
    "atomic_swap": atomic("xchg"),
    "atomic_cas": atomic("cmpxchg"),
    "current_task": _of_kernel_types("current_task"),
    "exists": _of_kernel_types("exists"),
    "enum_value": _of_kernel_types("enum_value"),
    "current_pid": _plain(Func.get_current_pid_tgid, shift=32, to=U32),
    "current_tid": _plain(Func.get_current_pid_tgid, to=U32),
    "current_uid": _plain(Func.get_current_uid_gid, to=U32),
    "current_gid": _plain(Func.get_current_uid_gid, shift=32, to=U32),
    "current_comm": _current_comm,
    "cpu_id": _plain(Func.get_smp_processor_id, to=U32),
    "random": _plain(Func.get_prandom_u32, to=U32),
    "ktime_ns": _plain(Func.ktime_get_ns),
    "ktime_boot_ns": _plain(Func.ktime_get_boot_ns),
    "read_user": _read(Func.probe_read_user),
    "read_user_str": _read(Func.probe_read_user_str),
    "read_kernel": _read(Func.probe_read_kernel),
    "read_kernel_str": _read(Func.probe_read_kernel_str),
    "printk": printk,
}
"""Every helper with a Python name; the kernel's own names are lowered by their prototypes."""

_RESULTS: dict[str, IntType] = {"u32": U32, "s32": I32, "int": I32, "u64": U64, "s64": I64}
"""C types that helpers return; a long is what the others are"""


def _by_prototype(check: Checker, node: ast.Call, name: str) -> Expr:
    """Lower a helper that goes by the kernel's name, as its C prototype says."""
    func = prototypes.number(name)
    text = prototypes.PROTOTYPES[func]
    head, _, rest = text.rpartition(")")[0].partition("(")
    parameters = [] if rest == "void" else [part.strip() for part in rest.split(",")]
    if "..." in parameters:
        check.fail(node, f"{name} takes a changing number of values", "use bpf.printk(...)")
    _takes(check, node, len(parameters))
    operands: list[Expr] = []
    for parameter, argument in zip(parameters, node.args, strict=True):
        if "*" in parameter:
            operands.append(_address(check, argument, parameter, text))
        else:
            name_ = parameter.rpartition(" ")[2]
            operands.append(widened(check, argument, f"{name_} of {text}"))
    mark = check.mark(node)
    if "*" in head:
        return call(mark, func, operands, _pointer(head))
    value = call(mark, func, operands, U64)
    kind = _RESULTS.get(head.partition(" ")[0], I64)
    return value if kind == U64 else Convert(kind, mark, value)


def _pointer(head: str) -> Type:
    """Return the type of a pointer that a helper gives."""
    struct = re.fullmatch(r"struct (?!bpf_)(\w+) \*\w+", head)
    if struct is None:
        return ANY
    from beebox.lang import kernel_asks  # noqa: PLC0415 - reads the kernel's types

    return kernel_asks.vouched(struct[1])


def _address(check: Checker, node: ast.expr, parameter: str, text: str) -> Expr:
    """Check an argument that the kernel takes as a pointer: a map by its name too."""
    foreign = check.foreign(node)
    if foreign is not None:
        return foreign.value(check, node)
    return pointer(check, node, f"{parameter.rpartition(' ')[2].strip('*')} of {text}")


class HelperCall(Foreign):
    """A helper: it can be called."""

    def __init__(self, helper: Helper, programs: Programs) -> None:
        self.helper = helper
        self.programs = programs
        self.description = f"bpf.{helper.name}"

    def value(self, check: Checker, node: ast.expr) -> Expr:
        """Refuse the bare name, with what to write."""
        check.fail(node, f"{self.description} is a function", f"call it: {self.description}(...)")

    def iterate(self, check: Checker, node: ast.For) -> Stmt:
        """Lower ``for i in bpf.loop(n)``: the kernel counts, and each turn is verified once."""
        call_ = node.iter
        if self.helper.name != "loop" or not isinstance(call_, ast.Call):
            self.refuse(check, node.iter, "iterated")
        if len(call_.args) != 1 or call_.keywords or not isinstance(node.target, ast.Name):
            check.fail(call_, "bpf.loop takes a number of turns", "for i in bpf.loop(n)")
        count = check.coerce(check.expr(call_.args[0], U32), U32, "the turns of bpf.loop, a u32")
        mark = check.mark(call_)

        def start(body: Expr, shared: Expr) -> Expr:
            wide = Convert(U64, mark, count)
            return call(mark, Func.loop, (wide, body, shared, number(mark, 0)))

        return check.called(
            node, [("index", U32)], [(node.target, lambda values: values[0])], start
        )

    def call(self, check: Checker, node: ast.Call) -> Expr:
        """Lower the call."""
        if isinstance(self.helper, KernelFunction):
            from beebox.lang import kernel_functions  # noqa: PLC0415 - reads the kernel's types

            return kernel_functions.call(check, node, self.helper.kernel_name)
        lower = LOWER.get(self.helper.name)
        if lower is None:
            return _by_prototype(check, node, self.helper.name)
        return lower(check, node, self.programs)


def _first(values: Sequence[Expr]) -> Expr:
    return values[0]
