"""The supervisor's loop: waits for stops and serves them. Compiled.

One call of `run` serves all that is ordinary in the life of a tree by itself. It comes back to
Python (`follow.py`) for ends that somebody waits for, and where adopted tasks are let go.
"""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.pylang import Unit, addr, cpu, i32, i64, native, ptr, u32
from beebox.sources import ptrace
from beebox.sources.life import executed, forked, gone, message, remove, take
from beebox.sources.stops import State, called, enter, filtered, leave, paused, resume, signalled
from beebox.sources.task import ADOPTED, DEAD, LEAVING, Task

_WAIT4: Final = numbers()["wait4"]
_YIELD: Final = numbers()["sched_yield"]
_EINTR: Final = -4

# Most stops come within microseconds, and waking an idle CPU takes many: so look before sleeping,
# often while that succeeds, seldom while it does not.
_MOST_LOOKS: Final = 150
_FEWEST_LOOKS: Final = 8
_OPTIONS: Final = ptrace.WALL | ptrace.WNOTHREAD

# What run() returns.
STOPPED: Final = 1
"""``State.pid`` changed state as ``State.status`` says, and that is for Python to handle."""
WOKEN: Final = 2
"""Somebody set ``State.wake``."""
CHILDLESS: Final = 3
"""There is nothing to wait for."""


@native
def reaped(state: ptr[State], task: ptr[Task]) -> bool:
    """*task* is no more; False if somebody waits for that."""
    if task.tid == 0:
        if task.early != 0:
            task.early = i32(DEAD)
        return True
    gone(state, task, u32(state.status))
    if task.tid == task.root or state.tasks[task.root].members == 1:
        return False
    if task.flags & ADOPTED != 0 or state.early != 0:
        return False
    remove(state, task)
    return True


@native
def happened(state: ptr[State], task: ptr[Task], pid: u32, event: i32) -> None:
    """Tell of a fork, an exec, or an end."""
    if event == ptrace.EVENT_EXEC:
        executed(state, task, pid)
    elif task.tid == 0:
        return
    elif event == ptrace.EVENT_EXIT:
        gone(state, task, message(pid))
    elif ptrace.EVENT_FORK <= event <= ptrace.EVENT_CLONE:
        forked(state, task)


@native
def serve(state: ptr[State], pid: i32, status: i32) -> bool:
    """Serve a change of state; False leaves the task as it is, for Python."""
    task = state.tasks + pid
    if status & 0xFF != 0x7F:
        return reaped(state, task)
    signal = (status >> 8) & 0xFF
    event = status >> 16
    if event == ptrace.EVENT_SECCOMP and task.tid != 0:
        return filtered(state, task)
    happened(state, task, u32(pid), event)
    if task.tid == 0 or task.flags & LEAVING != 0:
        return False
    if event == 0:
        if signal == ptrace.SYSCALL_STOP:
            return called(state, task)
        if state.signals != 0:
            return False
        resume(task, signal)
    elif event == ptrace.EVENT_STOP:
        paused(task, signal)
    elif event == ptrace.EVENT_EXIT and task.flags & ADOPTED != 0:
        return False
    else:
        resume(task, i32(0))
    return True


@native
def wait(state: ptr[State]) -> i64:
    """Wait for a change of state of any task: its tid, or -errno."""
    looks = u32(0)
    while looks < state.looks:
        pid = cpu.syscall(_WAIT4, -1, addr(state.status), _OPTIONS | ptrace.WNOHANG, 0)
        if pid != 0:
            state.looks = u32(_MOST_LOOKS)
            return pid
        looks += 1
        cpu.syscall(_YIELD)  # the task may be waiting for this very CPU
    state.looks = max(state.looks // 2, u32(_FEWEST_LOOKS))
    return cpu.syscall(_WAIT4, -1, addr(state.status), _OPTIONS, 0)


@native
def run(state: ptr[State]) -> i32:
    """Serve until Python is needed; say why."""
    while cpu.atomic_load(addr(state.wake)) == 0:
        pid = wait(state)
        if pid == _EINTR:
            continue
        if pid < 0:
            return i32(CHILDLESS)
        if not serve(state, i32(pid), state.status):
            state.pid = i32(pid)
            return i32(STOPPED)
    return i32(WOKEN)


@native
def ignore(signal: i32) -> None:
    """Do nothing: a signal's handler, so that the signal ends a wait."""


UNIT: Final = Unit(
    "sources.loop", [run, paused, take, remove, resume, enter, leave, signalled, ignore]
)
