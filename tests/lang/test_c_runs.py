"""What the macros of our headers do: compiled, loaded and run, in the box and in Linux."""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

import pytest

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.kernel.linux import Linux
from beebox.lang import c

CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)] or ["clang"]
pytestmark = pytest.mark.skipif(shutil.which(CLANGS[0]) is None, reason="no clang")
SOURCE = Path("tests/data/c/runs.bpf.c")
FRAME = bytes(64)


@pytest.fixture(scope="module", params=CLANGS)
def spec(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLANG", request.param)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return obj.read(c.build(str(SOURCE)), "runs")


@pytest.fixture(params=["box", pytest.param("linux", marks=pytest.mark.linux)])
def live(request, spec):
    kernel = Box() if request.param == "box" else Linux()
    try:
        made = loader.load(spec, kernel)
    except KernelError as error:
        if request.param == "linux" and os.geteuid():
            pytest.skip(f"bpf(2) refuses: {error}")
        raise
    with made:
        yield made
    if request.param == "box":
        kernel.shut()


def out(live, count):
    """Return the first numbers of `out`."""
    return tuple(live.variables.out[:count])


def run(live, name, *arguments):
    """Run a program by hand, if this kernel can: the box proves some that it does not run."""
    try:
        live.programs[name].run(ctx=struct.pack(f"<{len(arguments)}Q", *arguments))
    except KernelError as error:
        if "verified only" in str(error):
            pytest.skip(str(error))
        raise


def test_arguments(live):
    run(live, "words", (1 << 64) - 7, 0x1FF, 1 << 40)
    assert out(live, 3) == (-7, -1, 1 << 40)


def test_arguments_that_are_structs(live):
    run(live, "structs", 5, 100, 200, 0x1FFFE, 9)
    assert out(live, 5) == (5, 100, 200, -2, 9)


def test_texts(live):
    run(live, "printed")
    assert out(live, 1) == (len("-5 five beef 1099511627776") + 1,)
    assert live.variables.text == "-5 five beef 1099511627776"


def test_loops(live):
    run(live, "loops")
    assert out(live, 5) == (3 + 4 + 6 + 7, 0, 7, -2 - 1 + 0 + 1, 2)


def test_reads_of_the_kernel(live):
    run(live, "reads")
    assert out(live, 8) == (1, 1, len(comm()) + 1, 1, 16, 1, 0, 1)
    assert live.variables.comm == comm()


def comm() -> str:
    return Path(f"/proc/{os.getpid()}/comm").read_text().strip()


def test_facts(live):
    run(live, "facts")
    assert out(live, 6) == (1, 0x78563412, 0xF0DEBC9A78563412 - (1 << 64), 1, 0, 1)


def test_calls(live):
    assert live.programs["jumps"].run(FRAME).retval == 77
    assert live.programs["calls"].run(FRAME).retval == 42
