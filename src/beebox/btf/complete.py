"""BTF of an object, completed with what only its ELF file knows, as kernels want it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from beebox.btf.read import HEADER, byte_order
from beebox.btf.types import KINDS, Btf, DataSec, Int, SecVar, Var, number_of

_FUNC, _VAR, _INT = KINDS.index("func"), KINDS.index("var"), KINDS.index("int")
_EXTERN = 2
_KSYMS = ".ksyms"
_DUMMY = "dummy_ksym"
"""libbpf's name for the variable that stands for the kernel's functions in ``.ksyms``"""


def complete(
    btf: Btf,
    sizes: Mapping[str, int],
    offsets: Mapping[tuple[str, str], int],
    hidden: AbstractSet[str] = frozenset(),
) -> bytes:
    """Return *btf*'s blob as the kernel wants it: libbpf does the same before BTF_LOAD.

    Compilers leave the size of a section of variables 0, and the variables' offsets; *sizes* has
    them by section, *offsets* by section and variable. A variable that is in another section
    after all (LLVM moves constants) is left out, of linked objects, too. Functions and
    variables in *hidden* become static: the verifier does not check such functions apart from
    their callers. What is declared and not defined is made such as kernels take: defined, and its
    variables numbers (`_outside`).
    """
    order = byte_order(btf.raw)
    length, types, old = struct.unpack_from(f"{order}III", btf.raw, 4)
    strings, strings_length = struct.unpack_from(f"{order}II", btf.raw, 16)
    start = length + types
    starts = [start + 4 * at for at in btf.starts[1:]]
    outside = _outside(btf, strings_length)
    chunks = []
    for type_id, (at, end) in enumerate(pairwise([*starts, start + old]), 1):
        chunk = btf.raw[at:end]
        kind = btf.kind(type_id)
        if type_id in outside.records:
            chunk = _words(order, chunk[:4], outside.records[type_id])
        elif kind == "datasec":
            made = btf.type(type_id)
            assert isinstance(made, DataSec)
            chunk = _datasec(order, chunk, _placed(btf, made, sizes, offsets))
        elif type_id in outside.protos:
            chunk = _named(order, chunk, outside.name)
        elif kind == "var" and btf.type(type_id).linkage == _EXTERN:  # type: ignore[union-attr]
            chunk = _words(order, chunk[:12], [1])
        elif hidden and kind in ("func", "var") and btf.type(type_id).name in hidden:
            chunk = _static(order, chunk, kind)
        chunks.append(chunk)
    body = b"".join([*chunks, _words(order, b"", outside.more)])
    text = btf.raw[length + strings : length + strings + strings_length] + outside.text
    header = struct.pack(f"{order}IIIII", HEADER, 0, len(body), len(body), len(text))
    return btf.raw[:4] + header + body + text


class _Outside(NamedTuple):
    """What becomes of types of what the object declares and the kernel defines."""

    records: Mapping[int, list[int]]
    """records, but for their names, of ``.ksyms``, its functions and its variables"""
    protos: AbstractSet[int]
    """prototypes whose nameless parameters get `name`"""
    name: int
    more: list[int]
    """words of types to append"""
    text: bytes
    """strings to append"""


def _outside(btf: Btf, end: int) -> _Outside:
    """Return ``.ksyms`` as libbpf hands it on: a section of numbers, *end* is that of the strings.

    Functions leave it for one variable that stands for them all.
    """
    section = btf.find(_KSYMS, "datasec")
    if section is None:
        return _Outside({}, frozenset(), 0, [], b"")
    made = btf.type(section)
    assert isinstance(made, DataSec)
    members = [entry.type for entry in made.vars]
    functions = {each for each in members if btf.kind(each) == "func"}
    more: list[int] = []
    text = _DUMMY.encode() + b"\0" if functions else b""
    number, dummy = _number(btf), len(btf)
    if not number:  # an object without any int of 32 bits
        number, dummy = dummy, dummy + 1
        more += [end + len(text), _INT << 24, 4, 1 << 24 | 32]
        text += b"int\0"
    if functions:
        more += [end, _VAR << 24, number, 1]
    entries = [
        SecVar(dummy if each in functions else each, 4 * at, 4) for at, each in enumerate(members)
    ]
    records: dict[int, list[int]] = {
        each: [_FUNC << 24 | 1, btf.type(each).type]  # type: ignore[union-attr]  # a function
        for each in functions
    }
    records |= {each: [_VAR << 24, number, 1] for each in members if each not in functions}
    records[section] = _section(DataSec(_KSYMS, 4 * len(entries), tuple(entries)))
    protos = {record[1] for each, record in records.items() if each in functions}
    return _Outside(records, protos, end, more, text)


def _number(btf: Btf) -> int:
    """Return the first integer of 32 bits."""
    for type_id in btf.ids():
        if btf.kind(type_id) == "int":
            made = btf.type(type_id)
            if isinstance(made, Int) and made.bits == 32:
                return type_id
    return 0


def _words(order: str, head: bytes, words: list[int]) -> bytes:
    return head + struct.pack(f"{order}{len(words)}I", *words)


def _static(order: str, chunk: bytes, kind: str) -> bytes:
    if kind == "func":
        return chunk[:4] + struct.pack(f"{order}I", _FUNC << 24) + chunk[8:]
    return _words(order, chunk[:12], [0])


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
    known = {name: offset for (section, name), offset in offsets.items() if section == made.name}
    if made.size or made.name not in sizes:  # a linker has seen to it
        return made._replace(vars=_apart(btf, made, known))
    entries = [
        entry._replace(offset=known[var.name])
        for entry in made.vars
        if isinstance(var := btf.type(entry.type), Var) and var.name in known
    ]
    entries.sort(key=lambda entry: entry.offset)
    return made._replace(size=sizes[made.name], vars=tuple(entries))


def _apart(btf: Btf, made: DataSec, known: Mapping[str, int]) -> tuple[SecVar, ...]:
    """Return the variables of *made*, but who has no symbol there and lies upon others."""
    taken = [each for each in made.vars if btf.type(each.type).name in known]
    kept = [
        each
        for each in made.vars
        if each in taken
        or all(
            each.offset + each.size <= other.offset or other.offset + other.size <= each.offset
            for other in taken
        )
    ]
    return tuple(sorted(kept, key=lambda each: each.offset))


def _datasec(order: str, chunk: bytes, made: DataSec) -> bytes:
    """Return the record of *made*; its name is taken from *chunk*."""
    return _words(order, chunk[:4], _section(made))


def _section(made: DataSec) -> list[int]:
    words = [number_of(made) << 24 | len(made.vars), made.size]
    return words + [word for entry in made.vars for word in entry]
