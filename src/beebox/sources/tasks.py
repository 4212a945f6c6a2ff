"""The tasks under watch: a table for native code, and what Python knows besides."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import time
from typing import Final

from beebox.sources import procfs
from beebox.sources.task import Task
from beebox.sources.traced import Traced

_MAP_NORESERVE: Final = 0x4000
_PID_MAX_LIMIT: Final = 1 << 22
"""No tid reaches this (include/linux/threads.h)."""


class Known:
    """A task under watch, and the spawned or adopted process it came with."""

    __slots__ = ("address", "task", "traced")

    def __init__(self, task: Task, traced: Traced) -> None:
        self.task = task
        self.address: int = ctypes.addressof(task)  # type: ignore[arg-type]  # a view is a ctypes struct
        self.traced = traced


class Tasks:
    """All of them. The table has a place for each possible tid; only pages in use take memory."""

    def __init__(self) -> None:
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_NORESERVE
        self._places = (ctypes.c_uint64 * _PID_MAX_LIMIT).from_buffer(
            mmap.mmap(-1, _PID_MAX_LIMIT * 8, flags=flags)
        )
        self.address = ctypes.addressof(self._places)
        self.known: dict[int, Known] = {}
        self._alive: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self.known)

    def add(self, tid: int, traced: Traced, flags: int, parent: Known | None = None) -> Known:
        """Take *tid* in, as made by *parent* or as /proc describes it."""
        found = procfs.status(tid)
        user = parent.task if parent else found
        task = Task(
            tid=tid,
            tgid=found.tgid if found else tid,
            uid=user.uid if user else 0,
            gid=user.gid if user else 0,
            comm_fd=procfs.open_comm(tid),
            flags=flags,
            start_boottime=time.clock_gettime_ns(time.CLOCK_BOOTTIME)
            if parent
            else procfs.start_time(tid),
        )
        task.comm = procfs.comm(task.comm_fd) or (parent.task.comm if parent else b"")
        known = Known(task, traced)
        self.known[tid] = known
        self._places[tid] = known.address
        self._alive.setdefault(task.tgid, set()).add(tid)
        traced.tasks += 1
        return known

    def end(self, known: Known) -> bool:
        """Note that a task ends; say whether it was the last of its process."""
        return self._depart(known.task.tgid, known.task.tid)

    def remove(self, known: Known) -> None:
        """Forget a task."""
        tid = known.task.tid
        del self.known[tid]
        self._places[tid] = 0
        self._depart(known.task.tgid, tid)
        if known.task.comm_fd >= 0:
            with contextlib.suppress(OSError):
                os.close(known.task.comm_fd)
        known.traced.tasks -= 1

    def lead(self, former: Known) -> Known:
        """Let *former*, a thread that executes a file, take its leader's place and tid."""
        task, traced = former.task, former.traced
        leader = self.known.get(task.tgid)
        if leader is None:
            leader = self.add(task.tgid, traced, 0, former)
        leader.task.flags, leader.task.nr, leader.task.mode = task.flags, task.nr, task.mode
        self._alive.setdefault(task.tgid, set()).add(task.tgid)
        self.remove(former)
        return leader

    def processes(self, traced: Traced) -> set[int]:
        """Return the processes that came with *traced*."""
        return {known.task.tgid for known in self.known.values() if known.traced is traced}

    def lives(self, pid: int) -> bool:
        """Say whether a thread of process *pid* has not ended."""
        return pid in self._alive

    def _depart(self, tgid: int, tid: int) -> bool:
        alive = self._alive.get(tgid)
        if alive is None:
            return True
        alive.discard(tid)
        if not alive:
            del self._alive[tgid]
        return not alive


def refresh_ids(task: Task) -> None:
    """Read the real uid and gid of a task that may have changed them."""
    found = procfs.status(task.tid)
    if found:
        task.uid, task.gid = found.uid, found.gid


def refresh_comm(task: Task) -> None:
    """Read the name of a task that executed a file."""
    task.comm = procfs.comm(task.comm_fd)[:15]
