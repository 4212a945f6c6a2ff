"""A kernel's types, read when one is asked for, with their index kept on disk.

The index (where each type begins, and the names) of 126,000 types takes longer to make than most
objects take to load. It is found again by what names the types, so another kernel has another one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from beebox import cache
from beebox.btf import read as btf_read
from beebox.btf.types import Btf

_KIND = "btf-index"
_WORD = "I"

Tables = tuple["array[int]", "array[int]", "array[int]"]
"""where each type begins; the names there are, sorted; whose each is"""


class Kept(Btf):
    """Types whose index is read from the disk, or written there once it was made.

    *source* returns their bytes; it is called when a type is first asked for. *key* names those
    very types: equal keys, equal types.
    """

    def __init__(self, source: Callable[[], bytes], key: str) -> None:
        self._source = source
        self.key = key

    def __getattr__(self, name: str) -> object:
        if name == "_source" or "raw" in vars(self):
            raise AttributeError(name)
        data = self._source()
        super().__init__(data, *btf_read.parts(data))
        return getattr(self, name)

    @property
    def starts(self) -> Sequence[int]:
        """Where in the words each type begins."""
        if not self._starts:
            self._index()
        return self._starts

    def _sorted(self) -> tuple[Sequence[int], Sequence[int]]:
        if self._names is None:
            self._index()
        return self._names or (), self._ids

    def _index(self) -> None:
        tables = _tables(cache.get(_KIND, self.key) or b"")
        if tables is None:
            self._starts = super().starts
            names, ids = super()._sorted()
            tables = array(_WORD, self._starts), array(_WORD, names), array(_WORD, ids)
            cache.put(_KIND, self.key, _bytes(tables))
        self._starts, self._names, self._ids = tables


def _bytes(tables: Tables) -> bytes:
    """Return the tables as bytes: their lengths, then the numbers."""
    return b"".join(map(bytes, (array(_WORD, map(len, tables)), *tables)))


def _tables(data: bytes) -> Tables | None:
    """Return what `_bytes` wrote, None if it did not."""
    words = array(_WORD, data[: len(data) // 4 * 4])
    starts, names, ids = words[:3] if len(words) > 3 else (0, 0, 1)
    if names != ids or not starts or len(words) != 3 + starts + names + ids:
        return None
    return (
        words[3 : 3 + starts],
        words[3 + starts : 3 + starts + names],
        words[3 + starts + names :],
    )


def read(data: bytes) -> Btf:
    """Return the types in *data*, a kernel's own.

    Raises:
        BtfError: the header is damaged, said when a type is first asked for.
    """
    return Kept(lambda: data, cache.digest(data))
