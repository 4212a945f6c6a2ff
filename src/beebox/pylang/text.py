"""How LLVM IR writes types, names and constants."""

from __future__ import annotations

from beebox.pylang.types import BOOL, VOID, IntType, Type


def llvm(kind: Type) -> str:
    """Return the LLVM type of a value."""
    if isinstance(kind, IntType):
        return f"i{kind.width}"
    if kind is BOOL:
        return "i1"
    return "void" if kind is VOID else "ptr"


def in_memory(kind: Type) -> str:
    """Return the LLVM type of a value in memory."""
    return "i8" if kind is BOOL else llvm(kind)


def literal(data: bytes) -> str:
    """Return bytes as an IR constant."""
    return 'c"' + "".join(f"\\{byte:02X}" for byte in data) + '"'


def quote(name: str) -> str:
    """Return a symbol's name as IR writes it, without the sigil."""
    return name if name.replace("_", "a").replace(".", "a").isalnum() else f'"{name}"'


def extension(kind: Type) -> str:
    """Return how a small integer is passed: widened by its sign, as C compilers do."""
    if kind is BOOL:
        return " zeroext"
    if isinstance(kind, IntType) and kind.width < 32:
        return " signext" if kind.signed else " zeroext"
    return ""
