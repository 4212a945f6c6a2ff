"""The box as a `beebox.kernel.api.Kernel`: a kernel in this process, without any right."""

from __future__ import annotations

import atexit
import ctypes
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from errno import EACCES, EINVAL, ENODEV, ENOENT, EOPNOTSUPP
from functools import partial
from typing import IO, TYPE_CHECKING, Unpack, cast
from weakref import WeakSet

from beebox.abi.enums import Cmd, PerfIoctl, PerfSoftware, PerfType
from beebox.abi.structs import Attr, PerfEventAttr
from beebox.box import syscall
from beebox.box.hooks.table import BEYOND
from beebox.box.maps.base import Map
from beebox.box.objects import Object
from beebox.box.perf import MachineEvent, OutputEvent, PerfEvent, SampleEvent, TracepointEvent
from beebox.box.polling import PATIENCE, drain, poll
from beebox.box.printk import TracePipe
from beebox.box.usermem import LOCAL
from beebox.box.world import RELEASE, World
from beebox.errors import KernelError, NotSupported
from beebox.kernel.api import Child, Field, Mapping_, Pmu, Spawn, Tracepoint

if TYPE_CHECKING:
    from beebox.box.function import Function
    from beebox.box.policy import Policy
    from beebox.box.server import Server
    from beebox.btf.types import Btf
    from beebox.sources.guard import Attempt
    from beebox.sources.supervisor import Supervisor
    from beebox.sources.traced import Traced
    from beebox.vm.entry.function import Owner
    from beebox.vm.interpreter import Interpreter
    from beebox.vm.native import Engine


_SAMPLED = (
    PerfSoftware.CPU_CLOCK,
    PerfSoftware.TASK_CLOCK,
    PerfSoftware.PAGE_FAULTS,
    PerfSoftware.PAGE_FAULTS_MIN,
    PerfSoftware.PAGE_FAULTS_MAJ,
)
"""what Linux counts of processes for everybody, without the CPU's own counters"""
_NOT_YET = "`--kernel linux` attaches it, as root"


class BoxFacts:
    """What may be read of the box."""

    name = "box"
    release = RELEASE

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def cpus(self) -> int:
        """How many CPUs programs see: one thread runs them."""
        return self._world.cpus

    @property
    def btf(self) -> Btf:
        """The types that programs are verified against."""
        return self._world.policy.types()

    def tracepoint(self, category: str, name: str) -> Tracepoint:
        """Return the tracepoint from the box's table."""
        from beebox.spec import tracepoints  # noqa: PLC0415 - when something is attached

        row = tracepoints.find(category, name)
        if hint := BEYOND.get(f"{category}/{name}"):
            raise NotSupported(f"tracepoint {category}/{name} in the box", hint)
        fields = tuple(Field(*field) for field in row.fields)
        return Tracepoint(row.category, row.name, row.id, fields)

    def tracepoints(self, category: str) -> list[str]:
        """Return those of the box's table that are served."""
        from beebox.spec import tracepoints  # noqa: PLC0415 - as above

        pairs = (key.split("/") for key in tracepoints.names() if key not in BEYOND)
        return [name for each, name in pairs if each == category]

    def pmu(self, name: str) -> Pmu:
        """Refuse: probes of functions are not built yet."""
        raise NotSupported(f"{name} events in the box", _NOT_YET)

    def trace_pipe(self) -> IO[bytes]:
        """Open the stream of bpf_printk lines."""
        return cast("IO[bytes]", TracePipe(self._world.trace))

    @property
    def symbols(self) -> Mapping[str, int]:
        """What the types name, at addresses of their own."""
        from beebox.box.vmlinux import Symbols  # noqa: PLC0415 - few programs ask

        return Symbols()

    code: tuple[tuple[int, str], ...] = ()
    """none that anybody runs in"""

    @property
    def settings(self) -> Mapping[str, str]:
        """Those of this machine: programs are proved against its types, too."""
        from beebox.kernel.settings import machine  # noqa: PLC0415 - few programs ask

        return machine()

    def sysctl(self, name: str) -> int | None:  # noqa: ARG002 - the seam's
        """Return None: a box has no such settings."""
        return None

    lockdown = "none"
    capabilities: frozenset[str] | None = None

    def fdinfo(self, fd: int) -> dict[str, int]:
        """Return what is told of a map: its memory in bytes, whether it is frozen, its owner."""
        found = self._world.fds.get(fd)
        if not isinstance(found, Map):
            return {}
        told = {"memlock": found.memory[1], "frozen": int(found.frozen)}
        owner = getattr(found, "owner", None)
        if owner is not None:
            told |= {"owner_prog_type": owner.type, "owner_jited": int(owner.jited)}
        return told


