"""The kernel's own structs in programs: relocated, read, and asked for."""

import os
import struct
from pathlib import Path

import pytest

from beebox import lang
from beebox.errors import CompileError

TEXT = """
from beebox.vmlinux import task_struct

class Out(bpf.Struct):
    pid: u32
    tgid: u32
    parent: u32
    has: u32
    comm: Array[char, 16]

outs = bpf.ArrayMap[Out]()
only: Const[u32] = 0

@bpf.function
def parent(task: ptr[task_struct]) -> u32:
    return u32(task.real_parent.tgid)

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = bpf.current_task()
    if u32(task.tgid) != only:
        return 0
    out = outs.lookup(0)
    if out is None:
        return 0
    out.pid, out.tgid, out.parent = u32(task.pid), u32(task.tgid), parent(task)
    bpf.read_kernel_str(out.comm, task.comm)
    out.has = u32(bpf.exists(task.comm)) + 2 * u32(task.mm is not None) + 4 * u32(task.se.on_rq)
    return 0
"""


def test_fields_are_relocated(build):
    spec = build(TEXT)
    assert len(spec.programs["main"].cores) == 9
    again = build(TEXT + "\nOTHER = 1\n")  # LLVM remembers what it made for the module before
    assert len(again.programs["main"].cores) == 9


@pytest.mark.linux
def test_what_is_read_of_a_task(live):
    live = live(TEXT, only=os.getpid())
    with live.loaded as loaded:
        loaded.attach()
        os.getpgid(0)
        data = loaded.maps["outs"].lookup(bytes(4))
    pid, tgid, parent, has, comm = struct.unpack("<IIII16s", data)
    assert (pid, tgid, parent) == (os.getpid(), os.getpid(), os.getppid())
    assert has == 7
    assert comm.rstrip(b"\0") == Path("/proc/self/comm").read_bytes().strip()


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("x = task.tgidd", "no field 'tgidd'", "tgid"),
        ("x = task.sched_remote_wakeup", "bit field", ""),
        ("task.tgid = 4", "cannot be written", ""),
        ("x = task[0]", "", ""),
        ("x = bpf.exists(4)", "exists takes a field", "task.field"),
        ("x = sizeof(task_struct)", "only its kernel knows", "fields"),
        ("x = task_struct()", "", ""),
    ],
)
def test_refused(write, body, message, hint):
    path = write(f"""
from beebox.vmlinux import task_struct

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    task = bpf.current_task()
    {body}
    return 0
""")
    with pytest.raises(CompileError) as caught:
        lang.compile(path)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_an_unknown_name_of_the_kernel(write):
    with pytest.raises(CompileError, match="cannot import name 'task_strukt'"):
        lang.compile(write("from beebox.vmlinux import task_strukt\n"))
