"""The kernel's task_struct, as far as the box has it: fields at the offsets of the types in use.

A task's address is made of its id. Nothing is there: bpf_probe_read_kernel makes the field that is
asked for, of what is known of a task under watch, or of /proc for another one (a parent, say).
Other fields cannot be read (-EFAULT, so 0 in Python); `TaskTypes.missed` names them. Of parents the
process's first thread is given, whichever thread it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from errno import EFAULT
from typing import TYPE_CHECKING, Any, Final

from beebox.abi.syscalls import numbers
from beebox.box.comm import read_comm
from beebox.box.pages import PAGE, Pages
from beebox.pylang import Array, Struct, addr, cast, char, cpu, i32, i64, native, ptr, u8, u32, u64
from beebox.sources.task import Task

if TYPE_CHECKING:
    from beebox.btf.types import Btf

TASKS: Final = 0xFFFF_8880_0000_0000
"""Where they begin: an address that no process has."""
_ROOM: Final = 14
"""The logarithm of how far they are apart."""
_SPAN: Final = 1 << 22 + _ROOM

FIELDS: Final = (
    "pid", "tgid", "exit_code", "comm", "start_time", "start_boottime", "real_parent", "parent",
    "group_leader",
)  # fmt: skip
_COUNT: Final = len(FIELDS)
_TGID: Final = 1
_COMM: Final = 3
_BOOT: Final = 5
_MOST_MISSED: Final = 8

_OPENAT, _CLOSE, _READ, _CLOCK = (
    numbers().get(name, 0) for name in ("openat", "close", "read", "clock_gettime")
)
_AT_FDCWD: Final = -100
_SECOND: Final = 1_000_000_000
_TICK: Final = _SECOND // 100
"""of /proc: USER_HZ"""
_MONOTONIC: Final = 1
_BOOTTIME: Final = 7
_PREFIX: Final = 6
_PPID: Final = 1
_STARTED: Final = 19
_SPACE: Final = 32
_ZERO: Final = 48
_BRACKET: Final = 41


class Layout(Struct):
    """Where the fields are, and which were asked for in vain: `missed`, their offsets."""

    proc: Array[char, 8]
    stat: Array[char, 8]
    at: Array[u32, 16]
    size: Array[u32, 16]
    count: u32
    """How many of *missed* are in use."""
    missed: Array[u32, 8]


@native
def address_of(tid: u32) -> u64:
    """Return the address of the task_struct of *tid*."""
    return u64(TASKS) + (u64(tid) << _ROOM)


@native
def is_task(address: u64) -> bool:
    """Say whether *address* is in a task_struct."""
    return address - TASKS < _SPAN


@native
def read_stat(layout: ptr[Layout], tid: u32, number: u32) -> u64:
    """Return a number of /proc/<tid>/stat, counted from the state, which is 0; 0 if it is gone."""
    digits = Array[char, 12]()
    count = u32(0)
    rest = tid
    while rest != 0:
        digits[count] = char(_ZERO + rest % 10)
        rest = rest // 10
        count += 1
    path = Array[char, 32]()
    cpu.copy(path, addr(layout.proc), _PREFIX)
    for at in range(count):
        path[_PREFIX + at] = digits[count - 1 - at]
    cpu.copy(cast(ptr[char], path) + _PREFIX + count, addr(layout.stat), _PREFIX)
    fd = i32(cpu.syscall(_OPENAT, _AT_FDCWD, path, 0, 0))
    if fd < 0:
        return u64(0)
    text = Array[u8, 1024]()
    size = cpu.syscall(_READ, fd, text, 1024)
    cpu.syscall(_CLOSE, fd)
    place = max(size - 1, 0)
    while place > 0 and text[place] != _BRACKET:
        place -= 1
    place += 2
    value = u64(0)
    at_field = u32(0)
    while place < size and at_field <= number:
        if text[place] == _SPACE:
            at_field += 1
        elif at_field == number:
            value = value * 10 + u64(text[place] - _ZERO)
        place += 1
    return value


@native
def now(clock: i32) -> u64:
    """Return what a clock shows, in nanoseconds."""
    time = Array[u64, 2]()
    cpu.syscall(_CLOCK, clock, time)
    return u64(time[0] * _SECOND + time[1])


@native
def number_of(layout: ptr[Layout], task: ptr[Task], tid: u32, field: u32) -> u64:
    """Return the value of a field of task *tid*, whose place is *task*."""
    watched = task.tid == tid
    match field:
        case 0:
            return u64(tid)
        case 1 | 8:
            tgid = task.tgid if watched else tid
            return u64(tgid) if field == _TGID else address_of(tgid)
        case 2:
            return u64(task.exit_code) if watched else u64(0)
        case 4 | 5:
            began = task.start_boottime if watched else read_stat(layout, tid, _STARTED) * _TICK
            return began if field == _BOOT else began - (now(_BOOTTIME) - now(_MONOTONIC))
    return address_of(u32(read_stat(layout, tid, _PPID)))


@native
def note(layout: ptr[Layout], offset: u32) -> None:
    """Take note of a field that is not there."""
    for at in range(layout.count):
        if layout.missed[at] == offset:
            return
    if layout.count < _MOST_MISSED:
        layout.missed[layout.count] = offset
        layout.count += 1


@native
def read_task(layout: ptr[Layout], run: ptr[Task], to: ptr[u8], size: u64, source: u64) -> i64:
    """Read *size* bytes of a task_struct: 0, or -EFAULT and zeroes. *run* is the current task."""
    tid = u32((source - TASKS) >> _ROOM)
    offset = u32((source - TASKS) & ((1 << _ROOM) - 1))
    cpu.fill(to, u8(0), size)
    for field in range(_COUNT):
        begin = layout.at[field]
        if offset < begin or u64(offset - begin) + size > u64(layout.size[field]):
            continue
        task = run
        if run.tid != 0:  # else it is in no table
            task = run + (i64(tid) - i64(run.tid))
        value = Array[u8, 16]()
        if field != _COMM:
            cast(ptr[u64], value)[0] = number_of(layout, task, tid, u32(field))
        elif task.tid == tid:
            read_comm(task, cast(ptr[u8], value))
        else:
            break
        cpu.copy(to, cast(ptr[u8], value) + (offset - begin), size)
        return i64(0)
    note(layout, offset)
    return i64(-EFAULT)


class TaskTypes:
    """The `Layout`, filled in when a program first asks for a task."""

    def __init__(self) -> None:
        self._pages = Pages(PAGE)
        self._layout: Any = Layout.at(self._pages.address)
        self._btf: Btf | None = None

    @property
    def address(self) -> int:
        """The native `Layout`."""
        return self._pages.address

    def learn(self, btf: Btf) -> None:
        """Take the fields' places from *btf*."""
        if self._btf is not None:
            return
        self._btf = btf
        self._layout.proc = b"/proc/"
        self._layout.stat = b"/stat"
        for name, offset, size in _fields(btf):
            if name in FIELDS:
                self._layout.at[FIELDS.index(name)] = offset
                self._layout.size[FIELDS.index(name)] = size

    def missed(self) -> list[str]:
        """Return the names of fields that programs asked for in vain."""
        if self._btf is None:
            return []
        offsets = self._layout.missed[: self._layout.count]
        fields = list(_fields(self._btf))
        return [
            next((n for n, start, size in fields if start <= at < start + size), f"at {at}")
            for at in offsets
        ]

    def close(self) -> None:
        """Free the memory."""
        self._pages.close()


def _fields(btf: Btf) -> Iterator[tuple[str, int, int]]:
    """Yield name, offset and size of the fields of task_struct."""
    for found in btf.find_all("task_struct"):
        if btf.kind(found) == "struct":
            for member in btf.type(found).members:  # type: ignore[union-attr]  # a struct has them
                yield member.name, member.offset // 8, btf.size(member.type)
