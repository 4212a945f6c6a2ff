"""A step of the causal path in words."""

from __future__ import annotations

from beebox.abi.enums import Func
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CLASS, LDDW, OP, REG, AluOp, CallKind, Class, Pseudo
from beebox.isa.registers import reads
from beebox.verifier.api import MapValue, Program, Tables
from beebox.verifier.explain.model import Step
from beebox.verifier.explain.record import Moment, Trace
from beebox.verifier.explain.slice import Found, Kind, Place
from beebox.verifier.explain.source import Source
from beebox.verifier.log import reg_text
from beebox.verifier.types import (
    BASE,
    CTX,
    MAYBE_NULL,
    NOT_INIT,
    PACKET,
    PACKET_END,
    PACKET_META,
    SCALAR,
    Reg,
    type_text,
)

_PACKET = (PACKET, PACKET_META, PACKET_END)


class Teller:
    """Says what a step did, by the program and its path."""

    def __init__(self, program: Program, tables: Tables, trace: Trace, source: Source) -> None:
        self._program = program
        self._tables = tables
        self._path = trace.path
        self._source = source

    def step(self, found: Found) -> Step:
        """Return *found* in words."""
        if found.position < 0:
            site = self._source.site(self._path[0].insn)._replace(insn=-1, code="")
            state = self.state(found.after, found.place.frame)
            what = f"{_name(found.place)} is {state} when the program begins"
            return Step(site, what, state, found.kind.value)
        moment = self._path[found.position]
        insn = self._program.insns[moment.insn]
        what = _TELL[found.kind](self, found, moment, insn)
        state = self.state(found.after, found.place.frame)
        return Step(self._source.site(moment.insn), what, state, found.kind.value)

    @staticmethod
    def state(reg: Reg | None, frame: int = 0) -> str:
        """Return a register as the log shows it."""
        if reg is None:
            return ""
        return "not initialised" if reg.type == NOT_INIT else reg_text(reg, frame)

    def called(self, insn: Insn) -> str:
        """Return the name of what a call calls."""
        if insn.code != CALL:
            return "this instruction"
        if insn.src == CallKind.HELPER:
            row = self._tables.helpers.get(Func(insn.imm)) if insn.imm in set(Func) else None
            return row.name if row else f"helper #{insn.imm}"
        if insn.src == CallKind.LOCAL:
            return "the function called here"
        return "the kernel function called here"

    def origin(self, found: Found, moment: Moment, insn: Insn) -> str:
        """Say where a value comes from."""
        name, state = _name(found.place), self.state(found.after, found.place.frame)
        if insn.code == CALL and found.place.number:
            return f"{name} is what {self.called(insn)} gives its callback: {state}"
        if insn.code == CALL:
            text = f"{self.called(insn)} returns {name} = {state}"
            nullable = found.after is not None and found.after.type & MAYBE_NULL
            return f"{text}: a pointer, or null" if nullable else text
        if insn.code & CLASS == Class.LDX:
            return f"{name} = {state}, loaded from {self._from(moment.regs[insn.src], insn)}"
        if insn.code == LDDW and insn.src not in (0, Pseudo.FUNC):
            return f"{name} = {state}, {self._reference(moment.insn)}"
        return f"{name} = {state}" if state else f"{name} is written here"

    def _reference(self, index: int) -> str:
        of = self._program.maps.get(index)
        if of is None:
            return "the address of a kernel variable"
        return f"the value of map {of.name}" if of.is_value else f"map {of.name}"

    def _from(self, pointer: Reg, insn: Insn) -> str:
        off = pointer.off + insn.off
        if pointer.type == CTX:
            return f"the context: {self.field(off)}"
        if isinstance(pointer.of, MapValue):
            return f"a value of map {pointer.of.name} at offset {off}"
        where = {PACKET: "the packet", PACKET_META: "the packet's metadata"}.get(pointer.type)
        return where or f"{type_text(pointer.type)} memory at offset {off}"

    def field(self, off: int) -> str:
        """Return the name of the context's field at *off*."""
        row = self._tables.programs.get(self._program.type)
        for field in row.fields if row else ():
            if field.offset <= off < field.offset + field.size:
                return f"field {field.name} at offset {off}"
        return f"offset {off}"

    def change(self, found: Found, _moment: Moment, insn: Insn) -> str:
        """Say what was computed, copied or stored."""
        name, state = _name(found.place), self.state(found.after, found.place.frame)
        klass = insn.code & CLASS
        if found.place.slot:
            return f"R{insn.src} is stored on the stack at {name}: {state}"
        if klass == Class.LDX:
            return f"{name} is loaded back from the stack: {state}"
        if klass in (Class.ALU, Class.ALU64) and insn.code & OP == AluOp.MOV:
            return f"{name} is a copy of R{insn.src}: {state}"
        if insn.code & REG and klass in (Class.ALU, Class.ALU64):
            return f"{name} is computed with R{insn.src}: now {state}"
        return f"{name} is computed: now {state}"

    def branch(self, found: Found, moment: Moment, insn: Insn) -> str:
        """Say what a comparison told."""
        way = self._way(found.position, moment, insn)
        name, frame = _name(found.place), found.place.frame
        before, after = self.state(found.before, frame), self.state(found.after, frame)
        return f"{way}: {name} goes from {before} to {after}"

    def _way(self, position: int, moment: Moment, insn: Insn) -> str:
        if reads(insn) == 0 or position + 1 >= len(self._path):
            return "after this"
        taken = self._path[position + 1].insn == moment.insn + 1 + insn.off
        return "this path takes the branch" if taken else "this path does not take the branch"

    def compared(self, found: Found, moment: Moment, insn: Insn) -> str:
        """Say that a comparison told nothing."""
        way = self._way(found.position, moment, insn)
        return f"{way}; the comparison tells nothing new of {_name(found.place)}"

    def lost(self, found: Found, _moment: Moment, insn: Insn) -> str:
        """Say what took the value away."""
        name, before, after = _name(found.place), found.before, found.after
        callee, was = self.called(insn), self.state(before, found.place.frame)
        if insn.code == CALL and after is not None and after.type == NOT_INIT:
            return f"{callee} spoils R1 to R5: {name} has no value after the call"
        if before is not None and before.type in _PACKET:
            return f"{callee} may change the packet: {name} was {was} and points into it no longer"
        if before is not None and before.ref and (after is None or after.type == SCALAR):
            return f"{callee} ends the reference: {name} was {was} and is no pointer any more"
        if found.place.slot:
            return f"{callee} writes to the stack at {name}"
        if before is not None and before.type & BASE != SCALAR:
            return f"{name} was {was}; after {callee} it is {self.state(after)}"
        return f"{name} is taken by {callee}"

    def passed(self, found: Found, _moment: Moment, insn: Insn) -> str:
        """Say that the value crossed a call."""
        if insn.code == CALL:
            return f"{_name(found.place)} is an argument of the function called here"
        return f"{_name(found.place)} is what the function returns"


_TELL = {
    Kind.ORIGIN: Teller.origin,
    Kind.CHANGE: Teller.change,
    Kind.BRANCH: Teller.branch,
    Kind.COMPARED: Teller.compared,
    Kind.LOST: Teller.lost,
    Kind.PASSED: Teller.passed,
}


def _name(place: Place) -> str:
    return f"fp{-8 * (place.number + 1)}" if place.slot else f"R{place.number}"
