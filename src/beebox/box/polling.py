"""poll(2) by itself: unlike select.poll it says when a signal ended it."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from errno import EBADF, EINTR

from beebox.errors import KernelError

PATIENCE = 1.0
"""Seconds after which a sleeper looks by itself: another one may have taken its wake-up."""

_POLLIN = 1
_POLLNVAL = 0x20


class _PollFd(ctypes.Structure):
    """struct pollfd."""

    _fields_ = (("fd", ctypes.c_int), ("events", ctypes.c_short), ("revents", ctypes.c_short))


_poll = ctypes.CDLL(None, use_errno=True).poll
_poll.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int)


def poll(fds: Sequence[int], seconds: float) -> list[int] | None:
    """Return those of *fds* that are readable within *seconds*; None if a signal came first.

    Raises:
        KernelError: EBADF.
    """
    rows = (_PollFd * len(fds))(*[_PollFd(fd, _POLLIN, 0) for fd in fds])
    if _poll(rows, len(fds), max(0, -int(-seconds * 1000 // 1))) < 0:
        error = ctypes.get_errno()
        if error == EINTR:
            return None
        raise KernelError(error, "poll")
    for row in rows:
        if row.revents & _POLLNVAL:
            raise KernelError(EBADF, f"poll fd {row.fd}")
    return [row.fd for row in rows if row.revents]


def drain(fd: int) -> None:
    """Make eventfd *fd* unreadable."""
    try:
        os.eventfd_read(fd)
    except BlockingIOError:
        return
