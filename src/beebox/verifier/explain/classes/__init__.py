"""One row a class of message, by subject; the order matters: the first that matches counts."""

from __future__ import annotations

from beebox.verifier.explain.classes import (
    arithmetic,
    calls,
    flow,
    kfuncs,
    memory,
    objects,
    program,
    references,
    types,
)
from beebox.verifier.explain.rows import Row

ROWS: tuple[Row, ...] = (
    *memory.ROWS,
    *arithmetic.ROWS,
    *calls.ROWS,
    *references.ROWS,
    *objects.ROWS,
    *kfuncs.ROWS,
    *flow.ROWS,
    *types.ROWS,
    *program.ROWS,
)
