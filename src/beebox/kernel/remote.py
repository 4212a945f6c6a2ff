"""A box that runs in another process, as a kernel: for looking at it from another terminal.

bpf(2) and what is known of the kernel go over its socket (`beebox.kernel.wire`). What needs memory
or processes shared with it (mmap, poll, perf events, spawn, adopt) is refused.

While a command runs, the box reads and writes the buffers of its attribute here. Only what was
given to `Struct.point` answers, whole ranges inside one buffer; every other address is EFAULT, so
that no box, however confused, sees or touches other memory of this process.
"""

from __future__ import annotations

import ctypes
import errno
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import IO, TYPE_CHECKING, NoReturn, Unpack

from beebox.abi.enums import Cmd
from beebox.abi.structs import Attr, PerfEventAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import wire
from beebox.kernel.api import Child, Mapping_, Pmu, Spawn, Tracepoint
from beebox.kernel.wire import running

if TYPE_CHECKING:
    import socket

    from beebox.btf.types import Btf

__all__ = ["Remote", "RemoteFacts", "running"]

_HINT = "run the program in that process; from here a box can be looked at"


class Remote:
    """The box of process *pid*.

    Raises:
        KernelError: ESRCH, it has none; EPERM, it is another user's; EPROTO, another version.
    """

    def __init__(self, pid: int) -> None:
        self._lock = threading.Lock()
        self._sock: socket.socket = wire.connect(pid)
        self._pid = pid
        self.facts = RemoteFacts(self)
        version, _ = self.ask(wire.HELLO, wire.pack_hello())
        if version != wire.VERSION:
            self.hang_up()
            raise KernelError(
                errno.EPROTO, f"the box of process {pid} is of another version of beebox"
            )

    def ask(self, kind: int, payload: bytes, attr: Attr | None = None) -> tuple[int, bytes]:
        """Send a request, serve the box's reads and writes meanwhile, return its reply."""
        with self._lock:
            wire.send(self._sock, kind, payload)
            while True:
                try:
                    kind, payload = wire.receive(self._sock)
                except EOFError:
                    raise KernelError(errno.ESRCH, f"the box of process {self._pid}") from None
                if kind == wire.REPLY:
                    return wire.unpack_reply(payload)
                wire.send(self._sock, *_serve(kind, payload, attr))

    def bpf(self, cmd: Cmd, attr: Attr) -> int:
        """Let the box do *cmd*."""
        result, after = self.ask(wire.BPF, wire.pack_bpf(cmd, bytes(attr)), attr)
        if len(after) > ctypes.sizeof(attr):
            raise wire.broken("sent more than the attribute has")
        ctypes.memmove(ctypes.addressof(attr), after, len(after))
        if result < 0:
            raise KernelError(-result, f"bpf {cmd.name}")
        return result

    def close(self, fd: int) -> None:
        """Give up an fd of the box's."""
        result, _ = self.ask(wire.CLOSE, wire.pack_word(fd))
        if result < 0:
            raise KernelError(-result, f"close fd {fd}")

    def hang_up(self) -> None:
        """End the connection; what it opened is closed."""
        self._sock.close()

    def perf_event_open(self, attr: PerfEventAttr, pid: int, cpu: int) -> int:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("perf events")

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("perf events")

    def unlink(self, path: str) -> None:
        """Refuse."""
        _refuse(f"taking {path} away")

    def mkdir(self, path: str) -> None:
        """Refuse."""
        _refuse(f"making {path}")

    def mmap(
        self,
        fd: int,  # noqa: ARG002 - the seam's
        length: int,  # noqa: ARG002
        offset: int = 0,  # noqa: ARG002
        *,
        writable: bool = False,  # noqa: ARG002
        address: int = 0,  # noqa: ARG002
    ) -> Mapping_:
        """Refuse."""
        _refuse("shared memory")

    def poll(self, fds: Sequence[int], timeout: float | None) -> list[int]:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("waiting for events")

    def open(self, path: str) -> int:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("attaching")

    def read(self, fd: int, size: int) -> bytes:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("reading iterators")

    def setsockopt(self, sock: int, option: int, value: int) -> None:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("attaching")

    def netlink(self, kind: int, flags: int, message: bytes) -> None:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("attaching")

    def spawn(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("starting commands")

    def adopt(self, pid: int) -> Child:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("watching processes")


class RemoteFacts:
    """What the box tells of itself, each asked once."""

    name = "box"

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def _fact(self, text: str) -> bytes:
        """Return a fact.

        Raises:
            NotSupported: the box does not know it.
        """
        result, data = self._remote.ask(wire.FACT, text.encode())
        if result < 0:
            raise NotSupported(f"the box knows no {text}")
        return data

    @cached_property
    def release(self) -> str:
        """As uname -r."""
        return self._fact("release").decode(errors="replace")

    @cached_property
    def cpus(self) -> int:
        """Possible CPUs."""
        text = self._fact("cpus")
        if not text.isdigit():
            raise wire.broken("sent no number of CPUs")
        return int(text)

    @cached_property
    def btf(self) -> Btf:
        """The box's types."""
        from beebox.btf.read import read  # noqa: PLC0415 - for those who ask

        return read(self._fact("btf"))

    def tracepoint(self, category: str, name: str) -> Tracepoint:
        """Return a tracepoint of the box."""
        return wire.unpack_tracepoint(self._fact(f"tracepoint {category} {name}"))

    def tracepoints(self, category: str) -> list[str]:  # noqa: ARG002 - the seam's
        """Return none: programs are attached by the process that has the box."""
        return []

    def pmu(self, name: str) -> Pmu:  # noqa: ARG002 - the seam's
        """Refuse."""
        _refuse("perf events")

    def trace_pipe(self) -> IO[bytes]:
        """Refuse."""
        _refuse("trace_pipe")

    @property
    def symbols(self) -> dict[str, int]:
        """Nothing: calls in a box go by helper, not by address."""
        return {}

    code: tuple[tuple[int, str], ...] = ()

    @property
    def settings(self) -> dict[str, str]:
        """Nothing: programs are loaded by the process that has the box."""
        return {}

    def sysctl(self, name: str) -> int | None:  # noqa: ARG002 - the seam's
        """Return None: a box has no such settings."""
        return None

    lockdown = "none"
    capabilities: frozenset[str] | None = None

    def fdinfo(self, fd: int) -> dict[str, int]:
        """Return what the box tells of an object."""
        words = self._fact(f"fdinfo {fd}").decode(errors="replace").split()
        pairs = (word.partition("=") for word in words)
        return {name: int(value) for name, _, value in pairs if value.isdecimal()}


def _serve(kind: int, payload: bytes, attr: Attr | None) -> tuple[int, bytes]:
    """Return the frame that answers the box's READ or WRITE."""
    if kind == wire.READ:
        address, length = wire.unpack_read(payload)
        if _allowed(attr, address, length):
            return wire.DATA, wire.pack_data(0, ctypes.string_at(address, length))
        return wire.DATA, wire.pack_data(errno.EFAULT, b"")
    if kind == wire.WRITE:
        address, data = wire.unpack_write(payload)
        if _allowed(attr, address, len(data)):
            ctypes.memmove(address, data, len(data))
            return wire.DONE, wire.pack_word(0)
        return wire.DONE, wire.pack_word(errno.EFAULT)
    raise wire.broken(f"sent frame {kind} where a reply is due")


def _allowed(attr: Attr | None, address: int, length: int) -> bool:
    """Tell whether the range lies in one buffer that *attr* was given."""
    return attr is not None and any(
        start <= address and address + length <= start + size for start, size in attr.spans()
    )


def _refuse(what: str) -> NoReturn:
    """Say that the box of another process is not for *what*."""
    raise NotSupported(f"{what} through the box of another process", _HINT)
