"""From an offset in a struct to the member there, through structs, unions and arrays.

After Linux 6.18 kernel/bpf/btf.c: btf_struct_walk, btf_struct_access, btf_struct_ids_match,
btf_nested_type_is_trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EFAULT, EINVAL
from functools import lru_cache
from typing import NamedTuple

from beebox.bits import U32
from beebox.btf.types import (
    DEPTH,
    MODIFIERS,
    Array,
    Btf,
    Composite,
    Enum,
    Float,
    Int,
    Member,
    Ptr,
    Type,
    TypeTag,
    Union,
)
from beebox.errors import BtfError
from beebox.verifier.types import (
    BTF_ID,
    MEM,
    PERCPU,
    RCU,
    RDONLY,
    SCALAR,
    UNTRUSTED,
    USER,
    Refusal,
    TypeRef,
)

_NESTED = -1
"""the kind of a step that came to a struct at exactly this offset"""
_TAGS = {"user": USER, "percpu": PERCPU, "rcu": RCU}
_POINTER = 8


class Found(NamedTuple):
    """What is at an offset: SCALAR, BTF_ID or MEM; of a pointer, to which type."""

    kind: int
    id: int = 0
    flags: int = 0
    field: str = ""


_SCALAR = Found(SCALAR)


def display(btf: Btf, type_id: int) -> str:
    """Return a type's name as the kernel prints it: ``(anon)`` where it has none."""
    return btf.type(type_id).name or "(anon)"


def pointer_flags(btf: Btf, type_id: int) -> int:
    """Return the flags of a pointer to a tagged type: ``__user``, ``__percpu``, ``__rcu``."""
    made = btf.type(type_id)
    return _TAGS.get(made.name, 0) if isinstance(made, TypeTag) else 0


@lru_cache(maxsize=4096)
def access(btf: Btf, type_id: int, off: int, size: int) -> Found:
    """Return what an access of *size* bytes at *off* of a struct comes to (btf_struct_access).

    Raises:
        Refusal: there is no member that may be accessed so.
    """
    flags = 0
    for _ in range(DEPTH):
        found = _step(btf, type_id, off, size, flags)
        if found.kind != _NESTED:
            return found
        type_id, off, flags = found.id, 0, found.flags
    raise Refusal(EINVAL, "structs within structs never end")


def same_struct(
    say: Callable[[str], None], of: TypeRef, off: int, wanted: TypeRef, *, strict: bool = False
) -> bool:
    """Tell whether the *wanted* struct begins at *off* (btf_struct_ids_match).

    What stands in the way is said, one line of the log.
    """
    if off == 0 and of.id == wanted.id and of.btf is wanted.btf:
        return True
    if strict:
        return False
    type_id, flags = of.id, 0
    for _ in range(DEPTH):
        try:
            found = _step(of.btf, type_id, off, 1, flags)
        except Refusal as refusal:
            say(refusal.message)
            return False
        if found.kind != _NESTED:
            return False
        if found.id == wanted.id and of.btf is wanted.btf:
            return True
        type_id, off, flags = found.id, 0, found.flags
    return False


@lru_cache(maxsize=1024)
def listed(btf: Btf, type_id: int, field: str, target: int, suffix: str) -> bool:
    """Tell whether a struct like this one, named with *suffix*, has the field with that target."""
    made = btf.type(type_id)
    found = btf.find(made.name + suffix, btf.kind(type_id))
    listing = btf.type(found) if found is not None else made
    if found is None or not isinstance(listing, Composite):
        return False
    for member in listing.members:
        pointer = btf.type(member.type)
        if (
            isinstance(pointer, Ptr)
            and btf.resolve(pointer.type) == target
            and member.name == field
        ):
            return True
    return False


def _step(btf: Btf, type_id: int, off: int, size: int, flags: int) -> Found:
    """Go to a member, or to a struct that begins exactly at *off* (btf_struct_walk)."""
    for _ in range(DEPTH):
        made = btf.type(btf.resolve(type_id))
        name = made.name or "(anon)"
        if not isinstance(made, Composite):
            raise Refusal(EINVAL, f"Type '{name}' is not a struct")
        if isinstance(made, Union) and len(made.members) != 1:
            flags |= UNTRUSTED
        if (off + size) & U32 > made.size:
            rest = _flexible(btf, made, off & U32, size)
            if rest is None:
                return _SCALAR
            type_id, off = rest
            continue
        found = _member(btf, made, off, size, flags)
        if isinstance(found, Found):
            return found
        type_id, off = found
    raise Refusal(EINVAL, "structs within structs never end")


