"""Stops at system calls: tell the handler, let the task go on. Compiled.

Which call is wanted is a byte in ``State.modes``, which the owner may change at any time.
Sequences: ptrace(2), seccomp(2); kernel/ptrace.c, kernel/seccomp.c of 6.18.
"""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.pylang import (
    Array,
    Struct,
    addr,
    char,
    cpu,
    i32,
    i64,
    native,
    ptr,
    u8,
    u16,
    u32,
    u64,
)
from beebox.sources import ptrace
from beebox.sources.event import ENTER, EXIT, SIGNAL, Event
from beebox.sources.task import ADOPTED, HELD, IN_CALL, LEAVING, MUTED, Task

_NUMBERS: Final = numbers()
PTRACE: Final = _NUMBERS["ptrace"]
EXECVE: Final = _NUMBERS["execve"]
EXECVEAT: Final = _NUMBERS["execveat"]
RT_SIGRETURN: Final = _NUMBERS["rt_sigreturn"]

CALLS: Final = 512
"""System call numbers are below this."""
ENTER_WANTED: Final = 1
EXIT_WANTED: Final = 2
CHANGES_IDS: Final = 4
"""The call may change the real uid or gid: they are read again at its exit."""
GUARDED: Final = 8
"""Python decides whether the call may be made."""


class SyscallInfo(Struct):
    """struct ptrace_syscall_info (include/uapi/linux/ptrace.h) of an entry or a seccomp stop."""

    op: u8
    reserved: u8
    flags: u16
    arch: u32
    instruction_pointer: u64
    stack_pointer: u64
    nr: u64
    """Of an exit: the value returned."""
    args: Array[u64, 6]
    ret_data: u32
    pad: u32


class State(Struct):
    """What one supervisor's loop works on."""

    handler: u64
    """``u64 handle(u64 user, ptr[Event])``"""
    user: u64
    tasks: ptr[Task]
    """The table: a place for each tid there can be."""
    modes: ptr[u8]
    """What is wanted of each call: `CALLS` bytes."""
    first: u32
    """The first of all tasks under watch, the start of their list."""
    early: u32
    """How many children stopped before their parents told of them."""
    wake: u32
    signals: u32
    """Not 0 while signals are wanted."""
    looks: u32
    """How often to look for a stop before sleeping until there is one."""
    pid: i32
    status: i32
    event: Event
    info: SyscallInfo
    path: Array[char, 32]
    """``/proc/`` and room for a tid and a file; the files follow."""
    comm_file: Array[char, 8]
    auxv_file: Array[char, 8]
    auxv: Array[u64, 128]
    text: Array[char, 4104]
    """The file name of an exec."""


@native
def tell(state: ptr[State], task: ptr[Task]) -> None:
    """Give ``state.event`` about *task* to the handler, unless nobody is to hear of the task."""
    if task.flags & (HELD | MUTED | LEAVING) != 0:
        return
    state.event.task = task
    cpu.call(state.handler, state.user, addr(state.event))


@native
def signalled(state: ptr[State], task: ptr[Task], number: i32, error: i32, code: i32) -> None:
    """Tell that *task* takes signal *number*."""
    state.event.kind = u32(SIGNAL)
    state.event.nr = number
    state.event.args[0] = u64(i64(error))
    state.event.args[1] = u64(i64(code))
    tell(state, task)


@native
def resume(task: ptr[Task], signal: i32) -> None:
    """Let *task* go on, with *signal* if not 0, to its next stop of interest."""
    request = i32(ptrace.CONT)
    if task.flags & (ADOPTED | IN_CALL) != 0:
        request = i32(ptrace.SYSCALL)
    cpu.syscall(PTRACE, request, task.tid, 0, signal)


@native
def paused(task: ptr[Task], signal: i32) -> None:
    """Serve PTRACE_EVENT_STOP: a group stop or its end, or a new child's first stop."""
    if signal == ptrace.SIGTRAP:
        resume(task, i32(0))
    else:
        cpu.syscall(PTRACE, ptrace.LISTEN, task.tid, 0, 0)


@native
def read_info(state: ptr[State], task: ptr[Task]) -> bool:
    """Fill ``state.info``; False if the task was killed meanwhile."""
    size = i32(SyscallInfo.size)
    return cpu.syscall(PTRACE, ptrace.GET_SYSCALL_INFO, task.tid, size, addr(state.info)) > 0


@native
def enter(state: ptr[State], task: ptr[Task]) -> None:
    """Begin a call, as ``state.info`` has it."""
    mode = u32(0)
    nr = state.info.nr
    if state.info.arch == ptrace.ARCH and nr < CALLS:
        mode = u32(state.modes[nr])
        if nr == EXECVE or nr == EXECVEAT:  # noqa: PLR1714, SIM109 - the subset has no tuples
            task.flags &= ~u32(HELD)
    if task.flags & (HELD | MUTED) != 0:
        mode = u32(0)
    if mode & ENTER_WANTED != 0:
        state.event.kind = u32(ENTER)
        state.event.nr = i32(nr)
        cpu.copy(addr(state.event.args), addr(state.info.args), 48)
        tell(state, task)
    if mode & (EXIT_WANTED | CHANGES_IDS) != 0 or task.flags & ADOPTED != 0:
        task.flags |= IN_CALL
        task.nr = i32(nr)
        task.mode = mode
    resume(task, i32(0))


@native
def guarded(state: ptr[State], task: ptr[Task]) -> bool:
    """Say whether Python is to decide about the call in ``state.info``."""
    nr = state.info.nr
    if state.info.arch != ptrace.ARCH or nr >= CALLS or task.flags & MUTED != 0:
        return False
    held = task.flags & HELD != 0 and nr != EXECVE  # before that it is our own work
    return not held and u32(state.modes[nr]) & GUARDED != 0


@native
def leave(state: ptr[State], task: ptr[Task]) -> None:
    """End the call that `enter` noted."""
    task.flags &= ~u32(IN_CALL)
    if task.mode & EXIT_WANTED != 0 and read_info(state, task):
        state.event.kind = u32(EXIT)
        state.event.nr = task.nr
        if task.nr == RT_SIGRETURN:  # it restores orig_ax, which Linux reads the number from: -1
            state.event.nr = i32(-1)
        state.event.ret = i64(state.info.nr)
        tell(state, task)
    resume(task, i32(0))


@native
def filtered(state: ptr[State], task: ptr[Task]) -> bool:
    """Serve the stop of a filter: ours, or one that the program made itself; as `called`."""
    if not read_info(state, task):
        return True
    if state.info.ret_data == ptrace.FILTER_DATA:
        if guarded(state, task):
            return False
        enter(state, task)
    else:  # a filter of the program's own, which has no tracer: ENOSYS, as without us
        cpu.syscall(PTRACE, ptrace.POKEUSER, task.tid, ptrace.NR_OFFSET, -1)
        resume(task, i32(0))
    return True


@native
def called(state: ptr[State], task: ptr[Task]) -> bool:
    """Begin (an adopted task's) or end a call; False if Python must look first."""
    if task.flags & IN_CALL != 0:
        if task.mode & CHANGES_IDS != 0:
            return False
        leave(state, task)
    elif read_info(state, task):
        if state.info.op == ptrace.ENTRY:
            if guarded(state, task):
                return False
            enter(state, task)
        else:  # the end of a call that began before we came
            resume(task, i32(0))
    return True
