"""What the commands share: the choice of a kernel, the parser's manners, output."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from beebox.errors import BeeboxError

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.vm.native import Engine

KERNELS = ("box", "linux")


class UsageError(BeeboxError):
    """A command line that does not fit; the parser's message."""

    exit_status = 2


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `UsageError` and keeps examples as they are written."""

    def __init__(self, prog: str, description: str, examples: str = "") -> None:
        super().__init__(
            prog=f"beebox {prog}",
            description=description,
            epilog=f"examples:\n{examples}" if examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def _meant(self, word: str) -> str:
        """Return what a word that was not understood may have been meant as."""
        options = [name for name in self._option_string_actions if name.startswith("--")]
        if word.startswith("--"):
            from difflib import get_close_matches  # noqa: PLC0415 - only when it went wrong

            for near in get_close_matches(word, options, 1):
                return f"; did you mean {near}?"
        takes_command = "-- COMMAND" in (self.usage or "") or "[-- COMMAND" in self.format_usage()
        return "; COMMAND comes after --" if takes_command and not word.startswith("-") else ""

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting."""
        if message.startswith("unrecognized"):
            message += self._meant(message.partition(": ")[2].split(" ")[0])
        raise UsageError(f"{message}\n  hint: {self.prog} --help")


ENGINES = ("interpreter", "tier0", "tier1")
"""what may run programs in the box (`beebox.vm.engine`)"""


def add_kernel(parser: argparse.ArgumentParser, help_: str = "") -> None:
    """Add ``--kernel box|linux``; the environment's BEEBOX_KERNEL is the default."""
    parser.add_argument(
        "--kernel",
        choices=KERNELS,
        default=os.environ.get("BEEBOX_KERNEL") or KERNELS[0],
        help=help_ or "where programs run: the box (no root; default) or Linux",
    )


def check_target(kernel: str, command: list[str], pid: int | None) -> None:
    """Refuse a command line that watches nothing, or two things.

    Raises:
        UsageError: COMMAND and a process are both named, or neither for a box, which sees only
            the processes that it is told of.
    """
    if command and pid is not None:
        raise UsageError("choose one: a process that runs (-p, -t), or a COMMAND to start")
    if kernel == "box" and not command and pid is None:
        raise UsageError(
            "nothing to watch: the box sees the processes it is told of"
            "\n  hint: -- COMMAND starts one, -p PID names one that runs;"
            " --kernel linux sees the whole machine (root)"
        )


def choose(name: str, engine: Engine | None = None) -> Kernel:
    """Return a new kernel by name. The only place where one is chosen, with `running`.

    *engine* is what runs programs in a box; without one, the box chooses.

    Raises:
        UsageError: there is none of that name (the parser does not check BEEBOX_KERNEL).
    """
    if name not in KERNELS:
        raise UsageError(f"no kernel {name!r}: BEEBOX_KERNEL is {' or '.join(KERNELS)}")
    from beebox import api  # noqa: PLC0415 - help and completion need no kernel

    return api.choose(name, engine)


def running(name: str, box: int | None) -> Kernel:
    """Return the kernel to inspect: Linux, or the box that runs in another process.

    Args:
        name: ``box`` or ``linux``.
        box: which running box, by its process id; needed only when several run.

    Raises:
        UsageError: no box runs, or several do and none was named.
    """
    if name != "box":
        return choose(name)
    from beebox.kernel import remote  # noqa: PLC0415 - only for the box

    pids = remote.running()
    if box is None and len(pids) == 1:
        box = pids[0]
    if box is None:
        several = ", ".join(map(str, pids))
        raise UsageError(
            f"several boxes run: choose with --box PID, one of {several}"
            if pids
            else "no box is running\n  hint: start one in another terminal, for example"
            " beebox opensnoop -p PID; or inspect the real kernel: --kernel linux (root)"
        )
    return remote.Remote(box)


def add_running(parser: argparse.ArgumentParser) -> None:
    """Add the options that `running` takes, and the output's."""
    add_kernel(parser)
    parser.add_argument("--box", type=int, metavar="PID", help="which box, if several run")
    parser.add_argument(
        "-j", "--json", action="store_true", help="one line of JSON, in bpftool's shape"
    )
    parser.add_argument("-p", "--pretty", action="store_true", help="JSON over several lines")


def number(text: str) -> int:
    """Parse an id.

    Raises:
        UsageError: it is none.
    """
    try:
        return int(text, 0)
    except ValueError as error:
        raise UsageError(f"{text!r} is not an id") from error


def print_json(value: object, *, pretty: bool = False) -> None:
    """Print *value* as bpftool does: compact, or four spaces deep."""
    if pretty:
        print(json.dumps(value, indent=4))
    else:
        print(json.dumps(value, separators=(",", ":")))


def split_command(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands before and after the first ``--``."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def colour() -> bool:
    """Whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
