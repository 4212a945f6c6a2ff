"""Names, constants and conditions."""

# ruff: noqa: N802, RET503 - methods are named after classes of ast; `fail` never returns

from __future__ import annotations

import ast
import difflib
import sys
import types as python_types
from typing import Any

from beebox.pylang import names
from beebox.pylang.frame import Frame
from beebox.pylang.read import Scope
from beebox.pylang.tree import (
    UNTYPED,
    Bytes,
    Expr,
    FunctionAddress,
    GlobalAddress,
    Literal,
    Logical,
    Mark,
    Truth,
    Unary,
    Variable,
)
from beebox.pylang.types import (
    BOOL,
    NULL,
    U8,
    VOID,
    ArrayType,
    ConstType,
    IntType,
    PtrType,
    Type,
)

_REFUSED: dict[type[ast.expr], tuple[str, str]] = {
    ast.Lambda: ("lambda is not supported", "write a function"),
    ast.ListComp: ("comprehensions are not supported", "write a loop over an Array"),
    ast.SetComp: ("comprehensions are not supported", "write a loop"),
    ast.DictComp: ("comprehensions are not supported", "write a loop"),
    ast.GeneratorExp: ("generators are not supported", "write a loop"),
    ast.Set: ("a set is not a value here", "test with x in {1, 2}, or use a map"),
    ast.Dict: ("dicts are not supported", "use a map"),
    ast.Tuple: ("a tuple is not a value here", "unpack it: a, b = x, y; or write a list: [x, y]"),
    ast.Await: ("async is not supported", ""),
    ast.Yield: ("generators are not supported", "write a loop"),
    ast.YieldFrom: ("generators are not supported", "write a loop"),
    ast.JoinedStr: ("an f-string has no meaning here", "f-strings are for printing"),
    ast.Starred: ("* is not supported here", "pass each argument"),
    ast.Slice: ("slices are not supported", "pass a pointer and a length"),
}

_MISSING = Scope.MISSING
Assigned = set[Variable] | None
"""what has a value somewhere; None where nothing ever arrives"""
_STATE = "what outlives a call is in a map or behind a pointer"
_TEXT = (
    'a text fills an Array[char, n], x[:] = "...", is compared with one, or printed; '
    'bytes are b"..."'
)


def both(a: Assigned, b: Assigned) -> Assigned:
    """Return what is assigned where two paths meet; None is a path that never arrives."""
    if a is None:
        return b
    return a if b is None else a & b


def _copy(assigned: Assigned) -> Assigned:
    return None if assigned is None else set(assigned)


class Evaluated(ast.expr):
    """A value that was evaluated before, where a syntax node is wanted."""

    def __init__(self, value: Expr, node: ast.expr) -> None:
        super().__init__()
        self.value = value
        ast.copy_location(self, node)


