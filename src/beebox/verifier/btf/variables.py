"""Addresses of the kernel's variables and functions: ``r1 = btf[id:5]``.

After Linux 6.18 kernel/bpf/verifier.c: check_pseudo_btf_id, __check_pseudo_btf_id, check_ld_imm.
"""

from __future__ import annotations

from errno import EINVAL, ENOENT
from functools import lru_cache
from itertools import pairwise

from beebox.btf.types import Btf, Composite, DataSec, Func, Type, Var
from beebox.errors import BtfError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.verifier.btf.walk import display
from beebox.verifier.env import Env
from beebox.verifier.types import BTF_ID, MEM, PERCPU, RDONLY, ZERO_OFFSET, Refusal, Reg, TypeRef


def address(env: Env, insn: Insn) -> Reg:
    """Return what a load of the address of a variable, or a function, gives."""
    btf = env.vmlinux
    if btf is None:
        raise Refusal(
            EINVAL,
            "kernel is missing BTF, make sure CONFIG_DEBUG_INFO_BTF=y is specified in Kconfig.",
        )
    return _address(btf, insn.imm)


def check(env: Env) -> None:
    """Refuse addresses of what is not there, also where no path comes to."""
    for insn, following in pairwise(env.insns):
        if insn.code == LDDW and insn.src == Pseudo.BTF_ID:
            if following.imm:
                raise Refusal(EINVAL, "invalid module BTF object FD specified.")
            address(env, insn)


@lru_cache(maxsize=64)
def _address(btf: Btf, type_id: int) -> Reg:
    made = _named(btf, type_id)
    if isinstance(made, Func):
        return Reg(MEM | RDONLY, ZERO_OFFSET)
    if not isinstance(made, Var):
        raise Refusal(EINVAL, f"pseudo btf_id {type_id} in ldimm64 isn't KIND_VAR or KIND_FUNC")
    target = btf.resolve(made.type)
    if type_id in _percpu(btf):
        return Reg(BTF_ID | PERCPU, ZERO_OFFSET, of=TypeRef(btf, made.type))
    if isinstance(btf.type(target), Composite):
        return Reg(BTF_ID, ZERO_OFFSET, of=TypeRef(btf, made.type))
    return Reg(MEM | RDONLY, ZERO_OFFSET, size=size_of(btf, target, "ldimm64 unable"))


def size_of(btf: Btf, type_id: int, words: str = "unable") -> int:
    """Return the size of a variable's type.

    Raises:
        Refusal: it has none; *words* begin the message.
    """
    try:
        return btf.size(type_id)
    except BtfError as error:
        name = display(btf, type_id)
        raise Refusal(EINVAL, f"{words} to resolve the size of type '{name}': -22") from error


def _named(btf: Btf, type_id: int) -> Type:
    try:
        return btf.type(type_id)
    except BtfError as error:
        raise Refusal(ENOENT, f"ldimm64 insn specifies invalid btf_id {type_id}.") from error


@lru_cache(maxsize=8)
def _percpu(btf: Btf) -> frozenset[int]:
    """Return the variables of which every CPU has its own."""
    found = btf.find(".data..percpu", "datasec")
    section = btf.type(found) if found is not None else None
    return (
        frozenset(var.type for var in section.vars) if isinstance(section, DataSec) else frozenset()
    )
