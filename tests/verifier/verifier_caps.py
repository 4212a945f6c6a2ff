"""Capabilities of this thread, taken away for a while: what Linux lets others load."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beebox.verifier.api import CAPABILITIES

_CAPSET = {"x86_64": (125, 126), "aarch64": (90, 91)}.get(os.uname().machine, (0, 0))
_VERSION_3 = 0x20080522
_BITS = {"net_admin": 12, "sys_admin": 21, "sys_boot": 22, "perfmon": 38, "bpf": 39}
_DISABLED = Path("/proc/sys/kernel/unprivileged_bpf_disabled")
_libc = ctypes.CDLL(None, use_errno=True)
_HEADER = struct.pack("<Ii", _VERSION_3, 0)


def may_load(given: frozenset[str]) -> bool:
    """Tell whether Linux looks at programs of a user who has these."""
    if not given.isdisjoint(("bpf", "sys_admin")):
        return True
    return _DISABLED.exists() and _DISABLED.read_text().strip() == "0"


def parse(text: str) -> frozenset[str]:
    """``bpf,net_admin``; ``none``; nothing: all of them."""
    return frozenset(text.split(",")) & CAPABILITIES if text else CAPABILITIES


@contextmanager
def having(given: frozenset[str]) -> Iterator[None]:
    """Have of `CAPABILITIES` only those *given* (effective ones: they can be raised again)."""
    if given == CAPABILITIES:
        yield
        return
    header = ctypes.create_string_buffer(_HEADER)
    saved = ctypes.create_string_buffer(24)
    assert _libc.syscall(_CAPSET[0], header, saved) == 0
    words = list(struct.unpack("<6I", saved.raw[:24]))
    for name, bit in _BITS.items():
        if name not in given:
            words[3 * (bit // 32)] &= ~(1 << bit % 32)
    less = ctypes.create_string_buffer(struct.pack("<6I", *words))
    assert _libc.syscall(_CAPSET[1], header, less) == 0
    try:
        yield
    finally:
        assert _libc.syscall(_CAPSET[1], header, saved) == 0
