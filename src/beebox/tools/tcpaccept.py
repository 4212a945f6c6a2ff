"""Connections that come in by TCP: one line for each that accept or accept4 returns."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, addr, cast, char, i32, i64, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.tools import addresses, stream
from beebox.tools.addresses import Address
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field

EXAMPLES = """\
  beebox tcpaccept -- python3 -m http.server 8000
  beebox tcpaccept -p 181                    a server that already runs
"""


class Event(bpf.Struct):
    """What the kernel side tells; *address* is empty if the process did not ask for it."""

    time: u64
    pid: u32
    uid: u32
    fd: i32
    comm: Array[char, 16]
    address: Address


calls = bpf.Hash[u32, ptr[u8]](max_entries=10240)
events = bpf.RingBuf[Event](size=256 << 10)
bpf.include(task)


@bpf.function
def begin(peer: ptr[u8]) -> i32:
    """Remember where a task that passes the filters wants the address."""
    if task.wanted():
        calls[bpf.current_tid()] = peer
    return 0


@bpf.function
def end(ret: i64) -> i32:
    """Send the event, if there is a connection and it is of IPv4 or IPv6."""
    tid = bpf.current_tid()
    known = tid in calls
    peer = calls.pop(tid)
    if not known or ret < 0:
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid, event.uid, event.fd = bpf.current_pid(), bpf.current_uid(), i32(ret)
        bpf.current_comm(event.comm)
        event.address.family = 0
        if peer and not addresses.read(addr(event.address), peer):
            return 0
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_accept")
def enter_accept(ctx: bpf.SysEnterAccept) -> i32:
    """Begin accept(2)."""
    return begin(cast(ptr[u8], ctx.upeer_sockaddr))


@bpf.program("tracepoint/syscalls/sys_enter_accept4")
def enter_accept4(ctx: bpf.SysEnterAccept4) -> i32:
    """Begin accept4(2)."""
    return begin(cast(ptr[u8], ctx.upeer_sockaddr))


@bpf.program("tracepoint/syscalls/sys_exit_accept")
def exit_accept(ctx: bpf.SysExit) -> i32:
    """End accept(2)."""
    return end(ctx.ret)


@bpf.program("tracepoint/syscalls/sys_exit_accept4")
def exit_accept4(ctx: bpf.SysExit) -> i32:
    """End accept4(2)."""
    return end(ctx.ret)


def peer(event: Event) -> tuple[str, int] | None:
    """Return who connected: as the process was told, or as /proc says if it did not ask."""
    if event.address.family:
        return addresses.host(event.address), addresses.port(event.address)
    return addresses.peer(event.pid, event.fd)


def shown(value: object) -> str:
    """Return a value as text: what is not known is a question mark."""
    return "?" if value is None else str(value)


COLUMNS = (
    PID,
    COMM,
    field("fd", ">3"),
    Column("RADDR", "<16", lambda event: (peer(event) or (None, None))[0], shown),
    Column("RPORT", "", lambda event: (peer(event) or (None, None))[1], shown),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of tcpaccept."""
    stream.add_arguments(parser, failed=False)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show who connects, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, **tasks(options, command))
    return stream.stream(live, options, command, Event, COLUMNS)
