"""A loaded program as a Python function: proven like any other, and called as quickly.

It runs on packets by the thread that calls it, with a `Run` of its own and the GIL held, so one
run is over before another begins. BPF_PROG_TEST_RUN (`beebox.box.test_run`) is for all else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beebox.abi.enums import Func, ProgType
from beebox.box.optimiser import whole
from beebox.box.pages import PAGE, Pages
from beebox.box.test_run.packets import changes_packet
from beebox.errors import BeeboxError, NotSupported
from beebox.vm import bare
from beebox.vm.entry import batch
from beebox.vm.entry.function import Owner
from beebox.vm.entry.runnable import Runnable
from beebox.vm.native import Native

if TYPE_CHECKING:
    from beebox.box.programs import Program

_READING = frozenset((Func.map_lookup_elem,))
"""Helpers that write to no packet."""


class Function(Runnable):
    """The XDP *program* of a box, which it keeps until it is closed.

    With *optimize* it has machine code of its own from tier 1, its body in the loop of batches.

    Raises:
        NotSupported: the program is of another type, or does what is not done here.
    """

    def __init__(self, program: Program, *, optimize: bool = False) -> None:
        _check(program)
        helpers = {number for _, number in bare.helper_calls(program.insns)}
        super().__init__("xdp", writes=bare.writes(program.insns) or not helpers <= _READING)
        self.engine = "tier1" if optimize else program.native.engine
        memory, native = _run_of(program), _code_of(program, optimize=optimize)
        kept = _kept(native, program, memory)
        self._own(Owner(kept, writes=self.writes, run=memory.address, bits=32))

    @property
    def owner(self) -> Owner:
        """What functions made of it keep."""
        assert self._owner is not None
        return self._owner

    def run_batch(
        self,
        packets: Any,
        offsets: Any = None,
        lengths: Any = None,
        *,
        out: Any = None,
        release_gil: bool | None = False,
    ) -> Any:
        """Run on many packets (`Runnable.run_batch`); the GIL is held.

        Raises:
            BeeboxError: *release_gil* is asked for.
        """
        _refuse(release_gil)
        return super().run_batch(packets, offsets, lengths, out=out, release_gil=False)

    def count_batch(
        self,
        packets: Any,
        offsets: Any = None,
        lengths: Any = None,
        *,
        release_gil: bool | None = False,
    ) -> Any:
        """Count the results of `run_batch`."""
        _refuse(release_gil)
        return super().count_batch(packets, offsets, lengths, release_gil=False)


def _refuse(release_gil: bool | None) -> None:
    if release_gil:
        raise BeeboxError("a program of the box has one Run: two threads cannot run it at once")


def _check(program: Program) -> None:
    """Refuse what a plain call of machine code does not do."""
    hint = "run it by hand: `Program.test_run`"
    if program.type != ProgType.XDP:
        raise NotSupported(f"{program.type.name} programs as Python functions", hint)
    if program.native.engine == "interpreter":
        raise NotSupported("interpreted programs as Python functions", hint)
    if changes_packet(program):
        raise NotSupported("Python functions that move a packet's ends", hint)
    if program.fixed.tails:
        raise NotSupported("Python functions that make tail calls", hint)


def _run_of(program: Program) -> Pages:
    """Return memory that begins with a `Run`; nobody is its current task."""
    memory = Pages(2 * PAGE)
    program.world.set_up_apart(memory)
    return memory


def _code_of(program: Program, *, optimize: bool) -> Native:
    """Return machine code of the program's own, or what its hooks run."""
    if not optimize:
        return Native(program.native.engine, program.address, lambda: None)
    from beebox.vm import objects  # noqa: PLC0415 - for those who ask

    source = whole(program)
    return objects.prepare(source._replace(loop=batch.fused("xdp", len(source.insns))))


def _kept(native: Native, program: Program, memory: Pages) -> Native:
    """Return *native* as something that keeps *program* and *memory* until it is closed."""
    program.hold()

    def close() -> None:
        native.close()
        with program.world.lock:
            memory.close()
            program.drop()

    kept = Native(native.engine, native.address, close)
    kept.loop = native.loop
    return kept
