"""How long tasks wait for a CPU, from being ready to run until they do: a histogram."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u32, u64
from beebox.lang.library import histogram as slots
from beebox.lang.library import task
from beebox.tools import histogram
from beebox.tools.base import tasks
from beebox.tools.stream import printable
from beebox.vmlinux import task_struct

EXAMPLES = """\
  sudo beebox runqlat --kernel linux -- make -j8
  sudo beebox runqlat --kernel linux -P -m -d 10      each process of the machine, milliseconds
  sudo beebox runqlat --kernel linux -i 1 -p 181      a process, anew each second
"""


class Key(bpf.Struct):
    """What is counted apart."""

    id: u32
    slot: u32
    comm: Array[char, 16]


by_process: bpf.Const[bool] = False
by_thread: bpf.Const[bool] = False
unit: bpf.Const[u64] = 1000
ready = bpf.Hash[u32, u64](max_entries=10240)
counts = bpf.Hash[Key, u64](max_entries=10240)
bpf.include(task)


@bpf.function
def waits(of: ptr[task_struct]) -> i32:
    """Note when a task that passes the filters became ready; the idle task never waits."""
    tid = u32(of.pid)
    if tid != 0 and task.chosen(u32(of.tgid), tid, of.cred.uid.val):
        ready[tid] = bpf.ktime_ns()
    return 0


@bpf.program("tp_btf/sched_wakeup")
def wakeup(of: ptr[task_struct]) -> i32:
    """Begin the wait of one that was asleep."""
    return waits(of)


@bpf.program("tp_btf/sched_wakeup_new")
def wakeup_new(of: ptr[task_struct]) -> i32:
    """Begin the wait of one that was made."""
    return waits(of)


@bpf.program("tp_btf/sched_switch")
def switch(_preempt: bool, last: ptr[task_struct], following: ptr[task_struct]) -> i32:
    """Count the wait of the task that runs now; the one that ran and still could waits anew."""
    if last.__state == 0:  # noqa: SLF001 - the kernel's name
        waits(last)
    since = ready.pop(u32(following.pid))
    if since is None:
        return 0
    key = Key()
    key.slot = slots.log2((bpf.ktime_ns() - since[0]) // unit)
    if by_process or by_thread:
        key.id = u32(following.pid) if by_thread else u32(following.tgid)
        bpf.read_kernel_str(key.comm, following.comm)
    counts[key] += 1
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of runqlat."""
    histogram.add_arguments(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("-P", "--pids", action="store_true", help="a histogram for each process")
    only.add_argument("-L", "--tids", action="store_true", help="a histogram for each thread")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Count, until COMMAND ends or the user has enough."""
    live = bpf.load(
        kernel,
        by_process=options.pids,
        by_thread=options.tids,
        unit=1_000_000 if options.milliseconds else 1000,
        **tasks(options, command),
    )
    name = "tid" if options.tids else "pid"

    def section(key: Key) -> histogram.Section:
        apart = options.pids or options.tids
        return ((name, key.id), ("comm", printable(key.comm))) if apart else ()

    label = "msecs" if options.milliseconds else "usecs"
    return histogram.show(live, options, command, label, section)
