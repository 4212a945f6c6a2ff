"""Iterators: a program that is run for each task, map, socket, ... and writes a text.

A link of type iter (Linux 5.9; kernel/bpf/bpf_iter.c); each `IterLink.read` is a new walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from beebox.abi.enums import AttachType, Cmd
from beebox.abi.structs import IterLinkInfo, LinkCreateAttr
from beebox.errors import NotSupported
from beebox.kernel import links
from beebox.loader.attach.subject import Subject
from beebox.loader.links import HasFd, Link

_CHUNK = 1 << 16


class CgroupWalk(IntEnum):
    """In which order cgroups are walked (enum bpf_cgroup_iter_order)."""

    SELF = 1
    DESCENDANTS_PRE = 2
    DESCENDANTS_POST = 3
    ANCESTORS_UP = 4


class IterLink(Link):
    """An iterator that is attached: to be read."""

    __slots__ = ()

    def chunks(self) -> Iterator[bytes]:
        """Walk once; yield what the program writes."""
        kernel = self.kernel
        fd = links.iter_create(kernel, self.fd)
        try:
            while data := kernel.read(fd, _CHUNK):
                yield data
        finally:
            kernel.close(fd)

    def read(self) -> bytes:
        """Walk once; return all that the program writes."""
        return b"".join(self.chunks())


@dataclass(frozen=True, slots=True)
class Iter:
    """What to walk over, where the kind of iterator wants to know more.

    *map* for map_elem and sk_storage_map; *tid* or *pid* for tasks (0: all); *cgroup* (a
    directory) and *walk* for cgroups.
    """

    map: HasFd | None = None
    tid: int = 0
    pid: int = 0
    cgroup: str = ""
    walk: CgroupWalk = CgroupWalk.DESCENDANTS_PRE

    def attach(self, subject: Subject) -> IterLink:
        """Attach by a link of type iter."""
        if not subject.spec.attach_to:
            raise NotSupported("no iterator is named", "write iter/task, for example")
        kernel = subject.kernel
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=AttachType.TRACE_ITER)
        opened = kernel.open(self.cgroup) if self.cgroup else 0
        try:
            if info := self._info(opened):
                attr.point("iter_info", info)
                attr.iter_info_len = len(info)
            return IterLink(kernel, (kernel.bpf(Cmd.LINK_CREATE, attr),))
        finally:
            if opened:
                kernel.close(opened)

    def _info(self, cgroup: int) -> bytes:
        info = IterLinkInfo()
        if self.map is not None:
            info.map.map_fd = self.map.fd
        elif self.tid or self.pid:
            info.task.tid, info.task.pid = self.tid, self.pid
        elif cgroup:
            info.cgroup.order, info.cgroup.cgroup_fd = self.walk, cgroup
        else:
            return b""
        return bytes(info)
