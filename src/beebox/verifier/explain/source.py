"""Where an instruction comes from: its text, its source line, the language."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from beebox.isa.disasm import disassemble
from beebox.isa.opcodes import LDDW
from beebox.verifier.api import Line, Program
from beebox.verifier.explain.model import Site

_ASSIGNED = re.compile(r"((?:[A-Za-z_]\w*\s*,\s*)*[A-Za-z_][\w.>-]*)\s*(?::\s*[\w\[\]. |]+)?=(?!=)")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


class Spoken(NamedTuple):
    """An access as the source says it: ``event.comm[n]``."""

    text: str
    pointer: str
    """the variable that it goes through"""
    element: str
    """the index that varies"""


class Source:
    """The program's instructions as text, and its source lines."""

    def __init__(self, program: Program) -> None:
        self.insns = program.insns
        self.lines: list[Line] = sorted(program.lines, key=_insn_of)
        self._starts = [line.insn for line in self.lines]

    @property
    def is_python(self) -> bool:
        """Whether the program was written in Python."""
        return any(line.file.endswith(".py") for line in self.lines)

    def line(self, index: int) -> Line | None:
        """Return the source line of the instruction at *index*."""
        at = bisect_right(self._starts, index) - 1
        return self.lines[at] if at >= 0 else None

    def code(self, index: int) -> str:
        """Return the instruction at *index* as the log shows it."""
        if not 0 <= index < len(self.insns):
            return ""
        insn = self.insns[index]
        following = (
            self.insns[index + 1] if insn.code == LDDW and index + 1 < len(self.insns) else None
        )
        return disassemble(insn, following)

    def site(self, index: int) -> Site:
        """Return the place of the instruction at *index*; -1: of none."""
        if not 0 <= index < len(self.insns):
            return Site(-1)
        line = self.line(index)
        if line is None or not line.line:
            return Site(index, self.code(index))
        return Site(index, self.code(index), line.file, line.line, line.column, line.text)

    def assigned(self, index: int) -> str:
        """Return the variable that the source line of an instruction assigns, or nothing.

        Of several in one line (``a, b = x, y``) that whose value the instruction's column is in.
        """
        line = self.line(index)
        found = _ASSIGNED.search(line.text) if line is not None else None
        if line is None or found is None:
            return ""
        names = [name.strip().rpartition(".")[2] for name in found[1].split(",")]
        at = _commas(line.text[found.end() : line.column - 1]) if len(names) > 1 else 0
        return names[at] if at < len(names) else ""

    def spoken(self, index: int) -> Spoken | None:
        """Return what the Python source accesses at the column of an instruction, if it says so.

        That is known when the optimiser left no variable of it, or the function is inlined.
        """
        line = self.line(index)
        if line is None or not line.file.endswith(".py") or not line.column:
            return None
        return _spoken(line.text, line.column - 1)


def _spoken(text: str, column: int) -> Spoken | None:
    import ast  # noqa: PLC0415 - only for programs in Python

    code = text.lstrip()
    at = column - (len(text) - len(code))
    if code.startswith("elif "):
        code, at = code[2:], at - 2
    if code.rstrip().endswith(":"):
        code += " pass"
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    kinds = ast.Attribute | ast.Subscript
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    every = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    found = [node for node in every if node.col_offset == at and id(node) not in called]
    if not found:
        return None
    base: ast.expr = found[0]
    spoken, number = ast.unparse(base), ""
    while isinstance(base, kinds):
        if isinstance(base, ast.Subscript) and not isinstance(base.slice, ast.Constant):
            number = number or ast.unparse(base.slice)
        base = base.value
    return Spoken(spoken, base.id if isinstance(base, ast.Name) else "", number)


def _commas(text: str) -> int:
    """Count the commas in *text* that are not in brackets."""
    depth = count = 0
    for letter in text:
        depth += _BRACKETS.get(letter, 0)
        count += letter == "," and not depth
    return count


def _insn_of(line: Line) -> int:
    return line.insn
