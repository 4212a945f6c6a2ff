"""Loads and stores through pointers to structs of known types; how far results are trusted.

After Linux 6.18 kernel/bpf/verifier.c: check_ptr_to_btf_access, check_ptr_to_map_access,
mark_btf_ld_reg, is_trusted_reg, in_rcu_cs.
"""

from __future__ import annotations

from errno import EACCES, EFAULT, EINVAL, EPERM

from beebox.abi.enums import ProgFlag
from beebox.errors import ENOTSUPP
from beebox.verifier.api import MapValue
from beebox.verifier.btf import writes
from beebox.verifier.btf.walk import Found, checked, listed
from beebox.verifier.env import Env
from beebox.verifier.objects import access
from beebox.verifier.types import (
    ALLOC,
    BASE,
    BTF_ID,
    MAP_PTR,
    MAYBE_NULL,
    MEM,
    NON_OWN_REF,
    PERCPU,
    RCU,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    TCP_SOCK,
    TRUSTED,
    UNKNOWN,
    UNTRUSTED,
    USER,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)

TRUSTED_FLAGS = ALLOC | TRUSTED | NON_OWN_REF
"""BPF_REG_TRUSTED_MODIFIERS"""
_ALWAYS_TRUSTED = (SOCKET, SOCK_COMMON, TCP_SOCK, MAP_PTR)
"""reg2btf_ids"""


def is_unsafe(kind: int) -> bool:
    """Tell whether a type says more than that it is trusted (bpf_type_has_unsafe_modifiers)."""
    return bool(kind & ~BASE & ~TRUSTED_FLAGS)


def is_trusted(reg: Reg) -> bool:
    """Tell whether the kernel vouches for this pointer (is_trusted_reg)."""
    if reg.ref:
        return True
    if is_unsafe(reg.type):
        return False
    return reg.type & BASE in _ALWAYS_TRUSTED or bool(reg.type & TRUSTED_FLAGS)


def may_sleep(env: Env) -> bool:
    """Tell whether the program may sleep here, whatever is held (in_sleepable)."""
    return bool(env.program.flags & ProgFlag.SLEEPABLE) or env.state.held.sleepable


def in_rcu(env: Env) -> bool:
    """Tell whether what RCU protects stays (in_rcu_cs)."""
    held = env.state.held
    return bool(held.rcu or held.locks) or not may_sleep(env)


def loaded(env: Env, btf: TypeRef, found: Found, flags: int) -> Reg:
    """Return what a load of this gives (mark_btf_ld_reg); *btf* is any type of the same BTF."""
    if found.kind == SCALAR:
        return UNKNOWN
    if found.kind == MEM:
        return Reg(MEM | flags, ZERO_OFFSET)
    ident = env.fresh_id() if flags & MAYBE_NULL else 0
    return Reg(BTF_ID | flags, ZERO_OFFSET, id=ident, of=TypeRef(btf.btf, found.id))


def read(env: Env, number: int, reg: Reg, off: int, size: int) -> Reg:
    """Return what a load through *reg* gives; *off* has the pointer's own in it."""
    found = check(env, number, reg, off, size)
    of = reg.of
    assert isinstance(of, TypeRef)
    return loaded(env, of, found, _trust(env, reg, of, found))


def check(env: Env, number: int, reg: Reg, off: int, size: int) -> Found:
    """Check a load through *reg* and return what is there."""
    of = _reachable(env, number, reg, off)
    if not reg.type & ALLOC:
        return checked(of.btf, of.id, off, size)
    _check_held(reg)
    access.check_object(of, off, size)
    found = checked(of.btf, of.id, off, size)
    return Found(SCALAR) if found.kind == BTF_ID else found


def write(env: Env, number: int, reg: Reg, off: int, size: int) -> None:
    """Check a store through *reg*."""
    of = _reachable(env, number, reg, off)
    if reg.type & ALLOC:
        _check_held(reg)
        access.check_object(of, off, size)
        checked(of.btf, of.id, off, size)
        return
    writable = env.attach.writable if env.attach is not None else None
    if writable is None:
        writes.check(env.row, of, off, size)
    else:
        writable(of, off, size)


