"""Pointers to the kernel's structs as arguments and results of helpers.

After Linux 6.18 kernel/bpf/verifier.c: check_reg_type, check_func_arg_reg_off, check_helper_call.
"""

from __future__ import annotations

from errno import EACCES, EOPNOTSUPP

from beebox.btf.types import Composite
from beebox.spec.model import Arg, ArgKind, Helper, Ret, RetKind
from beebox.verifier.btf.variables import size_of
from beebox.verifier.btf.walk import same_struct
from beebox.verifier.env import Env
from beebox.verifier.types import (
    ALLOC,
    BTF_ID,
    MAYBE_NULL,
    MEM,
    PERCPU,
    RCU,
    RDONLY,
    TRUSTED,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
    type_text,
)

STRUCTS = (BTF_ID, BTF_ID | TRUSTED, BTF_ID | RCU)
"""what an argument may be that is a struct"""
PERCPU_STRUCTS = (BTF_ID | PERCPU, BTF_ID | PERCPU | RCU, BTF_ID | PERCPU | TRUSTED)
SOCKET_STRUCTS = (BTF_ID, BTF_ID | TRUSTED)
_SOCKET = "sock_common"


def check(env: Env, helper: Helper, number: int, reg: Reg, arg: Arg) -> None:
    """Hold a pointer, whose type fits, against the struct that the helper wants."""
    of = reg.of
    assert isinstance(of, TypeRef)
    if arg.kind in (ArgKind.MEM, ArgKind.MAP_KEY, ArgKind.MAP_VALUE):
        if arg.kind is not ArgKind.MEM or arg.write or arg.uninit:
            raise Refusal(
                EACCES,
                f"{helper.name}() may write into memory pointed by R{number} "
                f"type={type_text(reg.type)}",
            )
        return
    if reg.type & (PERCPU | ALLOC):
        return
    if reg.type & MAYBE_NULL and arg.release:
        raise Refusal(EACCES, f"Possibly NULL pointer passed to helper arg{number}")
    if arg.kind is ArgKind.BTF_ID and not arg.struct:
        raise Refusal(EOPNOTSUPP, f"{helper.name}: what it exchanges is not modelled yet")
    wanted = env.kernel_type(arg.struct or _SOCKET)
    strict = arg.release and arg.kind is ArgKind.BTF_ID
    if not same_struct(env.log.add, of, reg.off, wanted, strict=strict):
        raise Refusal(EACCES, f"R{number} is of type {of.name} but {wanted.name} is expected")


def result(env: Env, ret: Ret, variable: TypeRef | None, *, own: bool = False) -> Reg:
    """Return what a helper leaves in r0: a struct, or the memory of a *variable*.

    A CPU's part of an object that the program made is the program's own to write, and never NULL.
    """
    if own and variable is not None:
        return Reg(BTF_ID | ALLOC | RCU, ZERO_OFFSET, of=variable)
    flags = MAYBE_NULL if ret.nullable else 0
    ident = env.fresh_id() if ret.nullable else 0
    if ret.kind is RetKind.BTF_ID:
        kind = BTF_ID | flags | (TRUSTED if ret.trusted else 0)
        return Reg(kind, ZERO_OFFSET, id=ident, of=env.kernel_type(ret.struct))
    assert variable is not None
    target = variable.btf.resolve(variable.id)
    if isinstance(variable.btf.type(target), Composite):
        return Reg(BTF_ID | flags, ZERO_OFFSET, id=ident, of=variable)
    size = size_of(variable.btf, target)
    return Reg(MEM | RDONLY | flags, ZERO_OFFSET, id=ident, size=size)
