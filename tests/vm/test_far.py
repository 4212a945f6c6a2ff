"""Jumps as far as their fields reach, and beyond one page of code: too long for tests/data."""

import isa_linux
import pytest
from isa_cases import run, words

from beebox.isa.insn import Insn
from beebox.vm import tier0

LOAD, EXIT, ADD = Insn(0x79, 0, 1), Insn(0x95), Insn(0x07, 0, 0, 0, 1)
JEQ, JSGT, JA, GOTOL = 0x15, 0x65, 0x05, 0x06
INPUTS = ["0x7", "0x0", "0xffffffffffffff00"]
WHICH = [
    "interpreter",
    pytest.param("tier0", marks=pytest.mark.skipif(not tier0.available(), reason="x86-64 only")),
    "tier1",
]


def forward(code, distance):
    """Over *distance* additions, if r0 is 7 or always."""
    far = (
        Insn(code, 0, 0, 0, distance)
        if code == GOTOL
        else Insn(code, 0, 0, distance, 7 * (code == JEQ))
    )
    around = [Insn(JEQ, 0, 0, 1, 0)] if code in (JA, GOTOL) else []  # else nothing gets there
    return [LOAD, *around, far, *[ADD] * distance, EXIT]


def backward(code, distance):
    """To the end first, then back over *distance* slots, if r0 is positive or always."""
    back = Insn(code, 0, 0, 0, -distance) if code == GOTOL else Insn(code, 0, 0, -distance)
    additions = [ADD] * (distance - 2)
    return [
        LOAD,
        Insn(GOTOL, imm=distance - 1),
        *additions,
        EXIT,
        back,
        Insn(0xB7, 0, 0, 0, 9),
        EXIT,
    ]


PROGRAMS = {
    "if +32767": (forward(JEQ, 32767), [7, 32767, 32767 - 256 & (1 << 64) - 1]),
    "goto +32767": (forward(JA, 32767), [7, 32767, (1 << 64) - 256]),
    "gotol +40000": (forward(GOTOL, 40000), [7, 40000, (1 << 64) - 256]),
    "if -32768": (backward(JSGT, 32768), [7 + 32766, 9, 9]),
    "goto -32768": (backward(JA, 32768)[:-2], [7 + 32766, 32766, 32766 - 256]),
    "gotol -40000": (backward(GOTOL, 40000)[:-2], [7 + 39998, 39998, 39998 - 256]),
}
CASES = [pytest.param(*case, id=name) for name, case in PROGRAMS.items()]


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize(("insns", "results"), CASES)
def test_ours(insns, results, which):
    assert [run(insns, words(text), which)[0] for text in INPUTS] == results


@pytest.mark.linux
@pytest.mark.parametrize(("insns", "results"), CASES)
def test_linux(insns, results):
    isa_linux.need_kernel()
    with isa_linux.Program(insns, 8) as program:
        assert [program.run(words(text))[0] for text in INPUTS] == results
