"""Tracepoint formats and the trace_pipe, through a tracefs mount that nobody else sees.

fsopen, fsconfig and fsmount (Linux 5.2) make a mount that is attached nowhere: it is reached by its
fd alone and gone with it, so that nothing on the machine changes.
"""

from __future__ import annotations

import builtins
import ctypes
import io
import os

from beebox.errors import NotSupported
from beebox.kernel.api import Field, Tracepoint

# the same numbers on every machine (include/uapi/asm-generic/unistd.h)
_FSOPEN, _FSCONFIG, _FSMOUNT = 430, 431, 432
_CLOEXEC = 1
_CMD_CREATE = 6


_CONTROLS = {"enable", "filter"}
"""files of a category that are no tracepoints"""


class Tracefs:
    """A tracefs of our own.

    Raises:
        NotSupported: no right to mount it (CAP_SYS_ADMIN), or the kernel has none.
    """

    fd = -1

    def __init__(self) -> None:
        self.fd = mount_detached("tracefs")

    def close(self) -> None:
        """Let the mount go."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __del__(self) -> None:
        self.close()

    def open(self, path: str, flags: int = 0) -> int:
        """Return an fd of the file *path* below the mount."""
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC | flags, dir_fd=self.fd)

    def read(self, path: str) -> str:
        """Return the text of the file *path*."""
        with open(self.open(path), encoding="utf-8") as file:  # noqa: PTH123 - an fd
            return file.read()

    def list(self, path: str) -> list[str]:
        """Return the names in the directory *path*."""
        fd = self.open(path, os.O_DIRECTORY)
        try:
            return sorted(os.listdir(fd))  # noqa: PTH208 - an fd
        finally:
            os.close(fd)

    def tracepoint(self, category: str, name: str) -> Tracepoint:
        """Return what the format file of *category*/*name* says.

        Raises:
            NotSupported: there is no such tracepoint.
        """
        try:
            text = self.read(f"events/{category}/{name}/format")
        except OSError as error:
            raise NotSupported(
                f"tracepoint {category}/{name}: {error.strerror}",
                "`perf list tracepoint` shows them",
            ) from error
        return parse_format(category, name, text)

    def tracepoints(self, category: str) -> builtins.list[str]:
        """Return the names in *category*; none if there is no such."""
        try:
            return [name for name in self.list(f"events/{category}") if name not in _CONTROLS]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def trace_pipe(self) -> TracePipe:
        """Open trace_pipe; what is read from it, nobody else reads."""
        return TracePipe(self.open("trace_pipe", os.O_NONBLOCK), "rb")


class TracePipe(io.FileIO):
    """The lines of bpf_printk: `readline` gives whole ones, and b"" while there is none."""

    _rest = b""

    def readline(self, _size: int | None = -1, /) -> bytes:
        """Return the next line if it is there; the size is not heeded: half a line says nothing."""
        while b"\n" not in self._rest:
            more: bytes | None = self.read(1 << 16)
            if not more:
                return b""
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line + b"\n"


def parse_format(category: str, name: str, text: str) -> Tracepoint:
    """Return the tracepoint that the format file *text* describes.

    A line is ``field:TYPE NAME[N]; offset:8; size:4; signed:1;`` (Documentation/trace/events.rst);
    an array's length goes to the type, where it is the same for both kernels.
    """
    number = 0
    fields = []
    for line in text.splitlines():
        if line.startswith("ID:"):
            number = int(line[3:])
        declaration, *rest = line.strip().split(";\t")
        if declaration.startswith("field:"):
            kind, _, field = declaration.removeprefix("field:").rpartition(" ")
            field, bracket, length = field.partition("[")
            values = dict(item.rstrip(";").split(":") for item in rest)
            offset, size = int(values["offset"]), int(values["size"])
            signed = values.get("signed") == "1"
            fields.append(Field(field, kind + bracket + length, offset, size, signed))
    return Tracepoint(category, name, number, tuple(fields))


def mount_detached(kind: str) -> int:
    """Return the fd of a new mount of file system *kind* that is attached nowhere.

    Raises:
        NotSupported: no right to (CAP_SYS_ADMIN), or the kernel has no such file system.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def call(number: int, *args: int | bytes | None) -> int:
        wide = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in args]
        result = int(libc.syscall(ctypes.c_long(number), *wide))
        if result < 0:
            reason = os.strerror(ctypes.get_errno())
            raise NotSupported(
                f"{kind}: {reason}", "needs CAP_SYS_ADMIN (root); `--kernel box` needs none of it"
            )
        return result

    context = call(_FSOPEN, kind.encode(), _CLOEXEC)
    try:
        call(_FSCONFIG, context, _CMD_CREATE, None, None, 0)
        return call(_FSMOUNT, context, _CLOEXEC, 0)
    finally:
        os.close(context)
