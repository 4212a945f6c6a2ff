"""Suggestions that concern the program's shape: results, license, type, loops, stack."""

from __future__ import annotations

import re
from dataclasses import replace

from beebox.abi.enums import Func, ProgFlag
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CallKind
from beebox.spec.model import Helper
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.model import Suggestion

_MOV_IMM = 0xB7
_LOOP = re.compile(r"\b(for|while|do|bpf_for|bpf_repeat)\b")
_SHOWN = 8
"""so many names are listed"""


def return_range(case: Case) -> Suggestion | None:
    """Return a number that is allowed."""
    least = case.fields.get("least", "0")
    try:
        value = int(least)
    except ValueError:
        return None
    if value <= 0 <= int(case.fields.get("most", "0")):
        value = 0
    text = f"return a value that is allowed on this path, before {case.site.name}"
    code = (f"return {value}" if case.python else f"return {value};",)
    change = {case.index: [Insn(_MOV_IMM, 0, 0, 0, value)]}
    return Suggestion(text, code, case.site, case.passes(change))


def license_(case: Case) -> Suggestion | None:
    """Declare a license compatible with the GPL."""
    code = 'LICENSE = "GPL"' if case.python else 'char LICENSE[] SEC("license") = "GPL";'
    passes = case.accepts(replace(case.program, gpl=True))
    return Suggestion(
        "declare a license compatible with the GPL, if it is true", (code,), None, passes
    )


def sleepable(case: Case) -> Suggestion | None:
    """Make the program sleepable, if its type can be."""
    row = case.tables.programs.get(case.program.type)
    if row is None or not row.sleepable or case.program.flags & ProgFlag.SLEEPABLE:
        return None
    flagged = replace(case.program, flags=case.program.flags | ProgFlag.SLEEPABLE)
    text = "make the program sleepable: .s at the end of its section's first word (uprobe.s/...)"
    return Suggestion(text, (), None, case.accepts(flagged))


def helper(case: Case) -> Helper | None:
    """Return the row of the helper that is called."""
    insn = case.insn
    if insn is None or insn.code != CALL or insn.src != CallKind.HELPER:
        return None
    return case.tables.helpers.get(Func(insn.imm)) if insn.imm in set(Func) else None


def helper_types(case: Case) -> Suggestion | None:
    """Say which types of programs have the helper."""
    row = helper(case)
    if row is None or not row.programs:
        return None
    names = sorted(kind.name.lower() for kind in row.programs)
    shown = ", ".join(names[:_SHOWN]) + (
        f" and {len(names) - _SHOWN} more" if names[_SHOWN:] else ""
    )
    return Suggestion(
        f"{row.name} is for programs of these types: {shown}; use one of them, or another helper"
    )


def fields(case: Case) -> str:
    """Say which fields the context has around the offset."""
    row = case.tables.programs.get(case.program.type)
    off = case.fields.get("off", "")
    if row is None or not off.lstrip("-").isdigit() or not row.fields:
        return ""
    at = int(off)
    inside = [field for field in row.fields if field.offset <= at < field.offset + field.size]
    if inside:
        field = inside[0]
        can = "read and written" if field.write else "read only"
        return (
            f"; there lies {field.name} ({field.size} bytes from offset {field.offset} on, {can}) "
            f"of {row.context}"
        )
    end = max(field.offset + field.size for field in row.fields)
    return f"; {row.context} has no field there{'' if at < end else f': it ends at {end}'}"


def context_field(case: Case) -> Suggestion | None:
    """Name the fields that may be accessed."""
    row = case.tables.programs.get(case.program.type)
    attached = case.program.attach_type
    if row is None or not row.fields:
        return None
    names = [field.name for field in row.fields if field.attach is None or attached in field.attach]
    shown = ", ".join(names[: 3 * _SHOWN]) + (", ..." if names[3 * _SHOWN :] else "")
    return Suggestion(f"access these fields of {row.context}, whole ones: {shown}", (), case.site)


def initialise_stack(case: Case) -> Suggestion | None:
    """Zero the variable."""
    code = "value = Value()" if case.python else "struct value value = {};"
    return Suggestion(
        f"set all bytes of the variable before {case.site.name}, padding too", (code,), case.site
    )


def hottest(case: Case, most: int = 3) -> list[tuple[int, int]]:
    """Return the instructions walked most often, and how often, one a source line."""
    found: list[tuple[int, int]] = []
    seen: set[object] = set()
    for index, count in case.trace.counts.most_common(200):
        line = case.source.line(index)
        key = (line.file, line.line) if line is not None else index
        if key not in seen:
            seen.add(key)
            found.append((index, count))
        if len(found) == most:
            break
    return found


def loop(case: Case) -> Suggestion | None:
    """Bound the loop."""
    sites = [case.source.site(index) for index, _ in hottest(case, 12)]
    site = next((one for one in sites if _LOOP.search(one.source)), (sites or [case.site])[0])
    if case.python:
        code: tuple[str, ...] = ("for i in range(64):  # a constant bound",)
    else:
        code = ("bpf_for(i, 0, 64) { ... }   /* or bpf_loop(64, body, &context, 0) */",)
    text = f"give the loop at {site.name} a small constant bound, or a body that is walked once"
    return Suggestion(text, code, site)


def stack_depth(case: Case) -> Suggestion | None:
    """Say which functions use most of the stack."""
    depths = sorted(
        ((depth, number) for number, depth in enumerate(case.trace.depths) if depth), reverse=True
    )
    if not depths:
        return None
    parts = [f"{case.function(number)} {depth} bytes" for depth, number in depths[:4]]
    return Suggestion(
        f"move large local variables into a per-CPU array map; stack used: {', '.join(parts)}"
    )
