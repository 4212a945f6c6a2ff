"""Tools that add up stacks: named, then printed one by one, folded, as JSON or as a flame graph."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beebox.tools.base import Output, open_output
from beebox.tools.stream import printable

if TYPE_CHECKING:
    from beebox.bpf import Kernel
    from beebox.loader.symbols import Frame

DEPTH = 127
"""frames of a stack, at most: kernel.perf_event_max_stack"""
USER_STACK = 256
"""the flag of bpf_get_stack and bpf_get_stackid: BPF_F_USER_STACK"""


class Stack(NamedTuple):
    """Where a task was: functions from the outermost to the innermost, the kernel's last."""

    pid: int
    comm: str
    user: tuple[str, ...]
    kernel: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of tools that show stacks: which, and how."""
    add = parser.add_argument
    only = parser.add_mutually_exclusive_group()
    only.add_argument("-U", "--user-stacks-only", action="store_true", help="no kernel stacks")
    only.add_argument("-K", "--kernel-stacks-only", action="store_true", help="no user stacks")
    add("-f", "--folded", action="store_true", help="a line a stack, as flame graphs are made of")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument("--html", metavar="FILE", help="write a flame graph there, as a page")
    pictures.add_argument("--svg", metavar="FILE", help="write a flame graph there, as a picture")
    add("-v", "--verbose", action="store_true", help="show offsets and files beside the names")


class Stacks:
    """Stacks that were seen, how often or for how long, and what could not be named."""

    def __init__(self, kernel: Kernel, options: argparse.Namespace, title: str) -> None:
        from beebox.loader.symbols import Symbols  # noqa: PLC0415 - when there is something to name

        self.symbols = Symbols(kernel)
        self.counts: Counter[Stack] = Counter()
        self.verbose = options.verbose
        self.title = title
        self.user, self.kernel = not options.kernel_stacks_only, not options.user_stacks_only
        self.hidden = self.kernel and self.symbols.hidden
        self._seen: set[int] = set()
        self._frames = self._unnamed = self._stacks = self._cut = 0

    def add(
        self, pid: int, comm: str, user: Sequence[int], kernel: Sequence[int], count: int = 1
    ) -> None:
        """Count a stack by its addresses, the innermost first."""
        if pid not in self._seen:
            self._seen.add(pid)
            self.symbols.look(pid)
        named = self._named(self._to_the_cut(self.symbols.user_stack(pid, user)))
        self.counts[Stack(pid, comm, named, self._kernel(kernel))] += count

    def _to_the_cut(self, frames: list[Frame]) -> list[Frame]:
        """Return the frames up to the first that is in no code: it is none, nor what is beyond.

        The kernel follows frame pointers. A function compiled without them has another value there.
        """
        ends = (at for at, frame in enumerate(frames) if at and not (frame.name or frame.module))
        cut = next(ends, None)
        self._stacks += bool(frames)
        self._cut += cut is not None
        return frames[:cut]

    def _kernel(self, addresses: Sequence[int]) -> tuple[str, ...]:
        if addresses and self.hidden:
            return ("[kernel]",)
        return self._named(self.symbols.kernel_stack(addresses))

    def _named(self, frames: Iterable[Frame]) -> tuple[str, ...]:
        found = list(frames)
        self._frames += len(found)
        self._unnamed += sum(not frame.name for frame in found)
        names = (frame.in_full if self.verbose else str(frame) for frame in found)
        return tuple(map(printable, names))[::-1]

    # --- output ------------------------------------------------------------------------------

    def write(self, output: Output, options: argparse.Namespace, unit: str = "samples") -> None:
        """Print all, most last, or draw them; *unit* is what was added up, its name in JSON."""
        if options.html or options.svg:
            self._draw(options, unit)
            return
        for stack, count in sorted(self.counts.items(), key=lambda item: (item[1], item[0])):
            if options.json:
                frames = [*stack.user, *stack.kernel]
                told = {"pid": stack.pid, "comm": stack.comm, "stack": frames, unit: count}
                output.record(told)
            elif not options.folded:
                for line in text(stack, count):
                    output.line(line)
        if options.folded and not options.json:
            for line, count in self.folded().items():
                output.line(f"{line} {count}")

    def _draw(self, options: argparse.Namespace, unit: str) -> None:
        """Write the flame graph that was asked for."""
        from beebox.tools import flamegraph  # noqa: PLC0415 - few are drawn

        found: Counter[tuple[tuple[str, str], ...]] = Counter()
        for stack, count in self.counts.items():
            user = [(name, flamegraph.kind(name)) for name in stack.user]
            kernel = [(name, "kernel") for name in stack.kernel]
            found[((printable(stack.comm), "process"), *user, *kernel)] += count
        title = f"{self.title}: {sum(found.values()):,} {unit}"
        draw = flamegraph.html if options.html else flamegraph.svg
        with open_output(options.html or options.svg) as file:
            file.write(draw(flamegraph.tree(found), title, unit))

    def folded(self) -> Counter[str]:
        """Return the stacks of processes of one name together, as ``comm;outer;inner``."""
        found: Counter[str] = Counter()
        for stack, count in sorted(self.counts.items()):
            parts = (stack.comm, *stack.user, *(f"{name}_[k]" for name in stack.kernel))
            found[";".join(part.replace(";", ":") for part in parts)] += count
        return found

    def tell(self) -> None:
        """Say on standard error what is missing in the names, and why."""
        if self.hidden and any(stack.kernel for stack in self.counts):
            hint = "root sees them, and with kernel.kptr_restrict=0 everybody"
            print(f"The kernel hides the names of its functions: {hint}", file=sys.stderr)
        if self._unnamed:
            print(f"{self._unnamed} of {self._frames} frames have no name", file=sys.stderr)
        if self._cut:
            why = "some functions keep no frame pointer (-fno-omit-frame-pointer)"
            print(f"{self._cut} of {self._stacks} stacks are cut: {why}", file=sys.stderr)


def text(stack: Stack, count: int) -> list[str]:
    """Return the lines of one stack as bcc prints it: innermost first, who it was, how often."""
    frames = [*stack.kernel[::-1], *stack.user[::-1]] or ["[no stack]"]
    whose = f"    {'-':<16} {printable(stack.comm)} ({stack.pid})"
    return [*(f"    {frame}" for frame in frames), whose, f"        {count}", ""]
