"""Memory for machine code is never writable and executable at once."""

import os
import subprocess
import sys

import pytest

from beebox.errors import BeeboxError
from beebox.pylang import pages
from beebox.vm import tier0
from beebox.vm.executable import Executable

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

PROGRAM = """
from pathlib import Path
from beebox.box.kernel import Box
from beebox.isa.asm import assemble
from beebox.vm import engine, trampoline
from beebox.vm.memory import Memory
from beebox.vm.source import Source

def bad():
    lines = Path("/proc/self/maps").read_text().splitlines()
    return [line for line in lines if "w" in line.split()[1] and "x" in line.split()[1]]

before = bad()
box = Box(engine="tier0")
source = Source(assemble("call f\\nexit\\nf: r0 = 5\\nexit"))
made = [engine.prepare(source, Memory(), which) for which in ("tier0", "tier1")]
entry = trampoline.Trampoline(made[0].address)
box.world.hooks.handler()
code = [line for line in Path("/proc/self/maps").read_text().splitlines() if "r-xp 00000000 00:00" in line]
assert len(code) >= 3, code
print(bad() == before, [native.run(0) for native in made])
"""


def test_no_page_is_both(tmp_path):
    """In a process of its own: box, both tiers, trampolines, compiled handlers.

    The second time, when nothing is left for LLVM to do: llvmlite is called through libffi, which
    makes a page of both kinds for itself.
    """
    command = [sys.executable, "-c", PROGRAM]
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "BEEBOX_CACHE": ""}
    for _ in range(2):
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=120, env=env
        )
    assert done.stdout == "True [5, 5]\n", done.stderr


def test_pages_change_from_one_to_the_other(monkeypatch):
    asked = []
    real = pages._mprotect
    monkeypatch.setattr(pages, "_mprotect", lambda *args: asked.append(args[2]) or real(*args))
    code = Executable(b"\xc3" * 5000)
    assert asked == [pages.READ | pages.EXECUTE]
    code.close()


def test_both_at_once_are_refused():
    made = pages.Pages(1)
    with pytest.raises(BeeboxError, match="never writable and executable"):
        made.seal(0, pages.PAGE, pages.READ | pages.WRITE | pages.EXECUTE)
    made.close()
