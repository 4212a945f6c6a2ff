"""Assembly programs: a text with sections, data and maps to an ELF object with BTF.

What a C compiler would know is found out: a section with instructions holds programs (``.text``:
subprograms), a global label or one that is called is a function, labels of data are variables.
``.BTF.ext`` names the lines of the text itself, so refusals and dumps point there.
"""

from __future__ import annotations

import struct
from bisect import bisect_right

from beebox.errors import AsmError, CompileError, Location
from beebox.isa import asm
from beebox.isa.asm.declare import MAPS
from beebox.isa.asm.unit import TEXT, Kind, Section, Symbol, Unit
from beebox.isa.insn import SIZE
from beebox.isa.opcodes import CALL, CallKind
from beebox.lang.asm_btf import Function, Types
from beebox.obj import write as elf
from beebox.obj.elf import (
    SHT_NOBITS,
    SHT_PROGBITS,
    STB_GLOBAL,
    STB_WEAK,
    STT_FUNC,
    STT_OBJECT,
    STT_SECTION,
)
from beebox.obj.write import OutRelocation, OutSection, OutSymbol

_FLAGS = {"a": elf.SHF_ALLOC, "w": elf.SHF_WRITE, "x": elf.SHF_EXECINSTR, "M": 0x10, "S": 0x20}
_BINDS = {"global": STB_GLOBAL, "weak": STB_WEAK}
_VISIBILITIES = {"internal": 1, "hidden": 2, "protected": 3}
_TYPES = {"function": STT_FUNC, "object": STT_OBJECT}


def build(path: str) -> bytes:
    """Assemble the file at *path* to an ELF object for BPF.

    Raises:
        CompileError: it cannot be read, or holds no program.
        AsmError: what is wrong with it, and where.
    """
    text = read(path)
    unit = asm.unit(text, path)
    if not any(section.code and name != TEXT for name, section in unit.sections.items()):
        hint = 'begin it with the section of its hook: .section "tracepoint/syscalls/..."'
        raise CompileError("there is no program in it", Location(path), hint)
    return object_of(unit)


def read(path: str) -> str:
    """Return the text of a file; bytes that are no UTF-8 come back in strings as they are.

    Raises:
        CompileError: it cannot be read.
    """
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise CompileError(f"cannot read it: {error.strerror}", Location(path)) from None


def object_of(unit: Unit) -> bytes:
    """Return the object that a text which was read makes.

    Raises:
        AsmError: a function is where kernels take none.
    """
    return _Object(unit).build()


