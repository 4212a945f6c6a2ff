"""The machine: a checking interpreter, two compilers, and where programs meet memory.

`Program` is its face for those who want a machine and no kernel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beebox.vm.program import Program

__all__ = ["Program"]


def __getattr__(name: str) -> Any:
    """Import `Program` when it is first named: a kernel does not need it."""
    if name != "Program":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from beebox.vm.program import Program  # noqa: PLC0415 - the point of this function

    globals()[name] = Program
    return Program
