"""The map helpers: one indirect call through the map's header."""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from beebox.box.maps.base import MapHeader
from beebox.box.run import Run
from beebox.pylang import cpu, native, ptr, u64


@native
def map_lookup_elem(map_: ptr[MapHeader], key: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the address of the value under *key*, 0 if there is none."""
    return cpu.call(map_.lookup, map_, key, 0, 0, 0, run)


@native
def map_update_elem(
    map_: ptr[MapHeader], key: u64, value: u64, flags: u64, e: u64, run: ptr[Run]
) -> u64:
    """Put *value* under *key*: 0 or -errno."""
    return cpu.call(map_.update, map_, key, value, flags, 0, run)


@native
def map_delete_elem(map_: ptr[MapHeader], key: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Remove *key*: 0 or -errno."""
    return cpu.call(map_.delete, map_, key, 0, 0, 0, run)


@native
def map_push_elem(
    map_: ptr[MapHeader], value: u64, flags: u64, d: u64, e: u64, run: ptr[Run]
) -> u64:
    """Add *value* to a queue, a stack or a bloom filter: 0 or -errno."""
    return cpu.call(map_.push, map_, value, flags, 0, 0, run)


@native
def map_pop_elem(map_: ptr[MapHeader], value: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Take the next value out of a queue or a stack: 0 or -errno."""
    return cpu.call(map_.pop, map_, value, 0, 0, 0, run)


@native
def map_peek_elem(map_: ptr[MapHeader], value: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Look at the next value; ask a bloom filter for one: 0 or -errno."""
    return cpu.call(map_.peek, map_, value, 0, 0, 0, run)


@native
def map_lookup_percpu_elem(
    map_: ptr[MapHeader], key: u64, of: u64, d: u64, e: u64, run: ptr[Run]
) -> u64:
    """Return the address of CPU *of*'s value under *key*, 0 if there is none."""
    return cpu.call(map_.lookup_percpu, map_, key, of, 0, 0, run)
