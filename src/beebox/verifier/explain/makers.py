"""Suggestions for the common classes: which check before which line, tried where that can be done.

A maker gets the case and returns a suggestion, or None: then the row's own advice stands. What it
tries is put into the instructions and the program verified again, so what is said to help does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, EXIT
from beebox.verifier.explain import checks, leaks, shapes
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.model import Suggestion
from beebox.verifier.explain.slice import Kind
from beebox.verifier.explain.words import null_check as null_words
from beebox.verifier.types import MAYBE_NULL, SCALAR

Maker = Callable[[Case], Suggestion | None]
_JNE = 0x55


def null_check(case: Case) -> Suggestion | None:
    """Leave if the pointer is null."""
    reg, number = case.reg, case.focus
    is_null = "null is" in case.match.row.title and reg is not None and reg.type == SCALAR
    if reg is None or number is None or not (reg.type & MAYBE_NULL or is_null):
        return None
    name = case.pointer() or "the pointer"
    index = case.index
    passed = next((step for step in case.steps if step.kind is Kind.PASSED), None)
    if (
        passed is not None
        and case.program.insns[case.trace.path[passed.position].insn].code == CALL
    ):
        index, number = case.trace.path[passed.position].insn, passed.place.number
    site = case.source.site(index)
    change = {index: [Insn(_JNE, number, 0, len(case.leave()), 0), *case.leave()]}
    text = f"check {name} for null before {site.name}, and leave if it is"
    code = null_words(case, name if name != "the pointer" else "p")
    return Suggestion(text, code, site, case.passes(change))


def initialise(case: Case) -> Suggestion | None:
    """Give the register a value."""
    if case.focus is None or case.insn is None:
        return None
    lost = next((step for step in reversed(case.steps) if step.kind is Kind.LOST), None)
    zero = {case.index: [Insn(0xB7, case.focus, 0, 0, 0)]}
    if case.insn.code == EXIT:
        text = f"return a value on this path, before {case.site.name}"
        code = ("return 0" if case.python else "return 0;",)
        return Suggestion(text, code, case.site, case.passes(zero))
    if lost is not None and lost.before is not None:
        callee = case.teller.called(case.program.insns[case.trace.path[lost.position].insn])
        text = (
            f"keep the value in R6 to R9, or on the stack, across the call of {callee}: "
            f"R{case.focus} has none afterwards"
        )
        return Suggestion(text, (), case.site, _kept(case, lost.position))
    what = "set the argument" if case.insn.code == CALL else "give the variable a value"
    text = f"{what} (R{case.focus}) on every path before {case.site.name}"
    return Suggestion(text, (), case.site, case.passes(zero))


def _kept(case: Case, position: int) -> bool:
    """Tell whether it helps to keep the register over the call in one that is free."""
    assert case.focus is not None
    call = case.trace.path[position].insn
    for keeper in (9, 8, 7, 6):
        mask = case.trace.live[call] | case.trace.live[case.index]
        if mask >> keeper & 1:
            continue
        save, back = Insn(0xBF, keeper, case.focus), Insn(0xBF, case.focus, keeper)
        return case.passes({call: [save], case.index: [back]})
    return False


MAKERS: Mapping[str, Maker] = {
    "null_check": null_check,
    "initialise": initialise,
    "initialise_stack": shapes.initialise_stack,
    "bounds_check": checks.bounds_check,
    "size_check": checks.size_check,
    "packet_check": checks.packet_check,
    "reload": checks.reload,
    "release": leaks.release,
    "section": leaks.section,
    "return_range": shapes.return_range,
    "return_number": shapes.return_range,
    "license": shapes.license_,
    "sleepable": shapes.sleepable,
    "helper_types": shapes.helper_types,
    "context_field": shapes.context_field,
    "loop": shapes.loop,
    "stack_depth": shapes.stack_depth,
}
