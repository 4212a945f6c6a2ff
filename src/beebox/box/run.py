"""What a program runs with: the second argument of its machine code, the last of every helper.

The program thread owns one `Run`. ``task`` is the process that made the event; the rest belongs
to the box.
"""

from __future__ import annotations

from beebox.box.kernel_structs import Layout
from beebox.box.proc import Asked
from beebox.box.regions import Regions
from beebox.pylang import Array, Struct, ptr, u8, u32, u64
from beebox.sources.task import Task

SCRATCH = 4096
"""Bytes that a helper may use while it runs, at ``scratch``."""


class Run(Struct):
    """The state of one thread that runs programs."""

    task: ptr[Task]
    cpu: u32
    own_pid: u32
    """This process: where probe_read_kernel reads."""
    trace: u64
    """Address of the `beebox.box.printk.Ring`."""
    scratch: ptr[u8]
    regions: ptr[Regions]
    structs: ptr[Layout]
    """What the kernel's structs are read by."""
    asked: Asked
    """The open file that the program at work has asked about."""
    random: u64
    """State of the generator behind bpf_get_prandom_u32."""
    interpreted: u32
    """Programs are interpreted: their stacks are anywhere in our heap, and in no region."""
    tail_calls: u32
    """How many tail calls the program made; whoever enters a program from outside sets it to 0."""
    keys: Array[u32, 8]
    """The index that a callback of bpf_for_each_map_elem is at, of each nested walk of an array."""
    walks: u32
    """How many of *keys* are in use."""
    depth: u32
    """How many addresses are at *stack*."""
    cookie: u64
    """Of the attachment that runs (bpf_get_attach_cookie); 0 where there is none."""
    stack: ptr[u64]
    """Of a sample: the addresses of functions, the innermost first."""
    registers: u64
    """Of a sample: where the task's are (struct pt_regs)."""
    copy: ptr[u8]
    """Of a sample: what was in the task's memory then, *copied* bytes from *copied_from* on."""
    copied: u64
    copied_from: u64


def keys(run: int) -> tuple[int, int]:
    """Return address and size of the keys that callbacks read, of the `Run` at *run*."""
    return run + Run.offset("keys"), 4 * 8
