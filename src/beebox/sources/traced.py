"""A process under watch, as its owner sees it: spawned or adopted."""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Callable
from typing import Protocol

from beebox.sources.start import Held


class Owner(Protocol):
    """What a `Traced` asks of its supervisor."""

    def begin(self, traced: Traced, held: Held) -> None:
        """Watch the held child, and let it execute its command."""

    def release(self, traced: Traced) -> None:
        """Stop watching."""


class Traced:
    """A process and what descends from it.

    A spawned one ends when all processes of its tree have ended; `returncode` is the command's
    own, known as soon as that has ended. An adopted one ends when its own process has.
    """

    def __init__(self, owner: Owner, pid: int, held: Held | None = None) -> None:
        self._owner = owner
        self._held = held
        self.pid = pid
        self.adopted = held is None
        self.fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self.returncode: int | None = None
        self.watched = False
        """The supervisor's thread has taken it in."""
        self.ended = False
        self.at_end: Callable[[], None] = lambda: None
        """Called when it has ended, before anybody is told."""

    def go(self) -> None:
        """Let a spawned child execute its command.

        Raises:
            CommandError: no such command (127) or not executable (126).
        """
        held, self._held = self._held, None
        if held is not None:
            self._owner.begin(self, held)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end; return `returncode`, None if *timeout* seconds passed first."""
        poll = select.poll()
        poll.register(self.fd, select.POLLIN)
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self.ended:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return None
            poll.poll(None if left is None else left * 1000 + 1)
        return self.returncode

    def signal(self, number: int) -> None:
        """Send its process a signal, if it has not ended."""
        if self.returncode is None and not (self.adopted and self.ended):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def detach(self) -> None:
        """Stop watching: no more events come of it.

        An adopted process runs on as if nothing had been. So does a spawned one until the
        supervisor is closed: its filter cannot be taken off, so it is still followed, silently.
        One that was never let go ends.
        """
        held, self._held = self._held, None
        if held is not None:
            self.cancel(held)
        elif not self.ended:
            self._owner.release(self)

    def cancel(self, held: Held) -> None:
        """End a child that has not been let go."""
        held.abandon()
        with contextlib.suppress(ChildProcessError):
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.finish()

    def finish(self) -> None:
        """Note the end."""
        if not self.ended:
            try:
                self.at_end()
            finally:
                self.ended = True
                os.eventfd_write(self.fd, 1)

    def __del__(self) -> None:
        with contextlib.suppress(OSError, AttributeError):
            os.close(self.fd)
