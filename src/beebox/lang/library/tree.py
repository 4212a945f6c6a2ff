"""A tree of processes, followed by the programs themselves.

::

    from beebox.lang.library import tree

    bpf.include(tree)
    ...
    if not tree.watched_current():
        return 0

The user side sets ``only_watched`` and puts the first task into `watched` (by thread id); forks,
execs and exits keep it. The same stands in C in lang/include/bpf/tree.bpf.h.
"""

from __future__ import annotations

from beebox.lang import contexts
from beebox.lang.helpers import current_tid
from beebox.lang.maps import Hash
from beebox.lang.programs import function, program
from beebox.pylang.names import Const, i32, u8, u32

only_watched: Const[bool] = False
watched = Hash[u32, u8](max_entries=16384)


@function
def watched_current() -> bool:
    """Say whether the current task is to be seen."""
    return watched_task(current_tid())


@function
def watched_task(tid: u32) -> bool:
    """Say whether a task is to be seen."""
    return not only_watched or tid in watched


@program("tracepoint/sched/sched_process_fork")
def tree_fork(ctx: contexts.SchedProcessFork) -> i32:
    """Watch what a watched task forks: processes and threads."""
    if u32(ctx.parent_pid) in watched:
        watched[u32(ctx.child_pid)] = 1
    return 0


@program("tracepoint/sched/sched_process_exec")
def tree_exec(ctx: contexts.SchedProcessExec) -> i32:
    """Follow an exec by a thread that is not the leader: it takes over the leader's id."""
    if ctx.old_pid != ctx.pid and u32(ctx.old_pid) in watched:
        watched[u32(ctx.pid)] = 1
        del watched[u32(ctx.old_pid)]
    return 0


@program("tracepoint/sched/sched_process_exit", last=True)
def tree_exit(ctx: contexts.SchedProcessExit) -> i32:
    """Forget a task that ended."""
    del watched[u32(ctx.pid)]
    return 0
