"""``match``: values, alternatives, captures, guards, and tuples of them, as a chain of ``if``."""

# ruff: noqa: N802 - methods are named after classes of ast

from __future__ import annotations

import ast
from collections.abc import Sequence

from beebox.pylang.exprs import both
from beebox.pylang.loops import Loops
from beebox.pylang.tree import Assign, Expr, If, Literal, Logical, Sequenced, Stmt
from beebox.pylang.types import BOOL

_KINDS = "a case has numbers, names of constants, |, _, a name, or a tuple of these"


class Matching(Loops):
    """``match``."""

    def _on_Match(self, node: ast.Match) -> Sequence[Stmt]:
        found: list[Stmt] = []
        subject = self._subject(node.subject, found)
        return [*found, *self._cases(node.cases, subject)]

    def _subject(self, node: ast.expr, found: list[Stmt]) -> Expr | list[Expr]:
        """Evaluate what is matched, once."""
        if isinstance(node, ast.Tuple | ast.List):
            parts = [self._subject(item, found) for item in node.elts]
            if any(isinstance(part, list) for part in parts):
                self.fail(node, "a tuple in a tuple is not matched", "match a, b, c: ...")
            return [part for part in parts if isinstance(part, Expr)]
        value = self.default(self.expr(node))
        self.storable(value, node)
        kept = self.temporary(value)
        found.append(Assign(self.mark(node), kept, value))
        return self.read(kept, node)

    def _cases(
        self, cases: Sequence[ast.match_case], subject: Expr | list[Expr]
    ) -> tuple[Stmt, ...]:
        if not cases:
            return ()
        case = cases[0]
        before = None if self.assigned is None else set(self.assigned)
        names: list[tuple[ast.Name, Expr]] = []
        condition = self._pattern(case.pattern, subject, names)
        bound = tuple(self.bind(name, value) for name, value in names)
        after = before
        if case.guard is not None:
            guard = self.condition(case.guard)
            mark = self.mark(case.guard)
            if bound:
                guard = Sequenced(BOOL, mark, bound, guard)
            condition, bound = Logical(BOOL, mark, "and", condition, guard), ()
        then = (*bound, *self.body(case.body))
        if isinstance(condition, Literal) and condition.value:
            return then
        ended, self.assigned = self.assigned, after
        otherwise = self._cases(cases[1:], subject)
        self.assigned = both(ended, self.assigned)
        return (If(self.mark(case.pattern), condition, then, otherwise),)

    def _pattern(
        self, pattern: ast.pattern, subject: Expr | list[Expr], names: list[tuple[ast.Name, Expr]]
    ) -> Expr:
        """Return whether *pattern* matches, and note what it gives names to."""
        if isinstance(pattern, ast.MatchAs):
            return self._capture(pattern, subject, names)
        if isinstance(pattern, ast.MatchOr):
            return self._either(pattern, subject)
        if isinstance(pattern, ast.MatchSequence):
            return self._sequence(pattern, subject, names)
        if not isinstance(pattern, ast.MatchValue | ast.MatchSingleton):
            self.fail(pattern, "this pattern is not supported", _KINDS)
        if isinstance(subject, list):
            self.fail(pattern, f"{len(subject)} values are matched", "case (1, x): ...")
        if isinstance(pattern, ast.MatchValue):
            return self.equality(pattern, subject, self.expr(pattern.value))
        return self.equality(pattern, subject, self.constant(pattern.value, pattern))

    def _capture(
        self, pattern: ast.MatchAs, subject: Expr | list[Expr], names: list[tuple[ast.Name, Expr]]
    ) -> Expr:
        truth: Expr = Literal(BOOL, self.mark(pattern), 1)
        if pattern.pattern is not None:
            truth = self._pattern(pattern.pattern, subject, names)
        if pattern.name is not None:
            if isinstance(subject, list):
                self.fail(pattern, "a tuple has no name here", "name each value: case (a, b)")
            name = ast.copy_location(ast.Name(pattern.name, ast.Store()), pattern)
            names.append((name, subject))
        return truth

    def _either(self, pattern: ast.MatchOr, subject: Expr | list[Expr]) -> Expr:
        mark = self.mark(pattern)
        names: list[tuple[ast.Name, Expr]] = []
        result = self._pattern(pattern.patterns[0], subject, names)
        for one in pattern.patterns[1:]:
            result = Logical(BOOL, mark, "or", result, self._pattern(one, subject, names))
        if names:
            self.fail(names[0][0], "a name among alternatives is not supported", "use a guard")
        return result

    def _sequence(
        self,
        pattern: ast.MatchSequence,
        subject: Expr | list[Expr],
        names: list[tuple[ast.Name, Expr]],
    ) -> Expr:
        if not isinstance(subject, list):
            self.fail(pattern, f"a {subject.type} is not a tuple", "match a, b: case (1, 2): ...")
        if len(subject) != len(pattern.patterns):
            message = f"{len(pattern.patterns)} patterns for {len(subject)} values"
            self.fail(pattern, message, "write as many patterns as values, _ for any")
        mark = self.mark(pattern)
        result: Expr = Literal(BOOL, mark, 1)
        for one, value in zip(pattern.patterns, subject, strict=True):
            truth = self._pattern(one, value, names)
            if isinstance(truth, Literal) and truth.value:
                continue
            sure = isinstance(result, Literal)
            result = truth if sure else Logical(BOOL, mark, "and", result, truth)
        return result
