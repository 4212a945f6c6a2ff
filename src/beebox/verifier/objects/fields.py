"""The special fields of a type: where in a value its locks, timers, pointers and lists are.

After Linux 6.18 kernel/bpf/btf.c: btf_find_field, btf_parse_fields, btf_check_and_fixup_fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from errno import E2BIG, EEXIST, EINVAL, ENOENT
from typing import NamedTuple

from beebox.btf.types import Array, Btf, DataSec, DeclTag, Ptr, Struct, TypeTag, Var, Volatile

Kernel = Callable[[], Btf | None]
"""gives the types of the kernel, to those who need them"""

# enum btf_field_type: each a bit
SPIN_LOCK = 1 << 0
TIMER = 1 << 1
KPTR_UNREF = 1 << 2
KPTR_REF = 1 << 3
KPTR_PERCPU = 1 << 4
LIST_HEAD = 1 << 5
LIST_NODE = 1 << 6
RB_ROOT = 1 << 7
RB_NODE = 1 << 8
REFCOUNT = 1 << 9
WORKQUEUE = 1 << 10
UPTR = 1 << 11
RES_SPIN_LOCK = 1 << 12
TASK_WORK = 1 << 13

KPTR = KPTR_UNREF | KPTR_REF | KPTR_PERCPU
POINTERS = KPTR | UPTR
LOCKS = SPIN_LOCK | RES_SPIN_LOCK
GRAPH_ROOT = LIST_HEAD | RB_ROOT
GRAPH_NODE = LIST_NODE | RB_NODE


class Kind(NamedTuple):
    """A kind of field: its name, its size in bytes, its alignment."""

    name: str
    size: int
    align: int
    unique: bool = False
    """a value has at most one of it"""


KINDS = {
    SPIN_LOCK: Kind("bpf_spin_lock", 4, 4, unique=True),
    RES_SPIN_LOCK: Kind("bpf_res_spin_lock", 4, 4, unique=True),
    TIMER: Kind("bpf_timer", 16, 8, unique=True),
    WORKQUEUE: Kind("bpf_wq", 16, 8, unique=True),
    TASK_WORK: Kind("bpf_task_work", 8, 8, unique=True),
    LIST_HEAD: Kind("bpf_list_head", 16, 8),
    LIST_NODE: Kind("bpf_list_node", 24, 8),
    RB_ROOT: Kind("bpf_rb_root", 16, 8),
    RB_NODE: Kind("bpf_rb_node", 32, 8),
    REFCOUNT: Kind("bpf_refcount", 4, 4),
    KPTR_UNREF: Kind("kptr", 8, 8),
    KPTR_REF: Kind("kptr", 8, 8),
    KPTR_PERCPU: Kind("percpu_kptr", 8, 8),
    UPTR: Kind("uptr", 8, 8),
}
_BY_NAME = {row.name: kind for kind, row in KINDS.items() if not kind & POINTERS}
_TAGS = {
    "kptr_untrusted": KPTR_UNREF,
    "kptr": KPTR_REF,
    "percpu_kptr": KPTR_PERCPU,
    "uptr": UPTR,
}
_REPEATABLE = POINTERS | GRAPH_ROOT
_NODES = {LIST_HEAD: LIST_NODE, RB_ROOT: RB_NODE}
_LIMIT = 11
"""BTF_FIELDS_MAX"""
_DEPTH = 32
"""MAX_RESOLVE_DEPTH"""
DESTRUCTIBLE = frozenset(
    (
        "task_struct",
        "cgroup",
        "bpf_cpumask",
        "bpf_crypto_ctx",
        "prog_test_ref_kfunc",
        "prog_test_member",
    )
)
"""the structs of the kernel that a map may own: those with a destructor (btf_find_dtor_kfunc)"""


class FieldError(Exception):
    """The fields of a type are not what the kernel takes; it says no more than an errno."""

    def __init__(self, errno: int) -> None:
        super().__init__(errno)
        self.errno = errno


class Field(NamedTuple):
    """A special field of a value."""

    kind: int
    offset: int
    size: int
    btf: Btf | None = None
    """of a pointer: the types that `type_id` is of; of a list or tree: those of its nodes"""
    type_id: int = 0
    """the struct that is pointed to, or that the nodes are in"""
    node: int = 0
    """of a list or tree: where in the struct the node is"""
    kernel: bool = False
    """the struct is the kernel's"""

    @property
    def name(self) -> str:
        """As the log calls it (btf_field_type_name)."""
        return KINDS[self.kind].name


