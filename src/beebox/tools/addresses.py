"""Addresses of sockets: how programs read what a process gave, and how people read them."""

from __future__ import annotations

import argparse
import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from beebox import bpf
from beebox.bpf import Array, ptr, u8, u16, u32

INET = int(socket.AF_INET)
INET6 = int(socket.AF_INET6)


class Address(bpf.Struct):
    """struct sockaddr_in6 of include/uapi/linux/in6.h; a sockaddr_in has its address in *first*."""

    family: u16
    port: u16
    first: u32
    ip: Array[u8, 16]
    scope: u32


@bpf.function
def read(to: ptr[Address], source: ptr[u8]) -> bool:
    """Read the IPv4 or IPv6 address at *source* of the current process; False: it is none."""
    if bpf.probe_read_user(to, 16, source) != 0:
        return False
    if to.family == INET:
        return True
    return to.family == INET6 and bpf.probe_read_user(to, 28, source) == 0


def host(address: Address) -> str:
    """Return the address as text; nothing if there is none."""
    if address.family == INET:
        return str(ipaddress.IPv4Address(address.first.to_bytes(4, "little")))
    if address.family == INET6:
        return str(ipaddress.IPv6Address(bytes(address.ip)))
    return ""


def port(address: Address) -> int:
    """Return the port, in the host's order."""
    return socket.ntohs(address.port)


def version(address: Address) -> int:
    """Return 4 or 6; 0 if there is no address."""
    return {INET: 4, INET6: 6}.get(address.family, 0)


def peer(pid: int, fd: int) -> tuple[str, int] | None:
    """Return address and port of the other end of a process's TCP socket, if it still has it.

    From /proc: the socket's inode, and its line in the tables of its network namespace.
    """
    try:
        inode = Path(f"/proc/{pid}/fd/{fd}").readlink().name
        tables = [Path(f"/proc/{pid}/net/{name}").read_text() for name in ("tcp", "tcp6")]
    except OSError:
        return None
    wanted = inode.removeprefix("socket:[").removesuffix("]")
    for table in tables:
        for row in table.splitlines()[1:]:
            words = row.split()
            if words[9] == wanted:
                return _decoded(words[2])
    return None


def _decoded(text: str) -> tuple[str, int]:
    """Return what /proc/net/tcp writes as ``0100007F:1F90``: words in the host's order."""
    words, _, number = text.partition(":")
    raw = b"".join(
        int(words[at : at + 8], 16).to_bytes(4, "little") for at in range(0, len(words), 8)
    )
    return str(ipaddress.ip_address(raw)), int(number, 16)


def add_ports(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses ports."""
    parser.add_argument(
        "-P", "--port", type=_ports, metavar="PORT[,...]", help="only these ports; default: all"
    )


def only_ports(options: argparse.Namespace) -> Callable[[Any], bool]:
    """Return what says whether an event's address has a port that was asked for."""

    def keep(event: Any) -> bool:
        return not options.port or port(event.address) in options.port

    return keep


def _ports(text: str) -> frozenset[int]:
    words = text.split(",")
    if not all(word.isdecimal() and int(word) < 1 << 16 for word in words):
        raise argparse.ArgumentTypeError(f"{text!r} is not ports, such as 80 or 80,443")
    return frozenset(int(word) for word in words)
