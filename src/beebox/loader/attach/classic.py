"""What is attached by rtnetlink, as before there were links: classifiers of tc, routes (lwt).

A qdisc ``clsact`` on the interface and a filter ``bpf`` in it (net/sched/cls_bpf.c); a route whose
encapsulation is a program (net/core/lwt_bpf.c).
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import struct
from dataclasses import dataclass

from beebox.errors import KernelError, NotSupported
from beebox.kernel.netlink import attribute
from beebox.loader.attach.network import interface
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Attachment, Link

_NEWQDISC, _NEWFILTER, _DELFILTER, _NEWROUTE, _DELROUTE = 36, 44, 45, 24, 25
_CREATE, _EXCL = 0x400, 0x200
_CLSACT, _INGRESS, _EGRESS = 0xFFFFFFF1, 0xFFFFFFF2, 0xFFFFFFF3
_CLSACT_HANDLE = 0xFFFF0000
_ETH_P_ALL = 3
_KIND, _OPTIONS = 1, 2
_BPF_FD, _BPF_NAME, _BPF_FLAGS, _DIRECT = 6, 7, 8, 1
_TCMSG = struct.Struct("=BxxxiIII")
_RTMSG = struct.Struct("=BBBBBBBBI")
_TABLE_MAIN, _PROTO_STATIC, _SCOPE_LINK, _UNICAST = 254, 4, 253, 1
_DST, _OIF, _ENCAP_TYPE, _ENCAP = 1, 4, 21, 22
_ENCAP_BPF, _NESTED = 6, 0x8000
_PARTS = {"lwt_in": 1, "lwt_out": 2, "lwt_xmit": 3}
_HEADROOM = 4
_ENCAP_SEG6LOCAL, _SEG6_ACTION, _SEG6_BPF, _END_BPF = 7, 1, 9, 15


@dataclass(frozen=True, slots=True)
class Classifier:
    """The classic way of tc: *interface*, coming in or with *egress* going out, by *priority*.

    The program's return value is the action (direct-action). Programs of newer kernels' tcx come
    before these.
    """

    interface: str | int
    egress: bool = False
    priority: int = 1
    handle: int = 1

    def attach(self, subject: Subject) -> Link:
        """Attach by a filter in the qdisc clsact, which is made if need be, and stays."""
        kernel, index = subject.kernel, interface(self.interface)
        qdisc = _TCMSG.pack(0, index, _CLSACT_HANDLE, _CLSACT, 0) + attribute(_KIND, b"clsact\0")
        try:
            kernel.netlink(_NEWQDISC, _CREATE | _EXCL, qdisc)
        except KernelError as error:
            if error.errno != errno.EEXIST:
                raise
        parent = _EGRESS if self.egress else _INGRESS
        info = self.priority << 16 | socket.htons(_ETH_P_ALL)
        head = _TCMSG.pack(0, index, self.handle, parent, info) + attribute(_KIND, b"bpf\0")
        options = (
            attribute(_BPF_FD, struct.pack("=I", subject.fd))
            + attribute(_BPF_NAME, subject.spec.name.encode() + b"\0")
            + attribute(_BPF_FLAGS, struct.pack("=I", _DIRECT))
        )
        kernel.netlink(_NEWFILTER, _CREATE | _EXCL, head + attribute(_OPTIONS, options))
        return Attachment(kernel, (), lambda: kernel.netlink(_DELFILTER, 0, head))


@dataclass(frozen=True, slots=True)
class Encap:
    """A route to *destination* (``10.0.0.0/8``) by *interface* that runs an lwt program.

    What it runs on is the program's type: lwt_in, lwt_out, lwt_seg6local (a segment that is an
    address of ours), or lwt_xmit, with *headroom* bytes in front of the packet.
    """

    destination: str
    interface: str | int
    headroom: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach by making the route."""
        net = ipaddress.ip_network(self.destination)
        family = socket.AF_INET if net.version == 4 else socket.AF_INET6
        fields = (net.prefixlen, 0, 0, _TABLE_MAIN, _PROTO_STATIC, _SCOPE_LINK, _UNICAST, 0)
        head = (
            _RTMSG.pack(family, *fields)
            + attribute(_DST, net.network_address.packed)
            + attribute(_OIF, struct.pack("=i", interface(self.interface)))
        )
        kernel = subject.kernel
        kernel.netlink(_NEWROUTE, _CREATE | _EXCL, head + self._encapsulation(subject))
        return Attachment(kernel, (), lambda: kernel.netlink(_DELROUTE, 0, head))

    def _encapsulation(self, subject: Subject) -> bytes:
        """Return the attributes of the route that name the program."""
        program = attribute(1, struct.pack("=I", subject.fd)) + attribute(
            2, subject.spec.name.encode() + b"\0"
        )
        name = subject.spec.section.partition("/")[0]
        if name == "lwt_seg6local":
            kind = _ENCAP_SEG6LOCAL
            encap = attribute(_SEG6_ACTION, struct.pack("=I", _END_BPF))
            encap += attribute(_SEG6_BPF | _NESTED, program)
        elif name in _PARTS:
            kind = _ENCAP_BPF
            encap = attribute(_PARTS[name] | _NESTED, program)
            if self.headroom:
                encap += attribute(_HEADROOM, struct.pack("=I", self.headroom))
        else:
            raise NotSupported("routes run lwt programs only")
        return attribute(_ENCAP_TYPE, struct.pack("=H", kind)) + attribute(_ENCAP | _NESTED, encap)
