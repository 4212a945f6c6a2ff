"""A kernel's types with their index kept on disk: where each type begins, and the names.

The index of 126,000 types takes longer to make than most objects take to load. It is found again by
the types' content, so another kernel has another one.
"""

from __future__ import annotations

from array import array

from beebox import cache
from beebox.btf import read as btf_read
from beebox.btf.types import Btf

_KIND = "btf-index"
_WORD = "I"


class Kept(Btf):
    """Types whose index is read from the disk, or written there once it was made."""

    @property
    def starts(self) -> list[int]:
        """Where in the words each type begins."""
        if not self._starts:
            self._index()
        return self._starts

    def _note_names(self) -> None:
        if not self._firsts:
            self._index()

    def _index(self) -> None:
        key = cache.digest(self.raw)
        kept = cache.get(_KIND, key)
        if kept is None or not self._take(kept):
            self._starts = super().starts
            super()._note_names()
            cache.put(_KIND, key, self._given())

    def _given(self) -> bytes:
        """Return the index as bytes: three lengths, then the numbers."""
        others = [
            word for name, ids in self._others.items() for each in ids for word in (name, each)
        ]
        tables = (self._starts, [*self._firsts], [*self._firsts.values()], others)
        lengths = array(_WORD, map(len, tables))
        return b"".join(array(_WORD, table).tobytes() for table in (lengths, *tables))

    def _take(self, data: bytes) -> bool:
        """Take an index over; tell whether it is one."""
        words = array(_WORD, data[: len(data) // 4 * 4])
        lengths, at, tables = words[:4], 4, []
        for length in lengths:
            tables.append(words[at : at + length].tolist())
            at += length
        if len(lengths) != 4 or at != len(words) or not tables[0]:
            return False
        self._starts, names, ids, others = tables
        self._firsts = dict(zip(names, ids, strict=True))
        for name, type_id in zip(others[::2], others[1::2], strict=True):
            self._others.setdefault(name, []).append(type_id)
        return True


def read(data: bytes) -> Btf:
    """Return the types in *data*, a kernel's own.

    Raises:
        BtfError: the header is damaged.
    """
    return btf_read.read(data, made=Kept)
