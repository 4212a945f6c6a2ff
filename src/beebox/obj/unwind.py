"""How to get from a function to its caller, by what compilers write down for exceptions.

The section .eh_frame of an x86-64 ELF file says for each place in the code where the caller's stack
begins (the canonical frame address) and where the caller's registers were saved. After DWARF 5,
section 6.4, and the LSB on .eh_frame. Of a table that is damaged there is no row.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from beebox.obj.binary import Binary, Section

RSP, RBP, RETURN = 7, 6, 16
"""DWARF's numbers; RETURN is the column of the return address"""

_ABSENT = 0xFF
_SIZES = {0: ("<Q", 8), 2: ("<H", 2), 3: ("<I", 4), 4: ("<Q", 8)} | {
    10: ("<h", 2),
    11: ("<i", 4),
    12: ("<q", 8),
}
"""forms of encoded pointers of fixed length; 1 and 9 are LEB128"""
_PC_RELATIVE = 0x10
_DAMAGED = (struct.error, IndexError, KeyError, OverflowError, ValueError)


BY_CODE, IN_REGISTER = 2, 4
"""of `Place.base`"""


class Place(NamedTuple):
    """Where a register of the caller is: *base* 0: at the frame address and *offset*.

    1: it is that sum itself; 2: at the address that *code* computes; 3: it is what *code* computes;
    4: in register *offset*.
    """

    base: int
    offset: int
    code: bytes = b""


class Row(NamedTuple):
    """What holds at one place of the code: the frame address is *register* + *offset*, or *code*.

    *saved* says where registers of the caller are; those that are not named are as they are.
    *over* marks where there is no caller, *signal* that the caller was interrupted, not calling.
    """

    register: int
    offset: int
    code: bytes
    saved: Mapping[int, Place]
    over: bool
    signal: bool


class _Common(NamedTuple):
    """A common information entry: what many functions share."""

    code_step: int
    data_step: int
    encoding: int
    signal: bool
    augmented: bool
    start: bytes


class Unwinding:
    """The rows of one file, found when they are asked for."""

    def __init__(self, binary: Binary) -> None:
        self._section = next((each for each in binary.sections if each.name == ".eh_frame"), None)
        self._binary = binary
        self._data = binary.contents(self._section) if self._section else b""
        self._rows: dict[int, Row | None] = {}
        self._shared: dict[int, _Common] = {}

    def row(self, offset: int) -> Row | None:
        """Return what holds at *offset* of the file, None if nothing is said of it."""
        segment = next(
            (s for s in self._binary.segments if s.offset <= offset < s.offset + s.size), None
        )
        if segment is None or self._section is None:
            return None
        address = offset - segment.offset + segment.address
        if address not in self._rows:
            try:
                self._rows[address] = self._find(address, self._section)
            except _DAMAGED:
                self._rows[address] = None
        return self._rows[address]

    def _find(self, address: int, section: Section) -> Row | None:
        starts, entries = self._index
        at = bisect_right(starts, address) - 1
        if at < 0:
            return None
        reader = _Reader(self._data, section.address, entries[at])
        common, start, size = self._head(reader)
        if address >= start + size:
            return None
        return _Machine(common).run(reader.rest(), start, address)

    @cached_property
    def _index(self) -> tuple[list[int], list[int]]:
        """Where functions begin, and where their entries are in the section."""
        found = []
        at = 0
        assert self._section is not None
        while at + 8 <= len(self._data):
            length, cie = struct.unpack_from("<II", self._data, at)
            if not length:
                break
            if cie and length < 0xFFFF_FFF0:
                try:
                    reader = _Reader(self._data, self._section.address, at)
                    found.append((self._head(reader)[1], at))
                except _DAMAGED:
                    pass  # of another kind: the next one may be as we know it
            at += 4 + length
        found.sort()
        return [start for start, _ in found], [entry for _, entry in found]

    def _head(self, reader: _Reader) -> tuple[_Common, int, int]:
        """Read up to the instructions: what is shared, where the function begins, its size."""
        begin = reader.at
        length = reader.u32()
        reader.end = begin + 4 + length
        here = reader.at
        common = self._common(here - reader.u32())
        start = reader.pointer(common.encoding)
        size = reader.pointer(common.encoding & 0x0F)
        if common.augmented:
            skipped = reader.uleb()
            reader.at += skipped
        return common, start, size

    def _common(self, at: int) -> _Common:
        if at not in self._shared:
            assert self._section is not None
            self._shared[at] = _common(_Reader(self._data, self._section.address, at))
        return self._shared[at]


def _common(reader: _Reader) -> _Common:
    """Read a common information entry."""
    begin = reader.at
    reader.end = begin + 4 + reader.u32()
    if reader.u32() or reader.byte() not in (1, 3):
        raise ValueError
    augmentation = reader.text()
    code_step, data_step = reader.uleb(), reader.sleb()
    if reader.uleb() != RETURN:
        raise ValueError
    encoding, signal = 0, False
    if augmentation.startswith(b"z"):
        reader.uleb()
        for letter in augmentation[1:].decode():
            if letter == "R":
                encoding = reader.byte()
            elif letter == "L":
                reader.byte()
            elif letter == "P":
                reader.pointer(reader.byte())
            elif letter == "S":
                signal = True
            elif letter != "B":
                raise ValueError
    return _Common(
        code_step, data_step, encoding, signal, augmentation.startswith(b"z"), reader.rest()
    )


