"""opensnoop as a user runs it: complete, equal on both kernels, harmless, and clear when it cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from .conftest import BEEBOX, Run
from .strace import masked, opens

LINE = re.compile(r"^(\d+) +(.{1,16}) +(-?\d+) +(\d+) (.*)$")


def events(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def counted(path: Path) -> Counter[tuple[str, int]]:
    return Counter((masked(str(e["path"])), int(str(e["ret"]))) for e in events(path))


def clean(work: str) -> None:
    shutil.rmtree(work)
    Path(work).mkdir()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_not_one_event_more_or_less_than_strace(
    beebox: Run, kernel: str, tree: list[str], tmp_path: Path
) -> None:
    subprocess.run(tree, check=True)  # first, so that what is made once is made
    clean(tree[-1])
    expected = opens(tree, tmp_path)
    clean(tree[-1])
    log = tmp_path / "events.json"
    done = beebox("opensnoop", "--kernel", kernel, "--json", "-o", str(log), "--", *tree)
    assert done.returncode == 0, done.stderr
    assert "Lost" not in done.stderr
    found = counted(log)
    assert found - expected == Counter()
    assert expected - found == Counter()
    assert expected.total() > 100


@pytest.mark.linux
def test_both_kernels_print_the_same_lines(beebox: Run, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    script = "cat /etc/hostname /nonexistent; cat < /etc/passwd > out; ls / > /dev/null"
    texts = []
    for name in ("box", "linux"):
        log = tmp_path / name
        done = beebox(
            "opensnoop",
            "--kernel",
            name,
            "-o",
            str(log),
            "-e",
            "-U",
            "--",
            "sh",
            "-c",
            script,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        lines = log.read_text().splitlines()
        texts.append([re.sub(r"^(\d+ +)\d+ +", r"\1PID ", line) for line in lines])
    assert texts[0] == texts[1]


def test_columns(beebox: Run, kernel: str) -> None:
    done = beebox("opensnoop", "--kernel", kernel, "--", "cat", "/nonexistent", "/etc/hostname")
    assert done.returncode == 1  # cat's own
    lines = done.stdout.splitlines()
    assert lines[0] == "PID    COMM              FD ERR PATH"
    rows = [match.groups() for line in lines[1:] if (match := LINE.match(line))]
    assert ("cat", "-1", "2", "/nonexistent") in [(r[1].strip(), *r[2:]) for r in rows]
    assert ("cat", "3", "0", "/etc/hostname") in [(r[1].strip(), *r[2:]) for r in rows]


def test_only_failed(beebox: Run, kernel: str) -> None:
    done = beebox(
        "opensnoop", "--kernel", kernel, "-x", "--", "cat", "/nonexistent", "/etc/hostname"
    )
    assert "/nonexistent" in done.stdout
    assert "/etc/hostname" not in done.stdout


def test_adopts_a_running_process_and_leaves_it_unharmed(beebox: Run, kernel: str) -> None:
    script = (
        "import os, select\n"
        "while not select.select([0], [], [], 0.01)[0]:\n"
        "    os.close(os.open('/etc/hostname', 0))\n"
        "print('finished')"
    )
    with subprocess.Popen(
        [sys.executable, "-S", "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as target:
        time.sleep(0.3)
        done = beebox("opensnoop", "--kernel", kernel, "-d", "1", "-p", str(target.pid))
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("/etc/hostname") > 1
        output, _ = target.communicate(timeout=30)
    assert output == "finished\n"
    assert target.returncode == 0


@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        (["no-such-command-here"], 127, "no-such-command-here"),
        (["/etc/passwd"], 126, "/etc/passwd"),
        (["sh", "-c", "kill -TERM $$"], 128 + signal.SIGTERM, ""),
        (["sh", "-c", "exit 7"], 7, ""),
    ],
)
def test_exit_statuses(
    beebox: Run, kernel: str, command: list[str], status: int, message: str
) -> None:
    done = beebox("opensnoop", "--kernel", kernel, "--", *command)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pid_that_does_not_exist(beebox: Run, kernel: str) -> None:
    done = beebox("opensnoop", "--kernel", kernel, "-p", "4194303")
    assert done.returncode == 1
    assert "4194303" in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_output_and_status_are_as_without_us(beebox: Run, tree: list[str], tmp_path: Path) -> None:
    script = "echo out; echo err >&2; cat /etc/hostname; sh -c 'exit 3'; echo $?; trap 'echo caught' USR1; kill -USR1 $$; exit 5"
    plain = subprocess.run(["sh", "-c", script], check=False, capture_output=True, text=True)
    traced = beebox("opensnoop", "-o", str(tmp_path / "log"), "--", "sh", "-c", script)
    assert (traced.stdout, traced.stderr, traced.returncode) == (
        plain.stdout,
        plain.stderr,
        plain.returncode,
    )


def test_interrupt_ends_it_cleanly(kernel: str) -> None:
    command = [*BEEBOX, "opensnoop", "--kernel", kernel, "--", "sleep", "60"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in errors


def test_killed_beebox_leaves_nothing_stopped(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"echo $$ >> {pids}; sleep 30 & echo $! >> {pids}; wait"
    with subprocess.Popen(
        [*BEEBOX, "opensnoop", "--", "sh", "-c", script], stdout=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 20
        while not (pids.exists() and len(pids.read_text().split()) == 2):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.kill()
    time.sleep(0.5)
    for pid in pids.read_text().split():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            continue
        assert state not in {"T", "t"}


def test_json_is_one_object_a_line(beebox: Run, kernel: str) -> None:
    done = beebox("opensnoop", "--kernel", kernel, "--json", "--", "cat", "/nonexistent")
    first = [json.loads(line) for line in done.stdout.splitlines()]
    failed = [e for e in first if e["path"] == "/nonexistent"]
    assert failed
    assert failed[0]["ret"] == -2
    assert failed[0]["comm"] == "cat"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_linux_without_rights_says_which_are_missing(tmp_path: Path) -> None:
    command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *BEEBOX]
    done = subprocess.run(
        [*command, "opensnoop", "--kernel", "linux", "--", "true"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    if "beebox:" not in done.stderr:
        pytest.skip(f"this Python cannot be used by another user: {done.stderr.strip()[:100]}")
    assert done.returncode == 1
    assert "CAP_" in done.stderr
    assert "--kernel box" in done.stderr
    assert len(done.stderr.splitlines()) == 1
