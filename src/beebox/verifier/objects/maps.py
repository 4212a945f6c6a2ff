"""The types of a map's keys and values, checked when it is made.

After Linux 6.18 kernel/bpf/syscall.c (map_check_btf) and the map_check_btf of each type of map.
"""

from __future__ import annotations

from errno import EACCES, EINVAL, EOPNOTSUPP
from typing import NamedTuple

from beebox.abi.enums import MapFlag
from beebox.abi.enums import MapType as M
from beebox.btf.types import Btf, DataSec, Int, Struct
from beebox.errors import ENOTSUPP, BtfError
from beebox.spec.model import KeyTypes, MapKind
from beebox.verifier.objects import structs
from beebox.verifier.objects.fields import (
    GRAPH_ROOT,
    KPTR,
    LIST_HEAD,
    LOCKS,
    NO_FIELDS,
    RB_ROOT,
    REFCOUNT,
    TASK_WORK,
    TIMER,
    UPTR,
    WORKQUEUE,
    FieldError,
    Kernel,
    Record,
    parse,
)

_U64 = 8
_CGROUP_KEY = ((0, 8), (64, 4))
"""the members of struct bpf_cgroup_storage_key: offset in bits, size in bytes"""
_MASK = LOCKS | TIMER | KPTR | LIST_HEAD | RB_ROOT | REFCOUNT | WORKQUEUE | UPTR | TASK_WORK
_STORAGE = frozenset((M.SK_STORAGE, M.INODE_STORAGE, M.TASK_STORAGE, M.CGRP_STORAGE))
_ASYNC = frozenset((M.HASH, M.LRU_HASH, M.ARRAY))
_ANY_HASH = frozenset((M.HASH, M.PERCPU_HASH, M.LRU_HASH, M.LRU_PERCPU_HASH))
_HOLDERS = (
    (LOCKS, frozenset((M.HASH, M.ARRAY, M.CGROUP_STORAGE)) | _STORAGE),
    (TIMER | WORKQUEUE | TASK_WORK, _ASYNC),
    (KPTR | REFCOUNT, _ANY_HASH | _STORAGE | {M.ARRAY, M.PERCPU_ARRAY}),
    (UPTR, frozenset((M.TASK_STORAGE,))),
    (GRAPH_ROOT, _ASYNC),
)
"""which kinds of fields which types of maps may have"""


class Shape(NamedTuple):
    """What a map is made with, as far as types must fit it."""

    key_size: int
    value_size: int
    max_entries: int
    flags: int


def check(kind: MapKind, shape: Shape, btf: Btf, key: int, value: int, kernel: Kernel) -> Record:
    """Check the types of a map's keys and values; return the special fields of the values.

    A value whose fields are wrong has none, as in Linux: its map is made, and helpers refuse it.

    Raises:
        FieldError: with the errno of MAP_CREATE.
    """
    if key:
        _check_size(btf, key, shape.key_size)
    elif kind.key_types is KeyTypes.ANY:
        raise FieldError(EINVAL)
    _check_size(btf, value, shape.value_size)
    record = _record(btf, value, kernel)
    if record.mask:
        _check_holder(kind, shape, record.mask)
        structs.check_owned(record, structs.records(btf, kernel))
    _CHECKS[kind.key_types](kind, shape, btf, key, value)
    return record


def _check_size(btf: Btf, type_id: int, size: int) -> None:
    try:
        fits = btf.size(type_id) == size
    except BtfError as error:
        raise FieldError(EINVAL) from error
    if not fits:
        raise FieldError(EINVAL)


def _record(btf: Btf, value: int, kernel: Kernel) -> Record:
    try:
        return parse(btf, btf.resolve(value), _MASK, kernel)
    except FieldError:
        return NO_FIELDS


def _check_holder(kind: MapKind, shape: Shape, mask: int) -> None:
    if shape.flags & (MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG):
        raise FieldError(EACCES)
    for kinds, holders in _HOLDERS:
        if mask & kinds and kind.type not in holders:
            raise FieldError(EOPNOTSUPP)


def _no_types(_kind: MapKind, _shape: Shape, _btf: Btf, _key: int, _value: int) -> None:
    raise FieldError(ENOTSUPP)


def _any(_kind: MapKind, _shape: Shape, _btf: Btf, _key: int, _value: int) -> None:
    """Nothing more to check."""


def _index(kind: MapKind, shape: Shape, btf: Btf, key: int, value: int) -> None:
    if key:
        _require(_is_int(btf, key, 4))
        return
    _require(kind.direct and shape.max_entries == 1)
    _require(isinstance(btf.type(btf.resolve(value)), DataSec))


def _struct(_kind: MapKind, _shape: Shape, btf: Btf, key: int, _value: int) -> None:
    _require(isinstance(btf.type(btf.resolve(key)), Struct))


def _int(_kind: MapKind, _shape: Shape, btf: Btf, key: int, _value: int) -> None:
    _require(_is_int(btf, key, 4))


def _cgroup(_kind: MapKind, shape: Shape, btf: Btf, key: int, _value: int) -> None:
    if shape.key_size == _U64:
        _require(_is_int(btf, key, _U64))
        return
    made = btf.type(btf.resolve(key))
    _require(isinstance(made, Struct) and len(made.members) == len(_CGROUP_KEY))
    assert isinstance(made, Struct)
    for member, (offset, size) in zip(made.members, _CGROUP_KEY, strict=True):
        _require(member.offset == offset and _is_int(btf, member.type, size))


def _nothing(_kind: MapKind, _shape: Shape, _btf: Btf, key: int, _value: int) -> None:
    _require(not key)


def _is_int(btf: Btf, type_id: int, size: int) -> bool:
    made = btf.type(btf.resolve(type_id))
    return isinstance(made, Int) and (made.size, made.bits, made.offset) == (size, 8 * size, 0)


def _require(holds: bool) -> None:
    if not holds:
        raise FieldError(EINVAL)


_CHECKS = {
    KeyTypes.ANY: _any,
    KeyTypes.NONE: _no_types,
    KeyTypes.INDEX: _index,
    KeyTypes.STRUCT: _struct,
    KeyTypes.INT: _int,
    KeyTypes.CGROUP: _cgroup,
    KeyTypes.NOTHING: _nothing,
    KeyTypes.IGNORED: _any,
}
