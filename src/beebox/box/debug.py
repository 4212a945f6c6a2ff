"""Function and line information of a program: kept as the records that came.

kernel/bpf/verifier.c, check_btf_func and check_btf_line.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from errno import ENOMEM
from typing import TYPE_CHECKING, NamedTuple, overload

from beebox import verifier
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.usermem import UserMemory
    from beebox.btf.types import Btf

_MAX_RECORD = 252
_MAX_BYTES = 16 << 20


class FuncRecord(NamedTuple):
    """struct bpf_func_info."""

    insn: int
    type_id: int


class Line(NamedTuple):
    """struct bpf_line_info, its strings found."""

    insn: int
    file: str
    line: int
    column: int
    text: str


def read(memory: UserMemory, address: int, count: int, size: int) -> verifier.Records:
    """Copy *count* records of the caller's *size*: the verifier says whether they are right.

    Raises:
        KernelError: ENOMEM so many are not kept, EFAULT they are not there.
    """
    if not 0 < size <= _MAX_RECORD:
        return verifier.Records(b"", count, size)
    if count * size > _MAX_BYTES:
        raise KernelError(ENOMEM, "")
    return verifier.Records(memory.read(address, count * size), count, size)


class Debug(NamedTuple):
    """What a load says of its instructions, as it came."""

    funcs: verifier.Records | None = None
    lines: verifier.Records | None = None
    relocations: verifier.Records | None = None


class Records(NamedTuple):
    """*count* records of *size* bytes each."""

    data: bytes
    total: int
    size: int

    @classmethod
    def none(cls) -> Records:
        """Return no records."""
        return cls(b"", 0, 0)

    @classmethod
    def known(cls, raw: verifier.Records, ours: int) -> Records:
        """Return of each record the *ours* bytes that we know; none of what is refused anyway."""
        if raw.size < ours or len(raw.data) != raw.count * raw.size:
            return cls(b"", 0, ours)
        if raw.size == ours:
            return cls(raw.data, raw.count, ours)
        starts = range(0, len(raw.data), raw.size)
        return cls(b"".join(raw.data[at : at + ours] for at in starts), raw.count, ours)

    def insns(self) -> list[int]:
        """Return the instruction that each speaks of."""
        step = self.size or 1
        return [
            int.from_bytes(self.data[at : at + 4], "little")
            for at in range(0, len(self.data), step)
        ]

    def left(self, starts: Sequence[int]) -> Records:
        """Return those whose instructions are left in a program where they went to *starts*.

        What follows a removed instruction inherits its record, if it has none of its own; of
        functions, only those are left of which anything is (bpf_adj_linfo_after_remove).
        """
        insns = self.insns()
        places = [starts[insn] if insn < len(starts) else insn for insn in insns]
        following = [*places[1:], starts[-1]]
        kept = [at for at, place in enumerate(places) if place != following[at]]
        if len(kept) == len(insns):
            return self
        data = b"".join(self.data[at * self.size : (at + 1) * self.size] for at in kept)
        return Records(data, len(kept), self.size)

    def moved(self, starts: Sequence[int]) -> Records:
        """Return them for a program whose instructions went to *starts* (bpf_adjust_linfo)."""
        data = bytearray(self.data)
        for number, insn in enumerate(self.insns()):
            struct.pack_into("<I", data, number * self.size, starts[insn])
        return self._replace(data=bytes(data))

    def pairs(self) -> tuple[FuncRecord, ...]:
        """Return them as functions."""
        return tuple(FuncRecord(*pair) for pair in struct.iter_unpack("<II", self.data))

    def lines(self, btf: Btf) -> Iterator[Line]:
        """Yield them as lines."""
        for insn, file, text, place in struct.iter_unpack("<IIII", self.data):
            yield Line(insn, _string(btf, file), place >> 10, place & 1023, _string(btf, text))


def _string(btf: Btf, offset: int) -> str:
    """Return a string; records that name none are refused, but may be shown before."""
    return btf.string(offset) if offset < btf.strings_end else ""


class LineList(Sequence[Line]):
    """Lines, whose strings are looked up when somebody reads them."""

    def __init__(self, records: Records, btf: Btf) -> None:
        self._records = records
        self._btf = btf
        self._lines: tuple[Line, ...] | None = None

    def _all(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = tuple(self._records.lines(self._btf))
        return self._lines

    def __len__(self) -> int:
        return self._records.total

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        return self._all()[index]
