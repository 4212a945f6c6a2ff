"""Loops whose turns are calls: the body is a function that the kernel calls back.

The body and the function around it share their variables: those that both use lie side by side in
the frame of the function around it, whose address every call gets as its last argument. What only
one body uses is its own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from beebox.pylang.matching import Matching
from beebox.pylang.read import Scope
from beebox.pylang.tree import (
    Assign,
    Break,
    Compare,
    Continue,
    Do,
    Expr,
    FunctionAddress,
    FunctionTree,
    If,
    Literal,
    Mark,
    Read,
    Return,
    Sequenced,
    Shared,
    Stmt,
    Variable,
    While,
)
from beebox.pylang.types import BOOL, I64, VOID, PtrType, Type

if TYPE_CHECKING:
    from beebox.pylang.check import Session

ANY = PtrType(VOID)
END, BROKEN, RETURNED = range(3)
"""how a loop ended: by itself, by ``break``, by ``return``"""

Start = Callable[[Expr, Expr], Expr]
"""makes the call that runs the loop, of the body's address and what it shares"""


class Closures(Matching):
    """Loops whose turns are calls."""

    def __init__(self, session: Session, tree: FunctionTree, scope: Scope) -> None:
        super().__init__(session, tree, scope)
        self.bodies: list[FunctionTree] = []
        """the bodies of the loops of this function that are called"""

    def called(
        self,
        node: ast.For,
        parameters: Sequence[tuple[str, Type]],
        names: Sequence[tuple[ast.expr, Callable[[Sequence[Expr]], Expr]]],
        start: Start,
    ) -> Stmt:
        """Check a loop that the kernel runs.

        The body takes *parameters* and what is shared. Each of *names* is given a value made of
        the parameters before each turn.
        """
        mark = self.mark(node.iter)
        before = None if self.assigned is None else set(self.assigned)
        taken = [
            Variable(name, kind, index, mark, parameter=True)
            for index, (name, kind) in enumerate((*parameters, ("shared", ANY)))
        ]
        values = [Read(variable.type, mark, variable) for variable in taken]
        bound = [self.bind(target, make(values)) for target, make in names]
        body, otherwise = self._turns(node, before, called=True)
        left = self.hidden(I64)
        result = None if self.tree.result is VOID else self.hidden(self.tree.result)
        ways = _Ways(left, result)
        tree = self._closure(mark, taken, (*bound, *ways.rewrite(body), _end(mark, 0)))
        how = Read(I64, mark, left)
        call = start(FunctionAddress(ANY, mark, tree), Shared(ANY, mark))
        steps: list[Stmt] = [Assign(mark, left, Literal(I64, mark, END)), Do(mark, call)]
        if ways.returns:
            value = None if result is None else Read(result.type, mark, result)
            steps.append(If(mark, _is(how, RETURNED), (Return(mark, value),)))
        if otherwise:
            steps.append(If(mark, _is(how, END), otherwise))
        return Do(mark, Sequenced(I64, mark, tuple(steps), how))

    def _closure(
        self, mark: Mark, parameters: list[Variable], body: tuple[Stmt, ...]
    ) -> FunctionTree:
        """Make the function of a loop's body."""
        root = self.tree
        for variable in _variables(body):
            if variable not in parameters:
                root.shared.setdefault(variable, 8 * len(root.shared))
        name = f"{root.name}_loop"
        tree = FunctionTree(name, name, root.source, mark, parameters, I64, body)
        tree.variables = [*parameters]
        tree.root = root
        tree.symbol = self.session.target.symbol(name)
        tree.inline = False
        self.session.module.functions.append(tree)
        self.bodies.append(tree)
        return tree

    def settle(self) -> None:
        """Leave to the body of a called loop what it alone uses: it can be in its own frame."""
        root = self.tree
        users: dict[Variable, list[FunctionTree]] = {item: [root] for item in root.parameters}
        for tree in (root, *self.bodies):
            for variable in dict.fromkeys(_variables(tree.body)):
                users.setdefault(variable, []).append(tree)
        common = [item for item in root.shared if len(users[item]) > 1]
        for variable in root.shared:
            if variable not in common:
                users[variable][0].variables.append(variable)
                root.variables.remove(variable)
        root.shared = {variable: 8 * at for at, variable in enumerate(common)}


class _Ways:
    """Turns what leaves a loop's body into returns of the function that it becomes."""

    def __init__(self, left: Variable, result: Variable | None) -> None:
        self.left = left
        self.result = result
        self.returns = False

    def rewrite(self, statements: Sequence[Stmt], *, in_loop: bool = False) -> tuple[Stmt, ...]:
        """Return the statements with their ways out changed."""
        found: list[Stmt] = []
        for statement in statements:
            found += self._one(statement, in_loop=in_loop)
        return tuple(found)

    def _one(self, node: Stmt, *, in_loop: bool) -> Sequence[Stmt]:
        match node:
            case Return():
                return self._returned(node)
            case Break() if not in_loop:
                return (self._leave(node.mark, BROKEN), _end(node.mark, 1))
            case Continue() if not in_loop:
                return (_end(node.mark, 0),)
            case If():
                then = self.rewrite(node.then, in_loop=in_loop)
                otherwise = self.rewrite(node.otherwise, in_loop=in_loop)
                return (replace(node, then=then, otherwise=otherwise),)
            case While():
                body = self.rewrite(node.body, in_loop=True)
                otherwise = self.rewrite(node.otherwise, in_loop=in_loop)
                return (replace(node, body=body, otherwise=otherwise),)
            case Do(value=Sequenced() as value):
                before = self.rewrite(value.before, in_loop=in_loop)
                return (replace(node, value=replace(value, before=before)),)
        return (node,)

    def _returned(self, node: Return) -> Sequence[Stmt]:
        self.returns = True
        out = (self._leave(node.mark, RETURNED), _end(node.mark, 1))
        if node.value is None or self.result is None:
            return out
        return (Assign(node.mark, self.result, node.value), *out)

    def _leave(self, mark: Mark, how: int) -> Stmt:
        return Assign(mark, self.left, Literal(I64, mark, how))


def _end(mark: Mark, value: int) -> Return:
    return Return(mark, Literal(I64, mark, value))


def _is(how: Expr, value: int) -> Expr:
    return Compare(BOOL, how.mark, "==", how, Literal(I64, how.mark, value))


def _variables(node: object) -> Iterator[Variable]:
    """Yield the variables that statements use."""
    if isinstance(node, Variable):
        yield node
    elif isinstance(node, tuple | list):
        for item in node:
            yield from _variables(item)
    elif is_dataclass(node) and not isinstance(node, FunctionTree | type):
        for field in fields(node):
            yield from _variables(getattr(node, field.name))
