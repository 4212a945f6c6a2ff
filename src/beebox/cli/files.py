"""Files that commands write, or standard output in place of one."""

from __future__ import annotations

import sys

from beebox.errors import BeeboxError

STANDARD = "-"
"""standard input or output"""


def write(path: str, data: bytes) -> None:
    """Write *data* to *path*; an error names the file."""
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)
    except OSError as error:
        raise BeeboxError(f"{path}: {error.strerror}") from error


def deliver(output: str, data: bytes) -> None:
    """Write *data* to a file, or to standard output for `STANDARD`."""
    if output != STANDARD:
        write(output, data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
