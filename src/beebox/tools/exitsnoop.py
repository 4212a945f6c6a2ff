"""Processes that end: one line for each, with its age and its exit code or the signal."""

from __future__ import annotations

import argparse
import signal

from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64
from beebox.lang.library import task
from beebox.tools import stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field

EXAMPLES = """\
  beebox exitsnoop -- sh -c 'false; kill -9 $$'
  beebox exitsnoop -x -- make                    only what failed, or was killed
  beebox exitsnoop --per-thread -p 181           each thread of a process that runs
"""

CORE_DUMPED = 0x80


class Event(bpf.Struct):
    """What the kernel side tells."""

    time: u64
    age: u64
    pid: u32
    tid: u32
    parent: u32
    uid: u32
    status: u32
    comm: Array[char, 16]


only_failed: bpf.Const[bool] = False
per_thread: bpf.Const[bool] = False
events = bpf.RingBuf[Event](size=256 << 10)
bpf.include(task)


@bpf.program("tracepoint/sched/sched_process_exit")
def ended(ctx: bpf.SchedProcessExit) -> i32:
    """Send the event: of each thread, or of the last of its process."""
    if not task.wanted() or not (per_thread or ctx.group_dead):
        return 0
    current = bpf.current_task()
    status = u32(current.exit_code)
    if only_failed and status == 0:
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        begun = current.start_time if per_thread else current.group_leader.start_time
        event.age = event.time - begun
        event.pid, event.tid = bpf.current_pid(), bpf.current_tid()
        event.parent = u32(current.real_parent.tgid)
        event.uid, event.status = bpf.current_uid(), status
        bpf.current_comm(event.comm)
    return 0


def code(event: Event) -> int:
    """Return what was given to exit(3)."""
    return event.status >> 8 & 0xFF


def killer(event: Event) -> int:
    """Return the signal that ended it; 0: none did."""
    return event.status & 0x7F


def told(event: Event) -> str:
    """Return how it ended, in words."""
    number = killer(event)
    if not number:
        return f"code {code(event)}" if code(event) else "0"
    name = signal.Signals(number).name[3:] if number in set(signal.Signals) else "?"
    return f"signal {number} ({name})" + ", core dumped" * bool(event.status & CORE_DUMPED)


COLUMNS = (
    COMM,
    PID,
    field("parent", "<6", "PPID"),
    field("tid", "<6"),
    Column("AGE(s)", "<7", lambda event: event.age / 1e9, "{:.2f}".format),
    Column("EXIT_CODE", "", told),
)
JSON = (
    *COLUMNS[:1],
    stream.UID,
    PID,
    Column("PPID", "", lambda event: event.parent),
    field("tid", ""),
    Column("AGE", "", lambda event: event.age / 1e9),
    Column("CODE", "", code),
    Column("SIGNAL", "", killer),
    Column("CORE", "", lambda event: bool(event.status & CORE_DUMPED)),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of exitsnoop."""
    stream.add_arguments(parser)
    parser.add_argument("--per-thread", action="store_true", help="each thread, not each process")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what ends, until COMMAND ends or the user has enough."""
    live = bpf.load(
        kernel,
        only_failed=options.failed,
        per_thread=options.per_thread,
        **tasks(options, command),
    )
    return stream.stream(live, options, command, Event, COLUMNS, told=JSON)
