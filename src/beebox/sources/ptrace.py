"""ptrace(2) and wait4(2): the numbers, and calls for the paths that are not hot.

Numbers: include/uapi/linux/ptrace.h, seccomp.h, audit.h, wait.h of 6.18.
"""

from __future__ import annotations

import ctypes
import errno as errnos
from typing import Final

from beebox.errors import KernelError

PEEKUSER: Final = 3
POKEUSER: Final = 6
CONT: Final = 7
DETACH: Final = 17
SYSCALL: Final = 24
GETEVENTMSG: Final = 0x4201
GETSIGINFO: Final = 0x4202
SEIZE: Final = 0x4206
INTERRUPT: Final = 0x4207
LISTEN: Final = 0x4208
GET_SYSCALL_INFO: Final = 0x420E

EVENT_FORK: Final = 1
EVENT_VFORK: Final = 2
EVENT_CLONE: Final = 3
EVENT_EXEC: Final = 4
EVENT_EXIT: Final = 6
EVENT_SECCOMP: Final = 7
EVENT_STOP: Final = 128

ENTRY: Final = 1
"""ptrace_syscall_info.op at the entry of a call."""

SIGTRAP: Final = 5
SYSCALL_STOP: Final = SIGTRAP | 0x80

_SYSGOOD: Final = 1
_EXITKILL: Final = 1 << 20
_FOLLOW: Final = (
    1 << EVENT_FORK | 1 << EVENT_VFORK | 1 << EVENT_CLONE | 1 << EVENT_EXEC | 1 << EVENT_EXIT
)
ADOPT_OPTIONS: Final = _SYSGOOD | _FOLLOW
SPAWN_OPTIONS: Final = ADOPT_OPTIONS | 1 << EVENT_SECCOMP | _EXITKILL
"""A filter without its tracer makes ENOSYS of calls: a spawned tree may not outlive us."""

WALL: Final = 0x40000000
WNOTHREAD: Final = 0x20000000
WNOHANG: Final = 1

FILTER_DATA: Final = 0xBEEB
"""SECCOMP_RET_DATA of our filters: tells their stops from those of a program's own filter."""

ARCH: Final = 0xC000003E
"""AUDIT_ARCH_X86_64: what is not of it is not watched."""
RESULT_OFFSET: Final = 10 * 8
"""Where it has what the call returns (rax)."""
NR_OFFSET: Final = 15 * 8
"""Where struct user has the number of the call (orig_rax)."""

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_ptrace: Final = _LIBC.ptrace
_ptrace.restype = ctypes.c_long
_ptrace.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


def ptrace(request: int, tid: int, address: int = 0, data: int = 0) -> int:
    """Make a request of the kernel.

    Raises:
        KernelError: it failed.
    """
    result: int = _ptrace(request, tid, address, data)
    if result < 0:
        number = ctypes.get_errno()
        raise KernelError(number, f"ptrace of {tid}")
    return result


def attempt(request: int, tid: int, address: int = 0, data: int = 0) -> bool:
    """Make a request about a task that may be killed at any time; say whether it was still there.

    Raises:
        KernelError: it failed for another reason than ESRCH.
    """
    try:
        ptrace(request, tid, address, data)
    except KernelError as error:
        if error.errno != errnos.ESRCH:
            raise
        return False
    return True


def message(tid: int) -> int | None:
    """Return what the event that stopped *tid* has to say; None if it was killed."""
    value = ctypes.c_ulong()
    return value.value if attempt(GETEVENTMSG, tid, 0, ctypes.addressof(value)) else None


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def read_memory(pid: int, address: int, size: int) -> bytes:
    """Return up to *size* bytes of another process; fewer, or none, where it has no memory."""
    buffer = ctypes.create_string_buffer(size)
    local = _Vector(ctypes.addressof(buffer), size)
    # In pieces that end with pages: one that is absent fails its whole piece.
    pieces, position = [], address
    while position < address + size:
        end = min((position | 0xFFF) + 1, address + size)
        pieces.append(_Vector(position, end - position))
        position = end
    remote = (_Vector * len(pieces))(*pieces)
    got = _LIBC.process_vm_readv(
        pid, ctypes.byref(local), ctypes.c_ulong(1), remote, ctypes.c_ulong(len(pieces)), 0
    )
    return buffer.raw[: max(got, 0)]
