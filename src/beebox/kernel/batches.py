"""Hash maps read in pieces (BPF_MAP_LOOKUP_BATCH, Linux 5.6), a bucket at a time: so completely.

Key by key (BPF_MAP_GET_NEXT_KEY) one begins anew when the key has gone meanwhile.
"""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Iterator
from typing import Any

from beebox.abi.enums import Cmd, MapType
from beebox.abi.structs import MapBatchAttr
from beebox.errors import ENOTSUPP, KernelError
from beebox.kernel.api import Kernel

_HASHES = frozenset((MapType.HASH, MapType.LRU_HASH, MapType.PERCPU_HASH, MapType.LRU_PERCPU_HASH))
BATCH = 1024
"""how many entries are asked for at once"""
_NO_BATCH = (errno.EINVAL, ENOTSUPP, errno.EOPNOTSUPP)


def entries(
    kernel: Kernel, fd: int, kind: int, key: int, value: int
) -> Iterator[tuple[bytes, bytes]] | None:
    """Return the entries of a hash map with keys and values of so many bytes, read in pieces.

    None if it is no hash map, or the kernel does not do that.
    """
    if kind not in _HASHES:
        return None
    try:
        first = _Batch(kernel, fd, key, value, BATCH)
    except KernelError as error:
        if error.errno in _NO_BATCH:
            return None
        raise
    return _following(first)


def _following(batch: _Batch) -> Iterator[tuple[bytes, bytes]]:
    yield from batch.items()
    while batch.more:
        batch = batch.following()
        yield from batch.items()


class _Batch:
    """One piece of a hash map; *count* grows until all that have one hash fit in."""

    def __init__(
        self, kernel: Kernel, fd: int, key: int, value: int, count: int, after: Any = None
    ) -> None:
        self.kernel, self.fd, self.key, self.value, self.count = kernel, fd, key, value, count
        self.end = ctypes.create_string_buffer(max(4, key))
        self.more = True
        while True:
            self.keys = ctypes.create_string_buffer(key * self.count)
            self.values = ctypes.create_string_buffer(value * self.count)
            attr = MapBatchAttr(map_fd=fd, count=self.count)
            for name, place in (("out_batch", self.end), ("keys", self.keys)):
                attr.point(name, place)
            attr.point("in_batch", after)
            attr.point("values", self.values)
            try:
                kernel.bpf(Cmd.MAP_LOOKUP_BATCH, attr)
            except KernelError as error:
                if error.errno == errno.ENOSPC:
                    self.count *= 2
                    continue
                if error.errno != errno.ENOENT:
                    raise
                self.more = False
            self.found = attr.count
            return

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the entries of this piece."""
        keys, values = self.keys.raw, self.values.raw
        for at in range(self.found):
            value = values[at * self.value : (at + 1) * self.value]
            yield keys[at * self.key : (at + 1) * self.key], value

    def following(self) -> _Batch:
        """Return the next piece."""
        return _Batch(self.kernel, self.fd, self.key, self.value, self.count, self.end)
