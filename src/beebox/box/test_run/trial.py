"""One program that is run by hand: its own `Run`, its memory, and the native loop around it.

kernel/../net/bpf/test_run.c, bpf_test_run. The loop runs with the GIL released, and comes back to
Python every `SLICE` so that a signal can end it.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINTR
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from beebox.bits import U32
from beebox.box.helpers.clock import clock
from beebox.box.pages import PAGE, Pages
from beebox.box.run import Run, keys
from beebox.errors import KernelError
from beebox.pylang import Struct, Unit, cpu, native, ptr, u64

if TYPE_CHECKING:
    from beebox.box.programs import Program
    from beebox.box.syscall import Call
    from beebox.vm.memory import Region
    from beebox.vm.native import Native

_MONOTONIC = 1
SLICE = 10_000_000
"""nanoseconds that the loop stays away from Python"""
_ROOM = 256
"""bytes between two pieces of memory, so that a run over one's end meets nothing"""


class Loop(Struct):
    """What the loop is to do, and has done."""

    count: u64
    done: u64
    spent: u64
    """nanoseconds"""
    retval: u64


@native
def go_on(program: u64, context: u64, run: ptr[Run], loop: ptr[Loop]) -> None:
    """Run *program* until ``loop.count`` is reached or `SLICE` is over.

    The clock is read after batches that grow, so that reading it costs the mean next to nothing.
    """
    start = clock(_MONOTONIC)
    now = start
    batch: u64 = 1
    while loop.done < loop.count and now - start < SLICE:
        end = loop.done + batch
        end = min(end, loop.count)
        while loop.done < end:
            run.tail_calls = 0
            run.asked.file = 0
            loop.retval = cpu.call(program, context, run)
            loop.done += 1
        now = clock(_MONOTONIC)
        if now - start < SLICE // 64:
            batch = batch * 2
    loop.spent += now - start


UNIT = Unit("trial", [go_on])


class Trial:
    """Memory for a run of *program* by *call*, of *sizes* bytes each. A context manager.

    `places` are their addresses. The checking interpreter lets programs touch what `allow` names.
    """

    def __init__(self, call: Call, program: Program, *sizes: int) -> None:
        self._caller = call.memory
        self._program = program
        self._world = program.world
        offsets = []
        end = 2 * PAGE
        for size in sizes:
            offsets.append(end)
            end += (size + _ROOM + 63) & ~63
        self._pages = Pages(end)
        self._regions: list[Region] = []
        base = self._pages.address
        self.places = tuple(base + offset for offset in offsets)
        self._run = base
        _be_ourselves(self._world.set_up_apart(self._pages))

    def __enter__(self) -> Self:
        self._program.hold()
        self.allow("keys of callbacks", *keys(self._run))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for region in self._regions:
            self._world.memory.remove(region)
        self._pages.close()
        self._program.drop()

    @property
    def interpreted(self) -> bool:
        """Whether somebody asks what the program may touch."""
        return self._program.native.interpreter is not None

    def allow(self, name: str, address: int, size: int) -> None:
        """Let the program touch *size* bytes at *address*, under *name*."""
        from beebox.vm.memory import Region  # noqa: PLC0415 - loaded with the first program

        if size > 0 and self.interpreted:
            region = Region(name, address, size)
            self._world.memory.add(region)
            self._regions.append(region)

    def go(self, context: int, repeat: int) -> tuple[int, int]:
        """Run the program *repeat* times (0: once); return r0 of the last and the mean time.

        r0 has 32 bits, the time is in nanoseconds. Other threads may use the box meanwhile.

        Raises:
            KernelError: EINTR, the caller has gone.
            BeeboxError: the interpreter stopped the program.
        """
        native_code = self._program.native
        loop: Any = Loop(count=repeat or 1)
        address, place = self._program.address, ctypes.addressof(loop)
        call = UNIT.load().function(go_on)
        with self._world.trial(), _raised(native_code):
            while loop.done < loop.count and native_code.fault is None:
                if not self._caller.alive():
                    raise KernelError(EINTR, "who ran the program has gone")
                call(address, context, self._run, place)
        if self._world.hooks.hooks.stats:
            self._program.ran(loop.done, loop.spent)
        return loop.retval & U32, min(loop.spent // loop.done, U32)


@contextmanager
def _raised(native_code: Native) -> Iterator[None]:
    """Raise what an interpreted program died of in the block, in place of telling it."""
    tell, native_code.on_fault = native_code.on_fault, lambda _fault: None
    native_code.fault = None
    try:
        yield
    finally:
        native_code.on_fault = tell
    if native_code.fault is not None:
        raise native_code.fault


def _be_ourselves(task: Any) -> None:
    """Fill in this thread: who runs a program by hand is its current task."""
    task.tid = threading.get_native_id()
    task.tgid = os.getpid()
    task.uid, task.gid = os.getuid(), os.getgid()
    try:
        with open(f"/proc/self/task/{task.tid}/comm", "rb") as file:  # noqa: PTH123
            task.comm = file.read().strip()[:15]
    except OSError:
        task.comm = b"beebox"
