"""Live objects: a loaded object's maps and programs, attached and read, over any kernel."""

from __future__ import annotations

import contextlib
import errno
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack, overload

from beebox.abi.enums import MapType
from beebox.btf.types import Btf
from beebox.errors import BeeboxError, KernelError, NotSupported
from beebox.kernel.api import Child, Kernel, Mapping_, Spawn
from beebox.loader import struct_ops
from beebox.loader.attach import Target, says_where, tables
from beebox.loader.closed import Closed, Here
from beebox.loader.links import Link, close_quietly
from beebox.loader.map import Map
from beebox.loader.names import Names
from beebox.loader.program import Program
from beebox.loader.readers import Reader, open_reader
from beebox.obj.spec import ObjectSpec

if TYPE_CHECKING:
    from beebox.loader.stream import Events
    from beebox.loader.variables import Variables

T = TypeVar("T")

WATCHED = "watched"
"""The map by which a program follows a tree: thread id -> anything, kept by the program itself."""

ONLY_WATCHED = "only_watched"
"""The constant that tells a program to look at the watched only; set before load."""

PAUSE = 0.01
"""Seconds between two rounds of reading."""

LOST = "_lost"
"""Suffix of the global variable in which a program counts what its ring refused."""


@dataclass(slots=True, repr=False)
class Loaded(Here):
    """An object on a kernel: what `beebox.loader.load` returns. A context manager.

    `run` and `adopt` attach the programs first, so that nothing of the process is missed.
    """

    kernel: Kernel
    spec: ObjectSpec
    maps: Names[Map] = field(default_factory=partial(Names, "map"))
    programs: Names[Program] = field(default_factory=partial(Names, "program"))
    links: list[Link] = field(default_factory=list)
    readers: dict[str, Reader] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    fds: list[int] = field(default_factory=list)
    memory: list[Mapping_] = field(default_factory=list)
    """arenas, mapped here as long as the object lives"""
    pins: list[str] = field(default_factory=list)
    """where maps of this object were pinned while it was loaded"""
    pin_root: str = ""
    table_types: dict[str, Btf] = field(default_factory=dict)
    """the types of the modules that tables of operations are of; the others are of the kernel's"""
    after: Callable[[], None] | None = None
    """what is done when all is closed: a kernel that was made for this object ends"""
    targets: dict[str, Target] = field(default_factory=dict)
    """where programs attach, by name: those whose section does not say, or says something else"""
    closed: bool = False
    _lost: int = 0
    """what `lost` was when it was closed"""
    _variables: Variables | None = None

    def __repr__(self) -> str:
        state = "closed" if self.closed else "attached" if self.links else "loaded"
        programs, maps = ", ".join(self.programs), ", ".join(self.maps)
        return f"<Loaded {self.spec.name}, {state}: programs {programs}; maps {maps or 'none'}>"

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
        """Attach every program whose section says to what, and every table of operations.

        Idempotent, all or none. The `waiting` programs go where `targets` says, or are attached one
        by one: ``live.targets["drop"] = Xdp("eth0")``, ``live.programs.drop.attach(Xdp("eth0"))``.
        """
        self._check_open()
        if not self.links:
            try:
                for name, program in self.programs.items():
                    if name in self.targets or says_where(program.spec):
                        self.links.append(program.attach(self.targets.get(name)))
                for name, live in self.maps.items():
                    if live.spec.struct:
                        self.links.append(self.attach_table(name))
            except BeeboxError:
                self.detach()
                raise

    def attach_table(self, name: str, link: Link | None = None) -> Link:
        """Register the operations of table *name* (section ``.struct_ops``) with its subsystem.

        With *link*, of a table in ``.struct_ops.link``, they take the place of what it attached.

        Raises:
            NotSupported: *name* is no table of operations, or the kernel's is another one.
            KernelError: EEXIST, it is registered; EINVAL, the subsystem refuses what is in it.
        """
        live = self.maps[name]
        fds = {each: program.fd for each, program in self.programs.items()}
        try:
            btf = self.table_types.get(name) or self.kernel.facts.btf
            value = struct_ops.value(live.spec, self.spec, btf, fds)
            registered = tables.register(live, value, link)
        except KernelError as error:
            empty = [each for each, program in live.spec.members if program not in fds]
            lacking = f" ({', '.join(empty)} not loaded)" if empty else ""
            error.what = f"attach table {name} ({live.spec.struct}){lacking}: {error.what}"
            raise
        registered.name = name
        return registered

    @property
    def waiting(self) -> list[Program]:
        """The programs of which neither section nor `targets` say where to attach (XDP, ...)."""
        return [
            made
            for name, made in self.programs.items()
            if name not in self.targets and not says_where(made.spec)
        ]

    def run(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Start *argv* with the programs attached and, if they follow a tree, following it.

        Raises:
            CommandError: no such command (127) or not executable (126).
        """
        child = self.hold(argv, **how)
        self.attach()
        child.go()
        return child

    def hold(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Prepare what `run` starts: it has its process id, and waits for `Child.go`.

        So that targets can name it: ``live.targets["enter"] = Uprobe("libc", "malloc", pid=...)``.
        """
        self._check_open()
        child = self.kernel.spawn(argv, **how)
        self.children.append(child)
        self._watch(child.pid)
        return child

    def adopt(self, pid: int) -> Child:
        """Bring a running process under watch, with the programs attached."""
        self.attach()
        child = self.kernel.adopt(pid)
        self.children.append(child)
        return child

    def _check_open(self) -> None:
        if self.closed:
            raise KernelError(errno.EBADF, f"object {self.spec.name} is closed")

    def _watch(self, tid: int) -> None:
        watched = self.maps.get(WATCHED)
        if watched is not None and watched.spec.type is MapType.HASH and watched.spec.key_size == 4:
            one = (1).to_bytes(watched.spec.value_size, "little")
            watched.update(tid.to_bytes(4, "little"), one)

    def reader(self, name: str) -> Reader:
        """Return the reader of ring or perf buffer *name*, opened once."""
        self._check_open()
        if name not in self.readers:
            live = self.maps[name]
            self.readers[name] = open_reader(
                self.kernel, live.spec.type, live.fd, live.spec.max_entries
            )
        return self.readers[name]

    @overload
    def events(self, name: str, kind: None = None, seconds: float | None = None) -> Events[Any]: ...

    @overload
    def events(self, name: str, kind: type[T], seconds: float | None = None) -> Events[T]: ...

    def events(
        self, name: str, kind: type[T] | None = None, seconds: float | None = None
    ) -> Events[T] | Events[Any]:
        """Return the records of ring or perf buffer *name*, to loop over; also ``async for``.

        They end with the last started command; without one when *seconds* have passed, or never. A
        record is what `beebox.loader.events.of` makes of it, or a *kind*: a dataclass with fields
        of these names, a NamedTuple, a `bpf.Struct`, a ctypes.Structure, `bytes`. `lost` says how
        many are missing.
        """
        from beebox.loader.stream import Events  # noqa: PLC0415 - for those who read so

        return Events(self, name, kind, seconds)

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
    def variables(self) -> Variables:
        """The global variables, to read and to write: ``live.variables.total``."""
        if self._variables is None:
            from beebox.loader.variables import Variables  # noqa: PLC0415 - for those who look

            self._variables = Variables(self.spec, self.maps)
        return self._variables

    @property
    def lost(self) -> int:
        """Records lost so far: counted by the programs and told by the kernel."""
        if self.closed:
            return self._lost
        counted = sum(
            self.variable(name)
            for name, place in self.spec.variables.items()
            if name.endswith(LOST) and place.map in self.maps  # loading may have failed before it
        )
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

    def pin(self, directory: str) -> None:
        """Pin maps, programs and what `attach` attached, all or none: they live on without us.

        As ``DIRECTORY/maps/NAME``, ``programs/NAME``, ``links/NAME``, dots as ``_``; in Linux in a
        bpf file system (/sys/fs/bpf). `Map.pinned` and its kin open them again.

        Raises:
            KernelError: EEXIST, a name is taken; EPERM, *directory* is in no bpf file system.
            NotSupported: an attachment has no link, so it ends with this process.
        """
        from beebox.loader import pins  # noqa: PLC0415 - few are pinned

        pins.pin_all(self, directory)

    def unpin(self, directory: str) -> None:
        """Take away the names that `pin` gave; what is not open then ends."""
        from beebox.loader import pins  # noqa: PLC0415 - as above

        pins.unpin_all(self, directory)

    def undo(self) -> None:
        """Close everything, and take away the names that maps were given: loading has failed."""
        for path in self.pins:
            with contextlib.suppress(KernelError):
                self.kernel.unlink(path)
        self.pins = []
        self.close()

    def close(self) -> None:
        """Detach, stop watching, close everything. What was spawned is left to its end."""
        self.detach()
        if not self.closed:
            with contextlib.suppress(BeeboxError):
                self._lost = self.lost
        for child in self.children:
            child.detach()
        for reader in self.readers.values():
            reader.close()
        for memory in self.memory:
            memory.close()
        if self._variables is not None:
            self._variables.close()
        close_quietly(self.kernel, self.fds)
        self.children, self.fds, self.memory = [], [], []
        self.readers.clear()
        after, self.after = self.after, None
        if after is not None:
            after()
        self._end()

    def _end(self) -> None:
        """Let nothing go to the kernel by descriptors that may be others' by now."""
        self.closed = True
        for noun, things in (("map", self.maps), ("program", self.programs)):
            for name, thing in things.items():
                object.__setattr__(thing, "kernel", Closed(f"{noun} {name}"))


def close_together(links: Sequence[Link]) -> None:
    """Close *links* side by side: each waits for every CPU, and together they wait once."""
    threads = [threading.Thread(target=link.close, daemon=True) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
