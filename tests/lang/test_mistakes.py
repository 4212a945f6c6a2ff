"""What people new to it write, and what they are told: message, line, caret and hint, exactly.

tests/data/lang/mistakes.txt has the cases: a statement or a program, and after ``----`` the error.
Run as a script this writes the errors anew; look at them before they are kept.
"""

import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from beebox import lang
from beebox.errors import CompileError

FILE = Path(__file__).parents[1] / "data" / "lang" / "mistakes.txt"
HEAD = """\
from beebox import bpf
from beebox.bpf import Array, Const, addr, cast, char, i8, i16, i32, i64, ptr, sizeof, u8, u16, u32, u64

class Event(bpf.Struct):
    pid: u32
    comm: Array[char, 16]

counts = bpf.Hash[u32, u64](max_entries=64)
events = bpf.RingBuf[Event](size=4096)
big = bpf.Hash[u32, Event](max_entries=4)
"""
PROGRAM = """
@bpf.program("tracepoint/syscalls/sys_enter_openat")
def f(ctx: bpf.SysEnterOpenat) -> i32:
"""
CASES = [case.partition("\n----\n")[::2] for case in FILE.read_text().rstrip().split("\n\n====\n")]


def told(text, path):
    """Return what a mistake is answered with."""
    whole = text if "@bpf." in text else PROGRAM + textwrap.indent(text, "    ") + "\n    return 0"
    path.write_text(f"{HEAD}{whole}\n")
    with pytest.raises(CompileError) as caught:
        lang.compile(str(path))
    assert caught.value.location is not None
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python's own, of one of them
@pytest.mark.parametrize(("text", "error"), CASES, ids=[case[0][:40] for case in CASES])
def test_mistake(tmp_path, text, error):
    found = told(text, tmp_path / "prog_mistake.py")
    if 'f"' in text and sys.version_info >= (3, 12):  # knows places inside of texts
        found, error = (_without_place(each) for each in (found, error))
    assert found == error


def _without_place(error):
    """Return an error without line, column and caret."""
    lines = error.splitlines()
    return [lines[0].partition(": ")[2], *lines[1:2], *lines[3:]]


def test_there_are_many():
    assert len(CASES) >= 100


def write():
    """Write all errors anew."""
    parts = []
    with tempfile.TemporaryDirectory() as directory:
        for number, (text, _) in enumerate(CASES):
            path = Path(directory) / f"prog_mistake{number}.py"
            error = told(text, path).replace(path.name, "prog_mistake.py")
            parts.append(f"{text}\n----\n{error}")
    FILE.write_text("\n\n====\n".join(parts) + "\n")


if __name__ == "__main__":
    sys.exit(write())
