"""Pointers to what the network keeps: sockets, the flow dissector's keys, a tracepoint's buffer.

After Linux 6.18 kernel/bpf/verifier.c: check_sock_access, check_flow_keys_access,
check_tp_buffer_access, mark_ptr_not_null_reg; the fields stand in `beebox.spec.contexts`.
"""

from __future__ import annotations

from errno import EACCES

from beebox.abi.enums import MapType
from beebox.spec import contexts
from beebox.spec.model import FieldKind
from beebox.verifier.api import MapValue
from beebox.verifier.fields import find
from beebox.verifier.types import (
    BASE,
    FLOW_KEYS,
    MAP_VALUE,
    MAYBE_NULL,
    SOCK_COMMON,
    SOCKET,
    TCP_SOCK,
    TP_BUFFER,
    XDP_SOCK,
    Refusal,
    Reg,
    type_text,
)

SOCKETS = frozenset((SOCKET, SOCK_COMMON, TCP_SOCK, XDP_SOCK))
"""the types of sockets that are not null (type_is_sk_pointer)"""
KINDS = SOCKETS | {FLOW_KEYS, TP_BUFFER}
"""the types that this module gives access to"""
FROM_FIELD = {
    FieldKind.SOCKET: SOCKET,
    FieldKind.SOCKET_OR_NULL: SOCKET | MAYBE_NULL,
    FieldKind.SOCK_COMMON_OR_NULL: SOCK_COMMON | MAYBE_NULL,
    FieldKind.FLOW_KEYS: FLOW_KEYS,
    FieldKind.TP_BUFFER: TP_BUFFER,
}
"""which type a field of the context gives"""
_FIELDS = {
    SOCKET: contexts.SOCKET,
    SOCK_COMMON: contexts.SOCK_COMMON,
    TCP_SOCK: contexts.TCP_SOCK,
    XDP_SOCK: contexts.XDP_SOCK,
}
_FROM_MAP = {
    MapType.XSKMAP: XDP_SOCK,
    MapType.SOCKMAP: SOCKET,
    MapType.SOCKHASH: SOCKET,
}
"""the maps whose values are sockets, as programs see them"""


def check_access(number: int, reg: Reg, off: int, size: int, *, write: bool) -> None:
    """Check an access; *off* has the pointer's fixed offset in it."""
    if reg.type == FLOW_KEYS:
        if off < 0 or off + size > contexts.FLOW_KEYS_SIZE:
            raise Refusal(EACCES, f"invalid access to flow keys off={off} size={size}")
    elif reg.type == TP_BUFFER:
        _check_buffer(number, reg, off, size)
    else:
        _check_socket(number, reg, off, size, write=write)


def _check_socket(number: int, reg: Reg, off: int, size: int, *, write: bool) -> None:
    name = type_text(reg.type)
    if write:
        raise Refusal(EACCES, f"R{number} cannot write into {name}")
    if reg.bounds.smin < 0:
        raise Refusal(
            EACCES,
            f"R{number} min value is negative, either use unsigned index or do a if (index >=0) "
            "check.",
        )
    if find(_FIELDS[reg.type], off, size) is None:
        raise Refusal(EACCES, f"R{number} invalid {name} access off={off} size={size}")


def _check_buffer(number: int, reg: Reg, off: int, size: int) -> None:
    """Check an access of a buffer whose size the tracepoint knows (__check_buffer_access)."""
    if off < 0:
        raise Refusal(EACCES, f"R{number} invalid tracepoint buffer access: off={off}, size={size}")
    if reg.bounds.mask or reg.bounds.value:
        raise Refusal(
            EACCES,
            f"R{number} invalid variable buffer offset: off={off}, var_off={reg.bounds.bits}",
        )


def found(reg: Reg) -> Reg:
    """Return a pointer that a lookup gave and that turned out not to be null."""
    kind = reg.type & ~MAYBE_NULL
    if kind & BASE == MAP_VALUE and isinstance(reg.of, MapValue):
        kind = _FROM_MAP.get(reg.of.type, kind)
    return reg._replace(type=kind)
