"""What tools are told to look at: ``c:malloc*``, ``/path/to/it:main``, ``t:sched:*``, ``vfs_*``.

As bcc writes it: ``[p:][FILE:]FUNCTION`` is a function of a file (a path, a library with or
without ``lib``, a command), without a file one of the kernel; ``t:CATEGORY:NAME`` is a tracepoint.
``*`` and ``?`` stand for any text and any character; a name may be a regular expression instead.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from fnmatch import translate
from typing import TYPE_CHECKING, NamedTuple

from beebox.errors import NotSupported
from beebox.loader.attach.targets import KprobeMulti, Tracepoint, UprobeMulti
from beebox.obj.binary import Binary, Function
from beebox.obj.demangle import demangled
from beebox.tools import functions

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel

MOST = 10000
"""functions at once"""
USER, KERNEL, TRACEPOINT = "function", "kernel", "tracepoint"


class Wanted(NamedTuple):
    """What was asked for: *kind*, *file* of a function, or category of a tracepoint, and names."""

    kind: str
    file: str
    names: str


class Found(NamedTuple):
    """What there is of it: *places* by name, in *file*; of the kernel's, places mean nothing."""

    kind: str
    file: str
    places: dict[str, int]

    @property
    def names(self) -> list[str]:
        """The names as authors wrote them, by number."""
        return [demangled(name) for name in self.places]


def wanted(text: str) -> Wanted:
    """Parse what a user asks for.

    Raises:
        ArgumentTypeError: it is not of the forms above.
    """
    kind, _, rest = text.partition(":") if text[:2] in ("p:", "t:", "u:", "r:") else ("p", "", text)
    file, colon, names = rest.rpartition(":")
    if kind in "ur":
        what = "a USDT probe" if kind == "u" else "a function's return"
        raise argparse.ArgumentTypeError(f"{text!r} is {what}, which this tool does not look at")
    if kind == "t":
        if not (file and names):
            raise argparse.ArgumentTypeError(f"{text!r} is not a tracepoint: t:CATEGORY:NAME")
        return Wanted(TRACEPOINT, file, names)
    if not names or (colon and not file and kind != "p"):
        raise argparse.ArgumentTypeError(f"{text!r} names no function: FILE:FUNCTION, as c:malloc*")
    return Wanted(USER if file else KERNEL, file, names)


def add_pattern(parser: argparse.ArgumentParser) -> None:
    """Add what is looked at, and how its name is meant."""
    parser.add_argument(
        "pattern",
        type=wanted,
        metavar="PATTERN",
        help="FILE:FUNCTION of a library, command or path; FUNCTION of the kernel; "
        "t:CATEGORY:NAME, a tracepoint; * stands for any text",
    )
    parser.add_argument(
        "-r", "--regexp", action="store_true", help="the name is a regular expression"
    )


def find(
    kernel: Kernel,
    asked: Wanted,
    options: argparse.Namespace,
    command: Sequence[str],
    *,
    regular: bool = False,
) -> Found:
    """Return what there is on *kernel* of what was asked for.

    Raises:
        NotSupported: there is nothing, too much, or no way to look at it.
    """
    if asked.kind == TRACEPOINT:
        return _enough(asked, _tracepoints(kernel, asked, regular=regular))
    if asked.kind == KERNEL:
        return _enough(asked, _of_kernel(kernel, asked, regular=regular))
    functions.need(kernel)
    file = functions.place(asked.file, options, command)
    binary = Binary(file)
    if not (regular or set("*?[") & set(asked.names)):
        return Found(USER, file, {asked.names: binary.function(asked.names).offset})
    match = _pattern(asked.names, regular=regular).match
    best: dict[int, str] = {}
    for each in sorted(binary.functions, key=_plainest):
        if each.size and match(each.name):
            best.setdefault(each.offset, each.name)  # one of the names that a place has
    return _enough(asked, {name: offset for offset, name in best.items()}, file)


def _plainest(function: Function) -> tuple[int, str]:
    name = function.name
    return len(name) - len(name.lstrip("_")), name


def _pattern(text: str, *, regular: bool) -> re.Pattern[str]:
    try:
        return re.compile(text if regular else translate(text))
    except re.error as error:
        raise NotSupported(f"{text!r} is not a regular expression: {error}") from error


def _enough(asked: Wanted, places: dict[str, int], file: str = "") -> Found:
    if not places:
        where = file or asked.file
        raise NotSupported(f"no {asked.kind} {asked.names!r}{f' in {where}' if where else ''}")
    if len(places) > MOST:
        raise NotSupported(
            f"{asked.names!r} are {len(places)} functions, and {MOST} is the most", "name fewer"
        )
    return Found(asked.kind, file, dict(sorted(places.items())))


def _tracepoints(kernel: Kernel, asked: Wanted, *, regular: bool) -> dict[str, int]:
    match = _pattern(asked.names, regular=regular).match
    names = (name for name in kernel.facts.tracepoints(asked.file) if match(name))
    return {f"{asked.file}:{name}": 0 for name in names}


def _of_kernel(kernel: Kernel, asked: Wanted, *, regular: bool) -> dict[str, int]:
    """Return functions of the kernel, if it has probes of many of them (fprobe)."""
    kernel.facts.pmu("kprobe")
    match = _pattern(asked.names, regular=regular).match
    return {name: 0 for name in kernel.facts.symbols if match(name)}


def probes(found: Found, *, ret: bool = False) -> list[functions.Probe]:
    """Return where a program attaches; its cookie there is the number of the name, in order."""
    cookies = range(len(found.places))
    if found.kind == TRACEPOINT:
        return [Tracepoint(name, cookie) for cookie, name in enumerate(found.places)]
    if found.kind == KERNEL:
        return [KprobeMulti(functions=tuple(found.places), cookies=cookies, ret=ret)]
    places = tuple(found.places.values())
    return [UprobeMulti(found.file, offsets=places, cookies=cookies, ret=ret)]
