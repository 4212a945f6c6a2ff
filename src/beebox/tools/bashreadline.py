"""Lines that are typed into bash."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u32, u64
from beebox.lang.library import task
from beebox.loader.attach.binaries import find
from beebox.loader.attach.targets import UprobeMulti
from beebox.obj.binary import Binary
from beebox.tools import functions, stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, field, printable

EXAMPLES = """\
  sudo beebox bashreadline --kernel linux                what is typed into every bash here
  sudo beebox bashreadline --kernel linux -p 181         ... into this one
  sudo beebox bashreadline --kernel linux -l libreadline ... into all that use this library
"""


class Event(bpf.Struct):
    """What the kernel side tells: a line without its end."""

    time: u64
    pid: u32
    tid: u32
    uid: u32
    comm: Array[char, 16]
    line: Array[char, 4096]


events = bpf.RingBuf[Event](size=1 << 20)
bpf.include(task)


@bpf.program("uretprobe")
def typed(line: ptr[char] | None) -> i32:
    """Send the line that readline returns: NULL at the end of the input."""
    if line is None or not task.wanted():
        return 0
    with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid, event.tid, event.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
        bpf.current_comm(event.comm)
        if bpf.read_user_str(event.line, line) < 0:
            return 0
    return 0


LINE = field("line", "", "COMMAND", printable)
TOLD = tuple(field(name, "") for name in ("pid", "tid", "uid", "comm", "line"))
"""what JSON has"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of bashreadline."""
    stream.add_arguments(parser, failed=False)
    functions.add_arguments(parser)
    functions.add_library(parser, "bash, or the libreadline that it uses")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is typed, until COMMAND ends or the user has enough."""
    functions.need(kernel)
    file = find(options.library or "bash")
    if not options.library and not Binary(file).has("readline"):
        file = functions.home("libreadline", options, command)
    live = bpf.load(kernel, **tasks(options, command))
    probes = {"typed": [UprobeMulti(file, functions=("readline",), ret=True)]}
    aim = functions.Aim(live, options, probes)
    return stream.stream(live, options, command, Event, [PID, COMM, LINE], told=TOLD, aim=aim)
