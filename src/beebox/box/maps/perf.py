"""BPF_MAP_TYPE_PERF_EVENT_ARRAY: a perf event a CPU, into whose buffer programs write.

An element is the address of the event's native `beebox.box.perf.Buffer`, 0 if there is none
(kernel/bpf/arraymap.c, perf_event_array_map_ops).
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
from collections.abc import Callable
from errno import E2BIG, EINVAL, ENOENT
from typing import TYPE_CHECKING, Any, ClassVar

from beebox.abi.enums import MapFlag
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.array import array_delete, array_next_key
from beebox.box.maps.base import ACCESS, ENOTSUPP, Map, MapHeader, access_ok, pages, refuse
from beebox.box.pages import PAGE, Pages
from beebox.errors import KernelError
from beebox.pylang import Unit, native, ptr, u8, u64

if TYPE_CHECKING:
    from beebox.box.perf import OutputEvent


class PerfEventArray(MapHeader):
    """The array's memory."""

    events: ptr[u64]


@native
def perf_lookup(array: ptr[PerfEventArray], key: ptr[u8]) -> ptr[u8] | None:
    """Find nothing: programs may not look in (perf_event_array has no lookup for them)."""
    return None


class PerfArray(Map):
    """An array of perf events. What was put through an fd goes when that fd is closed."""

    struct = PerfEventArray
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        perf_lookup,
        array_delete,
        array_delete,
        array_next_key,
    )
    __slots__ = ("_entries",)

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As fd_array_map_alloc_check."""
        allowed = MapFlag.NUMA_NODE | MapFlag.RDONLY | MapFlag.WRONLY | MapFlag.PRESERVE_ELEMS
        if attr.value_size != 4 or attr.map_flags & ACCESS & ~allowed:
            raise refuse(EINVAL, "a perf event array has values of 4 bytes")
        if attr.max_entries == 0 or attr.key_size != 4:
            raise refuse(EINVAL, "a perf event array has a key of 4 bytes and entries")
        if attr.map_flags & ~allowed or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - its events are the CPUs'
        """Put the addresses behind the header."""
        self._entries: dict[int, tuple[OutputEvent, int]] = {}
        memory = pages(PAGE + 8 * self.max_entries)
        array: Any = PerfEventArray.at(memory.address)
        array.events = memory.address + PAGE
        return memory

    def unit(self) -> Unit:
        """Return the unit of this kind."""
        return UNIT

    def read(self, key: bytes) -> bytes:  # noqa: ARG002
        """Refuse: bpf_fd_array_map_lookup_elem."""
        raise KernelError(ENOTSUPP)

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:
        """Put the event whose fd is *value* (bpf_fd_array_map_update_elem)."""
        index = int.from_bytes(key, "little")
        if flags:
            raise KernelError(EINVAL)
        if index >= self.max_entries:
            raise KernelError(E2BIG)
        event = self.host.output_event(int.from_bytes(value, "little"))
        self._replace(index, event, fd)

    def remove(self, key: bytes) -> None:
        """Take the event out (__fd_array_map_delete_elem)."""
        index = int.from_bytes(key, "little")
        if index >= self.max_entries:
            raise KernelError(E2BIG)
        if index not in self._entries:
            raise KernelError(ENOENT)
        self._replace(index, None, -1)

    def _replace(self, index: int, event: OutputEvent | None, fd: int) -> None:
        old = self._entries.pop(index, None)
        place = ctypes.c_uint64.from_address(self.header + PAGE + 8 * index)
        place.value = 0 if event is None else event.address
        if event is not None:
            self._entries[index] = (event, fd)
        if old is not None:
            self.host.synchronize()
            old[0].drop()

    def fd_closed(self, fd: int) -> None:
        """Take out what came through *fd* (perf_event_fd_array_release)."""
        if self.attr.map_flags & MapFlag.PRESERVE_ELEMS:
            return
        for index, (_, came) in tuple(self._entries.items()):
            if came == fd:
                self._replace(index, None, -1)

    def die(self) -> None:
        """Drop the events, free the memory."""
        for index in tuple(self._entries):
            self._replace(index, None, -1)
        super().die()


UNIT = Unit("maps.perf", [perf_lookup, array_delete, array_next_key])
