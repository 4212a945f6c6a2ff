"""Changed cases: the same verdict, message and log as Linux's.

BEEBOX_PROGRAMS=N tries N more, for a night.
"""

import os
import re

import pytest
import verifier_cases as cases
import verifier_mutations
from verifier_live import Live

from beebox.box.vmlinux import here
from beebox.verifier import Verified

MORE = int(os.environ.get("BEEBOX_PROGRAMS", "0"))
_ADDRESS = re.compile(r"0xffff[0-9a-f]{12}|(?:map|btf)\[[^\]]*\](\[0\])?(\+\d+)?")
_NOT_OURS = re.compile(r"EPERM|(?!accept)\w+$")
"""what this machine refuses, or refuses without a word"""


def plain(log: str) -> list[str]:
    """Return the lines of a log, without addresses and columns."""
    return [re.sub(" +;", " ;", _ADDRESS.sub("address", line)) for line in log.splitlines()]


class Tally:
    """How many were the same, and which were not."""

    def __init__(self) -> None:
        self.all = 0
        self.other_messages: list[object] = []
        self.other_logs: list[object] = []

    def compare(self, live: Live, seed: int) -> None:
        case = verifier_mutations.mutant(seed)
        cpus = os.cpu_count() or 0
        own = cases.ours_of(case, level=2, cpus=cpus, limit=8000, kernel=here())
        said = cases.text(own)
        if said.startswith("E2BIG BPF program"):
            return
        code, log = live.load(case, 2)
        linux = cases.linux_text(code, log)
        if _NOT_OURS.match(linux):
            return
        if isinstance(own, Verified) and code:  # arrays of programs remember who used them first
            live = Live()
            code, log = live.load(case, 2)
            live.close()
            assert code == 0, (seed, case.file, case.name, log)
            return
        self.all += 1
        if said != linux:
            self.other_messages.append((seed, case.file, case.name, linux, said))
        elif not case.maps and plain(log) != plain(own.log):
            self.other_logs.append((seed, case.file, case.name))


@pytest.mark.linux
def test_changed_cases_are_judged_as_linux_does(live: Live) -> None:
    tally = Tally()
    for seed in range(600):
        tally.compare(live, seed)
    assert tally.all > 500
    assert len(tally.other_messages) <= 1, tally.other_messages
    assert len(tally.other_logs) <= 4, tally.other_logs


@pytest.mark.linux
@pytest.mark.skipif(not MORE, reason="BEEBOX_PROGRAMS is not set")
def test_many_changed_cases(live: Live) -> None:
    tally = Tally()
    for seed in range(1000, 1000 + MORE):
        tally.compare(live, seed)
    assert len(tally.other_messages) * 500 <= tally.all, tally.other_messages
    assert len(tally.other_logs) * 200 <= tally.all, tally.other_logs
