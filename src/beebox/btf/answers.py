"""CO-RE's answers kept on disk: what an object's records come to in one kernel's types.

They are found again by the object's types and the kernel's. While all are known, the kernel's types
are not read at all.
"""

from __future__ import annotations

from beebox import cache
from beebox.btf.core import Answer, Kind, More, Resolver
from beebox.btf.kept import Kept
from beebox.btf.types import Btf

_KIND = "core-answers"
_NONE = "-"

Record = tuple[int, str, int]
"""what is asked: a local type's id, the access (``0:1:2``), the kind"""


def resolver(local: Btf, target: Btf, more: More = tuple) -> Resolver:
    """Return what answers records of *local* types; it remembers, where *target* has a name."""
    made = Remembering if isinstance(target, Kept) else Resolver
    return made(local, target, more)


class Remembering(Resolver):
    """A `Resolver` that has its answers from the disk, once they were given."""

    def __init__(self, local: Btf, target: Btf, more: More) -> None:
        super().__init__(local, target, more)
        assert isinstance(target, Kept)
        self._key = cache.digest(local.raw, target.key)
        self._known = _parsed(cache.get(_KIND, self._key) or b"")
        self._kept = len(self._known)

    def there(self, type_id: int, access: str, kind: int) -> Answer | None:
        """Return the answer that the kernel's types give, now or when they were first asked."""
        record = type_id, access, kind
        if record in self._known:
            return self._known[record]
        found = super().there(*record)
        if kind == Kind.TYPE_ID_LOCAL or self.candidates(type_id):
            self._known[record] = found  # modules come and go: what is theirs is asked each time
        return found

    def keep(self) -> None:
        """Write down what was learnt."""
        if len(self._known) > self._kept:
            cache.put(_KIND, self._key, _lines(self._known))
            self._kept = len(self._known)


def _lines(known: dict[Record, Answer | None]) -> bytes:
    """Return a line for each answer: the record, then what the answer holds, or a dash."""
    return "\n".join(
        " ".join(map(str, (*record, *(map(int, answer) if answer else _NONE))))
        for record, answer in known.items()
        if record[1].replace(":", "").isdecimal()
    ).encode()


def _parsed(data: bytes) -> dict[Record, Answer | None]:
    """Return what `_lines` wrote, nothing if it did not."""
    known: dict[Record, Answer | None] = {}
    try:
        for line in data.decode().splitlines():
            type_id, access, kind, *numbers = line.split(" ")
            record = int(type_id), access, int(kind)
            if numbers == [_NONE]:
                known[record] = None
            else:
                value, size, extends, pointer = map(int, numbers)
                known[record] = Answer(value, size, bool(extends), bool(pointer))
    except (ValueError, TypeError):
        return {}
    return known
