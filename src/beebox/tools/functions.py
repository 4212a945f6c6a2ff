"""What tools share that look at functions of executables and libraries (uprobes).

A uprobe is in a file, and seen by the kernel for one process or for all that run the file. With
``-p PID`` and with a COMMAND it is that process (its threads, and what it execs); ``-f`` puts it in
for all and shows those below COMMAND.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import platform
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from beebox.errors import KernelError, NotSupported
from beebox.loader.attach.binaries import find
from beebox.loader.attach.targets import Several, Uprobe, UprobeMulti
from beebox.obj.binary import Binary
from beebox.sources import mappings, procfs
from beebox.tools.stacks import Stacks

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.loader import Loaded
    from beebox.loader.attach.targets import KprobeMulti, Tracepoint

    Probe = Uprobe | UprobeMulti | Tracepoint | KprobeMulti


BELOW = 8 if platform.machine() == "x86_64" else 0
"""bytes by which the stack is shorter after a call than at its entry: the return address"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the functions are looked for, and in which processes."""
    add = parser.add_argument
    add("-f", "--follow", action="store_true", help="with COMMAND: also what it starts")


def add_library(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the option that names another file than *what*."""
    parser.add_argument(
        "-l", "--library", metavar="FILE", help=f"where the functions are, by default {what}"
    )


def names(kernel: Kernel, title: str) -> Stacks:
    """Return what names the stacks of processes in full: functions, offsets and files."""
    how = argparse.Namespace(verbose=True, kernel_stacks_only=False, user_stacks_only=True)
    return Stacks(kernel, how, title)


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
    """Puts *probes*, by the programs' names, where the tool is to look as soon as that is known."""

    def __init__(
        self,
        live: Loaded,
        options: argparse.Namespace,
        probes: Mapping[str, Sequence[Probe]],
    ) -> None:
        self._live = live
        self._follow = options.follow
        self._probes = probes

    def __call__(self, pid: int) -> None:
        """Look at process *pid* (or the one of that thread) alone; -1: at all."""
        only = -1 if self._follow or pid < 0 else leader(pid)
        for name, probes in self._probes.items():
            self._live.targets[name] = Several([_only(each, only) for each in probes])


def both(*aims: Callable[[int], None]) -> Callable[[int], None]:
    """Return what tells each of *aims*."""

    def aim(pid: int) -> None:
        for each in aims:
            each(pid)

    return aim


def _only(probe: Probe, pid: int) -> Probe:
    """Return *probe* for one process, if it is in a file: others are told by the program."""
    return replace(probe, pid=pid) if isinstance(probe, Uprobe | UprobeMulti) else probe


def leader(tid: int) -> int:
    """Return the process that thread *tid* is of.

    Raises:
        KernelError: ESRCH, there is no such thread.
    """
    found = procfs.status(tid)
    if found is None:
        raise KernelError(errno.ESRCH, f"process {tid}")
    return found.tgid


def place(name: str, options: argparse.Namespace, command: Sequence[str]) -> str:
    """Return the file *name*: a path, a library (``c`` or ``libc``), a command.

    Raises:
        NotSupported: there is none, or the process uses none.
    """
    if "/" in name:
        return find(name)
    library = name if name.startswith("lib") else f"lib{name}"
    pid = options.pid or options.tid
    if pid is not None:
        program = mappings.executable(leader(pid))
        mapped = _mapped(leader(pid), library) or _mapped(leader(pid), name)
        if mapped or Path(program).readlink().name.removesuffix(mappings.DELETED) == name:
            return mapped or program
        raise NotSupported(f"process {pid} has no {name} mapped", "write its path")
    program = shutil.which(command[0]) or "" if command else ""
    if program and Path(program).name == name:
        return program
    try:
        found = find(library)
    except NotSupported:
        return find(name)
    if program and _is_static(program):
        raise NotSupported(
            f"{program} is statically linked, it uses no {library}", f"write {program}:FUNCTION"
        )
    return found


def home(name: str, options: argparse.Namespace, command: Sequence[str]) -> str:
    """Return the file that has the functions of library *name*: what ``-l`` says, or is used.

    That is what the process has mapped, or the executable itself if it is statically linked.

    Raises:
        NotSupported: there is none.
    """
    if options.library:
        return find(options.library)
    pid = options.pid or options.tid
    if pid is None:
        program = shutil.which(command[0]) if command else None
        return program if program is not None and _is_static(program) else find(name)
    path = _mapped(leader(pid), name)
    if path:
        return path
    program = mappings.executable(leader(pid))
    if _is_static(program):
        return program
    raise NotSupported(f"process {pid} has no {name} mapped", "-l FILE names the file to look into")


def having(
    names: Sequence[str],
    libraries: Sequence[str],
    options: argparse.Namespace,
    command: Sequence[str],
) -> dict[str, list[str]]:
    """Return, for each file that has some of the functions *names*, which it has.

    Looked into are the file that ``-l`` says, or *libraries*, those that are here or the process
    has mapped, and the executable: it may have a library within.

    Raises:
        NotSupported: none has any.
    """
    found = {}
    for path in _files(libraries, options, command):
        defined = {each.name for each in Binary(path).functions}
        ours = [name for name in names if name in defined]
        if ours:
            found[path] = ours
    if not found:
        looked = options.library or " and ".join(libraries)
        what = ", ".join([*names[:3], *["..."] * (len(names) > 3)])
        raise NotSupported(f"{looked}: no {what}", "-l FILE names the file to look into")
    return found


def _files(
    libraries: Sequence[str], options: argparse.Namespace, command: Sequence[str]
) -> list[str]:
    if options.library:
        return [find(options.library)]
    pid = options.pid or options.tid
    if pid is not None:
        mapped = [_mapped(leader(pid), name) for name in libraries]
        return [path for path in (*mapped, mappings.executable(leader(pid))) if path]
    found = []
    for name in libraries:
        with contextlib.suppress(NotSupported):
            found.append(find(name))
    program = shutil.which(command[0]) if command else None
    return [*found, *([program] if program is not None and _is_elf(program) else [])]


def _mapped(pid: int, name: str) -> str:
    """Return the library *name* that a process uses, as we can open it; "": it uses none."""
    for region in mappings.regions(pid):
        file = os.path.basename(region.path)  # noqa: PTH119 - it may have any form
        if file.startswith((f"{name}.so", f"{name}-")):
            return mappings.file(pid, region)
    return ""


def _is_elf(path: str) -> bool:
    """Tell an executable from a script."""
    with Path(path).open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _is_static(path: str) -> bool:
    """Tell an executable that has all its functions in itself."""
    return _is_elf(path) and not Binary(path).interpreter
