"""Arguments that macros take from a real process: probes of it, in Linux; its system calls."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.kernel.linux import Linux
from beebox.lang import c

CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)] or ["clang"]
DATA = Path("tests/data/c")
pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(shutil.which(CLANGS[0]) is None, reason="no clang"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler for the machine"),
    pytest.mark.skipif(os.geteuid() != 0, reason="probes are for root"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the probed program is of x86-64"),
]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    path = tmp_path_factory.mktemp("host") / "probed"
    subprocess.run(["cc", "-O1", "-w", "-o", path, DATA / "probed.c"], check=True)
    return path


@pytest.fixture(scope="module", params=CLANGS)
def spec(request, host):
    flags = (f'-DHOST="{host}"',)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLANG", request.param)
        patch.setenv("XDG_CACHE_HOME", str(host.parent / "cache"))
        return obj.read(c.build(str(DATA / "probes.bpf.c"), c.Options(flags)), "probes")


def watched(spec, host, *names):
    """Return the variables as they are after the process has run under these programs."""
    programs = {name: replace(spec.programs[name], optional=False) for name in names}
    try:
        with loader.load(replace(spec, programs=programs), Linux()) as live:
            live.attach()
            subprocess.run([host], check=True)
            return dict(live.variables)
    except KernelError as error:
        pytest.skip(f"this machine lets nobody attach there: {error}")


def test_usdt(spec, host):
    seen = watched(spec, host, "kinds", "nothing")
    assert list(seen["out"][:8]) == [17, -5, 250, -300, 22, 44, (1 << 32) - 5, 7]
    assert list(seen["out"][8:]) == [18, -4, 250, -300, -33, 11, (1 << 32) - 4, 7]
    assert list(seen["sizes"]) == [8, 2, 1, -2]  # and -ENOENT
    assert (seen["at"], seen["none"]) == (2, 1)


def test_functions(spec, host):
    seen = watched(spec, host, "entered", "left")
    assert list(seen["out"][:7]) == [-1, 200, -300, 1 << 33, ord("A"), 5, 5]
    assert seen["result"] == -1 + 200 - 300 + (1 << 33) + ord("A") + 5


CALLED = [-7, -9, 0x2222, 0x3333, 0x4444]


def test_system_calls(spec, host):
    assert list(watched(spec, host, "called")["out"][:5]) == CALLED


def test_system_calls_in_the_box(spec, host):
    programs = {"called": replace(spec.programs["called"], optional=False)}
    box = Box()
    with loader.load(replace(spec, programs=programs), box) as live:
        live.run([str(host)]).wait()
        assert list(live.variables.out[:5]) == CALLED
    box.shut()
