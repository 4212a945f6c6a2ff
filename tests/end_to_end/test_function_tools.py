"""The shelf's tools on functions of programs, as a user runs them, on workloads with known numbers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .conftest import Run
from .test_shelf import records

pytestmark = pytest.mark.linux
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="uprobes need root")
TOOLS = ["gethostlatency"]

LOOKUPS = """
import socket
for name in ("localhost", "127.0.0.1", "nowhere.invalid"):
    try:
        socket.getaddrinfo(name, 80)
    except OSError as error:
        print(name, error.errno)
"""


@pytest.mark.parametrize("tool", TOOLS)
def test_the_box_says_what_it_lacks(beebox: Run, tool: str) -> None:
    done = beebox(tool, "--kernel", "box", "--", "true")
    assert done.returncode == 1
    assert "uprobes" in done.stderr
    assert "--kernel linux" in done.stderr


@needs_root
def test_gethostlatency(beebox: Run) -> None:
    command = ("--", sys.executable, "-c", LOOKUPS)
    found, _ = records(beebox, "gethostlatency", "linux", *command)
    assert [event["host"] for event in found] == ["localhost", "127.0.0.1", "nowhere.invalid"]
    assert [event["ret"] for event in found[:2]] == [0, 0]
    assert all(0 < event["ms"] < 60000 for event in found)
    failed, _ = records(beebox, "gethostlatency", "linux", "-x", *command)
    assert [event["host"] for event in failed] == ["nowhere.invalid"]


@needs_root
def test_children_are_seen_when_asked_for(beebox: Run) -> None:
    script = ("--", "sh", "-c", "getent ahosts localhost; exit 0")
    assert records(beebox, "gethostlatency", "linux", *script)[0] == []
    found, _ = records(beebox, "gethostlatency", "linux", "-f", *script)
    assert [(event["comm"], event["host"]) for event in found] == [("getent", "localhost")]


@needs_root
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-l", "nope", "--", "true"], "nope is neither a library nor a command"),
        (["-l", "/etc/hostname", "--", "true"], "not an ELF file"),
        (["-l", "libz", "--", "true"], "has no function 'getaddrinfo'"),
        (["-p", "999999999"], "No such process"),
        (["-p", "x"], "is not the id of a process"),
    ],
)
def test_targets_that_are_not_there(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox("gethostlatency", "--kernel", "linux", *arguments)
    assert done.returncode in {1, 2}
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_help_has_examples(beebox: Run) -> None:
    for tool in TOOLS:
        done = beebox(tool, "--help")
        assert "examples:\n" in done.stdout
        assert Path(f"src/beebox/tools/{tool}.py").exists()
