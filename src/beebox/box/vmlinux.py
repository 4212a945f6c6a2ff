"""The types that the box verifies against: this machine's, or its own where it shows none."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from functools import cache
from pathlib import Path

from beebox.btf.types import Btf
from beebox.errors import BtfError
from beebox.spec.vmlinux import at, own

MACHINE = Path("/sys/kernel/btf/vmlinux")


@cache
def here() -> Btf:
    """Return this machine's types, or the box's own."""
    try:
        return at(MACHINE)
    except (OSError, BtfError):
        return own()


_FIRST, _APART = 0xFFFFFFFF81000000, 16
_PLACED = ("func", "var")


class Symbols(Mapping[str, int]):
    """Addresses of the kernel's functions and variables: in the box each has one, and no memory.

    Programs ask whether a symbol is there, and compare addresses.
    """

    def __getitem__(self, name: str) -> int:
        btf = here()
        found = min((each for each in btf.find_all(name) if btf.kind(each) in _PLACED), default=0)
        if not found:
            raise KeyError(name)
        return _FIRST + _APART * found

    def __iter__(self) -> Iterator[str]:
        return iter(_addresses())

    def __len__(self) -> int:
        return len(_addresses())

    def items(self) -> ItemsView[str, int]:
        """Return all, without a search for each."""
        return _addresses().items()


@cache
def _addresses() -> dict[str, int]:
    btf = here()
    named = {btf.type(each).name: each for each in reversed(btf.ids()) if btf.kind(each) in _PLACED}
    return {name: _FIRST + _APART * found for name, found in named.items()}
