"""BTF of an assembly program: what its functions, maps and variables are, as far as it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from beebox.btf import ext
from beebox.btf.types import (
    Array,
    DataSec,
    Func,
    FuncProto,
    Int,
    Member,
    Param,
    Ptr,
    SecVar,
    Struct,
    Var,
)
from beebox.btf.write import Builder
from beebox.isa.asm import declare
from beebox.isa.asm.unit import TEXT, MapRow, Section, Symbol, Unit

_POINTER = 64
"""bits"""
_LONGEST = 200
"""how much of a source line is kept"""
_DATA = re.compile(r"\.(data|rodata|bss)(\.|$)")


class Function(NamedTuple):
    """A function: where it starts is its symbol's place; its *size* in bytes."""

    symbol: Symbol
    size: int


class Types:
    """The types of one object while they are gathered."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.builder = Builder()
        self._ints: dict[str, int] = {}
        self._ids: dict[str, int] = {}

    def __len__(self) -> int:
        """How many types there are."""
        return len(self.builder) - 1

    def integer(self, name: str) -> int:
        """Return the type of ``u32``, ``s8``, ``char`` or ``int``."""
        if name not in self._ints:
            if name in ("int", "char"):
                made = Int(
                    name, 4 if name == "int" else 1, signed=True, bits=32 if name == "int" else 8
                )
            else:
                bits = int(name[1:])
                made = Int(_C_NAMES[name], bits // 8, signed=name[0] == "s", bits=bits)
            self._ints[name] = self.builder.add(made)
        return self._ints[name]

    def array(self, element: int, length: int) -> int:
        """Return the type of an array."""
        return self.builder.add(Array(element, self.integer("int"), length))

    def named(self, text: str) -> int:
        """Return the type that a map's option names: ``u64``, ``char[16]``."""
        name, _, count = text.partition("[")
        element = self.integer(name)
        return self.array(element, int(count[:-1])) if count else element

    def maps(self) -> None:
        """Add the declarations of ``.map``."""
        structs: dict[str, int] = {}
        variables = []
        rows = {row.name: row for row in self.unit.maps}
        for row in self.unit.maps:
            structs[row.name] = 0
        for row in sorted(self.unit.maps, key=lambda row: bool(row.inner)):
            if row.inner and (row.inner not in rows or rows[row.inner].inner):
                hint = f".map {row.inner}, type=array, ... says how the maps in it are"
                raise self.unit.fail_at(
                    f"{row.inner} is not a map that can be inside another", (row.line, 0, 0), hint
                )
            structs[row.name] = self._declaration(row, structs)
        for row in self.unit.maps:
            symbol = self.unit.symbols[row.name]
            var = self.builder.add(Var(_identifier(row.name), structs[row.name], 1))
            variables.append(SecVar(var, symbol.offset, declare.size(row)))
        if variables:
            self.builder.add(DataSec(declare.MAPS, self.unit.maps_end, tuple(variables)))

    def _declaration(self, row: MapRow, structs: Mapping[str, int]) -> int:
        members = []
        for place, name in enumerate(declare.members(row)):
            if name in row.numbers:
                made = self.builder.add(Ptr("", self.array(self.integer("int"), row.numbers[name])))
            elif name in row.types:
                made = self.builder.add(Ptr("", self.named(row.types[name])))
            else:
                made = self.array(self.builder.add(Ptr("", structs[row.inner])), 0)
            members.append(Member(name, made, place * _POINTER))
        return self.builder.add(Struct("", declare.size(row), tuple(members)))

    def data(self, section: Section, labels: Iterable[Symbol]) -> None:
        """Add the variables of a section of data: integers by their size, else arrays of bytes."""
        rows = list(labels)
        if not rows or not _DATA.match(section.name):
            return
        ends = [*(row.offset for row in rows), section.here]
        found = []
        for row, (start, end) in zip(rows, pairwise(ends), strict=True):
            size = min(row.size or end - start, section.here - start)
            if size <= 0:
                continue
            kind = (
                self.integer(_BY_SIZE[size])
                if size in _BY_SIZE
                else self.array(self.integer("u8"), size)
            )
            var = self.builder.add(Var(_identifier(row.name), kind, 1 if row.bind else 0))
            found.append(SecVar(var, start, size))
        if found:
            self.builder.add(DataSec(section.name, section.here, tuple(found)))

    def functions(self, functions: Iterable[Function]) -> None:
        """Add the functions: a program takes its context; of others nothing is known.

        They are static for that reason: kernels check a global one by its type alone.
        """
        context = 0
        for function in functions:
            program = function.symbol.section != TEXT
            context = context or self.builder.add(Ptr("", 0))
            params = (Param("ctx", context),) if program else ()
            proto = self.builder.add(FuncProto(self.integer("int"), params))
            made = Func(_identifier(function.symbol.name), proto, 1 if program else 0)
            self._ids[function.symbol.name] = self.builder.add(made)

    def build(self, functions: Mapping[str, list[Function]]) -> tuple[bytes, bytes]:
        """Return the bytes of ``.BTF`` and ``.BTF.ext``, the latter empty if there is no code."""
        funcs, lines = {}, {}
        file = self.builder.string(self.unit.source.name or "<asm>")
        for name, every in functions.items():
            if every:
                at = self.builder.string(name)
                funcs[at] = [
                    ext.Func(each.symbol.offset, self._ids[each.symbol.name]) for each in every
                ]
                lines[at] = self._lines(self.unit.sections[name], file)
        table = ext.write(funcs, lines) if funcs else b""
        return self.builder.build(), table

    def _lines(self, section: Section, file: int) -> list[ext.Line]:
        text = self.unit.source.lines
        return [
            ext.Line(offset, file, self.builder.string(_printable(text[line - 1])), line, column)
            for offset, line, column in section.lines
        ]


_C_NAMES = {
    "u8": "unsigned char",
    "u16": "unsigned short",
    "u32": "unsigned int",
    "u64": "unsigned long long",
    "s8": "signed char",
    "s16": "short",
    "s32": "int",
    "s64": "long long",
}
_BY_SIZE = {1: "u8", 2: "u16", 4: "u32", 8: "u64"}


def _identifier(name: str) -> str:
    """Return *name* as kernels take it: letters, digits and ``_``."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII)
    return f"_{plain}" if plain[:1].isdigit() else plain


def _printable(line: str) -> str:
    return line.strip().replace("\0", " ")[:_LONGEST].encode(errors="replace").decode()
