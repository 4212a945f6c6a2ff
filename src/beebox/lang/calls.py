"""What helpers mean in a program: `HelperCall` lowers a call of each to the kernel's numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import prototypes
from beebox.lang.helpers import Helper
from beebox.pylang.check import Checker
from beebox.pylang.convert import default, is_place
from beebox.pylang.emit import Emitter, llvm
from beebox.pylang.struct import StructType
from beebox.pylang.target import Foreign
from beebox.pylang.tree import (
    AddressOf,
    Assign,
    Binary,
    Convert,
    Do,
    Emit,
    Expr,
    GlobalAddress,
    Literal,
    Mark,
    Read,
    Sequenced,
    Stmt,
    Store,
)
from beebox.pylang.types import (
    BOOL,
    CHAR,
    I32,
    I64,
    U8,
    U32,
    U64,
    VOID,
    ArrayType,
    IntType,
    PtrType,
    Type,
)

if TYPE_CHECKING:
    from beebox.lang.target import Programs

Lower = Callable[[Checker, ast.Call, "Programs"], Expr]

ANY = PtrType(VOID)


def call(mark: Mark, number: int, operands: Sequence[Expr], result: Type = I64) -> Expr:
    """Return a call of the kernel's helper *number*; operands are 64-bit values or addresses."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        kinds = [
            llvm(operand.type) if not is_place(operand.type) else "ptr" for operand in operands
        ]
        arguments = ", ".join(f"{kind} {value}" for kind, value in zip(kinds, values, strict=True))
        kind = llvm(result)
        return emitter.value(f"call {kind} inttoptr (i64 {number} to ptr)({arguments})")

    return Emit(result, mark, tuple(operands), emit, f"helper {number}")


def number(mark: Mark, value: int, kind: Type = U64) -> Literal:
    """Return a constant."""
    return Literal(kind, mark, value)


def widened(check: Checker, node: ast.expr, what: str) -> Expr:
    """Check an integer of any width and return it as 64 bits, widened by its own sign."""
    value = default(check.expr(node))
    if not isinstance(value.type, IntType) and value.type is not BOOL:
        check.fail(node, f"{what} is an integer, not a {value.type}")
    if isinstance(value, Literal):
        return Literal(U64, value.mark, U64(value.value))
    return value if value.type == U64 else Convert(U64, value.mark, value)


def pointer(check: Checker, node: ast.expr, what: str) -> Expr:
    """Check an address: a pointer, a struct or an array."""
    value = check.expr(node)
    if isinstance(value.type, PtrType) or is_place(value.type):
        return Convert(ANY, value.mark, check.decay(value))
    hint = "addr(x.field) gives the address of a field"
    return check.fail(node, f"{what} is an address, not a {value.type}", hint)


def room(check: Checker, node: ast.expr, what: str) -> tuple[Expr, int]:
    """Check a place to write to: its address, and its size as its type says."""
    value = check.expr(node)
    kind = value.type
    if isinstance(kind, PtrType) and kind.target.size:
        kind = kind.target
    elif not is_place(kind):
        check.fail(
            node, f"{what} must be a struct or an array, not a {kind}", "buf = Array[u8, 64]()"
        )
    return Convert(ANY, value.mark, check.decay(value)), kind.size


def _plain(func: int, result: Type = U64, shift: int = 0, to: Type | None = None) -> Lower:
    """Return what lowers a helper without arguments, its result shifted right and narrowed."""

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        del programs
        _takes(check, node, 0)
        mark = check.mark(node)
        value = call(mark, func, (), result)
        if shift:
            value = Binary(U64, mark, ">>", value, number(mark, shift))
        return value if to is None else Convert(to, mark, value)

    return lower


