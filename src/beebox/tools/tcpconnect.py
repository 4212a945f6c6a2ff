"""Connections by TCP: one line for each connect, with its result and how long it took.

Sockets that were made as another kind while the tool looks on are left out; of one that is older
the kind is not known, and it is shown.
"""

from __future__ import annotations

import argparse
import errno
import socket

from beebox import bpf
from beebox.bpf import Array, addr, cast, char, i32, i64, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.tools import addresses, stream
from beebox.tools.addresses import Address
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field

EXAMPLES = """\
  beebox tcpconnect -- curl -s http://localhost:8000/
  beebox tcpconnect -P 443 -p 181            only this port, of a process that runs
  beebox tcpconnect -x                       what fails at once (EINPROGRESS does not)
"""

STREAM = int(socket.SOCK_STREAM)
KIND = 0xF
"""SOCK_TYPE_MASK: what is left are flags"""
IN_PROGRESS = -errno.EINPROGRESS


class Call(bpf.Struct):
    """What a task is connecting."""

    begun: u64
    fd: i32
    address: Address


class Event(bpf.Struct):
    """What the kernel side tells."""

    time: u64
    took: u64
    pid: u32
    uid: u32
    ret: i32
    fd: i32
    comm: Array[char, 16]
    address: Address


only_failed: bpf.Const[bool] = False
making = bpf.Hash[u32, i32](max_entries=10240)
others = bpf.Hash[u64, u8](max_entries=65536)
calls = bpf.Hash[u32, Call](max_entries=10240)
events = bpf.RingBuf[Event](size=256 << 10)
bpf.include(task)


@bpf.function
def name_of(fd: i32) -> u64:
    """Return what a socket of the current process goes by in *others*."""
    return u64(bpf.current_pid()) << 32 | u64(u32(fd))


@bpf.program("tracepoint/syscalls/sys_enter_socket")
def enter_socket(ctx: bpf.SysEnterSocket) -> i32:
    """Remember which kind of socket is being made."""
    if task.wanted():
        making[bpf.current_tid()] = ctx.type & KIND
    return 0


@bpf.program("tracepoint/syscalls/sys_exit_socket")
def exit_socket(ctx: bpf.SysExit) -> i32:
    """Remember it if it is not TCP."""
    kind = making.pop(bpf.current_tid())
    if kind is None or ctx.ret < 0:
        return 0
    name = name_of(i32(ctx.ret))
    if kind[0] == STREAM:
        del others[name]
    else:
        others[name] = 1
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_connect")
def enter_connect(ctx: bpf.SysEnterConnect) -> i32:
    """Remember a call of a task that passes the filters."""
    call = Call()
    call.begun, call.fd = bpf.ktime_ns(), ctx.fd
    if not task.wanted() or name_of(ctx.fd) in others:
        return 0
    if addresses.read(addr(call.address), cast(ptr[u8], ctx.uservaddr)):
        calls[bpf.current_tid()] = call
    return 0


@bpf.program("tracepoint/syscalls/sys_exit_connect")
def exit_connect(ctx: bpf.SysExit) -> i32:
    """Send the event."""
    call = calls.pop(bpf.current_tid())
    if call is None or (only_failed and not failed(ctx.ret)):
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.took = event.time - call.begun
        event.pid, event.uid = bpf.current_pid(), bpf.current_uid()
        event.fd, event.ret = call.fd, i32(ctx.ret)
        bpf.current_comm(event.comm)
        bpf.probe_read_kernel(addr(event.address), 28, call.address)
    return 0


@bpf.function
def failed(ret: i64) -> bool:
    """Say whether a connection failed: one that is on its way has not."""
    return ret < 0 and ret != IN_PROGRESS


COLUMNS = (
    PID,
    COMM,
    field("fd", ">3"),
    Column("ERR", ">3", lambda event: stream.error(event.ret)),
    Column("US", ">9", lambda event: event.took / 1000, lambda us: f"{us:.1f}"),
    Column("IP", "<2", lambda event: addresses.version(event.address)),
    Column("DADDR", "<16", lambda event: addresses.host(event.address)),
    Column("DPORT", "", lambda event: addresses.port(event.address)),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of tcpconnect."""
    stream.add_arguments(parser)
    addresses.add_ports(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is connected, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))
    keep = addresses.only_ports(options)
    return stream.stream(live, options, command, Event, COLUMNS, keep)
