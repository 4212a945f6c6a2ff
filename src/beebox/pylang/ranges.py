"""``range(...)``: its bounds, as loops and ``in`` need them."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from beebox.pylang.exprs import Expressions
from beebox.pylang.tree import UNTYPED, Expr, Literal, Variable
from beebox.pylang.types import I64, IntType, Type


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of a ``range``: all of *kind*; the step is a constant or a value."""

    kind: IntType
    start: Expr
    stop: Expr
    step: int | Expr


class Ranges(Expressions):
    """Reads ranges."""

    def range_bounds(self, call: ast.Call, known: Variable | None) -> Range:
        """Check the arguments of a ``range``; *known* is the variable that takes its numbers."""
        if call.keywords or not 1 <= len(call.args) <= 3:
            self.fail(call, "range takes 1 to 3 plain arguments", "range(start, stop, step)")
        values = [self.expr(argument) for argument in call.args]
        last = values.pop() if len(values) == 3 else None
        if len(values) == 1:
            values.insert(0, Literal(UNTYPED, self.mark(call), 0))
        every = [*values, *([last] if last else [])]
        typed = [value.type for value in every if value.type is not UNTYPED]
        kind: Type = typed[0] if typed else known.type if known is not None else I64
        if not isinstance(kind, IntType):
            self.fail(call, f"range needs integers, not a {kind}", "")
        start, stop = (self.coerce(value, kind, f"a range of {kind}") for value in values)
        return Range(kind, start, stop, self._step(call, last, kind))

    def _step(self, call: ast.Call, last: Expr | None, kind: IntType) -> int | Expr:
        if last is None:
            return 1
        if not isinstance(last, Literal):
            return self.coerce(last, kind, f"a range of {kind}")
        if not last.value:
            self.fail(call.args[2], "the step of a range is not 0", "")
        if abs(last.value) > kind.most:
            self.fail(call, f"a step of {last.value} does not fit {kind}", "")
        return last.value
