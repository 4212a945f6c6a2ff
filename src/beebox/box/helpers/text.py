"""Strings (kernel/bpf/helpers.c)."""

from __future__ import annotations

from beebox.pylang import i64, native, ptr, u8, u64


@native
def strncmp(left: ptr[u8], size: u64, right: ptr[u8]) -> i64:
    """Compare at most *size* bytes up to a NUL: negative, 0 or positive."""
    for i in range(size):
        if left[i] != right[i]:
            if left[i] < right[i]:
                return -1
            return 1
        if left[i] == 0:
            return 0
    return 0
