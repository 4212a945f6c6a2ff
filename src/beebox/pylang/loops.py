"""Loops: ``while``, and ``for`` over ranges and over arrays."""

# ruff: noqa: N802 - methods are named after classes of ast

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from beebox.pylang.calls import Calls
from beebox.pylang.exprs import both
from beebox.pylang.ranges import Range
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Binary,
    Break,
    Choose,
    Compare,
    Continue,
    Element,
    Expr,
    If,
    Literal,
    Logical,
    Mark,
    Stmt,
    Unary,
    Variable,
    While,
)
from beebox.pylang.types import (
    BOOL,
    I64,
    U8,
    U16,
    U32,
    U64,
    ArrayType,
    IntType,
    PtrType,
)

_WHAT = "for i in range(n), or over an Array or a written-out list"


class Loops(Calls):
    """Loops."""

    def body(self, statements: Sequence[ast.stmt]) -> tuple[Stmt, ...]:
        """Check statements in order."""
        raise NotImplementedError

    def bind(self, target: ast.expr, value: Expr) -> Stmt:
        """Give *target*, a name or a place in memory, an evaluated *value*."""
        raise NotImplementedError

    def _on_While(self, node: ast.While) -> Sequence[Stmt]:
        condition, true, false = self.decision(node.test)
        forever = isinstance(condition, Literal) and bool(condition.value)
        self.assigned = true
        body, otherwise = self._turns(node, false, forever=forever)
        return (While(self.mark(node.test), condition, body, otherwise),)

    def _turns(
        self,
        node: ast.While | ast.For,
        before: set[Variable] | None,
        *,
        forever: bool = False,
        held: Iterable[Variable] = (),
        called: bool = False,
    ) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
        """Check the body and the ``else`` of a loop.

        *before* is what is assigned at each test; *held*, whose elements it goes over;
        *called*: the kernel calls the body.
        """
        entered = set(before or ())
        self.loops.append([])
        self.entered.append(entered)
        self.shared.append(set(held))
        self.called_loops.append(called)
        body = self.body(node.body)
        self.entered.pop()
        self.shared.pop()
        self.called_loops.pop()
        breaks = self.loops.pop()
        self.assigned = None if forever else before
        if node.orelse and forever:
            self.fail(node.orelse[0], "this is never reached", "remove the else of this loop")
        otherwise = self.body(node.orelse)
        for state in breaks:
            self.assigned = both(self.assigned, state)
        return body, otherwise

    def _on_Break(self, node: ast.Break) -> Sequence[Stmt]:
        assert self.assigned is not None
        self.loops[-1].append(set(self.assigned))
        self.assigned = None
        return (Break(self.mark(node)),)

    def _on_Continue(self, node: ast.Continue) -> Sequence[Stmt]:
        self.assigned = None
        return (Continue(self.mark(node)),)

    def _on_For(self, node: ast.For) -> Sequence[Stmt]:
        call = self.written(node.iter)
        foreign = self.foreign(call)
        if foreign is None and isinstance(call, ast.Call):
            foreign = self.foreign(call.func)
        if foreign is not None:
            return (foreign.iterate(self.checker, node),)
        thing = self.static(call.func) if isinstance(call, ast.Call) else None
        if thing is range and isinstance(call, ast.Call):
            if not isinstance(node.target, ast.Name):
                self.fail(node.target, "the loop variable must be a name", "for i in range(n)")
            return self._range(node, node.target, call)
        if thing is enumerate and isinstance(call, ast.Call):
            return self._enumerate(node, call)
        return self._elements(node, node.target, call, None)

    # -- arrays

    def _enumerate(self, node: ast.For, call: ast.Call) -> Sequence[Stmt]:
        target = node.target
        is_pair = isinstance(target, ast.Tuple) and len(target.elts) == 2
        if call.keywords or len(call.args) not in {1, 2} or not is_pair:
            self.fail(node.iter, "enumerate takes one array", "for i, x in enumerate(array)")
        assert isinstance(target, ast.Tuple)
        first = self.expr(call.args[1]) if len(call.args) == 2 else None
        if first is not None and not isinstance(first, Literal):
            self.fail(call.args[1], "enumerate counts from a constant", "enumerate(array, 1)")
        start = 0 if first is None else first.value
        over = self.written(call.args[0])
        return self._elements(node, target.elts[1], over, target.elts[0], start)

    def _elements(
        self,
        node: ast.For,
        target: ast.expr,
        over: ast.expr,
        index: ast.expr | None,
        start: int = 0,
    ) -> Sequence[Stmt]:
        """Check a loop over the elements of an array, *index* counting them from *start*."""
        listed = isinstance(over, ast.List | ast.Tuple)
        array = self.array(over) if listed else self.expr(over)  # type: ignore[arg-type]  # listed
        if not isinstance(array.type, ArrayType):
            what = "an integer" if array.type is UNTYPED else f"a {array.type}"
            self.fail(over, f"{what} cannot be iterated", _WHAT)
        kind = array.type.element
        mark = self.mark(over)
        place, counter = self.hidden(PtrType(kind)), self.hidden(I64)
        first = Assign(mark, place, self.decay(array))
        begin = Assign(mark, counter, Literal(I64, mark, 0))
        held = self.iterated(place, array)
        at = self.read(counter, over)
        before = None if self.assigned is None else set(self.assigned)
        address = Element(PtrType(kind), mark, self.read(place, over), at, kind.size)
        bound = [self.bind(target, self.load(address, kind))]
        if index is not None:
            number = Binary(I64, mark, "+", at, Literal(I64, mark, start)) if start else at
            bound.insert(0, self.bind(index, number))
        body, otherwise = self._turns(node, before, held=held)
        test = Compare(BOOL, mark, "<", at, Literal(I64, mark, array.type.length))
        more = Assign(mark, counter, Binary(I64, mark, "+", at, Literal(I64, mark, 1)))
        return (first, begin, While(mark, test, (*bound, *body), otherwise, (more,)))

    # -- ranges

    def _range(self, node: ast.For, target: ast.Name, call: ast.Call) -> Sequence[Stmt]:
        bounds = self.range_bounds(call, self.variables.get(target.id))
        mark, kind = self.mark(call), bounds.kind
        counter, limit = self.hidden(kind), self.hidden(kind)
        found: list[Stmt] = [
            Assign(mark, counter, bounds.start),
            Assign(mark, limit, bounds.stop),
        ]
        step = bounds.step
        if isinstance(step, Expr):
            kept = self.hidden(kind)
            found.append(Assign(mark, kept, step))
            step = self.read(kept, call)
        at, end = self.read(counter, call), self.read(limit, call)
        before = None if self.assigned is None else set(self.assigned)
        bound = self.bind(target, at)
        body, otherwise = self._turns(node, before)
        advance = self._advance(mark, counter, at, end, step, bounds)
        test = _more(mark, at, end, step)
        found.append(While(mark, test, (bound, *body), otherwise, (advance,)))
        return found

    def _advance(
        self, mark: Mark, counter: Variable, at: Expr, end: Expr, step: int | Expr, bounds: Range
    ) -> Stmt:
        """Return what counts on; where the next number may not exist in its width it is the end."""
        kind = bounds.kind
        if isinstance(step, Expr):
            next_ = Assign(mark, counter, Binary(kind, mark, "+", at, step))
        else:
            size = Literal(kind, mark, abs(step))
            next_ = Assign(mark, counter, Binary(kind, mark, "+" if step > 0 else "-", at, size))
            stop = bounds.stop
            if abs(step) == 1 or (isinstance(stop, Literal) and kind.holds(stop.value + step)):
                return next_
        near = Compare(BOOL, mark, "<=", *_gap(mark, kind, at, end, step))
        return If(mark, near, (Assign(mark, counter, end),), (next_,))


