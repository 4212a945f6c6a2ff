"""Sections ``.struct_ops`` and ``.struct_ops.link``: tables of operations that the kernel calls.

libbpf's conventions. Each variable is a struct of the kernel (its name without flavour), and a map
of one element; a member that is relocated to a function has that program as its operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from beebox.abi.enums import MapFlag, MapType
from beebox.btf.match import essential
from beebox.btf.types import Btf, Composite, DataSec
from beebox.errors import BtfError, RelocationError
from beebox.obj.elf import STT_SECTION, Elf, Relocation, Section
from beebox.obj.spec import MapSpec

_PREFIX = ".struct_ops"
_LINK = ".struct_ops.link"


class Operations(NamedTuple):
    """One table: the map it is, and the function of each of its members."""

    map: MapSpec
    members: dict[str, tuple[int, int]]
    """a member's name: the section of a function, and where in it"""

    def named(self, functions: Mapping[tuple[int, int], str]) -> MapSpec:
        """Return the map with the names of its members' *functions*."""
        pairs = ((name, functions.get(place, "")) for name, place in self.members.items())
        return replace(self.map, members=tuple(pair for pair in pairs if pair[1]))


def tables(elf: Elf, btf: Btf | None) -> Iterator[Operations]:
    """Yield the tables of an object.

    Raises:
        BtfError: there are no types that say what they are.
        RelocationError: a function where the struct has no member.
    """
    for section in elf.sections:
        name = section.name.removeprefix("?")
        if not name.startswith(_PREFIX) or section.executable or not section.size:
            continue
        if btf is None:
            raise BtfError(f"section {section.name} says nothing without .BTF; use -g")
        yield from _section(elf, btf, section, link=name.startswith(_LINK))


def _section(elf: Elf, btf: Btf, section: Section, *, link: bool) -> Iterator[Operations]:
    type_id = btf.find(section.name, "datasec")
    made = btf.type(type_id) if type_id else None
    relocations = elf.relocations(section)
    data = elf.data(section)
    for entry in made.vars if isinstance(made, DataSec) else ():
        var = btf.type(entry.type)
        local = btf.resolve(btf.type(entry.type).type)  # type: ignore[union-attr]
        struct = btf.type(local)
        if not isinstance(struct, Composite):
            raise BtfError(f"{var.name} in section {section.name} is not a struct")
        flags = MapFlag.LINK if link else 0
        spec = MapSpec(
            var.name,
            MapType.STRUCT_OPS,
            4,
            0,
            1,
            flags,
            contents=data[entry.offset : entry.offset + entry.size],
            struct=essential(struct.name),
            local_type_id=local,
            autocreate=not section.name.startswith("?"),
        )
        members = dict(
            _operation(elf, struct, relocation, relocation.offset - entry.offset)
            for relocation in relocations
            if entry.offset <= relocation.offset < entry.offset + entry.size
        )
        yield Operations(spec, members)


def _operation(
    elf: Elf, struct: Composite, relocation: Relocation, offset: int
) -> tuple[str, tuple[int, int]]:
    """Return the member at *offset* and the function that it is relocated to."""
    for member in struct.members:
        if member.offset == 8 * offset:
            break
    else:
        raise RelocationError(f"struct {struct.name} has no member at byte {offset}")
    symbol = relocation.symbol
    start = symbol.value
    if symbol.type == STT_SECTION:
        raise RelocationError(f"{member.name} of struct {struct.name} is no named function")
    if symbol.section >= len(elf.sections):
        raise RelocationError(f"{member.name} of struct {struct.name}: no section")
    return member.name, (symbol.section, start)
