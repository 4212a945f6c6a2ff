"""Units: sets of functions compiled together for this machine, and the libraries they load as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class Function:
    """A function of the subset, not compiled yet. Known by identity to the compiler."""

    __slots__ = ("__wrapped__", "name")

    def __init__(self, function: Callable[..., Any]) -> None:
        self.__wrapped__ = function
        self.name = function.__name__

    def __call__(self, *arguments: object) -> object:
        raise TypeError(f"{self.name} is compiled: load a Unit and ask it for the function")

    def __repr__(self) -> str:
        return f"<native {self.__wrapped__.__module__}.{self.name}>"


def native(function: F) -> F:
    """Declare *function* to be of the subset, for a `Unit` of this machine to compile."""
    declared: Any = Function(function)
    return declared  # type: ignore[no-any-return]  # checkers see the function itself


class Library:
    """A loaded unit."""

    def address(self, function: Callable[..., Any]) -> int:
        """Return the address of a function that the unit names."""
        raise NotImplementedError

    def function(self, function: Callable[..., Any]) -> Callable[..., int]:
        """Return a Python callable of a function that the unit names; it releases the GIL."""
        raise NotImplementedError


class Unit:
    """Functions to compile together, with *constants* for the `Const` names they use.

    Making one costs nothing. `load` takes the object from the cache, or compiles.
    """

    __slots__ = ("_library", "constants", "functions", "name")

    def __init__(
        self,
        name: str,
        functions: Sequence[Callable[..., Any]],
        constants: Mapping[str, int] | None = None,
    ) -> None:
        self.name = name
        self.functions = tuple(functions)
        self.constants = dict(constants or {})
        self._library: Library | None = None

    def load(self) -> Library:
        """Return the library, the same each time.

        Raises:
            CompileError: a function is outside the subset.
        """
        raise NotImplementedError
