"""Backwards from a value to where it came from: only the steps that made it what it is.

A place is a register or a slot of stack of one frame. Going back over the recorded path, a step
that writes a place hands the search on to what it was made from; a step that changed what is known
of a place without writing it (a branch, a call that voids pointers) is told and passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    BYTES,
    CALL,
    CLASS,
    EXIT,
    OP,
    REG,
    SIZE,
    AluOp,
    CallKind,
    Class,
    Mode,
    is_jump,
)
from beebox.isa.opcodes import MODE as MODE_MASK
from beebox.isa.registers import reads, writes
from beebox.verifier.explain.record import Moment
from beebox.verifier.types import NOT_INIT, SCALAR, STACK, Reg


class Place(NamedTuple):
    """A register, or (*slot*) eight bytes of stack, of a frame."""

    frame: int
    number: int
    slot: bool = False


class Kind(Enum):
    """What a step did to the value."""

    ORIGIN = "origin"
    """it comes from here"""
    CHANGE = "change"
    """it was computed, copied or stored"""
    BRANCH = "branch"
    """a comparison told something of it"""
    COMPARED = "compared"
    """a comparison that told nothing of it"""
    LOST = "lost"
    """this step took the value, or what was known of it, away"""
    PASSED = "passed"
    """it crossed a call"""
    ENTRY = "entry"
    """it was so when the program began"""


class Found(NamedTuple):
    """A step, by its position in the path."""

    position: int
    kind: Kind
    place: Place
    before: Reg | None
    after: Reg | None


class Slice:
    """One search backwards over *path*; *insns* are the program's."""

    def __init__(self, path: Sequence[Moment], insns: Sequence[Insn]) -> None:
        self._path = path
        self._insns = insns
        self._active: set[Place] = set()
        self._found: list[Found] = []

    def run(self, places: Sequence[Place]) -> list[Found]:
        """Return the steps that made *places* what they are at the path's end, oldest first."""
        self._active = set(places)
        for position in range(len(self._path) - 2, -1, -1):
            if not self._active:
                break
            for place in sorted(self._active):
                self._step(position, place)
        for place in sorted(self._active):
            if not place.slot and self._path:
                reg = self._path[0].regs[place.number] if place.frame == 0 else None
                if reg is not None and reg.type != NOT_INIT and place.number != 10:
                    self._found.append(Found(-1, Kind.ENTRY, place, None, reg))
        return sorted(self._found, key=_position)

    def _step(self, position: int, place: Place) -> None:
        moment, following = self._path[position], self._path[position + 1]
        insn = self._insns[moment.insn]
        if place.slot:
            self._slot(position, place, insn)
        elif following.frame == place.frame and moment.frame == place.frame:
            self._register(position, place, insn)
        elif following.frame == place.frame and moment.frame == place.frame + 1:
            self._returned(position, place, insn)
        elif following.frame == place.frame and moment.frame == place.frame - 1:
            self._entered(position, place, insn)
        elif moment.frame == place.frame and following.frame == place.frame + 1:
            self._called(position, place, insn)

    def _note(self, position: int, kind: Kind, place: Place) -> None:
        self._found.append(
            Found(position, kind, place, self._reg(position, place), self._reg(position + 1, place))
        )

    def _reg(self, position: int, place: Place) -> Reg | None:
        moment = self._path[position]
        if moment.frame != place.frame:
            return None
        if not place.slot:
            return moment.regs[place.number]
        slot = moment.stack.get(place.number)
        return slot.reg if slot is not None else None

    def _move(self, place: Place, *to: Place) -> None:
        self._active.discard(place)
        self._active.update(to)

    def _register(self, position: int, place: Place, insn: Insn) -> None:
        moment, following = self._path[position], self._path[position + 1]
        before, after = moment.regs[place.number], following.regs[place.number]
        if writes(insn) >> place.number & 1:
            self._written(position, place, insn)
        elif before != after:
            lost = insn.code == CALL or (before.type != after.type and after.type == SCALAR)
            kind = Kind.LOST if lost and not is_jump(insn) else Kind.BRANCH
            if before.bounds == after.bounds and before._replace(id=after.id) == after:
                return  # it got an id, no more
            self._note(position, kind, place)
        elif is_jump(insn) and reads(insn) >> place.number & 1:
            self._note(position, Kind.COMPARED, place)

    def _written(self, position: int, place: Place, insn: Insn) -> None:
        klass = insn.code & CLASS
        if insn.code == CALL:
            self._note(position, Kind.LOST if place.number else Kind.ORIGIN, place)
            self._move(place)
        elif klass in (Class.ALU, Class.ALU64):
            self._computed(position, place, insn)
        elif klass == Class.LDX and (source := self._filled_from(position, insn)) is not None:
            self._note(position, Kind.CHANGE, place)
            self._move(place, source)
        else:
            self._note(position, Kind.ORIGIN, place)
            self._move(place)

    def _computed(self, position: int, place: Place, insn: Insn) -> None:
        is_mov = insn.code & OP == AluOp.MOV
        from_reg = bool(insn.code & REG) and insn.code & OP != AluOp.END
        sources = [place._replace(number=insn.src)] if from_reg and insn.src != 10 else []
        if is_mov and not from_reg:
            self._note(position, Kind.ORIGIN, place)
        else:
            self._note(position, Kind.CHANGE, place)
        if not is_mov:
            sources.append(place)
        self._move(place, *sources)

    def _filled_from(self, position: int, insn: Insn) -> Place | None:
        """Return the slot that a load reads, if it reads the stack at a known place."""
        if insn.code & MODE_MASK not in (Mode.MEM, Mode.MEMSX):
            return None
        return self._slot_of(self._path[position].regs[insn.src], insn.off)

    @staticmethod
    def _slot_of(pointer: Reg, off: int) -> Place | None:
        if pointer.type != STACK or pointer.bounds.mask or not isinstance(pointer.of, int):
            return None
        at = pointer.off + pointer.bounds.smin + off
        return Place(pointer.of, (-at - 1) // 8, slot=True) if at < 0 else None

    def _returned(self, position: int, place: Place, insn: Insn) -> None:
        """Go from the caller back into the function that returned."""
        from_call = self._path[position].callsite + 1 == self._path[position + 1].insn
        if insn.code == EXIT and place.number == 0 and from_call:
            self._move(place, place._replace(frame=place.frame + 1))
            self._note(position, Kind.PASSED, place)

    def _called(self, position: int, place: Place, insn: Insn) -> None:
        """Tell that a call of a function took r1 to r5 away."""
        if insn.code == CALL and insn.src == CallKind.LOCAL and 1 <= place.number <= 5:
            self._note(position, Kind.LOST, place)
            self._move(place)

    def _entered(self, position: int, place: Place, insn: Insn) -> None:
        """Go from a function back to its caller."""
        if insn.code == CALL and insn.src == CallKind.LOCAL and 1 <= place.number <= 5:
            self._move(place, place._replace(frame=place.frame - 1))
            self._note(position, Kind.PASSED, place)
        else:
            self._note(position, Kind.ORIGIN, place)
            self._move(place)

    def _slot(self, position: int, place: Place, insn: Insn) -> None:
        moment, following = self._path[position], self._path[position + 1]
        klass = insn.code & CLASS
        if klass in (Class.ST, Class.STX) and insn.code & MODE_MASK == Mode.MEM:
            if self._stores_to(moment.regs[insn.dst], insn, place):
                from_reg = klass == Class.STX and insn.src != 10
                self._note(position, Kind.CHANGE if from_reg else Kind.ORIGIN, place)
                self._move(place, *([Place(moment.frame, insn.src)] if from_reg else []))
            return
        if moment.frame == following.frame == place.frame:
            before, after = moment.stack.get(place.number), following.stack.get(place.number)
            if before != after:
                kind = Kind.LOST if insn.code == CALL else Kind.BRANCH
                self._note(position, kind, place)

    def _stores_to(self, pointer: Reg, insn: Insn, place: Place) -> bool:
        first = self._slot_of(pointer, insn.off)
        last = self._slot_of(pointer, insn.off + BYTES[insn.code & SIZE] - 1)
        if first is None or last is None or first.frame != place.frame:
            return False
        return last.number <= place.number <= first.number


def _position(found: Found) -> int:
    return found.position


def holders(moment: Moment, ref: int) -> Iterator[Place]:
    """Yield the places of the innermost frame that hold reference *ref*."""
    for number, reg in enumerate(moment.regs):
        if reg.ref == ref:
            yield Place(moment.frame, number)
    for number, slot in moment.stack.items():
        if slot.reg.ref == ref:
            yield Place(moment.frame, number, slot=True)
