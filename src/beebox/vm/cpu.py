"""What this processor can do, as it says itself (Intel 64 manual, volume 2, CPUID)."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

from beebox.vm.executable import Executable

# u32 leaf7(): ebx of CPUID leaf 7, or 0 where there is no such leaf
_LEAF7 = bytes.fromhex(
    "53"  # push rbx
    "31c0"  # xor eax, eax
    "0fa2"  # cpuid
    "83f807"  # cmp eax, 7
    "b800000000"  # mov eax, 0
    "720b"  # jb done
    "b807000000"  # mov eax, 7
    "31c9"  # xor ecx, ecx
    "0fa2"  # cpuid
    "89d8"  # mov eax, ebx
    "5b"  # done: pop rbx
    "c3"  # ret
)
_BMI2 = 1 << 8


@cache
def is_x86_64() -> bool:
    """Tell whether this process runs x86-64 machine code."""
    return os.uname().machine == "x86_64" and sys.maxsize > 1 << 32


@cache
def has_bmi2() -> bool:
    """Tell whether shifts may take their count from any register."""
    if not is_x86_64():
        return False
    code = Executable(_LEAF7)
    try:
        return bool(ctypes.CFUNCTYPE(ctypes.c_uint32)(code.address)() & _BMI2)
    finally:
        code.close()
