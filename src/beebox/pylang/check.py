"""Statements: from a function's syntax tree to its typed tree.

Beside types this follows *definite assignment*: a variable that may have no value where it is
read is an error, as it would be in Python.
"""

# ruff: noqa: N802, RET503 - methods are named after classes of ast; `fail` never returns

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from beebox.pylang.calls import Calls
from beebox.pylang.read import Scope, Sources
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType, Target
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Binary,
    Break,
    Compare,
    Continue,
    Do,
    Expr,
    FunctionTree,
    If,
    Literal,
    Load,
    Module,
    Return,
    Stmt,
    Store,
    Variable,
    While,
)
from beebox.pylang.types import BOOL, I64, U8, U16, U32, U64, VOID, ArrayType, IntType, Type

_REFUSED: dict[type[ast.stmt], tuple[str, str]] = {
    ast.Try: ("exceptions do not exist in compiled functions", "test the result and return"),
    ast.Raise: ("exceptions do not exist in compiled functions", "return an error number"),
    ast.Assert: ("assert is not supported", "write: if not condition: return ..."),
    ast.Match: ("match is not supported", "write if ... elif ... else"),
    ast.FunctionDef: ("a function inside a function is not supported", "move it to module level"),
    ast.ClassDef: ("a class inside a function is not supported", "move it to module level"),
    ast.Import: ("import inside a compiled function is not supported", "import at module level"),
    ast.ImportFrom: (
        "import inside a compiled function is not supported",
        "import at module level",
    ),
    ast.Nonlocal: ("nonlocal is not supported", "pass a pointer"),
    ast.AsyncFor: ("async is not supported", "write a plain loop"),
    ast.AsyncWith: ("async is not supported", ""),
    ast.AsyncFunctionDef: ("async is not supported", ""),
}


class Session:
    """One compilation: the functions met so far, and what they captured."""

    def __init__(self, target: Target, constants: Mapping[str, int] | None = None) -> None:
        self.target = target
        self.constants = dict(constants or {})
        self.used_constants: set[str] = set()
        self.sources = Sources()
        self.module = Module()
        self.trees: dict[int, FunctionTree] = {}
        self.pending: list[tuple[FunctionTree, Callable[..., Any]]] = []
        self.symbols: dict[str, int] = {}
        self.files: set[str] = set()
        self.captures: dict[tuple[str, str], int] = {}
        self.closures: list[Callable[..., Any]] = []  # functions with constants of a closure

    def function(self, thing: object) -> FunctionTree:
        """Return the tree of *thing*, a function of the target; its body is checked later."""
        python = self.target.function(thing)
        assert python is not None, thing
        tree = self.trees.get(id(python))
        if tree is None:
            tree = Checker.signature(self, python)
            self.trees[id(python)] = tree
            self.module.functions.append(tree)
            self.target.declare(tree, thing)
            if tree.symbol in self.symbols:
                self.symbols[tree.symbol] += 1
                tree.symbol += f".{self.symbols[tree.symbol]}"
            else:
                self.symbols[tree.symbol] = 1
            self.pending.append((tree, python))
        return tree

    def finish(self) -> Module:
        """Check every function met, until no new ones come up."""
        while self.pending:
            tree, python = self.pending.pop()
            Checker(self, tree, python).run()
        return self.module


