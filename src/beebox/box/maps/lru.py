"""BPF_MAP_TYPE_LRU_HASH and LRU_PERCPU_HASH: hash maps that forget (kernel/bpf/bpf_lru_list.c).

A full table makes room for a new key: what no program looked up for long goes. Linux keeps lists of
active and inactive elements, for each CPU a few free ones in advance, so that it may forget before
the table is full, and near enough the oldest. Here a hand goes round over marks that lookups set
(`beebox.box.maps.hash.forget`); the table is full first. Which key goes is nowhere promised.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from collections.abc import Callable, Mapping
from errno import E2BIG, EINVAL
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag
from beebox.abi.structs import MapCreateAttr
from beebox.bits import align_up
from beebox.box.maps import hash as table_of
from beebox.box.maps.array import PERCPU_MAX
from beebox.box.maps.base import ACCESS, access_ok, refuse
from beebox.box.maps.hash import (
    END,
    Hash,
    HashMap,
    PerCpuHash,
    find,
    hash_delete,
    hash_key,
    hash_lookup,
    hash_next_key,
    hash_update,
    percpu_hash_for_each,
    percpu_hash_update,
    value_of,
)
from beebox.box.pages import Pages
from beebox.box.run import Run
from beebox.errors import ENOTSUPP
from beebox.pylang import Unit, native, ptr, u8, u32, u64

_ALLOWED = (
    MapFlag.NO_PREALLOC | MapFlag.NO_COMMON_LRU | MapFlag.NUMA_NODE | MapFlag.ZERO_SEED | ACCESS
)


@native
def marked(table: ptr[HashMap], key: ptr[u8]) -> u32:
    """Return the number of *key*'s element, marked as used, or a link with `END` set."""
    number = find(table, key, hash_key(table, key))
    used_of = table.used_of
    if number < END and used_of is not None and used_of[number] == 0:
        used_of[number] = 1
    return number


@native
def lru_lookup(table: ptr[HashMap], key: ptr[u8]) -> ptr[u8] | None:
    """Return the address of the value under *key* (htab_lru_map_lookup_elem)."""
    number = marked(table, key)
    if number >= END:
        return None
    return value_of(table, number)


@native
def lru_percpu_lookup(
    table: ptr[HashMap], key: ptr[u8], c: u64, d: u64, e: u64, run: ptr[Run]
) -> ptr[u8] | None:
    """Return the address of the asking CPU's value under *key*."""
    number = marked(table, key)
    if number >= END:
        return None
    return value_of(table, number) + u64(run.cpu) * table.stride


@native
def lru_percpu_lookup_of(table: ptr[HashMap], key: ptr[u8], of: u32) -> ptr[u8] | None:
    """Return the address of CPU *of*'s value under *key*."""
    if of >= table.cpus:
        return None
    number = marked(table, key)
    if number >= END:
        return None
    return value_of(table, number) + u64(of) * table.stride


class LruHash(Hash):
    """A hash map that forgets."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        lru_lookup,
        hash_update,
        hash_delete,
        hash_next_key,
    )
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As htab_map_alloc_check."""
        _check(attr)
        if attr.map_flags & MapFlag.NUMA_NODE and attr.map_flags & MapFlag.NO_COMMON_LRU:
            raise refuse(EINVAL, "a list for each CPU lives on every node")

    def make(self, cpus: int) -> Pages:
        """As htab_map_alloc: with a list for each CPU, each has the same number of elements."""
        if self.attr.map_flags & MapFlag.NO_COMMON_LRU:
            self.max_entries = align_up(self.max_entries, cpus)
        return super().make(cpus)

    def marks(self) -> int:
        """Return one for each element; they are numbered from 1 on."""
        return self.max_entries + 2

    def unit(self) -> Unit:
        """Return the unit for this size of key."""
        return _unit(self.key_size)

    def find(self, key: bytes) -> int:
        """Return the address of the value under *key*: the user side's lookups do not count."""
        return self.function(hash_lookup)(self.header, key, None, 0, 0, self.host.user_run)


class LruPerCpuHash(LruHash, PerCpuHash):
    """A hash map that forgets, of which each CPU has its own values."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        lru_percpu_lookup,
        percpu_hash_update,
        hash_delete,
        hash_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "for_each": percpu_hash_for_each,
        "lookup_percpu": lru_percpu_lookup_of,
    }
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As htab_map_alloc_check."""
        _check(attr)
        if attr.map_flags & MapFlag.NUMA_NODE:
            raise refuse(EINVAL, "a per-CPU map lives on every node")
        if align_up(attr.value_size, 8) > PERCPU_MAX:
            raise refuse(E2BIG, f"a per-CPU value of {attr.value_size} bytes")


def _check(attr: MapCreateAttr) -> None:
    """Refuse what no map that forgets may be."""
    if attr.map_flags & ~_ALLOWED or not access_ok(attr.map_flags):
        raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
    if attr.map_flags & MapFlag.NO_PREALLOC:
        raise refuse(ENOTSUPP, "an LRU map is allocated at once")
    flags = attr.map_flags
    attr.map_flags &= ~MapFlag.NO_COMMON_LRU
    Hash.check(attr)
    attr.map_flags = flags


_units: dict[int, Unit] = {}


def _unit(size: int) -> Unit:
    """Return the unit for keys of *size* bytes."""
    found = _units.get(size)
    if found is None:
        functions: list[Any] = [
            *table_of.FUNCTIONS,
            lru_lookup,
            lru_percpu_lookup,
            lru_percpu_lookup_of,
        ]
        found = _units[size] = Unit("maps.lru", functions, constants={"KEY_SIZE": size})
    return found
