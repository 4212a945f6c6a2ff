"""What the native loop leaves to Python: taking processes in, letting them go, their ends.

Everything here runs in the supervisor's thread, the tracer of all tasks. Each stop either ends with
the task resumed, or detached, or is the task's end.
"""

from __future__ import annotations

import contextlib
import errno as errnos
import os
import signal
from collections.abc import Callable
from typing import Any, Final

from beebox.errors import KernelError
from beebox.sources import procfs, ptrace, signals
from beebox.sources.guard import Attempt
from beebox.sources.table import Table
from beebox.sources.task import ADOPTED, DEAD, DOOMED, DYING, HELD, IN_CALL, LEAVING, MUTED
from beebox.sources.traced import Traced

_WORD: Final = (1 << 64) - 1
_NO_CALL: Final = _WORD
"""The number of no system call: the kernel makes none, and keeps the result."""


class Follower:
    """The tracer of all processes that one supervisor watches."""

    def __init__(self, handler: int, user: int) -> None:
        self.table = Table(handler, user)
        self._traced: dict[int, Traced] = {}
        self._early: dict[int, tuple[int, ...]] = {}
        """Children that stopped before their parents told of them: those parents' processes."""
        self._last: Traced | None = None
        """What ended last: a child that comes out late joins it."""
        self.guard: Callable[[Attempt], int] = lambda _: 0
        """Returns the error that a guarded call is to fail with, or 0."""
        self.watching = False
        """The kernel may have something to tell."""

    # --- what the owner asks for -------------------------------------------------------------

    def seize(self, traced: Traced) -> None:
        """Watch the held child of *traced*.

        Raises:
            KernelError: the kernel does not allow it.
        """
        self._enter(traced)
        ptrace.ptrace(ptrace.SEIZE, traced.pid, 0, ptrace.SPAWN_OPTIONS)
        self.table.add(traced.pid, traced.pid, HELD)

    def adopt(self, traced: Traced) -> None:
        """Watch the running process of *traced*, every thread of it.

        Raises:
            KernelError: ESRCH no such process, EPERM not ours or not to be traced.
        """
        pid = traced.pid
        place = self.table.place(pid)
        tried: set[int] = set()
        while new := set(procfs.threads(pid)) - tried:
            for tid in new:
                tried.add(tid)
                try:
                    ptrace.ptrace(ptrace.SEIZE, tid, 0, ptrace.ADOPT_OPTIONS)
                except KernelError as error:
                    if error.errno == errnos.ESRCH or traced.watched:
                        continue  # it ended, or a thread we have made it, and its event will come
                    raise _refused(pid, error.errno) from None
                if not traced.watched:
                    self._enter(traced)
                self.table.add(tid, pid, ADOPTED)
                ptrace.attempt(ptrace.INTERRUPT, tid)
        if not place.members:
            raise _refused(pid, errnos.ESRCH)

    def _enter(self, traced: Traced) -> None:
        if self.table.place(traced.pid).members:
            raise KernelError(errnos.EAGAIN, f"process {traced.pid}: its number is still in use")
        self._traced[traced.pid] = traced
        traced.watched = self.watching = True

    def release(self, traced: Traced) -> None:
        """Let an adopted process go; tell nothing more of a spawned one."""
        for task in self._of(traced):
            task.flags |= LEAVING if traced.adopted else MUTED
            if traced.adopted:
                ptrace.attempt(ptrace.INTERRUPT, task.tid)
        if not traced.adopted or not self.table.place(traced.pid).members:
            traced.finish()

    def end(self) -> None:
        """Let the adopted go; kill what was spawned, which cannot live without us."""
        for traced in list(self._traced.values()):
            if traced.adopted:
                self.release(traced)
                continue
            for task in self._of(traced):
                task.flags |= DOOMED
                _kill(task.tgid)

    def _of(self, traced: Traced) -> list[Any]:
        return [task for task in self.table if task.root == traced.pid]

    # --- changes of state --------------------------------------------------------------------

    def handle(self, pid: int, status: int) -> None:
        """Handle a change of state that the native loop left."""
        task = self.table.place(pid)
        if not os.WIFSTOPPED(status):
            self._reaped(task, status)
            return
        event, number = status >> 16, status >> 8 & 0xFF
        if not task.tid:
            self._unknown(task, pid, status)
        elif event == ptrace.EVENT_EXIT:
            self._exiting(task)
        elif task.flags & LEAVING:
            self._let_go(task, 0 if event or number == ptrace.SYSCALL_STOP else number)
        elif event == ptrace.EVENT_SECCOMP or (
            number == ptrace.SYSCALL_STOP and not task.flags & IN_CALL
        ):
            self._decide(task)
        elif number != ptrace.SYSCALL_STOP:
            self._signalled(task, number)
        else:
            self.table.refresh_ids(pid)
            self.table.leave(task)

    def _decide(self, task: Any) -> None:
        """Have the guard decide about the call in ``state.info``; begin it, or let it fail."""
        info = self.table.state.info
        attempt = Attempt(task.tid, task.tgid, task.uid, info.nr, tuple(info.args))
        if error := self.guard(attempt):
            ptrace.attempt(ptrace.POKEUSER, task.tid, ptrace.NR_OFFSET, _NO_CALL)
            ptrace.attempt(ptrace.POKEUSER, task.tid, ptrace.RESULT_OFFSET, -error & _WORD)
        self.table.enter(task)

    def _signalled(self, task: Any, number: int) -> None:
        """Tell of a signal that is to be delivered, and deliver it."""
        delivery = signals.delivery(task.tid, number)
        if delivery is not None:
            self.table.signalled(task, delivery.number, delivery.error, delivery.code)
            task.flags |= DYING * delivery.fatal
        self.table.resume(task, number)

    def childless(self) -> None:
        """Forget all: there is no task any more."""
        for task in self.table:
            self._forget(task)
        for traced in list(self._traced.values()):
            traced.finish()
        self._traced.clear()
        for tid in self._early:
            self.table.place(tid).early = 0
        self._early.clear()
        self.table.state.early = 0
        self.watching = False

    def _exiting(self, task: Any) -> None:
        """Let an adopted task go at its end, which its own parent is to see."""
        root = self._traced[task.root]
        code = ptrace.message(task.tid) or 0
        over = task.tgid == root.pid and not self._threads(root)
        if over:
            root.returncode = os.waitstatus_to_exitcode(code & 0xFF7F)
        self._orphans()
        self._let_go(task, 0)
        if over:
            self.release(root)  # children of it that we followed

    def _threads(self, root: Traced) -> int:
        return int(self.table.place(root.pid).threads)

    def _reaped(self, task: Any, status: int) -> None:
        """Note the end of a task."""
        if task.tid:
            root = self._traced[task.root]
            # An adopted task comes here only if a second SIGKILL cut its exit stop short.
            over = root.adopted and task.tgid == root.pid and not self._threads(root)
            if task.tid == task.root or (over and root.returncode is None):
                root.returncode = os.waitstatus_to_exitcode(status)
            self._orphans()
            self._forget(task)
            if over:
                self.release(root)

    def _forget(self, task: Any) -> None:
        root = task.root
        self.table.remove(task)
        if not self.table.place(root).members:
            self._last = self._traced.pop(root)
            self._last.finish()

    def _let_go(self, task: Any, number: int) -> None:
        """Detach from a stopped task, which goes on with signal *number* if not 0."""
        ptrace.attempt(ptrace.DETACH, task.tid, 0, number)
        self._forget(task)

    # --- children that come before their parents told of them --------------------------------

    def _unknown(self, place: Any, tid: int, status: int) -> None:
        """Keep a new child's first stop until its parent's event."""
        if not place.early:
            self.table.state.early += 1
            found = procfs.status(tid)
            self._early[tid] = (found.tgid, found.parent) if found else ()
        place.early = status
        if status >> 16 == ptrace.EVENT_EXIT:  # killed; its leader waits for its end
            place.early = DEAD
            ptrace.attempt(ptrace.CONT, tid)
        self._orphans()

    def _orphans(self) -> None:
        """Take in children whose parents were killed before they could tell of them."""
        for tid, parents in list(self._early.items()):
            place = self.table.place(tid)
            if place.early and any(self.table.place(pid).threads for pid in parents):
                continue
            del self._early[tid]
            early, place.early = place.early, 0
            if early:  # else its parent told of it
                self.table.state.early -= 1
            if early and early != DEAD:
                self._take_orphan(tid, early, parents)

    def _take_orphan(self, tid: int, early: int, parents: tuple[int, ...]) -> None:
        roots = [self._traced.get(self.table.place(pid).root) for pid in parents]
        root = next(filter(None, [*roots, self._last, *self._traced.values()]))
        if root.adopted:
            ptrace.attempt(ptrace.DETACH, tid)
            return
        self._traced[root.pid] = root
        self.table.add(tid, root.pid, 0)
        self.table.pause(self.table.place(tid), early >> 8 & 0xFF)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _refused(pid: int, number: int) -> KernelError:
    """Say why a process cannot be adopted."""
    found = procfs.status(pid)
    if found is None or number == errnos.ESRCH:
        return KernelError(errnos.ESRCH, f"process {pid}")
    if found.tracer:
        reason = f"is traced already, by process {found.tracer}"
    elif found.tgid == os.getpid():
        reason = "is beebox itself"
    elif found.uid != os.getuid():
        reason = f"belongs to user {found.uid}"
    elif found.state == "Z":
        return KernelError(errnos.ESRCH, f"process {pid} has ended")
    else:
        reason = "may not be traced (kernel.yama.ptrace_scope, or it protects itself)"
    return KernelError(number, f"process {pid} {reason}")
