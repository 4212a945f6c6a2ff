"""What a verifier said of a program, the box's or Linux's, in one shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beebox.verifier.explain import Explanation

_FIGURES = re.compile(
    r"processed (\d+) insns \(limit \d+\) max_states_per_insn (\d+) total_states (\d+)"
    r" peak_states (\d+)"
)
_TIME = re.compile(r"verification time (\d+) usec")
_STACK = re.compile(r"^stack depth ([\d+]+)", re.MULTILINE)


class Figures(NamedTuple):
    """What a proof cost."""

    processed: int = 0
    total_states: int = 0
    peak_states: int = 0
    max_states_per_insn: int = 0
    time_us: int = 0
    stack_depth: tuple[int, ...] = ()
    """bytes a subprogram, the main program first"""


_NONE = Figures()


class Hot(NamedTuple):
    """A place that was walked often."""

    place: str
    """``prog.c:12``, or ``insn 5``"""
    text: str
    """the source, or the instruction"""
    visits: int
    share: float
    """of all that was walked"""
    insns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one verifier said of one program; *message* and *place* are empty if it was accepted."""

    name: str
    section: str
    type: str
    kernel: str
    accepted: bool
    errno: int = 0
    message: str = ""
    place: str = ""
    log: str = ""
    figures: Figures = _NONE
    hottest: Sequence[Hot] = ()
    explanation: Explanation | None = None
    """why it was refused, if that was asked for"""
    article: str = ""
    """its part of a page, if that was asked for"""
    over: int = 0
    """the budget of processed instructions that it is above; 0: within"""
    linux: Verdict | None = None
    """what Linux said, if it was asked too"""
    differences: Sequence[str] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every verifier that was asked accepts it, within its budget."""
        return self.accepted and not self.over and (self.linux is None or self.linux.passed)


def figures(log: str) -> Figures:
    """Return the figures at the end of a log; zeroes where it has none."""
    found, time, stack = _FIGURES.search(log), _TIME.search(log), _STACK.search(log)
    if found is None:
        return Figures()
    processed, most, total, peak = map(int, found.groups())
    depth = tuple(map(int, stack[1].split("+"))) if stack else ()
    return Figures(processed, total, peak, most, int(time[1]) if time else 0, depth)


def differences(ours: Verdict, theirs: Verdict) -> list[str]:
    """Return in what two verdicts on one program differ, a line each."""
    found = []
    for what, mine, other in (
        ("verdict", _word(ours), _word(theirs)),
        ("message", ours.message, theirs.message),
        ("processed", ours.figures.processed, theirs.figures.processed),
    ):
        if mine != other:
            found.append(f"{what}: {ours.kernel} {mine!r}, {theirs.kernel} {other!r}")
    return found


def _word(verdict: Verdict) -> str:
    return "accepted" if verdict.accepted else f"refused ({verdict.errno})"
