"""What /proc says of a task: its process, its user, its name, its threads. proc(5)."""

from __future__ import annotations

import os
import struct
from typing import NamedTuple

from beebox.sources import ptrace

_AT_EXECFN = 31
_PATH_MAX = 4096
_ARCH_I386 = 0x40000003


class Status(NamedTuple):
    """Some lines of /proc/<tid>/status. *uid* and *gid* are the real ones; *tracer* a pid or 0."""

    tgid: int
    parent: int
    tracer: int
    uid: int
    gid: int
    state: str


def status(tid: int) -> Status | None:
    """Return the status of *tid*, None if there is no such task."""
    try:
        with open(f"/proc/{tid}/status", encoding="utf-8", errors="replace") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
    except OSError:
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


def open_comm(tid: int) -> int:
    """Return a descriptor that reads the name of *tid* as it is at each pread; -1 if none is left."""
    try:
        return os.open(f"/proc/{tid}/comm", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def comm(fd: int) -> bytes:
    """Return the name that *fd* of `open_comm` reads."""
    try:
        return os.pread(fd, 64, 0)[:-1]
    except OSError:
        return b""


def start_time(tid: int) -> int:
    """Return when *tid* began, in nanoseconds since boot, as exact as proc has it (a clock tick)."""
    try:
        with open(f"/proc/{tid}/stat", "rb") as file:
            ticks = int(file.read().rpartition(b")")[2].split()[19])
    except OSError:
        return 0
    return ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def executed(tid: int) -> bytes:
    """Return the file name that the stopped task *tid* gave to its last execve, b"" if unreadable.

    The kernel puts it on the new stack (AT_EXECFN), also that of a script, and also where
    it made the name up for execveat: what sched_process_exec calls filename.
    """
    try:
        with open(f"/proc/{tid}/auxv", "rb") as file:
            data = file.read()
    except OSError:
        return b""
    layout = "<II" if ptrace.instruction_set(tid) == _ARCH_I386 else "<QQ"
    size = struct.calcsize(layout)
    pairs = dict(struct.iter_unpack(layout, data[: len(data) // size * size]))
    if _AT_EXECFN not in pairs:
        return b""
    return ptrace.read_memory(tid, pairs[_AT_EXECFN], _PATH_MAX).partition(b"\0")[0]
