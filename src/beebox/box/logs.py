"""The log of a load: where the caller wants it, and what happens when it does not fit.

kernel/bpf/log.c. The whole text is made first and written once.
"""

from __future__ import annotations

from errno import EINVAL, ENOSPC
from typing import TYPE_CHECKING

from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.usermem import UserMemory

_LEVELS = 1 | 2 | 4 | 8
_FIXED = 8
_UINT_MAX = (1 << 32) - 1


class Log:
    """Where a caller wants a log: level, buffer, size (kernel/bpf/log.c).

    Raises:
        KernelError: EINVAL, the three do not go together.
    """

    __slots__ = ("_address", "_memory", "_size", "level")

    def __init__(self, memory: UserMemory, level: int, address: int, size: int) -> None:
        bad = bool(address) != bool(size) or (address and not level)
        if bad or level & ~_LEVELS or size > _UINT_MAX >> 2:
            raise KernelError(EINVAL, "log level, buffer and size")
        self.level = level
        self._memory = memory
        self._address = address
        self._size = size

    def finish(self, text: str) -> int:
        """Write the log; return how big a buffer would have held it.

        What does not fit is cut at the front, or with BPF_LOG_FIXED at the end. `full` tells.
        """
        data = text.encode(errors="surrogateescape") + b"\0"
        if not self.level or not text:
            if self._address:
                self._memory.write(self._address, b"\0")
            return 0
        if self._address:
            self._memory.write(self._address, self._cut(data))
        return len(data)

    def _cut(self, data: bytes) -> bytes:
        if len(data) <= self._size:
            return data
        if self.level & _FIXED:
            return data[: self._size - 1] + b"\0"
        return data[-self._size :]

    def full(self, true_size: int) -> bool:
        """Say whether a log of *true_size* was cut: the load fails with ENOSPC then."""
        return bool(self._address) and true_size > self._size


def refuse_cut(log: Log, true_size: int) -> None:
    """Raise ENOSPC if the log was cut (bpf_vlog_finalize)."""
    if log.full(true_size):
        raise KernelError(ENOSPC, f"the log needs {true_size} bytes")
