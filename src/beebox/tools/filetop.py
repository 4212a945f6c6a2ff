"""Files that are read and written most: one line for each file of each process."""

from __future__ import annotations

import argparse
import sys

from beebox import bpf
from beebox.bpf import Array, addr, char, i32, ptr, u32, u64
from beebox.lang.library import transfers
from beebox.tools import files, summary
from beebox.tools.base import tasks
from beebox.tools.stream import Column

EXAMPLES = """\
  beebox filetop -- tar cf /tmp/x.tar /etc
  beebox filetop -i 1 -p 181                 each second, of a process that runs
  beebox filetop -s wbytes -T 5 -- make      the five files that most was written to
  beebox filetop -a -- sh -c 'ls | sort'     pipes, terminals and sockets, too
"""


class Total(bpf.Struct):
    """What was read and written."""

    reads: u64
    writes: u64
    read_bytes: u64
    written_bytes: u64
    mode: u32
    comm: Array[char, 16]
    name: Array[char, 64]


totals = bpf.Hash[transfers.Key, Total](max_entries=10240)
bpf.include(transfers)


@bpf.function
def total_of(call: ptr[transfers.Transfer]) -> ptr[Total] | None:
    """Return the total that a call belongs to."""
    key = transfers.Key()
    key.inode, key.device, key.pid = call.inode, call.device, bpf.current_pid()
    if key not in totals:
        fresh = Total()
        fresh.mode = call.mode
        bpf.current_comm(fresh.comm)
        bpf.read_kernel_str(fresh.name, call.name)
        totals[key] = fresh
    return totals.lookup(key)


@bpf.program(*transfers.EXITS)
def leave(ctx: bpf.SysExit) -> i32:
    """Count what was read and written."""
    read = transfers.reads.pop(bpf.current_tid())
    if read is not None and ctx.ret >= 0:
        total = total_of(read)
        if total is not None:
            bpf.atomic_add(addr(total.reads), 1)
            bpf.atomic_add(addr(total.read_bytes), u64(ctx.ret))
    written = transfers.writes.pop(bpf.current_tid())
    if written is not None and ctx.ret >= 0:
        total = total_of(written)
        if total is not None:
            bpf.atomic_add(addr(total.writes), 1)
            bpf.atomic_add(addr(total.written_bytes), u64(ctx.ret))
    return 0


def kind(mode: int) -> str:
    """Return what kind of file it is: regular, socket, or another."""
    return {transfers.REGULAR: "R", transfers.SOCKET: "S"}.get(mode & transfers.TYPE, "O")


READS = Column("READS", ">7", lambda row: row.total.reads)
WRITES = Column("WRITES", ">7", lambda row: row.total.writes)
READ = Column("R_Kb", ">9", lambda row: row.total.read_bytes / 1024, "{:.1f}".format)
WRITTEN = Column("W_Kb", ">9", lambda row: row.total.written_bytes / 1024, "{:.1f}".format)
KIND = Column("T", "1", lambda row: kind(row.total.mode))
COLUMNS = (files.PID, files.COMM, READS, WRITES, READ, WRITTEN, KIND, files.FILE)
JSON = (
    *COLUMNS[:4],
    Column("rbytes", "", lambda row: row.total.read_bytes),
    Column("wbytes", "", lambda row: row.total.written_bytes),
    Column("type", "", lambda row: kind(row.total.mode)),
    files.FILE,
    files.INODE,
    files.DEVICE,
)

SORTS = {
    "all": lambda total: total.read_bytes + total.written_bytes,
    "reads": lambda total: total.reads,
    "writes": lambda total: total.writes,
    "rbytes": lambda total: total.read_bytes,
    "wbytes": lambda total: total.written_bytes,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of filetop."""
    summary.add_arguments(parser)
    add = parser.add_argument
    add("-a", "--all-files", action="store_true", help="also what is no regular file")
    add("-C", "--noclear", action="store_true", help="do not clear the screen at each interval")
    add("-s", "--sort", choices=SORTS, default="all", help="sort by this (all: bytes both ways)")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Add up, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, every_kind=options.all_files, **tasks(options, command))
    return summary.summarise(
        live,
        options,
        command,
        JSON if options.json else COLUMNS,
        lambda of: files.rows(of, SORTS[options.sort]),
        clear=bool(options.interval) and not options.noclear and sys.stdout.isatty(),
    )
