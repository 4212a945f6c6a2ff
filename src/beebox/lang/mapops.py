"""What maps mean in a program: ``m[k] = v``, ``m.lookup(k)``, ``k in m``, rings and the rest.

A statement that a map can refuse, and that has no result to look at, counts the refusal in a
global of its own, ``<map>_lost``: a table that is full, a ring that is. Readers show the sum.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang import methods, operands
from beebox.lang.maps import (
    ArrayMap,
    ArrayOfMaps,
    Bloom,
    Map,
    PerCpuArray,
    PerCpuHash,
    PerfEventArray,
    RingBuf,
)
from beebox.lang.operands import ANY
from beebox.pylang.check import Checker
from beebox.pylang.convert import is_place
from beebox.pylang.emit import Emitter
from beebox.pylang.struct import StructType
from beebox.pylang.target import Foreign
from beebox.pylang.tree import (
    Assign,
    Break,
    Compare,
    Continue,
    Convert,
    Do,
    Emit,
    Expr,
    GlobalAddress,
    If,
    Literal,
    Load,
    Mark,
    Read,
    Return,
    Sequenced,
    Stack,
    Stmt,
    Store,
    Truth,
    While,
)
from beebox.pylang.types import BOOL, I64, NULL, U64, VOID, ArrayType, IntType, PtrType, Type

if TYPE_CHECKING:
    from beebox.lang.target import Programs

NOEXIST = 1
"""BPF_NOEXIST: update only what is not there yet"""
CURRENT_CPU = 0xFFFFFFFF
"""BPF_F_CURRENT_CPU: perf_event_output to the buffer of the CPU it runs on"""


class MapUse(Foreign):
    """A map that a program names."""

    def __init__(self, map_: Map, programs: Programs) -> None:
        self.map = map_
        self.programs = programs
        self.description = f"{type(map_).__name__} {programs.name(map_)}"

    def value(self, check: Checker, node: ast.expr) -> Expr:
        """Return the map itself, as helpers by the kernel's names take it."""
        return self.address(check.mark(node))

    def address(self, mark: Mark) -> Expr:
        """Return what the loader replaces by the map."""
        return GlobalAddress(operands.ANY, mark, self.programs.map(self.map))

    def attribute(self, check: Checker, node: ast.Attribute) -> Expr | Foreign:
        """Return the method ``it.name``."""
        known = _methods(self.map)
        if node.attr not in known:
            check.fail(
                node, f"{self.description} has no {node.attr!r}", f"it has {', '.join(known)}"
            )
        return Method(self, node.attr, known[node.attr])

    def key(self, check: Checker, node: ast.expr) -> tuple[list[Stmt], Expr]:
        """Check a key; return its address and the statements that put it in memory."""
        kind = self.map.key
        if kind is None:
            check.fail(node, f"{self.description} has no keys", "use .reserve() or .output(...)")
        value = check.coerce(check.expr(node, kind), kind, f"a key of {self.description}, a {kind}")
        return operands.spilled(check, value)

    def new(self, check: Checker, node: ast.expr) -> tuple[list[Stmt], Expr]:
        """Check a value to put into the map; return its address."""
        kind = self.map.value
        assert kind is not None
        value = check.expr(node, kind)
        if isinstance(value.type, PtrType) and value.type.target == kind and is_place(kind):
            return [], value
        what = f"a value of {self.description}, a {kind}"
        return operands.spilled(check, check.coerce(value, kind, what))

    def lookup(self, check: Checker, node: ast.AST, key: ast.expr) -> Expr:
        """Return ``lookup(key)``: a pointer to the value, or null."""
        mark = check.mark(node)
        before, address = self.key(check, key)
        assert self.map.value is not None
        found = operands.call(
            mark, Func.map_lookup_elem, (self.address(mark), address), PtrType(self.map.value)
        )
        return Sequenced(found.type, mark, tuple(before), found) if before else found

    def update(
        self,
        check: Checker,
        node: ast.AST,
        key: ast.expr,
        value: ast.expr,
        flags: Expr | None = None,
    ) -> Expr:
        """Return ``update(key, value)``: 0, or -errno. The value comes first, as in Python."""
        mark = check.mark(node)
        store, new = self.new(check, value)
        before, address = self.key(check, key)
        given = (self.address(mark), address, new, flags or operands.number(mark, 0))
        done = operands.call(mark, Func.map_update_elem, given)
        return Sequenced(I64, mark, (*store, *before), done)

    def counted(self, check: Checker, mark: Mark, result: Expr) -> Expr:
        """Return *result*, counting it as a loss if it is not 0."""
        kept = check.hidden(I64)
        failed = Compare(BOOL, mark, "!=", Read(I64, mark, kept), Literal(I64, mark, 0))
        before = (Assign(mark, kept, result), If(mark, failed, (self.lose(mark),)))
        return Sequenced(I64, mark, before, Read(I64, mark, kept))

    def lose(self, mark: Mark) -> Stmt:
        """Return the statement that counts one loss."""
        counter = GlobalAddress(PtrType(U64), mark, self.programs.lost(self.map))
        return Do(mark, operands.atomic_add(mark, counter, Literal(U64, mark, 1), U64))

    def subscript(self, check: Checker, node: ast.Subscript) -> Expr:
        """Lower ``m[k]``: what is not there counts as 0, as in a `collections.Counter`."""
        kind = self.map.value
        self._keyed(check, node)
        if isinstance(kind, IntType | PtrType) or kind is BOOL:
            mark = check.mark(node)
            return self.value_or(check, node, node.slice, Literal(kind, mark, 0))
        name = ast.unparse(node.value)
        hint = f"p = {name}.lookup({ast.unparse(node.slice)}) and test it: if p is not None: ..."
        return check.fail(node, "the key may not be in the map", hint)

    def value_or(self, check: Checker, node: ast.AST, key: ast.expr, other: Expr) -> Expr:
        """Return the value under *key*, or *other*, which is evaluated first."""
        kind = other.type
        mark = check.mark(node)
        before, address = self.key(check, key)
        out, place = check.hidden(kind), check.hidden(PtrType(kind))
        here = Read(place.type, mark, place)
        given = (self.address(mark), address)
        steps = (
            *before,
            Assign(mark, out, other),
            Assign(mark, place, operands.call(mark, Func.map_lookup_elem, given, place.type)),
            If(mark, Truth(BOOL, mark, here), (Assign(mark, out, Load(kind, mark, here)),)),
        )
        return Sequenced(kind, mark, steps, Read(kind, mark, out))

    def contains(self, check: Checker, node: ast.Compare, key: ast.expr) -> Expr:
        """Lower ``key in m``; of a filter: whether the value may have been pushed."""
        if isinstance(self.map, Bloom):
            mark = check.mark(node)
            before, value = self.new(check, key)
            found = operands.call(mark, Func.map_peek_elem, (self.address(mark), value))
            there = Compare(BOOL, mark, "==", found, Literal(I64, mark, 0))
            return Sequenced(BOOL, mark, tuple(before), there)
        self._keyed(check, node)
        return Truth(BOOL, check.mark(node), self.lookup(check, node, key))

    def set_subscript(self, check: Checker, node: ast.Subscript, value: ast.expr) -> Stmt:
        """Lower ``m[key] = value``; a refusal is counted."""
        self._keyed(check, node)
        mark = check.mark(node)
        return Do(mark, self.counted(check, mark, self.update(check, node, node.slice, value)))

    def delete(self, check: Checker, node: ast.Subscript) -> Stmt:
        """Lower ``del m[key]``; a key that is not there is no error here."""
        return Do(check.mark(node), _delete(self, check, node, [node.slice]))

    def augment(self, check: Checker, node: ast.AugAssign) -> Stmt:
        """Lower ``m[key] += value``: what is not there counts as 0, additions are atomic."""
        target = node.target
        kind = self.map.value
        if not isinstance(target, ast.Subscript) or not isinstance(kind, IntType):
            hint = "p = m.lookup(key), test it, and change p.field"
            check.fail(node, f"values of {self.description} cannot be changed in place", hint)
        mark = check.mark(node)
        before, address = self.key(check, target.slice)
        operand = check.coerce(check.expr(node.value, kind), kind, f"a {kind}")
        by = check.hidden(kind)
        place = check.hidden(PtrType(kind))
        here = Read(PtrType(kind), mark, place)
        found = operands.call(mark, Func.map_lookup_elem, (self.address(mark), address), here.type)
        new = check.arithmetic(node, node.op, Load(kind, mark, here), Read(kind, mark, by))
        private = isinstance(self.map, PerCpuArray | PerCpuHash)
        if isinstance(node.op, ast.Add) and kind.width >= 32 and not private:
            change: Stmt = Do(mark, operands.atomic_add(mark, here, Read(kind, mark, by), kind))
        else:
            change = Store(mark, here, check.coerce(new, kind, f"a {kind}"))
        first = check.arithmetic(node, node.op, Literal(kind, mark, 0), Read(kind, mark, by))
        store, start = operands.spilled(check, check.coerce(first, kind, f"a {kind}"))
        insert = operands.call(
            mark,
            Func.map_update_elem,
            (self.address(mark), address, start, operands.number(mark, 0)),
        )
        absent: tuple[Stmt, ...] = (*store, Do(mark, self.counted(check, mark, insert)))
        if isinstance(self.map, ArrayMap):
            absent = ()
        test = Truth(BOOL, mark, here)
        steps = (*before, Assign(mark, by, operand), Assign(mark, place, found))
        return Do(mark, Sequenced(VOID, mark, (*steps, If(mark, test, (change,), absent)), here))

    def iterate(self, check: Checker, node: ast.For) -> Stmt:
        """Lower ``for key in m`` and ``for key, value in m``."""
        if isinstance(node.target, ast.Tuple):
            return self.each(check, node, ("key", "value"), node.target.elts)
        return self.each(check, node, ("key",), [node.target])

    def each(
        self, check: Checker, node: ast.For, what: Sequence[str], targets: Sequence[ast.expr]
    ) -> Stmt:
        """Lower a loop over the keys and values of a map: the kernel calls its body for each."""
        key, value = self.map.key, self.map.value
        if type(self.map).__name__ not in _WALKED or key is None or value is None:
            self.refuse(check, node.iter, "iterated")
        if len(targets) != len(what):
            check.fail(node.target, f"each turn gives {' and '.join(what)}", "for key, value in m")
        mark = check.mark(node.iter)
        kinds = [("map", ANY), ("key", PtrType(key)), ("value", PtrType(value))]

        def named(at: int, kind: Type) -> Callable[[Sequence[Expr]], Expr]:
            return lambda values: check.load(values[at], kind)

        makers = {"key": named(1, key), "value": named(2, value)}
        names = [(target, makers[name]) for target, name in zip(targets, what, strict=True)]

        def start(body: Expr, shared: Expr) -> Expr:
            given = (self.address(mark), body, shared, operands.number(mark, 0))
            return operands.call(mark, Func.for_each_map_elem, given)

        return check.called(node, kinds, names, start)

    def _keyed(self, check: Checker, node: ast.AST) -> None:
        if self.map.key is None or isinstance(self.map, PerfEventArray):
            check.fail(node, f"{self.description} has no keys", "use .output(...)")


