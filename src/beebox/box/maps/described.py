"""Maps that programs are verified against and cannot use here: their attributes, and no memory.

Every type of Linux 6.18 can be created, so that every program can be proved. A program that refers
to a map of these is loaded *verified only* (`beebox.box.programs`).
"""

from __future__ import annotations

from errno import EBUSY, EINVAL, EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox.abi.enums import MapType
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import Map
from beebox.box.maps.creation import CHECKS
from beebox.box.pages import PAGE, Pages
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.maps.base import Host
    from beebox.box.pages import Shared


class Described(Map):
    """A map of which the box knows what it is, and keeps nothing."""

    __slots__ = ()

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        super().__init__(attr, host)
        self.unserved = f"{MapType(self.type).name.lower()} maps"

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As the type's own map_alloc_check."""
        CHECKS[attr.map_type](attr)

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - there is nothing for any CPU
        """Make a place that no program reads: maps have addresses."""
        return Pages(PAGE)

    def _fill(self) -> None:
        """Leave it empty: no program calls its operations."""

    def numbered(self, number: int) -> None:
        """Take no note of the id: `Map.id` has it."""

    def _missing(self) -> KernelError:
        return KernelError(EOPNOTSUPP, f"elements of {self.unserved} in the box")

    def read(self, key: bytes) -> bytes:  # noqa: ARG002
        """Refuse."""
        raise self._missing()

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Refuse."""
        raise self._missing()

    def remove(self, key: bytes) -> None:  # noqa: ARG002
        """Refuse."""
        raise self._missing()

    def next(self, key: bytes | None) -> bytes:  # noqa: ARG002
        """Refuse."""
        raise self._missing()


class Arena(Described):
    """An arena: where user space has it is known, and programs see no page of it."""

    __slots__ = ("_memory",)

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        super().__init__(attr, host)
        self._memory: Pages | None = None

    @property
    def user_start(self) -> int:
        """The address that the map's maker chose (map_extra), or where it was mapped."""
        return int(self.attr.map_extra) or (self._memory.address if self._memory else 0)

    @property
    def value_address(self) -> int:
        """As arena_map_direct_value_addr."""
        return self.user_start

    def mmap(self, length: int, offset: int, *, writable: bool) -> Shared:
        """Return memory for user space alone, all zero: arena_map_mmap."""
        if offset:
            raise KernelError(EINVAL, f"map {self.name} is mapped from its start")
        if self._memory is None:
            self._memory = Pages(length)
        if length > self._memory.length:
            raise KernelError(EBUSY, f"map {self.name} is mapped already, with another length")
        return self.share(self._memory.address, length, writable=writable)

    def die(self) -> None:
        """Give the memory back."""
        if self._memory is not None:
            self._memory.close()
        super().die()
