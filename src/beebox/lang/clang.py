"""Which clang compiles C for BPF: the newest one here, or the one in the PyPI package ziglang."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator

from beebox.errors import CompileError

VERSIONS = range(29, 9, -1)
"""The versioned names that distributions install clang under, newest first."""

NO_CLANG = (
    "any one of: pip install 'beebox[c]' (brings ziglang, which holds a clang), "
    "sudo apt install clang, sudo dnf install clang"
)
ZIGLANG = "ziglang"
"""as $CLANG: the one of the package, whatever clang there is"""
_CPU = "-mcpu="
CPU = f"{_CPU}v3"
CPUS = ("v1", "v2", "v3", "v4")
"""the versions of the instruction set, oldest first"""
_VERSION = re.compile(r"(?:clang|llvm)-?(\d+)")
_ZIG_TARGET = "-freestanding-none"
"""freestanding keeps zig's libc headers out"""
_OWN_ORDER = "bpfel" if sys.byteorder == "little" else "bpfeb"
_HOSTED = "-fhosted"
"""and this has clang's <stdint.h> make way for the machine's, as it does for -target bpf"""


def find_compiler() -> tuple[str, ...]:
    """Return the start of a command line that compiles C for BPF.

    What $CLANG names is taken; else the newest. A ``clang`` whose path tells no version is the
    user's own and goes before those that do.

    Raises:
        CompileError: there is none; the hint says how to get one.
    """
    named = os.environ.get("CLANG")
    if named == ZIGLANG:
        return _zig(named)
    found = shutil.which(named) if named else max(_found(), default=(0, ""))[1]
    if found:
        return (found, "-target", "bpf", CPU)
    if named:
        raise CompileError(f"no compiler {named!r}, which $CLANG names", hint=NO_CLANG)
    return _zig("")


def _zig(named: str) -> tuple[str, ...]:
    if not _ziglang():
        missing = (
            f"{named}, which $CLANG names" if named else "clang found, and C programs need one"
        )
        raise CompileError(f"no {missing}", hint=NO_CLANG)
    zig = (sys.executable, "-m", ZIGLANG, "cc", "-target", f"{_OWN_ORDER}{_ZIG_TARGET}")
    return (*zig, _HOSTED, CPU)  # -mcpu means the BPF version here too


def cpus(compiler: tuple[str, ...]) -> frozenset[str]:
    """Return the versions of the instruction set that *compiler* knows."""
    import subprocess  # noqa: PLC0415 - for those who ask

    asked = [word for word in compiler if not word.startswith(_CPU)]
    command = [*asked, "--print-supported-cpus"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    words = f"{told.stdout} {told.stderr}".split()
    return frozenset(CPUS[:3]) | frozenset(CPUS).intersection(words)


def target(compiler: tuple[str, ...], flags: tuple[str, ...]) -> tuple[str, ...]:
    """Return *flags* in which a target is named as this compiler wants it."""
    if ZIGLANG not in compiler:
        return flags
    given = [word for flag in flags for word in _target_words(flag)]
    for at in range(1, len(given)):
        if given[at - 1] == "-target" and "-" not in given[at]:
            name = _OWN_ORDER if given[at] == "bpf" else given[at]
            given[at] = f"{name}{_ZIG_TARGET}"
    return tuple(given)


def _target_words(flag: str) -> tuple[str, ...]:
    return ("-target", flag.partition("=")[2]) if flag.startswith("--target=") else (flag,)


def _found() -> Iterator[tuple[int, str]]:
    for name in ("clang", *(f"clang-{version}" for version in VERSIONS)):
        path = shutil.which(name)
        if path:
            told = _VERSION.findall(os.path.realpath(path))
            yield int(told[-1]) if told else sys.maxsize, path


def _ziglang() -> bool:
    """Say whether the ziglang package is here, without importing it."""
    return any(
        os.path.isdir(os.path.join(place, ZIGLANG))  # noqa: PTH112, PTH118
        for place in sys.path
    )
