"""What this processor can do, as it says itself.

Intel 64 manual, volume 2, CPUID and XGETBV; on other machines the hardware capabilities that the
kernel hands to every process (getauxval(3)).
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable
from functools import cache

from beebox.vm.executable import Executable

# void cpuid(u32 leaf, u32 subleaf, u32 out[4])
_CPUID = bytes.fromhex(
    "53"  # push rbx
    "4989d0"  # mov r8, rdx
    "89f8"  # mov eax, edi
    "89f1"  # mov ecx, esi
    "0fa2"  # cpuid
    "418900"  # mov [r8], eax
    "41895804"  # mov [r8+4], ebx
    "41894808"  # mov [r8+8], ecx
    "4189500c"  # mov [r8+12], edx
    "5b"  # pop rbx
    "c3"  # ret
)
# u64 xgetbv()
_XGETBV = bytes.fromhex(
    "31c9"  # xor ecx, ecx
    "0f01d0"  # xgetbv
    "48c1e220"  # shl rdx, 32
    "4809d0"  # or rax, rdx
    "c3"  # ret
)
_BMI2 = 1 << 8
_OSXSAVE = 1 << 27
_FEATURES = ((0x7, 0), (0x7, 1), (0xD, 1), (0x14, 0), (0x19, 0), (0x24, 0))
"""leaves, with their subleaves, that name features"""
_EXTENDED = (0x8000_0001, 0x8000_0008)
_AT_HWCAP = (16, 26)
"""AT_HWCAP, AT_HWCAP2"""


@cache
def is_x86_64() -> bool:
    """Tell whether this process runs x86-64 machine code."""
    return os.uname().machine == "x86_64" and sys.maxsize > 1 << 32


@cache
def has_bmi2() -> bool:
    """Tell whether shifts may take their count from any register."""
    if not is_x86_64():
        return False
    return _maximum() >= 7 and bool(_leaf(7)[1] & _BMI2)


@cache
def identity() -> bytes:
    """Return what tells processors apart for which other code would be made.

    That is maker and model, every feature, and what of it the system has enabled. It is the same
    on each of this machine's CPUs, and needs no LLVM.
    """
    machine = os.uname().machine.encode()
    if not is_x86_64():
        values = (ctypes.CDLL(None).getauxval(which) for which in _AT_HWCAP)
        return machine + b"".join(struct.pack("<q", value) for value in values)
    most, extended = _maximum(), _leaf(0x8000_0000)[0]
    model, _, features, more = _leaf(1)  # not ebx: which CPU this is
    words = [*_leaf(0), model, features, more]
    for leaf, subleaf in _FEATURES:
        words += _leaf(leaf, subleaf) if leaf <= most else ()
    for leaf in _EXTENDED:
        words += _leaf(leaf) if leaf <= extended else ()
    enabled = _code()[1]() if features & _OSXSAVE else 0
    return machine + struct.pack(f"<Q{len(words)}I", enabled, *words)


def _maximum() -> int:
    """Return the greatest basic leaf."""
    return _leaf(0)[0]


@cache
def _leaf(leaf: int, subleaf: int = 0) -> tuple[int, int, int, int]:
    """Return eax, ebx, ecx and edx."""
    out = (ctypes.c_uint32 * 4)()
    _code()[0](leaf, subleaf, ctypes.addressof(out))
    return out[0], out[1], out[2], out[3]


@cache
def _code() -> tuple[Callable[[int, int, int], None], Callable[[], int], Executable]:
    """Return `_CPUID` and `_XGETBV` as functions. Their page stays."""
    page = Executable(_CPUID + _XGETBV)
    words = ctypes.c_uint32, ctypes.c_uint32, ctypes.c_uint64
    cpuid = ctypes.CFUNCTYPE(None, *words)(page.address)
    xgetbv = ctypes.CFUNCTYPE(ctypes.c_uint64)(page.address + len(_CPUID))
    return cpuid, xgetbv, page
