"""Functions of the typed subset, declared and not compiled yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Function:
    """A function of the subset, not compiled yet. Known by identity to the compiler."""

    __slots__ = ("__wrapped__", "name", "symbol")

    def __init__(self, function: Callable[..., Any]) -> None:
        self.__wrapped__ = function
        self.name = function.__name__
        self.symbol = f"{function.__module__}.{function.__qualname__}".replace("<locals>.", "")

    def __call__(self, *_: object) -> object:
        """Refuse: Python cannot run it."""
        raise TypeError(f"{self.name} is compiled: load a Unit and ask it for the function")

    @property
    def closure(self) -> Mapping[str, object]:
        """What the function captures from functions around it, by name."""
        cells = self.__wrapped__.__closure__ or ()
        names = self.__wrapped__.__code__.co_freevars
        return {name: cell.cell_contents for name, cell in zip(names, cells, strict=True)}

    def __repr__(self) -> str:
        return f"<native {self.__wrapped__.__module__}.{self.name}>"


def native(function: F) -> F:
    """Declare *function* to be of the subset, for a `Unit` of this machine to compile."""
    declared: Any = Function(function)
    return declared  # type: ignore[no-any-return]  # checkers see the function itself


def stamp(thing: object) -> int | str:
    """Return what tells a captured constant from another: integers as they are."""
    if isinstance(thing, frozenset):
        return repr(sorted(thing, key=repr))
    return int(thing) if isinstance(thing, int) else repr(thing)
