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

_LOCAL = CallKind.LOCAL.value
PROGRAM = "prog"
"""the entry of a program that is compiled by itself"""


class Names:
    """The symbols of one program. *helpers*, *addresses* and *inlines* go by instruction."""

    def __init__(self, source: Source, name: str = PROGRAM) -> None:
        self.name = name
        insns = source.insns
        inlined: dict[int, Inline] = {}
        called: dict[int, int] = {}
        inlines, tails = source.inlines, source.tails
        for at, target in sorted(source.targets.items()):
            insn = insns[at]
            if insn.code != CALL or insn.src == _LOCAL:
                continue
            if at in inlines and at not in tails:
                inlined[at] = inlines[at]
            else:
                called[at] = target
        values = {
            at: value  # null is no address
            for at in sorted(source.addresses)
            if at + 1 < len(insns) and insns[at].code == LDDW
            if (value := wide(insns[at], insns[at + 1]))
        }
        self._source = source
        self._found: dict[str, int] = {}
        self.arena = f"{name}.arena" if source.arena else ""
        self.helpers = self._firsts(called, f"{name}.h")
        self.addresses = self._firsts(values, f"{name}.a")
        self.inlines = _inlines(inlined, f"{name}.i")

    def _firsts(self, values: Mapping[int, int], prefix: str) -> Mapping[int, str]:
        """Name each value for the first instruction that has it."""
        names: dict[int, str] = {}
        for at, value in values.items():
            if value not in names:
                names[value] = f"{prefix}{at}"
        self._found.update((name, value) for value, name in names.items())
        return {at: names[value] for at, value in values.items()}

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
        """Return the addresses that the object refers to, or that LLVM may refer to by itself."""
        found = {**process_symbols(), **self._found}
        if self.arena:
            found[self.arena] = self._source.arena
        for name, at in {name: at for at, name in self.inlines.items()}.items():
            for symbol, address in self._source.inlines[at].externals.items():
                found[self.external(name, symbol)] = address
        return found


def around(name: str) -> str:
    """Return the name of the loop that the program *name* is in."""
    return f"{name}.loop"


def symbols(source: Source, name: str = PROGRAM) -> Mapping[str, int]:
    """Return the addresses to bind the object of *source* to, whenever it was compiled."""
    return Names(source, name).symbols()


def _inlines(inlined: Mapping[int, Inline], prefix: str) -> dict[int, str]:
    """Name each body for the first call that has it, or one that is equal."""
    names: dict[tuple[object, ...], str] = {}
    same: dict[int, str] = {}
    for at, inline in inlined.items():
        if id(inline) not in same:
            same[id(inline)] = names.setdefault(_identity(inline), f"{prefix}{at}")
    return {at: same[id(inline)] for at, inline in inlined.items()}


def _identity(inline: Inline) -> tuple[object, ...]:
    return inline.name, inline.ir, *sorted(inline.externals.items())
