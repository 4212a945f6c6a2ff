"""BPF_MAP_TYPE_LPM_TRIE (kernel/bpf/lpm_trie.c): values under prefixes; the longest one is found.

Nodes lie in one array and are linked by number, from 1 on. A node has a prefix, its value and two
children, by the bit behind the prefix; one that only parts two others is *between*. Everything
happens under the trie's lock. A key is the number of bits and then the bits, the first one first.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EEXIST, EINVAL, ENOENT, ENOSPC
from typing import Any, ClassVar

from beebox.abi.enums import MapFlag, UpdateFlag
from beebox.abi.structs import MapCreateAttr
from beebox.bits import align_up
from beebox.box.maps.base import ACCESS, Map, MapHeader, access_ok, pages, refuse
from beebox.box.maps.spin import lock, unlock
from beebox.box.pages import PAGE, Pages
from beebox.pylang import Unit, addr, cast, cpu, i64, native, ptr, u8, u32, u64

_NOEXIST = UpdateFlag.NOEXIST.value
_EXIST = UpdateFlag.EXIST.value
_KMALLOC_MAX = 1 << 22
_DEPTH = 2049
"""nodes on a path: one for each bit of 256 bytes, and one more"""
_HEAD = 12
"""bytes of a node before its key: two children, and whether it is between"""
_BETWEEN = 2


class TrieMap(MapHeader):
    """The trie's memory."""

    nodes: ptr[u8]
    path: ptr[u32]
    """Room for the numbers of nodes on a path; lock held."""
    node: u64
    """Bytes from one node to the next."""
    value_offset: u64
    bits: u32
    """Of the longest prefix."""
    root: u32
    count: u32
    used: u32
    free: u32
    """The first of the nodes given back; they are chained by their first child. 0: none."""
    lock: u32


@native
def node(trie: ptr[TrieMap], number: u32) -> ptr[u32]:
    """Return node *number*: its two children, whether it is between, its key, its value."""
    return cast(ptr[u32], trie.nodes + u64(number - 1) * trie.node)


@native
def value_of(trie: ptr[TrieMap], number: u32) -> ptr[u8]:
    """Return the address of node *number*'s value."""
    return trie.nodes + (u64(number - 1) * trie.node + trie.value_offset)


