"""System calls that reach files by path: what they do to which file, by its absolute names.

Where processes are, and what they have open, is followed from call to call in the order they are
told (`Places`), so the paths of processes that are gone by then are known, too.
"""

# pathlib knows no paths of any bytes, and normalises otherwise.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from beebox.abi.syscalls import numbers

HERE: Final = -100
"""AT_FDCWD"""
UNKNOWN: Final = "/?"
"""A folder that is not known."""


class File(NamedTuple):
    """A path of a call: the argument it is in, what is done, the argument with its folder."""

    path: int
    operation: str
    folder: int = -1
    second: bool = False
    """It is the second path, if the call has two."""


class Shape(NamedTuple):
    """What the arguments of a call say; *flags*: where those of open are; *how*: in a struct."""

    files: tuple[File, ...]
    flags: int = -1
    how: bool = False


def _one(operation: str) -> Shape:
    return Shape((File(0, operation),))


def _at(operation: str) -> Shape:
    return Shape((File(1, operation, 0),))


def _two(old: str) -> Shape:
    return Shape((File(0, old), File(1, "create", second=True)))


def _four(old: str) -> Shape:
    return Shape((File(1, old, 0), File(3, "create", 2, second=True)))


SHAPES: Final = {
    "open": Shape((File(0, "open"),), 1),
    "openat": Shape((File(1, "open", 0),), 2),
    "openat2": Shape((File(1, "open", 0),), 2, how=True),
    "creat": _one("creat"),
    "execve": _one("exec"),
    "unlink": _one("delete"),
    "rmdir": _one("delete"),
    "truncate": _one("write"),
    "mkdir": _one("create"),
    "mknod": _one("create"),
    "execveat": _at("exec"),
    "unlinkat": _at("delete"),
    "mkdirat": _at("create"),
    "mknodat": _at("create"),
    "rename": _two("delete"),
    "renameat": _four("delete"),
    "renameat2": _four("delete"),
    "link": _two("read"),
    "linkat": _four("read"),
    "symlink": Shape((File(1, "create", second=True),)),
    "symlinkat": Shape((File(2, "create", 1, second=True),)),
}
"""by the name of the call; a hard link is another way to read, so it counts as that"""
BY_NUMBER: Final = {numbers()[name]: shape for name, shape in SHAPES.items() if name in numbers()}
CHDIR: Final = numbers().get("chdir", -1)
FCHDIR: Final = numbers().get("fchdir", -1)

_NOT_FOLLOWED: Final = frozenset({"delete", "create", "read"})
"""operations on a name: if that is a symbolic link, on the link"""


def operations(operation: str, flags: int) -> frozenset[str]:
    """Return what an access does: to open a file may be several things."""
    if operation == "creat":
        return frozenset({"create", "write"})
    if operation != "open":
        return frozenset({operation})
    mode = flags & os.O_ACCMODE
    found = {"read"} if mode in {os.O_RDONLY, os.O_RDWR} else set()
    if mode in {os.O_WRONLY, os.O_RDWR} or flags & os.O_TRUNC:
        found.add("write")
    if flags & os.O_CREAT or flags & os.O_TMPFILE == os.O_TMPFILE:
        found.add("create")
    return frozenset(found)


def names(path: str, base: str, operation: str) -> tuple[str, ...]:
    """Return the absolute path that is meant, and the real one if links lead elsewhere."""
    plain = os.path.normpath(os.path.join(base, path))
    if operation in _NOT_FOLLOWED:
        folder, name = os.path.split(plain)
        real = os.path.join(os.path.realpath(folder), name)
    else:
        real = os.path.realpath(os.path.join(base, path))
    return (plain,) if real == plain else (plain, real)


def linked(path: str) -> str:
    """Return where a link of /proc leads; `UNKNOWN` if the process is gone."""
    try:
        return str(Path(path).readlink())
    except OSError:
        return UNKNOWN


class Places:
    """Where processes are, and what they have open; *start* is where the first one begins."""

    def __init__(self, start: str = "") -> None:
        self._start = start
        self._here: dict[int, str] = {}
        self._open: dict[tuple[int, int], str] = {}

    def base(self, pid: int, folder: int = HERE) -> str:
        """Return the folder that paths of *pid* begin in."""
        if folder == HERE:
            if pid not in self._here:
                self._here[pid] = self._start or linked(f"/proc/{pid}/cwd")
            return self._here[pid]
        return self._open.get((pid, folder)) or linked(f"/proc/{pid}/fd/{folder}")

    def moved(self, pid: int, path: str) -> None:
        """Note that *pid* went to *path*."""
        self._here[pid] = path

    def opened(self, pid: int, fd: int, path: str) -> None:
        """Note what *pid* has open."""
        self._open[pid, fd] = path

    def forked(self, parent: int, child: int) -> None:
        """Note that *child* begins where *parent* is, with what that has open."""
        self._here[child] = self.base(parent)
        for (pid, fd), path in list(self._open.items()):
            if pid == parent:
                self._open[child, fd] = path

    def ended(self, pid: int) -> None:
        """Forget *pid*."""
        self._here.pop(pid, None)
        for key in [key for key in self._open if key[0] == pid]:
            del self._open[key]
