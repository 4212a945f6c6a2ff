"""Accesses to files that a policy speaks of: detected, alerted of, denied, or ended by SIGKILL.

In the box the supervisor's guard denies a call before it begins. It is a guard against mistakes: a
thread can change a path after it was looked at, and io_uring, which could go round it, is denied.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, sizeof, u32, u64
from beebox.lang.library import task
from beebox.tools import policy, stream
from beebox.tools.accesses import HERE
from beebox.tools.base import tasks
from beebox.tools.enforcement import ENDED, FORKED, Match, Watcher, enforce
from beebox.tools.stream import COMM, PID, Column, printable

EXAMPLES = """\
  beebox filewatch policy.toml -- make
  beebox filewatch --fail policy.toml -- ./tests     status 3 if a rule that alerts was broken
  beebox filewatch policy.toml -p 181                a process that runs

policy.toml, of whose rules the first that matches counts:
  [[rule]]
  name = "keys"
  paths = ["~/.ssh/**", "*.pem"]             globs; without a / first: in any folder
  operations = ["read", "write"]             of read, write, exec, create, delete; without it: all
  comm = ["cat", "python*"]                  only tasks of these names; also uid = [1000]
  action = "deny"                            allow, detect, alert, deny (in the box) or kill
  hook = ["logger", "-t", "filewatch"]       run for a match, which it gets as JSON
