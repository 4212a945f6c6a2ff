"""The kernel's task_struct, as far as the box has it.

It is made of what is known of a task under watch, or of /proc for another one (a parent, say). Of
parents the process's first thread is given, whichever thread it was.
"""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.box.places import TASK, place
from beebox.box.proc import Words, read_stat
from beebox.pylang import Array, cpu, i32, native, ptr, u32, u64
from beebox.sources.task import Task

FIELDS: Final = (
    "task_struct.pid", "task_struct.tgid", "task_struct.exit_code", "task_struct.start_time",
    "task_struct.start_boottime", "task_struct.group_leader", "task_struct.real_parent",
    "task_struct.parent", "task_struct.comm",
)  # fmt: skip
_PID, _TGID, _CODE, _START, _BOOT, _LEADER, _REAL_PARENT, _PARENT, COMM = range(len(FIELDS))

_CLOCK: Final = numbers().get("clock_gettime", 0)
_SECOND: Final = 1_000_000_000
_TICK: Final = _SECOND // 100
"""of /proc: USER_HZ"""
_MONOTONIC: Final = 1
_BOOTTIME: Final = 7
_PPID: Final = 1
_STARTED: Final = 19


@native
def now(clock: i32) -> u64:
    """Return what a clock shows, in nanoseconds."""
    time = Array[u64, 2]()
    cpu.syscall(_CLOCK, clock, time)
    return u64(time[0] * _SECOND + time[1])


@native
def of_task(words: ptr[Words], field: u32, tid: u32, task: ptr[Task]) -> u64:
    """Return the value of a field, not `COMM`, of task *tid*, whose place is *task*."""
    watched = task.tid == tid
    tgid = task.tgid if watched else tid
    if field == _PID:
        return u64(tid)
    if field == _TGID:
        return u64(tgid)
    if field == _LEADER:
        return place(u32(TASK), tgid, u32(0))
    if field == _CODE:
        return u64(task.exit_code) if watched else u64(0)
    if field in (_START, _BOOT):
        begun = task.start_boottime if watched else read_stat(words, tid, u32(_STARTED)) * _TICK
        return begun if field == _BOOT else begun - (now(i32(_BOOTTIME)) - now(i32(_MONOTONIC)))
    return place(u32(TASK), u32(read_stat(words, tid, u32(_PPID))), u32(0))
