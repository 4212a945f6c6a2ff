"""CPython runs a function of the subset: the same source, its integers of declared widths.

Widths are declared in the source, or by the name of a variable (`v1_u8` holds a u8), so CPython knows
them without the compiler's help. What is left to Python is everything else: which operand is evaluated
when, which name means which list, which case matches.
"""

from __future__ import annotations

import ast
from types import CodeType

from words import CASTS, SIZES, Cells, Part, Record, Rows, Table, Word, given, number, row

from beebox.pylang.types import I8, I16, I32, I64, U8, U32, U64

_KINDS = {**SIZES, "char": U8, "bool": bool}


class Inner(Record):
    FIELDS = (("x", U8), ("y", I16))


class Either(Record):
    FIELDS = (("w", U32), ("h", I16), ("z", Rows(U8, 4)))
    UNION = True


class Rec(Record):
    FIELDS = (
        ("p", U64),
        ("q", I32),
        ("flag", bool),
        ("c", U8),
        ("inner", Inner),
        ("l", Rows(I16, 4)),
        ("name", Rows(U8, 8)),
        ("either", Either),
        ("i", I8),
        ("lo", Part(U8, 0, 3)),
        ("hi", Part(U8, 3, 5)),
        ("sg", Part(I8, 0, 6)),
    )


class Log(Record):
    FIELDS = (("seen", I64), ("count", U32))


class Color:
    RED = 1
    BLUE = -7


FIELDS = {"p": U64, "q": I32, "c": U8, "x": U8, "y": I16, "w": U32, "h": I16, "i": I8, "seen": I64}
FIELDS |= {"lo": U8, "hi": U8, "sg": I8}


def kind_of(node: ast.expr) -> object:  # noqa: PLR0912 - a case a class of ast
    """Return the type that an expression has, None for plain numbers."""
    match node:
        case ast.Name():
            return _KINDS.get(node.id.rpartition("_")[2]) or PARAMETER_KINDS.get(node.id)
        case ast.Attribute():
            return FIELDS.get(node.attr)
        case ast.Subscript(value=ast.Name(id=name)):
            return _KINDS.get(name.rpartition("_l")[2], I64 if name in {"m", "t"} else None)
        case ast.Subscript(value=ast.Attribute(attr=name)):
            return {"l": I16, "z": U8, "name": U8}.get(name)
        case ast.Call(func=ast.Attribute(attr="get")):
            return I64
        case ast.Call(func=ast.Name(id="min" | "max" | "abs")):
            return _first(node.args)
        case ast.Call(func=ast.Name(id=name)):
            return _KINDS.get(name, None if name == "len" else I64)
        case ast.BinOp():
            return _first([node.left] if _shifts(node) else [node.left, node.right])
        case ast.UnaryOp(op=ast.Not()) | ast.Compare():
            return bool
        case ast.UnaryOp():
            return kind_of(node.operand)
        case ast.IfExp():
            return _first([node.body, node.orelse])
        case ast.BoolOp():
            return _first(node.values)
        case ast.NamedExpr():
            return kind_of(node.target)
    return None


def _shifts(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.LShift | ast.RShift)


def _first(nodes: list[ast.expr]) -> object:
    return next((kind for kind in map(kind_of, nodes) if kind is not None), None)


PARAMETER_KINDS = {"a": U64, "b": I32, "c": U8, "d": I64, "e": U32, "f": I8}
PARAMETER_KINDS |= {"TEN": None, "KNOB": U32}


