"""Histograms as bcc prints them, from tables that `beebox.lang.library.histogram` fills.

A program counts in a table whose key is a struct with ``slot``; its other fields say which of
several histograms is meant. ::

         usecs               : count     distribution
             0 -> 1          : 2        |********************                    |
             2 -> 3          : 4        |****************************************|
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from beebox.tools.base import Output, Session, add_tasks, nowhere, positive
from beebox.tools.summary import intervals, taken

if TYPE_CHECKING:
    from beebox.loader import Loaded

Section = tuple[tuple[str, object], ...]
"""which histogram: names and values, such as ``(("pid", 181),)``; empty if there is but one"""

STARS = 40


class Bar(NamedTuple):
    """One row: how many *values* from *low* to *high*."""

    low: int
    high: int
    values: int


def log2(counts: Mapping[int, int]) -> list[Bar]:
    """Return the bars of powers of two: *counts* by slot, as the program's ``log2`` counts them."""
    last = max(counts, default=0)
    bounds = ((1 << slot - 1 if slot > 1 else 0, (1 << slot) - 1) for slot in range(1, last + 1))
    return [Bar(low, high, counts.get(at, 0)) for at, (low, high) in enumerate(bounds, 1)]


def linear(counts: Mapping[int, int], step: int = 1) -> list[Bar]:
    """Return the bars of *step* each, from the first to the last slot that counted something."""
    slots = range(min(counts, default=0), max(counts, default=-1) + 1)
    return [Bar(slot * step, (slot + 1) * step - 1, counts.get(slot, 0)) for slot in slots]


def lines(bars: Sequence[Bar], unit: str) -> Iterator[str]:
    """Yield the lines of a histogram: bcc's, also for values beyond ten digits or of one number."""
    most = max((bar.values for bar in bars), default=0)
    single = all(bar.low == bar.high for bar in bars)
    width = 10 if not bars or bars[-1].high < 1 << 32 else 20
    stars = STARS if width == 10 else STARS // 2
    name = f"{unit:<13}" if single else f"{unit:<{19 if width == 10 else 29}}"
    yield " " * (5 if width == 10 else 15) + f"{name} : count     distribution"
    for bar in bars:
        drawn = "*" * (stars * bar.values // most if most else 0)
        of = f"{bar.low:>{width}}" + ("" if single else f" -> {bar.high:<{width}}")
        place = f"        {bar.low:<{width}}" if single else of
        yield f"{place} : {bar.values:<8} |{drawn:<{stars}}|"


def record(bars: Sequence[Bar]) -> list[dict[str, int]]:
    """Return what JSON says of a histogram: the bars that are not empty."""
    return [{"low": bar.low, "high": bar.high, "count": bar.values} for bar in bars if bar.values]


def add_arguments(parser: argparse.ArgumentParser, *, milliseconds: bool = True) -> None:
    """Add the options of tools that print histograms: whose, how often, in which unit."""
    add_tasks(parser)
    add = parser.add_argument
    add("-i", "--interval", type=positive, metavar="SECONDS", help="print and begin anew so often")
    if milliseconds:
        add("-m", "--milliseconds", action="store_true", help="in milliseconds, not microseconds")


def show(
    live: Loaded,
    options: argparse.Namespace,
    command: Sequence[str],
    unit: str,
    section: Callable[[Any], Section] = lambda _: (),
    bars: Callable[[Mapping[int, int]], list[Bar]] = log2,
    keep: Callable[[Any], bool] = lambda _: True,
    top: int | None = None,
    aim: Callable[[int], None] = nowhere,
    below: Callable[[Output], None] = lambda _: None,
) -> int:
    """Print the histograms of map ``counts`` at each interval and at the end.

    *section* says of a key to which histogram it belongs, *keep* whether it is to be shown; of many
    histograms the *top* have most values. *aim* says where programs go (`Session.start`), *below*
    adds what comes after. JSON has one object for each, with the seconds since the beginning.
    Returns the exit status to end with.
    """
    output = Output(options.output, as_json=options.json)
    begun = time.monotonic()
    with Session(live, output) as session:
        session.start(command, options.pid or options.tid, aim)
        for _ in intervals(session, options.interval, options.duration):
            kept = ((key, count) for key, count in taken(live.maps["counts"]) if keep(key))
            found = sections(kept, section)[-(top or 0) :]
            if options.json:
                seconds = round(time.monotonic() - begun, 3)
                for of, counts in found:
                    told = {"unit": unit, "histogram": record(bars(counts))}
                    output.record({"seconds": seconds, **dict(of), **told})
                below(output)
                continue
            output.line(f"[{time.strftime('%H:%M:%S')}]")
            write(output, unit, [(of, bars(counts)) for of, counts in found])
            below(output)
        return session.finish()


def write(output: Output, unit: str, histograms: Sequence[tuple[Section, Sequence[Bar]]]) -> None:
    """Print histograms, each below what says which it is."""
    for of, drawn in histograms:
        output.line("")
        for name, value in of:
            output.line(f"{name} = {value}")
        for line in lines(drawn, unit):
            output.line(line)
    output.line("")


def sections(
    items: Iterator[tuple[Any, int]], section: Callable[[Any], Section]
) -> list[tuple[Section, Counter[int]]]:
    """Return the counts by slot of each histogram; that with the most values comes last."""
    found: defaultdict[Section, Counter[int]] = defaultdict(Counter)
    for key, count in items:
        found[section(key)][key.slot] += count
    return sorted(found.items(), key=lambda item: (item[1].total(), str(item[0])))
