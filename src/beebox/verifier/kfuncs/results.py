"""What a kfunc leaves in r0.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_call, check_special_kfunc.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL

from beebox.spec.model import Does, Turn
from beebox.verifier import references
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import allocate, casts, dynptrs, graph, iterators, later
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.objects import access
from beebox.verifier.types import (
    BTF_ID,
    MAYBE_NULL,
    MEM,
    RCU,
    RDONLY,
    TRUSTED,
    UNINIT,
    UNKNOWN,
    UNTRUSTED,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)

SPECIAL: dict[Does, Callable[[Env, Call], Reg]] = {
    **casts.RESULTS,
    **allocate.RESULTS,
    **graph.RESULTS,
    **later.RESULTS,
    **dynptrs.RESULTS,
}
"""results that the prototype does not tell"""


def made(env: Env, call: Call) -> Reg:
    """Return the result, before anything is known of it."""
    row, result = call.target.row, call.target.result
    special = SPECIAL.get(row.does) if row.does is not None else None
    if row.acquires and not result.composite and special is None:
        raise Refusal(EINVAL, "acquire kernel function does not return PTR_TO_BTF_ID")
    if result.scalar:
        return UNKNOWN if special is None else special(env, call)
    if not result.pointer:
        return UNINIT
    if special is not None:
        reg = special(env, call)
    elif result.void:
        reg = UNKNOWN
    elif not result.is_struct:
        reg = _memory(call)
    else:
        reg = _struct(env, call)
    return _held(env, call, reg)


def _memory(call: Call) -> Reg:
    """Return a pointer to what is no struct: to so much memory."""
    row, result = call.target.row, call.target.result
    size, rdonly = call.result_size, call.result_rdonly
    if row.does is Does.SESSION_COOKIE:
        size, rdonly = 8, False
    if not size:
        size, rdonly = result.size, True
    if not size:
        raise Refusal(
            EINVAL,
            f"kernel function {row.name} returns pointer type {result.text} is not supported",
        )
    kind = MEM | (RDONLY if rdonly else 0) | (RCU if row.rcu_protected else 0)
    return Reg(kind, ZERO_OFFSET, ref=call.ref, size=size)


def _struct(env: Env, call: Call) -> Reg:
    row = call.target.row
    kind = BTF_ID
    if row.untrusted:
        kind |= UNTRUSTED
    elif row.rcu_protected:
        kind |= RCU
    if row.turn is Turn.NEXT:
        under_rcu = iterators.current(env.state, call).reg.type & RCU
        kind |= RCU if under_rcu else TRUSTED
    return Reg(kind, ZERO_OFFSET, of=TypeRef(call.target.btf, call.target.result.to))


def _held(env: Env, call: Call, reg: Reg) -> Reg:
    """Return the result as what may be null, and as a reference."""
    row = call.target.row
    nullable = row.nullable and not (row.does is Does.REFCOUNT_ACQUIRE and call.owning)
    if nullable:
        reg = reg._replace(type=reg.type | MAYBE_NULL, id=env.fresh_id())
    if row.acquires:
        ident = references.acquire(env)
        reg = reg._replace(id=ident if nullable else reg.id, ref=ident)
    return reg._replace(id=env.fresh_id()) if not reg.id and access.may_lock(reg) else reg
