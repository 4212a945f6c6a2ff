"""Lookups in one certain map, to be inlined where a program does them (array_map_gen_lookup).

What the generic operations read from the map's header are constants here.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from beebox.box.maps.array import Array, PerCpuArray
from beebox.box.maps.base import Map
from beebox.box.maps.hash import Hash, PerCpuHash
from beebox.box.pages import PAGE
from beebox.box.run import Run
from beebox.pylang import Const, Unit, native, ptr, u8, u32, u64

MAX_ENTRIES: Const[u32] = 0
ELEMENT: Const[u64] = 0
"""Bytes from one value to the next."""
STRIDE: Const[u64] = 0
"""Bytes from one CPU's values to the next CPU's."""

_VALUES = PAGE
"""Where an array's values begin, from its header on."""


@native
def array_lookup(array: ptr[u8], key: ptr[u32]) -> ptr[u8] | None:
    """Return the address of element *key*."""
    index = key[0]
    if index >= MAX_ENTRIES:
        return None
    return array + (_VALUES + u64(index) * ELEMENT)


@native
def percpu_lookup(
    array: ptr[u8], key: ptr[u32], c: u64, d: u64, e: u64, run: ptr[Run]
) -> ptr[u8] | None:
    """Return the address of element *key* of the CPU that asks."""
    index = key[0]
    if index >= MAX_ENTRIES:
        return None
    return array + (_VALUES + u64(run.cpu) * STRIDE + u64(index) * ELEMENT)


def lookup(of: Map) -> Unit | None:
    """Return the unit with *of*'s lookup as its only function; None: call it."""
    kind = type(of)
    if kind is Array or kind is PerCpuArray:
        assert isinstance(of, Array)
        return _array(of)
    if kind is Hash or kind is PerCpuHash:
        return Unit("inlined.hash", [of.operations[0]], {"KEY_SIZE": of.key_size})
    return None


def _array(of: Array) -> Unit:
    constants = {"MAX_ENTRIES": of.max_entries, "ELEMENT": of.element}
    if isinstance(of, PerCpuArray):
        return Unit("inlined.percpu", [percpu_lookup], {**constants, "STRIDE": of.stride})
    return Unit("inlined.array", [array_lookup], constants)
