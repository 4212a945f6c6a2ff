"""ELF64 objects, as far as BPF needs them: sections, symbols, relocations.

After the System V gABI, chapter 4. Either byte order is read. The bytes may be hostile: whatever is
out of place is an `ElfError` that says what and where, and no size that the file claims is
believed before it is compared with the file's own.
"""

import struct
from typing import NamedTuple

from beebox.errors import ElfError

EM_BPF = 247
SHT_PROGBITS, SHT_SYMTAB, SHT_STRTAB, SHT_RELA, SHT_NOBITS, SHT_REL = 1, 2, 3, 4, 8, 9
SHF_EXECINSTR = 4
STT_OBJECT, STT_FUNC, STT_SECTION = 1, 2, 3
STB_LOCAL, STB_GLOBAL, STB_WEAK = 0, 1, 2
STV_INTERNAL, STV_HIDDEN = 1, 2
SHN_UNDEF, SHN_LORESERVE, SHN_XINDEX = 0, 0xFF00, 0xFFFF

_HEADER = "HHIQQQIHHHHHH"
_SECTION = "IIQQQQIIQQ"
_SYMBOL = "IBBHQQ"
_REL = "QQ"
HEADER_SIZE = 64
SECTION_SIZE = 64
LONGEST = 4096
"""how long a name may be"""


class Section(NamedTuple):
    """A section header, with its name looked up."""

    number: int
    name: str
    type: int
    flags: int
    offset: int
    size: int
    link: int
    info: int
    align: int
    entry: int = 0
    """the size of what it is a table of"""

    @property
    def executable(self) -> bool:
        """Whether it holds instructions."""
        return bool(self.flags & SHF_EXECINSTR) and self.type == SHT_PROGBITS


class Symbol(NamedTuple):
    """A symbol; *section* is 0 when it is not defined here. A section's own symbol has its name."""

    number: int
    name: str
    type: int
    bind: int
    visibility: int
    section: int
    value: int
    size: int


class Relocation(NamedTuple):
    """At byte *offset* of the section it is for, *symbol* is meant in the way *type* says."""

    offset: int
    type: int
    symbol: Symbol


class Elf:
    """An object file: its sections, its symbols, and the bytes behind them."""

    def __init__(self, data: bytes, order: str, sections: list[Section]) -> None:
        self.bytes = data
        self.order = order
        self.sections = sections
        self.symbols = _read_symbols(self)
        self._tables: dict[int, list[Section]] = {}
        for section in sections:
            if section.type in (SHT_REL, SHT_RELA):
                self._tables.setdefault(section.info, []).append(section)

    @property
    def little(self) -> bool:
        """Whether numbers in it are little-endian."""
        return self.order == "<"

    def section(self, name: str) -> Section | None:
        """Return the first section of this name."""
        return next((section for section in self.sections if section.name == name), None)

    def data(self, section: Section) -> bytes:
        """Return the bytes of *section*; none if it has only a size."""
        if section.type == SHT_NOBITS:
            return b""
        return self.bytes[section.offset : section.offset + section.size]

    def relocations(self, section: Section) -> list[Relocation]:
        """Return the relocations for *section* in the order of their offsets.

        Raises:
            ElfError: a symbol that is not there, or relocations with addends.
        """
        found: list[Relocation] = []
        for table in self._tables.get(section.number, ()):
            if table.type == SHT_RELA:
                raise ElfError(f"section {table.name}: BPF has no relocations with addends")
            for offset, info in _records(self, table, _REL):
                if info >> 32 >= len(self.symbols):
                    raise ElfError(f"section {table.name}: there is no symbol {info >> 32}")
                found.append(Relocation(offset, info & 0xFFFFFFFF, self.symbols[info >> 32]))
        return sorted(found, key=lambda relocation: relocation.offset)


def read(data: bytes) -> Elf:
    """Read an ELF64 object for BPF.

    Raises:
        ElfError: it is something else, or damaged.
    """
    order = _byte_order(data)
    kind, machine, _, _, _, shoff, _, _, _, _, shentsize, shnum, shstrndx = struct.unpack_from(
        order + _HEADER, data, 16
    )
    if machine != EM_BPF:
        raise ElfError(f"this is an ELF file for machine {machine}, not for BPF ({EM_BPF})")
    if kind != 1:
        raise ElfError(f"this is an ELF file of type {kind}, not a relocatable object (1)")
    if shoff and shentsize != SECTION_SIZE:
        raise ElfError(f"section headers of {shentsize} bytes, expected {SECTION_SIZE}")
    return Elf(data, order, _read_sections(data, order, shoff, shnum, shstrndx))


