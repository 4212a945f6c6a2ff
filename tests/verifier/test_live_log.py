"""The whole log is Linux's, at level 2: states, precision, liveness, loops, and what it cost."""

import difflib
import os
import re

import pytest
import verifier_cases as cases
from verifier_live import Live

from beebox.box import vmlinux

_ADDRESS = re.compile(r"0xffff[0-9a-f]{12}|0x7000[0-9a-f]{8}|(map|btf)\[[^\]]*\](\[0\])?(\+\d+)?")
_COLUMN = re.compile(r" +;")
_UNENDED = re.compile(r"(?<=for tail call)(?=processed)")
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
    ours = cases.ours_of(case, level=2, cpus=os.cpu_count() or 0, kernel=vmlinux.here())
    differ = difflib.unified_diff(
        comparable(log), comparable(ours.log), "linux", "ours", lineterm=""
    )
    assert not (text := "\n".join(differ)), text
