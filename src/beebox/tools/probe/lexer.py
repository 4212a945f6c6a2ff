"""Words of a probe's text, and mistakes told with their place in it."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from beebox.errors import CompileError, Location

_WORD = re.compile(
    r"""\s*(?:
    (?P<number>0[xX][0-9a-fA-F]+[uUlL]*(?![\w.])|\d+(?:[uUlL]*)(?![\w.]))
    |(?P<name>\$?[A-Za-z_]\w*)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<char>'(?:[^'\\]|\\.)')
    |(?P<sign><<|>>|<=|>=|==|!=|&&|\|\||->|[-+*/%&|^~!<>()?:,.@$\[\]=])
    )""",
    re.VERBOSE,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "\\": "\\", '"': '"', "'": "'"}


class Word(NamedTuple):
    """One word: its kind (``""`` at the end), how it is written, where."""

    kind: str
    text: str
    at: int


class Source:
    """The text that a user wrote for a *tool*."""

    def __init__(self, text: str, tool: str) -> None:
        self.text = text
        self.tool = tool

    def fail(self, at: int, message: str, hint: str = "", width: int = 1) -> NoReturn:
        """Refuse the text for what stands at *at*.

        Raises:
            CompileError: always.
        """
        shown = self.text.replace("\n", " ").replace("\t", " ")
        raise CompileError(message, Location(self.tool, 1, at + 1, shown, width), hint)

    def words(self, start: int = 0) -> list[Word]:
        """Return the words from *start* on, and an empty one behind them."""
        found, at = [], start
        end = len(self.text.rstrip())
        while at < end:
            match = _WORD.match(self.text, at)
            if match is None:
                at += len(self.text[at:]) - len(self.text[at:].lstrip())
                if self.text[at] in "\"'":
                    self.fail(at, "this text has no end")
                self.fail(at, f"{self.text[at]!r} means nothing here")
            kind = match.lastgroup or ""
            found.append(Word(kind, match[kind], match.start(kind)))
            at = match.end()
        return [*found, Word("", "", end)]

    def literal(self, word: Word) -> str:
        """Return the text that a literal in quotes means."""
        made, rest = "", word.text[1:-1]
        while rest:
            if rest[0] != "\\":
                made, rest = made + rest[0], rest[1:]
            elif rest[1] in _ESCAPES:
                made, rest = made + _ESCAPES[rest[1]], rest[2:]
            else:
                self.fail(word.at, f"'\\{rest[1]}' in a text is not known", '\\n, \\t, \\\\, \\"')
        return made
