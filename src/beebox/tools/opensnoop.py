"""Files that are opened: one line for each open, openat, openat2 and creat."""

from __future__ import annotations

import argparse
import os

from beebox import bpf
from beebox.bpf import Array, char, i32, i64, ptr, u32, u64
from beebox.lang.library import task
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field, printable

EXAMPLES = """\
  beebox opensnoop -- python3 -c 'import json'
  beebox opensnoop -x -- ls /nowhere         only what failed
  beebox opensnoop -p 181                    a process that already runs
"""

CREAT = os.O_CREAT | os.O_WRONLY | os.O_TRUNC


class How(bpf.Struct):
    """What openat2 is told: struct open_how."""

    flags: u64
    mode: u64
    resolve: u64


class Call(bpf.Struct):
    """What a task is opening."""

    path: ptr[char]
    how: ptr[How] | None
    flags: u32
    mode: u32


class Event(bpf.Struct):
    """What the kernel side tells: as much of *path* as there is."""

    time: u64
    pid: u32
    tid: u32
    uid: u32
    ret: i32
    flags: u32
    mode: u32
    comm: Array[char, 16]
    path: Array[char, 4096]


only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
scratch = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=4 << 20)
bpf.include(task)


@bpf.function
def begin(path: ptr[char], how: ptr[How] | None, flags: u32, mode: u32) -> i32:
    """Remember a call of a task that passes the filters."""
    if task.wanted():
        call = Call()
        call.path, call.how, call.flags, call.mode = path, how, flags, mode
        calls[bpf.current_tid()] = call
    return 0


@bpf.function
def end(ret: i64) -> i32:
    """Send the event: the call is over, so its path is in memory."""
    call = calls.pop(bpf.current_tid())
    event = scratch.lookup(0)
    if call is None or event is None or (only_failed and ret >= 0):
        return 0
    event.time = bpf.ktime_ns()
    event.pid, event.tid, event.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
    event.ret, event.flags, event.mode = i32(ret), call.flags, call.mode
    how = How()
    if call.how and bpf.read_user(how, call.how) == 0:
        event.flags, event.mode = u32(how.flags), u32(how.mode)
    bpf.current_comm(event.comm)
    length = bpf.read_user_str(event.path, call.path)
    if length < 1:
        event.path[0] = 0
        length = 1
    events.output(event, Event.offset("path") + length)
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_open")
def enter_open(ctx: bpf.SysEnterOpen) -> i32:
    """Begin open(2)."""
    return begin(ctx.filename, None, u32(ctx.flags), u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter_openat(ctx: bpf.SysEnterOpenat) -> i32:
    """Begin openat(2)."""
    return begin(ctx.filename, None, u32(ctx.flags), u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_enter_openat2")
def enter_openat2(ctx: bpf.SysEnterOpenat2) -> i32:
    """Begin openat2(2)."""
    return begin(ctx.filename, bpf.cast(ptr[How], ctx.how), 0, 0)


@bpf.program("tracepoint/syscalls/sys_enter_creat")
def enter_creat(ctx: bpf.SysEnterCreat) -> i32:
    """Begin creat(2)."""
    return begin(ctx.pathname, None, CREAT, u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_exit_open")
def exit_open(ctx: bpf.SysExit) -> i32:
    """End open(2)."""
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_openat")
def exit_openat(ctx: bpf.SysExit) -> i32:
    """End openat(2)."""
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_openat2")
def exit_openat2(ctx: bpf.SysExit) -> i32:
    """End openat2(2)."""
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_creat")
def exit_creat(ctx: bpf.SysExit) -> i32:
    """End creat(2)."""
    return end(ctx.ret)


def has_mode(event: Event) -> bool:
    """Say whether the mode means something: a file may have been made."""
    temporary = event.flags & os.O_TMPFILE == os.O_TMPFILE
    return bool(event.mode or event.flags & os.O_CREAT or temporary)


FD = Column("FD", ">3", lambda event: max(event.ret, -1))
ERR = Column("ERR", ">3", lambda event: stream.error(event.ret))
FLAGS = field("flags", "<8", text="{:08o}".format)
MODE = Column(
    "MODE",
    "<5",
    lambda event: event.mode if has_mode(event) else None,
    lambda mode: "n/a" if mode is None else f"{mode:04o}",
)
PATH = field("path", "", text=printable)
TOLD = tuple(
    field(name, "") for name in ("pid", "tid", "uid", "comm", "ret", "flags", "mode", "path")
)
"""what JSON has"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of opensnoop."""
    stream.add_arguments(parser)
    add = parser.add_argument
    add(
        "-f",
        "--flag",
        type=flag,
        action="append",
        help="only with this flag, as O_WRONLY; repeatable",
    )
    add("-e", "--extended", action="store_true", help="show flags and mode")


def flag(text: str) -> int:
    """Parse the name of a flag of open(2)."""
    value = getattr(os, text, None) if text.startswith("O_") else None
    if not isinstance(value, int):
        raise argparse.ArgumentTypeError(f"{text} is not a flag of open, such as O_WRONLY")
    return value


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is opened, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))

    def keep(event: Event) -> bool:
        return wanted(options, event)

    return stream.stream(live, options, command, Event, columns(options), keep, TOLD)


def columns(options: argparse.Namespace) -> list[Column]:
    """Return the columns to show."""
    return [PID, COMM, FD, ERR, *([FLAGS, MODE] if options.extended else []), PATH]


def wanted(options: argparse.Namespace, event: Event) -> bool:
    """Say whether an event passes the filters that the kernel side does not know."""
    flags = event.flags
    return not options.flag or any(
        flags & f if f else not flags & os.O_ACCMODE for f in options.flag
    )
