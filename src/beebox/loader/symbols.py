"""Names of addresses: which function of the kernel or of a process an address is in.

::

    symbols = Symbols(live.kernel)
    symbols.look(pid)                                  # while it lives; optional
    [str(frame) for frame in symbols.user_stack(pid, addresses)]

A process's functions come from the symbols of its executable and libraries, and from what
just-in-time compilers write down (``python -X perf``). Of processes that end soon, `loader.watch`
tells what they had mapped. What has no name keeps its file's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from beebox.errors import ElfError
from beebox.kernel.api import Kernel
from beebox.obj import cut_off
from beebox.obj.binary import Binary, Function
from beebox.obj.demangle import demangled
from beebox.sources import mappings
from beebox.sources.mappings import Mappings

UNKNOWN = "[unknown]"
KERNEL = "[kernel]"
_GLOBAL, _WEAK = 1, 2


class Frame(NamedTuple):
    """One frame of a stack: *offset* bytes into function *name* of *module*, a path or [kernel].

    What is not known is ``""``.
    """

    name: str
    offset: int
    module: str

    def __str__(self) -> str:
        """Return the function's name, else its file's in brackets, else ``[unknown]``."""
        if self.name:
            return self.name
        file = PurePath(self.module).name.strip("[]")
        return f"[{file}]" if file else UNKNOWN

    @property
    def in_full(self) -> str:
        """The name with the offset and the file, as ``malloc+0x1c (libc.so.6)``."""
        file = PurePath(self.module).name
        return f"{self}+{self.offset:#x}" + (f" ({file})" if self.name and file else "")


class Symbols:
    """The names of what *kernel* and the processes that it runs execute; each file is read once.

    `mappings` may be told of what processes map while they run (`beebox.sources.mappings`).
    """

    def __init__(self, kernel: Kernel, seen: Mappings | None = None) -> None:
        self.mappings = seen or Mappings()
        self._kernel = kernel
        self._files: dict[str, _Functions | None] = {}
        self._known: dict[tuple[int, int], Frame] = {}

    def look(self, pid: int) -> None:
        """Take note of what *pid* has mapped: once it has ended, nobody can tell."""
        self.mappings.look(pid)

    # --- stacks ------------------------------------------------------------------------------

    def user_stack(self, pid: int, addresses: Iterable[int]) -> list[Frame]:
        """Return the frames of a stack of process *pid*: the innermost first.

        All but the first are return addresses: the call is before them.
        """
        return [self.user(pid, each - (at > 0)) for at, each in enumerate(addresses)]

    def kernel_stack(self, addresses: Iterable[int]) -> list[Frame]:
        """Return the frames of a stack of the kernel."""
        return [self.kernel(each - (at > 0)) for at, each in enumerate(addresses)]

    # --- addresses ---------------------------------------------------------------------------

    @property
    def hidden(self) -> bool:
        """Whether the kernel keeps the names of its code to itself (kernel.kptr_restrict)."""
        return not self._code[0]

    @cached_property
    def _code(self) -> tuple[list[int], list[str]]:
        code = self._kernel.facts.code
        return [address for address, _ in code], [name for _, name in code]

    def kernel(self, address: int) -> Frame:
        """Return the function of the kernel at *address*."""
        starts, names = self._code
        at = bisect_right(starts, address) - 1
        return Frame(names[at] if at >= 0 else "", address - starts[at] if at >= 0 else 0, KERNEL)

    def user(self, pid: int, address: int) -> Frame:
        """Return the function of process *pid* at *address*."""
        found = self._known.get((pid, address))
        if found is None:
            found = self._find(pid, address)
            if found.name or found.module.startswith("/"):
                self._known[pid, address] = found
        return found

    def _find(self, pid: int, address: int) -> Frame:
        region = self.mappings.region(pid, address)
        if region is None:
            return Frame("", address, "")
        offset = address - region.start + region.offset
        path = mappings.file(pid, region)
        functions = self._functions(path, region.path) if path else None
        if functions is not None:
            name, offset = functions.at(offset)
            return Frame(demangled(name), offset, region.path)
        jitted = self.mappings.jitted(pid, address)
        if jitted is not None:
            return Frame(jitted.name, address - jitted.start, "")
        return Frame("", offset, region.path)

    def _functions(self, path: str, known_as: str) -> _Functions | None:
        """Return the functions of a file, None if it has none that can be read."""
        if known_as not in self._files:
            try:
                self._files[known_as] = _Functions(cut_off.functions(Binary(path)))
            except ElfError:
                self._files[known_as] = None  # a file that is mapped and no ELF: code of some JIT
        return self._files[known_as]


class _Functions:
    """The functions of one file by their place in it."""

    def __init__(self, functions: Sequence[Function]) -> None:
        best: dict[int, Function] = {}
        for each in functions:
            known = best.get(each.offset)
            if known is None or _worth(each) < _worth(known):
                best[each.offset] = each
        self._functions = [best[offset] for offset in sorted(best)]
        self._starts = [each.offset for each in self._functions]

    def at(self, offset: int) -> tuple[str, int]:
        """Return the function at *offset* of the file and how far inside; ``""``: none is there."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return "", offset
        found = self._functions[at]
        inside = offset - found.offset
        return (found.name, inside) if not found.size or inside < found.size else ("", offset)


def _worth(function: Function) -> tuple[bool, bool, int, int, str]:
    """Of several names for one place the best comes first: sized, not local, plain, short."""
    underscores = len(function.name) - len(function.name.lstrip("_"))
    local = function.bind not in (_GLOBAL, _WEAK)
    return not function.size, local, underscores, len(function.name), function.name
