"""The walk."""

from __future__ import annotations

from beebox.verifier.api import Options, Program, Rejected, Stats, Tables, Verified


def verify(program: Program, tables: Tables, options: Options = Options()) -> Verified | Rejected:
    """Prove *program* safe, or say why not."""
    return Rejected(95, "not verified yet", "", 0, Stats())
