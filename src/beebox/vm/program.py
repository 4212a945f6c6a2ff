"""Programs without a kernel: `Program`, the face of the machine alone.

::

    with Program.assemble('''
        r0 = *(u8 *)(r1 + 12)
        exit''') as ethertype:
        ethertype.run(packet)

Nothing proves such a program. As machine code it may read and write whatever it likes, and may
never end; the interpreter (``engine="interpreter"``) checks every access and has a budget. To run
programs of others, load them into a kernel, which verifies them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from beebox.isa.insn import Insn, decode
from beebox.isa.opcodes import Class, Mode, Size
from beebox.vm import bare
from beebox.vm.entry import batch, function, plain
from beebox.vm.entry.runnable import Runnable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

if TYPE_CHECKING:
    from beebox.vm.native import Engine

Code = bytes | bytearray | memoryview | Sequence[Insn]
Helper = Callable[..., int] | int
"""A Python function of five ints, or the address of ``u64 f(r1, r2, r3, r4, r5, run)``."""

_LDX64 = Class.LDX | Mode.MEM | Size.DW
_RAW = (Insn(_LDX64, 2, 1, 8), Insn(_LDX64, 1, 1, 0))
"""What turns the address of a `beebox.vm.entry.gate.Raw` in r1 into r1 and r2."""
_PACKET = frozenset((1,))
"""The load in there that leaves a pointer."""


def _fastest(*, optimize: bool) -> Engine:
    """Return the engine that is ready soonest and still native, or with *optimize* runs fastest."""
    from beebox.vm import tier0  # noqa: PLC0415 - the interpreter needs none of it

    if optimize:
        return "tier1"
    return "tier0" if tier0.available() else "interpreter"


def _instructions(code: Code) -> tuple[Insn, ...]:
    if isinstance(code, bytes | bytearray | memoryview):
        return decode(bytes(code))
    insns = tuple(code)
    if not all(isinstance(insn, Insn) for insn in insns):
        raise TypeError("a program is Insns or their bytes; for text there is Program.assemble")
    return insns


class Program(Runnable):
    """A program that Python calls. It is checked for form, and not verified.

    *code* is instructions or their bytes. *helpers* are what ``call N`` reaches: Python functions
    that take five ints and return one, or addresses of native ones. An exception in a helper ends
    the run and is raised to its caller. *context* says what the program gets: ``"raw"`` the
    address of the packet in r1 and its length in r2, ``"xdp"`` the address of a
    `beebox.vm.contexts.XdpBuff`, ``"address"`` the int it is called with. *engine* is chosen for
    a quick start; *optimize* takes the time to make the fastest code. With *release_gil* other
    threads run meanwhile, which pays for runs of many microseconds. *memory* is what the
    interpreter allows beside packet, context and stack.

    It may be used by many threads at once.

    Raises:
        DecodeError: the program is malformed, or calls a helper that is not given.
        NotSupported: this machine does not have that engine.
    """

    def __init__(
        self,
        code: Code,
        *,
        helpers: Mapping[int, Helper] | None = None,
        engine: Engine | None = None,
        optimize: bool = False,
        context: function.Context = "raw",
        release_gil: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self.insns = _instructions(code)
        self.helpers = dict(helpers or {})
        for number, helper in self.helpers.items():
            if not (callable(helper) or isinstance(helper, int)):
                raise TypeError(f"helper {number} is a function or an address, not {helper!r}")
        bare.verify(self.insns, self.helpers)
        super().__init__(context, writes=bool(self.helpers) or bare.writes(self.insns))
        self._memory = memory or Memory()
        self.engine: Engine = engine or _fastest(optimize=optimize)
        if self.engine == "interpreter":
            self._interpret(self._interpreted())
        else:
            self._own(self._compile(release_gil))

    @classmethod
    def assemble(cls, text: str, **options: Any) -> Self:
        """Return the program that *text* says; *options* are the constructor's.

        Raises:
            AsmError: the text is not assembly.
        """
        from beebox.isa.asm import assemble  # noqa: PLC0415 - most come as bytes

        return cls(assemble(text), **options)

    def _interpreted(self) -> plain.Interpreted:
        return plain.Interpreted(
            self.insns, self.helpers, self.context, self._memory, writes=self.writes
        )

    def _compile(self, releases: bool) -> function.Owner:
        from beebox.vm.engine import prepare  # noqa: PLC0415 - the interpreter needs none of it

        bind = function.Bound(self.helpers)
        head = _RAW if self.context == "raw" else ()
        whole = bare.headed(head, self.insns)
        targets = {index: bind.addresses[helper] for index, helper in bare.helper_calls(whole)}
        source = Source(whole, targets, pointers=_PACKET if head else frozenset())
        if self.engine == "tier1":
            source = source._replace(loop=batch.fused(self.context, len(self.insns)))
        native = prepare(source, self._memory, self.engine)
        return function.Owner(native, bind.functions, writes=self.writes, releases=releases)

    def __repr__(self) -> str:
        return f"<Program of {len(self.insns)} instructions, {self.engine}>"
