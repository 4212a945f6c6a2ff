"""Each kfunc, called with anything: the verdict, the last message and the whole log are Linux's.

BEEBOX_PROGRAMS=N tries N more calls of each, for a night.
"""

from __future__ import annotations

import os

import pytest
import verifier_cases as cases
import verifier_kfuncs
from test_live_log import comparable
from verifier_live import Live

from beebox.box.vmlinux import here
from beebox.spec.kfuncs import KFUNCS

CALLS = 2 + int(os.environ.get("BEEBOX_PROGRAMS", "0"))
NAMES = sorted(name for name in KFUNCS if "wq" not in name and name != "bpf_verify_pkcs7_signature")
"""a work queue with another map than its own stops Linux; not all are built to check signatures"""
_BATCH = 30


@pytest.mark.linux
@pytest.mark.parametrize("first", range(0, len(NAMES), _BATCH))
def test_calls(live: Live, first: int) -> None:
    types = here()
    for name in NAMES[first : first + _BATCH]:
        if types.find(name, "func") is None:
            continue  # this kernel has it not
        for seed in range(CALLS):
            case = verifier_kfuncs.case(name, seed)
            own = cases.ours_of(case, level=2, cpus=os.cpu_count() or 0, kernel=types)
            code, log = live.load(case, level=2)
            assert cases.text(own) == cases.linux_text(code, log), case.name
            if log.endswith("mark_read 0\n"):
                assert comparable(own.log) == comparable(log), case.name
