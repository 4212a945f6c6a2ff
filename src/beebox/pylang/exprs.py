"""Expressions: what each means, and which types it joins."""

from __future__ import annotations

import ast
import difflib
import types as python_types
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn

from beebox.errors import CompileError
from beebox.pylang import names
from beebox.pylang.convert import Mismatch, coerce, default, is_place, unify
from beebox.pylang.read import Scope
from beebox.pylang.struct import Field, StructMeta, StructType
from beebox.pylang.target import Foreign, ForeignType
from beebox.pylang.tree import (
    UNTYPED,
    AddressOf,
    Assign,
    Binary,
    Bytes,
    Call,
    Chain,
    Choose,
    Compare,
    Convert,
    Distance,
    Element,
    Expr,
    FunctionAddress,
    FunctionTree,
    Literal,
    Load,
    Logical,
    Mark,
    Offset,
    Read,
    Sequenced,
    Stack,
    Truth,
    Unary,
    Variable,
    Walrus,
)
from beebox.pylang.types import (
    BOOL,
    CHAR,
    I64,
    NULL,
    U8,
    U64,
    VOID,
    ArrayType,
    ConstType,
    IntType,
    PtrType,
    Type,
    as_type,
)

if TYPE_CHECKING:
    from beebox.pylang.check import Session

_OPS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
}
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
_REFUSED: dict[type[ast.expr], tuple[str, str]] = {
    ast.Lambda: ("lambda is not supported", "write a function"),
    ast.ListComp: ("comprehensions are not supported", "write a loop over an Array"),
    ast.SetComp: ("comprehensions are not supported", "write a loop"),
    ast.DictComp: ("comprehensions are not supported", "write a loop"),
    ast.GeneratorExp: ("generators are not supported", "write a loop"),
    ast.List: ("lists are not supported", "use buf = Array[u64, 8]() and assign its elements"),
    ast.Set: ("sets are not supported", "use a map"),
    ast.Dict: ("dicts are not supported", "use a map"),
    ast.Tuple: ("a tuple is not a value here", "use a Struct, or unpack it: a, b = x, y"),
    ast.Await: ("async is not supported", ""),
    ast.Yield: ("generators are not supported", "write a loop"),
    ast.YieldFrom: ("generators are not supported", "write a loop"),
    ast.JoinedStr: ("an f-string has no meaning here", "f-strings are for printing"),
    ast.Starred: ("* is not supported here", "pass each argument"),
    ast.Slice: ("slices are not supported", "pass a pointer and a length"),
}
_MISSING = Scope.MISSING


