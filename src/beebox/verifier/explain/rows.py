"""The table of message classes: which message means what, and what helps.

A row has patterns. A pattern is a message with ``{fields}`` where something varies; ``{reg}``,
``{arg}`` and ``{insn}`` are numbers and say what the message names. Reason and advice may use the
fields that all patterns of the row have, and what `CONTEXT` lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from errno import EOPNOTSUPP
from functools import lru_cache
from typing import NamedTuple

CONTEXT = ("R", "state", "callee", "code", "spec")
"""what a reason may use besides the fields of its message: the register (``R3``), what is known of
it, what is called there, the instruction, what of a program its context or limits say"""
_NUMBERS = ("reg", "arg", "insn")
_FIELD = re.compile(r"\{(\w+)\}")


class Row(NamedTuple):
    """One class of message."""

    kind: str
    """its class, as a reader would file it"""
    title: str
    reason: str
    advice: str
    says: tuple[str, ...]
    fix: str = ""
    """who makes a concrete suggestion of it (`beebox.verifier.explain.suggest.MAKERS`)"""


class Match(NamedTuple):
    """A message, its row, and its fields."""

    row: Row
    fields: Mapping[str, str]


class _Pattern(NamedTuple):
    literals: tuple[str, ...]
    names: tuple[str, ...]

    def match(self, message: str) -> dict[str, str] | None:
        """Return the fields of *message*, each as short as can be, or None."""
        if not message.startswith(self.literals[0]):
            return None
        fields: dict[str, str] = {}
        at = len(self.literals[0])
        last = len(self.literals) - 1
        for number, literal in enumerate(self.literals[1:], 1):
            end = message.find(literal, at) if literal and number < last else -1
            if number == last:
                end = len(message) - len(literal)
                if end < at or not message.endswith(literal):
                    return None
            if end < at:
                return None
            fields[self.names[number - 1]] = message[at:end]
            at = end + len(literal)
        if last == 0 and message != self.literals[0]:
            return None
        good = all(fields[name].isdigit() for name in self.names if name in _NUMBERS)
        return fields if good else None


def field_names(pattern: str) -> tuple[str, ...]:
    """Return the names of the fields in a pattern, or in a reason."""
    return tuple(_FIELD.findall(pattern))


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Return all rows; the first that matches counts."""
    from beebox.verifier.explain.classes import ROWS  # noqa: PLC0415 - only a refusal needs them

    return ROWS


@lru_cache(maxsize=1)
def _patterns() -> Sequence[tuple[_Pattern, Row]]:
    return [(_pattern(text), row) for row in rows() for text in row.says]


def _pattern(text: str) -> _Pattern:
    parts = _FIELD.split(text)
    return _Pattern(tuple(parts[::2]), tuple(parts[1::2]))


def matches(message: str) -> Iterator[Match]:
    """Yield each row that has a pattern for *message*."""
    for pattern, row in _patterns():
        fields = pattern.match(message)
        if fields is not None:
            yield Match(row, fields)


def find(message: str, errno: int = 0) -> Match | None:
    """Return the row for a message, or None. What is not supported here has one for all."""
    found = next(matches(message), None)
    if found is None and errno == EOPNOTSUPP:
        return Match(rows()[-1], {"what": message})
    return found
