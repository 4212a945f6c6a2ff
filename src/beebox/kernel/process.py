"""Processes under Linux: started held before their exec, or taken as they run.

A command is looked up once, here, so that exactly one execve happens in the child: what programs
see of a start does not depend on PATH. Messages and statuses are a shell's (POSIX.1 XCU 2.8.2).
"""
# pathlib would cost every start some 5 ms:
# ruff: noqa: PTH110, PTH112, PTH118

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import signal
import struct
import time
import warnings
from collections.abc import Mapping, Sequence
from typing import NoReturn, Unpack

from beebox.errors import CommandError, KernelError
from beebox.kernel.api import Spawn

_REPORT = struct.Struct("<cI")
_CHDIR, _EXEC = b"c", b"x"
_NOT_FOUND, _NOT_EXECUTABLE, _OWN_FAULT = 127, 126, 125
_PATH = "/usr/local/bin:/usr/bin:/bin"


def spawn(argv: Sequence[str], **how: Unpack[Spawn]) -> Started:
    """Fork a child that waits for `Started.go`."""
    if not argv or not argv[0]:
        raise CommandError("no command given", _NOT_FOUND)
    return Started(argv, **how)


def join(child: Started, cgroup: str) -> None:
    """Put a child that waits into the cgroup with this directory; it ends if that fails.

    Raises:
        KernelError: ENOENT, it is no cgroup; EACCES, it is not ours.
    """
    try:
        with open(f"{cgroup}/cgroup.procs", "r+") as file:  # noqa: PTH123 - as above; makes none
            file.write(str(child.pid))
    except OSError as error:
        child.detach()
        what = f"put the command into cgroup {cgroup}"
        raise KernelError(error.errno or errno.EINVAL, what) from error


def adopt(pid: int) -> Process:
    """Take a process that runs, by its id or one of its threads'.

    Raises:
        KernelError: ESRCH no such process, EPERM not ours.
    """
    try:
        os.kill(pid, 0) if pid > 0 else _no_process()
        return Process(_leader(pid))
    except OSError as error:
        number = errno.EPERM if error.errno == errno.EPERM else errno.ESRCH
        raise KernelError(number, f"process {pid}") from error


def _leader(tid: int) -> int:
    """Return the process that thread *tid* is of; itself, if /proc does not tell."""
    with contextlib.suppress(OSError), open(f"/proc/{tid}/status", "rb") as file:  # noqa: PTH123 - as above
        for line in file:
            if line.startswith(b"Tgid:"):
                return int(line[5:])
    return tid


def _no_process() -> NoReturn:
    """Refuse what kill(2) would take for a group."""
    raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))


class Process:
    """A process by its pidfd. Of one that is not our child, the status is not known: 0."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.fd = os.pidfd_open(pid)
        self._returncode: int | None = None

    def __del__(self) -> None:
        fd = getattr(self, "fd", -1)
        if fd >= 0:
            os.close(fd)

    @property
    def returncode(self) -> int | None:
        """None while it runs; then its exit status, or -signal."""
        if self._returncode is None:
            self._returncode = self._ended()
        return self._returncode

    def go(self) -> None:
        """Do nothing: it runs."""

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end; return `returncode`, None if *timeout* seconds passed first."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return None
            with contextlib.suppress(ProcessLookupError):
                _wait_for(self.pid, left)
        return self._returncode

    def signal(self, number: int) -> None:
        """Send it a signal; one that has ended hears nothing."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def detach(self) -> None:
        """Stop watching: `fd` turns readable; idempotent."""
        reading, writing = os.pipe()
        os.close(writing)
        os.dup2(reading, self.fd, inheritable=False)
        os.close(reading)

    def _ended(self) -> int | None:
        """Return the status if it has ended."""
        try:
            fd = os.pidfd_open(self.pid)
        except OSError:
            return 0
        try:
            return 0 if _readable(fd, 0) else None
        finally:
            os.close(fd)


