"""Type checkers take programs: mypy --strict, through the stubs of the face."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "PROGRAMS.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
WRONG = """
from beebox import bpf
from beebox.bpf import i32, u32

class Event(bpf.Struct):
    pid: u32

events = bpf.RingBuf[Event](size=4096)

@bpf.program("syscall")
def main(ctx: bpf.SysExit) -> i32:
    with events.reserve() as event:
        event.pidd = 1
        bpf.get_stackid(ctx)
    return "no"
"""


@pytest.fixture
def mypy(tmp_path, monkeypatch):
    """Check files; return what mypy says of them."""
    api = pytest.importorskip("mypy.api")
    monkeypatch.setenv("MYPYPATH", str(ROOT / "src"))

    def check(*texts):
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"checked_{number}.py"
            path.write_text(text)
            paths.append(str(path))
        options = ["--strict", "--follow-imports=silent", "--explicit-package-bases"]
        return api.run([*options, "--cache-dir", str(ROOT / ".mypy_cache"), *paths])[0]

    return check


@pytest.mark.slow
def test_the_examples_pass_and_mistakes_do_not(mypy):
    said = mypy(*EXAMPLES, WRONG)
    wrong = f"checked_{len(EXAMPLES)}.py"
    lines = [line for line in said.splitlines() if ": error:" in line]
    assert [line for line in lines if wrong not in line] == []
    assert 'has no attribute "pidd"' in said
    assert "get_stackid" in said
    assert "return value" in said


def test_the_stubs_of_helpers_are_those_of_the_tables():
    path = ROOT / "scripts" / "gen_helper_stubs.py"
    spec = importlib.util.spec_from_file_location("gen_helper_stubs", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.TARGET.read_text() == made.text()