class Checker(Calls):
    """Checks one function."""

    def __init__(self, session: Session, tree: FunctionTree, python: Callable[..., Any]) -> None:
        super().__init__(session, tree, Scope(python))
        self.loops: list[list[set[Variable]]] = []  # per loop: what is assigned at each break

    @property
    def checker(self) -> Checker:
        """This."""
        return self

    @staticmethod
    def signature(session: Session, python: Callable[..., Any]) -> FunctionTree:
        """Read the parameters and the result of *python*."""
        source, node = session.sources.definition(python)
        session.files.add(source.file)
        name = f"{python.__module__}.{python.__qualname__}".replace("<locals>.", "")
        tree = FunctionTree(python.__name__, name, source, source.mark(node), [], VOID)
        check = Checker(session, tree, python)
        arguments = node.args
        odd = arguments.vararg or arguments.kwarg
        if odd:
            source.fail(
                odd, "a compiled function has a fixed number of parameters", "name each one"
            )
        for default_value in [*arguments.defaults, *arguments.kw_defaults]:
            if default_value is not None:
                source.fail(
                    default_value, "default values are not supported", "pass every argument"
                )
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if argument.annotation is None:
                source.fail(
                    argument, f"parameter {argument.arg} has no type", f"{argument.arg}: u64"
                )
            kind = check.type(argument.annotation)
            if kind is VOID:
                source.fail(argument.annotation, "a parameter cannot be None", "leave it out")
            check.declare(argument.arg, kind, argument, parameter=True)
        if node.returns is None:
            source.fail(tree.mark, f"{node.name} has no result type", "add -> u64, or -> None")
        tree.result = check.type(node.returns)
        if isinstance(tree.result, StructType | ArrayType):
            source.fail(node.returns, "a struct or array cannot be returned", "return a pointer")
        tree.parameters = [*tree.variables]
        return tree

    def run(self) -> None:
        """Check the body."""
        _, node = self.session.sources.definition(self.scope.function)
        self.local_names = _assigned_names(node)
        for parameter in self.tree.parameters:
            self.variables[parameter.name] = parameter
        self.assigned = set(self.tree.parameters)
        body = node.body
        first = body[0]
        is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        if is_text and ast.get_docstring(node, clean=False) is not None:
            body = body[1:]
        statements = self.body(body)
        if self.assigned is not None and self.tree.result is not VOID:
            self.fail(
                self.tree.mark,
                f"{self.tree.name} may end without returning a {self.tree.result}",
                "add a return at its end",
            )
        self.tree.body = statements

    def body(self, statements: Sequence[ast.stmt]) -> tuple[Stmt, ...]:
        """Check statements in order."""
        found: list[Stmt] = []
        for statement in statements:
            found += self.statement(statement)
        return tuple(found)

    def statement(self, node: ast.stmt) -> Sequence[Stmt]:
        """Check one statement; it may become several."""
        if self.assigned is None:  # unreachable, but checked all the same
            self.assigned = set(self.tree.variables)
            found = self.statement(node)
            self.assigned = None
            return found
        method = getattr(self, f"_on_{type(node).__name__}", None)
        if method is None:
            message, hint = _REFUSED.get(type(node), ("this statement is not supported", ""))
            self.fail(node, message, hint)
        result: Sequence[Stmt] = method(node)
        return result

    # -- simple statements

    def _on_Pass(self, _node: ast.Pass) -> Sequence[Stmt]:
        return ()

    def _on_Global(self, node: ast.Global) -> Sequence[Stmt]:
        for name in node.names:
            if self.foreign(ast.copy_location(ast.Name(name, ast.Load()), node)) is None:
                self.fail(node, f"global {name} is not supported", "pass a pointer to a struct")
        return ()

    def _on_Expr(self, node: ast.Expr) -> Sequence[Stmt]:
        if isinstance(node.value, ast.Call | ast.NamedExpr):
            return (Do(self.mark(node), self.expr(node.value)),)
        self.fail(node, "this has no effect", "assign it, return it, or remove it")

    def _on_Return(self, node: ast.Return) -> Sequence[Stmt]:
        result = self.tree.result
        value = None
        if node.value is not None and not (
            result is VOID and isinstance(node.value, ast.Constant) and node.value.value is None
        ):
            if result is VOID:
                self.fail(node.value, f"{self.tree.name} returns None", "change its -> type")
            value = self.coerce(self.expr(node.value, result), result, "the result")
        elif result is not VOID:
            self.fail(node, f"{self.tree.name} returns a {result}", f"return a {result}")
        self.assigned = None
        return (Return(self.mark(node), value),)

    def _on_Assign(self, node: ast.Assign) -> Sequence[Stmt]:
        if len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Tuple | ast.List):
                return self._unpack(node, target)
            return (self.assign(target, node.value),)
        # a = b = value: the value once, then the targets from left to right
        value = self.default(self.expr(node.value))
        keep = self.temporary(value)
        found: list[Stmt] = [Assign(self.mark(node), keep, value)]
        found += [self.bind(target, self.read(keep, node.value)) for target in node.targets]
        return found

    def _unpack(self, node: ast.Assign, target: ast.Tuple | ast.List) -> Sequence[Stmt]:
        if not isinstance(node.value, ast.Tuple | ast.List):
            self.fail(node.value, "only a written-out tuple can be unpacked", "a, b = x, y")
        if len(node.value.elts) != len(target.elts):
            self.fail(
                node,
                f"{len(node.value.elts)} values for {len(target.elts)} names",
                "write as many values as names",
            )
        found: list[Stmt] = []
        kept: list[Expr] = []
        for value_node, name in zip(node.value.elts, target.elts, strict=True):
            if isinstance(name, ast.Starred | ast.Tuple | ast.List):
                self.fail(name, "only plain names, fields and elements can be unpacked into", "")
            value = self.expr(value_node, self.type_of_target(name))
            if value.type is UNTYPED or isinstance(value, Literal):
                kept.append(value)  # a constant needs no keeping
                continue
            keep = self.temporary(value)
            found.append(Assign(self.mark(value_node), keep, value))
            kept.append(self.read(keep, value_node))
        for name, value in zip(target.elts, kept, strict=True):
            found.append(self.bind(name, value))
        return found

    def assign(self, target: ast.expr, value: ast.expr) -> Stmt:
        """Check ``target = value``."""
        if isinstance(target, ast.Name) and target.id not in self.local_names:
            foreign = self.foreign(target)
            if foreign is not None:
                return foreign.assign(self, target, value)
        if isinstance(target, ast.Attribute):
            foreign = self.foreign(target.value)
            if foreign is not None:
                return foreign.set_attribute(self, target, value)
            base = self.expr(target.value)
            if isinstance(base.type, ForeignType):
                return base.type.set_attribute(self, base, target, value)
        if isinstance(target, ast.Subscript):
            foreign = self.foreign(target.value)
            if foreign is not None:
                return foreign.set_subscript(self, target, value)
        want = self.type_of_target(target)
        if want is None and isinstance(value, ast.IfExp):
            want = None if isinstance(target, ast.Name) else self.place(target)[1]
        return self.bind(target, self.expr(value, want))

    def bind(self, target: ast.expr, value: Expr) -> Stmt:
        """Give *target*, a name or a place in memory, an evaluated *value*."""
        mark = self.mark(target)
        if isinstance(target, ast.Name):
            variable = self.variables.get(target.id)
            if variable is None:
                value = self.default(value)
                self.storable(value, target)
                variable = self.declare(target.id, value.type, target)
            value = self.coerce(value, variable.type, f"{target.id}, a {variable.type}")
            self.set_assigned(variable)
            return Assign(mark, variable, value)
        if not isinstance(target, ast.Attribute | ast.Subscript):
            self.fail(target, "this cannot be assigned to", "assign to a name, field or element")
        address, kind = self.place(target)
        if isinstance(kind, StructType | ArrayType):
            self.fail(
                target,
                f"a {kind} cannot be assigned as a whole",
                "copy its bytes, or assign its fields one by one",
            )
        value = self.coerce(value, kind, f"this place, a {kind}")
        return Store(mark, address, value)

    def _on_AnnAssign(self, node: ast.AnnAssign) -> Sequence[Stmt]:
        if not isinstance(node.target, ast.Name):
            self.fail(node.target, "only a name can be given a type", "declare it in its struct")
        kind = self.type(node.annotation)
        name = node.target.id
        if name in self.variables and self.variables[name].type != kind:
            before = self.variables[name]
            self.fail(
                node.target,
                f"{name} is already a {before.type}, since line {before.mark.line}",
                "use another name",
            )
        value = None if node.value is None else self.expr(node.value, kind)
        if name not in self.variables:
            self.declare(name, kind, node.target)
        return () if value is None else (self.bind(node.target, value),)

    def _on_AugAssign(self, node: ast.AugAssign) -> Sequence[Stmt]:
        target = node.target
        root = target if isinstance(target, ast.Name) else target.value
        foreign = None
        if not (isinstance(root, ast.Name) and root.id in self.local_names):
            foreign = self.foreign(root)
        if foreign is not None:
            return (foreign.augment(self, node),)
        mark = self.mark(node)
        if isinstance(target, ast.Name):
            read = ast.copy_location(ast.Name(target.id, ast.Load()), target)
            left = self.expr(read)
            return (
                self.bind(
                    target, self.arithmetic(node, node.op, left, self.expr(node.value, left.type))
                ),
            )
        address, kind = self.place(target)
        where = self.temporary(address)
        place = self.read(where, target)
        old = Load(kind, mark, place)
        value = self.arithmetic(node, node.op, old, self.expr(node.value, kind))
        value = self.coerce(value, kind, f"this place, a {kind}")
        return (Assign(mark, where, address), Store(mark, place, value))

    def _on_Delete(self, node: ast.Delete) -> Sequence[Stmt]:
        found = []
        for target in node.targets:
            foreign = self.foreign(target.value) if isinstance(target, ast.Subscript) else None
            if foreign is None or not isinstance(target, ast.Subscript):
                self.fail(node, "del is not supported here", "variables end with their function")
            found.append(foreign.delete(self, target))
        return found

    # -- control flow

    def _on_If(self, node: ast.If) -> Sequence[Stmt]:
        condition = self.condition(node.test)
        before = None if self.assigned is None else set(self.assigned)
        then = self.body(node.body)
        after_then = self.assigned
        self.assigned = before
        otherwise = self.body(node.orelse)
        self.assigned = _both(after_then, self.assigned)
        return (If(self.mark(node.test), condition, then, otherwise),)

    def _on_While(self, node: ast.While) -> Sequence[Stmt]:
        condition = self.condition(node.test)
        forever = isinstance(condition, Literal) and bool(condition.value)
        body, otherwise = self.loop(node.body, node.orelse, forever=forever)
        return (While(self.mark(node.test), condition, body, otherwise),)

    def loop(
        self, body: Sequence[ast.stmt], orelse: Sequence[ast.stmt], *, forever: bool = False
    ) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
        """Check the body and the ``else`` of a loop whose condition is already checked."""
        before = None if self.assigned is None else set(self.assigned)
        self.loops.append([])
        found = self.body(body)
        breaks = self.loops.pop()
        self.assigned = None if forever else before
        if orelse and forever:
            self.fail(orelse[0], "this is never reached", "remove the else of the endless loop")
        otherwise = self.body(orelse)
        for state in breaks:
            self.assigned = _both(self.assigned, state)
        return found, otherwise

    def _on_Break(self, node: ast.Break) -> Sequence[Stmt]:
        assert self.assigned is not None
        self.loops[-1].append(set(self.assigned))
        self.assigned = None
        return (Break(self.mark(node)),)

    def _on_Continue(self, node: ast.Continue) -> Sequence[Stmt]:
        self.assigned = None
        return (Continue(self.mark(node)),)

    def _on_With(self, node: ast.With) -> Sequence[Stmt]:
        if len(node.items) != 1:
            self.fail(node, "one `with` item at a time", "nest the with statements")
        item = node.items[0].context_expr
        foreign = self.foreign(item)
        if foreign is None and isinstance(item, ast.Call):
            foreign = self.foreign(item.func)
        if foreign is None:
            self.fail(item, "this cannot be used in `with`", "")
        return (foreign.with_(self, node, item),)

    def _on_For(self, node: ast.For) -> Sequence[Stmt]:
        call = node.iter
        foreign = self.foreign(call)
        if foreign is None and isinstance(call, ast.Call):
            foreign = self.foreign(call.func)
        if foreign is not None:
            return (foreign.iterate(self, node),)
        is_range = isinstance(call, ast.Call) and self.static(call.func) is range
        if not is_range or not isinstance(call, ast.Call):
            self.fail(call, "only range(...) can be iterated", "for i in range(n): ... x[i] ...")
        if not isinstance(node.target, ast.Name):
            self.fail(node.target, "the loop variable must be a name", "for i in range(n)")
        return self._range(node, node.target, call)

    def _range(self, node: ast.For, target: ast.Name, call: ast.Call) -> Sequence[Stmt]:
        if call.keywords or not 1 <= len(call.args) <= 3:
            self.fail(call, "range takes 1 to 3 plain arguments", "range(start, stop, step)")
        start, stop, step, kind = self._range_bounds(target, call)
        mark = self.mark(call)
        counter = self.hidden(kind)
        limit = self.hidden(kind)
        found: list[Stmt] = [Assign(mark, counter, start), Assign(mark, limit, stop)]
        at, end = self.read(counter, call), self.read(limit, call)
        variable = self.variables.get(target.id) or self.declare(target.id, kind, target)
        self.coerce(at, variable.type, f"{target.id}, a {variable.type}")
        before = None if self.assigned is None else set(self.assigned)
        self.set_assigned(variable)
        body, otherwise = self._range_body(node, before)
        size = Literal(kind, mark, abs(step))
        advance: list[Stmt] = []
        safe = abs(step) == 1 or (isinstance(stop, Literal) and kind.holds(stop.value + step))
        if not safe:  # the next value may not exist in this width: stop before it
            gap = (end, at) if step > 0 else (at, end)
            left = Binary(_unsigned(kind), mark, "-", *gap)
            near = Compare(BOOL, mark, "<=", left, Literal(_unsigned(kind), mark, abs(step)))
            advance.append(
                If(
                    mark,
                    near,
                    (Assign(mark, counter, end),),
                    (
                        Assign(
                            mark, counter, Binary(kind, mark, "+" if step > 0 else "-", at, size)
                        ),
                    ),
                )
            )
        else:
            op = "+" if step > 0 else "-"
            advance.append(Assign(mark, counter, Binary(kind, mark, op, at, size)))
        test = Compare(BOOL, mark, "<" if step > 0 else ">", at, end)
        body = (Assign(self.mark(target), variable, at), *body)
        found.append(While(mark, test, body, otherwise, tuple(advance)))
        return found

    def _range_body(
        self, node: ast.For, before: set[Variable] | None
    ) -> tuple[tuple[Stmt, ...], tuple[Stmt, ...]]:
        self.loops.append([])
        body = self.body(node.body)
        breaks = self.loops.pop()
        self.assigned = before
        otherwise = self.body(node.orelse)
        for state in breaks:
            self.assigned = _both(self.assigned, state)
        return body, otherwise

    def _range_bounds(self, target: ast.Name, call: ast.Call) -> tuple[Expr, Expr, int, IntType]:
        values = [self.expr(argument) for argument in call.args]
        step = 1
        if len(values) == 3:
            last = values.pop()
            if (
                not isinstance(last, Literal)
                or not last.value
                or (not isinstance(last.type, IntType) and last.type is not UNTYPED)
            ):
                self.fail(call.args[2], "the step of range must be a constant other than 0", "")
            step = last.value
        if len(values) == 1:
            values.insert(0, Literal(UNTYPED, self.mark(call), 0))
        known = self.variables.get(target.id)
        typed = [value.type for value in values if value.type is not UNTYPED]
        kind: Type = typed[0] if typed else known.type if known is not None else I64
        if not isinstance(kind, IntType):
            self.fail(call, f"range needs integers, not a {kind}", "")
        if not kind.signed and step < 0:
            self.fail(
                call.args[2],
                "counting down needs a signed type: an unsigned one never goes below 0",
                "for i in range(i64(n), -1, -1)",
            )
        start, stop = (self.coerce(value, kind, f"a range of {kind}") for value in values)
        if not kind.holds(step):
            self.fail(call, f"a step of {step} does not fit {kind}", "")
        return start, stop, step, kind


def _unsigned(kind: IntType) -> IntType:
    return {8: U8, 16: U16, 32: U32, 64: U64}[kind.width]


def _both(a: set[Variable] | None, b: set[Variable] | None) -> set[Variable] | None:
    """Return what is assigned where two paths meet; None is a path that never arrives."""
    if a is None:
        return b
    return a if b is None else a & b


def _assigned_names(function: ast.FunctionDef) -> set[str]:
    """Every name that the function binds: those are local to it throughout."""
    names = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    globals_: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Global):
            globals_.update(node.names)
    return names - globals_
