"""When a program of the box deserves tier 1, and how it gets it.

Tier 0 serves every program at once. Tier 1 costs 0.1 s of CPU time and more, so it is for programs
that have shown to be worth it: after `HOT` runs, which took about as long. Then native code rings
(an eventfd), a thread of ours wakes, a process of its own compiles at the lowest priority, and the
program's entry is led to the new code while events go on. Who is never hot pays one sleeping
thread.

That a program was hot is noted on disk. In another process it counts as hot after `HOT_AGAIN`
runs, and if its object was kept LLVM is not touched. At its load nothing is done for it: that would
cost milliseconds, before it is known that it runs often this time, too.

What goes wrong here stops no program, as tier 0 goes on; it is told once, on standard error.
"""

from __future__ import annotations

import os
from _thread import allocate_lock, start_new_thread
from functools import cache as once
from typing import TYPE_CHECKING

from beebox import cache
from beebox.errors import BeeboxError

if TYPE_CHECKING:
    from beebox.box.programs import Program
    from beebox.box.world import World
    from beebox.vm.background import Job
    from beebox.vm.native import Native
    from beebox.vm.source import Source

HOT = 1 << 17
"""runs after which a program is worth compiling: at about a microsecond each, what LLVM takes"""
HOT_AGAIN = 1 << 10
"""runs after which one that was hot before is"""
_NOTES = "hot", "programs"
_MOST = 256
"""programs that are noted; the longest unseen out"""


class Optimiser:
    """Brings the hot programs of one box to tier 1. The thread begins with the first `watch`."""

    def __init__(self, world: World, threshold: int = HOT) -> None:
        self._world = world
        self._job: Job | None = None
        self._closed = False
        self._fd = -1
        self._running = allocate_lock()
        self.threshold = threshold

    def watch(self) -> None:
        """Begin to look after programs: one is going to be attached. Idempotent."""
        if self._fd >= 0 or self._closed:
            return
        self._fd = os.eventfd(0, os.EFD_CLOEXEC)
        hooks = self._world.hooks.hooks
        hooks.hot_fd, hooks.hot, hooks.one = self._fd, self.threshold, 1
        self._running.acquire()
        start_new_thread(self._work, ())  # threading.Thread waits for the thread to begin

    def loaded(self, program: Program) -> None:
        """Take note of a new program: one that was hot before has a start."""
        before = hot_before()
        if before and _key(program) in before:
            program.heat = max(self.threshold - HOT_AGAIN, 0)

    def close(self) -> None:
        """Give up what is in the making, and end the thread. Idempotent."""
        with self._world.lock:
            self._closed = True
            if self._job is not None:
                self._job.cancel()
        if self._fd >= 0:
            self._world.hooks.hooks.hot = 0
            self._world.hooks.synchronize()
            os.eventfd_write(self._fd, 1)
            with self._running:
                os.close(self._fd)
            self._fd = -1

    def _work(self) -> None:
        """Be the thread."""
        try:
            while not self._closed:
                os.eventfd_read(self._fd)
                for program in self._hot():
                    self._try(program)
        finally:
            self._running.release()

    def _try(self, program: Program) -> None:
        """Optimise *program*, which is held, and drop it."""
        try:
            self._optimise(program)
        except BeeboxError as error:
            if not self._closed:
                self._world.tell(f"program {program.name}: tier 1: {error}")
        finally:
            with self._world.lock:
                program.drop()

    def _hot(self) -> list[Program]:
        """Return the programs that are hot, were not tried before and are ours; each is held."""
        from beebox.box.programs import Program  # noqa: PLC0415 - which knows this module

        with self._world.lock:
            found = [
                program
                for program in self._world.programs
                if isinstance(program, Program)
                and program.heat >= self.threshold
                and program.runs_here
                and program.code.replaceable
                and not program.code.tried
            ]
            for program in found:
                program.hold()
                program.code.tried = True
            return found

    def _optimise(self, program: Program) -> None:
        """Compile *program*, and have tier 1 serve it from now on."""
        from beebox.vm import background, objects  # noqa: PLC0415 - nothing was hot before

        if self._closed:
            return
        source = whole(program)
        native = objects.find(source) or self._compiled(source, background.Job(source))
        with self._world.lock:
            program.code.replace(native)
        _note(program)

    def _compiled(self, source: Source, job: Job) -> Native:
        from beebox.vm import objects  # noqa: PLC0415 - as above

        with self._world.lock:
            self._job = job
            if self._closed:
                job.cancel()
        try:
            return objects.load(source, job.result())
        finally:
            with self._world.lock:
                self._job = None
                job.close()


def _key(program: Program) -> str:
    return cache.digest(program.fixed.blank())


def _noted() -> list[str]:
    """Return the keys of the programs that were hot."""
    return (cache.get(*_NOTES) or b"").decode("ascii", "replace").split()


hot_before = once(_noted)
"""`_noted`, as it was when this process first asked"""


def _note(program: Program) -> None:
    """Note on disk that *program* was hot. Who notes at the same time may be forgotten."""
    key = _key(program)
    keys = [other for other in _noted() if other != key]
    cache.put(*_NOTES, " ".join((*keys[1 - _MOST :], key)).encode())


def whole(program: Program) -> Source:
    """Return *program* with all that an optimising engine can use."""
    from beebox.box.inlines import inlines  # noqa: PLC0415 - as above

    return program.fixed._replace(inlines=inlines(program.fixed, program.calls))
