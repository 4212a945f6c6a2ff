"""filetop and its kin on both kernels, held against known workloads, stat(2) and /proc."""

from __future__ import annotations

import os
import re
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


COPIES = """
import os, sys
os.chdir(sys.argv[1])
one, other = (os.open(name, os.O_RDWR | os.O_CREAT) for name in ("one", "other"))
os.write(one, bytes(1000))
os.copy_file_range(one, other, 600, offset_src=100)
os.sendfile(other, one, 0, 50)
left, right = os.pipe()
os.splice(one, right, 40, offset_src=7)
os.splice(left, other, 40)
"""


def test_copies_are_read_and_written(beebox: Run, kernel: str, tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-c", COPIES, str(tmp_path)]
    found, _ = records(beebox, "fileslower", kernel, "0", "--", *command)
    told = [(e["direction"], e["file"], e["offset"], e["ret"]) for e in found]
    assert [each for each in told if each[1] in {"one", "other"}] == [
        ("W", "one", 0, 1000),
        ("R", "one", 100, 600),
        ("W", "other", 0, 600),
        ("R", "one", 0, 50),
        ("W", "other", 600, 50),
        ("R", "one", 7, 40),
        ("W", "other", 650, 40),
    ]
    found, _ = records(beebox, "filetop", kernel, "--", *command)
    rows = {row["file"]: (row["rbytes"], row["wbytes"]) for row in found}
    assert (rows["one"], rows["other"]) == ((690, 1000), (0, 690))


PATTERNS = """
import os, sys
os.chdir(sys.argv[1])
one = os.open("in order", os.O_RDWR | os.O_CREAT)
other = os.open("at random", os.O_RDWR | os.O_CREAT)
for at in range(20):
    os.write(one, bytes(8192))
    os.pwrite(other, bytes(100), at * 7 % 20 * 5000 + 1)
for at in range(20): os.pread(other, 4000, at * 7 % 20 * 5000)
for _ in range(2):
    os.lseek(one, 0, 0)
    while os.read(one, 8192): pass
"""


def test_filepattern(beebox: Run, kernel: str, tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-c", PATTERNS, str(tmp_path)]
    found, _ = records(beebox, "filepattern", kernel, "--", *command)
    rows = {row["file"]: row for row in found}
    ordered, random = rows["in order"], rows["at random"]
    assert (ordered["reads"], ordered["rbytes"]) == (40, 2 * 20 * 8192)
    assert ordered["reads_in_sequence"] == 39  # all but the one after the rewind
    assert (ordered["writes"], ordered["writes_in_sequence"]) == (20, 20)
    assert ordered["pattern"] == ["read sequential again", "written sequential"]
    assert (random["reads"], random["writes"], random["wbytes"]) == (20, 20, 2000)
    assert random["reads_in_sequence"] == 1  # the first, at 0
    assert random["pattern"] == ["read random small", "written random small"]
    for row in (ordered, random):
        assert row["size"] == (tmp_path / row["file"]).stat().st_size
        assert row["inode"] == (tmp_path / row["file"]).stat().st_ino


SLOW = """
import os, sys, threading, time
os.chdir(sys.argv[1])
left, right = os.pipe()
threading.Thread(target=lambda: (time.sleep(0.6), os.write(right, b"late"))).start()
os.read(left, 100)
file = os.open("some file", os.O_RDWR | os.O_CREAT)
os.write(file, b"12345")
os.pwrite(file, b"67", 100)
os.pread(file, 50, 3)
try: os.write(os.open("some file", os.O_RDONLY), b"x")
except OSError: pass
"""


def test_fileslower(beebox: Run, kernel: str, tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-c", SLOW, str(tmp_path)]
    found, _ = records(beebox, "fileslower", kernel, "0", "--", *command)
    told = [(e["direction"], e["offset"], e["ret"]) for e in found if e["file"] == "some file"]
    assert told == [("W", 0, 5), ("W", 100, 2), ("R", 3, 50), ("W", 0, -9)]
    failed, _ = records(beebox, "fileslower", kernel, "0", "-x", "--", *command)
    assert [(e["file"], e["ret"]) for e in failed] == [("some file", -9)]
    slow, _ = records(beebox, "fileslower", kernel, "-a", "500", "--", *command)
    assert [(e["direction"], e["ret"], e["us"] > 500_000) for e in slow] == [("R", 4, True)]


MANY = """
import os, sys
file = os.open(sys.argv[1], os.O_RDONLY | os.O_CREAT)
for _ in range(60000):
    try: os.write(file, b"x")
    except OSError: pass
"""


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel takes programs from root only")
def test_what_is_lost_is_told(beebox: Run, tmp_path: Path) -> None:
    """What fails is known to a call: what was shown and what was lost add up."""
    command = [sys.executable, "-S", "-c", MANY, str(tmp_path / "file")]
    done = beebox("fileslower", "0", "-x", "--kernel", "linux", "--json", "--", *command)
    shown = sum("-9" in line for line in done.stdout.splitlines())
    lost = re.search(r"Lost (\d+) events", done.stderr)
    assert shown + (int(lost[1]) if lost else 0) == 60000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["fileslower", "soon", "--", "true"], "is not a number of milliseconds"),
        (["filetop", "-T", "-1", "--", "true"], "is not a number of rows"),
        (["filepattern", "-p", "0"], "is not the id of a process"),
        (["filepattern", "-p", "999999999"], "999999999"),
    ],
)
def test_mistakes_are_told(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox(*arguments)
    assert done.returncode
    assert says in done.stderr
    assert "Traceback" not in done.stderr
