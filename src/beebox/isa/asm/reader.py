"""One text read, statement by statement: labels, then a directive or an instruction."""

from __future__ import annotations

import re

from beebox.errors import AsmError
from beebox.isa.asm import directives, hints
from beebox.isa.asm.expressions import NAME
from beebox.isa.asm.forms import forms
from beebox.isa.asm.source import Statement
from beebox.isa.asm.unit import Unit

_LABEL = re.compile(rf'(?P<label>{NAME}|\d{{1,9}}|"[^"]+")\s*:(?!:)\s*', re.ASCII)
_HEADING = re.compile(r"[0-9a-fA-F]{16} <(?P<label>[^>]+)>:\s*")
_CODE = re.compile(r"\((?P<code>[0-9a-fA-F]{2})\)\s*")
_BYTES = re.compile(r"(?P<code>[0-9a-fA-F]{2})(?: [0-9a-fA-F]{2}){7}(?:(?: [0-9a-fA-F]{2}){8})?\s+")


def read(unit: Unit) -> Unit:
    """Read the whole source of *unit*.

    Raises:
        AsmError: at the first statement that is none, or does not fit.
    """
    remark = 0
    for statement in unit.source.statements():
        if statement.line == remark:
            continue
        if not statement.sure and not _reads(statement.text):
            remark = statement.line
            continue
        unit.at(statement)
        _statement(unit, statement.text)
    return unit


def _reads(text: str) -> bool:
    """Tell whether what follows a ``;`` is a statement, not a remark."""
    rest = _LABEL.sub("", text, count=1)
    if rest[:1] == ".":
        return directives.known(rest)
    return any(pattern.fullmatch(rest) for pattern, _ in forms(rest[:1]))


def _statement(unit: Unit, text: str) -> None:
    """Define the labels in front of *text*, and emit what it says."""
    while ":" in text:
        match = _LABEL.match(text) or _HEADING.match(text)
        if match is None:
            break
        unit.define(match["label"].strip('"'), match, "label")
        text = text[match.end() :]
    unit.code = None
    if text[:1] == "(" or (text[2:3] == " " and ":" in unit.text):
        text = _opcode(unit, text)
    unit.start = unit.column + len(unit.text) - len(text)
    if not text:
        return
    if text[0] == ".":
        directives.directive(unit, text)
        return
    for pattern, build in forms(text[0]):
        if match := pattern.fullmatch(text):
            build(unit, match)
            return
    raise _not_an_instruction(unit, text)


def _opcode(unit: Unit, text: str) -> str:
    """Take the opcode off that a log or a dump gives in front of the instruction."""
    match = _CODE.match(text) or _BYTES.match(text)
    if match is None:
        return text
    unit.code = int(match["code"], 16)
    return text[match.end() :]


def _not_an_instruction(unit: Unit, text: str) -> AsmError:
    start, width, hint = hints.explain(text)
    message = f"not an instruction: {text[:80]}"
    column = unit.column + len(unit.text) - len(text) + start
    return unit.fail_at(message, (unit.line, column, width), hint)


__all__ = ["Statement", "read"]
