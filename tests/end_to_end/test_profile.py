"""profile, offcputime and runqlat, held against processes whose doings are known."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run

BUSY = """
volatile unsigned long x;
__attribute__((noinline)) void hot(long n) { for (long i = 0; i < n; i++) x += i; }
__attribute__((noinline)) void cold(long n) { for (long i = 0; i < n; i++) x ^= i; }
__attribute__((noinline)) void worker(void) { for (int i = 0; i < 20; i++) { hot(8000000); cold(1000000); } x = 1; }
int main(void) { worker(); return x == 0; }
"""
NAP = """
#include <time.h>
__attribute__((noinline)) void nap(long ms) { struct timespec t = {0, ms * 1000000}; nanosleep(&t, 0); }
__attribute__((noinline)) void doze(void) { for (int i = 0; i < 4; i++) nap(50); }
int main(void) { doze(); return 0; }
"""
CROWD = """
import os, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
for _ in range(2):
    if os.fork() == 0:
        sum(range(6_000_000))
        ran, waited, times = open("/proc/self/schedstat").read().split()
        os.write(2, f"{os.getpid()} {waited} {times}\\n".encode())  # at once: there are two
        os._exit(0)
for _ in range(2):
    os.wait()
"""


def compiled(
    text: str, place: Path, *how: str, default: tuple[str, ...] = ("-O0", "-fno-omit-frame-pointer")
) -> str:
    """Compile a C program, with frame pointers unless another way is said."""
    if not shutil.which("cc"):
        pytest.skip("no C compiler is installed")
    place.with_suffix(".c").write_text(text)
    command = ["cc", *(how or default), "-o", place, place.with_suffix(".c")]
    subprocess.run(command, check=True, timeout=60)
    return str(place)


@pytest.fixture
def busy(tmp_path: Path) -> str:
    """A program that spends eight ninths of its time in ``hot``, which ``worker`` calls."""
    return compiled(BUSY, tmp_path / "busy")


@pytest.fixture
def linux() -> str:
    """Linux, where its perf events may be used."""
    if os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    return "linux"


def told(beebox: Run, *arguments: str) -> list[dict[str, object]]:
    done = beebox(*arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


def test_the_busiest_function_has_most_samples(beebox: Run, kernel: str, busy: str) -> None:
    found = told(beebox, "profile", "--kernel", kernel, "-U", "-F", "999", "--json", "--", busy)
    top: Counter[str] = Counter()
    for event in found:
        if event["comm"] == "busy" and event["stack"]:
            top[event["stack"][-1]] += event["samples"]
    assert top.most_common(1)[0][0] == "hot"
    assert top["hot"] > 0.6 * top.total()
    stacks = [event["stack"] for event in found if "hot" in event["stack"]]
    assert ["main", "worker", "hot"] in [stack[-3:] for stack in stacks]


def test_callers_are_found_without_frame_pointers(beebox: Run, kernel: str, tmp_path: Path) -> None:
    busy = compiled(BUSY, tmp_path / "busy", "-O2", "-fomit-frame-pointer")
    how = ["profile", "--kernel", kernel, "-U", "-F", "499", "--json"]
    found = told(beebox, *how, "--", busy)
    hot = [(each["stack"], each["samples"]) for each in found if each["stack"][-1:] == ["hot"]]
    right = sum(count for stack, count in hot if stack[-3:] == ["main", "worker", "hot"])
    assert right > 0.9 * sum(count for _, count in hot) > 0
    found = told(beebox, *how, "--call-graph", "fp", "--", busy)
    assert not [each for each in found if "worker" in each["stack"][:-1]]


@pytest.fixture
def tracing_python() -> str:
    """A Python that writes down where its functions are (3.12 and later)."""
    installed = sorted(Path("~/.pyenv/versions").expanduser().glob("3.1[2-9]*/bin/python3"))
    for python in (sys.executable, "python3.12", "python3.13", *map(str, installed)):
        with contextlib.suppress(OSError):
            asked = [python, "-X", "perf", "-c", "import sys; sys.activate_stack_trampoline"]
            if not subprocess.run(asked, check=False, capture_output=True).returncode:
                return python
    pytest.skip("-X perf came with Python 3.12")


def test_functions_of_python(beebox: Run, kernel: str, tracing_python: str) -> None:
    text = "def inner(): return sum(range(3_000_000))\ndef outer():\n for _ in range(9): inner()\nouter()"
    command = [tracing_python, "-X", "perf", "-c", text]
    found = told(beebox, "profile", "--kernel", kernel, "-F", "199", "--json", "--", *command)
    seen = Counter()
    for event in found:
        names = [frame.split(":")[2] for frame in event["stack"] if frame.startswith("py::")]
        seen["outer" in names and names.index("outer") < names.index("inner")] += event["samples"]
    assert seen[True] > 0.6 * seen.total()


def test_there_are_as_many_samples_as_cpu_time(beebox: Run, kernel: str, tmp_path: Path) -> None:
    text = "import os; sum(range(20_000_000)); print(os.times().user)"
    out = str(tmp_path / "samples")
    how = ["profile", "--kernel", kernel, "-F", "199", "--json", "-o", out]
    done = beebox(*how, "--", sys.executable, "-S", "-c", text)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in Path(out).read_text().splitlines()]
    samples = sum(event["samples"] for event in found)
    assert 0.6 <= samples / 199 / float(done.stdout) <= 1.6


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


def test_processes_that_live_for_milliseconds_are_named(
    beebox: Run, kernel: str, busy: str
) -> None:
    script = f"for i in 1 2 3; do {busy}; done"
    found = told(
        beebox, "profile", "--kernel", kernel, "-U", "-F", "999", "--json", "--", "sh", "-c", script
    )
    mine = [event for event in found if event["comm"] == "busy"]
    assert len({event["pid"] for event in mine}) == 3
    inner = [event["stack"][-1] for event in mine if event["stack"]]
    assert "[unknown]" not in inner


@pytest.mark.linux
def test_time_asleep_is_added_up_where_it_is_spent(beebox: Run, linux: str, tmp_path: Path) -> None:
    nap = compiled(NAP, tmp_path / "nap")
    found = told(beebox, "offcputime", "--kernel", linux, "--json", "--", nap)
    slept = [event for event in found if "doze" in event["stack"]]
    assert 200_000 <= sum(event["us"] for event in slept) < 2_000_000  # with waits for a CPU
    stack = slept[0]["stack"]
    assert stack.index("main") < stack.index("doze")
    assert stack[-1] in {"__schedule", "[kernel]"}
    short = ["--max", "40000"]
    found = told(beebox, "offcputime", "--kernel", linux, "--json", *short, "--", nap)
    assert not [event for event in found if "doze" in event["stack"]]
    running = ["--state", "2", "-U"]
    found = told(beebox, "offcputime", "--kernel", linux, "--json", *running, "--", nap)
    assert not [event for event in found if "doze" in event["stack"]]


@pytest.mark.linux
def test_waits_for_a_cpu_are_those_that_schedstat_adds_up(beebox: Run, linux: str) -> None:
    done = beebox("runqlat", "--kernel", linux, "--json", "-P", "--", sys.executable, "-c", CROWD)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    for line in done.stderr.splitlines():
        pid, waited, times = map(int, line.split())
        bars = [bar for each in seen if each["pid"] == pid for bar in each["histogram"]]
        low, high = (sum(bar[edge] * bar["count"] for bar in bars) for edge in ("low", "high"))
        assert 0.9 * low <= waited / 1000 <= 1.1 * high + 2000
        assert abs(sum(bar["count"] for bar in bars) - times) <= 3 + times // 10
    assert done.stderr.count("\n") == 2


@pytest.mark.parametrize("tool", ["offcputime", "runqlat", "biosnoop", "biolatency"])
def test_what_the_box_has_not_is_said_with_what_to_do(beebox: Run, tool: str) -> None:
    done = beebox(tool, "--kernel", "box", "--", "true")
    assert done.returncode == 1
    assert "in the box" in done.stderr
    assert "--kernel linux" in done.stderr
    assert "Traceback" not in done.stderr


def test_stacks_of_the_kernel_are_not_in_the_box(beebox: Run) -> None:
    command = [sys.executable, "-S", "-c", "sum(range(3_000_000))"]
    done = beebox("profile", "--kernel", "box", "-K", "-F", "499", "--", *command)
    assert done.returncode == 0
    assert "`--kernel linux` does" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["profile", "-F", "0", "--", "true"], "is no number of samples"),
        (["profile", "-U", "-K", "--", "true"], "not allowed with"),
        (["profile", "--html", "/nowhere/x", "--", "true"], "cannot be written"),
        (["offcputime", "--html", "x", "--svg", "y", "--", "true"], "not allowed with"),
        (["offcputime", "-m", "x", "--", "true"], "is not a number"),
        (["runqlat", "-P", "-L", "--", "true"], "not allowed with"),
    ],
)
def test_mistakes_are_told(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
