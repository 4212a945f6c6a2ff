"""A loader of relocatable x86-64 objects, as LLVM emits them.

It maps the sections of one ELF64 ``ET_REL`` file into memory, binds its undefined symbols to
given addresses and applies its relocations; so code that was compiled once runs again without
LLVM. Code of the large model has its addresses in it; position-independent code of the small one
finds those that are far in a table beside it (GOT), and calls them by jumps through that (PLT).
Formats after the System V gABI (chapter 4, object files) and the x86-64 psABI
(section 4.4, relocation). Everything read from the file is checked: it may come from a disk.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

from beebox.bits import U64, align_up, s64
from beebox.errors import ElfError, RelocationError
from beebox.pylang.pages import EXECUTE, PAGE, READ, WRITE, Pages

_IDENT = b"\x7fELF\x02\x01\x01"
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_RELA = struct.Struct("<QQq")
_PC32 = struct.Struct("<i")
_JUMP = b"\xff\x25"
"""jmp [rip + ...]"""
_TRAP = b"\xcc\xcc"

_ET_REL = 1
_EM_X86_64 = 62
_SHT_PROGBITS = 1
_SHT_SYMTAB = 2
_SHT_STRTAB = 3
_SHT_RELA = 4
_SHT_NOBITS = 8
_SHF_WRITE = 1
_SHF_ALLOC = 2
_SHF_EXECINSTR = 4
_SHF_TLS = 1 << 10
_SHN_ABS = 0xFFF1
_STB_LOCAL = 0
_STB_WEAK = 2

_R_64 = 1
_R_PC32 = 2
_R_PLT32 = 4
_R_GOTPCREL = 9
_R_32 = 10
_R_32S = 11
_R_PC64 = 24
_R_GOTPCRELX = 41
_R_REX_GOTPCRELX = 42
_GOT = frozenset((_R_GOTPCREL, _R_GOTPCRELX, _R_REX_GOTPCRELX))
_RELATIVE = frozenset((_R_PC32, _R_PLT32)) | _GOT
_NAMES = {_R_32: "32", _R_32S: "32S", **dict.fromkeys(_RELATIVE, "PC32")}

_LEAST, _MOST = -(1 << 31), (1 << 31) - 1
"""what 32 bits hold"""
_SLOT = 8
"""bytes of an entry of the GOT, and of the PLT"""

_IMAGE_LIMIT = 64 << 20
_SECTION_LIMIT = 1024


class _Section:
    """One section header, and where the section goes in the image."""

    __slots__ = (
        "align",
        "entry",
        "flags",
        "info",
        "link",
        "name",
        "offset",
        "place",
        "size",
        "type",
    )

    def __init__(self, fields: tuple[int, ...]) -> None:
        self.name, self.type, self.flags, _, self.offset = fields[:5]
        self.size, self.link, self.info, self.align, self.entry = fields[5:]
        self.place = -1

    @classmethod
    def table(cls, flags: int, entries: int) -> _Section:
        """Return a section that is in no file: *entries* slots."""
        kind = _SHT_NOBITS, _SHF_ALLOC | flags
        return cls((0, *kind, 0, 0, _SLOT * entries, 0, 0, _SLOT, 0))

    @property
    def loaded(self) -> bool:
        """Whether the section is code or data; unwind tables are not used here."""
        return bool(self.flags & _SHF_ALLOC) and self.type in (_SHT_PROGBITS, _SHT_NOBITS)

    @property
    def protection(self) -> int:
        if self.flags & _SHF_EXECINSTR:
            return READ | EXECUTE
        return READ | WRITE if self.flags & _SHF_WRITE else READ


class Loaded:
    """An object in memory: its global symbols have addresses."""

    __slots__ = ("code", "pages", "symbols")

    def __init__(self, pages: Pages, symbols: Mapping[str, int], code: tuple[int, int]) -> None:
        self.pages = pages
        self.symbols = symbols
        self.code = code
        """address and size of the machine code"""

    def address(self, name: str) -> int:
        """Return the address of a global symbol.

        Raises:
            RelocationError: the object defines no such symbol.
        """
        try:
            return self.symbols[name]
        except KeyError:
            raise RelocationError(f"the object defines no symbol {name!r}") from None

    def close(self) -> None:
        """Unmap the object. Nothing of it may be used any more."""
        self.pages.close()


def load(data: bytes, symbols: Mapping[str, int]) -> Loaded:
    """Map the object in *data*, its undefined symbols bound to the addresses in *symbols*.

    Raises:
        ElfError: *data* is not such an object, or is damaged.
        RelocationError: it refers to a symbol that *symbols* does not have.
    """
    sections = _sections(data)
    far = _far(data, sections)
    spans, size = _layout([*sections, far.got, far.plt])
    pages = Pages(size)
    try:
        linker = _Linker(data, sections, pages.address, size, far)
        linker.bind(symbols)
        linker.relocate()
        linker.connect()
        pages.write(0, linker.image)
        for offset, length, protection in spans:
            pages.seal(offset, length, protection)
    except BaseException:
        pages.close()
        raise
    code = next((length for _, length, kept in spans if kept & EXECUTE), 0)
    return Loaded(pages, linker.exports, (pages.address, code))


def _sections(data: bytes) -> list[_Section]:
    """Check the file's header and return its section headers."""
    if len(data) < _HEADER.size or not data.startswith(_IDENT):
        raise ElfError("not a 64-bit little-endian ELF file")
    _, kind, machine, _, _, _, offset, _, _, _, _, entry, count, _ = _HEADER.unpack_from(data)
    if kind != _ET_REL or machine != _EM_X86_64:
        raise ElfError("not a relocatable object for x86-64")
    if count > _SECTION_LIMIT:
        raise ElfError("the object has too many sections")
    if entry != _SECTION.size or offset + count * entry > len(data):
        raise ElfError("the section headers lie outside the file")
    table = data[offset : offset + count * entry]
    sections = [_Section(fields) for fields in _SECTION.iter_unpack(table)]
    for section in sections:
        if section.type != _SHT_NOBITS and section.offset + section.size > len(data):
            raise ElfError("a section lies outside the file")
        if section.flags & _SHF_TLS:
            raise ElfError("thread-local data in an object is not supported")
    return sections


