"""struct_ops: a table of a kernel subsystem's operations, filled in by programs.

A map of type struct_ops is registered by its one element, or by a link if it was made for one
(``.struct_ops.link``, Linux 6.4; kernel/bpf/bpf_struct_ops.c).
"""

from __future__ import annotations

from errno import EBUSY

from beebox.abi.enums import AttachType, Cmd, MapFlag
from beebox.abi.structs import LinkCreateAttr
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.loader.links import Attachment, Link
from beebox.loader.map import Map


def register(table: Map, value: bytes, link: Link | None = None) -> Link:
    """Register the operations of *table*, whose value (programs as fds) is *value*.

    With *link* they take the place of those that it has attached.

    Raises:
        KernelError: EEXIST, it is registered; EINVAL, the subsystem refuses what is in it.
    """
    kernel, key = table.kernel, bytes(4)
    try:
        client.map_update(kernel, table.fd, key, value)
    except KernelError as error:
        # a table for links keeps its value when its link is closed, and may be linked again
        if error.errno != EBUSY:
            raise
        if not table.spec.flags & MapFlag.LINK:
            error.what += " (a table without a link is registered once; load the object again)"
            raise
    if link is not None:
        link.update(table)
        return link
    if not table.spec.flags & MapFlag.LINK:
        return Attachment(kernel, (), lambda: client.map_delete(kernel, table.fd, key))
    attr = LinkCreateAttr(map_fd=table.fd, attach_type=AttachType.STRUCT_OPS)
    return Link(kernel, (kernel.bpf(Cmd.LINK_CREATE, attr),))
