"""LLVM IR for one function of a program: its blocks in SSA form, as text.

A register is an ``i64`` or, where it is known to hold a pointer, a ``ptr`` (see `kinds`); where
ways meet and it is needed, a phi. The frame is an ``alloca``. Text costs a third of what building
LLVM's objects from Python does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CLASS, FRAME
from beebox.vm.source import Source
from beebox.vm.tier1.flow import Block, Function, steps
from beebox.vm.tier1.kinds import FRAME_SIZE, Kind, Kinds, Origin, State
from beebox.vm.tier1.names import Names
from beebox.vm.tier1.parts import Parts

MAX_LOOPS = 8 << 20
"""how often may_goto lets a function go on: BPF_MAX_LOOPS"""
ENTRY = "entry"
OUTSIDE = -(1 << 32)
"""what goes to a function's first block; what is left behind a switch is a block below zero, too"""


class Value:
    """A value as IR names it: as a number, as a pointer, or both; what is missing is "" yet."""

    __slots__ = ("number", "pointer")

    def __init__(self, number: str = "", pointer: str = "") -> None:
        self.number = number
        self.pointer = pointer

    def copy(self) -> Value:
        """Return the value for another block: what is found missing there is not known here."""
        whole = self.number and self.pointer
        return self if whole else Value(self.number, self.pointer)


ZERO = Value("0", "null")
SPOILED = Value("0", "null")
"""what a call leaves in r1 to r5: passed on it may be anything, else it reads as 0"""


def constant(number: int) -> Value:
    """Return a constant of 64 bits."""
    return Value(str(number)) if number else ZERO


class Edge(NamedTuple):
    """How a block ends: the label that its successors see, and what the registers hold."""

    label: str
    values: list[Value]


