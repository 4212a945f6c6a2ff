"""Which addresses are the box's own: what the kernel knows by "above TASK_SIZE".

Old helpers (bpf_probe_read, ``%s`` of bpf_trace_printk) take addresses of either side. Both sides
are user processes here, so the box keeps a list of the memory that programs can hold pointers to:
their maps; and the stack they run on.
"""

from __future__ import annotations

import ctypes

from beebox.box.pages import PAGE, Pages
from beebox.pylang import Array, Struct, native, ptr, u32, u64

LIMIT = (PAGE - 8) // 16
_STACK = 1 << 16
"""How far from a helper's frame a program's stack is, at most."""


class Regions(Struct):
    """Spans of addresses: start, end, start, end; 0, 0 is a free place."""

    count: u32
    pad: u32
    spans: Array[u64, 2 * 255]


@native
def is_ours(regions: ptr[Regions], address: u64) -> bool:
    """Say whether *address* is memory of the box that programs can point to."""
    here = Array[u64, 1]()
    if address - (u64(here) - _STACK) < 2 * _STACK:
        return True
    for i in range(regions.count):
        if address >= regions.spans[2 * i] and address < regions.spans[2 * i + 1]:
            return True
    return False


class RegionList:
    """The list, from the side that makes maps. Of more than 255 maps the rest is not in it."""

    __slots__ = ("_words", "pages")

    def __init__(self) -> None:
        self.pages = Pages(PAGE)
        self._words = (ctypes.c_uint64 * (PAGE // 8)).from_address(self.pages.address)

    @property
    def address(self) -> int:
        """The native `Regions`."""
        return self.pages.address

    def add(self, start: int, size: int) -> None:
        """Put a span in."""
        words = self._words
        for place in range(1, 1 + 2 * LIMIT, 2):
            if not words[place + 1]:
                words[place], words[place + 1] = start, start + size
                words[0] = max(words[0], (place + 1) // 2)
                return

    def remove(self, start: int) -> None:
        """Take a span out."""
        words = self._words
        for place in range(1, 1 + 2 * words[0], 2):
            if words[place] == start:
                words[place + 1] = words[place] = 0

    def close(self) -> None:
        """Free the memory."""
        self.pages.close()
