"""The tools of the shelf as a user runs them, on both kernels, held against other sources."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run, skip_without_linux

NET = """
import os, socket, threading
def say(word, number):
    os.write(2, f"{word} {number}\\n".encode())  # at once: two threads say something
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
def serve():
    for _ in range(2):
        made, peer = server.accept()
        say("from", peer[1])
thread = threading.Thread(target=serve)
thread.start()
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
    other.connect(("127.0.0.1", 53))
clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
for client in clients:
    say("to", client.getpeername()[1])
say("bound", port)
refused = socket.socket()
refused.connect_ex(("127.0.0.1", 1))
thread.join()
six = socket.socket(socket.AF_INET6)
try:
    six.bind(("::1", 0))
except OSError as error:
    say("six", error.errno)
"""


def records(beebox: Run, tool: str, kernel: str, *rest: str) -> tuple[list[dict[str, object]], str]:
    """Run a tool with ``--json``; return its records and the command's standard error."""
    done = beebox(tool, "--kernel", kernel, "--json", *rest)
    assert "beebox:" not in done.stderr, done.stderr
    assert "Lost" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"], done.stderr


def seen(text: str, word: str) -> list[int]:
    return sorted(int(number) for number in re.findall(rf"^{word} (\d+)$", text, re.MULTILINE))


def test_execsnoop(beebox: Run, kernel: str) -> None:
    script = "/bin/echo 'a b' c; /bin/true | /bin/cat; /nowhere/such 2>/dev/null; exit 7"
    found, _ = records(beebox, "execsnoop", kernel, "-x", "--", "/bin/sh", "-c", script)
    args = [event["args"] for event in found if event["ret"] == 0]
    assert args[0] == ["/bin/sh", "-c", script]
    assert sorted(args[1:]) == [["/bin/cat"], ["/bin/echo", "a b", "c"], ["/bin/true"]]
    assert [e["args"] for e in found if e["ret"] == -2] == [["/nowhere/such"]]
    shell = found[0]["pid"]
    assert {e["ppid"] for e in found[1:]} == {shell}
    assert {e["comm"] for e in found if e["ret"] == 0} == {"sh", "echo", "true", "cat"}


def test_execsnoop_follows_an_exec_of_a_thread(beebox: Run, kernel: str) -> None:
    script = "import os, threading; threading.Thread(target=os.execv, args=('/bin/echo', ['hi', 'x'])).start()"
    found, _ = records(beebox, "execsnoop", kernel, "--", sys.executable, "-c", script)
    assert found[-1]["args"] == ["hi", "x"]
    assert found[-1]["pid"] == found[0]["pid"]


def test_execsnoop_tells_what_is_too_much(beebox: Run, kernel: str) -> None:
    many = [str(number) for number in range(100)]
    found, _ = records(beebox, "execsnoop", kernel, "--", "/bin/true", *many)
    assert found[0]["args"] == ["/bin/true", *many[:59], "..."]


def test_statsnoop(beebox: Run, kernel: str) -> None:
    command = ["stat", "-c", "%s", "/etc/hostname", "/nowhere/such"]
    found, _ = records(beebox, "statsnoop", kernel, "--", *command)
    told = {(event["path"], event["err"]) for event in found}
    assert {("/etc/hostname", 0), ("/nowhere/such", 2)} <= told
    failed, _ = records(beebox, "statsnoop", kernel, "-x", "--", *command)
    assert failed
    assert all(event["err"] for event in failed)


