"""Maps as objects declared them before BTF: section ``maps``, a symbol and five numbers each.

What libbpf read before its version 1.0 (bpf_object__init_user_maps); objects of that age are still
about. What is behind the five numbers (iproute2 has its own there) must be zero.
"""

from __future__ import annotations

import struct

from beebox.abi.enums import MapType
from beebox.btf.types import Btf, Composite
from beebox.errors import ElfError
from beebox.obj.elf import STT_SECTION, Elf, Section
from beebox.obj.spec import MapSpec

SECTION = "maps"
_TYPES = "____btf_map_"
"""prefix of a struct that says what key and value are (BPF_ANNOTATE_KV_PAIR)"""
_NUMBERS = 5


def declared(elf: Elf, section: Section, btf: Btf | None) -> dict[int, MapSpec]:
    """Return the maps of section ``maps`` by their offset in it.

    Raises:
        ElfError: they do not share the section evenly, or say what only iproute2 understands.
    """
    symbols = [
        each for each in elf.symbols
        if each.section == section.number and each.type != STT_SECTION and each.name
    ]  # fmt: skip
    if not symbols:
        raise ElfError(f"section {SECTION}: {section.size} bytes, and no symbol that names a map")
    size, rest = divmod(section.size, len(symbols))
    if rest or size < 4 * (_NUMBERS - 1):
        raise ElfError(
            f"section {SECTION}: {section.size} bytes are not {len(symbols)} maps of one size"
        )
    data = elf.data(section)
    found = {}
    for symbol in sorted(symbols, key=lambda each: each.value):
        raw = data[symbol.value : symbol.value + size]
        if symbol.value % size or len(raw) < size:
            raise ElfError(
                f"section {SECTION}: map {symbol.name} at {symbol.value} is cut by another"
            )
        found[symbol.value] = _map(symbol.name, raw, elf.order, btf)
    return found


def _map(name: str, raw: bytes, order: str, btf: Btf | None) -> MapSpec:
    numbers = struct.unpack_from(f"{order}{_NUMBERS}I", raw.ljust(4 * _NUMBERS, b"\0"))
    if any(raw[4 * _NUMBERS :]):
        raise ElfError(
            f"map {name}: byte {4 * _NUMBERS} and those behind it mean nothing here; "
            "declare the map in section .maps"
        )
    kind, key_size, value_size, max_entries, flags = numbers
    if kind not in set(MapType):
        raise ElfError(f"map {name}: map type {kind} is not known")
    key, value = _types(name, key_size, value_size, btf)
    return MapSpec(name, MapType(kind), key_size, value_size, max_entries, flags, key, value)


def _types(name: str, key_size: int, value_size: int, btf: Btf | None) -> tuple[int, int]:
    """Return the types of key and value, if a struct of that name says them."""
    found = btf.find(_TYPES + name, "struct") if btf else None
    made = btf.type(found) if btf and found else None
    if btf is None or not isinstance(made, Composite) or len(made.members) < 2:
        return 0, 0
    key, value = made.members[:2]
    if (btf.size(key.type), btf.size(value.type)) != (key_size, value_size):
        return 0, 0
    return key.type, value.type
