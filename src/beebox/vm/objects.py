"""Tier 1's objects: compiled once, kept on disk by their content, mapped without LLVM.

An object has no address of this process in it: maps, helpers and whatever else lies elsewhere
are symbols, bound when it is mapped. So the key is the program, its addresses blanked and named,
what is known of it, the processor, and the compiler. `beebox.cache` sees to it that an entry is
the user's own and undamaged; what it says besides is checked as `beebox.pylang.objectfile` maps
it, and an object that does not map is compiled anew.
"""

from __future__ import annotations

import ctypes
import functools
import os

from beebox import __version__, cache
from beebox.errors import BeeboxError
from beebox.pylang import llvm, objectfile
from beebox.vm import cpu, tier1
from beebox.vm.native import Native
from beebox.vm.source import Source
from beebox.vm.tier1.names import PROGRAM, Names, around

FORMAT = "1"
"""of what is kept; another one is not found"""
KIND = "tier1"


def key(source: Source) -> str:
    """Return what the object of *source* is kept under."""
    return _key(source, Names(source))


def _key(source: Source, names: Names) -> str:
    named = (names.helpers, names.addresses, names.inlines)
    known = (source.tails, source.addresses, source.pointers)
    parts: list[bytes | str] = [FORMAT, __version__, _compiler(), cpu.identity()]
    parts += [source.blank(), names.arena]
    parts += [str(sorted(numbers)) for numbers in known]
    parts += [
        text for mapping in named for text in (str(list(mapping)), ",".join(mapping.values()))
    ]
    for inline in {names.inlines[at]: source.inlines[at] for at in names.inlines}.values():
        parts += [inline.name, inline.ir, str(sorted(inline.externals))]
    if source.loop is not None:
        parts += [source.loop.name, source.loop.ir]
    return cache.digest(*parts)


def prepare(source: Source) -> Native:
    """Make *source* ready to run, from what was kept or by LLVM.

    Raises:
        NotSupported: LLVM is not installed, or the program has what tier 1 does not.
    """
    return find(source) or load(source, build(source))


def find(source: Source) -> Native | None:
    """Return the program ready to run if its object was kept. LLVM is not touched."""
    names = Names(source)
    where = _key(source, names)
    elf = cache.get(KIND, where)
    if elf is None:
        return None
    try:
        return _load(source, elf, names)
    except BeeboxError:  # whole as it was written, and yet no object: of a compiler in the making
        cache.remove(KIND, where)
        return None


def build(source: Source) -> bytes:
    """Compile *source*, keep the object and return it.

    Raises:
        NotSupported: LLVM is not installed, or the program has what tier 1 does not.
    """
    from beebox.vm.tier1.module import compile  # noqa: A004, PLC0415 - only to compile

    elf = compile(source).elf
    cache.put(KIND, key(source), elf)
    return elf


def load(source: Source, elf: bytes) -> Native:
    """Map the object of *source*.

    Raises:
        ElfError, RelocationError: it is none, or not of this program.
        NotSupported: this machine needs LLVM to map it, and that is not installed.
    """
    return _load(source, elf, Names(source))


def _load(source: Source, elf: bytes, names: Names) -> Native:
    if os.uname().machine != "x86_64":
        engine = llvm.Engine(elf, names.symbols())
        return Native("tier1", engine.address(PROGRAM), engine.close)
    mapped = objectfile.load(elf, names.symbols())
    base, size = mapped.code
    image = ctypes.string_at(base, size)
    native = Native("tier1", mapped.address(PROGRAM), mapped.close, image, base=base)
    if source.loop is not None:
        native.loop = mapped.address(around(PROGRAM))
    return native


@functools.cache
def _compiler() -> str:
    """Return what tells this compiler from another of the same version: its files as they are."""
    here = os.path.dirname(tier1.__file__)  # noqa: PTH120 - pathlib costs start-up time
    names = sorted(name for name in os.listdir(here) if name.endswith(".py"))  # noqa: PTH208
    found = []
    for path in (llvm.__file__, *(f"{here}/{name}" for name in names)):
        status = os.stat(path)  # noqa: PTH116 - as above
        found.append(f"{status.st_size} {status.st_mtime_ns}")
    return "\n".join((*names, *found))
