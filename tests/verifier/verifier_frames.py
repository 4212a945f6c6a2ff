"""A function that is being written at random (`verifier_grammar`): what is where."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_FREE = ("r6", "r7", "r8", "r9")


@dataclass
class Place:
    """A pointer that sentences within may use, and how many bytes are there."""

    reg: str
    size: int
    write: bool = True


@dataclass
class Frame:
    """One function that is being written."""

    rnd: random.Random
    lines: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=lambda: list(_FREE))
    places: list[Place] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    """of the stack, where numbers are"""
    used: int = 0
    ways_out: list[str] = field(default_factory=list)
    """labels that may be gone to from here: nothing is held that must be given back before"""
    quiet: bool = False
    """nothing may be called"""
    context: str = ""

    def say(self, *lines: str) -> None:
        self.lines += lines

    def slot(self, size: int = 8) -> int:
        """Return where *size* bytes of stack are that nothing else uses."""
        self.used += size
        return -self.used

    def number(self) -> str:
        return self.rnd.choice(self.free)

    @contextmanager
    def held(self, *regs: str) -> Iterator[None]:
        """Keep registers and ways out from sentences within."""
        free, out = self.free, self.ways_out
        self.free, self.ways_out = [reg for reg in free if reg not in regs], []
        yield
        self.free, self.ways_out = free, out

    @contextmanager
    def place(self, reg: str, size: int, *, write: bool = True) -> Iterator[None]:
        """Let sentences within use a pointer."""
        free = self.free
        self.free = [each for each in free if each != reg]
        self.places.append(Place(reg, size, write))
        yield
        self.places.pop()
        self.free = free
