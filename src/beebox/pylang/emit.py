"""From the typed tree to LLVM IR text: modules, functions and statements."""

# ruff: noqa: N802 - methods are named after the nodes that they write

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from beebox.pylang.convert import is_place
from beebox.pylang.text import extension, in_memory, literal, llvm, quote
from beebox.pylang.tree import (
    Assign,
    Break,
    Continue,
    Do,
    FunctionTree,
    Global,
    If,
    Linkage,
    Mark,
    Module,
    Return,
    Stmt,
    Store,
    Variable,
    While,
)
from beebox.pylang.types import VOID
from beebox.pylang.values import Values, is_packed


class Debug(Protocol):
    """What writes debug information; debug.py has the real one."""

    def function(self, tree: FunctionTree) -> str:
        """Begin a function; the attachment for its ``define`` line."""

    def location(self, mark: Mark) -> str:
        """Return the attachment of an instruction that comes from *mark*."""

    def local(self, variable: Variable, slot: str) -> str:
        """Return the record that names the slot of a local variable, "" for none."""

    def variable(self, symbol: Global) -> str:
        """Return the attachment of a global."""

    def external(self, tree: FunctionTree) -> str:
        """Return the attachment of a function that is only declared."""

    def shape(self, kind: Any) -> str:
        """Return the node of a struct that grows by the fields that are named."""

    def finish(self) -> Sequence[str]:
        """Return the metadata lines of the module."""


class NoDebug:
    """No debug information."""

    def function(self, tree: FunctionTree) -> str:
        """Attach nothing."""
        del tree
        return ""

    def location(self, mark: Mark) -> str:
        """Attach nothing."""
        del mark
        return ""

    def local(self, variable: Variable, slot: str) -> str:
        """Record nothing."""
        del variable, slot
        return ""

    def variable(self, symbol: Global) -> str:
        """Attach nothing."""
        del symbol
        return ""

    def external(self, tree: FunctionTree) -> str:
        """Attach nothing."""
        del tree
        return ""

    def shape(self, kind: Any) -> str:
        """Refuse: nothing that needs types runs without them."""
        raise AssertionError(kind)

    def finish(self) -> Sequence[str]:
        """Say nothing."""
        return ()


class ModuleEmitter:
    """Writes one module."""

    def __init__(
        self,
        module: Module,
        *,
        triple: str = "",
        layout: str = "",
        packed: bool = True,
        debug: Debug | None = None,
        attributes: str = "",
        stack: int = 0,
    ) -> None:
        self.module = module
        self.stack = stack
        self.triple = triple
        self.layout = layout
        self.packed = packed
        self.debug: Debug = debug or NoDebug()
        self.attributes = attributes
        self.declarations: dict[str, str] = {}
        self.extra: list[str] = []
        self._constants: dict[bytes, str] = {}

    def text(self) -> str:
        """Return the IR."""
        bodies = [Emitter(self, tree).text() for tree in self.module.functions]
        globals_ = [self._global(symbol) for symbol in self.module.globals]
        lines = []
        if self.layout:
            lines.append(f'target datalayout = "{self.layout}"')
        if self.triple:
            lines.append(f'target triple = "{self.triple}"')
        lines += [*globals_, *self.extra, *self.declarations.values(), *bodies]
        lines.append("attributes #0 = { nounwind null_pointer_is_valid " + self.attributes + " }")
        lines += self.debug.finish()
        return "\n".join(lines) + "\n"

    def declare(self, name: str, signature: str) -> str:
        """Declare an external function, ``declare`` left out; return its name in IR."""
        self.declarations.setdefault(name, f"declare {signature}")
        return f"@{quote(name)}"

    def constant(self, data: bytes) -> str:
        """Return the name of a private constant with these bytes."""
        if data not in self._constants:
            name = f"@.bytes.{len(self._constants)}"
            self._constants[data] = name
            kind = f"[{len(data)} x i8]"
            head = "private unnamed_addr" if self.packed else "internal"
            section = "" if self.packed else ', section ".rodata"'
            self.extra.append(f"{name} = {head} constant {kind} {literal(data)}{section}, align 1")
        return self._constants[data]

    def private(self, data: bytes) -> str:
        """Return the name of a constant that only the optimiser reads."""
        name = f"@.note.{len(self.extra)}"
        kind = f"[{len(data)} x i8]"
        self.extra.append(f"{name} = private unnamed_addr constant {kind} {literal(data)}, align 1")
        return name

    def _global(self, symbol: Global) -> str:
        size = symbol.type.size
        data = "zeroinitializer" if symbol.data is None else literal(symbol.data)
        linkage = "internal " if symbol.linkage is Linkage.INTERNAL else ""
        what = "constant" if symbol.constant else "global"
        section = f', section "{symbol.section}"' if symbol.section else ""
        align = symbol.align or max(symbol.type.align, 1)
        return (
            f"@{quote(symbol.name)} = {linkage}{what} [{size} x i8] {data}{section}, "
            f"align {align}{self.debug.variable(symbol)}"
        )


