"""bpf_perf_event_output (kernel/trace/bpf_trace.c)."""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import E2BIG, EINVAL, ENOENT

from beebox.box.maps.fd import FdArrayMap
from beebox.box.perf import Buffer, perf_write
from beebox.box.run import Run
from beebox.pylang import cast, i64, native, ptr, u8, u64

_CURRENT_CPU = 0xFFFF_FFFF
"""BPF_F_CURRENT_CPU, which is also BPF_F_INDEX_MASK"""


@native
def perf_event_output(
    ctx: u64, array: ptr[FdArrayMap], flags: u64, data: ptr[u8], size: u64, run: ptr[Run]
) -> i64:
    """Write *size* bytes of *data* to the buffer of the CPU that *flags* names."""
    index = flags & _CURRENT_CPU
    if flags != index:
        return -EINVAL
    if index == _CURRENT_CPU:
        index = u64(run.cpu)
    if index >= u64(array.max_entries):
        return -E2BIG
    buffer = cast(ptr[Buffer], array.elements[index])
    if buffer is None:
        return -ENOENT
    ids = (u64(run.task.tid) << 32) | u64(run.task.tgid)
    return perf_write(buffer, ids, data, size)
