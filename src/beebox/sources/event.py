"""What the supervisor tells its handler: one system call's entry or exit, or a task's fate.

The order is the order of Linux's tracepoints: a fork before the parent's clone returns and before
the child does anything, an exec before its execve returns, an exit after the task's last call,
a signal when it is about to act.
"""

from __future__ import annotations

from typing import Final

from beebox.pylang import Array, Struct, char, i32, i64, ptr, u32, u64
from beebox.sources.task import Task

# Event.kind
ENTER: Final = 1
"""A system call begins: `nr`, `args`."""
EXIT: Final = 2
"""It returned `ret`; `nr` is -1 after rt_sigreturn, as in Linux."""
FORK: Final = 3
"""`task` made `other`."""
EXEC: Final = 4
"""`task` runs the file `text`; it was `old_tid` before (another thread may exec)."""
EXITED: Final = 5
"""`task` ends, with `Task.exit_code`; `flags` is 1 if it was the last of its process."""
SIGNAL: Final = 6
"""`task` takes signal `nr`, whose siginfo has errno `args[0]` and code `args[1]`."""


class Event(Struct):
    """One event. The task is stopped while the handler runs, so its memory can be read."""

    kind: u32
    nr: i32
    args: Array[u64, 6]
    ret: i64
    task: ptr[Task]
    other: ptr[Task]
    text: ptr[char]
    old_tid: u32
    flags: u32
