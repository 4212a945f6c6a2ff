"""Functions of the subset, drawn at random, and what CPython makes of them with declared widths."""

from __future__ import annotations

import ast
import itertools

from hypothesis import strategies as st
from test_differential import CASTS, KINDS, PARAMETERS, Word, literal, truth, word

from beebox.pylang.types import I64, U64

SIGNS = ["+", "-", "*", "//", "%", "&", "|", "^"]
STEPS = 24
"""turns that all loops of a nest make at most"""


class Draw:
    """One function while it is drawn: its variables, by the type they have."""

    def __init__(self, draw, calls):
        self.draw = draw
        self.calls = calls
        self.variables = {}
        self.count = itertools.count()

    def pick(self, *options):
        return self.draw(st.sampled_from(options))

    def expression(self, kind, depth=2):
        """Draw an expression of a type: of parameters, then of variables where it has one."""
        text = self.draw(word(kind, depth))
        mine = [name for name, its in self.variables.items() if its is kind]
        if mine and self.draw(st.booleans()):
            return f"({text} {self.pick(*SIGNS[:3], *SIGNS[5:])} {self.pick(*mine)})"
        if self.calls and kind is I64 and self.draw(st.booleans()):
            return f"{self.pick(*self.calls)}({text}, {self.draw(word(I64, 1))})"
        return text

    def condition(self):
        text = self.draw(truth(1))
        mine = list(self.variables)
        if mine and self.draw(st.booleans()):
            name = self.pick(*mine)
            kind = self.variables[name]
            one = self.draw(literal(kind))
            other = self.draw(literal(kind))
            test = self.pick(
                f"{name} > {one}", f"{name} in ({one}, {other})", f"not {name}",
                f"{name} not in range({one}, {other})", f"{one} <= {name} < {other}",
                f"(k{next(self.count)} := {name}) == {one}",
            )  # fmt: skip
            return f"({test} {self.pick('and', 'or')} {text})"
        return text

    def fresh(self, kind):
        name = f"v{next(self.count)}"
        self.variables[name] = kind
        return name

    def body(self, depth, turns):
        """Draw statements; what they declare is forgotten at their end."""
        known = dict(self.variables)
        found = [
            line for _ in range(self.draw(st.integers(1, 3))) for line in self.one(depth, turns)
        ]
        self.variables = known
        return [f"    {line}" for line in found]

    def one(self, depth, turns):
        kinds = ["declare", "assign", "augment", "swap", "divmod", "list", "text"]
        if depth:
            kinds += ["if", "for", "while", "match", "each"] * 2
        return getattr(self, f"_{self.pick(*kinds)}")(depth, turns)

    def _declare(self, _depth, _turns):
        kind = self.pick(*KINDS)
        value = self.pick(self.expression(kind), self.draw(literal(kind)))
        return [f"{self.fresh(kind)}: {kind} = {value}"]

    def _assign(self, depth, turns):
        if not self.variables:
            return self._declare(depth, turns)
        name = self.pick(*self.variables)
        return [f"{name} = {self.expression(self.variables[name])}"]

    def _augment(self, depth, turns):
        if not self.variables:
            return self._declare(depth, turns)
        name = self.pick(*self.variables)
        return [f"{name} {self.pick(*SIGNS)}= {self.expression(self.variables[name], 1)}"]

    def _swap(self, depth, turns):
        pairs = [
            (a, b)
            for a, b in itertools.combinations(self.variables, 2)
            if self.variables[a] is self.variables[b]
        ]
        if not pairs:
            return self._assign(depth, turns)
        a, b = self.pick(*pairs)
        return [f"{a}, {b} = {b}, {a} {self.pick('+', '-', '^')} {b}"]

    def _divmod(self, _depth, _turns):
        kind = self.pick(*KINDS)
        left, right = self.expression(kind, 1), self.expression(kind, 1)
        return [f"{self.fresh(kind)}, {self.fresh(kind)} = divmod({left}, {right})"]

    def _list(self, _depth, _turns):
        kind = self.pick(*KINDS)
        items = ", ".join(self.expression(kind, 0) for _ in range(3))
        name = f"l{next(self.count)}"
        changed = f"{name}[{self.pick(0, 1, -1)}] {self.pick(*SIGNS)}= {self.expression(kind, 0)}"
        to = self.fresh(kind)
        return [
            f"{name} = [{items}]",
            changed,
            f"{to} = {name}[{self.pick(0, 1, 2, -1, -3)}] + {name}[1]",
        ]

    def _text(self, _depth, _turns):
        kind = self.pick(*KINDS)
        items = ", ".join(self.draw(literal(kind)) for _ in range(3))
        same = f"[{items}] == [{self.expression(kind, 0)}, {self.expression(kind, 0)}, {kind}(7)]"
        return [f"{self.fresh(I64)} = i64({same.replace('[', f'[{kind}(0) + ', 1)})"]

    def _if(self, depth, turns):
        found = [f"if {self.condition()}:", *self.body(depth - 1, turns)]
        if self.draw(st.booleans()):
            found += [f"elif {self.condition()}:", *self.body(depth - 1, turns)]
        if self.draw(st.booleans()):
            found += ["else:", *self.body(depth - 1, turns)]
        return found

    def _range(self, kind, most):
        """Draw a range of at most *most* turns."""
        least = self.draw(st.integers(0, 3)) - (2 if kind.signed else 0)
        stop = least + self.draw(st.integers(0, most))
        step = self.draw(st.sampled_from([1, 1, 2, 3, 100]))
        if self.draw(st.booleans()):
            down = kind.signed or least > 0
            return f"range({stop}, {least}, {-step})" if down else f"range({stop})"
        if self.draw(st.booleans()):
            bound = f"({self.expression(kind, 0)} & {self.pick(1, 3)})"
            return f"range({bound})" if most >= 3 else f"range({least}, {stop})"
        return f"range({least}, {stop}, {step})"

    def _loop(self, head, depth, turns, **inside):
        known = dict(self.variables)
        self.variables |= inside
        body = self.body(depth - 1, turns)
        if self.draw(st.booleans()):
            leave = self.pick("break", "continue")
            body += [f"    if {self.condition()}:", f"        {leave}"]
            body += self.body(0, turns)
        self.variables = known
        found = [head, *body]
        if self.draw(st.booleans()):
            found += ["else:", *self.body(depth - 1, turns)]
        return found

    def _for(self, depth, turns):
        if turns > STEPS:
            return self._assign(depth, turns)
        kind = self.pick(*KINDS)
        name = f"n{next(self.count)}"
        given = self._range(kind, 5)
        found = self._loop(f"for {name} in {given}:", depth, turns * 5, **{name: kind})
        return [f"{name}: {kind} = 0", *found]

    def _each(self, depth, turns):
        if turns > STEPS:
            return self._assign(depth, turns)
        kind = self.pick(*KINDS)
        name = f"e{next(self.count)}"
        items = ", ".join([self.expression(kind, 0), self.draw(literal(kind))])
        return self._loop(f"for {name} in ({items}):", depth, turns * 2, **{name: kind})

    def _while(self, depth, turns):
        if turns > STEPS:
            return self._assign(depth, turns)
        name = f"w{next(self.count)}"
        found = self._loop(f"while ({name} := {name} - 1) > 0:", depth, turns * 5)
        return [f"{name} = i64({self.draw(st.integers(0, 5))})", *found]

    def _match(self, depth, turns):
        kind = self.pick(*KINDS)
        found = [f"match {self.expression(kind, 1)}:"]
        for _ in range(self.draw(st.integers(1, 3))):
            one, other = self.draw(literal(kind)), self.draw(literal(kind))
            one, other = one.strip("()"), other.strip("()")
            name = f"m{next(self.count)}"
            case = self.pick(one, f"{one} | {other}", f"{name} if {name} > {one}")
            found += [f"    case {case}:", *(f"    {line}" for line in self.body(depth - 1, turns))]
        if self.draw(st.booleans()):
            found += ["    case _:", *(f"    {line}" for line in self.body(depth - 1, turns))]
        return found


