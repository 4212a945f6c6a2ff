"""What lives on under a name in a bpf file system: maps found again and held against the object.

And whole objects, as ``DIRECTORY/maps/NAME``, ``programs/NAME``, ``links/NAME``.

tools/lib/bpf/libbpf.c, bpf_object__reuse_map and bpf_map__pin.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj.spec import MapSpec

if TYPE_CHECKING:
    from beebox.loader.object import Loaded

ROOT = "/sys/fs/bpf"
"""where bpf file systems are mounted, and libbpf pins by name"""


class Shape(NamedTuple):
    """What a pinned map and its declaration must have in common."""

    type: int
    key_size: int
    value_size: int
    max_entries: int
    map_flags: int
    map_extra: int


def path(root: str, name: str) -> str:
    """Return where a map of this name is pinned; bpf file systems allow no dots in names."""
    return f"{root or ROOT}/{name}".replace(".", "_")


def found(kernel: Kernel, spec: MapSpec, place: str) -> int:
    """Return an fd of the map that is pinned at *place*, -1 if there is none.

    Raises:
        NotSupported: another map than *spec* declares is pinned there; it says what differs.
        KernelError: the kernel refused to open it.
    """
    try:
        fd = client.obj_get(kernel, place)
    except KernelError as error:
        if error.errno in (errno.ENOENT, errno.EOPNOTSUPP):
            return -1
        raise
    try:
        _compare(kernel, spec, place, fd)
    except BaseException:
        kernel.close(fd)
        raise
    return fd


def _compare(kernel: Kernel, spec: MapSpec, place: str, fd: int) -> None:
    try:
        info = client.map_info(kernel, fd)
    except KernelError:
        raise NotSupported(f"map {spec.name}: what is pinned at {place} is not a map") from None
    theirs = Shape(*(getattr(info, name) for name in Shape._fields))
    sizes = spec.key_size, spec.value_size, spec.max_entries
    ours = Shape(spec.type, *sizes, spec.flags, spec.extra)
    if ours != theirs:
        raise NotSupported(
            f"map {spec.name}: another map is pinned at {place}, {_differences(ours, theirs)}",
            f"remove it (rm {place}), or change the declaration",
        )


def _differences(ours: Shape, theirs: Shape) -> str:
    pairs = zip(Shape._fields, ours, theirs, strict=True)
    return ", ".join(f"{name} {his} instead of {mine}" for name, mine, his in pairs if mine != his)


def pin(kernel: Kernel, fd: int, place: str) -> bool:
    """Pin a map at *place*; return False where the kernel has no such names.

    Raises:
        KernelError: *place* is taken, or in no bpf file system.
    """
    try:
        client.obj_pin(kernel, fd, place)
    except KernelError as error:
        if error.errno == errno.EOPNOTSUPP:
            return False
        raise
    return True


def _names(live: Loaded) -> Iterator[tuple[str, str, int]]:
    """Yield folder, name and fd of all that is pinned together.

    Raises:
        NotSupported: an attachment has no link.
    """
    yield from (("maps", name, each.fd) for name, each in live.maps.items())
    yield from (("programs", name, each.fd) for name, each in live.programs.items())
    yield from (("links", link.name, link.fd) for link in live.links)


def pin_all(live: Loaded, directory: str) -> None:
    """Pin all of *live*; if one cannot be, none is (`Loaded.pin`)."""
    kernel, rows, done = live.kernel, list(_names(live)), list[str]()
    try:
        kernel.mkdir(directory)
        for folder in dict.fromkeys(folder for folder, _, _ in rows):
            kernel.mkdir(f"{directory}/{folder}")
        for folder, name, fd in rows:
            place = f"{directory}/{folder}/{name.replace('.', '_')}"
            client.obj_pin(kernel, fd, place)
            done.append(place)
    except KernelError:
        _remove(kernel, done, directory)
        raise


def unpin_all(live: Loaded, directory: str) -> None:
    """Undo `pin_all`.

    Raises:
        KernelError: ENOENT, nothing of this object is pinned there.
    """
    kernel, missing = live.kernel, KernelError(errno.ENOENT, f"nothing is pinned in {directory}")
    found = 0
    made: dict[str, list[str]] = {"maps": [*live.maps], "programs": [*live.programs]}
    made["links"] = [*live.programs, *live.maps]
    for folder, names in made.items():
        for name in names:
            with contextlib.suppress(KernelError):
                kernel.unlink(f"{directory}/{folder}/{name.replace('.', '_')}")
                found += 1
    _remove(kernel, [], directory)
    if not found:
        raise missing


def _remove(kernel: Kernel, places: list[str], directory: str) -> None:
    """Remove *places*, and of *directory* and its folders those that are empty then."""
    folders = [f"{directory}/{folder}" for folder in ("maps", "programs", "links")]
    for place in [*places, *folders, directory]:
        with contextlib.suppress(KernelError):
            kernel.unlink(place)
