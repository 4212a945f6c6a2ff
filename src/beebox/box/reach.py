"""Which memory an interpreted program may touch: its maps, and the maps that are in these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beebox.vm.memory import Memory, Region

if TYPE_CHECKING:
    from beebox.box.maps.base import Map


class Inner(Memory):
    """The maps that are in some maps: they come and go while programs run."""

    __slots__ = ("_outer",)

    def __init__(self, beneath: Memory, outer: Sequence[Map]) -> None:
        super().__init__(beneath)
        self._outer = outer

    def find(self, address: int) -> Region | None:
        """Return the region that *address* is in."""
        for found in (found for outer in self._outer for found in outer.inside):
            start, size = found.memory
            if 0 <= address - start < size:
                return Region(f"map {found.name}", start, size)
        return super().find(address)


def reach(maps: Sequence[Map], beneath: Memory) -> Memory:
    """Return what a program with these *maps* may touch, beside what is *beneath*."""
    outer = [used for used in maps if used.inner_map is not None]
    seen = Memory(Inner(beneath, outer) if outer else beneath)
    for used in maps:
        address, size = used.memory
        seen.add(Region(f"map {used.name}", address, size, writable=True))
    return seen
