"""Bit fields of structs: where C puts them on our targets, and how Python sees them.

A field follows the one before to the bit, unless it would cross a boundary of its type's size; in
a packed struct it may.
"""

from __future__ import annotations

import ctypes
from typing import Any

from beebox.bits import align_up, signed
from beebox.pylang.types import BitsType


def placed(kind: BitsType, end: int, *, packed: bool) -> tuple[int, BitsType]:
    """Return the byte at which a field begins that follows *end* bits, and its type there."""
    unit = 8 * kind.value.size
    if not packed and end // unit != (end + kind.width - 1) // unit:
        end = align_up(end, unit)
    start, shift = divmod(end, 8)
    return start, BitsType(kind.value, kind.width, shift, start, packed=packed)


def attribute(offset: int, kind: BitsType) -> property:
    """Return the attribute of a ctypes class that is such a field."""
    room = ctypes.c_uint8 * ((kind.shift + kind.width + 7) // 8)
    mask = (1 << kind.width) - 1

    def read(self: Any) -> int:
        raw = int.from_bytes(room.from_buffer(self, offset), "little") >> kind.shift & mask
        return signed(raw, kind.width) if kind.value.signed else raw

    def write(self: Any, value: int) -> None:
        place = room.from_buffer(self, offset)
        old = int.from_bytes(place, "little") & ~(mask << kind.shift)
        place[:] = [*(old | (value & mask) << kind.shift).to_bytes(len(place), "little")]

    return property(read, write)
