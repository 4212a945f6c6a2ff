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
from beebox.isa.insn import SIZE
from beebox.obj import data as data_reader
from beebox.obj import elf as elf_reader
from beebox.obj import externs, struct_ops
from beebox.obj import maps as map_reader
from beebox.obj.elf import STT_FUNC, STT_OBJECT, STT_SECTION, STV_HIDDEN, STV_INTERNAL, Elf, Section
from beebox.obj.link import Externs, Linker
from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec, Variable

LICENSE, VERSION, LEGACY_MAPS, JUMP_TABLES = "license", "version", "maps", ".jumptables"
ARENA = ".addr_space.1"
"""variables that lie in the arena"""
_LICENSE_SIZE = 63
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
        if section.name == JUMP_TABLES and section.size:
            raise NotSupported(
                f"section {JUMP_TABLES}: jumps through tables (gotox) are newer than Linux 6.18",
                "compile with -mllvm -bpf-min-jump-table-entries=1000000, or -mcpu=v3",
            )
    return _Reader(elf, name).read()


class _Reader:
    """What is known of an object while it is read."""

    def __init__(self, elf: Elf, name: str) -> None:
        self.elf = elf
        self.name = name
        section = elf.section(".BTF")
        self.plain = None if section is None else _types(elf, section)
        self.config = externs.configuration(elf, self.plain) if self.plain else []
        self.btf = self._completed()
        self.maps: dict[str, MapSpec] = {}
        self.places: dict[tuple[int, int], str] = {}
        """maps by section and offset"""
        self.data_maps: dict[int, str] = {}
        """maps of data by section"""
        self.variables: dict[str, Variable] = {}

    def read(self) -> ObjectSpec:
        """Return the whole object."""
        self._add_declared()
        self._add_data()
        self._add_arena()
        config_map = self._add_config()
        programs = self._programs(config_map)
        return ObjectSpec(
            self.name,
            {program.name: program for program in programs},
            self.maps,
            self.variables,
            self.btf,
            _license(self.elf),
            "little" if self.elf.little else "big",
            tuple(self.config),
            config_map,
            _version(self.elf),
        )

    def _completed(self) -> Btf | None:
        """Return the object's types, completed with what only the ELF file knows."""
        elf, btf = self.elf, self.plain
        if btf is None:
            return None
        sizes = {section.name: section.size for section in elf.sections if section.size < 1 << 32}
        offsets = {
            (elf.sections[symbol.section].name, symbol.name): symbol.value & 0xFFFFFFFF
            for symbol in elf.symbols
            if 0 < symbol.section < len(elf.sections)
        }
        sizes[externs.KCONFIG] = externs.end(self.config)
        offsets |= externs.places(self.config)
        hidden = {
            symbol.name
            for symbol in elf.symbols
            if symbol.type in (STT_FUNC, STT_OBJECT)
            and symbol.visibility in (STV_HIDDEN, STV_INTERNAL)
        }
        return btf_read.read(complete(btf, sizes, offsets, hidden))

    def _add_declared(self) -> None:
        section = self.elf.section(map_reader.MAPS)
        if section is not None:
            if self.btf is None:
                raise BtfError(
                    "section .maps declares maps by their types, and there is no .BTF; use -g"
                )
            found = map_reader.declared(self.btf)
            self._take(section, map_reader.filled(found, self.elf, section, self.btf))
        old = self.elf.section(LEGACY_MAPS)
        if old is not None and old.size:
            from beebox.obj import legacy  # noqa: PLC0415 - old objects only

            self._take(old, legacy.declared(self.elf, old, self.btf))

    def _take(self, section: Section, found: dict[int, MapSpec]) -> None:
        for offset, spec in found.items():
            self.maps[spec.name] = spec
            self.places[section.number, offset] = spec.name

    def _add_data(self) -> None:
        found = list(filter(data_reader.is_data, self.elf.sections))
        if len(found) > _MOST_DATA:
            raise ElfError(f"{len(found)} sections of data are more than a program can use")
        for section in found:
            made = data_reader.data_map(self.elf, section, self.name, self.btf)
            spec = data_reader.unique(self.maps, made)
            self.maps[spec.name] = spec
            self.data_maps[section.number] = spec.name
            if self.btf is not None:
                self.variables |= {
                    each.name: each for each in data_reader.variables(self.btf, spec)
                }

    def _add_arena(self) -> None:
        """Have the arena start with the variables that lie in it."""
        section = self.elf.section(ARENA)
        if section is None or not section.size:
            return
        arena = next((each for each in self.maps.values() if each.type is MapType.ARENA), None)
        if arena is None:
            raise ElfError(f"section {ARENA}: its variables lie in an arena, and none is declared")
        data = self.elf.data(section)
        if len(data) > arena.max_entries * 4096:
            raise ElfError(f"section {ARENA}: {len(data)} bytes are more than {arena.name} has")
        self.maps[arena.name] = data_reader.with_contents(arena, data)
        self.data_maps[section.number] = arena.name
        self.variables |= {
            symbol.name: Variable(symbol.name, arena.name, symbol.value, symbol.size)
            for symbol in self.elf.symbols
            if symbol.section == section.number and symbol.type != STT_SECTION and symbol.size
        }

    def _add_config(self) -> str:
        """Add the map of settings, if there are some; return its name."""
        if not self.config:
            return ""
        made = data_reader.config_map(self.name, externs.end(self.config), self.btf)
        spec = data_reader.unique(self.maps, made)
        self.maps[spec.name] = spec
        return spec.name

    def _programs(self, config_map: str) -> list[ProgramSpec]:
        wanted = Externs(
            externs.of_kernel(self.elf, self.plain) if self.plain else {},
            {each.name: each.offset for each in self.config},
            config_map,
        )
        linker = Linker(self.elf, self.btf, self._ext(), self.places, self.data_maps, wanted)
        operations: dict[tuple[int, int], tuple[str, str]] = {}
        functions = {(where, at * SIZE): f.name for (where, at), f in linker.functions.items()}
        for table in struct_ops.tables(self.elf, self.btf):
            self.maps[table.map.name] = table.named(functions)
            for member, place in table.members.items():
                operations.setdefault(place, (table.map.struct, member))
        return linker.programs(operations)

    def _ext(self) -> Ext:
        section = self.elf.section(".BTF.ext")
        if section is None or self.btf is None:
            return Ext({}, {}, {})
        return btf_ext.read(self.elf.data(section), self.btf)


def _types(elf: Elf, section: Section) -> Btf:
    try:
        return btf_read.read(elf.data(section))
    except BtfError as error:
        raise BtfError(f"section {section.name}: {error}") from error


def _license(elf: Elf) -> str:
    section = elf.section(LICENSE)
    if section is None:
        return ""
    text = elf.data(section).partition(b"\0")[0]
    if not text.isascii():
        raise ElfError(f"section {LICENSE} does not hold a text of ASCII characters")
    return text[:_LICENSE_SIZE].decode()


def _version(elf: Elf) -> int:
    """Return what section ``version`` says, which kernels of old compared with their own."""
    section = elf.section(VERSION)
    if section is None:
        return 0
    data = elf.data(section)
    if len(data) != 4:
        raise ElfError(f"section {VERSION} has {len(data)} bytes, expected a number of 4")
    return int.from_bytes(data, "little" if elf.little else "big")


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