if TYPE_CHECKING:  # a protocol costs every start its making
    from typing import Protocol

    class Waiter(Protocol):
        """What poll waits for by an eventfd."""

        def readable(self) -> bool:
            """Say whether there is something."""

        @property
        def wake_fd(self) -> int:
            """Written when there is something and someone waits."""

        def waiting(self, count: int) -> None:
            """Take note of who waits."""


class Box:
    """A kernel in this process. Everything in it ends with `shut`, or with the process.

    With *harden* machine code holds no number that a program chose, as in Linux when
    ``net.core.bpf_jit_harden`` is set; programs stay in tier 0. *policy* says how it verifies.
    """

    def __init__(
        self,
        cpus: int = 1,
        engine: Engine | None = None,
        *,
        harden: bool = False,
        policy: Policy | None = None,
    ) -> None:
        self.world = World(cpus, engine, harden=harden, policy=policy)
        self.facts = BoxFacts(self.world)
        atexit.register(self.shut)
        self._pid = os.getpid()
        self._supervisor: Supervisor | None = None
        self._owners: WeakSet[Owner] = WeakSet()
        self._listener: threading.Thread | None = None
        self._server: Server | None = None
        self.unheard = ""
        """Why no other process can ask this box, if so."""

    def __repr__(self) -> str:
        return f"<Box {self.facts.release}>"

    def bpf(self, cmd: Cmd, attr: Attr) -> int:
        """Do *cmd*; what the box writes back is in *attr* afterwards."""
        size = ctypes.sizeof(attr)
        data = bytearray(ctypes.string_at(ctypes.addressof(attr), size))
        try:
            return syscall.bpf(self.world, cmd, data, LOCAL)
        finally:
            ctypes.memmove(ctypes.addressof(attr), bytes(data), size)

    def perf_event_open(self, attr: PerfEventAttr, pid: int, cpu: int) -> int:
        """Open a tracepoint or an output event (perf_event_open(2))."""
        with self.world.lock:
            event = self._event(PerfEventAttr.from_buffer_copy(attr), pid, cpu)
            return self.world.fds.open(event)

    def _event(self, attr: PerfEventAttr, pid: int, cpu: int) -> PerfEvent:
        if pid == -1 and cpu == -1:
            raise KernelError(EINVAL, "a perf event of every process on every CPU")
        if attr.type == PerfType.SOFTWARE and attr.config == PerfSoftware.DUMMY:
            return MachineEvent(attr, pid, cpu)
        if cpu >= self.world.cpus:
            raise KernelError(ENODEV, f"CPU {cpu} of a box with {self.world.cpus}")
        if attr.type == PerfType.TRACEPOINT:
            from beebox.spec import tracepoints  # noqa: PLC0415 - when something is attached

            row = tracepoints.by_id(attr.config)
            if row is None:
                raise KernelError(ENOENT, f"tracepoint {attr.config}")
            return TracepointEvent(attr, pid, cpu, row)
        if attr.type == PerfType.SOFTWARE and attr.config == PerfSoftware.BPF_OUTPUT:
            self.world.events += 1
            return OutputEvent(attr, pid, cpu, self.world.events)
        if attr.type == PerfType.SOFTWARE and attr.config in _SAMPLED:
            return SampleEvent(attr, pid, cpu)
        raise KernelError(EOPNOTSUPP, f"perf event type {attr.type}, {attr.config} in the box")

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        """Control a perf event."""
        from beebox.box.links import set_program  # noqa: PLC0415 - for those who do not link
        from beebox.box.programs import Program  # noqa: PLC0415

        with self.world.lock:
            event = self.world.fds.find(fd, PerfEvent)
            if request == PerfIoctl.SET_BPF:
                program = self.world.fds.find(arg, Program)
                set_program(self.world, event, program)
                return 0
            return event.ioctl(request, arg)

    def unlink(self, path: str) -> None:
        """Take a name away from an object."""
        from beebox.box import pins  # noqa: PLC0415 - few have names

        with self.world.lock:
            pins.unlink(self.world, path)

    def mkdir(self, path: str) -> None:
        """Do nothing: names in the box need no directories."""

    def mmap(
        self,
        fd: int,
        length: int,
        offset: int = 0,
        *,
        writable: bool = False,
        address: int = 0,
    ) -> Mapping_:
        """Share memory of a map or a perf event.

        Raises:
            NotSupported: memory at an address that the caller chooses.
        """
        if address:
            raise NotSupported("memory at a chosen address, in the box")
        with self.world.lock:
            found = self.world.fds.find(fd, Object)
            if not isinstance(found, Map | PerfEvent):
                raise KernelError(ENODEV, f"fd {fd} cannot be mapped")
            return found.mmap(length, offset, writable=writable)

    def poll(self, fds: Sequence[int], timeout: float | None) -> list[int]:
        """Wait until some of *fds* are ready and return those; a signal may end it with none."""
        found = {fd: self.world.fds.get(fd) for fd in fds}
        waiters = {fd: item for fd, item in found.items() if item is not None}
        others = [fd for fd, item in found.items() if item is None]
        deadline = None if timeout is None else time.monotonic() + timeout
        self._wait(waiters, 1)
        try:
            while True:
                ready = [fd for fd, item in waiters.items() if item.readable()]
                left = PATIENCE if deadline is None else deadline - time.monotonic()
                if ready or left <= 0:
                    return ready + (poll(others, 0) or [])
                wakes = {item.wake_fd for item in waiters.values() if item.wake_fd >= 0}
                woken = poll([*others, *wakes], min(left, PATIENCE))
                if woken is None:
                    return []
                for fd in wakes.intersection(woken):
                    drain(fd)
                if not wakes.issuperset(woken):
                    ready = [fd for fd, item in waiters.items() if item.readable()]
                    return ready + [fd for fd in woken if fd not in wakes]
        finally:
            self._wait(waiters, -1)

    def _wait(self, waiters: dict[int, Object], count: int) -> None:
        """Have native code know that somebody sleeps. The lock is the fence before the look."""
        with self.world.lock:
            for item in waiters.values():
                if item.wake_fd >= 0:
                    cast("Waiter", item).waiting(count)

    def close(self, fd: int) -> None:
        """Close an fd."""
        with self.world.lock:
            self.world.fds.close(fd)

    def open(self, path: str) -> int:
        """Refuse: the box has no cgroups and no networks yet."""
        raise NotSupported(f"attaching to {path} in the box", _NOT_YET)

    def read(self, fd: int, size: int) -> bytes:  # noqa: ARG002 - the seam's
        """Refuse: the box has no iterators yet."""
        raise NotSupported("iterators in the box", _NOT_YET)

    def setsockopt(self, sock: int, option: int, value: int) -> None:  # noqa: ARG002 - the seam's
        """Refuse: programs on sockets are not run in the box yet."""
        raise NotSupported("programs on sockets in the box", _NOT_YET)

    def netlink(self, kind: int, flags: int, message: bytes) -> None:  # noqa: ARG002 - the seam's
        """Refuse: the box has no networks yet."""
        raise NotSupported("classifiers and routes in the box", _NOT_YET)

    def spawn(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Prepare a process whose system calls programs see."""
        if how.pop("cgroup", ""):
            raise NotSupported("a cgroup for the command in the box", _NOT_YET)
        child = self._watcher().spawn(argv, **how)  # type: ignore[misc]  # cgroup is gone
        self._follow(child, started=True)
        self.listen()
        return child

    def adopt(self, pid: int) -> Child:
        """Bring a running process under watch."""
        child = self._watcher().adopt(pid)
        self._follow(child, started=False)
        self.listen()
        return child

    def _follow(self, child: Traced, *, started: bool) -> None:
        """Have it sampled, too, if a program wants that."""
        child.at_end = partial(self.world.left, child.pid)
        self.world.follow(child.pid, started=started)

    def guard(self, calls: Iterable[int], decide: Callable[[Attempt], int]) -> None:
        """Have *decide* asked before processes under watch make one of *calls*, by number.

        It returns the error that the call fails with, or 0. Set it before a command begins.
        """

        def asked(attempt: Attempt) -> int:
            try:
                return decide(attempt)
            except Exception as error:  # noqa: BLE001 - what cannot be decided is not allowed
                self.world.tell(f"a call was denied, as deciding about it failed: {error!r}")
                return EACCES

        self._watcher().guard(calls, asked)

    def interpreter(self, fd: int) -> Interpreter:
        """Return what runs the program of *fd*, to be driven by hand (`beebox.vm.debug`).

        Raises:
            NotSupported: the program is machine code.
        """
        from beebox.box.programs import Program  # noqa: PLC0415 - for debuggers

        with self.world.lock:
            native = self.world.fds.find(fd, Program).native
        if native is None or native.interpreter is None:
            raise NotSupported("stopping in machine code", "choose the interpreter")
        return native.interpreter

    def function(self, fd: int, *, optimize: bool = False) -> Function:
        """Return the XDP program of *fd* as a Python function (`beebox.box.function`).

        Raises:
            NotSupported: the program is of another type, or does what is not done there.
        """
        from beebox.box.function import Function  # noqa: PLC0415 - for those who ask
        from beebox.box.programs import Program  # noqa: PLC0415

        with self.world.lock:
            made = Function(self.world.fds.find(fd, Program), optimize=optimize)
        self._owners.add(made.owner)
        return made

    def listen(self) -> None:
        """Answer other processes of this user from now on; in the background, idempotent."""
        if self._listener is None:
            self._listener = threading.Thread(target=self._open_server, daemon=True)
            self._listener.start()

    def _open_server(self) -> None:
        from beebox.box.server import Server  # noqa: PLC0415 - meanwhile programs run

        try:
            self._server = Server(self)
        except (KernelError, OSError) as error:
            self.unheard = str(error)

    def _watcher(self) -> Supervisor:
        """Return the one supervisor of this box, started with the first process."""
        if self._supervisor is None:
            from beebox.sources.supervisor import Supervisor  # noqa: PLC0415 - when needed

            hooks = self.world.hooks
            self._supervisor = Supervisor(hooks.handler(), hooks.address)
            self.world.structs.layout.tasks = self._supervisor.tasks
            hooks.changed = self._want
            self._want()
        return self._supervisor

    def _want(self) -> None:
        """Have the system calls watched that attached programs want."""
        if self._supervisor is not None:
            hooks = self.world.hooks
            self._supervisor.want(*hooks.wanted(), signals=hooks.signals)

    def shut(self) -> None:
        """Close everything: processes under watch go on without us. Idempotent."""
        if os.getpid() != self._pid:
            return  # a fork of ours: the box is our parent's
        atexit.unregister(self.shut)
        if self._listener is not None:
            self._listener.join()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._supervisor is not None:
            self._supervisor.close()
        for owner in tuple(self._owners):
            owner.close()
        self.world.close(free=self._supervisor is None)
