"""One refusal to explain: the program, its recorded path, the message and what it names."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from functools import cached_property

from beebox.abi.enums import ProgType
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CLASS, Class
from beebox.verifier.api import Options, Program, Rejected, Tables, Verified
from beebox.verifier.check import verify
from beebox.verifier.explain import rows
from beebox.verifier.explain.classes import memory
from beebox.verifier.explain.describe import Teller
from beebox.verifier.explain.model import Site
from beebox.verifier.explain.record import Moment, Trace
from beebox.verifier.explain.repair import inserted
from beebox.verifier.explain.rows import Match, Row
from beebox.verifier.explain.slice import Found, Kind, Place, Slice
from beebox.verifier.explain.source import Source, Spoken
from beebox.verifier.rights import MOST, MOST_UNPRIVILEGED
from beebox.verifier.types import PACKET_END, SCALAR, Reg

_REGISTER = re.compile(r"\bR(\d+)\b")
_INSN_LINE = re.compile(r"^(\d+): \(")
_SILENT = Row(
    "refused",
    "the program is refused without a word",
    "The kernel gives an error for this, too, and no reason: the instruction or the attributes are "
    "not what it knows.",
    "Compare them with what the helper's or the program type's documentation allows.",
    (),
)
_NO_RIGHT = Row(
    "rights",
    "not everybody may load this",
    "A program of type {type} is for users with {needed}, and this one lacks {missing}. Linux "
    "refuses it without a word, before it looks at the program.",
    "Load it as a user with these capabilities; beebox check --caps NAME,... proves a program as "
    "for a user with just those.",
    (),
)
_TOO_LONG = Row(
    "size",
    "the program has too many instructions",
    "It has {count} instructions; {most} are the most that this user may load. Linux refuses it "
    "without a word, before it looks at the program.",
    "Make it smaller, or split it with tail calls; users with CAP_BPF may load 1,000,000.",
    (),
)
_DETAILS = {"smin32", "smax32", "umin32", "umax32", "var_off"}
_LONG = 80
_PACKET_END = "data_end"
_PASS = {ProgType.XDP: (2, "XDP_PASS")}
"""what programs return that have nothing against a packet, if that is not 0"""
_NULL = next(row for row in memory.ROWS if row.title == "null is followed")
_CONTEXT_ONLY = Row("refused", "the verifier refused the program", "{message}", "", ())


class Case:
    """Everything that an explanation is made of."""

    def __init__(
        self, program: Program, tables: Tables, options: Options, rejected: Rejected, trace: Trace
    ) -> None:
        self.program = program
        self.tables = tables
        self.options = options
        self.rejected = rejected
        self.trace = trace
        self.source = Source(program)
        self.teller = Teller(program, tables, trace, self.source)

    @cached_property
    def said(self) -> list[str]:
        """The lines of the log behind the refused instruction: the message is the last."""
        lines = self.trace.verdict.log.splitlines()
        starts = [at for at, line in enumerate(lines) if _INSN_LINE.match(line)]
        found = [line for line in lines[starts[-1] + 1 if starts else 0 :] if line]
        return [line for line in found if not line.startswith(("processed ", ";"))]

    @cached_property
    def match(self) -> Match:
        """The row of the message, and its fields; those of the lines before it, too."""
        message = self.trace.verdict.message
        found = rows.find(message, self.rejected.errno)
        if found is None:
            return Match(_CONTEXT_ONLY, {"message": message}) if message else self._silent()
        if found.row.fix == "reload" and self.spoken and self._null(found):
            found = Match(_NULL, found.fields)
        fields: dict[str, str] = {}
        for line in self.said:
            earlier = rows.find(line)
            fields.update(earlier.fields if earlier else {})
        given = rows.find(self.rejected.message)  # the walk that was recorded may be cut short
        return Match(found.row, {**fields, **found.fields, **(given.fields if given else {})})

    def _null(self, found: Match) -> bool:
        """Say whether what is followed as a pointer is known to be 0."""
        number = found.fields.get("reg", "")
        if not number.isdigit() or self.last is None or int(number) > 10:
            return False
        reg = self.last.regs[int(number)]
        return reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value

    def _silent(self) -> Match:
        """Return why a program is refused without a message: `beebox.verifier.rights`."""
        row, may = self.tables.programs.get(self.program.type), self.options.may
        if self.rejected.errno == errno.E2BIG:
            most = MOST if may("bpf") else MOST_UNPRIVILEGED
            count = len(self.program.insns)
            return Match(_TOO_LONG, {"count": f"{count:,}", "most": f"{most:,}"})
        lacking = [name for name in row.needs if not may(name)] if row else []
        if self.rejected.errno != errno.EPERM or row is None or not lacking:
            return Match(_SILENT, {})
        fields = {
            "type": row.type.name.lower(),
            "needed": " and ".join(f"CAP_{name.upper()}" for name in row.needs),
            "missing": " and ".join(f"CAP_{name.upper()}" for name in lacking),
        }
        return Match(_NO_RIGHT, fields)

    @property
    def fields(self) -> Mapping[str, str]:
        """What varies in the message."""
        return self.match.fields

    @property
    def last(self) -> Moment | None:
        """What was known before the refused instruction."""
        return self.trace.path[-1] if self.trace.path else None

    @cached_property
    def walked(self) -> bool:
        """Whether the refusal is of the walk: what comes after has no place on the path."""
        return bool(self.trace.path) and not self.match.row.kind.endswith("depth")

    @property
    def index(self) -> int:
        """The refused instruction; -1: none in particular."""
        if self.walked and self.last is not None:
            return self.last.insn
        insn = self.fields.get("insn", "")
        return int(insn) if insn.isdigit() else -1

    @property
    def insn(self) -> Insn | None:
        """The refused instruction."""
        return self.program.insns[self.index] if 0 <= self.index < len(self.program.insns) else None

    @property
    def site(self) -> Site:
        """Where it is."""
        return self.source.site(self.index)

    @cached_property
    def focus(self) -> int | None:
        """The register that the message names."""
        fields = self.fields
        if fields.get("reg", "").isdigit():
            return int(fields["reg"])
        if fields.get("arg", "").isdigit() and self.insn is not None and self.insn.code == CALL:
            return int(fields["arg"]) + 1
        found = _REGISTER.search(self.trace.verdict.message)
        return int(found[1]) if found and int(found[1]) <= 10 else None

    @property
    def reg(self) -> Reg | None:
        """What is known of the register that the message names."""
        if self.focus is None or self.last is None or self.focus > 10:
            return None
        return self.last.regs[self.focus]

    @cached_property
    def steps(self) -> list[Found]:
        """What made the value that the message names, oldest first."""
        if self.focus is None or self.last is None or not self.walked:
            return []
        place = Place(self.last.frame, self.focus)
        return Slice(self.trace.path, self.program.insns).run([place])

    def state(self) -> str:
        """Say what is known of the register that the message names."""
        reg = self.reg
        if reg is None or self.last is None:
            return "unknown here"
        return _short(self.teller.state(reg, self.last.frame))

    def callee(self) -> str:
        """Return the name of what is called here."""
        return self.teller.called(self.insn) if self.insn is not None else "the function"

    def variable(self, found: Found | None) -> str:
        """Return the variable that the source assigns where *found* is, or nothing."""
        if found is None or found.position < 0:
            return ""
        return self.variable_at(self.trace.path[found.position].insn)

    @cached_property
    def spoken(self) -> Spoken | None:
        """What the source accesses where the program is refused, if it is Python."""
        return self.source.spoken(self.last.insn) if self.last is not None else None

    def pointer(self) -> str:
        """Return the variable that holds the pointer the message names, or nothing."""
        return self.variable(self.origin()) or (self.spoken.pointer if self.spoken else "")

    def variable_at(self, index: int) -> str:
        """Return the variable that the source line of an instruction assigns, or nothing."""
        return self.source.assigned(index)

    def packet_end(self) -> str:
        """Return the variable that has the end of the packet; the field's name if none has."""
        path, insns = self.trace.path, self.program.insns
        for after, moment in zip(reversed(path), reversed(path[:-1]), strict=False):
            insn = insns[moment.insn]
            loads = insn.code & CLASS == Class.LDX and moment.frame == after.frame
            if loads and after.regs[insn.dst].type == PACKET_END:
                return self.variable_at(moment.insn) or _PACKET_END
        return _PACKET_END

    def origin(self) -> Found | None:
        """Return the step that the value comes from."""
        return next((step for step in self.steps if step.kind is Kind.ORIGIN), None)

    @property
    def python(self) -> bool:
        """Whether the program was written in Python."""
        return self.source.is_python

    def function(self, subprog: int) -> str:
        """Return the name of a subprogram."""
        start = self.trace.starts[subprog] if subprog < len(self.trace.starts) else -1
        for func in self.program.funcs:
            if func.insn == start and self.program.btf is not None:
                return f"{self.program.btf.type(func.type_id).name}()"
        return f"func#{subprog}"

    # ------------------------------------------------------------------ trying a change

    def free_registers(self) -> list[int]:
        """Return registers that nothing reads after the refused instruction's beginning."""
        live = self.trace.live[self.index] if self.index < len(self.trace.live) else 0x3FF
        return [number for number in range(9, -1, -1) if not live >> number & 1]

    def untouched(self) -> int | None:
        """Return a register that calls leave alone and the program never names."""
        named = {number for insn in self.program.insns for number in (insn.dst, insn.src)}
        return next((number for number in (9, 8, 7, 6) if number not in named), None)

    def leave(self) -> list[Insn]:
        """Return instructions that leave the function, with a result that is allowed."""
        return [Insn(0xB7, 0, 0, 0, self.result()), Insn(0x95)]

    def result(self) -> int:
        """Return a number that the program may return here."""
        row = self.tables.programs.get(self.program.type)
        in_main = self.last is None or self.last.frame == 0
        if in_main and self.program.type in _PASS:
            return _PASS[self.program.type][0]
        allowed = row.allowed_returns(self.program.attach_type) if row and in_main else None
        return 0 if allowed is None or allowed[0] <= 0 <= allowed[1] else allowed[0]

    def result_text(self) -> str:
        """Return that number as the source would say it."""
        value = self.result()
        named = _PASS.get(self.program.type)
        return named[1] if named and named[0] == value and not self.python else str(value)

    def passes(self, insns: Mapping[int, list[Insn]], edge: int = -1) -> bool:
        """Tell whether the program is accepted with *insns* before the instructions they go by.

        What goes by *edge*, a conditional jump, is put on the way where it is taken.
        """
        program = inserted(self.program, insns, edge)
        return program is not None and self.accepts(program)

    def accepts(self, program: Program) -> bool:
        """Tell whether *program* is accepted."""
        options = self.options._replace(log_level=0)
        return isinstance(verify(program, self.tables, options), Verified)


def _short(state: str) -> str:
    """Return a state without what the rest of it says, too, if it is long."""
    if len(state) <= _LONG:
        return state
    parts = []
    for part in state.split(","):
        *names, value = part.split("=")
        kept = [name for name in names if name not in _DETAILS]
        if kept or not names:
            parts.append("=".join((*kept, value)))
        elif part.endswith("))"):  # the last of them closes the state, too
            parts[-1] += ")"
    return ",".join(parts)
