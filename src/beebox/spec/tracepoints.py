"""The tracepoints of the box: their ids, and records as Linux 6.18 lays them out.

A record starts with eight bytes that every tracepoint has (`COMMON`); a program of type TRACEPOINT
gets it as its context. Of the system calls (kernel/trace/trace_syscalls.c)::

    syscalls/sys_enter_X    8  int __syscall_nr       16 + 8 i  argument i, eight bytes each
    syscalls/sys_exit_X     8  int __syscall_nr       16        long ret

A ``__data_loc`` field is four bytes: the offset of the data in the record, and its length << 16.
What is here is data of Linux, not of this machine: only the numbers of system calls differ by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from beebox.abi import syscalls
from beebox.errors import NotSupported
from beebox.spec import tracepoint_rows


class Field(NamedTuple):
    """One field of a record: *type* in C, *offset* and *size* in bytes."""

    name: str
    type: str
    offset: int
    size: int
    signed: bool = False


class Tracepoint(NamedTuple):
    """A tracepoint: *fields* with the common ones, *nr* the system call it is of, or -1."""

    category: str
    name: str
    id: int
    fields: tuple[Field, ...]
    nr: int = -1

    @property
    def size(self) -> int:
        """Bytes of the record, without what ``__data_loc`` fields point at."""
        last = self.fields[-1]
        return last.offset + last.size

    @property
    def own(self) -> tuple[Field, ...]:
        """The fields that other tracepoints do not have."""
        return self.fields[len(COMMON) :]


COMMON = (
    Field("common_type", "unsigned short", 0, 2),
    Field("common_flags", "unsigned char", 2, 1),
    Field("common_preempt_count", "unsigned char", 3, 1),
    Field("common_pid", "int", 4, 4, signed=True),
)
_NUMBER = Field("__syscall_nr", "int", 8, 4, signed=True)
_RET = Field("ret", "long", 16, 8, signed=True)
_ENTER, _EXIT = "sys_enter_", "sys_exit_"

# Ids are ours, and stay as they are: others in their order from 1, system calls from 1000 by their
# number on x86-64, on every machine.
_FIRST_SYSCALL = 1000


def find(category: str, name: str) -> Tracepoint:
    """Return the tracepoint *category*/*name*.

    Raises:
        NotSupported: the box has none of that name; the hint has those that are near.
    """
    found = known(category, name)
    if found is None:
        key = f"{category}/{name}"
        raise NotSupported(f"no tracepoint {key}", _hint(key))
    return found


@lru_cache
def known(category: str, name: str) -> Tracepoint | None:
    """Return the tracepoint *category*/*name*, None if the box has none of that name."""
    return _enter_or_exit(name) if category == "syscalls" else _others().get(f"{category}/{name}")


def by_id(number: int) -> Tracepoint | None:
    """Return the tracepoint whose id is *number*, None if there is none."""
    if number < _FIRST_SYSCALL:
        return next((point for point in _others().values() if point.id == number), None)
    index, leaving = divmod(number - _FIRST_SYSCALL, 2)
    line = next(
        (line for line in _lines() if int(line.split("=", 1)[1].split(" ", 1)[0]) == index), ""
    )
    if not line:
        return None
    return _enter_or_exit((_EXIT if leaving else _ENTER) + line.split(" ", 1)[1].split("(", 1)[0])


def names() -> Iterator[str]:
    """Yield category/name of every tracepoint of the box."""
    yield from _others()
    for line in _lines():
        name = line.split(" ", 1)[1].split("(", 1)[0]
        yield f"syscalls/{_ENTER}{name}"
        yield f"syscalls/{_EXIT}{name}"


def _lines() -> Iterator[str]:
    """Yield the rows of the system calls."""
    return iter(tracepoint_rows.SYSCALLS.splitlines())


def _enter_or_exit(name: str) -> Tracepoint | None:
    """Return the tracepoint syscalls/*name*."""
    leaving = name.startswith(_EXIT)
    if not leaving and not name.startswith(_ENTER):
        return None
    short = name.removeprefix(_EXIT if leaving else _ENTER)
    text = "\n" + tracepoint_rows.SYSCALLS
    at = text.find(f" {short}(")
    if at < 0 or not short.isidentifier():
        return None
    syscall, _, index = text[text.rfind("\n", 0, at) + 1 : at].partition("=")
    number = syscalls.numbers().get(syscall)
    if number is None:
        return None
    identity = _FIRST_SYSCALL + 2 * int(index) + leaving
    start = at + len(short) + 2
    fields = (_RET,) if leaving else tuple(_arguments(text[start : text.index(")\n", start)]))
    return Tracepoint("syscalls", name, identity, (*COMMON, _NUMBER, *fields), number)


def _arguments(text: str) -> Iterator[Field]:
    """Yield the fields of "TYPE NAME, TYPE NAME"."""
    for index, argument in enumerate(text.split(", ") if text else ()):
        kind, _, name = argument.rpartition(" ")
        yield Field(name, kind, 16 + 8 * index, 8)


@lru_cache
def _others() -> dict[str, Tracepoint]:
    """Return the tracepoints that are of no single system call."""
    found = {}
    for number, line in enumerate(tracepoint_rows.FORMATS.splitlines(), 1):
        key, _, text = line.partition(": ")
        fields = []
        for row in text.split("; "):
            kind, name, offset, size, signed = row.rsplit(" ", 4)
            fields.append(Field(name, kind, int(offset), int(size), signed == "1"))
        category, _, name = key.partition("/")
        found[key] = Tracepoint(category, name, number, COMMON + tuple(fields))
    return found


def _hint(key: str) -> str:
    """Return what to say of a tracepoint that does not exist."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when it went wrong

    near = get_close_matches(key, names(), 3)
    return (
        f"near it are: {', '.join(near)}"
        if near
        else "the box has syscalls, raw_syscalls, sched and signal"
    )
