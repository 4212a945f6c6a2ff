"""Arrays that LINK_CREATE points at, kept alive by whoever holds them."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import Array, addressof, c_char, c_uint64, create_string_buffer


def words(values: Sequence[int]) -> bytes:
    """Return *values* as u64s."""
    return bytes((c_uint64 * len(values))(*values))


def pointers(texts: Sequence[str]) -> tuple[bytes, list[Array[c_char]]]:
    """Return an array of ``char *``, and the strings, to be held while it is in use."""
    held = [create_string_buffer(text.encode()) for text in texts]
    return words([addressof(each) for each in held]), held
