"""Live objects: a loaded object's maps and programs, attached and read, over any kernel."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, Unpack

from beebox.abi.enums import MapType
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Child, Kernel, Spawn
from beebox.loader.links import Link, attach, close_quietly
from beebox.loader.readers import Reader, open_reader
from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec

WATCHED = "watched"
"""The map by which a program follows a tree: thread id -> anything, kept by the program itself."""

ONLY_WATCHED = "only_watched"
"""The constant that tells a program to look at the watched only; set before load."""

PAUSE = 0.01
"""Seconds between two rounds of reading."""

LOST = "_lost"
"""Suffix of the global variable in which a program counts what its ring refused."""


@dataclass(frozen=True, slots=True)
class Map:
    """A live map. Keys and values are bytes; a per-CPU map's value is all CPUs', 8-byte aligned."""

    kernel: Kernel
    spec: MapSpec
    fd: int

    def lookup(self, key: bytes) -> bytes | None:
        """Return the value under *key*, None if there is none."""
        self._check(key)
        return client.map_lookup(self.kernel, self.fd, key)

    def update(self, key: bytes, value: bytes, flags: int = 0) -> None:
        """Put *value* under *key*."""
        self._check(key, value)
        client.map_update(self.kernel, self.fd, key, value, flags)

    def delete(self, key: bytes) -> None:
        """Remove *key*; KernelError ENOENT if it is not there."""
        self._check(key)
        client.map_delete(self.kernel, self.fd, key)

    def _check(self, key: bytes, value: bytes | None = None) -> None:
        """Refuse what is too short before a kernel reads past its end."""
        spec = self.spec
        per_cpu = spec.type in client.PER_CPU
        size = (spec.value_size + 7 & ~7) * self.kernel.facts.cpus if per_cpu else spec.value_size
        if len(key) != spec.key_size or (value is not None and len(value) != size):
            raise KernelError(
                errno.EINVAL,
                f"map {spec.name} has keys of {spec.key_size} and values of {size} bytes",
            )

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield each key and value."""
        return client.map_items(self.kernel, self.fd)


@dataclass(frozen=True, slots=True)
class Program:
    """A live program; *log* is the verifier's, if it was asked for."""

    kernel: Kernel
    spec: ProgramSpec
    fd: int
    log: str = ""

    def test_run(
        self, data: bytes | None = None, ctx: bytes | None = None, repeat: int = 0
    ) -> client.TestRun:
        """Run it by hand on the packet *data* and the context *ctx*; attached or not.

        Packet programs need *data*, from the link header on; raw tracepoints and syscall programs
        take a context only, and no *repeat*. `beebox.kernel.client.prog_test_run` says more.
        """
        return client.prog_test_run(self.kernel, self.fd, data, ctx, repeat=repeat)


@dataclass(slots=True)
class Loaded:
    """An object on a kernel: what `beebox.loader.load` returns. A context manager.

    `run` and `adopt` attach the programs first, so that nothing of the process is missed.
    """

    kernel: Kernel
    spec: ObjectSpec
    maps: dict[str, Map] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    readers: dict[str, Reader] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    fds: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def attach(self) -> None:
        """Attach every program to what its section names; idempotent."""
        if not self.links:
            for program in self.programs.values():
                self.links += attach(self.kernel, program.spec, program.fd)

    def run(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Start *argv* with the programs attached and, if they follow a tree, following it.

        Raises:
            CommandError: no such command (127) or not executable (126).
        """
        child = self.kernel.spawn(argv, **how)
        self.children.append(child)
        self._watch(child.pid)
        self.attach()
        child.go()
        return child

    def adopt(self, pid: int) -> Child:
        """Bring a running process under watch, with the programs attached."""
        self.attach()
        child = self.kernel.adopt(pid)
        self.children.append(child)
        return child

    def _watch(self, tid: int) -> None:
        watched = self.maps.get(WATCHED)
        if watched is not None and watched.spec.type is MapType.HASH and watched.spec.key_size == 4:
            one = (1).to_bytes(watched.spec.value_size, "little")
            watched.update(tid.to_bytes(4, "little"), one)

    def reader(self, name: str) -> Reader:
        """Return the reader of ring or perf buffer *name*, opened once."""
        if name not in self.readers:
            live = self.maps[name]
            self.readers[name] = open_reader(
                self.kernel, live.spec.type, live.fd, live.spec.max_entries
            )
        return self.readers[name]

    def rounds(
        self,
        fds: Sequence[int],
        child: Child | None = None,
        seconds: float | None = None,
        stop: Callable[[], bool] = bool,
        wake: Sequence[int] = (),
    ) -> Iterator[None]:
        """Yield each time one of *fds* may have something to read, and once more at the end.

        The end is when *child* has ended, after *seconds*, or when *stop*, called before each
        wait, returns true; readable descriptors in *wake* end a wait. Between two rounds is a
        pause: while nobody waits for records, a program that sends one need not wake anybody.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        ends = [*wake, *([child.fd] if child else [])]
        while True:
            left = None if deadline is None else deadline - time.monotonic()
            ended = stop() or (child is not None and child.wait(0) is not None)
            yield
            if ended or (left is not None and left <= 0):
                return
            if not self.kernel.poll(ends, PAUSE):
                self.kernel.poll([*fds, *ends], left)

    @property
    def lost(self) -> int:
        """Records lost so far: counted by the programs and told by the kernel."""
        counted = sum(self.variable(name) for name in self.spec.variables if name.endswith(LOST))
        return counted + sum(reader.lost for reader in self.readers.values())

    def variable(self, name: str) -> int:
        """Return the value of an unsigned global variable, now."""
        place = self.spec.variables.get(name)
        if place is None:
            raise NotSupported(f"{self.spec.name} has no variable {name!r}")
        value = self.maps[place.map].lookup(bytes(4)) or b""
        return int.from_bytes(value[place.offset : place.offset + place.size], "little")

    def detach(self) -> None:
        """Detach every program; what they gathered stays readable."""
        close_together(self.links)
        self.links = []

    def close(self) -> None:
        """Detach, stop watching, close everything. What was spawned is left to its end."""
        self.detach()
        for child in self.children:
            child.detach()
        for reader in self.readers.values():
            reader.close()
        close_quietly(self.kernel, self.fds)
        self.children, self.fds = [], []
        self.readers.clear()


def close_together(links: Sequence[Link]) -> None:
    """Close *links* side by side: each waits for every CPU, and together they wait once."""
    threads = [threading.Thread(target=link.close, daemon=True) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
