"""Functions of two numbers, right and wrong ones: what CPython gives is given, or they are refused.

``tests/data/language/snippets.txt`` has a paragraph for each. ``same``: as in CPython. ``gives``: these
results, for what CPython has no word for, or no width. ``refused at TEXT: MESSAGE``: at that place.
"""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from beebox.pylang import types

FILE = Path(__file__).parents[1] / "data" / "language" / "snippets.txt"
ARGUMENTS = ((21, -7), (5, 2))
HEAD = """
import enum
TEN = 10
text = "hello"
data = b"\x07\x08"
tupled = (1, 21)
listed = [5, 6]
dictionary = {"x": 1}
Small = u8
frozen = frozenset({5, 7})
plainconst = 7
unhashable = []

class Color:
    RED = 1
    BLUE = -7

class Kind(enum.IntEnum):
    IDLE = 1
    BUSY = 2

class Flags(enum.IntFlag):
    A = 1
    B = 4

class Pair(Struct):
    a: i64
    b: i64

@native
def add(x: i64, y: i64) -> i64:
    return x * 10 + y

@native
def onlykw(x: i64, *, y: i64) -> i64:
    return x * 10 + y

@native
def onlypos(x: i64, /) -> i64:
    return x * 10

@native
def withdefault(x: i64, y: i64 = 4) -> i64:
    return x * 10 + y

@native
def noresult(x: i64) -> None:
    return

@native
def rec(n: i64) -> i64:
    return 1 if n < 1 else rec(n - 1) + 1

@native
def even(n: i64) -> i64:
    return 1 if n < 1 else odd(n - 1)

@native
def odd(n: i64) -> i64:
    return 0 if n < 1 else even(n - 1)

def plain(x):
    return x
"""


class Snippet(NamedTuple):
    """The body of a function, and what comes of it."""

    outcome: str
    body: str

    def wanted(self) -> list[Any]:
        """Return the results for `ARGUMENTS`."""
        if self.outcome.startswith("gives "):
            return [int(number) for number in self.outcome.split()[1:]]
        return [in_python(self.body, *pair) for pair in ARGUMENTS]


def snippets() -> Iterator[Snippet]:
    """Yield all there are."""
    for part in FILE.read_text().split("---- ")[1:]:
        outcome, _, body = part.partition("\n")
        yield Snippet(outcome, body.rstrip("\n"))


class Pair:
    """`Pair` of the programs, for CPython."""

    size = 16

    def __init__(self, a: int = 0, b: int = 0) -> None:
        self.a, self.b = a, b


class Room:
    """`Array` of the programs, for CPython."""

    def __class_getitem__(cls, item: tuple[object, int]) -> Callable[[], list[int]]:
        return lambda: [0] * item[1]


PYTHON = """
def even(n):
    return 1 if n < 1 else odd(n - 1)
def odd(n):
    return 0 if n < 1 else even(n - 1)
def rec(n):
    return 1 if n < 1 else rec(n - 1) + 1
def add(x, y):
    return x * 10 + y
def onlykw(x, *, y):
    return x * 10 + y
def onlypos(x, /):
    return x * 10
def withdefault(x, y=4):
    return x * 10 + y
def noresult(x):
    return None
"""


def in_python(body: str, a: int, b: int) -> Any:
    """Return what CPython gives, each conversion cut to its width."""
    names: dict[str, Any] = {
        kind.name: kind
        for kind in vars(types).values()
        if isinstance(kind, types.IntType) and kind is not types.CHAR
    }

    class Color:
        RED = 1
        BLUE = -7

    names |= {
        "TEN": 10, "text": "hello", "data": b"\x07\x08", "tupled": (1, 21), "plainconst": 7,
        "frozen": frozenset({5, 7}), "Color": Color, "Pair": Pair, "Array": Room,
        "Kind": enum.IntEnum("Kind", {"IDLE": 1, "BUSY": 2}),
        "Flags": enum.IntFlag("Flags", {"A": 1, "B": 4}),
        "sizeof": lambda kind: kind.size if hasattr(kind, "size") else 8, "offsetof": lambda *_: 8,
        "ptr": dict.fromkeys((types.I64, Pair)), "null": None,
    }  # fmt: skip
    exec(PYTHON, names)
    exec(f"def f(a, b):\n{textwrap.indent(body, '    ')}", names)
    return names["f"](a, b)
