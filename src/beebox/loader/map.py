"""A live map: bytes in, bytes out, over any kernel."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj.spec import MapSpec


@dataclass(frozen=True, slots=True)
class Map:
    """A live map. Keys and values are bytes; a per-CPU map's value is all CPUs', 8-byte aligned."""

    kernel: Kernel
    spec: MapSpec
    fd: int

    def lookup(self, key: bytes) -> bytes | None:
        """Return the value under *key*, None if there is none."""
        self._check(key)
        return client.map_lookup(self.kernel, self.fd, key)

    def update(self, key: bytes, value: bytes, flags: int = 0) -> None:
        """Put *value* under *key*."""
        self._check(key, value)
        client.map_update(self.kernel, self.fd, key, value, flags)

    def delete(self, key: bytes) -> None:
        """Remove *key*; KernelError ENOENT if it is not there."""
        self._check(key)
        client.map_delete(self.kernel, self.fd, key)

    def _check(self, key: bytes, value: bytes | None = None) -> None:
        """Refuse what is too short before a kernel reads past its end."""
        spec = self.spec
        per_cpu = spec.type in client.PER_CPU
        size = (spec.value_size + 7 & ~7) * self.kernel.facts.cpus if per_cpu else spec.value_size
        if len(key) != spec.key_size or (value is not None and len(value) != size):
            raise KernelError(
                errno.EINVAL,
                f"map {spec.name} has keys of {spec.key_size} and values of {size} bytes",
            )

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield each key and value."""
        return client.map_items(self.kernel, self.fd)
