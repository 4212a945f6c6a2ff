"""A system call that is about to begin, for who decides whether it may.

The task is stopped until the decision. What it says in its memory may still be changed by another
thread of it afterwards: a guard keeps programs from mistakes, it is no wall against attackers.
"""

from __future__ import annotations

from typing import NamedTuple

from beebox.sources import ptrace

_PATH_MAX = 4096


class Attempt(NamedTuple):
    """Call *nr* with *args* of task *tid*, which process *tgid* of user *uid* has."""

    tid: int
    tgid: int
    uid: int
    nr: int
    args: tuple[int, ...]

    def text(self, address: int) -> str:
        """Return the string at *address*: a path."""
        raw = ptrace.read_memory(self.tid, address, _PATH_MAX).split(b"\0", 1)[0]
        return raw.decode(errors="surrogateescape")

    def word(self, address: int) -> int:
        """Return the number of eight bytes at *address*."""
        return int.from_bytes(ptrace.read_memory(self.tid, address, 8), "little")
