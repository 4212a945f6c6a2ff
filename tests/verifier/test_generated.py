"""Random programs: what ours accepts, Linux accepts."""

import pytest
import verifier_cases as cases
import verifier_mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_generated import program
from verifier_live import Live

from beebox.verifier import Verified

SEEDS = st.integers(0, 1 << 32)


@pytest.mark.linux
def test_verdicts_agree(live: Live) -> None:
    """Of fixed programs nearly all get the same verdict and message; none is accepted by ours only."""
    differ = []
    for seed in range(250):
        insns = program(seed)
        linux = cases.linux_text(*live.load_insns(insns))
        own = cases.text(cases.ours(insns))
        assert own != "accept" or linux == "accept", (seed, linux)
        if own != linux:
            differ.append((seed, linux, own))
    assert len(differ) <= 2, differ


@pytest.mark.linux
@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_accepted_means_accepted_by_linux(live: Live, seed: int) -> None:
    insns = program(seed)
    if isinstance(cases.ours(insns, level=0), Verified):
        code, log = live.load_insns(insns)
        assert code == 0, log


@pytest.mark.linux
def test_mixed_programs_agree(live: Live) -> None:
    """Pointers, references, spills, calls and loops, with jumps between them."""
    for seed in range(300):
        insns = verifier_mixed.program(seed)
        own = cases.text(cases.ours(insns, level=0))
        linux = cases.linux_text(*live.load_insns(insns))
        assert own == linux or own != "accept", (seed, linux)
        assert (own == "accept") == (linux == "accept"), (seed, linux, own)
