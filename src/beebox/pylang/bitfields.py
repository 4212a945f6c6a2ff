"""Bit fields in programs: ``ip.version`` reads one, ``ip.version = 4`` writes one.

A field is read and written in pieces that hold no byte besides its own, so a write never touches a
neighbour that is no bit field.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from beebox.pylang import types
from beebox.pylang.convert import Mismatch, coerce
from beebox.pylang.tree import (
    Assign,
    Binary,
    Convert,
    Do,
    Expr,
    Literal,
    Load,
    Mark,
    Offset,
    Sequenced,
    Stmt,
    Store,
)
from beebox.pylang.types import I64, U8, U64, BitsType, IntType, PtrType
from beebox.pylang.values import is_packed

if TYPE_CHECKING:
    from beebox.pylang.places import Places


def _pieces(kind: BitsType) -> Iterator[tuple[IntType, int]]:
    """Yield the integers that make up a field, each with its offset from the field's first byte."""
    at = kind.start
    end = at + (kind.shift + kind.width + 7) // 8
    while at < end:
        fits = [size for size in (8, 4, 2, 1) if at % size == 0 and at + size <= end]
        size = 1 if kind.packed else fits[0]
        piece: IntType = getattr(types, f"U{8 * size}")
        yield piece, at - kind.start
        at += size


def _moved(value: Expr, by: int) -> Expr:
    """Return a u64 shifted to the left; to the right where *by* is negative."""
    if not by:
        return value
    amount = Literal(U64, value.mark, abs(by))
    return Binary(U64, value.mark, "<<" if by > 0 else ">>", value, amount)


def _kept(check: Places, address: Expr) -> tuple[Stmt, Expr]:
    keep = check.hidden(PtrType(U8))
    base = Convert(PtrType(U8), address.mark, address)
    here = check.read_at(keep, address.mark)
    packed = is_packed(address)
    return Assign(address.mark, keep, base), Offset(here.type, here.mark, here, 0, packed=packed)


def _piece(here: Expr, piece: IntType, delta: int) -> Expr:
    return Offset(PtrType(piece), here.mark, here, delta)


def load(check: Places, address: Expr, kind: BitsType) -> Expr:
    """Return the value of the field at *address*."""
    mark = address.mark
    keep, here = _kept(check, address)
    value: Expr | None = None
    for piece, delta in _pieces(kind):
        part = Convert(U64, mark, Load(piece, mark, _piece(here, piece, delta)))
        moved = _moved(part, 8 * delta - kind.shift)
        value = moved if value is None else Binary(U64, mark, "|", value, moved)
    assert value is not None
    return Sequenced(kind.value, mark, (keep,), cut(value, kind))


def cut(value: Expr, kind: BitsType) -> Expr:
    """Return the low bits of a u64 as the field's type, by its sign."""
    mark, rest = value.mark, 64 - kind.width
    wide = I64 if kind.value.signed else U64
    high = Convert(wide, mark, _moved(value, rest))
    low = Binary(wide, mark, ">>", high, Literal(U64, mark, rest)) if rest else high
    return Convert(kind.value, mark, low)


def store(check: Places, mark: Mark, address: Expr, kind: BitsType, value: Expr) -> Stmt:
    """Return what writes *value*, a number of the field's type, of which the low bits are kept."""
    number = check.hidden(U64)
    keep, here = _kept(check, address)
    steps: list[Stmt] = [Assign(mark, number, Convert(U64, mark, value)), keep]
    for piece, delta in _pieces(kind):
        back = kind.shift - 8 * delta
        whole = (1 << kind.width) - 1
        mask = (whole << back if back > 0 else whole >> -back) & piece.most
        new = Convert(piece, mark, _moved(check.read_at(number, mark), back))
        place = _piece(here, piece, delta)
        if mask != piece.most:
            old = Binary(piece, mark, "&", Load(piece, mark, place), _number(piece, mark, ~mask))
            mine = Binary(piece, mark, "&", new, _number(piece, mark, mask))
            new = Binary(piece, mark, "|", old, mine)  # type: ignore[assignment]  # any Expr
        steps.append(Store(mark, place, new))
    return Do(mark, Sequenced(U64, mark, tuple(steps), check.read_at(number, mark)))


def _number(kind: IntType, mark: Mark, value: int) -> Expr:
    return Literal(kind, mark, kind(value))


def fitting(value: Expr, kind: BitsType) -> Expr:
    """Return *value* as the field's type.

    Raises:
        Mismatch: it is of another type, or a constant that does not fit the field.
    """
    made = coerce(value, kind.value)
    if isinstance(made, Literal) and not kind.least <= made.value <= kind.most:
        raise Mismatch(
            f"{made.value} does not fit {kind} ({kind.least} to {kind.most})",
            f"write {kind.value}({made.value}) & {(1 << kind.width) - 1} to keep its low bits",
        )
    return made