class Writer:
    """Writes one function; the instructions themselves are in `lower` and `control`."""

    def __init__(
        self,
        source: Source,
        names: Names,
        kinds: Kinds,
        function: Function,
        declared: dict[str, None],
    ) -> None:
        self.source = source
        self.names = names
        self.kinds = kinds
        self.function = function
        self.declared = declared
        self.insns = source.insns
        self.state = State([], {}, 0)
        self.values: list[Value] = []
        self.label = ENTRY
        self.parts = Parts()
        self.counts = False  # whether it has a may_goto
        self._count = 0
        self._lines: list[str] = []
        self._blocks: dict[int, list[str]] = {}
        self._phis: dict[int, dict[int, list[str]]] = {}
        self._edges: dict[int, Edge] = {}

    # --- pieces that instructions are written with ------------------------------------------

    def do(self, line: str) -> None:
        """Write an instruction that has no value."""
        self._lines.append(f"  {line}")

    def value(self, line: str) -> str:
        """Write an instruction; return the name of its value."""
        self._count += 1
        self._lines.append(f"  %v{self._count} = {line}")
        return f"%v{self._count}"

    def begin(self, label: str) -> None:
        """Begin a block within a block."""
        self._lines.append(f"{label}:")
        self.label = label

    def number(self, value: Value) -> str:
        """Return *value* as an ``i64``."""
        if not value.number:
            value.number = self.value(f"ptrtoint ptr {value.pointer} to i64")
        return value.number

    def pointer(self, value: Value) -> str:
        """Return *value* as a ``ptr``."""
        if not value.pointer:
            value.pointer = self.value(f"inttoptr i64 {value.number} to ptr")
        return value.pointer

    def narrow(self, number: str, bits: int) -> str:
        """Return the low *bits* of an ``i64``."""
        if bits == 64:
            return number
        if number[0] != "%":
            return str(int(number) & ((1 << bits) - 1))
        return self.value(f"trunc i64 {number} to i{bits}")

    def kind(self, register: int) -> Kind:
        """Return the kind of a register before the instruction at hand."""
        return self.state.registers[register]

    def address(self, register: int, offset: int) -> str:
        """Return a register plus *offset* as a ``ptr``."""
        kind = self.kind(register)
        if kind.offset is not None:
            return self.in_frame(kind.offset + offset)
        pointer = self.pointer(self.values[register])
        return self.value(f"getelementptr i8, ptr {pointer}, i64 {offset}") if offset else pointer

    def in_frame(self, offset: int) -> str:
        """Return the address of *offset* from r10."""
        return self.value(f"getelementptr i8, ptr %frame, i64 {FRAME_SIZE + offset}")

    def declare(self, line: str) -> None:
        """Have something declared that the function refers to."""
        self.declared[f"declare {line}"] = None

    # --- the function -----------------------------------------------------------------------

    def text(self, lower: Mapping[int, Lower], call: Lower, leave: Leave) -> str:
        """Return the function's definition; the three write what their names say."""
        self._enter()
        for at, block in self.function.blocks.items():
            self._begin_block(at)
            for index in steps(self.insns, block):
                insn = self.insns[index]
                if insn.code == CALL:
                    call(self, index, insn)
                elif insn.code & CLASS in lower:
                    lower[insn.code & CLASS](self, index, insn)
                self.kinds.step(self.state, index)
            leave(self, at, block, insn)
            self._blocks[at] = self._lines
        self._connect()
        return "\n".join(self._assembled())

    def _enter(self) -> None:
        """Begin with the arguments in the registers, all else zero."""
        arguments = self.kinds.signatures[self.function.start].arguments
        values = [ZERO] * FRAME
        for register, kind in enumerate(arguments[:1] if self.is_main else arguments, 1):
            name = f"%r{register}"
            values[register] = Value(pointer=name) if kind.pointer else Value(name)
        self.values = [*values, Value(pointer="%r10")]
        self._convert(self.function.start)
        self._edges[OUTSIDE] = Edge(ENTRY, self.values)
        self._blocks[OUTSIDE] = self._lines

    @property
    def is_main(self) -> bool:
        """Whether this is the entry of the program."""
        return not self.function.start

    @property
    def result(self) -> str:
        """The type of what the function returns."""
        pointer = self.kinds.signatures[self.function.start].result.pointer
        return "ptr" if pointer and not self.is_main else "i64"

    def _begin_block(self, at: int) -> None:
        """Find what the registers hold where a block begins: one way's values, or phis."""
        self._lines = []
        self.label = f"b{at}"
        self.parts.forget()
        self.state = self.kinds.entries[at].copy()
        sources = self.sources(at)
        if len(set(sources)) == 1:
            self.values = [value.copy() for value in self._edges[sources[0]].values]
            return
        self._phis[at] = {}
        self.values = [self._met(at, register) for register in range(FRAME)]
        self.values.append(Value(pointer="%r10"))

    def sources(self, at: int) -> list[int]:
        """Return the blocks that go to block *at*; OUTSIDE is the function's entry."""
        first = [OUTSIDE] if at == self.function.start else []
        return [*first, *self.function.sources[at]]

    def _met(self, at: int, register: int) -> Value:
        """Return what *register* holds where ways meet."""
        kind = self.state.registers[register]
        if not self.function.live[at] >> register & 1 or kind.origin is Origin.NULL:
            return ZERO
        if kind.offset is not None:
            return Value(pointer=self.in_frame(kind.offset))
        name = f"%p{at}.{register}"
        self._phis[at][register] = []
        return Value(pointer=name) if kind.pointer else Value(name)

    def leave(self, at: int, block: Block) -> None:
        """Note what the registers hold at the end of block *at*, converted as its targets want."""
        for target in dict.fromkeys(block.targets):
            self._convert(target)
        self._edges[at] = Edge(self.label, self.values)

    def _convert(self, target: int) -> None:
        """Have the registers in the form that the phis of block *target* want."""
        if len(set(self.sources(target))) == 1:
            return
        live = self.function.live[target]
        for register, kind in enumerate(self.kinds.entries[target].registers[:FRAME]):
            if live >> register & 1 and kind.offset is None:
                (self.pointer if kind.pointer else self.number)(self.values[register])

    def _connect(self) -> None:
        """Give the phis their operands, now that every block has an end."""
        for at, phis in self._phis.items():
            kinds = self.kinds.entries[at].registers
            for source in self.sources(at):
                edge = self._edges[source]
                for register, operands in phis.items():
                    value = edge.values[register]
                    text = value.pointer if kinds[register].pointer else value.number
                    operands.append(f"[ {text}, %{edge.label} ]")

    def _assembled(self) -> list[str]:
        lines = [self._head()]
        lines.append(f"  %frame = alloca [{FRAME_SIZE} x i8], align 16")
        lines.append(f"  %r10 = getelementptr i8, ptr %frame, i64 {FRAME_SIZE}")
        if self.counts:
            lines += ["  %loops = alloca i64", f"  store i64 {MAX_LOOPS}, ptr %loops"]
        lines += [*self._blocks.pop(OUTSIDE), f"  br label %b{self.function.start}"]
        for at, body in self._blocks.items():
            lines.append(f"b{at}:")
            kinds = self.kinds.entries[at].registers
            for register, operands in self._phis.get(at, {}).items():
                kind = "ptr" if kinds[register].pointer else "i64"
                lines.append(f"  %p{at}.{register} = phi {kind} {', '.join(operands)}")
            lines += body
        return [*lines, "}"]

    def _head(self) -> str:
        start = self.function.start
        if self.is_main:
            return f"define i64 @{self.names.function(0)}(ptr %r1, ptr %run) #0 {{\n{ENTRY}:"
        name = self.names.function(start)
        arguments = self.kinds.signatures[start].arguments
        types = ["ptr" if kind.pointer else "i64" for kind in arguments]
        taken = ", ".join(f"{kind} %r{number}" for number, kind in enumerate(types, 1))
        return f"define internal {self.result} @{name}({taken}, ptr %run) #0 {{\n{ENTRY}:"


Lower = Callable[[Writer, int, Insn], None]
"""writes the instruction at an index"""
Leave = Callable[[Writer, int, Block, Insn], None]
"""writes the end of the block at an index, given its last instruction"""
