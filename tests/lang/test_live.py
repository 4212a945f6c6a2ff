"""A program file with both of its sides: attached, run, read."""

import os
import sys

import pytest

from beebox.lang import python

TEXT = """
from beebox.lang.library import tree

class Open(bpf.Struct):
    pid: u32
    ret: i32
    comm: Array[char, 16]
    path: Array[char, 256]

only_failed: bpf.Const[bool] = False
paths = bpf.Hash[u32, ptr](max_entries=10240)
opens = bpf.RingBuf[Open](size=256 * 1024)
bpf.include(tree)

@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter(ctx: bpf.SysEnterOpenat) -> i32:
    if tree.watched_current():
        paths[bpf.current_tid()] = ctx.filename
    return 0

@bpf.program("tracepoint/syscalls/sys_exit_openat")
def leave(ctx: bpf.SysExit) -> i32:
    path = paths.pop(bpf.current_tid())
    if path is None or (only_failed and ctx.ret >= 0):
        return 0
    with opens.reserve() as event:
        event.pid = bpf.current_pid()
        event.ret = i32(ctx.ret)
        bpf.current_comm(event.comm)
        bpf.read_user_str(event.path, path)
    return 0

def main(kernel, command, **consts):
    with bpf.attach(kernel, only_watched=True, **consts) as live:
        child = live.run(command, stdout=2)
        found = [(e.pid == child.pid, e.comm, e.path, e.ret) for e in bpf.events(live, opens)]
        assert live.lost == 0
        return child.wait(), found
"""


@pytest.fixture
def kernel(request):
    """Each kernel there is."""
    if request.param == "linux":
        return request.getfixturevalue("linux")
    from beebox.box.kernel import Box

    return Box()


@pytest.mark.parametrize(
    "kernel", ["box", pytest.param("linux", marks=pytest.mark.linux)], indirect=True
)
def test_both_sides_of_a_file(kernel, write):
    module = python.load(write(TEXT, "prog_both"))
    status, found = module.main(
        kernel, ["sh", "-c", "cat /etc/hostname /nonexistent < /dev/null; exit 3"]
    )
    assert status == 3
    assert (
        any(own and path == "/dev/null" for own, _, path, _ in found)
        or os.uname().sysname != "Linux"
    )
    cats = {(path, min(ret, 0)) for _, comm, path, ret in found if comm == "cat"}
    assert ("/etc/hostname", 0) in cats
    assert ("/nonexistent", -2) in cats
    status, failed = module.main(
        kernel, [sys.executable, "-S", "-c", "open('/nonexistent')"], only_failed=1
    )
    assert status == 1
    assert {ret for *_, ret in failed} == {-2}
    assert "/nonexistent" in {path for _, _, path, _ in failed}


COOKIES = """
counts = bpf.Hash[u64, u64](max_entries=16)

@bpf.program("tracepoint")
def passed(ctx: ptr[u64]) -> i32:
    counts[bpf.get_attach_cookie(ctx)] += 1
    return 0

def main(kernel, command):
    with bpf.load(kernel) as live:
        child = live.hold(command)
        live.targets["passed"] = targets.Several(
            [
                targets.Tracepoint("syscalls/sys_enter_getpriority", 1 << 40, child.pid),
                targets.Tracepoint("syscalls/sys_exit_getpriority", 7, child.pid),
            ]
        )
        live.attach()
        child.go()
        assert child.wait(20) == 0
        return dict(live.maps["counts"].items())
"""


@pytest.mark.parametrize(
    "kernel", ["box", pytest.param("linux", marks=pytest.mark.linux)], indirect=True
)
def test_one_program_at_several_places(write, kernel):
    path = write("from beebox.loader.attach import targets\n" + COOKIES, "prog_several")
    module = python.load(path)
    script = "import os\nfor _ in range(5): os.getpriority(0, 0)"
    assert module.main(kernel, [sys.executable, "-S", "-c", script]) == {1 << 40: 5, 7: 5}