class _Object:
    """An object while it is put together."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.kept = [
            section for section in unit.sections.values() if section.here or section.name != TEXT
        ]
        self.numbers = {section.name: index for index, section in enumerate(self.kept)}
        self.labels: dict[str, list[Symbol]] = {}
        for symbol in unit.symbols.values():
            if symbol.section and " " not in symbol.name:
                self.labels.setdefault(symbol.section, []).append(symbol)
        self.wanted = self._wanted()
        self.functions = {s.name: self._functions(s) for s in self.kept if self._is_code(s)}
        self.room: dict[str, int] = {}
        """how many bytes each variable has, up to the next"""
        self.symbols: list[OutSymbol] = []
        self.index: dict[str, int] = {}

    def build(self) -> bytes:
        """Return the bytes."""
        extra = self._extra()
        for section in extra:
            self.numbers.setdefault(section.name, len(self.numbers))
        self._add_symbols()
        sections = [self._section(section) for section in self.kept]
        return elf.write(sections + extra, self.symbols)

    def _is_code(self, section: Section) -> bool:
        if section.flags is None:
            return section.code or section.name == TEXT
        if section.code and "x" not in section.flags:
            line = section.lines[0][1] if section.lines else 0
            raise self.unit.fail_at(
                f"section {section.name} has instructions and is not executable",
                (line, 0, 0),
                f'.section {section.name},"ax"',
            )
        return "x" in section.flags

    def _functions(self, section: Section) -> list[Function]:
        """Return the functions of a section of code by their places."""
        found: dict[int, Symbol] = {}
        labels: dict[int, Symbol] = {}
        if len(section.data) % SIZE:
            raise AsmError(
                f"section {section.name} has {len(section.data)} bytes, and instructions have 8",
                self.unit.source.location(self._line(section, section.here)),
            )
        for symbol in self.labels.get(section.name, ()):
            labels.setdefault(symbol.offset, symbol)
            if symbol.type == "function" or (symbol.bind and symbol.type != "object"):
                found[symbol.offset] = symbol
        for offset, called in self._called(section):
            if called not in found:
                self._refuse_inside(section, offset, labels.get(called))
                found[called] = labels.setdefault(
                    called, Symbol(f"func_{called // SIZE}", section.name, called)
                )
        if section.name != TEXT and section.here:
            self._name_program(section, found, labels)
        ends = [*sorted(found), section.here]
        return [
            _function(found[offset], end)
            for offset, end in zip(sorted(found), ends[1:], strict=True)
            if offset < section.here
        ]

    def _called(self, section: Section) -> list[tuple[int, int]]:
        """Return (place of the call, place called) of calls that stay in *section*."""
        elsewhere = {each.offset for each in section.relocations if each.kind is Kind.CALL}
        found = [
            (at, at + SIZE + SIZE * imm)
            for at, (code, regs, _, imm) in zip(
                range(0, len(section.data), SIZE),
                struct.iter_unpack("<BBhi", section.data),
                strict=True,
            )
            if code == CALL and regs >> 4 == CallKind.LOCAL and at not in elsewhere
        ]
        found += ((-1, to) for to in self.wanted.get(section.name, ()))
        return [(at, to) for at, to in found if 0 <= to < len(section.data)]

    def _wanted(self) -> dict[str, list[int]]:
        """Return the places in each section that relocations want a function at."""
        found: dict[str, list[int]] = {}
        for section in self.unit.sections.values():
            for row in section.relocations:
                symbol = self.unit.symbols.get(row.symbol)
                if symbol is None or not symbol.section:
                    continue
                if row.kind is Kind.CALL:
                    found.setdefault(symbol.section, []).append(symbol.offset + row.addend)
                elif row.kind is Kind.WIDE and symbol.section == TEXT:
                    found.setdefault(symbol.section, []).append(symbol.offset)
        return found

    def _refuse_inside(self, section: Section, at: int, label: Symbol | None) -> None:
        """Functions outside ``.text`` are programs; what is called there is none."""
        if section.name == TEXT:
            return
        name = label.name if label else "what is called"
        line = label.line if label else self._line(section, at)
        raise self.unit.fail_at(
            f"{name} is called, and stands in section {section.name} among programs",
            (line, 1, len(name)),
            "subprograms stand in section .text, where programs of every section call them",
        )

    def _line(self, section: Section, offset: int) -> int:
        rows = section.lines
        at = bisect_right(rows, offset, key=lambda row: row[0]) - 1
        return rows[at][1] if at >= 0 else 0

    def _name_program(
        self, section: Section, found: dict[int, Symbol], labels: dict[int, Symbol]
    ) -> None:
        """Make the label at the start of a section the program's name, if no other is."""
        if 0 not in found and 0 in labels:
            found[0] = labels[0]
        if 0 not in found:
            hint = "put a label before it, which names the program"
            raise self.unit.fail_at(
                f"section {section.name} begins without a name",
                (self._line(section, 0), 0, 0),
                hint,
            )
        if not found[0].bind and not any(symbol.bind for symbol in found.values()):
            found[0].bind = "global"

    def _extra(self) -> list[OutSection]:
        """Return what no directive fills: license, maps and types."""
        found = []
        if self.unit.license is not None:
            data = self.unit.license.encode() + b"\0"
            found.append(OutSection("license", data, elf.SHF_ALLOC | elf.SHF_WRITE))
        if self.unit.maps:
            if MAPS in self.unit.sections:
                raise AsmError(f"section {MAPS} is declared twice: by .section and by .map")
            data = bytes(self.unit.maps_end)
            found.append(OutSection(MAPS, data, elf.SHF_ALLOC | elf.SHF_WRITE, align=8))
        if ".BTF" in self.unit.sections:
            return found
        types = Types(self.unit)
        types.maps()
        for section in self.kept:
            types.data(section, self._variables(section))
        functions = [function for every in self.functions.values() for function in every]
        types.functions(functions)
        blob, ext = types.build(self.functions)
        if len(types):
            found.append(OutSection(".BTF", blob, align=4))
        if ext:
            found.append(OutSection(".BTF.ext", ext, align=4))
        return found

    def _variables(self, section: Section) -> list[Symbol]:
        """Return the labels of a section of data in the order of their places."""
        if section.name in self.functions:
            return []
        found = {
            symbol.offset: symbol
            for symbol in self.labels.get(section.name, ())
            if not _private(symbol.name)
        }
        rows = [found[offset] for offset in sorted(found)]
        ends = [row.offset for row in rows[1:]] + [section.here] * bool(rows)
        self.room |= {row.name: end - row.offset for row, end in zip(rows, ends, strict=True)}
        return rows

    def _add_symbols(self) -> None:
        for name, number in self.numbers.items():
            self.index[f" {name}"] = len(self.symbols)
            self.symbols.append(OutSymbol(name, number, type=STT_SECTION))
        whole = {f.symbol.name: f for every in self.functions.values() for f in every}
        for symbol in self.unit.symbols.values():
            if self._is_shown(symbol, whole):
                self._add_symbol(symbol, whole.get(symbol.name))
        for name, function in whole.items():
            if name not in self.index:
                self._add_symbol(function.symbol, function)
        if self.unit.license is not None and "_license" not in self.index:
            made = Symbol("_license", "license", 0, "object", "global")
            made.size = len(self.unit.license) + 1
            self._add_symbol(made, None)

    def _is_shown(self, symbol: Symbol, functions: dict[str, Function]) -> bool:
        if _private(symbol.name) or symbol.section == "":
            return False
        if symbol.section is None:
            return bool(symbol.bind)
        return symbol.name in functions or bool(symbol.bind) or symbol.section not in self.functions

    def _add_symbol(self, symbol: Symbol, function: Function | None) -> None:
        kind = STT_FUNC if function else _TYPES.get(symbol.type, 0)
        size = function.size if function else symbol.size or self.room.get(symbol.name, 0)
        if not function and symbol.name in self.room:
            kind = STT_OBJECT
        number = None if symbol.section is None else self.numbers[symbol.section]
        self.index[symbol.name] = len(self.symbols)
        self.symbols.append(
            OutSymbol(
                symbol.name,
                number,
                symbol.offset,
                size,
                kind,
                _BINDS.get(symbol.bind, 0),
                _VISIBILITIES.get(symbol.visibility, 0),
            )
        )

    def _section(self, section: Section) -> OutSection:
        code = section.name in self.functions
        letters = section.flags if section.flags is not None else _flags(section.name, code=code)
        flags = 0
        for letter in letters:
            flags |= _FLAGS.get(letter, 0)
        kind = SHT_NOBITS if section.nobits else SHT_PROGBITS
        relocations = tuple(
            self._relocation(section, index) for index in range(len(section.relocations))
        )
        align = max(section.align, 8 if code else 1)
        data = bytes(section.data)
        return OutSection(section.name, data, flags, kind, align, section.here, relocations)

    def _relocation(self, section: Section, index: int) -> OutRelocation:
        """Return a relocation; the place of a symbol that is not kept goes into the bytes."""
        row = section.relocations[index]
        number = self.index.get(row.symbol)
        if number is None:
            symbol = self.unit.symbols.get(row.symbol)
            name = symbol.section if symbol else row.symbol
            number = self.index[f" {name}"]
            if symbol is not None:
                _add(section, row.offset, row.kind, symbol.offset, row.size)
        kind = {Kind.CALL: elf.R_BPF_64_32, Kind.WIDE: elf.R_BPF_64_64}.get(row.kind, 0)
        if row.kind is Kind.DATA:
            kind = elf.R_BPF_64_ABS64 if row.size == 8 else elf.R_BPF_64_ABS32
            target = self.unit.symbols.get(row.symbol)
            if target and row.size == 4 and _private(target.name):
                # as LLVM: a place in code is where it is, whatever a loader moves
                kind = elf.R_BPF_64_NODYLD32 if target.section in self.functions else kind
        return OutRelocation(row.offset, kind, number)


def _private(name: str) -> bool:
    """Tell whether a label is not for the symbol table: ``.L...``, numeric ones."""
    return name.startswith(".L") or " " in name


def _function(symbol: Symbol, end: int) -> Function:
    size = end - symbol.offset if symbol.size is None else symbol.size
    return Function(symbol, min(size, end - symbol.offset) or end - symbol.offset)


def _flags(name: str, *, code: bool) -> str:
    """Return the flags of a section that says none."""
    if code:
        return "ax"
    if name.startswith((".debug", ".BTF", ".comment")):
        return ""
    return "a" if name.startswith(".rodata") else "aw"


def _add(section: Section, offset: int, kind: Kind, value: int, size: int) -> None:
    """Add the place of a symbol to what a relocation finds in the bytes."""
    if kind is Kind.CALL:
        offset, size, value = offset + 4, 4, value // SIZE
    elif kind is Kind.WIDE:
        offset, size = offset + 4, 4
    raw = int.from_bytes(section.data[offset : offset + size], "little") + value
    section.data[offset : offset + size] = (raw & (1 << 8 * size) - 1).to_bytes(size, "little")