Lower = Callable[[MapUse, Checker, ast.AST, list[ast.expr]], Expr]


class Method(Foreign):
    """``map.name``: it can be called, and `reserve` used in ``with``."""

    def __init__(self, use: MapUse, name: str, lower: Lower) -> None:
        self.use = use
        self.name = name
        self.lower = lower
        self.description = f"{use.description}.{name}"

    def call(self, check: Checker, node: ast.Call) -> Expr:
        """Lower ``map.name(...)``."""
        if node.keywords:
            check.fail(node.keywords[0], "no keyword arguments here")
        return self.lower(self.use, check, node, node.args)

    def iterate(self, check: Checker, node: ast.For) -> Stmt:
        """Lower ``for key, value in m.items()``, and keys() and values()."""
        target = node.target
        items = target.elts if isinstance(target, ast.Tuple) else [target]
        what = {"items": ("key", "value"), "keys": ("key",), "values": ("value",)}
        if self.name in what and not isinstance(node.iter, ast.Call):
            name = ast.unparse(node.iter)
            check.fail(node.iter, f"{name} is a method", f"call it: {name}()")
        if self.name not in what or not isinstance(node.iter, ast.Call) or node.iter.args:
            self.refuse(check, node.iter, "iterated")
        return self.use.each(check, node, what[self.name], items)

    def with_(self, check: Checker, node: ast.With, item: ast.expr) -> Stmt:
        """Lower ``with ring.reserve() as event:``: submitted at its end, discarded before."""
        if self.name != "reserve" or not isinstance(item, ast.Call):
            self.refuse(check, item, "used in `with`")
        if item.args or item.keywords:
            check.fail(item, "reserve() takes nothing: the ring's type says the size")
        target = node.items[0].optional_vars
        if not isinstance(target, ast.Name):
            check.fail(item, "what is reserved needs a name", f"with {ast.unparse(item)} as event:")
        return _reserve(self.use, check, node, target)


