"""exitsnoop, execsnoop and hello on both kernels, held against what wait(2) says."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from .conftest import Run
from .test_shelf import records

ENDS = r"""
import os, resource, threading, time
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
def child(what):
    pid = os.fork()
    if not pid:
        what()
        os._exit(0)
    _, status, used = os.wait4(pid, 0)
    os.write(2, f"{pid} {status}\n".encode())
def from_a_thread():
    threading.Thread(target=os._exit, args=(5,)).start()
    time.sleep(5)
for end in (
    lambda: None,
    lambda: os._exit(3),
    lambda: os.kill(os.getpid(), 9),
    lambda: os.kill(os.getpid(), 15),
    os.abort,
    from_a_thread,
    lambda: time.sleep(0.2),
): child(end)
"""


def test_exitsnoop_says_what_wait_says(beebox: Run, kernel: str) -> None:
    command = [sys.executable, "-S", "-c", ENDS]
    found, text = records(beebox, "exitsnoop", kernel, "--", *command)
    expected = {
        int(pid): int(status) for pid, status in re.findall(r"^(\d+) (\d+)$", text, re.MULTILINE)
    }
    assert len(expected) == 7
    parent = found[-1]
    assert (parent["code"], parent["signal"]) == (0, 0)
    told = {event["pid"]: event for event in found[:-1]}
    statuses = {pid: e["code"] << 8 | e["signal"] | e["core"] << 7 for pid, e in told.items()}
    assert statuses == expected
    assert {event["ppid"] for event in found[:-1]} == {parent["pid"]}
    slept = found[-2]
    assert 0.2 <= slept["age"] < parent["age"] < 60
    failed, _ = records(beebox, "exitsnoop", kernel, "-x", "--", *command)
    assert len(failed) == 5


def test_exitsnoop_by_thread(beebox: Run, kernel: str) -> None:
    script = "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.1,))\nt.start()\nt.join()"
    command = [sys.executable, "-S", "-c", script]
    found, _ = records(beebox, "exitsnoop", kernel, "--per-thread", "--", *command)
    assert len(found) == 2
    assert len({event["tid"] for event in found}) == 2
    assert len({event["pid"] for event in found}) == 1
    found, _ = records(beebox, "exitsnoop", kernel, "--", *command)
    assert len(found) == 1


def test_exitsnoop_in_words(beebox: Run, kernel: str) -> None:
    done = beebox("exitsnoop", "--kernel", kernel, "--", "sh", "-c", "sh -c 'kill -9 $$'; exit 3")
    assert done.returncode == 3
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["COMM", "PID", "PPID", "TID", "AGE(s)", "EXIT_CODE"]
    assert lines[1].endswith("signal 9 (KILL)")
    assert lines[2].endswith("code 3")


def test_exitsnoop_of_a_process_that_runs(beebox: Run, kernel: str) -> None:
    script = "import time\ntime.sleep(5)\nraise SystemExit(7)"
    with subprocess.Popen([sys.executable, "-S", "-c", script]) as child:
        found, _ = records(beebox, "exitsnoop", kernel, "-p", str(child.pid), "-d", "20")
    assert [(event["pid"], event["code"]) for event in found] == [(child.pid, 7)]
    assert 4.9 < found[0]["age"] < 20


def test_execsnoop_names_the_file_that_failed(beebox: Run, kernel: str) -> None:
    command = ["env", "PATH=/nowhere:/bin", "nothing", "x"]
    found, _ = records(beebox, "execsnoop", kernel, "-x", "--", *command)
    failed = [(e["file"], e["args"]) for e in found if e["ret"] == -2]
    assert failed == [(f"{where}/nothing", ["nothing", "x"]) for where in ("/nowhere", "/bin")]
    done = beebox("execsnoop", "-x", "--kernel", kernel, "--", *command)
    assert [line.split()[-2:] for line in done.stdout.splitlines()[-2:]] == [
        ["/nowhere/nothing", "x"],
        ["/bin/nothing", "x"],
    ]


def test_hello(beebox: Run, kernel: str) -> None:
    found, _ = records(beebox, "hello", kernel, "--", "sh", "-c", "/bin/true; /bin/true")
    assert [event["message"] for event in found] == ["Hello, sh!", *["Hello, true!"] * 2]


@pytest.mark.parametrize("tool", ["exitsnoop", "hello"])
def test_nothing_to_watch_in_the_box(beebox: Run, tool: str) -> None:
    done = beebox(tool, "--json")
    assert done.returncode == 2
    assert "-- COMMAND" in json.loads(done.stdout)["error"]
