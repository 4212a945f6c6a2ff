"""One instruction: eight bytes, as RFC 9669 section 3 lays them out.

::

    +--------+----+----+----------------+--------------------------------+
    | opcode | dst| src|     offset     |              imm               |
    | 8 bits |  4 |  4 |   16 signed    |           32 signed            |
    +--------+----+----+----------------+--------------------------------+

``lddw`` (opcode 0x18) takes two slots; here, as in the kernel, each slot is one `Insn`, so
that an index into a program is the index the kernel's messages speak of.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from beebox.errors import DecodeError

_SLOT = struct.Struct("<BBhi")
SIZE = 8


@dataclass(frozen=True, slots=True)
class Insn:
    """One eight-byte slot. *off* and *imm* are signed."""

    code: int
    dst: int = 0
    src: int = 0
    off: int = 0
    imm: int = 0

    def encode(self) -> bytes:
        """Return the eight bytes."""
        return _SLOT.pack(self.code, self.dst | self.src << 4, self.off, self.imm)


def encode(insns: Iterable[Insn]) -> bytes:
    """Return the bytes of *insns*, eight each."""
    return b"".join(insn.encode() for insn in insns)


def decode(data: bytes) -> tuple[Insn, ...]:
    """Return the instructions in *data*.

    Raises:
        DecodeError: the length is not a multiple of eight.
    """
    if len(data) % SIZE:
        raise DecodeError(f"{len(data)} bytes are not a whole number of 8-byte instructions")
    return tuple(
        Insn(code, regs & 15, regs >> 4, off, imm)
        for code, regs, off, imm in _SLOT.iter_unpack(data)
    )
