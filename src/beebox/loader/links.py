"""Links: a program attached somewhere, for as long as the link is open or pinned."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from beebox.errors import KernelError, NotSupported
from beebox.kernel import client, links
from beebox.kernel.api import Kernel
from beebox.loader.closed import Here

if TYPE_CHECKING:
    from beebox.abi.structs import LinkInfo


class HasFd(Protocol):
    """A live program or map: what takes the place of the one that is attached."""

    @property
    def fd(self) -> int:
        """Its descriptor."""


@dataclass(slots=True, repr=False)
class Link(Here):
    """A program attached somewhere; a context manager that detaches it.

    The first of *fds* is the link's own, the others are what it hangs on (a perf event).
    """

    kernel: Kernel
    fds: tuple[int, ...]
    name: str = field(default="", kw_only=True)
    """of the program or table that is attached"""

    def __repr__(self) -> str:
        of = f" of {self.name}" if self.name else ""
        return f"<Link{of}{'' if self.fds else ', closed'}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @classmethod
    def pinned(cls, kernel: Kernel, path: str) -> Self:
        """Return the link that is pinned at *path*; closing it does not detach.

        Raises:
            KernelError: ENOENT, nothing is there; EPERM, it is in no bpf file system.
        """
        fd = client.obj_get(kernel, path)
        try:
            client.expect(kernel, fd, "link")
        except KernelError:
            kernel.close(fd)
            raise
        return cls(kernel, (fd,))

    @property
    def fd(self) -> int:
        """The link's descriptor.

        Raises:
            NotSupported: the program was attached without a link, or the link is closed.
        """
        if not self.fds:
            raise NotSupported("this attachment has no link", "it only can be closed")
        return self.fds[0]

    @property
    def info(self) -> LinkInfo:
        """What the kernel tells of it (bpf_link_info)."""
        return client.link_info(self.kernel, self.fd)

    @property
    def id(self) -> int:
        """Its number among the kernel's links."""
        return self.info.id

    def update(self, program: HasFd, *, old: HasFd | None = None) -> None:
        """Put *program* (of a struct_ops link: a map) in the place of what is attached, at once.

        With *old* only if that is attached.

        Raises:
            KernelError: EINVAL, this kind of link cannot; EPERM, *old* is not attached.
        """
        links.link_update(
            self.kernel, self.fd, program.fd, old_prog_fd=old.fd if old is not None else 0
        )

    def pin(self, path: str) -> None:
        """Give it a name in a bpf file system: it stays attached when this process has ended."""
        client.obj_pin(self.kernel, self.fd, path)

    def unpin(self, path: str) -> None:
        """Take that name away; when the link is closed, too, it is detached."""
        self.kernel.unlink(path)

    def detach(self) -> None:
        """Detach though others may hold or have pinned the link; it stays, defunct.

        Raises:
            KernelError: EOPNOTSUPP, this kind of link only ends when it is closed.
        """
        links.link_detach(self.kernel, self.fd)

    def close(self) -> None:
        """Close the link and then what it hangs on; that detaches, unless it is pinned."""
        fds, self.fds = self.fds, ()
        close_quietly(self.kernel, fds)


@dataclass(slots=True, repr=False)
class Attachment(Link):
    """A program attached without a link: *undo* detaches it."""

    undo: Callable[[], None]

    def close(self) -> None:
        """Detach; idempotent. What has gone with its target meanwhile is no error."""
        undo, self.undo = self.undo, _nothing
        with contextlib.suppress(KernelError):
            undo()
        close_quietly(self.kernel, self.fds)
        self.fds = ()


def _nothing() -> None:
    """Undo what is undone already."""


def close_all(links: list[Link]) -> None:
    """Close each of *links* and forget it."""
    while links:
        links.pop().close()


def close_quietly(kernel: Kernel, fds: Sequence[int]) -> None:
    """Close each of *fds*, whatever the kernel says of one: nothing is left to do about it."""
    for fd in fds:
        with contextlib.suppress(KernelError):
            kernel.close(fd)
