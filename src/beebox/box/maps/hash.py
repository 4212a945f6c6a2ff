"""BPF_MAP_TYPE_HASH and PERCPU_HASH (kernel/bpf/hashtab.c), specialised to the size of the key.

Elements lie in one array and are chained by number, from 1 on: a bucket holds the first, an element
the next one's. The end of a chain says which bucket it belongs to, so that a reader without a lock,
whose element was moved to another chain under it, notices and begins again (the kernel's
hlist_nulls). Writers take the table's lock. An update never writes over a value that a program may
be reading: it fills a free element and puts it in the old one's place, as the kernel's preallocated
table does. All zeroes is an empty table, so making one touches no memory.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Mapping
from errno import E2BIG, EEXIST, EINVAL, ENOENT
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag, UpdateFlag
from beebox.abi.structs import MapCreateAttr
from beebox.bits import align_up
from beebox.box.maps.array import PERCPU_MAX
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.maps.spin import lock, unlock
from beebox.box.pages import PAGE, Pages
from beebox.box.run import Run
from beebox.errors import KernelError
from beebox.pylang import Array, Const, Unit, addr, cast, cpu, i64, native, ptr, u8, u32, u64

KEY_SIZE: Const[u32] = 0
"""The size of the key, fixed when the unit is compiled; 0: ask the table."""

END = 0x8000_0000
"""Set in a link that ends a chain; the bucket's number is below."""

_NOEXIST = UpdateFlag.NOEXIST.value
_EXIST = UpdateFlag.EXIST.value
_HEAD = 8
"""Bytes of an element before its key: hash and link."""
_KMALLOC_MAX = 1 << 22
SEEDS = 16
"""Words of a key that are hashed with a number of their own each."""
SHORT = 64
"""Bytes of a key that is compared word by word."""
_KERNEL_HEAD = 48
"""sizeof(struct htab_elem): counts against KMALLOC_MAX_SIZE."""


class HashMap(MapHeader):
    """A table's memory."""

    buckets: ptr[u32]
    elements: ptr[u8]
    element: u64
    """Bytes from one element to the next."""
    value_offset: u64
    stride: u64
    """Bytes from one CPU's value to the next CPU's."""
    cpus: u32
    bucket_mask: u32
    count: u32
    used: u32
    """How many elements were ever used."""
    free: u32
    """The first of those given back; they are chained by their hash word. 0: none."""
    lock: u32
    used_of: ptr[u8] | None
    """Of a table that forgets: whether element n was looked up since the hand passed, by n."""
    hand: u32
    """Which element was asked last whether it can go."""
    seeds: Array[u32, SEEDS]
    """Secret numbers that the hash depends on, so that nobody can choose keys that collide."""


@native
def key_size(table: ptr[HashMap]) -> u32:
    """Return the size of a key, a constant where the unit was made for one."""
    if KEY_SIZE != 0:
        return KEY_SIZE
    return table.key_size


@native
def element(table: ptr[HashMap], number: u32) -> ptr[u32]:
    """Return element *number*: its hash, its link, then key and value."""
    return cast(ptr[u32], table.elements + u64(number - 1) * table.element)


@native
def value_of(table: ptr[HashMap], number: u32) -> ptr[u8]:
    """Return the address of element *number*'s value."""
    return table.elements + (u64(number - 1) * table.element + table.value_offset)


