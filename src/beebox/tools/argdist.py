"""Values of arguments and results of functions, and times in them: counted, or as histograms."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from beebox.errors import NotSupported
from beebox.tools import functions, histogram, summary, targets
from beebox.tools.base import Output, Session, tasks
from beebox.tools.probe import distribution, program
from beebox.tools.probe.distribution import Spec
from beebox.tools.stream import printable

if TYPE_CHECKING:
    from beebox.bpf import Kernel
    from beebox.loader import Loaded

EXAMPLES = """\
  sudo beebox argdist --kernel linux -H 'p:c:malloc(size_t size):size_t:size' -- ls
  sudo beebox argdist --kernel linux -C 'p:c:write(int fd):int:fd' -i 5 -p 181
  sudo beebox argdist --kernel linux -C 'r:c:open():int:$retval:$latency > 100000#slow' -p 181
  sudo beebox argdist --kernel linux -H 'r:c:read(int f, void *b, size_t n):u64:$entry(n)' -p 181
  beebox argdist -C 't:syscalls:sys_enter_openat():char*:args.filename' -- ls      in the box, too

A specifier is {p,r,t}:[FILE]:FUNCTION(SIGNATURE)[:TYPE,...:EXPRESSION,...[:FILTER]][#LABEL].
Expressions are those of `beebox trace`; after r: also $latency (nanoseconds) and $entry(NAME).
"""


class Wanted(argparse.Action):
    """Keeps the specifiers of -C and -H in their order."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option: str | None = None,
    ) -> None:
        """Add one."""
        del parser
        drawn = option in ("-H", "--histogram")
        namespace.specifiers = [*(namespace.specifiers or []), (values, drawn)]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is counted, and the options of argdist."""
    add = parser.add_argument
    for short, name, says in (
        ("-C", "--count", "count each value apart"),
        ("-H", "--histogram", "count them in a histogram of powers of two"),
    ):
        add(short, name, action=Wanted, dest="specifiers", metavar="SPECIFIER", help=says)
    summary.add_arguments(parser)
    functions.add_arguments(parser)
    add("-z", "--string-size", type=size, default=80, metavar="BYTES", help="the longest text")
    add("--show-program", action="store_true", help="print the program that is made, and end")


def size(text: str) -> int:
    """Parse how long a text may be."""
    if not text.isdecimal() or not 2 <= int(text) <= distribution.MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 2 to {distribution.MOST}")
    return int(text)


def report(live: Loaded, spec: Spec, output: Output, top: int | None, seconds: float) -> None:
    """Print what was counted for a specifier; begin anew."""
    found = list(summary.taken(live.maps[f"counts{spec.number}"]))
    if spec.drawn:
        bars = histogram.log2({key.slot: count for key, count in found})
        unit = spec.told[0].name
        if output.as_json:
            drawn = histogram.record(bars)
            told = {"specifier": spec.label, "unit": unit}
            output.record({"seconds": seconds, **told, "histogram": drawn})
        else:
            output.line(spec.label)
            histogram.write(output, unit, [((), bars)])
        return
    counts: Counter[tuple[int | str, ...]] = Counter()
    for key, count in found:
        counts[values(spec, key)] += count
    if not output.as_json:
        output.line(spec.label)
        output.line(f"\t{'COUNT':<10} EVENT")
    for made, count in sorted(counts.items(), key=lambda row: (-row[1], str(row[0])))[:top]:
        named = {each.name: value for each, value in zip(spec.told, made, strict=True)}
        if output.as_json:
            told = {"specifier": spec.label}
            output.record({"seconds": seconds, **told, "count": count, "values": named})
        else:
            event = ", ".join(f"{name} = {value!r}" for name, value in named.items())
            output.line(f"\t{count:<10} {printable(event) or 'calls'}")


def values(spec: Spec, key: Any) -> tuple[int | str, ...]:
    """Return the values of a key as their types have them."""
    made: list[int | str] = []
    for at, each in enumerate(spec.told):
        value = getattr(key, f"v{at}")
        negative = each.kind.signed and value >> 63
        made.append(value - (1 << 64) if negative else value)
    return tuple(made)


def main(kernel: Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Count, until COMMAND ends or the user has enough."""
    if not options.specifiers:
        raise NotSupported("nothing is to be counted", "-C SPECIFIER, or -H SPECIFIER")
    specs = [
        distribution.read(text, number, kernel, options, command, drawn=drawn)
        for number, (text, drawn) in enumerate(options.specifiers)
    ]
    text = "\n".join([program.HEAD, *(spec.text for spec in specs)])
    if options.show_program:
        print(text)
        return 0
    _, live = program.load(kernel, text, **tasks(options, command))
    probes = {}
    for spec in specs:
        ret = spec.place.kind == "r"
        probes[f"count{spec.number}"] = targets.probes(spec.place.found, ret=ret)
        if spec.entry:
            probes[f"enter{spec.number}"] = targets.probes(spec.place.found)
    output = Output(options.output, as_json=options.json)
    begun = time.monotonic()
    with Session(live, output) as session:
        pid = options.pid or options.tid
        session.start(command, pid, functions.Aim(live, options, probes))
        for _ in summary.intervals(session, options.interval, options.duration):
            seconds = round(time.monotonic() - begun, 3)
            if not options.json:
                output.line(f"[{time.strftime('%H:%M:%S')}]")
            for spec in specs:
                report(live, spec, output, options.top, seconds)
        return session.finish()
