"""NETLINK_ROUTE, one request at a time (include/uapi/linux/netlink.h, rtnetlink.h).

For what bpf(2) has no link: the classifiers and actions of tc, and routes that run programs.
"""

from __future__ import annotations

import errno
import socket
import struct

from beebox.bits import align_up
from beebox.errors import KernelError
from beebox.kernel import rights

_HEADER = struct.Struct("=IHHII")
_ERROR = struct.Struct("=i")
_REQUEST, _ACK = 1, 4
_NLMSG_ERROR = 2
_SOL_NETLINK, _CAP_ACK, _EXT_ACK = 270, 10, 11
_ERROR_TEXT = 1
_ATTRIBUTE = struct.Struct("=HH")


def request(kind: int, flags: int, message: bytes) -> None:
    """Send *message* as *kind* (RTM_*) with *flags* (NLM_F_*) more; wait until it is done.

    Raises:
        KernelError: the kernel refused; with what it said.
    """
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as sock:
        sock.setsockopt(_SOL_NETLINK, _CAP_ACK, 1)
        sock.setsockopt(_SOL_NETLINK, _EXT_ACK, 1)
        length = _HEADER.size + len(message)
        sock.sendall(_HEADER.pack(length, kind, flags | _REQUEST | _ACK, 1, 0) + message)
        reply = sock.recv(1 << 16)
    (_, answer, _, _, _), body = _HEADER.unpack_from(reply), reply[_HEADER.size :]
    if answer != _NLMSG_ERROR:
        raise KernelError(errno.EPROTO, f"netlink answered with message {answer}")
    (code,) = _ERROR.unpack_from(body)
    if code:
        said = _text(body[_ERROR.size + _HEADER.size :])
        what = f"netlink: {said}" if said else "netlink"
        if code != -errno.EPERM:
            raise KernelError(-code, what)
        needed = ("CAP_NET_ADMIN",)
        raise KernelError(errno.EPERM, rights.denied(what, needed), missing=rights.missing(needed))


def _text(attributes: bytes) -> str:
    """Return the kernel's words among the attributes of an error, "" if it has none."""
    at = 0
    while at + _ATTRIBUTE.size <= len(attributes):
        length, kind = _ATTRIBUTE.unpack_from(attributes, at)
        if kind == _ERROR_TEXT:
            return attributes[at + _ATTRIBUTE.size : at + length].rstrip(b"\0").decode()
        at += max(align_up(length, 4), _ATTRIBUTE.size)
    return ""


def attribute(kind: int, value: bytes) -> bytes:
    """Return one attribute: its length, its *kind*, *value*, padded to four bytes."""
    length = _ATTRIBUTE.size + len(value)
    return (_ATTRIBUTE.pack(length, kind) + value).ljust(align_up(length, 4), b"\0")
