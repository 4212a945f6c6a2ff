"""Starting a command so that it waits, before its exec, until it is watched.

The child is a fork that reads from a pipe what to do: which filter to put on itself and which file
to execute. If beebox dies before telling it, the pipe ends and the child with it.
"""

# pathlib costs 5 ms at start.
# ruff: noqa: PTH116, PTH118

from __future__ import annotations

import contextlib
import ctypes
import errno as errnos
import os
import signal
import stat
import warnings
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn, TypedDict, Unpack

from beebox.abi.syscalls import numbers
from beebox.errors import CommandError

_PR_SET_NO_NEW_PRIVS: Final = 38
_SET_MODE_FILTER: Final = 1
_NOT_FOUND: Final = 127
_NOT_EXECUTABLE: Final = 126

_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class How(TypedDict, total=False):
    """How to start a command; what is absent is inherited."""

    env: Mapping[str, str]
    cwd: str
    stdin: int
    stdout: int
    stderr: int


class Held:
    """A child that waits in `spawn` to be told what to execute."""

    __slots__ = ("_answer", "_order", "argv", "env", "pid")

    def __init__(self, argv: Sequence[str], **how: Unpack[How]) -> None:
        if not argv:
            raise CommandError("no command given", _NOT_FOUND)
        self.argv = list(argv)
        self.env = dict(os.environ if how.get("env") is None else how["env"])
        order, self._order = os.pipe()
        self._answer, answer = os.pipe()
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        with warnings.catch_warnings():
            # Since 3.12 a fork with threads warns; this child only reads, filters and executes.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            os.close(self._order)  # if beebox dies, reading ends
            _child(order, answer, self.argv, self.env, how, mask)
        os.close(order)
        os.close(answer)

    def find(self) -> str:
        """Return the file that the command's name means.

        Raises:
            CommandError: there is none, or none that can be executed.
        """
        return find(self.argv[0], self.env)

    def release(self, path: str, rules: bytes) -> None:
        """Let it put the filter *rules* on itself and execute *path*.

        Raises:
            CommandError: it could not; the child has ended.
        """
        # A child that was killed leaves nobody to read: its exit status tells the rest.
        with contextlib.suppress(BrokenPipeError), os.fdopen(self._order, "wb") as order:
            self._order = -1
            data = os.fsencode(path) + b"\0" + rules
            order.write(len(data).to_bytes(4, "little") + data)
        with os.fdopen(self._answer, "rb") as answer:
            self._answer = -1
            failure = answer.read()
        if failure:
            number, _, step = failure.decode().partition(" ")
            raise _refused(self.argv[0], step, int(number))

    def abandon(self) -> None:
        """Close our ends: a child that still waits ends."""
        for fd in (self._order, self._answer):
            if fd >= 0:
                os.close(fd)
        self._order = self._answer = -1


def find(name: str, env: Mapping[str, str]) -> str:
    """Return the file that a shell with environment *env* would execute for *name*.

    Raises:
        CommandError: there is none (127), or none that can be executed (126).
    """
    if "/" in name:
        return name
    refused = False
    for directory in os.get_exec_path(env) if name else ():
        path = os.path.join(directory or ".", name)
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):
                continue
        except OSError:
            continue
        if os.access(path, os.X_OK):
            return path
        refused = True
    if refused:
        raise CommandError(f"{name}: {os.strerror(errnos.EACCES)}", _NOT_EXECUTABLE)
    raise CommandError(f"{name}: command not found", _NOT_FOUND)


def _refused(name: str, step: str, number: int) -> CommandError:
    missing = number in {errnos.ENOENT, errnos.ENOTDIR}
    what = f"{name}: " if step == "exec" else f"{name}: {step}: "
    return CommandError(what + os.strerror(number), _NOT_FOUND if missing else _NOT_EXECUTABLE)


def _child(
    order: int,
    answer: int,
    argv: list[str],
    env: dict[str, str],
    how: How,
    mask: set[int | signal.Signals],
) -> NoReturn:
    """Be the child: wait for the order, obey, say what failed. Never returns to the caller."""
    step = "prepare"
    try:
        with os.fdopen(order, "rb") as source:
            # Not to its end: children started after this one have that pipe's other end too.
            data = source.read(int.from_bytes(source.read(4), "little"))
        if data:
            _redirect(how)
            if (cwd := how.get("cwd")) is not None:
                step = f"cannot enter {cwd}"
                os.chdir(cwd)
            step = "seccomp"
            path, _, rules = data.partition(b"\0")
            # What Python ignores at its start a command expects as it was.
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            _put_filter(rules)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            step = "exec"
            os.execve(path, argv, env)  # noqa: S606 - no shell, on purpose
    except OSError as error:
        os.write(answer, f"{error.errno} {step}".encode())
    finally:
        os._exit(_NOT_FOUND)


def _redirect(how: How) -> None:
    # First out of the way of 0, 1 and 2, which may be given in any order.
    given = (how.get("stdin"), how.get("stdout"), how.get("stderr"))
    copies = [None if fd is None else os.dup(fd) for fd in given]
    for place, fd in enumerate(copies):
        if fd is not None:
            os.dup2(fd, place)
            os.close(fd)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _put_filter(rules: bytes) -> None:
    """seccomp(2): filter this thread and what it will start.

    Privileges cannot be gained under a filter unless the one who puts it has CAP_SYS_ADMIN, so
    NO_NEW_PRIVS is set only where the kernel insists.
    """
    if not rules:
        return
    buffer = ctypes.create_string_buffer(rules, len(rules))
    program = _Program(len(rules) // 8, ctypes.addressof(buffer))
    call = (numbers()["seccomp"], _SET_MODE_FILTER, 0, ctypes.byref(program))
    if _LIBC.syscall(*call) == 0:
        return
    zero = ctypes.c_ulong(0)
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero)
    if _LIBC.syscall(*call) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
