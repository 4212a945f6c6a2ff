"""Which tasks a tool wants to see: of one process, thread or user, or below a command.

::

    from beebox.lang.library import task

    bpf.include(task)
    ...
    if not task.wanted():
        return 0

The user side sets ``only_pid``, ``only_tid``, ``only_uid``, and ``only_watched`` (see `tree`).
Hooks that tell of another task than the current one ask `chosen`.
"""

from __future__ import annotations

from beebox.lang.helpers import current_pid, current_tid, current_uid
from beebox.lang.library import tree
from beebox.lang.programs import function, include
from beebox.pylang.names import Const, u32

ANY_USER = (1 << 32) - 1
"""The id that no user has: (uid_t)-1."""

only_pid: Const[u32] = 0
only_tid: Const[u32] = 0
only_uid: Const[u32] = ANY_USER
include(tree)


@function
def wanted() -> bool:
    """Say whether the current task is to be seen."""
    if (only_pid and current_pid() != only_pid) or (only_tid and current_tid() != only_tid):
        return False
    if only_uid != ANY_USER and current_uid() != only_uid:
        return False
    return tree.watched_current()


@function
def chosen(pid: u32, tid: u32, uid: u32) -> bool:
    """Say whether the task with these ids is to be seen."""
    if (only_pid and pid != only_pid) or (only_tid and tid != only_tid):
        return False
    if only_uid not in (ANY_USER, uid):
        return False
    return tree.watched_task(tid)
