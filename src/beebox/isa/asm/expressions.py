"""Numbers and sums: ``0x10``, ``'a'``, ``KEY + 8``, ``.Lend - start``, ``.``.

A sum is what LLVM's assembler takes as far as programs need it: numbers and names, added and
taken away. A number is decimal, ``0x``, ``0b``, octal after a ``0``, or a character.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = r"[A-Za-z_.$][\w.$]*"
DIGITS = (
    r"(?:(?:0[xX][0-9a-fA-F]{1,32}|0[bB][01]{1,128}|0[0-7]{0,40}|[1-9]\d{0,39})(?![\w.$])"
    r"|'(?:[^'\\]|\\.)')"
)
_SYMBOL = rf'(?:\d{{1,9}}[bf]\b|{NAME}|"[^"]+")'
_TERM = rf"(?:{DIGITS}|{_SYMBOL})"
MORE = rf"(?:\s*[-+]\s*{_TERM})*"
"""what follows the first term of a sum, as a regular expression without groups"""
SUM = rf"(?:[-+]\s*)?{_TERM}{MORE}"
"""a sum, likewise"""

_PART = re.compile(rf"\s*([-+]?)\s*(?:({DIGITS})|({_SYMBOL}))", re.ASCII)
_WHOLE = re.compile(SUM, re.ASCII)
LONGEST = 40
"""how many digits a number may have"""
MOST = 64
"""how many terms a sum may have"""
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "f": "\f"}


class Sum(NamedTuple):
    """*number* and what names add to it or take from it."""

    number: int
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


def number(digits: str) -> int:
    """Return the value of one number without a sign."""
    if digits[0] == "'":
        body = digits[1:-1]
        return ord(_ESCAPES.get(body[1], body[1]) if body[0] == "\\" else body)
    if digits[0] == "0" and digits.isdigit():
        return int(digits, 8)
    return int(digits, 0)


def parse(text: str) -> Sum | None:
    """Return the sum that *text* is, or None; so many terms are no sum that a program means."""
    if text.isdecimal() and text.isascii() and text[0] != "0" and len(text) <= LONGEST:
        return Sum(int(text))  # most are
    if not _WHOLE.fullmatch(text) or text.count("+") + text.count("-") > MOST:
        return None
    value = 0
    plus: list[str] = []
    minus: list[str] = []
    for sign, digits, name in _PART.findall(text):
        if digits:
            value += -number(digits) if sign == "-" else number(digits)
        else:
            (minus if sign == "-" else plus).append(name.strip('"'))
    return Sum(value, tuple(plus), tuple(minus))


def shown(made: Sum) -> str:
    """Return a sum as text."""
    parts = [*made.plus, *(f"-{name}" for name in made.minus)]
    if made.number or not parts:
        parts.append(str(made.number))
    return "+".join(parts).replace("+-", "-")
