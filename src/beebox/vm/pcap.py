"""Capture files: pcap and pcapng, of either byte order, a piece at a time.

::

    with Capture("trace.pcapng") as capture:
        for packet in capture:
            print(packet.time, len(packet.data))

`Program.run_batch` takes a `Capture` and reads packets without making objects of them. The formats
are those of draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng; packets are found natively
(`beebox.vm.entry.scan`).
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from beebox.errors import BeeboxError
from beebox.pylang import Unit
from beebox.vm.entry import scan
from beebox.vm.entry.gate import Raw

PIECE = 1 << 20
"""bytes that are read at once; a larger packet gets more"""
INTERFACES = 1 << 16
"""interfaces of a section: more is taken for damage"""

UNIT = Unit("vm.pcap", [scan.scan_pcap, scan.scan_pcapng])

_SECTION = 0x0A0D0D0A
_ORDER = 0x1A2B3C4D
_MAGIC = {0xA1B2C3D4: 1000, 0xA1B23C4D: 1}
"""of pcap: nanoseconds of a fraction"""
_MODIFIED = 0xA1B2CD34
_TSRESOL = 9
_TSOFFSET = 14
_SECOND = 1_000_000_000
_ROWS = 1024


class Packet(NamedTuple):
    """A packet of a capture. *time* is nanoseconds since 1970, None if the file does not say."""

    time: int | None
    data: bytes
    length: int
    """Bytes that it had on the wire; the capture may have cut it."""
    interface: int


class _Interface(NamedTuple):
    """An interface of a pcapng section: ticks * *numerator* / *denominator* are nanoseconds."""

    linktype: int
    numerator: int
    denominator: int
    offset: int


class _Readable(Protocol):
    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read into *buffer*; how many bytes, 0 at the end."""


