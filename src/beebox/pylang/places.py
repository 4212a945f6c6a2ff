"""Memory: fields, elements and their addresses."""

# ruff: noqa: N802, RET503 - methods are named after classes of ast; `fail` never returns

from __future__ import annotations

import ast
import difflib
from dataclasses import replace
from types import ModuleType

from beebox.errors import CompileError
from beebox.pylang import bitfields
from beebox.pylang.convert import Mismatch, is_place
from beebox.pylang.operators import Operators
from beebox.pylang.read import Scope
from beebox.pylang.struct import Field, StructType
from beebox.pylang.target import Foreign, ForeignType
from beebox.pylang.tree import (
    UNTYPED,
    Assign,
    Binary,
    Choose,
    Compare,
    Convert,
    Element,
    Expr,
    Literal,
    Load,
    Mark,
    Offset,
    Read,
    Sequenced,
    Stack,
    Stmt,
    Store,
)
from beebox.pylang.types import (
    BOOL,
    I64,
    NULL,
    VOID,
    ArrayType,
    BitsType,
    IntType,
    PtrType,
    Type,
)

_MISSING = Scope.MISSING


class Places(Operators):
    """Memory: fields, elements and their addresses."""

    def _at_Attribute(self, node: ast.Attribute) -> Expr:
        thing = self.static(node)
        if thing is not _MISSING:
            found = self._foreign(thing)
            if found is not None:
                return found.value(self.checker, node)
            owner = self.static(node.value)
            if isinstance(owner, ModuleType) and isinstance(thing, int):
                const = self.const(node, thing, owner.__name__, node.attr)
                if const is not None:
                    return const
            return self._captured(thing, node, ast.unparse(node))
        base = self.foreign(node.value)
        if base is not None:
            result = base.attribute(self.checker, node)
            return result.value(self.checker, node) if isinstance(result, Foreign) else result
        value = self.expr(node.value)
        kind = value.type.target if isinstance(value.type, PtrType) else value.type
        if isinstance(kind, ForeignType):
            return kind.attribute(self.checker, value, node)
        return self.load(*self.field(node, value))

    def _at_Subscript(self, node: ast.Subscript) -> Expr:
        if self.static(node) is not _MISSING:
            self.fail(node, "a type is not a value", "call it to make one: Array[u8, 16]()")
        base = self.foreign(node.value)
        if base is not None:
            return base.subscript(self.checker, node)
        held = self.written(node.value)
        value = self.array(held) if isinstance(held, ast.Tuple) else self.expr(held)
        if isinstance(value.type, ForeignType):
            return value.type.subscript(self.checker, value, node)
        return self.load(*self.element(node, value))

    def array(
        self, node: ast.List | ast.Tuple, want: Type | None = None, *, times: int = 1
    ) -> Expr:
        """Check ``[x, y, z]``: its values from left to right, then room with them in it."""
        if not node.elts:
            self.fail(node, "an empty list has no type", "write Array[u64, 8]()")
        values = [self.expr(element) for element in node.elts]
        element = want.element if isinstance(want, ArrayType) else None
        for value in values:
            element = element or (value.type if value.type is not UNTYPED else None)
        element = element or I64
        if is_place(element) or element in {VOID, NULL}:
            self.fail(node, f"a list of {element} cannot be written out", "write Array[T, n]()")
        mark = self.mark(node)
        kind = ArrayType(element, len(values) * times)
        before: list[Stmt] = []
        kept: list[Expr] = []
        for one in values:
            value = self.coerce(one, element, f"an element of {kind}")
            if not isinstance(value, Literal):
                keep = self.temporary(value)
                before.append(Assign(mark, keep, value))
                value = self.read_at(keep, mark)
            kept.append(value)
        return self.filled(mark, kind, before, list(enumerate(kept * times)))

    def filled(
        self, mark: Mark, kind: Type, before: list[Stmt], values: list[tuple[int | Field, Expr]]
    ) -> Expr:
        """Return room in the frame with *values* at indexes or in fields."""
        place = self.hidden(kind)
        self.made(place)
        steps: list[Stmt] = [*before, Assign(mark, place, Stack(kind, mark, kind))]
        here = self.read_at(place, mark)
        for where, value in values:
            offset = where.offset if isinstance(where, Field) else where * value.type.size
            room = where.type if isinstance(where, Field) else value.type
            at = Offset(PtrType(value.type), mark, here, offset)
            steps.append(self.store(mark, at, room, value))
        return Sequenced(kind, mark, tuple(steps), here)

    def load(self, address: Expr, kind: Type) -> Expr:
        """Return what is at *address*: a struct or array is its place."""
        if is_place(kind):
            return Convert(kind, address.mark, address)
        if isinstance(kind, BitsType):
            return bitfields.load(self, address, kind)
        return Load(kind, address.mark, address)

    def store(self, mark: Mark, address: Expr, kind: Type, value: Expr) -> Stmt:
        """Return what puts *value*, which fits, at *address*."""
        if isinstance(kind, BitsType):
            return bitfields.store(self, mark, address, kind, value)
        return Store(mark, address, value)

    def fitting(self, value: Expr, kind: Type, what: str) -> Expr:
        """Return *value* as what a place of type *kind* takes."""
        if not isinstance(kind, BitsType):
            return self.coerce(value, kind, what)
        try:
            return bitfields.fitting(value, kind)
        except Mismatch as error:
            self.fail(value.mark, f"{error.message} (for {what})", error.hint)

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
        self.note_struct(kind)
        try:
            found: Field | None = kind.fields.get(node.attr)
        except CompileError as error:
            self.fail(node, error.message, error.hint)
        if found is None:
            near = difflib.get_close_matches(node.attr, list(kind.fields), 1)
            known = [name for name in kind.fields if not name.startswith("_")]
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(known)}"
            self.fail(node, f"struct {kind.name} has no field {node.attr!r}", hint)
        fixed = not is_place(found.type) and (kind.fixed or self._is_context(base))
        place = Offset(PtrType(found.type), self.mark(node), base, found.offset, fixed, kind.packed)
        return place, found.type

    def _is_context(self, base: Expr) -> bool:
        """Say whether *base* is what a kernel gives to a program."""
        return isinstance(base, Read) and base.variable.parameter and bool(self.tree.section)

    def element(self, node: ast.Subscript, base: Expr) -> tuple[Expr, Type]:
        """Return the address and the type of ``base[index]``."""
        if isinstance(base.type, ArrayType):
            kind = base.type.element
        elif isinstance(base.type, PtrType):
            kind = base.type.target
        else:
            self._no_name(node)
            hint = "write x.field" if isinstance(base.type, StructType) else ""
            if isinstance(base.type, IntType):
                hint = "an address is cast(ptr[u8], u64(x)); a packet, bpf.packet(ctx).read(T, i)"
            self.fail(node, f"a {base.type} cannot be indexed", hint)
        if kind.size == 0:
            self.fail(node, f"a {base.type} cannot be indexed", "cast it to ptr[u8] first")
        self._no_name(node)
        index = self.default(self.expr(node.slice))
        if not isinstance(index.type, IntType):
            self.fail(node.slice, f"an index must be an integer, not a {index.type}", "")
        if isinstance(base.type, ArrayType) and isinstance(index, Literal):
            length = base.type.length
            if not -length <= index.value < length:
                self.fail(node.slice, f"index {index.value} is outside {base.type}", "")
            index = replace(index, value=index.value % length)
        elif isinstance(base.type, ArrayType):
            index = self._from_the_end(index, base.type.length)
        mark = self.mark(node)
        return Element(PtrType(kind), mark, self.decay(base), index, kind.size), kind

    def _from_the_end(self, index: Expr, length: int) -> Expr:
        """Return where an index of an array is: a negative one counts from its end."""
        assert isinstance(index.type, IntType)
        if not index.type.signed:
            return index
        mark = index.mark
        keep = self.hidden(I64)
        here = self.read_at(keep, mark)
        kept = Assign(mark, keep, Convert(I64, mark, index))
        below = Compare(BOOL, mark, "<", here, Literal(I64, mark, 0))
        end = Binary(I64, mark, "+", here, Literal(I64, mark, length))
        return Sequenced(I64, mark, (kept,), Choose(I64, mark, below, end, here))

    def _no_name(self, node: ast.Subscript) -> None:
        """Refuse ``x["field"]``."""
        name = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(name, str):
            hint = f"write {ast.unparse(node.value)}.{name}"
            self.fail(node.slice, "a field goes by its name, without quotes", hint)
