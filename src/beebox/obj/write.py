"""ELF64 relocatable objects for BPF: sections, symbols, relocations to bytes.

After the System V gABI, chapter 4, and LLVM's layout of such files: ``.strtab`` holds all names,
local symbols come before others, each section with relocations has a ``.rel`` section, whose
addends stand in the section itself.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from beebox.bits import align_up
from beebox.obj.elf import (
    EM_BPF,
    HEADER_SIZE,
    SECTION_SIZE,
    SHT_NOBITS,
    SHT_PROGBITS,
    SHT_REL,
    SHT_STRTAB,
    SHT_SYMTAB,
    STB_LOCAL,
    STT_SECTION,
)

SHF_WRITE, SHF_ALLOC, SHF_EXECINSTR, SHF_INFO_LINK = 1, 2, 4, 0x40
R_BPF_64_64, R_BPF_64_ABS64, R_BPF_64_ABS32, R_BPF_64_NODYLD32, R_BPF_64_32 = 1, 2, 3, 4, 10
"""relocations: of an ``lddw``, of 8 and 4 bytes of data, of ``.BTF.ext``, of a call"""
_SYMBOL_SIZE, _REL_SIZE = 24, 16


class OutRelocation(NamedTuple):
    """At byte *offset* of its section, symbol *symbol* (an index of the list) in way *type*."""

    offset: int
    type: int
    symbol: int


class OutSection(NamedTuple):
    """A section to write. *size* counts only where *type* is SHT_NOBITS."""

    name: str
    data: bytes = b""
    flags: int = 0
    type: int = SHT_PROGBITS
    align: int = 1
    size: int = 0
    relocations: tuple[OutRelocation, ...] = ()
    entry: int = 0


class OutSymbol(NamedTuple):
    """A symbol to write; *section* is an index of the list of sections, None if undefined."""

    name: str
    section: int | None
    value: int = 0
    size: int = 0
    type: int = 0
    bind: int = STB_LOCAL
    visibility: int = 0


class _Strings:
    """A string table while it grows."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0")
        self._offsets = {"": 0}

    def add(self, text: str) -> int:
        """Return where *text* is."""
        if text not in self._offsets:
            self._offsets[text] = len(self.data)
            self.data += text.encode(errors="surrogateescape") + b"\0"
        return self._offsets[text]


def write(
    sections: Sequence[OutSection], symbols: Sequence[OutSymbol], *, little: bool = True
) -> bytes:
    """Return the object. Relocations and symbols name each other by index in these lists."""
    order = sorted(range(len(symbols)), key=lambda index: symbols[index].bind != STB_LOCAL)
    new = {old: place for place, old in enumerate(order, 1)}
    local = sum(symbol.bind == STB_LOCAL for symbol in symbols)
    strtab = len(sections) + sum(bool(section.relocations) for section in sections) + 2
    file = _File("<" if little else ">")
    table = bytes(_SYMBOL_SIZE) + b"".join(file.symbol(symbols[old]) for old in order)
    for section in sections:
        file.place(section)
    for index, section in enumerate(sections, 1):
        if section.relocations:
            raw = b"".join(
                file.packed("QQ", r.offset, new[r.symbol] << 32 | r.type)
                for r in sorted(section.relocations)
            )
            name = f".rel{section.name}"
            made = OutSection(name, raw, SHF_INFO_LINK, SHT_REL, 8, entry=_REL_SIZE)
            file.place(made, (strtab - 1, index))
    symtab = OutSection(".symtab", table, 0, SHT_SYMTAB, 8, entry=_SYMBOL_SIZE)
    file.place(symtab, (strtab, local + 1))
    file.strings.add(".strtab")
    file.place(OutSection(".strtab", bytes(file.strings.data), 0, SHT_STRTAB))
    return file.finished(strtab)


class _File:
    """The file while it grows; *order* is the byte order of all its numbers."""

    def __init__(self, order: str) -> None:
        self.strings = _Strings()
        self._order = order
        self._body = bytearray(HEADER_SIZE)
        self._headers = [bytes(SECTION_SIZE)]

    def packed(self, form: str, *values: int) -> bytes:
        """Return numbers as bytes."""
        return struct.pack(f"{self._order}{form}", *values)

    def symbol(self, symbol: OutSymbol) -> bytes:
        """Return a symbol's row of the table."""
        name = 0 if symbol.type == STT_SECTION else self.strings.add(symbol.name)
        info = symbol.bind << 4 | symbol.type
        section = 0 if symbol.section is None else symbol.section + 1
        fields = (name, info, symbol.visibility, section, symbol.value, symbol.size)
        return self.packed("IBBHQQ", *fields)

    def place(self, section: OutSection, links: tuple[int, int] = (0, 0)) -> None:
        """Append a section's bytes, and its header."""
        body = self._body
        body += bytes(align_up(len(body), section.align) - len(body))
        size = section.size if section.type == SHT_NOBITS else len(section.data)
        name = self.strings.add(section.name)
        fields = (name, section.type, section.flags, 0, len(body), size)
        more = (*links, section.align, section.entry)
        self._headers.append(self.packed("IIQQQQIIQQ", *fields, *more))
        body += section.data

    def finished(self, names: int) -> bytes:
        """Return the whole file; section *names* holds all names."""
        start = align_up(len(self._body), 8)
        ident = b"\x7fELF" + bytes((2, "<>".index(self._order) + 1, 1)) + bytes(9)
        fields = (1, EM_BPF, 1, 0, 0, start, 0, HEADER_SIZE, 0, 0, SECTION_SIZE)
        counts = (len(self._headers), names)
        self._body[:HEADER_SIZE] = ident + self.packed("HHIQQQIHHHHHH", *fields, *counts)
        return bytes(self._body) + bytes(start - len(self._body)) + b"".join(self._headers)
