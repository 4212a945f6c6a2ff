"""How a box verifies: with which rights, against which types, and who hears of each proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from beebox.btf.types import Btf
from beebox.verifier import Options, Program, Rejected, Tables, Verified


class Proof(NamedTuple):
    """One program as it was given to the verifier, and what came of it."""

    program: Program
    tables: Tables
    options: Options
    verdict: Verified | Rejected


def machine() -> Btf:
    """Return this machine's types, or the box's own where it shows none."""
    from beebox.box.vmlinux import here  # noqa: PLC0415 - most programs need none

    return here()


class Policy(NamedTuple):
    """What a box is made with that is about proofs."""

    options: Options = Options()
    """rights and figures that every proof has; log, alignment and CPUs are the load's own"""
    types: Callable[[], Btf] = machine
    """the kernel's types that programs are verified against"""
    heard: Callable[[Proof], None] | None = None
    """hears of each proof"""
    proves_only: bool = False
    """programs are verified and never run: no machine code is made"""
