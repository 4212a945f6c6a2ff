"""Tools that add up in the kernel, and print a table at the end or at intervals."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from beebox.tools.base import Output, Session, add_tasks, nowhere, positive
from beebox.tools.stream import Column, header, line, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from beebox.loader import Loaded
    from beebox.loader.map import Map


CLEAR = "\033[H\033[J"
"""what makes a terminal empty"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of tools that add up: whose, how often, how much of it."""
    add_tasks(parser)
    add = parser.add_argument
    add(
        "-i", "--interval", type=positive, metavar="SECONDS", help="print, and begin anew, so often"
    )
    add("-T", "--top", type=rows_shown, metavar="N", help="only the first N rows")


def rows_shown(text: str) -> int:
    """Parse a number of rows."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of rows")
    return int(text)


def taken(counts: Map) -> Iterator[tuple[Any, Any]]:
    """Yield each key and value of a map, and take them out of it."""
    for key in list(counts.keys()):
        value = counts.get(key)
        if value is not None:
            del counts[key]
            yield key, value


def summarise(
    live: Loaded,
    options: argparse.Namespace,
    command: Sequence[str],
    columns: Sequence[Column],
    rows: Callable[[Loaded], Iterable[object]],
    aim: Callable[[int], None] = nowhere,
    *,
    clear: bool = False,
) -> int:
    """Print what *rows* returns at each interval and at the end; return the exit status.

    JSON has one object for each row, with the seconds since the beginning. *aim* says where
    programs go (`Session.start`). With *clear* a table takes the place of the one before.
    """
    output = Output(options.output, as_json=options.json)
    begun = time.monotonic()
    with Session(live, output) as session:
        session.start(command, options.pid or options.tid, aim)
        for _ in intervals(session, options.interval, options.duration):
            found = list(rows(live))[: options.top]
            seconds = round(time.monotonic() - begun, 3)
            if options.json:
                for row in found:
                    output.record({"seconds": seconds, **record(columns, row)})
                continue
            output.line(f"{CLEAR * clear}[{time.strftime('%H:%M:%S')}]")
            output.line(header(columns))
            for row in found:
                output.line(line(columns, row))
            output.line("")
        return session.finish()


def intervals(session: Session, every: float | None, seconds: float | None) -> Iterator[None]:
    """Yield each *every* seconds, and once at the end: of the command, the time or by the user."""
    deadline = None if seconds is None else time.monotonic() + seconds
    while True:
        left = None if deadline is None else max(deadline - time.monotonic(), 0)
        for _ in session.rounds([], min((s for s in (every, left) if s is not None), default=None)):
            pass
        yield
        if session.over or (deadline is not None and time.monotonic() >= deadline):
            return
