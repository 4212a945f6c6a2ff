"""Which programs are attached where, from the side that attaches.

Rows name the native list of a tracepoint; a tracepoint of one system call has a list by its number.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterable
from errno import E2BIG, ENOENT, EOPNOTSUPP
from typing import TYPE_CHECKING, Any

from beebox.box.hooks import tracepoint as native
from beebox.box.pages import PAGE, Pages
from beebox.errors import KernelError
from beebox.pylang import Unit

if TYPE_CHECKING:
    from beebox.spec.tracepoints import Tracepoint

MAX_PROGRAMS = 64
"""BPF_TRACE_MAX_PROGS: more on one tracepoint is E2BIG"""

LISTS = {
    "raw_syscalls/sys_enter": native.RAW_ENTER,
    "raw_syscalls/sys_exit": native.RAW_EXIT,
    "sched/sched_process_fork": native.PROCESS_FORK,
    "sched/sched_process_exec": native.PROCESS_EXEC,
    "sched/sched_process_exit": native.PROCESS_EXIT,
    "signal/signal_deliver": native.SIGNALLED,
}

BEYOND = {
    "signal/signal_generate": "ptrace tells of a signal when it is taken, not when it is sent: "
    "signal/signal_deliver, and syscalls/sys_enter_kill and its kin, are there",
}
"""tracepoints that programs may be written for, and the box has not: what there is instead"""

TOLD = {"signal/signal_deliver": (native.SignalRecord.offset("sa_handler"), "sa_handler, sa_flags")}
"""records that are known in part: how many bytes, and which fields are not"""

RAW = {"sys_enter": native.TP_ENTER, "sys_exit": native.TP_EXIT}

RAW_NOT_BUILT = frozenset(
    ("sched_process_fork", "sched_process_exec", "sched_process_exit", "sched_switch")
)

_ALL_ENTRIES = {native.RAW_ENTER, native.TP_ENTER}
_ALL_EXITS = {native.RAW_EXIT, native.TP_EXIT}

UNIT = Unit("hooks", [native.handle])


if TYPE_CHECKING:  # a protocol costs every start its making
    from typing import Protocol

    class Runnable(Protocol):
        """What can be attached."""

        @property
        def address(self) -> int:
            """Its machine code."""

        @property
        def max_ctx_offset(self) -> int:
            """How far into the context it reads."""

        @property
        def runs(self) -> int:
            """The address of its counter."""


class HookTable:
    """The native `Hooks`, and who is in its lists."""

    def __init__(self) -> None:
        size = native.Hooks.size
        tables = 2 * 8 * native.NUMBERS
        self._pages = Pages(PAGE + tables + native.RECORD + native.TEXT_MAX)
        self.address = self._pages.address
        hooks: Any = native.Hooks.at(self.address)
        assert size <= PAGE
        hooks.enter = self.address + PAGE
        hooks.exit = hooks.enter + 8 * native.NUMBERS
        hooks.record = hooks.exit + 8 * native.NUMBERS
        self.hooks = hooks
        self._fence = threading.Lock()
        self.changed: Callable[[], None] = lambda: None
        """Called whenever something was attached or detached."""
        self._programs: dict[int, list[tuple[Runnable, int]]] = {}
        self._lists: dict[int, ctypes.Array[ctypes.c_char]] = {}

    @property
    def run(self) -> int:
        """The address of the program thread's `Run`."""
        return self.address

    @property
    def record(self) -> tuple[int, int]:
        """Address and size of the memory that contexts are made in."""
        return self.hooks.record, native.RECORD

    def handler(self) -> int:
        """Return the address of `native.handle`, compiled."""
        return UNIT.load().address(native.handle)

    def attach(self, tracepoint: Tracepoint, program: Runnable, cookie: int) -> Callable[[], None]:
        """Attach *program*; return what undoes it.

        Raises:
            KernelError: E2BIG there are 64 already, EOPNOTSUPP the box has not all of its record.
        """
        key = f"{tracepoint.category}/{tracepoint.name}"
        size, rest = TOLD.get(key, (tracepoint.size, ""))
        if program.max_ctx_offset > size:
            raise KernelError(EOPNOTSUPP, f"{rest} of {key}, which ptrace does not tell the box")
        return self.add(self._place(tracepoint), program, cookie)

    def attach_raw(self, name: str, program: Runnable, cookie: int) -> Callable[[], None]:
        """Attach *program* to raw tracepoint *name*.

        Raises:
            KernelError: ENOENT no such one, EOPNOTSUPP the box has it not yet, E2BIG.
        """
        if name not in RAW:
            known = name in RAW_NOT_BUILT
            raise KernelError(EOPNOTSUPP if known else ENOENT, f"raw tracepoint {name} in the box")
        return self.add(self._list(RAW[name]), program, cookie)

    def _place(self, tracepoint: Tracepoint) -> int:
        """Return the address of the word that leads to the list of *tracepoint*."""
        if tracepoint.category != "syscalls":
            key = f"{tracepoint.category}/{tracepoint.name}"
            if key not in LISTS:
                raise KernelError(EOPNOTSUPP, f"tracepoint {key} in the box: {BEYOND[key]}")
            return self._list(LISTS[key])
        leaving = tracepoint.name.startswith("sys_exit_")
        table: int = self.hooks.exit if leaving else self.hooks.enter
        return table + 8 * tracepoint.nr

    def _list(self, number: int) -> int:
        return int(self.address + native.Hooks.offset("lists") + 8 * number)

    def add(self, place: int, program: Runnable, cookie: int) -> Callable[[], None]:
        """Put *program* into the list that the word at *place* leads to; return what undoes it."""
        programs = self._programs.setdefault(place, [])
        if len(programs) >= MAX_PROGRAMS:
            raise KernelError(E2BIG, "64 programs are attached there")
        attached = (program, cookie)
        programs.append(attached)
        self._publish(place)

        def undo() -> None:
            programs.remove(attached)
            self._publish(place)
            self.synchronize()

        return undo

    def _publish(self, place: int) -> None:
        """Make the native list anew and put it in place of the old one."""
        programs = self._programs[place]
        word = ctypes.c_uint64.from_address(place)
        old = self._lists.pop(place, None)
        if programs:
            size = native.Attached.size
            made = ctypes.create_string_buffer(size * (len(programs) + 1))
            for index, (program, cookie) in enumerate(programs):
                item: Any = native.Attached.at(ctypes.addressof(made) + size * index)
                item.program = program.address
                item.runs = program.runs
                item.cookie = cookie
            self._lists[place] = made
            word.value = ctypes.addressof(made)
        else:
            word.value = 0
        self.changed()
        if old is not None:
            self.synchronize()

    def synchronize(self) -> None:
        """Wait until `handle` has returned, if it runs: then nothing old is in use any more."""
        with self._fence:  # what was published is seen before the epoch is read
            seen = self.hooks.epoch
        while seen & 1 and self.hooks.epoch == seen:
            time.sleep(0.0001)

    @property
    def signals(self) -> bool:
        """Whether some attached program wants signals."""
        return bool(self._programs.get(self._list(native.SIGNALLED)))

    def wanted(self) -> tuple[Iterable[int], Iterable[int]]:
        """Return the system calls whose entry, and whose exit, some attached program wants."""
        places = {place for place, programs in self._programs.items() if programs}
        return (
            self._numbers(places, self.hooks.enter, _ALL_ENTRIES),
            self._numbers(places, self.hooks.exit, _ALL_EXITS),
        )

    def _numbers(self, places: set[int], table: int, every: set[int]) -> Iterable[int]:
        if any(self._list(number) in places for number in every):
            return range(native.NUMBERS)
        end = table + 8 * native.NUMBERS
        return frozenset((place - table) // 8 for place in places if table <= place < end)

    def close(self) -> None:
        """Free the memory."""
        self._pages.close()