class Record(NamedTuple):
    """The special fields of a value, by their offsets (struct btf_record)."""

    fields: tuple[Field, ...]
    mask: int
    """which kinds there are"""

    def find(self, offset: int, kinds: int) -> Field | None:
        """Return the field at *offset*, if it is one of *kinds* (btf_record_find)."""
        if not self.mask & kinds:
            return None
        for field in self.fields:
            if field.offset == offset and field.kind & kinds:
                return field
        return None

    def offset(self, kind: int) -> int:
        """Return where the one field of a kind is; -EINVAL if there is none."""
        for field in self.fields:
            if field.kind == kind:
                return field.offset
        return -EINVAL


NO_FIELDS = Record((), 0)


class _Found(NamedTuple):
    """A field before its struct was looked for."""

    kind: int
    offset: int
    type_id: int = 0
    node: str = ""

    def moved(self, by: int) -> _Found:
        return self._replace(offset=self.offset + by)


def parse(btf: Btf, type_id: int, mask: int, kernel: Kernel) -> Record:
    """Return the special fields among *mask* of the struct or section *type_id*.

    Raises:
        FieldError: the kernel takes them not.
    """
    search = _Search(btf, mask)
    fields = []
    end = 0
    for found in search.all(type_id):
        if found.offset < end:
            raise FieldError(EEXIST)
        end = found.offset + KINDS[found.kind].size
        fields.append(_field(btf, found, kernel))
    made = 0
    for field in fields:
        made |= field.kind
    _check_together(made)
    return Record(tuple(sorted(fields, key=lambda field: field.offset)), made)


def _check_together(mask: int) -> None:
    """Refuse kinds of fields that a value cannot have together, or one without the other."""
    if mask & LOCKS == LOCKS:
        raise FieldError(EINVAL)
    if mask & GRAPH_ROOT and not mask & LOCKS:
        raise FieldError(EINVAL)
    if mask & GRAPH_NODE == GRAPH_NODE and not mask & REFCOUNT:
        raise FieldError(EINVAL)