def _more(mark: Mark, at: Expr, end: Expr, step: int | Expr) -> Expr:
    """Return whether there is another turn; a step of 0 makes none."""
    up, down = Compare(BOOL, mark, "<", at, end), Compare(BOOL, mark, ">", at, end)
    if isinstance(step, int):
        return up if step > 0 else down
    zero = Literal(step.type, mark, 0)
    rises = Logical(BOOL, mark, "and", Compare(BOOL, mark, ">", step, zero), up)
    if isinstance(step.type, IntType) and not step.type.signed:
        return rises
    falls = Logical(BOOL, mark, "and", Compare(BOOL, mark, "<", step, zero), down)
    return Logical(BOOL, mark, "or", rises, falls)


def _gap(mark: Mark, kind: IntType, at: Expr, end: Expr, step: int | Expr) -> tuple[Expr, Expr]:
    """Return how far the end is, and how long a step is: both unsigned."""
    wide = {8: U8, 16: U16, 32: U32, 64: U64}[kind.width]
    rest, back = Binary(wide, mark, "-", end, at), Binary(wide, mark, "-", at, end)
    if isinstance(step, int):
        return (rest if step > 0 else back), Literal(wide, mark, abs(step))
    if not kind.signed:
        return rest, step
    falls = Compare(BOOL, mark, "<", step, Literal(kind, mark, 0))
    size = Choose(wide, mark, falls, Unary(wide, mark, "-", step), step)
    return Choose(wide, mark, falls, back, rest), size
