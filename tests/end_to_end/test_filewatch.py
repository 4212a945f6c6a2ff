"""filewatch: what a policy speaks of is seen on both kernels, and denied in the box."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run
from .test_shelf import records

ACCESSES = """
import os, sys, subprocess
os.chdir(sys.argv[1])
def attempt(what, *values):
    try: result = what(*values); print("done", flush=True)
    except OSError as error: result = None; print(error.errno, flush=True)
    return result
attempt(os.open, "secret", os.O_RDONLY)
attempt(os.open, "link", os.O_WRONLY | os.O_TRUNC)
folder = os.open(".", os.O_DIRECTORY)
os.chdir("/")
attempt(lambda: os.open("secret", os.O_RDWR, dir_fd=folder))
os.fchdir(folder)
attempt(os.truncate, "secret", 1)
attempt(os.link, "secret", "other")
attempt(os.rename, "secret", "moved")
attempt(os.unlink, "sub/../secret")
attempt(os.mkdir, "made.secret")
attempt(os.symlink, "secret", "sym.secret")
print(subprocess.run(["cat", "secret"], stderr=subprocess.DEVNULL).returncode, flush=True)
attempt(os.execv, "run.secret", ["run.secret"])
"""
EXPECTED = [
    ["read"], ["write"], ["read", "write"], ["write"], ["read"], ["delete"], ["delete"],
    ["create"], ["create"], ["read"], ["exec"],
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a secret, and ways to it."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to("secret")
    (tmp_path / "sub").mkdir()
    (tmp_path / "run.secret").write_text("#!/bin/true\n")
    (tmp_path / "run.secret").chmod(0o755)
    return tmp_path


def policy(place: Path, action: str, more: str = "") -> str:
    path = place / "policy.toml"
    text = f'[[rule]]\nname = "s"\npaths = ["{place}/secret", "*.secret"]\naction = "{action}"\n'
    path.write_text(text + more)
    return str(path)


def command(place: Path) -> list[str]:
    return [sys.executable, "-S", "-c", ACCESSES, str(place)]


def test_what_is_denied_does_not_happen(beebox: Run, place: Path) -> None:
    done = beebox(
        "filewatch", "-o", str(place / "log"), policy(place, "deny"), "--", *command(place)
    )
    said = done.stdout.split()
    assert said == [*["13"] * 9, "1", "13"], done.stderr
    assert (place / "secret").read_text() == "secret"
    assert not (place / "made.secret").exists()
    log = (place / "log").read_text().splitlines()[1:]
    assert [line.split()[4].split(",") for line in log] == EXPECTED
    assert {line.split()[5] for line in log} == {"13"}


def test_what_is_detected(beebox: Run, kernel: str, place: Path) -> None:
    untouched = beebox("filewatch", "--kernel", kernel, policy(place, "detect"), "--", "true")
    assert untouched.returncode == 0
    found, _ = records(beebox, "filewatch", kernel, policy(place, "detect"), "--", *command(place))
    assert [event["operation"] for event in found] == EXPECTED
    paths = [event["path"] for event in found]
    assert paths[:7] == [f"{place}/secret"] * 7
    assert [Path(path).name for path in paths[7:9]] == ["made.secret", "sym.secret"]
    assert [event["err"] for event in found][:7] == [0, 0, 0, 0, 0, 0, 2]
    assert found[9]["comm"] == "cat"
    assert {event["rule"] for event in found} == {"s"}


def test_alerts_have_a_status_and_a_hook(beebox: Run, kernel: str, place: Path) -> None:
    rules = policy(place, "alert", f'hook = ["tee", "-a", "{place}/hooked"]\n')
    arguments = ["filewatch", "--kernel", kernel, "--fail", "-o", str(place / "log"), rules, "--"]
    assert beebox(*arguments, "true").returncode == 0
    assert beebox(*arguments, "cat", str(place / "secret")).returncode == 3
    (told,) = (json.loads(line) for line in (place / "hooked").read_text().splitlines())
    assert (told["comm"], told["operations"], told["action"]) == ("cat", ["read"], "alert")


def test_who_did_it_is_killed(beebox: Run, kernel: str, place: Path) -> None:
    script = "import sys, time\ntry: open(sys.argv[1])\nexcept OSError: pass\ntime.sleep(60)"
    run = [sys.executable, "-S", "-c", script, str(place / "secret")]
    done = beebox("filewatch", "--kernel", kernel, policy(place, "kill"), "--", *run)
    assert done.returncode == 128 + 9


def test_a_process_that_runs(beebox: Run, place: Path) -> None:
    script = "import time\nfor _ in range(60):\n time.sleep(0.1)\n try: open('secret')\n except OSError as e: raise SystemExit(e.errno)"
    with subprocess.Popen([sys.executable, "-S", "-c", script], cwd=place) as child:
        done = beebox("filewatch", policy(place, "deny"), "-p", str(child.pid), "-d", "30")
    assert child.returncode == 13
    assert done.stdout.count(f"{place}/secret") == 1


@pytest.mark.linux
def test_linux_does_not_deny(beebox: Run, place: Path) -> None:
    done = beebox("filewatch", "--kernel", "linux", policy(place, "deny"), "--", "true")
    assert done.returncode == 1
    assert "denying in linux (rule s)" in done.stderr
    assert "--kernel box" in done.stderr


def test_mistakes_are_told(beebox: Run, place: Path) -> None:
    done = beebox("filewatch", policy(place, "forbid"), "--", "true")
    assert done.returncode
    assert "rule 1: action: 'forbid' is none of" in done.stderr
    hook = policy(place, "alert", 'hook = ["/nowhere/such"]\n')
    done = beebox("filewatch", hook, "--", "cat", str(place / "secret"))
    assert "hook of rule s: /nowhere/such: No such file" in done.stderr
    assert "Traceback" not in done.stderr
