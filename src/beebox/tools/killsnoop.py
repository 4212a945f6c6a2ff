"""Signals: one line for each kill, tkill and tgkill, with who sends it to whom."""

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
  beebox killsnoop -- sh -c 'sleep 9 & kill $!'
  beebox killsnoop -x -p 181                 what process 181 fails to send
  beebox killsnoop -s 9 -s TERM              only these signals
"""


ENTER, EXIT = "tracepoint/syscalls/sys_enter_", "tracepoint/syscalls/sys_exit_"


class Call(bpf.Struct):
    """What a task is sending."""

    target: i32
    signal: i32


class Event(bpf.Struct):
    """What the kernel side tells."""

    time: u64
    pid: u32
    uid: u32
    target: i32
    signal: i32
    ret: i32
    comm: Array[char, 16]


only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
events = bpf.RingBuf[Event](size=256 << 10)
bpf.include(task)


@bpf.function
def begin(target: i32, number: i32) -> i32:
    """Remember a call of a task that passes the filters."""
    if task.wanted():
        call = Call()
        call.target, call.signal = target, number
        calls[bpf.current_tid()] = call
    return 0


@bpf.program(ENTER + "kill", ENTER + "tkill")
def enter(ctx: bpf.SysEnterKill) -> i32:
    """Begin kill(2) or tkill(2)."""
    return begin(ctx.pid, ctx.sig)


@bpf.program(ENTER + "tgkill")
def enter_tgkill(ctx: bpf.SysEnterTgkill) -> i32:
    """Begin tgkill(2)."""
    return begin(ctx.pid, ctx.sig)


@bpf.program(EXIT + "kill", EXIT + "tkill", EXIT + "tgkill")
def leave(ctx: bpf.SysExit) -> i32:
    """Send the event."""
    call = calls.pop(bpf.current_tid())
    if call is None or (only_failed and ctx.ret >= 0):
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid, event.uid = bpf.current_pid(), bpf.current_uid()
        event.target, event.signal, event.ret = call.target, call.signal, i32(ctx.ret)
        bpf.current_comm(event.comm)
    return 0


def name_of(number: int) -> str:
    """Return a signal's name; its number if it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


COLUMNS = (
    PID,
    COMM,
    Column("SIGNAL", "<10", lambda event: event.signal, name_of),
    field("target", "<7"),
    Column("ERR", ">3", lambda event: stream.error(event.ret)),
)


def signal_number(text: str) -> int:
    """Parse a signal: 9, KILL or SIGKILL."""
    if text.isdecimal() and int(text) <= signal.SIGRTMAX:
        return int(text)
    found = signal.Signals.__members__.get(f"SIG{text.upper().removeprefix('SIG')}")
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a signal, such as 9 or TERM")
    return found.value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of killsnoop."""
    stream.add_arguments(parser)
    parser.add_argument(
        "-s", "--signal", type=signal_number, action="append", help="only this one; repeatable"
    )


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is sent, until COMMAND ends or the user has enough."""
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))

    def keep(event: Event) -> bool:
        return not options.signal or event.signal in options.signal

    return stream.stream(live, options, command, Event, COLUMNS, keep)
