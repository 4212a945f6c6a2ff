"""Where processes spend CPU time: their stacks, sampled so many times a second."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, addr, char, i32, ptr, u32, u64
from beebox.lang.library import stack, task
from beebox.loader.attach.targets import PerfEvent
from beebox.tools import stacks
from beebox.tools.base import Output, Session, add_tasks, tasks
from beebox.tools.stacks import DEPTH, USER_STACK, Stacks

EXAMPLES = """\
  beebox profile -- python3 -c 'sum(range(10**8))'
  beebox profile -f -F 99 -p 181 -d 10 > out.folded   ten seconds of a process that runs
  beebox profile --html flame.html -- make            a flame graph, to look at in a browser
  beebox profile -- python3 -X perf tool.py           with Python's functions (3.12 and later)
"""


class Head(bpf.Struct):
    """What a sample begins with: whose it is, and how many bytes of addresses there are."""

    pid: u32
    user_size: i32
    kernel_size: i32
    comm: Array[char, 16]


class Event(bpf.Struct):
    """A sample: its stacks by addresses, and as a copy."""

    head: Head
    user: Array[u64, 127]
    kernel: Array[u64, 127]
    copy: stack.Copy


want_user: bpf.Const[bool] = True
want_kernel: bpf.Const[bool] = True
want_copy: bpf.Const[bool] = True
events = bpf.RingBuf[Event](size=16 << 20)
bpf.include(task)


@bpf.program("perf_event")
def sample(ctx: ptr[u64]) -> i32:
    """Send the stacks of the task that runs."""
    if not task.wanted() or bpf.current_pid() == 0:
        return 0
    with events.reserve() as event:
        head = addr(event.head)
        head.pid, head.user_size, head.kernel_size = bpf.current_pid(), 0, 0
        bpf.current_comm(head.comm)
        if want_user:
            head.user_size = i32(bpf.get_stack(ctx, event.user, DEPTH * 8, USER_STACK))
        if want_kernel:
            head.kernel_size = i32(bpf.get_stack(ctx, event.kernel, DEPTH * 8, 0))
        if want_copy and head.user_size > 0:
            stack.take(addr(event.copy))
        else:
            event.copy.size = 0
    return 0


def frequency(text: str) -> int:
    """Parse a number of samples a second."""
    if not text.isdecimal() or not 0 < int(text) <= 10000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of samples a second, 1 to 10000")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of profile."""
    add_tasks(parser)
    stacks.add_arguments(parser)
    add = parser.add_argument
    add("-F", "--frequency", type=frequency, default=49, metavar="HZ", help="samples a second")
    how = "how callers are found: by the files' tables of unwinding (dwarf), or frame pointers (fp)"
    add("--call-graph", choices=("dwarf", "fp"), default="dwarf", help=how)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Sample, until COMMAND ends or the user has enough; then print what was seen."""
    found = Stacks(kernel, options, " ".join(["CPU time", *command]))
    output = Output(options.output, as_json=options.json)
    copied = found.user and options.call_graph == "dwarf"
    live = bpf.load(
        kernel,
        want_user=found.user,
        want_kernel=found.kernel,
        want_copy=copied,
        **tasks(options, command),
    )
    live.targets["sample"] = PerfEvent(frequency=options.frequency)
    with Session(live, output) as session, found:
        session.start(command, options.pid or options.tid, found.aim)
        for data in session.events("events", options.duration):
            head = Head.read(data)
            user = stacks.addresses(data, Event.offset("user"), head.user_size)
            inside = stacks.addresses(data, Event.offset("kernel"), head.kernel_size)
            whole = None
            if copied and user:
                user, whole = found.unwound(head.pid, user, data[Event.offset("copy") :])
            found.add(head.pid, head.comm, user, inside, whole=whole)
        found.write(output, options)
        found.tell()
        return session.finish()
