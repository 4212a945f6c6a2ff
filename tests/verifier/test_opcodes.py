"""Every opcode with fields of all kinds, in a small program: Linux's words, and never a crash."""

import pytest
import verifier_cases as cases
from verifier_live import Live

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, LDDW, MODE, Class, Mode, Pseudo

# destination, source, offset, immediate
FIELDS = (
    *((0, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 2, 0, 0), (0, 3, 0, 0), (0, 4, 0, 0)),
    *((0, 5, 0, 0), (0, 6, 0, 0), (0, 7, 0, 0), (0, 0, 1, 0), (0, 0, -1, 0), (0, 0, 8, 0)),
    *((0, 0, 0, 1), (0, 0, 0, 16), (0, 0, 0, -1), (0, 0, 0, 64), (0, 0, 0, 100), (0, 0, 1, 1)),
    *((0, 0, 100, 0), (0, 0, -100, 0), (11, 0, 0, 0), (0, 11, 0, 0), (15, 15, 0, 0)),
    *((10, 0, 0, 0), (0, 10, 0, 0), (10, 10, -8, 0), (0, 0, -8, 1), (10, 0, -8, 0)),
    *((10, 0, -8, 1), (10, 1, -8, 0), (0, 10, -8, 0), (0, 10, -8, 1), (0, 1, 1, 0)),
    *((0, 1, 1, 1), (0, 1, 8, 0), (0, 1, 16, 0), (0, 1, 32, 0), (0, 1, 1, 65536), (0, 1, 0, 1)),
    *((10, 0, -8, 0x100), (0, 10, -8, 0x100), (10, 0, -8, 0x110), (10, 1, -8, 0xE1)),
    *((10, 1, -8, 0xF1), (10, 1, -8, 0x41), (10, 1, -8, 2), (10, 1, -4, 0x41), (10, 1, -6, 0x01)),
)


def program(insn: Insn) -> tuple[Insn, ...]:
    """Return *insn* between registers that are set and a good end."""
    second = (Insn(0),) if insn.code == LDDW else ()
    return (Insn(0xB7), Insn(0xB7, 1), insn, *second, Insn(0xB7), Insn(0x95))


def _mentions(insn: Insn) -> bool:
    """Tell whether the instruction refers to a map, a type or a variable by number."""
    return insn.code == LDDW and insn.src not in (Pseudo.NONE, Pseudo.FUNC) and insn.src < 7


@pytest.mark.parametrize("code", range(256), ids=hex)
def test_verdict_without_a_crash(code: int) -> None:
    for fields in FIELDS:
        insn = Insn(code, *fields)
        if not _mentions(insn):
            assert cases.text(cases.ours(program(insn)))


@pytest.mark.linux
@pytest.mark.parametrize("code", range(256), ids=hex)
def test_linux_says_so(live: Live, code: int) -> None:
    if code & CLASS == Class.LD and code & MODE in (Mode.ABS, Mode.IND):
        pytest.skip("loads from packets have tests of their own")
    for fields in FIELDS:
        insn = Insn(code, *fields)
        if not _mentions(insn):
            linux = cases.linux_text(*live.load_insns(program(insn)))
            assert cases.text(cases.ours(program(insn))) == linux, insn
