"""What the records of a ring or perf buffer are: the object's types tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beebox.btf.types import Composite, Ptr, Var
from beebox.obj.spec import ObjectSpec


def of(spec: ObjectSpec, name: str) -> Callable[[bytes | memoryview], Any]:
    """Return what makes a value of a record of buffer *name*; bytes where no type is told."""
    from beebox.btf.records import reader  # noqa: PLC0415 - for those who read so

    type_id = record_type(spec, name)
    if not spec.btf or not type_id:
        return bytes
    read = reader(spec.btf, type_id)
    return lambda data: read(data, 0)


def record_type(spec: ObjectSpec, name: str) -> int:
    """Return the id of the type of buffer *name*'s records, 0 if nothing tells.

    The value of the map if that is a struct; else what a global ``struct ... *NAME_event`` points
    to; else the struct ``NAME_event``, ``event`` or ``Event``.
    """
    btf, declared = spec.btf, spec.maps.get(name)
    if btf is None:
        return 0
    if declared is not None and declared.value_type_id:
        value = btf.resolve(declared.value_type_id)
        if isinstance(btf.type(value), Composite):
            return value
    variable = btf.type(btf.find(f"{name}_event", "var") or 0)
    pointer = btf.type(btf.resolve(variable.type)) if isinstance(variable, Var) else None
    if isinstance(pointer, Ptr):
        return btf.resolve(pointer.type)
    names = (f"{name}_event", "event", "Event")
    return next(filter(None, (btf.find(each, "struct") for each in names)), 0) or 0
