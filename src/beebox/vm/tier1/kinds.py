"""Which registers and stack slots hold pointers: a walk over a program, along the flow.

LLVM does best with pointers that were never numbers: it then knows what a store cannot change.
So a register that holds a pointer on every way to an instruction is kept as a ``ptr`` there, all
else as an ``i64``. A kind chooses how a value is *written*, never what it is: a number written as
a pointer is the same number (its pointer may then point to whatever has escaped), so what this
walk cannot know costs speed alone. Nothing here relies on the verifier.

Kinds also tell which bytes of a function's own frame it has certainly set. To LLVM the others are
``undef``, and to branch on that is undefined; so what is loaded from them is frozen.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    LDDW,
    MODE,
    OP,
    PROBE_MEM32,
    REG,
    SIZE,
    AluOp,
    AtomicOp,
    CallKind,
    Class,
    Mode,
    Pseudo,
    Size,
    size_of,
)
from beebox.isa.registers import writes
from beebox.vm.source import Source
from beebox.vm.tier1.flow import Function, steps

FRAME_SIZE = 512
"""bytes of stack of one function: MAX_BPF_STACK"""
_ALL = (1 << FRAME_SIZE) - 1


class Origin(Enum):
    """Where a value comes from."""

    NUMBER = auto()
    """anything; an ``i64``"""
    NULL = auto()
    """the constant 0: a number or the null pointer, as is wanted"""
    FRAME = auto()
    """a pointer to this function's stack"""
    FOREIGN = auto()
    """a pointer to memory that is no function's stack"""
    POINTER = auto()
    """a pointer to anything"""


class Kind(NamedTuple):
    """An origin; for a frame pointer how far below r10 it is, if that is known."""

    origin: Origin
    offset: int | None = None

    @property
    def pointer(self) -> bool:
        """Whether the value is kept as a ``ptr``."""
        return self.origin not in (Origin.NUMBER, Origin.NULL)


NUMBER = Kind(Origin.NUMBER)
NULL = Kind(Origin.NULL)
FOREIGN = Kind(Origin.FOREIGN)
POINTER = Kind(Origin.POINTER)
SOMEWHERE = Kind(Origin.FRAME)
TOP = Kind(Origin.FRAME, 0)
"""r10"""


def join(a: Kind, b: Kind) -> Kind:
    """Return the kind of a value that is of either kind."""
    if a == b:
        return a
    origins = {a.origin, b.origin} - {Origin.NULL}
    if Origin.NUMBER in origins:
        return NUMBER
    return Kind(origins.pop()) if len(origins) == 1 else POINTER


class State:
    """The kinds at one point of a function.

    *slots* has the kinds of the aligned words of the frame that hold pointers (or the constant
    0), by their offset from r10; *written* the bytes that were certainly set, lowest first.
    """

    __slots__ = ("registers", "slots", "written")

    def __init__(self, registers: list[Kind], slots: dict[int, Kind], written: int) -> None:
        self.registers = registers
        self.slots = slots
        self.written = written

    def copy(self) -> State:
        """Return a state that may be changed."""
        return State(self.registers[:], self.slots.copy(), self.written)

    def meet(self, other: State) -> bool:
        """Join *other* into this; tell whether it changed."""
        registers = [join(a, b) for a, b in zip(self.registers, other.registers, strict=True)]
        slots = {
            at: join(kind, other.slots[at]) for at, kind in self.slots.items() if at in other.slots
        }
        slots = {at: kind for at, kind in slots.items() if kind.origin is not Origin.NUMBER}
        written = self.written & other.written
        same = (self.registers, self.slots, self.written) == (registers, slots, written)
        self.registers, self.slots, self.written = registers, slots, written
        return not same

    def covers(self, offset: int, size: int) -> bool:
        """Tell whether the *size* bytes of the frame at *offset* were certainly set."""
        mask = _mask(offset, size)
        return self.written & mask == mask and mask != 0


class Signature(NamedTuple):
    """How a function takes r1 to r5, and what it returns."""

    arguments: tuple[Kind, ...]
    result: Kind


