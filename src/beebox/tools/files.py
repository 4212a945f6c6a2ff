"""Tables of files of processes: rows of a map that is counted in by `transfers.Key`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from beebox.tools.stream import Column, printable
from beebox.tools.summary import taken

if TYPE_CHECKING:
    from beebox.loader import Loaded


class Row(NamedTuple):
    """One line: a file of a process. *total* has the ``comm`` and ``name`` of the first call."""

    pid: int
    inode: int
    device: int
    total: Any


PID = Column("PID", "<7", lambda row: row.pid)
COMM = Column("COMM", "<16", lambda row: row.total.comm, printable)
FILE = Column("FILE", "", lambda row: row.total.name, printable)
INODE = Column("INODE", "", lambda row: row.inode)
DEVICE = Column("DEVICE", "", lambda row: f"{row.device >> 20}:{row.device & 0xFFFFF}")


def rows(live: Loaded, much: Callable[[Any], int]) -> list[Row]:
    """Return the rows of map ``totals``, which is empty then; most first, by *much* of a total."""
    found = [
        Row(key.pid, key.inode, key.device, total) for key, total in taken(live.maps["totals"])
    ]
    return sorted(found, key=lambda row: (-much(row.total), row.pid, row.inode))
