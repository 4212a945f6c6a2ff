"""Arithmetic and logic."""

# ruff: noqa: N802 - methods are named after classes of ast

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from beebox.pylang.compare import Comparisons
from beebox.pylang.convert import is_place
from beebox.pylang.exprs import both
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Binary,
    Choose,
    Distance,
    Element,
    Expr,
    Literal,
    Logical,
    Mark,
    Sequenced,
    Unary,
    Walrus,
)
from beebox.pylang.types import BOOL, I64, NULL, U64, VOID, IntType, PtrType

_OPS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Pow: "**",
}


MOST = 64
"""multiplications that `**` may become"""


class Operators(Comparisons):
    """Arithmetic and logic."""

    def _at_BinOp(self, node: ast.BinOp) -> Expr:
        if isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List):
            return self._repeated(node, node.left, node.right)
        if isinstance(node.op, ast.Mult) and isinstance(node.right, ast.List):
            return self._repeated(node, node.right, node.left)
        left = self.expr(node.left)
        return self.arithmetic(node, node.op, left, self.expr(node.right, left.type))

    def _repeated(self, node: ast.BinOp, items: ast.List, times: ast.expr) -> Expr:
        """Check ``[x, ...] * n``: an array; each element is evaluated once."""
        count = self.expr(times)
        if not isinstance(count, Literal) or count.type is not UNTYPED or count.value < 0:
            self.fail(times, "the length of an array is a constant", "[0] * 16")
        if not items.elts or not count.value:
            self.fail(node, "an empty array has no type", "[0] * 16")
        return self.array(items, times=count.value)

    def arithmetic(self, node: ast.AST, op: ast.operator, left: Expr, right: Expr) -> Expr:
        """Check ``left op right``."""
        sign = _OPS.get(type(op))
        if sign is None:
            if isinstance(op, ast.Div):
                self.fail(node, "/ is division of floating-point numbers", "write // for integers")
            self.fail(node, "this operator is not supported", "")
        mark = self.mark(node)
        if sign == "**":
            return self._power(node, left, right)
        if left.type is UNTYPED and right.type is UNTYPED:
            return self._fold(node, sign, left, right)
        if sign in {"+", "-"} and (is_place(left.type) or isinstance(left.type, PtrType)):
            return self._pointer_arithmetic(node, sign, left, right)
        if sign in {"<<", ">>"}:
            return self._shift(mark, sign, left, right)
        left, right = self.unified(node, left, right)
        if left.type is BOOL and sign in {"&", "|", "^"}:
            return Binary(BOOL, mark, sign, left, right)
        if not isinstance(left.type, IntType):
            self.fail(node, f"{sign} has no meaning for a {left.type}", "convert to an integer")
        if sign in {"//", "%"} and isinstance(right, Literal) and right.value == 0:
            self.fail(right.mark, "division by zero", "")
        return Binary(left.type, mark, sign, left, right)

    def _power(self, node: ast.AST, base: Expr, exponent: Expr) -> Expr:
        """Check ``x ** n``: multiplications, as many as the constant *n* needs."""
        if not isinstance(exponent, Literal) or not 0 <= exponent.value < MOST:
            hint = f"n is a constant from 0 to {MOST - 1}; 1 << n is a power of two"
            self.fail(exponent.mark, "the exponent of ** is not a constant here", hint)
        mark = self.mark(node)
        if isinstance(base, Literal) and base.type is UNTYPED:
            if abs(base.value) > U64.most:
                self.fail(base.mark, "this number is too large", "")
            return Literal(UNTYPED, mark, base.value**exponent.value)
        if not isinstance(base.type, IntType):
            self.fail(node, f"** has no meaning for a {base.type}", "convert to an integer")
        keep = self.temporary(base)
        read = self.read_at(keep, mark)
        result: Expr = Literal(base.type, mark, 1)
        for _ in range(exponent.value):
            result = Binary(base.type, mark, "*", result, read)
        return Sequenced(base.type, mark, (Assign(mark, keep, base),), result)

    def _fold(self, node: ast.AST, sign: str, left: Expr, right: Expr) -> Expr:
        """Compute with two literals, exactly, as Python does."""
        assert isinstance(left, Literal)
        assert isinstance(right, Literal)
        a, b = left.value, right.value
        if sign in {"//", "%"} and b == 0:
            self.fail(right.mark, "division by zero", "")
        if sign in {"<<", ">>"} and not 0 <= b < 128:
            self.fail(right.mark, f"a shift by {b} is out of range", "")
        fold: dict[str, Callable[[], int]] = {
            "+": lambda: a + b,
            "-": lambda: a - b,
            "*": lambda: a * b,
            "//": lambda: a // b,
            "%": lambda: a % b,
            "&": lambda: a & b,
            "|": lambda: a | b,
            "^": lambda: a ^ b,
            "<<": lambda: a << b,
            ">>": lambda: a >> b,
        }
        return Literal(UNTYPED, self.mark(node), fold[sign]())

    def _shift(self, mark: Mark, sign: str, left: Expr, right: Expr) -> Expr:
        kind = left.type
        if kind is UNTYPED:
            self.fail(left.mark, "which width has this number?", "give it one: u64(1) << n")
        if not isinstance(kind, IntType):
            self.fail(left.mark, f"{sign} has no meaning for a {kind}", "convert to an integer")
        if right.type is UNTYPED and isinstance(right, Literal):
            if not 0 <= right.value < kind.width:
                self.fail(
                    right.mark,
                    f"a shift by {right.value} is out of range for {kind}",
                    f"shift by 0 to {kind.width - 1}, or convert first: u64(x) {sign} n",
                )
            right = replace(right, type=kind if not kind.signed else U64)
        elif not isinstance(right.type, IntType):
            self.fail(right.mark, f"a shift by a {right.type}", "shift by an unsigned integer")
        elif right.type.signed:
            self.fail(
                right.mark,
                f"a shift by a {right.type}, which may be negative",
                f"write u{right.type.width}(...) if it never is",
            )
        return Binary(kind, mark, sign, left, right)

    def _pointer_arithmetic(self, node: ast.AST, sign: str, left: Expr, right: Expr) -> Expr:
        mark = self.mark(node)
        pointer = self.decay(left)
        kind = pointer.type
        assert isinstance(kind, PtrType)
        if kind.target.size == 0:
            self.fail(node, f"arithmetic on a {kind}", "cast it to ptr[u8] first")
        if isinstance(right.type, PtrType) or is_place(right.type):
            other = self.decay(right)
            if sign != "-" or other.type != kind:
                self.fail(node, f"a {kind} {sign} a {other.type}", "only p - q has a meaning")
            return Distance(I64, mark, pointer, other, kind.target.size)
        index = self.default(right)
        if not isinstance(index.type, IntType):
            self.fail(right.mark, f"a {kind} {sign} a {right.type}", "add an integer")
        return Element(kind, mark, pointer, index, kind.target.size, sign == "-")

    def _at_UnaryOp(self, node: ast.UnaryOp) -> Expr:
        mark = self.mark(node)
        if isinstance(node.op, ast.Not):
            return self._not(mark, self.condition(node.operand))
        value = self.expr(node.operand)
        sign = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
        if isinstance(value, Literal) and value.type is UNTYPED:
            number = {"-": -value.value, "+": value.value, "~": ~value.value}[sign]
            return Literal(UNTYPED, mark, number)
        if not isinstance(value.type, IntType):
            hint = "write not x" if value.type is BOOL else ""
            self.fail(node, f"{sign} has no meaning for a {value.type}", hint)
        return value if sign == "+" else Unary(value.type, mark, sign, value)

    # -- logic

    def _at_BoolOp(self, node: ast.BoolOp) -> Expr:
        mark = self.mark(node)
        op = "and" if isinstance(node.op, ast.And) else "or"
        values = [self.expr(node.values[0])]
        before = None if self.assigned is None else set(self.assigned)
        values += [self.expr(value) for value in node.values[1:]]
        self.assigned = before
        kinds = [value.type for value in values if value.type is not UNTYPED]
        if not kinds:
            return _decided(op, values)
        result = values[0]
        for value in values[1:]:
            left, right = self.unified(node, result, value)
            if is_place(left.type) or left.type in {VOID, NULL}:
                self.fail(node, f"`{op}` has no meaning for a {left.type}", "")
            result = Logical(left.type, mark, op, left, right)
        return result

    def _at_IfExp(self, node: ast.IfExp) -> Expr:
        condition, true, false = self.decision(node.test)
        self.assigned = true
        yes = self._branch(node.body)
        true, self.assigned = self.assigned, false
        no = self._branch(node.orelse)
        self.assigned = both(true, self.assigned)
        yes, no = self.unified(node, yes, no)
        if yes.type is VOID:
            self.fail(node, "these have no value", "write if ... else statements")
        return Choose(yes.type, self.mark(node), condition, yes, no)

    def _branch(self, node: ast.expr) -> Expr:
        return self._at_IfExp(node) if isinstance(node, ast.IfExp) else self.expr(node)

    def _at_NamedExpr(self, node: ast.NamedExpr) -> Expr:
        name = node.target.id
        value = self.expr(node.value, self.type_of_target(node.target))
        if name not in self.variables:
            value = self.default(value)
            self.storable(value, node)
        variable = self.variables.get(name) or self.declare(name, value.type, node.target)
        value = self.coerce(value, variable.type, f"{name}, a {variable.type}")
        self.set_assigned(variable)
        self.follow(variable, value, node)
        variable.cleared = not variable.parameter
        return Walrus(variable.type, self.mark(node), variable, value)


def _decided(op: str, values: list[Expr]) -> Expr:
    """Return the one of some numbers that ``and`` or ``or`` gives."""
    for value in values[:-1]:
        assert isinstance(value, Literal)
        if bool(value.value) is (op == "or"):
            return value
    return values[-1]
