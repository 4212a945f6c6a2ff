"""What native code asks of Python: a few calls of its stable ABI.

An object is its address, as is every pointer. Each of these runs with the GIL held, but for
`restore_thread`, which takes it.
"""

from __future__ import annotations

import sys
import sysconfig

from beebox.pylang import Struct, cast, cpu, i32, native, ptr, u32, u64


class Buffer(Struct):
    """Py_buffer: memory of an object while it is held."""

    buf: u64
    obj: u64
    len: u64
    itemsize: u64
    readonly: u32
    ndim: u32
    rest: u64
    shape: u64
    strides: u64
    suboffsets: u64
    internal: u64


class Object(Struct):
    """PyObject."""

    refcnt: u64
    type: u64


def available() -> bool:
    """Tell whether this Python is one that native code may call: CPython with a GIL."""
    return sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")


@native
def to_python(value: u64) -> u64:
    """Return *value* as an int; 0 if there is no memory."""
    return cpu.call(cpu.symbol(b"PyLong_FromUnsignedLongLong"), value)


@native
def is_bytes(thing: u64) -> bool:
    """Say whether *thing* is a bytes object, and not of a class derived from it."""
    return cast(ptr[Object], thing).type == cpu.symbol(b"PyBytes_Type")


@native
def bytes_of(thing: u64, place: ptr[u64]) -> None:
    """Put the address and the size of a bytes object at *place*."""
    cpu.call(cpu.symbol(b"PyBytes_AsStringAndSize"), thing, place, place + 1)


@native
def item(thing: u64, index: u64) -> u64:
    """Return an item of a tuple; the tuple keeps it."""
    return cpu.call(cpu.symbol(b"PyTuple_GetItem"), thing, index)


@native
def pointer(thing: u64) -> u64:
    """Return the address that an int is."""
    return cpu.call(cpu.symbol(b"PyLong_AsVoidPtr"), thing)


@native
def get_buffer(thing: u64, buffer: ptr[Buffer]) -> bool:
    """Hold the memory of *thing*; False, and a TypeError, if it has none."""
    return i32(cpu.call(cpu.symbol(b"PyObject_GetBuffer"), thing, buffer, 0)) == 0


@native
def release_buffer(buffer: ptr[Buffer]) -> None:
    """Let go of what `get_buffer` holds."""
    cpu.call(cpu.symbol(b"PyBuffer_Release"), buffer)


@native
def drop(thing: u64) -> None:
    """Give up a reference, if *thing* is not 0."""
    cpu.call(cpu.symbol(b"Py_DecRef"), thing)


@native
def failed() -> bool:
    """Say whether an exception is set."""
    return cpu.call(cpu.symbol(b"PyErr_Occurred")) != 0


@native
def save_thread() -> u64:
    """Release the GIL; return what `restore_thread` wants."""
    return cpu.call(cpu.symbol(b"PyEval_SaveThread"))


@native
def restore_thread(thread: u64) -> None:
    """Take the GIL again."""
    cpu.call(cpu.symbol(b"PyEval_RestoreThread"), thread)
