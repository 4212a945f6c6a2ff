"""Pointers kept in values: what a load of one gives, what may be stored, how one is exchanged.

After Linux 6.18 kernel/bpf/verifier.c: check_map_kptr_access, map_kptr_match_type,
btf_ld_kptr_type, process_kptr_func, and what check_helper_call does for kptr_xchg.
"""

from __future__ import annotations

from errno import EACCES, EFAULT, EINVAL

from beebox.isa.opcodes import CLASS, MODE, Class, Mode
from beebox.verifier.api import MapValue
from beebox.verifier.btf.members import in_rcu
from beebox.verifier.btf.walk import display, same_struct
from beebox.verifier.env import Env
from beebox.verifier.objects import access, structs
from beebox.verifier.objects.fields import (
    GRAPH_NODE,
    KPTR,
    KPTR_PERCPU,
    KPTR_REF,
    KPTR_UNREF,
    POINTERS,
    UPTR,
    Field,
    Record,
)
from beebox.verifier.references import drop
from beebox.verifier.state import change_all
from beebox.verifier.types import (
    ALLOC,
    BASE,
    BTF_ID,
    MAYBE_NULL,
    MEM,
    NON_OWN_REF,
    PERCPU,
    RCU,
    SCALAR,
    TRUSTED,
    UNKNOWN,
    UNTRUSTED,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
    type_text,
)

_RCU_PROTECTED = frozenset(
    ("prog_test_ref_kfunc", "cgroup", "bpf_cpumask", "task_struct", "bpf_crypto_ctx")
)
"""the structs of the kernel that stay while RCU is held (rcu_protected_types)"""


def load(env: Env, reg: Reg, record: Record, off: int) -> Reg:
    """Return what a load from a value with special fields gives."""
    field = _at(reg, record, off)
    if field is None:
        return UNKNOWN
    _check_mode(env)
    if field.kind == UPTR:
        assert field.btf is not None
        size = field.btf.size(field.type_id)
        return Reg(MEM | MAYBE_NULL, ZERO_OFFSET, 0, env.fresh_id(), size=size)
    return Reg(BTF_ID | _flags(env, field), ZERO_OFFSET, 0, env.fresh_id(), of=_target(field))


def store(
    env: Env, reg: Reg, record: Record, off: int, source: int | None, imm: int | None
) -> None:
    """Check a store into a value with special fields."""
    field = _at(reg, record, off)
    if field is None:
        return
    _check_mode(env)
    if field.kind in (KPTR_REF, KPTR_PERCPU):
        raise Refusal(EACCES, "store to referenced kptr disallowed")
    if field.kind == UPTR:
        raise Refusal(EACCES, "store to uptr disallowed")
    if source is None:
        if imm:
            raise Refusal(
                EACCES, f"BPF_ST imm must be 0 when storing to kptr at off={field.offset}"
            )
        return
    value = env.regs[source]
    if not _is_null(value):
        check_match(env, field, source, value)


def _at(reg: Reg, record: Record, off: int) -> Field | None:
    """Return the pointer at a known place."""
    return record.find(off + reg.bounds.value, POINTERS) if not reg.bounds.mask else None


def _check_mode(env: Env) -> None:
    code = env.insns[env.index].code
    if code & CLASS in (Class.LDX, Class.ST, Class.STX) and code & MODE == Mode.MEM:
        return
    raise Refusal(EACCES, "kptr in map can only be accessed using BPF_MEM instruction mode")


def _is_null(reg: Reg) -> bool:
    return reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value


def _target(field: Field) -> TypeRef:
    assert field.btf is not None
    return TypeRef(field.btf, field.type_id)


def _flags(env: Env, field: Field) -> int:
    """Return how far a pointer is trusted that was loaded (btf_ld_kptr_type)."""
    of = _target(field)
    stays = not field.kernel or of.name in _RCU_PROTECTED
    if not (field.kind == KPTR_PERCPU or (field.kind == KPTR_REF and stays)) or not in_rcu(env):
        return MAYBE_NULL | UNTRUSTED
    flags = MAYBE_NULL | RCU
    if field.kind == KPTR_PERCPU:
        flags |= PERCPU
    elif not field.kernel:
        flags |= ALLOC
    record = None if field.kernel else structs.of_struct(of.btf, of.id)
    return flags | NON_OWN_REF if record and record.mask & GRAPH_NODE else flags


