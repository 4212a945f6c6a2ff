"""An explanation, put together from the case: reason, place, path, suggestion."""

from __future__ import annotations

from beebox.verifier.explain import leaks, shapes
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.makers import MAKERS
from beebox.verifier.explain.model import Explanation, Step, Suggestion
from beebox.verifier.explain.slice import Found, Kind
from beebox.verifier.memory import region_size
from beebox.verifier.types import BASE, MAP_KEY, MAP_VALUE, MEM

_FIRST, _LAST = 3, 9
"""so many steps of a long path are shown, from its beginning and its end"""


def build(case: Case) -> Explanation:
    """Return the explanation of *case*."""
    row = case.match.row
    return Explanation(
        row.kind,
        row.title,
        reason(case),
        case.rejected.message,
        case.rejected.errno,
        case.site,
        tuple(path(case)),
        suggestion(case),
        case.program.name,
    )


def reason(case: Case) -> str:
    """Return the row's reason with the fields of the message, and what is known."""
    fields = dict(case.fields)
    fields["R"] = _register(case)
    fields["state"] = case.state()
    fields["callee"] = case.callee()
    fields["code"] = case.site.code
    fields["spec"] = _spec(case)
    return case.match.row.reason.format_map(fields)


def _register(case: Case) -> str:
    """Name the register that the message names; in Python, what the source says it is for."""
    if case.focus is None:
        return "the register"
    if case.spoken is None:
        return f"R{case.focus}"
    of_pointer = case.match.row.fix in ("null_check", "reload") and case.spoken.pointer
    return f"R{case.focus}, of {of_pointer or case.spoken.text},"


def _spec(case: Case) -> str:
    """Return what the tables say to it."""
    fix, reg = case.match.row.fix, case.reg
    if fix == "context_field":
        return shapes.fields(case)
    if fix == "release":
        ref = leaks.leaked(case)
        return f": {case.source.site(ref.insn).name}" if ref is not None else ""
    if fix == "loop":
        places = [
            f"{case.source.site(at).name} {count} times" for at, count in shapes.hottest(case)
        ]
        return f" (walked most: {', '.join(places)})" if places else ""
    if fix == "bounds_check" and reg is not None and reg.type & BASE in (MAP_VALUE, MAP_KEY, MEM):
        return f", of an object of {region_size(reg)} bytes"
    return ""


def path(case: Case) -> list[Step]:
    """Return the causal path: the steps that made the value, and the refused instruction."""
    row = case.match.row
    if row.fix == "release":
        steps = leaks.path(case)
    elif row.fix == "loop":
        steps = _loop(case)
    else:
        steps = [case.teller.step(found) for found in _telling(case.steps)]
    if len(steps) > _FIRST + _LAST:
        steps = steps[:_FIRST] + steps[-_LAST:]
    if case.index >= 0 and steps:
        steps.append(Step(case.site, f"refused: {case.rejected.message}", "", "refused"))
    return steps


def _telling(steps: list[Found]) -> list[Found]:
    """Return the steps without comparisons that told nothing, but for the last."""
    compared = [step for step in steps if step.kind is Kind.COMPARED]
    kept = compared[-1:]
    return [step for step in steps if step.kind is not Kind.COMPARED or step in kept]


def _loop(case: Case) -> list[Step]:
    return [
        Step(case.source.site(index), f"walked {count} times", "", "loop")
        for index, count in sorted(shapes.hottest(case))
    ]


def suggestion(case: Case) -> Suggestion:
    """Return what would help."""
    row = case.match.row
    maker = MAKERS.get(row.fix)
    made = maker(case) if maker is not None else None
    if made is not None:
        return made
    return Suggestion(row.advice, (), case.site if case.index >= 0 else None)
