"""Addresses of the kernel's structs in the box: which struct, whose, and of which open file.

Nothing is there: reading one asks `beebox.box.kernel_structs`. No process has such addresses.
"""

from __future__ import annotations

from typing import Final

from beebox.pylang import native, u32, u64

BASE: Final = 0xFFFF_8000_0000_0000
TASK, FILES, TABLE, ARRAY, FILE, INODE, DENTRY, NAME, SUPER = range(9)
KINDS: Final = 9
_KIND: Final = 43
_TASK: Final = 14
_TID: Final = 21
_FD: Final = 10
FDS: Final = 1 << _TID - _FD
"""Open files are known below this number."""


@native
def place(kind: u32, tid: u32, fd: u32) -> u64:
    """Return the address of a struct of task *tid*, or of its open file *fd*."""
    shift = u64(_TASK) if kind == TASK else u64(_TID)
    return u64(BASE) + (u64(kind) << _KIND) + (u64(tid) << shift) + (u64(fd) << _FD)


@native
def is_struct(address: u64) -> bool:
    """Say whether *address* is in a struct."""
    return address - BASE < KINDS << _KIND


@native
def kind_of(address: u64) -> u32:
    """Return which struct is at *address*."""
    return u32((address - BASE) >> _KIND)


@native
def task_of(address: u64) -> u32:
    """Return the task of the struct."""
    shift = u64(_TASK) if kind_of(address) == TASK else u64(_TID)
    return u32((address & ((1 << _KIND) - 1)) >> shift)


@native
def file_of(address: u64) -> u32:
    """Return the number of the open file; in an array of files, of the element."""
    if kind_of(address) == ARRAY:
        return u32((address & ((1 << _TID) - 1)) >> 3)
    return u32((address & ((1 << _TID) - 1)) >> _FD)


@native
def offset_of(address: u64) -> u32:
    """Return where in the struct it is."""
    if kind_of(address) == TASK:
        return u32(address & ((1 << _TASK) - 1))
    if kind_of(address) == ARRAY:
        return u32(address & 7)
    return u32(address & ((1 << _FD) - 1))
