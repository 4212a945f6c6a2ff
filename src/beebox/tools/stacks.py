"""Tools that add up stacks: named, then printed one by one, folded, as JSON or as a flame graph."""

from __future__ import annotations

import argparse
import contextlib
import os
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from beebox.errors import KernelError
from beebox.loader.unwind import REGISTERS
from beebox.spec.contexts import PT_REGS
from beebox.tools.base import Output, open_output
from beebox.tools.stream import printable

if TYPE_CHECKING:
    from beebox.bpf import Kernel
    from beebox.loader import Loaded
    from beebox.loader.symbols import Frame
    from beebox.loader.watch import Watch

DEPTH = 127
"""frames of a stack, at most: kernel.perf_event_max_stack"""
USER_STACK = 256
"""the flag of bpf_get_stack and bpf_get_stackid: BPF_F_USER_STACK"""

NO_STACK = -14
"""what bpf_get_stackid says of a task that has none (EFAULT): a thread of the kernel"""
_TRACING = ("bpf_", "__bpf_", "__traceiter_", "trace_")
"""how the functions are called that a stack ends in because it is looked at"""


class Stack(NamedTuple):
    """Where a task was: functions from the outermost to the innermost, the kernel's last."""

    pid: int
    comm: str
    user: tuple[str, ...]
    kernel: tuple[str, ...]


class _Raw(NamedTuple):
    """A stack by its addresses, innermost first."""

    pid: int
    comm: str
    user: tuple[int, ...]
    kernel: tuple[int, ...]
    whole: bool | None
    """Whether *user* has all callers; None: that is seen when they are named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of tools that show stacks: which, and how."""
    add = parser.add_argument
    only = parser.add_mutually_exclusive_group()
    only.add_argument("-U", "--user-stacks-only", action="store_true", help="no kernel stacks")
    only.add_argument("-K", "--kernel-stacks-only", action="store_true", help="no user stacks")
    add("-f", "--folded", action="store_true", help="a line a stack, as flame graphs are made of")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument(
        "--html", type=new_file, metavar="FILE", help="write a flame graph there, as a page"
    )
    pictures.add_argument(
        "--svg", type=new_file, metavar="FILE", help="write a flame graph there, as a picture"
    )
    add("-v", "--verbose", action="store_true", help="show offsets and files beside the names")


