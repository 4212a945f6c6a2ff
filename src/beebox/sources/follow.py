"""Following a tree of tasks: what the native loop leaves to Python.

Everything here runs in the supervisor's thread, the tracer of all tasks. Each stop either ends with
the task resumed, or detached, or is the task's end.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno as errnos
import os
import signal
from typing import Final

from beebox.errors import KernelError
from beebox.sources import procfs, ptrace
from beebox.sources.event import EXEC, EXIT, EXITED, FORK
from beebox.sources.loop import (
    CALLS,
    EXIT_WANTED,
    UNIT,
    State,
    leave,
    resume,
    run,
    serve,
    tell,
)
from beebox.sources.task import ADOPTED, GONE, HELD, IN_CALL, LEAVING, MUTED
from beebox.sources.tasks import Known, Tasks, refresh_comm, refresh_ids
from beebox.sources.traced import Traced

_FORKS: Final = {ptrace.EVENT_FORK, ptrace.EVENT_VFORK, ptrace.EVENT_CLONE}
_INHERITED: Final = ADOPTED | MUTED | LEAVING
_PATH_SIZE: Final = 4097


class Follower:
    """The tracer: the loop's state and the tasks it serves."""

    def __init__(self, handler: int, user: int) -> None:
        self.tasks = Tasks()
        self.modes = (ctypes.c_uint8 * CALLS)()
        self._text = ctypes.create_string_buffer(_PATH_SIZE)
        self.state = State(
            handler=handler,
            user=user,
            table=self.tasks.address,
            modes=ctypes.addressof(self.modes),
        )
        self.state.event.text = ctypes.addressof(self._text)
        self._early: dict[int, int] = {}
        """First stops of children whose parents' fork event is still to come."""
        library = UNIT.load()
        self._address: int = ctypes.addressof(self.state)  # type: ignore[arg-type]  # a ctypes struct
        self._run = library.function(run)
        self._serve = library.function(serve)
        self._tell = library.function(tell)
        self._resume = library.function(resume)
        self._leave = library.function(leave)

    # --- what the owner asks for -------------------------------------------------------------

    def seize(self, traced: Traced) -> None:
        """Watch the held child of *traced*.

        Raises:
            KernelError: the kernel does not allow it.
        """
        ptrace.ptrace(ptrace.SEIZE, traced.pid, 0, ptrace.SPAWN_OPTIONS)
        self.tasks.add(traced.pid, traced, HELD)

    def adopt(self, traced: Traced) -> None:
        """Watch the running process of *traced*, every thread of it.

        Raises:
            KernelError: ESRCH no such process, EPERM not ours or not to be traced.
        """
        pid = traced.pid
        tried: set[int] = set()
        while new := set(procfs.threads(pid)) - tried:
            for tid in new:
                tried.add(tid)
                try:
                    ptrace.ptrace(ptrace.SEIZE, tid, 0, ptrace.ADOPT_OPTIONS)
                except KernelError as error:
                    if not traced.tasks and error.errno != errnos.ESRCH:
                        raise _refused(pid, error.errno) from None
                    continue  # it ended, or a thread we have made it and we have it already
                self.tasks.add(tid, traced, ADOPTED)
                ptrace.attempt(ptrace.INTERRUPT, tid)
        if not traced.tasks:
            raise _refused(pid, errnos.ESRCH)

    def release(self, traced: Traced) -> None:
        """Let an adopted process go; tell nothing more of a spawned one."""
        for tid, known in list(self.tasks.known.items()):
            if known.traced is not traced:
                continue
            known.task.flags |= LEAVING if traced.adopted else MUTED
            if traced.adopted:
                ptrace.attempt(ptrace.INTERRUPT, tid)
        if not traced.adopted or not traced.tasks:
            traced.finish()

    def end(self) -> None:
        """Let the adopted go; kill what was spawned, which cannot live without us."""
        for traced in {known.traced for known in self.tasks.known.values()}:
            traced.doomed = not traced.adopted
            if traced.adopted:
                self.release(traced)
            for pid in self.tasks.processes(traced) if traced.doomed else ():
                _kill(pid)

    # --- stops -------------------------------------------------------------------------------

    def run(self) -> int:
        """Run the native loop; say why it came back."""
        return self._run(self._address)

    def handle(self, pid: int, status: int) -> None:
        """Handle a change of state that the native loop left."""
        if not os.WIFSTOPPED(status):
            self._reaped(pid, status)
            return
        event, number = status >> 16, status >> 8 & 0xFF
        known = self.tasks.known.get(pid)
        if known is None and event == ptrace.EVENT_EXEC:  # its leader was let go at its end
            known = self.tasks.known.get(ptrace.message(pid) or 0)
        if known is None:
            self._unknown(pid, status)
            return
        if event in _FORKS:
            self._forked(known)
        elif event == ptrace.EVENT_EXEC:
            known = self._executed(pid, known)
        elif event == ptrace.EVENT_EXIT:
            self._exiting(known)
            return
        if known.task.flags & LEAVING:
            injected = number if not event and number != ptrace.SYSCALL_STOP else 0
            self._let_go(known, injected)
        elif event == 0 and number == ptrace.SYSCALL_STOP:
            refresh_ids(known.task)
            self._leave(self._address, known.address)
        else:
            self._resume(known.address, 0)

    def childless(self) -> None:
        """Forget all: there is no task any more."""
        for known in list(self.tasks.known.values()):
            self._forget(known)
        self._early.clear()

    def _emit(self, kind: int, known: Known) -> None:
        self.state.event.kind = kind
        self._tell(self._address, known.address)

    def _forked(self, parent: Known) -> None:
        """fork, vfork or clone: before the call returns, and before the child runs."""
        tid = ptrace.message(parent.task.tid)
        if not tid or tid in self.tasks.known:
            return
        child = self.tasks.add(tid, parent.traced, parent.task.flags & _INHERITED, parent)
        event = self.state.event
        event.other = child.address
        self._emit(FORK, parent)
        event.other = 0
        if parent.task.flags & IN_CALL and parent.task.mode & EXIT_WANTED:
            # The child returns from the call too; ptrace does not say so, tracepoints do.
            event.nr, event.ret = parent.task.nr, 0
            self._emit(EXIT, child)
        if parent.traced.doomed:
            _kill(child.task.tgid)
        early = self._early.pop(tid, None)
        if early is not None and not self._serve(self._address, tid, early):
            self.handle(tid, early)

    def _executed(self, pid: int, known: Known) -> Known:
        """A file is executed: the threads are gone, and who called it is now the leader."""
        old = ptrace.message(pid) or pid
        former = self.tasks.known.get(old)
        if former is not None and old != pid:
            known = self.tasks.lead(former)
        known.task.flags &= ~(HELD | GONE)
        refresh_comm(known.task)
        self._text.value = procfs.executed(pid)[: _PATH_SIZE - 1]
        self.state.event.old_tid = old
        self._emit(EXEC, known)
        return known

    def _exiting(self, known: Known) -> None:
        """A task begins to end (PTRACE_EVENT_EXIT, where do_exit begins)."""
        task, traced = known.task, known.traced
        self._gone(known)
        if not traced.adopted:
            self._resume(known.address, 0)
            return
        # Not our child: let its parent see the end, and take the status from the event.
        code = ptrace.message(task.tid) or 0
        over = task.tgid == traced.pid and not self.tasks.lives(traced.pid)
        if over:
            traced.returncode = os.waitstatus_to_exitcode(code & 0xFF7F)
        self._let_go(known, 0)
        if over:
            self.release(traced)  # children of it that we followed

    def _gone(self, known: Known) -> None:
        if known.task.flags & GONE:
            return
        self.state.event.flags = int(self.tasks.end(known))
        self._emit(EXITED, known)
        self.state.event.flags = 0
        known.task.flags |= GONE

    def _reaped(self, pid: int, status: int) -> None:
        """A task is no more."""
        self._early.pop(pid, None)
        known = self.tasks.known.get(pid)
        if known is None:
            return
        self._gone(known)
        traced = known.traced
        if pid == traced.pid:
            traced.returncode = os.waitstatus_to_exitcode(status)
        self._forget(known)
        self._orphans()

    def _forget(self, known: Known) -> None:
        self.tasks.remove(known)
        if not known.traced.tasks:
            known.traced.finish()

    def _let_go(self, known: Known, number: int) -> None:
        """Detach from a stopped task, which goes on with signal *number* if not 0."""
        ptrace.attempt(ptrace.DETACH, known.task.tid, 0, number)
        self._forget(known)

    def _unknown(self, tid: int, status: int) -> None:
        """A new child's first stop came before its parent's event: keep it until then."""
        self._early[tid] = status
        self._orphans()

    def _orphans(self) -> None:
        """Take in new children whose parents were killed before they could tell of them."""
        for tid in list(self._early):
            found = procfs.status(tid)
            if found is None:
                del self._early[tid]
                continue
            if self.tasks.lives(found.parent) or self.tasks.lives(found.tgid):
                continue
            traced = next((known.traced for known in self.tasks.known.values()), None)
            if traced is None:
                ptrace.attempt(ptrace.DETACH, tid)
                _kill(tid)
                del self._early[tid]
                continue
            flags = ADOPTED if traced.adopted else 0
            self.tasks.add(tid, traced, flags)
            self._serve(self._address, tid, self._early.pop(tid))


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
