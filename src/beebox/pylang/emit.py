"""From the typed tree to LLVM IR text.

What LLVM leaves undefined is given a meaning before it gets there: division by zero is 0 and its
remainder the dividend (as the BPF instruction set has it, RFC 9669 section 4.1), shifts by the
width or more shift everything out, arithmetic wraps, a null pointer is an address like others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from beebox.pylang.tree import (
    AddressOf,
    Assign,
    Binary,
    Break,
    Bytes,
    Call,
    Chain,
    Choose,
    Compare,
    Continue,
    Convert,
    Distance,
    Do,
    Element,
    Emit,
    Expr,
    FunctionAddress,
    FunctionTree,
    Global,
    GlobalAddress,
    If,
    Linkage,
    Literal,
    Load,
    Logical,
    Mark,
    Module,
    Offset,
    Read,
    Return,
    Sequenced,
    Stack,
    Stmt,
    Store,
    Truth,
    Unary,
    Variable,
    Walrus,
    While,
)
from beebox.pylang.types import BOOL, VOID, IntType, PtrType, Type


def llvm(kind: Type) -> str:
    """Return the LLVM type of a value."""
    if isinstance(kind, IntType):
        return f"i{kind.width}"
    if kind is BOOL:
        return "i1"
    return "void" if kind is VOID else "ptr"


def in_memory(kind: Type) -> str:
    """Return the LLVM type of a value in memory."""
    return "i8" if kind is BOOL else llvm(kind)


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
            self.extra.append(
                f"{name} = private unnamed_addr constant [{len(data)} x i8] {literal(data)}, align 1"
            )
        return self._constants[data]

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


def literal(data: bytes) -> str:
    """Return bytes as an IR constant."""
    return 'c"' + "".join(f"\\{byte:02X}" for byte in data) + '"'


def quote(name: str) -> str:
    """Return a symbol's name as IR writes it, without the sigil."""
    return name if name.replace("_", "a").replace(".", "a").isalnum() else f'"{name}"'


