"""``pytest --beebox``: verdicts and budgets of a project's programs, held by its own tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOOP = """
\t.section\t"xdp","ax",@progbits
\t.globl\tgood
\t.type\tgood,@function
good:
\tr1 = 0
again:
\tr1 += 1
\tif r1 < 100 goto again
\tr0 = 0
\texit
\t.globl\tbad
\t.type\tbad,@function
bad:
\tr0 = *(u64 *)(r1 + 4096)
\texit
\t.section\tlicense,"aw",@progbits
\t.asciz\t"GPL"
"""
REFUSED = "beebox_refused =\n    bad: invalid bpf_context access\n"


@pytest.fixture
def project(tmp_path: Path):
    """Return a function that runs pytest in a project whose ini file says *ini*."""
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "two.s").write_text(LOOP)
    (tmp_path / "test_own.py").write_text("def test_own() -> None:\n    pass\n")

    def run(ini: str, *arguments: str) -> str:
        (tmp_path / "pytest.ini").write_text(f"[pytest]\n{ini}")
        line = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "-rA"]
        line += ["-p", "beebox.cli.checks.plugin", *arguments]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return run


FILES = "beebox_files = programs/*.s\n"


def test_off_unless_asked(project) -> None:
    assert "1 passed" in project(FILES)


def test_verdicts(project) -> None:
    said = project(FILES, "--beebox")
    assert "1 failed, 2 passed" in said
    assert "invalid bpf_context access off=4096 size=8" in said
    assert "Traceback" not in said
    assert "3 passed" in project(FILES + REFUSED, "--beebox")


def test_what_should_be_refused(project) -> None:
    assert "not: something else" in project(
        FILES + REFUSED.replace("invalid bpf_context access", "something else"), "--beebox"
    )
    assert "good is accepted" in project(FILES + REFUSED + "    good: no\n", "--beebox")


def test_budgets(project) -> None:
    said = project(FILES + REFUSED + "beebox_max_processed = 100\n", "--beebox")
    assert "good took 203 instructions, not 100" in said
    budget = "beebox_max_processed = 100\nbeebox_budgets =\n    good: 300\n"
    assert "3 passed" in project(FILES + REFUSED + budget, "--beebox")


def test_a_file_that_is_not_there(project) -> None:
    assert "there is no nothing.o" in project("beebox_files = nothing.o\n", "--beebox")
