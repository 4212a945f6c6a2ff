"""Compiled expressions give what CPython gives, when its integers are cut to their widths."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from words import CASTS, KINDS, Word

from beebox.pylang.types import I8, I32, I64, U8, U32, U64, IntType

PARAMETERS = {"a": U64, "b": I32, "c": U8, "d": I64, "e": U32, "f": I8}
INPUTS = [
    (0, 0, 0, 0, 0, 0),
    (1, -1, 1, -1, 1, -1),
    (U64.most, I32.least, U8.most, I64.least, U32.most, I8.least),
    (1 << 63, I32.most, 128, I64.most, 1 << 31, I8.most),
    (7, -7, 2, -9, 40, -3),
    (1234567890123456789, 987654321, 63, -1234567890123, 0xDEADBEEF, 100),
]


def literal(kind: IntType) -> st.SearchStrategy[str]:
    edges = st.sampled_from([0, 1, 2, 3, 7, kind.most, kind.least, kind.most // 2])
    return (edges | st.integers(kind.least, kind.most)).map(lambda n: f"({n})" if n < 0 else str(n))


@st.composite
def word(draw: st.DrawFn, kind: IntType, depth: int) -> str:
    """Draw an expression of type *kind* that is not a bare literal."""
    names = [name for name, its in PARAMETERS.items() if its is kind]
    if depth <= 0:
        other = draw(st.sampled_from(sorted(PARAMETERS)))
        return draw(st.sampled_from([*names, f"{kind}({other})"]))
    shape = draw(
        st.sampled_from(
            [
                "binary",
                "binary",
                "binary",
                "literal",
                "shift",
                "amount",
                "unary",
                "cast",
                "cond",
                "logic",
                "min",
            ]
        )
    )
    sub = lambda: draw(word(kind, depth - 1))  # noqa: E731
    operator = draw(st.sampled_from(["+", "-", "*", "//", "%", "&", "|", "^"]))
    if shape == "binary":
        return f"({sub()} {operator} {sub()})"
    if shape == "literal":
        number = draw(literal(kind).filter(lambda text: text != "0" or operator not in {"//", "%"}))
        return f"({sub()} {operator} {number})"
    if shape == "shift":
        by = draw(st.integers(0, kind.width - 1))
        return f"({sub()} {draw(st.sampled_from(['<<', '>>']))} {by})"
    if shape == "amount":
        by = draw(word(draw(st.sampled_from([U8, U32, U64])), depth - 2))
        return f"({sub()} {draw(st.sampled_from(['<<', '>>']))} {by})"
    if shape == "unary":
        return draw(st.sampled_from(["(-{})", "(~{})", "abs({})", "(+{})"])).format(sub())
    if shape == "cast":
        source = draw(st.sampled_from(KINDS))
        return f"{kind}({draw(word(source, depth - 1))})"
    if shape == "cond":
        return f"({sub()} if {draw(truth(depth - 1))} else {sub()})"
    if shape == "logic":
        return f"({sub()} {draw(st.sampled_from(['and', 'or']))} {sub()})"
    return f"{draw(st.sampled_from(['min', 'max']))}({sub()}, {sub()}, {sub()})"


@st.composite
def truth(draw: st.DrawFn, depth: int) -> str:
    """Draw a condition."""
    kind = draw(st.sampled_from(KINDS))
    one = lambda: draw(word(kind, depth - 1))  # noqa: E731
    sign = lambda: draw(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))  # noqa: E731
    shape = draw(
        st.sampled_from(["compare", "compare", "literal", "chain", "not", "both", "value"])
    )
    if shape == "compare" or depth <= 0:
        return f"({one()} {sign()} {one()})"
    if shape == "literal":
        return f"({one()} {sign()} {draw(literal(kind))})"
    if shape == "chain":
        return f"({one()} {sign()} {one()} {sign()} {one()})"
    if shape == "not":
        return f"(not {draw(truth(depth - 1))})"
    if shape == "both":
        op = draw(st.sampled_from(["and", "or"]))
        return f"({draw(truth(depth - 1))} {op} {draw(truth(depth - 1))})"
    return f"bool({one()})"


@st.composite
def batch(draw: st.DrawFn) -> list[tuple[IntType, str]]:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=12, max_size=12))
    return [(kind, draw(word(kind, 3))) for kind in kinds]


def check(build, expressions: list[tuple[IntType, str]]) -> None:
    parameters = ", ".join(f"{name}: {kind}" for name, kind in PARAMETERS.items())
    text = "".join(
        f"@native\ndef f{index}({parameters}) -> {kind}:\n    return {expression}\n"
        for index, (kind, expression) in enumerate(expressions)
    )
    built = build(text)
    for (index, (kind, expression)), values in itertools.product(enumerate(expressions), INPUTS):
        words = {
            name: Word(its, value)
            for (name, its), value in zip(PARAMETERS.items(), values, strict=True)
        }
        wanted = eval(expression, {**CASTS}, words)
        assert isinstance(wanted, Word)
        assert wanted.kind is kind
        assert getattr(built, f"f{index}")(*values) == wanted.value, (expression, values)


@given(batch())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_expressions(build, expressions):
    check(build, expressions)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_each_operator_at_the_edges(build, kind):
    edges = [0, 1, 2, 3, 5, kind.most, kind.most - 1, kind.least, kind.least + 1, kind.most // 2]
    operators = ["+", "-", "*", "//", "%", "&", "|", "^"]
    text = "".join(
        f"@native\ndef f{index}(x: {kind}, y: {kind}) -> {kind}:\n    return x {operator} y\n"
        for index, operator in enumerate(operators)
    )
    for index, operator in enumerate(("<<", ">>")):
        text += f"@native\ndef s{index}(x: {kind}, y: u8) -> {kind}:\n    return x {operator} y\n"
    built = build(text)
    for index, operator in enumerate(operators):
        for x, y in itertools.product(edges, edges):
            wanted = eval(f"x {operator} y", {}, {"x": Word(kind, x), "y": Word(kind, y)})
            assert getattr(built, f"f{index}")(x, y) == wanted.value, (x, operator, y)
    for index, operator in enumerate(("<<", ">>")):
        for x, y in itertools.product(edges, [0, 1, kind.width - 1, kind.width, 64, 200, 255]):
            wanted = eval(f"x {operator} y", {}, {"x": Word(kind, x), "y": Word(U8, y)})
            assert getattr(built, f"s{index}")(x, y) == wanted.value, (x, operator, y)


def test_what_others_get_wrong(build):
    built = build("""
        @native
        def swap(a: i64, b: i64) -> i64:
            a, b = b, a
            return a * 10 + b
        @native
        def constants() -> i64:
            return 1 << 40 >> 38
        @native
        def floor(a: i64, b: i64) -> i64:
            return a // b
        @native
        def modulo(a: i64, b: i64) -> i64:
            return a % b
        @native
        def value(a: i64, b: i64) -> i64:
            return a and b
    """)
    assert built.swap(1, 2) == 21
    assert built.constants() == 4
    assert built.floor(-7, 2) == -4
    assert built.modulo(-7, 5) == 3
    assert built.value(3, 5) == 5
