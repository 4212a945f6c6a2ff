"""The README's first ten minutes: what it shows is what comes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import lang
from beebox.errors import CompileError

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
EXAMPLE = ROOT / "examples" / "opens.py"


def test_the_tool_that_it_shows_is_the_example() -> None:
    shown = re.search(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert shown is not None
    assert EXAMPLE.read_text().endswith(shown[1])


def test_it_runs() -> None:
    run = [sys.executable, EXAMPLE, "cat", "/dev/null"]
    lines = subprocess.check_output(run, text=True, timeout=60).splitlines()
    assert lines[-2].endswith(" /dev/null")
    pid = lines[0].split()[0]
    assert lines[-1] == f"{{{pid}: {len(lines) - 1}}} lost: 0"


def test_the_error_that_it_shows(tmp_path) -> None:
    wrong = tmp_path / "opens.py"
    wrong.write_text(EXAMPLE.read_text().replace("ctx.filename", "ctx.filenam"))
    with pytest.raises(CompileError) as refused:
        lang.compile(str(wrong))
    said = str(refused.value).replace(f"{wrong}", wrong.name)
    assert re.sub("^", "    ", said, flags=re.MULTILINE) in README