class Emitter:
    """Writes one function. Targets use its methods in their `Emit` nodes."""

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

    def load(self, kind: Type, address: str, *, volatile: bool = False) -> str:
        """Read a value from memory."""
        word = "load volatile" if volatile else "load"
        raw = self.value(f"{word} {in_memory(kind)}, ptr {address}, align {self.align(kind)}")
        return self.value(f"icmp ne i8 {raw}, 0") if kind is BOOL else raw

    def store(self, kind: Type, value: str, address: str, *, volatile: bool = False) -> None:
        """Write a value to memory."""
        if kind is BOOL:
            value = self.value(f"zext i1 {value} to i8")
        word = "store volatile" if volatile else "store"
        self.do(f"{word} {in_memory(kind)} {value}, ptr {address}, align {self.align(kind)}")

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

    # -- the function

    def text(self) -> str:
        """Return the function's definition."""
        tree = self.tree
        attachment = self.module.debug.function(tree)
        self.at(tree.mark)
        for variable in tree.variables:
            self._slot(variable)
        parameters = []
        for variable in tree.parameters:
            name = f"%a{variable.index}"
            parameters.append(f"{llvm(variable.type)}{extension(variable.type)} {name}")
            self._keep(variable, name)
        for variable in tree.variables:
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

    # -- statements

    def statements(self, statements: Sequence[Stmt]) -> None:
        """Write statements in order."""
        for statement in statements:
            if not self.open:  # after a return or a break: never runs, but must be in a block
                self.start(self.label("dead"))
            self.at(statement.mark)
            _STATEMENTS[type(statement)](self, statement)

    def _assign(self, node: Assign) -> None:
        value = self.expr(node.value)
        self.at(node.mark)
        self._keep(node.variable, value)

    def _store(self, node: Store) -> None:
        value = self.expr(node.value)
        address = self.expr(node.address)
        self.at(node.mark)
        self.store(node.value.type, value, address, volatile=node.volatile)

    def _do(self, node: Do) -> None:
        self.expr(node.value)

    def _if(self, node: If) -> None:
        yes, no, end = self.label("then"), self.label("else"), self.label("end")
        condition = self.expr(node.condition)
        self.branch_if(condition, yes, no if node.otherwise else end)
        self.start(yes)
        self.statements(node.then)
        if self.open:
            self.branch(end)
        if node.otherwise:
            self.start(no)
            self.statements(node.otherwise)
        self.start(end)

    def _while(self, node: While) -> None:
        test, body, next_, done, end = (
            self.label(stem) for stem in ("test", "body", "next", "done", "end")
        )
        self.start(test)
        condition = self.expr(node.condition)
        self.branch_if(condition, body, done)
        self.start(body)
        self.loops.append((next_, end))
        self.statements(node.body)
        self.loops.pop()
        self.start(next_)
        self.statements(node.advance)
        self.at(node.mark)
        self.branch(test)
        self.start(done)
        self.statements(node.otherwise)
        self.start(end)

    def _break(self, node: Break) -> None:
        del node
        self.branch(self.loops[-1][1])

    def _continue(self, node: Continue) -> None:
        del node
        self.branch(self.loops[-1][0])

    def _return(self, node: Return) -> None:
        if node.value is None:
            self.do("ret void")
        else:
            value = self.expr(node.value)
            self.at(node.mark)
            self.do(f"ret {llvm(node.value.type)} {value}")
        self.open = False

    # -- expressions

    def expr(self, node: Expr) -> str:
        """Write what computes *node*; return the name of its value."""
        write: Any = _EXPRESSIONS[type(node)]
        result: str = write(self, node)
        return result

    def _literal(self, node: Literal) -> str:
        if isinstance(node.type, PtrType):
            return "null"
        if node.type is BOOL:
            return "true" if node.value else "false"
        assert isinstance(node.type, IntType), (node.type, node.mark)
        return str(node.value)

    def _bytes(self, node: Bytes) -> str:
        return self.module.constant(node.data)

    def _read(self, node: Read) -> str:
        self.at(node.mark)
        kind = node.type
        raw = self.value(f"load {in_memory(kind)}, ptr {self.slots[node.variable]}")
        return self.value(f"trunc i8 {raw} to i1") if kind is BOOL else raw

    def _address_of(self, node: AddressOf) -> str:
        return self.slots[node.variable]

    def _load(self, node: Load) -> str:
        address = self.expr(node.address)
        self.at(node.mark)
        return self.load(node.type, address, volatile=node.volatile)

    def _offset(self, node: Offset) -> str:
        base = self.expr(node.base)
        if node.bytes == 0:
            return base
        self.at(node.mark)
        return self.value(f"getelementptr i8, ptr {base}, i64 {node.bytes}")

    def widen(self, value: str, kind: Type) -> str:
        """Return an integer or pointer as an i64, widened by its own sign."""
        if isinstance(kind, IntType):
            if kind.width == 64:
                return value
            word = "sext" if kind.signed else "zext"
            return self.value(f"{word} i{kind.width} {value} to i64")
        if kind is BOOL:
            return self.value(f"zext i1 {value} to i64")
        return self.value(f"ptrtoint ptr {value} to i64")

    def _element(self, node: Element) -> str:
        base = self.expr(node.base)
        index = self.expr(node.index)
        self.at(node.mark)
        index = self.widen(index, node.index.type)
        if node.negative:
            index = self.value(f"sub i64 0, {index}")
        return self.value(f"getelementptr [{node.size} x i8], ptr {base}, i64 {index}")

    def _distance(self, node: Distance) -> str:
        left, right = self.expr(node.left), self.expr(node.right)
        self.at(node.mark)
        a = self.value(f"ptrtoint ptr {left} to i64")
        b = self.value(f"ptrtoint ptr {right} to i64")
        bytes_ = self.value(f"sub i64 {a}, {b}")
        return bytes_ if node.size == 1 else self._signed_division(bytes_, str(node.size), 64, "//")

    def _unary(self, node: Unary) -> str:
        value = self.expr(node.operand)
        self.at(node.mark)
        kind = llvm(node.type)
        if node.op == "-":
            return self.value(f"sub {kind} 0, {value}")
        return self.value(f"xor {kind} {value}, {'true' if node.op == 'not' else '-1'}")

    def _binary(self, node: Binary) -> str:
        left = self.expr(node.left)
        right = self.expr(node.right)
        self.at(node.mark)
        kind = node.type
        if node.op in _SIMPLE:
            return self.value(f"{_SIMPLE[node.op]} {llvm(kind)} {left}, {right}")
        assert isinstance(kind, IntType)
        if node.op in {"<<", ">>"}:
            return self._shift(node, left, right)
        known = isinstance(node.right, Literal)
        if kind.signed:
            return self._signed_division(left, right, kind.width, node.op, known=known)
        return self._unsigned_division(left, right, kind.width, node.op, known=known)

    def _unsigned_division(
        self, left: str, right: str, width: int, op: str, *, known: bool = False
    ) -> str:
        word = "udiv" if op == "//" else "urem"
        if known:
            return self.value(f"{word} i{width} {left}, {right}")
        zero = self.value(f"icmp eq i{width} {right}, 0")
        safe = self.value(f"select i1 {zero}, i{width} 1, i{width} {right}")
        result = self.value(f"{word} i{width} {left}, {safe}")
        other = "0" if op == "//" else left
        return self.value(f"select i1 {zero}, i{width} {other}, i{width} {result}")

    def _signed_division(
        self, left: str, right: str, width: int, op: str, *, known: bool = True
    ) -> str:
        """Round to minus infinity, by unsigned division: BPF below v4 has no other."""
        kind = f"i{width}"
        negative_left = self.value(f"icmp slt {kind} {left}, 0")
        minus_left = self.value(f"sub {kind} 0, {left}")
        a = self.value(f"select i1 {negative_left}, {kind} {minus_left}, {kind} {left}")
        negative_right = self.value(f"icmp slt {kind} {right}, 0")
        minus_right = self.value(f"sub {kind} 0, {right}")
        b = self.value(f"select i1 {negative_right}, {kind} {minus_right}, {kind} {right}")
        zero = self.value(f"icmp eq {kind} {right}, 0")
        safe = b if known else self.value(f"select i1 {zero}, {kind} 1, {kind} {b}")
        quotient = self.value(f"udiv {kind} {a}, {safe}")
        product = self.value(f"mul {kind} {quotient}, {safe}")
        rest = self.value(f"sub {kind} {a}, {product}")
        differ = self.value(f"xor i1 {negative_left}, {negative_right}")
        inexact = self.value(f"icmp ne {kind} {rest}, 0")
        if op == "//":
            more = self.value(f"zext i1 {inexact} to {kind}")
            up = self.value(f"add {kind} {quotient}, {more}")
            down = self.value(f"sub {kind} 0, {up}")
            result = self.value(f"select i1 {differ}, {kind} {down}, {kind} {quotient}")
            other = "0"
        else:  # the sign of the divisor: |b| - rest where the signs differ
            complement = self.value(f"sub {kind} {safe}, {rest}")
            turn = self.value(f"and i1 {differ}, {inexact}")
            size = self.value(f"select i1 {turn}, {kind} {complement}, {kind} {rest}")
            minus = self.value(f"sub {kind} 0, {size}")
            result = self.value(f"select i1 {negative_right}, {kind} {minus}, {kind} {size}")
            other = left
        if known:
            return result
        return self.value(f"select i1 {zero}, {kind} {other}, {kind} {result}")

    def _shift(self, node: Binary, left: str, right: str) -> str:
        kind, by = node.type, node.right.type
        assert isinstance(kind, IntType)
        assert isinstance(by, IntType)
        word = "shl" if node.op == "<<" else "ashr" if kind.signed else "lshr"
        if isinstance(node.right, Literal):
            return self.value(f"{word} i{kind.width} {left}, {right}")
        # Every type that may shift has a maximum of 255 or more, so the width always fits it.
        outside = self.value(f"icmp uge i{by.width} {right}, {kind.width}")
        amount = right
        if by.width < kind.width:
            amount = self.value(f"zext i{by.width} {right} to i{kind.width}")
        elif by.width > kind.width:
            amount = self.value(f"trunc i{by.width} {right} to i{kind.width}")
        last = kind.width - 1
        # A signed value shifts its sign in for ever, which a shift by width - 1 does as well.
        safe = self.value(
            f"select i1 {outside}, i{kind.width} {last if word == 'ashr' else 0}, "
            f"i{kind.width} {amount}"
        )
        result = self.value(f"{word} i{kind.width} {left}, {safe}")
        if word == "ashr":
            return result
        return self.value(f"select i1 {outside}, i{kind.width} 0, i{kind.width} {result}")

    def _compare(self, node: Compare) -> str:
        left = self.expr(node.left)
        right = self.expr(node.right)
        self.at(node.mark)
        return self._compared(node.op, node.left.type, left, right)

    def _compared(self, op: str, kind: Type, left: str, right: str) -> str:
        sign = isinstance(kind, IntType) and kind.signed
        if op in {"==", "!="}:
            word = "eq" if op == "==" else "ne"
        else:
            word = ("s" if sign else "u") + {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}[op]
        return self.value(f"icmp {word} {llvm(kind)} {left}, {right}")

    def _chain(self, node: Chain) -> str:
        end = self.label("end")
        arrivals = []
        left = self.expr(node.operands[0])
        for index, op in enumerate(node.ops):
            right = self.expr(node.operands[index + 1])
            self.at(node.mark)
            result = self._compared(op, node.operands[0].type, left, right)
            arrivals.append((result, self.block))
            left = right
            if index + 1 < len(node.ops):
                more = self.label("and")
                self.branch_if(result, more, end)
                self.start(more)
        self.start(end)
        return self._phi("i1", arrivals)

    def _phi(self, kind: str, arrivals: Sequence[tuple[str, str]]) -> str:
        return self.value(
            f"phi {kind} " + ", ".join(f"[ {value}, %{block} ]" for value, block in arrivals)
        )

    def _logical(self, node: Logical) -> str:
        left = self.expr(node.left)
        self.at(node.mark)
        truth = self._true(left, node.left.type)
        more, end = self.label("more"), self.label("end")
        before = self.block
        if node.op == "and":
            self.branch_if(truth, more, end)
        else:
            self.branch_if(truth, end, more)
        self.start(more)
        right = self.expr(node.right)
        after = self.block
        self.at(node.mark)
        self.start(end)
        return self._phi(llvm(node.type), [(left, before), (right, after)])

    def _true(self, value: str, kind: Type) -> str:
        if kind is BOOL:
            return value
        zero = "0" if isinstance(kind, IntType) else "null"
        return self.value(f"icmp ne {llvm(kind)} {value}, {zero}")

    def _truth(self, node: Truth) -> str:
        value = self.expr(node.value)
        self.at(node.mark)
        return self._true(value, node.value.type)

    def _choose(self, node: Choose) -> str:
        yes, no, end = self.label("then"), self.label("else"), self.label("end")
        condition = self.expr(node.condition)
        self.branch_if(condition, yes, no)
        self.start(yes)
        a = self.expr(node.yes)
        from_yes = self.block
        self.branch(end)
        self.start(no)
        b = self.expr(node.no)
        from_no = self.block
        self.at(node.mark)
        self.start(end)
        return self._phi(llvm(node.type), [(a, from_yes), (b, from_no)])

    def _convert(self, node: Convert) -> str:
        value = self.expr(node.value)
        self.at(node.mark)
        have, want = node.value.type, node.type
        if have is BOOL and isinstance(want, IntType):
            return self.value(f"zext i1 {value} to i{want.width}")
        if isinstance(have, IntType) and isinstance(want, IntType):
            if have.width == want.width:
                return value
            word = "trunc" if want.width < have.width else "sext" if have.signed else "zext"
            return self.value(f"{word} i{have.width} {value} to i{want.width}")
        if isinstance(have, IntType):
            return self.value(f"inttoptr i64 {value} to ptr")
        if isinstance(want, IntType):
            return self.value(f"ptrtoint ptr {value} to i64")
        return value

    def _stack(self, node: Stack) -> str:
        self.at(node.mark)
        address = self.alloca(node.room.size, node.room.align)
        if node.room.size:
            self.fill(address, "0", str(node.room.size), node.room.align)
        return address

    def _walrus(self, node: Walrus) -> str:
        value = self.expr(node.value)
        self.at(node.mark)
        self._keep(node.variable, value)
        return value

    def _call(self, node: Call) -> str:
        values = [self.expr(argument) for argument in node.arguments]
        self.at(node.mark)
        arguments = ", ".join(
            f"{llvm(argument.type)}{extension(argument.type)} {value}"
            for argument, value in zip(node.arguments, values, strict=True)
        )
        result = f"{extension(node.type).strip()} {llvm(node.type)}".strip()
        call = f"call {result} @{quote(node.function.symbol)}({arguments})"
        if node.type is VOID:
            self.do(call)
            return ""
        return self.value(call)

    def _function_address(self, node: FunctionAddress) -> str:
        return f"@{quote(node.function.symbol)}"

    def _global_address(self, node: GlobalAddress) -> str:
        return f"@{quote(node.symbol.name)}"

    def _emit(self, node: Emit) -> str:
        values = [self.expr(operand) for operand in node.operands]
        self.at(node.mark)
        return node.emit(self, values)

    def _sequenced(self, node: Sequenced) -> str:
        self.statements(node.before)
        return self.expr(node.value)


