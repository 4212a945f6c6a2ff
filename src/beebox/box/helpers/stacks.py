"""What programs on perf events ask of the sampled task: stacks, registers, memory.

bpf_get_stack (kernel/bpf/stackmap.c: bpf_get_stack_pe) gives the sample's stack: the process's
functions, by its frame pointers; bpf_get_stackid keeps it in a map. The box is in none of it, so
there is no kernel's stack. The task runs on, so its registers and the top of its stack are those of
the sample, too.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import EFAULT, EINVAL, EOPNOTSUPP

from beebox.box.helpers.memory import read_exactly
from beebox.box.maps.stack import StackMap, keep
from beebox.box.run import Run
from beebox.pylang import cpu, i64, native, ptr, u8, u32, u64

_SKIP = 0xFF
_USER_STACK = 1 << 8
_USER_BUILD_ID = 1 << 11
_COMPARE, _REUSE = 1 << 9, 1 << 10


@native
def get_stack(ctx: u64, buffer: ptr[u8], size: u64, flags: u64, unused: u64, run: ptr[Run]) -> i64:
    """Copy the stack, the innermost frame first: how many bytes, or -errno."""
    error = i64(0)
    depth = u64(0)
    skip = flags & _SKIP
    if (flags & _USER_STACK) != 0:
        depth = u64(run.depth)
    if (flags & ~u64(_SKIP | _USER_STACK | _USER_BUILD_ID)) != 0 or size & 7 != 0:
        error = -EINVAL
    elif (flags & _USER_BUILD_ID) != 0:
        error = -EOPNOTSUPP
    elif depth < skip:
        error = -EFAULT
    if error != 0:
        cpu.fill(buffer, 0, size)
        return error
    length = min((depth - skip) * 8, size)
    if length != 0:
        cpu.copy(buffer, run.stack + skip, length)
    cpu.fill(buffer + length, 0, size - length)
    return i64(length)


@native
def get_stackid(ctx: u64, stacks: ptr[StackMap], flags: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Put the stack into a map; return its number there, or -errno."""
    if (flags & ~u64(_SKIP | _USER_STACK | _COMPARE | _REUSE)) != 0:
        return -EINVAL
    skip = u32(flags & _SKIP)
    if (flags & _USER_STACK) == 0 or run.depth <= skip:
        return -EFAULT
    return keep(stacks, run.stack + skip, run.depth - skip, flags)


@native
def task_pt_regs(task: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return where the registers of the sampled task are."""
    return run.registers


@native
def probe_read_sampled(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read the task's memory, of its stack as it was."""
    at = source - run.copied_from
    if source >= run.copied_from and at + size <= run.copied:
        cpu.copy(to, run.copy + at, size)
        return 0
    return read_exactly(u64(run.task.tid), to, size, source)
