"""What an explanation is: plain values, and their two forms, text and JSON.

The text has the shape that Linux announces for its own errors (kernel/bpf/diagnostics.c of 2026):
class and title, reason, place, the steps that led there, a suggestion.
"""

from __future__ import annotations

from typing import NamedTuple


class Site(NamedTuple):
    """A place in the program: the instruction, and the source line it was made from."""

    insn: int
    """-1: no instruction in particular"""
    code: str = ""
    """the instruction, as the log shows it"""
    file: str = ""
    line: int = 0
    """counted from 1; 0: not known"""
    column: int = 0
    """counted from 1; 0: not known"""
    source: str = ""

    @property
    def name(self) -> str:
        """``prog.c:12``, or ``insn 5`` without source."""
        if self.line:
            return f"{self.file.rpartition('/')[2]}:{self.line}"
        return f"insn {self.insn}" if self.insn >= 0 else "the program"


class Step(NamedTuple):
    """One step of the causal path: what the instruction at *site* did to the value."""

    site: Site
    what: str
    state: str = ""
    """the value afterwards, as the log shows it"""
    kind: str = ""
    """origin, change, branch, lost, acquire, call, refused"""


class Suggestion(NamedTuple):
    """A change that should make the program pass."""

    text: str
    code: tuple[str, ...] = ()
    """lines to put in, in the language of the source"""
    before: Site | None = None
    """where to put them"""
    checked: bool = False
    """the program with this change was verified, and is accepted"""


class Explanation(NamedTuple):
    """Why a program was refused, in terms that a person can act on."""

    name: str
    """of the class of message: ``null-pointer``"""
    title: str
    reason: str
    message: str
    """what the verifier said: the last telling line of its log"""
    errno: int
    at: Site
    path: tuple[Step, ...]
    suggestion: Suggestion
    program: str = ""

    def of_kernel(self, lacking: str) -> Explanation:
        """Return it with the very thing as its reason that the kernel has not, if that is known."""
        return self._replace(reason=f"{self.reason} Here: {lacking}.") if lacking else self

    def text(self) -> str:
        """Return it as text."""
        from beebox.verifier.explain.text import text  # noqa: PLC0415 - values know no form

        return text(self)

    @property
    def json(self) -> dict[str, object]:
        """It as plain values."""
        return {
            "program": self.program,
            "class": self.name,
            "title": self.title,
            "reason": self.reason,
            "message": self.message,
            "errno": self.errno,
            "at": self.at._asdict(),
            "path": [step._asdict() | {"site": step.site._asdict()} for step in self.path],
            "suggestion": self.suggestion._asdict()
            | {"before": self.suggestion.before and self.suggestion.before._asdict()},
        }