def extension(kind: Type) -> str:
    """Return how a small integer is passed: widened by its sign, as C compilers do."""
    if kind is BOOL:
        return " zeroext"
    if isinstance(kind, IntType) and kind.width < 32:
        return " signext" if kind.signed else " zeroext"
    return ""


_SIMPLE = {"+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor"}
_STATEMENTS: dict[type[Stmt], Callable[[Emitter, Any], None]] = {
    Assign: Emitter._assign,
    Store: Emitter._store,
    Do: Emitter._do,
    If: Emitter._if,
    While: Emitter._while,
    Break: Emitter._break,
    Continue: Emitter._continue,
    Return: Emitter._return,
}
_EXPRESSIONS: dict[type[Expr], Callable[[Emitter, Any], str]] = {
    Literal: Emitter._literal,
    Bytes: Emitter._bytes,
    Read: Emitter._read,
    AddressOf: Emitter._address_of,
    Load: Emitter._load,
    Offset: Emitter._offset,
    Element: Emitter._element,
    Distance: Emitter._distance,
    Unary: Emitter._unary,
    Binary: Emitter._binary,
    Compare: Emitter._compare,
    Chain: Emitter._chain,
    Logical: Emitter._logical,
    Choose: Emitter._choose,
    Convert: Emitter._convert,
    Truth: Emitter._truth,
    Stack: Emitter._stack,
    Walrus: Emitter._walrus,
    Call: Emitter._call,
    FunctionAddress: Emitter._function_address,
    GlobalAddress: Emitter._global_address,
    Emit: Emitter._emit,
    Sequenced: Emitter._sequenced,
}
