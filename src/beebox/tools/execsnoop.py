"""Commands that are run: one line for each execve and execveat, with its arguments."""

from __future__ import annotations

import argparse
import shlex

from beebox import bpf
from beebox.bpf import Array, cast, char, i32, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field

EXAMPLES = """\
  beebox execsnoop -- sh -c 'ls /; true | cat'
  beebox execsnoop -x -- sh -c 'nothing like it'     attempts that failed, too
  beebox execsnoop -l make                           only where an argument has this
"""

ENTER, EXIT = "tracepoint/syscalls/sys_enter_", "tracepoint/syscalls/sys_exit_"
MOST = 60
"""arguments that are told; then there are dots"""
ROOM = 8192
LONGEST = 1024
"""of one argument"""


class Event(bpf.Struct):
    """What the kernel side tells: arguments with a NUL after each, *size* bytes in all."""

    time: u64
    pid: u32
    tid: u32
    uid: u32
    parent: u32
    ret: i32
    count: u32
    more: u32
    size: u32
    comm: Array[char, 16]
    file: Array[char, LONGEST]
    arguments: Array[u8, ROOM]


too_failed: bpf.Const[bool] = False
begun = bpf.Hash[u32, Event](max_entries=256)
empty = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=4 << 20)
bpf.include(task)


@bpf.function
def begin(file: ptr[char], arguments: ptr[u64]) -> i32:
    """Remember the file and the arguments: after the call they are gone."""
    event = empty.lookup(0)
    if event is None or not task.wanted():
        return 0
    event.count, event.size, event.more = 0, 0, 0
    if bpf.read_user_str(event.file, file) < 0:
        event.file[0] = 0
    for at in range(MOST + 1):
        text = Array[u64, 1]()
        if bpf.read_user(text, arguments + at) != 0 or text[0] == 0:
            break
        size = event.size
        if at == MOST or size > ROOM - LONGEST:
            event.more = 1
            break
        length = bpf.probe_read_user_str(event.arguments + size, LONGEST, cast(ptr[char], text[0]))
        if length < 0:
            break
        event.size = size + u32(length)
        event.count += 1
    begun[bpf.current_tid()] = event
    return 0


@bpf.program(ENTER + "execve")
def enter_execve(ctx: bpf.SysEnterExecve) -> i32:
    """Begin execve(2)."""
    return begin(ctx.filename, cast(ptr[u64], ctx.argv))


@bpf.program(ENTER + "execveat")
def enter_execveat(ctx: bpf.SysEnterExecveat) -> i32:
    """Begin execveat(2)."""
    return begin(ctx.filename, cast(ptr[u64], ctx.argv))


@bpf.program(EXIT + "execve", EXIT + "execveat")
def leave(ctx: bpf.SysExit) -> i32:
    """Send the event."""
    tid = bpf.current_tid()
    event = begun.lookup(tid)
    if event is None:
        return 0
    if ctx.ret == 0 or too_failed:
        event.time = bpf.ktime_ns()
        event.pid, event.tid, event.uid = bpf.current_pid(), tid, bpf.current_uid()
        event.parent = u32(bpf.current_task().real_parent.tgid)
        event.ret = i32(ctx.ret)
        bpf.current_comm(event.comm)
        size = event.size
        if size <= ROOM:
            events.output(event, Event.offset("arguments") + size)
    del begun[tid]
    return 0


@bpf.program("tracepoint/sched/sched_process_exec")
def follow(ctx: bpf.SchedProcessExec) -> i32:
    """Follow an exec by a thread that is not the leader: it takes over the leader's id."""
    if ctx.old_pid != ctx.pid:
        event = begun.lookup(u32(ctx.old_pid))
        if event is not None:
            begun[u32(ctx.pid)] = event
            del begun[u32(ctx.old_pid)]
    return 0


@bpf.program("tracepoint/sched/sched_process_exit")
def forget(ctx: bpf.SchedProcessExit) -> i32:
    """Forget a task that ended."""
    del begun[u32(ctx.pid)]
    return 0


def arguments(event: Event) -> list[str]:
    """Return the arguments, as far as they were told."""
    raw = bytes(event.arguments[: event.size]).removesuffix(b"\0")
    words = [word.decode(errors="surrogateescape") for word in raw.split(b"\0")]
    return words[: event.count] + ["..."] * event.more


def shown(event: Event) -> list[str]:
    """Return what a line has: of an attempt that failed, the file instead of the first argument."""
    return [event.file, *arguments(event)[1:]] if event.ret else arguments(event)


COLUMNS = (
    PID,
    field("parent", "<7", "PPID"),
    COMM,
    Column("RET", ">3", lambda event: event.ret),
    Column("ARGS", "", shown, lambda words: stream.printable(shlex.join(words))),
)
JSON = (
    stream.UID,
    *COLUMNS[:-1],
    field("file", ""),
    Column("ARGS", "", arguments),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of execsnoop."""
    stream.add_arguments(parser, failed=False)
    add = parser.add_argument
    add("-x", "--fails", action="store_true", help="attempts that failed, too")
    add("-l", "--line", metavar="TEXT", help="only where the arguments contain this")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is run, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, too_failed=options.fails, **tasks(options, command))

    def keep(event: Event) -> bool:
        return not options.line or options.line in " ".join(arguments(event))

    return stream.stream(live, options, command, Event, COLUMNS, keep, JSON)
