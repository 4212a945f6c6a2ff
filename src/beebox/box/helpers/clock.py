"""Time, chance and place: clocks, random numbers, the CPU."""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from beebox.box.run import Run
from beebox.pylang import Array, cpu, native, ptr, u64

_SYS_CLOCK_GETTIME = 228
_MONOTONIC = 1
_MONOTONIC_COARSE = 6
_BOOTTIME = 7
_TAI = 11


@native
def clock(which: u64) -> u64:
    """Return a clock in nanoseconds."""
    now = Array[u64, 2]()
    cpu.syscall(_SYS_CLOCK_GETTIME, which, now)
    return u64(now[0] * 1_000_000_000 + now[1])


@native
def ktime_get_ns() -> u64:
    """Return the time since boot without suspend."""
    return clock(_MONOTONIC)


@native
def ktime_get_boot_ns() -> u64:
    """Return the time since boot."""
    return clock(_BOOTTIME)


@native
def ktime_get_coarse_ns() -> u64:
    """Return the time since boot of the last tick."""
    return clock(_MONOTONIC_COARSE)


@native
def ktime_get_tai_ns() -> u64:
    """Return international atomic time."""
    return clock(_TAI)


@native
def get_smp_processor_id(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the number of the box's CPU."""
    return u64(run.cpu)


@native
def get_prandom_u32(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return 32 bits of xorshift64*."""
    state = run.random
    state = state ^ (state >> 12)
    state = state ^ (state << 25)
    state = state ^ (state >> 27)
    run.random = state
    return (state * u64(0x2545_F491_4F6C_DD1D)) >> 32
