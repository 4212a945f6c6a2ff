"""Programs out of sections: functions cut apart, subprograms appended, references resolved.

libbpf's conventions. A global function in a section other than ``.text`` is a program; those in
``.text`` are subprograms. Each program gets its own copy of every subprogram it reaches,
appended in the order of their first use, depth first, and calls become BPF_PSEUDO_CALL distances.
"""

import struct
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from beebox.btf.ext import Core, Ext, Func, Line
from beebox.btf.types import Btf, DeclTag
from beebox.errors import ElfError, RelocationError
from beebox.isa.insn import SIZE, Insn, decode
from beebox.isa.opcodes import CALL, LDDW, CallKind, Pseudo
from beebox.obj.elf import STB_LOCAL, STT_FUNC, STT_SECTION, Elf, Relocation, Section, Symbol
from beebox.obj.externs import Extern
from beebox.obj.spec import CoreInfo, ExternRef, FuncInfo, LineInfo, MapRef, ProgramSpec, RefKind
from beebox.spec import sections

TEXT = ".text"
R_64_64 = 1
"""R_BPF_64_64: the immediate of an ``lddw``"""
R_64_32 = 10
"""R_BPF_64_32: the immediate of a call"""
_NO_OPERATIONS: Mapping[tuple[int, int], tuple[str, str]] = {}
_EXCEPTION = "exception_callback:"
_Row = TypeVar("_Row", Func, Line, Core)
_LONGEST = 1 << 24
"""how many instructions all programs together may have; the kernel allows a million for each"""
_DEEPEST = 128
"""how deep subprograms may call each other here; the kernel allows 8 frames"""


class Function(NamedTuple):
    """A function: instructions *start* to *end* (not included) of *section*."""

    name: str
    section: Section
    start: int
    end: int
    local: bool


class Externs(NamedTuple):
    """What the programs want of the kernel."""

    symbols: Mapping[str, Extern]
    config: Mapping[str, int]
    """offsets in the map of settings"""
    config_map: str


class Linker:
    """What all programs of an object share while they are put together.

    *maps* are the declared maps by section and offset, *data* those of data by section.
    """

    def __init__(
        self,
        elf: Elf,
        btf: Btf | None,
        ext: Ext,
        maps: Mapping[tuple[int, int], str],
        data: Mapping[int, str],
        externs: Externs,
    ) -> None:
        self.externs = externs
        self.elf = elf
        self.btf = btf
        self.ext = ext
        self.maps = maps
        self.data = data
        self.code: dict[int, tuple[Insn, ...]] = {}
        self.relocations: dict[int, dict[int, Relocation]] = {}
        self.functions: dict[tuple[int, int], Function] = {}
        self.total = 0
        for section in elf.sections:
            if section.executable and section.size:
                self._add_section(section)
        for symbol in elf.symbols:
            if symbol.section in self.code and symbol.type == STT_FUNC:
                section = elf.sections[symbol.section]
                function = _function(symbol, section, len(self.code[section.number]))
                self.functions.setdefault((section.number, function.start), function)

    def _add_section(self, section: Section) -> None:
        code = instructions(self.elf, section)
        self.code[section.number] = code
        found = self.relocations[section.number] = {}
        for relocation in self.elf.relocations(section):
            index, odd = divmod(relocation.offset, SIZE)
            if odd or index >= len(code):
                at = relocation.offset
                raise ElfError(f"section {section.name}: relocation at {at} meets no instruction")
            found[index] = relocation

    def programs(
        self, operations: Mapping[tuple[int, int], tuple[str, str]] = _NO_OPERATIONS
    ) -> list[ProgramSpec]:
        """Return the programs in the order of their sections and places.

        *operations* says which member of a struct a function is, by its section and place.

        Raises:
            ElfError: a section's name says nothing known about its programs.
            RelocationError: a reference that cannot be resolved.
        """
        entries = [f for _, f in sorted(self.functions.items()) if f.section.name != TEXT]
        for function in entries:
            if function.local:
                raise ElfError(
                    f"function {function.name} in section {function.section.name} is static; "
                    "a program is not, and a subprogram has no SEC()"
                )
        return [
            _link(self, each, operations.get((each.section.number, each.start * SIZE), ("", "")))
            for each in entries
        ]

    @cached_property
    def tags(self) -> list[DeclTag]:
        """All tags of declarations."""
        btf = self.btf
        made = (btf.type(each) for each in btf.ids() if btf.kind(each) == "decl_tag") if btf else ()
        return [each for each in made if isinstance(each, DeclTag)]

    def named(self, whose: Function, name: str) -> Function:
        """Return the subprogram called *name*, which *whose* asks for."""
        for function in self.functions.values():
            if function.name == name and function.section.name == TEXT:
                return function
        raise fault(whose, whose.start, f"there is no function {name} in section {TEXT}")

    def target(self, whose: Function, index: int, distance: int) -> Function:
        """Return the function that a call or a function's address at *index* means."""
        relocation = self.relocations[whose.section.number].get(index)
        if relocation is None:
            section, start = whose.section.number, index + 1 + distance
        else:
            section = relocation.symbol.section
            start = relocation.symbol.value // SIZE + distance + 1
        found = self.functions.get((section, start))
        if found is None:
            to = relocation.symbol.name if relocation else f"instruction {start}"
            raise fault(whose, index, f"there is no function at {to}")
        return found