class _Search:
    """The search for fields in a type and the types inside it."""

    def __init__(self, btf: Btf, mask: int) -> None:
        self.btf = btf
        self.mask = mask
        self.room = _LIMIT

    def all(self, type_id: int) -> list[_Found]:
        made = self.btf.type(type_id)
        if isinstance(made, Struct):
            return self._members(made, type_id, 0, _LIMIT)
        if isinstance(made, DataSec):
            return self._variables(made)
        raise FieldError(EINVAL)

    def _members(self, made: Struct, type_id: int, level: int, room: int) -> list[_Found]:
        found: list[_Found] = []
        seen: set[int] = set()
        for index, member in enumerate(made.members):
            if member.offset % 8:
                raise FieldError(EINVAL)
            use = _Use(type_id, index, member.offset // 8)
            found += self._one(use, member.type, seen, level, room - len(found))
        return found

    def _variables(self, made: DataSec) -> list[_Found]:
        found: list[_Found] = []
        seen: set[int] = set()
        for entry in made.vars:
            variable = self.btf.type(entry.type)
            assert isinstance(variable, Var)
            use = _Use(entry.type, -1, entry.offset, entry.size)
            found += self._one(use, variable.type, seen, 0, _LIMIT - len(found))
        return found

    def _one(self, use: _Use, type_id: int, seen: set[int], level: int, room: int) -> list[_Found]:
        """Return the fields that one member or variable is, or has inside it."""
        type_id, count = self._element(type_id)
        if not count:
            return []
        made = self.btf.type(type_id)
        kind = self._kind(made, seen)
        if not kind:
            if not isinstance(made, Struct) or (use.size and use.size != made.size * count):
                return []
            return self._nested(made, type_id, use.offset, count, level, room)
        row = KINDS[kind]
        if (use.size and use.size != row.size * count) or use.offset % row.align:
            return []
        found = self._match(kind, made, use, row.size)
        if found is None:
            return []
        if not room:
            raise FieldError(E2BIG)
        return _repeated([found], count, row.size, room) if count > 1 else [found]

    def _element(self, type_id: int) -> tuple[int, int]:
        """Return the type of an array's elements, and how many there are."""
        count = 1
        for _ in range(_DEPTH):
            made = self.btf.type(type_id)
            if not isinstance(made, Array):
                return type_id, count
            count = count * made.length & 0xFFFFFFFF
            type_id = made.type
        raise FieldError(E2BIG)

    def _kind(self, made: object, seen: set[int]) -> int:
        """Return which kind of field a type may be (btf_get_field_type)."""
        name = getattr(made, "name", "")
        kind = _BY_NAME.get(name, 0) & self.mask
        if kind:
            if KINDS[kind].unique:
                if kind in seen:
                    raise FieldError(E2BIG)
                seen.add(kind)
            return kind
        pointers = self.mask & POINTERS and not isinstance(made, Struct)
        return KPTR_REF if pointers else 0

    def _nested(
        self, made: Struct, type_id: int, off: int, count: int, level: int, room: int
    ) -> list[_Found]:
        level += 1
        if level >= _DEPTH:
            raise FieldError(E2BIG)
        found = [one.moved(off) for one in self._members(made, type_id, level, room)]
        return _repeated(found, count, made.size, room) if found and count > 1 else found

    def _match(self, kind: int, made: object, use: _Use, size: int) -> _Found | None:
        if kind & POINTERS:
            return find_pointer(self.btf, made, self.mask, use.offset)
        if not isinstance(made, Struct) or made.size != size:
            return None
        if kind & GRAPH_ROOT:
            return self._root(kind, use)
        return _Found(kind, use.offset)

    def _root(self, kind: int, use: _Use) -> _Found:
        """Find out what a list or tree contains: a tag says it (btf_find_graph_root)."""
        tags = list(self._tags(use))
        if len(tags) != 1:
            raise FieldError(EINVAL)
        struct, colon, node = tags[0].partition(":")
        if not colon:
            raise FieldError(EINVAL)
        type_id = self.btf.find(struct, "struct") if struct else None
        if type_id is None:
            raise FieldError(ENOENT)
        if not node:
            raise FieldError(EINVAL)
        return _Found(kind, use.offset, type_id, node)

    def _tags(self, use: _Use) -> Iterator[str]:
        prefix = "contains:"
        for type_id in self.btf.ids():
            if self.btf.kind(type_id) != "decl_tag":
                continue
            tag = self.btf.type(type_id)
            assert isinstance(tag, DeclTag)
            here = tag.type == use.owner and tag.component == use.member
            if here and tag.name.startswith(prefix):
                yield tag.name[len(prefix) :]


class _Use(NamedTuple):
    """Where a type is used: as a member of a struct, or as a variable's (-1)."""

    owner: int
    member: int
    offset: int
    size: int = 0
    """what a section says that it takes; 0: that is not said"""


def _repeated(found: list[_Found], count: int, size: int, room: int) -> list[_Found]:
    """Return the fields of all elements of an array (btf_repeat_fields)."""
    if any(not one.kind & _REPEATABLE for one in found):
        raise FieldError(EINVAL)
    if len(found) * count > room:
        raise FieldError(E2BIG)
    return [one.moved(number * size) for number in range(count) for one in found]


def find_pointer(btf: Btf, made: object, mask: int, offset: int = 0) -> _Found | None:
    """Return the pointer field that a type is, if it is one (btf_find_kptr)."""
    if isinstance(made, Volatile):
        made = btf.type(made.type)
    if not isinstance(made, Ptr):
        return None
    tag = btf.type(made.type)
    if not isinstance(tag, TypeTag):
        return None
    if isinstance(btf.type(tag.type), TypeTag):
        raise FieldError(EINVAL)
    kind = _TAGS.get(tag.name)
    if kind is None:
        raise FieldError(EINVAL)
    if not kind & mask:
        return None
    target = btf.resolve(tag.type)
    if not isinstance(btf.type(target), Struct):
        raise FieldError(EINVAL)
    return _Found(kind, offset, target)


def _field(btf: Btf, found: _Found, kernel: Kernel) -> Field:
    kind, offset, type_id, _ = found
    size = KINDS[kind].size
    if kind & POINTERS:
        return _pointer(btf, found, kernel)
    if kind & GRAPH_ROOT:
        return Field(kind, offset, size, btf, type_id, _node(btf, found))
    return Field(kind, offset, size)


def _pointer(btf: Btf, found: _Found, kernel: Kernel) -> Field:
    """Find the struct of a pointer: the kernel's of that name, or the program's own."""
    kind, offset, type_id, _ = found
    name = btf.type(type_id).name
    types = kernel()
    theirs = types.find(name, btf.kind(type_id)) if types is not None and name else None
    if theirs is None:
        return Field(kind, offset, 8, btf, type_id)
    if kind == KPTR_REF and name not in DESTRUCTIBLE:
        raise FieldError(ENOENT)
    return Field(kind, offset, 8, types, theirs, kernel=True)


def _node(btf: Btf, found: _Found) -> int:
    """Return where the node is in the struct that a list or tree contains."""
    kind, _, type_id, name = found
    struct = btf.type(type_id)
    assert isinstance(struct, Struct)
    nodes = [member for member in struct.members if member.name == name]
    if not nodes:
        raise FieldError(ENOENT)
    row = KINDS[_NODES[kind]]
    made = btf.type(nodes[0].type)
    wrong = not isinstance(made, Struct) or made.name != row.name
    if len(nodes) > 1 or wrong or nodes[0].offset % (8 * row.align):
        raise FieldError(EINVAL)
    return nodes[0].offset // 8
