"""A check in the words of the source: C or Python."""

from __future__ import annotations

from beebox.verifier.explain.case import Case


def leave(case: Case) -> str:
    """Return how the source leaves the function."""
    end = "" if case.python else ";"
    return f"return {case.result_text()}{end}"


def check(case: Case, c: str, python: str) -> tuple[str, ...]:
    """Return a check that leaves the function if a condition holds."""
    if case.python:
        return (f"if {python}:", f"    {leave(case)}")
    return (f"if ({c})", f"    {leave(case)}")


def null_check(case: Case, name: str) -> tuple[str, ...]:
    """Return a check for null."""
    return check(case, f"!{name}", f"{name} is None")
