"""The whole log is Linux's, at level 2: states, precision, liveness, loops, and what it cost.

At level 4 it has the figures, and why a program was refused.
"""

import difflib
import os
import re

import pytest
import verifier_cases as cases
from verifier_live import Live

from beebox.box import vmlinux

_ADDRESS = re.compile(r"0xffff[0-9a-f]{12}|0x7000[0-9a-f]{8}|(map|btf)\[[^\]]*\](\[0\])?(\+\d+)?")
_COLUMN = re.compile(r" +;")
_UNENDED = re.compile(r"(?<=for tail call)(?=processed|verification)")
_TIME = re.compile(r"verification time \d+ usec")
_LONG = {
    "unbounded",
    "counted-loop-guessed-on",
    "nested-loops-guessed-on",
    "may-goto-counter-bounded",
    "may-goto-pointer-moves",
}
CASES = [case for case in cases.everything() if not case.ours and case.name not in _LONG]


def comparable(log: str) -> list[str]:
    """Return a log without addresses, which differ each time, and without what is aligned by them."""
    return _UNENDED.sub("\n", _COLUMN.sub(" ;", _ADDRESS.sub("MAP", log))).splitlines()


@pytest.mark.linux
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}/{case.name}")
def test_log(live: Live, case: cases.Case) -> None:
    code, log = live.load(case, level=2)
    if not log.endswith("mark_read 0\n"):
        pytest.skip(f"Linux does not come to the verifier: errno {code}")
    assert not (text := _difference(case, log, level=2)), text


@pytest.mark.linux
@pytest.mark.parametrize("case", CASES[::9], ids=lambda case: f"{case.file}/{case.name}")
def test_figures(live: Live, case: cases.Case) -> None:
    code, log = live.load(case, level=4)
    if not log.endswith("mark_read 0\n"):
        pytest.skip(f"Linux does not come to the verifier: errno {code}")
    assert not (text := _difference(case, log, level=4)), text


def _difference(case: cases.Case, log: str, level: int) -> str:
    ours = cases.ours_of(case, level=level, cpus=os.cpu_count() or 0, kernel=vmlinux.here())
    logs = (comparable(_TIME.sub("", each)) for each in (log, ours.log))
    return "\n".join(difflib.unified_diff(*logs, "linux", "ours", lineterm=""))
