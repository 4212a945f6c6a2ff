"""One suite, many engines: the programs of tests/data/isa give what their files say."""

import pytest
from isa_cases import DATA, Program, check, read, with_size
from isa_linux import Program as LinuxProgram
from isa_linux import need_kernel
from tier1_programs import sized

from beebox.isa.opcodes import KNOWN, Class, Mode
from beebox.vm import tier0
from beebox.vm.tier0 import arithmetic, templates

FILES = sorted(DATA.glob("*.data"))
CASES = [(path.stem, case) for path in FILES for case in read(path)]

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")


def ours(which):
    return lambda insns, size: Program(with_size(insns, size), which)


@pytest.mark.parametrize("which", ["interpreter", "tier0"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ours(path, which):
    check(ours(which), read(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tier0_without_bmi2(path, monkeypatch):
    if "alu" not in path.stem:
        pytest.skip("no shifts by a register in there")
    monkeypatch.setattr(arithmetic, "has_bmi2", lambda: False)
    monkeypatch.setattr(templates, "MADE", {})
    check(ours("tier0"), [case for case in read(path) if "<<" in case.asm or ">>" in case.asm])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_tier1(path):
    """All cases of a file are one module, so that LLVM is not started twelve hundred times."""
    cases = read(path)
    wrong = []
    with sized([(case.insns, [run.memory for run in case.runs]) for case in cases]) as programs:
        for number, case in enumerate(cases):
            for run in case.runs:
                result, after = programs.run(number, run.memory)
                if (result, after) != (run.result, run.after):
                    wrong.append(f"{case.name}: {run.memory.hex()} -> {result:#x} {after.hex()}")
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:20])


@pytest.mark.linux
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_linux(path):
    need_kernel()
    check(LinuxProgram, read(path))


def test_every_opcode_is_there():
    """But for BPF_LD_[ABS|IND], which the box rewrites."""
    seen = {insn.code for _, case in CASES for insn in case.insns}
    packet = {
        code for code in KNOWN if code & 7 == Class.LD and code & 0xE0 in (Mode.ABS, Mode.IND)
    }
    missing = KNOWN - seen - packet
    assert not missing, sorted(map(hex, missing))


def test_every_register_is_there_in_every_role():
    """As destination and as source, of each opcode that uses them (r10 aside)."""
    dsts, srcs = {}, {}
    for _, case in CASES:
        for insn in case.insns:
            dsts.setdefault(insn.code, set()).add(insn.dst)
            srcs.setdefault(insn.code, set()).add(insn.src)
    everyone = set(range(10))
    memory = {Class.LDX, Class.ST, Class.STX}
    for code in KNOWN:
        klass, op = code & 7, code & 0xF0
        if klass in (Class.ALU, Class.ALU64) or (
            klass in (Class.JMP, Class.JMP32) and op not in (0, 0x80, 0x90, 0xE0)
        ):
            few = klass in (Class.JMP, Class.JMP32) and not code & 8  # nine immediates
            assert len(everyone - dsts[code]) <= few, hex(code)
            assert not code & 8 or op == 0xD0 or srcs[code] >= everyone, hex(code)
        elif klass in memory:
            assert dsts[code] >= everyone, hex(code)
            assert klass == Class.ST or srcs[code] >= everyone, hex(code)
