"""What processes map, told by the kernel as it happens: so nothing of one that ends soon is missed.

A perf event that counts nothing but tells of mappings (PERF_RECORD_MMAP2) and of exec (in
PERF_RECORD_COMM), one for each CPU, inherited by threads and children. kernel/events/core.c:
perf_event_mmap_output, perf_event_comm_output.
"""

from __future__ import annotations

import errno
import os
import struct
from operator import itemgetter
from types import TracebackType
from typing import Self

from beebox.abi.enums import PerfSoftware, PerfType
from beebox.abi.structs import PerfEventAttr
from beebox.errors import KernelError
from beebox.kernel.api import Kernel
from beebox.kernel.perf_ring import PAGE, PerfRing
from beebox.sources.mappings import Mappings, Region

_COMM, _FORK, _MMAP2 = 3, 7, 10
_EXEC = 1 << 13
"""PERF_RECORD_MISC_COMM_EXEC"""
_SAMPLE_TIME = 1 << 2
"""so each record ends with its time: a task's records are in the rings of all its CPUs"""
_TASK = struct.Struct("<II")
_TIME = struct.Struct("<Q")
_AREA = struct.Struct("<QQQ")
_NAME = 72
"""where in a PERF_RECORD_MMAP2 the file's name begins"""
_RING = 64 * PAGE


class Watch:
    """Tells *seen* what process *pid* maps, and all that it starts from now on; a context manager.

    What it had mapped before is asked of /proc.

    Raises:
        KernelError: the kernel does not tell us (EACCES: not ours).
    """

    def __init__(self, kernel: Kernel, pid: int, seen: Mappings) -> None:
        self._rings: list[PerfRing] = []
        self._cpu = 0
        self._seen = seen
        try:
            while self._open(kernel, pid):
                pass
        except KernelError:
            self.close()
            raise
        seen.look(pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self, kernel: Kernel, pid: int) -> bool:
        """Open the ring of the next CPU of the machine; False: there are no more."""
        cpu, self._cpu = self._cpu, self._cpu + 1
        try:
            fd = kernel.perf_event_open(_attributes(), pid, cpu)
        except KernelError as error:
            if error.errno == errno.ENODEV:
                return True  # it is offline
            if error.errno == errno.EINVAL and cpu:
                return False
            raise
        self._rings.append(PerfRing(kernel, fd, _RING))
        return True

    @property
    def lost(self) -> int:
        """How many mappings were not told: there was no room."""
        return sum(ring.lost for ring in self._rings)

    def take(self) -> None:
        """Take note of all that was mapped since; before addresses are told as names."""
        found = [
            (_TIME.unpack_from(record, len(record) - _TIME.size)[0], kind, flags, bytes(record))
            for ring in self._rings
            for kind, flags, record in ring.drain()
            if kind in (_COMM, _FORK, _MMAP2)
        ]
        for _, kind, flags, record in sorted(found, key=itemgetter(0)):
            self._note(kind, flags, record)

    def _note(self, kind: int, flags: int, record: bytes) -> None:
        pid, other = _TASK.unpack_from(record, 8)
        if kind == _MMAP2:
            start, size, offset = _AREA.unpack_from(record, 16)
            path = os.fsdecode(record[_NAME:].partition(b"\0")[0])
            path = "" if path.startswith("//") else path  # perf's word for memory of no file
            self._seen.mapped(pid, Region(start, start + size, offset, path))
        elif kind == _FORK and pid != other:
            self._seen.forked(pid, other)
        elif kind == _COMM and flags & _EXEC:
            self._seen.executed(pid)

    def close(self) -> None:
        """Stop."""
        while self._rings:
            self._rings.pop().close()


def _attributes() -> PerfEventAttr:
    return PerfEventAttr(
        type=PerfType.SOFTWARE,
        config=PerfSoftware.DUMMY,
        inherit=1,
        mmap=1,
        mmap2=1,
        comm=1,
        comm_exec=1,
        task=1,
        sample_type=_SAMPLE_TIME,
        sample_id_all=1,
        exclude_kernel=1,
        watermark=1,
        wakeup_events=_RING // 2,
    )
