"""The records of one ring or perf buffer, to loop over: ``for``, or ``async for`` with asyncio."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from beebox.errors import NotSupported
from beebox.loader.events import of
from beebox.loader.shapes import has_fields, taker

if TYPE_CHECKING:
    from beebox.loader.object import Loaded

T = TypeVar("T")
Make = Callable[[bytes | memoryview], Any]


class Events(Generic[T]):
    """Records until the last started command ends; without one until the time is over, or for ever.

    Each loop reads on where the last one stopped: a record comes once.
    """

    def __init__(
        self, live: Loaded, name: str, kind: type[T] | None, seconds: float | None
    ) -> None:
        if name not in live.maps:
            live.maps[name]  # says which there are
        self._live = live
        self._name = name
        self._seconds = seconds
        self._make = of(live.spec, name) if kind is None else shaped(kind, live, name)

    def __repr__(self) -> str:
        return f"<Events of {self._name}>"

    def __iter__(self) -> Iterator[T]:
        live, reader = self._live, self._live.reader(self._name)
        for _ in live.rounds(reader.fds, self._child, self._seconds):
            for data in reader.drain():
                yield self._make(data)

    async def __aiter__(self) -> AsyncIterator[T]:
        """Wait in a thread, so that other tasks run; cancelling ends the wait at once."""
        live, reader, wake = self._live, self._live.reader(self._name), Wake()
        rounds = live.rounds(reader.fds, self._child, self._seconds, wake.called, [wake.fd])
        try:
            while await wake.guard(lambda: next(rounds, wake) is not wake):
                for data in reader.drain():
                    yield self._make(data)
        finally:
            wake.close()

    @property
    def _child(self) -> Any:
        return self._live.children[-1] if self._live.children else None


class Wake:
    """What ends a wait in another thread."""

    def __init__(self) -> None:
        self.fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._called = False
        self._threads: ThreadPoolExecutor | None = None

    def called(self) -> bool:
        """Tell whether the wait is to end."""
        return self._called

    async def guard(self, wait: Callable[[], bool]) -> bool:
        """Return what *wait* does in a thread; when this is cancelled, have it end first."""
        import asyncio  # noqa: PLC0415 - for those who use it

        if self._threads is None:  # of its own: asyncio's few would not do for many buffers
            self._threads = ThreadPoolExecutor(1)
        task = asyncio.get_running_loop().run_in_executor(self._threads, wait)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self._called = True
            os.eventfd_write(self.fd, 1)
            await asyncio.wait([task])
            raise

    def close(self) -> None:
        """Give the thread and the descriptor up."""
        if self._threads is not None:
            self._threads.shutdown()
        os.close(self.fd)


def shaped(kind: type[T], live: Loaded, name: str) -> Make:
    """Return what makes a *kind* of a record of buffer *name*.

    A dataclass or a named tuple takes the fields of its names, those that are such classes in turn;
    a ctypes structure and a `bpf.Struct` the bytes; `bytes` stays what it is.

    Raises:
        NotSupported: *kind* is none of these, or the object does not say what its records are.
    """
    import ctypes  # noqa: PLC0415 - here already, with the kernels

    if kind is bytes:
        return bytes
    if issubclass(kind, ctypes.Structure):
        size = ctypes.sizeof(kind)
        return lambda data: kind.from_buffer_copy(bytes(data).ljust(size, b"\0"))
    if hasattr(kind, "__layout__"):  # a bpf.Struct, which reads itself
        reads: Make = kind.read  # type: ignore[attr-defined]  # as all of them have
        return reads
    read = of(live.spec, name)
    if read is bytes:
        raise NotSupported(
            f"nothing says what the records of {name} are",
            f"a global variable struct EVENT *{name}_event, or name the struct {name}_event",
        )
    if not has_fields(kind):
        raise NotSupported(
            f"records as {kind.__name__}", "take a dataclass, a NamedTuple, a ctypes.Structure"
        )
    take = taker(kind)
    return lambda data: take(read(data))
