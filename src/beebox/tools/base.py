"""What the tools share: options, output, and the run of a session from attach to exit status."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self, TextIO, Unpack

from beebox.errors import BeeboxError, CommandError

if TYPE_CHECKING:
    from beebox.kernel.api import Child, Spawn
    from beebox.loader import Loaded


_NOBODY = (1 << 32) - 1
"""(uid_t)-1, the id that no user has"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that every tool has."""
    parser.add_argument(
        "-d", "--duration", type=positive, metavar="SECONDS", help="report for that long"
    )
    parser.add_argument("-j", "--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write events there, apart from COMMAND's output"
    )


def add_tasks(parser: argparse.ArgumentParser) -> None:
    """Add the options that say whose doings are meant (`beebox.lang.library.task`)."""
    add = parser.add_argument
    add("-p", "--pid", type=process, help="only this process; it may already run")
    add("-t", "--tid", type=process, help="only this thread")
    add("-u", "--uid", type=user, help="only this user")


def tasks(options: argparse.Namespace, command: Sequence[str]) -> dict[str, int]:
    """Return the values of that module's constants that the options and a COMMAND mean."""
    given = {"only_pid": options.pid, "only_tid": options.tid, "only_uid": options.uid}
    chosen = {name: value for name, value in given.items() if value is not None}
    return {**chosen, "only_watched": bool(command)}


def positive(text: str) -> float:
    """Parse a number of seconds above zero."""
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return value


def process(text: str) -> int:
    """Parse the id of a process or thread."""
    if not text.isdecimal() or not 0 < int(text) < 1 << 31:
        raise argparse.ArgumentTypeError(f"{text!r} is not the id of a process")
    return int(text)


def user(text: str) -> int:
    """Parse the id of a user."""
    if not text.isdecimal() or int(text) >= _NOBODY:
        raise argparse.ArgumentTypeError(f"{text!r} is not the id of a user")
    return int(text)


def nowhere(_pid: int) -> None:
    """Aim at nothing: the programs' sections say where they go."""


GRACE = 1.0
"""Seconds that a killed command has to end."""


class Output:
    """Where events go: standard output or a file, as text or as JSON."""

    def __init__(self, path: str | None, *, as_json: bool) -> None:
        self.as_json = as_json
        self._path = path
        self._file: TextIO = open_output(path) if path else sys.stdout
        self._lines: list[str] = []

    def line(self, text: str) -> None:
        """Add one line of text."""
        self._lines.append(text)
        if len(self._lines) >= 512:
            self.flush()

    def record(self, values: dict[str, object]) -> None:
        """Add one JSON object."""
        self.line(json.dumps(values, ensure_ascii=True))

    def trace(self, text: str) -> None:
        """Add a line that a program printed."""
        self.record({"type": "printk", "data": text}) if self.as_json else self.line(text)

    def written(self, text: str) -> None:
        """Add a line that an iterator wrote."""
        self.record({"type": "iter", "data": text}) if self.as_json else self.line(text)

    def event(self, name: str, value: object) -> None:
        """Add a record of buffer *name*."""
        if self.as_json:
            self.record({"type": "event", "map": name, "data": value})
        else:
            self.line(f"{name}: {value if isinstance(value, str) else json.dumps(value)}")

    def flush(self) -> None:
        """Hand what was added to the reader."""
        lines, self._lines = self._lines, []
        try:
            if lines:
                self._file.write("\n".join(lines) + "\n")
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(self._path or "standard output", error) from error

    def close(self) -> None:
        """Flush, and close what was opened."""
        try:
            self.flush()
        finally:
            if self._path:
                with contextlib.suppress(OSError):  # told by the flush
                    self._file.close()


def open_output(path: str) -> TextIO:
    """Open *path* for writing, any byte of a file name included."""
    try:
        return open(path, "w", encoding="utf-8", errors="surrogateescape")  # noqa: PTH123 - pathlib costs start-up time
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(name: str, error: OSError) -> BeeboxError:
    return BeeboxError(f"{name}: {error.strerror}")


class Session:
    """One tool at work: starts COMMAND or adopts a process, yields events, tells the losses.

    The first SIGINT or SIGTERM ends the session; with a COMMAND it is passed on to it (a terminal
    has already done so for SIGINT) and the session ends with the command. The second one kills
    the command and ends the session at once. A context manager.
    """

    def __init__(self, live: Loaded, output: Output) -> None:
        self.live = live
        self.output = output
        self.child: Child | None = None
        self._signals = 0
        self._spawned = False
        self._passed = 0
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._handlers = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGINT, signal.SIGTERM)
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.live.close()
            self.output.close()
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            os.close(self._wake)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._signals += 1
        os.eventfd_write(self._wake, 1)
        if self._signals > 1:
            self._passed = signal.SIGKILL
        elif number != signal.SIGINT or not at_terminal():
            self._passed = number
        self._pass_on()

    def _pass_on(self) -> None:
        """Send COMMAND what is due to it; until it has started, that waits."""
        if self.child and self._spawned and self._passed:
            number, self._passed = self._passed, 0
            self.child.signal(number)

    def start(
        self,
        command: Sequence[str],
        pid: int | None = None,
        aim: Callable[[int], None] = nowhere,
        **how: Unpack[Spawn],
    ) -> None:
        """Start *command* under watch, or watch process *pid* that runs, or just attach.

        What was written so far stands above the output of *command*. Before anything is attached,
        *aim* is told the process that is meant, -1 for all.
        """
        if command:
            self.output.flush()
            self._spawned = True
            child = self.live.hold(command, **how)
            aim(child.pid)
            self.live.attach()
            child.go()
            self.child = child
            self._pass_on()
        elif pid is not None:
            aim(pid)
            self.child = self.live.adopt(pid)
        else:
            aim(-1)
            self.live.attach()

    def _ended(self) -> bool:
        self.output.flush()
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._wake)
        return self._signals > int(self._spawned)

    @property
    def over(self) -> bool:
        """Whether COMMAND has ended, or the user has enough."""
        return self._ended() or (self.child is not None and self.child.wait(0) is not None)

    def rounds(self, fds: Sequence[int], seconds: float | None = None) -> Iterator[None]:
        """Yield each time there may be something to read, until command, time or user ends it."""
        yield from self.live.rounds(fds, self.child, seconds, self._ended, [self._wake])

    def events(self, name: str, seconds: float | None = None) -> Iterator[memoryview]:
        """Yield the records of ring or perf buffer *name*; each is valid until the next."""
        reader = self.live.reader(name)
        for _ in self.rounds(reader.fds, seconds):
            yield from reader.drain()

    def finish(self) -> int:
        """Tell the losses; detach; wait for COMMAND; return the exit status to end with."""
        self.output.flush()
        lost = self.live.lost
        self.live.detach()
        if lost:
            print(f"Lost {lost} events", file=sys.stderr)
        return self._status(self.child) if self.child and self._spawned else 0

    def _status(self, child: Child) -> int:
        """Wait for the end of COMMAND, or a second signal; return the status a shell would give."""
        while child.wait(0) is None and not self._ended():
            self.live.kernel.poll([child.fd, self._wake], None)
        child.wait(GRACE)
        if child.returncode is None:
            raise CommandError("the command's end was not seen", 1)
        return child.returncode if child.returncode >= 0 else 128 - child.returncode


def at_terminal() -> bool:
    """Whether a terminal sends its signals to our process group, and so to the command's too."""
    for fd in (0, 1, 2):
        try:
            return os.tcgetpgrp(fd) == os.getpgrp()
        except OSError:
            continue
    return False