class Expressions(Frame):
    """Names, constants and conditions."""

    def expr(self, node: ast.expr, want: Type | None = None) -> Expr:
        """Check an expression. *want* is the type of one that chooses between plain numbers."""
        if isinstance(node, ast.List):
            return self.array(node, want)
        method = getattr(self, f"_at_{type(node).__name__}", None)
        if method is None:
            message, hint = _REFUSED.get(type(node), ("this expression is not supported", ""))
            self.fail(node, message, hint)
        result: Expr = method(node)
        if result.type is UNTYPED and not isinstance(result, Literal):
            return self.coerce(result, want) if isinstance(want, IntType) else self.default(result)
        return result

    def array(
        self, node: ast.List | ast.Tuple, want: Type | None = None, *, times: int = 1
    ) -> Expr:
        """Check ``[x, y, z]``: an array in the frame; *times*: that often in a row."""
        raise NotImplementedError

    def condition(self, node: ast.expr) -> Expr:
        """Check an expression whose truth matters, not its value."""
        mark = self.mark(node)
        if isinstance(node, ast.BoolOp):
            op = "and" if isinstance(node.op, ast.And) else "or"
            result = self.condition(node.values[0])
            for value in node.values[1:]:
                result = self._join(mark, op, result, value)
            return result
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._not(mark, self.condition(node.operand))
        return self.truth(self.expr(node))

    def decision(self, node: ast.expr) -> tuple[Expr, Assigned, Assigned]:
        """Check a condition; return also what is assigned where it is true, and where it is not."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            value, true, false = self.decision(node.operand)
            return self._not(self.mark(node), value), false, true
        if not isinstance(node, ast.BoolOp):
            value = self.condition(node)
            return value, _copy(self.assigned), _copy(self.assigned)
        result, true, false = self.decision(node.values[0])
        for item in node.values[1:]:
            is_and = isinstance(node.op, ast.And)
            self.assigned = true if is_and else false
            value, on_true, on_false = self.decision(item)
            result = Logical(BOOL, self.mark(node), "and" if is_and else "or", result, value)
            if is_and:
                true, false = on_true, both(false, on_false)
            else:
                true, false = both(true, on_true), on_false
        self.assigned = both(true, false)
        return result, true, false

    def _join(self, mark: Mark, op: str, left: Expr, node: ast.expr) -> Expr:
        """Join a condition with one that is evaluated only if the first does not decide."""
        before = None if self.assigned is None else set(self.assigned)
        right = self.condition(node)
        self.assigned = before
        return Logical(BOOL, mark, op, left, right)

    def _not(self, mark: Mark, value: Expr) -> Expr:
        if isinstance(value, Literal):
            return Literal(BOOL, mark, int(not value.value))
        return Unary(BOOL, mark, "not", value)

    def truth(self, value: Expr) -> Expr:
        """Return whether *value* counts as true in Python."""
        if isinstance(value, GlobalAddress | FunctionAddress):
            self.fail(value.mark, "this is neither true nor false", "ask for an entry: key in it")
        if value.type is BOOL:
            return value
        if isinstance(value, Literal) and (value.type is UNTYPED or value.type is NULL):
            return Literal(BOOL, value.mark, int(value.value != 0))
        if isinstance(value.type, IntType | PtrType):
            return Truth(BOOL, value.mark, value)
        self.fail(value.mark, f"a {value.type} is neither true nor false", "compare it")

    def _at_Evaluated(self, node: Evaluated) -> Expr:
        return node.value

    def _at_Constant(self, node: ast.Constant) -> Expr:
        return self.constant(node.value, node)

    def constant(self, thing: object, node: ast.AST) -> Expr:
        """Return a Python object as a constant of the program."""
        mark = self.mark(node)
        if isinstance(thing, bool):
            return Literal(BOOL, mark, int(thing))
        if isinstance(thing, int):
            return Literal(UNTYPED, mark, int(thing))
        if thing is None or thing is names.null:
            return Literal(NULL, mark, 0)
        if isinstance(thing, bytes):
            return Bytes(ArrayType(U8, len(thing)), mark, thing)
        if isinstance(thing, float):
            self.fail(node, "there are no floating-point numbers here", "scale to integers")
        if isinstance(thing, str):
            self.fail(node, "a string has no meaning here", _TEXT)
        if self.session.target.function(thing) is not None:
            tree = self.session.function(thing)
            return FunctionAddress(PtrType(VOID), mark, tree)
        if isinstance(thing, python_types.FunctionType):
            name = thing.__name__
            hint = f"compile it, too: write {self.session.target.decorator} above it"
            self.fail(node, f"{name} is a Python function", hint)
        if self.as_type(thing) is not None:
            self.fail(node, f"{thing!r} is a type, not a value", "call it to convert a value")
        self.fail(
            node,
            f"a {type(thing).__name__} of Python has no meaning in a compiled function",
            "make it a tuple: what is captured is fixed"
            if isinstance(thing, list | set)
            else "only integers, bools, bytes, None and tuples of them are captured, as constants",
        )

    def _at_Name(self, node: ast.Name) -> Expr:
        variable = self.variables.get(node.id)
        if variable is not None:
            if self.assigned is not None and variable not in self.assigned:
                self.fail(
                    node,
                    f"{node.id} may have no value here",
                    f"give it one before: {node.id}: {variable.type} = ...",
                )
            return self.read(variable, node)
        if node.id in self.local_names:
            hint = "assign it first"
            if self.scope.look_up(node.id) is not _MISSING:
                hint = f"it is assigned below, so it is no name of the module here; {_STATE}"
            self.fail(node, f"{node.id} is used before it has a value", hint)
        thing = self.scope.look_up(node.id)
        if thing is _MISSING:
            known = [*self.variables, *self.scope.names]
            near = difflib.get_close_matches(node.id, known, 1)
            self.fail(
                node, f"no name {node.id!r}", f"did you mean {near[0]}?" if near else "define it"
            )
        found = self._foreign(thing)
        if found is not None:
            return found.value(self.checker, node)
        if isinstance(thing, int) and node.id not in self.scope.closure:
            const = self.const(node, thing, *self.scope.origin(node.id, self.tree.source))
            if const is not None:
                return const
        return self._captured(thing, node, node.id)

    def _captured(self, thing: object, node: ast.expr, path: str) -> Expr:
        self.capture(thing, path)
        return self.constant(thing, node)

    def const(self, node: ast.expr, thing: int, module: str, name: str) -> Expr | None:
        """Return the value of the `Const` *name* of *module*, None if it is not declared one."""
        scope: dict[str, Any] = self.scope.names
        if module != self.scope.module and module in sys.modules:
            scope = vars(sys.modules[module])
        note = scope.get("__annotations__", {}).get(name)
        while isinstance(note, str) and "Const" in note:  # quoted, maybe twice
            try:
                # The module's own annotation in its own names: what typing.get_type_hints does.
                note = eval(note, scope)  # noqa: S307
            except Exception as error:  # noqa: BLE001 - whatever an annotation raises is its fault
                self.fail(node, f"{name}: {note}: not a type: {error}", "")
        if note is names.Const:
            self.fail(
                node, f"Const of {name} does not say of which type", f"{name}: Const[u32] = ..."
            )
        if not isinstance(note, ConstType):
            return None
        value = thing
        if name in self.session.constants:
            value = self.session.constants[name]
            self.session.used_constants.add(name)
        else:
            self.session.captures[module, name] = int(thing)
        kind = note.value
        if isinstance(kind, IntType) and not kind.holds(value):
            self.fail(node, f"{name} = {value} does not fit {kind}")
        literal = Literal(kind, self.mark(node), int(value))
        return self.session.target.constant(self.session, name, module, literal, literal)
