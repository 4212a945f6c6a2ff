"""Tier 1 in the background: LLVM works in a process of its own, while tier 0 serves.

So LLVM's 50 MB and its import are never ours, it takes only what the CPUs have to spare, a program
that ends while LLVM works just ends, and what LLVM dies of kills nobody else. The child is Python
with our module search path; program and object go through pipes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO

from beebox.errors import BeeboxError, NotSupported
from beebox.vm.source import Source

_NICE = 19
_DONE = b"object\n"
_FAILED = b"error\n"
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from beebox.vm.background import serve; serve()"


class Job:
    """One compilation. `result` waits for it; `cancel` may end it at any time."""

    __slots__ = ("_fd", "_pid", "_said", "_status", "_told")

    def __init__(self, source: Source) -> None:
        """Start the child.

        Raises:
            NotSupported: this Python cannot start another.
        """
        import pickle  # noqa: PLC0415 - with the first hot program

        if not sys.executable:
            raise NotSupported("starting a Python to compile in", "this one does not know its path")
        self._status = 0
        try:
            self._begin(pickle.dumps(source))
        except OSError as error:
            raise NotSupported(f"starting a Python to compile in: {error.strerror}") from error

    def _begin(self, source: bytes) -> None:
        """Start the child with *source* for its input."""
        with contextlib.ExitStack() as files:
            given, self._said, self._told = (
                files.enter_context(_file(name)) for name in ("source", "object", "errors")
            )
            given.write(source)
            given.seek(0)
            self._pid = _start(given.fileno(), self._said.fileno(), self._told.fileno())
            self._fd = os.pidfd_open(self._pid)
            files.pop_all()
        given.close()

    def result(self) -> bytes:
        """Wait for the object and return it.

        Raises:
            BeeboxError: there is none; what the child said.
        """
        status = self._wait()
        said = _all(self._said)
        if said.startswith(_DONE) and not status:
            return said.removeprefix(_DONE)
        if said.startswith(_FAILED):
            raise BeeboxError(said.removeprefix(_FAILED).decode())
        lines = _all(self._told).decode(errors="replace").strip().splitlines()
        last = f": {lines[-1]}" if lines else ""
        raise BeeboxError(f"the compiler ended with status {status}{last}")

    def _wait(self) -> int:
        """Wait for the child's end, once; return its exit status."""
        if self._pid:
            with contextlib.suppress(ChildProcessError):  # where SIGCHLD is ignored, none is left
                _, status = os.waitpid(self._pid, 0)
                self._status = os.waitstatus_to_exitcode(status)
            self._pid = 0
        return self._status

    def cancel(self) -> None:
        """End the child, if it runs. Whoever waits in `result` gets an error."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._fd, signal.SIGKILL)

    def close(self) -> None:
        """End the child, if it runs, and forget it."""
        self.cancel()
        self._wait()
        os.close(self._fd)
        self._said.close()
        self._told.close()


def _file(name: str) -> BinaryIO:
    """Return a file in memory."""
    return os.fdopen(os.memfd_create(name), "w+b", buffering=0)


def _all(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _start(given: int, said: int, told: int) -> int:
    """Start the child with these fds for its input, output and errors; return its pid."""
    fds = enumerate((given, said, told))
    return os.posix_spawn(
        sys.executable,
        [sys.executable, "-I", "-c", _CHILD, *sys.path],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, fd, number) for number, fd in fds],
        setpgroup=0,  # a Ctrl-C at the terminal is not for it
        setsigmask=(),
    )


def serve() -> None:
    """Be the child: compile what the input says; write the object, or what went wrong."""
    import pickle  # noqa: PLC0415 - the parent has what it needs

    from beebox.vm import objects  # noqa: PLC0415 - as above

    os.nice(_NICE)
    source: Source = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    try:
        said = _DONE + objects.build(source)
    except BeeboxError as error:
        said = _FAILED + str(error).encode()
    sys.stdout.buffer.write(said)
