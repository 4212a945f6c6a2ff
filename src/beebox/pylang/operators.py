"""Arithmetic, comparison and logic."""

# ruff: noqa: N802 - methods are named after classes of ast

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from beebox.pylang.convert import Mismatch, is_place, unify
from beebox.pylang.exprs import Expressions
from beebox.pylang.struct import StructType
from beebox.pylang.tree import (
    UNTYPED,
    Binary,
    Chain,
    Choose,
    Compare,
    Convert,
    Distance,
    Element,
    Expr,
    Literal,
    Logical,
    Mark,
    Unary,
    Walrus,
)
from beebox.pylang.types import BOOL, I64, NULL, U64, VOID, ArrayType, IntType, PtrType

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
}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "==",
    ast.IsNot: "!=",
}


class Operators(Expressions):
    """Arithmetic, comparison and logic."""

    def _at_BinOp(self, node: ast.BinOp) -> Expr:
        left = self.expr(node.left)
        return self.arithmetic(node, node.op, left, self.expr(node.right, left.type))

    def arithmetic(self, node: ast.AST, op: ast.operator, left: Expr, right: Expr) -> Expr:
        """Check ``left op right``."""
        sign = _OPS.get(type(op))
        if sign is None:
            if isinstance(op, ast.Div):
                self.fail(node, "/ is division of floating-point numbers", "write // for integers")
            self.fail(node, "this operator is not supported", "")
        mark = self.mark(node)
        if left.type is UNTYPED and right.type is UNTYPED:
            return self._fold(node, sign, left, right)
        if sign in {"+", "-"} and (is_place(left.type) or isinstance(left.type, PtrType)):
            return self._pointer_arithmetic(node, sign, left, right)
        if sign in {"<<", ">>"}:
            return self._shift(mark, sign, left, right)
        left, right = self._unify(node, left, right)
        if left.type is BOOL and sign in {"&", "|", "^"}:
            return Binary(BOOL, mark, sign, left, right)
        if not isinstance(left.type, IntType):
            self.fail(node, f"{sign} has no meaning for a {left.type}", "convert to an integer")
        if sign in {"//", "%"} and isinstance(right, Literal) and right.value == 0:
            self.fail(right.mark, "division by zero", "")
        return Binary(left.type, mark, sign, left, right)

    def _unify(self, node: ast.AST, left: Expr, right: Expr) -> tuple[Expr, Expr]:
        try:
            return unify(left, right)
        except Mismatch as error:
            self.fail(node, error.message, error.hint)

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

    def decay(self, value: Expr) -> Expr:
        """Return a struct or array as a pointer to it, or to its first element."""
        if isinstance(value.type, ArrayType):
            return Convert(PtrType(value.type.element), value.mark, value)
        if isinstance(value.type, StructType):
            return Convert(PtrType(value.type), value.mark, value)
        return value

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

    # -- comparison and logic

    def _at_Compare(self, node: ast.Compare) -> Expr:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._contains(node)
        operands = [self.expr(node.left)]
        before = None
        for index, comparator in enumerate(node.comparators):
            if index == 1:
                before = None if self.assigned is None else set(self.assigned)
            operands.append(self.expr(comparator))
        if len(node.ops) > 1:
            self.assigned = before
        signs = []
        kinds = [operand.type for operand in operands]
        known = [kind for kind in kinds if kind is not UNTYPED and kind is not NULL]
        for index, op in enumerate(node.ops):
            if type(op) not in _COMPARE:
                self.fail(node, "`in` cannot be part of a chain", "")
            pair = self._comparable(node, op, operands[index], operands[index + 1])
            if index and pair[0].type != operands[index].type:
                self.fail(node, "a chain compares values of one type", "write a < b and b < c")
            operands[index], operands[index + 1] = pair
            signs.append(_COMPARE[type(op)])
        mark = self.mark(node)
        if len(signs) == 1:
            return self._compare(node, mark, signs[0], operands[0], operands[1])
        if not known:
            self.fail(node, "this compares only constants", "write True or False")
        kept = self.default(operands[0]).type
        if any(operand.type != kept for operand in operands):
            self.fail(node, "a chain compares values of one type", "write a < b and b < c")
        return Chain(BOOL, mark, tuple(operands), tuple(signs))

    def _compare(self, node: ast.Compare, mark: Mark, sign: str, left: Expr, right: Expr) -> Expr:
        if isinstance(left, Literal) and isinstance(right, Literal) and left.type is UNTYPED:
            a, b = left.value, right.value
            truth = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
            return Literal(BOOL, mark, int(truth[sign]))
        del node
        return Compare(BOOL, mark, sign, left, right)

    def _comparable(
        self, node: ast.Compare, op: ast.cmpop, left: Expr, right: Expr
    ) -> tuple[Expr, Expr]:
        identity = isinstance(op, ast.Is | ast.IsNot)
        if is_place(left.type) or is_place(right.type):
            if identity:
                left, right = self.decay(left), self.decay(right)
            else:
                hint = "compare fields, or memory with an equal function; addresses with `is`"
                self.fail(node, "structs and arrays are not compared as a whole", hint)
        left, right = self._unify(node, left, right)
        kind = left.type
        if identity and not isinstance(kind, PtrType) and kind is not BOOL:
            self.fail(node, "`is` compares pointers", "write == for numbers")
        if kind in {BOOL, NULL} and not isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            self.fail(node, f"a {kind} has no order", "")
        if not isinstance(kind, IntType | PtrType) and kind not in {BOOL, UNTYPED}:
            self.fail(node, f"values of type {kind} cannot be compared", "")
        return left, right

    def _contains(self, node: ast.Compare) -> Expr:
        if len(node.ops) > 1:
            self.fail(node, "`in` cannot be part of a chain", "write two comparisons with and")
        foreign = self.foreign(node.comparators[0])
        if foreign is None:
            self.fail(node, "`in` has no meaning here", "compare one by one: x == 1 or x == 2")
        found = foreign.contains(self.checker, node, node.left)
        return self._not(self.mark(node), found) if isinstance(node.ops[0], ast.NotIn) else found

    def _at_BoolOp(self, node: ast.BoolOp) -> Expr:
        mark = self.mark(node)
        op = "and" if isinstance(node.op, ast.And) else "or"
        values = [self.expr(node.values[0])]
        before = None if self.assigned is None else set(self.assigned)
        values += [self.expr(value) for value in node.values[1:]]
        self.assigned = before
        kinds = [value.type for value in values if value.type is not UNTYPED]
        if not kinds:
            self.fail(node, f"`{op}` of constants only", "write the result")
        result = values[0]
        for value in values[1:]:
            left, right = self._unify(node, result, value)
            if is_place(left.type) or left.type in {VOID, NULL}:
                self.fail(node, f"`{op}` has no meaning for a {left.type}", "")
            result = Logical(left.type, mark, op, left, right)
        return result

    def _at_IfExp(self, node: ast.IfExp) -> Expr:
        condition = self.condition(node.test)
        before = None if self.assigned is None else set(self.assigned)
        yes = self._branch(node.body)
        self.assigned = None if before is None else set(before)
        no = self._branch(node.orelse)
        self.assigned = before
        yes, no = self._unify(node, yes, no)
        if yes.type is VOID:
            self.fail(node, "these have no value", "write if ... else statements")
        return Choose(yes.type, self.mark(node), condition, yes, no)

    def _branch(self, node: ast.expr) -> Expr:
        return self._at_IfExp(node) if isinstance(node, ast.IfExp) else self.expr(node)

    def _at_NamedExpr(self, node: ast.NamedExpr) -> Expr:
        value = self.default(self.expr(node.value))
        name = node.target.id
        self.storable(value, node)
        variable = self.variables.get(name) or self.declare(name, value.type, node.target)
        value = self.coerce(value, variable.type, f"{name}, a {variable.type}")
        self.set_assigned(variable)
        return Walrus(variable.type, self.mark(node), variable, value)
