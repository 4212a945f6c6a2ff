"""The proof that a program is safe; it is handed its tables and knows no kernel.

`verify` walks a program as Linux 6.18's kernel/bpf/verifier.c does and answers `Verified` or
`Rejected`, with a log in the kernel's format. What it does not understand it refuses.
"""

from __future__ import annotations

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
    Verified,
    default_tables,
)
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
    "Verified",
    "default_tables",
    "verify",
]
