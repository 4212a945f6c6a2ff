"""The examples of docs/LANGUAGE.md do what the page says."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from beebox.errors import CompileError
from beebox.pylang.function import Function

PAGE = Path(__file__).parents[2] / "docs" / "LANGUAGE.md"
EXAMPLES = re.findall(r"^```python([^\n]*)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_example(build, kind, text):
    if "cpu.syscall" in text and os.uname().machine != "x86_64":
        pytest.skip("system call numbers of x86-64")
    if kind.strip():
        message = kind.partition("error: ")[2]
        with pytest.raises(CompileError, match=re.escape(message)):
            build(text)
        return
    built = build(text)
    claims = re.findall(r"^# (.* == .*)$", text, re.MULTILINE)
    assert claims
    for claim in claims:
        found = [name for name in re.findall(r"def (\w+)", text) if _is_compiled(built, name)]
        names = {name: getattr(built, name) for name in found}
        assert eval(claim, vars(built.module) | names), claim


def _is_compiled(built, name):
    return isinstance(vars(built.module).get(name), Function)
