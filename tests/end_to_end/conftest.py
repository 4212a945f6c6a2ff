"""What the end-to-end tests share: running the command line, the tree of processes to watch."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BEEBOX = [sys.executable, "-m", "beebox"]
KERNELS = ["box", pytest.param("linux", marks=pytest.mark.linux)]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def beebox() -> Run:
    """Run ``beebox`` with arguments; the result has returncode, stdout, stderr."""

    def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        options: dict[str, object] = {"capture_output": True, "text": True, "timeout": 120} | how
        return subprocess.run([*BEEBOX, *arguments], check=False, **options)

    return run


def skip_without_linux(kernel: str) -> None:
    """Skip where *kernel* is Linux and we may not use it."""
    if kernel == "linux" and os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")


@pytest.fixture(params=KERNELS)
def kernel(request: pytest.FixtureRequest) -> str:
    """Each kernel by name."""
    skip_without_linux(request.param)
    return str(request.param)


TREE = r"""
import os, subprocess, sys, threading
os.chdir(sys.argv[1])
run = lambda *argv: subprocess.run(argv, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def reader(name):
    for _ in range(5):
        with turn, open(name) as file: file.read()
turn = threading.Lock()  # or the numbers of descriptors are a race
threads = [threading.Thread(target=reader, args=(f"t{i}.txt",)) for i in range(4)]
for i in range(4):
    with open(f"t{i}.txt", "w") as file: file.write("x")
for t in threads: t.start()
for t in threads: t.join()
for path in ("missing", "t0.txt/not-a-directory", "/root-no/such", "a" * 300):
    try: os.close(os.open(path, os.O_RDONLY))
    except OSError: pass
run("sh", "-c", "cat t0.txt t1.txt; cat t2.txt > out1; (cat < t3.txt; echo) > out2; cat nofile")
os.system("cat t0.txt | cat > out3")
run("find", ".", "-name", "t*")
run("perl", "-e", 'open(F, "<", "t1.txt"); open(G, "<", "gone.txt"); print <F>;')
run(sys.executable, "-S", "-E", "-c", "import subprocess; subprocess.run(['cat', 't1.txt'])")
with open("x.c", "w") as file: file.write("int main(void) { return 0; }\n")
run("gcc", "-o", "x", "x.c")
"""


@pytest.fixture
def tree(tmp_path: Path) -> list[str]:
    """A command that starts a tree of sh, cat, python with threads, find, perl and a compiler."""
    script = tmp_path / "tree.py"
    script.write_text(TREE)
    work = tmp_path / "work"
    work.mkdir()
    return [sys.executable, "-S", "-E", str(script), str(work)]
