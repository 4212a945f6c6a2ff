"""Addresses that sockets are bound to: one line for each bind of IPv4 or IPv6."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, addr, cast, char, i32, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.tools import addresses, stream
from beebox.tools.addresses import Address
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field

EXAMPLES = """\
  beebox bindsnoop -- python3 -m http.server 0
  beebox bindsnoop -x --kernel linux         what fails, of all processes
  beebox bindsnoop -P 80,443 -p 181          only these ports
"""


class Call(bpf.Struct):
    """What a task is binding."""

    fd: i32
    address: Address


class Event(bpf.Struct):
    """What the kernel side tells; *address* is as the process gave it."""

    time: u64
    pid: u32
    uid: u32
    ret: i32
    fd: i32
    comm: Array[char, 16]
    address: Address


only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
events = bpf.RingBuf[Event](size=256 << 10)
bpf.include(task)


@bpf.program("tracepoint/syscalls/sys_enter_bind")
def enter_bind(ctx: bpf.SysEnterBind) -> i32:
    """Remember a call of a task that passes the filters."""
    call = Call()
    call.fd = ctx.fd
    if task.wanted() and addresses.read(addr(call.address), cast(ptr[u8], ctx.umyaddr)):
        calls[bpf.current_tid()] = call
    return 0


@bpf.program("tracepoint/syscalls/sys_exit_bind")
def exit_bind(ctx: bpf.SysExit) -> i32:
    """Send the event."""
    call = calls.pop(bpf.current_tid())
    if call is None or (only_failed and ctx.ret >= 0):
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid, event.uid = bpf.current_pid(), bpf.current_uid()
        event.fd, event.ret = call.fd, i32(ctx.ret)
        bpf.current_comm(event.comm)
        bpf.probe_read_kernel(addr(event.address), 28, call.address)
    return 0


COLUMNS = (
    PID,
    COMM,
    field("fd", ">3"),
    Column("ERR", ">3", lambda event: stream.error(event.ret)),
    Column("IP", "<2", lambda event: addresses.version(event.address)),
    Column("PORT", ">5", lambda event: addresses.port(event.address)),
    Column("ADDR", "", lambda event: addresses.host(event.address)),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of bindsnoop."""
    stream.add_arguments(parser)
    addresses.add_ports(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is bound, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))
    keep = addresses.only_ports(options)
    return stream.stream(live, options, command, Event, COLUMNS, keep)