class Capture:
    """A capture file that is read once, from its begin to its end.

    *file* is a path, or a binary file open for reading, which is not closed. A file that ends
    within a packet is an error, unless *partial* allows it.

    Raises:
        BeeboxError: it is no capture, or damaged.
    """

    def __init__(self, file: str | os.PathLike[str] | _Readable, *, partial: bool = False) -> None:
        self._own = None
        if isinstance(file, str | os.PathLike):
            try:
                self._own = Path(file).open("rb", buffering=0)  # noqa: SIM115 - close does
            except OSError as error:
                raise BeeboxError(f"{file}: {error.strerror}") from error
        self._file: _Readable = self._own or file  # type: ignore[assignment]  # not a path
        self._name = str(getattr(file, "name", file))
        self._partial = partial
        self._interfaces: list[_Interface] = []
        self._order = "<"
        self._end = False
        self._stamps = ctypes.create_string_buffer(0)
        self._buffer = bytearray(PIECE)
        self._memory = (ctypes.c_char * PIECE).from_buffer(self._buffer)
        view: Any = scan.Scan(data=ctypes.addressof(self._memory))
        self._scan = view
        try:
            self._find = self._begin()
        except BaseException:
            self.close()
            raise

    @property
    def linktype(self) -> int | None:
        """What packets begin with (LINKTYPE_ETHERNET is 1), as the first interface has it."""
        return self._interfaces[0].linktype if self._interfaces else None

    def close(self) -> None:
        """Close the file, if it was opened here."""
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Packet]:
        """Yield the packets that are left.

        Raises:
            BeeboxError: the file is damaged.
        """
        table = ctypes.create_string_buffer(Raw.size * _ROWS)
        for count in self.fill(ctypes.addressof(table), _ROWS):
            rows = struct.iter_unpack("<QQ", table.raw[: Raw.size * count])
            stamps = struct.iter_unpack("<QII", self._stamps.raw[: scan.Stamp.size * count])
            for (data, size), (time, length, interface) in zip(rows, stamps, strict=True):
                found = self._interfaces[interface]
                stamp = self._time(time, found)
                yield Packet(stamp, ctypes.string_at(data, size), length, interface)

    def fill(self, table: int, rows: int) -> Iterator[int]:
        """Fill the table of `Raw` at address *table*; yield how many packets are in it, each time.

        They are there until the next turn.

        Raises:
            BeeboxError: the file is damaged.
        """
        state = self._scan
        self._stamps = ctypes.create_string_buffer(scan.Stamp.size * rows)
        state.packets, state.stamps = table, ctypes.addressof(self._stamps)
        state.room = rows
        while True:
            state.count = 0
            reason = self._find(ctypes.addressof(state))
            if state.count:
                yield state.count
            if reason == scan.SPECIAL:
                self._read_block()
            elif reason == scan.DAMAGED:
                raise self._damaged()
            elif reason == scan.MORE and not self._more(state.need):
                self._finish()
                return

    # --- the file ------------------------------------------------------------------------

    def _damaged(self, what: str = "a packet or block that cannot be") -> BeeboxError:
        return BeeboxError(f"{self._name}: the capture is damaged: {what}")

    def _more(self, need: int) -> bool:
        """Have *need* bytes from here on; False at the end of the file."""
        state = self._scan
        left = state.size - state.position
        if need > len(self._buffer):
            self._grow(need)
        ctypes.memmove(state.data, state.data + state.position, left)
        state.position, state.size = 0, left
        view = memoryview(self._buffer)
        while state.size < need and not self._end:
            count = self._file.readinto(view[state.size :])
            self._end = not count
            state.size += count or 0
        return bool(state.size >= need)

    def _finish(self) -> None:
        """See that nothing is left at the end of the file."""
        if self._scan.size and not self._partial:
            raise self._damaged("it ends within a packet")

    def _grow(self, need: int) -> None:
        grown = bytearray(need)
        grown[: len(self._buffer)] = self._buffer
        self._buffer = grown
        self._memory = (ctypes.c_char * need).from_buffer(grown)
        self._scan.data = ctypes.addressof(self._memory)

    def _take(self, layout: str, offset: int = 0) -> tuple[Any, ...]:
        """Return numbers that lie *offset* bytes from here."""
        return struct.unpack_from(self._order + layout, self._buffer, self._scan.position + offset)

    # --- headers -------------------------------------------------------------------------

    def _begin(self) -> Any:
        """Read the file's magic; return the function that finds its packets."""
        if not self._more(12):
            raise BeeboxError(f"{self._name}: not a capture file: too short")
        library = UNIT.load()
        for self._order in "<>":
            (magic,) = self._take("I")
            self._scan.swapped = self._order == ">"
            if magic == _SECTION:
                return library.function(scan.scan_pcapng)
            if magic in _MAGIC:
                self._read_header(_MAGIC[magic])
                return library.function(scan.scan_pcap)
            if magic == _MODIFIED:
                raise BeeboxError(f"{self._name}: the modified pcap format is not supported")
        raise BeeboxError(f"{self._name}: neither a pcap nor a pcapng file")

    def _read_header(self, fraction: int) -> None:
        """Read the header of a pcap file."""
        if not self._more(24):
            raise self._damaged("it ends within its header")
        (linktype,) = self._take("I", 20)
        self._interfaces = [_Interface(linktype & 0xFFFF, fraction, 0, 0)]
        self._scan.position += 24

    def _read_block(self) -> None:
        """Read a section header or an interface, which is where the scan stopped."""
        (kind,) = self._take("I")
        if kind != _SECTION:
            self._read_interface(*self._take("I", 4))
            return
        (order,) = struct.unpack_from("<I", self._buffer, self._scan.position + 8)
        swapped = struct.unpack("<I", struct.pack(">I", _ORDER))[0]
        if order not in (_ORDER, swapped):
            raise self._damaged("a section of no byte order")
        self._scan.swapped = order != _ORDER
        self._order = ">" if self._scan.swapped else "<"
        (total,) = self._take("I", 4)
        if total < 28 or total % 4 or total > scan.LIMIT:
            raise self._damaged("a section header of a size that cannot be")
        if not self._more(total):
            self._finish()
            self._scan.position = self._scan.size
            return
        if self._take("H", 12)[0] != 1 or self._take("I", total - 4)[0] != total:
            raise self._damaged("a section header of another version, or with two sizes")
        self._interfaces = []
        self._scan.interfaces = self._scan.snaplen = 0
        self._scan.position += total

    def _read_interface(self, total: int) -> None:
        """Read an interface description block, which is whole."""
        if total < 20 or len(self._interfaces) == INTERFACES:
            raise self._damaged("an interface that cannot be")
        linktype, _, snaplen = self._take("HHI", 8)
        numerator, denominator, offset = 1000, 1, 0
        for code, value in self._options(16, total - 4):
            if code == _TSRESOL and len(value) == 1:
                power = value[0] & 0x7F
                numerator, denominator = _SECOND, (2 if value[0] & 0x80 else 10) ** power
            elif code == _TSOFFSET and len(value) == 8:
                (offset,) = struct.unpack(self._order + "q", value)
        self._interfaces.append(_Interface(linktype, numerator, denominator, offset))
        if len(self._interfaces) == 1:
            self._scan.snaplen = snaplen
        self._scan.interfaces = len(self._interfaces)
        self._scan.position += total

    def _options(self, at: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Yield the options of a block, in ``at`` to ``end`` from its begin."""
        while at + 4 <= end:
            code, size = self._take("HH", at)
            at += 4
            if code == 0:
                return
            if at + size > end:
                raise self._damaged("an option beyond its block")
            start = self._scan.position + at
            yield code, bytes(self._buffer[start : start + size])
            at += size + -size % 4

    def _time(self, time: int, interface: _Interface) -> int | None:
        """Return nanoseconds since 1970."""
        if not interface.denominator:  # pcap
            return (time >> 32) * _SECOND + (time & 0xFFFFFFFF) * interface.numerator
        if not time:
            return None
        ticks = time * interface.numerator // interface.denominator
        return ticks + interface.offset * _SECOND