class _Far(NamedTuple):
    """The symbols that are reached through tables: each one's number there."""

    words: Mapping[int, int]
    """those in the GOT"""
    jumps: Mapping[int, int]
    """those in the PLT, which are in the GOT, too"""
    got: _Section
    plt: _Section


def _far(data: bytes, sections: list[_Section]) -> _Far:
    """Return which symbols need entries in tables, going by what refers to them."""
    words: dict[int, int] = {}
    jumps: dict[int, int] = {}
    for section in sections:
        if section.type != _SHT_RELA or section.size % _RELA.size:
            continue
        if section.info >= len(sections) or not sections[section.info].loaded:
            continue
        table = data[section.offset : section.offset + section.size]
        for info in _infos(table):
            kind = info & 0xFFFFFFFF
            if kind == _R_PLT32:
                jumps.setdefault(info >> 32, len(jumps))
            if kind == _R_PLT32 or kind in _GOT:
                words.setdefault(info >> 32, len(words))
    code = _Section.table(_SHF_EXECINSTR, len(jumps))
    return _Far(words, jumps, _Section.table(0, len(words)), code)


def _infos(table: bytes) -> Mapping[int, object]:
    """Return what the relocations in *table* say of kind and symbol, each once, in order."""
    return dict.fromkeys(memoryview(table).cast("Q")[1::3])


def _layout(sections: list[_Section]) -> tuple[list[tuple[int, int, int]], int]:
    """Place the sections, each protection on pages of its own; return the spans and the size."""
    spans = []
    place = 0
    for protection in (READ | EXECUTE, READ, READ | WRITE):
        start = place
        for section in sections:
            if not section.loaded or section.protection != protection:
                continue
            alignment = max(section.align, 1)
            if alignment > PAGE or alignment & (alignment - 1):
                raise ElfError(f"a section with an alignment of {section.align}")
            place = align_up(place, alignment)
            section.place = place
            place += section.size
            if place > _IMAGE_LIMIT:
                raise ElfError("the object is too large")
        if place > start:
            spans.append((start, place - start, protection))
            place = align_up(place, PAGE)
    return spans, place


