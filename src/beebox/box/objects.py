"""What lives in the box: maps, programs, links, types; their ids, references and fds.

As in Linux an object dies with its last reference, and an fd holds one (kernel/bpf/syscall.c,
bpf_map_put and friends). An fd is a real one (an eventfd), so that its number is the process' own
and nothing else can be given it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import EBADF, EINVAL, ENOENT
from typing import TYPE_CHECKING, ClassVar, TypeVar

from beebox.bits import s32
from beebox.errors import KernelError

INT_MAX = (1 << 31) - 1


if TYPE_CHECKING:  # a protocol costs every start its making
    from typing import Protocol

    class Droppable(Protocol):
        """Something with references."""

        def drop(self) -> None:
            """Give one back."""

    class Element(Droppable, Protocol):
        """What an array of fds may have."""

        @property
        def address(self) -> int:
            """What programs find."""


class Object:
    """Something with references. It starts with one, its maker's."""

    noun: ClassVar[str] = "object"
    __slots__ = ("__weakref__", "id", "refs", "users")

    def __init__(self) -> None:
        self.id = 0
        self.refs = 1
        self.users = 0

    def hold(self) -> None:
        """Take a reference."""
        self.refs += 1

    def drop(self) -> None:
        """Give a reference back; with the last one the object dies."""
        self.refs -= 1
        if not self.refs:
            self.die()

    def die(self) -> None:
        """Give back what the object holds."""

    def readable(self) -> bool:
        """Say whether poll(2) would report it."""
        return False

    @property
    def wake_fd(self) -> int:
        """An eventfd that is written when the object becomes readable, or -1."""
        return -1

    def unused(self) -> None:
        """Hear that no fd refers to this object any more (map_release_uref)."""

    def fd_closed(self, fd: int) -> None:
        """Hear that *fd*, which referred to this object, is closed."""


O = TypeVar("O", bound=Object)  # noqa: E741 - an object of the box


class Ids:
    """The ids of one kind of object: given in a circle from 1 on, as idr_alloc_cyclic does."""

    __slots__ = ("_last", "_objects")

    def __init__(self) -> None:
        self._last = 0
        self._objects: dict[int, Object] = {}

    def give(self, item: Object) -> None:
        """Give *item* an id."""
        self._last = self._last + 1 if self._last < INT_MAX - 1 else 1
        while self._last in self._objects:
            self._last += 1
        item.id = self._last
        self._objects[item.id] = item

    def take(self, item: Object) -> None:
        """Forget *item*."""
        self._objects.pop(item.id, None)

    def after(self, start: int) -> int:
        """Return the lowest id above *start*.

        Raises:
            KernelError: EINVAL *start* is out of range, ENOENT there is none.
        """
        if start >= INT_MAX:
            raise KernelError(EINVAL)
        found = min((number for number in self._objects if number > start), default=0)
        if not found:
            raise KernelError(ENOENT)
        return found

    def find(self, number: int) -> Object:
        """Return the object with id *number*.

        Raises:
            KernelError: ENOENT.
        """
        item = self._objects.get(number)
        if item is None:
            raise KernelError(ENOENT, f"id {number}")
        return item

    def __iter__(self) -> Iterator[Object]:
        return iter(tuple(self._objects.values()))


class Fds:
    """The fds of the box and what they refer to."""

    __slots__ = ("_objects",)

    def __init__(self) -> None:
        self._objects: dict[int, Object] = {}

    def open(self, item: Object) -> int:
        """Return a new fd that refers to *item* and takes over the caller's reference."""
        try:
            fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        except OSError as error:
            item.drop()
            raise KernelError(error.errno or EINVAL, "a file descriptor") from error
        self._objects[fd] = item
        item.users += 1
        return fd

    def find(self, fd: int, kind: type[O], other: int = EINVAL) -> O:
        """Return what *fd* refers to.

        Raises:
            KernelError: EBADF it is no open fd, *other* it refers to something else.
        """
        fd = s32(fd)  # attributes hold them unsigned
        item = self._objects.get(fd)
        if isinstance(item, kind):
            return item
        if item is None and not _is_open(fd):
            raise KernelError(EBADF, f"fd {fd}")
        raise KernelError(other, f"fd {fd} is not a {kind.noun}")

    def get(self, fd: int) -> Object | None:
        """Return what *fd* refers to, None if it is not the box's."""
        return self._objects.get(fd)

    def close(self, fd: int) -> None:
        """Close *fd* and drop its reference.

        Raises:
            KernelError: EBADF.
        """
        item = self._objects.pop(fd, None)
        if item is None:
            raise KernelError(EBADF, f"fd {fd}")
        os.close(fd)
        item.fd_closed(fd)
        item.users -= 1
        if not item.users:
            item.unused()
        item.drop()

    def close_all(self) -> None:
        """Close every fd of the box."""
        for fd in tuple(self._objects):
            self.close(fd)


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except (OSError, OverflowError):
        return False
    return True