class Started(Process):
    """A child of ours."""

    def __init__(self, argv: Sequence[str], **how: Unpack[Spawn]) -> None:
        env: Mapping[str, str] = how.get("env", os.environ)
        cwd = how.get("cwd", "")
        self._name = argv[0]
        self._path, self._problem = _find(argv[0], env, cwd)
        held, self._go = os.pipe()
        self._report, report = os.pipe()
        environment = {os.fsencode(key): os.fsencode(value) for key, value in env.items()}
        streams = (how.get("stdin", -1), how.get("stdout", -1), how.get("stderr", -1))
        with warnings.catch_warnings():
            # Python 3.12 warns of fork among threads; the child does no more than exec
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            _child((self._path, list(argv), environment), cwd, streams, (held, self._go, report))
        os.close(held)
        os.close(report)
        super().__init__(pid)

    def __del__(self) -> None:
        self._let_go()
        super().__del__()

    def go(self) -> None:
        """Let it exec; wait until it has.

        Raises:
            CommandError: no such command (127), not executable (126), or no such *cwd* (125).
        """
        if self._go < 0:
            return
        if not self._problem:
            with contextlib.suppress(BrokenPipeError):
                os.write(self._go, b"g")
        report = b"" if self._problem else os.read(self._report, _REPORT.size)
        self._let_go()
        if self._problem or report:
            self.wait()
        if self._problem:
            reason = os.strerror(self._problem) if "/" in self._name else "command not found"
            if self._problem == errno.EACCES:
                reason = os.strerror(errno.EACCES)
            raise CommandError(f"{self._name}: {reason}", status(self._problem))
        if report:
            kind, number = _REPORT.unpack(report)
            if kind == _CHDIR:
                raise CommandError(f"cannot enter the directory: {os.strerror(number)}", _OWN_FAULT)
            raise CommandError(f"{self._name}: {os.strerror(number)}", status(number))

    def detach(self) -> None:
        """Stop watching; one that was never let go ends."""
        self._let_go()
        super().detach()

    def _let_go(self) -> None:
        """Close the pipes; a child that is still held ends by that."""
        for name in ("_go", "_report"):
            fd = getattr(self, name, -1)
            if fd >= 0:
                setattr(self, name, -1)
                os.close(fd)

    def _ended(self) -> int | None:
        """Return the status if it has ended, and reap it."""
        try:
            pid, code = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:  # somebody else reaped it
            return 0
        return os.waitstatus_to_exitcode(code) if pid else None


def status(error: int) -> int:
    """Return a shell's exit status for an exec that failed with *error*."""
    return _NOT_FOUND if error in {errno.ENOENT, errno.ENOTDIR} else _NOT_EXECUTABLE


def _find(name: str, env: Mapping[str, str], cwd: str) -> tuple[str, int]:
    """Return the file that command *name* is, and 0 or the errno for why there is none."""
    if "/" in name:
        full = os.path.join(cwd, name)
        return name, errno.EISDIR if os.path.isdir(full) else 0
    problem = errno.ENOENT
    for folder in env.get("PATH", _PATH).split(":"):
        path = os.path.join(folder or ".", name)
        full = os.path.join(cwd, path)
        if os.access(full, os.X_OK) and not os.path.isdir(full):
            return path, 0
        if os.path.exists(full) and not os.path.isdir(full):
            problem = errno.EACCES
    return name, problem


def _child(
    what: tuple[str, list[str], dict[bytes, bytes]],
    cwd: str,
    streams: tuple[int, ...],
    pipes: tuple[int, int, int],
) -> NoReturn:
    """Be the child: prepare, wait for the word, exec; report what fails; never return."""
    held, go, report = pipes
    kind = _CHDIR
    try:
        os.close(go)  # the parent's death must end the wait
        _plain_signals()
        held, report = _redirect(streams, held, report)
        if cwd:
            os.chdir(cwd)
        kind = _EXEC
        if os.read(held, 1):
            _exec(*what)
    except OSError as error:
        os.write(report, _REPORT.pack(kind, error.errno or errno.EIO))
    finally:
        os._exit(_NOT_FOUND)


def _plain_signals() -> None:
    """Forget Python's handlers, and give SIGPIPE and SIGXFSZ, which Python ignores, back."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)) or number in {signal.SIGPIPE, signal.SIGXFSZ}:
            signal.signal(number, signal.SIG_DFL)


def _redirect(streams: tuple[int, ...], *own: int) -> tuple[int, ...]:
    """Make *streams* the fds 0 to 2 (-1: as they are); return our *own*, moved out of the way."""
    moved = tuple(fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 3) for fd in own)
    sources = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 3) if fd >= 0 else fd for fd in streams]
    for number, fd in enumerate(sources):
        if fd >= 0:
            os.dup2(fd, number)
    return moved


def _exec(path: str, argv: list[str], env: dict[bytes, bytes]) -> None:
    """Exec; a text without ``#!`` is run by the shell, as execvp(3) does."""
    try:
        os.execve(path, argv, env)  # noqa: S606 - no shell is wanted
    except OSError as error:
        if error.errno != errno.ENOEXEC or not _is_text(path):
            raise
        os.execve("/bin/sh", ["sh", path, *argv[1:]], env)  # noqa: S606 - this is it


def _is_text(path: str) -> bool:
    """Tell whether *path* looks like a script: no NUL in its first line (as bash looks)."""
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        start = file.read(128)
    return b"\0" not in start.partition(b"\n")[0]


def _wait_for(pid: int, timeout: float | None) -> None:
    """Wait until process *pid* has ended, at most *timeout* seconds."""
    fd = os.pidfd_open(pid)
    try:
        _readable(fd, timeout)
    finally:
        os.close(fd)


def _readable(fd: int, timeout: float | None) -> bool:
    """Wait until *fd* is readable."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(None if timeout is None else timeout * 1000))