@st.composite
def function(draw, name="f", calls=(), depth=2):
    """Draw the text of a function of all parameters that gives a u64."""
    made = Draw(draw, calls)
    lines = [f"v{next(made.count)}: {kind} = {draw(word(kind, 1))}" for kind in KINDS]
    made.variables = {f"v{index}": kind for index, kind in enumerate(KINDS)}
    for _ in range(draw(st.integers(2, 5))):
        lines += made.one(depth, 1)
    mixed = "u64(v0)"
    for name_ in made.variables:
        mixed = f"({mixed} * 31 + u64({name_}))"
    if draw(st.booleans()):
        lines.append(f"if {made.condition()}:")
        lines.append(f"    return u64({made.expression(U64)})")
    lines.append(f"return {mixed}")
    parameters = ", ".join(f"{name}: {kind}" for name, kind in PARAMETERS.items())
    body = "".join(f"    {line}\n" for line in lines)
    return f"def {name}({parameters}) -> u64:\n{body}"


@st.composite
def program(draw):
    """Draw a function, and two that it calls."""
    texts = []
    for name in ("g", "h"):
        value = draw(word(I64, 2))
        text = f"def {name}(d: i64, x: i64) -> i64:\n"
        for parameter, kind in PARAMETERS.items():
            if parameter != "d":
                text += f"    {parameter} = {kind}(x)\n"
        test = draw(truth(1))
        text += f"    if {test}:\n        return x - d\n    return {value} ^ x\n"
        texts.append(text)
    return texts[0], texts[1], draw(function(calls=("g", "h")))


