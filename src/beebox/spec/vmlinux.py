"""The kernel's own types (vmlinux BTF): those of a file, or the box's own.

Programs are verified against one kernel's types. The box's own are what `scripts/gen_btf.py` kept
of Linux 6.18: all that programs can name or come to from there, with the kernel's layouts and ids
of its own. On Linux the box takes those of the machine (`beebox.box.vmlinux`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from beebox.btf.kept import Kept
from beebox.btf.read import read
from beebox.btf.types import Btf
from beebox.cache import digest


@cache
def own() -> Btf:
    """Return the box's own types: the same on every machine. Their index is kept on disk."""
    import lzma  # noqa: PLC0415 - not every program needs types

    packed = files("beebox.spec").joinpath("data/vmlinux.btf.xz").read_bytes()
    return Kept(lambda: lzma.decompress(packed), digest(packed))


@cache
def at(path: Path) -> Btf:
    """Return the types in a file.

    Raises:
        OSError: it cannot be read.
        BtfError: it is not BTF.
    """
    return read(path.read_bytes())
