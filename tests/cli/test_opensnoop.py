"""``beebox opensnoop``: each option, on both kernels."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

BEEBOX = [sys.executable, "-m", "beebox"]
HEADER = "PID    COMM              FD ERR PATH"
OPENER = """
import os, threading, time
def work():
    print(threading.get_native_id(), flush=True)
    while True:
        os.close(os.open("/etc/hostname", os.O_RDONLY)); time.sleep(0.02)
threading.Thread(target=work, daemon=True).start()
time.sleep(60)
"""


@pytest.fixture
def opener() -> Iterator[tuple[int, int]]:
    """A process one thread of which opens a file again and again: its pid, and that thread's id."""
    command = [sys.executable, "-S", "-c", OPENER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.pid, int(process.stdout.readline())
        assert process.poll() is None
        process.kill()


def opened(beebox, kernel: str, *options: str) -> list[str]:
    done = beebox(
        "opensnoop", "--kernel", kernel, *options, "--", "cat", "/etc/hostname", "/nonexistent"
    )
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    return [line for line in lines if line.split()[-1] in {"/etc/hostname", "/nonexistent", "PATH"}]


def test_lines(beebox, kernel: str) -> None:
    header, found, missing = opened(beebox, kernel)
    assert header == HEADER
    assert found.split()[1:] == ["cat", "3", "0", "/etc/hostname"]
    assert missing.split()[1:] == ["cat", "-1", "2", "/nonexistent"]


def test_filters(beebox, kernel: str) -> None:
    assert [line.split()[-1] for line in opened(beebox, kernel, "-x")] == ["PATH", "/nonexistent"]
    assert len(opened(beebox, kernel, "-n", "ca")) == 3
    assert len(opened(beebox, kernel, "-n", "dog")) == 1
    assert len(opened(beebox, kernel, "-f", "O_WRONLY")) == 1
    assert len(opened(beebox, kernel, "-f", "O_RDONLY")) == 3
    assert len(opened(beebox, kernel, "-u", str(os.getuid()))) == 3
    assert len(opened(beebox, kernel, "-u", "4000000")) == 1


def test_columns(beebox) -> None:
    header, found, _ = opened(beebox, "box", "-e", "-T", "-U")
    assert header.split() == ["TIME", "UID", "PID", "COMM", "FD", "ERR", "FLAGS", "MODE", "PATH"]
    assert found.index("/etc/hostname") == header.index("PATH")
    assert found.split()[1] == str(os.getuid())


def test_json_and_a_file(beebox, kernel: str, tmp_path: Path) -> None:
    path = tmp_path / "log"
    done = beebox(
        "opensnoop", "--kernel", kernel, "--json", "-o", str(path), "--", "cat", "/nonexistent"
    )
    assert (done.returncode, done.stdout) == (1, "")
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert records[-1]["path"] == "/nonexistent" or any(
        record["path"] == "/nonexistent" for record in records
    )
    assert set(records[0]) == {
        *("time", "pid", "tid", "uid", "comm", "ret", "flags", "mode", "path")
    }


def test_a_process_and_one_of_its_threads(beebox, kernel: str, opener: tuple[int, int]) -> None:
    pid, tid = opener
    for options in (["-p", f"{pid}"], ["-t", f"{tid}"], ["-p", f"{pid}", "-t", f"{tid}"]):
        done = beebox("opensnoop", "--kernel", kernel, "-d", "0.4", *options)
        assert (done.returncode, done.stderr) == (0, ""), options
        assert "/etc/hostname" in done.stdout, options
    done = beebox("opensnoop", "--kernel", kernel, "-d", "0.2", "-t", f"{pid}")
    assert done.stdout.splitlines() == [HEADER]


def test_duration_ends_the_report_and_not_the_command(beebox, tmp_path: Path) -> None:
    path = tmp_path / "log"
    script = "sleep 0.8; cat /etc/hostname; exit 4"
    done = beebox("opensnoop", "-d", "0.2", "-o", str(path), "--", "sh", "-c", script)
    assert done.returncode == 4
    assert done.stdout == Path("/etc/hostname").read_text()
    assert "/etc/hostname" not in path.read_text()


def test_the_environment_chooses_the_kernel(beebox) -> None:
    done = beebox("opensnoop", "--", "true", env={**os.environ, "BEEBOX_KERNEL": "windows"})
    assert done.returncode == 2
    assert "BEEBOX_KERNEL" in done.stderr
    assert (
        beebox("opensnoop", "--", "true", env={**os.environ, "BEEBOX_KERNEL": ""}).returncode == 0
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to watch"),
        (["--"], "nothing to watch"),
        (["-p", "1", "--", "true"], "choose one"),
        (["-p", "0"], "'0'"),
        (["-u", "root", "--", "true"], "'root'"),
        (["-d", "soon", "--", "true"], "'soon'"),
        (["true"], "after --"),
    ],
)
def test_wrong_command_lines(beebox, arguments: list[str], said: str) -> None:
    done = beebox("opensnoop", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_output_that_cannot_be_written(beebox) -> None:
    done = beebox("opensnoop", "-o", "/nonexistent/log", "--", "true")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "beebox: /nonexistent/log: No such file or directory\n"
    done = beebox("opensnoop", "-o", "/dev/full", "--", "true")
    assert (done.returncode, done.stderr) == (1, "beebox: /dev/full: No space left on device\n")
    with Path("/dev/full").open("w") as full:
        done = beebox(
            "opensnoop", "--", "true", stdout=full, stderr=subprocess.PIPE, capture_output=False
        )
    assert done.stderr == "beebox: standard output: No space left on device\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_command(kernel: str, number: signal.Signals) -> None:
    command = [*BEEBOX, "opensnoop", "--kernel", kernel, "--", "sh", "-c", "echo on; exec sleep 60"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        while process.stdout.readline() != "on\n":
            pass
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (128 + number, "")


def test_the_second_signal_ends_what_the_command_left_behind() -> None:
    script = "trap 'exit 5' INT; sleep 60 & echo on; wait"
    command = [*BEEBOX, "opensnoop", "-o", "/dev/null", "--", "sh", "-c", script]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "on\n"
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None  # its tree goes on
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 5


def test_a_killed_target_ends_it(kernel: str) -> None:
    with subprocess.Popen(["sleep", "60"]) as target:
        command = [*BEEBOX, "opensnoop", "--kernel", kernel, "-p", str(target.pid)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as tool:
            assert tool.stdout is not None
            header = tool.stdout.readline()
            time.sleep(1)  # from the header to the watch
            target.kill()
            rest, errors = tool.communicate(timeout=60)
    assert (tool.returncode, header + rest, errors) == (0, HEADER + "\n", "")
