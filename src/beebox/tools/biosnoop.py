"""Requests to disks: one line for each, with who began it and how long it took."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, cast, char, i32, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.tools import block, stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, UID, Column, field, printable
from beebox.vmlinux import request

EXAMPLES = """\
  sudo beebox biosnoop --kernel linux -- dd if=/dev/vda of=/dev/null bs=1M count=8 iflag=direct
  sudo beebox biosnoop --kernel linux -Q -- sync     with the time before the disk got it
  sudo beebox biosnoop --kernel linux --disk vda -d 10 all that one disk does, for ten seconds
"""


class Event(bpf.Struct):
    """A request: when it was begun and issued; in the end when it was completed, too."""

    time: u64
    begun: u64
    issued: u64
    sector: u64
    bytes: u32
    flags: u32
    pid: u32
    uid: u32
    error: u32
    comm: Array[char, 16]
    disk: Array[char, 32]


requests = bpf.Hash[u64, Event](max_entries=10240)
events = bpf.RingBuf[Event](size=1 << 20)
bpf.include(task)


@bpf.program("tp_btf/block_io_start")
def begin(rq: ptr[request]) -> i32:
    """Remember a request of a task that passes the filters."""
    if not task.wanted():
        return 0
    event = Event()
    event.begun, event.flags = bpf.ktime_ns(), rq.cmd_flags
    event.pid, event.uid = bpf.current_pid(), bpf.current_uid()
    bpf.current_comm(event.comm)
    bpf.read_kernel_str(event.disk, rq.q.disk.disk_name)
    requests[cast(u64, rq)] = event
    return 0


@bpf.program("tp_btf/block_rq_issue")
def issue(rq: ptr[request]) -> i32:
    """Note when the device gets it; what came after it may have been joined to it."""
    event = requests.lookup(cast(u64, rq))
    if event is not None:
        event.issued = bpf.ktime_ns()
        event.bytes, event.sector = rq.__data_len, rq.__sector  # noqa: SLF001 - the kernel's names
    return 0


@bpf.program("tp_btf/block_rq_complete")
def complete(rq: ptr[request], error: u8, _bytes: u32) -> i32:
    """Send the event."""
    event = requests.lookup(cast(u64, rq))
    if event is None:
        return 0
    event.time = bpf.ktime_ns()
    event.error = u32(error)
    events.output(event, Event.size)
    del requests[cast(u64, rq)]
    return 0


def waited(event: Event) -> float:
    """Return the milliseconds before the disk got it: all, if it never did."""
    return ((event.issued or event.time) - event.begun) / 1e6


def took(event: Event) -> float:
    """Return the milliseconds that the disk had it."""
    return (event.time - (event.issued or event.time)) / 1e6


DISK = field("disk", "<8", text=printable)
SECTOR = field("sector", "<12")
BYTES = field("bytes", ">8")
QUEUED = Column("QUE(ms)", ">9", waited, "{:.3f}".format, "queued_ms")
TOOK = Column("LAT(ms)", ">9", took, "{:.3f}".format, "ms")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of biosnoop."""
    stream.add_arguments(parser)
    block.add_arguments(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show each request, until COMMAND ends or the user has enough."""
    words = block.words(kernel)
    live = bpf.load(kernel, **tasks(options, command))
    kind = Column("TYPE", "", lambda event: words(event.flags))
    columns = [COMM, PID, DISK, SECTOR, BYTES, *[QUEUED] * options.queued, TOOK, kind]
    told = [UID, COMM, PID, DISK, kind, SECTOR, BYTES, QUEUED, TOOK, field("error", "")]

    def keep(event: Event) -> bool:
        chosen = options.disk is None or event.disk == options.disk
        return chosen and bool(event.error or not options.failed)

    return stream.stream(live, options, command, Event, columns, keep, told)
