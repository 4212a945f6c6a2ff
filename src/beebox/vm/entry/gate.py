"""Single runs: a function of Python's C API, in machine code, that runs a program.

``PyCFunction_NewEx`` makes a Python function of machine code and a ``self``. Here self is a tuple:
the address of a `Gate`, which has all that a run needs, and whoever keeps that program alive. So
the function may be passed around and outlive what made it.

A packet that is a bytes object is run on where it lies. What programs write to it would change
an object that must not change, so a program that may write gets a copy of a read-only packet,
and bytearrays and the like themselves.
"""

from __future__ import annotations

from beebox.pylang import Array, Struct, addr, cast, cpu, native, ptr, u8, u32, u64
from beebox.vm.contexts import XdpBuff
from beebox.vm.entry import capi


class Gate(Struct):
    """One program, as its callers see it."""

    entry: u64
    """Its machine code; 0 once it is closed."""
    run: u64
    """What it is given as *run*; 0: a `Run` of the call's own."""
    mask: u64
    """The bits of r0 that are its result."""
    functions: ptr[u64]
    """The Python functions that it calls, by slot."""
    error: u64
    """The class of exceptions of this module."""
    simple: u32
    """It writes to no packet, calls no Python function and keeps the GIL."""
    writes: u32
    """It may write to its packet."""
    releases: u32
    """The GIL is released while it runs."""
    active: u32
    """Runs in progress that Python code may come to see."""


class Run(Struct):
    """What one run of a program has to itself."""

    functions: ptr[u64]
    thread: u64
    """What takes the GIL again; 0 while it is held."""
    leave: Array[u8, cpu.JUMP_SIZE]
    """Where a helper goes that ends the run."""


class Raw(Struct):
    """The packet as user-space machines pass it: r1 is `data`, r2 `length`."""

    data: u64
    length: u64


@native
def guarded(gate: ptr[Gate], entry: u64, argument: u64, result: ptr[u64], releases: bool) -> bool:
    """Call *entry* with *argument* and a `Run`; False if a helper raised an exception."""
    run = Run()
    run.functions = gate.functions
    given = gate.run or u64(addr(run))
    done = True
    gate.active += 1
    if releases:
        run.thread = capi.save_thread()
    if cpu.setjmp(run.leave) == 0:
        result[0] = cpu.call(entry, argument, given)
    else:
        done = False
    if run.thread != 0:
        capi.restore_thread(run.thread)
    gate.active -= 1
    return done


@native
def closed(gate: ptr[Gate]) -> bool:
    """Say whether the program is closed, and raise that."""
    if gate.entry == 0:
        cpu.call(cpu.symbol(b"PyErr_SetString"), gate.error, b"the program is closed\0")
        return True
    return False


@native
def run_at(gate: ptr[Gate], context: u64) -> u64:
    """Run with *context* as r1; return the result as a Python int, 0 if an exception is set."""
    if closed(gate):
        return 0
    result: u64 = 0
    if not guarded(gate, gate.entry, context, addr(result), gate.releases != 0):
        return 0
    return capi.to_python(result & gate.mask)


@native
def run_raw(gate: ptr[Gate], data: u64, length: u64) -> u64:
    """Run with a `Raw`."""
    context = Raw()
    context.data = data
    context.length = length
    return run_at(gate, u64(addr(context)))


@native
def fill_xdp(context: ptr[XdpBuff], data: u64, length: u64) -> None:
    """Make *context* that of a packet with no room around it."""
    context.data = data
    context.data_end = data + length
    context.data_meta = data
    context.data_hard_start = data
    context.frame_size = u32(length)


@native
def run_xdp(gate: ptr[Gate], data: u64, length: u64) -> u64:
    """Run with an `XdpBuff`."""
    context = XdpBuff()
    fill_xdp(addr(context), data, length)
    return run_at(gate, u64(addr(context)))


@native
def run_on(gate: ptr[Gate], data: u64, length: u64, xdp: bool) -> u64:
    """Run on a packet."""
    return run_xdp(gate, data, length) if xdp else run_raw(gate, data, length)


@native
def run_held(gate: ptr[Gate], packet: u64, xdp: bool) -> u64:
    """Run on the memory of any object that has some."""
    held = capi.Buffer()
    if not capi.get_buffer(packet, addr(held)):
        return 0
    copy: u64 = 0
    data = held.buf
    if gate.writes != 0 and held.readonly != 0:
        copy = cpu.call(cpu.symbol(b"PyByteArray_FromStringAndSize"), held.buf, held.len)
        if copy != 0:
            data = cpu.call(cpu.symbol(b"PyByteArray_AsString"), copy)
    result: u64 = 0
    if copy != 0 or data == held.buf:
        result = run_on(gate, data, held.len, xdp)
    capi.drop(copy)
    capi.release_buffer(addr(held))
    return result


# --- what Python calls: PyObject *f(PyObject *self, PyObject *argument) ---------------------


@native
def gate_of(self: u64) -> ptr[Gate]:
    """Return the gate that ``(address, owner)`` names."""
    return cast(ptr[Gate], capi.pointer(capi.item(self, 0)))


@native
def call_raw(self: u64, packet: u64) -> u64:
    """Run on a packet: r1 is its address, r2 its length."""
    gate = gate_of(self)
    if gate.simple != 0 and capi.is_bytes(packet):
        context = Raw()
        capi.bytes_of(packet, addr(context.data))
        return capi.to_python(cpu.call(gate.entry, addr(context), gate.run) & gate.mask)
    return run_held(gate, packet, False)


@native
def call_xdp(self: u64, packet: u64) -> u64:
    """Run on a packet: r1 is an `XdpBuff`."""
    gate = gate_of(self)
    if gate.simple != 0 and capi.is_bytes(packet):
        place = Raw()
        capi.bytes_of(packet, addr(place.data))
        context = XdpBuff()
        fill_xdp(addr(context), place.data, place.length)
        return capi.to_python(cpu.call(gate.entry, addr(context), gate.run) & gate.mask)
    return run_held(gate, packet, True)


@native
def call_at(self: u64, address: u64) -> u64:
    """Run with r1 = an int."""
    context = cpu.call(cpu.symbol(b"PyLong_AsUnsignedLongLong"), address)
    if context == (1 << 64) - 1 and capi.failed():
        return 0
    return run_at(gate_of(self), context)
