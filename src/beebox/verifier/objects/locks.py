"""Spin locks: which may be taken and given back, and what may not be done while one is held.

After Linux 6.18 kernel/bpf/verifier.c: process_spin_lock, acquire_lock_state, release_lock_state,
invalidate_non_owning_refs.
"""

from __future__ import annotations

from errno import EINVAL
from typing import NamedTuple

from beebox.isa.opcodes import CALL
from beebox.spec.model import Does
from beebox.verifier.api import MapValue
from beebox.verifier.env import Env
from beebox.verifier.objects import access
from beebox.verifier.objects.fields import RES_SPIN_LOCK, SPIN_LOCK
from beebox.verifier.state import Ref, RefKind, change_all
from beebox.verifier.types import NON_OWN_REF, Refusal, Reg, TypeRef

_KINDS = (RefKind.LOCK, RefKind.RES_LOCK, RefKind.RES_LOCK_IRQ)


class Lock(NamedTuple):
    """One kind of lock: its name in messages, its field, the reference it is."""

    name: str
    field: int
    kind: RefKind


SPIN = Lock("bpf_spin", SPIN_LOCK, RefKind.LOCK)
RES = Lock("bpf_res_spin", RES_SPIN_LOCK, RefKind.RES_LOCK)
_TREE = (Does.RBTREE, Does.RBTREE_ADD, Does.RBTREE_REMOVE)
RES_IRQ = Lock("bpf_res_spin", RES_SPIN_LOCK, RefKind.RES_LOCK_IRQ)


def take(env: Env, number: int, reg: Reg, lock: Lock) -> None:
    """Hold the lock that *reg* (register *number*) points to."""
    ptr = _allocation(number, reg, lock)
    state = env.state
    if state.held.locks:
        if lock is SPIN and _held(env, (RefKind.LOCK,), 0, None):
            raise Refusal(EINVAL, "Locking two bpf_spin_locks are not allowed")
        if lock is not SPIN and _held(env, _KINDS[1:], reg.id, ptr):
            raise Refusal(EINVAL, "Acquiring the same lock again, AA deadlock detected")
    state.refs = (*state.refs, Ref(reg.id, env.index, lock.kind, ptr))
    held = state.held
    state.held = held._replace(locks=held.locks + 1, lock_id=reg.id, lock_ptr=ptr)


def give(env: Env, number: int, reg: Reg, lock: Lock) -> None:
    """Give the lock back that *reg* (register *number*) points to: the last one taken."""
    ptr = _allocation(number, reg, lock)
    state = env.state
    held = state.held
    if not held.locks:
        raise Refusal(EINVAL, f"{lock.name}_unlock without taking a lock")
    if not _held(env, (lock.kind,), reg.id, ptr):
        raise Refusal(EINVAL, f"{lock.name}_unlock of different lock")
    if (held.lock_id, held.lock_ptr) != (reg.id, ptr):
        raise Refusal(EINVAL, f"{lock.name}_unlock cannot be out of order")
    _release(env, lock.kind, reg.id, ptr)
    forget_borrowed(env)


def _held(env: Env, kinds: tuple[RefKind, ...], ident: int, ptr: object) -> bool:
    return any(ref.kind in kinds and ref.id == ident and ref.ptr == ptr for ref in env.state.refs)


def _release(env: Env, kind: RefKind, ident: int, ptr: object) -> None:
    before: tuple[int, object] = (0, None)
    state = env.state
    for at, ref in enumerate(state.refs):
        if (ref.kind, ref.id, ref.ptr) == (kind, ident, ptr):
            state.refs = state.refs[:at] + state.refs[at + 1 :]
            state.held = state.held._replace(
                locks=state.held.locks - 1, lock_id=before[0], lock_ptr=before[1]
            )
            return
        if ref.kind in _KINDS:
            before = (ref.id, ref.ptr)


def forget_borrowed(env: Env) -> None:
    """Forget the pointers to objects that belong to a list or tree: the lock kept them there."""

    def forget(reg: Reg) -> Reg:
        return env.void if reg.type & NON_OWN_REF else reg

    change_all(env.state, forget)


def _allocation(number: int, reg: Reg, lock: Lock) -> object:
    """Check that *reg* points to such a lock, and return what it is in: a map, or types."""
    if reg.bounds.mask:
        raise Refusal(
            EINVAL,
            f"R{number} doesn't have constant offset. {lock.name}_lock has to be at the constant "
            "offset",
        )
    of = reg.of
    if isinstance(of, MapValue) and of.btf is None:
        raise Refusal(EINVAL, f"map '{of.name}' has to have BTF in order to use {lock.name}_lock")
    record = access.record_of(reg)
    if not record.mask & lock.field:
        whose = f"map '{of.name}'" if isinstance(of, MapValue) else "local 'kptr'"
        raise Refusal(EINVAL, f"{whose} has no valid {lock.name}_lock")
    where = record.offset(lock.field)
    off = reg.bounds.smin + reg.off
    if off != where:
        raise Refusal(
            EINVAL,
            f"off {off} doesn't point to 'struct {lock.name}_lock' that is at {where}",
        )
    if isinstance(of, MapValue):
        return of.key
    assert isinstance(of, TypeRef)
    return of.btf


def in_comparison(env: Env) -> bool:
    """Tell whether this is the callback of a tree, run while the lock is held."""
    frame = env.frame
    if not frame.is_callback:
        return False
    insn = env.insns[frame.callsite]
    target = env.flow.kfuncs.find(insn) if insn.code == CALL and insn.src else None
    return target is not None and target.row.does in _TREE


def check_locked(env: Env, reg: Reg) -> None:
    """Check that the lock in what *reg* points into is held (check_reg_allocation_locked).

    Raises:
        Refusal: it is not; the message is empty where Linux says nothing.
    """
    of = reg.of
    ptr = of.key if isinstance(of, MapValue) else of.btf if isinstance(of, TypeRef) else None
    if not env.state.held.locks:
        raise Refusal(EINVAL, "")
    if not _held(env, _KINDS, reg.id, ptr):
        raise Refusal(EINVAL, "held lock and object are not in the same allocation")
