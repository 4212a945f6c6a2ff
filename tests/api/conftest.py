"""What the tests of the API share: a program that says what it does, as a source and as an object."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beebox import lang

SOURCE = """
from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64
from beebox.lang.library import tree

bpf.include(tree)


class Opened(bpf.Struct):
    pid: u32
    number: u32
    comm: Array[char, 16]


limit: bpf.Const[u32] = 3
counts = bpf.Hash[u32, u64](max_entries=8)
opened = bpf.RingBuf[Opened](size=4096)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def note(ctx: bpf.SysEnterOpenat) -> i32:
    if tree.watched_current():
        counts[bpf.current_pid()] += 1
        with opened.reserve() as event:
            event.pid = bpf.current_pid()
            event.number = limit
            bpf.current_comm(event.comm)
    return 0
"""
CARELESS = """
from beebox import bpf
from beebox.bpf import i32, u32, u64

counts = bpf.Hash[u32, u64](max_entries=8)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def careless(ctx: bpf.SysEnterOpenat) -> i32:
    entry = counts.lookup(1)
    entry[0] += 1
    return 0
"""


@pytest.fixture(params=["box", pytest.param("linux", marks=pytest.mark.linux)])
def kernel(request: pytest.FixtureRequest) -> str:
    """Each kernel by name."""
    if request.param == "linux" and os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    return str(request.param)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The object of a program that tells of each file that is opened."""
    return _built(tmp_path_factory, "opened", SOURCE)


@pytest.fixture(scope="session")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The object of a program that no verifier takes."""
    return _built(tmp_path_factory, "careless", CARELESS)


def _built(factory: pytest.TempPathFactory, name: str, text: str) -> Path:
    source = factory.mktemp(name) / f"{name}.py"
    source.write_text(text)
    path = source.with_suffix(".bpf.o")
    path.write_bytes(lang.compile(str(source)))
    return path