class Emitter(Values):
    """Writes one function. Targets use its methods in their `Emit` nodes."""

    @property
    def emitter(self) -> Emitter:
        """This."""
        return self

    def text(self) -> str:
        """Return the function's definition."""
        tree = self.tree
        attachment = self.module.debug.function(tree)
        self.at(tree.mark)
        self._share(tree)
        for variable in tree.variables:
            if variable not in self.slots:
                self._slot(variable)
        for variable in tree.variables:
            if variable.cleared and not is_place(variable.type):
                zero = "null" if in_memory(variable.type) == "ptr" else "0"
                self.do(f"store {in_memory(variable.type)} {zero}, ptr {self.slots[variable]}")
        parameters = []
        for variable in tree.parameters:
            name = f"%a{variable.index}"
            parameters.append(f"{llvm(variable.type)}{extension(variable.type)} {name}")
            self._keep(variable, name)
            self._wanted(variable, name)
        around = () if tree.root is None else tree.root.shared
        for variable in (*tree.variables, *(item for item in around if not item.parameter)):
            record = self.module.debug.local(variable, self.slots[variable])
            if record:
                self.lines.append(f"  {record}")
        self.statements(tree.body)
        if self.open:
            self.do("ret void" if tree.result is VOID else "unreachable")
        head = (
            f"define {'internal ' if tree.linkage is Linkage.INTERNAL else ''}"
            f"{extension(tree.result).strip()} {llvm(tree.result)} "
            f"@{quote(tree.symbol)}({', '.join(parameters)}) #0"
        )
        inline = {True: " alwaysinline", False: " noinline", None: ""}[tree.inline]
        section = f' section "{tree.section}"' if tree.section else ""
        return "\n".join(
            [f"{head}{inline}{section}{attachment} {{", "entry:", *self.allocas, *self.lines, "}"]
        )

    def _wanted(self, variable: Variable, name: str) -> None:
        """Keep callers in other objects, and of this one, from leaving out what is not read.

        A verifier looks at each argument of a function that stands for itself.
        """
        tree = self.tree
        if tree.linkage is Linkage.EXTERNAL and not tree.section and not self.module.packed:
            self.do(f'call void asm sideeffect "", "r"({llvm(variable.type)} {name})')

    def _share(self, tree: FunctionTree) -> None:
        """Find the variables that a function and the bodies of its called loops share."""
        shared = (tree.root or tree).shared
        if not shared:
            self.shared = "null"
            return
        self.shared = (
            f"%a{len(tree.parameters) - 1}" if tree.root else self.alloca(8 * len(shared), 8)
        )
        for variable, offset in shared.items():
            place = self.value(f"getelementptr i8, ptr {self.shared}, i64 {offset}")
            self.slots[variable] = place

    # -- statements

    def statements(self, statements: Sequence[Stmt]) -> None:
        """Write statements in order."""
        for statement in statements:
            if not self.open:  # after a return or a break: never runs, but must be in a block
                self.start(self.label("dead"))
            self.at(statement.mark)
            write: Callable[[Stmt], None] = getattr(self, f"_on_{type(statement).__name__}")
            write(statement)

    def _on_Assign(self, node: Assign) -> None:
        value = self.expr(node.value)
        self.at(node.mark)
        self._keep(node.variable, value)

    def _on_Store(self, node: Store) -> None:
        value = self.expr(node.value)
        address = self.expr(node.address)
        self.at(node.mark)
        packed = is_packed(node.address)
        self.store(node.value.type, value, address, volatile=node.volatile, packed=packed)

    def _on_Do(self, node: Do) -> None:
        self.expr(node.value)

    def _on_If(self, node: If) -> None:
        yes, no, end = self.label("then"), self.label("else"), self.label("end")
        condition = self.expr(node.condition)
        self.branch_if(condition, yes, no if node.otherwise else end)
        self.start(yes)
        with self.aside():
            self.statements(node.then)
        if self.open:
            self.branch(end)
        if node.otherwise:
            self.start(no)
            with self.aside():
                self.statements(node.otherwise)
        self.start(end)

    def _on_While(self, node: While) -> None:
        test, body, next_, done, end = (
            self.label(stem) for stem in ("test", "body", "next", "done", "end")
        )
        self.start(test)
        self.turning = True
        condition = self.expr(node.condition)
        self.turning = False
        self.branch_if(condition, body, done)
        self.start(body)
        self.loops.append((next_, end))
        with self.aside():
            self.statements(node.body)
        self.loops.pop()
        self.start(next_)
        with self.aside():
            self.statements(node.advance)
        self.at(node.mark)
        self.branch(test)
        self.start(done)
        with self.aside():
            self.statements(node.otherwise)
        self.start(end)

    def _on_Break(self, node: Break) -> None:
        del node
        self.branch(self.loops[-1][1])

    def _on_Continue(self, node: Continue) -> None:
        del node
        self.branch(self.loops[-1][0])

    def _on_Return(self, node: Return) -> None:
        if node.value is None:
            self.do("ret void")
        else:
            value = self.expr(node.value)
            self.at(node.mark)
            self.do(f"ret {llvm(node.value.type)} {value}")
        self.open = False


__all__ = ["Debug", "Emitter", "ModuleEmitter", "NoDebug", "llvm"]
