"""Packets: ``bpf.packet(ctx).read(Ethernet, 0)`` is a struct in the packet, or None.

The check that verifiers want stands right before the use of what it checked: the optimiser knows
nothing of that address, so it can neither compute it twice nor check another.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beebox.lang import operands
from beebox.pylang.check import Checker
from beebox.pylang.emit import Emitter
from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import Assign, Convert, Emit, Expr, Read, Sequenced
from beebox.pylang.types import U32, U64, ArrayType, IntType, PtrType

if TYPE_CHECKING:
    from beebox.lang.target import Programs


class Packet(ForeignType):
    """The packet of a context: *data* and *end* are where the context says that it lies."""

    __slots__ = ("data", "end")

    def __init__(self, data: int, end: int) -> None:
        super().__init__("packet", 8, 8)
        self.data = data
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packet) and (self.data, self.end) == (other.data, other.end)

    def __hash__(self) -> int:
        return hash((Packet, self.data, self.end))

    def method(self, check: Checker, value: Expr, node: ast.Call) -> Expr:
        """Lower ``packet.read(T, offset)``."""
        assert isinstance(node.func, ast.Attribute)
        if node.func.attr != "read" or node.keywords or not 1 <= len(node.args) <= 2:
            check.fail(node, "a packet is read", "packet.read(T, offset): a pointer, or None")
        kind = check.type(node.args[0])
        if not isinstance(kind, StructType | ArrayType | IntType):
            check.fail(node.args[0], f"a {kind} is not read from packets", "a Struct")
        mark = check.mark(node)
        offset: Expr = operands.number(mark, 0)
        if len(node.args) == 2:
            offset = operands.widened(check, node.args[1], "the offset")
        kept = check.hidden(U64)
        here = Emit(
            PtrType(kind), mark, (value, Read(U64, mark, kept)), self._emit(kind.size), "packet"
        )
        return Sequenced(here.type, mark, (Assign(mark, kept, offset),), here)

    def _emit(self, size: int) -> operands.Writes:
        def emit(emitter: Emitter, values: Sequence[str]) -> str:
            data = _pointer(emitter, values[0], self.data)
            end = _pointer(emitter, values[0], self.end)
            raw = emitter.value(f"getelementptr i8, ptr {data}, i64 {values[1]}")
            here = emitter.value(f'call ptr asm sideeffect "", "=r,0"(ptr {raw})')
            after = emitter.value(f"getelementptr i8, ptr {here}, i64 {size}")
            outside = emitter.value(f"icmp ugt ptr {after}, {end}")
            return emitter.value(f"select i1 {outside}, ptr null, ptr {here}")

        return emit


def _pointer(emitter: Emitter, context: str, offset: int) -> str:
    """Return a pointer that a context holds in 4 bytes."""
    name = "llvm.preserve.static.offset"
    function = emitter.module.declare(name, f"ptr @{name}(ptr)")
    base = emitter.value(f"call ptr {function}(ptr {context})")
    place = emitter.value(f"getelementptr i8, ptr {base}, i64 {offset}")
    raw = emitter.value(f"load i32, ptr {place}, align 4")
    wide = emitter.value(f"zext i32 {raw} to i64")
    return emitter.value(f"inttoptr i64 {wide} to ptr")


def packet(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.packet(ctx)``."""
    del programs
    if len(node.args) != 1 or node.keywords:
        check.fail(node, "packet takes the context", "bpf.packet(ctx).read(Ethernet, 0)")
    value = check.expr(node.args[0])
    kind = value.type.target if isinstance(value.type, PtrType) else value.type
    fields = kind.fields if isinstance(kind, StructType) else {}
    if not {"data", "data_end"} <= set(fields) or fields["data"].type is not U32:
        hint = "its type is bpf.XdpMd, bpf.SkBuff or another with data and data_end"
        check.fail(node.args[0], f"a {kind} has no packet", hint)
    made = Packet(fields["data"].offset, fields["data_end"].offset)
    return Convert(made, check.mark(node), check.decay(value))
