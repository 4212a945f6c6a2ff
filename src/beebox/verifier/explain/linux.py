"""An explanation from a log alone: of Linux, or kept from another machine.

There is no program to walk, so the path is what the log shows: instructions, the source lines
between them, and what was printed of registers behind them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from beebox.verifier.explain import rows
from beebox.verifier.explain.model import Explanation, Site, Step, Suggestion
from beebox.verifier.explain.rows import Match, Row

_INSN = re.compile(r"^(\d+): (\([0-9a-f]{2}\) [^;]*?)\s*(?:;(.*)|\d+:(.*))?$")
_SOURCE = re.compile(r"^; (.*) @ ([^ ]+):(\d+)$")
_STATE = re.compile(r"^(?:\d+: )?(?:frame\d+: )?( ?R\d+.*)$")
_REG = re.compile(r"\bR(\d+)(?:_\w+)?=([^ (]*(?:\([^)]*(?:\([^)]*\)[^)]*)*\))?)")
_ASIDE = re.compile(
    r"^(processed |verification time|stack depth|;|mark_precise|from \d+ to|\d+: safe|"
    r"(cur|old) state|caller:|callee:|returning from|to caller|Live regs|func#|$)"
)
_WRITES = re.compile(r"^\(..\) [rw](\d+) (\S*=) (.*)$")
_COPY = re.compile(r"^[rw](\d+)$")
_SLOT = re.compile(r"^\*\(\w+ \*\)\(r10 ?(-\d+)\)$")
_STORE = re.compile(r"^\(..\) \*\(\w+ \*\)\(r10 ?(-\d+)\) = [rw](\d+)$")
_NAMED = re.compile(r"\bR(\d+)\b")
_UNKNOWN = Row("refused", "the verifier refused the program", "{message}", "", ())


class _Entry(NamedTuple):
    """An instruction that the log shows."""

    site: Site
    state: dict[int, str]
    """what was printed behind it, by register"""


def explain_log(log: str, errno: int = 0, program: str = "") -> Explanation:
    """Return what can be said of a refusal by its *log*."""
    entries, said = _read(log.splitlines())
    message = said[-1] if said else ""
    found = _match(said, errno)
    named = _focus(found, message)
    state = _state(entries, named)
    site = entries[-1].site if entries else Site(-1)
    fields = dict(found.fields) | {
        "R": f"R{named}" if named is not None else "the register",
        "state": state or "not shown in the log",
        "callee": _callee(site.code),
        "code": site.code,
        "spec": "",
    }
    path = _path(entries, named) if named is not None else []
    if path:
        path.append(Step(site, f"refused: {message}", "", "refused"))
    return Explanation(
        found.row.kind,
        found.row.title,
        found.row.reason.format_map(fields),
        message,
        errno,
        site,
        tuple(path),
        Suggestion(found.row.advice, (), site if site.insn >= 0 else None),
        program,
    )


def _read(lines: Sequence[str]) -> tuple[list[_Entry], list[str]]:
    """Return the instructions, and what was said behind the last one."""
    entries: list[_Entry] = []
    said: list[str] = []
    source = ("", 0, "")
    for line in lines:
        if (match := _SOURCE.match(line)) is not None:
            source = (match[2], int(match[3]), match[1])
        elif (match := _INSN.match(line)) is not None:
            site = Site(int(match[1]), match[2].strip(), source[0], source[1], 0, source[2])
            entries.append(_Entry(site, _registers(match[3] or match[4] or "")))
            said.clear()
        elif (match := _STATE.match(line)) is not None and _REG.search(line):
            if entries:
                entries[-1].state.update(_registers(match[1]))
        elif not _ASIDE.match(line):
            said.append(line)
    return entries, said


def _registers(text: str) -> dict[int, str]:
    return {int(number): state for number, state in _REG.findall(text)}


def _match(said: Sequence[str], errno: int) -> Match:
    found = rows.find(said[-1], errno) if said else None
    if found is None:
        return Match(_UNKNOWN, {"message": said[-1] if said else "the log says nothing"})
    fields: dict[str, str] = {}
    for line in said[:-1]:
        earlier = rows.find(line)
        fields |= dict(earlier.fields) if earlier else {}
    return Match(found.row, fields | dict(found.fields))


def _focus(found: Match, message: str) -> int | None:
    if found.fields.get("reg", "").isdigit():
        return int(found.fields["reg"])
    if found.fields.get("arg", "").isdigit():
        return int(found.fields["arg"]) + 1
    named = _NAMED.search(message)
    return int(named[1]) if named else None


def _state(entries: Sequence[_Entry], number: int | None) -> str:
    """Return what was last printed of a register."""
    for entry in reversed(entries[:-1]):
        if number in entry.state:
            return entry.state[number]
    return ""


def _callee(code: str) -> str:
    _, call, name = code.partition("call ")
    return name.partition("#")[0] if call else "the function"


def _path(entries: Sequence[_Entry], number: int) -> list[Step]:
    """Follow a register back through the text."""
    place: int | str = number
    steps: list[Step] = []
    for entry in reversed(entries[:-1]):
        code = entry.site.code
        state = entry.state.get(place, "") if isinstance(place, int) else ""
        is_now = f": R{place} = {state}" if state else ""
        if isinstance(place, str):
            stored = _STORE.match(code)
            if stored is not None and stored[1] == place:
                steps.append(Step(entry.site, f"R{stored[2]} is stored on the stack", "", "change"))
                place = int(stored[2])
            continue
        if " call " in f" {code}" and "(85)" in code and place <= 5:
            origin = place == 0
            what = f"{_callee(code)} returns it{is_now}" if origin else f"the call spoils R{place}"
            steps.append(Step(entry.site, what, state, "origin" if origin else "lost"))
            break
        written = _WRITES.match(code)
        if written is not None and int(written[1]) == place:
            kind, place = _came_from(written, place)
            steps.append(Step(entry.site, f"it is {_SAID[kind]} here{is_now}", state, kind))
            if kind == "origin":
                break
        elif code.startswith("(") and " if " in code and re.search(rf"\b[rw]{place}\b", code):
            steps.append(Step(entry.site, f"it is compared here{is_now}", state, "branch"))
    return steps[::-1]


_SAID = {"origin": "set", "change": "computed", "copy": "copied", "load": "loaded from the stack"}


def _came_from(written: re.Match[str], place: int) -> tuple[str, int | str]:
    """Return what an instruction that writes a register does, and what to follow on."""
    if written[2] != "=":
        return "change", place
    copied = _COPY.match(written[3])
    if copied is not None:
        return "copy", int(copied[1])
    filled = _SLOT.match(written[3])
    return ("load", filled[1]) if filled is not None else ("origin", place)
