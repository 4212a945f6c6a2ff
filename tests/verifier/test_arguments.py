"""Every helper, called with something wrong in each of its arguments, is refused as by Linux."""

import pytest
import verifier_cases as cases
from verifier_arguments import programs, rows
from verifier_live import Live

from beebox.abi.enums import ProgFlag, ProgType
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.spec.model import Helper

_BUG = "EFAULT verifier bug"
"""where Linux trips over itself, ours says what is wrong"""


@pytest.mark.linux
@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_linux_says_the_same(live: Live, row: Helper) -> None:
    differ = []
    for name, kind, attach, insns in programs(row):
        flags = ProgFlag.SLEEPABLE if kind == ProgType.SYSCALL else 0
        called = any(insn.code == LDDW and insn.src == Pseudo.FUNC for insn in insns)
        how = {"attach": attach, "flags": flags, "linkage": 0 if called else None}
        linux = cases.linux_text(*live.load_insns(insns, kind, **how))
        ours = cases.text(cases.ours(insns, kind, **how))
        if linux.endswith(f"call {row.name}#{int(row.func)}"):  # it says nothing more
            linux = linux.partition(" ")[0]
        unlike = ours != linux and not linux.startswith(_BUG) and "not modelled yet" not in ours
        if unlike or (ours == "accept" and linux != ours):
            differ.append((name, kind.name, linux, ours))
    assert not differ