def _reserve(use: MapUse, check: Checker, node: ast.With, target: ast.Name) -> Stmt:
    assert isinstance(use.map, RingBuf)
    mark = check.mark(node.items[0].context_expr)
    kind = use.map.event
    size = operands.number(mark, kind.size)
    given = (use.address(mark), size, operands.number(mark, 0))
    found = operands.call(mark, Func.ringbuf_reserve, given, PtrType(kind))
    held = check.hidden(found.type)
    here = Read(found.type, mark, held)
    before = None if check.assigned is None else set(check.assigned)
    bound = check.bind(target, here)
    body = check.body(node.body)
    ended = check.assigned is None
    if check.assigned is not None:
        check.assigned = before
    elif before is not None:
        check.assigned = before  # the ring may be full: then the body is passed over
    discard = _finish(mark, Func.ringbuf_discard, here)
    guarded = _guard(body, discard, check)
    submit = () if ended else (_finish(mark, Func.ringbuf_submit, here),)
    taken = (bound, *guarded, *submit)
    steps = (
        Assign(mark, held, found),
        If(mark, Truth(BOOL, mark, here), taken, (use.lose(mark),)),
    )
    return Do(mark, Sequenced(PtrType(kind), mark, steps, Literal(NULL, mark, 0)))


def locked(check: Checker, node: ast.With, lock: Expr) -> Sequence[Stmt]:
    """Lower ``with value.lock: body``: given back at its end, and wherever the body is left."""
    item = node.items[0]
    mark = check.mark(item.context_expr)
    if item.optional_vars is not None:
        check.fail(item.optional_vars, "a lock has no value", "with value.lock:")
    kept = check.hidden(ANY)
    here = Read(ANY, mark, kept)
    take = Do(mark, operands.call(mark, Func.spin_lock, (here,)))
    back = Do(mark, operands.call(mark, Func.spin_unlock, (here,)))
    body = check.body(node.body)
    ended = check.assigned is None
    guarded = _guard(body, back, check)
    address = Convert(ANY, mark, check.decay(lock))
    return (Assign(mark, kept, address), take, *guarded, *(() if ended else (back,)))


