"""Calls of a function, or hits of a tracepoint, that you choose, in a format of your own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from beebox.tools import functions, stream, targets
from beebox.tools.base import tasks
from beebox.tools.probe import program, tracing
from beebox.tools.stream import COMM, PID, Column, field, printable

if TYPE_CHECKING:
    from beebox.bpf import Kernel
    from beebox.loader import Loaded
    from beebox.tools.stacks import Stacks

EXAMPLES = """\
  sudo beebox trace --kernel linux 'c:open "%s %d", arg1, arg2' -- ls
  sudo beebox trace --kernel linux 'c:write(int fd, char *b, size_t n) (n > 9) "%d", n' -p 7
  sudo beebox trace --kernel linux 'r:c:malloc (retval == 0)' --stack -- ./prog
  sudo beebox trace --kernel linux 'c:getenv(char *name) (name == "HOME")' -- bash -c true
  beebox trace 't:syscalls:sys_enter_openat "%s", args.filename' -- ls      in the box, too

PROBE is [p:|r:][FILE:]FUNCTION[(TYPE NAME, ...)] [(CONDITION)] ["FORMAT"[, EXPRESSION ...]],
or t:CATEGORY:NAME ... A signature follows the name at once, a condition behind a blank.
Expressions are C's, of 64 bits: arg1 ... arg6, names of the signature, retval (r:), args.NAME (t:),
$pid $tid $uid $gid $cpu, numbers, *pointer, (type)casts; == and != compare texts, too.
FORMAT knows %d %i %u %x %o %c %p %s. %d of an argument without a type is 32 bits, %ld 64.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is traced, and the options of trace."""
    parser.add_argument("probe", metavar="PROBE", help="where, when and what; see below")
    stream.add_arguments(parser, failed=False)
    functions.add_arguments(parser)
    add = parser.add_argument
    add("-s", "--string-size", type=size, default=128, metavar="BYTES", help="the longest text")
    add("--stack", action="store_true", help="show by which calls it came there")
    add("--show-program", action="store_true", help="print the program that is made of it, and end")


def size(text: str) -> int:
    """Parse how long a text may be."""
    if not text.isdecimal() or not 2 <= int(text) <= 4096:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 2 to 4096")
    return int(text)


def main(kernel: Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what passes, until COMMAND ends or the user has enough."""
    shown = tracing.read(options.probe, kernel, options, command)
    if options.show_program:
        print(shown.text)
        return 0
    module, live = program.load(kernel, shown.text, **tasks(options, command))
    names, form = shown.place.found.names, shown.format

    def values(event: Any) -> list[Any]:
        return [getattr(event, f"v{at}") for at in range(form.count)]

    columns = [
        PID,
        field("tid", "<6"),
        COMM,
        Column("FUNC", "<16", lambda event: names[event.function]),
        Column("-", "", lambda event: form.text(values(event)), printable),
    ]
    told = (
        *(field(name, "") for name in ("pid", "tid", "uid", "comm")),
        Column("FUNCTION", "", lambda event: names[event.function]),
        Column("VALUES", "", lambda event: form.plain(values(event))),
        Column("TEXT", "", lambda event: form.text(values(event))),
    )
    aim = functions.Aim(
        live, options, {"seen": targets.probes(shown.place.found, ret=shown.place.kind == "r")}
    )
    if not options.stack:
        return stream.stream(live, options, command, module.Event, columns, told=told, aim=aim)
    with functions.names(kernel, "trace") as named:
        told += (Column("STACK", "", lambda event: list(_stack(live, named, event))),)
        return stream.stream(
            live,
            options,
            command,
            module.Event,
            columns,
            told=told,
            aim=functions.both(aim, named.aim),
            below=lambda event: (f"    {frame}" for frame in _stack(live, named, event)),
        )


def _stack(live: Loaded, named: Stacks, event: Any) -> Iterator[str]:
    """Yield the functions by which an event came, the innermost first."""
    named.see(event.pid)
    yield from named.user_frames(event.pid, named.trace(live, event.stack))[::-1]
