"""Pointers seen as pointers to something else.

After Linux 6.18 kernel/bpf/verifier.c: check_special_kfunc; kernel/bpf/btf.c: get_kern_ctx_btf_id.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL

from beebox.bits import s32
from beebox.btf import types as bt
from beebox.errors import BtfError
from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.table import program_type
from beebox.verifier.types import (
    BTF_ID,
    MEM,
    RDONLY,
    TRUSTED,
    UNTRUSTED,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)

_CONTEXTS = "bpf_ctx_convert"
"""a struct of the kernel with two members a program type: the context as programs see it, and its
own"""


def _kernel_context(env: Env, call: Call) -> Reg:
    """Return the kernel's own struct of the context."""
    btf = call.target.btf
    kind = program_type(env.program).name
    table = btf.type(env.kernel_type(_CONTEXTS).id)
    assert isinstance(table, bt.Composite)
    name = f"BPF_PROG_TYPE_{kind}_kern"
    ident = next((member.type for member in table.members if member.name == name), 0)
    if not isinstance(btf.type(ident), bt.Composite):
        raise Refusal(EINVAL, f"kern ctx type id {ident} is not a struct")
    return Reg(BTF_ID | TRUSTED, ZERO_OFFSET, of=TypeRef(btf, ident))


def _cast(_env: Env, call: Call) -> Reg:
    """Return the pointer as one to the type with a certain id."""
    btf, ident = call.target.btf, call.constant
    assert ident is not None
    try:
        made = btf.type(ident & 0xFFFFFFFF)
    except BtfError:
        raise Refusal(
            EINVAL, f"Unknown type ID {s32(ident)} passed to kfunc bpf_rdonly_cast"
        ) from None
    if isinstance(made, bt.Composite):
        return Reg(BTF_ID | UNTRUSTED, ZERO_OFFSET, of=TypeRef(btf, ident))
    if isinstance(made, bt.Void):
        return Reg(MEM | RDONLY | UNTRUSTED, ZERO_OFFSET)
    raise Refusal(EINVAL, "kfunc bpf_rdonly_cast type ID argument must be of a struct or void")


RESULTS: dict[Does, Callable[[Env, Call], Reg]] = {
    Does.CAST_TO_CTX: _kernel_context,
    Does.RDONLY_CAST: _cast,
}
