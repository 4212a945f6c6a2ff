"""Pointers to structs of the kernel, held against the one that a kfunc takes.

After Linux 6.18 kernel/bpf/verifier.c: process_kf_arg_ptr_to_btf_id; kernel/bpf/btf.c:
btf_struct_ids_match, btf_type_ids_nocast_alias.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.btf import types as bt
from beebox.btf.types import Btf
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
        of = env.kernel_type("bpf_map")
        wanted, text, name = of.id, "STRUCT bpf_map", "bpf_map"
    own, ident = _pointed(env, reg)
    made = own.type(ident)
    strict = (call.target.row.releases and bool(reg.ref)) or _no_cast(made.name, name)
    same = own is btf and matches(own, ident, reg.off, wanted, strict=strict)
    if not same and not is_projection(name, made.name):
        raise Refusal(
            EINVAL,
            f"kernel function {call.target.row.name} args#{number - 1} expected pointer to {text} "
            f"but R{number} has a pointer to {type_words(made)}",
        )


def _pointed(env: Env, reg: Reg) -> tuple[Btf, int]:
    """Return the struct that a register points to, or stands for."""
    name = trust.STRUCTS.get(reg.type & BASE)
    ref = env.kernel_type(name) if name else reg.of
    assert isinstance(ref, TypeRef)
    return ref.btf, ref.btf.resolve(ref.id)


def _no_cast(one: str, other: str) -> bool:
    """Tell whether one of the names is that of the other struct while it is being made."""
    return one == other + _NO_CAST or other == one + _NO_CAST


def matches(btf: Btf, ident: int, off: int, wanted: int, *, strict: bool) -> bool:
    """Tell whether the *wanted* struct begins at *off* of another."""
    if off == 0 and ident == wanted:
        return True
    if strict:
        return False
    while True:
        made = btf.type(ident)
        inner = _inner(btf, made, off) if isinstance(made, bt.Composite) else None
        if inner is None:
            return False
        ident, off = inner
        if not off and ident == wanted:
            return True


def _inner(btf: Btf, made: bt.Composite, off: int) -> tuple[int, int] | None:
    """Return the struct that is a member at *off*, and where in it that is."""
    for member in made.members:
        at = member.offset // 8
        ident = btf.resolve(member.type)
        inner = btf.type(ident)
        if isinstance(inner, bt.Composite) and at <= off < at + inner.size and not member.bits:
            return ident, off - at
    return None
