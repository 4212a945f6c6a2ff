"""Functions that were cut off a file: in a compressed table of symbols, in a debug file apart."""

from __future__ import annotations

import contextlib

from beebox.errors import ElfError
from beebox.obj.binary import Binary, Function

DEBUG = "/usr/lib/debug/.build-id"
"""where distributions put what they cut off, by build id"""


def functions(binary: Binary) -> list[Function]:
    """Return the functions of *binary*, with those that were cut off it, if they are here.

    Fedora's files have a small table of symbols within (.gnu_debugdata); a debug file has them all.
    """
    found = [*binary.functions, *binary.embedded]
    build_id = binary.build_id.hex()
    if build_id:
        with contextlib.suppress(ElfError):
            found += Binary(f"{DEBUG}/{build_id[:2]}/{build_id[2:]}.debug", binary).functions
    return found
