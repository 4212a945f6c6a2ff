"""From an event of a real process to the programs: records as Linux lays them out, natively.

`handle` is what `beebox.sources` calls for each event. It makes the tracepoint's record, and runs
the programs of the list that belongs to it. Lists are replaced whole and freed only after no
program runs that began before (`Hooks.synchronize`), so attaching while processes run is safe.

A program of type TRACEPOINT gets the record; its first eight bytes are the kernel's own and not
readable (kernel/trace/bpf_trace.c, tp_prog_is_valid_access). A RAW_TRACEPOINT program gets the
arguments; the registers they point at are filled from what the event tells.
"""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.box.comm import read_comm
from beebox.box.helpers.clock import clock
from beebox.box.run import Run
from beebox.pylang import (
    Array,
    Struct,
    addr,
    cast,
    cpu,
    i32,
    i64,
    native,
    ptr,
    u8,
    u32,
    u64,
)
from beebox.sources.event import ENTER, EXEC, EXIT, EXITED, FORK, SIGNAL, Event

NUMBERS = 512
"""System call numbers that can be attached to."""
RECORD = 8192
"""PERF_MAX_TRACE_SIZE: what the verifier lets a program read of a record."""
TEXT_MAX = 4096
_SYS_WRITE: Final = numbers()["write"]
_SYS_PTRACE: Final = numbers()["ptrace"]
_SYS_GETPRIORITY: Final = numbers()["getpriority"]
_GETREGS = 12
_MONOTONIC = 1
_REGISTERS = 256
"""Where in the record's memory a raw tracepoint's registers are; its arguments are at 0."""

# Lists of programs that belong to no single system call.
RAW_ENTER, RAW_EXIT, PROCESS_FORK, PROCESS_EXEC, PROCESS_EXIT, TP_ENTER, TP_EXIT, SIGNALLED = range(
    8
)
LISTS = 8

GROUP_DEAD = 1
"""In an EXITED event's flags: it was the last task of its process."""
_PRIO = 120
"""The priority of a process that was not made nicer: DEFAULT_PRIO"""


class Attached(Struct):
    """One program of a list; a list ends with *program* 0."""

    program: u64
    runs: ptr[u64]
    """How often it ran, and for how many nanoseconds: counted while ``stats`` is on. Then how often
    it ran in all."""
    cookie: u64
    """What bpf_get_attach_cookie tells it there."""


class Hooks(Struct):
    """What `handle` works with."""

    run: Run
    epoch: u64
    """Odd while `handle` runs."""
    enter: ptr[u64]
    """For each system call's number the address of the list for its entry, 0 if none."""
    exit: ptr[u64]
    lists: Array[u64, 8]
    record: ptr[u8]
    stats: u32
    """Not 0 while somebody asked for run times (BPF_ENABLE_STATS)."""
    hot_fd: i32
    """An eventfd, written when a program has run *hot* times."""
    hot: u64
    one: u64


class ArgsRecord(Struct):
    """sys_enter_X: ``struct syscall_trace_enter``."""

    common: u64
    nr: i32
    pad: u32
    args: Array[u64, 6]


class RetRecord(Struct):
    """sys_exit_X: ``struct syscall_trace_exit``."""

    common: u64
    nr: i32
    pad: u32
    ret: i64


class RawRecord(Struct):
    """raw_syscalls/sys_enter and, with the result in *args*, raw_syscalls/sys_exit."""

    common: u64
    id: i64
    args: Array[u64, 6]


class ForkRecord(Struct):
    """sched/sched_process_fork; the names follow."""

    common: u64
    parent_comm: u32
    parent_pid: i32
    child_comm: u32
    child_pid: i32


class ExecRecord(Struct):
    """sched/sched_process_exec; the file's name follows."""

    common: u64
    filename: u32
    pid: i32
    old_pid: i32


class ExitRecord(Struct):
    """sched/sched_process_exit."""

    common: u64
    comm: Array[u8, 16]
    pid: i32
    prio: i32
    group_dead: u8


class SignalRecord(Struct):
    """signal/signal_deliver. How the signal is handled the box does not know: `TOLD`."""

    common: u64
    sig: i32
    errno: i32
    code: i32
    pad: u32
    sa_handler: u64
    sa_flags: u64


@native
def run_list(hooks: ptr[Hooks], first: u64, context: u64) -> None:
    """Run each program of the list at *first*."""
    item = cast(ptr[Attached], first)
    while item.program != 0:
        hooks.run.tail_calls = 0
        hooks.run.asked.file = 0
        hooks.run.cookie = item.cookie
        if hooks.stats == 0:
            cpu.call(item.program, context, addr(hooks.run))
        else:
            start = clock(_MONOTONIC)
            cpu.call(item.program, context, addr(hooks.run))
            item.runs[1] += clock(_MONOTONIC) - start
            item.runs[0] += 1
        item.runs[2] += 1
        if item.runs[2] == hooks.hot:
            cpu.syscall(_SYS_WRITE, hooks.hot_fd, addr(hooks.one), 8)
        item = item + 1


@native
def put_text(record: ptr[u8], at: u32, text: ptr[u8], limit: u32) -> u32:
    """Copy a string into a record at *at*; return its ``__data_loc``."""
    size: u32 = 0
    while size + 1 < limit and text[size] != 0:
        record[at + size] = text[size]
        size += 1
    record[at + size] = 0
    return ((size + 1) << 16) | at


