"""Python functions as helpers.

A helper call passes five registers and *run*, and no word of which helper it is. So there are
`SLOTS` stubs, each of which knows its number; a program's `Run` has the functions by that number.

An exception ends the run: the stub leaves by ``longjmp`` to where the run began, over machine
code that has nothing to clean up, and the exception is raised there.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.pylang import Array, addr, cpu, native, ptr, u64
from beebox.vm.entry import capi
from beebox.vm.entry.gate import Run

SLOTS = 64
"""Python functions that one program may call"""

_OFFSET = 1 << 63  # PY_VECTORCALL_ARGUMENTS_OFFSET: the place before the arguments may be used
_ALL = (1 << 64) - 1


@native
def invoke(function: u64, arguments: ptr[u64]) -> u64:
    """Call *function* with the five objects at *arguments*, which it gives up; the new object."""
    result = cpu.call(cpu.symbol(b"PyObject_Vectorcall"), function, arguments, u64(_OFFSET) | 5, 0)
    for number in range(5):
        capi.drop(arguments[number])
    return result


@native
def call_python(slot: u64, r1: u64, r2: u64, r3: u64, r4: u64, r5: u64, run: ptr[Run]) -> u64:
    """Call the function in *slot* with five ints; the int that it returns, cut to 64 bits."""
    if run.thread != 0:
        capi.restore_thread(run.thread)
    space = Array[u64, 6]()
    space[1] = capi.to_python(r1)
    space[2] = capi.to_python(r2)
    space[3] = capi.to_python(r3)
    space[4] = capi.to_python(r4)
    space[5] = capi.to_python(r5)
    returned = invoke(run.functions[slot], addr(space[1]))
    value: u64 = 0
    if returned != 0:
        value = cpu.call(cpu.symbol(b"PyLong_AsUnsignedLongLongMask"), returned)
        capi.drop(returned)
    if returned == 0 or (value == _ALL and capi.failed()):
        run.thread = 0
        cpu.call(cpu.symbol(b"longjmp"), run.leave, 1)
    if run.thread != 0:
        run.thread = capi.save_thread()
    return value


def _stub(slot: int) -> Callable[[u64, u64, u64, u64, u64, ptr[Run]], u64]:
    """Return the helper of a slot."""

    def stub(r1: u64, r2: u64, r3: u64, r4: u64, r5: u64, run: ptr[Run]) -> u64:
        return call_python(slot, r1, r2, r3, r4, r5, run)

    stub.__qualname__ = f"stub_{slot}"  # what its symbol is made of
    return native(stub)


STUBS = tuple(_stub(slot) for slot in range(SLOTS))
