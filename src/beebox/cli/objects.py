"""Objects named on a command line: an ELF file as it is, a source compiled first."""

from __future__ import annotations

from beebox.api import name_of, naming, read_bytes
from beebox.api import open as read

__all__ = ["name_of", "naming", "read", "read_bytes"]
