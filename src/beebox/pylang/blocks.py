"""The tools to write a function's instructions: what `Emit` nodes of targets use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beebox.pylang.text import in_memory
from beebox.pylang.tree import FunctionTree, Mark, Variable
from beebox.pylang.types import BOOL, Type

if TYPE_CHECKING:
    from beebox.pylang.emit import ModuleEmitter


class Blocks:
    """Writes instructions into the blocks of one function."""

    def __init__(self, module: ModuleEmitter, tree: FunctionTree) -> None:
        self.module = module
        self.tree = tree
        self.lines: list[str] = []
        self.allocas: list[str] = []
        self.slots: dict[Variable, str] = {}
        self.block = "entry"
        self.open = True
        self.count = 0
        self.attachment = ""
        self.mark = tree.mark
        self.frame = 0
        self.loops: list[tuple[str, str]] = []
        self.shared = ""
        self.turning = False
        """whether it is the condition of a loop that is written"""
        self._known: dict[str, str] = {}
        """what `once` wrote on every way to here"""

    # -- what targets use

    def fresh(self, stem: str = "v") -> str:
        """Return a name not used before, without its sigil."""
        self.count += 1
        return f"{stem}{self.count}"

    def at(self, mark: Mark) -> None:
        """Attribute the instructions that follow to *mark*."""
        self.mark = mark
        self.attachment = self.module.debug.location(mark)

    def do(self, instruction: str) -> None:
        """Write an instruction without a result."""
        self.lines.append(f"  {instruction}{self.attachment}")

    def value(self, instruction: str) -> str:
        """Write an instruction; return the name of its result."""
        name = f"%{self.fresh()}"
        self.lines.append(f"  {name} = {instruction}{self.attachment}")
        return name

    def once(self, instruction: str) -> str:
        """Write an instruction whose result is the same anywhere, unless one that came before has.

        Return the name of its result.
        """
        if instruction not in self._known:
            self._known[instruction] = self.value(instruction)
        return self._known[instruction]

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Write what may be passed over: nothing after it knows what came in it."""
        known = dict(self._known)
        yield
        self._known = known

    def alloca(self, size: int, align: int) -> str:
        """Return the address of *size* bytes in the frame, not zeroed."""
        self.frame += size
        if self.module.stack and self.frame > self.module.stack:
            self.tree.source.fail(
                self.mark,
                f"{self.tree.name} needs {self.frame} bytes of stack or more; "
                f"there are {self.module.stack}",
                "keep large data in a per-CPU array map",
            )
        name = f"%{self.fresh('s')}"
        self.allocas.append(f"  {name} = alloca [{max(size, 1)} x i8], align {max(align, 1)}")
        return name

    def align(self, kind: Type) -> int:
        """Return the alignment that accesses of *kind* may count on."""
        return 1 if self.module.packed else kind.align

    def load(
        self, kind: Type, address: str, *, volatile: bool = False, packed: bool = False
    ) -> str:
        """Read a value from memory."""
        align = 1 if packed else self.align(kind)
        word = "load volatile" if volatile else "load"
        raw = self.value(f"{word} {in_memory(kind)}, ptr {address}, align {align}")
        return self.value(f"icmp ne i8 {raw}, 0") if kind is BOOL else raw

    def store(
        self,
        kind: Type,
        value: str,
        address: str,
        *,
        volatile: bool = False,
        packed: bool = False,
    ) -> None:
        """Write a value to memory."""
        align = 1 if packed else self.align(kind)
        if kind is BOOL:
            value = self.value(f"zext i1 {value} to i8")
        word = "store volatile" if volatile else "store"
        self.do(f"{word} {in_memory(kind)} {value}, ptr {address}, align {align}")

    def fill(self, address: str, byte: str, size: str, align: int = 1) -> None:
        """Set *size* (an i64) bytes to *byte* (an i8)."""
        self._fixed(size)
        name = "llvm.memset.p0.i64"
        function = self.module.declare(name, f"void @{name}(ptr, i8, i64, i1)")
        self.do(
            f"call void {function}(ptr align {align} {address}, i8 {byte}, i64 {size}, i1 false)"
        )

    def _fixed(self, size: str) -> None:
        """Refuse what would become a call of the C library where there is none."""
        if not self.module.packed and not size.isdigit():
            self.tree.source.fail(
                self.mark, "the number of bytes must be a constant", "use sizeof(T), or a loop"
            )

    def copy(self, to: str, source: str, size: str, align: int = 1) -> None:
        """Copy *size* (an i64) bytes between places that do not overlap."""
        self._fixed(size)
        name = "llvm.memcpy.p0.p0.i64"
        function = self.module.declare(name, f"void @{name}(ptr, ptr, i64, i1)")
        self.do(
            f"call void {function}(ptr align {align} {to}, ptr align {align} {source}, "
            f"i64 {size}, i1 false)"
        )

    def move(self, to: str, source: str, size: str, align: int = 1) -> None:
        """Copy *size* (an i64) bytes between places that may overlap."""
        self._fixed(size)
        name = "llvm.memmove.p0.p0.i64"
        function = self.module.declare(name, f"void @{name}(ptr, ptr, i64, i1)")
        self.do(
            f"call void {function}(ptr align {align} {to}, ptr align {align} {source}, "
            f"i64 {size}, i1 false)"
        )

    def label(self, stem: str = "b") -> str:
        """Return a name for a block that `start` begins."""
        return self.fresh(stem)

    def start(self, label: str) -> None:
        """Begin the block *label*, falling into it if the block before is open."""
        if self.open:
            self.branch(label)
        self.lines.append(f"{label}:")
        self.block = label
        self.open = True

    def branch(self, label: str) -> None:
        """End the block by going to *label*."""
        self.do(f"br label %{label}")
        self.open = False

    def branch_if(self, condition: str, yes: str, no: str) -> None:
        """End the block by going to *yes* or *no*."""
        self.do(f"br i1 {condition}, label %{yes}, label %{no}")
        self.open = False

    def _slot(self, variable: Variable) -> None:
        kind = in_memory(variable.type)
        name = f"%{self.fresh('x')}"
        self.slots[variable] = name
        self.allocas.append(
            f"  {name} = alloca {kind}, align {8 if kind == 'ptr' else variable.type.align}"
        )

    def _keep(self, variable: Variable, value: str) -> None:
        kind = variable.type
        if kind is BOOL:
            value = self.value(f"zext i1 {value} to i8")
        self.do(f"store {in_memory(kind)} {value}, ptr {self.slots[variable]}")