class _Reader:
    """Reads numbers of a section, which is at *address*."""

    def __init__(self, data: bytes, address: int, at: int) -> None:
        self._data = data
        self._address = address
        self.at = at
        self.end = len(data)

    def rest(self) -> bytes:
        return self._data[self.at : self.end]

    def take(self, size: int) -> bytes:
        self.at += size
        return self._data[self.at - size : self.at]

    def byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def u32(self) -> int:
        self.at += 4
        return int.from_bytes(self._data[self.at - 4 : self.at], "little")

    def text(self) -> bytes:
        end = self._data.index(b"\0", self.at)
        start, self.at = self.at, end + 1
        return self._data[start:end]

    def uleb(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def sleb(self) -> int:
        start = self.at
        value = self.uleb()
        negative = self._data[self.at - 1] & 0x40
        return value - (1 << 7 * (self.at - start)) if negative else value

    def number(self, layout: str, size: int) -> int:
        self.at += size
        return int(struct.unpack_from(layout, self._data, self.at - size)[0])

    def pointer(self, encoding: int) -> int:
        """Read an encoded pointer (DW_EH_PE_*), relative to its own place or to nothing."""
        if encoding == _ABSENT:
            return 0
        base = self._address + self.at if encoding & 0x70 == _PC_RELATIVE else 0
        form = encoding & 0x0F
        if form in (1, 9):
            return base + (self.uleb() if form == 1 else self.sleb())
        return base + self.number(*_SIZES[form])


class _Machine:
    """Runs the instructions of a table up to a place in the code."""

    def __init__(self, common: _Common) -> None:
        self._common = common
        self.register, self.offset, self.code = RSP, 8, b""
        self.saved: dict[int, Place] = {}
        self.over = False
        self._first: dict[int, Place] = {}
        self._kept: list[tuple[int, int, bytes, dict[int, Place]]] = []

    def run(self, program: bytes, start: int, address: int) -> Row:
        """Return the row of *address* in a function that begins at *start*."""
        self._steps(_Reader(self._common.start, 0, 0), start, address)
        self._first = dict(self.saved)
        self._steps(_Reader(program, 0, 0), start, address)
        signal = self._common.signal
        return Row(self.register, self.offset, self.code, self.saved, self.over, signal)

    def _steps(self, reader: _Reader, here: int, address: int) -> None:
        step, scale = self._common.code_step, self._common.data_step
        while reader.at < reader.end:
            byte = reader.byte()
            kind, low = byte >> 6, byte & 0x3F
            if kind == 1 or byte in (1, 2, 3, 4):
                here = _moved(reader, byte, here, step)
                if here > address:
                    return
            elif kind == 2:
                self.saved[low] = Place(0, reader.uleb() * scale)
            elif kind == 3:
                self._restore(low)
            else:
                self._other(reader, byte, scale)

    def _restore(self, register: int) -> None:
        self.saved.pop(register, None)
        if register in self._first:
            self.saved[register] = self._first[register]

    def _other(self, reader: _Reader, byte: int, scale: int) -> None:
        if byte in (0x0C, 0x12):
            self.register, self.code = reader.uleb(), b""
            self.offset = reader.uleb() if byte == 0x0C else reader.sleb() * scale
        elif byte == 0x0D:
            self.register = reader.uleb()
        elif byte in (0x0E, 0x13):
            self.offset = reader.uleb() if byte == 0x0E else reader.sleb() * scale
        elif byte == 0x0F:
            self.code = _block(reader)
        elif byte == 0x0A:
            self._kept.append((self.register, self.offset, self.code, dict(self.saved)))
        elif byte == 0x0B:
            self.register, self.offset, self.code, self.saved = self._kept.pop()
        elif byte == 0x2E:
            reader.uleb()
        elif byte:
            self._register(reader, byte, scale)

    def _register(self, reader: _Reader, byte: int, scale: int) -> None:
        register = reader.uleb()
        if byte in (0x05, 0x11, 0x14, 0x15):
            far = (reader.uleb() if byte in (0x05, 0x14) else reader.sleb()) * scale
            self.saved[register] = Place(int(byte >= 0x14), far)
        elif byte == 0x06:
            self._restore(register)
        elif byte == 0x07:
            self.saved.pop(register, None)
            self.over = self.over or register == RETURN
        elif byte == 0x08:
            self.saved.pop(register, None)
        elif byte == 0x09:
            self.saved[register] = Place(4, reader.uleb())
        elif byte in (0x10, 0x16):
            self.saved[register] = Place(2 if byte == 0x10 else 3, 0, _block(reader))
        else:
            raise ValueError


def _moved(reader: _Reader, byte: int, here: int, step: int) -> int:
    """Return where the following rows begin."""
    if byte >> 6 == 1:
        return here + (byte & 0x3F) * step
    if byte == 1:
        raise ValueError
    return here + reader.number(*{2: ("<B", 1), 3: ("<H", 2), 4: ("<I", 4)}[byte]) * step


def _block(reader: _Reader) -> bytes:
    return reader.take(reader.uleb())
