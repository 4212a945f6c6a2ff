"""Fixed-width integers as plain Python ints: masks, signs, alignment."""

from __future__ import annotations

U8 = (1 << 8) - 1
U16 = (1 << 16) - 1
U32 = (1 << 32) - 1
U64 = (1 << 64) - 1


def unsigned(value: int, width: int) -> int:
    """Return *value* modulo 2**width."""
    return value & ((1 << width) - 1)


def signed(value: int, width: int) -> int:
    """Return the low *width* bits of *value* as a two's complement number."""
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


def s32(value: int) -> int:
    """Return the low 32 bits of *value*, signed."""
    value &= U32
    return value - (1 << 32) if value >> 31 else value


def s64(value: int) -> int:
    """Return the low 64 bits of *value*, signed."""
    value &= U64
    return value - (1 << 64) if value >> 63 else value


def align_up(value: int, alignment: int) -> int:
    """Round *value* up to a multiple of *alignment*, a power of two."""
    return (value + alignment - 1) & -alignment
