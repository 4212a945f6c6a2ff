"""ELF objects: read, link, relocate into immutable specs."""

from beebox.obj.object import kernel_btf, read
from beebox.obj.relocate import relocate

__all__ = ["kernel_btf", "read", "relocate"]