class Kinds:
    """The kinds of a whole program: *entries* by block, *signatures* by function.

    *callbacks* are the functions whose address is taken.

    Functions that are never reached have neither.
    """

    def __init__(self, source: Source, functions: Sequence[Function]) -> None:
        self.source = source
        self.entries: dict[int, State] = {}
        self.signatures: dict[int, Signature] = {}
        self.callbacks: dict[int, None] = {}
        self._functions = {function.start: function for function in functions}
        self._callers: dict[int, set[int]] = {}
        self._pending: dict[int, None] = {}
        self._function = 0
        self._walk()

    def step(self, state: State, index: int) -> None:
        """Change *state*, as it is before the instruction at *index*, to what is after it."""
        insn = self.source.insns[index]
        klass = insn.code & CLASS
        if klass in (Class.ALU, Class.ALU64):
            state.registers[insn.dst] = _alu(state, insn)
        elif klass == Class.LDX:
            state.registers[insn.dst] = self.loaded(state, index, insn)
        elif insn.code == LDDW:
            state.registers[insn.dst] = self._immediate(index, insn)
        elif klass in (Class.ST, Class.STX):
            _store(state, insn)
        elif insn.code == CALL:
            self._call(state, index, insn)

    def loaded(self, state: State, index: int, insn: Insn) -> Kind:
        """Return the kind of what the load *insn* at *index* finds."""
        if insn.code & SIZE != Size.DW:
            return NUMBER
        base = state.registers[insn.src]
        if base.offset is not None and insn.code & MODE != PROBE_MEM32:
            kind = state.slots.get(base.offset + insn.off, NUMBER)
            if kind.pointer:
                return kind
        return FOREIGN if index in self.source.pointers else NUMBER

    def _walk(self) -> None:
        """Walk the functions until nothing changes."""
        self._enter(0, [FOREIGN, *[NULL] * 4])
        while self._pending:
            start = next(iter(self._pending))
            del self._pending[start]
            self._walk_function(self._functions[start])

    def _enter(self, start: int, arguments: Sequence[Kind]) -> None:
        """Note that the function at *start* is called with *arguments*."""
        known = self.signatures.get(start)
        if known is None:
            self.signatures[start] = Signature(tuple(arguments), NULL)
            self._pending[start] = None
            return
        joined = tuple(map(join, known.arguments, arguments))
        if joined != known.arguments:
            self.signatures[start] = known._replace(arguments=joined)
            self._pending[start] = None

    def _return(self, start: int, kind: Kind) -> None:
        """Note that the function at *start* returns a value of *kind*."""
        known = self.signatures[start]
        result = join(known.result, _outside(kind))
        if result != known.result:
            self.signatures[start] = known._replace(result=result)
            self._pending.update(dict.fromkeys(self._callers.get(start, ())))

    def _walk_function(self, function: Function) -> None:
        self._function = function.start
        arguments = self.signatures[function.start].arguments
        entry = State([NULL, *arguments, *[NULL] * 4, TOP], {}, 0)
        order = list(function.blocks)
        places = {at: place for place, at in enumerate(order)}
        waiting = {at for at in order if at in self.entries}
        if self._flow(entry, function.start):
            waiting.add(function.start)
        heap = sorted(places[at] for at in waiting)
        while heap:  # what comes first goes first, so that few blocks are walked twice
            at = order[heapq.heappop(heap)]
            waiting.remove(at)
            for target in self._walk_block(function, at) - waiting:
                waiting.add(target)
                heapq.heappush(heap, places[target])

    def _walk_block(self, function: Function, at: int) -> set[int]:
        """Walk one block; return its targets that something changed for."""
        insns, block = self.source.insns, function.blocks[at]
        state = self.entries[at].copy()
        for index in steps(insns, block):
            self.step(state, index)
            if index in self.source.tails:
                self._return(function.start, NUMBER)
        if insns[block.end - 1].code == EXIT:
            self._return(function.start, state.registers[0])
        return {target for target in set(block.targets) if self._flow(state, target)}

    def _flow(self, state: State, target: int) -> bool:
        """Let *state* be one way to block *target*; tell whether that changes what is there."""
        known = self.entries.get(target)
        if known is None:
            self.entries[target] = state.copy()
            return True
        return known.meet(state)

    def _immediate(self, index: int, insn: Insn) -> Kind:
        if insn.src == Pseudo.FUNC:
            self.callbacks[index + 1 + insn.imm] = None
            self._enter(index + 1 + insn.imm, [NUMBER] * 5)
            return NUMBER
        if not (insn.imm or self.source.insns[index + 1].imm):
            return NULL
        return FOREIGN if index in self.source.addresses else NUMBER

    def _call(self, state: State, index: int, insn: Insn) -> None:
        registers = state.registers
        if insn.src == CallKind.LOCAL:
            target = index + 1 + insn.imm
            self._callers.setdefault(target, set()).add(self._function)
            self._enter(target, [_outside(kind) for kind in registers[1:6]])
            result = self.signatures[target].result
        else:
            result = FOREIGN if index in self.source.pointers else NUMBER
            result = NULL if index in self.source.tails else result
            framed = any(kind.origin is Origin.FRAME for kind in registers[1:6])
            if framed and index not in self.source.inlines:
                state.written = _ALL  # for all that LLVM knows
        registers[:6] = [result, *[NULL] * 5]