def new_file(text: str) -> str:
    """Parse the name of a file that can be written in the end."""
    place = Path(text)
    if place.is_dir() or not os.access(place if place.exists() else place.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be written")
    return text


class Stacks:
    """Stacks that were seen, how often or for how long, and what could not be named.

    They are named when they are printed. So that processes that have ended by then can be, the
    kernel tells what COMMAND and its children map (`aim`); others are asked when first seen.
    """

    def __init__(self, kernel: Kernel, options: argparse.Namespace, title: str) -> None:
        from beebox.loader.symbols import Symbols  # noqa: PLC0415 - when there is something to name
        from beebox.loader.unwind import Unwinder  # noqa: PLC0415 - as above

        self.symbols = Symbols(kernel)
        self._unwinder = Unwinder(self.symbols.mappings)
        self.verbose = options.verbose
        self.title = title
        self.user, self.kernel = not options.kernel_stacks_only, not options.user_stacks_only
        self._raw: Counter[_Raw] = Counter()
        self._on = kernel
        self._watch: Watch | None = None
        self._seen: set[int] = set()
        self._lost = 0
        self._frames = self._unnamed = self._stacks = self._cut = 0

    def aim(self, pid: int) -> None:
        """Be told what process *pid* maps from now on, and what it starts."""
        if pid >= 0 and self.user:
            from beebox.loader.watch import Watch  # noqa: PLC0415 - as above

            with contextlib.suppress(KernelError):  # not ours to be told: /proc is asked
                self._watch = Watch(self._on, pid, self.symbols.mappings)

    def add(
        self,
        pid: int,
        comm: str,
        user: Sequence[int],
        kernel: Sequence[int],
        count: int = 1,
        *,
        whole: bool | None = None,
    ) -> None:
        """Count a stack by its addresses, the innermost first."""
        self.see(pid)
        self._raw[_Raw(pid, comm, tuple(user), tuple(kernel), whole)] += count

    def unwound(self, pid: int, known: list[int], copy: memoryview) -> tuple[list[int], bool]:
        """Return the stack in a `beebox.lang.library.stack.Copy`, and whether it is all of it.

        Of one that is not, what frame pointers gave is returned if that is more.
        """
        self.see(pid)
        registers, data = _copied(copy)
        if not data:
            return known, False  # its stack could not be read
        found, whole = self._unwinder.stack(pid, registers, data)
        if not whole:
            self.watch()  # something may have been mapped just now
            found, whole = self._unwinder.stack(pid, registers, data)
        return (found, whole) if whole or len(found) >= len(known) else (known, False)

    def see(self, pid: int) -> None:
        """Ask what *pid* has mapped, the first time that it is named."""
        if pid not in self._seen:
            self._seen.add(pid)
            self.watch()
            self.symbols.look(pid)

    def trace(self, live: Loaded, number: int) -> list[int]:
        """Return the addresses of stack *number* of map ``traces``; a lost one is counted."""
        if number == NO_STACK:
            return []
        raw = live.maps["traces"].lookup(number.to_bytes(4, "little")) if number >= 0 else None
        if raw is None:
            self._lost += 1
            return []
        return [address for (address,) in struct.iter_unpack("<Q", raw) if address]

    def watch(self) -> None:
        """Take note of what was mapped since; now and then, as there is little room for it."""
        if self._watch is not None:
            self._watch.take()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._watch is not None:
            self._watch.close()

    # --- names -------------------------------------------------------------------------------

    def named(self) -> Counter[Stack]:
        """Return the stacks with names, and how often each was seen."""
        self.watch()
        found: Counter[Stack] = Counter()
        for (pid, comm, user, kernel, whole), count in self._raw.items():
            frames = self.user_frames(pid, user, whole=whole)
            found[Stack(pid, comm, frames, self._kernel(kernel))] += count
        return found

    def user_frames(
        self, pid: int, addresses: Sequence[int], *, whole: bool | None = None
    ) -> tuple[str, ...]:
        """Return the names of a stack of process *pid*, the outermost first."""
        return self._named(self._to_the_cut(self.symbols.user_stack(pid, addresses), whole=whole))

    def _to_the_cut(self, frames: list[Frame], *, whole: bool | None) -> list[Frame]:
        """Return the frames up to the first that is in no code: it is none, nor what is beyond.

        The kernel follows frame pointers. A function compiled without them has another value there.
        """
        ends = (at for at, frame in enumerate(frames) if at and not (frame.name or frame.module))
        cut = next(ends, None)
        self._stacks += bool(frames)
        self._cut += cut is not None if whole is None else not whole
        return frames[:cut]

    def _kernel(self, addresses: Sequence[int]) -> tuple[str, ...]:
        if addresses and self.symbols.hidden:
            return ("[kernel]",)
        frames = self.symbols.kernel_stack(addresses)
        return self._named(dropwhile(lambda frame: frame.name.startswith(_TRACING), frames))

    def _named(self, frames: Iterable[Frame]) -> tuple[str, ...]:
        found = list(frames)
        self._frames += len(found)
        self._unnamed += sum(not frame.name for frame in found)
        names = (frame.in_full if self.verbose else str(frame) for frame in found)
        return tuple(map(printable, names))[::-1]

    # --- output ------------------------------------------------------------------------------

    def write(self, output: Output, options: argparse.Namespace, unit: str = "samples") -> None:
        """Print all, most last, or draw them; *unit* is what was added up, its name in JSON."""
        counts = self.named()
        if options.html or options.svg:
            self._draw(counts, options, unit)
            return
        for stack, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
            if options.json:
                frames = [*stack.user, *stack.kernel]
                told = {"pid": stack.pid, "comm": stack.comm, "stack": frames, unit: count}
                output.record(told)
            elif not options.folded:
                for line in text(stack, count):
                    output.line(line)
        if options.folded and not options.json:
            for line, count in folded(counts).items():
                output.line(f"{line} {count}")

    def _draw(self, counts: Counter[Stack], options: argparse.Namespace, unit: str) -> None:
        """Write the flame graph that was asked for."""
        from beebox.tools import flamegraph  # noqa: PLC0415 - few are drawn

        found: Counter[tuple[tuple[str, str], ...]] = Counter()
        for stack, count in counts.items():
            user = [(name, flamegraph.kind(name)) for name in stack.user]
            kernel = [(name, "kernel") for name in stack.kernel]
            found[((printable(stack.comm), "process"), *user, *kernel)] += count
        title = f"{self.title}: {sum(found.values()):,} {unit}"
        draw = flamegraph.html if options.html else flamegraph.svg
        with open_output(options.html or options.svg) as file:
            file.write(draw(flamegraph.tree(found), title, unit))

    def tell(self) -> None:
        """Say on standard error what is missing in the names, and why."""
        if self._raw and not self.user and not any(raw.kernel for raw in self._raw):
            print(
                "No stack is of the kernel: the box sees none, `--kernel linux` does",
                file=sys.stderr,
            )
        if self.symbols.hidden and any(raw.kernel for raw in self._raw):
            hint = "root sees them, and with kernel.kptr_restrict=0 everybody"
            print(f"The kernel hides the names of its functions: {hint}", file=sys.stderr)
        if self._unnamed:
            print(f"{self._unnamed} of {self._frames} frames have no name", file=sys.stderr)
        if self._watch is not None and self._watch.lost:
            print(f"{self._watch.lost} mappings of files were not told", file=sys.stderr)
        if self._lost:
            print(f"{self._lost} stacks were lost: two had one place", file=sys.stderr)
        if self._cut:
            why = "some functions keep no frame pointer (-fno-omit-frame-pointer)"
            if any(raw.whole is not None for raw in self._raw):
                why = "deeper than what is copied, or code that says nothing of its callers"
            print(f"{self._cut} of {self._stacks} stacks are cut: {why}", file=sys.stderr)


def folded(counts: Counter[Stack]) -> Counter[str]:
    """Return the stacks of processes of one name together, as ``comm;outer;inner``."""
    found: Counter[str] = Counter()
    for stack, count in sorted(counts.items()):
        parts = (stack.comm, *stack.user, *(f"{name}_[k]" for name in stack.kernel))
        found[";".join(part.replace(";", ":") for part in parts)] += count
    return found


def text(stack: Stack, count: int) -> list[str]:
    """Return the lines of one stack as bcc prints it: innermost first, who it was, how often."""
    frames = [*stack.kernel[::-1], *stack.user[::-1]] or ["[no stack]"]
    whose = f"    {'-':<16} {printable(stack.comm)} ({stack.pid})"
    return [*(f"    {frame}" for frame in frames), whose, f"        {count}", ""]


def addresses(data: memoryview, at: int, size: int) -> list[int]:
    """Return the *size* bytes of addresses at *at*; a negative size is an error, of none."""
    return list(struct.unpack_from(f"<{max(size, 0) // 8}Q", data, at))


def _copied(copy: memoryview) -> tuple[list[int], bytes]:
    """Return the registers in a copy of a stack, by DWARF's numbers, and its bytes."""
    size, *values = struct.unpack_from(f"<{1 + len(PT_REGS)}Q", copy)
    named: dict[str, int] = dict(zip(PT_REGS, values, strict=True))
    begin = 8 * (1 + len(PT_REGS))
    return [named[name] for name in REGISTERS], bytes(copy[begin : begin + size])
