"""Memory that was allocated and is not freed: by the stacks that allocated it."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from beebox import bpf
from beebox.bpf import Array, i32, ptr, u32, u64
from beebox.errors import NotSupported
from beebox.lang.library import task
from beebox.loader.attach.targets import UprobeMulti
from beebox.tools import functions, summary
from beebox.tools.base import Output, Session, tasks
from beebox.tools.functions import BELOW
from beebox.tools.stacks import USER_STACK

if TYPE_CHECKING:
    from beebox.loader import Loaded

EXAMPLES = """\
  sudo beebox memleak --kernel linux -- ./prog            what it has not freed when it ends
  sudo beebox memleak --kernel linux -p 181 -i 5          what a server has not freed for 500 ms
  sudo beebox memleak --kernel linux -p 181 -a -z 4096    each allocation of a page and more
  sudo beebox memleak --kernel linux -l libjemalloc -s 10 -- ./prog    every tenth, of jemalloc
"""

FOREVER = (1 << 64) - 1


class Key(bpf.Struct):
    """An allocation that was not freed."""

    address: u64
    pid: u32


class Allocation(bpf.Struct):
    """How much, when, and by which stack: its number, or -errno."""

    size: u64
    time: u64
    stack: i32


class Call(bpf.Struct):
    """A call that has not returned: how much it allocates, and what it frees if it can."""

    stack: u64
    size: u64
    out: ptr[u64]
    old: Key
    was: Allocation


smallest: bpf.Const[u64] = 0
largest: bpf.Const[u64] = FOREVER
every: bpf.Const[u32] = 1
calls = bpf.Hash[u32, Call](max_entries=10240)
allocated = bpf.Hash[Key, Allocation](max_entries=1 << 20, flags=1)  # 1: memory when it is needed
traces = bpf.StackTrace(max_entries=16384)
execs = bpf.Hash[u32, u64](max_entries=10240)
bpf.include(task)


@bpf.function
def begin(stack: u64, size: u64, out: u64, old: u64) -> i32:
    """Remember a call, if it is not one that another one makes: then its caller counts."""
    if not task.wanted():
        return 0
    outer = calls.lookup(bpf.current_tid())
    if outer is not None and outer.stack > stack:
        return 0
    call = Call()
    call.stack, call.size, call.out = stack, size, bpf.cast(ptr[u64], out)
    call.old.address, call.old.pid = old, bpf.current_pid()
    was = allocated.pop(call.old) if old else None
    if was is not None:
        call.was.size, call.was.time, call.was.stack = was.size, was.time, was.stack
    calls[bpf.current_tid()] = call
    return 0


@bpf.program("uprobe.multi")
def enter_size(ctx: bpf.Regs, size: u64) -> i32:
    """Begin malloc(size) and its kin."""
    return begin(ctx.sp, size, 0, 0)


@bpf.program("uprobe.multi")
def enter_many(ctx: bpf.Regs, count: u64, size: u64) -> i32:
    """Begin calloc(count, size)."""
    return begin(ctx.sp, count * size, 0, 0)


@bpf.program("uprobe.multi")
def enter_aligned(ctx: bpf.Regs, _alignment: u64, size: u64) -> i32:
    """Begin memalign(alignment, size) and its kin."""
    return begin(ctx.sp, size, 0, 0)


@bpf.program("uprobe.multi")
def enter_again(ctx: bpf.Regs, old: u64, size: u64) -> i32:
    """Begin realloc(old, size)."""
    return begin(ctx.sp, size, 0, old)


@bpf.program("uprobe.multi")
def enter_many_again(ctx: bpf.Regs, old: u64, count: u64, size: u64) -> i32:
    """Begin reallocarray(old, count, size)."""
    return begin(ctx.sp, count * size, 0, old)


@bpf.program("uprobe.multi")
def enter_out(ctx: bpf.Regs, out: u64, _alignment: u64, size: u64) -> i32:
    """Begin posix_memalign(out, alignment, size)."""
    return begin(ctx.sp, size, out, 0)


@bpf.program("uretprobe.multi")
def leave(ctx: bpf.Regs, ret: u64) -> i32:
    """Take note of what was allocated; of what realloc could not, nothing was freed."""
    found = calls.lookup(bpf.current_tid())
    if found is None or found.stack != ctx.sp - BELOW:
        return 0
    call = calls.pop(bpf.current_tid())
    if call is None:
        return 0
    address = Array[u64, 1]()
    address[0] = ret
    if call.out:
        if ret != 0:  # an error
            return 0
        bpf.read_user(address, call.out)
    key = Key()
    key.pid, key.address = bpf.current_pid(), address[0]
    if key.address == 0:
        if call.size and call.was.time:
            allocated[call.old] = call.was
        return 0
    if not smallest <= call.size <= largest or (every > 1 and bpf.random() % every):
        return 0
    made = Allocation()
    made.size, made.time = call.size, bpf.ktime_ns()
    made.stack = i32(traces.id(ctx, USER_STACK))
    allocated[key] = made
    return 0


@bpf.program("uprobe.multi")
def enter_free(address: u64) -> i32:
    """Forget what is freed: before another thread can be given it."""
    key = Key()
    key.pid, key.address = bpf.current_pid(), address
    if address and task.wanted():
        del allocated[key]
    return 0


@bpf.program("tracepoint/sched/sched_process_exec")
def execute(_ctx: bpf.SchedProcessExec) -> i32:
    """Note when a process became another program: what it had is gone."""
    if task.wanted():
        execs[bpf.current_pid()] = bpf.ktime_ns()
    return 0


ENTRIES = {
    "enter_size": ("malloc", "valloc", "pvalloc"),
    "enter_many": ("calloc",),
    "enter_aligned": ("aligned_alloc", "memalign"),
    "enter_again": ("realloc",),
    "enter_many_again": ("reallocarray",),
    "enter_out": ("posix_memalign",),
}
"""functions that allocate, by the program that sees them called"""
FREE = ("free", "cfree")


class Leak(NamedTuple):
    """What one stack allocated that is not freed: (address, bytes) of each."""

    pid: int
    stack: int
    parts: list[tuple[int, int]]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(size for _, size in self.parts)


def leaks(live: Loaded, before: int) -> list[Leak]:
    """Return what was allocated *before* (nanoseconds since boot) and is not freed, most first."""
    execs = dict(live.maps["execs"].items())
    found = defaultdict(list)
    for key, made in live.maps["allocated"].items():
        if execs.get(key.pid, 0) < made.time <= before:
            found[key.pid, made.stack].append((key.address, made.size))
    made = [Leak(pid, stack, sorted(parts)) for (pid, stack), parts in found.items()]
    return sorted(made, key=lambda leak: (-leak.size, leak.stack))


def probes(files: dict[str, list[str]]) -> dict[str, list[UprobeMulti]]:
    """Return where the programs attach, in files that have the functions."""
    every = tuple(name for names in ENTRIES.values() for name in names)
    wanted = {**ENTRIES, "leave": every, "enter_free": FREE}
    return {
        program: [
            UprobeMulti(file, functions=ours, ret=program == "leave")
            for file, has in files.items()
            if (ours := [name for name in has if name in names])
        ]
        for program, names in wanted.items()
    }


def callers(addresses: list[int]) -> list[int]:
    """Return a stack that begins where a call comes back to, from the call itself on."""
    return [address - (not at) for at, address in enumerate(addresses)]


def report(output: Output, leak: Leak, frames: tuple[str, ...], *, apart: bool) -> None:
    """Print one stack, as bcc does; *apart*: with each allocation. JSON begins outermost."""
    if output.as_json:
        told = {"pid": leak.pid, "bytes": leak.size, "count": len(leak.parts), "stack": frames}
        each = [{"address": address, "bytes": size} for address, size in leak.parts]
        output.record({**told, "allocations": each} if apart else told)
        return
    for address, size in leak.parts * apart:
        output.line(f"\taddr = {address:x} size = {size}")
    output.line(f"\t{leak.size} bytes in {len(leak.parts)} allocations from stack")
    for frame in frames[::-1] or ("[no stack]",):
        output.line(f"\t\t{frame}")


def number(text: str) -> int:
    """Parse a number that is no less than 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of memleak."""
    summary.add_arguments(parser)
    functions.add_arguments(parser)
    functions.add_library(parser, "libc, and the executable")
    add = parser.add_argument
    add("-a", "--show-allocs", action="store_true", help="show each allocation")
    add("-s", "--sample-rate", type=number, default=1, metavar="N", help="only one of N")
    add("-z", "--min-size", type=number, default=0, metavar="BYTES", help="none smaller")
    add("-Z", "--max-size", type=number, default=FOREVER, metavar="BYTES", help="none larger")
    older = "while it runs: only what is older than this; by default 500"
    add("--older", type=number, default=500, metavar="MS", help=older)


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what is not freed, until COMMAND ends or the user has enough."""
    functions.need(kernel)
    if not command and options.pid is None:
        raise NotSupported("the memory of all processes", "-p PID, or -- COMMAND")
    every = tuple(name for names in (*ENTRIES.values(), FREE) for name in names)
    places = probes(functions.having(every, ("libc",), options, command))
    live = bpf.load(
        kernel,
        smallest=options.min_size,
        largest=options.max_size,
        every=max(options.sample_rate, 1),
        **tasks(options, command),
    )
    aim, named = functions.Aim(live, options, places), functions.names(kernel, "memleak")
    output = Output(options.output, as_json=options.json)
    with Session(live, output) as session, named:
        session.start(command, options.pid, functions.both(aim, named.aim))
        for _ in summary.intervals(session, options.interval, options.duration):
            age = 0 if command and session.over else options.older * 1_000_000
            found = leaks(live, time.monotonic_ns() - age)[: options.top]
            if not options.json:
                count = f"Top {len(found)} stacks with outstanding allocations:"
                output.line(f"[{time.strftime('%H:%M:%S')}] {count}")
            for leak in found:
                named.see(leak.pid)
                frames = named.user_frames(leak.pid, callers(named.trace(live, leak.stack)))
                report(output, leak, frames, apart=options.show_allocs)
        named.tell()
        return session.finish()
