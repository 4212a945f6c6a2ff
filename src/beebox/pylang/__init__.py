"""The typed subset of Python and its compiler to LLVM IR, for BPF and for this machine.

What programs import is here; docs/LANGUAGE.md has the rules. Importing this imports no compiler.
"""

from __future__ import annotations

from beebox.pylang.function import native
from beebox.pylang.names import (
    Array,
    Bits,
    Const,
    addr,
    cast,
    char,
    i8,
    i16,
    i32,
    i64,
    null,
    offsetof,
    ptr,
    sizeof,
    u8,
    u16,
    u32,
    u64,
)
from beebox.pylang.struct import Struct
from beebox.pylang.unit import Library, Unit

__all__ = [
    "Array",
    "Bits",
    "Const",
    "Library",
    "Struct",
    "Unit",
    "addr",
    "cast",
    "char",
    "i8",
    "i16",
    "i32",
    "i64",
    "native",
    "null",
    "offsetof",
    "ptr",
    "sizeof",
    "u8",
    "u16",
    "u32",
    "u64",
]
