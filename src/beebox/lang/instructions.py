"""Single instructions by name: the order of bytes, and atomic changes of memory."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beebox.pylang import types
from beebox.pylang.check import Checker
from beebox.pylang.emit import Emitter
from beebox.pylang.tree import Emit, Expr
from beebox.pylang.types import IntType, PtrType

if TYPE_CHECKING:
    from beebox.lang.target import Programs

Lower = Callable[[Checker, ast.Call, "Programs"], Expr]


def swapped(width: int) -> Lower:
    """Return what lowers ``ntohs(x)`` and its kin: the bytes of a number in the other order."""

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        del programs
        if len(node.args) != 1 or node.keywords:
            check.fail(node, "this takes one number", "bpf.ntohs(ip.length)")
        kind: IntType = getattr(types, f"U{width}")
        value = check.coerce(check.expr(node.args[0], kind), kind, f"a {kind}")

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            name = f"llvm.bswap.i{width}"
            function = emitter.module.declare(name, f"i{width} @{name}(i{width})")
            return emitter.value(f"call i{width} {function}(i{width} {values[0]})")

        return Emit(kind, check.mark(node), (value,), emit, "swap")

    return lower


def atomic(operation: str) -> Lower:
    """Return what lowers ``atomic_add(addr(x), n)`` and its kin: the value before."""

    def lower(check: Checker, node: ast.Call, programs: Programs) -> Expr:
        del programs
        counts = 3 if operation == "cmpxchg" else 2
        if len(node.args) != counts or node.keywords:
            hint = "old = bpf.atomic_add(addr(x), 1); bpf.atomic_cas(addr(x), old, new)"
            check.fail(node, f"this takes {counts} arguments", hint)
        place = check.expr(node.args[0])
        kind = place.type.target if isinstance(place.type, PtrType) else place.type
        if not isinstance(kind, IntType) or kind.width < 32 or kind is place.type:
            hint = "addr(x) of a u32, i32, u64 or i64"
            check.fail(node.args[0], f"a {place.type} is not changed atomically", hint)
        given = [check.coerce(check.expr(item, kind), kind, f"a {kind}") for item in node.args[1:]]
        word = f"i{kind.width}"

        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            if operation == "cmpxchg":
                both = emitter.value(
                    f"cmpxchg ptr {values[0]}, {word} {values[1]}, {word} {values[2]} "
                    "seq_cst seq_cst"
                )
                return emitter.value(f"extractvalue {{ {word}, i1 }} {both}, 0")
            return emitter.value(
                f"atomicrmw {operation} ptr {values[0]}, {word} {values[1]} seq_cst"
            )

        return Emit(kind, check.mark(node), (place, *given), emit, "atomic")

    return lower
