"""BPF_MAP_TYPE_BLOOM_FILTER (kernel/bpf/bloom_filter.c): says whether a value may be in it.

A value sets as many bits as the map has hashes (map_extra, 5 if 0). Linux hashes with jhash and a
random seed, so which values are found by mistake is nowhere promised.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Mapping
from errno import E2BIG, EINVAL, ENOENT, EOPNOTSUPP
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.pages import PAGE, Pages
from beebox.errors import KernelError
from beebox.pylang import Unit, addr, cpu, i64, native, ptr, u8, u32, u64

_KMALLOC_MAX = 1 << 22
_HASHES = 5
_FEWEST = 64
_MOST = 1 << 32


class BloomMap(MapHeader):
    """The filter's memory."""

    words: ptr[u32]
    mask: u64
    """Bits, less one."""
    seed: u64
    hashes: u32


@native
def position(bloom: ptr[BloomMap], value: ptr[u8], turn: u32) -> u64:
    """Return which bit hash *turn* of *value* is: FNV-1a, and mixed."""
    code: u64 = bloom.seed ^ u64(turn) * u64(0x9E37_79B9_7F4A_7C15)
    for at in range(bloom.value_size):
        code = (code ^ u64(value[at])) * u64(0x0000_0100_0000_01B3)
    code = (code ^ (code >> 32)) * u64(0x9E37_79B9_7F4A_7C15)
    return (code ^ (code >> 29)) & bloom.mask


@native
def bloom_push(bloom: ptr[BloomMap], value: ptr[u8], flags: u64) -> i64:
    """Put *value* in (bloom_map_push_elem)."""
    if flags != 0:
        return -EINVAL
    for turn in range(bloom.hashes):
        at = position(bloom, value, turn)
        cpu.atomic_or(addr(bloom.words[at // 32]), u32(1) << u32(at % 32))
    return 0


@native
def bloom_peek(bloom: ptr[BloomMap], value: ptr[u8]) -> i64:
    """Say whether *value* may have been put in: 0 or -ENOENT (bloom_map_peek_elem)."""
    for turn in range(bloom.hashes):
        at = position(bloom, value, turn)
        if bloom.words[at // 32] >> u32(at % 32) & 1 == 0:
            return -ENOENT
    return 0


@native
def no_lookup(bloom: ptr[BloomMap], key: ptr[u8]) -> ptr[u8] | None:
    """Find nothing: there are no keys."""
    return None


@native
def no_update(bloom: ptr[BloomMap], key: ptr[u8]) -> i64:
    """Refuse: there are no keys."""
    return -EINVAL


@native
def no_change(bloom: ptr[BloomMap], key: ptr[u8]) -> i64:
    """Refuse: nothing can be taken out."""
    return -EOPNOTSUPP


class Bloom(Map):
    """A bloom filter."""

    struct = BloomMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        no_lookup,
        no_update,
        no_change,
        no_change,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "push": bloom_push,
        "pop": no_change,
        "peek": bloom_peek,
    }
    asked: ClassVar[bool] = True
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As bloom_map_alloc; map_extra is the number of hashes."""
        if attr.value_size > _KMALLOC_MAX:
            raise refuse(E2BIG, f"a value of {attr.value_size} bytes")
        if attr.key_size or not attr.value_size or not attr.max_entries or attr.map_extra & ~0xF:
            raise refuse(EINVAL, "values without keys, entries, and at most 15 hashes")
        allowed = MapFlag.NUMA_NODE | MapFlag.ZERO_SEED | ACCESS
        if attr.map_flags & ~allowed or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one filter for all
        """Put the bits behind the header: as many as make mistakes rarest, to a power of two."""
        hashes = self.attr.map_extra or _HASHES
        wanted = min(self.max_entries * hashes // 5 * 7, _MOST)
        bits = max(1 << (max(wanted, 1) - 1).bit_length(), _FEWEST)
        memory = pages(PAGE + bits // 8)
        bloom: Any = BloomMap.at(memory.address)
        bloom.words = memory.address + PAGE
        bloom.mask = bits - 1
        bloom.hashes = hashes
        zero = self.attr.map_flags & MapFlag.ZERO_SEED
        bloom.seed = 0 if zero else int.from_bytes(os.urandom(8), "little")
        return memory

    def unit(self) -> Unit:
        """Return the unit of all filters."""
        return UNIT

    def ask(self, value: bytes) -> None:
        """Return if *value* may have been put in.

        Raises:
            KernelError: ENOENT, it was not.
        """
        run = self.host.user_run
        self.refuse(self.function(bloom_peek)(self.header, value, None, 0, 0, run))

    def take(self, key: bytes) -> bytes:  # noqa: ARG002
        """Refuse: nothing can be taken out."""
        raise KernelError(EOPNOTSUPP)

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Put a value in."""
        third = ctypes.c_char_p(flags)  # where other operations have a value
        run = self.host.user_run
        self.refuse(self.function(bloom_push)(self.header, value, third, 0, 0, run))


UNIT = Unit("maps.bloom", [bloom_push, bloom_peek, no_lookup, no_update, no_change])