def _check_held(reg: Reg) -> None:
    """Refuse an object of the program that nothing keeps: RCU's section is over."""
    if not reg.type & (NON_OWN_REF | RCU) and not reg.ref:
        raise Refusal(EFAULT, "verifier bug: ref_obj_id for allocated object must be non-zero")


def _reachable(env: Env, number: int, reg: Reg, off: int) -> TypeRef:
    """Refuse pointers that cannot be followed by this program."""
    of = reg.of
    assert isinstance(of, TypeRef)
    name = of.name
    _check_right(env, name)
    if not env.program.gpl and of.btf is env.vmlinux:
        raise Refusal(
            EINVAL, f"Cannot access kernel 'struct {name}' from non-GPL compatible program"
        )
    what = f"R{number} is ptr_{name}"
    if off < 0:
        raise Refusal(EACCES, f"{what} invalid negative access: off={off}")
    var = reg.bounds
    if var.mask or var.value:
        raise Refusal(EACCES, f"{what} invalid variable offset: off={off}, var_off={var.bits}")
    if reg.type & USER:
        raise Refusal(EACCES, f"{what} access user memory: off={off}")
    if reg.type & PERCPU:
        raise Refusal(EACCES, f"{what} access percpu memory: off={off}")
    return of


def _check_right(env: Env, name: str) -> None:
    if not env.perfmon:
        raise Refusal(
            EPERM, f"'struct {name}' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN"
        )


def _trust(env: Env, reg: Reg, of: TypeRef, found: Found) -> int:
    """Return the flags of a pointer that was loaded through *reg*."""
    flags = found.flags
    if found.kind != BTF_ID:
        return flags
    if reg.type & UNTRUSTED:
        return UNTRUSTED
    if not is_trusted(reg) and not reg.type & RCU:
        return flags & ~(TRUSTED_FLAGS | RCU)

    def fits(suffix: str) -> bool:
        return listed(of.btf, of.id, found.field, found.id, suffix)

    if fits("__safe_trusted"):
        return flags | TRUSTED
    if fits("__safe_trusted_or_null"):
        return flags | TRUSTED | MAYBE_NULL
    if not in_rcu(env) or reg.type & MAYBE_NULL:
        return UNTRUSTED
    if fits("__safe_rcu"):
        return flags | RCU
    if fits("__safe_rcu_or_null"):
        return (flags | RCU | MAYBE_NULL) & ~UNTRUSTED
    if flags & RCU:
        return flags | RCU | MAYBE_NULL
    if flags & (PERCPU | USER):
        return flags
    return flags & ~(TRUSTED_FLAGS | RCU)


def read_map(env: Env, number: int, reg: Reg, off: int, size: int) -> Reg:
    """Return what a load of the map itself gives: a field of ``struct bpf_map`` and around it."""
    of = _map_type(env, number, reg, off)
    found = checked(of.btf, of.id, off, size)
    return loaded(env, of, found, found.flags)


def write_map(env: Env, number: int, reg: Reg, off: int) -> None:
    """Refuse a store into a map itself."""
    of = _map_type(env, number, reg, off)
    raise Refusal(EACCES, f"only read from {of.name} is supported")


def _map_type(env: Env, number: int, reg: Reg, off: int) -> TypeRef:
    assert isinstance(reg.of, MapValue)
    kind = env.tables.maps[reg.of.type]
    if not kind.struct:
        raise Refusal(ENOTSUPP, f"map_ptr access not supported for map type {int(reg.of.type)}")
    of = env.kernel_type(kind.struct)
    _check_right(env, of.name)
    if off < 0:
        raise Refusal(EACCES, f"R{number} is {of.name} invalid negative access: off={off}")
    return of
