"""What is in the registers when a function is walked for itself.

After Linux 6.18 kernel/bpf/verifier.c: do_check_common.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier import references
from beebox.verifier.dynptrs import slots
from beebox.verifier.env import Env
from beebox.verifier.subprogs import arguments
from beebox.verifier.subprogs.functions import Param, Takes
from beebox.verifier.types import (
    BTF_ID,
    CTX,
    MAYBE_NULL,
    MEM,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)


def enter_main(env: Env) -> None:
    """Stand before the program: it is given the context, whatever BTF says."""
    if env.functions.starts:
        try:
            params = arguments.prepare(env, 0)
        except Refusal as refusal:
            env.log.add(refusal.message)
            params = ()
        if [param.takes for param in params] != [Takes.CTX]:
            env.functions.unreliable.add(0)
    env.regs[1] = Reg(CTX, ZERO_OFFSET)
    if env.attach is not None:
        env.attach = env.attach._replace(
            given={
                off: arg._replace(ref=references.acquire(env) if arg.refcounted else 0)
                for off, arg in env.attach.given.items()
            }
        )


def enter_global(env: Env, subprog: int) -> None:
    """Stand before a global function: all that is known is what BTF says of its arguments."""
    env.log.add(f"Validating {arguments.name(env, subprog)}() func#{subprog}...")
    params = arguments.prepare(env, subprog)
    if (
        subprog
        and subprog == env.functions.exception
        and [p.takes for p in params] != [Takes.SCALAR]
    ):
        raise Refusal(EINVAL, "exception cb only supports single integer argument")
    for number, param in enumerate(params, 1):
        env.regs[number] = _given(env, param)


def _given(env: Env, param: Param) -> Reg:
    """Return what a function may take its argument for."""
    if param.takes is Takes.CTX:
        return Reg(CTX, ZERO_OFFSET)
    if param.takes in (Takes.SCALAR, Takes.ARENA):
        return UNKNOWN
    if param.takes is Takes.MEM:
        ident = env.fresh_id() if param.flags & MAYBE_NULL else 0
        return Reg(MEM | param.flags, ZERO_OFFSET, id=ident, size=param.size)
    if param.takes is Takes.BTF_ID:
        assert env.vmlinux is not None
        of = TypeRef(env.vmlinux, param.type_id)
        return Reg(BTF_ID | param.flags, ZERO_OFFSET, id=env.fresh_id(), of=of)
    return slots.register(slots.LOCAL, env.fresh_id())
