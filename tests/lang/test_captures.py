"""What a program captures is fixed when it is compiled, and a change of it compiles anew."""

import sys

from beebox import lang, obj

TEXT = """
import os

SAYS = os.environ["BEEBOX_TEST_WORD"]
DATA = SAYS.encode()
SIZE = len(SAYS)

class Named(bpf.Struct):
    name: Array[char, 16]

def make(number, word):
    @bpf.program("syscall")
    def main(ctx: Named) -> i32:
        copy = Array[u8, 4]()
        copy[:] = DATA
        if ctx.name == SAYS:
            return SIZE
        if ctx.name == word:
            return number + i32(copy[0])
        return 0

    return main

main = make(SIZE * 100, "x" + SAYS)
"""


def insns(path, monkeypatch, word):
    monkeypatch.setenv("BEEBOX_TEST_WORD", word)
    for name in [name for name in sys.modules if name.startswith("prog_")]:
        del sys.modules[name]
    spec = obj.read(lang.compile(path), "prog")
    return spec.programs["main"].insns, [item.contents for item in spec.maps.values()]


def test_other_values_make_another_program(write, monkeypatch):
    path = write(TEXT)
    first = insns(path, monkeypatch, "abcd")
    assert insns(path, monkeypatch, "abcd") == first
    assert insns(path, monkeypatch, "abce") != first
    assert insns(path, monkeypatch, "abcd") == first
