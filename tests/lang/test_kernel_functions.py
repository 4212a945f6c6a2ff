"""Functions of the kernel by their names, and functions that are verified by themselves."""

import inspect
import os
import pydoc
import re
import struct

import pytest

from beebox import bpf, lang
from beebox.errors import CompileError
from beebox.lang import kernel_calls
from beebox.lang.prototypes import PROTOTYPES
from beebox.spec.helpers import HELPERS

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    r: i64

"""
KFUNC = """
from beebox.vmlinux import task_struct

@bpf.kfunc
def bpf_task_from_pid(pid: i32) -> ptr[task_struct]:
    raise NotImplementedError

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


def test_functions_by_their_names(run):
    """As their types are taken from the kernel's, Linux takes them without a declaration."""
    live = run(
        CONTEXT
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    task = bpf.task_from_pid(i32(ctx.a))
    if task is None:
        return 1
    ctx.r = i64(task.tgid)
    bpf.task_release(task)
    mask = bpf.cpumask_create()
    if mask is not None:
        bpf.cpumask_set_cpu(0, mask)
        ctx.r += i64(bpf.cpumask_first(mask)) + 3
        bpf.cpumask_release(mask)
    return 0
"""
    )
    result, after = live.run(context=struct.pack("<Qq", os.getpid(), 0))
    assert (result, struct.unpack("<Qq", after)[1]) == (0, os.getpid() + 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("bpf.task_release()", r"bpf_task_release takes 1 argument, not 0"),
        ("bpf.task_release(p=1)", "no keyword arguments"),
        ("bpf.task_release(7)", "p of bpf_task_release is an address"),
        ("bpf.task_from_pid(ctx.a)", "pid of bpf_task_from_pid, an i32"),
        ("bpf.strcasestr(ctx, ctx)", "have no bpf_strcasestr"),
    ],
)
def test_calls_by_name_that_are_refused(write, call, message):
    path = write(
        f'{CONTEXT}@bpf.program("syscall")\ndef main(ctx: Ctx) -> i32:\n    {call}\n    return 0\n'
    )
    with pytest.raises(CompileError, match=message):
        lang.compile(path)


def test_all_are_named_and_described():
    """What editors and help() show: every helper and function of the kernel, and since when."""
    names = {*dir(bpf)}
    assert len(PROTOTYPES) == len(HELPERS) == 211
    for name in kernel_calls.names():
        thing = getattr(bpf, name)
        assert name in names
        assert re.match(r"[A-Z].*\.\n", thing.__doc__), name
        assert "Linux" in thing.__doc__, name
        inspect.signature(thing)
    assert "Since Linux 5.15. " in bpf.timer_init.__doc__ + " "
    assert "kprobe" in bpf.get_stackid.__doc__
    assert "license" in bpf.get_stackid.__doc__
    assert "May give None" in bpf.task_from_pid.__doc__
    assert str(inspect.signature(bpf.map_lookup_elem)) == "(map: Any, key: Any)"
    assert "process id" in pydoc.render_doc(bpf.current_pid)
    with pytest.raises(AttributeError, match="no attribute 'task_from_pidd'"):
        bpf.__getattr__("task_from_pidd")
