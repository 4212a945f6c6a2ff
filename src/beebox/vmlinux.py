"""The kernel's structs and enumerators, by their names: ``from beebox.vmlinux import task_struct``.

A struct is named in programs as what a pointer points to, ``ptr[task_struct]``; an enum is an
`enum.IntEnum`, and each of its values, by itself too, is its number in Linux 6.18. All come from
the kernel's own types when they are first named.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Find what the kernel calls *name*."""
    if name.startswith("__"):
        raise AttributeError(name)
    from beebox.lang import kernel_types  # noqa: PLC0415 - reads the kernel's types

    found = kernel_types.find(name)
    if found is None:
        raise AttributeError(f"the kernel has no struct, enum or enumerator named {name}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Name the kernel's structs, unions and enums."""
    from beebox.lang import kernel_types  # noqa: PLC0415 - as above

    return sorted(kernel_types.names())
