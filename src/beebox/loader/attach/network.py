"""Programs on network interfaces, namespaces and sockets.

XDP (Linux 5.9), tcx (6.6), netkit (6.7), netfilter (6.4), sk_lookup and flow_dissector (5.8),
sockmap (6.10, before without a link), filters and reuseport by setsockopt.
"""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from beebox.abi.enums import AttachFlag, AttachType, Cmd
from beebox.abi.structs import LinkCreateAttr, LinkCreateNetkit, LinkCreateTcx
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client, links
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Attachment, HasFd, Link

SELF_NETNS = "/proc/thread-self/ns/net"


def interface(name: str | int) -> int:
    """Return the index of the network interface *name* in this process's namespace.

    Raises:
        NotSupported: there is none.
    """
    if isinstance(name, int):
        return name
    try:
        return socket.if_nametoindex(name)
    except OSError:
        known = ", ".join(each for _, each in socket.if_nameindex())
        raise NotSupported(f"there is no network interface {name!r}", f"here are {known}") from None


class XdpMode(IntEnum):
    """Where an XDP program runs (XDP_FLAGS_*): the kernel chooses, or one place or none."""

    ANY = 0
    GENERIC = 2
    NATIVE = 4
    OFFLOAD = 8


@dataclass(frozen=True, slots=True)
class Xdp:
    """The packets that *interface* (a name or an index) receives, as early as *mode* says."""

    interface: str | int
    mode: XdpMode = XdpMode.ANY

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type xdp."""
        attr = LinkCreateAttr(
            prog_fd=subject.fd,
            target_ifindex=interface(self.interface),
            attach_type=AttachType.XDP,
            flags=self.mode,
        )
        return Link(subject.kernel, (subject.kernel.bpf(Cmd.LINK_CREATE, attr),))


@dataclass(frozen=True, slots=True)
class Order:
    """Where among the programs of a hook: by default last.

    *before* or *after* is a program or a link that is there. *first* puts it in front of all.
    *revision*, if not 0, must be the hook's own (`beebox.kernel.links.prog_query`).
    """

    before: HasFd | None = None
    after: HasFd | None = None
    first: bool = False
    revision: int = 0

    def fill(self, attr: LinkCreateAttr, extra: _Anchored) -> None:
        """Say so in *attr*, and in *extra*, the part of it for this kind of hook."""
        flags = 0
        if self.first or self.before is not None:
            flags |= AttachFlag.BEFORE
        if self.after is not None:
            flags |= AttachFlag.AFTER
        anchor = self.before or self.after
        if anchor is not None:
            extra.relative_fd = anchor.fd
            flags |= AttachFlag.LINK if isinstance(anchor, Link) else 0
        attr.flags |= flags
        extra.expected_revision = self.revision


class _Anchored(Protocol):
    """What tcx, netkit and cgroup have in common."""

    relative_fd: int
    expected_revision: int


LAST = Order()


@dataclass(frozen=True, slots=True)
class Tcx:
    """The packets of *interface*, coming in or, with *egress*, going out."""

    interface: str | int
    egress: bool = False
    order: Order = LAST

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type tcx."""
        kind = AttachType.TCX_EGRESS if self.egress else AttachType.TCX_INGRESS
        return _ordered(subject, interface(self.interface), kind, self.order)


@dataclass(frozen=True, slots=True)
class Netkit:
    """A netkit *interface*: the packets that it, or with *peer* its peer, sends."""

    interface: str | int
    peer: bool = False
    order: Order = LAST

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type netkit."""
        kind = AttachType.NETKIT_PEER if self.peer else AttachType.NETKIT_PRIMARY
        try:
            return _ordered(subject, interface(self.interface), kind, self.order)
        except KernelError as error:
            if error.errno == errno.EINVAL:
                error.what += f" ({self.interface} is no netkit device, or no primary one)"
            raise


def _ordered(subject: Subject, index: int, kind: AttachType, order: Order) -> Link:
    attr = LinkCreateAttr(prog_fd=subject.fd, target_ifindex=index, attach_type=kind)
    extra: LinkCreateTcx | LinkCreateNetkit = attr.tcx
    order.fill(attr, extra)
    return Link(subject.kernel, (subject.kernel.bpf(Cmd.LINK_CREATE, attr),))


@dataclass(frozen=True, slots=True)
class Netfilter:
    """A hook of netfilter: *family* 2 (IPv4) or 10 (IPv6), *hook* 0 to 4, in order of *priority*.

    The hooks are prerouting, input, forward, output, postrouting. With *defrag* packets come whole.
    """

    family: int = socket.AF_INET
    hook: int = 0
    priority: int = 0
    defrag: bool = False

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type netfilter."""
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=AttachType.NETFILTER)
        extra = attr.netfilter
        extra.pf, extra.hooknum, extra.priority = self.family, self.hook, self.priority
        extra.flags = int(self.defrag)
        return Link(subject.kernel, (subject.kernel.bpf(Cmd.LINK_CREATE, attr),))


@dataclass(frozen=True, slots=True)
class Netns:
    """A network namespace, for sk_lookup and flow_dissector: *path*, by default our own."""

    path: str = SELF_NETNS

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type netns."""
        kernel = subject.kernel
        kind = AttachType(subject.spec.attach_type or AttachType.FLOW_DISSECTOR)
        target = kernel.open(self.path)
        try:
            return Link(kernel, (client.link_create(kernel, subject.fd, target, kind),))
        finally:
            kernel.close(target)


@dataclass(frozen=True, slots=True)
class Sockmap:
    """The sockets in *map* (a sockmap or sockhash), for sk_skb and sk_msg programs."""

    map: HasFd

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type sockmap, on older kernels by PROG_ATTACH."""
        kernel, target = subject.kernel, self.map.fd
        kind = AttachType(subject.spec.attach_type or 0)
        try:
            return Link(kernel, (client.link_create(kernel, subject.fd, target, kind),))
        except KernelError as error:
            if error.errno != errno.EINVAL:
                raise
        links.prog_attach(kernel, subject.fd, target, kind)
        return Attachment(kernel, (), lambda: links.prog_detach(kernel, subject.fd, target, kind))


class _Option(IntEnum):
    """Options of SOL_SOCKET (include/uapi/asm-generic/socket.h)."""

    DETACH_FILTER = 27
    ATTACH_BPF = 50
    ATTACH_REUSEPORT_EBPF = 52
    DETACH_REUSEPORT_BPF = 68


@dataclass(frozen=True, slots=True)
class Socket:
    """A *socket* of ours: which packets it is given; with sk_reuseport, which of a group is."""

    socket: socket.socket

    def attach(self, subject: Subject) -> Link:
        """Attach by setsockopt."""
        kernel, sock = subject.kernel, self.socket.fileno()
        group = subject.spec.section.startswith("sk_reuseport")
        if sock < 0:
            raise NotSupported("the socket is closed")
        attach = _Option.ATTACH_REUSEPORT_EBPF if group else _Option.ATTACH_BPF
        detach = _Option.DETACH_REUSEPORT_BPF if group else _Option.DETACH_FILTER
        kernel.setsockopt(sock, attach, subject.fd)
        return Attachment(kernel, (), lambda: kernel.setsockopt(sock, detach, 0))