def test_killsnoop(beebox: Run, kernel: str) -> None:
    script = "kill -0 $$; kill -TERM 999999999; sleep 9 & kill -KILL $!; wait; exit 0"
    found, _ = records(beebox, "killsnoop", kernel, "--", "sh", "-c", script)
    assert [(event["signal"], event["err"]) for event in found] == [(0, 0), (15, 3), (9, 0)]
    assert found[0]["target"] == found[0]["pid"]
    chosen, _ = records(beebox, "killsnoop", kernel, "-s", "KILL", "--", "sh", "-c", script)
    assert [event["signal"] for event in chosen] == [9]


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_syscount_counts_as_strace_does(beebox: Run, kernel: str) -> None:
    command = ["ls", "-l", "/etc/hostname", "/nowhere"]
    table = subprocess.run(
        ["strace", "-f", "-c", "-U", "calls,name", *command],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    rows = re.findall(r"^ +(\d+) (\w+)$", table, re.MULTILINE)
    expected = Counter({name: int(calls) for calls, name in rows if name != "total"})
    found, _ = records(beebox, "syscount", kernel, "--", *command)
    counts = Counter({event["syscall"]: event["count"] for event in found})
    for name in ("openat", "read", "close", "statx", "mmap", "write"):
        assert counts[name] == expected[name], name
    assert [event["count"] for event in found] == sorted(counts.values(), reverse=True)


def test_syscount_by_process_with_what_failed(beebox: Run, kernel: str) -> None:
    script = "cat /nowhere 2>/dev/null; exit 0"
    found, _ = records(
        beebox, "syscount", kernel, "-P", "-e", "ENOENT", "-L", "--", "sh", "-c", script
    )
    assert found
    assert all(event["us"] > 0 and event["pid"] for event in found)


def test_syscount_shows_how_the_times_are_spread(beebox: Run, kernel: str) -> None:
    command = [sys.executable, "-S", "-c", "import time; [time.sleep(0.04) for _ in range(3)]"]
    found, _ = records(beebox, "syscount", kernel, "-H", "--", *command)
    slept = [event["histogram"] for event in found if event["syscall"] == "clock_nanosleep"]
    assert [bar["count"] for bars in slept for bar in bars if bar["high"] >= 40000] == [3]
    done = beebox("syscount", "--kernel", kernel, "-H", "-T", "1", "--", "true")
    assert done.stdout.count("syscall = ") == done.stdout.count("distribution") == 1


def test_connections(beebox: Run, kernel: str) -> None:
    command = [sys.executable, "-c", NET]
    found, text = records(beebox, "tcpconnect", kernel, "--", *command)
    assert sorted(e["dport"] for e in found) == sorted([*seen(text, "to"), 1])
    assert [e["err"] for e in found if e["dport"] == 1] == [111]
    assert all(e["daddr"] == "127.0.0.1" and e["us"] > 0 for e in found)
    found, text = records(beebox, "tcpaccept", kernel, "--", *command)
    assert sorted(e["rport"] for e in found) == seen(text, "from")
    found, text = records(beebox, "bindsnoop", kernel, "--", *command)
    assert [(e["ip"], e["port"], e["addr"]) for e in found[:1]] == [(4, 0, "127.0.0.1")]
    assert [e["err"] for e in found[1:]] == (seen(text, "six") or [0])
    assert [e["addr"] for e in found[1:]] == ["::1"]


def written(disk: str) -> int:
    """Return how many bytes were written to a disk since the machine began."""
    return int(Path(f"/sys/class/block/{disk}/stat").read_text().split()[6]) * 512


@pytest.fixture
def disk(tmp_path: Path) -> str:
    """The disk that *tmp_path* is on."""
    device = tmp_path.stat().st_dev
    found = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not found.exists():
        pytest.skip("temporary files are on no disk")
    if (found / "partition").exists():
        return found.resolve().parent.name
    return found.resolve().name


@pytest.mark.linux
def test_requests_to_disks(beebox: Run, tmp_path: Path, disk: str) -> None:
    skip_without_linux("linux")
    name = f"of={tmp_path / 'x'}"
    command = ["dd", "if=/dev/zero", name, "bs=64k", "count=16", "oflag=direct"]
    before = written(disk)
    found, _ = records(beebox, "biosnoop", "linux", "--disk", disk, "--", *command)
    data = [event for event in found if event["type"].endswith("Write") and event["bytes"]]
    assert 1 << 20 <= sum(event["bytes"] for event in data) <= written(disk) - before
    assert len(data) >= 16
    assert all(event["comm"] == "dd" and event["disk"] == disk for event in data)
    assert all(event["ms"] > 0 and event["queued_ms"] > 0 and not event["error"] for event in data)
    found, _ = records(beebox, "biolatency", "linux", "-D", "-F", "-Q", "--", *command)
    assert {event["disk"] for event in found} == {disk}
    bars = [
        bar for event in found if event["flags"].endswith("Write") for bar in event["histogram"]
    ]
    assert sum(bar["count"] for bar in bars) >= 16


@pytest.mark.linux
def test_requests_of_others_are_not_shown(beebox: Run, tmp_path: Path) -> None:
    skip_without_linux("linux")
    other = ["dd", "if=/dev/zero", f"of={tmp_path / 'x'}", "bs=64k", "count=4000", "oflag=direct"]
    with subprocess.Popen(other, stderr=subprocess.DEVNULL) as busy:
        found, _ = records(beebox, "biosnoop", "linux", "--", "true")
        busy.terminate()
    assert "dd" not in {event["comm"] for event in found}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["killsnoop", "-s", "NOTHING", "--", "true"], "is not a signal"),
        (["syscount", "-e", "ENOTHING", "--", "true"], "is not an error"),
        (["syscount", "-T", "0", "--", "true"], "is not a number of rows"),
        (["tcpconnect", "-P", "70000", "--", "true"], "is not ports"),
        (["execsnoop"], "-- COMMAND"),
        (["biosnoop", "--disk", "nosuch", "--", "true"], "is not a disk"),
    ],
)
def test_mistakes_are_told(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
