"""Programs that no verifier takes: where in Python, of which variable, and what would help.

tests/data/lang/refusals.txt has them: a body or a program, and after ``----`` what is told, without
the steps in between. Run as a script this writes it anew; look at it before it is kept.
"""

import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

import beebox
from beebox import lang, obj
from beebox.errors import VerifierError

FILE = Path(__file__).parents[1] / "data" / "lang" / "refusals.txt"
HEAD = """\
from beebox import bpf
from beebox.bpf import Array, addr, cast, char, i32, ptr, u8, u32, u64

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
NAMES = [case[0].partition("-> i32:")[2].strip()[:40] or case[0][:40] for case in CASES]


def refused(text, path, kernel):
    """Return the error that a program is refused with."""
    body = text if "@bpf." in text else PROGRAM + textwrap.indent(text, "    ") + "\n    return 0"
    path.write_text(f"{HEAD}{body}\n")
    spec = obj.read(lang.compile(str(path)), "prog")
    with pytest.raises(VerifierError) as caught:
        beebox.load(spec, kernel).close()
    return caught.value


def told(error):
    """Return what is told of it, without the path that led there."""
    before, _, after = error.explanation.text().partition("Causal path:\n")
    rest = after[after.index("Suggestion:") :] if "Suggestion:" in after else ""
    return (before + rest).rstrip()


def same(error, path, wanted):
    """Say whether that is told; where lines are wrapped is a matter of the file's name."""
    return told(error).replace(f"{path}/", "").split() == wanted.split()


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=NAMES)
def test_refusal(tmp_path, text, wanted):
    path = tmp_path / "prog_refused.py"
    assert same(refused(text, path, "box"), tmp_path, wanted)


@pytest.mark.linux
@pytest.mark.parametrize(("text", "wanted"), CASES, ids=NAMES)
def test_linux_refuses_it_and_the_same_is_told(tmp_path, linux, text, wanted):
    error = refused(text, tmp_path / "prog_refused.py", linux)
    assert same(error, tmp_path, wanted)


def test_there_are_many():
    assert len(CASES) >= 35


def write():
    """Write all anew."""
    parts = []
    with tempfile.TemporaryDirectory() as directory:
        for number, (text, _) in enumerate(CASES):
            path = Path(directory) / f"prog_refused{number}.py"
            said = told(refused(text, path, "box")).replace(f"{directory}/", "")
            parts.append(f"{text}\n----\n{said.replace(path.name, 'prog_refused.py')}")
    FILE.write_text("\n\n====\n".join(parts) + "\n")


if __name__ == "__main__":
    sys.exit(write())
