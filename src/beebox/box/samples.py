"""Samples of real processes: perf events of the machine, for programs of the box.

Linux lets everybody count what his own processes do in user mode (kernel.perf_event_paranoid 2),
with their stacks. So for each process that the box was told of, and all that it starts, an event is
opened on each CPU of the machine, in the place of the one that a program is attached to. One thread
reads the samples and runs the programs, as the sampled task.
"""

from __future__ import annotations

import ctypes
import os
import select
import struct
import threading
import time
from collections.abc import Callable, Iterator
from errno import EACCES, EINVAL, ENODEV, EPERM, ESRCH
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from beebox.abi.enums import PerfRecord, PerfSample
from beebox.abi.structs import PerfEventAttr
from beebox.box.hooks.samples import UNIT, sampled
from beebox.box.hooks.table import HookTable
from beebox.box.run import Run
from beebox.errors import KernelError
from beebox.kernel.linux import Linux
from beebox.kernel.perf_ring import PAGE, PerfRing
from beebox.sources import procfs
from beebox.sources.task import Task
from beebox.spec.contexts import PT_REGS

if TYPE_CHECKING:
    from beebox.box.hooks.table import Runnable
    from beebox.box.perf import SampleEvent
    from beebox.box.world import World

_S = PerfSample
_SAMPLE_TYPE = _S.IP | _S.TID | _S.TIME | _S.ADDR | _S.PERIOD | _S.CALLCHAIN | _S.REGS_USER
_SAMPLE_TYPE |= _S.STACK_USER
_SAMPLE = struct.Struct("<QIIQQQQ")
"""what a sample begins with: ip, pid, tid, time, address, period, length of the stack"""
_IDS = struct.Struct("<IIII")
_REGISTERS = (
    *("ax", "bx", "cx", "dx", "si", "di", "bp", "sp", "ip", "flags", "cs", "ss"),
    *(f"r{number}" for number in range(8, 16)),
)
"""by their numbers (arch/x86/include/uapi/asm/perf_regs.h), which leave out four segments"""
_REGISTERS_MASK = 0xFF_0FFF
_CONTEXT = (1 << 64) - 4095
"""PERF_CONTEXT_MAX: above are no addresses, but marks between stacks"""
_DEPTH = 127
_COPY = 4 * PAGE
"""how much of the stack is copied"""
_RINGS = (128 * PAGE, 16 * PAGE)
"""how many bytes of samples there is room for: as many as everybody may have, or less"""
_PAUSE = 0.005
"""seconds between two looks: samples come together then"""
_CONTEXT_SIZE = 8 * len(PT_REGS) + 16
_SP = PT_REGS.index("sp")
_STACK, _TASK = 512, 2048
"""where in the memory of samples the stack and the task are; the context is at 0"""
MEMORY = 2 * PAGE + _COPY
"""bytes that a `Sampler` needs: that, a helper's scratch, and what is copied of stacks"""


class _Source(NamedTuple):
    """An event of the machine: of one process and what it starts, on one CPU, for *event*."""

    event: SampleEvent
    root: int
    ring: PerfRing


