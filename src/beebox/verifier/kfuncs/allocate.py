"""Objects of the program's own types: made, one for each CPU, counted.

After Linux 6.18 kernel/bpf/verifier.c: check_special_kfunc.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.bits import U32
from beebox.btf.types import Btf, Struct
from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import TOO_DEEP, is_scalar_struct
from beebox.verifier.objects import structs
from beebox.verifier.objects.fields import FieldError
from beebox.verifier.types import ALLOC, BTF_ID, PERCPU, ZERO_OFFSET, Refusal, Reg, TypeRef

_BOTH = "bpf_obj_new/bpf_percpu_obj_new"
_PERCPU_LIMIT = 512
"""BPF_GLOBAL_PERCPU_MA_MAX_SIZE"""


def _new(env: Env, call: Call) -> Reg:
    return Reg(BTF_ID | ALLOC, ZERO_OFFSET, of=_type(env, call))


def _percpu_new(env: Env, call: Call) -> Reg:
    of = _type(env, call)
    struct = of.btf.type(of.id)
    assert isinstance(struct, Struct)
    if struct.size > _PERCPU_LIMIT:
        raise Refusal(
            EINVAL,
            f"bpf_percpu_obj_new type size ({struct.size}) is greater than {_PERCPU_LIMIT}",
        )
    plain = is_scalar_struct(of.btf, struct)
    if plain is None:
        env.log.add(TOO_DEEP)
    if not plain:
        raise Refusal(EINVAL, "bpf_percpu_obj_new type ID argument must be of a struct of scalars")
    if structs.of_struct(of.btf, of.id) is not None:
        raise Refusal(EINVAL, "bpf_percpu_obj_new type ID argument must not contain special fields")
    return Reg(BTF_ID | ALLOC | PERCPU, ZERO_OFFSET, of=of)


def _type(env: Env, call: Call) -> TypeRef:
    """Return which struct of the program's types is asked for."""
    ident = call.constant or 0
    if ident > U32:
        raise Refusal(EINVAL, "local type ID argument must be in range [0, U32_MAX]")
    btf = env.program.btf
    if btf is None:
        raise Refusal(EINVAL, f"{_BOTH} requires prog BTF")
    if not _is_struct(btf, ident):
        raise Refusal(EINVAL, f"{_BOTH} type ID argument must be of a struct")
    try:
        structs.records(btf, env.tables.vmlinux)
    except FieldError as error:  # Linux has refused such types before, at BTF_LOAD
        raise Refusal(error.errno, "") from error
    env.marks.numbers[env.index] = btf.size(ident)
    return TypeRef(btf, ident)


def _is_struct(btf: Btf, ident: int) -> bool:
    return ident < len(btf) and isinstance(btf.type(ident), Struct)


def _counted(_env: Env, call: Call) -> Reg:
    return Reg(BTF_ID | ALLOC, ZERO_OFFSET, of=call.object)


RESULTS = {
    Does.OBJ_NEW: _new,
    Does.PERCPU_OBJ_NEW: _percpu_new,
    Does.REFCOUNT_ACQUIRE: _counted,
}
