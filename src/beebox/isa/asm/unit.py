"""What one text becomes: sections, symbols, and references that wait for their symbols.

Values in a finished `Unit` speak of no file format; `beebox.lang.asm` makes an ELF object of
them. Offsets and sizes are in bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from beebox.errors import AsmError
from beebox.isa.asm import expressions
from beebox.isa.asm.expressions import Sum
from beebox.isa.asm.source import Source, Statement
from beebox.isa.insn import Insn
from beebox.isa.opcodes import FRAME

TEXT = ".text"
LARGEST = 1 << 26
"""how many bytes a section may have"""


class Kind(Enum):
    """How a reference changes what it stands in."""

    JUMP = auto()
    """the distance in instructions, in the offset field"""
    JUMP32 = auto()
    """the distance in instructions, in the immediate"""
    CALL = auto()
    """a subprogram or helper, in the immediate of a call"""
    WIDE = auto()
    """an address, in an ``lddw``"""
    DATA = auto()
    """a value of 1, 2, 4 or 8 bytes"""


class Reference(NamedTuple):
    """At *offset* of a section the value of *what* is wanted; *size* only with DATA."""

    offset: int
    kind: Kind
    what: Sum
    place: tuple[int, int, int]
    """line, column, width"""
    size: int = 0


class Relocation(NamedTuple):
    """At *offset* of its section the address of *symbol* is wanted, in the way *kind* says.

    The addend, in bytes, is *addend*; it is not yet in the section's bytes.
    """

    offset: int
    kind: Kind
    symbol: str
    addend: int = 0
    size: int = 0


@dataclass(slots=True)
class Section:
    """A section while it grows. *flags* are those of ``.section name,"ax"``, None if not said."""

    name: str
    flags: str | None = None
    nobits: bool = False
    data: bytearray = field(default_factory=bytearray)
    size: int = 0
    """only of a section without bits"""
    align: int = 1
    code: bool = False
    """whether an instruction is in it"""
    lines: list[tuple[int, int, int]] = field(default_factory=list)
    """(offset, line, column) of each instruction, and of each number that may be one"""
    references: list[Reference] = field(default_factory=list)
    relocations: list[Relocation] = field(default_factory=list)

    @property
    def here(self) -> int:
        """The offset of what comes next."""
        return self.size if self.nobits else len(self.data)


@dataclass(slots=True)
class Symbol:
    """A name: an *offset* in *section*, or with an empty section a constant of that value.

    *type* is that of ``.type``: ``function``, ``object``, or empty; *bind* is ``global``, ``weak``
    or empty; *size* is None if nothing says it.
    """

    name: str
    section: str | None = None
    """None: it is not defined here"""
    offset: int = 0
    type: str = ""
    bind: str = ""
    visibility: str = ""
    size: int | None = None
    line: int = 0
    common: int = 0
    """``.comm``: the alignment"""


class MapRow(NamedTuple):
    """What ``.map`` says: the numbers of a map, its key's and value's types where named.

    The names in *numbers* are those of libbpf: ``type``, ``key_size``, ``map_flags``.
    """

    name: str
    numbers: Mapping[str, int]
    types: Mapping[str, str]
    inner: str
    line: int


@dataclass(slots=True)
class Unit:
    """What is known while one text is read. Statements may name symbols that come later."""

    source: Source
    helpers: Mapping[str, int]
    known_maps: Mapping[str, int]
    plain: bool = False
    """nothing but the instructions is wanted: no object, so no relocations"""
    sections: dict[str, Section] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    maps: list[MapRow] = field(default_factory=list)
    maps_end: int = 0
    """how many bytes their declarations take"""
    license: str | None = None
    sectioned: bool = False
    """whether a directive asks for more than plain instructions"""
    locals: dict[str, int] = field(default_factory=dict)
    """how often each numeric label is there so far"""
    sizes: list[tuple[str, Sum, tuple[int, int, int]]] = field(default_factory=list)
    section: Section = field(default_factory=lambda: Section(TEXT))
    previous: Section | None = None
    line: int = 0
    column: int = 0
    text: str = ""
    start: int = 0
    """the column of the instruction, behind its labels"""
    code: int | None = None
    """the opcode that the line gives in front, as logs do"""

    def __post_init__(self) -> None:
        self.sections[TEXT] = self.section

    def at(self, statement: Statement) -> None:
        """Go on to *statement*."""
        self.text, self.line, self.column = statement.text, statement.line, statement.column

    def place(self, match: re.Match[str] | None = None, group: str = "") -> tuple[int, int, int]:
        """Return (line, column, width) of a group of *match*, or of the whole statement.

        *match* was made on the last part of the statement.
        """
        if match is None or not match[group]:
            return self.line, self.column, len(self.text)
        base = self.column + len(self.text) - len(match.string)
        start, end = match.span(group)
        return self.line, base + start, end - start

    def fail(
        self,
        message: str,
        match: re.Match[str] | None = None,
        group: str = "",
        hint: str = "",
    ) -> AsmError:
        """Return an error that points at a group of *match*, or at the whole statement."""
        return self.fail_at(message, self.place(match, group), hint)

    def fail_at(self, message: str, place: tuple[int, int, int], hint: str = "") -> AsmError:
        """Return an error that points at *place*."""
        return AsmError(message, self.source.location(*place), hint)

    def enter(self, name: str, flags: str | None = None, *, nobits: bool = False) -> None:
        """Go on in section *name*, made if it is new."""
        section = self.sections.get(name)
        if section is None:
            section = self.sections[name] = Section(name, flags, nobits)
        elif flags is not None:
            section.flags = flags
        self.previous, self.section = self.section, section

    def emit(self, *insns: Insn) -> None:
        """Append instructions, after holding the first against the opcode the line gave."""
        if self.code is not None and insns[0].code != self.code:
            raise self.fail(f"this is opcode {insns[0].code:02x}, not {self.code:02x}")
        section = self.section
        offset = len(section.data)
        if section.nobits or offset % 8:
            why = "holds no bytes" if section.nobits else f"has {offset} bytes so far"
            hint = "" if section.nobits else "instructions start at multiples of 8: .p2align 3"
            raise self.fail(f"section {section.name} {why}", hint=hint)
        section.code = True
        section.lines.append((offset, self.line, self.start))
        for insn in insns:
            section.data += insn.encode()
        self.bound()

    def bound(self) -> None:
        """Refuse a section that grows without end."""
        if self.section.here > LARGEST:
            raise self.fail(f"section {self.section.name} has more than {LARGEST} bytes")

    def refer(
        self, kind: Kind, what: Sum, match: re.Match[str] | None, group: str, size: int = 0
    ) -> None:
        """Note that what is emitted next wants the value of *what*."""
        place = self.place(match, group)
        self.section.references.append(
            Reference(self.section.here, kind, self.seen(what), place, size)
        )

    def seen(self, what: Sum) -> Sum:
        """Return *what* with names that depend on the place made plain: ``.``, ``1b``, ``2f``."""
        if not what.plus and not what.minus:
            return what
        return what._replace(
            plus=tuple(self.named(name) for name in what.plus),
            minus=tuple(self.named(name) for name in what.minus),
        )

    def named(self, name: str) -> str:
        """Return a name that means the same everywhere."""
        if name == ".":
            name = f".here {self.section.name} {self.section.here}"
            self.symbols.setdefault(name, Symbol(name, self.section.name, self.section.here))
        elif name[0].isdigit():
            number = name[:-1]
            return f"{number} {self.locals.get(number, 0) + (name[-1] == 'f')}"
        return name

    def define(self, name: str, match: re.Match[str], group: str) -> None:
        """Put label *name* here."""
        if name.isdecimal():
            count = self.locals[name] = self.locals.get(name, 0) + 1
            name = f"{name} {count}"
        symbol = self.symbols.setdefault(name, Symbol(name))
        if symbol.section is not None:
            there = f"line {symbol.line}"
            raise self.fail(f"label {name} is there twice: see {there}", match, group)
        symbol.section, symbol.offset = self.section.name, self.section.here
        symbol.line = self.line

    def symbol(self, name: str) -> Symbol:
        """Return the symbol of this name, which may be defined later."""
        return self.symbols.setdefault(name, Symbol(name))

    def value(self, match: re.Match[str], group: str, bits: int = 32) -> int:
        """Return a number that fits in *bits*, signed or unsigned; the result is signed.

        Names in it are constants (``.set``) that were set before, or distances of labels.
        """
        text = match[group]
        made = self.sum(match, group)
        total = made.number
        plus, minus = list(made.plus), list(made.minus)
        while plus and minus and (distance := self.distance(plus[-1], minus[-1])) is not None:
            total += distance
            plus.pop()
            minus.pop()
        for names, sign in ((plus, 1), (minus, -1)):
            total += sum(sign * self.constant(name, match, group) for name in names)
        if not -(1 << (bits - 1)) <= total < 1 << bits:
            raise self.fail(f"{text.strip()} does not fit in {bits} bits", match, group)
        return total - (1 << bits) if total >> (bits - 1) > 0 else total

    def distance(self, end: str, start: str) -> int | None:
        """Return how far two labels of one section are apart; None if that is not known."""
        last, first = self.symbols.get(self.named(end)), self.symbols.get(self.named(start))
        if last is None or first is None or not last.section or last.section != first.section:
            return None
        return last.offset - first.offset

    def sum(self, match: re.Match[str], group: str) -> Sum:
        """Return the sum that a group is."""
        made = expressions.parse(match[group].strip())
        if made is None:
            raise self.fail(f"{match[group].strip()[:80]} is not a number", match, group)
        return made

    def constant(self, name: str, match: re.Match[str], group: str) -> int:
        """Return the value of a constant.

        Raises:
            AsmError: it is a label, a register, or not there.
        """
        symbol = self.symbols.get(name)
        if symbol is not None and symbol.section == "":
            return symbol.offset
        if re.fullmatch(r"[rw]\d+", name):
            hint = "one instruction has one operation: r1 = r2, then r1 += 4"
            raise self.fail(
                f"a number is needed here, and {name} is a register", match, group, hint
            )
        hint = f"the address of a label or map is: r1 = {name} ll; a constant: .set {name}, 5"
        raise self.fail(f"{name} is not a number", match, group, hint)

    def register(self, match: re.Match[str], group: str) -> int:
        """Return the number of a register that exists."""
        number = int(match[group].lstrip("rw"))
        if number > FRAME:
            raise self.fail(
                f"there is no register {match[group]}", match, group, "they are r0 to r10"
            )
        return number

    def offset(self, match: re.Match[str], group: str = "off") -> int:
        """Return a 16-bit offset; none is 0."""
        if not match[group]:
            return 0
        made = self.sum(match, group)
        value = self.value(match, group) if made.plus or made.minus else made.number
        if not -(1 << 15) <= value < 1 << 15:
            raise self.fail(f"offset {value} does not fit in 16 bits", match, group)
        return value
