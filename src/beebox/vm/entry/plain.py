"""Single runs without machine code of our own around them: interpreted, and through ctypes."""

from __future__ import annotations

import ctypes
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from beebox.bits import U64
from beebox.errors import BeeboxError
from beebox.isa.insn import Insn
from beebox.vm import bare
from beebox.vm.contexts import XdpBuff
from beebox.vm.entry.gate import Raw
from beebox.vm.entry.held import Held
from beebox.vm.memory import Memory, Region

if TYPE_CHECKING:
    from beebox.vm.entry.batch import Table
    from beebox.vm.entry.function import Owner


def make_context(kind: str, data: int, size: int) -> Any:
    """Return a `Raw` or an `XdpBuff` for the packet at *data*."""
    if kind == "raw":
        return Raw(data=data, length=size)
    return XdpBuff(
        data=data, data_end=data + size, data_meta=data, data_hard_start=data, frame_size=size
    )


@contextmanager
def held(packet: Any, *, writes: bool) -> Iterator[Held]:
    """Hold the memory of *packet*, or of a copy if it is read-only and the program *writes*."""
    with Held(packet) as found:
        if not (writes and found.readonly):
            yield found
            return
    with Held(bytearray(packet)) as copy:
        yield copy


class Interpreted:
    """A program in the interpreter: packet, context and stack are the memory that it has."""

    def __init__(
        self,
        insns: Sequence[Insn],
        helpers: Mapping[int, Callable[..., int] | int],
        kind: str,
        memory: Memory,
        *,
        writes: bool,
    ) -> None:
        from beebox.vm.interpreter import Interpreter  # noqa: PLC0415 - machine code needs it not

        self._closed = False
        self._helpers = dict(helpers)
        self._kind = kind
        self._memory = memory
        self._writes = writes
        numbers = dict(bare.helper_calls(insns))
        self._program = Interpreter(insns, numbers, memory, self._call)

    def _call(self, number: int, *args: int) -> int:
        from beebox.vm.interpreter import call_native  # noqa: PLC0415 - as above

        helper = self._helpers[number]
        if isinstance(helper, int):
            return call_native(helper, *args)
        return operator.index(helper(*args[:5])) & U64

    def run(self, packet: Any) -> int:
        """Run once; return r0.

        Raises:
            MemoryFault: an access outside packet, context and stack.
            BudgetExceeded: it does not end.
        """
        if self._kind == "address":
            return self._start(self._memory, operator.index(packet))
        with held(packet, writes=self._writes) as found:
            return self.on(found.address, found.size)

    def on(self, data: int, size: int) -> int:
        """Run once on the packet at *data*; return r0."""
        memory = Memory(beneath=self._memory)
        if size:
            memory.add(Region("packet", data, size, writable=self._writes))
        if self._kind == "raw":
            return self._start(memory, data, size)
        context = make_context(self._kind, data, size)
        place = ctypes.addressof(context)
        memory.add(Region("context", place, ctypes.sizeof(context), writable=False))
        return self._start(memory, place)

    def close(self) -> None:
        """Run no more."""
        self._closed = True

    def each(self, table: Table) -> None:
        """Run on every packet of a table."""
        rows = (ctypes.c_uint64 * (2 * table.batch.count)).from_address(table.packets)
        for index in range(table.batch.count):
            table.batch.index = index
            table.results[index] = self.on(*rows[2 * index : 2 * index + 2])

    def _start(self, memory: Memory, *args: int) -> int:
        from beebox.vm.interpreter import Machine  # noqa: PLC0415 - as above

        if self._closed:
            raise BeeboxError("the program is closed")
        return Machine(self._program, memory, 0, args).run()


class Called:
    """A native program called through ctypes: for Pythons whose C API is another."""

    def __init__(self, owner: Owner, kind: str) -> None:
        self._owner = owner
        self._kind = kind

    def run(self, packet: Any) -> int:
        """Run once; return r0. The GIL is released."""
        gate = self._owner.gate
        if not gate.entry:
            raise BeeboxError("the program is closed")
        if self._kind == "address":
            return self._run(operator.index(packet))
        with held(packet, writes=bool(gate.writes)) as found:
            context = make_context(self._kind, found.address, found.size)
            return self._run(ctypes.addressof(context))

    def _run(self, context: int) -> int:
        gate = self._owner.gate
        return int(self._owner.native.run(context, gate.run) & gate.mask)
