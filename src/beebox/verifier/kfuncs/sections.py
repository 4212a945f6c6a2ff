"""Sections of a program in which it may not sleep: RCU, preemption off, interrupts off, locks.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_call.
"""

from __future__ import annotations

from errno import EACCES, EINVAL

from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.sections import in_rcu
from beebox.verifier.state import ITER, Slot, change_all
from beebox.verifier.types import MAYBE_NULL, RCU, UNTRUSTED, Refusal, Reg


def check(env: Env, call: Call) -> None:
    """Enter or leave sections, and refuse what may sleep in one."""
    row, held = call.target.row, env.state.held
    _rcu(env, call)
    if row.does is Does.PREEMPT_ON and not held.preempt:
        raise Refusal(
            EINVAL, f"unmatched attempt to enable preemption (kernel function {row.name})"
        )
    if row.sleepable and held.preempt:
        raise Refusal(EACCES, f"kernel func {row.name} is sleepable within non-preemptible region")
    step = {Does.PREEMPT_OFF: 1, Does.PREEMPT_ON: -1}.get(row.does, 0) if row.does else 0
    if step:
        env.state.held = env.state.held._replace(preempt=held.preempt + step)
    if row.sleepable and held.irq_id:
        raise Refusal(EACCES, f"kernel func {row.name} is sleepable within IRQ-disabled region")
    if row.rcu_protected and not in_rcu(env):
        raise Refusal(EACCES, f"kernel func {row.name} requires RCU critical section protection")


def _rcu(env: Env, call: Call) -> None:
    row, held = call.target.row, env.state.held
    if not held.rcu:
        if row.does is Does.RCU_LOCK:
            env.state.held = held._replace(rcu=True)
        elif row.does is Does.RCU_UNLOCK:
            raise Refusal(EINVAL, f"unmatched rcu read unlock (kernel function {row.name})")
        return
    if row.does in (Does.RCU_LOCK, Does.RCU_UNLOCK) and in_tree_callback(env):
        raise Refusal(
            EACCES,
            "Calling bpf_rcu_read_{lock,unlock} in unnecessary rbtree callback",
        )
    if row.does is Does.RCU_LOCK:
        raise Refusal(EINVAL, f"nested rcu read lock (kernel function {row.name})")
    if row.does is Does.RCU_UNLOCK:
        _leave_rcu(env)
    elif row.sleepable:
        raise Refusal(EACCES, f"kernel func {row.name} is sleepable within rcu_read_lock region")


def in_tree_callback(env: Env) -> bool:
    """Tell whether this is the callback of a tree's (in_rbtree_lock_required_cb)."""
    frame = env.frame
    if not frame.is_callback:
        return False
    does = env.flow.kfuncs.does(env.insns[frame.callsite])
    return does in (Does.RBTREE_ADD, Does.RBTREE_REMOVE, Does.RBTREE)


def _leave_rcu(env: Env) -> None:
    """Trust what RCU protected no more: pointers to it, and iterators over it."""
    change_all(env.state, _untrusted)
    for frame in env.state.frames:
        for number, slot in list(frame.stack.items()):
            if slot.kinds[7] == ITER:
                frame.stack[number] = Slot(slot.kinds, _untrusted(slot.reg))
    env.state.held = env.state.held._replace(rcu=False)


def _untrusted(reg: Reg) -> Reg:
    if not reg.type & RCU:
        return reg
    return reg._replace(type=reg.type & ~(RCU | MAYBE_NULL) | UNTRUSTED)
