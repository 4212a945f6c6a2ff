"""Watching an interpreted program: what each step did, and where to stop.

`Debugger.drive` takes the place of a machine's own loop (`Interpreter.drive`). Nothing is read or
printed here: a `Front` is told of each step, and asked whenever the program stops.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from beebox.abi.enums import Func
from beebox.bits import U64
from beebox.errors import BeeboxError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, EXIT, FRAME, CallKind
from beebox.spec.helpers import HELPERS
from beebox.vm.interpreter import Machine
from beebox.vm.memory import Memory


class Quit(BeeboxError):  # noqa: N818 - reads as what it says
    """The run was given up from the debugger."""


class PlaceError(BeeboxError):
    """There is no instruction where a stop was wanted."""

    exit_status = 2


# --- the program as people read it -----------------------------------------------------------


class Source(NamedTuple):
    """A source line."""

    text: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return (
            f"{self.file.rpartition('/')[2]}:{self.line}: {self.text}" if self.line else self.text
        )


class Code(NamedTuple):
    """A program's text. The mappings go by the index of an instruction."""

    texts: Mapping[int, str]
    functions: Mapping[int, str]
    """where each function begins"""
    sources: Mapping[int, Source]
    """where the instructions of each source line begin"""

    def function(self, index: int) -> str:
        """Return the name of the function that instruction *index* is in."""
        start = max((at for at in self.functions if at <= index), default=0)
        return self.functions.get(start, "")

    def source(self, index: int) -> Source | None:
        """Return the source line that instruction *index* belongs to."""
        start = max((at for at in self.sources if at <= index), default=-1)
        return self.sources.get(start)

    def find(self, place: str) -> frozenset[int]:
        """Return the instructions that *place* names.

        It is an instruction's number, a function's name, or ``FILE:LINE``, where ``FILE`` may
        lack directories or be left out.

        Raises:
            PlaceError: there is none.
        """
        if place.isdecimal():
            return self._number(int(place))
        if match := re.fullmatch(r"(.*):(\d+)", place):
            return self._line(match[1], int(match[2]))
        found = frozenset(at for at, name in self.functions.items() if name == place)
        if not found:
            known = ", ".join(self.functions.values()) or "none"
            raise PlaceError(f"no function {place!r}; the program's: {known}")
        return found

    def _number(self, index: int) -> frozenset[int]:
        if index not in self.texts:
            raise PlaceError(f"no instruction {index}; the last is {max(self.texts, default=0)}")
        return frozenset((index,))

    def _line(self, file: str, line: int) -> frozenset[int]:
        """Return where the instructions of a line begin; more of it may follow later."""
        found, lines, before = set(), set(), 0
        for at, source in sorted(self.sources.items()):
            if file and not f"/{source.file}".endswith(f"/{file}"):
                continue
            if source.line == line != before:
                found.add(at)
            lines.add(source.line)
            before = source.line
        if not found:
            known = ", ".join(map(str, sorted(lines - {0}))) or "none of that file"
            raise PlaceError(f"no instruction of {file}:{line}; lines that have some: {known}")
        return frozenset(found)


# --- steps -----------------------------------------------------------------------------------


class Called(NamedTuple):
    """A call of a helper."""

    name: str
    args: tuple[int, ...]
    result: int


class Step(NamedTuple):
    """The instruction *at* was run: *depth* counts the functions around it, from 0."""

    at: int
    depth: int
    changed: Mapping[int, int]
    """registers that have another value now"""
    called: Called | None = None
    returned: int | None = None
    """r0, if the instruction left its function"""


def advance(machine: Machine, depth: int) -> Step:
    """Run one instruction; return what it did.

    Raises:
        BeeboxError: as the machine.
    """
    index, insn, before = machine.pc, machine.insn, list(machine.regs)
    machine.advance()
    after = machine.regs
    changed = {at: after[at] for at in range(FRAME) if after[at] != before[at]}
    called = None
    if insn.code == CALL and insn.src == CallKind.HELPER:
        called = Called(*_signature(insn, before), after[0])
    return Step(index, depth, changed, called, after[0] if insn.code == EXIT else None)


def _signature(insn: Insn, regs: list[int]) -> tuple[str, tuple[int, ...]]:
    """Return a helper's name, and the registers that it takes."""
    try:
        row = HELPERS[Func(insn.imm)]
    except (KeyError, ValueError):
        return f"helper#{insn.imm}", tuple(regs[1:6])
    return row.name, tuple(regs[1 : 1 + len(row.args)])


def described(value: int, memory: Memory) -> str:
    """Return *value* in hex, and where in which region it points, if it does."""
    region = memory.find(value) or memory.find((value - 1) & U64)
    if region is None:
        return f"{value:#x}"
    if region.name.startswith("stack of frame "):
        return f"{value:#x} (fp{region.name.rpartition(' ')[2]}{value - region.end or ''})"
    return f"{value:#x} ({region.name}+{value - region.address})"


# --- stops -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Stops:
    """Where a run stops: at places, and at the next instruction if it is stepped."""

    places: set[int] = field(default_factory=set)
    depth: int = -1
    """stop at whatever comes next, if no more functions than so many are around it"""

    def step(self) -> None:
        """Stop before the next instruction."""
        self.depth = 1 << 16

    def over(self, depth: int) -> None:
        """Stop before the next one that is not inside a function called from *depth*."""
        self.depth = depth

    def go_on(self) -> None:
        """Stop at places only."""
        self.depth = -1

    def here(self, index: int, depth: int) -> bool:
        """Whether to stop before instruction *index*."""
        return index in self.places or depth <= self.depth


class Front(Protocol):
    """Who watches."""

    def stopped(self, debugger: Debugger) -> None:
        """Look at the machine, and say in ``debugger.stops`` how to go on; or raise `Quit`."""

    def stepped(self, debugger: Debugger, step: Step) -> None:
        """Hear of a step."""


class Debugger:
    """A run under watch. Callbacks run in machines of their own, inside the one that calls."""

    def __init__(self, code: Code, front: Front, stops: Stops) -> None:
        self.code = code
        self.stops = stops
        self.machines: list[Machine] = []
        self.last = 0
        """the instruction that ran last, or stopped the program"""
        self._front = front

    @property
    def machine(self) -> Machine:
        """The machine that runs now."""
        return self.machines[-1]

    @property
    def depth(self) -> int:
        """How many functions are around the next instruction's own."""
        return sum(len(machine.frames) for machine in self.machines) - 1

    def drive(self, machine: Machine) -> None:
        """Take *machine* to its end.

        Raises:
            Quit: the front gave up.
            BeeboxError: the program was stopped.
        """
        self.machines.append(machine)
        try:
            while not machine.done:
                depth, self.last = self.depth, machine.pc
                if self.stops.here(machine.pc, depth):
                    self.stops.go_on()
                    self._front.stopped(self)
                self._front.stepped(self, advance(machine, depth))
        finally:
            self.machines.pop()

    def trail(self) -> list[int]:
        """Return the next instruction of each active function, the innermost first."""
        found = []
        for machine in reversed(self.machines):
            found.append(machine.pc)
            found += [frame.resume - 1 for frame in reversed(machine.frames[1:])]
        return found
