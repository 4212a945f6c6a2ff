"""Programs on cgroups: what processes in them may do, and what their packets look like.

A link of type cgroup (Linux 5.7), on older kernels PROG_ATTACH (kernel/bpf/cgroup.c).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from beebox.abi.enums import AttachFlag, AttachType, Cmd
from beebox.abi.structs import LinkCreateAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import links
from beebox.loader.attach.network import LAST, Order
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Attachment, Link


@dataclass(frozen=True, slots=True)
class Cgroup:
    """The cgroup whose directory is *path*.

    *type* is only needed for programs that fit more hooks than one (SEC("cgroup/skb")).
    *preorder* programs run before those of cgroups below (6.15).
    """

    path: str
    type: AttachType | None = None
    order: Order = LAST
    preorder: bool = False

    def attach(self, subject: Subject) -> Link:
        """Attach by a link, where there is none yet by PROG_ATTACH with ALLOW_MULTI."""
        kernel, kind = subject.kernel, self._kind(subject)
        target = kernel.open(self.path)
        attr = LinkCreateAttr(prog_fd=subject.fd, target_fd=target, attach_type=kind)
        if self.preorder:
            attr.flags = AttachFlag.PREORDER
        self.order.fill(attr, attr.cgroup)
        try:
            made = kernel.bpf(Cmd.LINK_CREATE, attr)
        except KernelError as error:
            if error.errno != errno.EINVAL or self.order != LAST or self.preorder:
                kernel.close(target)
                if error.errno == errno.EBADF:
                    error.what += f" ({self.path} is no directory of cgroups, version 2)"
                raise
            return _without_link(subject, target, kind)
        kernel.close(target)
        return Link(kernel, (made,))

    def _kind(self, subject: Subject) -> AttachType:
        kind = self.type if self.type is not None else subject.spec.attach_type
        if kind is None:
            raise NotSupported(
                "it fits several hooks",
                "attach(Cgroup(path, AttachType.CGROUP_INET_INGRESS)), for example",
            )
        return AttachType(kind)


def _without_link(subject: Subject, target: int, kind: AttachType) -> Link:
    """Attach to cgroup *target*, which stays open until it is undone."""
    kernel = subject.kernel
    try:
        links.prog_attach(kernel, subject.fd, target, kind, AttachFlag.ALLOW_MULTI)
    except KernelError:
        kernel.close(target)
        raise

    def undo() -> None:
        links.prog_detach(kernel, subject.fd, target, kind)
        kernel.close(target)

    return Attachment(kernel, (), undo)
