"""The host target: what `cpu` means, and making an object for this machine with LLVM.

Imported only to compile. Code is made for the generic processor of its architecture: objects are
cached on disk, and a disk may move to another machine.
"""

from __future__ import annotations

import ast
import platform
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from beebox.errors import CompileError
from beebox.pylang import cpu
from beebox.pylang import llvm as optimiser
from beebox.pylang.check import Session
from beebox.pylang.emit import Emitter, ModuleEmitter
from beebox.pylang.function import Function
from beebox.pylang.target import Foreign, Target
from beebox.pylang.text import llvm, quote
from beebox.pylang.tree import UNTYPED, Bytes, Emit, Expr, Linkage, Literal, Module
from beebox.pylang.types import BOOL, I32, I64, U8, U64, VOID, IntType, PtrType, Type

if TYPE_CHECKING:
    from beebox.pylang.check import Checker

MACHINE = platform.machine()
_SYSCALLS = {
    "x86_64": ("syscall", "rax", ("rax", "rdi", "rsi", "rdx", "r10", "r8", "r9"), "rcx r11"),
    "aarch64": ("svc #0", "x0", ("x8", "x0", "x1", "x2", "x3", "x4", "x5"), ""),
}
_PAUSE = {"x86_64": "pause", "aarch64": "yield"}


class HostTarget(Target):
    """This machine."""

    def foreign(self, thing: object) -> Foreign | None:
        """Know the functions of `cpu`."""
        try:
            return _INTRINSICS.get(thing)
        except TypeError:  # not hashable
            return None

    def function(self, thing: object) -> Callable[..., Any] | None:
        """Know `native` functions."""
        return thing.__wrapped__ if isinstance(thing, Function) else None


class _Intrinsic(Foreign):
    """A function of `cpu`: how many arguments it takes, and what lowers it."""

    def __init__(
        self,
        name: str,
        arguments: tuple[int, int],
        lower: Callable[[Checker, ast.Call, Sequence[Expr]], Expr],
    ) -> None:
        self.description = f"cpu.{name}"
        self.arguments = arguments
        self.lower = lower

    def call(self, check: Checker, node: ast.Call) -> Expr:
        """Check the number of arguments, and lower."""
        least, most = self.arguments
        plain = not node.keywords and not any(isinstance(item, ast.Starred) for item in node.args)
        if not plain or not least <= len(node.args) <= most:
            count = str(least) if least == most else f"{least} to {most}"
            check.fail(node, f"{self.description} takes {count} plain arguments", "")
        return self.lower(check, node, [check.expr(argument) for argument in node.args])


def _word(check: Checker, value: Expr) -> Expr:
    """Return an argument of a C call: an integer or address as 64 bits."""
    if value.type is UNTYPED and isinstance(value, Literal):
        if not I64.least <= value.value <= U64.most:
            check.fail(value.mark, f"{value.value} does not fit 64 bits", "")
        return Literal(U64, value.mark, U64(value.value))
    value = check.decay(value)
    if not isinstance(value.type, IntType | PtrType) and value.type is not BOOL:
        check.fail(value.mark, f"a {value.type} cannot be passed here", "pass integers, pointers")
    return value


def _words(emitter: Emitter, operands: Sequence[Expr], values: Sequence[str]) -> list[str]:
    return [
        emitter.widen(value, operand.type) if value != "null" else "0"
        for operand, value in zip(operands, values, strict=True)
    ]


