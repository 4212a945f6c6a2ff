"""The arguments of a call of a kfunc, each held against its class.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_args, get_kfunc_ptr_arg_type.
"""

from __future__ import annotations

from errno import EACCES, EINVAL, EOPNOTSUPP

from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import trust
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.rules import RULES
from beebox.verifier.kfuncs.targets import TOO_DEEP, Kind, Param, is_context
from beebox.verifier.types import BASE, BTF_ID, MAYBE_NULL, RCU, SCALAR, Refusal, Reg

_MOST = 5
"""MAX_BPF_FUNC_REG_ARGS"""
_TRUSTED_KINDS = (Kind.MAP, Kind.ALLOC, Kind.BTF)


def check(env: Env, call: Call) -> None:
    """Check all arguments."""
    target = call.target
    if len(target.params) > _MOST:
        count, name = len(target.params), target.row.name
        raise Refusal(EINVAL, f"Function {name} has {count} > {_MOST} args")
    skip = False
    for number, param in enumerate(target.params, 1):
        if skip:
            skip = False
            continue
        if param.kind in (Kind.IGNORED, Kind.PROG):
            continue
        if param.kind is Kind.SCALAR:
            _scalar(env, call, number, param)
        elif param.kind is Kind.STRANGE:
            raise Refusal(EINVAL, f"Unrecognized arg#{number - 1} type {param.text}")
        else:
            skip = _pointer(env, call, number, param) is Kind.MEM_SIZE
    if target.row.releases and not call.release:
        raise Refusal(
            EINVAL, f"release kernel function {target.row.name} expects refcounted PTR_TO_BTF_ID"
        )


def _scalar(env: Env, call: Call, number: int, param: Param) -> None:
    reg = env.regs[number]
    if reg.type != SCALAR:
        raise Refusal(EINVAL, f"R{number} is not a scalar")
    if param.ends("__k"):
        if reg.bounds.mask:
            raise Refusal(EINVAL, f"R{number} must be a known constant")
        env.decide(1 << number)
        call.constant = reg.bounds.value
        return
    if param.name not in ("rdonly_buf_size", "rdwr_buf_size"):
        return
    if call.result_size:
        raise Refusal(EINVAL, "2 or more rdonly/rdwr_buf_size parameters for kfunc")
    if reg.bounds.mask:
        raise Refusal(EINVAL, f"R{number} is not a const")
    call.result_rdonly = param.name == "rdonly_buf_size"
    call.result_size = reg.bounds.value
    env.decide(1 << number)


def _pointer(env: Env, call: Call, number: int, param: Param) -> Kind:
    """Check a pointer, and return the class it turned out to be of."""
    reg, row = env.regs[number], call.target.row
    careful = row.trusted or row.rcu or row.releases
    null = trust.is_null(reg)
    if careful and (null or reg.type & MAYBE_NULL) and not param.ends("__nullable"):
        raise Refusal(EACCES, f"Possibly NULL pointer passed to trusted arg{number - 1}")
    if reg.ref:
        call.ref = reg.ref
        if row.releases:
            call.release = number
    kind = _kind(env, call, number, param, reg)
    if kind is Kind.NULL:
        return kind
    if kind is Kind.MAP:
        RULES[Kind.MAP](env, call, number, reg, param)
    if careful and kind in _TRUSTED_KINDS and not trust.is_trusted(reg):
        if not row.rcu:
            raise Refusal(EINVAL, f"R{number} must be referenced or trusted")
        if not reg.type & RCU:
            raise Refusal(EINVAL, f"R{number} must be a rcu pointer")
    trust.check_offset(number, reg, release=row.releases and bool(reg.ref))
    rule = RULES.get(Kind.BTF if kind is Kind.MAP else kind)
    if rule is None:
        what = f"kfunc {row.name}: arguments of kind {kind.name} are not modelled yet"
        raise Refusal(EOPNOTSUPP, what)
    rule(env, call, number, reg, param)
    return kind


def _kind(env: Env, call: Call, number: int, param: Param, reg: Reg) -> Kind:
    """Return the class of an argument: some depend on the program, and on the register."""
    if call.target.row.does is Does.CAST_TO_CTX or is_context(env.row.context, param.struct):
        return Kind.CTX
    if param.ends("__nullable") and trust.is_null(reg):
        return Kind.NULL
    if param.kind is not Kind.POINTER:
        return param.kind
    base = reg.type & BASE
    if base == BTF_ID or base in trust.STRUCTS:
        if not param.is_struct:
            name = call.target.row.name
            raise Refusal(
                EINVAL,
                f"kernel function {name} args#{number - 1} pointer type {param.text} is not "
                "supported",
            )
        return Kind.BTF
    if param.callback:
        return Kind.CALLBACK
    sized = bool(param.sized) and env.regs[number + 1].type == SCALAR
    if param.plain is None:
        env.log.add(TOO_DEEP)
    if not param.plain and not (sized and param.void):
        void = "void, " if sized else ""
        raise Refusal(
            EINVAL,
            f"arg#{number - 1} pointer type {param.text} must point to {void}scalar, or struct "
            "with scalar",
        )
    return Kind.MEM_SIZE if sized else Kind.MEM
