"""The memory that the native loop works on, and Python's view of it."""

from __future__ import annotations

import ctypes
import mmap
from collections.abc import Iterator
from typing import Any, Final

from beebox.sources import procfs
from beebox.sources.life import remove, take
from beebox.sources.loop import UNIT, run
from beebox.sources.stops import CALLS, State, enter, leave, paused, resume, signalled
from beebox.sources.task import Task

_MAP_NORESERVE: Final = 0x4000
_PID_MAX_LIMIT: Final = 1 << 22
"""No tid reaches this (include/linux/threads.h)."""


class Table:
    """The state, the modes of calls, and a place for each task there can be.

    The places are reserved, not allocated: only pages with tasks in use take memory.
    """

    state: Any
    """A view of the `State`."""

    def __init__(self, handler: int, user: int) -> None:
        self.modes = (ctypes.c_uint8 * CALLS)()
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_NORESERVE
        self._places = mmap.mmap(-1, _PID_MAX_LIMIT * Task.size, flags=flags)
        self._places.madvise(mmap.MADV_NOHUGEPAGE)
        self._start = ctypes.addressof(ctypes.c_char.from_buffer(self._places))
        self.state = State(
            handler=handler,
            user=user,
            tasks=self._start,
            modes=ctypes.addressof(self.modes),
            path=b"/proc/",
            comm_file=b"/comm",
            auxv_file=b"/auxv",
        )
        library = UNIT.load()
        self._address = ctypes.addressof(self.state)
        self._run = library.function(run)
        self._take = library.function(take)
        self._remove = library.function(remove)
        self._resume = library.function(resume)
        self._paused = library.function(paused)
        self._enter = library.function(enter)
        self._leave = library.function(leave)
        self._signalled = library.function(signalled)

    def run(self) -> int:
        """Serve until Python is needed (`loop.run`)."""
        return self._run(self._address)

    def place(self, tid: int) -> Any:
        """Return the place of *tid*, a view of a `Task`, empty or not."""
        return Task.at(self._start + tid * Task.size)

    def __iter__(self) -> Iterator[Any]:
        """Yield all tasks under watch; one may be removed while it is at hand."""
        tid = self.state.first
        while tid:
            task = self.place(tid)
            tid = task.next
            yield task

    def __bool__(self) -> bool:
        return bool(self.state.first)

    def add(self, tid: int, root: int, flags: int) -> None:
        """Take in a task that no task under watch made: /proc describes it."""
        found = procfs.status(tid)
        self._take(self._address, tid, found.tgid if found else tid, root, flags)
        self.refresh_ids(tid)
        self.place(tid).start_boottime = procfs.start_time(tid)

    def refresh_ids(self, tid: int) -> None:
        """Read the real uid and gid of a task that may have changed them."""
        found = procfs.status(tid)
        if found:
            task = self.place(tid)
            task.uid, task.gid = found.uid, found.gid

    def remove(self, task: Any) -> None:
        """Forget a task."""
        self._remove(self._address, ctypes.addressof(task))

    def resume(self, task: Any, signal: int = 0) -> None:
        """Let a stopped task go on, with *signal* if not 0."""
        self._resume(ctypes.addressof(task), signal)

    def signalled(self, task: Any, number: int, error: int, code: int) -> None:
        """Tell of a signal that a task takes."""
        self._signalled(self._address, ctypes.addressof(task), number, error, code)

    def pause(self, task: Any, signal: int) -> None:
        """Serve a first stop that came early (`stops.paused`)."""
        self._paused(ctypes.addressof(task), signal)

    def enter(self, task: Any) -> None:
        """Tell of the call in ``state.info``, which the task begins, and let it go on."""
        self._enter(self._address, ctypes.addressof(task))

    def leave(self, task: Any) -> None:
        """Tell of the end of the call that the task is in, and let it go on."""
        self._leave(self._address, ctypes.addressof(task))
