"""The choice of an engine: whichever it is, a program becomes a native entry to call.

The entry is ``u64 prog(void *ctx, struct Run *run)`` in the System V ABI, so whoever runs
programs needs not know how they are run. Tier 0 is ready at once; tier 1 takes LLVM and a
hundred times as long, unless its object was kept (`beebox.vm.objects`), and runs fastest; the
interpreter checks everything.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from beebox.bits import U64
from beebox.errors import NotSupported
from beebox.vm import tier0
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

if TYPE_CHECKING:
    from beebox.vm.interpreter import Interpreter

Engine = Literal["tier0", "tier1", "interpreter"]
ENGINES: tuple[Engine, ...] = ("tier0", "tier1", "interpreter")

_Entry = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)


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
        result = _Entry(self.address)(ctx, run)
        if self.fault is not None:
            raise self.fault
        assert isinstance(result, int)
        return result

    def close(self) -> None:
        """Give up the code. Nothing may call the entry any more; idempotent."""
        if self.address:
            self.address = self.base = 0
            self._close()


def prepare(
    source: Source, memory: Memory, engine: Engine | None = None, *, harden: bool = False
) -> Native:
    """Make a fixed-up program ready to run.

    *memory* is what the interpreter allows. Without *engine* the one that is ready soonest and
    still native is taken. With *harden* no number of the program stands in machine code
    (`beebox.vm.blind`).

    Raises:
        NotSupported: there is no such engine on this machine, or it cannot be hardened.
    """
    chosen = engine or ("tier0" if tier0.available() else "interpreter")
    if chosen not in ENGINES:
        raise NotSupported(f"there is no engine {chosen!r}", f"choose one of {', '.join(ENGINES)}")
    if chosen == "interpreter":
        return _interpreted(source, memory)
    if harden and chosen == "tier1":
        raise NotSupported("tier 1 puts blinded constants together again", "choose tier 0")
    if chosen == "tier1":
        from beebox.vm import objects  # noqa: PLC0415 - for those who ask

        return objects.prepare(source)
    if not tier0.available():
        raise NotSupported("tier 0 makes x86-64 code", "choose the interpreter")
    if harden:
        from beebox.vm.blind import blind  # noqa: PLC0415 - for those who ask

        source = blind(source)
    code = tier0.compile(source.insns, source.targets, source.tails, source.arena)
    page = Executable(code.image)
    return Native("tier0", page.address, page.close, code.image, code.offsets)


def _interpreted(source: Source, memory: Memory) -> Native:
    from beebox.vm.interpreter import Interpreter, address_of  # noqa: PLC0415 - tier 0 does not need it

    interpreter = Interpreter(
        source.insns, source.targets, memory, tails=source.tails, arena=source.arena
    )

    def enter(ctx: int, run: int) -> int:
        try:
            return interpreter.run(ctx, run) & U64
        except BaseException as fault:  # noqa: BLE001 - would be lost on its way through native code
            native.fault = fault
            native.on_fault(fault)
            return 0

    kept = [_Entry(enter)]
    native = Native("interpreter", address_of(kept[0]), kept.clear)
    native.interpreter = interpreter
    return native
