"""The choice of an engine: whichever it is, a program becomes a native entry to call.

The entry is ``u64 prog(void *ctx, struct Run *run)`` in the System V ABI, so whoever runs
programs needs not know how they are run.
"""

from __future__ import annotations

import ctypes
from typing import Literal

from beebox.bits import U64
from beebox.errors import BeeboxError, NotSupported
from beebox.vm import tier0
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

Engine = Literal["tier0", "interpreter"]
ENGINES: tuple[Engine, ...] = ("tier0", "interpreter")

_Entry = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)


class Native:
    """A program that is ready to run. It stays callable until `close`.

    *image* and *offsets* are the machine code and where each instruction starts in it; empty if
    the program is interpreted. *fault* is what the last run of an interpreted program died of
    (it then returned 0).
    """

    __slots__ = ("_keep", "address", "engine", "fault", "image", "offsets")

    def __init__(self, engine: Engine, image: bytes = b"", offsets: tuple[int, ...] = ()) -> None:
        self.engine = engine
        self.image = image
        self.offsets = offsets
        self.address = 0
        self.fault: Exception | None = None
        self._keep: object = None

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
        """Give up the code. Nothing may call the entry any more."""
        if isinstance(self._keep, Executable):
            self._keep.close()
        self._keep = None
        self.address = 0


def prepare(source: Source, memory: Memory, engine: Engine | None = None) -> Native:
    """Make a fixed-up program ready to run.

    *memory* is what the interpreter allows. Without *engine* the one that is ready soonest and
    still native is taken.

    Raises:
        NotSupported: this machine does not have that engine.
    """
    chosen = engine or ("tier0" if tier0.available() else "interpreter")
    if chosen == "interpreter":
        return _interpreted(source, memory)
    if not tier0.available():
        raise NotSupported("tier 0 makes x86-64 code", "choose the interpreter")
    code = tier0.compile(source.insns, source.targets, source.tails, source.arena)
    native = Native("tier0", code.image, code.offsets)
    native._keep = executable = Executable(code.image)  # noqa: SLF001 - its maker
    native.address = executable.address
    return native


def _interpreted(source: Source, memory: Memory) -> Native:
    from beebox.vm.interpreter import Interpreter, address_of  # noqa: PLC0415 - tier 0 does not need it

    interpreter = Interpreter(source.insns, source.targets, memory, tails=source.tails)
    native = Native("interpreter")

    def enter(ctx: int, run: int) -> int:
        try:
            return interpreter.run(ctx, run) & U64
        except BeeboxError as fault:
            native.fault = fault
            return 0

    native._keep = entry = _Entry(enter)  # noqa: SLF001 - its maker
    native.address = address_of(entry)
    return native
