"""The choice of an engine: whichever it is, a program becomes a native entry to call.

The entry is ``u64 prog(void *ctx, struct Run *run)`` in the System V ABI, so whoever runs
programs needs not know how they are run. Tier 0 is ready at once; tier 1 takes LLVM and a
hundred times as long, unless its object was kept (`beebox.vm.objects`), and runs fastest; the
interpreter checks everything.
"""

from __future__ import annotations

from beebox.bits import U64
from beebox.errors import NotSupported
from beebox.vm import tier0
from beebox.vm.abi import ENTRY, address_of
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.native import ENGINES, Engine, Native
from beebox.vm.source import Source


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
    from beebox.vm.interpreter import Interpreter  # noqa: PLC0415 - tier 0 does not need it

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

    kept = [ENTRY(enter)]
    native = Native("interpreter", address_of(kept[0]), kept.clear)
    native.interpreter = interpreter
    return native