def _finish(mark: Mark, func: int, record: Expr) -> Stmt:
    """Return the statement that gives a reserved record back."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        emitter.do(f"call void inttoptr (i64 {func:d} to ptr)(ptr {values[0]}, i64 0)")
        return ""

    return Do(mark, Emit(VOID, mark, (record,), emit, "finish"))


def _guard(
    body: Sequence[Stmt], discard: Stmt, check: Checker, *, in_loop: bool = False
) -> tuple[Stmt, ...]:
    """Return *body* with *discard* before each statement that leaves it early."""
    found: list[Stmt] = []
    for statement in body:
        if isinstance(statement, Return):
            found += _return(statement, discard, check)
        elif isinstance(statement, Break | Continue):
            found += [statement] if in_loop else [discard, statement]
        elif isinstance(statement, If):
            then = _guard(statement.then, discard, check, in_loop=in_loop)
            otherwise = _guard(statement.otherwise, discard, check, in_loop=in_loop)
            found.append(replace(statement, then=then, otherwise=otherwise))
        elif isinstance(statement, While):
            inner = _guard(statement.body, discard, check, in_loop=True)
            otherwise = _guard(statement.otherwise, discard, check, in_loop=in_loop)
            found.append(replace(statement, body=inner, otherwise=otherwise))
        elif isinstance(statement, Do) and isinstance(statement.value, Sequenced):
            before = _guard(statement.value.before, discard, check, in_loop=in_loop)
            found.append(replace(statement, value=replace(statement.value, before=before)))
        else:
            found.append(statement)
    return tuple(found)


def _return(statement: Return, discard: Stmt, check: Checker) -> list[Stmt]:
    """Return ``return value`` with the record given back after the value is made."""
    if statement.value is None:
        return [discard, statement]
    kept = check.hidden(statement.value.type)
    read = Read(kept.type, statement.mark, kept)
    return [Assign(statement.mark, kept, statement.value), discard, replace(statement, value=read)]


# -- methods


def _arity(
    check: Checker, node: ast.AST, arguments: Sequence[ast.expr], least: int, most: int
) -> None:
    if not least <= len(arguments) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        operands.miscounted(check, node, wanted, len(arguments))


def _get(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``m.get(key)``, a pointer or None, and ``m.get(key, default)``, a value."""
    if len(arguments) != 2:
        return _lookup(use, check, node, arguments)
    kind = use.map.value
    if not isinstance(kind, IntType | PtrType) and kind is not BOOL:
        check.fail(arguments[1], f"a {kind} has no default", "p = m.get(key); if p is None: ...")
    other = check.coerce(check.expr(arguments[1], kind), kind, f"a {kind}")
    kept = check.hidden(kind)
    mark = check.mark(node)
    found = use.value_or(check, node, arguments[0], Read(kind, mark, kept))
    return Sequenced(kind, mark, (Assign(mark, kept, other),), found)