def _flexible(btf: Btf, made: Composite, off: int, size: int) -> tuple[int, int] | None:
    """Go on in the array without a length that ends a struct; None: it holds numbers."""
    problem = Refusal(
        EACCES, f"access beyond struct {made.name or '(anon)'} at off {off} size {size}"
    )
    if not made.members:
        raise problem
    last = made.members[-1]
    array = btf.type(btf.resolve(last.type))
    if not isinstance(array, Array) or array.length or off < last.offset // 8:
        raise problem
    element = btf.type(btf.resolve(array.type))
    if isinstance(element, Int):
        return None
    if not isinstance(element, Composite) or not element.size:
        raise problem
    return array.type, (off - last.offset // 8) % element.size


def _member(btf: Btf, made: Composite, off: int, size: int, flags: int) -> Found | tuple[int, int]:
    """Return the member at *off*, or the struct to go on in, and where."""
    for member in made.members:
        start = member.offset // 8
        if off + size <= start:
            break
        if member.bits:
            end = -(-(member.offset + member.bits) // 8)
            if off <= start and end <= off + size:
                return _SCALAR
            continue
        if off < start:
            break
        shape = _shape(btf, member)
        if off < start + shape.size:
            return _inside(btf, made, member, shape, off, size, flags)
    raise Refusal(EINVAL, f"struct {made.name or '(anon)'} doesn't have field at offset {off}")


class _Shape(NamedTuple):
    """A member's size, and its element if it is an array: id and size."""

    size: int
    element: int
    element_size: int


def _shape(btf: Btf, member: Member) -> _Shape:
    """Return the size of a member and what it repeats (__btf_resolve_size)."""
    type_id, count, element = member.type, 1, 0
    for _ in range(DEPTH):
        made = btf.type(type_id)
        if isinstance(made, MODIFIERS):
            type_id = made.type
        elif isinstance(made, Array):
            count *= made.length
            type_id = element = made.type
        elif isinstance(made, (Int, Float, Composite, Enum)):
            return _Shape(count * made.size, element or type_id, made.size)
        elif isinstance(made, Ptr):
            return _Shape(count * _POINTER, element or type_id, _POINTER)
        else:
            break
    raise Refusal(EFAULT, f"field {member.name or '(anon)'} doesn't have size")


def _inside(
    btf: Btf, made: Composite, member: Member, shape: _Shape, off: int, size: int, flags: int
) -> Found | tuple[int, int]:
    start = member.offset // 8
    end = start + shape.size
    start += (off - start) // shape.element_size * shape.element_size
    element: Type = btf.type(btf.resolve(shape.element))
    if isinstance(element, Composite):
        if off == start:
            return Found(_NESTED, shape.element, flags)
        return shape.element, off - start
    if isinstance(element, Ptr):
        return _pointer(btf, made, member, element, (start, off, size), flags)
    if off + size > end and not flags & UNTRUSTED:
        raise Refusal(
            EACCES,
            f"access beyond the end of member {member.name or '(anon)'} (mend:{end}) in struct "
            f"{made.name or '(anon)'} with off {off} size {size}",
        )
    return _SCALAR


def _pointer(
    btf: Btf,
    made: Composite,
    member: Member,
    pointer: Ptr,
    place: tuple[int, int, int],
    flags: int,
) -> Found:
    start, off, size = place
    if size != _POINTER or off != start:
        raise Refusal(
            EACCES,
            f"cannot access ptr member {member.name or '(anon)'} with moff {start} in struct "
            f"{made.name or '(anon)'} with off {off} size {size}",
        )
    target = btf.resolve(pointer.type)
    if isinstance(btf.type(target), Composite):
        return Found(BTF_ID, target, flags | pointer_flags(btf, pointer.type), member.name)
    return Found(MEM, 0, RDONLY | UNTRUSTED)


def checked(btf: Btf, type_id: int, off: int, size: int) -> Found:
    """Return `access`, and refuse types that are damaged."""
    try:
        return access(btf, type_id, off, size)
    except BtfError as error:
        raise Refusal(EINVAL, str(error)) from error
