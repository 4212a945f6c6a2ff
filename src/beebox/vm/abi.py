"""The native side's functions, for ctypes: programs and helpers (`beebox.vm.native`)."""

from __future__ import annotations

import ctypes

ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)
"""``u64 prog(void *ctx, struct Run *run)``"""


HELPER = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
"""``u64 f(r1, r2, r3, r4, r5, struct Run *run)``"""


def address_of(function: object) -> int:
    """Return the native address of a ctypes function."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type] # any of them
    assert address is not None
    return address
