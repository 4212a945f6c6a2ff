"""Functions of the kernel by their names, and functions that are verified by themselves."""

import os
import struct

import pytest

from beebox import lang
from beebox.errors import CompileError

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    r: i64

"""
KFUNC = """
from beebox.vmlinux import task_struct

@bpf.kfunc
def bpf_task_from_pid(pid: i32) -> ptr[task_struct]: ...

@bpf.kfunc
def bpf_task_release(p: ptr[task_struct]) -> None:
    "Give a task back."

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    task = bpf_task_from_pid(i32(ctx.a))
    if task is None:
        return 1
    ctx.r = i64(task.tgid)
    bpf_task_release(task)
    return 0
"""


def test_a_function_of_the_kernel(run):
    live = run(CONTEXT + KFUNC)
    result, after = live.run(context=struct.pack("<Qq", os.getpid(), 0))
    assert (result, struct.unpack("<Qq", after)[1]) == (0, os.getpid())
    assert live.run(context=struct.pack("<Qq", 1 << 30, 0))[0] == 1


def test_a_function_that_is_verified_by_itself(run):
    live = run(
        CONTEXT
        + """
@bpf.global_function
def mean(a: u64, b: u64) -> u64:
    return (a + b) // 2

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.r = i64(mean(ctx.a, 8) + mean(1, 3))
    return 0
"""
    )
    assert struct.unpack("<Qq", live.run(context=struct.pack("<Qq", 4, 0))[1])[1] == 8


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(a: u32) -> u32:\n    return a", "it has no body here"),
        ("def f(a) -> u32: ...", "has no type"),
        ("def f(a: u32): ...", "has no result type"),
    ],
)
def test_refused(write, text, message):
    path = write(
        f'@bpf.kfunc\n{text}\n\n@bpf.program("xdp")\n'
        "def main(ctx: bpf.XdpMd) -> i32:\n    f(1)\n    return 0\n"
    )
    with pytest.raises(CompileError, match=message):
        lang.compile(path)
