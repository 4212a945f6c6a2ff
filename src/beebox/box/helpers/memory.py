"""Reading memory that may not be there: bpf_probe_read* (kernel/trace/bpf_trace.c, mm/maccess.c).

User memory is the current task's, read with process_vm_readv(2). "Kernel" memory is the box's own:
maps, stacks, contexts. The call stops at the page that is missing and says how far it came. On a
fault the destination is zeroed and the result is -EFAULT.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import EFAULT, ERANGE

from beebox.box.kernel_structs import left, read_struct
from beebox.box.places import is_struct
from beebox.box.proc import NAME
from beebox.box.regions import is_ours
from beebox.box.run import SCRATCH, Run
from beebox.pylang import Array, Struct, addr, cast, cpu, i64, native, ptr, u8, u64

_SYS_PROCESS_VM_READV = 310
_LOWEST = 0x1000
_TASK_SIZE = 1 << 47
_HIGHEST = 0xFFFF_8000_0000_0000
_FIRST = 256
"""How much of a string is asked for at first: most are shorter."""


class Span(Struct):
    """struct iovec."""

    base: u64
    size: u64


@native
def read_memory(pid: u64, to: ptr[u8], size: u64, source: u64) -> u64:
    """Read up to *size* bytes, as many as are there; return how many."""
    done: u64 = 0
    ours = Span()
    theirs = Span()
    while done < size:
        ours.base = u64(to) + done
        ours.size = size - done
        theirs.base = source + done
        theirs.size = size - done
        got = cpu.syscall(_SYS_PROCESS_VM_READV, pid, addr(ours), 1, addr(theirs), 1, 0)
        if got <= 0:
            return done
        done += u64(got)
    return done


@native
def read_exactly(pid: u64, to: ptr[u8], size: u64, source: u64) -> i64:
    """Read *size* bytes: 0, or -EFAULT and zeroes."""
    if size == 0:
        return 0
    if read_memory(pid, to, size, source) == size:
        return 0
    cpu.fill(to, 0, size)
    return -EFAULT


@native
def read_string(pid: u64, to: ptr[u8], size: u64, source: u64, scratch: ptr[u8]) -> i64:
    """Read a string, cut to *size* with its NUL; return its length with the NUL."""
    done: u64 = 0
    step: u64 = _FIRST
    while done < size:
        step = min(step, size - done)
        got = read_memory(pid, scratch, step, source + done)
        for i in range(got):
            to[done + i] = scratch[i]
            if scratch[i] == 0:
                return i64(done + i + 1)
        if got < step:
            cpu.fill(to, 0, size)
            return -EFAULT
        done += step
        step = SCRATCH
    if size == 0:
        return 0
    to[size - 1] = 0
    return i64(size)


@native
def never_kernel(address: u64) -> bool:
    """Say whether no kernel has memory at *address* (copy_from_kernel_nofault_allowed)."""
    return address < _LOWEST or (address >= _TASK_SIZE and address < _HIGHEST)


@native
def read_own(run: ptr[Run], to: ptr[u8], size: u64, source: u64) -> i64:
    """Read the box's memory: 0, -ERANGE or -EFAULT and zeroes."""
    if never_kernel(source):
        cpu.fill(to, 0, size)
        return -ERANGE
    if is_struct(source):
        return read_struct(run.structs, addr(run.asked), run.task, to, size, source)
    return read_exactly(u64(run.own_pid), to, size, source)


@native
def read_name(run: ptr[Run], to: ptr[u8], size: u64, source: u64) -> i64:
    """Read a string of the kernel's structs; return its length with the NUL."""
    name = Array[u8, NAME]()
    there = left(run.structs, source)
    buffer = cast(ptr[u8], name)
    asked = addr(run.asked)
    if there == 0 or read_struct(run.structs, asked, run.task, buffer, there, source) != 0:
        cpu.fill(to, 0, size)
        return -EFAULT
    done: u64 = 0
    while done < min(size, there):
        to[done] = name[done]
        done += 1
        if name[done - 1] == 0:
            return i64(done)
    if size != 0:
        to[size - 1] = 0
    return i64(size)


@native
def read_own_string(run: ptr[Run], to: ptr[u8], size: u64, source: u64) -> i64:
    """Read a string of the box's."""
    if never_kernel(source):
        cpu.fill(to, 0, size)
        return -ERANGE
    if is_struct(source):
        return read_name(run, to, size, source)
    return read_string(u64(run.own_pid), to, size, source, run.scratch)


@native
def probe_read_user(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read the task's memory."""
    return read_exactly(u64(run.task.tid), to, size, source)


@native
def probe_read_kernel(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read the box's memory."""
    return read_own(run, to, size, source)


@native
def probe_read_user_str(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read a string of the task's."""
    return read_string(u64(run.task.tid), to, size, source, run.scratch)


@native
def probe_read_kernel_str(
    to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]
) -> i64:
    """Read a string of the box's."""
    return read_own_string(run, to, size, source)


@native
def is_user(run: ptr[Run], address: u64) -> bool:
    """Say whether *address* is the task's (bpf_probe_read_compat asks TASK_SIZE)."""
    return address < _TASK_SIZE and not is_ours(run.regions, address)


@native
def probe_read(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read memory of either side."""
    if is_user(run, source):
        error = read_exactly(u64(run.task.tid), to, size, source)
        if error == 0 or run.interpreted == 0 or read_own(run, to, size, source) != 0:
            return error
        return 0
    return read_own(run, to, size, source)


@native
def read_either(run: ptr[Run], to: ptr[u8], size: u64, source: u64) -> i64:
    """Read a string of either side."""
    if is_user(run, source):
        length = read_string(u64(run.task.tid), to, size, source, run.scratch)
        if length > 0 or run.interpreted == 0:
            return length
        ours = read_own_string(run, to, size, source)
        if ours > 0:
            return ours
        return length
    return read_own_string(run, to, size, source)


@native
def probe_read_str(to: ptr[u8], size: u64, source: u64, d: u64, e: u64, run: ptr[Run]) -> i64:
    """Read a string of either side."""
    return read_either(run, to, size, source)
