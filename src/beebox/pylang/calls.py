"""Calls: of compiled functions, of types as conversions, of built-in functions."""

# ruff: noqa: N802, RET503 - methods are named after classes of ast; `fail` never returns

from __future__ import annotations

import ast
import types as python_types
from collections.abc import Callable
from dataclasses import replace
from enum import EnumType
from typing import Any, NoReturn

from beebox.pylang import names
from beebox.pylang.convert import is_place
from beebox.pylang.places import Places
from beebox.pylang.read import Scope
from beebox.pylang.struct import Field, StructMeta, StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import (
    UNTYPED,
    AddressOf,
    Assign,
    Call,
    Choose,
    Compare,
    Convert,
    Expr,
    FunctionAddress,
    FunctionTree,
    Literal,
    Load,
    Read,
    Sequenced,
    Stack,
    Stmt,
    Unary,
    Walrus,
)
from beebox.pylang.types import BOOL, NULL, U64, ArrayType, BitsType, IntType, PtrType, Type

_MISSING = Scope.MISSING


class Calls(Places):
    """Calls: of compiled functions, of types as conversions, of built-in functions."""

    def _at_Call(self, node: ast.Call) -> Expr:
        foreign = self.foreign(node.func)
        if foreign is not None:
            return foreign.call(self.checker, node)
        thing = self.static(node.func)
        if thing is _MISSING:
            return self._call_value(node)
        builtin = _BUILTINS.get(thing) if callable(thing) and _hashable(thing) else None
        if builtin is not None:
            self._no_keywords(node)
            lower: Callable[[ast.Call], Expr] = getattr(self, f"_builtin_{builtin}")
            return lower(node)
        if self.session.target.function(thing) is not None:
            self.session.target.called(self.checker, node, thing)
            return self._call_function(node, self.session.function(thing))
        if isinstance(thing, python_types.MethodType) and isinstance(thing.__self__, StructMeta):
            return self._offset(node, thing)
        kind = self.as_type(thing)
        if isinstance(kind, StructType):
            return self._struct(node, kind)
        if isinstance(thing, EnumType):
            hint = f"a number is no less one: {kind or 'u32'}(x), or compare with its values"
            self.fail(node, f"{ast.unparse(node.func)}(x) is checked by Python only", hint)
        if kind is not None:
            self._no_keywords(node)
            return self._construct(node, kind)
        return self._refuse_call(node, thing)

    def _call_value(self, node: ast.Call) -> Expr:
        function = node.func
        if isinstance(function, ast.Attribute):
            value = self.expr(function.value)
            if function.attr == "startswith":
                value = self.whole(value)
            if isinstance(value.type, ForeignType):
                return value.type.method(self.checker, value, node)
            if function.attr == "startswith" and isinstance(value.type, ArrayType):
                return self._starts(node, value)
            hint = "write an operator, or a function that takes it"
            if function.attr in {"append", "pop", "extend", "insert", "remove"}:
                hint = "an array has the length it is made with: Array[u64, 8](), x[i] = y"
            self.fail(function, f"a {value.type} has no methods", hint)
        if isinstance(function, ast.Name):
            self._at_Name(function)  # says so if the name is unknown
        self.fail(function, "this cannot be called", "call a compiled function by its name")

    def _starts(self, node: ast.Call, value: Expr) -> Expr:
        """Check ``text.startswith("...")`` of an array of char."""
        start = self.text(node.args[0]) if len(node.args) == 1 and not node.keywords else None
        if start is None:
            self.fail(node, "startswith takes one text, written out", 'name.startswith("eth")')
        return self.same_text(node, value, start, start=True)

    def _refuse_call(self, node: ast.Call, thing: object) -> NoReturn:
        name = ast.unparse(node.func)
        if thing is print:
            self.fail(node, "print has no meaning in a compiled function", "bpf.printk(...)")
        if _hashable(thing) and thing in _INSTEAD:
            self.fail(node, f"{name} cannot be called from a compiled function", _INSTEAD[thing])
        if _hashable(thing) and thing in {int, float, bytes}:
            self.fail(node, f"{name}(...) is not supported", "convert with u64(...), i32(...), ...")
        if isinstance(thing, python_types.FunctionType):
            hint = f"compile it, too: write {self.session.target.decorator} above it"
            self.fail(node, f"{name} is a Python function", hint)
        hint = _MODULES.get(name.partition(".")[0], "")
        if isinstance(thing, type):
            hint = f"a class of compiled functions is a Struct: class {name}(Struct)"
        self.fail(node, f"{name} cannot be called from a compiled function", hint)

    def _no_keywords(self, node: ast.Call) -> None:
        if node.keywords:
            self.fail(node.keywords[0], "no keyword arguments here", "")
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self.fail(argument, "* is not supported here", "pass each argument")

    def _call_function(self, node: ast.Call, tree: FunctionTree) -> Expr:
        given: dict[str, ast.expr] = {}
        parameters = tree.parameters
        if len(node.args) > tree.by_place:
            rest = " by position" if tree.by_place < len(parameters) else ""
            self.fail(node, f"{tree.name} takes {tree.by_place} arguments{rest}", _signature(tree))
        for parameter, argument in zip(parameters, node.args, strict=False):
            if isinstance(argument, ast.Starred):
                self.fail(argument, "* is not supported here", "pass each argument")
            given[parameter.name] = argument
        for keyword in node.keywords:
            known = any(item.name == keyword.arg for item in parameters[tree.by_name :])
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
        ordered = [name for name in kinds if name in checked]
        if node.keywords and list(checked) != ordered:
            self.fail(node, "keyword arguments out of order", f"in order: {', '.join(kinds)}")
        for name, value in tree.defaults.items():
            if name not in checked:
                checked[name] = self.coerce(self.constant(value, node), kinds[name], name)
        missing = [name for name in kinds if name not in checked]
        if missing:
            self.fail(node, f"{tree.name} also needs {', '.join(missing)}", _signature(tree))
        self.tree.calls.append((tree, self.mark(node)))
        return Call(tree.result, self.mark(node), tree, tuple(checked[name] for name in kinds))

    def _offset(self, node: ast.Call, method: Any) -> Expr:
        values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if method.__name__ != "offset" or len(values) != len(node.args) or len(values) != 1:
            self.fail(node, "only Struct.offset('field') can be called here", "")
        self.note_struct(method.__self__.__layout__)
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

    def _struct(self, node: ast.Call, kind: StructType) -> Expr:
        """Check ``Event(pid=1)``: zeroed room in the frame, with some fields set."""
        if node.args:
            self.fail(node.args[0], f"the fields of {kind} have names", f"{kind}(name=...)")
        mark = self.mark(node)
        if not node.keywords:
            return Stack(kind, mark, kind)
        before: list[Stmt] = []
        values: list[tuple[int | Field, Expr]] = []
        for keyword in node.keywords:
            field = kind.fields.get(keyword.arg or "")
            if field is None:
                hint = f"it has {', '.join(kind.fields)}"
                self.fail(keyword, f"struct {kind} has no field {keyword.arg}", hint)
            if is_place(field.type):
                hint = "make it first, then fill the field"
                self.fail(keyword, f"{field.name}, a {field.type}, is not set here", hint)
            value = self.fitting(
                self.expr(keyword.value, field.type), field.type, f"{field.name}, a {field.type}"
            )
            if not isinstance(value, Literal):
                keep = self.temporary(value)
                before.append(Assign(mark, keep, value))
                value = self.read_at(keep, mark)
            values.append((field, value))
        return self.filled(mark, kind, before, values)

    def convert(self, node: ast.AST, kind: Type, value: Expr) -> Expr:
        """Return *value* converted to *kind* as an explicit cast does."""
        mark = self.mark(node)
        have = value.type
        if isinstance(kind, IntType):
            if isinstance(value, Literal) and (have is UNTYPED or isinstance(have, IntType)):
                return Literal(kind, mark, kind(value.value))
            if isinstance(have, IntType) or have is BOOL:
                return Convert(kind, mark, value)
            if have is NULL:
                self.fail(node, "None is no number", "write 0")
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

    def _builtin_len(self, node: ast.Call) -> Expr:
        if len(node.args) == 1 and self.foreign(node.args[0]) is not None:
            self.fail(node, "how many there are is not known here", "count them yourself")
        value = self.expr(node.args[0]) if len(node.args) == 1 else None
        if value is None or not isinstance(value.type, ArrayType):
            hint = "a pointer does not know its length; entries of a map are counted by a loop"
            self.fail(node, "len takes an Array", hint)
        return Literal(UNTYPED, self.mark(node), value.type.length)

    def _builtin_addr(self, node: ast.Call) -> Expr:
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
                    if isinstance(kind, BitsType):
                        self.fail(argument, "a bit field has no address", "copy it to a variable")
                    return self.decay(Convert(kind, mark, address)) if is_place(kind) else address
        value = self.expr(argument)
        if is_place(value.type):
            return self.decay(value)
        if isinstance(value, Load):
            return value.address
        self.fail(argument, "this has no address", "addr takes variables, fields and elements")

    def _builtin_cast(self, node: ast.Call) -> Expr:
        if len(node.args) != 2:
            self.fail(node, "cast takes a type and a value", "cast(ptr[u8], x)")
        kind = self.type(node.args[0])
        return self.convert(node, kind, self.expr(node.args[1]))

    def _builtin_sizeof(self, node: ast.Call) -> Expr:
        if len(node.args) != 1:
            self.fail(node, "sizeof takes one type", "")
        found = self.session.target.size(self.checker, node)
        if found is not None:
            return found
        argument = node.args[0]
        if isinstance(argument, ast.Name) and argument.id in self.variables:
            kind = self.variables[argument.id].type
        else:
            kind = self.type(argument)
        return Literal(UNTYPED, self.mark(node), kind.size)

    def _builtin_offsetof(self, node: ast.Call) -> Expr:
        name = self.text(node.args[1]) if len(node.args) == 2 else None
        kind = self.type(node.args[0]) if name is not None else None
        if name is None or not isinstance(kind, StructType):
            self.fail(node, "offsetof takes a struct and a field's name", 'offsetof(Event, "pid")')
        found = kind.fields.get(name)
        if found is None:
            hint = f"it has {', '.join(kind.fields)}"
            self.fail(node.args[1], f"struct {kind} has no field {name!r}", hint)
        if isinstance(found.type, BitsType):
            self.fail(node.args[1], f"{name} is a bit field: it has no offset in bytes")
        return Literal(UNTYPED, self.mark(node), found.offset)

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
            result, other = self.unified(node, result, value)
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

    def _builtin_min(self, node: ast.Call) -> Expr:
        return self._extreme(node, "<")

    def _builtin_max(self, node: ast.Call) -> Expr:
        return self._extreme(node, ">")

    def _builtin_abs(self, node: ast.Call) -> Expr:
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


