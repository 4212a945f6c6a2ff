"""Make the helpers beside the tests importable, and give the kernel at hand."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beebox.isa.asm import assemble

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from verifier_live import Live


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """The kernel at hand, with the maps of the cases."""
    from verifier_live import Live

    made = Live()
    code, _ = made.load_insns(assemble("r0 = 0\nexit"), level=0)
    if code:
        pytest.skip(f"bpf(2) refuses the smallest program: {errno.errorcode.get(code, code)}")
    yield made
    made.close()
