"""Executables and libraries of this machine: where their functions and USDT probes are.

For uprobes, which want a place in the file. After the System V gABI chapter 4, and the notes of
SystemTap's sys/sdt.h, version 3. Files may be hostile: what is out of place is an `ElfError`.
"""

from __future__ import annotations

import lzma
import mmap
import struct
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from beebox.bits import align_up
from beebox.errors import ElfError

_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_NOTE = struct.Struct("<III")
_LOCATION = struct.Struct("<QQQ")
_VERDEF = struct.Struct("<HHHHIII")
_SYMTAB, _DYNSYM, _LOAD, _INTERP, _FUNC, _CHOSEN = 2, 11, 1, 3, 2, 10
_BUILD_ID = 3
_MOST_DEBUG = 64 << 20
"""bytes that an embedded table of symbols may unpack to"""
_VERSYM_TYPE, _VERDEF_TYPE = 0x6FFFFFFF, 0x6FFFFFFD
_STAPSDT = 3
_EXECUTABLE = 1
_STRONGEST = {1: 0, 2: 1, 0: 2}
"""symbols by binding: global before weak before local"""
_DAMAGED = (struct.error, IndexError, OverflowError)
"""what reading at offsets that a file makes up raises"""


class Section(NamedTuple):
    """A section header, with its name."""

    name: str
    type: int
    address: int
    offset: int
    size: int
    link: int


class Segment(NamedTuple):
    """A part of the file that is mapped at *address*."""

    flags: int
    offset: int
    address: int
    size: int


class Function(NamedTuple):
    """A function: *offset* in the file; *version* of a library's symbol, ``""`` if it has none."""

    name: str
    version: str
    offset: int
    size: int
    bind: int


class Usdt(NamedTuple):
    """A place of a USDT probe: offsets in the file (*semaphore* 0: none), arguments as written."""

    provider: str
    name: str
    offset: int
    semaphore: int
    arguments: str


