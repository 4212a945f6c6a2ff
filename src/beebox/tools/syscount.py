"""System calls, counted: how often each is made, and how long it takes."""

from __future__ import annotations

import argparse
import errno
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beebox import bpf
from beebox.abi import syscalls
from beebox.bpf import i32, i64, u32, u64
from beebox.lang.library import histogram as slots
from beebox.lang.library import task
from beebox.tools import histogram, summary
from beebox.tools.base import tasks
from beebox.tools.stream import Column, printable

if TYPE_CHECKING:
    from beebox.loader import Loaded

EXAMPLES = """\
  beebox syscount -- ls -lR /usr/share/doc
  beebox syscount -L -T 5 -- python3 -c 'import json'    the five that took longest
  beebox syscount -P -i 1                                by process, each second
  beebox syscount -H -T 3 -- ls -lR /etc                 how long the three commonest take
  beebox syscount -e ENOENT -p 181                       only what failed so
"""


class Key(bpf.Struct):
    """What is counted apart."""

    number: u32
    pid: u32


class SlotKey(bpf.Struct):
    """The same, and for how long."""

    number: u32
    pid: u32
    slot: u32


class Total(bpf.Struct):
    """How often, and for how many nanoseconds."""

    count: u64
    took: u64


by_process: bpf.Const[bool] = False
by_time: bpf.Const[bool] = False
only_failed: bpf.Const[bool] = False
only_error: bpf.Const[i32] = 0
begun = bpf.Hash[u32, u64](max_entries=10240)
counts = bpf.Hash[SlotKey, u64](max_entries=10240)
totals = bpf.PerCpuHash[Key, Total](max_entries=10240)
bpf.include(task)


@bpf.program("tracepoint/raw_syscalls/sys_enter")
def enter(_ctx: bpf.SysEnter) -> i32:
    """Note when a task that passes the filters goes in."""
    if task.wanted():
        begun[bpf.current_tid()] = bpf.ktime_ns()
    return 0


@bpf.program("tracepoint/raw_syscalls/sys_exit")
def leave(ctx: bpf.SysExit) -> i32:
    """Count it when it comes out."""
    since = begun.pop(bpf.current_tid())
    if since is None or (only_failed and ctx.ret >= 0):
        return 0
    if only_error and ctx.ret != -i64(only_error):
        return 0
    key = Key()
    if by_process:
        key.pid = bpf.current_pid()
    else:
        key.number = u32(ctx.syscall_nr)
    took = bpf.ktime_ns() - since[0]
    if by_time:
        place = SlotKey()
        place.number, place.pid, place.slot = key.number, key.pid, slots.log2(took // 1000)
        counts[place] += 1
        return 0
    total = totals.lookup(key)
    if total is None:
        totals[key] = Total()
        total = totals.lookup(key)
    if total is not None:
        total.count += 1
        total.took += took
    return 0


class Row(NamedTuple):
    """One line of the table."""

    of: int
    """a system call's number, or a process's id"""
    calls: int
    took: int
    """nanoseconds"""


COUNT = Column("COUNT", ">10", lambda row: row.calls, key="count")
TOOK = Column("TIME (us)", ">14", lambda row: row.took / 1000, "{:.3f}".format, "us")
CALL = Column("SYSCALL", "<22", lambda row: call_name(row.of))
PID = Column("PID", "<7", lambda row: row.of)
COMM = Column("COMM", "<16", lambda row: process_name(row.of), printable)


def rows(live: Loaded, options: argparse.Namespace) -> list[Row]:
    """Return the rows: most first."""
    counts: Counter[int] = Counter()
    took: Counter[int] = Counter()
    for key, values in summary.taken(live.maps["totals"]):
        of = key.pid if options.by_process else key.number
        counts[of] += sum(value.count for value in values)
        took[of] += sum(value.took for value in values)
    most = took if options.latency else counts
    return [Row(of, counts[of], took[of]) for of in sorted(counts, key=lambda of: (-most[of], of))]


def call_name(number: int) -> str:
    """Return the name of a system call; its number if the table has none."""
    return syscalls.names().get(number, f"[{number}]")


def process_name(pid: int) -> str:
    """Return a process's name; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(errors="replace").strip()
    except OSError:
        return ""


def call_section(key: SlotKey) -> histogram.Section:
    """Say whose histogram a key is of."""
    return (("syscall", call_name(key.number)),)


def process_section(key: SlotKey) -> histogram.Section:
    """Say whose histogram a key is of."""
    return (("pid", key.pid), ("comm", printable(process_name(key.pid))))


def error(text: str) -> int:
    """Parse the name or number of an error."""
    numbers = {name: number for number, name in errno.errorcode.items()}
    found = numbers.get(text, int(text) if text.isdecimal() else 0)
    if not 0 < found < 4096:
        raise argparse.ArgumentTypeError(f"{text!r} is not an error, such as ENOENT")
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of syscount."""
    summary.add_arguments(parser)
    add = parser.add_argument
    add("-P", "--by-process", action="store_true", help="count by process")
    add("-L", "--latency", action="store_true", help="show the time in the calls; most first")
    add("-H", "--histogram", action="store_true", help="show how the times in them are spread")
    add("-x", "--failed", action="store_true", help="only what failed")
    add("-e", "--error", type=error, default=0, help="only what failed with this, as ENOENT")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Count, until COMMAND ends or the user has enough."""
    live = bpf.load(
        kernel,
        by_process=options.by_process,
        by_time=options.histogram,
        only_failed=options.failed,
        only_error=options.error,
        **tasks(options, command),
    )
    if options.histogram:
        section = process_section if options.by_process else call_section
        return histogram.show(live, options, command, "usecs", section, top=options.top)
    columns = (PID, COMM, COUNT) if options.by_process else (CALL, COUNT)
    columns += (TOOK,) * options.latency
    return summary.summarise(live, options, command, columns, lambda of: rows(of, options))
