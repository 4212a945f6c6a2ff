"""The types in a file: BTF itself, or the ``.BTF`` of an object, a kernel module or vmlinux."""

from __future__ import annotations

from beebox.btf.read import read
from beebox.btf.types import Btf
from beebox.errors import BtfError
from beebox.obj import elf


def types(data: bytes, base: Btf | None = None) -> Btf:
    """Return the types in the bytes of a file; *base* is what those of a module go on from.

    A module made apart from its kernel has a distilled base of its own (``.BTF.base``).

    Raises:
        ElfError: an ELF file that is damaged.
        BtfError: there are none, or they are damaged.
    """
    if data[:4] != b"\x7fELF":
        return read(data, base)
    found = elf.contents(data, ".BTF")
    if found is None:
        raise BtfError("the file has no section .BTF: it was compiled without -g, or stripped")
    own = elf.contents(data, ".BTF.base")
    if own is None:
        return read(found, base)
    return read(found, read(own))
