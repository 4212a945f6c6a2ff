"""Maps that programs are verified against and cannot use here: their attributes, and no memory.

Every type of Linux 6.18 can be created, so that every program can be proved. A program that refers
to a map of these is loaded *verified only* (`beebox.box.programs`).
"""

from __future__ import annotations

from errno import E2BIG, EINVAL, ENOENT, EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox.abi.enums import MapFlag, MapType
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import Map
from beebox.box.maps.creation import CHECKS
from beebox.box.pages import PAGE, Pages
from beebox.errors import ENOTSUPP, KernelError

if TYPE_CHECKING:
    from beebox.box.maps.base import Host


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
    """An arena: where user space wants it is known, and no page of it is there."""

    __slots__ = ()

    @property
    def user_start(self) -> int:
        """The address that the map's maker chose (map_extra)."""
        return int(self.attr.map_extra)

    @property
    def value_address(self) -> int:
        """As arena_map_direct_value_addr."""
        return self.user_start


class MapOfMaps(Described):
    """An array or hash of maps: the user side can fill it, programs cannot look in yet.

    kernel/bpf/map_in_map.c, bpf_map_meta_alloc, bpf_map_meta_equal.
    """

    __slots__ = ("_elements", "inner")

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        self.inner = host.map(attr.inner_map_fd)
        self._elements: dict[bytes, Map] = {}
        try:
            _check_inner(self.inner)
            super().__init__(attr, host)
        except KernelError:
            self.inner.drop()
            raise

    @property
    def inner_map(self) -> Map:
        """What the maps in it are like."""
        return self.inner

    def read(self, key: bytes) -> bytes:
        """Return the id of the map under *key* (bpf_map_fd_sys_lookup_elem)."""
        return self._found(key).id.to_bytes(4, "little")

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Put the map of the fd *value* (bpf_map_fd_get_ptr)."""
        if flags and self.type == MapType.ARRAY_OF_MAPS:
            raise KernelError(EINVAL)
        self._check_key(key)
        found = self.host.map(int.from_bytes(value, "little"))
        if not same_shape(self.inner, found):
            found.drop()
            raise KernelError(EINVAL, f"map {found.name} is not like those in {self.name}")
        old = self._elements.pop(key, None)
        self._elements[key] = found
        if old is not None:
            old.drop()

    def remove(self, key: bytes) -> None:
        """Take a map out."""
        self._check_key(key)
        self._found(key)
        self._elements.pop(key).drop()

    def _check_key(self, key: bytes) -> None:
        indexed = self.type == MapType.ARRAY_OF_MAPS
        if indexed and int.from_bytes(key, "little") >= self.max_entries:
            raise KernelError(E2BIG)

    def _found(self, key: bytes) -> Map:
        found = self._elements.get(key)
        if found is None:
            raise KernelError(ENOENT)
        return found

    def die(self) -> None:
        """Drop what is inside."""
        for found in self._elements.values():
            found.drop()
        self.inner.drop()
        super().die()


def _check_inner(inner: Map) -> None:
    """Refuse what cannot be inside a map (bpf_map_meta_alloc)."""
    if isinstance(inner, MapOfMaps):
        raise KernelError(EINVAL, "a map of maps of maps")
    if inner.type in _NEVER_INSIDE:
        raise KernelError(ENOTSUPP, f"{MapType(inner.type).name} maps inside a map")


def same_shape(model: Map, found: Map) -> bool:
    """Say whether *found* may stand where *model* was promised (bpf_map_meta_equal)."""

    def shape(of: Map) -> tuple[int, ...]:
        return of.type, of.key_size, of.value_size, of.attr.map_flags

    if shape(model) != shape(found):
        return False
    inlined = model.type == MapType.ARRAY and not model.attr.map_flags & MapFlag.INNER_MAP
    return not inlined or model.max_entries == found.max_entries


_NEVER_INSIDE = (
    MapType.PROG_ARRAY,
    MapType.CGROUP_STORAGE,
    MapType.PERCPU_CGROUP_STORAGE,
    MapType.STRUCT_OPS,
)
"""types without map_meta_equal"""
