"""Ways through the kernel's structs, as LLVM relocates them (CO-RE): ``task.se.on_rq``.

A path starts at a value of the program and names fields and constant indexes; where each lies is
found in the kernel that loads the program. What LLVM is given besides stands in for it only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import count

from beebox.pylang.debug import ArrayOf, Enumeration, Partial
from beebox.pylang.emit import Emitter
from beebox.pylang.tree import Convert, Emit, Expr, Mark
from beebox.pylang.types import BOOL, I64, U64, PtrType, Type


class Asked(IntEnum):
    """What a relocation tells of a field (llvm.bpf.preserve.field.info)."""

    OFFSET = 0
    SIZE = 1
    EXISTS = 2
    SIGNED = 3
    LEFT = 4
    RIGHT = 5


@dataclass(frozen=True, slots=True)
class Field:
    """One step: the field *name* of a struct."""

    record: Partial
    name: str


@dataclass(frozen=True, slots=True)
class At:
    """One step: the element *index* of an array."""

    array: ArrayOf
    index: int


@dataclass(frozen=True, slots=True)
class Path:
    """Writes the steps from an address."""

    steps: tuple[Field | At, ...]

    def __call__(self, emitter: Emitter, values: Sequence[str]) -> str:
        """Write them; *values* is where they begin."""
        here = values[0]
        for step in self.steps:
            here = (
                _field(emitter, here, step) if isinstance(step, Field) else _at(emitter, here, step)
            )
        return here


def _field(emitter: Emitter, base: str, step: Field) -> str:
    node = emitter.module.debug.shape(step.record)
    index = step.record.index(step.name)
    if step.record.union:
        name = "llvm.preserve.union.access.index.p0.p0"
        function = emitter.module.declare(name, f"ptr @{name}(ptr, i32)")
        call = f"call ptr {function}(ptr {base}, i32 {index})"
    else:
        name = "llvm.preserve.struct.access.index.p0.p0"
        function = emitter.module.declare(name, f"ptr @{name}(ptr, i32, i32)")
        # the kind of element only says that bit fields lie in 8 bytes
        call = f"call ptr {function}(ptr elementtype({{ i64 }}) {base}, i32 0, i32 {index})"
    return emitter.value(f"{call}, !llvm.preserve.access.index {node}")


def _at(emitter: Emitter, base: str, step: At) -> str:
    name = "llvm.preserve.array.access.index.p0.p0"
    function = emitter.module.declare(name, f"ptr @{name}(ptr, i32, i32)")
    node = emitter.module.debug.shape(step.array)
    call = f"call ptr {function}(ptr elementtype([1 x i8]) {base}, i32 1, i32 {step.index})"
    return emitter.value(f"{call}, !llvm.preserve.access.index {node}")


def longer(value: Expr, step: Field | At, target: Type) -> Emit:
    """Return the path to *value* with a step more, or one that begins there."""
    origin, steps = split(value)
    return Emit(PtrType(target), value.mark, (origin,), Path((*steps, step)), "path")


def split(value: Expr) -> tuple[Expr, tuple[Field | At, ...]]:
    """Return where the path to *value* begins, and its steps."""
    inner = value
    while isinstance(inner, Convert):
        inner = inner.value
    if isinstance(inner, Emit) and isinstance(inner.emit, Path):
        return inner.operands[0], inner.emit.steps
    return value, ()


def asked(path: Expr, what: Asked, mark: Mark) -> Expr:
    """Return what the kernel at hand says of the field at the end of *path*."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        name = "llvm.bpf.preserve.field.info.p0"
        function = emitter.module.declare(name, f"i32 @{name}(ptr, i64)")
        found = emitter.value(f"call i32 {function}(ptr {values[0]}, i64 {what:d})")
        if what in {Asked.EXISTS, Asked.SIGNED}:
            return emitter.value(f"icmp ne i32 {found}, 0")
        return emitter.value(f"zext i32 {found} to i64")

    kind = BOOL if what in {Asked.EXISTS, Asked.SIGNED} else U64
    return Emit(kind, mark, (path,), emit, "field info")


_numbers = count()
"""keeps LLVM from taking two questions for one"""


def of_type(record: Partial, *, size: bool, mark: Mark) -> Expr:
    """Return how large a type is in the kernel at hand, or whether there is such a type."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        del values
        name = "llvm.bpf.preserve.type.info"
        function = emitter.module.declare(name, f"i32 @{name}(i32, i64)")
        node = emitter.module.debug.shape(record)
        found = emitter.value(
            f"call i32 {function}(i32 {next(_numbers)}, i64 {size:d})"
            f", !llvm.preserve.access.index {node}"
        )
        if size:
            return emitter.value(f"zext i32 {found} to i64")
        return emitter.value(f"icmp ne i32 {found}, 0")

    return Emit(U64 if size else BOOL, mark, (), emit, "type info")


def of_value(shape: Enumeration, name: str, number: int, *, exists: bool, mark: Mark) -> Expr:
    """Return the value of an enumerator in the kernel at hand, or whether it is there."""

    def emit(emitter: Emitter, values: Sequence[str]) -> str:
        del values
        intrinsic = "llvm.bpf.preserve.enum.value"
        function = emitter.module.declare(intrinsic, f"i64 @{intrinsic}(i32, ptr, i64)")
        text = emitter.module.private(f"{name}:{number}".encode() + b"\0")
        node = emitter.module.debug.shape(shape)
        found = emitter.value(
            f"call i64 {function}(i32 {next(_numbers)}, ptr {text}, i64 {not exists:d})"
            f", !llvm.preserve.access.index {node}"
        )
        return emitter.value(f"icmp ne i64 {found}, 0") if exists else found

    return Emit(BOOL if exists else I64, mark, (), emit, "enum value")


__all__ = ["Asked", "At", "Field", "Path", "asked", "longer", "of_type", "of_value", "split"]