def contents(data: bytes, name: str) -> bytes | None:
    """Return the bytes of section *name* of any ELF64 file (a module, vmlinux), None if none.

    Raises:
        ElfError: it is something else, or damaged.
    """
    order = _byte_order(data)
    shoff, shnum, shstrndx = struct.unpack_from(f"{order}40xQ12xHH", data)
    for section in _read_sections(data, order, shoff, shnum, shstrndx):
        if section.name == name and section.type not in (0, SHT_NOBITS):
            return data[section.offset : section.offset + section.size]
    return None


def _byte_order(data: bytes) -> str:
    if data[:4] != b"\x7fELF":
        raise ElfError("this is not an ELF file")
    if len(data) < HEADER_SIZE:
        raise ElfError(f"this ELF file is cut off: {len(data)} bytes, its header alone has 64")
    if data[4] != 2:
        raise ElfError("this is a 32-bit ELF file; BPF objects are 64-bit")
    if data[5] not in (1, 2):
        raise ElfError(f"ELF byte order {data[5]} is not known")
    return "<" if data[5] == 1 else ">"


def _read_sections(data: bytes, order: str, shoff: int, shnum: int, shstrndx: int) -> list[Section]:
    if not shoff:
        raise ElfError("this object has no sections")
    layout = struct.Struct(order + _SECTION)
    if shoff + SECTION_SIZE > len(data):
        raise ElfError(f"the section headers at {shoff} lie beyond the file's {len(data)} bytes")
    first = layout.unpack_from(data, shoff)
    shnum = shnum or first[5]
    if shoff + shnum * SECTION_SIZE > len(data):
        raise ElfError(f"{shnum} section headers at {shoff} go beyond the file's {len(data)} bytes")
    raw = [layout.unpack_from(data, shoff + n * SECTION_SIZE) for n in range(shnum)]
    shstrndx = first[6] if shstrndx == SHN_XINDEX else shstrndx
    names = _names(data, raw, shstrndx)
    sections = []
    for index, (name, kind, flags, _, offset, size, link, info, align, entry) in enumerate(raw):
        text = _string(names, name, f"section {index}")
        if kind not in (0, SHT_NOBITS) and offset + size > len(data):
            raise ElfError(
                f"section {text}: {size} bytes at {offset} go beyond the file's {len(data)} bytes"
            )
        sections.append(Section(index, text, kind, flags, offset, size, link, info, align, entry))
    _refuse_overlap(sections)
    return sections


def _names(data: bytes, raw: list[tuple[int, ...]], index: int) -> bytes:
    if not 0 < index < len(raw):
        raise ElfError(f"section {index}, which should hold the names of sections, is not there")
    offset, size = raw[index][4], raw[index][5]
    if offset + size > len(data):
        raise ElfError("the names of sections lie beyond the end of the file")
    return data[offset : offset + size]


def _refuse_overlap(sections: list[Section]) -> None:
    """Two sections that share bytes are a trap, never a compiler's output."""
    end, before = 0, ""
    stored = (s for s in sections if s.size and s.type not in (0, SHT_NOBITS))
    for section in sorted(stored, key=lambda section: section.offset):
        if section.offset < end:
            raise ElfError(f"sections {before} and {section.name} overlap at {section.offset}")
        end, before = section.offset + section.size, section.name


def _string(table: bytes, offset: int, whose: str) -> str:
    end = table.find(b"\0", offset, offset + LONGEST)
    if offset >= len(table) or end < 0:
        raise ElfError(
            f"{whose}: its name, at {offset}, is outside the {len(table)} bytes of names"
        )
    return table[offset:end].decode(errors="replace")


def _records(elf: Elf, section: Section, layout: str) -> list[tuple[int, ...]]:
    size = struct.calcsize(elf.order + layout)
    if section.size % size:
        raise ElfError(
            f"section {section.name}: {section.size} bytes are no whole number of {size}"
        )
    return list(struct.iter_unpack(elf.order + layout, elf.data(section)))


def _read_symbols(elf: Elf) -> list[Symbol]:
    table = next((section for section in elf.sections if section.type == SHT_SYMTAB), None)
    if table is None:
        return []
    if table.link >= len(elf.sections):
        raise ElfError(f"section {table.name}: there is no section {table.link} with its names")
    names = elf.data(elf.sections[table.link])
    symbols = []
    for index, (name, info, other, shndx, value, size) in enumerate(_records(elf, table, _SYMBOL)):
        if len(elf.sections) <= shndx < SHN_LORESERVE:
            raise ElfError(f"symbol {index}: there is no section {shndx}")
        text = _string(names, name, f"symbol {index}")
        if info & 15 == STT_SECTION and shndx < len(elf.sections):
            text = text or elf.sections[shndx].name
        symbols.append(Symbol(index, text, info & 15, info >> 4, other & 3, shndx, value, size))
    return symbols
