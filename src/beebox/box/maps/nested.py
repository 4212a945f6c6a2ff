"""BPF_MAP_TYPE_ARRAY_OF_MAPS and HASH_OF_MAPS (kernel/bpf/map_in_map.c, arraymap.c, hashtab.c).

The user side puts fds of maps that are like the first one, the model; programs get the address of
a map's header, which is what they have of any map.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from errno import EINVAL, ENOENT
from typing import TYPE_CHECKING, Any, ClassVar

from beebox.abi.enums import MapFlag, MapType
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps import hash as table_of
from beebox.box.maps.array import Array, array_delete, array_next_key
from beebox.box.maps.base import Map, refuse
from beebox.box.maps.fd import FdArray, FdArrayMap
from beebox.box.maps.hash import (
    Hash,
    HashMap,
    hash_delete,
    hash_lookup,
    hash_next_key,
    hash_update,
    percpu_put,
)
from beebox.errors import ENOTSUPP, KernelError
from beebox.pylang import Unit, cast, native, ptr, u8, u32, u64

if TYPE_CHECKING:
    from beebox.box.maps.base import Host

_NOT_INDEXED = MapFlag.MMAPABLE | MapFlag.INNER_MAP
_NEVER_INSIDE = (
    MapType.PROG_ARRAY,
    MapType.CGROUP_STORAGE,
    MapType.PERCPU_CGROUP_STORAGE,
    MapType.STRUCT_OPS,
    MapType.ARRAY_OF_MAPS,
    MapType.HASH_OF_MAPS,
)
"""types without map_meta_equal, and maps of maps"""


@native
def array_of_maps_lookup(array: ptr[FdArrayMap], key: ptr[u32]) -> u64:
    """Return the address of the map at *key* (array_of_map_lookup_elem)."""
    index = key[0]
    if index >= array.max_entries:
        return 0
    return array.elements[index]


@native
def hash_of_maps_lookup(table: ptr[HashMap], key: ptr[u8]) -> u64:
    """Return the address of the map under *key* (htab_of_map_lookup_elem)."""
    value = hash_lookup(table, key)
    if value is None:
        return 0
    return cast(ptr[u64], value)[0]


class ArrayOfMaps(FdArray):
    """An array of maps."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        array_of_maps_lookup,
        array_delete,
        array_delete,
        array_next_key,
    )
    __slots__ = ("inner",)

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        self.inner = model(attr, host)
        super().__init__(attr, host)
        self.unserved = self.inner.unserved

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As array_map_alloc_check after fd_array_map_alloc_check."""
        flags = attr.map_flags
        wrong = flags & (_NOT_INDEXED | MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG)
        if attr.value_size != 4 or wrong:
            raise refuse(EINVAL, "an array of maps has values of 4 bytes")
        Array.check(attr)

    def unit(self) -> Unit:
        """Return the unit of all of them."""
        return ARRAYS

    @property
    def inner_map(self) -> Map:
        """What the maps in it are like."""
        return self.inner

    @property
    def inside(self) -> list[Map]:
        """The maps that are in it."""
        found: Any = [element for element, _ in tuple(self._elements.values())]
        return list(found)

    def get(self, fd: int) -> Map:
        """Return the map of *fd* (bpf_map_fd_get_ptr)."""
        return admitted(self, self.inner, fd)

    def address_of(self, element: Map) -> int:
        """Return its header's."""
        return element.header

    def read(self, key: bytes) -> bytes:
        """Return the id of the map at *key* (bpf_fd_array_map_lookup_elem)."""
        found = self._elements.get(int.from_bytes(key, "little"))
        if found is None:
            raise KernelError(ENOENT)
        inside: Any = found[0]
        return int(inside.id).to_bytes(4, "little")

    def die(self) -> None:
        """Let go of the model, too."""
        self.inner.drop()
        super().die()


class HashOfMaps(Hash):
    """A hash of maps."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        hash_of_maps_lookup,
        hash_update,
        hash_delete,
        hash_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    __slots__ = ("_maps", "inner")

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        self.inner = model(attr, host)
        self._maps: dict[bytes, Map] = {}
        super().__init__(attr, host)
        self.unserved = self.inner.unserved

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As fd_htab_map_alloc_check."""
        if attr.value_size != 4:
            raise refuse(EINVAL, "a hash of maps has values of 4 bytes")
        Hash.check(attr)

    def unit(self) -> Unit:
        """Return the unit for this size of key."""
        return _hashes(self.key_size)

    @property
    def inner_map(self) -> Map:
        """What the maps in it are like."""
        return self.inner

    @property
    def inside(self) -> list[Map]:
        """The maps that are in it."""
        return list(self._maps.values())

    def read(self, key: bytes) -> bytes:
        """Return the id of the map under *key* (bpf_fd_htab_map_lookup_elem)."""
        found = self._maps.get(key)
        if found is None:
            raise KernelError(ENOENT)
        return found.id.to_bytes(4, "little")

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Put the map of the fd *value* (bpf_fd_htab_map_update_elem)."""
        found = admitted(self, self.inner, int.from_bytes(value, "little"))
        try:
            address = found.header.to_bytes(8, "little")
            self.refuse(self.function(percpu_put)(self.header, key, address, flags, 0, 8))
        except KernelError:
            found.drop()
            raise
        old = self._maps.pop(key, None)
        self._maps[key] = found
        if old is not None:
            self.host.retire(old)

    def remove(self, key: bytes) -> None:
        """Take a map out."""
        super().remove(key)
        self.host.retire(self._maps.pop(key))

    def die(self) -> None:
        """Let go of what is inside, and of the model."""
        for found in self._maps.values():
            self.host.retire(found)
        self.inner.drop()
        super().die()


def model(attr: MapCreateAttr, host: Host) -> Map:
    """Return the map that all inside are to be like, referenced (bpf_map_meta_alloc).

    Raises:
        KernelError: EBADF, EINVAL, ENOTSUPP.
    """
    found = host.map(attr.inner_map_fd)
    if found.type in _NEVER_INSIDE:
        found.drop()
        nested = found.inner_map is not None
        name = MapType(found.type).name
        raise KernelError(EINVAL if nested else ENOTSUPP, f"{name} maps inside a map")
    return found


def admitted(outer: Map, inner: Map, fd: int) -> Map:
    """Return the map of *fd*, referenced, if it may be in *outer*.

    Raises:
        KernelError: EBADF, EINVAL.
    """
    found = outer.host.map(fd)
    if not same_shape(inner, found):
        found.drop()
        raise KernelError(EINVAL, f"map {found.name} is not like those in {outer.name}")
    return found


def same_shape(wanted: Map, found: Map) -> bool:
    """Say whether *found* may stand where *wanted* was promised (bpf_map_meta_equal)."""

    def shape(of: Map) -> tuple[int, ...]:
        return of.type, of.key_size, of.value_size, of.attr.map_flags

    if shape(wanted) != shape(found):
        return False
    inlined = wanted.type == MapType.ARRAY and not wanted.attr.map_flags & MapFlag.INNER_MAP
    return not inlined or wanted.max_entries == found.max_entries


ARRAYS = Unit("maps.nested", [array_of_maps_lookup, array_delete, array_next_key])
_units: dict[int, Unit] = {}


def _hashes(size: int) -> Unit:
    """Return the unit for keys of *size* bytes."""
    found = _units.get(size)
    if found is None:
        functions = (*table_of.FUNCTIONS, hash_of_maps_lookup)
        found = _units[size] = Unit("maps.nested_hash", functions, constants={"KEY_SIZE": size})
    return found
