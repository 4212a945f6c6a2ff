"""The code of an object as it stands in its sections: not linked, its references by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from beebox.btf import ext as btf_ext
from beebox.btf import read as btf_read
from beebox.btf.ext import Ext
from beebox.btf.types import Btf
from beebox.errors import NotSupported
from beebox.isa.asm.write import Ref
from beebox.isa.insn import SIZE, Insn
from beebox.isa.opcodes import CALL, LDDW
from beebox.obj.elf import STB_LOCAL, STT_FUNC, STT_SECTION, Elf, Relocation, Section
from beebox.obj.link import R_64_32, R_64_64, instructions
from beebox.obj.spec import LineInfo


class Function(NamedTuple):
    """A function: instructions *start* to *end* (not included) of its section."""

    name: str
    start: int
    end: int
    is_global: bool
    type_id: int = 0


class Code(NamedTuple):
    """A section of instructions; *refs* and *lines* by instruction."""

    section: str
    insns: tuple[Insn, ...]
    functions: tuple[Function, ...]
    refs: Mapping[int, Ref]
    lines: Mapping[int, LineInfo]

    def part(self, function: Function) -> Code:
        """Return the code of one function alone; what it calls outside keeps its name."""
        start, end = function.start, function.end
        refs = {at - start: ref for at, ref in self.refs.items() if start <= at < end}
        for index in range(start, min(end, len(self.insns))):
            insn = self.insns[index]
            if insn.code == CALL and insn.src == 1 and index not in self.refs:
                to = index + 1 + insn.imm
                name = next((f.name for f in self.functions if f.start == to), "")
                if name and not start <= to < end:
                    refs[index - start] = Ref(name, 0, "code")
        return Code(
            self.section,
            self.insns[start:end],
            (function._replace(start=0, end=end - start),),
            refs,
            {at - start: line for at, line in self.lines.items() if start <= at < end},
        )


def read(elf: Elf) -> tuple[list[Code], Btf | None]:
    """Return the sections of code of *elf*, and its types.

    Raises:
        ElfError: a section is no whole number of instructions, or is damaged.
        BtfError: the type information is damaged.
    """
    section = elf.section(".BTF")
    btf = btf_read.read(elf.data(section)) if section else None
    table = elf.section(".BTF.ext")
    ext = btf_ext.read(elf.data(table), btf) if table and btf else Ext({}, {}, {})
    names: dict[tuple[int, int], str] = {}
    for symbol in sorted(elf.symbols, key=lambda s: (s.type != STT_FUNC, s.bind == STB_LOCAL)):
        if symbol.name and symbol.type != STT_SECTION and symbol.section:
            names.setdefault((symbol.section, symbol.value), symbol.name)
    return [_code(elf, each, btf, ext, names) for each in elf.sections if _holds_code(each)], btf


def _holds_code(section: Section) -> bool:
    return section.executable and bool(section.size)


def _code(
    elf: Elf,
    section: Section,
    btf: Btf | None,
    ext: Ext,
    names: Mapping[tuple[int, int], str],
) -> Code:
    insns = instructions(elf, section)
    types = {row.offset: row.type_id for row in ext.funcs.get(section.name, ())}
    found: dict[int, Function] = {}
    for symbol in elf.symbols:
        start, odd = divmod(symbol.value, SIZE)
        if symbol.section != section.number or symbol.type != STT_FUNC or odd:
            continue
        end = min(start + (symbol.size // SIZE or len(insns)), len(insns))
        made = Function(
            symbol.name, start, end, symbol.bind != STB_LOCAL, types.get(symbol.value, 0)
        )
        if start < len(insns):
            found.setdefault(start, made)
    refs = {}
    for relocation in elf.relocations(section):
        index, odd = divmod(relocation.offset, SIZE)
        if not odd and index < len(insns):
            ref = _ref(elf, relocation, insns[index], names)
            if ref is not None:
                refs[index] = ref
    lines = {}
    for row in ext.lines.get(section.name, ()):
        if btf is not None:
            place = btf.string(row.file_off), row.line, row.column, btf.string(row.line_off)
            lines[row.offset // SIZE] = LineInfo(row.offset // SIZE, *place)
    functions = tuple(found[start] for start in sorted(found))
    return Code(section.name, insns, functions, refs, lines)


def _ref(
    elf: Elf, relocation: Relocation, insn: Insn, names: Mapping[tuple[int, int], str]
) -> Ref | None:
    """Return what a relocation says by name; a section's own symbol is made a label's."""
    symbol = relocation.symbol
    if insn.code == CALL and relocation.type == R_64_32:
        added, kind = (insn.imm + 1) * SIZE, "code"
    elif insn.code == LDDW and relocation.type == R_64_64:
        added = insn.imm
        target = elf.sections[symbol.section] if symbol.section < len(elf.sections) else None
        kind = "code" if target and target.executable else ""
        if target and target.name == ".maps":
            kind = "map"
    else:
        return None
    exact = names.get((symbol.section, symbol.value + added))
    if symbol.type == STT_SECTION and exact:
        return Ref(exact, 0, kind)
    return Ref(symbol.name, added, kind)


def choose(codes: Sequence[Code], section: str = "", program: str = "") -> list[Code]:
    """Return the sections of that name, or the function of that name alone.

    Raises:
        NotSupported: there is none.
    """
    if section:
        found = [code for code in codes if code.section == section]
        if not found:
            known = ", ".join(code.section for code in codes) or "none"
            raise NotSupported(f"there is no code in a section {section!r}", f"there is: {known}")
        codes = found
    if not program:
        return list(codes)
    for code in codes:
        for function in code.functions:
            if function.name == program:
                return [code.part(function)]
    known = ", ".join(sorted(f.name for code in codes for f in code.functions)) or "none"
    raise NotSupported(f"there is no function {program!r}", f"there is: {known}")
