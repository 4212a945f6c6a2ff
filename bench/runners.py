"""What runs a program of the benchmark: gcc's code, the box's engines, Linux.

A `Runner` runs one program over the packet many times and says what a run takes. Ours and gcc's
are called by the same native loop (`repeater`), with a context as the box makes it; Linux times
itself (``duration`` of BPF_PROG_TEST_RUN, about 9 ns of which are its own loop).
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.box.maps.base import Map
from beebox.box.programs import Program
from beebox.isa.asm import assemble
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.vm import engine
from beebox.vm.contexts import XdpBuff
from beebox.vm.memory import Memory, Region
from beebox.vm.native import Engine, Native
from beebox.vm.source import Source
from bench.subjects import Subject, elements, packet

U32 = 0xFFFFFFFF
LINUX_TIME = 0.05
"""seconds of one sample in Linux: a system call that repeats has a fixed cost of some 14 ms"""


class Runner(Protocol):
    """A program, ready."""

    def once(self) -> int:
        """Run once; return the low 32 bits of r0."""

    def time(self, seconds: float) -> float:
        """Run for about *seconds*; return nanoseconds a run."""

    def close(self) -> None:
        """Give everything up."""


def repeater(address: int, context: int, run: int) -> Native:
    """Return a native loop: its ``run(N)`` calls ``u64 f(context, run)`` at *address* N times."""
    insns = assemble(
        f"""
        r6 = r1
        r7 = {context:#x} ll
        r8 = {run:#x} ll
        again:
        r1 = r7
        r2 = r8
        call 1
        r6 -= 1
        if r6 != 0 goto again
        exit
        """
    )
    call = next(index for index, insn in enumerate(insns) if insn.code == 0x85)
    return engine.prepare(Source(tuple(insns), {call: address}), Memory(), "tier0")


class Packet:
    """The packet in memory, and its context."""

    def __init__(self) -> None:
        self.buffer = ctypes.create_string_buffer(packet(), len(packet()))
        start = ctypes.addressof(self.buffer)
        end = start + len(self.buffer)
        self.context: Any = XdpBuff(
            data=start, data_end=end, data_meta=start, data_hard_start=start, frame_size=end - start
        )
        self.address = ctypes.addressof(self.context)

    def regions(self) -> tuple[Region, Region]:
        """Return what programs may touch of it."""
        data = Region("packet", ctypes.addressof(self.buffer), len(self.buffer))
        return data, Region("xdp_buff", self.address, XdpBuff.size)


class Looped:
    """What the native loop calls."""

    def __init__(self, address: int, run: int) -> None:
        self.packet = Packet()
        self._loop = repeater(address, self.packet.address, run)
        self._each = 0.0

    def once(self) -> int:
        """Run once."""
        return self._loop.run(1) & U32

    def time(self, seconds: float) -> float:
        """Run for about *seconds*."""
        if not self._each:
            count = 1
            while (took := self._seconds(count)) < seconds / 8:
                count *= 2
            self._each = took / count
        count = max(1, int(seconds / self._each))
        return self._seconds(count) / count * 1e9

    def _seconds(self, count: int) -> float:
        start = time.perf_counter()
        self._loop.run(count)
        return time.perf_counter() - start

    def close(self) -> None:
        """Unmap the loop."""
        self._loop.close()


def read(path: Path) -> obj.ObjectSpec:
    """Read a compiled program."""
    return obj.read(path.read_bytes(), path.stem)


def filled(subject: Subject, loaded: loader.Loaded) -> loader.Loaded:
    """Put into the maps what the program looks for."""
    for key, value in elements(subject.name):
        loaded.maps["values"].update(key, value)
    return loaded


class Boxed(Looped):
    """A program in a box of its own, verified as any program is; *load_seconds* it took."""

    def __init__(self, subject: Subject, path: Path, which: Engine) -> None:
        self._box = Box(engine=which)
        world = self._box.world
        start = time.perf_counter()
        self._loaded = filled(subject, loader.load(read(path), self._box))
        self.load_seconds = time.perf_counter() - start
        self.program = world.fds.find(self._loaded.programs["run"].fd, Program)
        super().__init__(self.program.address, world.user_run)
        for region in self.packet.regions():
            world.memory.add(region)

    def close(self) -> None:
        """Shut the box."""
        super().close()
        self._loaded.close()
        self._box.shut()


class Compiled(Looped):
    """A program that gcc compiled for this machine; its maps are a box's."""

    def __init__(self, subject: Subject, library: Path, path: Path) -> None:
        self._box = Box()
        world = self._box.world
        spec = replace(read(path), programs={})
        self._loaded = filled(subject, loader.load(spec, self._box))
        self._library = ctypes.CDLL(str(library))
        for name, live in self._loaded.maps.items():
            found = world.fds.find(live.fd, Map)
            ctypes.c_void_p.in_dll(self._library, f"map_{name}").value = found.header
        ctypes.c_void_p.in_dll(self._library, "run_state").value = world.user_run
        address = ctypes.cast(self._library.run, ctypes.c_void_p).value
        assert address is not None
        super().__init__(address, world.user_run)

    def close(self) -> None:
        """Shut the box of its maps."""
        super().close()
        self._loaded.close()
        self._box.shut()


class InLinux:
    """A program in the kernel at hand."""

    def __init__(self, subject: Subject, path: Path) -> None:
        self._kernel = Linux()
        self._loaded = filled(subject, loader.load(read(path), self._kernel))
        self._fd = self._loaded.programs["run"].fd
        self._repeat = 0

    def once(self) -> int:
        """Run once."""
        return client.prog_test_run(self._kernel, self._fd, packet()).retval

    def time(self, seconds: float) -> float:
        """Run for at least `LINUX_TIME`, whatever *seconds* are if more than a test's."""
        if not self._repeat:
            short = client.prog_test_run(self._kernel, self._fd, packet(), repeat=1000)
            enough = LINUX_TIME if seconds > 1e-3 else seconds
            self._repeat = max(1000, int(enough * 1e9 / max(short.duration, 1)))
        run = client.prog_test_run(self._kernel, self._fd, packet(), repeat=self._repeat)
        return float(run.duration)

    def close(self) -> None:
        """Unload it."""
        self._loaded.close()