class Typed(ast.NodeTransformer):
    """Gives CPython the widths."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.result = ast.unparse(node.returns)
        node.decorator_list = []
        starts = [
            _assigned(ast.Name(item.arg, ast.Store()), ast.Name(item.arg, ast.Load()), kind)
            for item in node.args.args
            if (kind := ast.unparse(item.annotation)) in _KINDS
        ]
        self.generic_visit(node)
        for item in node.args.args:
            item.annotation = None
        node.returns = None
        node.body = [*starts, *node.body]
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if self.result in _KINDS:
            node.value = _given(node.value, self.result)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        kind = ast.unparse(node.annotation)
        value = self.visit(node.value)
        return _assigned(node.target, value, kind if kind in _KINDS else "")

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = zip(target.elts, value.elts, strict=True)
            value.elts = [_given(item, _suffix(name)) for name, item in pairs]
        elif len(node.targets) == 1:
            node.value = _given(value, _suffix(target))
        else:
            node.value = _given(value, str(kind_of(target)))
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        self.generic_visit(node)
        node.value = _given(node.value, _suffix(node.target))
        return node

    def _chosen(self, node: ast.expr) -> ast.AST:
        kind = kind_of(node)
        self.generic_visit(node)
        name = "bool" if kind is bool else str(kind or "")
        return _given(node, "" if name == "bool" else name)

    visit_IfExp = _chosen  # noqa: N815 - named after the class of ast

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        kinds = {kind_of(value) for value in node.values} - {None}
        if len(kinds) == 1:
            return self._chosen(node)
        return self.generic_visit(node)  # only its truth matters

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in {"min", "max"}:
            return self._chosen(node)
        self.generic_visit(node)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        ranged = isinstance(node.iter, ast.Call) and ast.unparse(node.iter.func) in {
            "range",
            "bpf.loop",
        }
        self.generic_visit(node)
        if ranged:
            kind = ast.Constant(_suffix(node.target) or "i64")
            node.iter = _call("_range", kind, *node.iter.args)
        elif isinstance(node.iter, ast.Tuple):
            node.iter = _call("_row", ast.List(node.iter.elts, ast.Load()))
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        self.generic_visit(node)
        return _call("_row", node) if isinstance(node.ctx, ast.Load) else node


def _suffix(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        name = node.id.rpartition("_")[2]
        return name if name in _KINDS else ""
    return ""


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _given(value: ast.expr, kind: str) -> ast.expr:
    return _call("_given", ast.Constant(kind), value) if kind in _KINDS else value


def _assigned(target: ast.expr, value: ast.expr, kind: str) -> ast.stmt:
    return ast.Assign([target], _given(value, kind or _suffix(target)))


class _Range:
    """`range(...)` as something to search in."""

    def __init__(self, *bounds: object) -> None:
        self.numbers = range(*map(number, bounds))

    def __contains__(self, value: object) -> bool:
        return number(value) in self.numbers


def _ranged(kind: str, *bounds: object) -> list[Word]:
    its = SIZES[kind]
    values = [number(bound) for bound in bounds]
    if len(values) == 3 and not values[2]:
        return []
    return [Word(its, value) for value in range(*values)]


def names() -> dict[str, object]:
    """Return the names that a program sees, as CPython means them."""
    return {
        **CASTS,
        "char": CASTS["u8"],
        "bool": bool,
        "range": _Range,
        "enumerate": lambda items: ((Word(I64, at), item) for at, item in enumerate(items)),
        "addr": lambda place: place,
        "_range": _ranged,
        "_row": row,
        "_given": lambda kind, value: given(_KINDS[kind], value),
        "Inner": Inner,
        "Either": Either,
        "Rec": Rec,
        "Log": Log,
        "Array": ArrayMaker(),
        "Color": Color,
        "TEN": 10,
        "KNOB": Word(U32, 5),
        "m": Table(I64),
        "t": Cells(I64),
    }


class ArrayMaker:
    """`Array[T, n]`."""

    def __getitem__(self, item: tuple[object, int]) -> Rows:
        kind, length = item
        found = next((its for name, its in CASTS.items() if its is kind), kind)
        named = next(name for name, its in CASTS.items() if its is found)
        return Rows(SIZES[named], length)


def compiled(text: str) -> CodeType:
    """Return *text* as CPython is to run it."""
    tree = ast.fix_missing_locations(Typed().visit(ast.parse(text)))
    return compile(tree, "drawn", "exec")


def python(code: CodeType) -> dict[str, object]:
    """Return the module that CPython makes of it, its maps empty."""
    module = names()
    exec(code, module)
    return module
