"""Maps of an object that are declared in ``.maps``.

libbpf's conventions. A variable in ``.maps`` is a struct that is never filled: what it says is in
the *types* of its members. ``__uint(max_entries, 8)`` declares ``int (*max_entries)[8]``,
``__type(key, u32)`` declares ``u32 *key``, ``__array(values, T)`` declares ``T *values[]``.
"""

from __future__ import annotations

from dataclasses import replace

from beebox.abi.enums import MapType
from beebox.btf.types import (
    Array,
    Btf,
    DataSec,
    Enum,
    FuncProto,
    Fwd,
    Member,
    Ptr,
    Struct,
    Type,
    Var,
)
from beebox.errors import BtfError, ElfError
from beebox.obj.elf import STT_SECTION, Elf, Relocation, Section
from beebox.obj.spec import MapSpec

MAPS = ".maps"
NAME_LENGTH = 15

_WITHOUT_TYPES = frozenset(
    {
        MapType.PERF_EVENT_ARRAY,
        MapType.CGROUP_ARRAY,
        MapType.STACK_TRACE,
        MapType.ARRAY_OF_MAPS,
        MapType.HASH_OF_MAPS,
        MapType.DEVMAP,
        MapType.DEVMAP_HASH,
        MapType.CPUMAP,
        MapType.XSKMAP,
        MapType.SOCKMAP,
        MapType.SOCKHASH,
        MapType.ARENA,
    }
)
"""map types whose keys and values are not for people (and the kernel takes no BTF of)"""


def declared(btf: Btf) -> dict[int, MapSpec]:
    """Return the maps of ``.maps`` by their offset in it.

    Raises:
        ElfError: a declaration says too little, or something that is not known.
    """
    section = btf.find(MAPS, "datasec")
    if section is None:
        return {}
    found = {}
    made = btf.type(section)
    assert isinstance(made, DataSec)
    for entry in made.vars:
        var = btf.type(entry.type)
        if not isinstance(var, Var):
            raise BtfError(f"{MAPS} holds type {entry.type}, which is not a variable")
        found[entry.offset] = declaration(btf, var.name, var.type)
    return found


def filled(found: dict[int, MapSpec], elf: Elf, section: Section, btf: Btf) -> dict[int, MapSpec]:
    """Return *found* with what ``.values = { [1] = &inner }`` puts into the maps.

    Raises:
        ElfError: something is put where a map has no element.
    """
    made = dict(found)
    starts = sorted(found)
    for relocation in elf.relocations(section):
        start = max((at for at in starts if at <= relocation.offset), default=-1)
        if start < 0:
            raise ElfError(f"section {MAPS}: nothing is declared at {relocation.offset}")
        spec = made[start]
        index, odd = divmod(relocation.offset - start - _values_offset(btf, spec.name), 8)
        if odd or not 0 <= index < 1 << 32:
            raise ElfError(f"map {spec.name}: {relocation.symbol.name} is put where no value is")
        entry = index, _put(relocation, section, made)
        made[start] = replace(spec, fill=(*spec.fill, entry))
    return made


def _put(relocation: Relocation, section: Section, made: dict[int, MapSpec]) -> str:
    """Return the name of what is put: a function's, or a map's, static ones by their place."""
    symbol = relocation.symbol
    if symbol.section == section.number and symbol.value in made:
        return made[symbol.value].name
    if symbol.type == STT_SECTION or not symbol.section:
        what = symbol.name or "what is put there"
        raise ElfError(
            f"section {MAPS}, offset {relocation.offset}: {what} is no map or program of the object"
        )
    return symbol.name


def _values_offset(btf: Btf, name: str) -> int:
    """Return where in its declaration the values of map *name* are."""
    var = btf.type(btf.find(name, "var") or 0)
    made = btf.type(btf.resolve(var.type)) if isinstance(var, Var) else None
    for member in made.members if isinstance(made, Struct) else ():
        if member.name == "values":
            return member.offset // 8
    raise ElfError(f"map {name}: it has no values, and something is put into it")


