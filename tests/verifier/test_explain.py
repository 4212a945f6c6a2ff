"""Explanations of refusals: place, path, suggestion."""

from typing import NamedTuple

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble
from beebox.verifier import Options, Program, Rejected, default_tables, verify
from beebox.verifier.explain import Explanation, explain


class Line(NamedTuple):
    insn: int
    file: str
    line: int
    column: int
    text: str


def explained(
    text: str, kind: ProgType = ProgType.TRACEPOINT, lines: tuple[Line, ...] = ()
) -> Explanation:
    program = Program(assemble(text), kind, gpl=True, lines=lines)
    verdict = verify(program, default_tables())
    assert isinstance(verdict, Rejected)
    return explain(program, default_tables(), Options(), verdict)


def test_the_place_has_source_and_caret() -> None:
    lines = (Line(0, "a.c", 3, 5, "    int x = 1;"), Line(1, "a.c", 4, 9, "    x = y;"))
    made = explained("r1 = 1\nr0 = r2\nexit", lines=lines)
    assert made.at.name == "a.c:4"
    assert "     4 | x = y;\n       |     ^\n" in made.text()
    assert made.json["message"] == "R2 !read_ok"


def test_the_place_without_source_is_the_instruction() -> None:
    assert "At: insn 0: (bf) r0 = r2" in explained("r0 = r2\nexit").text()
