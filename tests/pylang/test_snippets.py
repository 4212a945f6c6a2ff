"""Each snippet gives what CPython gives, or is refused where it says so."""

from __future__ import annotations

import textwrap

import pytest
from snippets import ARGUMENTS, HEAD, Snippet, snippets

from beebox.errors import CompileError
from beebox.pylang import Unit

EVERY = list(snippets())
SIGNATURE = "@native\ndef f(a: i64, b: i64) -> i64:\n"


def module(build, snippet):
    return build.module(HEAD + SIGNATURE + textwrap.indent(snippet.body, "    ") + "\n")


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("snippet", EVERY, ids=[each.body[:60] for each in EVERY])
def test_snippet(build, snippet: Snippet):
    made = module(build, snippet)
    if snippet.outcome.startswith("refused"):
        with pytest.raises(CompileError) as caught:
            Unit(made.__name__, [made.f]).load()
        where = caught.value.location
        assert where.line
        at = where.text[where.column - 1 : where.column - 1 + where.width]
        assert snippet.outcome == f"refused at {at}: {caught.value.message}"
        return
    function = Unit(made.__name__, [made.f]).load().function(made.f)
    assert [function(*pair) for pair in ARGUMENTS] == snippet.wanted()


def test_there_are_enough():
    refused = [each for each in EVERY if each.outcome.startswith("refused")]
    assert len(refused) > 300
    assert len(EVERY) - len(refused) > 280
