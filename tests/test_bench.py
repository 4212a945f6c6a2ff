"""The benchmarks import, and those of the machine run with tiny settings. Nothing here is timed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

branchy, compiling, runs, subjects = (
    import_module(f"bench.{name}") for name in ("branchy", "compile", "runs", "subjects")
)
NAMES = import_module("bench.__main__").NAMES

needs = pytest.mark.skipif(bool(runs.cannot()), reason=runs.cannot())


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setattr(runs, "ROUNDS", 1)
    monkeypatch.setattr(runs, "SECONDS", 1e-5)
    monkeypatch.setattr(compiling, "ROUNDS", 1)
    monkeypatch.setattr(compiling, "SIZES", (100, 1000))


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_asked_for(name):
    assert callable(import_module(f"bench.{name}").main)


def test_every_source_is_measured():
    sources = {path.stem for path in subjects.HERE.glob("*.c")}
    assert sources == {subject.name for subject in subjects.SUBJECTS}
    kinds = [subject.kind for subject in subjects.SUBJECTS]
    assert sum(subject.pure for subject in subjects.SUBJECTS) == 11
    assert kinds.count("map") == 7


@needs
@pytest.mark.parametrize("subject", subjects.SUBJECTS, ids=lambda subject: subject.name)
def test_engines_agree(subject, monkeypatch):
    """A program that any of them refuses is a benchmark that measures nothing."""
    monkeypatch.setattr(runs, "ENGINES", ("tier0", "interpreter"))
    times, reasons = runs.compare([subject])
    expected = {"gcc -O2", "Linux", "tier0", "interpreter"} - {
        name for name in ("gcc -O2", "Linux") if name in reasons
    }
    assert set(times[subject.name]) == expected
    assert all(value >= 0 for value in times[subject.name].values())


@needs
def test_tier1_and_tables(capsys):
    some = [
        subject for subject in subjects.SUBJECTS if subject.name in ("parse", "log2", "array_64")
    ]
    times, reasons = runs.compare(some)
    runs.show(times, reasons)
    shown = capsys.readouterr().out
    assert "tier1" in shown
    assert all("tier1" in times[subject.name] for subject in some)
    if "gcc -O2" not in reasons:
        assert set(runs.ratios(times, "gcc -O2")) == {"pure", "scalar"}


@needs
def test_generated_programs(monkeypatch):
    monkeypatch.setattr(branchy, "BLOCKS", (3,))
    found = branchy.main()
    assert list(found["ns"]) == ["branchy_3"]


@needs
def test_compile_times(monkeypatch):
    monkeypatch.setattr(compiling, "BLOCKS", (3,))
    monkeypatch.setattr(compiling, "CALLS", (2,))
    found = compiling.main()
    assert set(found["tier 0"]) == {"100", "1000"}
    assert len(found["tier 1"]) == 2
    assert "14, 2 calls" in found["tier 1"]


def test_command_line(tmp_path):
    command = [sys.executable, "-m", "bench"]
    done = subprocess.run(
        [*command, "nosuch"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no benchmark nosuch" in done.stderr
    out = tmp_path / "found.json"
    code = "import sys; sys.argv[1:] = ['compile', '--json', sys.argv[1]]\nfrom bench import compile, runs\n"
    code += "compile.SIZES = (100,)\nruns.cannot = lambda: 'not now'\nimport bench.__main__ as m; m.own_tracefs = lambda: None\nm.main()"
    subprocess.run(
        [sys.executable, "-c", code, str(out)], cwd=ROOT, check=True, capture_output=True
    )
    assert "100" in json.loads(out.read_text())["compile"]["tier 0"]
