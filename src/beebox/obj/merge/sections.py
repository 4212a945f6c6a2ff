"""Sections of several objects put behind each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from beebox.bits import align_up
from beebox.errors import ElfError
from beebox.isa.insn import SIZE
from beebox.obj.elf import SHT_NOBITS, Section
from beebox.obj.merge.inputs import Input
from beebox.obj.write import OutRelocation, OutSection

_ONCE = ("license", "version")
"""sections that all objects have alike"""
_LARGEST = 1 << 32
_LARGEST_ALIGNMENT = 1 << 16


class Made:
    """A section of the linked object while it grows."""

    def __init__(self, first: Section, owner: str) -> None:
        self.name = first.name
        self.type = first.type
        self.flags = first.flags
        self.entry = first.entry
        self.owner = owner
        self.align = 1
        self.size = 0
        self.data = bytearray()

    @property
    def executable(self) -> bool:
        """Whether it holds instructions."""
        return bool(self.flags & 4)

    def add(self, section: Section, data: bytes) -> int:
        """Append *section*; return where it begins."""
        if section.align & (section.align - 1) or section.align > _LARGEST_ALIGNMENT:
            raise ElfError(f"section {section.name} is aligned to {section.align} bytes")
        align = max(section.align, SIZE if section.executable else 1)
        self.align = max(self.align, align)
        start = align_up(self.size, align)
        self.size = start + section.size
        if self.size >= _LARGEST:
            raise ElfError(f"section {self.name} grows beyond 4 GiB")
        if self.type != SHT_NOBITS:
            self.data += bytes(start - len(self.data)) + data
        return start

    def finished(self, relocations: Sequence[OutRelocation]) -> OutSection:
        """Return the section to write."""
        return OutSection(
            self.name,
            bytes(self.data),
            self.flags,
            self.type,
            self.align,
            self.size,
            tuple(relocations),
            self.entry,
        )


class Sections:
    """The sections of the linked object, and where each section of each input lies in them."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self.made: list[Made] = []
        self.places: dict[tuple[int, int], tuple[int, int]] = {}
        """(input, section there): (section here, offset in it)"""
        self.repeated: set[tuple[int, int] | None] = set()
        """sections that are kept once, and came again"""
        self._numbers: dict[str, int] = {}
        for number, each in enumerate(inputs):
            for section in each.sections():
                place = number, section.number
                if section.name in _ONCE and section.name in self._numbers:
                    self._repeat(each, section)
                    self.repeated.add(place)
                else:
                    self.places[place] = self._add(each, section)
        self._inputs = inputs

    def starts(self, owner: int) -> Iterator[tuple[str, int]]:
        """Yield the sections of an input, and where each begins."""
        for section in self._inputs[owner].sections():
            if (owner, section.number) in self.places:
                yield section.name, self.places[owner, section.number][1]

    def _repeat(self, owner: Input, section: Section) -> None:
        made = self.made[self._numbers[section.name]]
        if owner.elf.data(section) != made.data:
            raise ElfError(f"section {section.name} differs: {made.owner} and {owner.name}")

    def _add(self, owner: Input, section: Section) -> tuple[int, int]:
        known = self._numbers.get(section.name)
        if known is None:
            known = self._numbers[section.name] = len(self.made)
            self.made.append(Made(section, owner.name))
            return known, self.made[known].add(section, owner.elf.data(section))
        made = self.made[known]
        if (section.type, section.flags, section.entry) != (made.type, made.flags, made.entry):
            raise ElfError(
                f"section {section.name} is of another kind in {owner.name} than in {made.owner}"
            )
        return known, made.add(section, owner.elf.data(section))
