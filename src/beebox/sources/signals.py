"""What the kernel's signal_deliver tracepoint would say of a signal that a task is about to take.

ptrace(2) stops for every signal, also those that a task without a tracer would never be sent
because it ignores them (sig_ignored); those are left out. A signal that ends a process at once
becomes SIGKILL for all its threads when it is sent (complete_signal), and so it is told of
(kernel/signal.c of 6.18). Not seen is a signal that is ignored but was blocked when it was sent.
"""

from __future__ import annotations

import ctypes
import signal
import struct
from typing import Final, NamedTuple

from beebox.sources import procfs, ptrace

_IGNORED: Final = frozenset({signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH})
_STOPPING: Final = frozenset({signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})
_DUMPING: Final = frozenset(
    {
        signal.SIGQUIT, signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGFPE,
        signal.SIGSEGV, signal.SIGBUS, signal.SIGSYS, signal.SIGXCPU, signal.SIGXFSZ,
    }
)  # fmt: skip
"""By default these end a process with a core dump, by themselves (SIG_KERNEL_COREDUMP_MASK)."""


class Delivery(NamedTuple):
    """A signal that is taken: with what siginfo has, and whether it ends the process."""

    number: int
    error: int = 0
    code: int = 0
    fatal: bool = False


def delivery(tid: int, number: int) -> Delivery | None:
    """Return what to tell of signal *number*, at whose delivery *tid* is stopped; None: nothing."""
    found = procfs.dispositions(tid)
    info = ctypes.create_string_buffer(128)
    if found is None or not ptrace.attempt(ptrace.GETSIGINFO, tid, 0, ctypes.addressof(info)):
        return None
    _, error, code = struct.unpack_from("<3i", info)
    bit = 1 << number - 1
    if found.caught & bit:
        return Delivery(number, error, code)
    if found.ignored & bit or number in _IGNORED:
        return None
    if number in _STOPPING:
        return Delivery(number, error, code)
    if number in _DUMPING:
        return Delivery(number, error, code, fatal=True)
    return Delivery(signal.SIGKILL, fatal=True)
