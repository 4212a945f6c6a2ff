"""A copy of the stack of the current process, to be unwound later, with no need of frame pointers.

::

    from beebox.lang.library import stack

    class Event(bpf.Struct):
        pid: u32
        copy: stack.Copy
    ...
        stack.take(addr(event.copy))

`beebox.loader.unwind` finds the callers in it.
"""

from __future__ import annotations

from typing import Any

from beebox.lang.helpers import KernelHelper, read_kernel
from beebox.lang.programs import function
from beebox.lang.struct import Struct
from beebox.pylang.names import Array, addr, cast, ptr, u8, u32, u64

SIZE = 16384
"""how much is copied, in parts: of what it cannot read whole the kernel gives nothing"""
PART = 512
PARTS = 32
get_current_task_btf: Any = KernelHelper("get_current_task_btf")
task_pt_regs: Any = KernelHelper("task_pt_regs")
probe_read_user: Any = KernelHelper("probe_read_user")


class Registers(Struct):
    """struct pt_regs of x86-64."""

    r15: u64
    r14: u64
    r13: u64
    r12: u64
    bp: u64
    bx: u64
    r11: u64
    r10: u64
    r9: u64
    r8: u64
    ax: u64
    cx: u64
    dx: u64
    si: u64
    di: u64
    orig_ax: u64
    ip: u64
    cs: u64
    flags: u64
    sp: u64
    ss: u64


class Part(Struct):
    """A part of a stack."""

    bytes: Array[u8, 512]


class Copy(Struct):
    """The registers of a process when it went into the kernel, and *size* bytes of its stack."""

    size: u64
    registers: Registers
    parts: Array[Part, 32]


@function
def take(to: ptr[Copy]) -> None:
    """Copy what there is of registers and stack."""
    to.size = 0
    if read_kernel(to.registers, task_pt_regs(get_current_task_btf())) < 0:
        return
    for part in range(PARTS):
        place = cast(ptr[u8], to.registers.sp + u64(part * PART))
        if probe_read_user(addr(to.parts[part]), u32(PART), place) < 0:
            return
        to.size += PART
