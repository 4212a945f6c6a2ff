"""What the tests of the command line share: running it, and files to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beebox import lang

BEEBOX = [sys.executable, "-m", "beebox"]
KERNELS = ["box", pytest.param("linux", marks=pytest.mark.linux)]
HEAD = """\
from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64
from beebox.lang.library import tree

bpf.include(tree)
"""
SOURCES = {
    "hello": """
@bpf.program("tracepoint/syscalls/sys_enter_execve")
def hello(ctx: bpf.SysEnterExecve) -> i32:
    if tree.watched_current():
        bpf.printk("hello from %d", bpf.current_pid())
    return 0


def main(*_arguments: object) -> int:
    raise AssertionError("a file's own main is not called")
""",
    "careless": """
counts = bpf.Hash[u32, u64](max_entries=8)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def count(ctx: bpf.SysEnterOpenat) -> i32:
    entry = counts.lookup(1)
    entry[0] += 1
    return 0
""",
    "narrow": """
class Opened(bpf.Struct):
    number: u64
    letter: Array[char, 1000]


opened = bpf.RingBuf[Opened](size=4096)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def note(ctx: bpf.SysEnterOpenat) -> i32:
    if tree.watched_current():
        with opened.reserve() as event:
            event.number = 7
            event.letter[0] = 65
            event.letter[1] = 0
    return 0
""",
}

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def beebox() -> Run:
    """Run ``beebox`` with arguments; no run may show a traceback."""

    def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        options: dict[str, object] = {"capture_output": True, "text": True, "timeout": 60} | how
        done = subprocess.run([*BEEBOX, *arguments], check=False, **options)
        assert "Traceback" not in (done.stderr or "")
        return done

    return run


@pytest.fixture(params=KERNELS)
def kernel(request: pytest.FixtureRequest) -> str:
    """Each kernel by name."""
    if request.param == "linux" and os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    return str(request.param)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a few programs, as ``NAME.py`` and ``NAME.o``."""
    where = tmp_path_factory.mktemp("programs")
    for name, text in SOURCES.items():
        path = where / f"{name}.py"
        path.write_text(HEAD + text)
        (where / f"{name}.o").write_bytes(lang.compile(str(path)))
    return where


@pytest.fixture(scope="session")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], dict[str, str]]]:
    """Have that many boxes running; the result is the environment in which they are found."""
    runtime = tmp_path_factory.mktemp("runtime")
    env = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
    started: list[subprocess.Popen[bytes]] = []

    def want(count: int) -> dict[str, str]:
        while len(started) < count:
            command = [*BEEBOX, "opensnoop", "-o", "/dev/null", "--", "sleep", "60"]
            started.append(subprocess.Popen(command, env=env))
        deadline = time.monotonic() + 30
        while len(list(runtime.rglob("*.sock"))) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        return env

    yield want
    for process in started:
        process.terminate()
        process.wait(timeout=30)
