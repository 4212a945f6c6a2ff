"""``beebox gen skeleton``: a Python module that has an object in it, and types for what is in that.

Structs and unions of maps, buffers and variables become frozen dataclasses; what a dataclass cannot
say (a field named as a keyword) is Any. Members of a union are all read, and those that are set are
written. `beebox.skeleton` is what the module imports.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from beebox.abi.enums import MapType
from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    Int,
    Member,
    Ptr,
    Union,
    Var,
    kind_of,
)
from beebox.kernel.client import PER_CPU
from beebox.loader.events import record_type
from beebox.obj.spec import MapSpec, ObjectSpec, Variable
from beebox.skeleton import pack

BUFFERS = {MapType.RINGBUF, MapType.PERF_EVENT_ARRAY}
VALUES = {
    MapType.HASH, MapType.ARRAY, MapType.LRU_HASH, MapType.LPM_TRIE, MapType.TASK_STORAGE,
    MapType.SK_STORAGE, MapType.INODE_STORAGE, MapType.CGRP_STORAGE, MapType.CGROUP_STORAGE,
} | PER_CPU  # fmt: skip
_TAKEN = {"Any", "BufferOf", "Global", "MapOf", "AMap", "AProgram", "Maps", "Part", "Programs",
          "Skeleton", "unset", "bool", "bytes", "float", "int", "list", "str"}  # fmt: skip
_DEPTH = 16
_ZERO = {"int": "0", "str": '""', "float": "0.0", "bool": "False", "bytes": 'b""'}


def module(spec: ObjectSpec, data: bytes, source: str) -> str:
    """Return the text of the module for object *spec*, the bytes *data* of file *source*."""
    return "\n".join(_Writer(spec).lines(data, source)) + "\n"


def identifier(name: str) -> str:
    """Return *name* as Python can say it."""
    plain = re.sub(r"\W", "_", name.lstrip(".")) or "_"
    return f"_{plain}" if plain[0].isdigit() else plain + "_" * keyword.iskeyword(plain)


def camel(name: str) -> str:
    """Return *name* as a class is named."""
    parts = [part for part in re.split(r"[^a-zA-Z0-9]+", name) if part]
    made = "".join(part[0].upper() + part[1:] for part in parts) or "Object"
    return f"_{made}" if made[0].isdigit() else made


class _Writer:
    """One module being written: its classes by type."""

    def __init__(self, spec: ObjectSpec) -> None:
        self.spec = spec
        self.name = camel(spec.name) + "Object" * (camel(spec.name) in _TAKEN)
        self._classes: dict[int, str] = {}
        self._bodies: list[str] = []
        self._used = {*_TAKEN, self.name}

    def lines(self, data: bytes, source: str) -> Iterator[str]:
        """Yield the lines."""
        maps, programs = list(self.maps()), list(self.programs())
        sections = dict(self.sections())
        yield f'"""{self.spec.name}, typed: made of {source} by beebox gen skeleton."""'
        yield ""
        yield "from __future__ import annotations"
        yield ""
        body = [*maps, *programs, *(line for part in sections.values() for line in part)]
        text = "\n".join([*self._bodies, *body])
        if self._bodies:
            fields = ", field" if "field(" in text else ""
            yield f"from dataclasses import dataclass{fields}"
        if re.search(r"\bAny\b", text):
            yield "from typing import Any"
        yield from [""] if self._bodies or "Any" in text else []
        names = ["AMap", "AProgram", "BufferOf", "Global", "MapOf", "Part", "Skeleton", "packed"]
        always = {"Part", "Skeleton", "packed"}
        wanted = [name for name in names if name in always or re.search(rf"= {name}\(", text)]
        wanted += ["unset"] if re.search(r"= unset$", text, re.MULTILINE) else []
        yield f"from beebox.skeleton import {', '.join(wanted)}"
        yield ""
        yield from self._bodies
        yield from self.part("Maps", "The maps.", maps)
        yield from self.part("Programs", "The programs.", programs)
        for name, rows in sections.items():
            yield from self.part(self._section_class(name), f"The variables of {name}.", rows)
        yield from self.skeleton(list(sections), data)

    def skeleton(self, sections: list[str], data: bytes) -> Iterator[str]:
        """Yield the class of the object."""
        yield ""
        yield f"class {self.name}(Skeleton):"
        yield f'    """The object {self.spec.name}."""'
        yield ""
        yield "    maps: Maps"
        yield "    programs: Programs"
        for name in sections:
            yield f"    {identifier(name)}: {self._section_class(name)}"
        yield ""
        yield f'    name = "{self.spec.name}"'
        yield "    code = packed("
        yield '        """'
        yield pack(data)
        yield '"""'
        yield "    )"

    def part(self, name: str, doc: str, rows: list[str]) -> Iterator[str]:
        """Yield a class of things that have names."""
        yield ""
        yield f"class {name}(Part):"
        yield f'    """{doc}"""'
        if rows:
            yield ""
        yield from rows
        yield ""

    def _section_class(self, name: str) -> str:
        made = camel(identifier(name))
        return made + "_" if made in {"Maps", "Programs", self.name} | _TAKEN else made

    @staticmethod
    def row(name: str, kind: str, *arguments: str) -> str:
        """Return the line of one thing; it is told its name if Python says that otherwise."""
        told = (f'name="{name}"',) if identifier(name) != name else ()
        return f"    {identifier(name)} = {kind}({', '.join((*arguments, *told))})"

    def maps(self) -> Iterator[str]:
        """Yield a line for each map that the object declares."""
        inside = {place.map for place in self.spec.variables.values()}
        for name, each in self.spec.maps.items():
            if name in inside or each.contents is not None or name == self.spec.config_map:
                continue
            if each.type in BUFFERS:
                record = record_type(self.spec, name)
                kind = self.python(record, f"{name}_event") if record else "bytes"
                yield self.row(name, "BufferOf", kind)
            elif each.type in VALUES:
                yield self.row(name, "MapOf", *self.key_and_value(each))
            else:
                yield self.row(name, "AMap")

    def key_and_value(self, each: MapSpec) -> tuple[str, str]:
        """Return the types of a map's keys and values; bytes where the object has none."""
        key = self.python(each.key_type_id, f"{each.name}_key") if each.key_type_id else "bytes"
        value = (
            self.python(each.value_type_id, f"{each.name}_value") if each.value_type_id else "bytes"
        )
        return key, f"list[{value}]" if each.type in PER_CPU else value

    def programs(self) -> Iterator[str]:
        """Yield a line for each program."""
        for name in self.spec.programs:
            yield self.row(name, "AProgram")

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the sections of variables, and a line for each variable."""
        found: dict[str, list[Variable]] = {}
        for place in self.spec.variables.values():
            if place.map in self.spec.maps and not place.name.endswith("_event"):
                found.setdefault(self._section(place.map), []).append(place)
        for section, places in found.items():
            yield (
                section,
                [self.row(place.name, "Global", self._variable(place)) for place in places],
            )

    def _section(self, name: str) -> str:
        """Return the section that map *name* (``tool.rodata``) is."""
        return name[name.index(".") :] if "." in name else name

    def _variable(self, place: Variable) -> str:
        return self.python(place.type_id, place.name) if place.type_id else "int"

    # --- types -----------------------------------------------------------------------------------

    def python(self, type_id: int, name: str, depth: int = _DEPTH) -> str:
        """Return the Python type of values of a type; an anonymous struct is called *name*."""
        btf = self.spec.btf
        if btf is None or not depth:
            return "Any"
        resolved = btf.resolve(type_id)
        made = btf.type(resolved)
        match made:
            case Int():
                return "bool" if made.bool else "int"
            case Ptr() | Enum():
                return "int"
            case Float():
                return "float"
            case Array():
                return self._array(btf, made, name, depth)
            case Var():
                return self.python(made.type, name, depth - 1)
            case Composite():
                return self._struct(btf, resolved, made, name, depth)
        return "Any"

    def _array(self, btf: Btf, made: Array, name: str, depth: int) -> str:
        element = btf.type(btf.resolve(made.type))
        if (
            isinstance(element, Int)
            and element.size == 1
            and (element.char or element.name == "char")
        ):
            return "str"
        return f"list[{self.python(made.type, name, depth - 1)}]"

    def _struct(self, btf: Btf, type_id: int, made: Composite, name: str, depth: int) -> str:
        if type_id in self._classes:
            return self._classes[type_id]
        if not _sayable(btf, made):
            return "Any"
        called = camel(made.name or name)
        while called in self._used:
            called += "_"
        self._used.add(called)
        self._classes[type_id] = called
        fields = [
            (member.name, self.python(member.type, f"{called}_{member.name}", depth - 1), shared)
            for member, shared in _members(btf, made, shared=isinstance(made, Union))
        ]
        self._bodies += ["", "@dataclass(frozen=True, slots=True)", f"class {called}:"]
        self._bodies += [f'    """{kind_of(made)} {made.name or "without a name"}."""', ""]
        self._bodies += [
            f"    {field}: {kind} = {'unset' if shared else _zero(kind)}"
            for field, kind, shared in fields
        ] or ["    ..."]
        self._bodies.append("")
        return called


def _zero(kind: str) -> str:
    if kind in _ZERO:
        return _ZERO[kind]
    if kind.startswith("list["):
        return "field(default_factory=list)"
    return f"field(default_factory={'dict' if kind == 'Any' else kind})"


def _members(btf: Btf, made: Composite, *, shared: bool) -> Iterator[tuple[Member, bool]]:
    """Yield the members that have names, and whether others have the same bytes (a union).

    Those of anonymous members are among them.
    """
    for member in made.members:
        inner = btf.type(btf.resolve(member.type))
        if member.name:
            yield member, shared
        elif isinstance(inner, Composite):
            yield from _members(btf, inner, shared=shared or isinstance(inner, Union))


def _sayable(btf: Btf, made: Composite) -> bool:
    """Tell whether a dataclass can have these fields: plain names, each once."""
    names = [member.name for member, _ in _members(btf, made, shared=False)]
    plain = (not keyword.iskeyword(each) and not each.startswith("__") for each in names)
    return all(plain) and len(set(names)) == len(names)
