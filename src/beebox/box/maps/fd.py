"""Arrays of what fds refer to: the user side puts fds, programs see addresses.

An element is the address of something native, 0 if there is nothing (kernel/bpf/arraymap.c,
fd_array_map_alloc_check and bpf_fd_array_map_*). The array holds a reference on what is in it.
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
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.pages import PAGE, Pages
from beebox.errors import KernelError
from beebox.pylang import Unit, native, ptr, u8, u64

if TYPE_CHECKING:
    from beebox.box.objects import Droppable


class FdArrayMap(MapHeader):
    """The array's memory."""

    elements: ptr[u64]


@native
def fd_array_lookup(array: ptr[FdArrayMap], key: ptr[u8]) -> ptr[u8] | None:
    """Find nothing: programs may not look in (fd_array_map_lookup_elem)."""
    return None


class FdArray(Map):
    """An array of fds; a family says what they may refer to (`get`)."""

    struct = FdArrayMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        fd_array_lookup,
        array_delete,
        array_delete,
        array_next_key,
    )
    allowed: ClassVar[int] = MapFlag.NUMA_NODE | MapFlag.RDONLY | MapFlag.WRONLY
    __slots__ = ("_elements",)

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As fd_array_map_alloc_check."""
        if attr.value_size != 4 or attr.map_flags & ACCESS & ~cls.allowed:
            raise refuse(EINVAL, "an array of fds has values of 4 bytes")
        if attr.max_entries == 0 or attr.key_size != 4:
            raise refuse(EINVAL, "an array of fds has a key of 4 bytes and entries")
        if attr.map_flags & ~cls.allowed or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one array for all
        """Put the addresses behind the header."""
        self._elements: dict[int, tuple[Droppable, int]] = {}
        memory = pages(PAGE + 8 * self.max_entries)
        array: Any = FdArrayMap.at(memory.address)
        array.elements = memory.address + PAGE
        return memory

    def unit(self) -> Unit:
        """Return the unit of all kinds."""
        return UNIT

    def get(self, fd: int) -> Droppable:
        """Return what *fd* refers to, referenced for the array (map_fd_get_ptr).

        Raises:
            KernelError: EBADF, EINVAL.
        """
        raise NotImplementedError

    def address_of(self, element: Any) -> int:
        """Return what programs find of what `get` returned."""
        return int(element.address)

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:
        """Put what the fd *value* refers to (bpf_fd_array_map_update_elem)."""
        index = int.from_bytes(key, "little")
        if flags:
            raise KernelError(EINVAL)
        if index >= self.max_entries:
            raise KernelError(E2BIG)
        self._replace(index, self.get(int.from_bytes(value, "little")), fd)

    def remove(self, key: bytes) -> None:
        """Take an element out (__fd_array_map_delete_elem)."""
        index = int.from_bytes(key, "little")
        if index >= self.max_entries:
            raise KernelError(E2BIG)
        if index not in self._elements:
            raise KernelError(ENOENT)
        self._replace(index, None, -1)

    def _replace(self, index: int, element: Droppable | None, fd: int) -> None:
        """Put *element*, which came through *fd* of the array; let go of what was there."""
        old = self._elements.pop(index, None)
        place = ctypes.c_uint64.from_address(self.header + PAGE + 8 * index)
        place.value = 0 if element is None else self.address_of(element)
        if element is not None:
            self._elements[index] = (element, fd)
        if old is not None:
            self.host.retire(old[0])

    def clear(self) -> None:
        """Take everything out."""
        for index in tuple(self._elements):
            self._replace(index, None, -1)

    def die(self) -> None:
        """Drop the elements, free the memory."""
        self.clear()
        super().die()


UNIT = Unit("maps.fd", [fd_array_lookup, array_delete, array_next_key])
