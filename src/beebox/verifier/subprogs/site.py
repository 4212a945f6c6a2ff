"""Calls of functions, held against what BTF says they take.

After Linux 6.18 kernel/bpf/verifier.c: btf_check_subprog_call, btf_check_func_arg_match,
check_func_call (global functions), check_mem_reg.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EINVAL

from beebox.abi.enums import Func, ProgFlag
from beebox.spec.model import Arg, ArgKind, Helper, Ret, RetKind
from beebox.verifier import args, memory, packet
from beebox.verifier.btf.walk import same_struct
from beebox.verifier.dynptrs import use as dynptrs
from beebox.verifier.env import Env
from beebox.verifier.subprogs import arguments
from beebox.verifier.subprogs.effects import effects
from beebox.verifier.subprogs.functions import Param, Takes
from beebox.verifier.types import (
    ARENA,
    BASE,
    BTF_ID,
    BUF,
    CTX,
    MAP_KEY,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    PACKET,
    PACKET_META,
    RCU,
    RDONLY,
    RINGBUF,
    SCALAR,
    STACK,
    TRUSTED,
    UNINIT,
    UNKNOWN,
    UNTRUSTED,
    Refusal,
    Reg,
    TypeRef,
    type_text,
)

_NO_HELPER = Helper(Func.unspec, Ret(RetKind.VOID), (), "a call of a function", frozenset())
_READ, _WRITE = Arg(ArgKind.MEM), Arg(ArgKind.MEM, write=True)
_ANYWHERE = (
    STACK, PACKET, PACKET_META, MAP_KEY, MAP_VALUE, MEM, MEM | RDONLY, MEM | RINGBUF,
    BUF, BUF | RDONLY, ARENA, SCALAR,
)  # fmt: skip
"""types whose pointers may be moved, by however much"""


def check(env: Env, subprog: int) -> bool:
    """Check a call; return whether it is done: global functions are walked by themselves."""
    failed = hold(env, subprog)
    if not env.functions.is_global(subprog):
        return False
    held = env.state.held
    if held.locks:
        raise Refusal(
            EINVAL,
            "global function calls are not allowed while holding a lock,\n"
            "use static function instead",
        )
    may_do = effects(env)
    if subprog in may_do.sleep and (held.rcu or held.preempt or held.irq_id or not _may_sleep(env)):
        raise Refusal(
            EINVAL,
            "global functions that may sleep are not allowed in non-sleepable context,\n"
            "i.e., in a RCU/IRQ/preempt-disabled section, or in\n"
            "a non-sleepable BPF program context",
        )
    name = arguments.name(env, subprog)
    if failed:
        raise Refusal(failed, f"Caller passes invalid args into func#{subprog} ('{name}')")
    env.log.add(f"Func#{subprog} ('{name}') is global and assumed valid.")
    if subprog in may_do.change_packet:
        packet.forget(env)
    env.functions.called.add(subprog)
    env.regs[:6] = [UNKNOWN] + [UNINIT] * 5
    env.log.regs |= 0x3F
    return True


def _may_sleep(env: Env) -> bool:
    return bool(env.program.flags & ProgFlag.SLEEPABLE) or env.state.held.sleepable


def hold(env: Env, subprog: int) -> int:
    """Hold the arguments against BTF; what is wrong is logged. Return 0 or an errno.

    Static functions are walked with what they are given, so for them this says only what else
    may be done with them.
    """
    functions = env.functions
    if not functions.starts or subprog in functions.unreliable:
        return EINVAL
    try:
        for number, param in enumerate(arguments.prepare(env, subprog), 1):
            _RULES[param.takes](env, number, env.regs[number], param)
    except Refusal as refusal:
        env.log.add(refusal.message, refusal.end)
        functions.unreliable.add(subprog)
        return refusal.errno
    return 0


def _scalar(_env: Env, number: int, reg: Reg, _param: Param) -> None:
    if reg.type != SCALAR:
        raise Refusal(EINVAL, f"R{number} is not a scalar")


def _ctx(_env: Env, number: int, reg: Reg, _param: Param) -> None:
    _check_moved(number, reg)
    if reg.type != CTX:
        raise Refusal(EINVAL, f"arg#{number - 1} expects pointer to ctx")


def _memory(env: Env, number: int, reg: Reg, param: Param) -> None:
    if param.flags & UNTRUSTED:
        return
    _check_moved(number, reg)
    try:
        _check_memory(env, number, reg, param.size)
    except Refusal as refusal:
        raise Refusal(EINVAL, refusal.message) from refusal
    if reg.type & MAYBE_NULL and not param.flags & MAYBE_NULL:
        raise Refusal(EINVAL, f"arg#{number - 1} is expected to be non-NULL")


def _check_memory(env: Env, number: int, reg: Reg, size: int) -> None:
    """Refuse memory that may not be read and written; null is fine (check_mem_reg)."""
    if reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value:
        return
    env.regs[number] = reg._replace(type=reg.type & ~MAYBE_NULL)
    try:
        for arg in (_READ, _WRITE):
            args.access(env, args.Call(_NO_HELPER), number, size, arg, zero_ok=True)
    finally:
        env.regs[number] = reg


def _arena(_env: Env, number: int, reg: Reg, _param: Param) -> None:
    if reg.type not in (ARENA, SCALAR):
        raise Refusal(EINVAL, f"R{number} is not a pointer to arena or scalar.")


def _dynptr(env: Env, number: int, reg: Reg, _param: Param) -> None:
    _check_moved(number, reg)
    dynptrs.need(env, number, const=True)


def _kernel_struct(env: Env, number: int, reg: Reg, param: Param) -> None:
    if param.flags & UNTRUSTED:
        return
    nullable = param.flags & MAYBE_NULL
    if nullable and reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value:
        return
    kind = reg.type & ~MAYBE_NULL if nullable else reg.type
    if kind not in (BTF_ID, BTF_ID | TRUSTED, BTF_ID | RCU):
        raise Refusal(
            EACCES, f"R{number} type={type_text(reg.type)} expected=ptr_, trusted_ptr_, rcu_ptr_"
        )
    of = reg.of
    assert isinstance(of, TypeRef)
    assert env.vmlinux is not None
    wanted = TypeRef(env.vmlinux, param.type_id)
    if not same_struct(env.log.add, of, reg.off, wanted):
        raise Refusal(EACCES, f"R{number} is of type {of.name} but {wanted.name} is expected")
    _check_moved(number, reg)


_RULES: dict[Takes, Callable[[Env, int, Reg, Param], None]] = {
    Takes.SCALAR: _scalar,
    Takes.CTX: _ctx,
    Takes.MEM: _memory,
    Takes.BTF_ID: _kernel_struct,
    Takes.DYNPTR: _dynptr,
    Takes.ARENA: _arena,
}


def _check_moved(number: int, reg: Reg) -> None:
    """Refuse a pointer that was moved, if its kind may not be (check_func_arg_reg_off)."""
    if reg.type in _ANYWHERE:
        return
    if reg.type & BASE == BTF_ID and not reg.type & (MAYBE_NULL | UNTRUSTED):
        reg = reg._replace(off=min(reg.off, 0))
    memory.check_fixed(number, reg)
