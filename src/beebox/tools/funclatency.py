"""How long calls of functions take, as a histogram: of executables and libraries."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from beebox import bpf
from beebox.bpf import i32, u32, u64
from beebox.errors import NotSupported
from beebox.lang.library import histogram as slots
from beebox.lang.library import task
from beebox.tools import functions, histogram, targets
from beebox.tools.base import Output, tasks
from beebox.tools.functions import BELOW
from beebox.tools.summary import taken

if TYPE_CHECKING:
    from beebox.loader import Loaded

EXAMPLES = """\
  sudo beebox funclatency --kernel linux c:getaddrinfo -- getent ahosts localhost
  sudo beebox funclatency --kernel linux -F 'c:*alloc' -- ls -lR /etc       each function apart
  sudo beebox funclatency --kernel linux -m -i 5 ./server:handle -p 181     in milliseconds
"""

UNITS = {"nsecs": 1, "usecs": 1000, "msecs": 1000000}


class Call(bpf.Struct):
    """A call that has not returned: a function may be called by itself, so its stack says which."""

    task: u64
    stack: u64
    function: u64


class Key(bpf.Struct):
    """Which histogram, and where in it."""

    function: u32
    slot: u32


class Total(bpf.Struct):
    """How often, and for how many nanoseconds."""

    count: u64
    took: u64


unit: bpf.Const[u32] = 1
begun = bpf.LruHash[Call, u64](max_entries=65536)
counts = bpf.Hash[Key, u64](max_entries=targets.MOST)
totals = bpf.PerCpuHash[u32, Total](max_entries=1)
bpf.include(task)


@bpf.program("uprobe.multi")
def enter(ctx: bpf.Regs) -> i32:
    """Remember when a function was called."""
    if task.wanted():
        call = Call()
        call.task, call.stack = bpf.get_current_pid_tgid(), ctx.sp
        call.function = bpf.get_attach_cookie(ctx)
        begun[call] = bpf.ktime_ns()
    return 0


@bpf.program("uretprobe.multi")
def leave(ctx: bpf.Regs) -> i32:
    """Count for how long."""
    now = bpf.ktime_ns()
    call = Call()
    call.task, call.stack = bpf.get_current_pid_tgid(), ctx.sp - BELOW
    call.function = bpf.get_attach_cookie(ctx)
    since = begun.pop(call)
    if since is None:
        return 0
    took = now - since[0]
    key = Key()
    key.function, key.slot = u32(call.function), slots.log2(took // u64(unit))
    counts[key] += 1
    total = totals.lookup_or_init(0, Total())
    if total is not None:
        bpf.atomic_add(bpf.addr(total.count), 1)
        bpf.atomic_add(bpf.addr(total.took), took)
    return 0


def average(live: Loaded, output: Output, name: str) -> None:
    """Add how long a call took on average; begin anew."""
    for _, values in taken(live.maps["totals"]):
        count = sum(each.count for each in values)
        total = sum(each.took for each in values) // UNITS[name]
        if output.as_json:
            output.record({"unit": name, "avg": total // count, "total": total, "count": count})
        else:
            output.line(f"avg = {total // count} {name}, total: {total} {name}, count: {count}")
            output.line("")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is timed, and the options of funclatency."""
    targets.add_pattern(parser)
    histogram.add_arguments(parser)
    functions.add_arguments(parser)
    add = parser.add_argument
    add("--microseconds", action="store_true", help="in microseconds, not nanoseconds")
    add("-F", "--by-function", action="store_true", help="a histogram for each function")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Time calls, until COMMAND ends or the user has enough."""
    found = targets.find(kernel, options.pattern, options, command, regular=options.regexp)
    if found.kind != targets.USER:
        raise NotSupported(
            f"the time in {found.kind}s", "name a function of a file, FILE:FUNCTION, as c:malloc"
        )
    names = found.names
    name = "msecs" if options.milliseconds else "usecs" if options.microseconds else "nsecs"
    live = bpf.load(kernel, unit=UNITS[name], **tasks(options, command))

    def section(key: Any) -> histogram.Section:
        return (("function", names[key.function]),) if options.by_function else ()

    probes = {"enter": targets.probes(found), "leave": targets.probes(found, ret=True)}
    return histogram.show(
        live,
        options,
        command,
        name,
        section,
        aim=functions.Aim(live, options, probes),
        below=lambda output: average(live, output, name),
    )
