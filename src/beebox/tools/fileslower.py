"""Reads and writes that took long: one line for each, with the file and where in it."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, Const, char, i32, i64, ptr, u32, u64
from beebox.lang.library import transfers
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field, printable

EXAMPLES = """\
  beebox fileslower -- make                  what took 10 ms or longer
  beebox fileslower 1 -p 181                 1 ms or longer, of a process that runs
  beebox fileslower 0 -- cat /etc/hostname   every read and write
  beebox fileslower -a 100 -- sh             also of pipes, terminals and sockets
"""


class Event(bpf.Struct):
    """What the kernel side tells."""

    time: u64
    took: u64
    offset: i64
    pid: u32
    tid: u32
    uid: u32
    ret: i32
    fd: u32
    writes: u32
    comm: Array[char, 16]
    name: Array[char, 256]


least: Const[u64] = 10_000_000
"""nanoseconds"""
only_failed: Const[bool] = False
events = bpf.RingBuf[Event](size=8 << 20)
bpf.include(transfers)


@bpf.function
def tell(call: ptr[transfers.Transfer], ret: i64, writes: u32) -> i32:
    """Send the event of a call that took long enough."""
    now = bpf.ktime_ns()
    if now - call.begun < least or (only_failed and ret >= 0):
        return 0
    with events.reserve() as event:
        event.time, event.took, event.offset = now, now - call.begun, call.offset
        event.pid, event.tid, event.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
        event.fd, event.writes, event.ret = call.fd, writes, i32(ret)
        bpf.current_comm(event.comm)
        if bpf.read_kernel_str(event.name, call.name) < 1:
            event.name[0] = 0
    return 0


@bpf.program(*transfers.EXITS)
def leave(ctx: bpf.SysExit) -> i32:
    """Tell of what was read and written."""
    read = transfers.reads.pop(bpf.current_tid())
    if read is not None:
        tell(read, ctx.ret, 0)
    written = transfers.writes.pop(bpf.current_tid())
    if written is not None:
        tell(written, ctx.ret, 1)
    return 0


COLUMNS = (
    COMM,
    PID,
    field("tid", "<6"),
    Column("D", "1", lambda event: "W" if event.writes else "R"),
    Column("BYTES", ">7", lambda event: event.ret),
    Column("OFFSET", ">10", lambda event: event.offset),
    Column("LAT(ms)", ">8", lambda event: event.took / 1e6, "{:.2f}".format),
    Column("FILENAME", "", lambda event: event.name, printable),
)
JSON = (
    stream.UID, PID, field("tid", ""), COMM,
    Column("D", "", lambda event: "W" if event.writes else "R", key="direction"),
    field("ret", ""), field("fd", ""), field("offset", ""),
    Column("us", "", lambda event: event.took / 1000),
    Column("file", "", lambda event: event.name),
)  # fmt: skip


def milliseconds(text: str) -> float:
    """Parse a number of milliseconds."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of milliseconds")
    return value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of fileslower."""
    stream.add_arguments(parser)
    add = parser.add_argument
    add("least", nargs="?", type=milliseconds, default=10, metavar="MS", help="at least so long")
    add("-a", "--all-files", action="store_true", help="also what is no regular file")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is slow, until COMMAND ends or the user has enough."""
    live = bpf.load(
        kernel,
        least=int(options.least * 1e6),
        only_failed=options.failed,
        every_kind=options.all_files,
        **tasks(options, command),
    )
    return stream.stream(live, options, command, Event, COLUMNS, told=JSON)
