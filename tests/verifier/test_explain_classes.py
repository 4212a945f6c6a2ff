"""Every message of the verifier has a class: held against the sources, and against what Linux says.

If this fails after you gave the verifier a new message: add its pattern to the row that it belongs
to in src/beebox/verifier/explain/classes/ (one file a subject), or a new row: class, title, reason,
advice, and the message with a {field} where something varies ({reg}, {arg} and {insn} where a
register, an argument counted from 0, or an instruction is meant).
"""

import ast
import re
from pathlib import Path

import pytest
from verifier_cases import everything

from beebox.isa import opcodes
from beebox.verifier.explain import rows
from beebox.verifier.explain.makers import MAKERS

SOURCE = Path(__file__).parents[2] / "src" / "beebox" / "verifier"
_SAMPLE = "7"
"""stands for what a message has computed: a number, which may be a word as well"""


def _texts(node: ast.expr, scope: dict[str, list[ast.expr]], depth: int = 0) -> list[str]:
    """The messages that an expression can be, computed parts sampled; none if it is not written here."""
    if depth > 6:
        return []
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        made = [""]
        for part in node.values:
            tails = [_SAMPLE]
            if isinstance(part, ast.Constant):
                tails = [str(part.value)]
            elif isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name):
                tails = _texts(part.value, scope, depth + 1) or [_SAMPLE]
            made = [head + tail for head in made for tail in tails][:64]
        return made
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = _texts(node.left, scope, depth + 1) or [_SAMPLE]
        right = _texts(node.right, scope, depth + 1) or [_SAMPLE]
        return [a + b for a in left for b in right]
    if isinstance(node, ast.IfExp):
        return _texts(node.body, scope, depth + 1) + _texts(node.orelse, scope, depth + 1)
    if isinstance(node, ast.BoolOp):
        return [text for value in node.values for text in _texts(value, scope, depth + 1)]
    if isinstance(node, ast.Name):
        values = scope.get(node.id, [])
        return [text for value in values for text in _texts(value, {}, depth + 1)]
    return []


def _assigned(function: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
        elif (
            isinstance(node, ast.NamedExpr | ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.value is not None
        ):
            found.setdefault(node.target.id, []).append(node.value)
    return found


def _is_refusal(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Refusal", "_refuse", "refuse"}
        and bool(node.args)
    )


def messages(path: Path) -> list[tuple[str, str]]:
    """Where the module at *path* refuses, and with which messages: their last lines.

    What is not supported has one class, whatever it is.
    """
    found = []
    tree = ast.parse(path.read_text())
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    constants = _assigned(ast.Module([n for n in tree.body if isinstance(n, ast.Assign)], []))
    for function in functions:
        scope = constants | _assigned(function)
        for node in ast.walk(function):
            if not _is_refusal(node) or ast.unparse(node.args[0]) == "EOPNOTSUPP":
                continue
            for text in _texts(node.args[-1], scope):
                last = text.strip("\n").rpartition("\n")[2]
                if last and last != _SAMPLE:
                    found.append((f"{path.relative_to(SOURCE)}:{node.lineno}", last))
    return found


MESSAGES = [
    (where, text)
    for path in sorted(SOURCE.rglob("*.py"))
    if path.relative_to(SOURCE).parts[0] != "explain"
    for where, text in messages(path)
]


def test_the_sources_are_read() -> None:
    texts = {text for _, text in MESSAGES}
    assert "R7 !read_ok" in texts
    assert len(texts) > 90


@pytest.mark.parametrize(("where", "text"), MESSAGES, ids=[f"{w} {t[:50]}" for w, t in MESSAGES])
def test_every_message_has_a_class(where: str, text: str) -> None:
    assert rows.find(text) is not None, f"{where}: {text!r} has no class: see the head of this file"


def test_every_instruction_check_has_a_class() -> None:
    tree = ast.parse(Path(opcodes.__file__).read_text())
    texts = [
        text
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("check", "_check"))
        for returned in ast.walk(node)
        if isinstance(returned, ast.Return) and returned.value is not None
        for text in _texts(returned.value, {})
        if text
    ]
    assert len(texts) > 5
    assert [text for text in texts if rows.find(text) is None] == []


def test_every_answer_of_linux_has_a_class() -> None:
    answers = {case.linux.partition(" ")[2] for case in everything()}
    said = {text for text in answers if text and not _NOT_OF_THE_VERIFIER.fullmatch(text)}
    assert len(said) > 100
    assert sorted(text for text in said if rows.find(text) is None) == []


_NOT_OF_THE_VERIFIER = re.compile(r"map \w+|BTF")
"""what was refused before: a map that could not be made, types"""


@pytest.mark.parametrize("row", rows.rows(), ids=lambda row: f"{row.kind}: {row.title}")
def test_rows_use_what_their_messages_have(row: rows.Row) -> None:
    fields = set.intersection(*(set(rows.field_names(text)) for text in row.says))
    used = set(rows.field_names(row.reason))
    assert used <= fields | set(rows.CONTEXT)
    assert row.advice
    assert row.reason
    assert not rows.field_names(row.advice), "advice is plain"
    assert not row.fix or row.fix in MAKERS


@pytest.mark.parametrize("row", rows.rows(), ids=lambda row: f"{row.kind}: {row.title}")
def test_patterns_find_their_row(row: rows.Row) -> None:
    for text in row.says:
        sample = text
        for name in rows.field_names(text):
            sample = sample.replace("{" + name + "}", _SAMPLE, 1)
        found = rows.find(sample)
        assert found is not None
        assert found.row.kind == row.kind or sample != text, f"{sample!r} is taken for {found.row}"


def test_no_pattern_stands_twice() -> None:
    seen = [text for row in rows.rows() for text in row.says]
    assert sorted({text for text in seen if seen.count(text) > 1}) == []