@native
def raw_tracepoint(hooks: ptr[Hooks], event: ptr[Event], first: u64, second: u64) -> None:
    """Run the list at *first* with the arguments of a raw tracepoint: registers, *second*.

    The task is stopped by this very thread, so its registers can be had.
    """
    regs = hooks.record + _REGISTERS
    cpu.syscall(_SYS_PTRACE, _GETREGS, event.task.tid, 0, regs)
    args = cast(ptr[u64], hooks.record)
    args[0] = u64(regs)
    args[1] = second
    run_list(hooks, first, u64(args))


@native
def on_enter(hooks: ptr[Hooks], event: ptr[Event]) -> None:
    """Run what wants a system call's beginning."""
    raw = hooks.lists[TP_ENTER]
    if raw != 0:
        raw_tracepoint(hooks, event, raw, u64(i64(event.nr)))
    every = hooks.lists[RAW_ENTER]
    if every != 0:
        whole = cast(ptr[RawRecord], hooks.record)
        whole.id = i64(event.nr)
        cpu.copy(addr(whole.args), addr(event.args), 48)
        run_list(hooks, every, u64(hooks.record))
    if event.nr < 0 or event.nr >= NUMBERS:
        return
    one = cpu.atomic_load(hooks.enter + event.nr)
    if one != 0:
        record = cast(ptr[ArgsRecord], hooks.record)
        record.nr = event.nr
        record.pad = 0
        cpu.copy(addr(record.args), addr(event.args), 48)
        run_list(hooks, one, u64(hooks.record))


@native
def on_exit(hooks: ptr[Hooks], event: ptr[Event]) -> None:
    """Run what wants a system call's end."""
    raw = hooks.lists[TP_EXIT]
    if raw != 0:
        raw_tracepoint(hooks, event, raw, u64(event.ret))
    every = hooks.lists[RAW_EXIT]
    if every != 0:
        whole = cast(ptr[RawRecord], hooks.record)
        whole.id = i64(event.nr)
        whole.args[0] = u64(event.ret)
        run_list(hooks, every, u64(hooks.record))
    if event.nr < 0 or event.nr >= NUMBERS:
        return
    one = cpu.atomic_load(hooks.exit + event.nr)
    if one != 0:
        record = cast(ptr[RetRecord], hooks.record)
        record.nr = event.nr
        record.pad = 0
        record.ret = event.ret
        run_list(hooks, one, u64(hooks.record))


@native
def on_fork(hooks: ptr[Hooks], event: ptr[Event], first: u64) -> None:
    """Tell of a new task."""
    record = cast(ptr[ForkRecord], hooks.record)
    comm = Array[u8, 16]()
    read_comm(event.task, cast(ptr[u8], comm))
    record.parent_comm = put_text(hooks.record, 24, cast(ptr[u8], comm), 16)
    record.parent_pid = i32(event.task.tid)
    behind = 24 + (record.parent_comm >> 16)
    read_comm(event.other, cast(ptr[u8], comm))
    record.child_comm = put_text(hooks.record, behind, cast(ptr[u8], comm), 16)
    record.child_pid = i32(event.other.tid)
    run_list(hooks, first, u64(hooks.record))


@native
def on_exec(hooks: ptr[Hooks], event: ptr[Event], first: u64) -> None:
    """Tell of a task that runs another file."""
    record = cast(ptr[ExecRecord], hooks.record)
    record.filename = put_text(hooks.record, 20, event.text, TEXT_MAX)
    record.pid = i32(event.task.tid)
    record.old_pid = i32(event.old_tid)
    run_list(hooks, first, u64(hooks.record))


@native
def priority(tid: u32) -> i32:
    """Return the priority of a task that has a nice value, as the scheduler counts."""
    found = cpu.syscall(_SYS_GETPRIORITY, 0, tid)
    return i32(_PRIO + 20 - found) if found > 0 else i32(_PRIO)


@native
def on_exited(hooks: ptr[Hooks], event: ptr[Event], first: u64) -> None:
    """Tell of a task's end."""
    record = cast(ptr[ExitRecord], hooks.record)
    read_comm(event.task, cast(ptr[u8], addr(record.comm)))
    record.pid = i32(event.task.tid)
    record.prio = priority(event.task.tid)
    record.group_dead = 0
    if (event.flags & GROUP_DEAD) != 0:
        record.group_dead = 1
    run_list(hooks, first, u64(hooks.record))


@native
def on_signal(hooks: ptr[Hooks], event: ptr[Event], first: u64) -> None:
    """Tell of a signal that a task takes."""
    record = cast(ptr[SignalRecord], hooks.record)
    record.sig = event.nr
    record.errno = i32(event.args[0])
    record.code = i32(event.args[1])
    record.pad = 0
    record.sa_handler = 0
    record.sa_flags = 0
    run_list(hooks, first, u64(hooks.record))


@native
def handle(hooks: ptr[Hooks], event: ptr[Event]) -> u64:
    """Run what is attached to *event*."""
    cpu.atomic_add(addr(hooks.epoch), 1)
    hooks.run.task = event.task
    if event.kind == ENTER:
        on_enter(hooks, event)
    elif event.kind == EXIT:
        on_exit(hooks, event)
    elif event.kind == FORK:
        if hooks.lists[PROCESS_FORK] != 0:
            on_fork(hooks, event, hooks.lists[PROCESS_FORK])
    elif event.kind == EXEC:
        if hooks.lists[PROCESS_EXEC] != 0:
            on_exec(hooks, event, hooks.lists[PROCESS_EXEC])
    elif event.kind == EXITED:
        if hooks.lists[PROCESS_EXIT] != 0:
            on_exited(hooks, event, hooks.lists[PROCESS_EXIT])
    elif event.kind == SIGNAL and hooks.lists[SIGNALLED] != 0:
        on_signal(hooks, event, hooks.lists[SIGNALLED])
    cpu.atomic_add(addr(hooks.epoch), 1)
    return 0
