"""Names of the box's objects: what a bpf file system is to Linux (kernel/bpf/inode.c).

A name holds a reference, so what has one lives on when its last fd is closed, until the box ends.
"""

from __future__ import annotations

from errno import EEXIST, EINVAL, ENOENT
from typing import TYPE_CHECKING

from beebox.box.objects import Object
from beebox.box.usermem import read_string
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.syscall import Call
    from beebox.box.world import World

_PATH_MAX = 4096


def _path(call: Call) -> str:
    return read_string(call.memory, call.attr.pathname, _PATH_MAX).decode(errors="surrogateescape")


def pin(call: Call) -> int:
    """OBJ_PIN."""
    if call.attr.file_flags or call.attr.path_fd:
        raise KernelError(EINVAL, "flags of OBJ_PIN")
    found = call.world.fds.find(call.attr.bpf_fd, Object)
    path = _path(call)
    if path in call.world.pins:
        raise KernelError(EEXIST, f"pin at {path}")
    found.hold()
    call.world.pins[path] = found
    return 0


def get(call: Call) -> int:
    """OBJ_GET."""
    if call.attr.bpf_fd or call.attr.path_fd:
        raise KernelError(EINVAL, "fields of OBJ_GET")
    path = _path(call)
    found = call.world.pins.get(path)
    if found is None:
        raise KernelError(ENOENT, path)
    found.hold()
    return call.world.fds.open(found)


def unlink(world: World, path: str) -> None:
    """Take a name away.

    Raises:
        KernelError: ENOENT.
    """
    found = world.pins.pop(path, None)
    if found is None:
        raise KernelError(ENOENT, f"unlink {path}")
    found.drop()
