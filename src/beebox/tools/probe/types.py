"""C's types of arguments, as 64-bit machines have them (LP64)."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A type: *name* in the language of programs, what it points to if it is a pointer.

    What was not *declared* is 64 bits of a register, of which the reader knows how many count.
    """

    name: str
    to: Kind | None = None
    declared: bool = True

    @property
    def signed(self) -> bool:
        """Whether it may be negative."""
        return self.name[0] == "i"

    @property
    def is_text(self) -> bool:
        """Whether it is the address of a text."""
        return self.to is not None and self.to.name in ("i8", "u8") and self.to.to is None


I64, U64, BOOL = Kind("i64"), Kind("u64"), Kind("bool")
RAW = Kind("u64", declared=False)
_VOID = Kind("void")
_LENGTHS = {"char": 8, "short": 16, "int": 32, "long": 64, "long long": 64}
_KNOWN = {
    **{f"{sign}{bits}": f"{'u' if 'u' in sign else 'i'}{bits}"
       for sign in ("u", "s", "i", "__u", "__s") for bits in (8, 16, 32, 64)},
    **{f"{sign}int{bits}_t": f"{sign or 'i'}{bits}"
       for sign in ("u", "") for bits in (8, 16, 32, 64)},
    "void": "void", "bool": "u8", "_Bool": "u8", "FILE": "void", "DIR": "void",
    "size_t": "u64", "ssize_t": "i64", "off_t": "i64", "loff_t": "i64", "time_t": "i64",
    "intptr_t": "i64", "uintptr_t": "u64", "pid_t": "i32", "uid_t": "u32", "gid_t": "u32",
    "mode_t": "u32", "dev_t": "u64", "ino_t": "u64", "socklen_t": "u32", "clockid_t": "i32",
}  # fmt: skip
_NOISE = {"const", "volatile", "restrict", "register"}
_PARTS = {"unsigned", "signed", "int", "char", "short", "long"}
WORDS = {*_KNOWN, *_NOISE, *_PARTS, "struct", "union", "enum"}
"""with these a type begins"""


def find(words: list[str], stars: int) -> Kind | None:
    """Return the type that is written so, with that many ``*``; None: there is no such."""
    made = _plain([word for word in words if word not in _NOISE])
    if made is None:
        return None
    for _ in range(stars):
        made = Kind("u64", made)
    return made


def _plain(words: list[str]) -> Kind | None:
    if len(words) == 2 and words[0] in ("struct", "union", "enum"):
        return Kind("u32") if words[0] == "enum" else _VOID
    if len(words) == 1 and words[0] in _KNOWN:
        return Kind(_KNOWN[words[0]])
    if not words or not set(words) <= _PARTS:
        return None
    unsigned = "unsigned" in words
    rest = " ".join(word for word in words if word not in ("unsigned", "signed"))
    length = rest.removesuffix(" int") if rest != "int" else "int"
    bits = _LENGTHS.get(length or "int")
    return None if bits is None else Kind(f"{'u' if unsigned else 'i'}{bits}")
