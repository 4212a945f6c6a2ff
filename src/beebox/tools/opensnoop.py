"""Which files do processes open? One line for each open, openat, openat2 and creat."""

from __future__ import annotations

import argparse
import os
import time

from beebox import bpf
from beebox.bpf import Array, char, i32, i64, ptr, u32, u64
from beebox.lang.library import tree
from beebox.tools.base import Output, Session, identifier

EXAMPLES = """\
  beebox opensnoop -- python3 -c 'import json'
  beebox opensnoop -x -- ls /nowhere         only what failed
  beebox opensnoop -p 181                    a process that already runs
"""

ANY = 0xFFFFFFFF
CREAT = os.O_CREAT | os.O_WRONLY | os.O_TRUNC


class How(bpf.Struct):
    """What openat2 is told: struct open_how."""

    flags: u64
    mode: u64
    resolve: u64


class Call(bpf.Struct):
    """What a task is opening."""

    path: ptr[char]
    how: ptr[How]
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
only_uid: bpf.Const[u32] = ANY
only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
scratch = bpf.PerCpuArray[Event]()
events = bpf.RingBuf[Event](size=1 << 20)
bpf.include(tree)


@bpf.function
def begin(path: ptr[char], how: ptr[How], flags: u32, mode: u32) -> i32:
    """Remember a call of a task that passes the filters."""
    pid, tid = bpf.current_pid(), bpf.current_tid()
    if (only_pid and pid != only_pid) or (only_tid and tid != only_tid):
        return 0
    if only_uid != ANY and bpf.current_uid() != only_uid:
        return 0
    if tree.watched_current():
        call = Call()
        call.path, call.how, call.flags, call.mode = path, how, flags, mode
        calls[tid] = call
    return 0


@bpf.function
def end(ret: i64) -> i32:
    """The call is over, so its path is in memory: send the event."""
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
    if length < 1 or length > 4096:
        event.path[0] = 0
        length = 1
    events.output(event, Event.offset("path") + length)
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_open")
def enter_open(ctx: bpf.SysEnterOpen) -> i32:
    return begin(ctx.filename, None, u32(ctx.flags), u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter_openat(ctx: bpf.SysEnterOpenat) -> i32:
    return begin(ctx.filename, None, u32(ctx.flags), u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_enter_openat2")
def enter_openat2(ctx: bpf.SysEnterOpenat2) -> i32:
    return begin(ctx.filename, bpf.cast(ptr[How], ctx.how), 0, 0)


@bpf.program("tracepoint/syscalls/sys_enter_creat")
def enter_creat(ctx: bpf.SysEnterCreat) -> i32:
    return begin(ctx.pathname, None, CREAT, u32(ctx.mode))


@bpf.program("tracepoint/syscalls/sys_exit_open")
def exit_open(ctx: bpf.SysExit) -> i32:
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_openat")
def exit_openat(ctx: bpf.SysExit) -> i32:
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_openat2")
def exit_openat2(ctx: bpf.SysExit) -> i32:
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_creat")
def exit_creat(ctx: bpf.SysExit) -> i32:
    return end(ctx.ret)
