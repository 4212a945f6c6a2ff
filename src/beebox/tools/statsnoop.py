"""Files that are looked at: one line for each stat, lstat, fstatat, statx and statfs."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u32, u64
from beebox.lang.library import task
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field, printable

EXAMPLES = """\
  beebox statsnoop -- ls -l /etc
  beebox statsnoop -x -- python3 -c 'import json'    where it looks in vain
  beebox statsnoop -p 181                            a process that already runs
"""


ENTER, EXIT = "tracepoint/syscalls/sys_enter_", "tracepoint/syscalls/sys_exit_"
PATH_FIRST, PATH_SECOND = ("newstat", "newlstat", "statfs"), ("newfstatat", "statx")


class Event(bpf.Struct):
    """What the kernel side tells: as much of *path* as there is."""

    time: u64
    pid: u32
    uid: u32
    ret: i32
    comm: Array[char, 16]
    path: Array[char, 4096]


only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, ptr[char]](max_entries=10240)
scratch = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=4 << 20)
bpf.include(task)


@bpf.function
def begin(path: ptr[char]) -> i32:
    """Remember a call of a task that passes the filters."""
    if task.wanted():
        calls[bpf.current_tid()] = path
    return 0


@bpf.program(*(ENTER + call for call in PATH_FIRST))
def enter(ctx: bpf.SysEnterNewstat) -> i32:
    """Begin stat(2), lstat(2) or statfs(2)."""
    return begin(ctx.filename)


@bpf.program(*(ENTER + call for call in PATH_SECOND))
def enter_at(ctx: bpf.SysEnterNewfstatat) -> i32:
    """Begin fstatat(2) or statx(2)."""
    return begin(ctx.filename)


@bpf.program(*(EXIT + call for call in PATH_FIRST + PATH_SECOND))
def leave(ctx: bpf.SysExit) -> i32:
    """Send the event: the call is over, so its path is in memory."""
    path = calls.pop(bpf.current_tid())
    event = scratch.lookup(0)
    if path is None or event is None or (only_failed and ctx.ret >= 0):
        return 0
    event.time = bpf.ktime_ns()
    event.pid, event.uid, event.ret = bpf.current_pid(), bpf.current_uid(), i32(ctx.ret)
    bpf.current_comm(event.comm)
    length = bpf.read_user_str(event.path, path)
    if length < 1:
        event.path[0] = 0
        length = 1
    events.output(event, Event.offset("path") + length)
    return 0


COLUMNS = (
    PID,
    COMM,
    Column("ERR", ">3", lambda event: stream.error(event.ret)),
    field("path", "", text=printable),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of statsnoop."""
    stream.add_arguments(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is looked at, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))
    return stream.stream(live, options, command, Event, COLUMNS)
