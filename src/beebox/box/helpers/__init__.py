"""What helpers do: one file a family, each body in the typed subset.

A module says in `BODIES` which function a helper is. A body has the helper ABI: five arguments of
64 bits and the `Run`; what it does not need it leaves out at the end. Bodies are bound to the rows
of `beebox.spec.helpers` by the helper's number; a row without a body is refused when a program that
calls it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from beebox.abi.enums import Func
from beebox.pylang import Library, Unit

FAMILIES = ("clock", "maps", "memory", "perf", "printk", "ring", "tasks", "text")

Bodies = dict[Func, Callable[..., Any]]

_bodies: Bodies = {}
_unit: list[Unit] = []


def bodies() -> Bodies:
    """Return every helper's body.

    Raises:
        ValueError: two families claim one helper.
    """
    if not _bodies:
        for family in FAMILIES:
            rows: Bodies = import_module(f"beebox.box.helpers.{family}").BODIES
            twice = _bodies.keys() & rows.keys()
            if twice:
                raise ValueError(f"two bodies for {', '.join(func.name for func in twice)}")
            _bodies.update(rows)
    return _bodies


def library() -> Library:
    """Return the loaded bodies."""
    if not _unit:
        _unit.append(Unit("helpers", list(bodies().values())))
    return _unit[0].load()


def address(func: Func) -> int | None:
    """Return the address of a helper's body, None if it has none."""
    body = bodies().get(func)
    return None if body is None else library().address(body)
