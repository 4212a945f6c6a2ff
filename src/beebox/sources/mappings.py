"""What code is where in processes: files, and what just-in-time compilers wrote down of theirs.

From /proc/<pid>/maps (proc(5)) and /tmp/perf-<pid>.map, which runtimes write for perf (Linux:
tools/perf/Documentation/jit-interface.txt): ``START SIZE NAME`` in hexadecimal digits. A process
that has ended has no maps, so what was seen is kept.
"""

# pathlib costs 5 ms at start.
# ruff: noqa: PTH123

from __future__ import annotations

import os
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple, TypeVar

AGAIN = 0.05
"""Seconds after which a process that lives may have mapped something new."""
DELETED = " (deleted)"


class Region(NamedTuple):
    """Code from *start* to *end*: at *offset* of file *path*; ``""`` or ``[vdso]``: of none."""

    start: int
    end: int
    offset: int
    path: str


class Jitted(NamedTuple):
    """A function that was compiled while the process ran."""

    start: int
    end: int
    name: str


Part = TypeVar("Part", Region, Jitted)


@dataclass(slots=True)
class Process:
    """What is known of one process; *read_at* is when it was last asked.

    *earlier* is what it had before an exec: addresses of then may be asked for later.
    """

    regions: list[Region] = field(default_factory=list)
    earlier: list[Region] = field(default_factory=list)
    jitted: list[Jitted] = field(default_factory=list)
    jitted_size: int = 0
    read_at: float = 0.0


class Mappings:
    """The code of the processes that were asked for."""

    def __init__(self) -> None:
        self._processes: dict[int, Process] = {}

    def look(self, pid: int) -> None:
        """Take note of what process *pid* has now; if it is gone, what was seen stays."""
        process = self._processes.setdefault(pid, Process())
        now = regions(pid)
        if now:
            gone = (each for each in process.regions if each not in now)
            process.earlier = [*gone, *process.earlier]
            process.regions = now
        process.read_at = time.monotonic()

    def region(self, pid: int, address: int) -> Region | None:
        """Return the code at *address* of *pid*; a process is asked again for what is new."""
        process = self._processes.get(pid)
        if process is None:
            self.look(pid)
            process = self._processes[pid]
        found = _around(process.regions, address)
        if found is None and time.monotonic() - process.read_at > AGAIN:
            self.look(pid)
            found = _around(process.regions, address)
        if found is None:
            before = (each for each in process.earlier if each.start <= address < each.end)
            found = next(before, None)
        return found

    def jitted(self, pid: int, address: int) -> Jitted | None:
        """Return the compiled function at *address*, if the process's runtime wrote it down."""
        process = self._processes.setdefault(pid, Process())
        found = _around(process.jitted, address)
        if found is None:
            text = perf_map(pid)
            if len(text) > process.jitted_size:
                process.jitted, process.jitted_size = parse_perf_map(text), len(text)
                found = _around(process.jitted, address)
        return found

    def mapped(self, pid: int, region: Region) -> None:
        """Take note that *pid* mapped *region*, over what was there."""
        process = self._processes.setdefault(pid, Process())
        kept = [each for each in process.regions if not _overlap(each, region)]
        process.regions = sorted([*kept, region])

    def forked(self, pid: int, parent: int) -> None:
        """Take note that *pid* has what *parent* has: it was forked."""
        if parent in self._processes:
            whose = self._processes[parent]
            made = Process(whose.regions, whose.earlier, whose.jitted, whose.jitted_size)
            self._processes[pid] = made

    def executed(self, pid: int) -> None:
        """Take note that *pid* runs another program from now on."""
        process = self._processes.setdefault(pid, Process())
        process.earlier = [*process.regions, *process.earlier]
        process.regions = []


def regions(pid: int) -> list[Region]:
    """Return what process *pid* can execute, in order; nothing if it is gone or not ours."""
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="surrogateescape") as file:
            return [_region(line) for line in file if line.split(None, 2)[1][2] == "x"]
    except OSError:
        return []


def _region(line: str) -> Region:
    """Read a line such as ``7f00-7f80 r-xp 00001000 fe:01 1234   /usr/lib/libc.so.6``."""
    place, _, offset, _, _, *path = line.rstrip("\n").split(None, 5)
    start, _, end = place.partition("-")
    return Region(int(start, 16), int(end, 16), int(offset, 16), path[0] if path else "")


def file(pid: int, region: Region) -> str:
    """Return where the file that *pid* has mapped as *region* is for us; ``""`` if it is gone.

    A process may have another root (a container), and its file may be deleted: then the kernel's
    own link to it serves, as long as the process lives, and for root. One that has ended is taken
    to have had our root.
    """
    path = region.path
    if not path.startswith("/"):
        return ""
    mapped = f"/proc/{pid}/map_files/{region.start:x}-{region.end:x}"
    named = [] if path.endswith(DELETED) else [f"/proc/{pid}/root{path}", path]
    there = [each for each in named if os.path.exists(each)]  # noqa: PTH110
    if not os.path.exists(mapped):  # noqa: PTH110
        return there[0] if there else ""
    return next((each for each in reversed(there) if os.path.samefile(each, mapped)), mapped)  # noqa: PTH121


def executable(pid: int) -> str:
    """Return the file that process *pid* runs: a link of the kernel's, also to a deleted one."""
    return f"/proc/{pid}/exe"


def perf_map(pid: int) -> str:
    """Return what the runtime of *pid* wrote down of the functions it compiled, or ``""``."""
    for path in (f"/proc/{pid}/root/tmp/perf-{pid}.map", f"/tmp/perf-{pid}.map"):  # noqa: S108 - where runtimes write it
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as text:
                return text.read()
        except OSError:
            continue
    return ""


def parse_perf_map(text: str) -> list[Jitted]:
    """Return the functions in such a file, in order; the last one written to a place counts."""
    found = {}
    for line in text.splitlines():
        start, _, rest = line.partition(" ")
        size, _, name = rest.partition(" ")
        try:
            at = int(start, 16)
            found[at] = Jitted(at, at + int(size, 16), name)
        except ValueError:
            continue  # a line that is being written
    return sorted(found.values())


def _around(parts: list[Part], address: int) -> Part | None:
    at = bisect_right(parts, address, key=attrgetter("start")) - 1
    return parts[at] if at >= 0 and address < parts[at].end else None


def _overlap(one: Region, other: Region) -> bool:
    return one.start < other.end and other.start < one.end
