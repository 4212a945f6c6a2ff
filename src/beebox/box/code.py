"""The machine code of a program in the box, which may be replaced by better while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beebox.vm import trampoline

if TYPE_CHECKING:
    from beebox.vm.native import Native
    from beebox.vm.trampoline import Trampoline


class Code:
    """What serves a program: *native*, until it is replaced.

    Hooks and arrays of programs hold `address`, which leads to what serves now. What served
    before stays until `close`: it may be running, and nobody can say when it has stopped.
    """

    __slots__ = ("_before", "_entry", "native", "tried")

    def __init__(self, native: Native) -> None:
        self.native = native
        self.tried = False
        """it was to be replaced already, and that may have failed"""
        self._before: list[Native] = []
        self._entry: Trampoline | None = None
        if native.engine == "tier0" and trampoline.available():
            self._entry = trampoline.Trampoline(native.address)

    @property
    def address(self) -> int:
        """The entry, the same for as long as the program lives."""
        return self._entry.address if self._entry is not None else self.native.address

    @property
    def replaceable(self) -> bool:
        """Whether there is an entry that can be led elsewhere."""
        return self._entry is not None

    def replace(self, native: Native) -> None:
        """Have *native* serve all calls from now on."""
        assert self._entry is not None
        self._before.append(self.native)
        self.native = native
        self._entry.target = native.address

    def close(self) -> None:
        """Free all of it. The program is attached nowhere and runs no more."""
        if self._entry is not None:
            self._entry.close()
        for native in (self.native, *self._before):
            native.close()
