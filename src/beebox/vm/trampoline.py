"""Entries that stay where they are while what they lead to changes.

A trampoline is one jump through a word of memory. Whoever holds its address (a hook's list, an
array of programs) reaches the new code the moment that word is stored, and need not be told. Code
pages are never written: the words lie on a page of data behind them.
"""

from __future__ import annotations

import ctypes
import threading

from beebox.pylang.pages import EXECUTE, PAGE, READ, Pages
from beebox.vm.cpu import is_x86_64

_SIZE = 8
_JUMP = b"\xff\x25" + (PAGE - 6).to_bytes(4, "little") + b"\xcc\xcc"
"""jmp [rip + PAGE - 6]: through the word one page on"""

_lock = threading.Lock()
_free: list[int] = []


class Trampoline:
    """A fixed entry. Change `target` at any time: calls from then on go there."""

    __slots__ = ("_word", "address")

    def __init__(self, target: int) -> None:
        with _lock:
            if not _free:
                _free.extend(_table())
            self.address = _free.pop()
        self._word = ctypes.c_uint64.from_address(self.address + PAGE)
        self.target = target

    @property
    def target(self) -> int:
        """Where it leads to. Calls that went through before may still be there."""
        return self._word.value

    @target.setter
    def target(self, target: int) -> None:
        self._word.value = target  # eight bytes, aligned: one store

    def close(self) -> None:
        """Give the entry back. Nothing may call it any more; idempotent."""
        if self.address:
            self.target = 0
            with _lock:
                _free.append(self.address)
            self.address = 0


def available() -> bool:
    """Tell whether this machine has them."""
    return is_x86_64()


def _table() -> range:
    """Make a page of trampolines, which stays; return their addresses."""
    pages = Pages(2 * PAGE)
    pages.write(0, _JUMP * (PAGE // _SIZE))
    pages.seal(0, PAGE, READ | EXECUTE)
    return range(pages.address, pages.address + PAGE, _SIZE)
