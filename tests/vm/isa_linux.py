"""Run instructions on the kernel at hand, through BPF_PROG_TEST_RUN, as bare as can be.

The program under test is a function of its own: a few instructions in front call it with r1 at
the memory (the value of an array map) and r2 its size, and keep all 64 bits of its r0.
"""

import ctypes
import os
import struct

import pytest

from beebox.isa.insn import Insn, encode

_libc = ctypes.CDLL(None, use_errno=True)
_SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine)
_MAP_CREATE, _MAP_LOOKUP, _MAP_UPDATE, _PROG_LOAD, _TEST_RUN = 0, 1, 2, 5, 10
_ARRAY, _SYSCALL, _SLEEPABLE = 2, 31, 1 << 4


class RefusedError(Exception):
    """The kernel's verifier said no."""


def _bpf(command, attr):
    buffer = ctypes.create_string_buffer(attr, 128)
    result = _libc.syscall(_SYS_BPF, command, buffer, 128)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result, buffer.raw


def need_kernel():
    """Skip unless this kernel runs the smallest program."""
    if _SYS_BPF is None:
        pytest.skip("bpf(2)'s number on this machine is not known here")
    try:
        Program([Insn(0xB7), Insn(0x95)], 8).close()
    except (OSError, RefusedError) as error:
        pytest.skip(f"bpf(2) refuses the smallest program: {error}")


class Program:
    """A loaded program; `run` gives it memory and returns (r0, memory after)."""

    def __init__(self, insns, size, log_level=0):
        self.size = size
        self.whole = 8 + (size + 7) // 8 * 8
        self.map, _ = _bpf(_MAP_CREATE, struct.pack("<IIIII", _ARRAY, 4, self.whole, 1, 0))
        self.prog = -1
        try:
            self.prog = self._load(insns, log_level)
        except BaseException:
            self.close()
            raise

    def _load(self, insns, log_level):
        front = [
            Insn(0x18, 6, 2, 0, self.map),  # r6 = the value
            Insn(0, 0, 0, 0, 0),
            Insn(0xBF, 1, 6),
            Insn(0x07, 1, 0, 0, 8),
            Insn(0xB7, 2, 0, 0, self.size),
            Insn(0x85, 0, 1, 0, 3),  # call the program
            Insn(0x7B, 6, 0, 0),
            Insn(0xB7, 0),
            Insn(0x95),
        ]
        whole = [*front, *insns]
        code = ctypes.create_string_buffer(encode(whole))
        license_ = ctypes.create_string_buffer(b"GPL")
        log = ctypes.create_string_buffer(1 << 20 if log_level else 1)
        head = struct.pack(
            "<IIQQIIQII",
            _SYSCALL,
            len(whole),
            ctypes.addressof(code),
            ctypes.addressof(license_),
            log_level,
            len(log) if log_level else 0,
            ctypes.addressof(log) if log_level else 0,
            0,
            _SLEEPABLE,
        )
        try:
            return _bpf(_PROG_LOAD, head)[0]
        except OSError as error:
            if not log_level:
                return self._load(insns, 2)
            raise RefusedError(f"{error}\n{log.value.decode()[-3000:]}") from None

    def run(self, memory=b""):
        assert len(memory) == self.size
        value = ctypes.create_string_buffer(bytes(8) + memory, self.whole)
        key = ctypes.create_string_buffer(4)
        element = struct.pack(
            "<IIQQQ", self.map, 0, ctypes.addressof(key), ctypes.addressof(value), 0
        )
        _bpf(_MAP_UPDATE, element)
        _bpf(_TEST_RUN, struct.pack("<I", self.prog))
        _bpf(_MAP_LOOKUP, element)
        return int.from_bytes(value.raw[:8], "little"), value.raw[8 : 8 + self.size]

    def close(self):
        os.close(self.map)
        if self.prog >= 0:
            os.close(self.prog)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def run(insns, memory=b""):
    """Load, run once, forget."""
    with Program(insns, len(memory)) as program:
        return program.run(memory)
