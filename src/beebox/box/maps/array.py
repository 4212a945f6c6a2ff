"""BPF_MAP_TYPE_ARRAY and PERCPU_ARRAY (kernel/bpf/arraymap.c)."""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from errno import E2BIG, EACCES, EEXIST, EINVAL, ENOENT, EPERM
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag, UpdateFlag
from beebox.abi.structs import MapCreateAttr
from beebox.bits import align_up
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.pages import PAGE, Pages, Shared
from beebox.box.run import Run
from beebox.errors import KernelError
from beebox.pylang import Unit, addr, cpu, i64, native, ptr, u8, u32, u64

_NOEXIST = UpdateFlag.NOEXIST.value
_EXIST = UpdateFlag.EXIST.value
_LOCK = UpdateFlag.LOCK.value
_INT_MAX = (1 << 31) - 1
PERCPU_MAX = 32768
"""PCPU_MIN_UNIT_SIZE: the greatest value of a per-CPU map."""


class ArrayMap(MapHeader):
    """An array's memory; of a per-CPU array each CPU has its own, *stride* bytes on."""

    values: ptr[u8]
    element: u64
    """Bytes from one value to the next, a multiple of 8."""
    stride: u64
    cpus: u32


@native
def array_lookup(array: ptr[ArrayMap], key: ptr[u32]) -> ptr[u8] | None:
    """Return the address of element *key*."""
    index = key[0]
    if index >= array.max_entries:
        return None
    return array.values + u64(index) * array.element


@native
def check_update(max_entries: u32, index: u32, flags: u64) -> i64:
    """Return 0 if element *index* may be written, else -errno (array_map_update_elem)."""
    if (flags & ~u64(_LOCK)) > _EXIST:
        return -EINVAL
    if index >= max_entries:
        return -E2BIG
    if (flags & _NOEXIST) != 0:
        return -EEXIST
    if (flags & _LOCK) != 0:
        return -EINVAL
    return 0


@native
def array_update(array: ptr[ArrayMap], key: ptr[u32], value: ptr[u8], flags: u64) -> i64:
    """Write element *key*."""
    error = check_update(array.max_entries, key[0], flags)
    if error == 0:
        cpu.copy(array.values + u64(key[0]) * array.element, value, array.value_size)
    return error


@native
def array_delete(array: ptr[ArrayMap], key: ptr[u32]) -> i64:
    """Refuse: an array's elements are always there."""
    return -EINVAL


@native
def array_next_key(array: ptr[ArrayMap], key: ptr[u32], found: ptr[u32]) -> i64:
    """Give the index behind *key*."""
    if key is None or key[0] >= array.max_entries:
        found[0] = 0
        return 0
    if key[0] == array.max_entries - 1:
        return -ENOENT
    found[0] = key[0] + 1
    return 0


@native
def percpu_lookup(
    array: ptr[ArrayMap], key: ptr[u32], c: u64, d: u64, e: u64, run: ptr[Run]
) -> ptr[u8] | None:
    """Return the address of element *key* of the CPU that asks."""
    index = key[0]
    if index >= array.max_entries:
        return None
    return array.values + (u64(run.cpu) * array.stride + u64(index) * array.element)


@native
def percpu_lookup_of(array: ptr[ArrayMap], key: ptr[u32], of: u32) -> ptr[u8] | None:
    """Return the address of CPU *of*'s element *key* (percpu_array_map_lookup_percpu_elem)."""
    index = key[0]
    if index >= array.max_entries or of >= array.cpus:
        return None
    return array.values + (u64(of) * array.stride + u64(index) * array.element)


