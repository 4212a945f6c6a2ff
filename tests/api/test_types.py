"""The API is typed: mypy --strict passes a user's program, and finds the mistakes of another."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def mypy(*paths: Path | str) -> subprocess.CompletedProcess[str]:
    """Run mypy --strict on what stands outside of the package, as a user has it."""
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    command += ["--config-file", "pyproject.toml", "--show-error-codes", "--no-pretty"]
    return subprocess.run(
        [*command, *map(str, paths)], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_users_program_is_well_typed() -> None:
    done = mypy(HERE / "user_program.py")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_mistakes_are_found() -> None:
    path = HERE / "user_mistakes.py"
    lines = path.read_text().splitlines()
    wanted = [(n, line.split("# E: ")[1]) for n, line in enumerate(lines, 1) if "# E: " in line]
    done = mypy(path)
    found = re.findall(r":(\d+): error: .*\[([\w-]+)\]", done.stdout)
    assert [(int(line), code) for line, code in found] == wanted, done.stdout + done.stderr
