"""One of the objects that are linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from beebox.btf import ext as btf_ext
from beebox.btf import read as btf_read
from beebox.btf.ext import Ext
from beebox.btf.types import Btf, DataSec, Func, Type, Var
from beebox.errors import BtfError
from beebox.obj.elf import SHT_NOBITS, SHT_PROGBITS, STB_LOCAL, Elf, Section, Symbol

_LEFT_OUT = (".BTF", ".debug_")
"""prefixes of sections that are made anew, or that nobody reads in a linked object"""
STATIC = 0
"""a linkage: not seen by other objects"""
SPECIAL = 0xFF00
"""sections from here on are none: absolute and common symbols"""


@dataclass(frozen=True, slots=True)
class Input:
    """An object: its *name* for messages, its file, its types."""

    name: str
    elf: Elf
    btf: Btf | None
    ext: Ext

    @classmethod
    def read(cls, name: str, elf: Elf) -> Input:
        """Return the object in *elf*."""
        section, more = elf.section(".BTF"), elf.section(".BTF.ext")
        btf = btf_read.read(elf.data(section)) if section else None
        ext = btf_ext.read(elf.data(more), btf) if more and btf else Ext({}, {}, {})
        return cls(name, elf, btf, ext)

    def sections(self) -> Iterator[Section]:
        """Yield the sections that go into the linked object."""
        for section in self.elf.sections:
            plain = section.type in (SHT_PROGBITS, SHT_NOBITS)
            if plain and section.size and not section.name.startswith(_LEFT_OUT):
                yield section

    def types(self) -> Iterator[tuple[int, Type]]:
        """Yield its types and their ids; none if it has no BTF.

        Raises:
            BtfError: one is damaged.
        """
        if self.btf is None:
            return
        try:
            for type_id in self.btf.ids():
                yield type_id, self.btf.type(type_id)
        except BtfError as error:
            raise BtfError(f"{self.name}: {error}") from error

    def named(self) -> Iterator[tuple[int, Func | Var]]:
        """Yield the types of what other objects see, defined or not."""
        for type_id, made in self.types():
            if isinstance(made, Func | Var) and made.linkage != STATIC:
                yield type_id, made

    def datasecs(self) -> Iterator[DataSec]:
        """Yield the sections of variables."""
        for _, made in self.types():
            if isinstance(made, DataSec):
                yield made

    def globals(self) -> Iterator[Symbol]:
        """Yield the symbols that other objects see, defined or not."""
        for symbol in self.elf.symbols:
            if symbol.bind != STB_LOCAL and symbol.name:
                yield symbol
