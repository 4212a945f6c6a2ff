"""BPF_PROG_LOAD on the kernel at hand, as bare as can be: what does Linux say of these slots?"""

import ctypes
import os
import struct

import pytest

from beebox.isa.insn import Insn, encode

_libc = ctypes.CDLL(None, use_errno=True)
_SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine)
_PROG_LOAD = 5


def load(
    insns: list[Insn] | tuple[Insn, ...], kind: int = 1, log_level: int = 2, flags: int = 0
) -> tuple[int, str]:
    """Return (errno or 0, log) of loading a program of type *kind* (1: socket filter)."""
    if _SYS_BPF is None:
        pytest.skip("bpf(2)'s number on this machine is not known here")
    code = ctypes.create_string_buffer(encode(insns))
    license_ = ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(1 << 20)
    attr = struct.pack(
        "<IIQQIIQII",
        kind,
        len(insns),
        ctypes.addressof(code),
        ctypes.addressof(license_),
        log_level,
        len(log),
        ctypes.addressof(log),
        0,
        flags,
    )
    buffer = ctypes.create_string_buffer(attr, 128)
    fd = _libc.syscall(_SYS_BPF, _PROG_LOAD, buffer, 128)
    errno = ctypes.get_errno() if fd < 0 else 0
    if fd >= 0:
        os.close(fd)
    return errno, log.value.decode()


def need_kernel() -> None:
    """Skip unless this kernel loads the smallest program."""
    errno, _ = load([Insn(0xB7), Insn(0x95)])
    if errno:
        pytest.skip(f"bpf(2) refuses the smallest program: {os.strerror(errno)}")
