"""profile, held against processes whose busiest functions are known."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed")

BUSY = """
volatile unsigned long x;
__attribute__((noinline)) void hot(long n) { for (long i = 0; i < n; i++) x += i; }
__attribute__((noinline)) void cold(long n) { for (long i = 0; i < n; i++) x ^= i; }
__attribute__((noinline)) void worker(void) { for (int i = 0; i < 20; i++) { hot(8000000); cold(1000000); } x = 1; }
int main(void) { worker(); return x == 0; }
"""


@pytest.fixture
def busy(tmp_path: Path) -> str:
    """A program that spends eight ninths of its time in ``hot``, which ``worker`` calls."""
    (tmp_path / "busy.c").write_text(BUSY)
    how = ["-O0", "-fno-omit-frame-pointer"]  # a leaf that is optimised may have no frame
    subprocess.run(
        ["cc", *how, "-o", tmp_path / "busy", tmp_path / "busy.c"], check=True, timeout=60
    )
    return str(tmp_path / "busy")


@pytest.fixture
def linux() -> str:
    """Linux, where its perf events may be used."""
    if os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    return "linux"


def sampled(beebox: Run, *arguments: str) -> list[dict[str, object]]:
    done = beebox("profile", *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


@pytest.mark.linux
def test_the_busiest_function_has_most_samples(beebox: Run, linux: str, busy: str) -> None:
    found = sampled(beebox, "--kernel", linux, "-U", "-F", "999", "--json", "--", busy)
    top: Counter[str] = Counter()
    for event in found:
        if event["comm"] == "busy" and event["stack"]:
            top[event["stack"][-1]] += event["samples"]
    assert top.most_common(1)[0][0] == "hot"
    assert top["hot"] > 0.6 * top.total()
    stacks = [event["stack"] for event in found if "hot" in event["stack"]]
    assert ["main", "worker", "hot"] in [stack[-3:] for stack in stacks]


@pytest.mark.linux
def test_folded_stacks_have_the_kernel_last(beebox: Run, linux: str) -> None:
    command = ["dd", "if=/dev/zero", "of=/dev/null", "bs=1M", "count=3000"]
    done = beebox("profile", "--kernel", linux, "-f", "-F", "499", "--", *command)
    lines = [line.rpartition(" ") for line in done.stdout.splitlines()]
    counts = {stack.split(";")[0]: int(count) for stack, _, count in lines}
    assert "dd" in counts
    kernel = [stack for stack, _, _ in lines if stack.startswith("dd;") and "_[k]" in stack]
    assert kernel
    for stack in kernel:
        marks = [frame.endswith("_[k]") for frame in stack.split(";")[1:]]
        assert marks == sorted(marks)
    if "hides" not in done.stderr:
        assert "clear_user" in " ".join(kernel) or "read_zero" in " ".join(kernel)


@pytest.mark.linux
def test_a_flame_graph_is_written(beebox: Run, linux: str, busy: str, tmp_path: Path) -> None:
    page = tmp_path / "flame.html"
    done = beebox("profile", "--kernel", linux, "-F", "499", "--html", str(page), "--", busy)
    assert done.returncode == 0, done.stderr
    assert 'data-n="hot"' in page.read_text()
    assert not done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-F", "0", "--", "true"], "is no number of samples"),
        (["-U", "-K", "--", "true"], "not allowed with"),
        (["--html", "/nowhere/x", "--svg", "y", "--", "true"], "not allowed with"),
    ],
)
def test_mistakes_are_told(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox("profile", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
