"""The same cases on both kernels: the box always, Linux where it lets us."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Iterator

import pytest

from beebox.abi.enums import Cmd, MapType
from beebox.abi.structs import MapCreateAttr, MapElemAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.kernel.api import Kernel
from beebox.kernel.linux import Linux


class Probe:
    """A kernel, and attributes made by hand: what the typed client would never send."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.fds: list[int] = []

    @property
    def interpreted(self) -> bool:
        """Whether programs of this kernel have no machine code."""
        return isinstance(self.kernel, Box) and self.kernel.world.engine == "interpreter"

    def bpf(self, cmd: int, attr: ctypes.Structure) -> int:
        return self.kernel.bpf(cmd, attr)

    def create(self, type_: int, key: int, value: int, entries: int, flags: int = 0, **more) -> int:
        attr = MapCreateAttr(
            map_type=type_,
            key_size=key,
            value_size=value,
            max_entries=entries,
            map_flags=flags,
            **more,
        )
        fd = self.bpf(Cmd.MAP_CREATE, attr)
        self.fds.append(fd)
        return fd

    def element(
        self, cmd: int, fd: int, key: bytes | None, value: bytearray | None, flags: int = 0
    ) -> int:
        attr = MapElemAttr(map_fd=fd, flags=flags)
        attr.point("key", None if key is None else bytearray(key))
        attr.point("value", value)
        return self.bpf(cmd, attr)

    def lookup(self, fd: int, key: bytes, size: int, flags: int = 0) -> bytes:
        value = bytearray(size)
        self.element(Cmd.MAP_LOOKUP_ELEM, fd, key, value, flags)
        return bytes(value)

    def update(self, fd: int, key: bytes, value: bytes, flags: int = 0) -> None:
        self.element(Cmd.MAP_UPDATE_ELEM, fd, key, bytearray(value), flags)

    def delete(self, fd: int, key: bytes) -> None:
        attr = MapElemAttr(map_fd=fd)
        attr.point("key", bytearray(key))
        self.bpf(Cmd.MAP_DELETE_ELEM, attr)

    def take(self, fd: int, key: bytes, size: int) -> bytes:
        value = bytearray(size)
        self.element(Cmd.MAP_LOOKUP_AND_DELETE_ELEM, fd, key, value)
        return bytes(value)

    def next(self, fd: int, key: bytes | None, size: int) -> bytes:
        found = bytearray(size)
        self.element(Cmd.MAP_GET_NEXT_KEY, fd, key, found)
        return bytes(found)

    def keys(self, fd: int, size: int) -> list[bytes]:
        found, key = [], None
        while True:
            try:
                key = self.next(fd, key, size)
            except KernelError as error:
                if error.errno != errno.ENOENT:
                    raise
                return found
            found.append(key)

    def close(self) -> None:
        for fd in self.fds:
            try:
                self.kernel.close(fd)
            except KernelError:
                continue


def make(name: str) -> Kernel:
    """Return the kernel, or skip with the reason it refuses."""
    if name == "box":
        return Box()
    if name in ("tier1", "interpreter"):
        return Box(engine=name)
    kernel = Linux()
    attr = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=4, max_entries=1)
    try:
        kernel.close(kernel.bpf(Cmd.MAP_CREATE, attr))
    except KernelError as error:
        pytest.skip(f"Linux: {error}")
    return kernel


@pytest.fixture(
    params=["box", "tier1", "interpreter", pytest.param("linux", marks=pytest.mark.linux)]
)
def probe(request: pytest.FixtureRequest) -> Iterator[Probe]:
    made = Probe(make(request.param))
    yield made
    made.close()
    if isinstance(made.kernel, Box):
        made.kernel.shut()


def errno_of(call, *args, **more) -> str:
    """Return the name of the errno that *call* fails with, "" if it does not."""
    try:
        call(*args, **more)
    except KernelError as error:
        return errno.errorcode.get(error.errno, str(error.errno))
    return ""
