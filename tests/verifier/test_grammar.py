"""Programs of random sentences: the verdict, the last message and the whole log are Linux's.

BEEBOX_PROGRAMS=N tries N more, for a night.
"""

from __future__ import annotations

import os

import pytest
import verifier_cases as cases
import verifier_grammar
from test_live_log import comparable
from verifier_live import Live

from beebox.box.vmlinux import here
from beebox.errors import AsmError

MORE = int(os.environ.get("BEEBOX_PROGRAMS", "0"))
_BATCH = 40
_MOST = 4000
"""programs that take more instructions to prove are not compared"""


def compared(live: Live, seed: int) -> bool:
    """Compare one program; tell whether there was anything to compare."""
    case = verifier_grammar.case(seed)
    try:
        own = cases.ours_of(case, level=2, cpus=os.cpu_count() or 0, limit=_MOST, kernel=here())
    except AsmError:
        return False  # a fault that is none to the assembler
    said = cases.text(own)
    if said.startswith("E2BIG BPF program"):
        return False
    code, log = live.load(case, level=2)
    assert said == cases.linux_text(code, log), seed
    assert comparable(own.log) == comparable(log), seed
    return True


@pytest.mark.linux
@pytest.mark.parametrize("first", range(0, 200 + MORE, _BATCH))
def test_sentences(live: Live, first: int) -> None:
    done = [compared(live, seed) for seed in range(first, first + _BATCH)]
    assert sum(done) > _BATCH * 3 // 4


def test_programs_are_good_and_bad() -> None:
    verdicts = []
    for seed in range(60):
        try:
            verdicts.append(cases.text(cases.ours_of(verifier_grammar.case(seed), limit=_MOST)))
        except AsmError:
            continue
    accepted = verdicts.count("accept")
    assert 20 < accepted < len(verdicts) - 10, verdicts
