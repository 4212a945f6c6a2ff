"""Which files do processes open? One line for each open, openat, openat2 and creat."""

from __future__ import annotations

import argparse
import os
import time

from beebox import bpf
from beebox.bpf import Array, char, i32, i64, ptr, u32, u64
from beebox.lang.library import tree
from beebox.tools.base import ANY_USER, Output, Session, process, user

EXAMPLES = """\
  beebox opensnoop -- python3 -c 'import json'
  beebox opensnoop -x -- ls /nowhere         only what failed
  beebox opensnoop -p 181                    a process that already runs
"""

RECORD = ("time", "pid", "tid", "uid", "comm", "ret", "flags", "mode", "path")
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


only_pid: bpf.Const[u32] = 0
only_tid: bpf.Const[u32] = 0
only_uid: bpf.Const[u32] = ANY_USER
only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
scratch = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=4 << 20)
bpf.include(tree)


@bpf.function
def begin(path: ptr[char], how: ptr[How] | None, flags: u32, mode: u32) -> i32:
    """Remember a call of a task that passes the filters."""
    pid, tid = bpf.current_pid(), bpf.current_tid()
    if (only_pid and pid != only_pid) or (only_tid and tid != only_tid):
        return 0
    if only_uid != ANY_USER and bpf.current_uid() != only_uid:
        return 0
    if tree.watched_current():
        call = Call()
        call.path, call.how, call.flags, call.mode = path, how, flags, mode
        calls[tid] = call
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of opensnoop."""
    add = parser.add_argument
    add("-p", "--pid", type=process, help="only this process; it may already run")
    add("-t", "--tid", type=process, help="only this thread")
    add("-u", "--uid", type=user, help="only this user")
    add("-n", "--name", help="only tasks whose name contains this")
    add("-x", "--failed", action="store_true", help="only what failed")
    add(
        "-f",
        "--flag",
        type=flag,
        action="append",
        help="only with this flag, as O_WRONLY; repeatable",
    )
    add("-e", "--extended", action="store_true", help="show flags and mode")
    add("-T", "--timestamp", action="store_true", help="show the time")
    add("-U", "--print-uid", action="store_true", help="show the user id")


def flag(text: str) -> int:
    """Parse the name of a flag of open(2)."""
    value = getattr(os, text, None) if text.startswith("O_") else None
    if not isinstance(value, int):
        raise argparse.ArgumentTypeError(f"{text} is not a flag of open, such as O_WRONLY")
    return value


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is opened, until COMMAND ends or the user has enough."""
    output = Output(options.output, as_json=options.json)
    live = bpf.load(
        kernel,
        only_pid=options.pid or 0,
        only_tid=options.tid or 0,
        only_uid=ANY_USER if options.uid is None else options.uid,
        only_failed=options.failed,
        only_watched=bool(command),
    )
    with Session(live, output) as session:
        if not options.json:
            output.line(header(options))
        session.start(command, options.pid or options.tid)
        for data in session.events("events", options.duration):
            event = Event.read(data)
            if not wanted(options, event):
                continue
            if options.json:
                output.record({name: getattr(event, name) for name in RECORD})
            else:
                output.line(line(options, event))
        return session.finish()


def wanted(options: argparse.Namespace, event: Event) -> bool:
    """Say whether an event passes the filters that the kernel side does not know."""
    if options.name and options.name not in event.comm:
        return False
    flags = event.flags
    return not options.flag or any(
        flags & f if f else not flags & os.O_ACCMODE for f in options.flag
    )


def header(options: argparse.Namespace) -> str:
    """Return the line above the events."""
    before = ("TIME     " if options.timestamp else "") + ("UID     " if options.print_uid else "")
    extended = "FLAGS    MODE  " if options.extended else ""
    return f"{before}PID    COMM              FD ERR {extended}PATH"


def line(options: argparse.Namespace, event: Event) -> str:
    """Return the line of one event."""
    ret, path = event.ret, event.path
    before = extended = ""
    if options.timestamp:
        before = time.strftime("%H:%M:%S ")
    if options.print_uid:
        before += f"{event.uid:<7} "
    if options.extended:
        made = event.mode or event.flags & os.O_CREAT or event.flags & os.O_TMPFILE == os.O_TMPFILE
        extended = f"{event.flags:08o} {f'{event.mode:04o}' if made else 'n/a':<5} "
    fd, err = (ret, 0) if ret >= 0 else (-1, -ret)
    shown = path if path.isprintable() else escaped(path)
    return f"{before}{event.pid:<6} {event.comm:<16} {fd:>3} {err:>3} {extended}{shown}"


def escaped(path: str) -> str:
    """Return a path with what would break its line, or is no text, as escapes."""
    raw = (c if c.isprintable() else c.encode("utf-8", "surrogateescape") for c in path)
    return "".join(
        c if isinstance(c, str) else "".join(f"\\x{byte:02x}" for byte in c) for c in raw
    )