@native
def percpu_update(
    array: ptr[ArrayMap], key: ptr[u32], value: ptr[u8], flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Write element *key* of the CPU that asks."""
    error = check_update(array.max_entries, key[0], flags)
    if error == 0:
        place = array.values + (u64(run.cpu) * array.stride + u64(key[0]) * array.element)
        cpu.copy(place, value, array.value_size)
    return error


@native
def array_for_each(
    array: ptr[ArrayMap], callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Call *callback* for each element until it returns 1 (bpf_for_each_array_elem)."""
    return each(array, callback, context, flags, array.values, run)


@native
def percpu_for_each(
    array: ptr[ArrayMap], callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Call *callback* for each element of the CPU that asks."""
    values = array.values + u64(run.cpu) * array.stride
    return each(array, callback, context, flags, values, run)


@native
def each(
    array: ptr[ArrayMap], callback: u64, context: u64, flags: u64, value: ptr[u8], run: ptr[Run]
) -> i64:
    """Call *callback* for each element, the first of which is at *value*; return how many."""
    if flags != 0:
        return -EINVAL
    key = addr(run.keys) + run.walks
    run.walks += 1
    done: u32 = 0
    stop: u64 = 0
    while stop == 0 and done < array.max_entries:
        key[0] = done
        stop = cpu.call(callback, array, key, value, context, 0, run)
        value = value + array.element
        done += 1
    run.walks -= 1
    return i64(done)


class Array(Map):
    """An array in one piece of memory; mapped by the user side if made MMAPABLE."""

    struct = ArrayMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        array_lookup,
        array_update,
        array_delete,
        array_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {"for_each": array_for_each}
    __slots__ = ("_values", "cpus", "element", "stride")

    allowed: ClassVar[int] = (
        MapFlag.NUMA_NODE | MapFlag.MMAPABLE | ACCESS | MapFlag.PRESERVE_ELEMS | MapFlag.INNER_MAP
    )
    forbidden: ClassVar[int] = MapFlag.PRESERVE_ELEMS

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As array_map_alloc_check."""
        if attr.max_entries == 0 or attr.key_size != 4 or attr.value_size == 0:
            raise refuse(EINVAL, "an array has a key of 4 bytes, a value and entries")
        if attr.map_flags & ~cls.allowed or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
        if attr.map_flags & cls.forbidden:
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
        if attr.value_size > _INT_MAX:
            raise refuse(E2BIG, f"a value of {attr.value_size} bytes")

    def make(self, cpus: int) -> Pages:
        """Values start on a page of their own: they may be mapped."""
        self.cpus = self.copies(cpus)
        self.element = align_up(self.value_size, 8)
        self.stride = align_up(self.element * self.max_entries, PAGE)
        memory = pages(PAGE + self.cpus * self.stride)
        native_map = ArrayMap.at(memory.address)
        self._values = memory.address + PAGE
        native_map.values = self._values  # type: ignore[assignment]  # an address, from this side
        native_map.element = self.element
        native_map.stride = self.stride
        native_map.cpus = self.cpus
        return memory

    def copies(self, cpus: int) -> int:  # noqa: ARG002 - the per-CPU kind asks
        """Return how many times the values are there."""
        return 1

    def unit(self) -> Unit:
        """Return the unit of both kinds."""
        return UNIT

    @property
    def value_address(self) -> int:
        """The first value, if there is but one (array_map_direct_value_addr)."""
        if self.max_entries != 1:
            return super().value_address
        return self._values

    def mmap(self, length: int, offset: int, *, writable: bool) -> Shared:
        """Share values (array_map_mmap)."""
        if not self.attr.map_flags & MapFlag.MMAPABLE:
            raise KernelError(EINVAL, f"map {self.name} was not made MMAPABLE")
        if writable and self.frozen:
            raise KernelError(EPERM, f"map {self.name} is frozen")
        if writable and self.attr.map_flags & MapFlag.RDONLY_PROG:
            raise KernelError(EACCES, f"map {self.name} is read-only for programs")
        if offset % PAGE or offset + length > self.stride:
            raise KernelError(EINVAL)
        return self.share(self._values + offset, length, writable=writable)


class PerCpuArray(Array):
    """An array of which each CPU has its own values."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        percpu_lookup,
        percpu_update,
        array_delete,
        array_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "for_each": percpu_for_each,
        "lookup_percpu": percpu_lookup_of,
    }
    forbidden: ClassVar[int] = MapFlag.PRESERVE_ELEMS | MapFlag.MMAPABLE | MapFlag.INNER_MAP
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As array_map_alloc_check."""
        super().check(attr)
        if attr.map_flags & MapFlag.NUMA_NODE:
            raise refuse(EINVAL, "a per-CPU map lives on every node")
        if align_up(attr.value_size, 8) > PERCPU_MAX:
            raise refuse(E2BIG, f"a per-CPU value of {attr.value_size} bytes")

    def copies(self, cpus: int) -> int:
        """Return one a CPU."""
        return cpus

    @property
    def user_size(self) -> int:
        """All CPUs' values, each padded to 8 bytes."""
        return self.cpus * self.element

    @property
    def value_address(self) -> int:
        """None: which one it is depends on the CPU."""
        return super(Array, self).value_address

    def _place(self, key: bytes, processor: int) -> int:
        index = int.from_bytes(key, "little")
        return self._values + processor * self.stride + index * self.element

    def read(self, key: bytes) -> bytes:
        """Return all CPUs' values (bpf_percpu_array_copy)."""
        if int.from_bytes(key, "little") >= self.max_entries:
            raise KernelError(ENOENT)
        return b"".join(
            ctypes.string_at(self._place(key, processor), self.element)
            for processor in range(self.cpus)
        )

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Write all CPUs' values (bpf_percpu_array_update)."""
        if flags > _EXIST:
            raise KernelError(EINVAL)
        if int.from_bytes(key, "little") >= self.max_entries:
            raise KernelError(E2BIG)
        if flags == _NOEXIST:
            raise KernelError(EEXIST)
        for processor in range(self.cpus):
            part = value[processor * self.element : (processor + 1) * self.element]
            ctypes.memmove(self._place(key, processor), part, len(part))


UNIT = Unit(
    "maps.array",
    [
        array_lookup,
        array_update,
        array_delete,
        array_next_key,
        array_for_each,
        percpu_lookup,
        percpu_lookup_of,
        percpu_update,
        percpu_for_each,
    ],
)
