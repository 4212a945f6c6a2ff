"""BPF_MAP_TYPE_PERF_EVENT_ARRAY: a perf event a CPU, into whose buffer programs write.

An element is the address of the event's native `beebox.box.perf.Buffer` (kernel/bpf/arraymap.c,
perf_event_array_map_ops).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from beebox.abi.enums import MapFlag
from beebox.box.maps.fd import FdArray
from beebox.errors import ENOTSUPP, KernelError

if TYPE_CHECKING:
    from beebox.box.objects import Element


class PerfArray(FdArray):
    """An array of perf events. What was put through an fd goes when that fd is closed."""

    allowed: ClassVar[int] = FdArray.allowed | MapFlag.PRESERVE_ELEMS
    __slots__ = ()

    def get(self, fd: int) -> Element:
        """Return the output event of *fd* (perf_event_fd_array_get_ptr)."""
        return self.host.output_event(fd)

    def read(self, key: bytes) -> bytes:  # noqa: ARG002
        """Refuse: bpf_fd_array_map_lookup_elem."""
        raise KernelError(ENOTSUPP)

    def fd_closed(self, fd: int) -> None:
        """Take out what came through *fd* (perf_event_fd_array_release)."""
        if self.attr.map_flags & MapFlag.PRESERVE_ELEMS:
            return
        for index, (_, came) in tuple(self._elements.items()):
            if came == fd:
                self._replace(index, None, -1)