class Sampler:
    """The samples of one box; *memory* is where contexts are made."""

    def __init__(self, world: World, memory: int) -> None:
        self._machine = Linux()
        self._table = HookTable()
        world.set_up(self._table.run, memory + PAGE, memory + _TASK)
        self._memory, self._stack = memory, memory + _STACK
        run: Any = Run.at(self._table.run)
        run.stack, run.registers = self._stack, memory
        run.copy = memory + 2 * PAGE
        self._run = run
        self._task: Any = Task.at(memory + _TASK)
        self._call = UNIT.load().function(sampled)
        self._tell = world.tell
        self._events: list[SampleEvent] = []
        self._roots: dict[int, tuple[int, ...]] = {}
        """by process its threads; none: it has been started by us, and waits for its exec"""
        self._sources: list[_Source] = []
        self._names: dict[int, bytes] = {}
        self._busy = threading.RLock()
        self._wake = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._waits = select.epoll()
        """for samples; what is closed is waited for no more"""
        self._waits.register(self._wake, select.EPOLLIN)
        self._thread: threading.Thread | None = None
        self._closed = False

    # --- who is sampled ----------------------------------------------------------------------

    def attach(self, event: SampleEvent, program: Runnable, cookie: int) -> Callable[[], None]:
        """Have *program* run at the samples of *event*; return what ends that."""
        undo = self._table.add(ctypes.addressof(event.word), program, cookie)
        with self._busy:
            self._events.append(event)
            try:
                for root in self._roots:
                    self._open(event, root)
            except KernelError:
                self._forget(lambda source: source.event is event)
                self._events.remove(event)
                undo()
                raise

        def end() -> None:
            with self._busy:
                self._events.remove(event)
                self._forget(lambda source: source.event is event)
            undo()

        return end

    def follow(self, pid: int, *, started: bool) -> None:
        """Sample process *pid* from now on, or, if we have *started* it, from its exec on."""
        tids = () if started else tuple(procfs.threads(pid))
        with self._busy:
            self._roots[pid] = tids
            for tid in tids:
                self._names[tid] = procfs.comm(tid)
            for event in self._events:
                self._open(event, pid)

    def left(self, pid: int) -> None:
        """Run the programs for what is still to be told of *pid*, and sample it no more."""
        with self._busy:
            self._serve()
            self._roots.pop(pid, None)
            self._forget(lambda source: source.root == pid)

    def _open(self, event: SampleEvent, root: int) -> None:
        """Open the events of the machine that stand for *event* of process *root*."""
        if event.pid not in (-1, 0, root):
            return
        tids = self._roots[root]
        attr = _attributes(event.attr, started=not tids)
        for tid in tids or (root,):
            for cpu in count():
                try:
                    ring = _ring(self._machine, attr, tid, cpu)
                except KernelError as error:
                    if error.errno == ENODEV:
                        continue  # it is offline
                    if (error.errno == EINVAL and cpu) or (error.errno == ESRCH and tid != root):
                        break  # there are no more, or the thread has ended
                    raise _refused(error, root) from None
                self._sources.append(_Source(event, root, ring))
                self._waits.register(ring.fd, select.EPOLLIN)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="samples", daemon=True)
            self._thread.start()

    def _forget(self, which: Callable[[_Source], bool]) -> None:
        for source in [each for each in self._sources if which(each)]:
            self._sources.remove(source)
            if source.ring.lost:
                self._tell(f"{source.ring.lost} samples were lost")
            source.ring.close()

    # --- the thread --------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._closed:
            with self._busy:
                self._serve()
            self._waits.poll()
            time.sleep(_PAUSE)

    def _serve(self) -> None:
        """Run the programs for all samples that are there, and take note of names, as it was."""
        for _, kind, event, record in sorted(self._drained(), key=itemgetter(0)):
            if kind == PerfRecord.SAMPLE:
                self._sample(event, record)
            elif kind == PerfRecord.COMM:
                _, tid = struct.unpack_from("<II", record, 8)
                self._names[tid] = record[16:32].partition(b"\0")[0]
            else:
                _, _, tid, parent = _IDS.unpack_from(record, 8)
                self._names[tid] = self._names.get(parent, b"")

    def _drained(self) -> Iterator[tuple[int, int, SampleEvent, bytes]]:
        """Yield the time of each record, its kind, whose it is, and its bytes, CPU by CPU."""
        for source in self._sources:
            for kind, _, record in source.ring.drain():
                if kind == PerfRecord.SAMPLE:
                    yield _SAMPLE.unpack_from(record, 8)[3], kind, source.event, bytes(record)
                elif kind in (PerfRecord.COMM, PerfRecord.FORK):  # which end with their time
                    (when,) = struct.unpack_from("<Q", record, len(record) - 8)
                    yield when, kind, source.event, bytes(record)

    def _sample(self, event: SampleEvent, record: bytes) -> None:
        """Run the programs of *event* for one sample."""
        _, pid, tid, _, address, period, depth = _SAMPLE.unpack_from(record, 8)
        at = 8 + _SAMPLE.size
        frames = struct.unpack_from(f"<{depth}Q", record, at)
        stack = [frame for frame in frames if frame < _CONTEXT][:_DEPTH]
        ctypes.memmove(self._stack, struct.pack(f"<{len(stack)}Q", *stack), 8 * len(stack))
        self._run.depth = len(stack)
        at += 8 * depth
        registers = _registers(record, at)
        self._copy(record, at + 8 + 8 * len(_REGISTERS) * bool(record[at]), registers[_SP])
        context = struct.pack("<23Q", *registers, period, address)
        ctypes.memmove(self._memory, context, _CONTEXT_SIZE)
        self._become(pid, tid)
        self._call(self._table.address, ctypes.addressof(event.word), self._memory)

    def _copy(self, record: bytes, at: int, pointer: int) -> None:
        """Have the programs see what was on the stack."""
        (size,) = struct.unpack_from("<Q", record, at)
        known = struct.unpack_from("<Q", record, at + 8 + size)[0] if size else 0
        ctypes.memmove(self._memory + 2 * PAGE, record[at + 8 : at + 8 + known], known)
        self._run.copied, self._run.copied_from = known, pointer

    def _become(self, pid: int, tid: int) -> None:
        """Have the programs see that task."""
        task = self._task
        if task.tid != tid:
            found = procfs.status(tid)  # None: it has ended, and is of our user as before
            task.uid, task.gid = (found.uid, found.gid) if found else (os.getuid(), os.getgid())
            task.start_boottime = procfs.start_time(tid)
        task.tid, task.tgid, task.comm_fd = tid, pid, -1
        task.comm = self._names.get(tid, b"").ljust(16, b"\0")

    # --- the end -----------------------------------------------------------------------------

    def synchronize(self) -> None:
        """Wait until no program runs that began before."""
        self._table.synchronize()

    def close(self) -> None:
        """Stop."""
        self._closed = True
        os.eventfd_write(self._wake, 1)
        if self._thread is not None:
            self._thread.join()
        with self._busy:
            self._forget(lambda _: True)
        self._waits.close()
        os.close(self._wake)
        self._table.close()


