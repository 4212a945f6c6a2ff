"""Who made the event, and by which attachment it came (kernel/bpf/helpers.c)."""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from beebox.box.comm import SIZE, read_comm
from beebox.box.places import TASK, place
from beebox.box.run import Run
from beebox.pylang import Array, cast, i64, native, ptr, u8, u32, u64


@native
def get_current_pid_tgid(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the process id in the upper half, the thread id in the lower."""
    return (u64(run.task.tgid) << 32) | u64(run.task.tid)


@native
def get_current_task(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the address of the task's task_struct."""
    return place(u32(TASK), run.task.tid, u32(0))


@native
def get_current_task_btf(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the same, as a pointer that the verifier knows."""
    return place(u32(TASK), run.task.tid, u32(0))


@native
def get_current_uid_gid(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return the group id in the upper half, the user id in the lower."""
    return (u64(run.task.gid) << 32) | u64(run.task.uid)


@native
def get_current_comm(buffer: ptr[u8], size: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Copy the task's name, cut to *size* and padded with zeroes (strscpy_pad)."""
    comm = Array[u8, 16]()
    read_comm(run.task, cast(ptr[u8], comm))
    done: u64 = 0
    while done + 1 < size and done < SIZE and comm[done] != 0:
        buffer[done] = comm[done]
        done += 1
    while done < size:
        buffer[done] = 0
        done += 1
    return 0


@native
def get_attach_cookie(a: u64, b: u64, c: u64, d: u64, e: u64, run: ptr[Run]) -> u64:
    """Return what the attachment that runs was given (kernel/trace/bpf_trace.c)."""
    return run.cookie
