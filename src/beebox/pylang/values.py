"""Expressions as LLVM IR.

What LLVM leaves undefined is given a meaning before it gets there: division by zero is 0 and its
remainder the dividend (as the BPF instruction set has it, RFC 9669 section 4.1), shifts by the
width or more shift everything out, arithmetic wraps, a null pointer is an address like others.
"""

# ruff: noqa: N802 - methods are named after the nodes that they write

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beebox.pylang.blocks import Blocks
from beebox.pylang.text import extension, in_memory, llvm, quote
from beebox.pylang.tree import (
    AddressOf,
    Binary,
    Bytes,
    Call,
    Chain,
    Choose,
    Compare,
    Convert,
    Distance,
    Element,
    Emit,
    Expr,
    FunctionAddress,
    FunctionTree,
    GlobalAddress,
    Literal,
    Load,
    Logical,
    Offset,
    Read,
    Sequenced,
    Shared,
    Stack,
    Truth,
    Unary,
    Walrus,
)
from beebox.pylang.types import BOOL, VOID, IntType, PtrType, Type

if TYPE_CHECKING:
    from beebox.pylang.emit import Emitter


class Values(Blocks):
    """Writes expressions."""

    @property
    def emitter(self) -> Emitter:
        """The whole of which this is a part."""
        raise NotImplementedError

    def expr(self, node: Expr) -> str:
        """Write what computes *node*; return the name of its value."""
        write: Callable[[Expr], str] = getattr(self, f"_on_{type(node).__name__}")
        return write(node)

    def _on_Literal(self, node: Literal) -> str:
        if isinstance(node.type, PtrType):
            return "null"
        if node.type is BOOL:
            return "true" if node.value else "false"
        assert isinstance(node.type, IntType), (node.type, node.mark)
        return str(node.value)

    def _on_Bytes(self, node: Bytes) -> str:
        return self.module.constant(node.data)

    def _on_Read(self, node: Read) -> str:
        self.at(node.mark)
        kind = node.type
        raw = self.value(f"load {in_memory(kind)}, ptr {self.slots[node.variable]}")
        return self.value(f"trunc i8 {raw} to i1") if kind is BOOL else raw

    def _on_AddressOf(self, node: AddressOf) -> str:
        return self.slots[node.variable]

    def _on_Load(self, node: Load) -> str:
        address = self.expr(node.address)
        self.at(node.mark)
        return self.load(node.type, address, volatile=node.volatile, packed=is_packed(node.address))

    def _on_Offset(self, node: Offset) -> str:
        base = self.expr(node.base)
        self.at(node.mark)
        if node.fixed and not self.module.packed:
            name = "llvm.preserve.static.offset"
            function = self.module.declare(name, f"ptr @{name}(ptr)")
            base = self.value(f"call ptr {function}(ptr {base})")
        elif node.bytes == 0:
            return base
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

    def _on_Element(self, node: Element) -> str:
        base = self.expr(node.base)
        index = self.expr(node.index)
        self.at(node.mark)
        index = self.widen(index, node.index.type)
        if node.negative:
            index = self.value(f"sub i64 0, {index}")
        return self.value(f"getelementptr [{node.size} x i8], ptr {base}, i64 {index}")

    def _on_Distance(self, node: Distance) -> str:
        left, right = self.expr(node.left), self.expr(node.right)
        self.at(node.mark)
        a = self.value(f"ptrtoint ptr {left} to i64")
        b = self.value(f"ptrtoint ptr {right} to i64")
        bytes_ = self.value(f"sub i64 {a}, {b}")
        return bytes_ if node.size == 1 else self._signed_division(bytes_, str(node.size), 64, "//")

    def _on_Unary(self, node: Unary) -> str:
        value = self.expr(node.operand)
        self.at(node.mark)
        kind = llvm(node.type)
        if node.op == "-":
            return self.value(f"sub {kind} 0, {value}")
        return self.value(f"xor {kind} {value}, {'true' if node.op == 'not' else '-1'}")

    def _on_Binary(self, node: Binary) -> str:
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
        if isinstance(node.right, Literal) and 0 <= node.right.value < kind.width:
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

    def _on_Compare(self, node: Compare) -> str:
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
        result = self.value(f"icmp {word} {llvm(kind)} {left}, {right}")
        bounds = op not in {"==", "!="} and not self.turning
        return self._held(result) if bounds and not self.module.packed else result

    def _held(self, condition: str) -> str:
        """Keep a test of a bound from being joined with others to one of a difference.

        What the kernel's verifier learns of a difference it need not know of the value.
        """
        name = "llvm.bpf.passthrough.i1.i1"
        function = self.module.declare(name, f"i1 @{name}(i32, i1)")
        self.count += 1
        return self.value(f"call i1 {function}(i32 {self.count}, i1 {condition})")

    def _on_Chain(self, node: Chain) -> str:
        end = self.label("end")
        arrivals = []
        left, right = self.expr(node.operands[0]), self.expr(node.operands[1])
        for index, op in enumerate(node.ops):
            if index:
                with self.aside():
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

    def _on_Logical(self, node: Logical) -> str:
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
        with self.aside():
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

    def _on_Truth(self, node: Truth) -> str:
        value = self.expr(node.value)
        self.at(node.mark)
        return self._true(value, node.value.type)

    def _on_Choose(self, node: Choose) -> str:
        yes, no, end = self.label("then"), self.label("else"), self.label("end")
        condition = self.expr(node.condition)
        self.branch_if(condition, yes, no)
        self.start(yes)
        with self.aside():
            a = self.expr(node.yes)
        from_yes = self.block
        self.branch(end)
        self.start(no)
        with self.aside():
            b = self.expr(node.no)
        from_no = self.block
        self.at(node.mark)
        self.start(end)
        return self._phi(llvm(node.type), [(a, from_yes), (b, from_no)])

    def _on_Convert(self, node: Convert) -> str:
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

    def _on_Stack(self, node: Stack) -> str:
        self.at(node.mark)
        address = self.alloca(node.room.size, node.room.align)
        if node.room.size:
            self.fill(address, "0", str(node.room.size), node.room.align)
        return address

    def _on_Walrus(self, node: Walrus) -> str:
        value = self.expr(node.value)
        self.at(node.mark)
        self._keep(node.variable, value)
        return value

    def _on_Call(self, node: Call) -> str:
        values = [self.expr(argument) for argument in node.arguments]
        self.at(node.mark)
        if node.function.external:
            self._external(node.function)
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

    def _external(self, tree: FunctionTree) -> None:
        """Declare a function of the kernel."""
        kinds = ", ".join(f"{llvm(item.type)}{extension(item.type)}" for item in tree.parameters)
        result = f"{extension(tree.result).strip()} {llvm(tree.result)}".strip()
        debug = self.module.debug.external(tree)
        name = quote(tree.symbol)
        text = f'{debug} {result} @{name}({kinds}) section ".ksyms"'.strip()
        self.module.declare(tree.symbol, text)

    def _on_FunctionAddress(self, node: FunctionAddress) -> str:
        return f"@{quote(node.function.symbol)}"

    def _on_Shared(self, node: Shared) -> str:
        del node
        return self.shared

    def _on_GlobalAddress(self, node: GlobalAddress) -> str:
        return f"@{quote(node.symbol.name)}"

    def _on_Emit(self, node: Emit) -> str:
        values = [self.expr(operand) for operand in node.operands]
        self.at(node.mark)
        return node.emit(self.emitter, values)

    def _on_Sequenced(self, node: Sequenced) -> str:
        self.emitter.statements(node.before)
        return self.expr(node.value)


_SIMPLE = {"+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or", "^": "xor"}


def is_packed(address: Expr) -> bool:
    """Say whether a place lies in a packed struct, so that it may begin anywhere."""
    while not isinstance(address, Offset) or not address.packed:
        if isinstance(address, Offset | Element):
            address = address.base
        elif isinstance(address, Convert):
            address = address.value
        else:
            return False
    return True
