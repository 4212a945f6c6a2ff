"""Formats as printf's, for values that programs send as 64 bits or as text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from beebox.tools.probe.expressions import Value
from beebox.tools.probe.lexer import Source, Word
from beebox.tools.probe.types import Kind

_PART = re.compile(r"%(?P<flags>[-+ #0]*\d*(?:\.\d+)?)(?P<length>hh|h|ll|l|j|z|t)?(?P<kind>.?)")
_BITS = {"hh": 8, "h": 16, "": 32}
"""how many bits count of a value of which that is not known, by the format's length; else all"""


class Part(NamedTuple):
    """Text, and the conversion behind it (``""``: none)."""

    text: str
    flags: str = ""
    length: str = ""
    kind: str = ""
    at: int = 0


class Format:
    """A format, and the kinds of its values as they are given."""

    def __init__(self, source: Source, word: Word | None) -> None:
        self._source = source
        self._parts = self._split(word) if word is not None else []
        self._wanted = [part for part in self._parts if part.kind]
        self._kinds: list[Kind] = []

    def _split(self, word: Word) -> list[Part]:
        text = self._source.literal(word)
        made, at, plain = [], 0, ""
        for match in _PART.finditer(text):
            plain += text[at : match.start()]
            at = match.end()
            place = word.at + 1 + match.start()  # a little before, behind escapes
            if match["kind"] == "%" and match[0] == "%%":
                plain += "%"
                continue
            if match["kind"] not in tuple("diuxXocps"):
                hint = "%d %i %u %x %X %o %c %p %s, and %% for the sign itself"
                self._source.fail(
                    place, f"{match[0]} is no format that is known", hint, len(match[0])
                )
            made.append(Part(plain, match["flags"], match["length"] or "", match["kind"], place))
            plain = ""
        return [*made, Part(plain + text[at:])]

    def value(self, value: Value) -> tuple[Value, bool]:
        """Take the next value; return it, and whether its text is wanted.

        Raises:
            CompileError: there is no place for it, or it is no address of a text.
        """
        if len(self._kinds) == len(self._wanted):
            self._source.fail(value.at, "there is no place for this in the format")
        part = self._wanted[len(self._kinds)]
        self._kinds.append(value.kind)
        if part.kind != "s":
            return value, False
        if value.kind.declared and not (value.kind.is_text or value.kind.name == "u64"):
            self._source.fail(value.at, "this is a number, not the address of a text", "%d")
        return value, True

    @property
    def count(self) -> int:
        """How many values it has."""
        return len(self._kinds)

    def enough(self) -> None:
        """Hold that each conversion has its value."""
        if len(self._kinds) < len(self._wanted):
            part = self._wanted[len(self._kinds)]
            self._source.fail(part.at, "there is no value for this", "add , EXPRESSION", 2)

    def text(self, values: list[Any]) -> str:
        """Return the text of a record's values."""
        made, rest = "", iter(zip(values, self._kinds, strict=True))
        for part in self._parts:
            made += part.text
            if part.kind:
                value, kind = next(rest)
                made += _converted(part, value, kind)
        return made

    def plain(self, values: list[Any]) -> list[Any]:
        """Return the values of a record as JSON has them: signed where they are."""
        return [
            value if isinstance(value, str) else _number(part, value, kind)
            for part, value, kind in zip(self._wanted, values, self._kinds, strict=True)
        ]


def _converted(part: Part, value: Any, kind: Kind) -> str:
    if isinstance(value, str):
        return f"%{part.flags}s" % value
    number = _number(part, value, kind)
    if part.kind == "c":
        return f"%{part.flags}s" % chr(number & 0xFF)
    if part.kind == "p":
        return f"%{part.flags}s" % f"{number:#x}"
    return f"%{part.flags}{part.kind}" % number


def _number(part: Part, value: int, kind: Kind) -> int:
    """Return what 64 bits mean: as the type says, or where there is none, as the format does."""
    bits = 64 if kind.declared or part.kind in "ps" else _BITS.get(part.length, 64)
    value &= (1 << bits) - 1
    signed = kind.signed if kind.declared else part.kind in "di"
    if signed and part.kind not in "xXop" and value >> (bits - 1):
        return value - (1 << bits)
    return value if not kind.declared or part.kind not in "xXo" else value & _mask(kind)


def _mask(kind: Kind) -> int:
    """Return the bits that a type has."""
    return (1 << int(kind.name[1:])) - 1 if kind.name[1:].isdecimal() else (1 << 64) - 1
