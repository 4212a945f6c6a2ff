"""Maps of an object that hold its global data: one for each section of variables.

libbpf's conventions. ``.rodata*`` is constant for everybody, ``.data*`` and ``.bss*`` are not; what
has a variable that others may see can be mapped into memory.
"""

from __future__ import annotations

from dataclasses import replace

from beebox.abi.enums import MapFlag, MapType
from beebox.btf.types import Btf, DataSec, Var
from beebox.errors import BtfError, ElfError
from beebox.obj.elf import SHT_NOBITS, SHT_PROGBITS, Elf, Section
from beebox.obj.maps import NAME_LENGTH
from beebox.obj.spec import MapSpec, Variable


def is_data(section: Section) -> bool:
    """Tell whether *section* holds global variables or constants."""
    stem = section.name.split(".")[1] if section.name.startswith(".") else ""
    if section.executable or not section.size:
        return False
    if stem == "bss":
        return section.type == SHT_NOBITS
    return stem in ("data", "rodata") and section.type == SHT_PROGBITS


def data_map(elf: Elf, section: Section, name: str, btf: Btf | None) -> MapSpec:
    """Return the map that holds data section *section* of object *name*.

    Raises:
        ElfError: it is bigger than a map's value can be.
    """
    if section.size >= 1 << 32:
        raise ElfError(f"section {section.name}: {section.size} bytes are too many for a map")
    constant = section.name.startswith(".rodata")
    type_id = btf.find(section.name, "datasec") if btf else None
    shared = bool(btf and type_id and _has_global(btf, type_id))
    return MapSpec(
        data_map_name(name, section.name),
        MapType.ARRAY,
        4,
        section.size,
        1,
        (MapFlag.RDONLY_PROG if constant else 0) | (MapFlag.MMAPABLE if shared else 0),
        0,
        type_id or 0,
        contents=None if section.type == SHT_NOBITS else elf.data(section),
        frozen=constant,
    )


def config_map(name: str, size: int, btf: Btf | None) -> MapSpec:
    """Return the map in which an object called *name* is told *size* bytes of settings."""
    type_id = btf.find(".kconfig", "datasec") if btf else None
    return MapSpec(
        data_map_name(name, ".kconfig"),
        MapType.ARRAY,
        4,
        size,
        1,
        MapFlag.RDONLY_PROG | MapFlag.MMAPABLE,
        0,
        type_id or 0,
        frozen=True,
    )


def data_map_name(name: str, section: str) -> str:
    """Return the kernel's name of the map of *section* in object *name*, as libbpf makes it."""
    tail = min(max(7, len(section)), NAME_LENGTH)
    head = "" if "." in section[1:] else name.partition(".")[0][: NAME_LENGTH - tail]
    whole = head + section[:tail]
    return "".join(c if (c.isascii() and c.isalnum()) or c in "_." else "_" for c in whole)


def _has_global(btf: Btf, type_id: int) -> bool:
    made = btf.type(type_id)
    assert isinstance(made, DataSec)
    vars_ = (btf.type(entry.type) for entry in made.vars)
    return any(isinstance(var, Var) and var.linkage != 0 for var in vars_)


def variables(btf: Btf, spec: MapSpec) -> list[Variable]:
    """Return the variables in data map *spec*."""
    made = btf.type(spec.value_type_id)
    if not spec.value_type_id or not isinstance(made, DataSec):
        return []
    found = []
    for entry in made.vars:
        var = btf.type(entry.type)
        if entry.offset + entry.size > spec.value_size:
            raise BtfError(f"variable {var.name} lies beyond the end of {made.name}")
        found.append(Variable(var.name, spec.name, entry.offset, entry.size, entry.type))
    return found


def unique(found: dict[str, MapSpec], spec: MapSpec) -> MapSpec:
    """Return *spec* under a name that is not in *found*; kernel names are cut and may collide."""
    number = 1
    name = spec.name
    while name in found:
        number += 1
        name = f"{spec.name[: NAME_LENGTH - len(str(number)) - 1]}_{number}"
    return replace(spec, name=name)


def with_contents(spec: MapSpec, contents: bytes) -> MapSpec:
    """Return *spec* with what it starts with."""
    return replace(spec, contents=contents)
