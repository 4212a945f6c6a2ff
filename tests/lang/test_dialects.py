"""Versions of the instruction set: what is asked of kernels, and that programs mean the same in each."""

import struct
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_snippets import ARGUMENTS, PACKS, program

import beebox
from beebox import lang, obj
from beebox.errors import CompileError, KernelError
from beebox.features.dialect import INSTRUCTIONS
from beebox.isa import asm
from beebox.loader import dialect

PROGRAM = """
@bpf.program("syscall")
def main(ctx: ptr[i64]) -> i32:
    return i32(ctx[0] // 3)
"""
SDIV = 0x37, 1
SOME = PACKS[::4]


def test_what_is_asked_is_what_features_ask():
    for version, insns in dialect.PROGRAMS.items():
        assert insns == asm.assemble(INSTRUCTIONS[version])


def test_this_kernel_takes_the_newest(kernel):
    assert dialect.newest(kernel) == "v4"


@pytest.mark.parametrize(
    ("taken", "error", "version"),
    [(3, 22, "v3"), (2, 22, "v2"), (0, 22, "v1"), (0, 1, "v3"), (0, 95, "v3")],
)
def test_older_kernels(taken, error, version):
    class Old:
        def bpf(self, _cmd, attr):
            version = len(dialect.PROGRAMS) + 1 - self.asked
            self.asked += 1
            if version > taken:
                raise KernelError(error, "bpf PROG_LOAD")
            return 7

        asked = 0
        closed = ()

        def close(self, fd):
            self.closed = (fd,)

    kernel = Old()
    assert dialect.newest(kernel) == version
    assert kernel.closed == ((7,) if taken else ())


def opcodes(data):
    spec = obj.read(data, "x")
    return {(insn.code, insn.off) for insn in spec.programs["main"].insns}


def test_objects_are_for_v3_unless_told(write):
    path = write(PROGRAM)
    assert SDIV not in opcodes(lang.compile(path))
    assert SDIV not in opcodes(lang.compile(path, cpu="v1"))


def test_a_program_may_fix_it(write):
    with pytest.raises(CompileError, match="no version of the instruction set"):
        lang.compile(write('MCPU = "v9"' + PROGRAM))
    wide = PROGRAM.replace("ctx[0] // 3", "i64(i8(ctx[0]))")
    path = write(wide)
    fixed = write('MCPU = "v2"' + wide)
    assert opcodes(lang.compile(path, cpu="v4")) != opcodes(lang.compile(path, cpu="v2"))
    assert opcodes(lang.compile(fixed, cpu="v4")) == opcodes(lang.compile(path, cpu="v2"))


def test_loading_asks_the_kernel(write, monkeypatch):
    asked = []
    original = lang.compile

    def noted(source, scope=None, cpu=""):
        asked.append(cpu)
        return original(source, scope, cpu)

    monkeypatch.setattr(lang, "compile", noted)
    with beebox.load(write(PROGRAM), "box"):
        pass
    assert asked == ["v4"]


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("version", ["v1", "v2", "v4"])
@pytest.mark.parametrize("pack", SOME, ids=[each[0].body[:20] for each in SOME])
def test_snippets_mean_the_same(run, pack, version):
    live = run(f'MCPU = "{version}"\n' + program(pack))
    results = live.loaded.maps["results"]
    for at, (a, b) in enumerate(ARGUMENTS):
        live.run(context=struct.pack("<qq", a, b))
        for number, snippet in enumerate(pack):
            (found,) = struct.unpack("<q", results.lookup(struct.pack("<I", number)))
            assert found == snippet.wanted()[at], snippet.body
