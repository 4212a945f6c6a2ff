"""The state of a function while it is checked: its variables, types and names."""

from __future__ import annotations

import ast
import difflib
import sys
from enum import Enum
from typing import TYPE_CHECKING, NoReturn

from beebox.errors import CompileError
from beebox.pylang import names
from beebox.pylang.convert import Mismatch, coerce, default
from beebox.pylang.function import stamp
from beebox.pylang.read import Scope
from beebox.pylang.rooms import Rooms
from beebox.pylang.struct import StructType
from beebox.pylang.target import Foreign, ForeignType
from beebox.pylang.tree import Expr, FunctionTree, Mark, Read, Variable
from beebox.pylang.types import NULL, VOID, ArrayType, BitsType, Type, as_type

if TYPE_CHECKING:
    from beebox.pylang.check import Checker, Session

_MISSING = Scope.MISSING


class Frame(Rooms):
    """The state of a function while it is checked: its variables, types and names."""

    def __init__(self, session: Session, tree: FunctionTree, scope: Scope) -> None:
        super().__init__()
        self.session = session
        self.tree = tree
        self.scope = scope
        self.variables: dict[str, Variable] = {}
        self.local_names: set[str] = set()
        self.assigned: set[Variable] | None = set()
        self.loops: list[list[set[Variable]]] = []
        """for each loop around: what is assigned at each of its breaks"""

    @property
    def checker(self) -> Checker:
        """The whole of which this is a part, for handlers of targets."""
        raise NotImplementedError

    # -- places and errors

    def mark(self, node: ast.AST) -> Mark:
        """Return where *node* stands."""
        return self.tree.source.mark(node)

    def fail(self, node: ast.AST | Mark, message: str, hint: str = "") -> NoReturn:
        """Raise a CompileError at *node*."""
        self.tree.source.fail(node, message, hint)

    # -- variables

    def declare(self, name: str, kind: Type, node: ast.AST, *, parameter: bool = False) -> Variable:
        """Make a local variable."""
        if name in self.variables:
            self.fail(node, f"{name} is declared twice")
        variable = Variable(name, kind, len(self.tree.variables), self.mark(node), parameter)
        self.tree.variables.append(variable)
        self.variables[name] = variable
        return variable

    def hidden(self, kind: Type) -> Variable:
        """Make a variable that the program cannot name."""
        index = len(self.tree.variables)
        variable = Variable("", kind, index, self.tree.mark)
        self.tree.variables.append(variable)
        self.set_assigned(variable)
        return variable

    def temporary(self, value: Expr) -> Variable:
        """Make a hidden variable for *value*."""
        return self.hidden(self.default(value).type)

    def set_assigned(self, variable: Variable) -> None:
        """Note that the variable has a value from here on."""
        if self.assigned is not None:
            self.assigned.add(variable)

    def read(self, variable: Variable, node: ast.AST) -> Expr:
        """Return the value of a variable."""
        return self.read_at(variable, self.mark(node))

    def read_at(self, variable: Variable, mark: Mark) -> Expr:
        """Return the value of a variable, as wanted at *mark*."""
        return Read(variable.type, mark, variable)

    # -- types

    def type(self, node: ast.expr) -> Type:
        """Evaluate an annotation, or a type written as an expression."""
        try:
            thing = self.scope.evaluate(node, self.tree.source.file)
        except CompileError as error:
            self.fail(node, error.message, error.hint)
        except Exception as error:  # noqa: BLE001 - whatever an annotation raises is its fault
            self.fail(node, f"not a type: {error}", "use u8..u64, i8..i64, bool, ptr[T], a Struct")
        kind = self.as_type(thing)
        if kind is None:
            hint = "use u8..u64, i8..i64, bool, ptr[T], Array[T, n] or a Struct"
            if isinstance(thing, BitsType):
                self.fail(node, f"{thing} is for fields of a Struct only", f"{thing.value} here")
            if thing is int:
                hint = "say the width: i64, u64, u32, ..."
            elif thing is str:
                hint = "a text has a place: Array[char, 16]"
            self.fail(node, f"{ast.unparse(node)} is not a type of the subset", hint)
        return kind

    def as_type(self, thing: object) -> Type | None:
        """Return the type a Python object stands for, the target's own included."""
        kind = self.session.target.type(thing)
        if kind is None and thing is not True and thing is not False:
            kind = as_type(thing)
        if isinstance(kind, StructType):
            self.note_struct(kind)
        return kind

    def note_struct(self, kind: Type) -> None:
        """Note the files that say how a struct lies in memory: its bases' and its fields', too."""
        while isinstance(kind, ArrayType):
            kind = kind.element
        if not isinstance(kind, StructType) or kind in self.session.structs:
            return
        self.session.structs.add(kind)
        for owner in kind.owner.__mro__:
            file = getattr(sys.modules.get(owner.__module__), "__file__", None)
            if file:
                self.session.files.add(file)
        for field in kind.fields.values():
            self.note_struct(field.type)

    def type_of_target(self, target: ast.expr) -> Type | None:
        """Return the type that an assignment target already has, None if it has none yet."""
        if isinstance(target, ast.Name) and target.id in self.variables:
            return self.variables[target.id].type
        return None

    def storable(self, value: Expr, node: ast.AST) -> None:
        """Refuse values that a new variable cannot take its type from."""
        if value.type is VOID:
            self.fail(value.mark, "this has no value", "it returns None")
        if value.type is NULL:
            self.fail(node, "None alone does not say which pointer", "write name: ptr[T] = None")

    def default(self, value: Expr) -> Expr:
        """Give an integer literal that nothing has typed the type i64."""
        try:
            return default(value)
        except Mismatch as error:
            self.fail(value.mark, error.message, error.hint)

    def coerce(self, value: Expr, want: Type, what: str = "") -> Expr:
        """Return *value* as a *want*, or fail: *what* wants it."""
        try:
            return coerce(value, want)
        except Mismatch as error:
            message = f"{error.message} (for {what})" if what else error.message
            self.fail(value.mark, message, error.hint)

    # -- names and what they stand for at compile time

    def static(self, node: ast.expr) -> object:
        """Return the Python object that *node* names at compile time, `Scope.MISSING` if none."""
        if isinstance(node, ast.Name):
            if node.id in self.local_names or node.id in self.variables:
                return _MISSING
            return self.scope.look_up(node.id)
        if isinstance(node, ast.Attribute):
            base = self.static(node.value)
            if base is _MISSING or self._foreign(base) is not None:
                return _MISSING
            if isinstance(base, int) and not isinstance(base, Enum):
                return _MISSING
            value = getattr(base, node.attr, _MISSING)
            if value is _MISSING:
                near = difflib.get_close_matches(node.attr, dir(base), 1)
                hint = f"did you mean {near[0]}?" if near else ""
                self.fail(node, f"{ast.unparse(node.value)} has no {node.attr}", hint)
            return value
        if isinstance(node, ast.Subscript):
            base = self.static(node.value)
            if base is names.ptr or base is names.Array or base is names.Const:
                return self.type(node)
        return _MISSING

    def written(self, node: ast.expr, *, sets: bool = False) -> ast.expr:
        """Return a tuple that *node* captures as if it were written out here, else *node*.

        *sets*: a frozenset, too, where the order of its values does not matter.
        """
        thing = self.static(node) if isinstance(node, ast.Name | ast.Attribute) else None
        if not isinstance(thing, (tuple, frozenset) if sets else tuple):
            return node
        if not all(isinstance(item, int | str) for item in thing):
            return node
        self.capture(thing, ast.unparse(node))
        values = [item if isinstance(item, str | bool) else int(item) for item in thing]
        items: list[ast.expr] = [ast.copy_location(ast.Constant(item), node) for item in values]
        return ast.copy_location(ast.Tuple(items, ast.Load()), node)

    def capture(self, thing: object, path: str) -> None:
        """Note that what is compiled depends on the value that *path* has now."""
        if path.partition(".")[0] in self.scope.closure:
            self.session.closures.append(self.scope.function)
        elif isinstance(thing, int | str | bytes | tuple | frozenset):
            self.session.captures[self.scope.module, path] = stamp(thing)

    def _foreign(self, thing: object) -> Foreign | None:
        return None if thing is _MISSING else self.session.target.foreign(thing)

    def foreign(self, node: ast.expr) -> Foreign | None:
        """Return what lowers *node*, if it names a foreign object or an attribute of one."""
        if isinstance(node, ast.Name) and node.id in self.variables:
            kind = self.variables[node.id].type
            return kind.used(self.checker, node) if isinstance(kind, ForeignType) else None
        thing = self.static(node)
        if thing is not _MISSING:
            return self._foreign(thing)
        if isinstance(node, ast.Attribute):
            base = self.foreign(node.value)
            if base is not None:
                found = base.attribute(self.checker, node)
                return found if isinstance(found, Foreign) else None
        return None
