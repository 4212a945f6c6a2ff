"""The seccomp filter that stops wanted system calls and no others.

Classic BPF over struct seccomp_data (include/uapi/linux/seccomp.h). Calls of another instruction
set (i386, x32) pass, as Linux's system call tracepoints do not see them. The kernel evaluates
such a filter once for each number and keeps what is always allowed in a bitmap (kernel/seccomp.c,
seccomp_cache_prepare), so an unwanted call costs next to nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from beebox.sources.ptrace import ARCH, FILTER_DATA

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP: Final = 0x05  # BPF_JMP | BPF_JA
_IF_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_IF_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K

_NR: Final = 0
_ARCH: Final = 4

ALLOW: Final = 0x7FFF0000
TRACE: Final = 0x7FF00000 | FILTER_DATA

Row = tuple[int, int, int, int]
"""struct sock_filter: code, jump if true, jump if false, k."""


def build(wanted: Iterable[int]) -> bytes:
    """Return the filter, an array of struct sock_filter, that traces the numbers *wanted*."""
    rows: list[Row] = [
        (_LOAD, 0, 0, _ARCH),
        (_IF_EQUAL, 1, 0, ARCH),
        (_RETURN, 0, 0, ALLOW),
        (_LOAD, 0, 0, _NR),
    ]
    rows += _search(_spans(sorted(set(wanted))))
    return b"".join(struct.pack("<HBBI", *row) for row in rows)


def _spans(wanted: Sequence[int]) -> list[tuple[int, int]]:
    """Return (first number, action) of each run of numbers that are treated alike."""
    spans = [(0, ALLOW)]
    for number in wanted:
        if spans[-1][0] == number:
            spans.pop()
        if not spans or spans[-1][1] != TRACE:
            spans.append((number, TRACE))
        spans.append((number + 1, ALLOW))
    assert all(low < high for (low, _), (high, _) in pairwise(spans))
    return spans


def _search(spans: Sequence[tuple[int, int]]) -> list[Row]:
    """Return code that finds the span of the loaded number by halving."""
    if len(spans) == 1:
        return [(_RETURN, 0, 0, spans[0][1])]
    middle = len(spans) // 2
    low, high = _search(spans[:middle]), _search(spans[middle:])
    # A conditional jump reaches 255 rows, an unconditional one all.
    return [(_IF_AT_LEAST, 0, 1, spans[middle][0]), (_JUMP, 0, 0, len(low)), *low, *high]
