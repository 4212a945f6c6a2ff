"""The box's symbols: one address each, the same however one asks."""

from __future__ import annotations

from itertools import islice

import pytest

from beebox.box.vmlinux import Symbols, here


def test_all_symbols_at_once_are_those_asked_for_one_by_one() -> None:
    symbols = Symbols()
    every = dict(symbols.items())
    assert set(symbols) == set(every)
    assert len(symbols) == len(every) == len(set(every.values()))
    for name, address in islice(every.items(), 0, None, len(every) // 50):
        assert symbols[name] == address


def test_symbols_are_functions_and_variables() -> None:
    symbols = Symbols()
    assert here().kind(here().find("task_struct") or 0) == "struct"
    assert "task_struct" not in symbols
    with pytest.raises(KeyError):
        symbols["no_such_symbol"]
