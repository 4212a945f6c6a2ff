"""What tools share that look at requests to disks: whose they are, of which kind.

A request is begun by whom it is for (tracepoint block_io_start, Linux 6.5), queued, issued to the
device and completed. What the kernel writes back later by itself is begun by its own threads.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from beebox.btf.types import Enum
from beebox.errors import NotSupported

if TYPE_CHECKING:
    from beebox.bpf import Kernel

OPERATION = 0xFF
"""the bits of cmd_flags that say what is done (REQ_OP_MASK)"""
_LEFT_OUT = ("Failfast", "NrBits")
"""what says nothing of a request to a person"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which requests are meant, and which of their times."""
    add = parser.add_argument
    add("--disk", type=disk, help="only requests to this disk, such as vda")
    add("-Q", "--queued", action="store_true", help="count the time before the disk got it, too")


def disk(text: str) -> str:
    """Parse the name of a disk that there is."""
    name = text.rpartition("/")[2]
    if not name or not os.path.exists(f"/sys/block/{name}"):  # noqa: PTH110 - costs start-up time
        raise argparse.ArgumentTypeError(f"{text!r} is not a disk: /sys/block lists them")
    return name


def words(kernel: Kernel) -> Callable[[int], str]:
    """Return what makes a text of a request's cmd_flags, ``Sync-Write``, in *kernel*'s own words.

    Raises:
        NotSupported: the kernel does not tell its types.
    """
    operations = {value: name for name, value in _enum(kernel, "req_op", "REQ_OP_")}
    flags = _enum(kernel, "req_flag_bits", "__REQ_")
    bits = {value: name for name, value in flags if not name.startswith(_LEFT_OUT)}

    def text(flags: int) -> str:
        named = operations.get(flags & OPERATION, f"Op{flags & OPERATION}")
        given = [name for bit, name in sorted(bits.items()) if flags >> bit & 1]
        return "-".join([*given, named])

    return text


def _enum(kernel: Kernel, name: str, prefix: str) -> list[tuple[str, int]]:
    btf = kernel.facts.btf
    found = btf.find(name, "enum")
    made = btf.type(found) if found is not None else None
    if not isinstance(made, Enum):
        raise NotSupported(f"enum {name} of the kernel", "its block layer is another one")
    return [
        (each.name.removeprefix(prefix).title().replace("_", ""), each.value)
        for each in made.values
    ]