@native
def hash_key(table: ptr[HashMap], key: ptr[u8]) -> u32:
    """Return the hash of *key*: NH (RFC 4418, 5.2), which is universal, folded to 32 bits.

    No load is wider than 32 bits: programs write a key field by field, and a load of more than
    was stored at once waits until the stores have reached the cache. Where a lookup is inlined,
    such a load is none at all.
    """
    size = key_size(table)
    words = cast(ptr[u32], key)
    code: u64 = u64(size)
    for i in range(size // 8):
        code += product(table, i, words[2 * i], words[2 * i + 1])
        if i % (SEEDS // 2) == SEEDS // 2 - 1:
            code = fold(code)
    if size % 8 != 0:
        done = size // 8 * 8
        low: u32 = 0
        if size - done >= 4:
            low = words[done // 4]
            done += 4
        high: u32 = 0
        while done < size:
            high = high << 8 | u32(key[done])
            done += 1
        code += product(table, size // 8, low, high)
    return u32(fold(code) >> 32)


@native
def product(table: ptr[HashMap], turn: u32, low: u32, high: u32) -> u64:
    """Return what two words of a key add to its hash, each with a seed of its own."""
    at = turn % (SEEDS // 2) * 2
    return u64(low + table.seeds[at]) * u64(high + table.seeds[at + 1])


@native
def fold(code: u64) -> u64:
    """Mix *code* so that each of its bits counts in the upper half."""
    return (code ^ (code >> 32)) * u64(0x9E37_79B9_7F4A_7C15)


@native
def same(table: ptr[HashMap], key: ptr[u8], other: ptr[u8]) -> bool:
    """Say whether two keys are equal; short ones by the words that were hashed."""
    size = key_size(table)
    if size % 4 != 0 or size > SHORT:
        return cpu.equal(key, other, size)
    words, others = cast(ptr[u32], key), cast(ptr[u32], other)
    differ: u32 = 0
    for i in range(size // 4):
        differ |= words[i] ^ others[i]
    return differ == 0


@native
def first(table: ptr[HashMap], bucket: u32) -> u32:
    """Return the first link of a chain; one never used holds 0."""
    link = cpu.read_once(table.buckets + bucket)
    if link == 0:
        return END | bucket
    return link


@native
def find(table: ptr[HashMap], key: ptr[u8], code: u32) -> u32:
    """Return the number of *key*'s element, or a link with `END` set."""
    bucket = code & table.bucket_mask
    link = first(table, bucket)
    while True:
        if link >= END:
            if link == END | bucket:
                return link
            link = first(table, bucket)
            continue
        place = element(table, link)
        if place[0] == code and same(table, cast(ptr[u8], place + 2), key):
            return link
        link = cpu.read_once(place + 1)
    return END


@native
def take_free(table: ptr[HashMap]) -> u32:
    """Return the number of a free element; the caller has the lock and knows there is one."""
    number = table.free
    if number != 0:
        table.free = element(table, number)[0]
        return number
    table.used += 1
    return u32(table.used)


@native
def give_free(table: ptr[HashMap], number: u32) -> None:
    """Put element *number* to the free ones. Its link stays, for readers that stand on it."""
    element(table, number)[0] = table.free
    table.free = number


@native
def forget(table: ptr[HashMap]) -> bool:
    """Make room in a full table, if it is one that forgets; lock held.

    The hand goes round; what was looked up since it came by last gets another chance.
    """
    used_of = table.used_of
    if used_of is None:
        return False
    for _ in range(2 * table.used):
        table.hand = table.hand % table.used + 1
        number = table.hand
        if number == table.free:  # the only one that is not linked
            continue
        if used_of[number] == 0:
            unlink(table, element(table, number)[0], number)
            return True
        used_of[number] = 0
    return False


@native
def unlink(table: ptr[HashMap], code: u32, number: u32) -> None:
    """Take element *number* out of its chain; lock held."""
    link = link_to(table, code & table.bucket_mask, number)
    cpu.atomic_store(link, element(table, number)[1])
    give_free(table, number)
    table.count -= 1


@native
def link_to(table: ptr[HashMap], bucket: u32, number: u32) -> ptr[u32]:
    """Return the place of the link that leads to element *number*."""
    place = table.buckets + bucket
    while place[0] != number:
        place = element(table, place[0]) + 1
    return place


@native
def put(table: ptr[HashMap], key: ptr[u8], code: u32, old: u32) -> u32:
    """Return a new element that is not linked yet, 0 if the table is full; lock held."""
    if old >= END and table.count >= table.max_entries and not forget(table):
        return 0
    number = take_free(table)
    place = element(table, number)
    place[0] = code
    cpu.copy(place + 2, key, key_size(table))
    used_of = table.used_of
    if used_of is not None:
        used_of[number] = 0
    return number


@native
def publish(table: ptr[HashMap], code: u32, old: u32, number: u32) -> None:
    """Link element *number*, in the place of *old* if that is one; lock held."""
    bucket = code & table.bucket_mask
    place = element(table, number)
    if old >= END:
        place[1] = first(table, bucket)
        cpu.atomic_store(table.buckets + bucket, number)
        table.count += 1
        return
    place[1] = element(table, old)[1]
    cpu.atomic_store(link_to(table, bucket, old), number)
    give_free(table, old)


@native
def check_flags(flags: u64, there: bool) -> i64:
    """Return 0 if an update with *flags* may go on, else -errno (check_flags)."""
    if there and flags == _NOEXIST:
        return -EEXIST
    if not there and flags == _EXIST:
        return -ENOENT
    return 0


@native
def hash_lookup(table: ptr[HashMap], key: ptr[u8]) -> ptr[u8] | None:
    """Return the address of the value under *key*."""
    link = find(table, key, hash_key(table, key))
    if link >= END:
        return None
    return value_of(table, link)


@native
def hash_update(table: ptr[HashMap], key: ptr[u8], value: ptr[u8], flags: u64) -> i64:
    """Put *value* under *key* (htab_map_update_elem)."""
    if flags > _EXIST:
        return -EINVAL
    code = hash_key(table, key)
    lock(addr(table.lock))
    old = find(table, key, code)
    error = check_flags(flags, old < END)
    if error == 0:
        number = put(table, key, code, old)
        if number == 0:
            error = -E2BIG
        else:
            cpu.copy(value_of(table, number), value, table.value_size)
            publish(table, code, old, number)
    unlock(addr(table.lock))
    return error


@native
def hash_delete(table: ptr[HashMap], key: ptr[u8]) -> i64:
    """Remove *key* (htab_map_delete_elem)."""
    code = hash_key(table, key)
    lock(addr(table.lock))
    number = find(table, key, code)
    if number >= END:
        unlock(addr(table.lock))
        return -ENOENT
    unlink(table, code, number)
    unlock(addr(table.lock))
    return 0


@native
def hash_next_key(table: ptr[HashMap], key: ptr[u8], found: ptr[u8]) -> i64:
    """Give the key behind *key*, or the first one (htab_map_get_next_key)."""
    lock(addr(table.lock))
    bucket: u32 = 0
    link: u32 = END
    if key is not None:
        code = hash_key(table, key)
        number = find(table, key, code)
        if number < END:
            bucket = (code & table.bucket_mask) + 1
            link = element(table, number)[1]
    while link >= END and bucket <= table.bucket_mask:
        link = first(table, bucket)
        bucket += 1
    if link < END:
        cpu.copy(found, element(table, link) + 2, key_size(table))
    unlock(addr(table.lock))
    if link >= END:
        return -ENOENT
    return 0


@native
def percpu_hash_lookup(
    table: ptr[HashMap], key: ptr[u8], c: u64, d: u64, e: u64, run: ptr[Run]
) -> ptr[u8] | None:
    """Return the address of the asking CPU's value under *key*."""
    link = find(table, key, hash_key(table, key))
    if link >= END:
        return None
    return value_of(table, link) + u64(run.cpu) * table.stride


@native
def percpu_hash_lookup_of(table: ptr[HashMap], key: ptr[u8], of: u32) -> ptr[u8] | None:
    """Return the address of CPU *of*'s value under *key* (htab_percpu_map_lookup_percpu_elem)."""
    if of >= table.cpus:
        return None
    link = find(table, key, hash_key(table, key))
    if link >= END:
        return None
    return value_of(table, link) + u64(of) * table.stride


@native
def percpu_put(
    table: ptr[HashMap], key: ptr[u8], value: ptr[u8], flags: u64, place: u64, size: u64
) -> i64:
    """Write *size* bytes at *place* into the values under *key*; a new key's others are zero."""
    if flags > _EXIST:
        return -EINVAL
    code = hash_key(table, key)
    lock(addr(table.lock))
    old = find(table, key, code)
    error = check_flags(flags, old < END)
    if error == 0:
        number = old
        if old >= END:
            number = put(table, key, code, old)
        if number == 0:
            error = -E2BIG
        else:
            values = value_of(table, number)
            if old >= END:
                cpu.fill(values, 0, u64(table.cpus) * table.stride)
            cpu.copy(values + place, value, size)
            if old >= END:
                publish(table, code, old, number)
    unlock(addr(table.lock))
    return error


@native
def percpu_hash_update(
    table: ptr[HashMap], key: ptr[u8], value: ptr[u8], flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Put *value* under *key* for the CPU that asks (htab_percpu_map_update_elem)."""
    place = u64(run.cpu) * table.stride
    return percpu_put(table, key, value, flags, place, u64(table.value_size))


@native
def hash_for_each(
    table: ptr[HashMap], callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Call *callback* for each element until it returns 1 (bpf_for_each_hash_elem)."""
    return each(table, callback, context, flags, 0, run)


@native
def percpu_hash_for_each(
    table: ptr[HashMap], callback: u64, context: u64, flags: u64, e: u64, run: ptr[Run]
) -> i64:
    """Call *callback* for each element of the CPU that asks."""
    return each(table, callback, context, flags, u64(run.cpu) * table.stride, run)


@native
def each(
    table: ptr[HashMap], callback: u64, context: u64, flags: u64, offset: u64, run: ptr[Run]
) -> i64:
    """Call *callback* for each element, its value *offset* bytes on; return how many.

    It may delete the element that it is at.
    """
    if flags != 0:
        return -EINVAL
    done: i64 = 0
    stop: u64 = 0
    bucket: u32 = 0
    while stop == 0 and bucket <= table.bucket_mask:
        link = first(table, bucket)
        while stop == 0 and link < END:
            place = element(table, link)
            value = value_of(table, link) + offset
            link = cpu.atomic_load(place + 1)
            done += 1
            stop = cpu.call(callback, table, place + 2, value, context, 0, run)
        bucket += 1
    return done


def seeds(*, zero: bool) -> list[int]:
    """Return what a table's hash depends on: none is 0, which would leave out a word."""
    if zero:
        return [0x9E37_79B1 * number & 0xFFFF_FFFF for number in range(1, 2 * SEEDS, 2)]
    return [word | 1 for word in memoryview(os.urandom(4 * SEEDS)).cast("I")]


class Hash(Map):
    """A hash map."""

    struct = HashMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        hash_lookup,
        hash_update,
        hash_delete,
        hash_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {"for_each": hash_for_each}
    __slots__ = ("cpus", "stride")

    allowed: ClassVar[int] = MapFlag.NO_PREALLOC | MapFlag.NUMA_NODE | ACCESS | MapFlag.ZERO_SEED

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As htab_map_alloc_check."""
        if attr.map_flags & ~cls.allowed or not access_ok(attr.map_flags):
            raise refuse(EINVAL, f"flags {attr.map_flags:#x}")
        if attr.max_entries == 0 or attr.key_size == 0 or attr.value_size == 0:
            raise refuse(EINVAL, "a hash map has a key, a value and entries")
        if attr.key_size + attr.value_size >= _KMALLOC_MAX - _KERNEL_HEAD:
            raise refuse(E2BIG, "key and value are too big")
        if attr.max_entries > 1 << 31:
            raise refuse(E2BIG, f"{attr.max_entries} entries")

    def make(self, cpus: int) -> Pages:
        """Put header, buckets and elements in one piece; only what is used takes memory."""
        self.cpus = self.copies(cpus)
        self.stride = align_up(self.value_size, 8)
        value_offset = _HEAD + align_up(self.key_size, 8)
        size = value_offset + self.cpus * self.stride
        buckets = 1 << (self.max_entries - 1).bit_length()
        start = align_up(4 * buckets, 64) + PAGE
        end = start + (self.max_entries + 1) * size
        memory = pages(end + self.marks())
        table: Any = HashMap.at(memory.address)
        table.buckets = memory.address + PAGE
        table.elements = memory.address + start
        table.element = size
        table.value_offset = value_offset
        table.stride = self.stride
        table.cpus = self.cpus
        table.bucket_mask = buckets - 1
        table.used_of = memory.address + end if self.marks() else 0
        zero = self.attr.map_flags & MapFlag.ZERO_SEED
        table.seeds[:] = seeds(zero=bool(zero))
        return memory

    def copies(self, cpus: int) -> int:  # noqa: ARG002 - the per-CPU kind asks
        """Return how many values a key has."""
        return 1

    def marks(self) -> int:
        """Return how many bytes there are to mark elements with: none, unless it forgets."""
        return 0

    def unit(self) -> Unit:
        """Return the unit for this size of key."""
        return unit(self.key_size)

    def take(self, key: bytes) -> bytes:
        """Return the value under *key* and remove it (htab_map_lookup_and_delete_elem)."""
        value = self.read(key)
        self.remove(key)
        return value


class PerCpuHash(Hash):
    """A hash map of which each CPU has its own values."""

    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        percpu_hash_lookup,
        percpu_hash_update,
        hash_delete,
        hash_next_key,
    )
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "for_each": percpu_hash_for_each,
        "lookup_percpu": percpu_hash_lookup_of,
    }
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As htab_map_alloc_check."""
        if attr.map_flags & MapFlag.NUMA_NODE:
            raise refuse(EINVAL, "a per-CPU map lives on every node")
        super().check(attr)
        if align_up(attr.value_size, 8) > PERCPU_MAX:
            raise refuse(E2BIG, f"a per-CPU value of {attr.value_size} bytes")

    def copies(self, cpus: int) -> int:
        """Return one a CPU."""
        return cpus

    @property
    def user_size(self) -> int:
        """All CPUs' values, each padded to 8 bytes."""
        return self.cpus * self.stride

    def read(self, key: bytes) -> bytes:
        """Return all CPUs' values (bpf_percpu_hash_copy)."""
        address = self.find(key)
        if not address:
            raise KernelError(ENOENT)
        return ctypes.string_at(address, self.user_size)

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002
        """Write all CPUs' values (bpf_percpu_hash_update)."""
        put_all = self.function(percpu_put)
        self.refuse(put_all(self.header, key, value, flags, 0, len(value)))


FUNCTIONS: tuple[Callable[..., Any], ...] = (
    *Hash.operations,
    percpu_hash_lookup,
    percpu_hash_lookup_of,
    percpu_hash_update,
    percpu_put,
    hash_for_each,
    percpu_hash_for_each,
)
_units: dict[int, Unit] = {}


def unit(size: int) -> Unit:
    """Return the unit for keys of *size* bytes."""
    found = _units.get(size)
    if found is None:
        found = _units[size] = Unit("maps.hash", FUNCTIONS, constants={"KEY_SIZE": size})
    return found
