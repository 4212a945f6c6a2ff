"""BTF in memory: a class a kind, and `Btf`, which makes a type when it is asked for.

Documentation/bpf/btf.rst and include/uapi/linux/btf.h. The kernel's own BTF has 126,000 types, of
which a program touches ten: `Btf` keeps the words as they came and finds out where each type
starts only on the first question.

The classes are named tuples, not dataclasses, because every start of a tool imports them and a
dataclass takes six times as long to make; for the same reason there are no annotations as strings
here. A *type* field is the id of another type, 0 is void. Being tuples, a Const and a Volatile of
one type compare equal: compare `kind_of` too.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from beebox.errors import BtfError

DEPTH = 64
"""how many modifiers, or levels of nesting, are followed before a type counts as endless"""
LONGEST = 4096
"""how much of a string is read"""


class Void(NamedTuple):
    """Type 0."""

    name: str = ""


class Int(NamedTuple):
    """An integer of *size* bytes, of which *bits* from bit *offset* on are used."""

    name: str
    size: int
    signed: bool = False
    char: bool = False
    bool: bool = False
    offset: int = 0
    bits: int = 0


class Float(NamedTuple):
    """A floating-point number of *size* bytes."""

    name: str
    size: int


class Reference(NamedTuple):
    """What Ptr, Typedef, Const, Volatile, Restrict and TypeTag have in common.

    A TypeTag that is an *attribute* stands for ``__attribute__((name))`` itself.
    """

    name: str
    type: int
    attribute: bool = False


class Ptr(Reference):
    """A pointer to *type*."""

    __slots__ = ()


class Typedef(Reference):
    """Another *name* for *type*."""

    __slots__ = ()


class Volatile(Reference):
    """*type*, volatile."""

    __slots__ = ()


class Const(Reference):
    """*type*, const."""

    __slots__ = ()


class Restrict(Reference):
    """*type*, restrict."""

    __slots__ = ()


class TypeTag(Reference):
    """*type* with ``__attribute__((btf_type_tag(name)))``."""

    __slots__ = ()


class Array(NamedTuple):
    """*length* elements of *type*; *index_type* is the type of the index."""

    type: int
    index_type: int
    length: int
    name: str = ""


class Member(NamedTuple):
    """A member at bit *offset*; *bits* is the width of a bit field, else 0."""

    name: str
    type: int
    offset: int
    bits: int = 0


class Composite(NamedTuple):
    """What Struct and Union have in common: *size* in bytes and members in order."""

    name: str
    size: int
    members: tuple[Member, ...]


class Struct(Composite):
    """A struct."""

    __slots__ = ()


class Union(Composite):
    """A union."""

    __slots__ = ()


class Enumerator(NamedTuple):
    """A named value."""

    name: str
    value: int


class Enum(NamedTuple):
    """An enum of *size* bytes; `Enum64` when a value needs 64 bits."""

    name: str
    size: int
    signed: bool
    values: tuple[Enumerator, ...]


class Enum64(Enum):
    """An enum whose values are stored in 64 bits."""

    __slots__ = ()


class Fwd(NamedTuple):
    """A struct or union that is declared and not defined."""

    name: str
    union: bool = False


class Func(NamedTuple):
    """A function of FuncProto *type*; *linkage* 0 static, 1 global, 2 extern."""

    name: str
    type: int
    linkage: int = 1


class Param(NamedTuple):
    """A parameter. The last one of a variadic function has no name and type 0."""

    name: str
    type: int


class FuncProto(NamedTuple):
    """What a function takes and returns."""

    type: int
    params: tuple[Param, ...]
    name: str = ""


class Var(NamedTuple):
    """A global variable; *linkage* as for `Func`."""

    name: str
    type: int
    linkage: int = 1


class SecVar(NamedTuple):
    """Where in its section a variable lies: *type* is the id of its Var."""

    type: int
    offset: int
    size: int


class DataSec(NamedTuple):
    """A section of variables, ordered by offset."""

    name: str
    size: int
    vars: tuple[SecVar, ...]


class DeclTag(NamedTuple):
    """``__attribute__((btf_decl_tag(name)))`` of *type*, or of its member *component* if not -1.

    One that is an *attribute* stands for ``__attribute__((name))`` itself.
    """

    name: str
    type: int
    component: int = -1
    attribute: bool = False


Type = (
    Void
    | Int
    | Float
    | Reference
    | Array
    | Composite
    | Enum
    | Fwd
    | Func
    | FuncProto
    | Var
    | DataSec
    | DeclTag
)
CLASSES: dict[str, type[Type]] = {
    "void": Void,
    "int": Int,
    "ptr": Ptr,
    "array": Array,
    "struct": Struct,
    "union": Union,
    "enum": Enum,
    "fwd": Fwd,
    "typedef": Typedef,
    "volatile": Volatile,
    "const": Const,
    "restrict": Restrict,
    "func": Func,
    "func_proto": FuncProto,
    "var": Var,
    "datasec": DataSec,
    "float": Float,
    "decl_tag": DeclTag,
    "type_tag": TypeTag,
    "enum64": Enum64,
}
"""the class of each BTF_KIND by name, in the order of their numbers"""
KINDS = tuple(CLASSES)
_NUMBER = {made: number for number, made in enumerate(CLASSES.values())}
MODIFIERS = (Typedef, Volatile, Const, Restrict, TypeTag)
"""what stands between a use of a type and the type meant"""

FIXED = (3, 4, 3, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 3, 3, 4, 3, 3)
EACH = (0, 0, 0, 0, 3, 3, 2, 0, 0, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 3)
"""words of a record, by kind: always, and for each of its elements"""
_UNKNOWN = 1 << 40
_FIXED = (_UNKNOWN, *FIXED[1:], *[_UNKNOWN] * (32 - len(FIXED)))
_EACH = (*EACH, *[0] * (32 - len(EACH)))
"""the same for all numbers that a kind can have: what is not known leads beyond any end"""


def number_of(made: Type) -> int:
    """Return the BTF_KIND of a type."""
    return _NUMBER[type(made)]


def kind_of(made: Type) -> str:
    """Return the name of a type's kind: ``struct``, ``typedef``, ``func_proto``."""
    return KINDS[_NUMBER[type(made)]]