def check_match(env: Env, field: Field, number: int, reg: Reg) -> None:
    """Refuse a pointer that the field is not for (map_kptr_match_type)."""
    want, of = _target(field), reg.of
    name = ""
    if _may_be_kept(env, field, reg):
        assert isinstance(of, TypeRef)
        name = display(of.btf, of.id)
        _check_offset(number, reg)
        if same_struct(env.log.add, of, reg.off, want, strict=field.kind != KPTR_UNREF):
            return
    target = display(want.btf, want.id)
    expected = f"ptr_{target}"
    if field.kind == KPTR_UNREF:
        expected += f" or untrusted_ptr_{target}"
    have = f"{type_text(reg.type)}{name}"
    raise Refusal(EACCES, f"invalid kptr access, R{number} type={have} expected={expected}")


def _may_be_kept(env: Env, field: Field, reg: Reg) -> bool:
    """Tell whether pointers of this type may be kept in a value at all."""
    of = reg.of
    if reg.type & BASE != BTF_ID or not isinstance(of, TypeRef):
        return False
    own = of.btf is not env.vmlinux
    if own:
        allowed = MAYBE_NULL | ALLOC | (PERCPU if field.kind == KPTR_PERCPU else 0)
    else:
        allowed = MAYBE_NULL | TRUSTED | RCU | (UNTRUSTED if field.kind == KPTR_UNREF else 0)
    return not reg.type & ~BASE & ~allowed


def _check_offset(number: int, reg: Reg) -> None:
    if reg.off < 0:
        raise Refusal(
            EACCES,
            f"negative offset {type_text(reg.type)} ptr R{number} off={reg.off} disallowed",
        )
    if reg.bounds.mask or reg.bounds.value:
        raise Refusal(
            EACCES,
            f"variable {type_text(reg.type)} access var_off={reg.bounds.bits} disallowed",
        )


def check_destination(number: int, reg: Reg) -> Field:
    """Return the pointer that kptr_xchg is to exchange."""
    of = reg.of
    if isinstance(of, MapValue) and of.btf is None:
        raise Refusal(EINVAL, f"map '{of.name}' has to have BTF in order to use bpf_kptr_xchg")
    if reg.bounds.mask:
        raise Refusal(
            EINVAL,
            f"R{number} doesn't have constant offset. kptr has to be at the constant offset",
        )
    record = access.record_of(reg)
    if not record.mask & KPTR:
        raise Refusal(EINVAL, f"R{number} has no valid kptr")
    off = reg.off + reg.bounds.smin
    field = record.find(off, KPTR)
    if field is None:
        raise Refusal(EACCES, f"off={off} doesn't point to kptr")
    if field.kind not in (KPTR_REF, KPTR_PERCPU):
        raise Refusal(EACCES, f"off={off} kptr isn't referenced kptr")
    return field


def check_source(env: Env, field: Field, number: int, reg: Reg) -> None:
    """Refuse what kptr_xchg cannot put there."""
    if reg.type & ALLOC:
        if reg.type & MAYBE_NULL:
            what = "verifier bug: invalid PTR_TO_BTF_ID register for type match"
            raise Refusal(EFAULT, what)
    elif reg.type & MAYBE_NULL:
        raise Refusal(EACCES, f"Possibly NULL pointer passed to helper arg{number}")
    check_match(env, field, number, reg)


def give(env: Env, ident: int) -> bool:
    """Let a reference go into a value; tell whether it was held.

    A per-CPU object stays what it is as long as RCU is held.
    """
    if not drop(env, ident):
        return False
    stays = in_rcu(env)

    def keep(reg: Reg) -> Reg:
        if reg.ref != ident:
            return reg
        if stays and reg.type & ALLOC and reg.type & PERCPU:
            return reg._replace(type=reg.type & ~ALLOC | RCU, ref=0)
        return env.void

    change_all(env.state, keep)
    return True


def taken(field: Field) -> tuple[int, TypeRef]:
    """Return the type of what kptr_xchg gives back, and what it points to."""
    if field.kernel:
        return BTF_ID, _target(field)
    return BTF_ID | ALLOC | (PERCPU if field.kind == KPTR_PERCPU else 0), _target(field)
