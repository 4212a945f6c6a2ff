"""Type checkers take programs, and find mistakes: mypy --strict and pyright, by our stubs."""

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from beebox import lang

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "PROGRAMS.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
MISTAKES = HERE / "programs_mistakes.py"
FLAGS = ["--strict", "--follow-imports=silent", "--explicit-package-bases", "--no-pretty"]


@pytest.fixture
def texts(tmp_path):
    """All that a user may read or write, as files."""
    for number, text in enumerate(EXAMPLES):
        (tmp_path / f"example_{number}.py").write_text(text)
    return [*tmp_path.iterdir(), *PROGRAMS, *(ROOT / "examples").glob("*.py")]


def mypy(monkeypatch, paths):
    """Return what mypy says of files."""
    api = pytest.importorskip("mypy.api")
    monkeypatch.setenv("MYPYPATH", str(ROOT / "src"))
    cache = ["--cache-dir", str(ROOT / ".mypy_cache")]
    return api.run([*FLAGS, *cache, *map(str, paths)])[0]


@pytest.fixture
def pyright(tmp_path):
    """Run pyright; return the lines that it finds fault with, by file."""
    command = shutil.which("pyright")
    if command is None:
        pytest.skip("pyright is not installed (pip install pyright)")

    def check(paths):
        settings = {"extraPaths": [str(ROOT / "src")], "pythonVersion": "3.11"}
        (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
        run = [command, "--outputjson", "-p", str(tmp_path), *map(str, paths)]
        said = subprocess.run(run, capture_output=True, text=True, check=False).stdout
        rows = json.loads(said)["generalDiagnostics"]
        return [
            (row["file"], row["range"]["start"]["line"] + 1, row["message"])
            for row in rows
            if row["severity"] == "error"
        ]

    return check


@pytest.mark.slow
def test_mypy_takes_programs(monkeypatch, texts):
    assert "Success" in mypy(monkeypatch, texts)


@pytest.mark.slow
def test_pyright_takes_programs(pyright, texts):
    shelf = (ROOT / "src" / "beebox" / "tools").glob("*.py")
    assert pyright([*texts, *shelf]) == []


def wrong():
    """Return the lines of the mistakes, each with what mypy calls it."""
    lines = enumerate(MISTAKES.read_text().splitlines(), 1)
    return [(number, line.split("# E: ")[1]) for number, line in lines if "# E: " in line]


@pytest.mark.slow
def test_mypy_finds_mistakes(monkeypatch):
    said = mypy(monkeypatch, [MISTAKES])
    found = re.findall(r":(\d+): error: .*\[([\w-]+)\]", said)
    assert [(int(line), code) for line, code in found] == wrong(), said


@pytest.mark.slow
def test_pyright_finds_mistakes(pyright):
    assert sorted({line for _, line, _ in pyright([MISTAKES])}) == [line for line, _ in wrong()]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_programs_compile(path):
    assert lang.compile(str(path))


@pytest.mark.parametrize("name", ["gen_helper_stubs", "gen_context_stubs"])
def test_the_stubs_are_those_of_the_tables(name):
    path = ROOT / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.TARGET.read_text() == made.text()