def _hashable(thing: object) -> bool:
    return type(thing).__hash__ is not None


_MODULES = {
    "time": "bpf.ktime_ns()",
    "random": "bpf.random()",
    "os": "bpf.current_pid(), bpf.current_comm(x); files are for the user side",
    "math": "there are integers only",
    "struct": "a Struct has the layout of C",
    "socket": "bpf.ntohs(x), bpf.htonl(x)",
}
_OUTSIDE = "the user side does that: the program hands it a record"
_INSTEAD: dict[object, str] = {
    str: 'print with bpf.printk(f"{x}"); fill an Array[char, n]: x[:] = "..."',
    list: "write its elements: [x, y]; or Array[u64, 8]()",
    dict: "use a map: bpf.Hash[u32, u64](max_entries=n), at module level",
    set: "use a map, or test with x in {1, 2}",
    tuple: "unpack it: a, b = x, y",
    bool: "compare: x != 0",
    sum: "add in a loop: total += x",
    sorted: "the user side sorts",
    reversed: "count down: range(n - 1, -1, -1)",
    any: "join with `or`, or leave a loop by break",
    all: "join with `and`, or leave a loop by break",
    zip: "count: for i in range(n): a[i], b[i]",
    map: "write a loop",
    filter: "write a loop with an if",
    round: "there are integers only: (a + b // 2) // b",
    pow: "write a ** n, n a constant",
    hex: 'bpf.printk(f"{x:#x}")',
    chr: "char(x)",
    ord: 'x == 97, or b"a"[0]',
    isinstance: "types are known when it is compiled",
    type: "types are known when it is compiled",
    getattr: "write x.name",
    open: _OUTSIDE,
    input: _OUTSIDE,
    divmod: "q, r = divmod(a, b): it gives two values to unpack",
    enumerate: "for i, x in enumerate(array): ...",
    range: "for i in range(n): ..., or x in range(n)",
}
_BUILTINS: dict[object, str] = {
    len: "len",
    min: "min",
    max: "max",
    abs: "abs",
    names.addr: "addr",
    names.cast: "cast",
    names.sizeof: "sizeof",
    names.offsetof: "offsetof",
}
