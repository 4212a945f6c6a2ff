"""Which value may stand where which type is wanted, and what to write when it may not."""

from __future__ import annotations

from dataclasses import replace

from beebox.pylang.struct import StructType
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import UNTYPED, Choose, Convert, Expr, Literal
from beebox.pylang.types import BOOL, CHAR, I64, NULL, U8, VOID, ArrayType, IntType, PtrType, Type


class Mismatch(Exception):  # noqa: N818 - caught by the checker, which knows the place
    """A value of a wrong type: what is wrong, and what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def default(value: Expr) -> Expr:
    """Give an integer literal that nothing has typed the type i64."""
    if value.type is UNTYPED and isinstance(value, Literal):
        if not I64.holds(value.value):
            raise Mismatch(f"{value.value} does not fit i64", "say the type: x: u64 = ...")
        return replace(value, type=I64)
    return coerce(value, I64) if value.type is UNTYPED else value


def inherits(kind: Type, base: Type) -> bool:
    """Say whether a struct starts with another: it inherits from it."""
    return (
        isinstance(kind, StructType)
        and isinstance(base, StructType)
        and issubclass(kind.owner, base.owner)
    )


def is_place(kind: Type) -> bool:
    """Say whether an expression of this type is the place where it is."""
    return isinstance(kind, StructType | ArrayType)


def points(kind: Type, want: PtrType) -> bool:
    """Say whether an address of type *kind* serves as a *want*."""
    if kind is NULL:
        return True
    if isinstance(kind, PtrType):
        target = kind.target
    elif isinstance(kind, ArrayType):
        target = kind.element
        if kind == want.target:
            return True
    elif isinstance(kind, StructType):
        target = kind
    else:
        return False
    if want.target is VOID or target == want.target or inherits(target, want.target):
        return True
    if isinstance(target, ForeignType) and target.serves(want.target):
        return True
    return {target, want.target} <= {U8, CHAR}


def coerce(value: Expr, want: Type) -> Expr:
    """Return *value* as a *want* where no meaning is lost.

    Raises:
        Mismatch: it needs a cast, or cannot be one.
    """
    have = value.type
    if have == want:
        return value
    if have is UNTYPED and isinstance(value, Literal):
        return _literal(value, want)
    if have is UNTYPED and isinstance(value, Choose):
        return replace(value, type=want, yes=coerce(value.yes, want), no=coerce(value.no, want))
    if isinstance(want, PtrType) and points(have, want):
        return Convert(want, value.mark, value)
    if {have, want} <= {U8, CHAR} or inherits(have, want):
        return Convert(want, value.mark, value)
    if have is NULL:
        raise Mismatch(f"None is not a {want}", f"only pointers can be None; write {_empty(want)}")
    raise Mismatch(f"this is a {have}, not a {want}", _cast_hint(have, want))


def _empty(want: Type) -> str:
    return "False" if want is BOOL else "0" if isinstance(want, IntType) else "a value"


def _literal(value: Literal, want: Type) -> Expr:
    if isinstance(want, IntType):
        if not want.holds(value.value):
            raise Mismatch(
                f"{value.value} does not fit {want} ({want.least} to {want.most})",
                f"write {want}({value.value}) to keep its low {want.width} bits",
            )
        return replace(value, type=want)
    if want is BOOL:
        raise Mismatch("an integer is not a bool", "write True, False or a comparison")
    if isinstance(want, PtrType):
        raise Mismatch("an integer is not a pointer", "write None for the null pointer")
    hint = f"make one: x = {want}(...), and fill it" if isinstance(want, StructType) else ""
    raise Mismatch(f"an integer is not a {want}", hint)


def _cast_hint(have: Type, want: Type) -> str:
    if have is VOID:
        return "what is called here returns nothing"
    if isinstance(want, IntType):
        if isinstance(have, IntType) or have is BOOL:
            return f"write {want}(...) to convert it"
        if isinstance(have, PtrType):
            there = "x[0] is the number there; " if isinstance(have.target, IntType) else ""
            return f"{there}u64(pointer) gives its address"
    if isinstance(want, PtrType) and (isinstance(have, IntType | PtrType) or is_place(have)):
        return f"write cast({want}, ...) if it is one"
    if want is BOOL:
        return "write a comparison, such as x != 0"
    return ""


def unify(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Bring two operands to one type.

    Raises:
        Mismatch: their widths, signs or kinds differ.
    """
    if BOOL in {left.type, right.type} and UNTYPED in {left.type, right.type}:
        raise Mismatch("a bool and a number do not mix", "u64(flag) is 1 or 0; x != 0 is a bool")
    if left.type is UNTYPED and right.type is not UNTYPED:
        return coerce(left, right.type), right
    if right.type is UNTYPED and left.type is not UNTYPED:
        return left, coerce(right, left.type)
    if left.type == right.type:
        return left, right
    if {left.type, right.type} <= {U8, CHAR}:
        return coerce(left, U8), coerce(right, U8)
    pointers = [side.type for side in (left, right) if isinstance(side.type, PtrType)]
    for want in pointers:
        if want is not NULL and points(left.type, want) and points(right.type, want):
            return coerce(left, want), coerce(right, want)
    if NULL in (left.type, right.type):
        other = right.type if left.type is NULL else left.type
        hint = (
            "what m[k] does not find reads as 0; m.lookup(k) gives a pointer or None, `k in m` asks"
        )
        raise Mismatch(f"a {other} is never None", hint)
    raise Mismatch(f"a {left.type} and a {right.type} do not mix", _mix_hint(left.type, right.type))


def _mix_hint(left: Type, right: Type) -> str:
    ints = [kind for kind in (left, right) if isinstance(kind, IntType)]
    if len(ints) == 2:
        wide = max(ints, key=lambda kind: (kind.width, kind.signed))
        other = left if wide is right else right
        return f"convert one: {wide}(...) around the {other}"
    if BOOL in {left, right} and ints:
        return f"convert one: {ints[0]}(...) around the bool"
    return ""
