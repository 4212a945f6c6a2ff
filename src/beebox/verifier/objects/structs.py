"""The special fields of the structs that a program brings along: what its objects may hold.

After Linux 6.18 kernel/bpf/btf.c: btf_parse_struct_metas, btf_check_and_fixup_fields.
"""

from __future__ import annotations

from errno import E2BIG, EFAULT, EINVAL, ELOOP
from weakref import WeakKeyDictionary

from beebox.btf.types import Btf, Struct
from beebox.verifier.objects.fields import (
    GRAPH_NODE,
    GRAPH_ROOT,
    KPTR,
    LIST_HEAD,
    LIST_NODE,
    RB_NODE,
    RB_ROOT,
    REFCOUNT,
    RES_SPIN_LOCK,
    SPIN_LOCK,
    UPTR,
    FieldError,
    Kernel,
    Record,
    find_pointer,
    parse,
)

_MASK = SPIN_LOCK | RES_SPIN_LOCK | LIST_HEAD | LIST_NODE | RB_ROOT | RB_NODE | REFCOUNT | KPTR
_NAMES = (
    "bpf_spin_lock",
    "bpf_list_head",
    "bpf_list_node",
    "bpf_rb_root",
    "bpf_rb_node",
    "bpf_refcount",
)
_PAGE = 4096
_known: WeakKeyDictionary[Btf, dict[int, Record]] = WeakKeyDictionary()


def records(btf: Btf, kernel: Kernel) -> dict[int, Record]:
    """Return the fields of each struct of *btf* that has some, by its id.

    Raises:
        FieldError: BTF_LOAD refuses such types.
    """
    found = _known.get(btf)
    if found is None:
        found = _parse(btf, kernel)
        for record in found.values():
            check_owned(record, found)
        _known[btf] = found
    return found


def of_struct(btf: Btf, type_id: int) -> Record | None:
    """Return the fields of a struct that `records` knows (btf_find_struct_meta)."""
    return _known.get(btf, {}).get(type_id)


def _parse(btf: Btf, kernel: Kernel) -> dict[int, Record]:
    special = _special(btf)
    if not special:
        return {}
    found = {}
    for type_id in btf.ids():
        if btf.kind(type_id) != "struct":
            continue
        made = btf.type(type_id)
        assert isinstance(made, Struct)
        if any(member.type in special for member in made.members):
            record = parse(btf, type_id, _MASK, kernel)
            if not record.mask:
                raise FieldError(EFAULT)
            found[type_id] = record
    return found


def _special(btf: Btf) -> set[int]:
    """Return the types that make a struct with such a member an object with special fields."""
    found = {type_id for name in _NAMES if (type_id := btf.find(name, "struct")) is not None}
    for type_id in btf.ids():
        if btf.kind(type_id) in ("ptr", "volatile") and _is_pointer(btf, type_id):
            found.add(type_id)
    return found


def _is_pointer(btf: Btf, type_id: int) -> bool:
    try:
        return find_pointer(btf, btf.type(type_id), KPTR) is not None
    except FieldError:
        return False


def check_owned(record: Record, structs: dict[int, Record]) -> None:
    """Refuse what could own itself, and user pointers to what is no page.

    Raises:
        FieldError: so it is.
    """
    for field in record.fields:
        if field.kind == UPTR:
            assert field.btf is not None
            _check_user(field.btf.size(field.type_id), kernel=field.kernel)
        if field.kind & GRAPH_ROOT:
            node = structs.get(field.type_id)
            if node is None:
                raise FieldError(EFAULT)
            if record.mask & GRAPH_NODE and node.mask & GRAPH_ROOT:
                raise FieldError(ELOOP)


def _check_user(size: int, *, kernel: bool) -> None:
    if kernel or not size:
        raise FieldError(EINVAL)
    if size > _PAGE:
        raise FieldError(E2BIG)
