"""Pointers to structs of the kernel, held against the one that a kfunc takes.

After Linux 6.18 kernel/bpf/verifier.c: process_kf_arg_ptr_to_btf_id; kernel/bpf/btf.c:
btf_type_ids_nocast_alias.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier.btf.walk import same_struct
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import trust
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param, is_projection, type_words
from beebox.verifier.types import BASE, Refusal, Reg, TypeRef

_NO_CAST = "___init"
"""a struct that is being made has the name of the finished one and this"""


def check(env: Env, call: Call, number: int, reg: Reg, param: Param) -> None:
    """Refuse a pointer to another struct, or to another part of one."""
    btf = call.target.btf
    wanted, text, name = param.to, param.text, param.struct
    if param.kind is Kind.MAP:
        wanted, text, name = env.kernel_type("bpf_map").id, "STRUCT bpf_map", "bpf_map"
    of = _pointed(env, reg)
    made = of.btf.type(of.id)
    strict = (call.target.row.releases and bool(reg.ref)) or _no_cast(made.name, name)
    same = same_struct(env.log.add, of, reg.off, TypeRef(btf, wanted), strict=strict)
    if not same and not is_projection(name, made.name):
        raise Refusal(
            EINVAL,
            f"kernel function {call.target.row.name} args#{number - 1} expected pointer to {text} "
            f"but R{number} has a pointer to {type_words(made)}",
        )


def _pointed(env: Env, reg: Reg) -> TypeRef:
    """Return the struct that a register points to, or stands for."""
    name = trust.STRUCTS.get(reg.type & BASE)
    ref = env.kernel_type(name) if name else reg.of
    assert isinstance(ref, TypeRef)
    return TypeRef(ref.btf, ref.btf.resolve(ref.id))


def _no_cast(one: str, other: str) -> bool:
    """Tell whether one of the names is that of the other struct while it is being made."""
    return one == other + _NO_CAST or other == one + _NO_CAST
