"""``printk``: the kernel formats; each value gets the length that its type has."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.lang.operands import ANY, call, number, pointer
from beebox.pylang.check import Checker
from beebox.pylang.convert import default, is_place
from beebox.pylang.tree import (
    Assign,
    Convert,
    Expr,
    GlobalAddress,
    Literal,
    Offset,
    Read,
    Sequenced,
    Stack,
    Stmt,
    Store,
)
from beebox.pylang.types import BOOL, CHAR, I64, U8, U64, ArrayType, IntType, PtrType

if TYPE_CHECKING:
    from beebox.lang.target import Programs

_POINTER = (
    "read it into an Array[char, n] first: bpf.read_user_str(x, pointer); %p prints the address"
)

_FORMAT = re.compile(
    r"%(?P<flags>[-+ 0]*)(?P<width>\d*)(?P<kind>%|p(?:ks|us|B|K|x)?|s|c|(?:ll|l|h|hh)?[diuxX])|%"
)


def printk(check: Checker, node: ast.Call, programs: Programs) -> Expr:
    """Lower ``bpf.printk(...)``: up to three values by trace_printk, more by trace_vprintk."""
    if node.keywords or not node.args:
        check.fail(node, "printk takes a format and values", 'bpf.printk("opened by %d", pid)')
    form, values = _written(check, node)
    text, operands = _format(check, node.args[0], form, values)
    mark = check.mark(node)
    data = text.encode() + b"\0"
    kept = GlobalAddress(ANY, mark, programs.text(data))
    size = number(mark, len(data))
    if len(operands) <= 3:
        return call(mark, Func.trace_printk, (kept, size, *operands))
    if len(operands) > 12:
        check.fail(node, "printk takes 12 values at most", "print two lines")
    kind = ArrayType(U64, len(operands))
    array = check.hidden(ANY)
    before: list[Stmt] = [Assign(mark, array, Convert(ANY, mark, Stack(kind, mark, kind)))]
    for index, operand in enumerate(operands):
        place = Offset(PtrType(U64), mark, Read(ANY, mark, array), 8 * index)
        before.append(Store(mark, place, Convert(U64, mark, operand)))
    arguments = (kept, size, Read(ANY, mark, array), number(mark, kind.size))
    return Sequenced(I64, mark, tuple(before), call(mark, Func.trace_vprintk, arguments))


def _written(check: Checker, node: ast.Call) -> tuple[str, list[ast.expr]]:
    """Return the format and the values of ``printk("%d", x)``, ``("%d" % x)`` or ``(f"{x}")``."""
    form, values = node.args[0], node.args[1:]
    if isinstance(form, ast.JoinedStr) and not values:
        return _joined(check, form)
    if isinstance(form, ast.BinOp) and isinstance(form.op, ast.Mod) and not values:
        values = form.right.elts if isinstance(form.right, ast.Tuple) else [form.right]
        form = form.left
    text = check.text(form)
    if text is None:
        hint = 'bpf.printk("pid %d", pid) or bpf.printk(f"pid {pid}")'
        check.fail(form, "printk's format must be a text that is written out", hint)
    return text, values


def _joined(check: Checker, node: ast.JoinedStr) -> tuple[str, list[ast.expr]]:
    """Return an f-string as a format and its values."""
    form = ""
    values: list[ast.expr] = []
    if sys.version_info < (3, 12):  # what is in an f-string does not know its place
        for inner in ast.walk(node):
            ast.copy_location(inner, node)
    for part in node.values:
        if isinstance(part, ast.Constant):
            form += str(part.value).replace("%", "%%")
            continue
        assert isinstance(part, ast.FormattedValue)
        if part.conversion != -1:
            check.fail(part, "!r, !s and !a are not supported", "{x}, {x:x}, {x:08x}, {x:5d}")
        text = check.text(part.value)
        if text is not None and part.format_spec is None:
            form += text.replace("%", "%%")
            continue
        values.append(part.value)
        form += _spec(check, part)
    return form, values


_SPEC = re.compile(r"(?P<align>[<>]?)(?P<flags>#?0?)(?P<width>\d*)(?P<kind>[dxXcs]?)")


def _spec(check: Checker, part: ast.FormattedValue) -> str:
    """Return the conversion of one value of an f-string: what it needs is found by its type."""
    spec = ""
    if isinstance(part.format_spec, ast.JoinedStr):
        for piece in part.format_spec.values:
            if not isinstance(piece, ast.Constant):
                check.fail(part, "a width is written out here", "{x:8}")
            spec += str(piece.value)
    match = _SPEC.fullmatch(spec)
    if match is None:
        check.fail(part, f"printk does not know {spec!r}", "{x:x}, {x:08x}, {x:5}, {name:<16}")
    kind = check.whole(check.expr(part.value)).type
    if kind is BOOL:
        check.fail(part, "a bool would be printed as 1 or 0", "say so: {u32(flag)}")
    if match["kind"] in {"x", "X"} and isinstance(kind, IntType) and kind.signed:
        hint = f"say how: {{u{kind.width}(x):x}} prints its bits"
        check.fail(part, "a negative number has no sign in printk's hexadecimal", hint)
    is_text = isinstance(kind, ArrayType)
    letter = match["kind"] or ("s" if is_text else "d")
    if "#" in match["flags"]:
        return _prefixed(check, part, match)
    left = "-" if match["align"] == "<" or (is_text and match["align"] != ">") else ""
    flags = left if match["width"] else ""
    return f"%{flags}{match['flags']}{match['width']}{letter}"


def _prefixed(check: Checker, part: ast.FormattedValue, match: re.Match[str]) -> str:
    """Return the conversion of ``{x:#x}``: kernels know no such flag; what it adds is written."""
    letter, width = match["kind"], int(match["width"] or 0)
    padded = "0" in match["flags"]
    if letter not in {"x", "X"} or (width and not padded):
        check.fail(part, "printk does not know '#' here", "{x:#x}, {x:#010x}")
    digits = f"0{width - 2}" if width > 2 else ""
    return f"0{letter}%{digits}{letter}"


def _format(
    check: Checker, node: ast.expr, form: str, values: Sequence[ast.expr]
) -> tuple[str, list[Expr]]:
    """Return the kernel's format for *values*, and the values as 64 bits."""
    left = list(values)
    operands: list[Expr] = []

    def one(match: re.Match[str]) -> str:
        kind = match["kind"]
        if kind is None:
            check.fail(
                node, f"printk does not know {form[match.start() :][:4]!r}", "%d %u %x %c %s %p"
            )
        if kind == "%":
            return match[0]
        if not left:
            check.fail(node, "printk's format has more values than are given", "one for each %")
        value = left.pop(0)
        spec, operand = _one(check, value, kind)
        operands.append(operand)
        return f"%{match['flags']}{match['width']}{spec}"

    text = _FORMAT.sub(one, form)
    if left:
        check.fail(left[0], "printk's format has no place for this value", "one % for each value")
    return text, operands


def _one(check: Checker, node: ast.expr, kind: str) -> tuple[str, Expr]:
    """Return the kernel's conversion for one value, and the value as it is passed."""
    value = default(check.expr(node))
    value = check.whole(value) if kind == "s" else value
    have = value.type
    if kind in {"s", "pks", "pus"}:
        if kind == "s" and isinstance(have, PtrType):
            hint = "%pus for memory of the process, %pks for the kernel's; or read it first"
            check.fail(node, "%s needs an array of char: where a pointer points is not known", hint)
        is_text = isinstance(have, ArrayType) and have.element in {CHAR, U8}
        if not is_text and not isinstance(have, PtrType):
            check.fail(node, f"%{kind} prints text, not a {have}", "use %d, %u or %x")
        return kind, Convert(ANY, value.mark, check.decay(value))
    if kind.startswith("p"):
        return kind, pointer(check, node, f"what %{kind} prints")
    if have is BOOL:
        return kind[-1], Convert(U64, value.mark, value)
    if not isinstance(have, IntType):
        hint = "%s prints an array of char" if is_place(have) else _POINTER
        check.fail(node, f"%{kind} prints an integer, not a {have}", hint)
    wide = Convert(U64, value.mark, value) if have != U64 else value
    if isinstance(value, Literal):
        wide = Literal(U64, value.mark, U64(value.value))
    letter = kind[-1]
    if letter in "di":
        letter = "d" if have.signed else "u"
    return ("ll" if have.width == 64 and letter != "c" else "") + letter, wide
