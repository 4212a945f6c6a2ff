"""CO-RE: the answers that a relocation asks of a kernel's types.

A record says: this instruction holds (0) the byte offset of the field that I reach by ``0:1:2``
from my type 17, or its size, or whether it exists, or ... The compiler wrote down what holds in its
own types; here the same path is looked for, by names, in the types of the kernel at hand.

The rules are those of Linux's tools/lib/bpf/relo_core.c, so that programs mean the same here.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from beebox.bits import s32
from beebox.btf.match import Matcher, essential, same_kind
from beebox.btf.types import (
    DEPTH,
    Array,
    Btf,
    Composite,
    Enum,
    Enum64,
    Int,
    Member,
    Ptr,
    Type,
    Typedef,
    kind_of,
)
from beebox.errors import BtfError, RelocationError


class Kind(IntEnum):
    """What a record asks for: bpf_core_relo_kind."""

    FIELD_BYTE_OFFSET = 0
    FIELD_BYTE_SIZE = 1
    FIELD_EXISTS = 2
    FIELD_SIGNED = 3
    FIELD_LSHIFT_U64 = 4
    FIELD_RSHIFT_U64 = 5
    TYPE_ID_LOCAL = 6
    TYPE_ID_TARGET = 7
    TYPE_EXISTS = 8
    TYPE_SIZE = 9
    ENUMVAL_EXISTS = 10
    ENUMVAL_VALUE = 11
    TYPE_MATCHES = 12


_EXISTENCE = (Kind.FIELD_EXISTS, Kind.ENUMVAL_EXISTS)
_ABOUT_TYPES = (
    Kind.TYPE_ID_LOCAL,
    Kind.TYPE_ID_TARGET,
    Kind.TYPE_EXISTS,
    Kind.TYPE_SIZE,
    Kind.TYPE_MATCHES,
)
_ABOUT_VALUES = (Kind.ENUMVAL_EXISTS, Kind.ENUMVAL_VALUE)


class Step(NamedTuple):
    """One step of a path: element *number* of *type*; for members, also the *name*."""

    type: int
    number: int
    name: str = ""


class Path(NamedTuple):
    """A way from the type *root* to a field, its type, or an enumerator; *bit* is its offset."""

    root: int
    steps: tuple[Step, ...] = ()
    bit: int = 0
    raw: tuple[int, ...] = ()
    """the numbers of all that it leads through, members without names included"""

    def to(self, step: Step, bits: int) -> "Path":
        """Return this path, one step longer."""
        return Path(self.root, (*self.steps, step), self.bit + bits, (*self.raw, step.number))

    def into(self, number: int, bits: int) -> "Path":
        """Return this path into a member without a name."""
        return self._replace(bit=self.bit + bits, raw=(*self.raw, number))


class Answer(NamedTuple):
    """What the instruction should hold.

    *size* is that of a field whose offset was asked for, else 0.
    """

    value: int
    size: int = 0
    extends: bool = False
    """whether what is loaded of it is the same, extended by zeros, for any size: `resizable`"""
    pointer: bool = False


More = Callable[[], Iterable[tuple[str, Btf]]]
"""the types of modules, by the modules' names, asked for if need be"""


