"""The memory of whoever calls bpf(2): attributes point into it.

The caller may be this process (`Local`) or a client of `box/server.py`. A bad address is
EFAULT, never a crash: this process' own memory is read with process_vm_readv(2), too.
"""

from __future__ import annotations

import ctypes
import os
from errno import EFAULT, ENOSYS, EPERM
from typing import TYPE_CHECKING

from beebox.bits import U64
from beebox.errors import KernelError

_TASK_SIZE = 1 << 47


if TYPE_CHECKING:  # a protocol costs every start its making
    from typing import Protocol

    class UserMemory(Protocol):
        """What the box may do with its caller's memory."""

        def read(self, address: int, size: int) -> bytes:
            """Return *size* bytes at *address*.

            Raises:
                KernelError: EFAULT.
            """

        def write(self, address: int, data: bytes) -> None:
            """Put *data* at *address*.

            Raises:
                KernelError: EFAULT.
            """

        def alive(self) -> bool:
            """Whether the caller still waits for its call."""


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_uint64), ("size", ctypes.c_uint64))


_libc = ctypes.CDLL(None, use_errno=True)


class Local:
    """The memory of this process."""

    __slots__ = ()

    def read(self, address: int, size: int) -> bytes:
        """Return *size* bytes at *address*."""
        buffer = ctypes.create_string_buffer(size)
        if size:
            _transfer(_libc.process_vm_readv, ctypes.addressof(buffer), address, size)
        return buffer.raw

    def write(self, address: int, data: bytes) -> None:
        """Put *data* at *address*."""
        if data:
            buffer = ctypes.create_string_buffer(bytes(data), len(data))
            _transfer(_libc.process_vm_writev, ctypes.addressof(buffer), address, len(data))

    def alive(self) -> bool:
        """Say yes: an exception would have ended the call."""
        return True


LOCAL = Local()


def _transfer(call: ctypes._NamedFuncPointer, ours: int, theirs: int, size: int) -> None:
    """Move *size* bytes with process_vm_readv or process_vm_writev on this process."""
    if theirs >= _TASK_SIZE or theirs + size > _TASK_SIZE:
        raise KernelError(EFAULT)
    local, remote = _Vector(ours, size), _Vector(theirs & U64, size)
    done = call(os.getpid(), ctypes.byref(local), 1, ctypes.byref(remote), 1, 0)
    if done == size:
        return
    if done < 0 and ctypes.get_errno() in (ENOSYS, EPERM):  # a sandbox forbids the call
        source, target = (theirs, ours) if call is _libc.process_vm_readv else (ours, theirs)
        ctypes.memmove(target, source, size)
        return
    raise KernelError(EFAULT)


def read_string(memory: UserMemory, address: int, limit: int) -> bytes:
    """Return the bytes before the first NUL at *address*, at most *limit* (strncpy_from_user).

    Raises:
        KernelError: EFAULT, the string runs into memory that is not there.
    """
    found = bytearray()
    line = 64
    while len(found) < limit:
        step = min(line - (address + len(found)) % line, limit - len(found))
        try:
            part = memory.read(address + len(found), step)
        except KernelError as error:
            if error.errno != EFAULT or line == 1:
                raise
            line = 1  # the memory ends in this line: byte by byte
            continue
        head, nul, _ = part.partition(b"\0")
        found += head
        if nul:
            break
    return bytes(found)