class _Declared:
    """What the members of one declaration have said so far."""

    def __init__(self, btf: Btf, name: str, *, is_inner: bool) -> None:
        self.btf = btf
        self.name = name
        self.is_inner = is_inner
        self.numbers: dict[str, int] = {}
        self.types: dict[str, int] = {}
        self.inner: MapSpec | None = None

    def fail(self, message: str) -> ElfError:
        """Return an error that names the map."""
        return ElfError(f"map {self.name}: {message}")

    def number(self, member: Member) -> None:
        """Read ``__uint(name, 8)``: a pointer to an array of 8; or an enum of one value."""
        made = self.resolved(member.type)
        if isinstance(made, Ptr) and isinstance(array := self.resolved(made.type), Array):
            self.numbers[member.name] = array.length
        elif isinstance(made, Enum) and len(made.values) == 1:
            self.numbers[member.name] = made.values[0].value
        else:
            raise self.fail(f"{member.name} is not declared by __uint()")

    def sized(self, member: Member) -> None:
        """Read ``__type(key, T)``: a pointer to T."""
        made = self.resolved(member.type)
        if not isinstance(made, Ptr):
            raise self.fail(f"{member.name} is not declared by __type()")
        behind = self.resolved(made.type)
        if isinstance(behind, Fwd):
            kind = "union" if behind.union else "struct"
            raise self.fail(
                f"{member.name} is {kind} {behind.name}, which the types only declare; clang "
                f"leaves out what only an inner map names: write __uint({member.name}_size, "
                "sizeof(...)), or have a variable of it"
            )
        size = self.btf.size(made.type)
        if self.numbers.setdefault(f"{member.name}_size", size) != size:
            raise self.fail(f"{member.name}_size is not the size of {member.name}, {size}")
        self.types[member.name] = made.type

    def values(self, member: Member) -> None:
        """Read ``__array(values, T)``: an array of pointers to another declaration."""
        made = self.resolved(member.type)
        pointer = self.resolved(made.type) if isinstance(made, Array) else None
        if not isinstance(pointer, Ptr):
            raise self.fail("values is not declared by __array()")
        self.numbers.setdefault("value_size", 4)
        if not isinstance(self.resolved(pointer.type), FuncProto):
            if self.is_inner:
                raise self.fail("a map inside a map cannot hold maps itself")
            self.inner = declaration(
                self.btf, f"{self.name}.inner"[:NAME_LENGTH], pointer.type, is_inner=True
            )

    def resolved(self, type_id: int) -> Type:
        """Return the type behind typedefs and qualifiers."""
        return self.btf.type(self.btf.resolve(type_id))


_NUMBERS = frozenset(
    {
        "type",
        "max_entries",
        "key_size",
        "value_size",
        "map_flags",
        "map_extra",
        "numa_node",
        "pinning",
    }
)


def declaration(btf: Btf, name: str, type_id: int, *, is_inner: bool = False) -> MapSpec:
    """Return the map *name* that is declared by a variable of this type.

    Raises:
        ElfError: the declaration says too little, or something that is not known.
    """
    said = _Declared(btf, name, is_inner=is_inner)
    made = said.resolved(type_id)
    if not isinstance(made, Struct):
        raise said.fail("it is not a struct; declare it as in: struct { __uint(type, ...); }")
    if len(made.members) > len(_NUMBERS) + 3:
        raise said.fail(f"{len(made.members)} members are more than a declaration can have")
    for member in made.members:
        if member.name in _NUMBERS:
            said.number(member)
        elif member.name in ("key", "value"):
            said.sized(member)
        elif member.name == "values":
            said.values(member)
        else:
            raise said.fail(f"what {member.name or 'a nameless member'} says of a map is not known")
    return _spec(said)


def _spec(said: _Declared) -> MapSpec:
    numbers = said.numbers
    if "type" not in numbers:
        raise said.fail("its type is not declared: __uint(type, BPF_MAP_TYPE_...)")
    try:
        kind = MapType(numbers["type"])
    except ValueError:
        newest = max(MapType)
        raise said.fail(
            f"map type {numbers['type']} is not known; Linux 6.18 has types up to {newest:d}"
        ) from None
    types = {} if kind in _WITHOUT_TYPES else said.types
    return MapSpec(
        said.name,
        kind,
        numbers.get("key_size", 0),
        numbers.get("value_size", 0),
        numbers.get("max_entries", 0),
        numbers.get("map_flags", 0),
        types.get("key", 0),
        types.get("value", 0),
        pinning=numbers.get("pinning", 0),
        inner=said.inner,
        extra=numbers.get("map_extra", 0),
        numa_node=numbers.get("numa_node", 0),
    )
