"""Memory of the box that programs see: anonymous pages, and buffers mapped twice in a row.

Addresses are real addresses in this process. A buffer that is mapped twice needs no care at its
end: a record that wraps is still contiguous (kernel/bpf/ringbuf.c, bpf_ringbuf_area_alloc).
"""

from __future__ import annotations

import ctypes
import os
import weakref
from collections.abc import Callable

from beebox.bits import align_up
from beebox.errors import KernelError

PAGE = 4096

_READ_WRITE = 0x1 | 0x2  # PROT_READ | PROT_WRITE
_SHARED = 0x01
_PRIVATE = 0x02
_FIXED = 0x10
_ANONYMOUS = 0x20
_NORESERVE = 0x4000
_FAILED = ctypes.c_void_p(-1).value

_libc = ctypes.CDLL(None, use_errno=True)
_mmap = _libc.mmap
_mmap.restype = ctypes.c_void_p
_mmap.argtypes = (
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
)
_munmap = _libc.munmap
_munmap.restype = ctypes.c_int
_munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)


def _map(address: int, length: int, flags: int, fd: int = -1, offset: int = 0) -> int:
    found = _mmap(address or None, length, _READ_WRITE, flags, fd, offset)
    if found is None or found == _FAILED:
        raise KernelError(ctypes.get_errno(), "memory of the box")
    return int(found)


class Pages:
    """*length* bytes of zeroed memory, whole pages, at `address` until `close`.

    Raises:
        KernelError: ENOMEM, there is not so much.
    """

    __slots__ = ("address", "length")

    def __init__(self, length: int) -> None:
        self.length = align_up(max(length, 1), PAGE)
        self.address = _map(0, self.length, _PRIVATE | _ANONYMOUS | _NORESERVE)

    def view(self, offset: int, length: int) -> memoryview:
        """Return *length* bytes at *offset* as memory; valid until `close`."""
        return view(self.address + offset, length)

    def close(self) -> None:
        """Give the memory back; idempotent."""
        if self.address:
            _munmap(self.address, self.length)
            self.address = 0


class RingPages(Pages):
    """*head* bytes of pages, then *data* bytes that are mapped twice, one after the other."""

    __slots__ = ()

    def __init__(self, head: int, data: int) -> None:
        self.length = head + 2 * data
        self.address = _map(0, self.length, _PRIVATE | _ANONYMOUS | _NORESERVE)
        fd = os.memfd_create("beebox-ring", os.MFD_CLOEXEC)
        try:
            os.ftruncate(fd, head + data)
            _map(self.address, head + data, _SHARED | _FIXED, fd, 0)
            _map(self.address + head + data, data, _SHARED | _FIXED, fd, head)
        except (OSError, KernelError):
            self.close()
            raise
        finally:
            os.close(fd)


def view(address: int, length: int) -> memoryview:
    """Return the memory at *address* as bytes that can be read and written."""
    return memoryview((ctypes.c_ubyte * length).from_address(address)).cast("B")


class Shared:
    """What `Box.mmap` returns: a view of memory that the box and its user share.

    The memory stays until the last view of it is gone, so that a reader which was closed in the
    middle of a record reads old bytes and does not crash.
    """

    __slots__ = ("_view", "address", "length")

    def __init__(
        self, address: int, length: int, *, writable: bool, release: Callable[[], None]
    ) -> None:
        self.address = address
        self.length = length
        memory = (ctypes.c_ubyte * length).from_address(address)
        weakref.finalize(memory, release).atexit = False
        whole = memoryview(memory).cast("B")
        self._view: memoryview | None = whole if writable else whole.toreadonly()

    @property
    def view(self) -> memoryview:
        """The bytes; none after `close`."""
        return memoryview(b"") if self._view is None else self._view

    def close(self) -> None:
        """Unmap it; idempotent."""
        self._view = None
