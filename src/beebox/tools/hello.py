"""The smallest tool: one line for each program that starts. Copy it and begin.

Above `main` is what the kernel runs: it is compiled, verified, and called when a process executes a
file. Below is the reader, plain Python. Between them is a ring buffer of `Event`.
"""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64
from beebox.lang.library import task
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column

EXAMPLES = """\
  beebox hello -- sh -c 'ls; date'
  beebox hello --kernel linux -d 10      the whole machine for ten seconds, as root
"""


class Event(bpf.Struct):
    """What the kernel side tells."""

    time: u64
    pid: u32
    uid: u32
    comm: Array[char, 16]


events = bpf.RingBuf[Event](size=64 << 10)
bpf.include(task)


@bpf.program("tracepoint/sched/sched_process_exec")
def hello(_ctx: bpf.SchedProcessExec) -> i32:
    """Say hello, if it is one of those that the user asked for."""
    if task.wanted():
        with events.reserve() as event:
            event.time = bpf.ktime_ns()
            event.pid, event.uid = bpf.current_pid(), bpf.current_uid()
            bpf.current_comm(event.comm)
    return 0


COLUMNS = (PID, COMM, Column("MESSAGE", "", lambda event: f"Hello, {event.comm}!"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of hello: those that every such tool has."""
    stream.add_arguments(parser, failed=False)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Load, attach, print, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, **tasks(options, command))
    return stream.stream(live, options, command, Event, COLUMNS)
