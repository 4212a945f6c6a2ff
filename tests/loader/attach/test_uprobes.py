"""Programs on functions of a program that was compiled here, whose calls are known."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beebox.abi.enums import AttachType, Cmd
from beebox.errors import ElfError, KernelError, NotSupported
from beebox.kernel.linux import Linux
from beebox.lang import python
from beebox.loader import Loaded
from beebox.loader.attach.targets import Several, Uprobe, UprobeMulti
from beebox.obj.binary import Binary

pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="uprobes need root"),
    pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed"),
]

WORK = """
#define KEPT __attribute__((noinline))
KEPT int one(int x) { __asm__ volatile(""); return x + 1; }
KEPT int two(int x) { __asm__ volatile(""); return x - 1; }
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 40; i++)
        sum += one(i);
    for (int i = 0; i < 30; i++)
        sum += two(i);
    return sum == 0;
}
"""

PROGRAMS = """
from beebox import bpf
from beebox.bpf import i32, u32, u64

counts = bpf.Hash[u64, u64](max_entries=64)
sums = bpf.Hash[u64, u64](max_entries=64)

@bpf.kfunc
def bpf_session_is_return() -> bool: ...

@bpf.program("uprobe")
def single(ctx: bpf.Regs, x: i32) -> i32:
    counts[bpf.get_attach_cookie(ctx)] += 1
    sums[bpf.get_attach_cookie(ctx)] += u64(u32(x))
    return 0

@bpf.program("uretprobe")
def returned(ctx: bpf.Regs, x: i32) -> i32:
    counts[bpf.get_attach_cookie(ctx)] += 1
    sums[bpf.get_attach_cookie(ctx)] += u64(u32(x))
    return 0

@bpf.program("uprobe.multi")
def many(ctx: bpf.Regs) -> i32:
    counts[bpf.get_attach_cookie(ctx)] += 1
    return 0

@bpf.program("uprobe.session")
def both(ctx: bpf.Regs) -> i32:
    if bpf_session_is_return():
        counts[100] += 1
        return 0
    counts[200] += 1
    return 1 if bpf.get_attach_cookie(ctx) == 2 else 0

def load(kernel):
    return bpf.load(kernel)
"""


class Old(Linux):
    """Linux before 6.6: it knows no link of many uprobes."""

    def bpf(self, cmd: Cmd, attr: Any) -> int:
        if cmd is Cmd.PROG_LOAD and attr.expected_attach_type == AttachType.TRACE_UPROBE_MULTI:
            attr.expected_attach_type = 0  # it does not look at that
        if cmd is Cmd.LINK_CREATE and attr.attach_type == AttachType.TRACE_UPROBE_MULTI:
            raise KernelError(errno.EINVAL, "LINK_CREATE")
        return super().bpf(cmd, attr)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("uprobes")
    (folder / "work.c").write_text(WORK)
    subprocess.run(["cc", "-O1", "-o", "work", "work.c"], check=True, cwd=folder)
    return str(folder / "work")


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("uprobes") / "prog_uprobes.py"
    path.write_text(PROGRAMS)
    return python.load(str(path))


def run(
    live: Loaded, work: str, program: str, target: Callable[[int], Any]
) -> tuple[dict[int, int], dict[int, int]]:
    """Run *work* with *program* attached to what *target* says of its process; return the tables."""
    with live:
        child = live.hold([work])
        live.targets[program] = target(child.pid)
        live.attach()
        child.go()
        assert child.wait(20) == 0
        return dict(live.maps["counts"].items()), dict(live.maps["sums"].items())


def test_arguments_and_results(module: Any, work: str) -> None:
    def entry(pid: int) -> Uprobe:
        return Uprobe(work, "one", pid=pid, cookie=7)

    assert run(module.load(Linux()), work, "single", entry) == ({7: 40}, {7: sum(range(40))})

    def end(pid: int) -> Uprobe:
        return Uprobe(work, "one", pid=pid, cookie=8, ret=True)

    assert run(module.load(Linux()), work, "returned", end) == ({8: 40}, {8: sum(range(1, 41))})


def test_places_in_the_file(module: Any, work: str) -> None:
    offset = Binary(work).function("two").offset
    for way in (
        Uprobe(work, offset=offset),
        Uprobe(work, "main", offset - Binary(work).function("main").offset),
    ):

        def there(_pid: int, way: Uprobe = way) -> Uprobe:
            return way  # no other process has this file

        assert run(module.load(Linux()), work, "single", there)[0] == {0: 30}


def test_many_with_one_link_or_by_one_each(module: Any, work: str) -> None:
    names, cookies = ("one", "two"), (1, 2)

    def target(pid: int) -> UprobeMulti:
        return UprobeMulti(work, functions=names, cookies=cookies, pid=pid)

    assert run(module.load(Linux()), work, "many", target)[0] == {1: 40, 2: 30}
    assert run(module.load(Linux()), work, "single", target)[0] == {1: 40, 2: 30}
    assert run(module.load(Old()), work, "many", target)[0] == {1: 40, 2: 30}

    def several(pid: int) -> Several:
        return Several([Uprobe(work, name, pid=pid, cookie=9) for name in names])

    assert run(module.load(Linux()), work, "single", several)[0] == {9: 70}


def test_sessions(module: Any, work: str) -> None:
    def target(pid: int) -> UprobeMulti:
        return UprobeMulti(work, functions=("one", "two"), cookies=(1, 2), pid=pid, session=True)

    counts, _ = run(module.load(Linux()), work, "both", target)
    assert counts == {200: 70, 100: 40}  # of two() the return was not wanted


def test_another_process_is_left_alone(module: Any, work: str) -> None:
    def other(_pid: int) -> Uprobe:
        return Uprobe(work, "one", pid=os.getpid())

    assert run(module.load(Linux()), work, "single", other)[0] == {}


def test_all_or_nothing(module: Any, work: str) -> None:
    with module.load(Linux()) as live:
        for target in (
            Several([Uprobe(work, "one"), Uprobe(work, "three")]),
            UprobeMulti(work, functions=("one", "three")),
        ):
            with pytest.raises(ElfError, match="has no function 'three'"):
                live.programs.single.attach(target)
        with pytest.raises(NotSupported, match="2 cookies for 1 functions"):
            live.programs.single.attach(UprobeMulti(work, functions=("one",), cookies=(1, 2)))
        with pytest.raises(NotSupported, match="no function matches"):
            live.programs.many.attach(UprobeMulti(work, "zz*"))
        open_before = len(list(Path("/proc/self/fd").iterdir()))
        with pytest.raises(ElfError):
            live.programs.single.attach(Several([Uprobe(work, "one"), Uprobe(work, "three")]))
        assert len(list(Path("/proc/self/fd").iterdir())) == open_before
