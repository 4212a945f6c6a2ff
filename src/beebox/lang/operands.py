"""What programs hand to the kernel: calls of helpers, and operands as they take them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import NoReturn

from beebox.pylang.check import Checker
from beebox.pylang.convert import default, is_place
from beebox.pylang.emit import Emitter, llvm
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import AddressOf, Assign, Convert, Do, Emit, Expr, Literal, Mark, Stmt
from beebox.pylang.types import BOOL, I64, U64, VOID, ArrayType, IntType, PtrType, Type

ANY = PtrType(VOID)
Writes = Callable[[Emitter, Sequence[str]], str]
"""writes the instructions of an operation, of its operands' values"""


def call(
    mark: Mark, number: int, operands: Sequence[Expr], result: Type = I64, *, steady: bool = False
) -> Expr:
    """Return a call of the kernel's helper *number*; operands are 64-bit values or addresses.

    *steady*: while a program runs it gives the same each time, and does nothing else.
    """

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        kinds = [
            llvm(operand.type) if not is_place(operand.type) else "ptr" for operand in operands
        ]
        arguments = ", ".join(f"{kind} {value}" for kind, value in zip(kinds, values, strict=True))
        kind = llvm(result)
        made = f"call {kind} inttoptr (i64 {number} to ptr)({arguments})"
        return emitter.once(f"{made} {_NO_EFFECT}") if steady else emitter.value(made)

    return Emit(result, mark, tuple(operands), emit, f"helper {number}")


_NO_EFFECT = "memory(none) nounwind willreturn"


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
    if isinstance(value.type, PtrType | ForeignType) or is_place(value.type):
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


def miscounted(check: Checker, node: ast.AST, wanted: str, count: int) -> NoReturn:
    """Refuse a call with a wrong number of arguments."""
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else "this"
    plural = "" if wanted == "1" else "s"
    check.fail(node, f"{name} takes {wanted} argument{plural}, not {count}")


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
