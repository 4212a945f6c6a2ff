"""Tools that print one line for each event: their columns, and the loop that prints them."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from beebox.tools.base import Output, Session, add_tasks, nowhere

if TYPE_CHECKING:
    from beebox.loader import Loaded

Value = Callable[[Any], object]


class Records(Protocol):
    """What makes an event of a ring's record: a Struct, or what knows better."""

    def read(self, data: memoryview, /) -> Any:
        """Return the event."""


class Column(NamedTuple):
    """One column: its name, its place (``">6"``, as in a format; empty: the rest), its value.

    JSON has the value under *key*, by default the name in small letters; a line has *text* of it.
    """

    name: str
    place: str
    value: Value
    text: Callable[[Any], str] = str
    key: str = ""


def field(name: str, place: str, title: str = "", text: Callable[[Any], str] = str) -> Column:
    """Return the column of a field of the event, named as it is or *title*."""
    return Column(title or name.upper(), place, lambda event: getattr(event, name), text)


def header(columns: Iterable[Column]) -> str:
    """Return the line above the events."""
    return " ".join(format(column.name, column.place) for column in columns).rstrip()


def line(columns: Iterable[Column], event: object) -> str:
    """Return the line of one event."""
    return " ".join(format(c.text(c.value(event)), c.place) for c in columns)


def record(columns: Iterable[Column], event: object) -> dict[str, object]:
    """Return what JSON says of one event."""
    return {column.key or column.name.lower(): column.value(event) for column in columns}


def printable(text: str) -> str:
    """Return *text* with what would break its line, or is no text, as escapes."""
    if text.isprintable():
        return text
    raw = (c if c.isprintable() else c.encode("utf-8", "surrogateescape") for c in text)
    return "".join(
        c if isinstance(c, str) else "".join(f"\\x{byte:02x}" for byte in c) for c in raw
    )


TIME = Column("TIME", "8", lambda event: event.time, lambda _: time.strftime("%H:%M:%S"))
"""JSON has nanoseconds since boot; a line the time of day it is printed at."""
UID = field("uid", "<7")
PID = field("pid", "<6")
COMM = field("comm", "<16", text=printable)


def error(ret: int) -> int:
    """Return the error number in a system call's result; 0: it succeeded."""
    return -ret if ret < 0 else 0


def add_arguments(parser: argparse.ArgumentParser, *, failed: bool = True) -> None:
    """Add the options of tools that show events of tasks: whose, which, with what."""
    add_tasks(parser)
    add = parser.add_argument
    add("-n", "--name", help="only tasks whose name contains this")
    if failed:
        add("-x", "--failed", action="store_true", help="only what failed")
    add("-T", "--timestamp", action="store_true", help="show the time")
    add("-U", "--print-uid", action="store_true", help="show the user id")


def shown(options: argparse.Namespace, columns: Iterable[Column]) -> list[Column]:
    """Return the columns to show: with time and user, if asked for."""
    return [*[TIME] * options.timestamp, *[UID] * options.print_uid, *columns]


def stream(
    live: Loaded,
    options: argparse.Namespace,
    command: Sequence[str],
    event: Records,
    columns: Sequence[Column],
    keep: Callable[[Any], bool] = lambda _: True,
    told: Sequence[Column] = (),
    aim: Callable[[int], None] = nowhere,
    below: Callable[[Any], Iterable[str]] = lambda _: (),
) -> int:
    """Print the records of ring ``events``, an *event* each, until COMMAND ends or the user does.

    JSON has the time and *told*, by default the user and the columns. *aim* says where programs
    go (`Session.start`), *below* what follows an event's line. Returns the exit status to end with.
    """
    output = Output(options.output, as_json=options.json)
    told = [TIME, *(told or [UID, *columns])]
    columns = shown(options, columns)
    with Session(live, output) as session:
        if not options.json:
            output.line(header(columns))
        session.start(command, options.pid or options.tid, aim)
        for data in session.events("events", options.duration):
            made: Any = event.read(data)
            if (options.name and options.name not in made.comm) or not keep(made):
                continue
            if options.json:
                output.record(record(told, made))
            else:
                output.line(line(columns, made))
                for text in below(made):
                    output.line(text)
        return session.finish()
