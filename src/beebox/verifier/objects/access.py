"""Loads and stores in map values: they keep away from special fields.

After Linux 6.18 kernel/bpf/verifier.c: check_map_access, mark_ptr_not_null_reg, reg_btf_record.
"""

from __future__ import annotations

from errno import EACCES

from beebox.verifier import sockets
from beebox.verifier.api import MapValue
from beebox.verifier.objects import structs
from beebox.verifier.objects.fields import (
    LOCKS,
    NO_FIELDS,
    POINTERS,
    TASK_WORK,
    TIMER,
    WORKQUEUE,
    Field,
    Record,
)
from beebox.verifier.types import (
    ALLOC,
    BASE,
    BTF_ID,
    MAP_PTR,
    MAP_VALUE,
    Refusal,
    Reg,
    TypeRef,
)

_POINTER = 8
_ASYNC = TIMER | WORKQUEUE | TASK_WORK


def check(reg: Reg, record: Record, off: int, size: int, *, direct: bool) -> None:
    """Refuse an access that touches a special field, but for whole pointers by an instruction.

    *off* has the pointer's fixed offset in it.
    """
    low, high = reg.bounds.smin + off, reg.bounds.umax + off + size
    for field in record.fields:
        if not (low < field.offset + field.size and field.offset < high):
            continue
        if not field.kind & POINTERS:
            raise Refusal(EACCES, f"{field.name} cannot be accessed directly by load/store")
        _check_pointer(reg, field, off, size, direct=direct)


def _check_pointer(reg: Reg, field: Field, off: int, size: int, *, direct: bool) -> None:
    name = field.name
    if not direct:
        raise Refusal(EACCES, f"{name} cannot be accessed indirectly by helper")
    if reg.bounds.mask:
        raise Refusal(EACCES, f"{name} access cannot have variable offset")
    where = off + reg.bounds.value
    if field.offset != where:
        raise Refusal(EACCES, f"{name} access misaligned expected={field.offset} off={where}")
    if size != _POINTER:
        raise Refusal(EACCES, f"{name} access size must be BPF_DW")


def check_object(of: TypeRef, off: int, size: int) -> None:
    """Refuse an access to an object of the program that touches a special field."""
    record = structs.of_struct(of.btf, of.id)
    if record is None:
        return
    for field in record.fields:
        if off < field.offset + field.size and field.offset < off + size:
            raise Refusal(EACCES, f"direct access to {field.name} is disallowed")


def record_of(reg: Reg) -> Record:
    """Return the special fields of what a pointer points into."""
    of = reg.of
    if reg.type == MAP_VALUE and isinstance(of, MapValue):
        return of.record
    if reg.type & (BASE | ALLOC) == BTF_ID | ALLOC and isinstance(of, TypeRef):
        return structs.of_struct(of.btf, of.id) or NO_FIELDS
    return NO_FIELDS


def may_lock(reg: Reg) -> bool:
    """Tell whether there is a lock in what a pointer points into (reg_may_point_to_spin_lock)."""
    return bool(record_of(reg).mask & LOCKS)


def found(reg: Reg) -> Reg:
    """Return a pointer as it is where it is not null (mark_ptr_not_null_reg)."""
    of = reg.of
    if reg.type & BASE == MAP_VALUE and isinstance(of, MapValue) and of.inner is not None:
        uid = reg.id if of.inner.record.mask & _ASYNC else 0
        inner = of.inner._replace(name="", key=(of.key, "inner"))
        return reg._replace(type=MAP_PTR, of=inner, uid=uid)
    return sockets.found(reg)


def not_null(reg: Reg) -> Reg:
    """Return a pointer that turned out not to be null; one to a lock stays told from others."""
    made = found(reg)
    return made if may_lock(made) else made._replace(id=0)