def _lookup_or_init(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``m.lookup_or_init(key, value)``: a pointer to what is there from then on, or None."""
    _arity(check, node, arguments, 2, 2)
    assert use.map.value is not None
    mark = check.mark(node)
    before, address = use.key(check, arguments[0])
    result = PtrType(use.map.value)
    place, at = check.hidden(result), check.hidden(ANY)
    here = Read(result, mark, place)
    given = (use.address(mark), Read(ANY, mark, at))
    find = Assign(mark, place, operands.call(mark, Func.map_lookup_elem, given, result))
    store, new = use.new(check, arguments[1])
    flags = operands.number(mark, NOEXIST)
    insert = operands.call(mark, Func.map_update_elem, (*given, new, flags))
    absent = (*store, Do(mark, insert), find)
    steps = (
        *before,
        Assign(mark, at, address),
        find,
        If(mark, Compare(BOOL, mark, "==", here, Literal(result, mark, 0)), absent),
    )
    return Sequenced(result, mark, steps, here)


def _lookup(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    _arity(check, node, arguments, 1, 1)
    return use.lookup(check, node, arguments[0])


def _lookup_percpu(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``m.lookup_percpu(key, cpu)``: a pointer to the value of a CPU, or None."""
    _arity(check, node, arguments, 2, 2)
    assert use.map.value is not None
    mark, kind = check.mark(node), PtrType(use.map.value)
    before, address = use.key(check, arguments[0])
    cpu = operands.widened(check, arguments[1], "the CPU")
    given = (use.address(mark), address, cpu)
    found = operands.call(mark, Func.map_lookup_percpu_elem, given, kind)
    return Sequenced(kind, mark, tuple(before), found)


def _query(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``ring.query(0)``: how many bytes wait; 1: how many fit, 2 and 3: its places."""
    _arity(check, node, arguments, 1, 1)
    what, mark = operands.widened(check, arguments[0], "what is asked"), check.mark(node)
    return operands.call(mark, Func.ringbuf_query, (use.address(mark), what), U64)


def _update(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    _arity(check, node, arguments, 2, 3)
    flags = operands.widened(check, arguments[2], "flags") if len(arguments) == 3 else None
    return use.update(check, node, arguments[0], arguments[1], flags)


def _delete(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    _arity(check, node, arguments, 1, 1)
    mark = check.mark(node)
    before, address = use.key(check, arguments[0])
    done = operands.call(mark, Func.map_delete_elem, (use.address(mark), address))
    return Sequenced(I64, mark, tuple(before), done)


def _pop(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``m.pop(key)``: the value taken out, None if it was not there.

    A pointer comes as it is; anything else as a pointer to a copy, since the map's own is gone.
    """
    _arity(check, node, arguments, 1, 1)
    kind = use.map.value
    assert kind is not None
    mark = check.mark(node)
    before, address = use.key(check, arguments[0])
    result = kind if isinstance(kind, PtrType) else PtrType(kind)
    place, out = check.hidden(PtrType(kind)), check.hidden(result)
    here = Read(PtrType(kind), mark, place)
    found = operands.call(mark, Func.map_lookup_elem, (use.address(mark), address), here.type)
    delete = operands.call(mark, Func.map_delete_elem, (use.address(mark), address))
    steps: list[Stmt] = [
        *before,
        Assign(mark, out, Literal(result, mark, 0)),
        Assign(mark, place, found),
    ]
    taken = [*_take(mark, kind, here, out, result), Do(mark, delete)]
    steps.append(If(mark, Truth(BOOL, mark, here), tuple(taken)))
    return Sequenced(result, mark, tuple(steps), Read(result, mark, out))


def _take(mark: Mark, kind: Type, here: Expr, out: object, result: Type) -> list[Stmt]:
    """Return the statements that copy what is at *here* to where *out* will say."""
    from beebox.pylang.tree import Convert, Variable  # noqa: PLC0415 - used here alone

    assert isinstance(out, Variable)
    if isinstance(kind, PtrType):
        return [Assign(mark, out, Load(kind, mark, here))]
    room: Type = kind if is_place(kind) else ArrayType(kind, 1)
    steps: list[Stmt] = [Assign(mark, out, Convert(result, mark, Stack(room, mark, room)))]
    if isinstance(kind, StructType | ArrayType):
        return [*steps, operands.copied(mark, Read(result, mark, out), here, kind)]
    return [*steps, Store(mark, Read(result, mark, out), Load(kind, mark, here))]


def _output(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``ring.output(data, size)``: 0, or -errno and counted."""
    _arity(check, node, arguments, 1, 3)
    mark = check.mark(node)
    data, size = _data(check, arguments[0], arguments[1:2], mark)
    flags = operands.widened(check, arguments[2], "flags") if len(arguments) == 3 else None
    given = (use.address(mark), data, size, flags or operands.number(mark, 0))
    return use.counted(check, mark, operands.call(mark, Func.ringbuf_output, given))


def _perf_output(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    """Lower ``perf.output(ctx, data, size)``: 0, or -errno. The kernel counts what is lost."""
    _arity(check, node, arguments, 2, 3)
    mark = check.mark(node)
    ctx = operands.pointer(check, arguments[0], "the context")
    data, size = _data(check, arguments[1], arguments[2:3], mark)
    given = (ctx, use.address(mark), operands.number(mark, CURRENT_CPU), data, size)
    return operands.call(mark, Func.perf_event_output, given)


def _data(
    check: Checker, node: ast.expr, size: Sequence[ast.expr], mark: Mark
) -> tuple[Expr, Expr]:
    """Check what is sent, and how much of it: all that its type says, or *size* bytes."""
    if size:
        return operands.pointer(check, node, "what is sent"), operands.widened(
            check, size[0], "the size"
        )
    data, bytes_ = operands.room(check, node, "what is sent")
    return data, operands.number(mark, bytes_)


def _reserve_call(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    del arguments
    name = use.programs.name(use.map)
    check.fail(node, "what is reserved must be given back", f"with {name}.reserve() as event: ...")


def _walk(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
    del arguments
    name = use.programs.name(use.map)
    return check.fail(node, "this is for loops", f"for key, value in {name}.items(): ...")


_WALKED = {"Hash", "LruHash", "PerCpuHash", "LruPerCpuHash", "ArrayMap", "PerCpuArray"}
"""the kinds of maps that bpf_for_each_map_elem takes"""
_KEYED: dict[str, Lower] = {
    "items": _walk,
    "keys": _walk,
    "values": _walk,
    "lookup": _lookup,
    "get": _get,
    "lookup_or_init": _lookup_or_init,
    "update": _update,
    "delete": _delete,
    "pop": _pop,
}
_FREE = {"delete", "pop", "lookup_or_init"}
"""what an array, whose values are always there, does not have"""
_OUTER: dict[str, Lower] = {"lookup": _lookup, "get": _lookup}
_RING: dict[str, Lower] = {"reserve": _reserve_call, "output": _output, "query": _query}
_PERF: dict[str, Lower] = {"output": _perf_output}


def _methods(map_: Map) -> dict[str, Lower]:
    """Return what can be called on a map."""
    if isinstance(map_, RingBuf):
        return _RING
    if isinstance(map_, PerfEventArray):
        return _PERF
    if type(map_).__name__ in methods.OF:
        return {name: _special(row) for name, row in methods.OF[type(map_).__name__].items()}
    if isinstance(map_, ArrayOfMaps):
        return _OUTER
    more = {"lookup_percpu": _lookup_percpu} if isinstance(map_, PerCpuArray | PerCpuHash) else {}
    if isinstance(map_, ArrayMap):
        return {name: lower for name, lower in _KEYED.items() if name not in _FREE} | more
    return _KEYED | more


def _special(row: methods.Lower) -> Lower:
    """Return what lowers a method of its own kind of map."""

    def lower(use: MapUse, check: Checker, node: ast.AST, arguments: list[ast.expr]) -> Expr:
        return row(check, node, arguments, use.map, use.address(check.mark(node)))

    return lower