class _Linker:
    """The making of one image: what the file says, and the addresses it gets.

    *values* has each symbol's address, or the name of one that has none.
    """

    __slots__ = ("base", "data", "exports", "far", "image", "sections", "table", "values")

    def __init__(
        self, data: bytes, sections: list[_Section], base: int, size: int, far: _Far
    ) -> None:
        self.data = data
        self.sections = sections
        self.base = base
        self.far = far
        self.values: list[int | str] = []
        self.exports: dict[str, int] = {}
        tables = [at for at, section in enumerate(sections) if section.type == _SHT_SYMTAB]
        if len(tables) > 1:
            raise ElfError("an object with two symbol tables")
        self.table = tables[0] if tables else 0
        self.image = bytearray(size)
        for section in sections:
            if section.place >= 0 and section.type == _SHT_PROGBITS:
                self.image[section.place : section.place + section.size] = self._content(section)

    def _content(self, section: _Section) -> bytes:
        return self.data[section.offset : section.offset + section.size]

    def bind(self, known: Mapping[str, int]) -> None:
        """Find the address of each symbol, those that are not defined here in *known*."""
        table = self.sections[self.table] if self.table else None
        if table is None:
            return
        if table.size % _SYMBOL.size or not table.link < len(self.sections):
            raise ElfError("a damaged symbol table")
        if self.sections[table.link].type != _SHT_STRTAB:
            raise ElfError("the symbol table has no strings")
        strings = self._content(self.sections[table.link])
        for at, info, _, index, offset, _ in _SYMBOL.iter_unpack(self._content(table)):
            binding = info >> 4
            if index == 0:
                name = _string(strings, at)
                absent = 0 if not name or binding == _STB_WEAK else name
                self.values.append(known.get(name, absent))
            elif index == _SHN_ABS:
                self.values.append(offset)
            else:
                value = self._defined(index, offset)
                self.values.append(value)
                if isinstance(value, int) and binding != _STB_LOCAL:
                    self.exports[_string(strings, at)] = value

    def _defined(self, index: int, offset: int) -> int | str:
        if index >= len(self.sections):
            raise ElfError("a symbol in a section that is not there")
        section = self.sections[index]
        if section.place < 0:
            return ""
        if offset > section.size:
            raise ElfError("a symbol lies outside its section")
        return self.base + section.place + offset

    def relocate(self) -> None:
        """Apply the relocations of every section that is in the image."""
        for section in self.sections:
            if section.type != _SHT_RELA:
                continue
            if section.info >= len(self.sections) or section.size % _RELA.size:
                raise ElfError("a damaged relocation section")
            target = self.sections[section.info]
            if target.place < 0:
                continue
            if target.type == _SHT_NOBITS or not self.table or section.link != self.table:
                raise ElfError("a relocation section that fits nothing")
            self._apply(section, target)

    def _apply(self, section: _Section, target: _Section) -> None:
        image, start, table = self.image, target.place, self._content(section)
        known = {info: self._target(info, target) for info in _infos(table)}
        for offset, info, addend in _RELA.iter_unpack(table):
            kind, last, value = known[info]
            if offset > last:
                raise ElfError("a relocation outside its section")
            at = start + offset
            distance = value + addend - at
            if kind in _RELATIVE and _LEAST <= distance <= _MOST:  # nearly all there are
                _PC32.pack_into(image, at, distance)
            else:
                raw = _value(kind, value + addend + self.base, self.base + at)
                image[at : at + len(raw)] = raw

    def _target(self, info: int, section: _Section) -> tuple[int, int, int]:
        """Return what relocations in *section* that say *info* have in common.

        That is their kind, the last place for one, and the address they mean, from `base` on.
        """
        kind, index = info & 0xFFFFFFFF, info >> 32
        value = self._address(index)
        if kind in _GOT:
            value = self._slot(self.far.got, self.far.words[index])
        elif kind == _R_PLT32 and not 0 <= value - self.base < len(self.image):
            value = self._slot(self.far.plt, self.far.jumps[index])
        width = 8 if kind in (_R_64, _R_PC64) else 4
        return kind, section.size - width, value - self.base

    def _address(self, index: int) -> int:
        """Return the address of symbol *index*."""
        if index >= len(self.values):
            raise ElfError("a relocation with a symbol that is not there")
        value = self.values[index]
        if isinstance(value, str):
            raise RelocationError(f"the object needs {value or 'a section that is not loaded'}")
        return value

    def _slot(self, table: _Section, number: int) -> int:
        return self.base + table.place + _SLOT * number

    def connect(self) -> None:
        """Fill the tables: addresses into the GOT, jumps through them into the PLT."""
        got, plt = self.far.got.place, self.far.plt.place
        for index, number in self.far.words.items():
            place, word = got + _SLOT * number, self._address(index) & U64
            self.image[place : place + _SLOT] = word.to_bytes(_SLOT, "little")
        for index, number in self.far.jumps.items():
            place = plt + _SLOT * number
            distance = got + _SLOT * self.far.words[index] - (place + 6)
            self.image[place : place + _SLOT] = _JUMP + _PC32.pack(distance) + _TRAP


def _string(strings: bytes, at: int) -> str:
    end = strings.find(b"\0", at)
    if end < 0:
        raise ElfError("a name lies outside the string table")
    return strings[at:end].decode("utf-8", "replace")


def _value(kind: int, target: int, place: int) -> bytes:
    """Return the bytes that a relocation of *kind* at *place* puts there (psABI table 4.9)."""
    if kind == _R_64:
        return (target & U64).to_bytes(8, "little")
    if kind == _R_PC64:
        return ((target - place) & U64).to_bytes(8, "little")
    if kind not in _NAMES:
        raise ElfError(f"relocation type {kind} is not supported")
    number = s64(target - place) if kind in _RELATIVE else target
    low, high = (0, 1 << 32) if kind == _R_32 else (-(1 << 31), 1 << 31)
    if not low <= number < high:
        raise ElfError(f"the target of a relocation is out of reach of R_X86_64_{_NAMES[kind]}")
    return (number & 0xFFFFFFFF).to_bytes(4, "little")
