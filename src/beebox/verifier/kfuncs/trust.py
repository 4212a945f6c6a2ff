"""Which pointers the kernel's functions may be given.

After Linux 6.18 kernel/bpf/verifier.c: is_trusted_reg, is_rcu_reg, check_func_arg_reg_off.
"""

from __future__ import annotations

from errno import EACCES, EINVAL

from beebox.verifier.memory import check_fixed
from beebox.verifier.types import (
    ALLOC,
    ARENA,
    BASE,
    BTF_ID,
    BUF,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    MEM,
    NON_OWN_REF,
    PACKET,
    PACKET_META,
    RCU,
    RDONLY,
    RINGBUF,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    STACK,
    TCP_SOCK,
    TRUSTED,
    Refusal,
    Reg,
    type_text,
)

TRUSTED_MODIFIERS = ALLOC | TRUSTED | NON_OWN_REF
"""BPF_REG_TRUSTED_MODIFIERS"""
STRUCTS = {
    SOCKET: "sock",
    SOCK_COMMON: "sock_common",
    TCP_SOCK: "tcp_sock",
    MAP_PTR: "bpf_map",
}
"""structs of the kernel that pointers of other types stand for (reg2btf_ids)"""
_FREE = frozenset(
    {
        SCALAR, STACK, PACKET, PACKET_META, MAP_KEY, MAP_VALUE, MEM, MEM | RDONLY, MEM | RINGBUF,
        BUF, BUF | RDONLY, ARENA,
    }
)  # fmt: skip
"""pointers that may be anywhere in what they point into"""
_FIXED = frozenset(
    BTF_ID | flags
    for flags in (0, ALLOC, TRUSTED, RCU, ALLOC | NON_OWN_REF, ALLOC | NON_OWN_REF | RCU)
)
"""pointers that may be at a fixed offset"""


def is_null(reg: Reg) -> bool:
    """Tell whether a register is known to be zero (register_is_null)."""
    return reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value


def is_unsafe(kind: int) -> bool:
    """Tell whether a type says more than that the pointer is good."""
    return bool(kind & ~BASE & ~TRUSTED_MODIFIERS)


def is_trusted(reg: Reg) -> bool:
    """Tell whether what a pointer points to is sure to be there."""
    if reg.ref:
        return True
    if is_unsafe(reg.type):
        return False
    return reg.type & BASE in STRUCTS or bool(reg.type & TRUSTED_MODIFIERS)


def check_offset(number: int, reg: Reg, *, release: bool) -> None:
    """Refuse a pointer that is not where it may be."""
    if release:
        if reg.off:
            raise Refusal(
                EINVAL,
                f"R{number} must have zero offset when passed to release func or trusted arg to "
                "kfunc",
            )
        check_fixed(number, reg)
    elif reg.type in _FIXED:
        _check_constant(number, reg)
    elif reg.type not in _FREE:
        check_fixed(number, reg)


def _check_constant(number: int, reg: Reg) -> None:
    name = type_text(reg.type)
    if reg.off < 0:
        raise Refusal(EACCES, f"negative offset {name} ptr R{number} off={reg.off} disallowed")
    if reg.bounds.mask or reg.bounds.value:
        raise Refusal(EACCES, f"variable {name} access var_off={reg.bounds.bits} disallowed")
