"""Why tasks do not run: the stacks that they sleep or wait in, and for how long."""

from __future__ import annotations

import argparse

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u32, u64
from beebox.lang.library import task
from beebox.tools import stacks
from beebox.tools.base import Output, Session, add_tasks, tasks
from beebox.tools.stacks import NO_STACK, USER_STACK, Stacks
from beebox.tools.summary import intervals
from beebox.vmlinux import task_struct

LOOK = 0.5
"""seconds between two looks at who waits: of one that has ended, nobody could tell what it had"""
EXAMPLES = """\
  sudo beebox offcputime --kernel linux -- sh -c 'sleep 1; cat /etc/hostname'
  sudo beebox offcputime --kernel linux -f -p 181 -d 10 > out.folded     for flame graphs
  sudo beebox offcputime --kernel linux --html off.html -m 1000 -- make   waits of 1 ms and more
"""


FOREVER = (1 << 64) - 1


class Key(bpf.Struct):
    """Who waits, and where: stacks by their numbers, or -errno."""

    pid: u32
    user: i32
    kernel: i32
    comm: Array[char, 16]


class Wait(bpf.Struct):
    """A task that waits."""

    since: u64
    key: Key


want_user: bpf.Const[bool] = True
want_kernel: bpf.Const[bool] = True
shortest: bpf.Const[u64] = 1
longest: bpf.Const[u64] = FOREVER
states: bpf.Const[u32] = 0
waits = bpf.Hash[u32, Wait](max_entries=10240)
traces = bpf.StackTrace(max_entries=16384)
counts = bpf.Hash[Key, u64](max_entries=16384)
bpf.include(task)


@bpf.program("tp_btf/sched_switch")
def switch(
    ctx: ptr[u64], _preempt: bool, last: ptr[task_struct], following: ptr[task_struct]
) -> i32:
    """Note where the last task waits from now on; add up how long the following one did."""
    tid = u32(last.pid)
    meant = tid != 0 and task.chosen(u32(last.tgid), tid, last.cred.uid.val)
    if meant and (not states or last.__state & states):  # noqa: SLF001 - the kernel's name
        begun = Wait()
        begun.key.pid = u32(last.tgid)
        bpf.read_kernel_str(begun.key.comm, last.comm)
        begun.key.user = i32(traces.id(ctx, USER_STACK)) if want_user else NO_STACK
        begun.key.kernel = i32(traces.id(ctx, 0)) if want_kernel else NO_STACK
        begun.since = bpf.ktime_ns()
        waits[tid] = begun
    tid = u32(following.pid)
    over = waits.lookup(tid)
    if over is None:
        return 0
    took = (bpf.ktime_ns() - over.since) // 1000
    if shortest <= took <= longest:
        counts[over.key] += took
    del waits[tid]
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of offcputime."""
    add_tasks(parser)
    stacks.add_arguments(parser)
    add = parser.add_argument
    add("-m", "--min", type=number, default=1, metavar="US", help="no waits shorter than this")
    add("-M", "--max", type=number, default=FOREVER, metavar="US", help="no waits longer than this")
    states = "only waits in these states: 1 sleeps, 2 cannot be woken by signals (disks)"
    add("--state", type=number, default=0, metavar="MASK", help=states)


def number(text: str) -> int:
    """Parse a number, decimal or 0x."""
    try:
        value = int(text, 0)
    except ValueError:
        value = -1
    if not 0 <= value <= FOREVER:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Add up, until COMMAND ends or the user has enough; then print what was seen."""
    found = Stacks(kernel, options, " ".join(["off-CPU time", *command]))
    output = Output(options.output, as_json=options.json)
    live = bpf.load(
        kernel,
        want_user=found.user,
        want_kernel=found.kernel,
        shortest=options.min,
        longest=options.max,
        states=options.state,
        **tasks(options, command),
    )
    with Session(live, output) as session, found:
        session.start(command, options.pid or options.tid, found.aim)
        for _ in intervals(session, LOOK, options.duration):
            for key in live.maps["counts"].keys():  # noqa: SIM118 - a map of the kernel
                found.see(key.pid)
            found.watch()
        status = session.finish()
        for key, took in live.maps["counts"].items():
            user, inside = (found.trace(live, number) for number in (key.user, key.kernel))
            found.add(key.pid, key.comm, user, inside, took)
        found.write(output, options, "us")
        found.tell()
        return status
