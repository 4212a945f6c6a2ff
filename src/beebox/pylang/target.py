"""What a target adds to the language: the extension point of the compiler.

The compiler itself knows integers, pointers, arrays, structs and functions. A target answers for
the rest: a Python object that a program names (a map, a helper, an intrinsic) is lowered by the
`Foreign` that the target gives for it; a value whose type is a `ForeignType` (a context) by that
type. Each handler gets the `Checker` and the syntax node, checks operands with ``check.expr``,
``check.coerce`` and ``check.fail``, and returns nodes of tree.py: composed ones, or an `Emit` that
writes LLVM IR itself.
"""

# ruff: noqa: ARG002 - the parameters are for those who override

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from beebox.pylang.tree import Expr, FunctionTree, Literal, Stmt
from beebox.pylang.types import Type

if TYPE_CHECKING:
    from beebox.pylang.check import Checker, Session


class Foreign:
    """A Python object that a program may name. Each method is one way to use it."""

    description = "this object"

    def refuse(self, check: Checker, node: ast.AST, use: str) -> NoReturn:
        """Say that *use* has no meaning for this object."""
        check.fail(node, f"{self.description} cannot be {use}")

    def value(self, check: Checker, node: ast.expr) -> Expr:
        """Lower the bare name."""
        self.refuse(check, node, "used as a value")

    def call(self, check: Checker, node: ast.Call) -> Expr:
        """Lower ``it(...)``."""
        self.refuse(check, node, "called")

    def attribute(self, check: Checker, node: ast.Attribute) -> Expr | Foreign:
        """Lower ``it.name``; the name is ``node.attr``. A method is another Foreign."""
        self.refuse(check, node, f"asked for {node.attr!r}")

    def subscript(self, check: Checker, node: ast.Subscript) -> Expr:
        """Lower ``it[key]``; the key is ``node.slice``."""
        self.refuse(check, node, "indexed")

    def contains(self, check: Checker, node: ast.Compare, key: ast.expr) -> Expr:
        """Lower ``key in it`` to a bool."""
        self.refuse(check, node, "searched with `in`")

    def assign(self, check: Checker, node: ast.Name, value: ast.expr) -> Stmt:
        """Lower ``global it; it = value``."""
        self.refuse(check, node, "assigned")

    def set_attribute(self, check: Checker, node: ast.Attribute, value: ast.expr) -> Stmt:
        """Lower ``it.name = value``."""
        self.refuse(check, node, f"given a {node.attr!r}")

    def set_subscript(self, check: Checker, node: ast.Subscript, value: ast.expr) -> Stmt:
        """Lower ``it[key] = value``."""
        self.refuse(check, node, "assigned by index")

    def augment(self, check: Checker, node: ast.AugAssign) -> Stmt:
        """Lower ``it op= value``, ``it.name op= value`` or ``it[key] op= value``."""
        self.refuse(check, node, "changed in place")

    def delete(self, check: Checker, node: ast.Subscript) -> Stmt:
        """Lower ``del it[key]``."""
        self.refuse(check, node, "deleted from")

    def with_(self, check: Checker, node: ast.With, item: ast.expr) -> Stmt:
        """Lower ``with item [as name]: body``, where *item* names or calls this object.

        Use ``check.bind(target, expr)`` for the name and ``check.body(node.body)`` for the body.
        """
        self.refuse(check, item, "used in `with`")

    def iterate(self, check: Checker, node: ast.For) -> Stmt:
        """Lower ``for target in it: body``."""
        self.refuse(check, node.iter, "iterated")


class ForeignType(Type):
    """A type that lowers its own uses. Its values are pointers in LLVM."""

    __slots__ = ()

    @property
    def struct(self) -> str:
        """The name of the struct that it is in the debug information, "" for none."""
        return ""

    @property
    def known(self) -> ForeignType:
        """The same, where the kernel vouches for the address."""
        return self

    def used(self, check: Checker, node: ast.Name) -> Foreign | None:
        """Return what lowers the uses of a variable of this type, None if its values are plain."""
        del check, node
        return None

    def held(self, check: Checker, value: Expr) -> Expr | None:
        """Return *value*, a text elsewhere, as an array of char in the frame, or None."""
        del check, value
        return None

    def serves(self, want: Type) -> bool:
        """Say whether a pointer to this may stand for one to *want*."""
        return self == want

    def attribute(self, check: Checker, value: Expr, node: ast.Attribute) -> Expr:
        """Lower ``value.name``."""
        del value
        check.fail(node, f"{self.name} has no field {node.attr!r}")

    def set_attribute(
        self, check: Checker, value: Expr, node: ast.Attribute, new: ast.expr
    ) -> Stmt:
        """Lower ``value.name = new``."""
        del value, new
        name = self.name.removeprefix("known ")
        check.fail(node, f"{name}.{node.attr} cannot be written", "it is the kernel's, to be read")

    def method(self, check: Checker, value: Expr, node: ast.Call) -> Expr:
        """Lower ``value.name(...)``; ``node.func`` is the attribute."""
        del value
        check.fail(node, f"{self.name} has no such method")

    def subscript(self, check: Checker, value: Expr, node: ast.Subscript) -> Expr:
        """Lower ``value[key]``."""
        del value
        check.fail(node, f"{self.name} cannot be indexed")


class Target:
    """A machine to compile for, and what programs may name there."""

    triple = ""
    decorator = "@native"
    """what declares a function for it"""
    packed = True
    """every access is possible at any address (else only at multiples of its size)"""

    def foreign(self, thing: object) -> Foreign | None:
        """Return what lowers the uses of *thing*, None if the target does not know it."""
        del thing
        return None

    def type(self, thing: object) -> Type | None:
        """Return the type that *thing* stands for in an annotation, beyond the usual ones."""
        del thing
        return None

    def function(self, thing: object) -> Callable[..., Any] | None:
        """Return the Python function to compile behind *thing*, None if it is no function."""
        del thing
        return None

    def declare(self, tree: FunctionTree, thing: object) -> None:
        """Choose linkage, section and inlining of a function that was just met."""

    def parameter(self, python: Callable[..., Any], name: str) -> str:
        """Say what a parameter without a type is written like."""
        del python
        return f"{name}: u64"

    def result(self, python: Callable[..., Any]) -> str:
        """Say what a function without the type of its result is to have."""
        del python
        return "add -> u64, or -> None"

    def called(self, check: Checker, node: ast.Call, thing: object) -> None:
        """Refuse a call of a function that is not for calls."""

    def symbol(self, name: str) -> str:
        """Return a symbol like *name* that nothing else of the object has."""
        return name

    def with_(self, check: Checker, node: ast.With, value: Expr) -> Sequence[Stmt]:
        """Lower ``with value: body`` of a value of the program."""
        del value
        check.fail(node.items[0].context_expr, "this cannot be used in `with`")

    def failed(self, check: Checker, node: ast.Assert) -> Sequence[Stmt]:
        """Return what an assertion does that fails; it leaves the function."""
        check.fail(node, "assert has no meaning here", "write: if not condition: return ...")

    def size(self, check: Checker, node: ast.Call) -> Expr | None:
        """Return ``sizeof(x)`` of what only the kernel that loads knows, None for all else."""
        del check, node
        return None

    def constant(
        self, session: Session, name: str, module: str, literal: Literal, node: Expr
    ) -> Expr:
        """Return the value of the `Const` *name* of *module*: by default the literal itself."""
        del session, name, module, node
        return literal
