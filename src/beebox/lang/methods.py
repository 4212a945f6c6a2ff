"""What kinds of maps have of their own: queues, stack traces, tail calls, storage of tasks."""

from __future__ import annotations

import ast
from collections.abc import Callable

from beebox.abi.enums import Func
from beebox.lang import operands
from beebox.lang.maps import Map
from beebox.pylang.check import Checker
from beebox.pylang.convert import is_place
from beebox.pylang.tree import (
    Assign,
    Choose,
    Compare,
    Convert,
    Expr,
    Literal,
    Mark,
    Read,
    Sequenced,
    Stack,
)
from beebox.pylang.types import BOOL, I64, ArrayType, PtrType, Type

Lower = Callable[[Checker, ast.AST, list[ast.expr], Map, Expr], Expr]
CREATE = 1
"""BPF_LOCAL_STORAGE_GET_F_CREATE: make the value if it is not there"""


def _count(check: Checker, node: ast.AST, arguments: list[ast.expr], *counts: int) -> None:
    if len(arguments) not in counts:
        wanted = " or ".join(map(str, counts))
        operands.miscounted(check, node, wanted, len(arguments))


def _flags(check: Checker, arguments: list[ast.expr], at: int, node: ast.AST) -> Expr:
    """Return the flags given at a place, 0 without them."""
    if len(arguments) > at:
        return operands.widened(check, arguments[at], "flags")
    return operands.number(check.mark(node), 0)


def _push(check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr) -> Expr:
    """Lower ``q.push(value)``: 0, or -errno."""
    _count(check, node, arguments, 1, 2)
    kind, mark = map_.value, check.mark(node)
    assert kind is not None
    value = check.coerce(check.expr(arguments[0], kind), kind, f"a {kind}")
    before, address = operands.spilled(check, value)
    flags = _flags(check, arguments, 1, node)
    done = operands.call(mark, Func.map_push_elem, (here, address, flags))
    return Sequenced(I64, mark, tuple(before), done)


def _out(func: int) -> Lower:
    """Return what lowers ``q.pop(to)`` and ``q.peek(to)``: 0, or -errno."""

    def lower(
        check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
    ) -> Expr:
        _count(check, node, arguments, 0, 1)
        kind = map_.value
        assert kind is not None
        if not arguments:
            return _copy(check, check.mark(node), kind, lambda to: (here, to), func)
        to = check.expr(arguments[0])
        if to.type not in {kind, PtrType(kind)}:
            hint = f"value: {kind} = ...; addr(value)"
            check.fail(arguments[0], f"it is written to a {kind}, not to a {to.type}", hint)
        return operands.call(check.mark(node), func, (here, check.decay(to)))

    return lower


def _copy(
    check: Checker, mark: Mark, kind: Type, given: Callable[[Expr], tuple[Expr, Expr]], func: int
) -> Expr:
    """Return a pointer to a copy that a helper makes, None if there is nothing."""
    room: Type = kind if is_place(kind) else ArrayType(kind, 1)
    place = check.hidden(PtrType(kind))
    here = Read(place.type, mark, place)
    make = Assign(mark, place, Convert(place.type, mark, Stack(room, mark, room)))
    done = operands.call(mark, func, given(here))
    there = Compare(BOOL, mark, "==", done, Literal(I64, mark, 0))
    found = Choose(place.type, mark, there, here, Literal(place.type, mark, 0))
    return Sequenced(place.type, mark, (make,), found)


def _stack_id(
    check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
) -> Expr:
    """Lower ``stacks.id(ctx, flags)``: the id of the stack as it is now, or -errno."""
    del map_
    _count(check, node, arguments, 1, 2)
    context = operands.pointer(check, arguments[0], "the context")
    given = (context, here, _flags(check, arguments, 1, node))
    return operands.call(check.mark(node), Func.get_stackid, given)


def _tail_call(
    check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
) -> Expr:
    """Lower ``progs.call(ctx, index)``: it returns only if there is no such program."""
    del map_
    _count(check, node, arguments, 2)
    context = operands.pointer(check, arguments[0], "the context")
    index = operands.widened(check, arguments[1], "the index")
    return operands.call(check.mark(node), Func.tail_call, (context, here, index))


def _storage(get: int, delete: int) -> dict[str, Lower]:
    """Return the methods of a map that keeps a value with each object of the kernel."""

    def found(
        check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr, flags: int
    ) -> Expr:
        _count(check, node, arguments, 1)
        mark, kind = check.mark(node), map_.value
        assert kind is not None
        owner = operands.pointer(check, arguments[0], "whose value it is")
        given = (here, owner, operands.number(mark, 0), operands.number(mark, flags))
        return operands.call(mark, get, given, PtrType(kind))

    def lookup(
        check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
    ) -> Expr:
        """Lower ``m.get(task)``: a pointer, or None."""
        return found(check, node, arguments, map_, here, 0)

    def create(
        check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
    ) -> Expr:
        """Lower ``m.get_or_create(task)``: a pointer to a value that is zeroed if it is new."""
        return found(check, node, arguments, map_, here, CREATE)

    def remove(
        check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
    ) -> Expr:
        """Lower ``m.delete(task)``: 0, or -errno."""
        del map_
        _count(check, node, arguments, 1)
        owner = operands.pointer(check, arguments[0], "whose value it is")
        return operands.call(check.mark(node), delete, (here, owner))

    return {"get": lookup, "lookup": lookup, "get_or_create": create, "delete": remove}


def _redirect(
    check: Checker, node: ast.AST, arguments: list[ast.expr], map_: Map, here: Expr
) -> Expr:
    """Lower ``devices.redirect(index, flags)``: what an XDP program returns."""
    del map_
    _count(check, node, arguments, 1, 2)
    key = operands.widened(check, arguments[0], "the index")
    given = (here, key, _flags(check, arguments, 1, node))
    return operands.call(check.mark(node), Func.redirect_map, given)


_QUEUE: dict[str, Lower] = {
    "push": _push,
    "pop": _out(Func.map_pop_elem),
    "peek": _out(Func.map_peek_elem),
}
_TO: dict[str, Lower] = {"redirect": _redirect}
OF: dict[str, dict[str, Lower]] = {
    "Queue": _QUEUE,
    "Stack": _QUEUE,
    "Bloom": {"push": _push, "peek": _out(Func.map_peek_elem)},
    "StackTrace": {"id": _stack_id},
    "ProgArray": {"call": _tail_call},
    "TaskStorage": _storage(Func.task_storage_get, Func.task_storage_delete),
    "SocketStorage": _storage(Func.sk_storage_get, Func.sk_storage_delete),
    "InodeStorage": _storage(Func.inode_storage_get, Func.inode_storage_delete),
    "CgroupStorage": _storage(Func.cgrp_storage_get, Func.cgrp_storage_delete),
    "DevMap": _TO,
    "DevMapHash": _TO,
    "SockMap": {},
    "SockHash": {},
    "ReuseportArray": {},
    "CgroupArray": {},
    "CpuMap": _TO,
    "XskMap": _TO,
}
"""by the kind of map: its methods, where they are not those of tables and arrays"""
