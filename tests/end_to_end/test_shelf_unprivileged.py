"""The shelf in the box for a user without any right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import BEEBOX

NOBODY = 65534
SEES = "-all,+dac_read_search"
"""The one right that is left: to read this Python, which may lie in another user's folder."""

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root to become somebody else"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of that user's, with a file in it."""
    made = tmp_path_factory.mktemp("nobody")
    os.chown(made, NOBODY, NOBODY)
    for parent in made.parents[:-2]:
        parent.chmod(parent.stat().st_mode | 0o055)
    (made / "file").write_text("text")
    return made


def records(home: Path, *arguments: str) -> list[dict[str, object]]:
    rights = [f"--inh-caps={SEES}", f"--ambient-caps={SEES}", f"--bounding-set={SEES}"]
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *rights]
    done = subprocess.run(
        [*user, *BEEBOX, arguments[0], "--json", *arguments[1:]],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=home,
        env={**os.environ, "HOME": str(home)},
    )
    assert "beebox:" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]


def test_processes(home: Path) -> None:
    ended = records(home, "exitsnoop", "--", "sh", "-c", "sh -c 'kill -9 $$'; exit 3")
    assert [(e["code"], e["signal"], e["uid"]) for e in ended] == [(0, 9, NOBODY), (3, 0, NOBODY)]
    run = records(home, "execsnoop", "--", "sh", "-c", "/bin/true; :")
    assert [e["args"] for e in run][1:] == [["/bin/true"]]
    assert run[1]["ppid"] == run[0]["pid"]
    assert len(records(home, "hello", "--", "sh", "-c", "/bin/true; :")) == 2


def test_files(home: Path) -> None:
    rows = records(home, "filetop", "--", "sh", "-c", "cat file | cat")
    (row,) = (row for row in rows if row["file"] == "file")
    assert (row["rbytes"], row["inode"]) == (4, (home / "file").stat().st_ino)
    assert "file" in {
        r["file"] for r in records(home, "filepattern", "--", "sh", "-c", "cat file | cat")
    }
    slow = records(home, "fileslower", "0", "--", "sh", "-c", "cat file | cat")
    assert [e["ret"] for e in slow if e["file"] == "file"] == [4, 0]


def test_what_is_denied(home: Path) -> None:
    policy = home / "policy.toml"
    policy.write_text('[[rule]]\npaths = ["file"]\naction = "deny"\n')
    found = records(home, "filewatch", str(policy), "--", "sh", "-c", "cat file; rm -f file")
    assert [(e["operation"], e["err"]) for e in found] == [(["read"], 13), (["delete"], 13)]
    assert (home / "file").exists()