def _outside(kind: Kind) -> Kind:
    """Return what *kind* is to another function."""
    return POINTER if kind.origin is Origin.FRAME else kind


def _alu(state: State, insn: Insn) -> Kind:
    """Return the kind of the result of an arithmetic instruction."""
    op, wide = insn.code & OP, insn.code & CLASS == Class.ALU64
    if op == AluOp.MOV:
        if not insn.code & REG:
            return NUMBER if insn.imm else NULL
        return state.registers[insn.src] if wide and not insn.off else NUMBER
    if not wide or op not in (AluOp.ADD, AluOp.SUB):
        return NUMBER
    dst = state.registers[insn.dst]
    if not insn.code & REG:
        return _moved(dst, insn.imm if op == AluOp.ADD else -insn.imm)
    src = state.registers[insn.src]
    if dst.pointer and not src.pointer:
        return _moved(dst, None)
    if src.pointer and not dst.pointer and op == AluOp.ADD:
        return _moved(src, None)
    return NUMBER


def _moved(kind: Kind, distance: int | None) -> Kind:
    """Return the kind of a pointer to *distance* bytes on."""
    if kind.origin is Origin.FRAME:
        if kind.offset is None or distance is None:
            return SOMEWHERE
        return Kind(Origin.FRAME, kind.offset + distance)
    return kind if kind.pointer else NUMBER


def _store(state: State, insn: Insn) -> None:
    """Note what a store leaves in the frame, and an atomic operation in a register."""
    base = state.registers[insn.dst]
    if insn.code & MODE == Mode.ATOMIC:
        kind = NUMBER
        for register in range(FRAME):
            if writes(insn) >> register & 1:
                state.registers[register] = NUMBER
        if insn.imm not in (AtomicOp.XCHG, AtomicOp.STORE_REL):
            return
    elif insn.code & CLASS == Class.STX:
        kind = _outside(state.registers[insn.src])
    else:
        kind = NUMBER if insn.imm else NULL
    if base.offset is None or insn.code & MODE == PROBE_MEM32:
        return
    offset, size = base.offset + insn.off, size_of(insn.code)
    first = offset & -8
    for at in (first, first + 8):
        if at < offset + size:
            state.slots.pop(at, None)
    if size == 8 and first == offset and kind.origin is not Origin.NUMBER:
        state.slots[offset] = kind
    state.written |= _mask(offset, size)


def _mask(offset: int, size: int) -> int:
    """Return the bytes at *offset* from r10 as bits, 0 if they are not all in the frame."""
    inside = -FRAME_SIZE <= offset <= -size
    return ((1 << size) - 1) << (offset + FRAME_SIZE) if inside else 0
