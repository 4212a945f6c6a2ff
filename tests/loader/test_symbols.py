"""Addresses to names, held against what the dynamic linker, a compiler and kallsyms say."""

import ctypes
import os
import shutil
import subprocess

import pytest

from beebox.box.kernel import Box
from beebox.loader.symbols import KERNEL, Frame, Symbols
from beebox.sources import mappings
from beebox.sources.mappings import Mappings, Region

LOCAL = """
#include <stdio.h>
#include <unistd.h>
__attribute__((noinline)) static int inner(int x) { return x + getpid(); }
__attribute__((noinline)) int outer(int x) { return inner(x) * 3; }
int main(void)
{
    printf("%p %p\\n", (void *)inner, (void *)outer);
    fflush(stdout);
    return getchar() + outer(2) == 0;
}
"""


def address(name):
    """Return where a function is: libc's own, not the executable's stub for it."""
    library = ctypes.CDLL(None if name.startswith("Py") else "libc.so.6")
    return ctypes.cast(getattr(library, name), ctypes.c_void_p).value


@pytest.mark.parametrize("name", ["malloc", "getpid", "PyObject_Call"])
def test_functions_of_libraries(name):
    found = Symbols(Box()).user(os.getpid(), address(name) + 3)
    assert found.name.strip("_") == name
    assert found.offset == 3
    assert found.in_full.startswith(f"{found.name}+0x3 (")


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed")
def test_static_functions_and_processes_that_have_ended(tmp_path):
    (tmp_path / "x.c").write_text(LOCAL)
    subprocess.run(["cc", "-o", tmp_path / "x", tmp_path / "x.c"], check=True)
    symbols = Symbols(Box())
    with subprocess.Popen([tmp_path / "x"], stdin=-1, stdout=-1, text=True) as child:
        inner, outer = (int(word, 16) for word in child.stdout.readline().split())
        assert symbols.user(child.pid, inner) == Frame("inner", 0, str(tmp_path / "x"))
        child.communicate("x")
    assert symbols.user(child.pid, outer + 1) == Frame("outer", 1, str(tmp_path / "x"))
    named = [str(frame) for frame in symbols.user_stack(child.pid, [outer, outer])]
    assert named == ["outer", "inner"]  # a return address right behind inner: called there
    assert str(symbols.user(child.pid, 1)) == "[unknown]"


def test_what_a_file_does_not_name_goes_by_its_name():
    assert str(Frame("", 5, "/usr/lib/libx.so.1")) == "[libx.so.1]"
    assert Frame("", 5, "[vdso]").in_full == "[vdso]+0x5"


def test_functions_of_the_kernel():
    class Facts:
        code = ((100, "first"), (200, "second"))

    class Kernel:
        facts = Facts()

    symbols = Symbols(Kernel())
    assert not symbols.hidden
    assert symbols.kernel(205) == Frame("second", 5, KERNEL)
    assert symbols.kernel_stack([200, 200]) == [
        Frame("second", 0, KERNEL),
        Frame("first", 99, KERNEL),
    ]
    assert str(symbols.kernel(50)) == KERNEL
    assert Symbols(Box()).hidden


@pytest.mark.linux
def test_linux_tells_where_its_functions_are():
    from beebox.kernel.linux import Linux

    code = Linux().facts.code
    if not code:
        pytest.skip("this kernel hides its addresses")
    symbols = Symbols(Linux())
    place = next(at for at, name in code if name == "schedule")
    assert symbols.kernel(place + 2) == Frame("schedule", 2, KERNEL)


def test_functions_that_a_runtime_compiled(tmp_path, monkeypatch):
    text = "1000 10 py::one:/x.py\n1010 8 old\n1010 8 two with spaces\nzz\n20"
    assert mappings.parse_perf_map(text) == [
        (0x1000, 0x1010, "py::one:/x.py"),
        (0x1010, 0x1018, "two with spaces"),
    ]
    seen = Mappings()
    seen.mapped(1 << 30, Region(0x1000, 0x2000, 0, ""))
    monkeypatch.setattr(mappings, "perf_map", lambda _: text)
    symbols = Symbols(Box(), seen)
    assert symbols.user(1 << 30, 0x1012) == Frame("two with spaces", 2, "")
    assert str(symbols.user(1 << 30, 0x1800)) == "[unknown]"


def test_what_is_mapped_forked_and_executed():
    seen = Mappings()
    pid, child = 1 << 30, (1 << 30) + 1
    seen.mapped(pid, Region(0x1000, 0x3000, 0, "/a"))
    seen.mapped(pid, Region(0x5000, 0x6000, 0, "/b"))
    seen.forked(child, pid)
    seen.mapped(child, Region(0x2000, 0x3000, 0, "/c"))
    assert seen.region(pid, 0x2800).path == "/a"
    assert seen.region(child, 0x2800).path == "/c"
    assert seen.region(child, 0x5000).path == "/b"
    assert seen.region(pid, 0x3000) is None
    seen.executed(child)
    seen.mapped(child, Region(0x2000, 0x2800, 0, "/d"))
    assert seen.region(child, 0x2400).path == "/d"
    assert seen.region(child, 0x5000).path == "/b"  # a sample of before is named, too
