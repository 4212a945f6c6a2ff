"""Types as the words that came, and the log of looking at them.

After Linux 6.18 kernel/bpf/btf.c: struct btf_verifier_env, btf_verifier_log_type,
btf_verifier_log_member, btf_verifier_log_vsi.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from enum import IntEnum
from errno import EINVAL
from typing import NamedTuple, NoReturn

from beebox.errors import BtfError

_IDENTIFIER = re.compile(
    rb"[A-Za-z_.\xc0-\xd6\xd8-\xf6\xf8-\xff][A-Za-z0-9_.\xc0-\xd6\xd8-\xf6\xf8-\xff]*\Z"
)
"""letters are those of Latin 1"""
_SECTION = re.compile(rb"[\x20-\x7e\xa0-\xff]+\Z")
_LONGEST = 512
"""KSYM_NAME_LEN"""


class Kind(IntEnum):
    """BTF_KIND_*."""

    VOID, INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, TYPEDEF, VOLATILE, CONST = range(11)
    RESTRICT, FUNC, FUNC_PROTO, VAR, DATASEC, FLOAT, DECL_TAG, TYPE_TAG, ENUM64 = range(11, 20)


MODIFIERS = frozenset((Kind.TYPEDEF, Kind.VOLATILE, Kind.CONST, Kind.RESTRICT, Kind.TYPE_TAG))
COMPOSITES = frozenset((Kind.STRUCT, Kind.UNION))
ENUMS = frozenset((Kind.ENUM, Kind.ENUM64))


class Refused(BtfError):  # noqa: N818 - a verdict, as the verifier's is
    """The types are refused; *log* is what Linux writes."""

    def __init__(self, message: str, errno: int) -> None:
        super().__init__(message)
        self.errno = errno
        self.log = ""


class Member(NamedTuple):
    """A member of a struct, or a variable of a section: the three words of it."""

    name: int
    type: int
    offset: int


class Raw:
    """The types, by id where their words start, and what was said of them."""

    def __init__(self, *, log: bool) -> None:
        self.wanted = log
        self.words: array[int] = array("I")
        self.size = 0
        """of the types in bytes, which may be no whole number of words"""
        self.strings = b""
        self.starts = [-1]
        self.id = 0
        """the type that is looked at"""
        self.resolving = False
        """all types were read; lines about members now name their struct, too"""
        self.details: dict[int, Callable[[Raw, int], str]] = {}
        self._lines: list[str] = []
        self._names: dict[int, bool] = {}

    @property
    def text(self) -> str:
        """The log."""
        return "".join(self._lines)

    def say(self, text: str) -> None:
        """Append to the log, if one is wanted."""
        if self.wanted:
            self._lines.append(text)

    def refuse(self, message: str, errno: int = EINVAL) -> NoReturn:
        """Refuse the types."""
        self.say(message)
        raise Refused(message, errno)

    def kind(self, ident: int) -> int:
        """Return the kind of a type."""
        return self.words[self.starts[ident] + 1] >> 24 & 0x1F if ident else 0

    def count(self, ident: int) -> int:
        """Return how many elements a type has (vlen)."""
        return self.words[self.starts[ident] + 1] & 0xFFFF

    def flag(self, ident: int) -> bool:
        """Return its kind flag."""
        return bool(self.words[self.starts[ident] + 1] >> 31)

    def target(self, ident: int) -> int:
        """Return the third word: the size of the type, or what it refers to."""
        return self.words[self.starts[ident] + 2] if ident else 0

    def known(self, ident: int) -> bool:
        """Tell whether there is such a type."""
        return ident < len(self.starts)

    def member(self, ident: int, number: int) -> Member:
        """Return a member of a struct, or a variable of a section."""
        at = self.starts[ident] + 3 + 3 * number
        return Member(*self.words[at : at + 3])

    def name(self, offset: int) -> str:
        """Return the name at *offset* as the log shows it (__btf_name_by_offset)."""
        if not offset:
            return "(anon)"
        if offset >= len(self.strings):
            return "(invalid-name-offset)"
        return self.bytes(offset).decode(errors="surrogateescape")

    def bytes(self, offset: int) -> bytes:
        """Return the string at *offset*."""
        return self.strings[offset : self.strings.index(0, offset)]

    def is_identifier(self, offset: int) -> bool:
        """Tell whether the name at *offset* is one (btf_name_valid_identifier)."""
        found = self._names.get(offset)
        if found is None:
            name = self.bytes(offset)
            found = len(name) <= _LONGEST and bool(_IDENTIFIER.match(name))
            self._names[offset] = found
        return found

    def is_section(self, offset: int) -> bool:
        """Tell whether the name at *offset* is one of a section (btf_name_valid_section)."""
        name = self.bytes(offset)
        return len(name) <= _LONGEST and bool(_SECTION.match(name))

    def line(self, ident: int, what: str = "", *, details: bool = True) -> str:
        """Return what the log says of a type."""
        words, start = self.words, self.starts[ident]
        kind = words[start + 1] >> 24 & 0x1F
        text = f"[{self.id}] {Kind(kind).name} {self.name(words[start])}"
        if details:
            text += f" {self.details[kind](self, ident)}"
        return f"{text}{' ' if what else ''}{what}\n"

    def refuse_type(
        self, ident: int, what: str, errno: int = EINVAL, *, details: bool = True
    ) -> NoReturn:
        """Refuse the types for one of them."""
        self.refuse(self.line(ident, what, details=details), errno)

    def member_line(self, ident: int, member: Member, what: str = "") -> str:
        """Return what the log says of a member of a struct."""
        text = self.line(ident) if self.resolving else ""
        text += f"\t{self.name(member.name)} type_id={member.type} "
        if self.flag(ident):
            text += f"bitfield_size={member.offset >> 24} "
        offset = member.offset & 0xFFFFFF if self.flag(ident) else member.offset
        return f"{text}bits_offset={offset}{' ' if what else ''}{what}\n"

    def refuse_member(self, ident: int, member: Member, what: str) -> NoReturn:
        """Refuse the types for a member of a struct."""
        self.refuse(self.member_line(ident, member, what))

    def variable_line(self, ident: int, variable: Member, what: str = "") -> str:
        """Return what the log says of a variable of a section."""
        text = self.line(ident) if self.resolving else ""
        type_id, offset, size = variable
        text += f"\t type_id={type_id} offset={offset} size={size}"
        return f"{text}{' ' if what else ''}{what}\n"

    def refuse_variable(self, ident: int, variable: Member, what: str) -> NoReturn:
        """Refuse the types for a variable of a section."""
        self.refuse(self.variable_line(ident, variable, what))
