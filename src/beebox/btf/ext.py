"""``.BTF.ext``: what the compiler says about instructions, by section.

Three tables, each a record size and then blocks of (section name, count, records):
functions (where each starts and its type), lines (source file, line, column, text), and CO-RE
relocations (which instruction depends on which field of which type). Linux:
tools/lib/bpf/btf.h; Documentation/bpf/btf.rst section 4.2.
"""

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from beebox.btf.read import MAGIC, byte_order
from beebox.btf.types import Btf
from beebox.errors import BtfError


class Func(NamedTuple):
    """At byte *offset* of the section a function of BTF type *type_id* starts."""

    offset: int
    type_id: int


class Line(NamedTuple):
    """From byte *offset* of the section on: file and text as string offsets, line, column."""

    offset: int
    file_off: int
    line_off: int
    line: int
    column: int


class Core(NamedTuple):
    """The instruction at byte *offset* depends on *access* of type *type_id*, in way *kind*."""

    offset: int
    type_id: int
    access: str
    kind: int


class Ext(NamedTuple):
    """The three tables, by section name."""

    funcs: dict[str, list[Func]]
    lines: dict[str, list[Line]]
    cores: dict[str, list[Core]]


_Records = dict[str, list[tuple[int, ...]]]


def read(data: bytes, btf: Btf) -> Ext:
    """Return what *data* says; names and texts are strings of *btf*.

    Raises:
        BtfError: it is damaged.
    """
    order = byte_order(data)
    length, func_off, func_len, line_off, line_len = struct.unpack_from(f"{order}IIIII", data, 4)
    core_off, core_len = 0, 0
    if length >= 32 and len(data) >= 32:
        core_off, core_len = struct.unpack_from(f"{order}II", data, 24)
    funcs = _table(data, btf, order, (length + func_off, func_len, 2), "function")
    lines = _table(data, btf, order, (length + line_off, line_len, 4), "line")
    cores = _table(data, btf, order, (length + core_off, core_len, 4), "CO-RE")
    return Ext(
        {name: [Func(r[0], r[1]) for r in rows] for name, rows in funcs.items()},
        {
            name: [Line(r[0], r[1], r[2], r[3] >> 10, r[3] & 0x3FF) for r in rows]
            for name, rows in lines.items()
        },
        {
            name: [Core(r[0], r[1], btf.string(r[2]), r[3]) for r in rows]
            for name, rows in cores.items()
        },
    )


def _table(data: bytes, btf: Btf, order: str, where: tuple[int, int, int], what: str) -> _Records:
    """Return the records of one table: their first *words* words, by section name."""
    start, length, words = where
    if not length:
        return {}
    end = start + length
    if end > len(data) or length < 4:
        raise BtfError(f".BTF.ext: the {what} table goes beyond the end")
    (size,) = struct.unpack_from(f"{order}I", data, start)
    if size < 4 * words or size % 4:
        raise BtfError(f".BTF.ext: {what} records of {size} bytes, expected {4 * words}")
    record = struct.Struct(f"{order}{words}I{size - 4 * words}x")
    found: _Records = {}
    at = start + 4
    while at < end:
        if at + 8 > end:
            raise BtfError(f".BTF.ext: the {what} table ends within a block")
        name_off, count = struct.unpack_from(f"{order}II", data, at)
        at += 8
        if at + count * size > end:
            raise BtfError(f".BTF.ext: {count} {what} records go beyond the end of their table")
        rows = record.iter_unpack(data[at : at + count * size])
        found.setdefault(btf.string(name_off), []).extend(rows)
        at += count * size
    return found


class CoreRow(NamedTuple):
    """A `Core` to write: its *access* is a string offset."""

    offset: int
    type_id: int
    access: int
    kind: int


def write(
    funcs: Mapping[int, Sequence[Func]],
    lines: Mapping[int, Sequence[Line]],
    cores: Mapping[int, Sequence[CoreRow]] | None = None,
    order: str = "<",
) -> bytes:
    """Return the bytes of the tables; sections and texts are offsets of the BTF's strings."""
    rows = {
        at: [(n.offset, n.file_off, n.line_off, n.line << 10 | min(n.column, 0x3FF)) for n in each]
        for at, each in lines.items()
    }
    tables = [_blocks(order, 8, funcs), _blocks(order, 16, rows)]
    if cores:
        tables.append(_blocks(order, 16, cores))
    ends = list(accumulate(map(len, tables), initial=0))
    places = [word for at, table in zip(ends, tables, strict=False) for word in (at, len(table))]
    places += [ends[-1], 0] * (3 - len(tables))
    return struct.pack(f"{order}HBBI6I", MAGIC, 1, 0, 32, *places) + b"".join(tables)


def _blocks(order: str, size: int, blocks: Mapping[int, Sequence[tuple[int, ...]]]) -> bytes:
    found = [struct.pack(f"{order}I", size)]
    for name, rows in blocks.items():
        found.append(struct.pack(f"{order}II", name, len(rows)))
        found += (struct.pack(f"{order}{len(row)}I", *row) for row in rows)
    return b"".join(found)
