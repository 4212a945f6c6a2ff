"""Records as the classes of whoever reads them: dataclasses and named tuples, lists of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_origin, get_type_hints

Take = Callable[[Any], Any]


def has_fields(kind: object) -> bool:
    """Tell whether *kind* is a dataclass or a class of named tuples."""
    return hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields")


def taker(kind: Any) -> Take:
    """Return what makes a *kind* of a value as `beebox.btf.records` reads it.

    A class with fields takes the attributes of their names, those that are such classes in turn.
    """
    if has_fields(kind):
        names = getattr(kind, "__dataclass_fields__", None) or kind._fields
        hints = get_type_hints(kind)
        parts = {name: taker(hints[name]) for name in names}
        return lambda value: kind(**{n: take(getattr(value, n)) for n, take in parts.items()})
    if get_origin(kind) is list and any(map(has_fields, get_args(kind))):
        take = taker(get_args(kind)[0])
        return lambda values: [take(value) for value in values]
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
