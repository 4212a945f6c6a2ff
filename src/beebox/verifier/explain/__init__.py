"""Why a program was refused, in terms that a person can act on.

`explain` walks the refused path once more, keeps what was known at each step (`record`), and
follows the value that the message names backwards to where it came from (`slice`). What the message
means is a row of a table (`rows`, `classes`); what helps is tried on the program (`makers`).
"""

from __future__ import annotations

from beebox.verifier.api import Options, Program, Rejected, Tables
from beebox.verifier.explain.build import build
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.linux import explain_log
from beebox.verifier.explain.model import Explanation, Site, Step, Suggestion
from beebox.verifier.explain.page import article, document, html
from beebox.verifier.explain.record import record

__all__ = [
    "Explanation",
    "Site",
    "Step",
    "Suggestion",
    "article",
    "document",
    "explain",
    "explain_log",
    "html",
]


def explain(program: Program, tables: Tables, options: Options, rejected: Rejected) -> Explanation:
    """Return why *program* was *rejected* under *tables* and *options*."""
    trace = record(program, tables, options, rejected)
    return build(Case(program, tables, options, rejected, trace))
