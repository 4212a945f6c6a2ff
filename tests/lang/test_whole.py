"""One file with both sides: in a module, a function, a class, a notebook, an archive."""

from __future__ import annotations

import asyncio
import linecache
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import beebox
from beebox import bpf, lang
from beebox.bpf import Array, char, i32, u32, u64
from beebox.errors import CompileError, KernelError

HEAD = "from beebox import bpf\nfrom beebox.bpf import i32, u32, u64\n"
COUNT = """
counts = bpf.Hash[u32, u64](max_entries=8)
STEP = 2

@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter(_ctx: bpf.SysEnterOpenat) -> i32:
    counts[0] += STEP
    return 0

def go():
    with bpf.attach("box") as live:
        live.run(["true"]).wait()
        return counts[0]
"""
TRUE = 2
"""how many files `true` opens: its libraries' cache, and libc"""
ONCE = 2 * TRUE

WRAPPED = """
import functools
def other(f): return functools.wraps(f)(lambda *a: f(*a))

@bpf.program('xdp')
@other
def f(ctx: bpf.XdpMd) -> i32:
    return 2
"""


def cell(module: ModuleType, number: int, text: str) -> None:
    """Run *text* as a notebook does: under the name of a file that nobody wrote."""
    file = f"/tmp/notebook_{os.getpid()}/{module.__name__}_{number}.py"
    linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    exec(compile(text, file, "exec"), vars(module))


@pytest.fixture
def notebook(monkeypatch):
    module = ModuleType("a_notebook")
    monkeypatch.setitem(sys.modules, "a_notebook", module)
    return module


def test_a_notebook(notebook):
    """Cells are run again, define things anew, and keep what was shown under other names."""
    cell(notebook, 1, HEAD + COUNT)
    notebook._3 = notebook._ = notebook.counts
    once = notebook.go()
    assert once == ONCE
    cell(notebook, 2, "STEP = 3")
    assert notebook.go() == once // 2 * 3
    again = COUNT[COUNT.index("@bpf") : COUNT.index("def go")].replace("+= STEP", "+= STEP * 2")
    cell(notebook, 3, again)
    assert notebook.go() == once // 2 * 6
    cell(notebook, 4, again.replace("STEP", "STPE"))
    with pytest.raises(CompileError, match=r"_4.py:3:18: no name 'STPE'"):
        notebook.go()
    cell(notebook, 5, again.replace("counts[0] += STEP * 2", "p = counts.lookup(0); p[0] = 1"))
    with pytest.raises(beebox.VerifierError, match=r"_5.py:3 \(.*p\[0\] = 1\)"):
        notebook.go()


def test_an_archive(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "tools.zip", "w") as archive:
        archive.writestr("zipped_tool.py", HEAD + COUNT)
    monkeypatch.syspath_prepend(str(tmp_path / "tools.zip"))
    import zipped_tool

    try:
        assert zipped_tool.go() == ONCE
    finally:
        del sys.modules["zipped_tool"]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        pytest.param(
            ["-c", HEAD + COUNT + "go()"],
            "python -c",
            marks=pytest.mark.skipif(sys.version_info >= (3, 13), reason="kept since Python 3.13"),
        ),
        (["-"], "standard input"),
    ],
)
def test_what_is_not_kept_is_refused(how, message):
    run = [sys.executable, *how]
    text = HEAD + COUNT + "go()"
    done = subprocess.run(run, input=text, capture_output=True, text=True, check=False)
    said = done.stderr[done.stderr.index("beebox.errors.CompileError") :]
    assert message in said
    assert "write them to a file" in said


@pytest.mark.skipif(sys.version_info < (3, 13), reason="not kept before Python 3.13")
def test_what_python_keeps_of_its_command_line_is_compiled():
    text = HEAD + COUNT + "print(go())"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"{ONCE}\n", "")


