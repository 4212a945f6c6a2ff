"""Reads of the kernel's memory: by a helper, which gives 0 for what cannot be read, or loaded."""

from __future__ import annotations

from beebox.abi.enums import Func
from beebox.lang import operands
from beebox.lang.kernel_paths import Asked, asked, longer, split
from beebox.pylang import types
from beebox.pylang.check import Checker
from beebox.pylang.tree import (
    AddressOf,
    Assign,
    Binary,
    Choose,
    Convert,
    Do,
    Element,
    Expr,
    Literal,
    Load,
    Mark,
    Read,
    Sequenced,
    Stack,
    Truth,
)
from beebox.pylang.types import BOOL, I64, U8, U64, ArrayType, BitsType, PtrType, Type


def number(check: Checker, mark: Mark, kind: Type, place: Expr, *, known: bool) -> Expr:
    """Return the number or pointer at *place*, 0 if it cannot be read."""
    if known:
        return _loaded(check, mark, kind, place)
    room = U8 if kind is BOOL else kind
    out = check.hidden(room)
    size = operands.number(mark, room.size)
    steps = (Assign(mark, out, Literal(room, mark, 0)), _probe(mark, out, size, place))
    result = Sequenced(room, mark, steps, Read(room, mark, out))
    return check.truth(result) if kind is BOOL else result


def _probe(mark: Mark, out: types.Type | object, size: Expr, place: Expr) -> Do:
    """Return what fills a variable from the kernel's memory."""
    from beebox.pylang.tree import Variable  # noqa: PLC0415 - used here alone

    assert isinstance(out, Variable)
    to = Convert(operands.ANY, mark, AddressOf(PtrType(out.type), mark, out))
    source = Convert(operands.ANY, mark, place)
    return Do(mark, operands.call(mark, Func.probe_read_kernel, (to, size, source)))


def _loaded(check: Checker, mark: Mark, kind: Type, place: Expr) -> Expr:
    """Return what is at *place*, whose path begins with a pointer that may be null."""
    origin, steps = split(place)
    kept = check.hidden(PtrType(types.VOID))
    here = Read(kept.type, mark, kept)
    path: Expr = here
    for step in steps:
        path = longer(path, step, kind)
    found = Load(kind, mark, path)
    choice = Choose(kind, mark, Truth(BOOL, mark, here), found, Literal(kind, mark, 0))
    keep = Assign(mark, kept, Convert(kept.type, mark, origin))
    return Sequenced(kind, mark, (keep,), choice)


def bits(check: Checker, mark: Mark, kind: BitsType, place: Expr) -> Expr:
    """Return a bit field: where it lies, and how it is shifted, the loader says."""
    origin, steps = split(place)
    kept, out = check.hidden(PtrType(types.VOID)), check.hidden(U64)
    here = Read(kept.type, mark, kept)
    path: Expr = here
    for step in steps:
        path = longer(path, step, U8)
    offset, size = asked(path, Asked.OFFSET, mark), asked(path, Asked.SIZE, mark)
    source = Element(PtrType(U8), mark, here, offset, 1)
    before = (
        Assign(mark, kept, Convert(kept.type, mark, origin)),
        Assign(mark, out, Literal(U64, mark, 0)),
        _probe(mark, out, size, source),
    )
    left = Binary(U64, mark, "<<", Read(U64, mark, out), asked(path, Asked.LEFT, mark))
    right = asked(path, Asked.RIGHT, mark)
    wide = I64 if kind.value.signed else U64
    low = Binary(wide, mark, ">>", Convert(wide, mark, left), right)
    return Sequenced(kind.value, mark, before, Convert(kind.value, mark, low))


def text(check: Checker, mark: Mark, kind: ArrayType, place: Expr) -> Expr:
    """Return the array of char at *place*, read into the frame."""
    out = check.hidden(kind)
    check.made(out)
    here = Read(kind, mark, out)
    given = (here, operands.number(mark, kind.size), Convert(operands.ANY, mark, place))
    steps = (
        Assign(mark, out, Stack(kind, mark, kind)),
        Do(mark, operands.call(mark, Func.probe_read_kernel, given)),
    )
    return Sequenced(kind, mark, steps, here)
