"""Reading the kernel's structs in the box: fields at the offsets of the types in use.

Programs that start from bpf_get_current_task follow addresses (`beebox.box.places`) at which
nothing is: bpf_probe_read_kernel makes the field that is asked for, by what `task_struct` and
`open_files` know. Other fields cannot be read (-EFAULT, so 0 in Python), and are noted.
"""

from __future__ import annotations

from errno import EFAULT
from typing import TYPE_CHECKING, Any, Final

from beebox.box import open_files, task_struct
from beebox.box.comm import read_comm
from beebox.box.open_files import of_file
from beebox.box.pages import PAGE, Pages
from beebox.box.places import (
    ARRAY,
    DENTRY,
    FILE,
    FILES,
    INODE,
    NAME,
    SUPER,
    TABLE,
    TASK,
    file_of,
    kind_of,
    offset_of,
    place,
    task_of,
)
from beebox.box.proc import NAME as NAME_SIZE
from beebox.box.proc import Asked, Words, file_name, file_stat, write_words
from beebox.box.task_struct import of_task
from beebox.pylang import Array, Struct, addr, cast, cpu, i64, native, ptr, u8, u32, u64
from beebox.sources.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beebox.btf.types import Btf

FIELDS: Final = (*task_struct.FIELDS, *open_files.FIELDS)
STRUCTS: Final = {
    "task_struct": TASK,
    "files_struct": FILES,
    "fdtable": TABLE,
    "file": FILE,
    "inode": INODE,
    "dentry": DENTRY,
    "super_block": SUPER,
}
_COUNT: Final = len(FIELDS)
_TASKS: Final = len(task_struct.FIELDS)
_COMM: Final = task_struct.COMM
_MOST: Final = 16
_POINTER: Final = 8


class Layout(Struct):
    """Where each of `FIELDS` is; and which places were asked for in vain: `missed`."""

    words: Words
    tasks: ptr[Task]
    """The table of all tasks under watch, by tid; None while there is none."""
    kind: Array[u32, 32]
    at: Array[u32, 32]
    size: Array[u32, 32]
    count: u32
    """How many of *missed* are in use."""
    missed: Array[u32, 16]


@native
def find_field(layout: ptr[Layout], source: u64) -> u32:
    """Return the field that *source* is in; `_COUNT`: it is in none."""
    offset = offset_of(source)
    for field in range(_COUNT):
        begin = layout.at[field]
        inside = offset >= begin and offset - begin < layout.size[field]
        if inside and layout.kind[field] == kind_of(source):
            return u32(field)
    return u32(_COUNT)


@native
def note(layout: ptr[Layout], source: u64) -> None:
    """Take note of a field that is not there."""
    missed = kind_of(source) << 16 | offset_of(source)
    for at in range(layout.count):
        if layout.missed[at] == missed:
            return
    if layout.count < _MOST:
        layout.missed[layout.count] = missed
        layout.count += 1


@native
def left(layout: ptr[Layout], source: u64) -> u64:
    """Return how many bytes there are from *source* to the end of its field; 0: nothing is."""
    if kind_of(source) == NAME:
        return u64(NAME_SIZE - min(offset_of(source), u32(NAME_SIZE)))
    if kind_of(source) == ARRAY:
        return u64(_POINTER - offset_of(source))
    field = find_field(layout, source)
    if field == _COUNT:
        note(layout, source)
        return u64(0)
    return u64(layout.at[field] + layout.size[field] - offset_of(source))


@native
def fill(layout: ptr[Layout], asked: ptr[Asked], run: ptr[Task], to: ptr[u64], source: u64) -> u32:
    """Make the whole field that *source* is in, up to `NAME` bytes; return where it begins."""
    tid, fd, kind = task_of(source), file_of(source), kind_of(source)
    words = addr(layout.words)
    if kind == NAME:
        file_name(words, tid, fd, cast(ptr[u8], to))
        return u32(0)
    if kind == ARRAY:
        to[0] = place(u32(FILE), tid, fd) if file_stat(words, asked, tid, fd) else u64(0)
        return u32(0)
    task = run
    if tid != run.tid and layout.tasks is not None:
        task = layout.tasks + tid
    field = find_field(layout, source)
    if field == _COMM and task.tid == tid:
        read_comm(task, cast(ptr[u8], to))
    elif field < _TASKS:
        to[0] = of_task(words, field, tid, task) if field != _COMM else u64(0)
    else:
        to[0] = of_file(words, asked, field - _TASKS, tid, fd)
    return layout.at[field]


@native
def read_struct(
    layout: ptr[Layout], asked: ptr[Asked], run: ptr[Task], to: ptr[u8], size: u64, source: u64
) -> i64:
    """Read *size* bytes of one field: 0, or -EFAULT and zeroes. *run* is the current task."""
    if size > left(layout, source):
        cpu.fill(to, u8(0), size)
        return i64(-EFAULT)
    value = Array[u64, 32]()
    begin = fill(layout, asked, run, value, source)
    cpu.copy(to, cast(ptr[u8], value) + (offset_of(source) - begin), size)
    return i64(0)


class KernelStructs:
    """The `Layout`, filled in when a program first asks for a task."""

    def __init__(self) -> None:
        self._pages = Pages(PAGE)
        self.layout: Any = Layout.at(self._pages.address)
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
        write_words(self.layout.words)
        ids = {name: list(_records(btf, btf.find_all(name))) for name in STRUCTS}
        for index, field in enumerate(FIELDS):
            name, _, path = field.partition(".")
            self.layout.kind[index] = STRUCTS[name]
            places = (_place(btf, each, path) for each in ids[name])
            place = next(filter(None, places), (0, 0))
            self.layout.at[index], self.layout.size[index] = place

    def missed(self) -> list[str]:
        """Return the names of fields that programs asked for in vain."""
        if self._btf is None:
            return []
        names = {kind: name for name, kind in STRUCTS.items()}
        return [
            self._name(self._btf, names[missed >> 16], missed & 0xFFFF)
            for missed in self.layout.missed[: self.layout.count]
        ]

    def _name(self, btf: Btf, struct: str, at: int) -> str:
        for each in _records(btf, btf.find_all(struct)):
            for name, start, type_id in _members(btf, each):
                if start <= at < start + btf.size(type_id):
                    return f"{struct}.{name}"
        return f"{struct} at {at}"

    def close(self) -> None:
        """Free the memory."""
        self._pages.close()


def _records(btf: Btf, ids: list[int]) -> Iterator[int]:
    """Yield those of *ids* that are structs or unions."""
    return (each for each in ids if btf.kind(each) in {"struct", "union"})


def _members(btf: Btf, type_id: int, base: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield name, offset and type of the fields of a struct, through those without a name."""
    for member in btf.type(type_id).members:  # type: ignore[union-attr]  # it has them
        start = base + member.offset // 8
        if member.name:
            yield member.name, start, member.type
        else:
            for inner in _records(btf, [btf.resolve(member.type)]):
                yield from _members(btf, inner, start)


def _place(btf: Btf, type_id: int, path: str) -> tuple[int, int] | None:
    """Return offset and size of a field, None if there is none; *path* may lead into structs."""
    first, _, rest = path.partition(".")
    for name, start, kind in _members(btf, type_id):
        if name == first and not rest:
            return start, btf.size(kind)
        if name == first:
            inner = _place(btf, btf.resolve(kind), rest)
            return inner and (start + inner[0], inner[1])
    return None