def test_programs_of_a_function():
    def count(step: int) -> int:
        counts = bpf.Hash[u32, u64](max_entries=8)

        @bpf.program("tracepoint/syscalls/sys_enter_openat")
        def enter(_ctx: bpf.SysEnterOpenat) -> i32:
            counts[0] += step
            return 0

        with bpf.attach("box") as live:
            live.run(["true"]).wait()
            found: int = counts[0]
            return found

    assert (count(2), count(5)) == (ONCE, ONCE // 2 * 5)


class Tool:
    """Programs may stand in a class; its names are as in Python."""

    seen = bpf.Hash[u32, u64](max_entries=8)

    @bpf.program("tracepoint/syscalls/sys_enter_openat")
    def enter(_ctx: bpf.SysEnterOpenat) -> i32:  # noqa: N805 - a program
        Tool.seen[0] += 2
        return 0


class Opened(bpf.Struct):
    pid: u32
    path: Array[char, 64]


opened = bpf.RingBuf[Opened](size=1 << 16)
closed = bpf.RingBuf[Opened](size=1 << 16)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def note(ctx: bpf.SysEnterOpenat) -> i32:
    with opened.reserve() as event:
        event.pid = bpf.current_pid()
        bpf.read_user_str(event.path, ctx.filename)
    return 0


@bpf.program("tracepoint/syscalls/sys_enter_close")
def note_close(_ctx: bpf.SysEnterClose) -> i32:
    with closed.reserve() as event:
        event.pid = bpf.current_pid()
    return 0


def test_events_and_maps_are_the_live_ones():
    with bpf.attach("box") as live:
        child = live.run(["cat", "/dev/null"])
        paths = [event.path for event in opened if event.pid == child.pid]
        assert paths[-1] == "/dev/null"
        assert Tool.seen[0] >= 2 * len(paths)
        assert 7 not in Tool.seen
        Tool.seen[7] = 1
        assert dict(Tool.seen.items())[7] == Tool.seen.get(7) == 1
        del Tool.seen[7]
        with bpf.attach("box"):
            assert list(Tool.seen) == []
        assert 0 in Tool.seen
    with pytest.raises(TypeError, match=r"with bpf\.attach"):
        Tool.seen[0]
    with pytest.raises(TypeError, match="<RingBuf opened> is in no kernel now"):
        next(iter(opened))
    with pytest.raises(AttributeError, match="is in no kernel now"):
        Tool.seen.items()


def test_several_buffers_at_once():
    async def follow(ring) -> list[str]:
        return [event.path async for event in ring]

    async def both() -> tuple[list[str], list[str], int]:
        with bpf.attach("box") as live:
            child = live.run(["cat", "/dev/null"])
            found = await asyncio.gather(
                follow(opened), follow(closed), follow(live.events("opened"))
            )
            return found[0] + found[2], found[1], child.returncode

    paths, closes, status = asyncio.run(both())
    assert "/dev/null" in paths
    assert len(closes) >= 2
    assert status == 0


def test_a_loop_that_is_cancelled_leaves_nothing():
    async def main() -> None:
        with bpf.attach("box"):
            waiting = [asyncio.create_task(anext(aiter(opened))) for _ in range(12)]
            await asyncio.sleep(0.05)
            async with asyncio.timeout(5):
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)

    before = len([*Path("/proc/self/fd").iterdir()])
    asyncio.run(main())
    assert len([*Path("/proc/self/fd").iterdir()]) <= before


def test_what_is_closed_is_refused_by_name():
    with bpf.attach("box") as live:
        found = live.maps.seen
        program = live.programs.note
        link = live.links[0]
    assert "closed" in repr(live)
    assert "closed" in repr(link)
    for use in (lambda: found[0], program.attach, lambda: live.run(["true"]), live.attach):
        with pytest.raises(KernelError, match="closed"):
            use()
    assert live.lost == 0
    live.close()


def test_what_failed_before_it_had_maps_is_closed():
    spec = beebox.open(sys.modules[__name__])
    with pytest.raises(KernelError, match=f"create map {next(iter(spec.maps))}"):
        beebox.load(spec.with_map(next(iter(spec.maps)), max_entries=0))


def test_live_things_stay_in_their_process():
    with bpf.load("box") as live:
        for thing in (live, live.maps.seen, live.programs.note):
            with pytest.raises(TypeError, match="belongs to this process"):
                pickle.dumps(thing)
    assert repr(live.maps.seen) == "<Map seen: hash, 8 entries at most>"
    assert repr(live.programs.note) == "<Program note: tracepoint/syscalls/sys_enter_openat>"
    spec = beebox.open(sys.modules[__name__])
    assert "programs " in repr(spec)
    assert len(repr(spec)) < 300
    assert spec.replace(license="MIT").license == "MIT"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f = bpf.program('xdp')(lambda ctx: 2)", "lambda cannot be compiled"),
        ("@bpf.program('xdp')\nasync def f(ctx: bpf.XdpMd) -> i32: return 2", "coroutine"),
        ("@bpf.program\ndef f(ctx: bpf.XdpMd) -> i32: return 2", "takes the section"),
        ("@bpf.program('xdp')\nclass F: pass", "F is no function"),
        (
            "@bpf.program('xdp')\n@staticmethod\ndef f(ctx: bpf.XdpMd) -> i32: return 2",
            "no function",
        ),
        ("@bpf.program('xdp')\n@bpf.function\ndef f(ctx: bpf.XdpMd) -> i32: return 2", "twice"),
        (WRAPPED, "innermost"),
    ],
)
def test_mistakes_of_declaring(tmp_path, text, message):
    path = tmp_path / "mistake.py"
    path.write_text(HEAD + text)
    with pytest.raises(CompileError, match=message):
        lang.compile(str(path))


def test_other_names_of_types(tmp_path):
    from typing import NewType

    from typing_extensions import TypeAliasType

    from beebox.pylang.types import as_type

    assert as_type(NewType("Pid", u32)) is u32
    assert as_type(TypeAliasType("Pid", u32)) is u32
