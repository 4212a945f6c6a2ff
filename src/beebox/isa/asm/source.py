"""A text cut into statements, each with its place: comments taken away, lines split.

``//``, ``/* */`` and ``#`` (after a blank or at the start of a line) begin comments. ``;`` is two
things: the kernel's logs put remarks after it, LLVM's assembler the next statement. So a line that
starts with it is a remark, and what comes after it later in a line is a statement if it reads as
one: such a `Statement` is not *sure*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from beebox.errors import AsmError, Location

_MARK = re.compile(
    r"""
    "(?:[^"\\]|\\.)*(?:"|\\?$)   # a string; one that does not end takes the rest
    | '(?:[^'\\]|\\.)'           # a character
    | /\* | // | ; | (?:(?<=\s)|^)\#
    """,
    re.VERBOSE,
)
_SPECIAL = re.compile(r"""[/;#"']""")
LONGEST = 1 << 16
"""how many characters a line may have"""


class Statement(NamedTuple):
    """A label, instruction or directive (labels may precede) at *line* and *column*, from 1."""

    text: str
    line: int
    column: int
    sure: bool = True


class Source:
    """A text with a name. *name* is empty for a text that is in no file."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines = text.split("\n")

    def location(self, line: int, column: int = 0, width: int = 1) -> Location:
        """Return a place, with the line's text (tabs as single blanks, so that a caret fits)."""
        text = self.lines[line - 1].rstrip().replace("\t", " ") if line else ""
        return Location(self.name or "<asm>", line, column, text[:200], min(width, 80))

    def statements(self) -> Iterator[Statement]:
        """Yield the statements in order.

        Raises:
            AsmError: a line is too long, or a comment does not end.
        """
        opened = 0
        for number, line in enumerate(self.lines, 1):
            start = 0
            if len(line) > LONGEST:
                message = f"the line has {len(line)} characters, {LONGEST} are the most"
                raise AsmError(message, self.location(number))
            if opened:
                end = line.find("*/")
                if end < 0:
                    continue
                start, opened = end + 2, 0
            if _SPECIAL.search(line, start):
                pieces, ended = _cut(line, start)
                opened = 0 if ended else number
                for text, column, sure in pieces:
                    yield Statement(text, number, column, sure)
            elif text := line[start:].strip():
                yield Statement(text, number, start + _indent(line[start:]) + 1)
        if opened:
            raise AsmError("the comment does not end", self.location(opened), "end it with */")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _cut(line: str, start: int) -> tuple[list[tuple[str, int, bool]], bool]:
    """Return the pieces of *line* from *start*: text, column, sure; and whether comments end."""
    if line[start:].lstrip().startswith(";"):
        return [], True
    pieces: list[tuple[str, int, bool]] = []
    kept, at, sure, ended = "", start, True, True

    def finish() -> None:
        if text := kept.strip():
            pieces.append((text, at + _indent(kept) + 1, sure))

    position = start
    while match := _MARK.search(line, position):
        mark = match[0]
        if mark == "/*":
            end = line.find("*/", match.end())
            kept += line[position : match.start()]
            if end < 0:
                finish()
                return pieces, False
            kept += " " * (end + 2 - match.start())
            position = end + 2
        elif mark in ("//", "#"):
            kept += line[position : match.start()]
            finish()
            return pieces, ended
        elif mark == ";":
            kept += line[position : match.start()]
            finish()
            kept, at, sure = "", match.end(), False
            position = match.end()
        else:
            kept += line[position : match.end()]
            position = match.end()
    kept += line[position:]
    finish()
    return pieces, ended
