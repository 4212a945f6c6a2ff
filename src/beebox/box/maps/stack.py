"""BPF_MAP_TYPE_STACK_TRACE (kernel/bpf/stackmap.c): stacks by a number that their content gives.

As many places as the next power of two of max_entries; which one a stack goes to, a hash of its
addresses says. Two stacks of one place are a collision, which programs hear of.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
from collections.abc import Callable
from errno import E2BIG, EEXIST, EINVAL, ENOENT, ENOMEM
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import Map, MapHeader, pages
from beebox.box.maps.creation import stack_trace
from beebox.box.maps.spin import lock, unlock
from beebox.box.pages import PAGE, Pages
from beebox.pylang import Struct, Unit, addr, cast, cpu, i64, native, ptr, u8, u32, u64

_FAST_COMPARE = 1 << 9
_REUSE = 1 << 10
_HEAD = 8


class Place(Struct):
    """One stack: *depth* addresses behind it; 0: there is none."""

    hash: u32
    depth: u32


class StackMap(MapHeader):
    """The places."""

    places: ptr[u8]
    count: u32
    stride: u32
    lock: u32
    used: u32


@native
def place(stacks: ptr[StackMap], number: u32) -> ptr[Place]:
    """Return place *number*."""
    return cast(ptr[Place], stacks.places + u64(number) * u64(stacks.stride))


@native
def digest(stack: ptr[u64], depth: u32) -> u32:
    """Return a number that is another for almost every stack."""
    value = u64(0xCBF2_9CE4_8422_2325)
    for at in range(depth):
        value = (value ^ stack[at]) * u64(0x1000_0000_01B3)
        value ^= value >> u64(29)
    return u32(value >> u64(32))


@native
def same(one: ptr[u64], other: ptr[u64], depth: u32) -> bool:
    """Say whether two stacks are equal."""
    at = u32(0)
    while at < depth and one[at] == other[at]:
        at += 1
    return at == depth


@native
def keep(stacks: ptr[StackMap], stack: ptr[u64], depth: u32, flags: u64) -> i64:
    """Put a stack in, cut to what a value holds; return its number, -EEXIST of a collision.

    -ENOMEM: it is full.
    """
    depth = min(depth, stacks.value_size // 8)
    found = digest(stack, depth)
    number = found & (stacks.count - 1)
    here = place(stacks, number)
    kept = cast(ptr[u64], cast(ptr[u8], here) + _HEAD)
    lock(addr(stacks.lock))
    alike = here.depth != 0 and here.hash == found
    result = i64(number)
    if alike and (flags & _FAST_COMPARE) != 0:
        unlock(addr(stacks.lock))
        return result
    if not (alike and here.depth == depth and same(kept, stack, depth)):
        if here.depth != 0 and (flags & _REUSE) == 0:
            result = i64(-EEXIST)
        elif stacks.used >= stacks.max_entries:
            result = i64(-ENOMEM)  # another one is made before the old one goes
        else:
            if here.depth == 0:
                stacks.used += 1
            here.hash, here.depth = found, depth
            cpu.copy(kept, stack, u64(depth) * 8)
    unlock(addr(stacks.lock))
    return result


@native
def copy(stacks: ptr[StackMap], key: ptr[u32], value: ptr[u8]) -> i64:
    """Give a stack to the user side, with zeroes behind it (bpf_stackmap_copy)."""
    number = key[0]
    if number >= stacks.count:
        return -ENOENT
    here = place(stacks, number)
    lock(addr(stacks.lock))
    size = u64(here.depth) * 8
    cpu.copy(value, cast(ptr[u8], here) + _HEAD, size)
    unlock(addr(stacks.lock))
    cpu.fill(value + size, 0, u64(stacks.value_size) - size)
    return i64(-ENOENT) if size == 0 else i64(0)


@native
def no_lookup(stacks: ptr[StackMap], key: ptr[u32]) -> ptr[u8] | None:
    """Find nothing: programs do not look into it."""
    return None


@native
def no_update(stacks: ptr[StackMap], key: ptr[u32]) -> i64:
    """Refuse."""
    return -EINVAL


@native
def delete(stacks: ptr[StackMap], key: ptr[u32]) -> i64:
    """Take a stack out."""
    if key[0] >= stacks.count:
        return -E2BIG
    here = place(stacks, key[0])
    lock(addr(stacks.lock))
    depth = here.depth
    here.depth = 0
    if depth != 0:
        stacks.used -= 1
    unlock(addr(stacks.lock))
    return i64(-ENOENT) if depth == 0 else i64(0)


@native
def next_key(stacks: ptr[StackMap], key: ptr[u32] | None, following: ptr[u32]) -> i64:
    """Find the next stack."""
    number = u32(0)
    if key is not None and key[0] < stacks.count and place(stacks, key[0]).depth != 0:
        number = key[0] + 1
    while number < stacks.count and place(stacks, number).depth == 0:
        number += 1
    if number >= stacks.count:
        return -ENOENT
    following[0] = number
    return 0


class StackTrace(Map):
    """Stacks by their numbers."""

    struct = StackMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (no_lookup, no_update, delete, next_key)
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As stack_map_alloc."""
        stack_trace(attr)

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one table for all
        """Put the places behind the header."""
        if self.attr.map_flags & MapFlag.STACK_BUILD_ID:
            self.unserved = "stacks by build ids"
        count = 1 << (self.max_entries - 1).bit_length()
        stride = _HEAD + self.value_size
        memory = pages(PAGE + count * stride)
        stacks: Any = StackMap.at(memory.address)
        stacks.places = memory.address + PAGE
        stacks.count, stacks.stride = count, stride
        return memory

    def unit(self) -> Unit:
        """Return the unit."""
        return UNIT

    def read(self, key: bytes) -> bytes:
        """Return the stack under *key*."""
        found = ctypes.create_string_buffer(self.value_size)
        run = self.host.user_run
        self.refuse(self.function(copy)(self.header, key, found, 0, 0, run))
        return found.raw


UNIT = Unit("maps.stack", [no_lookup, no_update, delete, next_key, copy])
