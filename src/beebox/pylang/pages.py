"""Memory for machine code: written first, then made executable, never both at once.

A mapping is made writable, filled, and sealed: each span of pages gets the protection it is
to keep. ``mprotect`` is asked of libc, since Python's own `mmap` module does not have it.
"""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_long, c_size_t, c_void_p

from beebox.bits import align_up
from beebox.errors import BeeboxError

PAGE = 4096
"""what spans are aligned to; the page of x86-64"""
READ = 1
WRITE = 2
EXECUTE = 4

_MAP_PRIVATE_ANONYMOUS = 0x22
_FAILED = c_void_p(-1).value

_libc = ctypes.CDLL(None, use_errno=True)
_mmap = _libc.mmap
_mmap.restype = c_void_p
_mmap.argtypes = (c_void_p, c_size_t, c_int, c_int, c_int, c_long)
_mprotect = _libc.mprotect
_mprotect.argtypes = (c_void_p, c_size_t, c_int)
_munmap = _libc.munmap
_munmap.argtypes = (c_void_p, c_size_t)


class Pages:
    """A private mapping of *size* bytes, zeroed and writable until sealed.

    It stays mapped until `close`: machine code may outlive the object that knows of it.
    """

    __slots__ = ("address", "size")

    def __init__(self, size: int) -> None:
        self.size = align_up(max(size, 1), PAGE)
        address = _mmap(None, self.size, READ | WRITE, _MAP_PRIVATE_ANONYMOUS, -1, 0)
        if address in (None, _FAILED):
            raise BeeboxError(f"no memory for {self.size} bytes of machine code")
        self.address: int = address

    def write(self, offset: int, data: bytes | bytearray) -> None:
        """Copy *data* to *offset*, before the pages are sealed."""
        if not 0 <= offset <= self.size - len(data):
            raise BeeboxError("machine code does not fit its pages")
        ctypes.memmove(self.address + offset, bytes(data), len(data))

    def seal(self, offset: int, size: int, protection: int) -> None:
        """Give the pages of a span their final *protection*; W and X together are refused."""
        if protection & WRITE and protection & EXECUTE:
            raise BeeboxError("pages are never writable and executable at once")
        if offset % PAGE or not 0 <= offset <= offset + size <= self.size:
            raise BeeboxError("a span to protect is not whole pages of its mapping")
        if size and _mprotect(self.address + offset, align_up(size, PAGE), protection):
            raise BeeboxError(
                "this system forbids making memory executable (mprotect: errno "
                f"{ctypes.get_errno()}), so machine code cannot be run"
            )

    def close(self) -> None:
        """Give the memory back. Nothing may run in it any more."""
        if self.address:
            _munmap(self.address, self.size)
            self.address = 0
