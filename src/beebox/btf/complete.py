"""BTF of an object, completed with what only its ELF file knows, as kernels want it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from beebox.btf.read import HEADER, byte_order
from beebox.btf.types import KINDS, Btf, DataSec, number_of

_FUNC = KINDS.index("func")
_STRUCT = KINDS.index("struct")
_EXTERN = 2
_KSYMS = ".ksyms"


def complete(
    btf: Btf,
    sizes: Mapping[str, int],
    offsets: Mapping[tuple[str, str], int],
    hidden: AbstractSet[str] = frozenset(),
) -> bytes:
    """Return *btf*'s blob as the kernel wants it: libbpf does the same before BTF_LOAD.

    Compilers leave the size of a section of variables 0, and the variables' offsets; *sizes* has
    them by section, *offsets* by section and variable. A variable that is in another section
    after all (LLVM moves constants) is left out. Functions in *hidden* become static, so that the
    verifier does not check them apart from their callers. What is declared and not defined is made
    such as kernels take: its functions are global, its variables nothing (`_outside`).
    """
    order = byte_order(btf.raw)
    length, types, old = struct.unpack_from(f"{order}III", btf.raw, 4)
    strings, strings_length = struct.unpack_from(f"{order}II", btf.raw, 16)
    start = length + types
    starts = [start + 4 * at for at in btf.starts[1:]]
    chunks = []
    outside = _outside(btf)
    for type_id, (at, end) in enumerate(pairwise([*starts, start + old]), 1):
        chunk = btf.raw[at:end]
        kind = btf.kind(type_id)
        if kind == "datasec" and type_id not in outside.vanish:
            made = btf.type(type_id)
            assert isinstance(made, DataSec)
            chunk = _datasec(order, chunk, _placed(btf, made, sizes, offsets))
        elif type_id in outside.vanish:
            chunk = struct.pack(f"{order}III", 0, _STRUCT << 24, 0)
        elif type_id in outside.protos:
            chunk = _named(order, chunk, outside.protos[type_id])
        elif type_id in outside.functions:
            chunk = chunk[:4] + struct.pack(f"{order}I", _FUNC << 24 | 1) + chunk[8:]
        elif kind == "var" and btf.type(type_id).linkage == _EXTERN:  # type: ignore[union-attr]
            chunk = chunk[:12] + struct.pack(f"{order}I", 1)
        elif kind == "func" and btf.type(type_id).name in hidden:
            chunk = chunk[:4] + struct.pack(f"{order}I", _FUNC << 24) + chunk[8:]
        chunks.append(chunk)
    body = b"".join(chunks)
    text = btf.raw[length + strings : length + strings + strings_length]
    header = struct.pack(f"{order}IIIII", HEADER, 0, len(body), len(body), len(text))
    return btf.raw[:4] + header + body + text


class _Outside(NamedTuple):
    """Types of what the object declares and the kernel defines."""

    vanish: frozenset[int]
    """the section ``.ksyms`` and its variables: kernels take no types for them"""
    functions: frozenset[int]
    protos: Mapping[int, int]
    """prototypes, and a name for their parameters that have none: an offset in the strings"""


def _outside(btf: Btf) -> _Outside:
    section = btf.find(_KSYMS, "datasec")
    if section is None:
        return _Outside(frozenset(), frozenset(), {})
    made = btf.type(section)
    assert isinstance(made, DataSec)
    members = [entry.type for entry in made.vars]
    functions = frozenset(each for each in members if btf.kind(each) == "func")
    protos = {
        proto: _name_offset(btf, each)
        for each in functions
        if (proto := btf.type(each).type)  # type: ignore[union-attr]  # a function
    }
    vanish = frozenset(members) - functions | {section}
    return _Outside(vanish, functions, protos)


def _name_offset(btf: Btf, type_id: int) -> int:
    length = struct.unpack_from(f"{byte_order(btf.raw)}I", btf.raw, 4)[0]
    at = length + 4 * btf.starts[type_id]
    return int(struct.unpack_from(f"{byte_order(btf.raw)}I", btf.raw, at)[0])


def _named(order: str, chunk: bytes, name: int) -> bytes:
    """Return the record of a prototype whose parameters all have names."""
    words = list(struct.unpack(f"{order}{len(chunk) // 4}I", chunk))
    for at in range(3, len(words), 2):
        if words[at + 1] and not words[at]:
            words[at] = name
    return struct.pack(f"{order}{len(words)}I", *words)


def _placed(
    btf: Btf, made: DataSec, sizes: Mapping[str, int], offsets: Mapping[tuple[str, str], int]
) -> DataSec:
    """Return *made* with what the ELF file says of its size and its variables' places."""
    if made.size or made.name not in sizes:
        return made
    entries = [
        entry._replace(offset=offset)
        for entry in made.vars
        if (offset := offsets.get((made.name, btf.type(entry.type).name))) is not None
    ]
    entries.sort(key=lambda entry: entry.offset)
    return made._replace(size=sizes[made.name], vars=tuple(entries))


def _datasec(order: str, chunk: bytes, made: DataSec) -> bytes:
    """Return the record of *made*; its name is taken from *chunk*."""
    words = [number_of(made) << 24 | len(made.vars), made.size]
    words += (word for entry in made.vars for word in entry)
    return chunk[:4] + struct.pack(f"{order}{len(words)}I", *words)
