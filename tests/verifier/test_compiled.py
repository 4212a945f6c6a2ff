"""The verifier compiled by mypyc says what the plain one says, to the letter.

A compiler is no part of the tests, so where a compiled beebox lies must be said::

    HATCH_BUILD_HOOK_ENABLE_MYPYC=true pip install --no-deps --target /tmp/compiled .
    BEEBOX_COMPILED=/tmp/compiled python -m pytest tests/verifier/test_compiled.py
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import beebox

_ROOT = Path(__file__).parents[2]
_COMPILED = os.environ.get("BEEBOX_COMPILED", "")
_LIMIT = 10_000
_CHILD = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import verifier_cases as cases
import beebox.verifier.walk
print(beebox.verifier.walk.__file__)
for case in cases.everything():
    verdict = cases.ours_of(case, {_LIMIT}, level=2)
    stats = verdict.stats._replace(time_ns=0)
    log = "".join(line for line in verdict.log.splitlines() if "verification time" not in line)
    print(repr((case.file, case.name, cases.text(verdict), log, stats)))
"""


def _listed() -> list[str]:
    """Return the modules that a compiled build compiles."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    assert hook["enable-by-default"] is False, "who installs beebox needs no compiler"
    return hook["include"]


def test_what_would_be_compiled_is_there() -> None:
    assert [name for name in _listed() if not (_ROOT / name).is_file()] == []


def test_all_of_it_can_be_compiled(tmp_path: Path) -> None:
    """mypyc makes C of it; that needs no C compiler. Not all of Python is known to mypyc."""
    pytest.importorskip("mypyc")
    pytest.importorskip("setuptools")
    names = [name.removeprefix("src/") for name in _listed()]
    given = [
        "--strict",
        "--follow-imports=silent",
        f"--cache-dir={tmp_path}",
        f"--config-file={_ROOT / 'pyproject.toml'}",
    ]
    made = f"import mypyc.build; mypyc.build.mypycify({[*given, *names]!r}, target_dir={str(tmp_path)!r})"
    command = [sys.executable, "-c", made]
    done = subprocess.run(command, cwd=_ROOT / "src", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert list(tmp_path.rglob("*.c"))


def _answers(source: Path) -> tuple[str, list[str]]:
    """Return the file that the walk is in, and what is said of each case."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, *said = done.stdout.splitlines()
    return first, said


@pytest.mark.skipif(not _COMPILED, reason="BEEBOX_COMPILED names no compiled beebox")
def test_compiled_says_the_same() -> None:
    plain, expected = _answers(Path(beebox.__file__).parents[1])
    compiled, said = _answers(Path(_COMPILED))
    assert plain.endswith(".py")
    assert compiled.endswith(".so")
    assert len(said) == len(expected) > 1000
    assert [(a, b) for a, b in zip(said, expected, strict=True) if a != b] == []
