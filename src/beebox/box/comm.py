"""The name of a task, as it is now: prctl(PR_SET_NAME) may have changed it since its exec."""

from __future__ import annotations

from beebox.pylang import addr, cast, cpu, native, ptr, u8, u32
from beebox.sources.task import Task

SIZE = 16
"""TASK_COMM_LEN"""
_SYS_PREAD = 17
_NEWLINE = 10


@native
def read_comm(task: ptr[Task], to: ptr[u8]) -> None:
    """Put the task's name into the 16 bytes *to*, padded with zeroes."""
    got: u32 = 0
    if task.comm_fd >= 0:
        count = cpu.syscall(_SYS_PREAD, task.comm_fd, to, SIZE, 0)
        if count > 0:
            got = u32(count)
            if to[got - 1] == _NEWLINE:
                got -= 1
    if got == 0:
        cpu.copy(to, cast(ptr[u8], addr(task.comm)), SIZE)
        return
    if got == SIZE:
        got -= 1
    while got < SIZE:
        to[got] = 0
        got += 1