class Resolver:
    """Answers records of *local* types from *target* types.

    Of types that *target* has not, it asks *more*, as libbpf asks the kernel's modules: all that
    have one of that name must give the same answer. *where* says whose the *target* is.
    """

    def __init__(
        self, local: Btf, target: Btf, more: More = tuple, where: str = "the kernel"
    ) -> None:
        self.local = local
        self.target = target
        self.where = where
        self._more = more
        self._matcher = Matcher(local, target)
        self._candidates: dict[int, list[int]] = {}

    @cached_property
    def modules(self) -> list["Resolver"]:
        """Those who answer from a module's types each."""
        return [Resolver(self.local, btf, where=f"module {name}") for name, btf in self._more()]

    def having(self, local: int) -> list["Resolver"]:
        """Return who has a type of this kind and name: this one, else some modules, or nobody."""
        if self.candidates(local):
            return [self]
        return [each for each in self.modules if each.candidates(local)]

    def describe(self, type_id: int, access: str, kind: int) -> str:
        """Return what a record speaks of: ``struct task_struct.exit_code``."""
        made = self.local.type(type_id)
        name = essential(made.name) or "(anon)"
        whole = name if isinstance(made, (Typedef, Int)) else f"{kind_of(made)} {name}"
        try:
            path = parse(self.local, type_id, access, Kind(kind))
        except BtfError:
            return whole
        return whole + "".join(
            f".{step.name}" if step.name else f"[{step.number}]" for step in path.steps[1:]
        )

    def here(self, type_id: int, access: str, kind: int) -> Answer | None:
        """Return the answer that the program's own types give: what its compiler wrote down."""
        return answer(self.local, parse(self.local, type_id, access, Kind(kind)), Kind(kind))

    def there(self, type_id: int, access: str, kind: int) -> Answer | None:
        """Return the answer that the kernel's types give; None if they have no such thing.

        Raises:
            RelocationError: they have several, which give different answers.
            BtfError: the record makes no sense.
        """
        asked = Kind(kind)
        path = parse(self.local, type_id, access, asked)
        if asked is Kind.TYPE_ID_LOCAL:
            return Answer(path.root)
        found: dict[tuple[int, int], Answer] = {}
        places = []
        for resolver, matched in self._matches(path, asked):
            made = answer(resolver.target, matched, asked)
            if (matched.bit, made.value) not in found:
                places.append(f"{resolver.where} says {made.value}")
            found.setdefault((matched.bit, made.value), made)
        if len(found) > 1:
            what = f"{self.describe(type_id, access, kind)} ({asked.name.lower()})"
            raise RelocationError(f"{what}: there are several, which differ: {', '.join(places)}")
        for only in found.values():
            return only
        return Answer(0) if asked in _EXISTENCE or asked in _ABOUT_TYPES else None

    def _matches(self, path: Path, asked: Kind) -> Iterator[tuple["Resolver", Path]]:
        """Yield each way by the names of *path*, and who knows it."""
        for resolver in self.having(path.root):
            for candidate in resolver.candidates(path.root):
                matched = resolver.match(path, candidate, asked)
                if matched is not None:
                    yield resolver, matched

    def keep(self) -> None:
        """Keep the answers for the next time, if this one does."""

    def candidates(self, local: int) -> list[int]:
        """Return the kernel's types that have the kind and essential name of type *local*."""
        if local not in self._candidates:
            mine = self.local.type(local)
            name = essential(mine.name)
            self._candidates[local] = [
                theirs
                for theirs in (self.target.flavours(name) if name else [])
                if essential(self.target.type(theirs).name) == name
                and same_kind(mine, self.target.type(theirs))
            ]
        return self._candidates[local]

    def match(self, path: Path, candidate: int, asked: Kind) -> Path | None:
        """Return the way in the kernel's types that goes by the names of *path*."""
        if asked is Kind.TYPE_MATCHES:
            return Path(candidate) if self._matcher.matches(path.root, candidate) else None
        if asked in _ABOUT_TYPES:
            return Path(candidate) if self._matcher.compatible(path.root, candidate) else None
        if asked in _ABOUT_VALUES:
            return self._match_enumerator(path, candidate)
        return self._match_field(path, candidate)

    def _match_enumerator(self, path: Path, candidate: int) -> Path | None:
        made = self.target.type(self.target.resolve(candidate))
        wanted = essential(path.steps[0].name)
        for index, value in enumerate(made.values if isinstance(made, Enum) else ()):
            if essential(value.name) == wanted:
                return Path(candidate, (Step(candidate, index, value.name),))
        return None

    def _match_field(self, path: Path, candidate: int) -> Path | None:
        first = path.steps[0]
        start = first.number * self.target.size(candidate) * 8 if first.number else 0
        found: Path | None = Path(candidate).to(Step(candidate, first.number), start)
        at = candidate
        for step in path.steps[1:]:
            assert found is not None
            if step.name:
                found = self._member(step, at, found)
                if found is None:
                    return None
                at = _member_of(self.target, found.steps[-1]).type
            else:
                array = self.target.type(self.target.resolve(at))
                if not isinstance(array, Array) or _outside(self.target, array, step.number, found):
                    return None
                at = self.target.resolve(array.type)
                bits = step.number * self.target.size(at) * 8
                found = found.to(Step(at, step.number), bits)
        return found

    def _member(self, step: Step, at: int, path: Path, seen: set[int] | None = None) -> Path | None:
        """Look for the member of *step*'s name in type *at*, also in its nameless members."""
        at = self.target.resolve(at)
        made = self.target.type(at)
        seen = seen if seen is not None else set()
        if not isinstance(made, Composite) or at in seen:
            return None
        seen.add(at)
        for index, member in enumerate(made.members):
            if not member.name:
                inside = path.into(index, member.offset)
                found = self._member(step, member.type, inside, seen)
                if found is not None:
                    return found
            elif member.name == step.name:
                mine = _member_of(self.local, step)
                if not self._matcher.fields(mine.type, member.type):
                    return None
                return path.to(Step(at, index, member.name), member.offset)
        return None


def parse(btf: Btf, type_id: int, access: str, asked: Kind) -> Path:
    """Return the path that a record's *access* string means in its own types.

    Raises:
        BtfError: it leads nowhere.
    """
    try:
        indexes = [int(part) for part in access.split(":")]
    except ValueError:
        raise BtfError(f"CO-RE access {access!r} is not numbers with colons") from None
    if len(indexes) > DEPTH or min(indexes) < 0:
        raise BtfError(f"CO-RE access {access!r} is too long or negative")
    if asked in _ABOUT_TYPES:
        return Path(type_id)
    if asked in _ABOUT_VALUES:
        made = btf.type(btf.resolve(type_id))
        if not isinstance(made, Enum) or indexes[0] >= len(made.values):
            raise BtfError(f"CO-RE: type {type_id} has no enumerator {indexes[0]}")
        step = Step(type_id, indexes[0], made.values[indexes[0]].name)
        return Path(type_id, (step,))
    return _parse_field(btf, type_id, indexes)


