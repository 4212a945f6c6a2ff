"""A program that is ready to run: a native entry, whichever engine made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from beebox.vm.abi import ENTRY

if TYPE_CHECKING:
    from beebox.vm.interpreter import Interpreter

Engine = Literal["tier0", "tier1", "interpreter"]
ENGINES: tuple[Engine, ...] = ("tier0", "tier1", "interpreter")


class Native:
    """A program that is ready to run, at *address*. It stays callable until `close`.

    *image*, which lies at *base*, is the machine code, and *offsets* is where each instruction
    starts in it; empty if the program is interpreted, or where nobody can say (tier 1).
    """

    __slots__ = (
        "_close",
        "address",
        "base",
        "engine",
        "fault",
        "image",
        "interpreter",
        "loop",
        "offsets",
        "on_fault",
    )

    def __init__(
        self,
        engine: Engine,
        address: int,
        close: Callable[[], None],
        image: bytes = b"",
        offsets: tuple[int, ...] = (),
        base: int = 0,
    ) -> None:
        self.engine = engine
        self.address = address
        self.base = base or address
        self.image = image
        self.offsets = offsets
        self.interpreter: Interpreter | None = None
        """what runs the program, if it is interpreted: to be driven by hand"""
        self.loop = 0
        """where `Source.loop` begins, if this engine puts programs into loops"""
        self.fault: BaseException | None = None
        """what the last run of an interpreted program died of; it then returned 0"""
        self.on_fault: Callable[[BaseException], None] = lambda _fault: None
        """told of each fault"""
        self._close = close

    def run(self, ctx: int, run: int = 0) -> int:
        """Run once through ctypes; good for tests, too slow for events.

        Raises:
            BeeboxError: the program is interpreted, and it faulted.
        """
        self.fault = None
        result = ENTRY(self.address)(ctx, run)
        if self.fault is not None:
            raise self.fault
        assert isinstance(result, int)
        return result

    def close(self) -> None:
        """Give up the code. Nothing may call the entry any more; idempotent."""
        if self.address:
            self.address = self.base = 0
            self._close()