def _refused(error: KernelError, pid: int) -> KernelError:
    """Say why a process cannot be sampled."""
    if error.errno not in (EACCES, EPERM):
        return error
    why = "kernel.perf_event_paranoid above 2, or a container; `beebox doctor` tells"
    return KernelError(error.errno, f"perf events of process {pid} ({why})")


def _ring(machine: Linux, attr: PerfEventAttr, tid: int, cpu: int) -> PerfRing:
    """Open an event, with the largest ring that we may have."""
    try:
        return PerfRing(machine, machine.perf_event_open(attr, tid, cpu), _RINGS[0])
    except KernelError as error:
        if error.errno != EPERM:
            raise
    return PerfRing(machine, machine.perf_event_open(attr, tid, cpu), _RINGS[1])


def _attributes(wanted: PerfEventAttr, *, started: bool) -> PerfEventAttr:
    """Return the machine's event for one of the box: in user mode, with stacks and registers."""
    attr = PerfEventAttr(
        type=wanted.type,
        config=wanted.config,
        freq=wanted.freq,
        sample_type=_SAMPLE_TYPE,
        sample_regs_user=_REGISTERS_MASK,
        sample_max_stack=_DEPTH,
        sample_stack_user=_COPY,
        exclude_kernel=1,
        exclude_hv=1,
        exclude_callchain_kernel=1,
        inherit=1,
        comm=1,
        task=1,
        sample_id_all=1,
        wakeup_events=1,
        disabled=started,
        enable_on_exec=started,
    )
    attr.sample_period = wanted.sample_period  # sample_freq is at the same place
    return attr


def _registers(record: bytes, at: int) -> list[int]:
    """Return struct pt_regs of the registers in a sample, zeroes if it has none."""
    (known,) = struct.unpack_from("<Q", record, at)
    values = struct.unpack_from(f"<{len(_REGISTERS)}Q", record, at + 8) if known else ()
    named = dict(zip(_REGISTERS, values, strict=False))
    return [named.get(name, (1 << 64) - 1 if name == "orig_ax" else 0) for name in PT_REGS]
