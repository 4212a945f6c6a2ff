"""The memory a program may touch: named regions of this process, and nothing between them."""

from __future__ import annotations

from bisect import bisect_right
from ctypes import memmove, string_at
from operator import attrgetter
from typing import NamedTuple

from beebox.errors import MemoryFault

_NEAR = 1 << 20


class Region(NamedTuple):
    """*size* bytes at *address*; whoever adds it keeps them allocated until it is removed."""

    name: str
    address: int
    size: int
    writable: bool = True

    @property
    def end(self) -> int:
        """The first address behind it."""
        return self.address + self.size

    def __str__(self) -> str:
        kind = "" if self.writable else ", read-only"
        return f"{self.name} ({self.size} bytes at {self.address:#x}{kind})"


_start = attrgetter("address")


class Memory:
    """The regions, by address. They do not overlap.

    What is not in them is looked for in *beneath*: so a run has its stack to itself.
    """

    __slots__ = ("_beneath", "_regions")

    def __init__(self, beneath: Memory | None = None) -> None:
        self._beneath = beneath
        self._regions: tuple[Region, ...] = ()  # replaced whole: another thread may be searching

    def add(self, region: Region) -> None:
        """Let programs use *region*.

        Raises:
            ValueError: it is empty, or a part of it is in another region.
        """
        regions = self._regions
        at = bisect_right(regions, region.address, key=_start)
        before = at > 0 and regions[at - 1].end > region.address
        after = at < len(regions) and regions[at].address < region.end
        if region.size <= 0 or before or after:
            raise ValueError(f"{region} is empty, or overlaps with another region")
        self._regions = (*regions[:at], region, *regions[at:])

    def remove(self, region: Region) -> None:
        """Take *region* away from programs.

        Raises:
            ValueError: it was never added.
        """
        at = self._regions.index(region)
        self._regions = self._regions[:at] + self._regions[at + 1 :]

    def find(self, address: int) -> Region | None:
        """Return the region that *address* is in."""
        regions = self._regions
        at = bisect_right(regions, address, key=_start) - 1
        if at >= 0 and address < regions[at].end:
            return regions[at]
        return self._beneath.find(address) if self._beneath else None

    def check(self, address: int, size: int, write: bool = False) -> Region:
        """Return the region in which *size* bytes at *address* lie whole.

        Raises:
            MemoryFault: there is none, or it is read-only and *write* is set.
        """
        region = self.find(address)
        if region is None:
            raise MemoryFault(f"address {address:#x} is {self._where(address)}")
        over = address + size - region.address - region.size
        if over > 0:
            raise MemoryFault(f"address {address:#x} is {over} bytes short of the end of {region}")
        if write and not region.writable:
            raise MemoryFault(f"address {address:#x} is in {region}")
        return region

    def _all(self) -> tuple[Region, ...]:
        return self._regions + (self._beneath._all() if self._beneath else ())  # noqa: SLF001

    def _where(self, address: int) -> str:
        """Say which region is nearest to *address*, which is in none."""
        near = []
        for region in self._all():
            beyond = address - region.address - region.size
            before = region.address - address
            distance, side = (beyond, "beyond") if beyond >= 0 else (before, "before")
            if distance < _NEAR:
                near.append((distance, side, region))
        if not near:
            return "in no region"
        distance, side, region = min(near, key=lambda found: found[0])
        how_far = f"{distance} bytes" if distance else "right"
        return f"{how_far} {side} {region}"

    def load(self, address: int, size: int) -> int:
        """Return *size* bytes at *address* as an unsigned number."""
        self.check(address, size)
        return int.from_bytes(string_at(address, size), "little")

    def store(self, address: int, size: int, value: int) -> None:
        """Write the low *size* bytes of *value* to *address*."""
        self.check(address, size, write=True)
        memmove(address, (value & ((1 << 8 * size) - 1)).to_bytes(size, "little"), size)
