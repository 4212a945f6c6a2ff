"""What a register holds: its type, and what is known of the value.

After ``enum bpf_reg_type`` and ``struct bpf_reg_state`` (Linux 6.18, include/linux/bpf.h,
bpf_verifier.h). A type is a plain number, a base and flags; a register is immutable, so that states
share it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from beebox.btf.types import Btf
from beebox.verifier import bounds
from beebox.verifier.bounds import Bounds

# base types (enum bpf_reg_type)
NOT_INIT = 0
SCALAR = 1
CTX = 2
MAP_PTR = 3
"""CONST_PTR_TO_MAP"""
MAP_VALUE = 4
MAP_KEY = 5
STACK = 6
MEM = 7
FUNC = 8
PACKET = 9
PACKET_META = 10
PACKET_END = 11
FLOW_KEYS = 12
SOCKET = 13
SOCK_COMMON = 14
TCP_SOCK = 15
TP_BUFFER = 16
XDP_SOCK = 17
BTF_ID = 18
"""a struct of the kernel, or of the program: `Reg.of` is a `TypeRef`"""
ARENA = 19
BUF = 20
DYNPTR = 21
"""CONST_PTR_TO_DYNPTR"""

# flags (enum bpf_type_flag)
BASE = 0xFF
MAYBE_NULL = 1 << 8
RDONLY = 1 << 9
RINGBUF = 1 << 10
USER = 1 << 11
PERCPU = 1 << 12
UNTRUSTED = 1 << 13
ALLOC = 1 << 14
TRUSTED = 1 << 15
RCU = 1 << 16
NON_OWN_REF = 1 << 17
DYNPTR_RINGBUF = 1 << 18
"""a slice of a dynptr into a ring buffer"""
DYNPTR_SKB = 1 << 19
DYNPTR_XDP = 1 << 20
DYNPTR_SKB_META = 1 << 21
DYNPTR_LOCAL = 1 << 22
DYNPTR_PACKET = DYNPTR_SKB | DYNPTR_XDP | DYNPTR_SKB_META
"""a slice of a packet"""
DYNPTR_KINDS = DYNPTR_LOCAL | DYNPTR_RINGBUF | DYNPTR_PACKET

ADD_CONST64 = 1 << 31
"""in a scalar's id, says that it is the linked one plus its `Reg.off`"""
ADD_CONST32 = 1 << 30
"""the same, where the linked one has 32 bits and so has the sum"""
ADD_CONST = ADD_CONST64 | ADD_CONST32

_NAMES = {
    NOT_INIT: "?",
    SCALAR: "scalar",
    CTX: "ctx",
    MAP_PTR: "map_ptr",
    MAP_VALUE: "map_value",
    MAP_KEY: "map_key",
    STACK: "fp",
    MEM: "mem",
    FUNC: "func",
    PACKET: "pkt",
    PACKET_META: "pkt_meta",
    PACKET_END: "pkt_end",
    FLOW_KEYS: "flow_keys",
    SOCKET: "sock",
    SOCK_COMMON: "sock_common",
    TCP_SOCK: "tcp_sock",
    TP_BUFFER: "tp_buffer",
    XDP_SOCK: "xdp_sock",
    BTF_ID: "ptr_",
    ARENA: "arena",
    BUF: "buf",
    DYNPTR: "dynptr_ptr",
}
_PREFIXES = (
    (RDONLY, "rdonly_"),
    (RINGBUF, "ringbuf_"),
    (USER, "user_"),
    (PERCPU, "percpu_"),
    (RCU, "rcu_"),
    (UNTRUSTED, "untrusted_"),
    (TRUSTED, "trusted_"),
)


@lru_cache(maxsize=256)
def type_text(kind: int) -> str:
    """Return the kernel's name of a register type (reg_type_str): ``ringbuf_mem_or_null``."""
    prefix = "".join(text for flag, text in _PREFIXES if kind & flag)
    suffix = ""
    if kind & MAYBE_NULL:
        suffix = "or_null_" if kind & BASE == BTF_ID else "_or_null"
    return f"{prefix}{_NAMES[kind & BASE]}{suffix}"


class TypeRef(NamedTuple):
    """Which struct a BTF pointer points to: types of equal BTFs are compared by their ids."""

    btf: Btf
    id: int

    @property
    def name(self) -> str:
        """The struct's name."""
        return self.btf.type(self.id).name


class Reg(NamedTuple):
    """One register, or what was spilled of one."""

    type: int
    bounds: Bounds
    """a scalar's value; the variable part of a pointer's offset"""
    off: int = 0
    """the fixed part of a pointer's offset; of a scalar with ADD_CONST, the distance"""
    id: int = 0
    """equal for registers that stem from one value, or from one nullable result"""
    ref: int = 0
    """ref_obj_id: the reference that this pointer stands for"""
    of: object | None = None
    """the `MapValue` a map pointer belongs to; the frame of a stack pointer; a subprogram; the
    `TypeRef` of a BTF pointer; what a slot of stack keeps (`beebox.verifier.state`)"""
    size: int = 0
    """of MEM: how many bytes; of a packet: the range that was compared with its end"""
    uid: int = 0
    """of MEM: the dynptr it is a slice of (dynptr_id); of a map value: its inner map (map_uid)"""


UNINIT = Reg(NOT_INIT, bounds.UNKNOWN)
UNKNOWN = Reg(SCALAR, bounds.UNKNOWN)
ZERO_OFFSET = bounds.ZERO
ZERO = Reg(SCALAR, ZERO_OFFSET)


_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""


def scalar(value: Bounds, ident: int = 0, off: int = 0) -> Reg:
    """Return a scalar."""
    return _new(Reg, (SCALAR, value, off, ident, 0, None, 0, 0))


@lru_cache(maxsize=1 << 13)
def known(value: int) -> Reg:
    """Return the scalar *value*."""
    return Reg(SCALAR, bounds.const(value))


def is_const(reg: Reg) -> bool:
    """Tell whether *reg* is one known number."""
    return reg.type == SCALAR and not reg.bounds.mask


def moved(reg: Reg, off: int, value: Bounds) -> Reg:
    """Return a pointer with another offset: *off* is its fixed part, *value* the variable one."""
    kind, _, _, ident, ref, of, size, uid = reg
    return _new(Reg, (kind, value, off, ident, ref, of, size, uid))


class Refusal(Exception):  # noqa: N818 - the verdict, carried to the walk's end
    """The program is refused: the errno, and the line for the log. A few lines have no *end*."""

    def __init__(self, errno: int, message: str, *, end: str = "\n", final: bool = False) -> None:
        super().__init__(message)
        self.errno = errno
        self.message = message
        self.end = end
        self.final = final
        """it is refused whether or not the processor only guesses that it comes here"""
