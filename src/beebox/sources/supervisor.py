"""The supervisor: watches the system calls of real processes, and their trees.

    supervisor = Supervisor(address, user)       # u64 handle(u64 user, ptr[Event]), native
    supervisor.want(enter={257}, exit={257})
    child = supervisor.spawn(["ls"])
    child.go()
    child.wait()

ptrace belongs to a thread, so one thread of ours does all of it and others ask it. While nothing is
asked it stays in native code (`loop.run`) with the GIL released. A request sets ``State.wake`` and
ends a wait by a signal that only this thread has unblocked.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Self, Unpack

from beebox.abi.syscalls import numbers
from beebox.errors import CommandError, KernelError, NotSupported
from beebox.sources import filter as seccomp
from beebox.sources import procfs
from beebox.sources.follow import Follower
from beebox.sources.guard import Attempt
from beebox.sources.loop import CHILDLESS, STOPPED, UNIT, WOKEN, ignore
from beebox.sources.start import Held, How
from beebox.sources.stops import CALLS, CHANGES_IDS, ENTER_WANTED, EXIT_WANTED, GUARDED
from beebox.sources.traced import Traced

_WAKE: Final = signal.SIGRTMAX - 3
_PATIENCE: Final = 5.0
"""Seconds that a release waits for tasks to stop: one may be in uninterruptible sleep."""

_CHANGE_IDS: Final = ("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid")


class Supervisor:
    """Watches processes; tells the native function at *handler*, with *user* as first argument."""

    def __init__(self, handler: int, user: int = 0) -> None:
        _check_machine()
        self._follower = Follower(handler, user)
        self._requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()
        self._closed = False
        self._ending = False
        self._traced: list[Traced] = []
        table = numbers()
        self._ids = {table[name] for name in _CHANGE_IDS if name in table}
        self._guarded: frozenset[int] = frozenset()
        self.want((), ())

    def want(
        self,
        enter: Iterable[int],
        exit: Iterable[int],  # noqa: A002 - the word
        *,
        signals: bool = False,
    ) -> None:
        """Set which calls' entries and exits are told, and whether signals are, from now on.

        A child that was let go before has its filter: a call that nobody wanted then does not stop.
        """
        modes = bytearray(CALLS)
        for wanted, mode in (
            (enter, ENTER_WANTED),
            (exit, EXIT_WANTED),
            (self._ids, CHANGES_IDS),
            (self._guarded, GUARDED),
        ):
            for number in wanted:
                modes[number] |= mode
        self._follower.table.modes[:] = list(modes)
        self._follower.table.state.signals = signals

    @property
    def tasks(self) -> int:
        """The address of the table of tasks, a `Task` for each tid there can be."""
        return int(self._follower.table.state.tasks)

    def guard(self, calls: Iterable[int], decide: Callable[[Attempt], int]) -> None:
        """Have *decide* asked before each of *calls*: what it returns, if not 0, is their error.

        For commands that have not begun, and what is adopted. It is asked in the thread of the
        supervisor, while the task is stopped.
        """
        self._guarded = frozenset(calls)
        self._follower.guard = decide
        for number in self._guarded:
            self._follower.table.modes[number] |= GUARDED

    def spawn(self, argv: Sequence[str], **how: Unpack[How]) -> Traced:
        """Start a command that waits, before its exec, for `Traced.go`."""
        held = Held(argv, **how)
        traced = Traced(self, held.pid, held)
        self._traced.append(traced)
        return traced

    def adopt(self, pid: int) -> Traced:
        """Watch a process that runs, with all its threads and what it will start.

        Raises:
            KernelError: ESRCH no such process, EPERM not ours.
        """
        found = procfs.status(pid)
        if found is None:
            raise KernelError(errno.ESRCH, f"process {pid}")
        traced = Traced(self, found.tgid)
        self._ask(lambda: self._follower.adopt(traced))
        self._traced.append(traced)
        return traced

    def begin(self, traced: Traced, held: Held) -> None:
        """Watch a held child and let it execute (`Traced.go`).

        Raises:
            CommandError: it cannot.
        """
        try:
            path = held.find()
            self._ask(lambda: self._follower.seize(traced))
        except (CommandError, KernelError):
            traced.cancel(held)
            raise
        wanted = [number for number, mode in enumerate(self._follower.table.modes) if mode]
        try:
            held.release(path, seccomp.build(wanted))
        except CommandError:
            traced.wait(_PATIENCE)
            raise

    def release(self, traced: Traced) -> None:
        """Stop watching (`Traced.detach`)."""
        with contextlib.suppress(_ClosedError):
            self._ask(lambda: self._follower.release(traced))
        traced.wait(_PATIENCE)

    def close(self) -> None:
        """Let adopted processes go, end spawned ones, stop. Idempotent."""
        for traced in self._traced:
            if not traced.watched:
                traced.detach()
        self._traced.clear()
        if self._closed:
            return
        if self._thread is not None:
            self._ask(self._end)
            self._thread.join(_PATIENCE)
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _ask(self, what: Callable[[], None]) -> None:
        """Have the thread do *what*; wait for it, and raise what it raised."""
        if self._closed:
            raise _ClosedError
        with self._start:
            if self._thread is None:
                _install_wake()
                self._thread = threading.Thread(target=self._work, name="supervisor", daemon=True)
                self._thread.start()
        request = _Request(what)
        self._requests.put(request)
        pause = 0.001
        # The signal may come just before the wait that it should end: so again until it has worked.
        while self._thread.is_alive() and self._thread.ident is not None:
            self._follower.table.state.wake = 1
            with contextlib.suppress(ProcessLookupError):
                signal.pthread_kill(self._thread.ident, _WAKE)
            if request.done.wait(pause):
                break
            pause = min(pause * 2, 0.05)
        if request.error is not None:
            raise request.error

    def _work(self) -> None:
        """Be the thread."""
        # SIGCHLD, which every stop sends, must not be blocked here: only so does the kernel see at
        # once that it is ignored, and does not wake another thread for it.
        signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals() - {_WAKE, signal.SIGCHLD})
        follower = self._follower
        table = follower.table
        try:
            while follower.watching or not self._ending:
                self._serve_requests(block=not follower.watching)
                reason = table.run() if follower.watching else WOKEN
                if reason == STOPPED:
                    follower.handle(table.state.pid, table.state.status)
                elif reason == CHILDLESS:
                    follower.childless()
        finally:
            follower.childless()  # if this thread fails, nobody waits for ever: its tasks are free

    def _serve_requests(self, *, block: bool) -> None:
        """Do what was asked."""
        self._follower.table.state.wake = 0
        with contextlib.suppress(queue.Empty):
            while True:
                request = self._requests.get(block)
                request.serve()
                block = False

    def _end(self) -> None:
        self._ending = True
        self._follower.end()


def _check_machine() -> None:
    machine = os.uname()
    if machine.machine != "x86_64":
        raise NotSupported(f"watching processes on {machine.machine}", "so far only x86-64 can")
    major, minor = machine.release.split(".")[:2]
    if (int(major), int(minor.partition("-")[0])) < (5, 3):
        raise NotSupported(
            f"watching processes on Linux {machine.release}",
            "PTRACE_GET_SYSCALL_INFO came with Linux 5.3",
        )


class _ClosedError(KernelError):
    """The supervisor was closed."""

    def __init__(self) -> None:
        super().__init__(9, "the supervisor is closed")


class _Request:
    """Something that another thread wants done."""

    __slots__ = ("_what", "done", "error")

    def __init__(self, what: Callable[[], None]) -> None:
        self._what = what
        self.done = threading.Event()
        self.error: KernelError | None = None

    def serve(self) -> None:
        """Do it, in the supervisor's thread."""
        try:
            self._what()
        except KernelError as error:
            self.error = error
        finally:
            self.done.set()


class _SigAction(ctypes.Structure):
    _fields_ = (("handler", ctypes.c_void_p), ("rest", ctypes.c_uint8 * 248))


def _install_wake() -> None:
    """Give the waking signal a handler that does nothing, natively, without SA_RESTART."""
    action = _SigAction(handler=UNIT.load().address(ignore))
    ctypes.CDLL(None).sigaction(int(_WAKE), ctypes.byref(action), None)
