"""References that a path holds: taken, given back, and what may not be left holding them.

After Linux 6.18 kernel/bpf/verifier.c: acquire_reference, release_reference, acquire_irq_state,
release_irq_state, check_reference_leak, check_resource_leak.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.abi.enums import ProgType
from beebox.verifier.env import Env
from beebox.verifier.state import Ref, RefKind, change_all
from beebox.verifier.types import Refusal, Reg


def acquire(env: Env) -> int:
    """Hold one more reference, and return its id."""
    ident = env.fresh_id()
    env.state.refs = (*env.state.refs, Ref(ident, env.index))
    return ident


def drop(env: Env, ident: int) -> bool:
    """Hold a reference no more (release_reference_nomark); tell whether it was held."""
    refs = env.state.refs
    left = tuple(ref for ref in refs if ref.kind is not RefKind.PTR or ref.id != ident)
    env.state.refs = left
    return len(left) < len(refs)


def release(env: Env, ident: int) -> bool:
    """Give a reference back: no pointer to it is left; tell whether it was held."""
    if not drop(env, ident):
        return False

    def forget(reg: Reg) -> Reg:
        return env.void if reg.ref == ident else reg

    change_all(env.state, forget)
    return True


def acquire_irq(env: Env) -> int:
    """Switch interrupts off: the state that they were in is a reference."""
    ident = env.fresh_id()
    env.state.refs = (*env.state.refs, Ref(ident, env.index, RefKind.IRQ))
    env.state.held = env.state.held._replace(irq_id=ident)
    return ident


def release_irq(env: Env, ident: int) -> bool:
    """Switch interrupts as they were; tell whether it was *ident* that switched them off last."""
    if ident != env.state.held.irq_id:
        return False
    left = tuple(ref for ref in env.state.refs if ref.kind is not RefKind.IRQ or ref.id != ident)
    before = [ref.id for ref in left if ref.kind is RefKind.IRQ and ref.id < ident]
    env.state.refs = left
    env.state.held = env.state.held._replace(irq_id=before[-1] if before else 0)
    return True


def check_leak(env: Env, *, thrown: bool = False) -> None:
    """Refuse to leave while objects are held (check_reference_leak)."""
    if not thrown and len(env.state.frames) > 1:
        return
    operation = env.program.type == ProgType.STRUCT_OPS and not thrown
    given = env.regs[0].ref if operation else 0
    lines = [
        f"Unreleased reference id={ref.id} alloc_insn={ref.insn}"
        for ref in env.state.refs
        if ref.kind is RefKind.PTR and ref.id != given
    ]
    if lines:
        raise Refusal(EINVAL, "\n".join(lines))


def check_held(env: Env, what: str, *, locks: bool = True, thrown: bool = False) -> None:
    """Refuse to leave the program by *what* while anything is held (check_resource_leak)."""
    held = env.state.held
    if locks and held.locks:
        raise Refusal(EINVAL, f"{what} cannot be used inside bpf_spin_lock-ed region")
    try:
        check_leak(env, thrown=thrown)
    except Refusal as leak:
        message = f"{leak.message}\n{what} would lead to reference leak"
        raise Refusal(leak.errno, message) from None
    if not locks:
        return
    for on, region in (
        (held.irq_id, "bpf_local_irq_save"),
        (held.rcu, "bpf_rcu_read_lock"),
        (held.preempt, "bpf_preempt_disable"),
    ):
        if on:
            raise Refusal(EINVAL, f"{what} cannot be used inside {region}-ed region")
