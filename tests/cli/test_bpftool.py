"""`prog` and `map` print what bpftool prints of the same objects in Linux, in text and in JSON."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

BPFTOOL = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
BEEBOX = [sys.executable, "-m", "beebox"]

pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel shows programs to root only"),
    pytest.mark.skipif(not BPFTOOL, reason="bpftool is not installed"),
]


def output(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def ours(*words: str) -> str:
    shown = output(*BEEBOX, *words, "--kernel", "linux")
    return shown.replace("r0 = &(void __percpu *)(r0)", "r0 = r0")  # an old bpftool's way


def theirs(*words: str) -> str:
    return output(str(BPFTOOL), *words)


@pytest.fixture(scope="module")
def program() -> Iterator[int]:
    """The id of a program of an opensnoop that runs."""
    before = {p["id"] for p in json.loads(theirs("-j", "prog", "show"))}
    command = [*BEEBOX, "opensnoop", "--kernel", "linux", "-o", "/dev/null", "--", "sleep", "60"]
    with subprocess.Popen(command) as process:
        try:
            deadline = time.monotonic() + 30
            found: list[int] = []
            while not found and time.monotonic() < deadline:
                time.sleep(0.3)
                shown = json.loads(theirs("-j", "prog", "show"))
                found = [
                    p["id"]
                    for p in shown
                    if p.get("name") == "exit_openat" and p["id"] not in before
                ]
            time.sleep(1)
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


@pytest.mark.parametrize("flags", [[], ["-j"]], ids=["text", "json"])
@pytest.mark.parametrize("words", [["show"], ["dump", "xlated"]], ids="-".join)
def test_prog(program: int, words: list[str], flags: list[str]) -> None:
    place = [*words, "id", str(program)]
    assert ours("prog", *place, *flags) == theirs(*flags, "prog", *place)


@pytest.mark.parametrize("option", ["opcodes", "linum"])
@pytest.mark.parametrize("flags", [[], ["-j"]], ids=["text", "json"])
def test_dump_options(program: int, option: str, flags: list[str]) -> None:
    place = ["dump", "xlated", "id", str(program), option]
    shown, expected = ours("prog", *place, *flags), theirs(*flags, "prog", *place)
    if flags:
        assert json.loads(shown) == json.loads(expected)
    else:
        assert shown == expected


def test_jited_begins_like_the_kernels_jit(program: int) -> None:
    lines = ours("prog", "dump", "jited", "id", str(program)).splitlines()
    assert any("bpf_prog_" in line for line in lines[:2])
    assert any("push" in line and "%rbp" in line for line in lines)
    assert any("ret" in line for line in lines)
    shown = json.loads(ours("prog", "dump", "jited", "id", str(program), "-j"))
    assert {"name", "insns"} <= set(shown[0])
    assert {"pc", "operation", "operands"} <= set(shown[0]["insns"][0])


@pytest.mark.parametrize("flags", [[], ["-j"]], ids=["text", "json"])
def test_maps(program: int, flags: list[str]) -> None:
    shown = json.loads(theirs("-j", "prog", "show", "id", str(program)))
    for number in map(str, shown["map_ids"]):
        assert ours("map", "show", "id", number, *flags) == theirs(
            *flags, "map", "show", "id", number
        )
        kind = json.loads(theirs("-j", "map", "show", "id", number))["type"]
        if kind != "ringbuf":
            place = ["map", "dump", "id", number]
            mine, oracle = ours(*place, *flags), theirs(*flags, *place)
            if flags:
                assert json.loads(mine) == json.loads(oracle)
            else:
                assert mine == oracle


def test_errors_are_one_line(program: int) -> None:
    command = [*BEEBOX, "prog", "show", "id", "999999999", "--kernel", "linux"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "999999999" in done.stderr