@native
def bit(data: ptr[u8], at: u32) -> u32:
    """Return bit *at* of a key's data: 0 or 1 (extract_bit)."""
    return u32(data[at // 8]) >> (7 - at % 8) & 1


@native
def common(of: ptr[u32], key: ptr[u32]) -> u32:
    """Return how many bits two keys begin with alike (longest_prefix_match)."""
    most = min(of[0], key[0])
    left, right = cast(ptr[u8], of + 1), cast(ptr[u8], key + 1)
    for at in range((most + 7) // 8):
        differ = u32(left[at] ^ right[at])
        if differ != 0:
            same = at * 8
            while differ & 0x80 == 0:
                differ = differ << 1
                same += 1
            return min(same, most)
    return most


@native
def longest(trie: ptr[TrieMap], key: ptr[u32]) -> u32:
    """Return the number of the node with the longest prefix of *key*, 0 if there is none."""
    found: u32 = 0
    number = trie.root
    while number != 0:
        place = node(trie, number)
        same = common(place + 3, key)
        if same < place[3]:
            break
        if place[_BETWEEN] == 0:
            found = number
        if same == trie.bits:
            break
        number = place[bit(cast(ptr[u8], key + 1), place[3])]
    return found


@native
def trie_lookup(trie: ptr[TrieMap], key: ptr[u32]) -> ptr[u8] | None:
    """Return the address of the value under the longest prefix of *key* (trie_lookup_elem)."""
    if key[0] > trie.bits:
        return None
    lock(addr(trie.lock))
    number = longest(trie, key)
    unlock(addr(trie.lock))
    if number == 0:
        return None
    return value_of(trie, number)


@native
def slot(trie: ptr[TrieMap], key: ptr[u32]) -> ptr[u32]:
    """Return the link where *key* belongs: it leads to it, to what must part from it, or is 0."""
    place = addr(trie.root)
    while place[0] != 0:
        there = node(trie, place[0])
        same = common(there + 3, key)
        if there[3] != same or there[3] == key[0]:
            break
        place = there + bit(cast(ptr[u8], key + 1), there[3])
    return place


@native
def take_free(trie: ptr[TrieMap]) -> u32:
    """Return the number of a free node without children; there is always one."""
    number = trie.free
    if number != 0:
        trie.free = node(trie, number)[0]
    else:
        trie.used += 1
        number = trie.used
    place = node(trie, number)
    place[0], place[1], place[_BETWEEN] = 0, 0, 0
    return number


@native
def give_free(trie: ptr[TrieMap], number: u32) -> None:
    """Put node *number* to the free ones."""
    node(trie, number)[0] = trie.free
    trie.free = number


@native
def put(trie: ptr[TrieMap], key: ptr[u32], value: ptr[u8], flags: u64) -> i64:
    """Put *value* under *key*; lock held."""
    place = slot(trie, key)
    old = place[0]
    there = node(trie, old)
    exact = old != 0 and there[3] == key[0] and common(there + 3, key) == key[0]
    known = exact and there[_BETWEEN] == 0
    if known and flags == _NOEXIST:
        return -EEXIST
    if not known and flags == _EXIST:
        return -ENOENT
    if not known and trie.count == trie.max_entries:
        return -ENOSPC
    made = take_free(trie)
    fresh = node(trie, made)
    cpu.copy(fresh + 3, key, trie.key_size)
    cpu.copy(value_of(trie, made), value, trie.value_size)
    if not known:
        trie.count += 1
    if exact:
        fresh[0], fresh[1] = there[0], there[1]
        place[0] = made
        give_free(trie, old)
    elif old == 0:
        place[0] = made
    else:
        place[0] = parted(trie, old, made)
    return 0


@native
def parted(trie: ptr[TrieMap], old: u32, made: u32) -> u32:
    """Return what leads to two nodes of which none is yet above the other: one, or one between."""
    there, fresh = node(trie, old), node(trie, made)
    same = common(there + 3, fresh + 3)
    behind = bit(cast(ptr[u8], there + 4), same)
    if same == fresh[3]:
        fresh[behind] = old
        return made
    number = take_free(trie)
    between = node(trie, number)
    cpu.copy(between + 3, there + 3, trie.key_size)
    between[3], between[_BETWEEN] = same, 1
    between[behind] = old
    between[1 - behind] = made
    return number


@native
def trie_update(trie: ptr[TrieMap], key: ptr[u32], value: ptr[u8], flags: u64) -> i64:
    """Put *value* under *key* (trie_update_elem)."""
    if flags > _EXIST or key[0] > trie.bits:
        return -EINVAL
    lock(addr(trie.lock))
    error = put(trie, key, value, flags)
    unlock(addr(trie.lock))
    return error


@native
def remove(trie: ptr[TrieMap], key: ptr[u32]) -> i64:
    """Remove *key*; lock held."""
    above = addr(trie.root)
    place = addr(trie.root)
    while place[0] != 0:
        there = node(trie, place[0])
        same = common(there + 3, key)
        if there[3] != same or there[3] == key[0]:
            break
        above = place
        place = there + bit(cast(ptr[u8], key + 1), there[3])
    number = place[0]
    if number == 0:
        return -ENOENT
    there = node(trie, number)
    if there[3] != key[0] or common(there + 3, key) != key[0] or there[_BETWEEN] != 0:
        return -ENOENT
    trie.count -= 1
    if there[0] != 0 and there[1] != 0:
        there[_BETWEEN] = 1
        return 0
    parent = above[0]
    if parent != number and there[0] == 0 and there[1] == 0 and node(trie, parent)[_BETWEEN] != 0:
        over = node(trie, parent)
        above[0] = over[1] if over[0] == number else over[0]
        give_free(trie, parent)
    else:
        place[0] = there[0] if there[0] != 0 else there[1]
    give_free(trie, number)
    return 0


@native
def trie_delete(trie: ptr[TrieMap], key: ptr[u32]) -> i64:
    """Remove *key* (trie_delete_elem)."""
    if key[0] > trie.bits:
        return -EINVAL
    lock(addr(trie.lock))
    error = remove(trie, key)
    unlock(addr(trie.lock))
    return error


@native
def leftmost(trie: ptr[TrieMap], start: u32) -> u32:
    """Return the first node of a branch, in the order that children come before their parent."""
    found: u32 = 0
    number = start
    while number != 0:
        place = node(trie, number)
        if place[_BETWEEN] == 0:
            found = number
        number = place[0] if place[0] != 0 else place[1]
    return found


@native
def following(trie: ptr[TrieMap], key: ptr[u32]) -> u32:
    """Return the node behind *key*'s, 0 at the end; of a key that is not there the first."""
    path = trie.path
    depth: u32 = 0
    number = trie.root
    while number != 0:
        place = node(trie, number)
        same = common(place + 3, key)
        path[depth] = number
        depth += 1
        if place[3] != same or place[3] == key[0]:
            break
        number = place[bit(cast(ptr[u8], key + 1), place[3])]
    if number == 0 or node(trie, number)[3] != key[0] or node(trie, number)[_BETWEEN] != 0:
        return leftmost(trie, trie.root)
    if common(node(trie, number) + 3, key) != key[0]:
        return leftmost(trie, trie.root)
    depth -= 1
    while depth != 0:
        parent = path[depth - 1]
        over = node(trie, parent)
        if over[0] == path[depth] and over[1] != 0:
            return leftmost(trie, over[1])
        if over[_BETWEEN] == 0:
            return parent
        depth -= 1
    return 0


@native
def trie_next_key(trie: ptr[TrieMap], key: ptr[u32], found: ptr[u8]) -> i64:
    """Give the key behind *key*, or the first one (trie_get_next_key)."""
    lock(addr(trie.lock))
    if key is None or key[0] > trie.bits:
        number = leftmost(trie, trie.root)
    else:
        number = following(trie, key)
    if number != 0:
        cpu.copy(found, node(trie, number) + 3, trie.key_size)
    unlock(addr(trie.lock))
    if number == 0:
        return -ENOENT
    return 0


class Trie(Map):
    """A trie of prefixes."""

    struct = TrieMap
    operations: ClassVar[tuple[Callable[..., Any], ...]] = (
        trie_lookup,
        trie_update,
        trie_delete,
        trie_next_key,
    )
    __slots__ = ()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """As trie_alloc."""
        wrong = not attr.max_entries or not 5 <= attr.key_size <= 260 or not attr.value_size
        if wrong or attr.map_flags & ~(MapFlag.NO_PREALLOC | MapFlag.NUMA_NODE | ACCESS):
            raise refuse(EINVAL, f"key {attr.key_size}, value {attr.value_size}")
        if not attr.map_flags & MapFlag.NO_PREALLOC or not access_ok(attr.map_flags):
            raise refuse(EINVAL, "a trie is not allocated at once")
        if attr.value_size > _KMALLOC_MAX - 256 - 24:
            raise refuse(EINVAL, f"a value of {attr.value_size} bytes")

    def make(self, cpus: int) -> Pages:  # noqa: ARG002 - one trie for all
        """Put header, path and nodes in one piece; only what is used takes memory."""
        value_offset = align_up(_HEAD + self.key_size, 8)
        size = value_offset + align_up(self.value_size, 8)
        start = PAGE + align_up(4 * _DEPTH, PAGE)
        memory = pages(start + (2 * self.max_entries + 1) * size)
        trie: Any = TrieMap.at(memory.address)
        trie.path = memory.address + PAGE
        trie.nodes = memory.address + start
        trie.node = size
        trie.value_offset = value_offset
        trie.bits = (self.key_size - 4) * 8
        return memory

    def unit(self) -> Unit:
        """Return the unit of all tries."""
        return UNIT


UNIT = Unit("maps.lpm", [trie_lookup, trie_update, trie_delete, trie_next_key])
