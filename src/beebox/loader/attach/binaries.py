"""Which file ``libc`` or ``bash`` is: as a shell and the dynamic linker would find it."""

from __future__ import annotations

import glob
import os
import platform
from pathlib import Path

from beebox.errors import NotSupported

_LIBRARIES = (
    f"/usr/local/lib/{platform.machine()}-linux-gnu",
    "/usr/local/lib64",
    "/usr/local/lib",
    f"/lib/{platform.machine()}-linux-gnu",
    f"/usr/lib/{platform.machine()}-linux-gnu",
    "/lib64",
    "/usr/lib64",
    "/lib",
    "/usr/lib",
)
_KERNELS_LINKS = "/proc/"
"""what these lead to may have no other path: a file in another root, a deleted one"""
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


def find(name: str) -> str:
    """Return the path of *name*: a path, a command, or a library (``libc``, ``libssl.so.3``).

    Raises:
        NotSupported: nothing is found.
    """
    if "/" in name:
        if Path(name).exists():
            return name if name.startswith(_KERNELS_LINKS) else str(Path(name).resolve())
        raise NotSupported(f"{name}: no such file")
    for folder, wanted in _candidates(name):
        found = sorted(Path(folder).glob(wanted)) if folder else []
        if found:
            return str(found[0].resolve())
    raise NotSupported(f"{name} is neither a library nor a command", "write its path")


def _candidates(name: str) -> list[tuple[str, str]]:
    """Return (folder, pattern) in the order that they are looked at."""
    libraries = [*os.environ.get("LD_LIBRARY_PATH", "").split(":"), *_LIBRARIES]
    commands = os.environ.get("PATH", _PATH).split(":")
    plain = glob.escape(name)
    found: list[tuple[str, str]] = []
    if ".so" in name:
        found += [(folder, plain) for folder in libraries]
    elif name.startswith("lib"):
        found += [(folder, f"{plain}.so") for folder in libraries if _is_elf(folder, f"{name}.so")]
        found += [(folder, f"{plain}.so.*") for folder in libraries]
    return found + [(folder, plain) for folder in commands]


def _is_elf(folder: str, name: str) -> bool:
    """Tell a library from a linker's script of that name (Debian's libc.so)."""
    try:
        with Path(folder, name).open("rb") as file:
            return file.read(4) == b"\x7fELF"
    except OSError:
        return False
