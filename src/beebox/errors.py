"""The tree of errors: everything beebox raises at a user is one of these.

::

    BeeboxError
    ├── DecodeError         bytes that are not an instruction
    ├── ElfError            a file that is not an object, or a damaged one
    ├── BtfError            type information that is malformed
    ├── RelocationError     a reference in an object that cannot be resolved
    ├── CompileError        source outside the language; has a location and a hint
    │   └── AsmError        assembly that is not an instruction, label or directive
    ├── MemoryFault         the checking interpreter met an access outside every region
    ├── NotSupported        a feature this kernel, machine or version does not have
    ├── CommandError        a command that cannot be run (127) or is not executable (126)
    └── KernelError         a system call failed; has an errno
        └── VerifierError   a program was refused; has the verifier's log

Messages say what is wrong and, where there is one, what to do. ``str(error)`` is what the
command line prints; it never needs a traceback.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # protocols cost every start some 2 ms
    from typing import Protocol

    class Explained(Protocol):
        """Why a program was refused: a `beebox.verifier.explain.Explanation`."""

        @property
        def name(self) -> str:
            """Of the class of message: ``null-pointer``."""

        @property
        def title(self) -> str:
            """What it is called."""

        @property
        def reason(self) -> str:
            """Why, in a sentence or two."""

        @property
        def json(self) -> dict[str, object]:
            """All of it as plain values: place, path, suggestion."""

        def text(self) -> str:
            """Return all of it as text."""


class BeeboxError(Exception):
    """The root: catch this to catch everything beebox says on purpose."""

    exit_status: int = 1


class DecodeError(BeeboxError):
    """Bytes that are not an instruction."""

    exit_status = 2


class ElfError(BeeboxError):
    """A file that is not an ELF object for BPF, or a damaged one."""

    exit_status = 2


class BtfError(BeeboxError):
    """Type information that is malformed."""

    exit_status = 2


class RelocationError(BeeboxError):
    """A reference in an object that cannot be resolved."""

    exit_status = 2


class Location(NamedTuple):
    """A place in a source file. Lines and columns count from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0
    text: str = ""
    width: int = 1

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        if not self.text:
            return place
        caret = " " * max(self.column - 1, 0) + "^" * max(self.width, 1)
        return f"{place}\n    {self.text}" + (f"\n    {caret}" if self.column else "")


class CompileError(BeeboxError):
    """Source outside the language: where, what, and what to write instead."""

    exit_status = 2

    def __init__(self, message: str, location: Location | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint

    def __str__(self) -> str:
        text = self.message
        if self.location is not None:
            place, _, source = str(self.location).partition("\n")
            text = f"{place}: {self.message}" + (f"\n{source}" if source else "")
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class AsmError(CompileError):
    """Assembly that is not an instruction, a label or a directive, or does not fit together."""


class MemoryFault(BeeboxError):  # noqa: N818 - the machine's word
    """The checking interpreter met an access outside every region it knows."""


class NotSupported(BeeboxError):  # noqa: N818 - reads as what it says
    """A feature that this kernel, machine or version does not have."""

    def __init__(self, feature: str, hint: str = "") -> None:
        super().__init__(feature)
        self.feature = feature
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.feature}\n  hint: {self.hint}" if self.hint else self.feature


class CommandError(BeeboxError):
    """A command that cannot be started, with the exit status a shell would give."""

    def __init__(self, message: str, exit_status: int) -> None:
        super().__init__(message)
        self.exit_status = exit_status


ENOTSUPP = 524
"""The kernel's own errno, which leaves it all the same and which no C library has a text for."""


class KernelError(BeeboxError):
    """A system call failed. *errno* is positive; *log* is what the kernel wrote, if anything.

    *missing* are the capabilities (``CAP_BPF``) that it takes and this process has not.
    """

    def __init__(
        self, errno: int, what: str = "", log: str = "", missing: tuple[str, ...] = ()
    ) -> None:
        super().__init__(errno, what)
        self.errno = errno
        self.what = what
        self.log = log
        self.missing = missing

    def __str__(self) -> str:
        reason = "Not supported" if self.errno == ENOTSUPP else os.strerror(self.errno)
        return f"{self.what}: {reason}" if self.what else reason


_UNENDED = re.compile(r"(?<=for tail call)(?=verification time|processed)")
"""where Linux ends no line before the figures"""


class VerifierError(KernelError):
    """A program was refused: *log* is the whole log, ``summary`` its last telling line."""

    program: str = ""
    """the name of the program, if it is known"""
    lacking: str = ""
    """what the refused instruction wants of the kernel, and the kernel has not"""
    explain: Callable[[], Explained | None] | None = None
    """makes the explanation; `beebox.load` knows how"""

    @property
    def summary(self) -> str:
        """The last line of the log that says something about the program."""
        figures = ("processed ", "verification time", "stack depth ", "cur state: ", "old state: ")
        lines = [line for line in _UNENDED.sub("\n", self.log).splitlines() if line.strip()]
        telling = [line for line in lines if not line.startswith(figures)]
        last = telling[-1] if telling else ""
        return f"{last} ({self.lacking})" if last and self.lacking else last

    @property
    def processed(self) -> int:
        """How many instructions were walked before the program was refused."""
        found = re.search(r"^processed (\d+) insns", self.log, re.MULTILINE)
        return int(found[1]) if found else 0

    @property
    def explanation(self) -> Explained | None:
        """Why, and what would help; made when it is asked for, None where nobody knows how."""
        return self.explain() if self.explain is not None else None

    def __str__(self) -> str:
        return f"{super().__str__()}: {self.summary}" if self.summary else super().__str__()
