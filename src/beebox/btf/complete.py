"""BTF of an object, completed with what only its ELF file knows, as kernels want it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise

from beebox.btf.read import HEADER, byte_order
from beebox.btf.types import KINDS, Btf, DataSec, number_of

_FUNC = KINDS.index("func")


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
    verifier does not check them apart from their callers.
    """
    order = byte_order(btf.raw)
    length, types, old = struct.unpack_from(f"{order}III", btf.raw, 4)
    strings, strings_length = struct.unpack_from(f"{order}II", btf.raw, 16)
    start = length + types
    starts = [start + 4 * at for at in btf.starts[1:]]
    chunks = []
    for type_id, (at, end) in enumerate(pairwise([*starts, start + old]), 1):
        chunk = btf.raw[at:end]
        kind = btf.kind(type_id)
        if kind == "datasec":
            made = btf.type(type_id)
            assert isinstance(made, DataSec)
            chunk = _datasec(order, chunk, _placed(btf, made, sizes, offsets))
        elif kind == "func" and btf.type(type_id).name in hidden:
            chunk = chunk[:4] + struct.pack(f"{order}I", _FUNC << 24) + chunk[8:]
        chunks.append(chunk)
    body = b"".join(chunks)
    text = btf.raw[length + strings : length + strings + strings_length]
    header = struct.pack(f"{order}IIIII", HEADER, 0, len(body), len(body), len(text))
    return btf.raw[:4] + header + body + text


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
