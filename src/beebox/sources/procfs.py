"""What /proc says of a task: its process, its user, its threads. proc(5)."""

# pathlib costs 5 ms at start.
# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import os
from typing import NamedTuple


class Status(NamedTuple):
    """Some lines of /proc/<tid>/status. *uid* and *gid* are the real ones; *tracer* a pid or 0."""

    tgid: int
    parent: int
    tracer: int
    uid: int
    gid: int
    state: str


class Dispositions(NamedTuple):
    """Which signals a process ignores, and which it handles: bit n - 1 for signal n."""

    ignored: int
    caught: int


def _lines(tid: int) -> dict[str, str]:
    """Return the lines of /proc/<tid>/status by their names, none if there is no such task."""
    try:
        with open(f"/proc/{tid}/status", encoding="utf-8", errors="replace") as file:
            return dict(line.split(":", 1) for line in file if ":" in line)
    except OSError:
        return {}


def dispositions(tid: int) -> Dispositions | None:
    """Return what *tid* does about signals, None if there is no such task."""
    lines = _lines(tid)
    return Dispositions(int(lines["SigIgn"], 16), int(lines["SigCgt"], 16)) if lines else None


def status(tid: int) -> Status | None:
    """Return the status of *tid*, None if there is no such task."""
    lines = _lines(tid)
    if not lines:
        return None
    first = {name: value.split()[0] for name, value in lines.items() if value.strip()}
    return Status(
        int(first["Tgid"]),
        int(first["PPid"]),
        int(first["TracerPid"]),
        int(first["Uid"]),
        int(first["Gid"]),
        first["State"],
    )


def threads(pid: int) -> list[int]:
    """Return the threads of process *pid*, none if it is gone."""
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    except OSError:
        return []


def start_time(tid: int) -> int:
    """Return when *tid* began, in nanoseconds since boot, to a clock tick."""
    try:
        with open(f"/proc/{tid}/stat", "rb") as file:
            ticks = int(file.read().rpartition(b")")[2].split()[19])
    except OSError:
        return 0
    return ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def comm(tid: int) -> bytes:
    """Return the name of *tid*, empty if it is gone."""
    try:
        with open(f"/proc/{tid}/comm", "rb") as file:
            return file.read().rstrip(b"\n")
    except OSError:
        return b""
