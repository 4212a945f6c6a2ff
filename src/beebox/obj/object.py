"""An object's bytes to an `ObjectSpec`: the steps in order."""

from __future__ import annotations

import sys

from beebox.abi.enums import MapType
from beebox.btf import ext as btf_ext
from beebox.btf import read as btf_read
from beebox.btf.complete import complete
from beebox.btf.ext import Ext
from beebox.btf.types import Btf
from beebox.errors import BtfError, ElfError, NotSupported
from beebox.obj import elf as elf_reader
from beebox.obj import externs, struct_ops
from beebox.obj import maps as map_reader
from beebox.obj.elf import STT_FUNC, STV_HIDDEN, STV_INTERNAL, Elf
from beebox.obj.link import Externs, Linker
from beebox.obj.spec import Config, MapSpec, ObjectSpec, Variable

LICENSE = "license"
ARENA = ".addr_space.1"
"""variables that lie in the arena"""
_NOT_YET = ("maps",)
"""sections that mean something which is not built yet: saying so beats leaving them out"""

_MOST_DATA = 64


def read(data: bytes, name: str) -> ObjectSpec:
    """Return what the object in *data* says; *name* is the object's, as maps of data carry it.

    Raises:
        ElfError: it is not an object for BPF, or a damaged one.
        BtfError: its type information is damaged.
        RelocationError: a reference in it cannot be resolved.
        NotSupported: it needs something that is not built yet.
    """
    elf = elf_reader.read(data)
    for section in elf.sections:
        if section.name.startswith(_NOT_YET) and section.size:
            raise NotSupported(f"section {section.name} is not supported yet")
    plain = _types(elf)
    config = externs.configuration(elf, plain) if plain else []
    btf = _btf(elf, plain, config)
    declared = _declared(elf, btf)
    maps = {spec.name: spec for spec in declared.values()}
    data_maps: dict[int, str] = {}
    variables: dict[str, Variable] = {}
    found = list(filter(map_reader.is_data, elf.sections))
    if len(found) > _MOST_DATA:
        raise ElfError(f"{len(found)} sections of data are more than a program can use")
    for section in found:
        spec = map_reader.unique(maps, map_reader.data_map(elf, section, name, btf))
        maps[spec.name] = spec
        data_maps[section.number] = spec.name
        if btf is not None:
            variables |= {var.name: var for var in map_reader.variables(btf, spec)}
    arena = next((each for each in declared.values() if each.type is MapType.ARENA), None)
    for section in elf.sections:
        if section.name == ARENA and section.size and arena is not None:
            data_maps[section.number] = arena.name
    names = {offset: spec.name for offset, spec in declared.items()}
    config_map = _config_map(maps, name, config, btf)
    wanted = Externs(
        externs.of_kernel(elf, plain) if plain else {},
        {each.name: each.offset for each in config},
        config_map,
    )
    operations: dict[tuple[int, int], tuple[str, str]] = {}
    for table in struct_ops.tables(elf, btf):
        maps[table.map.name] = table.map
        for member, place in table.members.items():
            operations[place] = table.map.struct, member
    programs = Linker(elf, btf, _ext(elf, btf), names, data_maps, wanted).programs(operations)
    return ObjectSpec(
        name,
        {program.name: program for program in programs},
        maps,
        variables,
        btf,
        _license(elf),
        "little" if elf.little else "big",
        tuple(config),
        config_map,
    )


def _types(elf: Elf) -> Btf | None:
    """Return the object's types as the compiler wrote them."""
    section = elf.section(".BTF")
    return None if section is None else btf_read.read(elf.data(section))


def _config_map(maps: dict[str, MapSpec], name: str, config: list[Config], btf: Btf | None) -> str:
    """Add the map of settings to *maps*, if there are some; return its name."""
    if not config:
        return ""
    spec = map_reader.unique(maps, map_reader.config_map(name, externs.end(config), btf))
    maps[spec.name] = spec
    return spec.name


def _btf(elf: Elf, btf: Btf | None, config: list[Config]) -> Btf | None:
    """Return the object's types, completed with what only the ELF file knows."""
    if btf is None:
        return None
    sizes = {section.name: section.size for section in elf.sections if section.size < 1 << 32}
    offsets = {
        (elf.sections[symbol.section].name, symbol.name): symbol.value & 0xFFFFFFFF
        for symbol in elf.symbols
        if 0 < symbol.section < len(elf.sections)
    }
    sizes[externs.KCONFIG] = externs.end(config)
    offsets |= externs.places(config)
    hidden = {
        symbol.name
        for symbol in elf.symbols
        if symbol.type == STT_FUNC and symbol.visibility in (STV_HIDDEN, STV_INTERNAL)
    }
    return btf_read.read(complete(btf, sizes, offsets, hidden))


def _ext(elf: Elf, btf: Btf | None) -> Ext:
    section = elf.section(".BTF.ext")
    if section is None or btf is None:
        return Ext({}, {}, {})
    return btf_ext.read(elf.data(section), btf)


def _declared(elf: Elf, btf: Btf | None) -> dict[int, MapSpec]:
    section = elf.section(map_reader.MAPS)
    if section is None:
        return {}
    if btf is None:
        raise BtfError("section .maps declares maps by their types, and there is no .BTF; use -g")
    found = map_reader.declared(btf)
    return map_reader.filled(found, elf, section, btf)


def _license(elf: Elf) -> str:
    section = elf.section(LICENSE)
    if section is None:
        return ""
    text, zero, _ = elf.data(section).partition(b"\0")
    if not zero or not text.isascii():
        raise ElfError("section license does not hold a text that ends with a zero byte")
    return text.decode()


def kernel_btf(spec: ObjectSpec) -> bytes:
    """Return the object's types in the form that BTF_LOAD takes.

    Raises:
        NotSupported: the object has none, or is for machines of the other byte order.
    """
    if spec.btf is None:
        raise NotSupported(f"{spec.name} has no BTF", "compile it with -g")
    if spec.byte_order != sys.byteorder:
        raise NotSupported(
            f"{spec.name} is for {spec.byte_order}-endian machines; this one is not",
            f"compile it with -target bpf{'el' if sys.byteorder == 'little' else 'eb'}",
        )
    return spec.btf.raw
