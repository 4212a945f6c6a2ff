"""How long requests to disks take: a histogram."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, cast, char, i32, ptr, u8, u32, u64
from beebox.lang.library import histogram as slots
from beebox.lang.library import task
from beebox.tools import block, histogram
from beebox.tools.base import tasks
from beebox.tools.stream import printable
from beebox.vmlinux import request

EXAMPLES = """\
  sudo beebox biolatency --kernel linux -- dd if=/dev/vda of=/dev/null bs=1M count=8 iflag=direct
  sudo beebox biolatency --kernel linux -D -m -i 1 -d 10     each disk, milliseconds, each second
  sudo beebox biolatency --kernel linux -F -Q -- make        reads, writes, ... by themselves
"""


class Begun(bpf.Struct):
    """When a request was begun, and when the device got it; what it was."""

    begun: u64
    issued: u64
    flags: u32


class Key(bpf.Struct):
    """What is counted apart."""

    slot: u32
    flags: u32
    disk: Array[char, 32]


by_disk: bpf.Const[bool] = False
by_flags: bpf.Const[bool] = False
queued: bpf.Const[bool] = False
unit: bpf.Const[u64] = 1000
requests = bpf.Hash[u64, Begun](max_entries=10240)
counts = bpf.Hash[Key, u64](max_entries=10240)
bpf.include(task)


@bpf.program("tp_btf/block_io_start")
def begin(rq: ptr[request]) -> i32:
    """Remember a request of a task that passes the filters."""
    if task.wanted():
        made = Begun()
        made.begun, made.flags = bpf.ktime_ns(), rq.cmd_flags
        requests[cast(u64, rq)] = made
    return 0


@bpf.program("tp_btf/block_rq_issue")
def issue(rq: ptr[request]) -> i32:
    """Note when the device gets it."""
    made = requests.lookup(cast(u64, rq))
    if made is not None:
        made.issued = bpf.ktime_ns()
    return 0


@bpf.program("tp_btf/block_rq_complete")
def complete(rq: ptr[request], _error: u8, _bytes: u32) -> i32:
    """Count it."""
    made = requests.pop(cast(u64, rq))
    if made is None:
        return 0
    since = made.begun if queued or not made.issued else made.issued
    key = Key()
    key.slot = slots.log2((bpf.ktime_ns() - since) // unit)
    if by_flags:
        key.flags = made.flags
    if by_disk:
        bpf.read_kernel_str(key.disk, rq.q.disk.disk_name)
    counts[key] += 1
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of biolatency."""
    histogram.add_arguments(parser)
    block.add_arguments(parser)
    add = parser.add_argument
    add("-D", "--disks", action="store_true", help="a histogram for each disk")
    add("-F", "--flags", action="store_true", help="a histogram for each kind of request")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Count, until COMMAND ends or the user has enough."""
    words = block.words(kernel)
    live = bpf.load(
        kernel,
        by_disk=bool(options.disks or options.disk),
        by_flags=options.flags,
        queued=options.queued,
        unit=1_000_000 if options.milliseconds else 1000,
        **tasks(options, command),
    )

    def section(key: Key) -> histogram.Section:
        disk = (("disk", printable(key.disk)),) * options.disks
        return (*disk, *((("flags", words(key.flags)),) * options.flags))

    def keep(key: Key) -> bool:
        return options.disk is None or key.disk == options.disk

    label = "msecs" if options.milliseconds else "usecs"
    return histogram.show(live, options, command, label, section, keep=keep)
