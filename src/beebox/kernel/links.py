"""bpf(2), typed: attaching. Links, and what was before them (PROG_ATTACH), over any kernel."""

from __future__ import annotations

from ctypes import c_uint32
from typing import NamedTuple

from beebox.abi.enums import AttachType, Cmd
from beebox.abi.structs import LinkCreateAttr, RawTracepointAttr
from beebox.kernel.api import Kernel

_NAME_ROOM = 64
"""a kernel may read a name in pieces of so many bytes"""
_QUERY_MAX = 64
"""BPF_MPROG_MAX, BPF_CGROUP_MAX_PROGS: no hook takes more programs"""


def link_create(
    kernel: Kernel,
    prog_fd: int,
    target_fd: int,
    attach_type: AttachType,
    *,
    flags: int = 0,
    cookie: int = 0,
) -> int:
    """Attach a program to *target_fd* and return the link's fd; *cookie* is a perf event's."""
    attr = LinkCreateAttr(
        prog_fd=prog_fd, target_fd=target_fd, attach_type=attach_type, flags=flags
    )
    if cookie:
        attr.perf_event.bpf_cookie = cookie
    return kernel.bpf(Cmd.LINK_CREATE, attr)


def link_update(kernel: Kernel, link_fd: int, prog_fd: int, *, old_prog_fd: int = 0) -> None:
    """Put another program (of a struct_ops link: map) in the place of the one that is attached.

    With *old_prog_fd* only if that one is attached (BPF_F_REPLACE).
    """
    from beebox.abi.enums import AttachFlag  # noqa: PLC0415 - made when asked for
    from beebox.abi.structs import LinkUpdateAttr  # noqa: PLC0415 - as above

    attr = LinkUpdateAttr(link_fd=link_fd, new_prog_fd=prog_fd)
    if old_prog_fd:
        attr.flags, attr.old_prog_fd = AttachFlag.REPLACE, old_prog_fd
    kernel.bpf(Cmd.LINK_UPDATE, attr)


def link_detach(kernel: Kernel, link_fd: int) -> None:
    """Detach by force: the link stays, defunct."""
    from beebox.abi.structs import LinkDetachAttr  # noqa: PLC0415 - made when asked for

    kernel.bpf(Cmd.LINK_DETACH, LinkDetachAttr(link_fd=link_fd))


def raw_tracepoint_open(kernel: Kernel, name: str, prog_fd: int, cookie: int = 0) -> int:
    """Attach a program to a raw tracepoint ("" for one with a BTF id) and return the link's fd."""
    attr = RawTracepointAttr(prog_fd=prog_fd, cookie=cookie)
    attr.point("name", name.encode() + bytes(_NAME_ROOM) if name else None)
    return kernel.bpf(Cmd.RAW_TRACEPOINT_OPEN, attr)


def iter_create(kernel: Kernel, link_fd: int) -> int:
    """Return an fd to read once all that the iterator of *link_fd* tells."""
    from beebox.abi.structs import IterCreateAttr  # noqa: PLC0415 - made when asked for

    return kernel.bpf(Cmd.ITER_CREATE, IterCreateAttr(link_fd=link_fd))


def prog_attach(
    kernel: Kernel, prog_fd: int, target_fd: int, attach_type: AttachType, flags: int = 0
) -> None:
    """Attach a program without a link: it stays until `prog_detach`, or its target's end."""
    from beebox.abi.structs import ProgAttachAttr  # noqa: PLC0415 - made when asked for

    kernel.bpf(
        Cmd.PROG_ATTACH,
        ProgAttachAttr(
            target_fd=target_fd,
            attach_bpf_fd=prog_fd,
            attach_type=attach_type,
            attach_flags=flags,
        ),
    )


def prog_detach(kernel: Kernel, prog_fd: int, target_fd: int, attach_type: AttachType) -> None:
    """Undo `prog_attach`."""
    from beebox.abi.structs import ProgAttachAttr  # noqa: PLC0415 - made when asked for

    kernel.bpf(
        Cmd.PROG_DETACH,
        ProgAttachAttr(target_fd=target_fd, attach_bpf_fd=prog_fd, attach_type=attach_type),
    )


class Attached(NamedTuple):
    """What `prog_query` tells: programs by id in the order that they run, and a revision."""

    programs: tuple[int, ...]
    revision: int


def prog_query(kernel: Kernel, target_fd: int, attach_type: AttachType) -> Attached:
    """Return which programs are attached to *target_fd* (a cgroup, an interface, a netns)."""
    from beebox.abi.structs import ProgQueryAttr  # noqa: PLC0415 - made when asked for

    ids = bytearray(4 * _QUERY_MAX)
    attr = ProgQueryAttr(target_fd=target_fd, attach_type=attach_type, prog_cnt=_QUERY_MAX)
    attr.point("prog_ids", ids)
    kernel.bpf(Cmd.PROG_QUERY, attr)
    found = (c_uint32 * _QUERY_MAX).from_buffer_copy(ids)
    return Attached(tuple(found[: attr.prog_cnt]), attr.revision)
