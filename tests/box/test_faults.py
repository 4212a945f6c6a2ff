"""Faults of interpreted programs are told: what hooks run has nobody to raise to."""

import pytest
from counting import Counter

from beebox.errors import MemoryFault
from beebox.vm.interpreter import Interpreter


@pytest.mark.parametrize("error", [MemoryFault("no such region"), ZeroDivisionError("ours")])
def test_the_first_fault_is_told_and_the_process_goes_on(monkeypatch, error):
    def run(self, ctx, run):
        raise error

    monkeypatch.setattr(Interpreter, "run", run)
    subject = Counter(engine="interpreter")
    try:
        subject.run(3)
        assert subject.counted() == (0, 0)
        assert subject.told == [f"program  was stopped, and returned 0: {error}"]
    finally:
        subject.box.shut()


def test_what_is_told_goes_to_standard_error(capsys):
    subject = Counter()
    type(subject.box.world).tell("program x: y")
    subject.box.shut()
    assert capsys.readouterr().err == "beebox: program x: y\n"
