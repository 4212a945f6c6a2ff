"""What a run leaves behind: the elements of maps and the global variables, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from beebox.abi.enums import MapType
from beebox.btf import values
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.loader import Loaded, Map
from beebox.loader.object import LOST, ONLY_WATCHED, WATCHED

SHOWN = {
    MapType.HASH, MapType.ARRAY, MapType.PERCPU_HASH, MapType.PERCPU_ARRAY, MapType.LRU_HASH,
    MapType.LRU_PERCPU_HASH, MapType.LPM_TRIE,
}  # fmt: skip
_ARRAYS = {MapType.ARRAY, MapType.PERCPU_ARRAY}
MOST = 20
"""elements of a map that are shown as text; JSON has all"""


def maps(live: Loaded) -> Iterator[tuple[str, list[tuple[object, object]]]]:
    """Yield each map of values with its elements; of an array those that are not zero."""
    sections = {place.map for place in live.spec.variables.values()} | {WATCHED}
    for name, found in live.maps.items():
        spec = found.spec
        if spec.type in SHOWN and spec.contents is None and name not in sections:
            yield name, list(_elements(live, found))


def _elements(live: Loaded, found: Map) -> Iterator[tuple[object, object]]:
    spec = found.spec
    try:
        for key, value in client.map_items(live.kernel, found.fd):
            if spec.type in _ARRAYS and not any(value):
                continue
            yield _value(live, spec.key_type_id, key), _each(live, found, value)
    except KernelError as error:
        error.what = f"read map {spec.name}: {error.what}"
        raise


def _each(live: Loaded, found: Map, value: bytes) -> object:
    """Return a value; of a map with one for each CPU those of all."""
    spec = found.spec
    if spec.type not in client.PER_CPU:
        return _value(live, spec.value_type_id, value)
    step = spec.value_size + 7 & ~7
    parts = [value[at : at + spec.value_size] for at in range(0, len(value), step)]
    return [_value(live, spec.value_type_id, part) for part in parts]


def _value(live: Loaded, type_id: int, data: bytes) -> object:
    """Return bytes by their type; without one a number, or hex."""
    btf = live.spec.btf
    if btf is not None and type_id:
        return values.to_json(values.decode(btf, type_id, data))
    return int.from_bytes(data, "little") if len(data) in {1, 2, 4, 8} else data.hex(" ")


def variables(live: Loaded) -> dict[str, object]:
    """Return the global variables that programs may have changed, but counters of losses."""
    return {
        name: _value(live, place.type_id, _bytes(live, name))
        for name, place in live.spec.variables.items()
        if place.map in live.maps
        and not live.maps[place.map].spec.frozen
        and not name.endswith((LOST, "_event"))
        and name != ONLY_WATCHED
        and place.size
    }


def _bytes(live: Loaded, name: str) -> bytes:
    place = live.spec.variables[name]
    whole = live.maps[place.map].lookup(bytes(4)) or b""
    return whole[place.offset : place.offset + place.size]


def text(live: Loaded) -> Iterator[str]:
    """Yield the lines for people."""
    for name, elements in maps(live):
        kind = live.maps[name].spec.type.name.lower()
        count = "1 element" if len(elements) == 1 else f"{len(elements)} elements"
        yield f"map {name} ({kind}): {count if elements else 'empty'}"
        yield from (f"  {_short(key)}: {_short(value)}" for key, value in elements[:MOST])
        if len(elements) > MOST:
            yield f"  ... {len(elements) - MOST} more (--json has all)"
    for name, value in variables(live).items():
        yield f"variable {name} = {_short(value)}"


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def objects(live: Loaded) -> Iterator[dict[str, object]]:
    """Yield an object for each map, and one for the variables."""
    for name, elements in maps(live):
        rows = [{"key": key, "value": value} for key, value in elements]
        yield {"type": "map", "map": name, "data": rows}
    found = variables(live)
    if found:
        yield {"type": "variables", "data": found}
