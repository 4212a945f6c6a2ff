"""The types that the box verifies against: this machine's, or its own where it shows none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from beebox.btf.types import Btf
from beebox.errors import BtfError
from beebox.spec.vmlinux import at, own

MACHINE = Path("/sys/kernel/btf/vmlinux")


@cache
def here() -> Btf:
    """Return this machine's types, or the box's own."""
    try:
        return at(MACHINE)
    except (OSError, BtfError):
        return own()
