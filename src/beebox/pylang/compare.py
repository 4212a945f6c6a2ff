"""Comparison: of numbers and pointers, of text and bytes, and ``in``."""

# ruff: noqa: N802 - methods are named after classes of ast

from __future__ import annotations

import ast

from beebox.pylang.convert import Mismatch, is_place, unify
from beebox.pylang.ranges import Ranges
from beebox.pylang.read import Scope
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Binary,
    Chain,
    Compare,
    Convert,
    Expr,
    Literal,
    Load,
    Logical,
    Mark,
    Offset,
    Sequenced,
    Stmt,
)
from beebox.pylang.types import BOOL, CHAR, NULL, U8, U64, ArrayType, IntType, PtrType

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
LONGEST = 64
"""elements of arrays that are compared in place; longer ones are for a loop"""


class Comparisons(Ranges):
    """Comparison."""

    def unified(self, node: ast.AST, left: Expr, right: Expr) -> tuple[Expr, Expr]:
        """Bring two operands to one type, or fail."""
        try:
            return unify(left, right)
        except Mismatch as error:
            self.fail(node, error.message, error.hint)

    def decay(self, value: Expr) -> Expr:
        """Return a struct or array as a pointer to it, or to its first element."""
        if isinstance(value.type, ArrayType):
            return Convert(PtrType(value.type.element), value.mark, value)
        if isinstance(value.type, StructType):
            return Convert(PtrType(value.type), value.mark, value)
        return value

    def _at_Compare(self, node: ast.Compare) -> Expr:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._contains(node)
        if isinstance(node.ops[0], ast.Eq | ast.NotEq) and len(node.ops) == 1:
            same = self._texts(node, node.left, node.comparators[0])
            if same is not None:
                return self._not(same.mark, same) if isinstance(node.ops[0], ast.NotEq) else same
        operands = [self.expr(node.left)]
        before = None
        for index, comparator in enumerate(node.comparators):
            if index == 1:
                before = None if self.assigned is None else set(self.assigned)
            operands.append(self.expr(comparator))
        if len(node.ops) > 1:
            self.assigned = before
            return self._chain(node, operands)
        left, right = operands
        if is_place(left.type) and left.type == right.type:
            same = self._places(node, node.ops[0], left, right)
            if same is not None:
                return same
        return self._pair(node, node.ops[0], left, right)

    def _chain(self, node: ast.Compare, operands: list[Expr]) -> Expr:
        signs = []
        known = [item for item in operands if item.type is not UNTYPED and item.type is not NULL]
        for index, op in enumerate(node.ops):
            if type(op) not in _COMPARE:
                self.fail(node, "`in` cannot be part of a chain", "")
            pair = self._comparable(node, op, operands[index], operands[index + 1])
            if index and pair[0].type != operands[index].type:
                self.fail(node, "a chain compares values of one type", "write a < b and b < c")
            operands[index], operands[index + 1] = pair
            signs.append(_COMPARE[type(op)])
        if not known:
            self.fail(node, "this compares only constants", "write True or False")
        kept = self.default(operands[0]).type
        if any(operand.type != kept for operand in operands):
            self.fail(node, "a chain compares values of one type", "write a < b and b < c")
        return Chain(BOOL, self.mark(node), tuple(operands), tuple(signs))

    def _pair(self, node: ast.AST, op: ast.cmpop, left: Expr, right: Expr) -> Expr:
        left, right = self._comparable(node, op, left, right)
        mark, sign = self.mark(node), _COMPARE[type(op)]
        if isinstance(left, Literal) and isinstance(right, Literal) and left.type is UNTYPED:
            a, b = left.value, right.value
            truth = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
            return Literal(BOOL, mark, int(truth[sign]))
        return Compare(BOOL, mark, sign, left, right)

    def equality(self, node: ast.AST, left: Expr, right: Expr) -> Expr:
        """Return whether two values are equal."""
        return self._pair(node, ast.Eq(), left, right)

    def _comparable(
        self, node: ast.AST, op: ast.cmpop, left: Expr, right: Expr
    ) -> tuple[Expr, Expr]:
        identity = isinstance(op, ast.Is | ast.IsNot)
        if is_place(left.type) or is_place(right.type):
            if identity:
                left, right = self.decay(left), self.decay(right)
            else:
                hint = "compare fields, or elements in a loop; addresses with `is`"
                self.fail(node, f"a {left.type} and a {right.type} are not compared", hint)
        left, right = self.unified(node, left, right)
        kind = left.type
        if identity and not isinstance(kind, PtrType) and kind is not BOOL:
            self.fail(node, "`is` compares pointers", "write == for numbers")
        if kind is NULL and not isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            self.fail(node, f"a {kind} has no order", "")
        if not isinstance(kind, IntType | PtrType) and kind not in {BOOL, UNTYPED}:
            self.fail(node, f"values of type {kind} cannot be compared", "")
        return left, right

    # -- text and arrays

    def text(self, node: ast.expr) -> str | None:
        """Return the text that *node* is at compile time, None if it is no text."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        thing = self.static(node) if isinstance(node, ast.Name | ast.Attribute) else Scope.MISSING
        if not isinstance(thing, str):
            return None
        self.capture(thing, ast.unparse(node))
        return thing

    def _texts(self, node: ast.AST, left: ast.expr, right: ast.expr) -> Expr | None:
        """Return whether an array of char holds a text, None if neither side is one."""
        texts = self.text(left), self.text(right)
        if texts == (None, None):
            return None
        if None not in texts:
            return Literal(BOOL, self.mark(node), int(texts[0] == texts[1]))
        array, text = (right, texts[0]) if texts[1] is None else (left, texts[1])
        assert text is not None
        return self.same_text(node, self.expr(array), text)

    def whole(self, value: Expr) -> Expr:
        """Return a text that lies where it cannot be used as one in the frame, else *value*."""
        kind = value.type
        held = kind.held(self.checker, value) if isinstance(kind, ForeignType) else None
        return value if held is None else held

    def same_text(self, node: ast.AST, array: Expr, text: str, *, start: bool = False) -> Expr:
        """Return whether an array of char, up to its NUL, is *text*, or starts with it."""
        array = self.whole(array)
        kind = array.type
        if not isinstance(kind, ArrayType) or kind.element is not CHAR:
            hint = "an Array[char, n] has a text"
            if isinstance(kind, PtrType):
                hint += "; read other memory into one: bpf.read_user_str(x, p), or read_kernel_str"
            elif isinstance(kind, IntType):
                hint = "compare it with a number"
            self.fail(node, f"a {kind} is not a text", hint)
        data = text.encode("utf-8", "surrogateescape")
        if len(data) > kind.length or 0 in data:
            self.fail(node, f"this is never equal: {text!r} does not fit a {kind}")
        if len(data) < kind.length and not start:
            data += b"\0"
        return self._bytes_equal(self.mark(node), array, data)

    def _bytes_equal(self, mark: Mark, array: Expr, data: bytes) -> Expr:
        """Return whether the bytes at *array* are *data*: one comparison of all differences."""
        if not data:
            return Literal(BOOL, mark, 1)
        place = self.hidden(PtrType(U8))
        keep: Stmt = Assign(mark, place, Convert(PtrType(U8), mark, self.decay(array)))
        rest: Expr | None = None
        for index, byte in enumerate(data):
            at = Offset(PtrType(U8), mark, self.read_at(place, mark), index)
            have = Convert(U64, mark, Load(U8, mark, at))
            differ = Binary(U64, mark, "^", have, Literal(U64, mark, byte))
            rest = differ if rest is None else Binary(U64, mark, "|", rest, differ)
        assert rest is not None
        equal = Compare(BOOL, mark, "==", rest, Literal(U64, mark, 0))
        return Sequenced(BOOL, mark, (keep,), equal)

    def _places(self, node: ast.AST, op: ast.cmpop, left: Expr, right: Expr) -> Expr | None:
        """Return whether two arrays of integers are equal, element by element."""
        kind = left.type
        if not isinstance(op, ast.Eq | ast.NotEq) or not isinstance(kind, ArrayType):
            return None
        if not isinstance(kind.element, IntType):
            self.fail(node, f"two {kind} are not compared as a whole", "compare in a loop")
        if kind.element is CHAR:
            self.fail(node, "are these texts or bytes?", "compare element by element, in a loop")
        if kind.length > LONGEST:
            self.fail(node, f"{kind.length} elements are too many here", "compare in a loop")
        mark, element = self.mark(node), kind.element
        a, b = self.hidden(PtrType(element)), self.hidden(PtrType(element))
        keep = (Assign(mark, a, self.decay(left)), Assign(mark, b, self.decay(right)))
        truth: Expr = Literal(BOOL, mark, 1)
        for index in range(kind.length):
            pair = [
                Load(element, mark, Offset(PtrType(element), mark, read, index * element.size))
                for read in (self.read_at(a, mark), self.read_at(b, mark))
            ]
            one = Compare(BOOL, mark, "==", pair[0], pair[1])
            truth = one if not index else Logical(BOOL, mark, "and", truth, one)
        truth = self._not(mark, truth) if isinstance(op, ast.NotEq) else truth
        return Sequenced(BOOL, mark, keep, truth)

    # -- in

    def _contains(self, node: ast.Compare) -> Expr:
        if len(node.ops) > 1:
            self.fail(node, "`in` cannot be part of a chain", "write two comparisons with and")
        over = self.written(node.comparators[0], sets=True)
        foreign = self.foreign(over)
        if foreign is not None:
            found = foreign.contains(self.checker, node, node.left)
        elif isinstance(over, ast.Tuple | ast.List | ast.Set):
            found = self._among(node, over.elts)
        elif isinstance(over, ast.Call) and self.static(over.func) is range:
            found = self._within(node, over)
        else:
            hint = "x in (1, 2, 3), x in range(n), k in a map"
            if isinstance(self.static(over), list | tuple | set | dict | frozenset):
                hint = "write them out, x in (1, 2, 3), or keep them in a map"
            self.fail(node, "`in` has no meaning here", hint)
        return self._not(self.mark(node), found) if isinstance(node.ops[0], ast.NotIn) else found

    def _among(self, node: ast.Compare, items: list[ast.expr]) -> Expr:
        """Return whether the left side is one of *items*: all are evaluated, then compared."""
        value = self.whole(self.default(self.expr(node.left)))
        mark, keep = self.mark(node), self.temporary(value)
        kept: list[Stmt] = [Assign(mark, keep, value)]
        here = self.read(keep, node.left)
        result: Expr = Literal(BOOL, mark, 0)
        for index, item in enumerate(items):
            text = self.text(item)
            if text is not None:
                one = self.same_text(item, here, text)
            else:
                one = self.equality(item, here, self._evaluated(item, kept))
            result = one if not index else Logical(BOOL, mark, "or", result, one)
        return Sequenced(BOOL, mark, tuple(kept), result)

    def _evaluated(self, node: ast.expr, kept: list[Stmt]) -> Expr:
        """Return the value of *node*, evaluated among *kept*."""
        value = self.expr(node)
        if isinstance(value, Literal):
            return value
        variable = self.temporary(value)
        kept.append(Assign(value.mark, variable, value))
        return self.read(variable, node)

    def _within(self, node: ast.Compare, call: ast.Call) -> Expr:
        """Return whether a number is in a range with a step of 1."""
        value = self.default(self.expr(node.left))
        keep = self.temporary(value)
        bounds = self.range_bounds(call, keep)
        if bounds.step != 1:
            self.fail(call, "a range with a step is not searched", "write a comparison with %")
        mark, here = self.mark(node), self.read(keep, node.left)
        start, stop = self.temporary(bounds.start), self.temporary(bounds.stop)
        kept = (
            Assign(mark, keep, value),
            Assign(mark, start, bounds.start),
            Assign(mark, stop, bounds.stop),
        )
        low = self._pair(node, ast.LtE(), self.read(start, call), here)
        high = self._pair(node, ast.Lt(), here, self.read(stop, call))
        return Sequenced(BOOL, mark, kept, Logical(BOOL, mark, "and", low, high))