def _parse_field(btf: Btf, type_id: int, indexes: list[int]) -> Path:
    at = btf.resolve(type_id)
    start = indexes[0] * btf.size(at) * 8 if indexes[0] else 0
    path = Path(type_id).to(Step(at, indexes[0]), start)
    for index in indexes[1:]:
        at = btf.resolve(at)
        made = btf.type(at)
        if isinstance(made, Composite) and index < len(made.members):
            member = made.members[index]
            if member.name:
                path = path.to(Step(at, index, member.name), member.offset)
            else:
                path = path.into(index, member.offset)
            at = member.type
        elif isinstance(made, Array) and not _outside(btf, made, index, path):
            at = btf.resolve(made.type)
            path = path.to(Step(at, index), index * btf.size(at) * 8)
        else:
            raise BtfError(f"CO-RE: {kind_of(made)} {made.name} has no element {index}")
    return path


def _outside(btf: Btf, array: Array, index: int, path: Path) -> bool:
    """Tell whether *index* is beyond *array*; a last member of no length has no end."""
    last = path.steps[-1]
    if array.length or not last.name:
        return index >= array.length
    made = btf.type(last.type)
    return not isinstance(made, Composite) or last.number != len(made.members) - 1


def _member_of(btf: Btf, step: Step) -> Member:
    made = btf.type(step.type)
    assert isinstance(made, Composite)
    return made.members[step.number]


def answer(btf: Btf, path: Path, asked: Kind) -> Answer:
    """Return what *asked* is of the thing at the end of *path*."""
    if asked in (Kind.TYPE_EXISTS, Kind.TYPE_MATCHES, *_EXISTENCE):
        return Answer(1)
    if asked is Kind.TYPE_SIZE:
        return Answer(btf.size(path.root))
    if asked in _ABOUT_TYPES:
        return Answer(path.root)
    if asked is Kind.ENUMVAL_VALUE:
        made = btf.type(btf.resolve(path.root))
        assert isinstance(made, Enum)
        value = made.values[path.steps[0].number].value
        return Answer(value if isinstance(made, Enum64) else s32(value))
    last = path.steps[-1]
    if not last.name:
        return _answer_element(btf, path, asked)
    return _answer_member(btf, path, _member_of(btf, last), asked)


def _answer_element(btf: Btf, path: Path, asked: Kind) -> Answer:
    at = path.steps[-1].type
    size = btf.size(at)
    if asked is Kind.FIELD_BYTE_OFFSET:
        return _field(path.bit // 8, size, btf.type(at))
    if asked is Kind.FIELD_BYTE_SIZE:
        return Answer(size)
    raise BtfError(f"CO-RE: {asked.name} is not asked of array elements")


def _answer_member(btf: Btf, path: Path, member: Member, asked: Kind) -> Answer:
    at = btf.resolve(member.type)
    made = btf.type(at)
    size, offset, bits = btf.size(at), path.bit // 8, member.bits
    if bits:
        size, offset = _bit_field(size, path.bit, bits)
    match asked:
        case Kind.FIELD_BYTE_OFFSET:
            return Answer(offset) if bits else _field(offset, size, made)
        case Kind.FIELD_BYTE_SIZE:
            return Answer(size)
        case Kind.FIELD_SIGNED:
            return Answer(int(isinstance(made, (Int, Enum)) and made.signed))
        case Kind.FIELD_RSHIFT_U64:
            return Answer(64 - (bits or size * 8))
        case _:
            inside = path.bit - offset * 8
            if sys.byteorder == "little":
                return Answer(64 - (inside + (bits or size * 8)))
            return Answer((8 - size) * 8 + inside)


def _bit_field(size: int, bit: int, bits: int) -> tuple[int, int]:
    """Return size and byte offset of the smallest aligned integer that holds a bit field."""
    size = size or 1
    offset = bit // 8 // size * size
    while bit + bits - offset * 8 > size * 8:
        if size >= 8:
            raise BtfError(f"CO-RE: a bit field of {bits} bits at bit {bit} fits no load")
        size *= 2
        offset = bit // 8 // size * size
    return size, offset


def _field(offset: int, size: int, made: Type) -> Answer:
    pointer = isinstance(made, Ptr)
    return Answer(offset, size, pointer or (isinstance(made, Int) and not made.signed), pointer)


def resizable(mine: Answer, theirs: Answer) -> bool:
    """Tell whether a load may change its size from *mine* to *theirs* and mean the same.

    Pointers may, and unsigned integers: both are extended by zeros.
    """
    both = mine.extends and theirs.extends and mine.pointer is theirs.pointer
    return mine.size == theirs.size or both