"""

_ENTER, _EXIT = "tracepoint/syscalls/sys_enter_", "tracepoint/syscalls/sys_exit_"
_ONE = ("creat", "execve", "unlink", "rmdir", "truncate", "mkdir", "mknod", "chdir")
_AT = ("unlinkat", "mkdirat", "mknodat", "execveat")
_TWO = ("rename", "link", "symlink")
_FOUR = ("renameat", "renameat2", "linkat")
_ALL = (*_ONE, *_AT, *_TWO, *_FOUR, "open", "openat", "openat2", "symlinkat", "fchdir")


class Event(bpf.Struct):
    """What the kernel side tells: a call with one path or two, each below an open folder."""

    time: u64
    at: ptr[char] | None
    other_at: ptr[char] | None
    flags: u64
    folder: i32
    other_folder: i32
    pid: u32
    uid: u32
    nr: u32
    ret: i32
    comm: Array[char, 16]
    path: Array[char, 1024]
    other: Array[char, 1024]


begun = bpf.Hash[u32, Event](max_entries=1024)
scratch = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=16 << 20)
bpf.include(task)


@bpf.function
def read(event: ptr[Event]) -> i32:
    """Read the paths, as far as they are in memory."""
    event.path[0], event.other[0] = 0, 0
    if event.at is not None:
        bpf.read_user_str(event.path, event.at)
    if event.other_at is not None:
        bpf.read_user_str(event.other, event.other_at)
    return 0


@bpf.function
def begin(
    nr: i32, folder: i32, path: ptr[char] | None, into: i32, other: ptr[char] | None, flags: u64
) -> i32:
    """Remember a call."""
    event = scratch.lookup(0)
    if event is None or not task.wanted():
        return 0
    event.nr, event.flags = u32(nr), flags
    event.folder, event.other_folder = folder, into
    event.at, event.other_at = path, other
    read(event)
    begun[bpf.current_tid()] = event
    return 0


@bpf.program(*(_ENTER + call for call in _ONE))
def one(ctx: bpf.SysEnterUnlink) -> i32:
    """Begin a call whose first argument is the path."""
    return begin(ctx.syscall_nr, HERE, ctx.pathname, HERE, None, 0)


@bpf.program(_ENTER + "open")
def opened(ctx: bpf.SysEnterOpen) -> i32:
    """Begin open(2)."""
    return begin(ctx.syscall_nr, HERE, ctx.filename, HERE, None, u64(u32(ctx.flags)))


@bpf.program(_ENTER + "openat")
def opened_at(ctx: bpf.SysEnterOpenat) -> i32:
    """Begin openat(2)."""
    return begin(ctx.syscall_nr, ctx.dfd, ctx.filename, HERE, None, u64(u32(ctx.flags)))


@bpf.program(_ENTER + "openat2")
def opened_how(ctx: bpf.SysEnterOpenat2) -> i32:
    """Begin openat2(2), whose flags begin a struct."""
    flags = Array[u64, 1]()
    bpf.read_user(flags, bpf.cast(ptr[u64], ctx.how))
    return begin(ctx.syscall_nr, ctx.dfd, ctx.filename, HERE, None, flags[0])


@bpf.program(*(_ENTER + call for call in _AT))
def at(ctx: bpf.SysEnterUnlinkat) -> i32:
    """Begin a call whose second argument is the path, below the first."""
    return begin(ctx.syscall_nr, ctx.dfd, ctx.pathname, HERE, None, 0)


@bpf.program(*(_ENTER + call for call in _TWO))
def two(ctx: bpf.SysEnterRename) -> i32:
    """Begin a call with two paths."""
    return begin(ctx.syscall_nr, HERE, ctx.oldname, HERE, ctx.newname, 0)


@bpf.program(*(_ENTER + call for call in _FOUR))
def four(ctx: bpf.SysEnterRenameat) -> i32:
    """Begin a call with two paths, each below a folder."""
    return begin(ctx.syscall_nr, ctx.olddfd, ctx.oldname, ctx.newdfd, ctx.newname, 0)


@bpf.program(_ENTER + "symlinkat")
def linked(ctx: bpf.SysEnterSymlinkat) -> i32:
    """Begin symlinkat(2)."""
    return begin(ctx.syscall_nr, HERE, None, ctx.newdfd, ctx.newname, 0)


@bpf.program(_ENTER + "fchdir")
def went(ctx: bpf.SysEnterFchdir) -> i32:
    """Begin fchdir(2)."""
    return begin(ctx.syscall_nr, i32(ctx.fd), None, HERE, None, 0)


@bpf.function
def send(event: ptr[Event], pid: u32, ret: i32, size: u64) -> i32:
    """Send an event, who it is of filled in."""
    event.time, event.pid, event.uid, event.ret = bpf.ktime_ns(), pid, bpf.current_uid(), ret
    bpf.current_comm(event.comm)
    events.output(event, size)
    return 0


@bpf.program(*(_EXIT + call for call in _ALL))
def leave(ctx: bpf.SysExit) -> i32:
    """Send the call: where a path was not in memory before, it is now."""
    tid = bpf.current_tid()
    event = begun.lookup(tid)
    if event is None:
        return 0
    if event.path[0] == 0 and event.other[0] == 0:
        read(event)
    send(event, bpf.current_pid(), i32(ctx.ret), sizeof(Event))
    del begun[tid]
    return 0


@bpf.program("tracepoint/sched/sched_process_fork")
def forked(ctx: bpf.SchedProcessFork) -> i32:
    """Tell of a task that begins where its parent is."""
    event = scratch.lookup(0)
    if event is None or not task.wanted():
        return 0
    event.nr = FORKED
    return send(event, bpf.current_pid(), ctx.child_pid, Event.offset("path"))


@bpf.program("tracepoint/sched/sched_process_exit")
def ended(ctx: bpf.SchedProcessExit) -> i32:
    """Tell of a task's end."""
    event = scratch.lookup(0)
    if event is None or not task.wanted():
        return 0
    event.nr = ENDED
    del begun[u32(ctx.pid)]
    return send(event, u32(ctx.pid), 0, Event.offset("path"))


COLUMNS = (
    Column("ACTION", "<6", lambda match: match.rule.action),
    Column("RULE", "<12", lambda match: match.rule.name, printable),
    PID,
    COMM,
    Column("OPERATION", "<12", lambda match: sorted(match.operations), ",".join),
    Column("ERR", ">3", lambda match: stream.error(match.ret)),
    Column("PATH", "", lambda match: match.path, printable),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of filewatch."""
    stream.add_arguments(parser)
    add = parser.add_argument
    add("policy", metavar="POLICY", help="a TOML file of rules")
    add("--fail", action="store_true", help="status 3 if something was to alert, deny or kill")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Watch, until COMMAND ends or the user has enough."""
    rules = policy.load(options.policy)
    enforce(kernel, rules)
    live = bpf.load(kernel, **tasks(options, command))
    watcher = Watcher(rules, Event, str(Path.cwd()) if command else "")

    def keep(match: Match) -> bool:
        return watcher.shown(match, failed=options.failed)

    status = stream.stream(live, options, command, watcher, COLUMNS, keep)
    watcher.close()
    return 3 if options.fail and watcher.broken else status
