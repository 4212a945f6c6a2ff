"""What an object has, by name: ``live.maps["counts"]``, or ``live.maps.counts`` for short."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Names(dict[str, T], Generic[T]):
    """A dict whose items are attributes, too, unless dict has a method of that name."""

    def __init__(self, noun: str) -> None:
        super().__init__()
        self._noun = noun

    def __getattr__(self, name: str) -> T:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(self._missing(name)) from None

    def __missing__(self, name: str) -> T:
        raise KeyError(self._missing(name))

    def _missing(self, name: str) -> str:
        return f"there is no {self._noun} {name!r}; there are {', '.join(sorted(self)) or 'none'}"
