"""Arguments of the plain classes: the context, memory, strings, callbacks, structs of the kernel.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_args, check_mem_reg, check_kfunc_mem_size_reg,
process_kf_arg_ptr_to_btf_id.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL

from beebox.spec.model import Arg, ArgKind
from beebox.verifier import args
from beebox.verifier.api import MapValue
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import structs, trust
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param
from beebox.verifier.objects.fields import TASK_WORK, WORKQUEUE
from beebox.verifier.types import (
    BASE,
    BTF_ID,
    CTX,
    FUNC,
    MAP_VALUE,
    MAYBE_NULL,
    RCU,
    Refusal,
    Reg,
    type_text,
)

_READ = Arg(ArgKind.MEM)
_WRITE = Arg(ArgKind.MEM, write=True)


def _ctx(_env: Env, _call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type != CTX:
        raise Refusal(
            EINVAL, f"arg#{number - 1} expected pointer to ctx, but got {type_text(reg.type)}"
        )


def _mem(env: Env, _call: Call, number: int, reg: Reg, param: Param) -> None:
    if param.size is None:
        raise Refusal(
            EINVAL,
            f"arg#{number - 1} reference type('{param.text}') size cannot be determined: -22",
        )
    if trust.is_null(reg):
        return
    if reg.type & MAYBE_NULL:
        env.regs[number] = reg._replace(type=reg.type & ~MAYBE_NULL)
    for arg in (_READ, _WRITE):
        args.access(env, None, number, param.size, arg, zero_ok=True)
    env.regs[number] = reg


def _mem_size(env: Env, call: Call, number: int, reg: Reg, param: Param) -> None:
    if not trust.is_null(reg) or not param.ends("__opt"):
        try:
            _sized(env, number, reg)
        except Refusal as why:
            pair = f"arg#{number - 1} arg#{number}"
            raise Refusal(
                why.errno,
                f"{why.message}\n{pair} memory, len pair leads to invalid memory access",
            ) from None
    if param.sized != "__szk":
        return
    size = env.regs[number + 1]
    if size.bounds.mask:
        raise Refusal(EINVAL, f"R{number + 1} must be a known constant")
    call.constant = size.bounds.value


def _sized(env: Env, number: int, reg: Reg) -> None:
    if reg.type & MAYBE_NULL:
        env.regs[number] = reg._replace(type=reg.type & ~MAYBE_NULL)
    for arg in (_READ, _WRITE):
        args.sized(env, None, number + 1, arg, zero_ok=True)
    env.regs[number] = reg


def _callback(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type != FUNC:
        raise Refusal(EINVAL, f"arg{number - 1} expected pointer to func")
    assert isinstance(reg.of, int)
    call.subprog = reg.of


def _string(env: Env, _call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type != MAP_VALUE:
        raise Refusal(EINVAL, f"arg#{number - 1} doesn't point to a const string")
    args.check_string(env, number, reg)


def _map(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    """Take a map, or what belongs to one: more is asked of it as of a struct."""
    if not isinstance(reg.of, MapValue):
        raise Refusal(EINVAL, f"pointer in R{number} isn't map pointer")
    if call.map is not None and reg.of.record.mask & (WORKQUEUE | TASK_WORK):
        _same_map(call, reg.of, reg.uid)
    call.map = reg.of
    call.map_uid = reg.uid


def _same_map(call: Call, of: MapValue, uid: int) -> None:
    """Refuse another map than the one that the argument before is in a value of."""
    if call.map is not None and (call.map.key, call.map_uid) == (of.key, uid):
        return
    if of.record.mask & TASK_WORK:
        raise Refusal(
            EINVAL,
            f"bpf_task_work pointer in R2 map_uid={call.map_uid} doesn't match map pointer in R3 "
            f"map_uid={uid}",
        )
    raise Refusal(
        EINVAL,
        f"workqueue pointer in R1 map_uid={call.map_uid} doesn't match map pointer in R2 "
        f"map_uid={uid}",
    )


def _btf(env: Env, call: Call, number: int, reg: Reg, param: Param) -> None:
    base = reg.type & BASE
    unsafe = trust.is_unsafe(reg.type) and not reg.type & RCU
    if (base != BTF_ID or unsafe) and base not in trust.STRUCTS:
        wanted = type_text(base | reg.type & trust.TRUSTED_MODIFIERS)
        raise Refusal(
            EINVAL,
            f"arg#{number - 1} is {type_text(reg.type)} expected {wanted} or socket",
        )
    structs.check(env, call, number, reg, param)


RULES: dict[Kind, Callable[[Env, Call, int, Reg, Param], None]] = {
    Kind.CTX: _ctx,
    Kind.MEM: _mem,
    Kind.MEM_SIZE: _mem_size,
    Kind.CALLBACK: _callback,
    Kind.STR: _string,
    Kind.MAP: _map,
    Kind.BTF: _btf,
}
