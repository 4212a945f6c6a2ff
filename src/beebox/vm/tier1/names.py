"""The names of what a compiled program refers to: its functions, and addresses of this process.

An address is never part of the code. Each is a symbol named for the first instruction that has
it, so the same program gives the same object in every process.
"""

from __future__ import annotations

from collections.abc import Mapping

from beebox.isa.opcodes import CALL, LDDW, CallKind
from beebox.isa.semantics import wide
from beebox.pylang.unit import process_symbols
from beebox.vm.source import Inline, Source

PROGRAM = "prog"
"""the entry of a program that is compiled by itself"""


class Names:
    """The symbols of one program. *helpers*, *addresses* and *inlines* go by instruction."""

    def __init__(self, source: Source, name: str = PROGRAM) -> None:
        self.name = name
        insns = source.insns
        calls = [
            at
            for at, insn in enumerate(insns)
            if insn.code == CALL and insn.src != CallKind.LOCAL and at in source.targets
        ]
        values = {
            at: value  # null is no address
            for at in sorted(source.addresses)
            if at + 1 < len(insns) and insns[at].code == LDDW
            if (value := wide(insns[at], insns[at + 1]))
        }
        inlined = [at for at in calls if at in source.inlines and at not in source.tails]
        called = {at: source.targets[at] for at in calls if at not in inlined}
        firsts = {_identity(source.inlines[at]): at for at in reversed(inlined)}
        self._values = {**called, **values}
        self._source = source
        self.arena = f"{name}.arena" if source.arena else ""
        self.helpers = _firsts(called, f"{name}.h")
        self.addresses = _firsts(values, f"{name}.a")
        self.inlines = {at: f"{name}.i{firsts[_identity(source.inlines[at])]}" for at in inlined}

    def function(self, start: int) -> str:
        """Return the name of the function at *start*."""
        return f"{self.name}.{start}" if start else self.name

    def callback(self, start: int) -> str:
        """Return the name of the wrapper by which helpers call the function at *start*."""
        return f"{self.name}.c{start}"

    def external(self, inline: str, symbol: str) -> str:
        """Return the name of what the inlined function *inline* calls *symbol*."""
        return f"{inline}.{symbol}"

    def symbols(self) -> Mapping[str, int]:
        """Return the addresses that the object refers to."""
        named = {**self.helpers, **self.addresses}
        found = {name: self._values[at] for at, name in named.items()}
        if self.arena:
            found[self.arena] = self._source.arena
        for at, name in self.inlines.items():
            for symbol, address in self._source.inlines[at].externals.items():
                found[self.external(name, symbol)] = address
        return found


def around(name: str) -> str:
    """Return the name of the loop that the program *name* is in."""
    return f"{name}.loop"


def symbols(source: Source, name: str = PROGRAM) -> Mapping[str, int]:
    """Return the addresses to bind the object of *source* to, whenever it was compiled."""
    return {**process_symbols(), **Names(source, name).symbols()}


def _identity(inline: Inline) -> tuple[object, ...]:
    return inline.name, inline.ir, *sorted(inline.externals.items())


def _firsts(values: Mapping[int, int], prefix: str) -> Mapping[int, str]:
    """Name each value for the first instruction that has it."""
    first: dict[int, int] = {}
    for at, value in values.items():
        first.setdefault(value, at)
    return {at: f"{prefix}{first[value]}" for at, value in values.items()}
