"""Symbols of several objects: externs meet definitions, the strong win over the weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beebox.errors import ElfError
from beebox.obj.elf import STB_GLOBAL, STB_LOCAL, STB_WEAK, STT_FUNC, STT_SECTION, Symbol
from beebox.obj.merge.inputs import SPECIAL, Input
from beebox.obj.merge.sections import Sections
from beebox.obj.write import OutSymbol

_FILE = 4


@dataclass(slots=True)
class Global:
    """A name that all objects share: *owner* is the input whose *symbol* counts."""

    owner: int
    symbol: Symbol
    bind: int
    visibility: int

    @property
    def defined(self) -> bool:
        """Whether one of the objects has it."""
        return bool(self.symbol.section)


class Symbols:
    """The symbols of the linked object, and which of them each input's are."""

    def __init__(self, inputs: Sequence[Input], sections: Sections) -> None:
        self._inputs = inputs
        self._sections = sections
        self.globals: dict[str, Global] = {}
        self.made: list[OutSymbol] = [
            OutSymbol("", at, type=STT_SECTION) for at in range(len(sections.made))
        ]
        self.numbers: dict[tuple[int, int], int] = {}
        """(input, symbol there): symbol here"""
        for number, each in enumerate(inputs):
            for symbol in self.of(number):
                self._meet(each, number, symbol)
        for number, each in enumerate(inputs):
            self._take_locals(number, each)
        self._take_globals()

    def of(self, owner: int) -> Iterator[Symbol]:
        """Yield the global symbols of an input, but those in sections that came before."""
        for symbol in self._inputs[owner].globals():
            if (owner, symbol.section) not in self._sections.repeated:
                yield symbol

    def _meet(self, each: Input, owner: int, symbol: Symbol) -> None:
        """Let *symbol* of input *owner* meet what is known under its name."""
        if symbol.bind not in (STB_GLOBAL, STB_WEAK):
            raise ElfError(f"{each.name}: {symbol.name} is bound in way {symbol.bind}")
        known = self.globals.get(symbol.name)
        if known is None:
            made = Global(owner, symbol, symbol.bind, symbol.visibility)
            self.globals[symbol.name] = made
            return
        if symbol.section and known.defined:
            self._collide(known, owner, symbol)
        elif symbol.section:
            known.owner, known.symbol, known.bind = owner, symbol, symbol.bind
        elif not known.defined and symbol.bind == STB_GLOBAL:
            known.bind = STB_GLOBAL
        known.visibility = known.visibility or symbol.visibility

    def _collide(self, known: Global, owner: int, symbol: Symbol) -> None:
        """Choose one of two definitions.

        Raises:
            ElfError: neither is weak, or they are different things.
        """
        if STB_WEAK not in (known.bind, symbol.bind):
            one, other = self._inputs[known.owner].name, self._inputs[owner].name
            raise ElfError(f"{symbol.name} is defined in {one} and in {other}")
        if (known.symbol.type == STT_FUNC) != (symbol.type == STT_FUNC):
            raise ElfError(f"{symbol.name} is a function in one object, a variable in another")
        if known.bind == STB_WEAK and symbol.bind != STB_WEAK:
            known.owner, known.symbol, known.bind = owner, symbol, symbol.bind

    def _take_locals(self, owner: int, each: Input) -> None:
        for symbol in each.elf.symbols:
            if symbol.bind != STB_LOCAL or not symbol.section or symbol.type == _FILE:
                continue
            if symbol.type == STT_SECTION:
                place = self._sections.places.get((owner, symbol.section))
                if place is not None:
                    self.numbers[owner, symbol.number] = place[0]
                continue
            made = self._placed(owner, symbol, STB_LOCAL, symbol.visibility)
            if made is not None:
                self.numbers[owner, symbol.number] = len(self.made)
                self.made.append(made)

    def _take_globals(self) -> None:
        numbers = {}
        for name, each in self.globals.items():
            made: OutSymbol | None = OutSymbol(name, None, bind=each.bind)
            if each.defined:
                made = self._placed(each.owner, each.symbol, each.bind, each.visibility)
            if made is None:
                whose = self._inputs[each.owner].name
                raise ElfError(f"{whose}: {name} is defined in no section that is linked")
            numbers[name] = len(self.made)
            self.made.append(made)
        for owner in range(len(self._inputs)):
            for symbol in self.of(owner):
                self.numbers[owner, symbol.number] = numbers[symbol.name]

    def _placed(self, owner: int, symbol: Symbol, bind: int, visibility: int) -> OutSymbol | None:
        place = self._sections.places.get((owner, symbol.section))
        if place is None or symbol.section >= SPECIAL:
            return None
        value = place[1] + symbol.value
        return OutSymbol(symbol.name, place[0], value, symbol.size, symbol.type, bind, visibility)