class Btf:
    """Types by id and by name.

    *raw* is the blob as it came. Types that are asked for are kept. With *base*, ids and strings
    go on where the base ends (split BTF, as kernel modules have it).
    """

    def __init__(
        self, raw: bytes, words: "array[int]", strings: bytes, base: "Btf | None" = None
    ) -> None:
        self.raw = raw
        self.base = base
        self._words = words
        self._strings = strings
        self._first = len(base) if base else 0
        self._strings_from = base.strings_end if base else 0
        self._starts: Sequence[int] = ()
        self._made: dict[int, Type] = {}
        self._names: Sequence[int] | None = None
        self._ids: Sequence[int] = ()

    @property
    def strings(self) -> bytes:
        """The bytes of the strings that are in here."""
        return self._strings

    @property
    def strings_end(self) -> int:
        """The first string offset that is not in here."""
        return self._strings_from + len(self._strings)

    @property
    def starts(self) -> Sequence[int]:
        """Where in the words each type begins; made on the first use."""
        if not self._starts:
            self._starts = _index(self._words, () if self.base else (0,))
        return self._starts

    def __len__(self) -> int:
        """How many ids there are, void and a base included."""
        return self._first + len(self.starts)

    def __repr__(self) -> str:
        return f"<Btf of {len(self)} types>"

    def ids(self) -> range:
        """Return the ids that are defined here: without void, without those of a base."""
        return range(self._first or 1, len(self))

    def string(self, offset: int) -> str:
        """Return the string at *offset*, or as much of it as is sensible for a name or a line.

        Raises:
            BtfError: there is none.
        """
        if self.base and offset < self._strings_from:
            return self.base.string(offset)
        start = offset - self._strings_from
        if not 0 <= start < len(self._strings):
            raise BtfError(
                f"string offset {offset} is outside the {self.strings_end} bytes of strings"
            )
        return self._strings[start : start + LONGEST].partition(b"\0")[0].decode(errors="replace")

    def kind(self, type_id: int) -> str:
        """Return the name of the kind of type *type_id* without making it."""
        if self.base and type_id < self._first:
            return self.base.kind(type_id)
        start = self._start(type_id)
        return KINDS[self._words[start + 1] >> 24 & 0x1F] if type_id else "void"

    def _start(self, type_id: int) -> int:
        index = type_id - self._first
        if not 0 <= index < len(self.starts):
            raise BtfError(f"there is no type {type_id}: ids go up to {len(self) - 1}")
        return self._starts[index]

    def type(self, type_id: int) -> Type:
        """Return the type with this id.

        Raises:
            BtfError: there is none, or its strings are damaged.
        """
        made = self._made.get(type_id)
        if made is None:
            if self.base and type_id < self._first:
                return self.base.type(type_id)
            start = self._start(type_id)
            info = self._words[start + 1] if type_id else 0
            made = _MAKERS[info >> 24 & 0x1F](self, self._words, start, info)
            self._made[type_id] = made
        return made

    def find(self, name: str, kind: str = "") -> int | None:
        """Return the first type of this name, and of this kind if one is given; None if none."""
        for type_id in self.find_all(name):
            if not kind or self.kind(type_id) == kind:
                return type_id
        return None

    def find_all(self, name: str) -> list[int]:
        """Return the ids of all types of this name, lowest first."""
        found = self.base.find_all(name) if self.base else []
        if name:
            found += self._called(name.encode(), (b"\0",))
        return sorted(found)

    def flavours(self, name: str) -> list[int]:
        """Return the ids of types called *name* or ``name___anything`` (CO-RE's flavours)."""
        found = self.base.flavours(name) if self.base else []
        found += self._called(name.encode(), (b"\0", b"___"))
        return sorted(found)

    def _called(self, name: bytes, ends: tuple[bytes, ...]) -> Iterator[int]:
        """Yield the types whose names are *name* and what begins with one of *ends*."""
        strings, length = self._strings, len(name)
        start = strings.find(name)
        while start >= 0:
            if strings.startswith(ends, start + length):  # to find the end as well takes longer
                yield from self._named(start + self._strings_from)
            start = strings.find(name, start + 1)

    def _named(self, offset: int) -> Sequence[int]:
        """Return the types whose name is the string at *offset*, lowest first."""
        if self._names is None:
            self._names, self._ids = self._sorted()
        first = bisect_left(self._names, offset)
        return self._ids[first : bisect_right(self._names, offset, first)]

    def _sorted(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return the names of the types that have one, sorted, and whose each is."""
        ids = self.ids()
        names = [*map(self._words.__getitem__, self.starts[-len(ids) :] if ids else ())]
        order = sorted(compress(range(len(ids)), names), key=names.__getitem__)
        return [*map(names.__getitem__, order)], [*map(ids.__getitem__, order)]

    def resolve(self, type_id: int) -> int:
        """Return the id behind typedefs, qualifiers and tags.

        Raises:
            BtfError: they go round in a circle.
        """
        for _ in range(DEPTH):
            made = self.type(type_id)
            if not isinstance(made, MODIFIERS):
                return type_id
            type_id = made.type
        raise BtfError(f"type {type_id}: typedefs and qualifiers never end")

    def size(self, type_id: int) -> int:
        """Return the size in bytes of a value of this type.

        Raises:
            BtfError: it has none (void, a function, a struct that is only declared).
        """
        count = 1
        for _ in range(DEPTH):
            made = self.type(self.resolve(type_id))
            if isinstance(made, Array):
                count *= made.length
                type_id = made.type
            elif isinstance(made, Ptr):
                return count * 8
            elif isinstance(made, Var):
                type_id = made.type
            elif isinstance(made, (Int, Float, Composite, Enum, DataSec)):
                return count * made.size
            else:
                raise BtfError(
                    f"type {type_id} ({kind_of(made)} {made.name or '(anon)'}) has no size"
                )
        raise BtfError(f"type {type_id}: arrays of arrays never end")


class _Lengths(dict[int, int]):
    """The words that a record takes, by the info it has; there are far fewer than records."""

    def __missing__(self, info: int) -> int:
        kind = info >> 24 & 0x1F
        self[info] = _FIXED[kind] + _EACH[kind] * (info & 0xFFFF)
        return self[info]


def _index(words: "array[int]", before: Sequence[int]) -> list[int]:
    """Return where each record starts; *before* stands for void, which has no record."""
    starts = list(before)
    add, lengths = starts.append, _Lengths()
    at, end = 0, len(words)
    while at + 2 < end:
        add(at)
        at += lengths[words[at + 1]]
    if at != end:
        last = len(starts) - 1
        kind = words[starts[-1] + 1] >> 24 & 0x1F
        if last and _FIXED[kind] == _UNKNOWN:
            raise BtfError(f"type {last} has kind {kind}, which is not known")
        raise BtfError(f"the last type, {last}, goes beyond the end of the types")
    return starts


_Maker = Callable[[Btf, "array[int]", int, int], Type]


def _signed(word: int) -> int:
    return word - (1 << 32) if word >> 31 else word


def _void(_btf: Btf, _w: "array[int]", _at: int, _info: int) -> Type:
    return Void()


def _int(btf: Btf, w: "array[int]", at: int, _info: int) -> Type:
    extra = w[at + 3]
    encoding = extra >> 24
    return Int(
        btf.string(w[at]),
        w[at + 2],
        bool(encoding & 1),
        bool(encoding & 2),
        bool(encoding & 4),
        extra >> 16 & 0xFF,
        extra & 0xFF,
    )


def _float(btf: Btf, w: "array[int]", at: int, _info: int) -> Type:
    return Float(btf.string(w[at]), w[at + 2])


def _array(_btf: Btf, w: "array[int]", at: int, _info: int) -> Type:
    return Array(w[at + 3], w[at + 4], w[at + 5])


def _composite(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    members = []
    for m in range(at + 3, at + 3 + 3 * (info & 0xFFFF), 3):
        where = w[m + 2]
        offset, bits = (where & 0xFFFFFF, where >> 24) if info >> 31 else (where, 0)
        members.append(Member(btf.string(w[m]), w[m + 1], offset, bits))
    made = Union if info >> 24 & 0x1F == _NUMBER[Union] else Struct
    return made(btf.string(w[at]), w[at + 2], tuple(members))


def _enum(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    signed = bool(info >> 31)
    values = tuple(
        Enumerator(btf.string(w[v]), _signed(w[v + 1]) if signed else w[v + 1])
        for v in range(at + 3, at + 3 + 2 * (info & 0xFFFF), 2)
    )
    return Enum(btf.string(w[at]), w[at + 2], signed, values)


def _enum64(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    signed = bool(info >> 31)
    values = []
    for v in range(at + 3, at + 3 + 3 * (info & 0xFFFF), 3):
        high = _signed(w[v + 2]) if signed else w[v + 2]
        values.append(Enumerator(btf.string(w[v]), high << 32 | w[v + 1]))
    return Enum64(btf.string(w[at]), w[at + 2], signed, tuple(values))


def _fwd(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    return Fwd(btf.string(w[at]), bool(info >> 31))


def _func(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    return Func(btf.string(w[at]), w[at + 2], info & 0xFFFF)


def _func_proto(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    params = range(at + 3, at + 3 + 2 * (info & 0xFFFF), 2)
    return FuncProto(w[at + 2], tuple(Param(btf.string(w[p]), w[p + 1]) for p in params))


def _var(btf: Btf, w: "array[int]", at: int, _info: int) -> Type:
    return Var(btf.string(w[at]), w[at + 2], w[at + 3])


def _datasec(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    entries = range(at + 3, at + 3 + 3 * (info & 0xFFFF), 3)
    found = tuple(SecVar(w[e], w[e + 1], w[e + 2]) for e in entries)
    return DataSec(btf.string(w[at]), w[at + 2], found)


def _decl_tag(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
    return DeclTag(btf.string(w[at]), w[at + 2], _signed(w[at + 3]), bool(info >> 31))


def _reference(made: Callable[[str, int, bool], Type]) -> _Maker:
    def make(btf: Btf, w: "array[int]", at: int, info: int) -> Type:
        return made(btf.string(w[at]), w[at + 2], info >> 31 == 1)

    return make


_MAKERS: tuple[_Maker, ...] = (
    _void,
    _int,
    _reference(Ptr),
    _array,
    _composite,
    _composite,
    _enum,
    _fwd,
    _reference(Typedef),
    _reference(Volatile),
    _reference(Const),
    _reference(Restrict),
    _func,
    _func_proto,
    _var,
    _datasec,
    _float,
    _decl_tag,
    _reference(TypeTag),
    _enum64,
)
