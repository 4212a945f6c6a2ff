"""The lock of maps that programs and the user side change: a word, 0 while nobody has it."""

from __future__ import annotations

from beebox.pylang import cpu, native, ptr, u32


@native
def lock(word: ptr[u32]) -> None:
    """Wait for the lock."""
    while cpu.atomic_xchg(word, 1) != 0:
        while cpu.atomic_load(word) != 0:
            cpu.pause()


@native
def unlock(word: ptr[u32]) -> None:
    """Give the lock back."""
    cpu.atomic_store(word, 0)
