"""The global variables of a live object: read and written where its programs see them.

``live.variables.total`` (or ``live.variables["total"]``) is what the C ``total`` is now, by its
type. Assigning writes. Constants (``const volatile``) are set in the spec, before it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from beebox.abi.enums import MapFlag
from beebox.errors import NotSupported
from beebox.kernel.api import Kernel, Mapping_
from beebox.loader.map import Map
from beebox.obj.spec import ObjectSpec, Variable
from beebox.obj.variables import pack, unpack


class Variables(Mapping[str, Any]):
    """The variables by name, also as attributes; values are what their types say."""

    _spec: ObjectSpec
    _maps: Mapping[str, Map]
    _shared: dict[str, Mapping_]

    def __init__(self, spec: ObjectSpec, maps: Mapping[str, Map]) -> None:
        vars(self).update(_spec=spec, _maps=maps, _shared={})

    def __iter__(self) -> Iterator[str]:
        return iter(self._spec.variables)

    def __len__(self) -> int:
        return len(self._spec.variables)

    def __getitem__(self, name: str) -> Any:
        place = self._spec.variables.get(name)
        if place is None:
            raise KeyError(self._missing(name))
        return unpack(self._spec.btf, place, self._read(place))

    def __setitem__(self, name: str, value: object) -> None:
        place = self._spec.variables.get(name)
        if place is None:
            raise KeyError(self._missing(name))
        if self._spec.maps[place.map].frozen:
            raise NotSupported(
                f"{name} is a constant of {self._spec.name}, which is loaded",
                f"set it before: beebox.load(spec.set({name}=...))",
            )
        self._write(place, pack(self._spec.btf, place, value))

    def __getattr__(self, name: str) -> Any:
        if name not in self._spec.variables:
            raise AttributeError(self._missing(name))
        return self[name]

    def __setattr__(self, name: str, value: object) -> None:
        if name not in self._spec.variables:
            raise AttributeError(self._missing(name))
        self[name] = value

    def __repr__(self) -> str:
        return f"Variables({', '.join(self)})"

    def close(self) -> None:
        """Unmap what was mapped; reading maps it again."""
        while self._shared:
            self._shared.popitem()[1].close()

    def _missing(self, name: str) -> str:
        return f"there is no variable {name!r}; there are {', '.join(sorted(self)) or 'none'}"

    def _read(self, place: Variable) -> bytes:
        shared = self._memory(place)
        if shared is not None:
            return bytes(shared[place.offset : place.offset + place.size])
        return _whole(self._maps[place.map])[place.offset : place.offset + place.size]

    def _write(self, place: Variable, data: bytes) -> None:
        shared = self._memory(place)
        if shared is not None:
            shared[place.offset : place.offset + place.size] = data
            return
        live = self._maps[place.map]
        value = bytearray(_whole(live))
        value[place.offset : place.offset + place.size] = data
        live.update(bytes(4), bytes(value))

    def _memory(self, place: Variable) -> memoryview | None:
        """Return the memory that programs use, None of a map that cannot be mapped."""
        live = self._maps[place.map]
        if live.spec.frozen or not live.spec.flags & MapFlag.MMAPABLE:
            return None
        if place.map not in self._shared:
            kernel: Kernel = live.kernel
            self._shared[place.map] = kernel.mmap(live.fd, live.spec.value_size, writable=True)
        return self._shared[place.map].view


def _whole(live: Map) -> bytes:
    return live.lookup(bytes(4)) or b""
