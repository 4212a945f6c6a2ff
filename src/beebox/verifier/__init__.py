"""The proof that a program is safe; it is handed its tables and knows no kernel.

`verify` walks a program as Linux 6.18's kernel/bpf/verifier.c does and answers `Verified` or
`Rejected`, with a log in the kernel's format. What it does not understand it refuses. The walk
itself, a hundred modules, is imported when `verify` is named: proofs that are kept need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beebox.verifier.api import (
    Facts,
    Line,
    MapValue,
    Options,
    Place,
    Program,
    Records,
    Rejected,
    Stats,
    Tables,
    Translated,
    Verified,
    default_tables,
)

if TYPE_CHECKING:
    from beebox.verifier.check import verify

__all__ = [
    "Facts",
    "Line",
    "MapValue",
    "Options",
    "Place",
    "Program",
    "Records",
    "Rejected",
    "Stats",
    "Tables",
    "Translated",
    "Verified",
    "default_tables",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import the walk when it is named first."""
    if name != "verify":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from beebox.verifier.check import verify as made  # noqa: PLC0415 - a hundred modules

    globals()[name] = made
    return made
