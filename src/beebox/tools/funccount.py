"""Calls of functions counted: of executables, libraries, the kernel; tracepoints, too."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from beebox import bpf
from beebox.bpf import i32, ptr, u32, u64
from beebox.lang.library import task
from beebox.tools import functions, summary, targets
from beebox.tools.base import tasks
from beebox.tools.stream import Column

if TYPE_CHECKING:
    from beebox.loader import Loaded

EXAMPLES = """\
  sudo beebox funccount --kernel linux 'c:malloc*' -- ls -l
  sudo beebox funccount --kernel linux './server:' -p 181 -i 1        all functions of a program
  sudo beebox funccount --kernel linux -r 'c:^(str|mem)cpy' -- ls     a regular expression
  beebox funccount 't:syscalls:sys_enter_*' -- ls                tracepoints, in the box, too
"""

counts = bpf.PerCpuHash[u32, u64](max_entries=targets.MOST)
bpf.include(task)


@bpf.function
def count(ctx: ptr[u64]) -> i32:
    """Count the function that the attachment's cookie is the number of."""
    if task.wanted():
        counts[u32(bpf.get_attach_cookie(ctx))] += 1
    return 0


@bpf.program("uprobe.multi")
def called(ctx: ptr[u64]) -> i32:
    """Count functions of a file."""
    return count(ctx)


@bpf.program("kprobe.multi")
def called_in_kernel(ctx: ptr[u64]) -> i32:
    """Count functions of the kernel."""
    return count(ctx)


@bpf.program("tracepoint")
def passed(ctx: ptr[u64]) -> i32:
    """Count tracepoints."""
    return count(ctx)


PROGRAMS = {
    targets.USER: "called",
    targets.KERNEL: "called_in_kernel",
    targets.TRACEPOINT: "passed",
}


class Row(NamedTuple):
    """One line of the table."""

    function: str
    calls: int


COLUMNS = (
    Column("FUNC", "<40", lambda row: row.function, key="function"),
    Column("COUNT", ">10", lambda row: row.calls, key="count"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is counted, and the options of funccount."""
    targets.add_pattern(parser)
    summary.add_arguments(parser)
    functions.add_arguments(parser)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Count, until COMMAND ends or the user has enough."""
    found = targets.find(kernel, options.pattern, options, command, regular=options.regexp)
    names = found.names
    live = bpf.load(kernel, **tasks(options, command))

    def rows(live: Loaded) -> list[Row]:
        made: Counter[str] = Counter()
        for number, values in summary.taken(live.maps["counts"]):
            made[names[number]] += sum(values)
        return [Row(*row) for row in sorted(made.items(), key=lambda row: (-row[1], row[0]))]

    aim = functions.Aim(live, options, {PROGRAMS[found.kind]: targets.probes(found)})
    return summary.summarise(live, options, command, COLUMNS, rows, aim)