def _current_comm(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    del programs
    _takes(check, node, 1)
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


_FORMAT = re.compile(
    r"%(?P<flags>[-+ 0#]*)(?P<width>\d*)(?P<kind>%|p(?:ks|us|B|K|x)?|s|c|(?:ll|l|h|hh)?[diuxX])|%"
)


def _printk(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    if node.keywords or not node.args:
        check.fail(node, "printk takes a format and values", 'bpf.printk("opened by %d", pid)')
    form = node.args[0]
    if not isinstance(form, ast.Constant) or not isinstance(form.value, str):
        hint = 'bpf.printk("pid %d", pid), the kernel does the formatting'
        check.fail(form, "printk's format must be a string written out", hint)
    values = node.args[1:]
    text, operands = _format(check, form, form.value, values)
    mark = check.mark(node)
    data = text.encode() + b"\0"
    kept = GlobalAddress(ANY, mark, programs.text(data))
    size = number(mark, len(data))
    if len(operands) <= 3:
        return call(mark, Func.trace_printk, (kept, size, *operands))
    if len(operands) > 12:
        check.fail(node, "printk takes 12 values at most", "print two lines")
    kind = ArrayType(U64, len(operands))
    array = check.hidden(ANY)
    from beebox.pylang.tree import Offset, Stack  # noqa: PLC0415 - used here alone

    before: list[Stmt] = [Assign(mark, array, Convert(ANY, mark, Stack(kind, mark, kind)))]
    for index, operand in enumerate(operands):
        place = Offset(PtrType(U64), mark, Read(ANY, mark, array), 8 * index)
        before.append(Store(mark, place, Convert(U64, mark, operand)))
    arguments = (kept, size, Read(ANY, mark, array), number(mark, kind.size))
    return Sequenced(I64, mark, tuple(before), call(mark, Func.trace_vprintk, arguments))


def _format(
    check: Checker, node: ast.Constant, form: str, values: Sequence[ast.expr]
) -> tuple[str, list[Expr]]:
    """Return the kernel's format for *values*, and the values as 64 bits."""
    left = list(values)
    operands: list[Expr] = []

    def one(match: re.Match[str]) -> str:
        kind = match["kind"]
        if kind is None:
            check.fail(
                node, f"printk does not know {form[match.start() :][:4]!r}", "%d %u %x %c %s %p"
            )
        if kind == "%":
            return match[0]
        if not left:
            check.fail(node, "printk's format has more values than are given", "one for each %")
        value = left.pop(0)
        spec, operand = _one(check, value, kind)
        operands.append(operand)
        return f"%{match['flags']}{match['width']}{spec}"

    text = _FORMAT.sub(one, form)
    if left:
        check.fail(left[0], "printk's format has no place for this value", "one % for each value")
    return text, operands


def _one(check: Checker, node: ast.expr, kind: str) -> tuple[str, Expr]:
    """Return the kernel's conversion for one value, and the value as it is passed."""
    value = default(check.expr(node))
    have = value.type
    if kind in {"s", "pks", "pus"}:
        if kind == "s" and isinstance(have, PtrType):
            hint = "%pus for memory of the process, %pks for the kernel's; or read it first"
            check.fail(node, "%s needs an array of char: where a pointer points is not known", hint)
        is_text = isinstance(have, ArrayType) and have.element in {CHAR, U8}
        if not is_text and not isinstance(have, PtrType):
            check.fail(node, f"%{kind} prints text, not a {have}", "use %d, %u or %x")
        return kind, Convert(ANY, value.mark, check.decay(value))
    if kind.startswith("p"):
        return kind, pointer(check, node, f"what %{kind} prints")
    if have is BOOL:
        return kind[-1], Convert(U64, value.mark, value)
    if not isinstance(have, IntType):
        hint = "use %s" if is_place(have) else "use %p"
        check.fail(node, f"%{kind} prints an integer, not a {have}", hint)
    wide = Convert(U64, value.mark, value) if have != U64 else value
    if isinstance(value, Literal):
        wide = Literal(U64, value.mark, U64(value.value))
    letter = kind[-1]
    if letter in "di":
        letter = "d" if have.signed else "u"
    return ("ll" if have.width == 64 and letter != "c" else "") + letter, wide


def _takes(check: Checker, node: ast.Call, count: int) -> None:
    """Refuse a call with another number of arguments."""
    if node.keywords:
        check.fail(node.keywords[0], "no keyword arguments here")
    if len(node.args) != count:
        name = ast.unparse(node.func)
        check.fail(node, f"{name} takes {count} argument{'s' * (count != 1)}, not {len(node.args)}")


LOWER: dict[str, Lower] = {
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
    "printk": _printk,
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
        return call(mark, func, operands, ANY)
    value = call(mark, func, operands, U64)
    kind = _RESULTS.get(head.partition(" ")[0], I64)
    return value if kind == U64 else Convert(kind, mark, value)


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

    def call(self, check: Checker, node: ast.Call) -> Expr:
        """Lower the call."""
        lower = LOWER.get(self.helper.name)
        if lower is None:
            return _by_prototype(check, node, self.helper.name)
        return lower(check, node, self.programs)


def spilled(check: Checker, value: Expr) -> tuple[list[Stmt], Expr]:
    """Return the address of *value* in memory, and the statements that put it there."""
    if is_place(value.type):
        return [], Convert(ANY, value.mark, check.decay(value))
    variable = check.hidden(value.type)
    address = Convert(ANY, value.mark, AddressOf(PtrType(value.type), value.mark, variable))
    return [Assign(value.mark, variable, value)], address


def copied(mark: Mark, to: Expr, source: Expr, kind: StructType | ArrayType) -> Stmt:
    """Return the statement that copies one struct or array."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        emitter.copy(values[0], values[1], str(kind.size), kind.align)
        return ""

    return Do(mark, Emit(VOID, mark, (to, source), emit, "copy"))


def atomic_add(mark: Mark, place: Expr, value: Expr, kind: IntType) -> Expr:
    """Return an addition in memory that nothing comes between."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        # No result is used: LLVM makes BPF_ATOMIC | BPF_ADD, which every kernel has
        emitter.value(f"atomicrmw add ptr {values[0]}, i{kind.width} {values[1]} monotonic")
        return ""

    return Emit(VOID, mark, (place, value), emit, "atomic add")
