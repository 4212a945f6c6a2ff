"""The snippets of tests/data/language as programs: every engine and Linux give what CPython does."""

import struct
import sys
import textwrap
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pylang"))

from snippets import ARGUMENTS, HEAD, snippets

UNFIT = (
    "rec(",
    "even(",
    "f(a - 1",
    "while a",
    "while (n := a) >",
    "while 1:",
    "while not (a",
    "range(b, a, 5)",
    "range(a):",
    "\nreturn x[i]",
)
"""what is recursive, counts what no verifier knows, or has an index whose bounds none sees"""
EVERY = [
    each
    for each in snippets()
    if not each.outcome.startswith("refused") and not any(word in each.body for word in UNFIT)
]
MANY = 24
PACKS = [EVERY[at : at + MANY] for at in range(0, len(EVERY), MANY)]
OWN = """
class Ctx(bpf.Struct):
    a: i64
    b: i64

results = bpf.ArrayMap[i64](max_entries=64)
"""


def program(pack):
    """Return a program that runs each of some snippets."""
    functions, calls = [], []
    for number, snippet in enumerate(pack):
        body = textwrap.indent(snippet.body, "    ")
        functions.append(f"@bpf.subprogram\ndef f{number}(a: i64, b: i64) -> i64:\n{body}\n")
        calls.append(f"    results[{number}] = f{number}(ctx.a, ctx.b)\n")
    head = HEAD.replace("@native", "@bpf.function").replace("(Struct)", "(bpf.Struct)")
    main = (
        '@bpf.program("syscall")\ndef main(ctx: Ctx) -> i32:\n' + "".join(calls) + "    return 0\n"
    )
    names = "from beebox.bpf import null, offsetof\n"
    return "\n".join([names, head, OWN, *functions, main])


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("pack", PACKS, ids=[each[0].body.splitlines()[0] for each in PACKS])
def test_snippets(run, pack):
    live = run(program(pack))
    results = live.loaded.maps["results"]
    for at, (a, b) in enumerate(ARGUMENTS):
        live.run(context=struct.pack("<qq", a, b))
        for number, snippet in enumerate(pack):
            (found,) = struct.unpack("<q", results.lookup(struct.pack("<I", number)))
            assert found == snippet.wanted()[at], snippet.body
