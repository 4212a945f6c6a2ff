"""ELF64 relocatable objects for BPF, little-endian: sections, symbols, relocations to bytes.

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


def write(sections: Sequence[OutSection], symbols: Sequence[OutSymbol]) -> bytes:
    """Return the object. Relocations and symbols name each other by index in these lists."""
    strings = _Strings()
    order = sorted(range(len(symbols)), key=lambda index: symbols[index].bind != STB_LOCAL)
    new = {old: place for place, old in enumerate(order, 1)}
    local = sum(symbol.bind == STB_LOCAL for symbol in symbols)
    table = bytes(_SYMBOL_SIZE) + b"".join(_symbol(symbols[old], strings) for old in order)
    strtab = len(sections) + sum(bool(section.relocations) for section in sections) + 2
    headers = [bytes(SECTION_SIZE)]
    body = bytearray(HEADER_SIZE)
    headers += [_place(body, section, strings) for section in sections]
    for index, section in enumerate(sections, 1):
        if section.relocations:
            raw = b"".join(
                struct.pack("<QQ", r.offset, new[r.symbol] << 32 | r.type)
                for r in sorted(section.relocations)
            )
            name = f".rel{section.name}"
            made = OutSection(name, raw, SHF_INFO_LINK, SHT_REL, 8, entry=_REL_SIZE)
            headers.append(_place(body, made, strings, (strtab - 1, index)))
    symtab = OutSection(".symtab", table, 0, SHT_SYMTAB, 8, entry=_SYMBOL_SIZE)
    headers.append(_place(body, symtab, strings, (strtab, local + 1)))
    strings.add(".strtab")
    names = OutSection(".strtab", bytes(strings.data), 0, SHT_STRTAB)
    headers.append(_place(body, names, strings))
    start = align_up(len(body), 8)
    body += bytes(start - len(body)) + b"".join(headers)
    body[:HEADER_SIZE] = _header(start, len(headers), strtab)
    return bytes(body)


def _symbol(symbol: OutSymbol, strings: _Strings) -> bytes:
    name = 0 if symbol.type == STT_SECTION else strings.add(symbol.name)
    info = symbol.bind << 4 | symbol.type
    section = 0 if symbol.section is None else symbol.section + 1
    return struct.pack("<IBBHQQ", name, info, symbol.visibility, section, symbol.value, symbol.size)


def _place(
    body: bytearray,
    section: OutSection,
    strings: _Strings,
    links: tuple[int, int] = (0, 0),
) -> bytes:
    """Append the section's bytes to *body*; return its header."""
    body += bytes(align_up(len(body), section.align) - len(body))
    offset = len(body)
    size = section.size if section.type == SHT_NOBITS else len(section.data)
    body += section.data
    link, info = links
    name = strings.add(section.name)
    fields = (
        name,
        section.type,
        section.flags,
        0,
        offset,
        size,
        link,
        info,
        section.align,
        section.entry,
    )
    return struct.pack("<IIQQQQIIQQ", *fields)


def _header(sections_at: int, count: int, names: int) -> bytes:
    ident = b"\x7fELF" + bytes((2, 1, 1)) + bytes(9)
    fields = (1, EM_BPF, 1, 0, 0, sections_at, 0, HEADER_SIZE, 0, 0, SECTION_SIZE, count, names)
    return ident + struct.pack("<HHIQQQIHHHHHH", *fields)
