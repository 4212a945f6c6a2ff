"""Statements: from a function's syntax tree to its typed tree.

Beside types this follows *definite assignment*: a variable that may have no value where it is
read is an error, as it would be in Python.
"""

# ruff: noqa: N802, RET503 - methods are named after classes of ast; `fail` never returns

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from beebox.pylang.closures import Closures
from beebox.pylang.exprs import Evaluated, both
from beebox.pylang.read import Scope, Sources
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType, Target
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Bytes,
    Do,
    Emit,
    Expr,
    FunctionTree,
    If,
    Literal,
    Module,
    Offset,
    Return,
    Stmt,
)
from beebox.pylang.types import CHAR, U8, VOID, ArrayType, IntType, PtrType, Type
from beebox.pylang.values import is_packed

_REFUSED: dict[type[ast.stmt], tuple[str, str]] = {
    ast.Try: ("exceptions do not exist in compiled functions", "test the result and return"),
    ast.Raise: ("exceptions do not exist in compiled functions", "return an error number"),
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


if TYPE_CHECKING:
    from beebox.pylang.emit import Emitter


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
        self.structs: set[StructType] = set()
        self.captures: dict[tuple[str, str], int | str] = {}
        self.closures: list[Callable[..., Any]] = []  # functions with constants of a closure

    def function(self, thing: object) -> FunctionTree:
        """Return the tree of *thing*, a function of the target; its body is checked later."""
        python = self.target.function(thing)
        assert python is not None, thing
        tree = self.trees.get(id(python))
        if tree is None:
            tree = Checker.signature(self, python)
            self.trees[id(python)] = tree
            self.target.declare(tree, thing)
            if tree.external:
                Checker(self, tree, python).only_declared()
                return tree
            self.module.functions.append(tree)
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


class Checker(Closures):
    """Checks one function."""

    def __init__(self, session: Session, tree: FunctionTree, python: Callable[..., Any]) -> None:
        super().__init__(session, tree, Scope(python))

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
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if argument.annotation is None:
                hint = session.target.parameter(python, argument.arg)
                source.fail(argument, f"parameter {argument.arg} has no type", hint)
            kind = check.type(argument.annotation)
            if kind is VOID:
                source.fail(argument.annotation, "a parameter cannot be None", "leave it out")
            check.declare(argument.arg, kind, argument, parameter=True)
        check.defaults(arguments)
        if node.returns is None:
            hint = session.target.result(python)
            source.fail(tree.mark, f"{node.name} has no result type", hint)
        tree.result = check.type(node.returns)
        if isinstance(tree.result, StructType | ArrayType):
            source.fail(node.returns, "a struct or array cannot be returned", "return a pointer")
        tree.parameters = [*tree.variables]
        tree.by_name = len(arguments.posonlyargs)
        tree.by_place = tree.by_name + len(arguments.args)
        return tree

    def defaults(self, arguments: ast.arguments) -> None:
        """Read the values that parameters have by default: constants."""
        named = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(named[len(named) - len(arguments.defaults) :], arguments.defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        for argument, value in pairs:
            if value is None:
                continue
            try:
                found = ast.literal_eval(value)
            except ValueError:
                self.fail(value, "a default is a constant that is written out", "n: u32 = 0")
            kind = self.variables[argument.arg].type
            self.coerce(self.constant(found, value), kind, f"{argument.arg}: {kind}")
            self.tree.defaults[argument.arg] = found

    def only_declared(self) -> None:
        """Refuse a body: the function is the kernel's."""
        _, node = self.session.sources.definition(self.scope.function)
        for statement in node.body:
            constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            raises = isinstance(statement, ast.Raise) and _not_implemented(statement)
            if not constant and not raises and not isinstance(statement, ast.Pass):
                hint = f"def {self.tree.name}(...) -> ...: ..."
                self.fail(statement, f"{self.tree.name} is the kernel's: it has no body here", hint)

    def run(self) -> None:
        """Check the body."""
        _, node = self.session.sources.definition(self.scope.function)
        code = self.scope.function.__code__
        self.local_names = {*code.co_varnames, *code.co_cellvars}
        given = self.tree.given or self.tree.parameters
        for parameter in given:
            self.variables[parameter.name] = parameter
        self.assigned = set(given)
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
        self.tree.body = (*self.tree.prologue, *statements)
        if self.bodies:
            self.settle()

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
                hint = "keep it in a map, or pass a pointer to a struct"
                self.fail(node, f"global {name} is not supported", hint)
        return ()

    def _on_Expr(self, node: ast.Expr) -> Sequence[Stmt]:
        if isinstance(node.value, ast.Call | ast.NamedExpr):
            return (Do(self.mark(node), self.expr(node.value)),)
        if isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Await):
            self.expr(node.value)
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
        wants = (self.type_of_target(target) for target in node.targets)
        value = self.expr(node.value, next(filter(None, wants), None))
        if isinstance(value, Literal) and value.type is UNTYPED:
            return [self.bind(target, value) for target in node.targets]
        keep = self.temporary(value)
        found: list[Stmt] = [Assign(self.mark(node), keep, value)]
        found += [self.bind(target, self.read(keep, node.value)) for target in node.targets]
        return found

    def _unpack(self, node: ast.Assign, target: ast.Tuple | ast.List) -> Sequence[Stmt]:
        """Check ``a, b = x, y``: all values, from left to right, before the first name."""
        found: list[Stmt] = []
        for name, value in self._parts(target, node.value, found):
            found.append(self.bind(name, value))
        return found

    def _parts(
        self, target: ast.Tuple | ast.List, node: ast.expr, found: list[Stmt]
    ) -> list[tuple[ast.expr, Expr]]:
        """Evaluate what is unpacked; return each name with its value."""
        node = self.written(node)
        if isinstance(node, ast.Call) and self.static(node.func) is divmod:
            return self._divmod(target, node, found)
        if not isinstance(node, ast.Tuple | ast.List):
            self.fail(node, "only a written-out tuple can be unpacked", "a, b = x, y")
        if len(node.elts) != len(target.elts):
            message = f"{len(node.elts)} values for {len(target.elts)} names"
            self.fail(node, message, "write as many values as names")
        parts: list[tuple[ast.expr, Expr]] = []
        for value_node, name in zip(node.elts, target.elts, strict=True):
            if isinstance(name, ast.Starred):
                self.fail(name, "* is not supported here", "write as many names as values")
            if isinstance(name, ast.Tuple | ast.List):
                parts += self._parts(name, value_node, found)
                continue
            value = self.expr(value_node, self.type_of_target(name))
            if not (value.type is UNTYPED or isinstance(value, Literal)):  # a constant is kept
                keep = self.temporary(value)
                found.append(Assign(self.mark(value_node), keep, value))
                self.follow(keep, value, value_node)
                value = self.read(keep, value_node)
            parts.append((name, value))
        return parts

    def _divmod(
        self, target: ast.Tuple | ast.List, node: ast.Call, found: list[Stmt]
    ) -> list[tuple[ast.expr, Expr]]:
        if len(node.args) != 2 or node.keywords or len(target.elts) != 2:
            self.fail(node, "divmod takes two integers and gives two", "q, r = divmod(a, b)")
        left, right = self.unified(node, *(self.expr(argument) for argument in node.args))
        left, right = self.default(left), self.default(right)
        kept = [self.temporary(left), self.temporary(right)]
        mark = self.mark(node)
        found += [Assign(mark, kept[0], left), Assign(mark, kept[1], right)]
        a, b = (self.read(variable, node) for variable in kept)
        b = right if isinstance(right, Literal) else b
        signs = (ast.FloorDiv(), ast.Mod())
        values = [self.arithmetic(node, sign, a, b) for sign in signs]
        out = [self.temporary(value) for value in values]
        found += [Assign(mark, to, value) for to, value in zip(out, values, strict=True)]
        return [(name, self.read(to, node)) for name, to in zip(target.elts, out, strict=True)]

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
            kind = base.type.target if isinstance(base.type, PtrType) else base.type
            if isinstance(kind, ForeignType):
                return kind.set_attribute(self, base, target, value)
        if isinstance(target, ast.Subscript):
            foreign = self.foreign(target.value)
            if foreign is not None:
                return foreign.set_subscript(self, target, value)
            if isinstance(target.slice, ast.Slice):
                return self._copy(target, target.slice, value)
        if isinstance(target, ast.Attribute | ast.Subscript) and self.text(value) is not None:
            kind = self.place(target)[1]
            if isinstance(kind, ArrayType):
                hint = f"{ast.unparse(target)}[:] = {ast.unparse(value)}"
                self.fail(target, f"a {kind} cannot be assigned as a whole", hint)
        want = self.type_of_target(target)
        if want is None and isinstance(value, ast.IfExp):
            want = None if isinstance(target, ast.Name) else self.place(target)[1]
        return self.bind(target, self.expr(value, want))

    def _copy(self, target: ast.Subscript, part: ast.Slice, node: ast.expr) -> Stmt:
        """Check ``x[:] = y``: all elements of an array into another of the same length."""
        to = self.expr(target.value)
        kind = to.type
        if part.lower or part.upper or part.step or not isinstance(kind, ArrayType):
            self.fail(target, "only a whole array is assigned as a slice", "x[:] = y")
        text = self.text(node)
        if text is not None and kind.element is CHAR:
            data = text.encode("utf-8", "surrogateescape")
            value: Expr = Bytes(kind, self.mark(node), data.ljust(kind.length, b"\0"))
            if len(data) > kind.length or 0 in data:
                self.fail(node, f"{text!r} does not fit a {kind}")
        else:
            value = self.expr(node, kind)
        if isinstance(value, Bytes) and kind.element in {U8, CHAR}:
            value = replace(value, type=ArrayType(kind.element, len(value.data)))
        if value.type != kind:
            self.fail(node, f"a {value.type} for a {kind}", "both have one type and length")
        mark = self.mark(target)

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            emitter.move(values[1], values[0], str(kind.size), kind.align)
            return ""

        return Do(mark, Emit(VOID, mark, (value, to), emit, "copy"))

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
            self.follow(variable, value, target)
            return Assign(mark, variable, value)
        if not isinstance(target, ast.Attribute | ast.Subscript):
            self.fail(target, "this cannot be assigned to", "assign to a name, field or element")
        foreign = self.foreign(target.value)
        if foreign is not None and isinstance(target, ast.Subscript):
            return foreign.set_subscript(self, target, Evaluated(value, target))
        address, kind = self.place(target)
        if isinstance(kind, StructType | ArrayType):
            hint = "assign its fields one by one; of an array: x[:] = y"
            self.fail(target, f"a {kind} cannot be assigned as a whole", hint)
        value = self.fitting(value, kind, f"this place, a {kind}")
        if isinstance(kind, PtrType):
            self.kept(value, target)
        return self.store(mark, address, kind, value)

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
        foreign = self.foreign(root)
        if foreign is not None:
            return (foreign.augment(self, node),)
        mark = self.mark(node)
        if isinstance(target, ast.Name):
            read = ast.copy_location(ast.Name(target.id, ast.Load()), target)
            left = self.expr(read)
            right = self._operand(node, left.type)
            return (self.bind(target, self.arithmetic(node, node.op, left, right)),)
        address, kind = self.place(target)
        where = self.temporary(address)
        place = self.read(where, target)
        if is_packed(address):
            place = Offset(address.type, mark, place, 0, packed=True)
        old = self.load(place, kind)
        value = self.arithmetic(node, node.op, old, self._operand(node, old.type))
        value = self.fitting(value, kind, f"this place, a {kind}")
        return (Assign(mark, where, address), self.store(mark, place, kind, value))

    def _operand(self, node: ast.AugAssign, kind: Type) -> Expr:
        """Check the right side of ``x op= value``: of the type of a number *x*, which stays."""
        value = self.expr(node.value, kind)
        shifts = isinstance(node.op, ast.LShift | ast.RShift | ast.Pow | ast.Div)
        if shifts or not isinstance(kind, IntType) or not isinstance(value.type, IntType):
            return value
        return self.coerce(value, kind, f"{ast.unparse(node.target)}, a {kind}")

    def _on_Assert(self, node: ast.Assert) -> Sequence[Stmt]:
        condition = self.condition(node.test)
        before = None if self.assigned is None else set(self.assigned)
        failed = self.session.target.failed(self.checker, node)
        self.assigned = before
        mark = self.mark(node)
        return (If(self.mark(node.test), self._not(mark, condition), tuple(failed)),)

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
        condition, true, false = self.decision(node.test)
        self.assigned = true
        then = self.body(node.body)
        after_then = self.assigned
        self.assigned = false
        otherwise = self.body(node.orelse)
        self.assigned = both(after_then, self.assigned)
        return (If(self.mark(node.test), condition, then, otherwise),)

    def _on_With(self, node: ast.With) -> Sequence[Stmt]:
        if len(node.items) != 1:
            self.fail(node, "one `with` item at a time", "nest the with statements")
        item = node.items[0].context_expr
        foreign = self.foreign(item)
        if foreign is None and isinstance(item, ast.Call):
            foreign = self.foreign(item.func)
        if foreign is None:
            return self.session.target.with_(self, node, self.expr(item))
        return (foreign.with_(self, node, item),)


def _not_implemented(statement: ast.Raise) -> bool:
    """Say whether it is ``raise NotImplementedError``: how checkers take a body that is none."""
    return statement.exc is not None and ast.unparse(statement.exc) == "NotImplementedError"
