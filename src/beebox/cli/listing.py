"""Instructions beside their source, as bpftool prints them: rows once, then text or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A source line: what stands there, and where."""

    text: str
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """bpftool's ``linum`` tail."""
        return f"[file:{self.file} line_num:{self.line} line_col:{self.column}]"


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
            source = shown.sources[row.index]
            yield f"; {source.text} {source.place}" if linum else f"; {source.text}"
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
        source = shown.sources[index]
        found["src"] = source.text
        if linum:
            found |= {"file": source.file, "line_num": source.line, "line_col": source.column}
    return found


def opcode_fields(raw: bytes) -> dict[str, object]:
    """Return the fields of an instruction's bytes, each as bpftool's array of hex."""

    def hexes(data: bytes) -> list[str]:
        return [f"{byte:#04x}" for byte in data]

    return {
        "code": f"{raw[0]:#04x}",
        "src_reg": f"{raw[1] >> 4:#x}",
        "dst_reg": f"{raw[1] & 15:#x}",
        "off": hexes(raw[2:4]),
        "imm": hexes(raw[4:8] + raw[12:16]),
    }