def fault(function: Function, index: int, message: str) -> RelocationError:
    """Return an error that names section, function and instruction."""
    where = (
        f"{function.name} (section {function.section.name}), instruction {index - function.start}"
    )
    return RelocationError(f"{where}: {message}")


def instructions(elf: Elf, section: Section) -> tuple[Insn, ...]:
    """Return the instructions of *section*.

    Raises:
        ElfError: it is no whole number of them.
    """
    data = elf.data(section)
    if len(data) % SIZE:
        raise ElfError(
            f"section {section.name}: {len(data)} bytes are not a whole number of instructions"
        )
    if elf.little:
        return decode(data)
    return tuple(
        Insn(code, regs >> 4, regs & 15, off, imm)
        for code, regs, off, imm in struct.iter_unpack(">BBhi", data)
    )


def _function(symbol: Symbol, section: Section, length: int) -> Function:
    start, odd = divmod(symbol.value, SIZE)
    count, rest = divmod(symbol.size, SIZE)
    if odd or rest or not count or start + count > length:
        raise ElfError(
            f"function {symbol.name}: bytes {symbol.value} to {symbol.value + symbol.size} are not "
            f"instructions of section {section.name}, which has {length * SIZE} bytes"
        )
    return Function(symbol.name, section, start, start + count, symbol.bind == STB_LOCAL)


