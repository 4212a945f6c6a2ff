"""Functions drawn at random mean in every engine, natively, and in Linux, what they mean in CPython."""

import os
from random import Random

import everywhere
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

SEED = os.environ.get("BEEBOX_SEED", "4")
"""another seed draws others: for nights, with more BEEBOX_FUNCTIONS"""
COUNT = int(os.environ.get("BEEBOX_FUNCTIONS", "100"))
SIZE = 10
"""functions that are compiled together"""


@pytest.fixture
def machines(tmp_path, monkeypatch):
    monkeypatch.setenv("BEEBOX_CACHE", "off")
    return everywhere.Everywhere(tmp_path, everywhere.Report(), tier1=4)


@pytest.mark.parametrize("maps", [False, True], ids=["plain", "maps"])
def test_functions_mean_the_same_everywhere(machines, maps):
    for index in range(0, COUNT, SIZE):
        batch = everywhere.draw(Random(f"{SEED}.{index}"), SIZE, maps=maps)
        batch.label = f"{SEED}.{index}"
        machines.check(batch)
    report = machines.report
    assert not report.wrong
    assert len(report.refused) * 20 <= COUNT, report.refused
    least = COUNT - len(report.refused) - COUNT // 10  # a verifier may find a few too complex
    assert report.ran["interpreter"] >= least // 4
    assert report.ran["tier0"] >= least // 4
    assert report.ran["tier1"] >= least // 16
    assert machines.linux is None or report.ran["linux"] >= least
    assert maps or report.ran["native"] >= least


@given(st.randoms(use_true_random=False), st.booleans())
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one takes minutes
)
def test_functions_that_hypothesis_draws(machines, random, maps):
    machines.check(everywhere.draw(random, 3, maps=maps))
    assert not machines.report.wrong


def test_what_is_drawn_is_not_empty():
    """Every kind of statement and expression comes up."""
    random = Random(SEED)
    text = "".join(
        text for _ in range(20) for text in everywhere.draw(random, 10, maps=True).texts.values()
    )
    words = (
        "if", "elif", "else", "for", "while", "match", "case", "break", "continue", "return", "range",
        "enumerate", "divmod", "min", "max", "abs", "not", "and", "or", "in", "startswith", "note",
        "Rec", "Array", "True", ":=", "**", "//=", ">>=", "KNOB", "del", "get", "either", "flag",
    )  # fmt: skip
    assert [word for word in words if word not in text] == []
