"""A fault, or some, put into a program that is text: what people forget and mistake."""

from __future__ import annotations

import random
import re

_NUMBER = re.compile(r"(?<![\w#])-?\d+\b(?!\])")
_REG = re.compile(r"\b([rw])(\d)\b")
_SIGN = re.compile(r"(?<= )(s?[<>]=?|[!=]=)(?= )")
_WIDTH = re.compile(r"\bu(64|32|16|8)\b")
_TELLING = ("call ", "if r0 ", "r1 ", "r2 ", "r3 ", "r4 ", "*(u64 *)(r10", "r0 =", "exit")


def spoil(rnd: random.Random, lines: list[str]) -> None:
    """Change a line or some."""
    for _ in range(rnd.choice((1, 1, 2, 3, 4))):
        at = _place(rnd, lines)
        rnd.choice((_drop, _double, _swap, _number, _number, _number, _reg, _reg, _sign, _width))(
            rnd, lines, at
        )


def _place(rnd: random.Random, lines: list[str]) -> int:
    """Return a line, more often one where something may go wrong."""
    telling = [
        at for at, line in enumerate(lines) if line.startswith(_TELLING) or line.endswith("= r0")
    ]
    return rnd.choice(telling) if telling and rnd.random() < 0.8 else rnd.randrange(len(lines))


def _drop(_: random.Random, lines: list[str], at: int) -> None:
    if not lines[at].endswith(":"):
        lines[at] = "goto +0"


def _double(_: random.Random, lines: list[str], at: int) -> None:
    if not lines[at].endswith(":"):
        lines.insert(at, lines[at])


def _swap(rnd: random.Random, lines: list[str], at: int) -> None:
    to = min(at + rnd.randint(1, 4), len(lines) - 1)
    if not lines[at].endswith(":") and not lines[to].endswith(":"):
        lines[at], lines[to] = lines[to], lines[at]


def _number(rnd: random.Random, lines: list[str], at: int) -> None:
    def other(found: re.Match[str]) -> str:
        number = int(found[0])
        return str(rnd.choice((number + 1, number - 1, number + 8, number - 8, -number, 0, 1, 64)))

    if not lines[at].endswith(":") and "goto" not in lines[at]:
        lines[at] = _NUMBER.sub(other, lines[at], count=1)


def _reg(rnd: random.Random, lines: list[str], at: int) -> None:
    found = list(_REG.finditer(lines[at]))
    if found and not lines[at].endswith(":"):
        one = rnd.choice(found)
        made = f"{one[1]}{rnd.randrange(10)}"
        lines[at] = lines[at][: one.start()] + made + lines[at][one.end() :]


def _sign(rnd: random.Random, lines: list[str], at: int) -> None:
    signs = ("==", "!=", ">", "<", ">=", "<=", "s<", "s>")
    if lines[at].startswith("if "):
        lines[at] = _SIGN.sub(rnd.choice(signs), lines[at], count=1)


def _width(rnd: random.Random, lines: list[str], at: int) -> None:
    if lines[at].find("*(") >= 0:
        lines[at] = _WIDTH.sub(f"u{rnd.choice((8, 16, 32, 64))}", lines[at], count=1)