class _Program:
    """One program while it is put together."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.insns: list[Insn] = []
        self.places: dict[Function, int] = {}
        self.refs: list[MapRef] = []
        self.funcs: list[FuncInfo] = []
        self.lines: list[LineInfo] = []
        self.cores: list[CoreInfo] = []
        self.externs: list[ExternRef] = []

    def add(self, function: Function, depth: int = 0) -> int:
        """Append *function* and all it calls, unless it is there; return where it starts."""
        if function in self.places:
            return self.places[function]
        if depth > _DEEPEST:
            raise RelocationError(f"{function.name}: subprograms call each other too deeply")
        base = self.places[function] = len(self.insns)
        self.linker.total += function.end - function.start
        if self.linker.total > _LONGEST:
            raise RelocationError(f"{function.name}: the object's programs are too long")
        self.insns += self.linker.code[function.section.number][function.start : function.end]
        self._describe(function, base)
        relocations = self.linker.relocations[function.section.number]
        for index in range(function.start, function.end):
            insn = self.insns[base + index - function.start]
            if insn.code == CALL and insn.src == CallKind.LOCAL:
                self._call(function, index, base + index - function.start, depth)
            elif index in relocations:
                relocation = relocations[index]
                self._resolve(function, index, base + index - function.start, relocation, depth)
        return base

    def _call(self, function: Function, index: int, at: int, depth: int) -> None:
        relocation = self.linker.relocations[function.section.number].get(index)
        if relocation and relocation.type != R_64_32:
            raise fault(function, index, f"relocation type {relocation.type} is not for a call")
        insn = self.insns[at]
        if relocation and not relocation.symbol.section:
            found = self._extern(function, index, at, relocation.symbol)
            self.insns[at] = replace(insn, src=CallKind.KFUNC, off=0, imm=0)
            self.externs.append(found)
            return
        to = self.add(self.linker.target(function, index, insn.imm), depth + 1)
        self.insns[at] = replace(insn, imm=to - at - 1)

    def _resolve(
        self, function: Function, index: int, at: int, relocation: Relocation, depth: int
    ) -> None:
        """Resolve what the ``lddw`` at *at* refers to."""
        insn, symbol = self.insns[at], relocation.symbol
        linker = self.linker
        if relocation.type != R_64_64 or insn.code != LDDW or index + 1 >= function.end:
            what = f"relocation type {relocation.type} on opcode {insn.code:02x} is not known"
            raise fault(function, index, what)
        if not symbol.section:
            self._kernel_address(function, index, at, symbol)
        elif symbol.section in linker.code:
            to = self.add(linker.target(function, index, insn.imm // SIZE - 1), depth + 1)
            self.insns[at] = replace(insn, src=Pseudo.FUNC, imm=to - at - 1)
        elif symbol.section in linker.data:
            offset = (symbol.value + insn.imm) & 0xFFFFFFFF
            self.refs.append(MapRef(at, linker.data[symbol.section], RefKind.VALUE, offset))
            self.insns[at] = replace(insn, src=Pseudo.MAP_VALUE, imm=0)
        else:
            self.refs.append(MapRef(at, self._map(function, index, symbol, insn), RefKind.MAP))
            self.insns[at] = replace(insn, src=Pseudo.MAP_FD, imm=0)

    def _kernel_address(self, function: Function, index: int, at: int, symbol: Symbol) -> None:
        """Have the ``lddw`` at *at* hold a setting's place, or what the kernel knows of a name."""
        config = self.linker.externs
        insn = self.insns[at]
        if symbol.name in config.config:
            offset = config.config[symbol.name] + insn.imm & 0xFFFFFFFF
            self.refs.append(MapRef(at, config.config_map, RefKind.VALUE, offset))
            self.insns[at] = replace(insn, src=Pseudo.MAP_VALUE, imm=0)
            return
        self.externs.append(self._extern(function, index, at, symbol))

    def _extern(self, function: Function, index: int, at: int, symbol: Symbol) -> ExternRef:
        found = self.linker.externs.symbols.get(symbol.name)
        if found is None:
            raise fault(function, index, _undefined(self.linker, symbol))
        return ExternRef(at, *found)

    def _map(self, function: Function, index: int, symbol: Symbol, insn: Insn) -> str:
        offset = symbol.value + (insn.imm if symbol.type == STT_SECTION else 0)
        found = self.linker.maps.get((symbol.section, offset))
        if found is None:
            sections_ = self.linker.elf.sections
            name = sections_[symbol.section].name if symbol.section < len(sections_) else "?"
            what = f"{symbol.name} is at {offset} of section {name}, where there is no map"
            raise fault(function, index, what)
        return found

    def _describe(self, function: Function, base: int) -> None:
        """Take over what ``.BTF.ext`` says about the instructions of *function*."""
        ext, btf, name = self.linker.ext, self.linker.btf, function.section.name
        if btf is None:
            return
        shift = base - function.start
        for func in _within(ext.funcs.get(name, ()), function):
            self.funcs.append(FuncInfo(func.offset // SIZE + shift, func.type_id))
        for line in _within(ext.lines.get(name, ()), function):
            offset, file_off, line_off, number, column = line
            file, text = btf.string(file_off), btf.string(line_off)
            at = offset // SIZE + shift
            self.lines.append(LineInfo(at, file, number, column, text, file_off, line_off))
        for core in _within(ext.cores.get(name, ()), function):
            at = core.offset // SIZE + shift
            self.cores.append(CoreInfo(at, core.type_id, core.access, core.kind))


def _within(records: Sequence[_Row], function: Function) -> Sequence[_Row]:
    """Return those of *records*, which are sorted by offset, that are about *function*."""
    first = bisect_left(records, function.start * SIZE, key=lambda record: record.offset)
    last = bisect_left(records, function.end * SIZE, key=lambda record: record.offset)
    return records[first:last]


def _undefined(linker: Linker, symbol: Symbol) -> str:
    if linker.btf is None:
        return f"{symbol.name} is not defined in the object, and without .BTF not described; use -g"
    return (
        f"{symbol.name} is not defined in the object; what is of the kernel is declared"
        " with __ksym or __kconfig"
    )


def _tagged(linker: Linker, function: Function) -> list[str]:
    """Return the callbacks that only a tag names: who catches the program's exceptions."""
    btf = linker.btf
    type_id = btf.find(function.name, "func") if btf is not None else None
    if btf is None or type_id is None:
        return []
    return [
        made.name.removeprefix(_EXCEPTION)
        for made in linker.tags
        if made.type == type_id and made.component < 0 and made.name.startswith(_EXCEPTION)
    ]


def _link(linker: Linker, function: Function, operation: tuple[str, str]) -> ProgramSpec:
    row = sections.lookup(function.section.name)
    program = _Program(linker)
    program.add(function)
    for name in _tagged(linker, function):
        program.add(linker.named(function, name))
    return ProgramSpec(
        function.name,
        function.section.name,
        row.type,
        tuple(program.insns),
        row.known_attach_type,
        row.rest,
        row.flags,
        tuple(sorted(program.refs, key=lambda ref: ref.insn)),
        tuple(program.funcs),
        tuple(program.lines),
        tuple(program.cores),
        row.optional,
        externs=tuple(program.externs),
        operation=operation,
        attach_btf=row.attach_btf,
    )
