"""A task under watch (a thread, in Linux's words a task), as native code sees it.

One `Task` lives as long as the supervisor knows the thread; helpers read it through ``run.task``.
"""

from __future__ import annotations

from typing import Final

from beebox.pylang import Array, Struct, char, i32, u32, u64

# Task.flags
ADOPTED: Final = 1
"""It has no filter: every system call of it stops."""
IN_CALL: Final = 2
"""It stopped at the entry of a call whose exit is wanted."""
HELD: Final = 4
"""It is a spawned child before its exec: what it does is the supervisor's work, no event."""
GONE: Final = 8
"""Its EXITED event was given."""
LEAVING: Final = 16
"""It is let go at its next stop."""
MUTED: Final = 32
"""Nobody wants to hear of it any more, but its filter needs us."""
GROUP_STOPPED: Final = 64
"""A signal stopped its process, as job control does."""


class Task(Struct):
    """What is known of one thread. uid and gid are the real ones, as bpf_get_current_uid_gid's."""

    tid: u32
    tgid: u32
    uid: u32
    gid: u32
    comm_fd: i32
    """/proc/<tid>/comm open for pread, -1 if there is none; `comm` is its text at the last exec."""
    flags: u32
    comm: Array[char, 16]
    start_boottime: u64
    """Nanoseconds since boot, as task_struct's."""
    nr: i32
    """The system call it is in (while `IN_CALL`)."""
    mode: u32
    """What was wanted of that call when it began (`loop.ENTER_WANTED` and so on)."""
