"""The kernel's own types (vmlinux BTF): those of this machine, of a file, or the box's own.

Programs are verified against one kernel's types. On Linux that is the kernel at hand; on a machine
that shows none it is what `scripts/gen_btf.py` kept of Linux 6.18: all that programs can name or
come to from there, with the kernel's layouts and ids of its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from beebox.btf.read import read
from beebox.btf.types import Btf
from beebox.errors import BtfError

MACHINE = Path("/sys/kernel/btf/vmlinux")


@cache
def own() -> Btf:
    """Return the box's own types: the same on every machine."""
    import lzma  # noqa: PLC0415 - not every program needs types

    packed = files("beebox.spec").joinpath("data/vmlinux.btf.xz").read_bytes()
    return read(lzma.decompress(packed))


@cache
def at(path: Path) -> Btf:
    """Return the types in a file.

    Raises:
        OSError: it cannot be read.
        BtfError: it is not BTF.
    """
    return read(path.read_bytes())


@cache
def here() -> Btf:
    """Return this machine's types, or the box's own where it shows none."""
    try:
        return at(MACHINE)
    except (OSError, BtfError):
        return own()
