"""filetop and its kin on both kernels, held against known workloads, stat(2) and /proc."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import Run
from .test_shelf import records, seen

WORK = """
import os, sys
def io(word):
    text = open("/proc/self/io").read().split()
    return int(text[text.index(word + ":") + 1])
os.chdir(sys.argv[1])
before = io("wchar")
out = os.open("out.bin", os.O_RDWR | os.O_CREAT)
for at in range(10): os.write(out, bytes(1000))
os.pwrite(out, bytes(24), 7)
os.writev(out, [bytes(10), bytes(20)])
os.pwritev(out, [bytes(5)], 0)
written = io("wchar") - before
os.lseek(out, 0, 0)
while os.read(out, 4096): pass
os.preadv(out, [bytearray(100)], 50)
os.pread(out, 1, 10 ** 9)
copy = os.dup(out)
os.close(out)
os.read(copy, 10)
os.write(2, f"written {written}\\n".encode())
pid = os.fork()
if not pid:
    os.pread(copy, 7, 0)  # of a descriptor that it inherited
    os.write(2, f"child {os.getpid()}\\n".encode())
    os._exit(0)
os.waitpid(pid, 0)
left, right = os.pipe()
os.write(right, b"123"); os.read(left, 9)
"""


@pytest.fixture
def work(tmp_path: Path) -> list[str]:
    """A command whose reads and writes are known."""
    return [sys.executable, "-S", "-c", WORK, str(tmp_path)]


def test_filetop(beebox: Run, kernel: str, work: list[str]) -> None:
    found, text = records(beebox, "filetop", kernel, "--", *work)
    parent, child = (row for row in found if row["file"] == "out.bin")
    assert (parent["writes"], parent["wbytes"]) == (13, 10059)
    assert [parent["wbytes"]] == seen(text, "written")
    assert (parent["reads"], parent["rbytes"]) == (7, 10030 + 100)
    assert [child["pid"]] == seen(text, "child")
    assert (child["reads"], child["rbytes"], child["writes"]) == (1, 7, 0)
    state = (Path(work[-1]) / "out.bin").stat()
    assert parent["inode"] == child["inode"] == state.st_ino
    assert parent["device"] == f"{os.major(state.st_dev)}:{os.minor(state.st_dev)}"
    assert {row["type"] for row in found} == {"R"}
    sizes = [row["rbytes"] + row["wbytes"] for row in found]
    assert sizes == sorted(sizes, reverse=True)


def test_filetop_of_all_kinds_and_sorted(beebox: Run, kernel: str, work: list[str]) -> None:
    found, _ = records(beebox, "filetop", kernel, "-a", "-s", "writes", "-T", "3", "--", *work)
    assert len(found) == 3
    assert found[0]["file"] == "out.bin"
    everything, _ = records(beebox, "filetop", kernel, "-a", "--", *work)
    assert (1, 1, 3, 3) in {
        (row["reads"], row["writes"], row["rbytes"], row["wbytes"])
        for row in everything
        if row["type"] == "O"
    }
    done = beebox("filetop", "--kernel", kernel, "-s", "nothing", "--", "true")
    assert done.returncode == 2
    assert "invalid choice: 'nothing'" in done.stderr
