"""What compiled host functions can ask of the processor: system calls, memory, atomics.

These are declarations: the compiler knows each by identity (host.py) and emits it in line.
Integer operands of `call` and `syscall` are widened to 64 bits by their own sign; pointers are
given as addresses.
"""

# ruff: noqa: ARG001 - declarations: the parameters are what the compiler checks

from __future__ import annotations

from typing import Any, NoReturn

from beebox.pylang.names import i32, i64, ptr, u8, u64

JUMP_SIZE = 512
"""bytes of a buffer for `setjmp`: more than jmp_buf has on any machine"""


def _declared(name: str) -> NoReturn:
    raise TypeError(f"cpu.{name}() has a meaning only in compiled functions")


def syscall(
    number: int, a: Any = 0, b: Any = 0, c: Any = 0, d: Any = 0, e: Any = 0, f: Any = 0, /
) -> i64:
    """Make system call *number*; a negative result is an errno."""
    _declared("syscall")


def call(
    address: u64, a: Any = 0, b: Any = 0, c: Any = 0, d: Any = 0, e: Any = 0, f: Any = 0, /
) -> u64:
    """Call the C function at *address* with six 64-bit arguments; its 64-bit result."""
    _declared("call")


def symbol(name: bytes, /) -> u64:
    """Return the address of one of libc's few symbols, or of Python's own (``Py...``)."""
    _declared("symbol")


def setjmp(buffer: ptr[Any], /) -> i32:
    """Note in *buffer* (`JUMP_SIZE` bytes) where this is, and return 0.

    ``longjmp`` of the C library comes back here, while this function has not returned.
    """
    _declared("setjmp")


def copy(to: ptr[Any], source: ptr[Any], size: int, /) -> None:
    """Copy *size* bytes; the two may not overlap."""
    _declared("copy")


def move(to: ptr[Any], source: ptr[Any], size: int, /) -> None:
    """Copy *size* bytes between places that may overlap."""
    _declared("move")


def fill(to: ptr[Any], byte: u8, size: int, /) -> None:
    """Set *size* bytes to *byte*."""
    _declared("fill")


def equal(a: ptr[Any], b: ptr[Any], size: int, /) -> bool:
    """Say whether *size* bytes are the same at both places."""
    _declared("equal")


def prefetch(place: ptr[Any], /) -> None:
    """Ask for the cache line of *place*, which may be no address at all."""
    _declared("prefetch")


def atomic_add(place: ptr[Any], value: int, /) -> int:
    """Add to the integer at *place*; return what it was. Sequentially consistent, as all here."""
    _declared("atomic_add")


def atomic_or(place: ptr[Any], value: int, /) -> int:
    """Or into the integer at *place*; return what it was."""
    _declared("atomic_or")


def atomic_and(place: ptr[Any], value: int, /) -> int:
    """And into the integer at *place*; return what it was."""
    _declared("atomic_and")


def atomic_xor(place: ptr[Any], value: int, /) -> int:
    """Exclusive-or into the integer at *place*; return what it was."""
    _declared("atomic_xor")


def atomic_xchg(place: ptr[Any], value: int, /) -> int:
    """Put *value* at *place*; return what was there."""
    _declared("atomic_xchg")


def atomic_cas(place: ptr[Any], expected: int, value: int, /) -> int:
    """Put *value* at *place* if *expected* is there; return what was there."""
    _declared("atomic_cas")


def atomic_load(place: ptr[Any], /) -> int:
    """Read the integer at *place*."""
    _declared("atomic_load")


def read_once(place: ptr[Any], /) -> int:
    """Read the integer at *place* in one piece, now (READ_ONCE).

    Ordered only before what is read at an address reckoned from it. It lets the compiler keep
    what it knows of other memory, which `atomic_load` does not.
    """
    _declared("read_once")


def atomic_store(place: ptr[Any], value: int, /) -> None:
    """Write the integer at *place*."""
    _declared("atomic_store")


def fence() -> None:
    """Order all memory accesses before against all after."""
    _declared("fence")


def pause() -> None:
    """Tell the processor that this is a spinning loop."""
    _declared("pause")
