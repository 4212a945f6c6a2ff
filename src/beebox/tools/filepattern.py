"""How files are read and written: how much, in sequence or at random, in small pieces or again."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, addr, char, i32, i64, ptr, u64
from beebox.lang.library import transfers
from beebox.tools import files, summary
from beebox.tools.base import tasks
from beebox.tools.stream import Column

EXAMPLES = """\
  beebox filepattern -- grep -r TODO src
  beebox filepattern -i 5 -p 181             every five seconds, of a process that runs
  beebox filepattern --json -- ./database    with the numbers behind the words

a pattern in words:
  sequential  nine of ten calls go on where the one before ended: readahead serves them
  random      not even half of them: readahead is wasted (posix_fadvise: RANDOM)
  mixed       what is between
  small       less than 4096 bytes a call: a buffer would save calls
  again       more bytes read than the file has: it is read more than once
"""

FEW = 4
"""so many calls are no pattern"""
SMALL = 4096


class Way(bpf.Struct):
    """One way, in or out: calls, of these in sequence, bytes; where the last one ended."""

    calls: u64
    sequential: u64
    bytes: u64
    end: i64


class Total(bpf.Struct):
    """What is known of a file of a process."""

    read: Way
    written: Way
    size: u64
    comm: Array[char, 16]
    name: Array[char, 64]


totals = bpf.Hash[transfers.Key, Total](max_entries=10240)
bpf.include(transfers)


@bpf.function
def count(way: ptr[Way], offset: i64, size: i64) -> i32:
    """Count a call that passed *size* bytes at *offset*."""
    if offset == way.end or way.calls == 0:
        bpf.atomic_add(addr(way.sequential), 1)
    bpf.atomic_add(addr(way.calls), 1)
    bpf.atomic_add(addr(way.bytes), u64(size))
    way.end = offset + size
    return 0


@bpf.function
def total_of(call: ptr[transfers.Transfer]) -> ptr[Total] | None:
    """Return the total that a call belongs to."""
    key = transfers.Key()
    key.inode, key.device, key.pid = call.inode, call.device, bpf.current_pid()
    if key not in totals:
        fresh = Total()
        bpf.current_comm(fresh.comm)
        bpf.read_kernel_str(fresh.name, call.name)
        totals[key] = fresh
    return totals.lookup(key)


@bpf.program(*transfers.EXITS)
def leave(ctx: bpf.SysExit) -> i32:
    """Count what was read and written."""
    read = transfers.reads.pop(bpf.current_tid())
    if read is not None and ctx.ret > 0:
        total = total_of(read)
        if total is not None:
            total.size = read.size
            count(addr(total.read), read.offset, ctx.ret)
    written = transfers.writes.pop(bpf.current_tid())
    if written is not None and ctx.ret > 0:
        total = total_of(written)
        if total is not None:
            total.size = written.size
            count(addr(total.written), written.offset, ctx.ret)
    return 0


def words(way: Way) -> list[str]:
    """Return what the calls of one way look like."""
    if way.calls < FEW:
        return []
    share = way.sequential / way.calls
    found = ["sequential" if share >= 0.9 else "random" if share < 0.5 else "mixed"]
    return found + ["small"] * (way.bytes / way.calls < SMALL)


def pattern(total: Total) -> list[str]:
    """Return what reading and writing look like, in words."""
    again = ["again"] * bool(total.size and total.read.bytes > total.size)
    ways = (("read", [*words(total.read), *again]), ("written", words(total.written)))
    return [f"{name} {' '.join(found)}" for name, found in ways if found]


def percent(way: Way) -> str:
    """Return which part of the calls was in sequence."""
    return f"{100 * way.sequential // way.calls}%" if way.calls else ""


COLUMNS = (
    files.PID,
    files.COMM,
    Column("READS", ">7", lambda row: row.total.read.calls),
    Column("SEQ", ">4", lambda row: percent(row.total.read)),
    Column("R_Kb", ">9", lambda row: row.total.read.bytes / 1024, "{:.1f}".format),
    Column("WRITES", ">7", lambda row: row.total.written.calls),
    Column("SEQ", ">4", lambda row: percent(row.total.written)),
    Column("W_Kb", ">9", lambda row: row.total.written.bytes / 1024, "{:.1f}".format),
    files.FILE._replace(place="<24"),
    Column("PATTERN", "", lambda row: pattern(row.total), ", ".join),
)
JSON = (
    *COLUMNS[:3],
    Column("reads_in_sequence", "", lambda row: row.total.read.sequential),
    Column("rbytes", "", lambda row: row.total.read.bytes),
    COLUMNS[5],
    Column("writes_in_sequence", "", lambda row: row.total.written.sequential),
    Column("wbytes", "", lambda row: row.total.written.bytes),
    Column("size", "", lambda row: row.total.size),
    *COLUMNS[-2:],
    files.INODE,
    files.DEVICE,
)


def bytes_of(total: Total) -> int:
    """Return how many bytes were passed, both ways."""
    return int(total.read.bytes + total.written.bytes)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of filepattern."""
    summary.add_arguments(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Add up, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, **tasks(options, command))
    return summary.summarise(
        live,
        options,
        command,
        JSON if options.json else COLUMNS,
        lambda of: files.rows(of, bytes_of),
    )
