"""Parts of a word that are stored one after another: the last store is written for all of them.

A program fills a key field by field, and the lookup that is inlined behind it reads whole words.
LLVM knows what a load finds if one store covers it; two of 16 bits before a load of 32 it leaves
to the processor, where the load waits until both have reached the cache. So a store that makes a
word of the frame complete, of which the other parts were stored in the same block, is written as
one of the whole word, which changes nothing; LLVM then drops those before it.
"""

from __future__ import annotations

from collections.abc import Callable

_WORD = 4
"""bytes: what keys are read by (`beebox.box.maps.hash`)"""


class Parts:
    """What was stored in the frame of late, by offset: size in bytes, and value."""

    __slots__ = ("_stored",)

    def __init__(self) -> None:
        self._stored: dict[int, tuple[int, str]] = {}

    def forget(self) -> None:
        """Hear that anything may have been stored anywhere."""
        self._stored.clear()

    def store(
        self, write: Callable[[str], str], offset: int, size: int, value: str
    ) -> tuple[int, int, str]:
        """Hear that *value* is going to be stored; return what to store in its place.

        *write* adds an instruction that makes a value, and returns its name.
        """
        stored = self._stored
        for at in range(offset - _WORD + 1, offset + size):
            if at in stored and at + stored[at][0] > offset:
                del stored[at]
        while size < _WORD and (other := stored.get(offset ^ size)) and other[0] == size:
            del stored[offset ^ size]
            low, high = (other[1], value) if offset & size else (value, other[1])
            value = _joined(write, low, high, 8 * size)
            offset, size = offset & ~size, 2 * size
        if size < _WORD:
            stored[offset] = size, value
        return offset, size, value


def _joined(write: Callable[[str], str], low: str, high: str, bits: int) -> str:
    """Return two parts of *bits* each as one value."""
    low = write(f"zext i{bits} {low} to i{2 * bits}")
    high = write(f"zext i{bits} {high} to i{2 * bits}")
    high = write(f"shl i{2 * bits} {high}, {bits}")
    return write(f"or i{2 * bits} {low}, {high}")
