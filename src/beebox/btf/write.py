"""Types to bytes: BTF built from a list of types."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from beebox.btf.read import HEADER, MAGIC, words_of
from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    DataSec,
    DeclTag,
    Enum,
    Enum64,
    Float,
    Func,
    FuncProto,
    Fwd,
    Int,
    Reference,
    Type,
    Var,
    Void,
    number_of,
)
from beebox.errors import BtfError

_KIND_FLAG = 1 << 31


class Builder:
    """A list of types that becomes a BTF blob. Ids are given in the order of `add`, from 1 on.

    *strings* stay where they are: others refer to them. With *base*, ids and strings go on where
    it ends (split BTF, as kernel modules have it).
    """

    def __init__(self, strings: bytes = b"\0", base: Btf | None = None) -> None:
        self._first, self._from = (len(base), base.strings_end) if base else (1, 0)
        self._records: list[bytes] = []
        self._strings = bytearray(strings)
        self._offsets: dict[str, int] = {"": 0}

    def __len__(self) -> int:
        """How many ids are given, void included."""
        return self._first + len(self._records)

    def string(self, text: str) -> int:
        """Return the offset of *text* in the strings, adding it if it is new."""
        offset = self._offsets.get(text)
        if offset is None:
            offset = self._offsets[text] = self._from + len(self._strings)
            self._strings += text.encode() + b"\0"
        return offset

    def add(self, made: Type) -> int:
        """Append a type and return its id. It may refer to ids that are given later."""
        if isinstance(made, Void):
            raise BtfError("void is type 0 already")
        flag, length, size_or_type, rest = _parts(made, self.string)
        info = (_KIND_FLAG if flag else 0) | number_of(made) << 24 | length
        words = (self.string(made.name), info, size_or_type, *rest)
        self._records.append(b"".join((word & 0xFFFFFFFF).to_bytes(4, "little") for word in words))
        return len(self) - 1

    def build(self, order: str = "<") -> bytes:
        """Return the blob, in a byte *order* of `struct`."""
        types = b"".join(self._records)
        if order == ">":  # all that types say is words
            types = words_of(types, order).tobytes()
        header = struct.pack(
            f"{order}HBBIIIII", MAGIC, 1, 0, HEADER, 0, len(types), len(types), len(self._strings)
        )
        return header + types + self._strings


_Parts = tuple[bool, int, int, list[int]]
"""kind flag, number of elements, size or type, further words"""


def _parts(made: Type, string: Callable[[str], int]) -> _Parts:  # noqa: PLR0912 - one case a kind
    match made:
        case Int():
            encoding = made.signed | made.char << 1 | made.bool << 2
            return False, 0, made.size, [encoding << 24 | made.offset << 16 | made.bits]
        case Float():
            return False, 0, made.size, []
        case Array():
            return False, 0, 0, [made.type, made.index_type, made.length]
        case Composite():
            return _composite(made, string)
        case Enum64():
            pairs = [(string(v.name), v.value, v.value >> 32) for v in made.values]
            return made.signed, len(pairs), made.size, [word for pair in pairs for word in pair]
        case Enum():
            both = [(string(v.name), v.value) for v in made.values]
            return made.signed, len(both), made.size, [word for pair in both for word in pair]
        case Fwd():
            return made.union, 0, 0, []
        case Func():
            return False, made.linkage, made.type, []
        case FuncProto():
            params = [(string(p.name), p.type) for p in made.params]
            return False, len(params), made.type, [word for pair in params for word in pair]
        case Var():
            return False, 0, made.type, [made.linkage]
        case DataSec():
            return False, len(made.vars), made.size, [word for entry in made.vars for word in entry]
        case DeclTag():
            return made.attribute, 0, made.type, [made.component]
        case Reference():
            return made.attribute, 0, made.type, []
        case _:
            raise BtfError(f"{made!r} is not a type that can be written")


def _composite(made: Composite, string: Callable[[str], int]) -> _Parts:
    fields = any(member.bits for member in made.members)
    words: list[int] = []
    for name, kind, offset, bits in made.members:
        words += (string(name), kind, bits << 24 | offset if fields else offset)
    return fields, len(made.members), made.size, words


def write(types: Iterable[Type], strings: bytes = b"\0") -> bytes:
    """Return a blob of *types*, whose ids are 1, 2, ... in this order; *strings* come first."""
    builder = Builder(strings)
    for made in types:
        builder.add(made)
    return builder.build()