class Expressions:
    """Checks expressions of one function, in the state that the statements have reached."""

    def __init__(self, session: Session, tree: FunctionTree, scope: Scope) -> None:
        self.session = session
        self.tree = tree
        self.scope = scope
        self.variables: dict[str, Variable] = {}
        self.local_names: set[str] = set()
        self.assigned: set[Variable] | None = set()

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
        return Read(variable.type, self.mark(node), variable)

    # -- types

    def type(self, node: ast.expr) -> Type:
        """Evaluate an annotation, or a type written as an expression."""
        try:
            thing = self.scope.evaluate(node, self.tree.source.file)
        except CompileError as error:
            self.fail(node, error.message, error.hint)
        except Exception as error:  # noqa: BLE001 - whatever the annotation raises is its fault
            self.fail(node, f"not a type: {error}", "use u8..u64, i8..i64, bool, ptr[T], a Struct")
        kind = self.as_type(thing)
        if kind is None:
            hint = "use u8..u64, i8..i64, bool, ptr[T], Array[T, n] or a Struct"
            if thing in {int, float, str, bytes, list, dict}:
                hint = "say the width: i64, u64, u32, ..." if thing is int else hint
            self.fail(node, f"{ast.unparse(node)} is not a type of the subset", hint)
        return kind

    def as_type(self, thing: object) -> Type | None:
        """Return the type a Python object stands for, the target's own included."""
        kind = self.session.target.type(thing)
        if kind is None and thing is not True and thing is not False:
            kind = as_type(thing)
        if isinstance(kind, StructType):
            self._used_struct(kind)
        return kind

    def _used_struct(self, kind: StructType) -> None:
        module = python_types.ModuleType
        import sys  # noqa: PLC0415 - only here

        found = sys.modules.get(kind.owner.__module__)
        file = getattr(found, "__file__", None) if isinstance(found, module) else None
        if file:
            self.session.files.add(file)

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
                self.fail(node, f"{ast.unparse(node.value)} has no {node.attr}")
            return value
        if isinstance(node, ast.Subscript):
            base = self.static(node.value)
            if base in {names.ptr, names.Array, names.Const}:
                return self.type(node)
        return _MISSING

    def _foreign(self, thing: object) -> Foreign | None:
        return None if thing is _MISSING else self.session.target.foreign(thing)

    def foreign(self, node: ast.expr) -> Foreign | None:
        """Return what lowers *node*, if it names a foreign object or an attribute of one."""
        thing = self.static(node)
        if thing is not _MISSING:
            return self._foreign(thing)
        if isinstance(node, ast.Attribute):
            base = self.foreign(node.value)
            if base is not None:
                found = base.attribute(self, node)
                return found if isinstance(found, Foreign) else None
        return None

    # -- expressions

    def expr(self, node: ast.expr, want: Type | None = None) -> Expr:
        """Check an expression. *want* is only advice for expressions that have no type yet."""
        method = getattr(self, f"_at_{type(node).__name__}", None)
        if method is None:
            message, hint = _REFUSED.get(type(node), ("this expression is not supported", ""))
            self.fail(node, message, hint)
        del want
        result: Expr = method(node)
        return result

    def condition(self, node: ast.expr) -> Expr:
        """Check an expression whose truth matters, not its value."""
        mark = self.mark(node)
        if isinstance(node, ast.BoolOp):
            op = "and" if isinstance(node.op, ast.And) else "or"
            result = self.condition(node.values[0])
            for value in node.values[1:]:
                result = self._join(mark, op, result, lambda value=value: self.condition(value))
            return result
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._not(mark, self.condition(node.operand))
        return self.truth(self.expr(node))

    def _join(self, mark: Mark, op: str, left: Expr, check: Callable[[], Expr]) -> Expr:
        """Join a condition with one that is evaluated only if the first does not decide."""
        before = None if self.assigned is None else set(self.assigned)
        right = check()
        self.assigned = before
        return Logical(BOOL, mark, op, left, right)

    def _not(self, mark: Mark, value: Expr) -> Expr:
        if isinstance(value, Literal):
            return Literal(BOOL, mark, int(not value.value))
        return Unary(BOOL, mark, "not", value)

    def truth(self, value: Expr) -> Expr:
        """Return whether *value* counts as true in Python."""
        if value.type is BOOL:
            return value
        if isinstance(value, Literal) and (value.type is UNTYPED or value.type is NULL):
            return Literal(BOOL, value.mark, int(value.value != 0))
        if isinstance(value.type, IntType | PtrType):
            return Truth(BOOL, value.mark, value)
        self.fail(value.mark, f"a {value.type} is neither true nor false", "compare it")

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
            self.fail(node, "a string has no meaning here", 'write bytes: b"..."')
        if self.session.target.function(thing) is not None:
            tree = self.session.function(thing)
            return FunctionAddress(PtrType(VOID), mark, tree)
        if isinstance(thing, python_types.FunctionType):
            name = thing.__name__
            self.fail(node, f"{name} is a Python function", f"declare {name} to be compiled too")
        if self.as_type(thing) is not None:
            self.fail(node, f"{thing!r} is a type, not a value", "call it to convert a value")
        self.fail(
            node,
            f"a {type(thing).__name__} of Python has no meaning in a compiled function",
            "only integers, bools, bytes and None are captured, as constants",
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
            self.fail(node, f"{node.id} is used before it has a value", "assign it first")
        thing = self.scope.look_up(node.id)
        if thing is _MISSING:
            known = [*self.variables, *self.scope.names]
            near = difflib.get_close_matches(node.id, known, 1)
            self.fail(
                node, f"no name {node.id!r}", f"did you mean {near[0]}?" if near else "define it"
            )
        found = self._foreign(thing)
        if found is not None:
            return found.value(self, node)
        const = self._const(node, thing)
        if const is not None:
            return const
        return self._captured(thing, node, node.id)

    def _captured(self, thing: object, node: ast.expr, path: str) -> Expr:
        if isinstance(thing, int):
            self.session.captures[self.scope.module, path] = int(thing)
        return self.constant(thing, node)

    def _const(self, node: ast.Name, thing: object) -> Expr | None:
        """Return the value of a `Const`, None if the name is not declared one."""
        note = self.scope.annotation(node.id)
        if note is None:
            return None
        if isinstance(note, str):
            if "Const" not in note:
                return None
            parsed = ast.parse(note, mode="eval").body
            note = self.scope.evaluate(parsed, self.tree.source.file)
        if not isinstance(note, ConstType):
            return None
        value = thing
        if node.id in self.session.constants:
            value = self.session.constants[node.id]
            self.session.used_constants.add(node.id)
        elif isinstance(thing, int):
            self.session.captures[self.scope.module, node.id] = int(thing)
        if not isinstance(value, int):
            self.fail(node, f"{node.id} is Const, but {value!r} is no integer")
        kind = note.value
        if isinstance(kind, IntType) and not kind.holds(value):
            self.fail(node, f"{node.id} = {value} does not fit {kind}")
        literal = Literal(kind, self.mark(node), int(value))
        return self.session.target.constant(
            self.session, node.id, self.scope.module, literal, literal
        )

    # -- arithmetic

    def _at_BinOp(self, node: ast.BinOp) -> Expr:
        return self.arithmetic(node, node.op, self.expr(node.left), self.expr(node.right))

    def arithmetic(self, node: ast.AST, op: ast.operator, left: Expr, right: Expr) -> Expr:
        """Check ``left op right``."""
        sign = _OPS.get(type(op))
        if sign is None:
            if isinstance(op, ast.Div):
                self.fail(node, "/ is division of floating-point numbers", "write // for integers")
            self.fail(node, "this operator is not supported", "")
        mark = self.mark(node)
        if left.type is UNTYPED and right.type is UNTYPED:
            return self._fold(node, sign, left, right)
        if sign in {"+", "-"} and (is_place(left.type) or isinstance(left.type, PtrType)):
            return self._pointer_arithmetic(node, sign, left, right)
        if sign in {"<<", ">>"}:
            return self._shift(mark, sign, left, right)
        left, right = self._unify(node, left, right)
        if left.type is BOOL and sign in {"&", "|", "^"}:
            return Binary(BOOL, mark, sign, left, right)
        if not isinstance(left.type, IntType):
            self.fail(node, f"{sign} has no meaning for a {left.type}", "convert to an integer")
        if sign in {"//", "%"} and isinstance(right, Literal) and right.value == 0:
            self.fail(right.mark, "division by zero", "")
        return Binary(left.type, mark, sign, left, right)

    def _unify(self, node: ast.AST, left: Expr, right: Expr) -> tuple[Expr, Expr]:
        try:
            return unify(left, right)
        except Mismatch as error:
            self.fail(node, error.message, error.hint)

    def _fold(self, node: ast.AST, sign: str, left: Expr, right: Expr) -> Expr:
        """Compute with two literals, exactly, as Python does."""
        assert isinstance(left, Literal)
        assert isinstance(right, Literal)
        a, b = left.value, right.value
        if sign in {"//", "%"} and b == 0:
            self.fail(right.mark, "division by zero", "")
        if sign in {"<<", ">>"} and not 0 <= b < 128:
            self.fail(right.mark, f"a shift by {b} is out of range", "")
        fold: dict[str, Callable[[], int]] = {
            "+": lambda: a + b,
            "-": lambda: a - b,
            "*": lambda: a * b,
            "//": lambda: a // b,
            "%": lambda: a % b,
            "&": lambda: a & b,
            "|": lambda: a | b,
            "^": lambda: a ^ b,
            "<<": lambda: a << b,
            ">>": lambda: a >> b,
        }
        return Literal(UNTYPED, self.mark(node), fold[sign]())

    def _shift(self, mark: Mark, sign: str, left: Expr, right: Expr) -> Expr:
        kind = left.type
        if kind is UNTYPED:
            self.fail(left.mark, "which width has this number?", "give it one: u64(1) << n")
        if not isinstance(kind, IntType):
            self.fail(left.mark, f"{sign} has no meaning for a {kind}", "convert to an integer")
        if right.type is UNTYPED and isinstance(right, Literal):
            if not 0 <= right.value < kind.width:
                self.fail(
                    right.mark,
                    f"a shift by {right.value} is out of range for {kind}",
                    f"shift by 0 to {kind.width - 1}, or convert first: u64(x) {sign} n",
                )
            right = replace(right, type=kind if not kind.signed else U64)
        elif not isinstance(right.type, IntType):
            self.fail(right.mark, f"a shift by a {right.type}", "shift by an unsigned integer")
        elif right.type.signed:
            self.fail(
                right.mark,
                f"a shift by a {right.type}, which may be negative",
                f"write u{right.type.width}(...) if it never is",
            )
        return Binary(kind, mark, sign, left, right)

    def _pointer_arithmetic(self, node: ast.AST, sign: str, left: Expr, right: Expr) -> Expr:
        mark = self.mark(node)
        pointer = self.decay(left)
        kind = pointer.type
        assert isinstance(kind, PtrType)
        if kind.target.size == 0:
            self.fail(node, f"arithmetic on a {kind}", "cast it to ptr[u8] first")
        if isinstance(right.type, PtrType) or is_place(right.type):
            other = self.decay(right)
            if sign != "-" or other.type != kind:
                self.fail(node, f"a {kind} {sign} a {other.type}", "only p - q has a meaning")
            return Distance(I64, mark, pointer, other, kind.target.size)
        index = self.default(right)
        if not isinstance(index.type, IntType):
            self.fail(right.mark, f"a {kind} {sign} a {right.type}", "add an integer")
        return Element(kind, mark, pointer, index, kind.target.size, sign == "-")

    def decay(self, value: Expr) -> Expr:
        """Return a struct or array as a pointer to it, or to its first element."""
        if isinstance(value.type, ArrayType):
            return Convert(PtrType(value.type.element), value.mark, value)
        if isinstance(value.type, StructType):
            return Convert(PtrType(value.type), value.mark, value)
        return value

    def _at_UnaryOp(self, node: ast.UnaryOp) -> Expr:
        mark = self.mark(node)
        if isinstance(node.op, ast.Not):
            return self._not(mark, self.condition(node.operand))
        value = self.expr(node.operand)
        sign = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
        if isinstance(value, Literal) and value.type is UNTYPED:
            number = {"-": -value.value, "+": value.value, "~": ~value.value}[sign]
            return Literal(UNTYPED, mark, number)
        if not isinstance(value.type, IntType):
            hint = "write not x" if value.type is BOOL else ""
            self.fail(node, f"{sign} has no meaning for a {value.type}", hint)
        return value if sign == "+" else Unary(value.type, mark, sign, value)

    # -- comparison and logic

    def _at_Compare(self, node: ast.Compare) -> Expr:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._contains(node)
        operands = [self.expr(node.left)]
        before = None
        for index, comparator in enumerate(node.comparators):
            if index == 1:
                before = None if self.assigned is None else set(self.assigned)
            operands.append(self.expr(comparator))
        if len(node.ops) > 1:
            self.assigned = before
        signs = []
        kinds = [operand.type for operand in operands]
        known = [kind for kind in kinds if kind is not UNTYPED and kind is not NULL]
        for index, op in enumerate(node.ops):
            if type(op) not in _COMPARE:
                self.fail(node, "`in` cannot be part of a chain", "")
            pair = self._comparable(node, op, operands[index], operands[index + 1])
            if index and pair[0].type != operands[index].type:
                self.fail(node, "a chain compares values of one type", "write a < b and b < c")
            operands[index], operands[index + 1] = pair
            signs.append(_COMPARE[type(op)])
        mark = self.mark(node)
        if len(signs) == 1:
            return self._compare(node, mark, signs[0], operands[0], operands[1])
        if not known:
            self.fail(node, "this compares only constants", "write True or False")
        kept = self.default(operands[0]).type
        if any(operand.type != kept for operand in operands):
            self.fail(node, "a chain compares values of one type", "write a < b and b < c")
        return Chain(BOOL, mark, tuple(operands), tuple(signs))

    def _compare(self, node: ast.Compare, mark: Mark, sign: str, left: Expr, right: Expr) -> Expr:
        if isinstance(left, Literal) and isinstance(right, Literal) and left.type is UNTYPED:
            a, b = left.value, right.value
            truth = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
            return Literal(BOOL, mark, int(truth[sign]))
        del node
        return Compare(BOOL, mark, sign, left, right)

    def _comparable(
        self, node: ast.Compare, op: ast.cmpop, left: Expr, right: Expr
    ) -> tuple[Expr, Expr]:
        identity = isinstance(op, ast.Is | ast.IsNot)
        if is_place(left.type) or is_place(right.type):
            if identity:
                left, right = self.decay(left), self.decay(right)
            else:
                hint = "compare fields, or memory with an equal function; addresses with `is`"
                self.fail(node, "structs and arrays are not compared as a whole", hint)
        left, right = self._unify(node, left, right)
        kind = left.type
        if identity and not isinstance(kind, PtrType) and kind is not BOOL:
            self.fail(node, "`is` compares pointers", "write == for numbers")
        if kind in {BOOL, NULL} and not isinstance(op, ast.Eq | ast.NotEq | ast.Is | ast.IsNot):
            self.fail(node, f"a {kind} has no order", "")
        if not isinstance(kind, IntType | PtrType) and kind not in {BOOL, UNTYPED}:
            self.fail(node, f"values of type {kind} cannot be compared", "")
        return left, right

    def _contains(self, node: ast.Compare) -> Expr:
        if len(node.ops) > 1:
            self.fail(node, "`in` cannot be part of a chain", "write two comparisons with and")
        foreign = self.foreign(node.comparators[0])
        if foreign is None:
            self.fail(node, "`in` has no meaning here", "compare one by one: x == 1 or x == 2")
        found = foreign.contains(self, node, node.left)
        return self._not(self.mark(node), found) if isinstance(node.ops[0], ast.NotIn) else found

    def _at_BoolOp(self, node: ast.BoolOp) -> Expr:
        mark = self.mark(node)
        op = "and" if isinstance(node.op, ast.And) else "or"
        values = [self.expr(node.values[0])]
        before = None if self.assigned is None else set(self.assigned)
        values += [self.expr(value) for value in node.values[1:]]
        self.assigned = before
        kinds = [value.type for value in values if value.type is not UNTYPED]
        if not kinds:
            self.fail(node, f"`{op}` of constants only", "write the result")
        result = values[0]
        for value in values[1:]:
            left, right = self._unify(node, result, value)
            if is_place(left.type) or left.type in {VOID, NULL}:
                self.fail(node, f"`{op}` has no meaning for a {left.type}", "")
            result = Logical(left.type, mark, op, left, right)
        return result

    def _at_IfExp(self, node: ast.IfExp) -> Expr:
        condition = self.condition(node.test)
        before = None if self.assigned is None else set(self.assigned)
        yes = self.expr(node.body)
        self.assigned = None if before is None else set(before)
        no = self.expr(node.orelse)
        self.assigned = before
        yes, no = self._unify(node, self.default(yes) if no.type is UNTYPED else yes, no)
        if yes.type is VOID:
            self.fail(node, "these have no value", "write if ... else statements")
        return Choose(yes.type, self.mark(node), condition, yes, no)

    def _at_NamedExpr(self, node: ast.NamedExpr) -> Expr:
        value = self.default(self.expr(node.value))
        name = node.target.id
        self.storable(value, node)
        variable = self.variables.get(name) or self.declare(name, value.type, node.target)
        value = self.coerce(value, variable.type, f"{name}, a {variable.type}")
        self.set_assigned(variable)
        return Walrus(variable.type, self.mark(node), variable, value)

    # -- memory

    def _at_Attribute(self, node: ast.Attribute) -> Expr:
        thing = self.static(node)
        if thing is not _MISSING:
            found = self._foreign(thing)
            if found is not None:
                return found.value(self, node)
            return self._captured(thing, node, ast.unparse(node))
        base = self.foreign(node.value)
        if base is not None:
            result = base.attribute(self, node)
            return result.value(self, node) if isinstance(result, Foreign) else result
        value = self.expr(node.value)
        if isinstance(value.type, ForeignType):
            return value.type.attribute(self, value, node)
        return self.load(*self.field(node, value))

    def _at_Subscript(self, node: ast.Subscript) -> Expr:
        if self.static(node) is not _MISSING:
            self.fail(node, "a type is not a value", "call it to make one: Array[u8, 16]()")
        base = self.foreign(node.value)
        if base is not None:
            return base.subscript(self, node)
        value = self.expr(node.value)
        if isinstance(value.type, ForeignType):
            return value.type.subscript(self, value, node)
        return self.load(*self.element(node, value))

    def load(self, address: Expr, kind: Type) -> Expr:
        """Return what is at *address*: a struct or array is its place."""
        if is_place(kind):
            return Convert(kind, address.mark, address)
        return Load(kind, address.mark, address)

    def place(self, node: ast.expr) -> tuple[Expr, Type]:
        """Return the address and the type of a field or an element."""
        if isinstance(node, ast.Attribute):
            return self.field(node, self.expr(node.value))
        if isinstance(node, ast.Subscript):
            return self.element(node, self.expr(node.value))
        self.fail(node, "this is not a place in memory", "use a field or an element")

    def field(self, node: ast.Attribute, base: Expr) -> tuple[Expr, Type]:
        """Return the address and the type of ``base.name``."""
        kind = base.type.target if isinstance(base.type, PtrType) else base.type
        if not isinstance(kind, StructType):
            hint = "index it first: p[0].field" if isinstance(base.type, PtrType) else ""
            self.fail(node, f"a {base.type} has no fields", hint)
        self._used_struct(kind)
        try:
            found: Field | None = kind.fields.get(node.attr)
        except CompileError as error:
            self.fail(node, error.message, error.hint)
        if found is None:
            near = difflib.get_close_matches(node.attr, list(kind.fields), 1)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(kind.fields)}"
            self.fail(node, f"struct {kind.name} has no field {node.attr!r}", hint)
        return Offset(PtrType(found.type), self.mark(node), base, found.offset), found.type

    def element(self, node: ast.Subscript, base: Expr) -> tuple[Expr, Type]:
        """Return the address and the type of ``base[index]``."""
        if isinstance(base.type, ArrayType):
            kind = base.type.element
        elif isinstance(base.type, PtrType):
            kind = base.type.target
        else:
            self.fail(node, f"a {base.type} cannot be indexed", "")
        if kind.size == 0:
            self.fail(node, f"a {base.type} cannot be indexed", "cast it to ptr[u8] first")
        index = self.default(self.expr(node.slice))
        if not isinstance(index.type, IntType):
            self.fail(node.slice, f"an index must be an integer, not a {index.type}", "")
        if isinstance(base.type, ArrayType) and isinstance(index, Literal):
            length = base.type.length
            if not -length <= index.value < length:
                self.fail(node.slice, f"index {index.value} is outside {base.type}", "")
            index = replace(index, value=index.value % length)
        mark = self.mark(node)
        return Element(PtrType(kind), mark, self.decay(base), index, kind.size), kind

    # -- calls

    def _at_Call(self, node: ast.Call) -> Expr:
        foreign = self.foreign(node.func)
        if foreign is not None:
            return foreign.call(self, node)
        thing = self.static(node.func)
        if thing is _MISSING:
            return self._call_value(node)
        builtin = (
            _BUILTINS.get(thing)
            if isinstance(thing, python_types.FunctionType | python_types.BuiltinFunctionType)
            else None
        )
        if builtin is not None:
            self._no_keywords(node)
            return builtin(self, node)
        if self.session.target.function(thing) is not None:
            return self._call_function(node, self.session.function(thing))
        if isinstance(thing, python_types.MethodType) and isinstance(thing.__self__, StructMeta):
            return self._offset(node, thing)
        kind = self.as_type(thing)
        if kind is not None:
            self._no_keywords(node)
            return self._construct(node, kind)
        return self._refuse_call(node, thing)

    def _call_value(self, node: ast.Call) -> Expr:
        function = node.func
        if isinstance(function, ast.Attribute):
            value = self.expr(function.value)
            if isinstance(value.type, ForeignType):
                return value.type.method(self, value, node)
            self.fail(function, f"a {value.type} has no methods", "")
        if isinstance(function, ast.Name):
            self._at_Name(function)  # says so if the name is unknown
        self.fail(function, "this cannot be called", "call a compiled function by its name")

    def _refuse_call(self, node: ast.Call, thing: object) -> NoReturn:
        name = ast.unparse(node.func)
        if thing is print:
            self.fail(node, "print has no meaning in a compiled function", "return a value")
        if thing in {int, float, str, bytes, list, dict, tuple}:
            self.fail(node, f"{name}(...) is not supported", "convert with u64(...), i32(...), ...")
        if isinstance(thing, python_types.FunctionType):
            self.fail(node, f"{name} is a Python function", f"declare {name} to be compiled too")
        self.fail(node, f"{name} cannot be called from a compiled function", "")

    def _no_keywords(self, node: ast.Call) -> None:
        if node.keywords:
            self.fail(node.keywords[0], "no keyword arguments here", "")
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self.fail(argument, "* is not supported here", "pass each argument")

    def _call_function(self, node: ast.Call, tree: FunctionTree) -> Expr:
        given: dict[str, ast.expr] = {}
        parameters = tree.parameters
        if len(node.args) > len(parameters):
            self.fail(node, f"{tree.name} takes {len(parameters)} arguments", _signature(tree))
        for parameter, argument in zip(parameters, node.args, strict=False):
            if isinstance(argument, ast.Starred):
                self.fail(argument, "* is not supported here", "pass each argument")
            given[parameter.name] = argument
        for keyword in node.keywords:
            known = any(parameter.name == keyword.arg for parameter in parameters)
            if keyword.arg is None or not known or keyword.arg in given:
                self.fail(keyword, f"{tree.name} cannot take this argument", _signature(tree))
            given[keyword.arg] = keyword.value
        checked: dict[str, Expr] = {}
        kinds = {parameter.name: parameter.type for parameter in parameters}
        for name, argument in given.items():  # in the order they are written
            kind = kinds[name]
            checked[name] = self.coerce(
                self.expr(argument, kind), kind, f"{name}: {kind} of {tree.name}"
            )
        missing = [name for name in kinds if name not in checked]
        if missing:
            self.fail(node, f"{tree.name} also needs {', '.join(missing)}", _signature(tree))
        if node.keywords and list(checked) != list(kinds):
            self.fail(node, "keyword arguments out of order", f"in order: {', '.join(kinds)}")
        return Call(tree.result, self.mark(node), tree, tuple(checked[name] for name in kinds))

    def _offset(self, node: ast.Call, method: Any) -> Expr:
        values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if method.__name__ != "offset" or len(values) != len(node.args) or len(values) != 1:
            self.fail(node, "only Struct.offset('field') can be called here", "")
        self._used_struct(method.__self__.__layout__)
        try:
            return Literal(UNTYPED, self.mark(node), method(values[0]))
        except AttributeError as error:
            self.fail(node, str(error), "")

    def _construct(self, node: ast.Call, kind: Type) -> Expr:
        mark = self.mark(node)
        if is_place(kind):
            if node.args:
                self.fail(node, f"{kind} is made without values", "assign its fields or elements")
            return Stack(kind, mark, kind)
        if len(node.args) != 1:
            self.fail(node, f"{kind}(...) converts one value", "")
        if kind is BOOL:
            return self.condition(node.args[0])
        return self.convert(node, kind, self.expr(node.args[0]))

    def convert(self, node: ast.AST, kind: Type, value: Expr) -> Expr:
        """Return *value* converted to *kind* as an explicit cast does."""
        mark = self.mark(node)
        have = value.type
        if isinstance(kind, IntType):
            if isinstance(value, Literal) and (have is UNTYPED or isinstance(have, IntType)):
                return Literal(kind, mark, kind(value.value))
            if isinstance(have, IntType) or have is BOOL:
                return Convert(kind, mark, value)
            if isinstance(have, PtrType) or is_place(have):
                if kind.width != 64:
                    self.fail(node, "an address has 64 bits", "write u64(...)")
                return Convert(kind, mark, self.decay(value))
        if isinstance(kind, PtrType):
            if have is UNTYPED:
                value = self.coerce(value, U64)
                have = U64
            if isinstance(have, PtrType) or is_place(have):
                return Convert(kind, mark, self.decay(value))
            if isinstance(have, IntType):
                if have.width != 64:
                    self.fail(node, f"a {have} is too narrow for an address", "u64(...) first")
                return Convert(kind, mark, value)
        self.fail(node, f"a {have} cannot become a {kind}", "")

    # -- built-in functions

    def _len(self, node: ast.Call) -> Expr:
        value = self.expr(node.args[0]) if len(node.args) == 1 else None
        if value is None or not isinstance(value.type, ArrayType):
            self.fail(node, "len takes an Array", "a pointer does not know its length")
        return Literal(UNTYPED, self.mark(node), value.type.length)

    def _addr(self, node: ast.Call) -> Expr:
        if len(node.args) != 1:
            self.fail(node, "addr takes one place", "addr(x.field)")
        argument = node.args[0]
        mark = self.mark(node)
        if isinstance(argument, ast.Name):
            value = self.expr(argument)
            if is_place(value.type):
                return self.decay(value)
            if isinstance(value, Read):
                return AddressOf(PtrType(value.type), mark, value.variable)
            if isinstance(value, FunctionAddress):
                return value
            self.fail(argument, f"{argument.id} has no address", "addr takes variables and fields")
        if isinstance(argument, ast.Attribute | ast.Subscript):
            foreign = self.foreign(argument.value)
            if foreign is None and self.static(argument) is _MISSING:
                base = self.expr(argument.value)
                if not isinstance(base.type, ForeignType):
                    find = self.field if isinstance(argument, ast.Attribute) else self.element
                    address, kind = find(argument, base)  # type: ignore[arg-type]  # matched above
                    return self.decay(Convert(kind, mark, address)) if is_place(kind) else address
        value = self.expr(argument)
        if is_place(value.type):
            return self.decay(value)
        if isinstance(value, Load):
            return value.address
        self.fail(argument, "this has no address", "addr takes variables, fields and elements")

    def _cast(self, node: ast.Call) -> Expr:
        if len(node.args) != 2:
            self.fail(node, "cast takes a type and a value", "cast(ptr[u8], x)")
        kind = self.type(node.args[0])
        return self.convert(node, kind, self.expr(node.args[1]))

    def _sizeof(self, node: ast.Call) -> Expr:
        if len(node.args) != 1:
            self.fail(node, "sizeof takes one type", "")
        argument = node.args[0]
        if isinstance(argument, ast.Name) and argument.id in self.variables:
            kind = self.variables[argument.id].type
        else:
            kind = self.type(argument)
        return Literal(UNTYPED, self.mark(node), kind.size)

    def _extreme(self, node: ast.Call, sign: str) -> Expr:
        """Lower min and max: the first of equal ones, each operand once, in order."""
        if len(node.args) < 2:
            self.fail(node, "min and max take two or more integers", "")
        mark = self.mark(node)
        values = [self.expr(argument) for argument in node.args]
        known = next((value for value in values if value.type is not UNTYPED), None)
        if known is None:
            numbers = [value.value for value in values if isinstance(value, Literal)]
            return Literal(UNTYPED, mark, (min if sign == "<" else max)(numbers))
        if not isinstance(known.type, IntType):
            self.fail(node, f"min and max of a {known.type}", "they take integers")
        result = self.coerce(values[0], known.type)
        for value in values[1:]:
            result, other = self._unify(node, result, value)
            best, new = self.temporary(result), self.temporary(other)
            kind = result.type
            keep = (
                Assign(mark, best, result),
                Assign(mark, new, other),
            )
            old, fresh = Read(kind, mark, best), Read(kind, mark, new)
            choice = Choose(kind, mark, Compare(BOOL, mark, sign, fresh, old), fresh, old)
            result = Sequenced(kind, mark, keep, choice)
        return result

    def _min(self, node: ast.Call) -> Expr:
        return self._extreme(node, "<")

    def _max(self, node: ast.Call) -> Expr:
        return self._extreme(node, ">")

    def _abs(self, node: ast.Call) -> Expr:
        value = self.expr(node.args[0]) if len(node.args) == 1 else None
        mark = self.mark(node)
        if isinstance(value, Literal) and value.type is UNTYPED:
            return replace(value, value=abs(value.value))
        if value is None or not isinstance(value.type, IntType):
            self.fail(node, "abs takes one integer", "")
        if not value.type.signed:
            return value
        keep = self.temporary(value)
        walrus = Walrus(value.type, mark, keep, value)
        read = Read(value.type, mark, keep)
        negative = Compare(BOOL, mark, "<", walrus, Literal(value.type, mark, 0))
        return Choose(value.type, mark, negative, Unary(value.type, mark, "-", read), read)


def _signature(tree: FunctionTree) -> str:
    parameters = ", ".join(f"{item.name}: {item.type}" for item in tree.parameters)
    return f"{tree.name}({parameters}) -> {tree.result}"


_BUILTINS: dict[Any, Callable[[Expressions, ast.Call], Expr]] = {
    len: Expressions._len,
    min: Expressions._min,
    max: Expressions._max,
    abs: Expressions._abs,
    names.addr: Expressions._addr,
    names.cast: Expressions._cast,
    names.sizeof: Expressions._sizeof,
}