def _syscall(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    if MACHINE not in _SYSCALLS:
        check.fail(node, f"cpu.syscall is not known on {MACHINE}", "")
    instruction, result, registers, spoiled = _SYSCALLS[MACHINE]
    operands = tuple(_word(check, argument) for argument in arguments)

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        words = _words(emitter, operands, values)
        inputs = ",".join(f"{{{register}}}" for register in registers[: len(words)])
        clobbers = "".join(f",~{{{register}}}" for register in spoiled.split())
        passed = ", ".join(f"i64 {word}" for word in words)
        return emitter.value(
            f'call i64 asm sideeffect "{instruction}", '
            f'"={{{result}}},{inputs}{clobbers},~{{memory}}"({passed})'
        )

    return Emit(I64, check.mark(node), operands, emit, "syscall")


def _call(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    operands = tuple(_word(check, argument) for argument in arguments)
    if operands[0].type not in {U64, I64} and not isinstance(operands[0].type, PtrType):
        check.fail(node.args[0], f"a {operands[0].type} is no address", "cpu.call takes a u64")

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        address, *words = _words(emitter, operands, values)
        function = emitter.value(f"inttoptr i64 {address} to ptr")
        return emitter.value(f"call i64 {function}({', '.join(f'i64 {word}' for word in words)})")

    return Emit(U64, check.mark(node), operands, emit, "call")


def _symbol(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    named = arguments[0]
    if not isinstance(named, Bytes):
        check.fail(node, "cpu.symbol takes the name of a symbol", 'cpu.symbol(b"memcmp")')
    name = named.data.rstrip(b"\0").decode("ascii", "replace")

    def emit(emitter: Emitter, _values: Sequence[str]) -> str:
        function = emitter.module.declare(name, f"i64 @{quote(name)}(...)")
        return emitter.value(f"ptrtoint ptr {function} to i64")

    return Emit(U64, check.mark(node), (), emit, "symbol")


def _setjmp(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        function = emitter.module.declare("_setjmp", "i32 @_setjmp(ptr) returns_twice")
        return emitter.value(f"call i32 {function}(ptr {values[0]}) returns_twice")

    return Emit(I32, check.mark(node), (_pointer(check, arguments[0]),), emit, "setjmp")


def _prefetch(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        name = "llvm.prefetch.p0"
        function = emitter.module.declare(name, f"void @{name}(ptr, i32, i32, i32)")
        emitter.do(f"call void {function}(ptr {values[0]}, i32 0, i32 3, i32 1)")
        return ""

    return Emit(VOID, check.mark(node), (_pointer(check, arguments[0]),), emit, "prefetch")


def _pointer(check: Checker, value: Expr) -> Expr:
    value = check.decay(value)
    if not isinstance(value.type, PtrType):
        check.fail(value.mark, f"a {value.type} is not a pointer", "addr(place) makes one")
    return value


def _size(check: Checker, value: Expr) -> Expr:
    if value.type is UNTYPED:
        return check.coerce(value, U64, "a size")
    if not isinstance(value.type, IntType):
        check.fail(value.mark, f"a {value.type} is not a size", "")
    return value


def _copy(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    operands = (
        _pointer(check, arguments[0]),
        _pointer(check, arguments[1]),
        _size(check, arguments[2]),
    )

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        emitter.copy(values[0], values[1], emitter.widen(values[2], operands[2].type))
        return ""

    return Emit(VOID, check.mark(node), operands, emit, "copy")


def _move(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    operands = (
        _pointer(check, arguments[0]),
        _pointer(check, arguments[1]),
        _size(check, arguments[2]),
    )

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        name = "llvm.memmove.p0.p0.i64"
        function = emitter.module.declare(name, f"void @{name}(ptr, ptr, i64, i1)")
        size = emitter.widen(values[2], operands[2].type)
        emitter.do(f"call void {function}(ptr {values[0]}, ptr {values[1]}, i64 {size}, i1 false)")
        return ""

    return Emit(VOID, check.mark(node), operands, emit, "move")


def _fill(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    byte = check.coerce(arguments[1], U8, "the byte")
    operands = (_pointer(check, arguments[0]), byte, _size(check, arguments[2]))

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        emitter.fill(values[0], values[1], emitter.widen(values[2], operands[2].type))
        return ""

    return Emit(VOID, check.mark(node), operands, emit, "fill")


def _equal(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    operands = (
        _pointer(check, arguments[0]),
        _pointer(check, arguments[1]),
        _size(check, arguments[2]),
    )

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        function = emitter.module.declare("memcmp", "i32 @memcmp(ptr, ptr, i64)")
        size = emitter.widen(values[2], operands[2].type)
        order = emitter.value(f"call i32 {function}(ptr {values[0]}, ptr {values[1]}, i64 {size})")
        return emitter.value(f"icmp eq i32 {order}, 0")

    return Emit(BOOL, check.mark(node), operands, emit, "equal")


def _atomic_place(check: Checker, value: Expr) -> tuple[Expr, Type]:
    place = _pointer(check, value)
    assert isinstance(place.type, PtrType)
    kind = place.type.target
    if not isinstance(kind, IntType | PtrType):
        check.fail(value.mark, f"a {kind} cannot be accessed atomically", "use an integer")
    return place, kind


def _atomic(
    operation: str, *, integers: bool = True
) -> Callable[[Checker, ast.Call, Sequence[Expr]], Expr]:
    def lower(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
        place, kind = _atomic_place(check, arguments[0])
        if integers and not isinstance(kind, IntType):
            check.fail(node, f"{operation} of a {kind}", "use an integer")
        value = check.coerce(arguments[1], kind, "the place")

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            return emitter.value(
                f"atomicrmw {operation} ptr {values[0]}, {llvm(kind)} {values[1]} seq_cst, "
                f"align {kind.size}"
            )

        return Emit(kind, check.mark(node), (place, value), emit, operation)

    return lower


def _cas(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    place, kind = _atomic_place(check, arguments[0])
    operands = (place, *(check.coerce(value, kind, "the place") for value in arguments[1:]))

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        word = llvm(kind)
        pair = emitter.value(
            f"cmpxchg ptr {values[0]}, {word} {values[1]}, {word} {values[2]} seq_cst seq_cst, "
            f"align {kind.size}"
        )
        return emitter.value(f"extractvalue {{ {word}, i1 }} {pair}, 0")

    return Emit(kind, check.mark(node), operands, emit, "cas")


def _load(ordering: str, name: str) -> Callable[[Checker, ast.Call, Sequence[Expr]], Expr]:
    def lower(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
        place, kind = _atomic_place(check, arguments[0])

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            return emitter.value(
                f"load atomic {llvm(kind)}, ptr {values[0]} {ordering}, align {kind.size}"
            )

        return Emit(kind, check.mark(node), (place,), emit, name)

    return lower


def _atomic_store(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    place, kind = _atomic_place(check, arguments[0])
    value = check.coerce(arguments[1], kind, "the place")

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        emitter.do(
            f"store atomic {llvm(kind)} {values[1]}, ptr {values[0]} seq_cst, align {kind.size}"
        )
        return ""

    return Emit(VOID, check.mark(node), (place, value), emit, "atomic store")


def _fence(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    def emit(emitter: Emitter, _values: Sequence[str]) -> str:
        emitter.do("fence seq_cst")
        return ""

    return Emit(VOID, check.mark(node), tuple(arguments), emit, "fence")


def _pause(check: Checker, node: ast.Call, arguments: Sequence[Expr]) -> Expr:
    def emit(emitter: Emitter, _values: Sequence[str]) -> str:
        emitter.do(f'call void asm sideeffect "{_PAUSE.get(MACHINE, "")}", "~{{memory}}"()')
        return ""

    return Emit(VOID, check.mark(node), tuple(arguments), emit, "pause")


_INTRINSICS: dict[Any, _Intrinsic] = {
    function: _Intrinsic(function.__name__, counts, lower)
    for function, counts, lower in (
        (cpu.syscall, (1, 7), _syscall),
        (cpu.call, (1, 7), _call),
        (cpu.symbol, (1, 1), _symbol),
        (cpu.setjmp, (1, 1), _setjmp),
        (cpu.copy, (3, 3), _copy),
        (cpu.move, (3, 3), _move),
        (cpu.fill, (3, 3), _fill),
        (cpu.equal, (3, 3), _equal),
        (cpu.prefetch, (1, 1), _prefetch),
        (cpu.atomic_add, (2, 2), _atomic("add")),
        (cpu.atomic_or, (2, 2), _atomic("or")),
        (cpu.atomic_and, (2, 2), _atomic("and")),
        (cpu.atomic_xor, (2, 2), _atomic("xor")),
        (cpu.atomic_xchg, (2, 2), _atomic("xchg", integers=False)),
        (cpu.atomic_cas, (3, 3), _cas),
        (cpu.atomic_load, (1, 1), _load("seq_cst", "atomic load")),
        (cpu.read_once, (1, 1), _load("monotonic", "read once")),
        (cpu.atomic_store, (2, 2), _atomic_store),
        (cpu.fence, (0, 0), _fence),
        (cpu.pause, (0, 0), _pause),
    )
}


def check(functions: Sequence[Function], constants: Mapping[str, int]) -> tuple[Session, Module]:
    """Check *functions* and all they call.

    Raises:
        CompileError: one is outside the subset, or a constant is not used.
    """
    session = Session(HostTarget(), constants)
    for function in functions:
        tree = session.function(function)
        tree.linkage = Linkage.EXTERNAL
        if tree.symbol != function.symbol:
            tree.source.fail(tree.mark, f"two functions are named {function.symbol}", "")
    module = session.finish()
    unused = set(constants) - session.used_constants
    if unused:
        raise CompileError(
            f"constant {', '.join(sorted(unused))} is not used by these functions",
            hint="declare it in their module: NAME: Const[u32] = 0",
        )
    return session, module


ATTRIBUTES = '"no-builtin-bcmp" "no-builtin-strlen" "no-builtin-wcslen"'


def compile_unit(
    functions: Sequence[Function], constants: Mapping[str, int]
) -> tuple[bytes, Session]:
    """Compile to an object file for this machine.

    Raises:
        CompileError: a function is outside the subset.
        NotSupported: llvmlite is missing, or knows no such machine.
    """
    session, module = check(functions, constants)
    text = ModuleEmitter(module, attributes=ATTRIBUTES).text()
    return optimiser.host(text), session
