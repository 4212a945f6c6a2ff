"""Host names that are looked up, by getaddrinfo and gethostbyname(2), and how long it takes."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u32, u64
from beebox.lang.library import task
from beebox.loader.attach.targets import UprobeMulti
from beebox.tools import functions, stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field, printable

EXAMPLES = """\
  sudo beebox gethostlatency --kernel linux -- getent ahosts localhost
  sudo beebox gethostlatency --kernel linux -x -p 181      what process 181 fails to find
  sudo beebox gethostlatency --kernel linux                everything on this machine
"""

HOSTENT = ("gethostbyname", "gethostbyname2")


class Call(bpf.Struct):
    """What a task is looking up, and since when."""

    since: u64
    host: Array[char, 256]


class Event(bpf.Struct):
    """What the kernel side tells: *ret* 0, or the error that getaddrinfo returned (EAI_*)."""

    time: u64
    took: u64
    pid: u32
    tid: u32
    uid: u32
    ret: i32
    comm: Array[char, 16]
    host: Array[char, 256]


only_failed: bpf.Const[bool] = False
calls = bpf.Hash[u32, Call](max_entries=10240)
events = bpf.RingBuf[Event](size=1 << 20)
bpf.include(task)


@bpf.program("uprobe")
def enter(name: ptr[char]) -> i32:
    """Remember the call: the caller may change the name's memory until it ends."""
    if task.wanted():
        call = Call()
        call.since = bpf.ktime_ns()
        bpf.read_user_str(call.host, name)
        calls[bpf.current_tid()] = call
    return 0


@bpf.function
def leave(ret: i32) -> i32:
    """Send the event."""
    call = calls.pop(bpf.current_tid())
    if call is None or (only_failed and ret == 0):
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.took = event.time - call.since
        event.pid, event.tid, event.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
        event.ret = ret
        bpf.current_comm(event.comm)
        event.host[:] = call.host
    return 0


@bpf.program("uretprobe")
def leave_addrinfo(ret: i32) -> i32:
    """End getaddrinfo, which returns 0 or an error."""
    return leave(ret)


@bpf.program("uretprobe")
def leave_hostent(ret: u64) -> i32:
    """End gethostbyname, which returns NULL if it fails."""
    return leave(0 if ret else -2)  # EAI_NONAME


TOOK = Column("LATms", ">8", lambda event: event.took / 1e6, "{:.3f}".format, "ms")
HOST = field("host", "", text=printable)
TOLD = (
    *(field(name, "") for name in ("pid", "tid", "uid", "comm", "ret")),
    TOOK,
    field("host", ""),
)
"""what JSON has"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of gethostlatency."""
    stream.add_arguments(parser)
    functions.add_arguments(parser)
    functions.add_library(parser, "libc")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is looked up, until COMMAND ends or the user has enough."""
    functions.need(kernel)
    libc = functions.home("libc", options, command)
    live = bpf.load(kernel, only_failed=options.failed, **tasks(options, command))
    probes = {
        "enter": [UprobeMulti(libc, functions=("getaddrinfo", *HOSTENT))],
        "leave_addrinfo": [UprobeMulti(libc, functions=("getaddrinfo",), ret=True)],
        "leave_hostent": [UprobeMulti(libc, functions=HOSTENT, ret=True)],
    }
    aim = functions.Aim(live, options, probes)
    columns = [PID, COMM, TOOK, HOST]
    return stream.stream(live, options, command, Event, columns, told=TOLD, aim=aim)
