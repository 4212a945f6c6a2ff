"""Types together: what they refer to is there, has a size if need be, and is never themselves.

After Linux 6.18 kernel/bpf/btf.c: btf_check_all_types, btf_resolve and the resolve of each kind,
btf_func_proto_check, btf_func_check.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from errno import E2BIG, EEXIST
from typing import NamedTuple

from beebox.btf.check.members import check_member
from beebox.btf.check.raw import COMPOSITES, MODIFIERS, Kind, Raw

_DEPTH = 32
"""MAX_RESOLVE_DEPTH"""
_NO_SIZE = frozenset((Kind.VOID, Kind.FWD, Kind.FUNC, Kind.FUNC_PROTO, Kind.DECL_TAG))
_SIZED = frozenset(
    (Kind.INT, Kind.STRUCT, Kind.UNION, Kind.ENUM, Kind.DATASEC, Kind.FLOAT, Kind.ENUM64)
)
_SOURCES = frozenset((Kind.VAR, Kind.DECL_TAG, Kind.DATASEC))
"""nothing refers to them but what is made for it"""
_SHAPELESS = frozenset((Kind.VOID, Kind.FWD, Kind.FUNC_PROTO))
"""may be pointed to"""
_TAGGED = frozenset((Kind.FUNC, Kind.STRUCT, Kind.UNION, Kind.VAR, Kind.TYPEDEF))
_POINTERS = MODIFIERS | {Kind.PTR}
_NESTING = MODIFIERS | COMPOSITES | {Kind.ARRAY}
_RESOLVED = 2
_U32 = (1 << 32) - 1


class _Mode(Enum):
    """What is followed: a pointer ends where a struct begins, and the other way round."""

    OPEN = auto()
    POINTER = auto()
    NESTING = auto()


class Sized(NamedTuple):
    """A type with a size."""

    id: int
    size: int


class Resolver:
    """What every type comes to."""

    def __init__(self, raw: Raw) -> None:
        count = len(raw.starts)
        self.raw = raw
        self.visits = bytearray(count)
        self.ids = [0] * count
        self.sizes = [0] * count
        self.stack: list[list[int]] = []
        """types that are being resolved, each with the element it has come to"""
        self.mode = _Mode.OPEN

    def is_done(self, ident: int) -> bool:
        """Tell whether a type is resolved."""
        return self.visits[ident] == _RESOLVED

    def size(self, ident: int) -> Sized | None:
        """Return the type with a size that a type comes to (btf_type_id_size)."""
        raw = self.raw
        if not raw.known(ident) or raw.kind(ident) in _NO_SIZE:
            return None
        kind = raw.kind(ident)
        if kind in MODIFIERS or kind == Kind.VAR:
            ident = self.ids[ident]
            if not raw.known(ident):
                return None
            kind = raw.kind(ident)
        if kind in _SIZED:
            return Sized(ident, raw.target(ident))
        if kind == Kind.ARRAY:
            return Sized(ident, self.sizes[ident])
        return Sized(ident, 8) if kind == Kind.PTR else None

    def resolve(self, ident: int) -> None:
        """Resolve a type and all that it needs."""
        raw, saved = self.raw, self.raw.id
        self.mode = _Mode.OPEN
        errno = self.push(ident)
        while self.stack and not errno:
            raw.id = self.stack[-1][0]
            errno = _RULES[raw.kind(raw.id)](self, raw.id)
        raw.id = ident
        if errno == E2BIG:
            raw.refuse_type(ident, f"Exceeded max resolving depth:{_DEPTH}", E2BIG)
        if errno == EEXIST:
            raw.refuse_type(ident, "Loop detected", EEXIST)
        if not self._is_valid(ident):
            raw.refuse_type(ident, "Invalid resolve state")
        raw.id = saved

    def _is_valid(self, ident: int) -> bool:
        """Tell whether a type came to what its kind can (btf_resolve_valid)."""
        raw, kind = self.raw, self.raw.kind(ident)
        if kind in _POINTERS or kind == Kind.VAR:
            found = self.ids[ident]
            wrong = MODIFIERS | {Kind.VAR, Kind.DATASEC}
            return raw.known(found) and raw.kind(found) not in wrong
        if kind in (Kind.DECL_TAG, Kind.FUNC):
            return bool(self.ids[ident])
        return True

    def push(self, ident: int) -> int:
        """Resolve *ident* first; return an errno if that cannot be."""
        if len(self.stack) == _DEPTH:
            return E2BIG
        if self.visits[ident]:
            return EEXIST
        self.visits[ident] = 1
        self.stack.append([ident, 0])
        if self.mode is _Mode.OPEN:
            kind = self.raw.kind(ident)
            if kind == Kind.PTR:
                self.mode = _Mode.POINTER
            elif kind in COMPOSITES or kind == Kind.ARRAY:
                self.mode = _Mode.NESTING
        return 0

    def done(self, found: int, size: int = 0) -> int:
        """Take the type on top as resolved."""
        ident = self.stack.pop()[0]
        self.ids[ident], self.sizes[ident] = found, size & _U32
        self.visits[ident] = _RESOLVED
        return 0

    def waits(self, ident: int) -> bool:
        """Tell whether a type must be resolved before what refers to it."""
        if self.is_done(ident):
            return False
        kind = self.raw.kind(ident)
        if self.mode is _Mode.OPEN:
            return kind in _RULES
        return kind in (_POINTERS if self.mode is _Mode.POINTER else _NESTING)


def check_types(raw: Raw) -> None:
    """Resolve all types."""
    raw.resolving = True
    resolver = Resolver(raw)
    for ident in range(1, len(raw.starts)):
        raw.id = ident
        kind = raw.kind(ident)
        if kind in _RULES and not resolver.is_done(ident):
            resolver.resolve(ident)
        if kind == Kind.FUNC_PROTO:
            _check_prototype(resolver, ident)


def _is_target(raw: Raw, ident: int) -> bool:
    return raw.known(ident) and raw.kind(ident) not in _SOURCES


def _reference(to: Resolver, ident: int) -> int:
    """Resolve a modifier or a pointer."""
    raw = to.raw
    target = raw.target(ident)
    if not _is_target(raw, target):
        raw.refuse_type(ident, "Invalid type_id")
    if to.waits(target):
        return to.push(target)
    if raw.kind(ident) == Kind.PTR:
        behind = _pointer_behind(to, target)
        if behind:
            return to.push(behind)
    sized = to.size(target)
    if sized is not None:
        return to.done(sized.id)
    if to.is_done(target):
        target = to.ids[target]
    if not raw.known(target) or raw.kind(target) not in _SHAPELESS:
        raw.refuse_type(ident, "Invalid type_id")
    return to.done(target)


def _pointer_behind(to: Resolver, target: int) -> int:
    """Return the pointer that a modifier came to and that is not resolved yet, or 0."""
    if to.raw.kind(target) not in MODIFIERS:
        return 0
    found = to.ids[target]
    return found if to.raw.kind(found) == Kind.PTR and to.waits(found) else 0


def _var(to: Resolver, ident: int) -> int:
    raw = to.raw
    target = raw.target(ident)
    if not _is_target(raw, target):
        raw.refuse_type(ident, "Invalid type_id")
    if to.waits(target):
        return to.push(target)
    behind = _pointer_behind(to, target)
    if behind:
        return to.push(behind)
    sized = to.size(target)
    if sized is None:
        raw.refuse_type(ident, "Invalid type_id")
    return to.done(sized.id)


def _array(to: Resolver, ident: int) -> int:
    raw = to.raw
    start = raw.starts[ident] + 3
    element, index, count = raw.words[start : start + 3]
    found = size = 0
    for part, what, irregular, number in (
        (index, "Invalid index", "Invalid index", True),
        (element, "Invalid elem", "Invalid array of int", False),
    ):
        if not _is_target(raw, part) or raw.kind(part) in _NO_SIZE:
            raw.refuse_type(ident, what)
        if to.waits(part):
            return to.push(part)
        sized = to.size(part)
        if sized is None:
            raw.refuse_type(ident, what)
        kind = raw.kind(sized.id)
        if kind == Kind.INT and not is_regular(raw, sized.id):
            raw.refuse_type(ident, irregular)
        if number and kind != Kind.INT:
            raw.refuse_type(ident, what)
        found, size = sized
    if count and size > _U32 // count:
        raw.refuse_type(ident, "Array size overflows U32_MAX")
    return to.done(found, size * count)


def is_regular(raw: Raw, ident: int) -> bool:
    """Tell whether an integer is a whole one of 1, 2, 4, 8 or 16 bytes."""
    data = raw.words[raw.starts[ident] + 3]
    return not data >> 16 & 0xFF and data & 0xFF in (8, 16, 32, 64, 128)


def _composite(to: Resolver, ident: int) -> int:
    raw, top = to.raw, to.stack[-1]
    if top[1]:
        check_member(to, ident, raw.member(ident, top[1] - 1))
    for number in range(top[1], raw.count(ident)):
        member = raw.member(ident, number)
        if not _is_target(raw, member.type) or raw.kind(member.type) in _NO_SIZE:
            raw.refuse_member(ident, member, "Invalid member")
        if to.waits(member.type):
            top[1] = number + 1
            return to.push(member.type)
        check_member(to, ident, member)
    return to.done(0)


def _datasec(to: Resolver, ident: int) -> int:
    raw, top = to.raw, to.stack[-1]
    to.mode = _Mode.OPEN
    for number in range(top[1], raw.count(ident)):
        variable = raw.member(ident, number)
        var, _, size = variable
        if not raw.known(var) or raw.kind(var) != Kind.VAR:
            raw.refuse_variable(ident, variable, "Not a VAR kind member")
        if to.waits(var):
            top[1] = number + 1
            return to.push(var)
        sized = to.size(raw.target(var))
        if sized is None:
            raw.refuse_variable(ident, variable, "Invalid type")
        if size < sized.size:
            raw.refuse_variable(ident, variable, "Invalid size")
    return to.done(0)


def _func(to: Resolver, ident: int) -> int:
    raw = to.raw
    proto = raw.target(ident)
    if not raw.known(proto) or raw.kind(proto) != Kind.FUNC_PROTO:
        raw.refuse_type(ident, "Invalid type_id")
    start = raw.starts[proto] + 3
    for number in range(raw.count(proto)):
        name, type_id = raw.words[start + 2 * number : start + 2 * number + 2]
        if type_id and not name:
            raw.refuse_type(ident, f"Invalid arg#{number + 1}")
    return to.done(proto)


def _decl_tag(to: Resolver, ident: int) -> int:
    raw = to.raw
    target = raw.target(ident)
    if not raw.known(target) or raw.kind(target) not in _TAGGED:
        raw.refuse_type(ident, "Invalid type_id")
    if to.waits(target):
        return to.push(target)
    component = raw.words[raw.starts[ident] + 3]
    if component != _U32:
        kind = raw.kind(target)
        owner = raw.target(target) if kind == Kind.FUNC else target
        if kind in (Kind.VAR, Kind.TYPEDEF) or component >= raw.count(owner):
            raw.refuse_type(ident, "Invalid component_idx")
    return to.done(target)


def _check_prototype(to: Resolver, ident: int) -> None:
    raw = to.raw
    if raw.target(ident):
        _check_part(to, ident, raw.target(ident), "Invalid return type")
    start, count = raw.starts[ident] + 3, raw.count(ident)
    params = [tuple(raw.words[at : at + 2]) for at in range(start, start + 2 * count, 2)]
    if params and not params[-1][1]:
        if params[-1][0]:
            raw.refuse_type(ident, f"Invalid arg#{count}")
        params.pop()
    for number, (name, type_id) in enumerate(params, 1):
        wrong = f"Invalid arg#{number}"
        if not _is_target(raw, type_id):
            raw.refuse_type(ident, wrong)
        if name and (name >= len(raw.strings) or not raw.is_identifier(name)):
            raw.refuse_type(ident, wrong)
        _check_part(to, ident, type_id, wrong)


def _check_part(to: Resolver, ident: int, part: int, wrong: str) -> None:
    """Refuse a type in a prototype that has no size."""
    raw = to.raw
    if not _is_target(raw, part):
        raw.refuse_type(ident, wrong)
    if raw.kind(part) in _RULES and not to.is_done(part):
        to.resolve(part)
    if to.size(part) is None:
        raw.refuse_type(ident, wrong)


_RULES: dict[int, Callable[[Resolver, int], int]] = {
    **dict.fromkeys(_POINTERS, _reference),
    **dict.fromkeys(COMPOSITES, _composite),
    Kind.ARRAY: _array,
    Kind.VAR: _var,
    Kind.DATASEC: _datasec,
    Kind.FUNC: _func,
    Kind.DECL_TAG: _decl_tag,
}
"""what has to be resolved (btf_type_needs_resolve), and how"""