class Typed(ast.NodeTransformer):
    """Gives CPython the widths: of annotated variables, and of lists by their first element."""

    def visit_AnnAssign(self, node):
        self.generic_visit(node)
        assert isinstance(node.target, ast.Name)
        value = ast.Call(node.annotation, [node.value], [])
        return ast.Assign([node.target], value)

    def visit_For(self, node):
        self.generic_visit(node)
        if isinstance(node.iter, ast.Tuple):
            node.iter = ast.Call(ast.Name("_list", ast.Load()), [node.iter], [])
        elif isinstance(node.target, ast.Name):
            kind = ast.Name(f"_{node.target.id}", ast.Load())
            assert isinstance(node.iter, ast.Call)
            node.iter = ast.Call(kind, node.iter.args, [])
        return node

    def visit_List(self, node):
        self.generic_visit(node)
        return ast.Call(ast.Name("_list", ast.Load()), [node], [])


def _list(items):
    kind = next(item.kind for item in items if isinstance(item, Word))
    return [item if isinstance(item, Word) else Word(kind, kind(item)) for item in items]


def _number(value):
    return value.value if isinstance(value, Word) else value


def _range_of(kind):
    def make(*bounds):
        return [Word(kind, value) for value in range(*map(_number, bounds))]

    return make


def _within(*bounds):
    class Within:
        def __contains__(self, value):
            return _number(value) in range(*map(_number, bounds))

    return Within()


def python(texts, values):
    """Return what CPython makes of a program, its integers cut to their widths."""
    tree = ast.parse("\n".join(texts))
    names = {**CASTS, "_list": _list, "range": _within, "bool": bool}
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.target.id.startswith("n"):
            names[f"_{node.target.id}"] = _range_of(getattr(CASTS_KINDS, node.annotation.id))
    tree = ast.fix_missing_locations(Typed().visit(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None
    exec(compile(tree, "drawn", "exec"), names)
    words = [Word(kind, value) for kind, value in zip(PARAMETERS.values(), values, strict=True)]
    return names["f"](*words).value


class CASTS_KINDS:  # noqa: N801 - a table by attribute
    """The types by name."""


for _kind in KINDS:
    setattr(CASTS_KINDS, _kind.name, _kind)
