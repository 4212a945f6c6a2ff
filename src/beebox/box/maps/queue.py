"""BPF_MAP_TYPE_QUEUE and STACK (kernel/bpf/queue_stack_maps.c): values without keys.

A ring of one place more than there are entries: new values go to *head*; a queue gives the one at
*tail*, a stack the one before *head*. Everything happens under the map's lock.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from errno import E2BIG, EINVAL, ENOENT
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag, UpdateFlag
from beebox.abi.structs import MapCreateAttr
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.maps.spin import lock, unlock
from beebox.box.pages import PAGE, Pages
from beebox.pylang import Unit, addr, cpu, i64, native, ptr, u8, u32, u64

_NOEXIST = UpdateFlag.NOEXIST.value
_EXIST = UpdateFlag.EXIST.value
_KMALLOC_MAX = 1 << 22


class QueueMap(MapHeader):
    """The ring's memory."""

    values: ptr[u8]
    head: u32
    tail: u32
    lock: u32


@native
def place(ring: ptr[QueueMap], at: u32) -> ptr[u8]:
    """Return the address of place *at*."""
    return ring.values + u64(at) * u64(ring.value_size)


@native
def behind(ring: ptr[QueueMap], at: u32) -> u32:
    """Return the place behind *at*."""
    if at == ring.max_entries:
        return 0
    return at + 1


@native
def before(ring: ptr[QueueMap], at: u32) -> u32:
    """Return the place before *at*."""
    if at == 0:
        return ring.max_entries
    return at - 1


@native
def push(ring: ptr[QueueMap], value: ptr[u8], flags: u64) -> i64:
    """Add *value*; with BPF_EXIST the oldest goes if it is full (queue_stack_map_push_elem)."""
    if flags == _NOEXIST or flags > _EXIST:
        return -EINVAL
    lock(addr(ring.lock))
    full = behind(ring, ring.head) == ring.tail
    if full and flags == _EXIST:
        ring.tail = behind(ring, ring.tail)
    if not full or flags == _EXIST:
        cpu.copy(place(ring, ring.head), value, ring.value_size)
        ring.head = behind(ring, ring.head)
    unlock(addr(ring.lock))
    if full and flags != _EXIST:
        return -E2BIG
    return 0


@native
def queue_get(ring: ptr[QueueMap], value: ptr[u8], take: bool) -> i64:
    """Give the oldest (__queue_map_get)."""
    lock(addr(ring.lock))
    empty = ring.head == ring.tail
    if empty:
        cpu.fill(value, 0, ring.value_size)
    else:
        cpu.copy(value, place(ring, ring.tail), ring.value_size)
        if take:
            ring.tail = behind(ring, ring.tail)
    unlock(addr(ring.lock))
    if empty:
        return -ENOENT
    return 0


@native
def stack_get(ring: ptr[QueueMap], value: ptr[u8], take: bool) -> i64:
    """Give the newest (__stack_map_get)."""
    lock(addr(ring.lock))
    empty = ring.head == ring.tail
    if empty:
        cpu.fill(value, 0, ring.value_size)
    else:
        at = before(ring, ring.head)
        cpu.copy(value, place(ring, at), ring.value_size)
        if take:
            ring.head = at
    unlock(addr(ring.lock))
    if empty:
        return -ENOENT
    return 0


@native
def queue_pop(ring: ptr[QueueMap], value: ptr[u8]) -> i64:
    """Take the oldest out."""
    return queue_get(ring, value, True)


@native
def queue_peek(ring: ptr[QueueMap], value: ptr[u8]) -> i64:
    """Look at the oldest."""
    return queue_get(ring, value, False)


@native
def stack_pop(ring: ptr[QueueMap], value: ptr[u8]) -> i64:
    """Take the newest out."""
    return stack_get(ring, value, True)


@native
def stack_peek(ring: ptr[QueueMap], value: ptr[u8]) -> i64:
    """Look at the newest."""
    return stack_get(ring, value, False)


@native
def no_lookup(ring: ptr[QueueMap], key: ptr[u8]) -> ptr[u8] | None:
    """Find nothing: there are no keys."""
    return None


@native
def no_change(ring: ptr[QueueMap], key: ptr[u8]) -> i64:
    """Refuse: there are no keys."""
    return -EINVAL


class Queue(Map):
    """First in, first out."""

    struct = QueueMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        no_lookup,
        no_change,
        no_change,
        no_change,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "push": push,
        "pop": queue_pop,
        "peek": queue_peek,
    }
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As queue_stack_map_alloc_check."""
        if not attr.max_entries or attr.key_size or not attr.value_size:
            raise refuse(EINVAL, "values without keys, and entries")
        if attr.map_flags & ~(MapFlag.NUMA_NODE | ACCESS) or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
        if attr.value_size > _KMALLOC_MAX:
            raise refuse(E2BIG, f"a value of {attr.value_size} bytes")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one ring for all
        """Put the ring behind the header."""
        memory = pages(PAGE + (self.max_entries + 1) * self.value_size)
        ring: Any = QueueMap.at(memory.address)
        ring.values = memory.address + PAGE
        return memory

    def unit(self) -> Unit:
        """Return the unit of both kinds."""
        return UNIT

    def _give(self, how: str) -> bytes:
        found = ctypes.create_string_buffer(self.value_size)
        run = self.host.user_run
        self.refuse(self.function(self.more[how])(self.header, found, None, 0, 0, run))
        return found.raw

    def read(self, key: bytes) -> bytes:  # noqa: ARG002 - there are none
        """Return the value that is next."""
        return self._give("peek")

    def take(self, key: bytes) -> bytes:  # noqa: ARG002
        """Return the value that is next, and remove it."""
        return self._give("pop")

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Add a value."""
        third = ctypes.c_char_p(flags)  # where other operations have a value
        run = self.host.user_run
        self.refuse(self.function(push)(self.header, value, third, 0, 0, run))


class Stack(Queue):
    """Last in, first out."""

    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "push": push,
        "pop": stack_pop,
        "peek": stack_peek,
    }
    __slots__ = ()


UNIT = Unit(
    "maps.queue",
    [push, queue_pop, queue_peek, stack_pop, stack_peek, no_lookup, no_change],
)
