"""Events through both kinds of buffers, read one after the other and by asyncio."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from beebox import bpf
from beebox.bpf import Array, cast, char, i32, ptr, u8, u32, u64

if TYPE_CHECKING:
    from beebox import Loaded


class Opened(bpf.Struct):
    time: u64
    pid: u32
    ret: i32
    comm: Array[char, 16]
    path: Array[char, 256]


class Brief(bpf.Struct):
    pid: u32
    flags: u32


paths = bpf.Hash[u32, ptr](max_entries=10240)
opened = bpf.RingBuf[Opened](size=256 * 1024)
brief = bpf.PerfEventArray[Brief]()
scratch = bpf.PerCpuArray[Opened]()


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter(ctx: bpf.SysEnterOpenat) -> i32:
    paths[bpf.current_tid()] = ctx.filename
    small = Brief(pid=bpf.current_pid(), flags=u32(ctx.flags))
    brief.output(ctx, small)
    return 0


@bpf.program("tracepoint/syscalls/sys_exit_openat")
def leave(ctx: bpf.SysExit) -> i32:
    path = paths.pop(bpf.current_tid())
    if path is None:
        return 0
    with opened.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid = bpf.current_pid()
        event.ret = i32(ctx.ret)
        bpf.current_comm(event.comm)
        bpf.read_user_str(event.path, path)
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_openat2")
def longest(ctx: bpf.SysEnterOpenat2) -> i32:
    event = scratch.lookup(0)
    if event is None:
        return 0
    length = bpf.read_user_str(event.path, ctx.filename)
    if length < 0 or length > 256:
        return 0
    event.pid = bpf.current_pid()
    opened.output(cast(ptr[u8], event), Opened.offset("path") + length)
    return 0


def show(event: Opened) -> str:
    return f"{event.pid:<6} {event.comm:<16} {event.ret:>3} {event.path}"


def main(kernel: bpf.Kernel, command: list[str]) -> int:
    with bpf.attach(kernel) as live:
        child = live.run(command)
        for event in bpf.events(live, opened):
            print(show(event))
        return child.returncode or 0


async def follow(live: Loaded) -> list[str]:
    return [show(event) async for event in live.events("opened", Opened, seconds=1)]


def together(kernel: bpf.Kernel) -> list[str]:
    with bpf.attach(kernel) as live:
        return asyncio.run(follow(live))
