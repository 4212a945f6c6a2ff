"""One box: its objects, what programs run with, and what they observe."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EBADF, EINVAL
from functools import cached_property
from typing import TYPE_CHECKING, Any

from beebox.box.hooks.table import HookTable
from beebox.box.kernel_structs import KernelStructs
from beebox.box.maps.base import Map
from beebox.box.objects import Fds, Ids, Object
from beebox.box.pages import PAGE, Pages
from beebox.box.perf import OutputEvent, PerfEvent
from beebox.box.policy import Policy
from beebox.box.printk import TraceRing
from beebox.box.regions import RegionList
from beebox.box.run import SCRATCH, Run, keys
from beebox.errors import KernelError, NotSupported
from beebox.sources.task import Task

if TYPE_CHECKING:
    from beebox.box.objects import Droppable
    from beebox.box.optimiser import Optimiser
    from beebox.box.programs import Program
    from beebox.box.samples import Sampler
    from beebox.vm.memory import Memory
    from beebox.vm.native import Engine, Native

RELEASE = "6.18.0-beebox"


class World:
    """Everything of one box that has state.

    *cpus* is how many CPUs programs can see: one, as one thread runs them. With *harden* constants
    are blinded.
    """

    def __init__(
        self,
        cpus: int = 1,
        engine: Engine | None = None,
        *,
        harden: bool = False,
        policy: Policy | None = None,
    ) -> None:
        if cpus < 1:
            raise KernelError(EINVAL, f"{cpus} CPUs")
        self.cpus = cpus
        if harden and engine == "tier1":
            raise NotSupported("tier 1 puts blinded constants together again", "choose tier 0")
        self.engine = "tier0" if harden and engine is None else engine
        self.harden = harden
        self.policy = policy or Policy()
        self.lock = threading.RLock()
        self.fds = Fds()
        self.pins: dict[str, Object] = {}
        self.programs, self.maps, self.btfs, self.links = Ids(), Ids(), Ids(), Ids()
        self.hooks = HookTable()
        self.trace = TraceRing()
        self.regions = RegionList()
        self.structs = KernelStructs()
        self._own = Pages(10 * PAGE)
        self.events = 0
        self.roots: dict[int, bool] = {}
        """The processes that the box was told of, and whether it has started them."""
        self._trials = 0
        self._retired: list[Droppable] = []
        self.user_run = self._own.address
        self.set_up(self.hooks.run, self._own.address + PAGE, self._own.address + 3 * PAGE)
        self.set_up(self.user_run, self._own.address + 2 * PAGE, self._own.address + 3 * PAGE)
        nobody: Any = Task.at(self._own.address + 3 * PAGE)
        nobody.comm_fd = -1

    def set_up(self, address: int, scratch: int, task: int) -> None:
        """Fill in the `Run` at *address*; *task* is who runs until there is an event."""
        run: Any = Run.at(address)
        run.own_pid = os.getpid()
        run.trace = self.trace.address
        run.scratch = scratch
        run.regions = self.regions.address
        run.structs = self.structs.address
        run.interpreted = self.engine == "interpreter"
        run.random = int.from_bytes(os.urandom(8), "little") | 1
        run.task = task

    def set_up_apart(self, memory: Pages) -> Any:
        """Fill in a `Run` where *memory* begins, two pages; return its task, which is nobody."""
        assert Run.size <= PAGE // 2 >= Task.size
        assert SCRATCH <= PAGE
        place = memory.address + PAGE // 2
        self.set_up(memory.address, memory.address + PAGE, place)
        task: Any = Task.at(place)
        task.comm_fd = -1
        return task

    # maps

    def add_map(self, made: Map) -> None:
        """Give a map its id, and programs the right to point into it."""
        self.maps.give(made)
        made.numbered(made.id)
        self.regions.add(*made.memory)

    def map_died(self, gone: Map) -> None:
        """Forget a map."""
        self.maps.take(gone)
        self.regions.remove(gone.memory[0])

    def output_event(self, fd: int) -> OutputEvent:
        """Return the output event of *fd*, referenced for the caller."""
        event = self.fds.find(fd, PerfEvent, EBADF)
        if not isinstance(event, OutputEvent):
            raise KernelError(EINVAL, "the perf event takes no output")
        event.hold()
        return event

    def program(self, fd: int) -> Program:
        """Return the program of *fd*, referenced for the caller."""
        from beebox.box.programs import Program  # noqa: PLC0415 - which knows this module

        program = self.fds.find(fd, Program)
        program.hold()
        return program

    def map(self, fd: int) -> Map:
        """Return the map of *fd*, referenced for the caller."""
        found = self.fds.find(fd, Map)
        found.hold()
        return found

    def synchronize(self) -> None:
        """Wait until no program runs that began before."""
        self.hooks.synchronize()
        if "sampler" in vars(self):
            self.sampler.synchronize()

    def retire(self, item: Droppable) -> None:
        """Give a reference on *item* back as soon as no program can be using it any more."""
        self.synchronize()
        if self._trials:
            self._retired.append(item)
        else:
            item.drop()

    # programs

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Let other threads use the box while this one, which has the lock, runs a program."""
        self._trials += 1
        self.lock.release()
        try:
            yield
        finally:
            self.lock.acquire()
            self._trials -= 1
            while self._retired and not self._trials:
                self._retired.pop().drop()

    @cached_property
    def memory(self) -> Memory:
        """What every interpreted program may touch: the contexts that hooks and trials make."""
        from beebox.vm.memory import Memory, Region  # noqa: PLC0415 - nothing to run, nothing to load

        memory = Memory()
        memory.add(Region("record", *self.hooks.record))
        for run in (self.hooks.run, self.user_run):
            memory.add(Region("keys of callbacks", *keys(run)))
        memory.add(Region("sample", self._own.address + 4 * PAGE, PAGE))
        return memory

    def prepare(self, program: Program) -> Native:
        """Return machine code, or what runs in its place (`beebox.vm.engine`)."""
        from beebox.box import optimiser, reach  # noqa: PLC0415 - nothing to run, nothing to load
        from beebox.vm import engine  # noqa: PLC0415 - as above

        seen = reach.reach(program.maps, self.memory)
        source = optimiser.whole(program) if self.engine == "tier1" else program.fixed
        native = engine.prepare(source, seen, self.engine, harden=self.harden)
        if self.engine is None:
            self.optimiser.loaded(program)
        native.on_fault = lambda fault: self._fault(program, fault)
        return native

    def _fault(self, program: Program, fault: BaseException) -> None:
        """Tell the first fault of an interpreted program."""
        if not program.faulted:
            program.faulted = True
            self.tell(f"program {program.name} was stopped, and returned 0: {fault}")

    def watch(self) -> None:
        """Look after programs that will run often, from now on."""
        if self.engine is None:
            self.optimiser.watch()

    @cached_property
    def sampler(self) -> Sampler:
        """What samples processes for programs on perf events."""
        from beebox.box.samples import Sampler  # noqa: PLC0415 - few programs are sampled to

        made = Sampler(self, self._own.address + 4 * PAGE)
        for pid, started in self.roots.items():
            made.follow(pid, started=started)
        return made

    def follow(self, pid: int, *, started: bool) -> None:
        """Take note of a process that the box was told of, by starting it or as it runs."""
        self.roots[pid] = started
        if "sampler" in vars(self):
            self.sampler.follow(pid, started=started)

    def left(self, pid: int) -> None:
        """Take note that a process is watched no more."""
        self.roots.pop(pid, None)
        if "sampler" in vars(self):
            self.sampler.left(pid)

    @cached_property
    def optimiser(self) -> Optimiser:
        """What brings hot programs to tier 1."""
        from beebox.box.optimiser import Optimiser  # noqa: PLC0415 - with the first attached program

        return Optimiser(self)

    @staticmethod
    def tell(what: str) -> None:
        """Tell the user what nobody asked for and nobody may miss, as the kernel log does."""
        print(f"beebox: {what}", file=sys.stderr)

    def close(self, *, free: bool) -> None:
        """Close every fd, and with that all that lives; *free* the rest if no program can run."""
        if "optimiser" in vars(self):
            self.optimiser.close()
        if "sampler" in vars(self):
            self.sampler.close()
        if missed := self.structs.missed():
            self.tell(f"the box has no {', '.join(missed)}: programs could not read it")
        with self.lock:
            self.fds.close_all()
            for pinned in self.pins.values():
                pinned.drop()
            self.pins.clear()
            free = free and not self._trials
            self.trace.close(free=free)
            if free:
                self.hooks.close()
                self.regions.close()
                self.structs.close()
                self._own.close()
