"""Instructions beside their source, as bpftool prints them: rows once, then text or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from beebox.abi.structs import LineInfoRecord
from beebox.btf import cprint
from beebox.btf.types import Btf, Func


@dataclass(frozen=True, slots=True)
class Source:
    """A source line: what stands there, and where."""

    text: str
    file: str = ""
    line: int = 0
    column: int = 0

    @classmethod
    def of(cls, btf: Btf, line: LineInfoRecord) -> Source:
        """Return the source of a record: the line in its high 22 bits, the column below."""
        text = btf.string(line.line_off).strip()
        place = btf.string(line.file_name_off), line.line_col >> 10, line.line_col & 1023
        return cls(text, *place)

    def shown(self, *, linum: bool) -> str:
        """Return the text, with bpftool's ``linum`` tail if asked."""
        place = f" [file:{self.file} line_num:{self.line} line_col:{self.column}]"
        return self.text + place if linum else self.text

    def as_json(self, *, linum: bool) -> dict[str, object]:
        """Return the fields that a JSON row has of it."""
        place = {"file": self.file, "line_num": self.line, "line_col": self.column}
        return {"src": self.text} | (place if linum else {})


@dataclass(frozen=True, slots=True)
class Row:
    """One instruction: *index* in its program, its text, its bytes."""

    index: int
    text: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What to show: the rows, where functions start, and which source line starts where."""

    rows: tuple[Row, ...]
    functions: Mapping[int, str]
    sources: Mapping[int, Source]


def as_text(shown: Shown, *, opcodes: bool = False, linum: bool = False) -> Iterable[str]:
    """Yield the lines of ``dump xlated``."""
    for row in shown.rows:
        if row.index in shown.functions:
            yield f"{shown.functions[row.index]}:"
        if row.index in shown.sources:
            yield f"; {shown.sources[row.index].shown(linum=linum)}"
        yield f"{row.index:4}: {row.text}"
        if opcodes:
            yield f"       {row.raw.hex(' ')}"


def as_json(shown: Shown, *, opcodes: bool = False, linum: bool = False) -> list[dict[str, object]]:
    """Return the array of ``dump xlated -j``."""
    return [
        _before(shown, row.index, linum=linum)
        | {"disasm": row.text}
        | ({"opcodes": opcode_fields(row.raw)} if opcodes else {})
        for row in shown.rows
    ]


def _before(shown: Shown, index: int, *, linum: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    if index in shown.functions:
        found["proto"] = shown.functions[index]
    if index in shown.sources:
        found |= shown.sources[index].as_json(linum=linum)
    return found


def prototype(btf: Btf, type_id: int) -> str:
    """Return a function's C prototype as bpftool spaces it: ``int f(void * ctx)``."""
    made = btf.type(type_id)
    if not isinstance(made, Func):
        return made.name
    return re.sub(r"(\*+)(\w)", r"\1 \2", cprint.declare(btf, made.type, made.name))


def opcode_fields(raw: bytes) -> dict[str, object]:
    """Return the fields of an instruction's bytes, each as bpftool's array of hex."""

    def hexes(data: bytes) -> list[str]:
        return [f"{byte:#04x}" for byte in data]

    return {
        "code": f"{raw[0]:#04x}",
        "src_reg": f"{raw[1] >> 4:#x}",
        "dst_reg": f"{raw[1] & 15:#x}",
        "off": hexes(raw[2:4]),
        "imm": hexes(raw[4:]),
    }
