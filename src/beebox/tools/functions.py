"""What tools share that look at functions of executables and libraries (uprobes).

A uprobe is in a file, and seen by the kernel for one process or for all that run the file. With
``-p PID`` and with a COMMAND it is that process (its threads, and what it execs); ``-f`` puts it in
for all and shows those below COMMAND.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from beebox.errors import KernelError, NotSupported
from beebox.loader.attach.binaries import find
from beebox.obj.binary import Binary
from beebox.sources import mappings

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.loader import Loaded
    from beebox.loader.attach.targets import Uprobe, UprobeMulti


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the functions are looked for, and in which processes."""
    add = parser.add_argument
    add("-f", "--follow", action="store_true", help="with COMMAND: also what it starts")


def add_library(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the option that names another file than *what*."""
    parser.add_argument(
        "-l", "--library", metavar="FILE", help=f"where the functions are, by default {what}"
    )


def need(kernel: Kernel) -> None:
    """Refuse a kernel that has no uprobes, before anything is made.

    Raises:
        NotSupported: with what to do.
    """
    try:
        kernel.facts.pmu("uprobe")
    except NotSupported as error:
        error.feature = f"functions are looked at by uprobes, and there are no {error.feature}"
        raise


class Aim:
    """Puts *probes*, by the programs' names, where the tool is told to look, when that is known."""

    def __init__(
        self,
        live: Loaded,
        options: argparse.Namespace,
        probes: Mapping[str, Uprobe | UprobeMulti],
    ) -> None:
        self._live = live
        self._follow = options.follow
        self._probes = probes

    def __call__(self, pid: int) -> None:
        """Look at process *pid* (or the one of that thread) alone; -1: at all."""
        only = -1 if self._follow or pid < 0 else leader(pid)
        for name, probe in self._probes.items():
            self._live.targets[name] = replace(probe, pid=only)


def leader(tid: int) -> int:
    """Return the process that thread *tid* is of.

    Raises:
        KernelError: ESRCH, there is no such thread.
    """
    try:
        status = Path(f"/proc/{tid}/status").read_text()
    except OSError as error:
        raise KernelError(3, f"process {tid}") from error
    return int(status.partition("\nTgid:")[2].split()[0])


def home(name: str, options: argparse.Namespace, command: Sequence[str]) -> str:
    """Return the file that has the functions of library *name*: what ``-l`` says, or is used.

    That is what the process has mapped, or the executable itself if it is statically linked.

    Raises:
        NotSupported: there is none.
    """
    if options.library:
        return find(options.library)
    pid = options.pid or options.tid
    if pid is not None:
        return _mapped(leader(pid), name)
    program = shutil.which(command[0]) if command else None
    if program is not None and _is_static(program):
        return program
    return find(name)


def _mapped(pid: int, name: str) -> str:
    """Return the library *name* that a process uses, as we can open it."""
    for region in mappings.regions(pid):
        file = os.path.basename(region.path)  # noqa: PTH119 - it may have any form
        if file.startswith((f"{name}.so", f"{name}-")):
            return f"/proc/{pid}/root{region.path}"
    program = f"/proc/{pid}/exe"
    if _is_static(program):
        return str(Path(program).readlink())
    raise NotSupported(f"process {pid} has no {name} mapped", "-l FILE names the file to look into")


def _is_static(path: str) -> bool:
    """Tell an executable that has all its functions in itself; scripts have none."""
    with Path(path).open("rb") as file:
        elf = file.read(4) == b"\x7fELF"
    return elf and not Binary(path).interpreter
