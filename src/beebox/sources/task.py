"""A task under watch (a thread; in Linux's words a task), as native code sees it.

Tasks stand in one sparse table by tid, so their places live as long as the supervisor; helpers read
the current one through ``run.task``.
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
DOOMED: Final = 64
"""Its tree is being killed, what it forks now included."""
DYING: Final = 128
"""The signal that ends it was told."""
INHERITED: Final = ADOPTED | LEAVING | MUTED | DOOMED
"""What a child has of its parent's."""

# Task.early
DEAD: Final = 1
"""It ended before it was known."""


class Task(Struct):
    """What is known of one thread. uid and gid are the real ones, as bpf_get_current_uid_gid's."""

    tid: u32
    """0: this place is empty, nobody of that number is under watch."""
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
    """What was wanted of that call when it began (`stops.ENTER_WANTED` and so on)."""
    root: u32
    """The spawned or adopted process that it descends from."""
    next: u32
    """The next task of all, 0 at the end; and the one before."""
    previous: u32
    threads: u32
    """Of the place of a process: how many of its threads have not ended."""
    members: u32
    """Of the place of a root: how many tasks of its tree are under watch."""
    exit_code: u32
    """As wait(2) gives it; set when it ends."""
    early: i32
    """The status of a child's first stop that came before its parent told of it, or `DEAD`."""