class Binary:
    """An ELF64 file of this machine.

    With *of* it holds what was cut off that one: functions are where that file has them. *data* is
    its content, if it is no file of its own.

    Raises:
        ElfError: it is not there, is something else, or damaged.
    """

    def __init__(self, path: str, of: Binary | None = None, data: bytes = b"") -> None:
        self.path = path
        self._of = of
        try:
            self._data = data or _mapped(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is empty"
            raise ElfError(f"{path}: {reason}") from error
        self._chosen: set[str] = set()
        """functions of which one of several is chosen at run time (STT_GNU_IFUNC)"""
        try:
            self._read()
        except _DAMAGED as error:
            raise ElfError(f"{path}: this ELF file is cut off or damaged") from error

    def _read(self) -> None:
        data = self._data
        if data[:4] != b"\x7fELF":
            raise ElfError(f"{self.path}: this is not an ELF file")
        if data[4] != 2 or data[5] != 1:
            raise ElfError(f"{self.path}: not a 64-bit little-endian ELF file")
        fields = _HEADER.unpack_from(data)
        phoff, shoff, phnum, shnum, shstrndx = (
            fields[5],
            fields[6],
            fields[10],
            fields[12],
            fields[13],
        )
        segments = [_SEGMENT.unpack_from(data, phoff + n * _SEGMENT.size) for n in range(phnum)]
        self.interpreter = any(kind == _INTERP for kind, *_ in segments)
        """whether another program starts it: the dynamic linker"""
        self.segments = [
            Segment(flags, offset, address, size)
            for kind, flags, offset, address, _, size, _, _ in segments
            if kind == _LOAD
        ]
        raw = [_SECTION.unpack_from(data, shoff + n * _SECTION.size) for n in range(shnum)]
        names = raw[shstrndx][4] if raw else 0
        self.sections = [
            Section(self._text(names + name), kind, address, offset, size, link)
            for name, kind, _, address, offset, size, link, *_ in raw
        ]

    def _text(self, at: int) -> str:
        end = self._data.find(b"\0", at, at + 4096) if at < len(self._data) else -1
        if end < 0:
            raise ElfError(f"{self.path}: a name at {at} is outside the file")
        return self._data[at:end].decode(errors="replace")

    def _records(self, section: Section, layout: struct.Struct) -> Iterator[tuple[int, ...]]:
        last = min(section.offset + section.size, len(self._data)) - layout.size
        for at in range(section.offset, last + 1, layout.size):
            yield layout.unpack_from(self._data, at)

    # --- functions ---------------------------------------------------------------------------

    @cached_property
    def functions(self) -> list[Function]:
        """All functions that it defines, of its table of symbols and of its dynamic one."""
        try:
            return [function for each in self.sections for function in self._functions(each)]
        except _DAMAGED as error:
            raise ElfError(f"{self.path}: its table of symbols is damaged") from error

    def _functions(self, table: Section) -> Iterator[Function]:
        if table.type not in (_SYMTAB, _DYNSYM):
            return
        names = self.sections[table.link].offset
        versions = self._versions if table.type == _DYNSYM else []
        for number, (name, info, _, shndx, value, size) in enumerate(self._records(table, _SYMBOL)):
            if info & 15 not in (_FUNC, _CHOSEN) or not 0 < shndx < len(self.sections):
                continue
            section = self.sections[shndx]
            text, _, version = self._text(names + name).partition("@")
            version = version.lstrip("@") or (versions[number] if number < len(versions) else "")
            if info & 15 == _CHOSEN:
                self._chosen.add(text)
                continue
            offset = value - section.address + section.offset
            if self._of is not None:
                mapped = self._of.segment(value, _EXECUTABLE)
                if mapped is None:
                    continue
                offset = value - mapped.address + mapped.offset
            yield Function(text, version, offset, size, info >> 4)

    @cached_property
    def embedded(self) -> list[Function]:
        """Functions of the compressed table that some distributions put into stripped files."""
        packed = next((each for each in self.sections if each.name == ".gnu_debugdata"), None)
        if packed is None:
            return []
        raw = bytes(self._data[packed.offset : packed.offset + packed.size])
        try:
            data = lzma.LZMADecompressor(memlimit=_MOST_DEBUG * 2).decompress(raw, _MOST_DEBUG)
        except (lzma.LZMAError, EOFError) as error:
            raise ElfError(f"{self.path}: its .gnu_debugdata is damaged") from error
        return Binary(f"{self.path}(.gnu_debugdata)", self, data).functions

    @cached_property
    def build_id(self) -> bytes:
        """What identifies this build of it; empty if it has none."""
        section = next((each for each in self.sections if each.name == ".note.gnu.build-id"), None)
        try:
            return b"" if section is None else next(self._notes(section, b"GNU\0", _BUILD_ID), b"")
        except struct.error as error:
            raise ElfError(f"{self.path}: its build id is damaged") from error

    @cached_property
    def _versions(self) -> list[str]:
        """The version of each dynamic symbol, by its number."""
        table = next((each for each in self.sections if each.type == _VERSYM_TYPE), None)
        if table is None:
            return []
        names = dict(self._defined_versions())
        return [
            names.get(word & 0x7FFF, "") for (word,) in self._records(table, struct.Struct("<H"))
        ]

    def _defined_versions(self) -> Iterator[tuple[int, str]]:
        table = next((each for each in self.sections if each.type == _VERDEF_TYPE), None)
        if table is None:
            return
        names, at = self.sections[table.link].offset, table.offset
        for _ in range(table.size // _VERDEF.size):
            _, _, index, _, _, first, following = _VERDEF.unpack_from(self._data, at)
            (name,) = struct.unpack_from("<I", self._data, at + first)
            yield index, self._text(names + name)
            at += following
            if not following:
                return

    def has(self, name: str) -> bool:
        """Tell whether it defines the function *name*."""
        return any(each.name == name for each in self.functions)

    def function(self, name: str) -> Function:
        """Return the function *name*, which may have a version behind ``@``.

        Raises:
            ElfError: there is none, or there are several that are different.
        """
        plain, _, version = name.partition("@")
        version = version.lstrip("@")
        found = [
            each
            for each in self.functions
            if each.name == plain and (not version or each.version == version)
        ]
        if not found:
            raise ElfError(f"{self.path} has no function {name!r}{self._instead(plain, version)}")
        best = min(_STRONGEST.get(each.bind, 3) for each in found)
        found = [each for each in found if _STRONGEST.get(each.bind, 3) == best]
        if len({each.offset for each in found}) > 1:
            versions = ", ".join(sorted({f"{plain}@{each.version}" for each in found}))
            raise ElfError(f"{self.path} has several functions {name!r}: {versions}")
        return found[0]

    def _instead(self, name: str, version: str) -> str:
        """Return why there may be no function *name*, and what is near."""
        names = {each.name for each in self.functions}
        if name in self._chosen:
            return " of its own: it is one of several, chosen when the program starts (IFUNC)"
        if version and name in names:
            has = sorted({f"{name}@{each.version}" for each in self.functions if each.name == name})
            return f"; it has {', '.join(has)}"
        near = get_close_matches(name, names, 4)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        if not names:
            return (
                ": it has no table of symbols (stripped); name a place in the file instead, 0x..."
            )
        whole = any(each.type == _SYMTAB for each in self.sections)
        return hint or ("" if whole else ": it is stripped, only what it exports has a name")

    # --- USDT --------------------------------------------------------------------------------

    def usdt(self, provider: str, name: str) -> list[Usdt]:
        """Return the places of the probe *provider*:*name*.

        Raises:
            ElfError: it has none.
        """
        found = [probe for probe in self.probes if probe[:2] == (provider, name)]
        if not found:
            near = sorted({f"{each.provider}:{each.name}" for each in self.probes})
            has = f"it has {', '.join(near[:8])}" if near else "it has none at all"
            raise ElfError(f"{self.path} has no USDT probe {provider}:{name}; {has}")
        return found

    @cached_property
    def probes(self) -> list[Usdt]:
        """All USDT probes."""
        try:
            return [
                self._probe(note)
                for section in self.sections
                if section.name == ".note.stapsdt"
                for note in self._notes(section, b"stapsdt\0", _STAPSDT)
            ]
        except (struct.error, ValueError) as error:
            raise ElfError(f"{self.path}: its notes of USDT probes are damaged") from error

    def _notes(self, section: Section, author: bytes, wanted: int) -> Iterator[bytes]:
        """Yield the descriptions of the notes by *author* that are of the kind *wanted*."""
        at, end = section.offset, section.offset + section.size
        while at + _NOTE.size <= end:
            name_size, size, kind = _NOTE.unpack_from(self._data, at)
            start = at + _NOTE.size + align_up(name_size, 4)
            name = self._data[at + _NOTE.size : at + _NOTE.size + name_size]
            if kind == wanted and name == author:
                yield self._data[start : start + size]
            at = start + align_up(size, 4)

    def _probe(self, note: bytes) -> Usdt:
        """Return what a note says; addresses are moved as far as prelink moved the file."""
        place, base, semaphore = _LOCATION.unpack_from(note)
        provider, name, arguments, *_ = note[_LOCATION.size :].split(b"\0")
        moved = next((s.address - base for s in self.sections if s.name == ".stapsdt.base"), 0)
        return Usdt(
            provider.decode(errors="replace"),
            name.decode(errors="replace"),
            self._in_file(place + moved, _EXECUTABLE),
            self._in_file(semaphore + moved, 0) if semaphore else 0,
            arguments.decode(errors="replace"),
        )

    def contents(self, section: Section) -> bytes:
        """Return the bytes of *section*."""
        return bytes(self._data[section.offset : section.offset + section.size])

    def segment(self, address: int, flags: int = 0) -> Segment | None:
        """Return the part with *flags* that is mapped where *address* is."""
        for each in self.segments:
            inside = each.address <= address < each.address + each.size
            if inside and each.flags & flags == flags:
                return each
        return None

    def _in_file(self, address: int, flags: int) -> int:
        found = self.segment(address, flags)
        if found is None:
            raise ElfError(f"{self.path}: address {address:#x} is in no part that is mapped")
        return address - found.address + found.offset


def _mapped(path: str) -> mmap.mmap:
    with Path(path).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
