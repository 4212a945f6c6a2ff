"""What modules that ``beebox gen skeleton`` wrote are made of: an object with typed names.

::

    with Tool() as tool:                      the object is in the module
        tool.rodata.limit = 10                before load: what variables start with
        tool.load(kernel="linux")
        tool.attach()                         or tool.run(["ls"])
        for event in tool.maps.events: ...    an Event
        print(tool.maps.counts[7], tool.bss.total)

After bpftool's skeletons of C. Structs are frozen dataclasses, the same to read and to write; of a
union all members are read, and those that are not `unset` are written.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, Unpack, overload

from beebox import api
from beebox.errors import NotSupported
from beebox.loader import Loaded, Map, Program
from beebox.loader.shapes import taker
from beebox.loader.stream import Events
from beebox.obj.spec import ObjectSpec
from beebox.obj.variables import unpack

if TYPE_CHECKING:
    from beebox.kernel.api import Child, Kernel, Spawn

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
unset: Any = None
"""what a member of a union is that another stands for, where the union is written"""


def packed(text: str) -> bytes:
    """Return the object that `pack` made text of."""
    return zlib.decompress(base64.b85decode("".join(text.split())))


def pack(data: bytes, width: int = 96) -> str:
    """Return the bytes of an object as lines of text."""
    text = base64.b85encode(zlib.compress(data, 9)).decode()
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


class Part:
    """Maps, programs or one section of variables of a skeleton."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton


class Skeleton:
    """An object: opened, changed, loaded, attached, closed. A context manager."""

    code: ClassVar[bytes]
    name: ClassVar[str]

    def __init__(self) -> None:
        self.spec: ObjectSpec = api.open(self.code, self.name)
        """what is loaded; may be edited before (`ObjectSpec.with_map`)"""
        self._live: Loaded | None = None
        for name, kind in _parts(type(self)):
            setattr(self, name, kind(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def loaded(self) -> bool:
        """Whether it is loaded now."""
        return self._live is not None

    @property
    def live(self) -> Loaded:
        """The loaded object.

        Raises:
            NotSupported: it is not loaded.
        """
        if self._live is None:
            raise NotSupported(f"{self.name} is not loaded", "call load() first")
        return self._live

    def load(self, kernel: Kernel | api.KernelName | None = None, *, log_level: int = 0) -> Self:
        """Load it, as `beebox.load` does; attach nothing yet.

        Raises:
            NotSupported: it is loaded already.
            VerifierError: a program was refused.
        """
        if self._live is not None:
            raise NotSupported(f"{self.name} is loaded already")
        self._live = api.load(self.spec, kernel, log_level=log_level)
        return self

    def attach(self) -> Self:
        """Attach all programs whose section says to what; load it if that was not done."""
        if self._live is None:
            self.load()
        self.live.attach()
        return self

    def run(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Start *argv* with the programs attached (`Loaded.run`)."""
        return self.live.run(argv, **how)

    @property
    def lost(self) -> int:
        """How many records are missing."""
        return self.live.lost

    def close(self) -> None:
        """Detach and unload; it may be loaded again."""
        if self._live is not None:
            self._live.close()
        self._live = None

    def read(self, name: str) -> Any:
        """Return variable *name*: what it is, or before load what it will start with."""
        if self._live is not None:
            return self._live.variables[name]
        place = self.spec.variables[name]
        spec = self.spec.maps[place.map]
        data = spec.contents or bytes(spec.value_size)
        return unpack(self.spec.btf, place, data[place.offset : place.offset + place.size])

    def write(self, name: str, value: object) -> None:
        """Set variable *name*: now, or before load what it starts with."""
        if self._live is not None:
            self._live.variables[name] = value
        else:
            self.spec = self.spec.set(**{name: value})


def _parts(kind: type) -> Iterator[tuple[str, type[Part]]]:
    from typing import get_type_hints  # noqa: PLC0415 - once a skeleton

    for name, part in get_type_hints(kind).items():
        if isinstance(part, type) and issubclass(part, Part):
            yield name, part


class _Named(Generic[T]):
    """A descriptor that goes by the name it has in the object, by default its own."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, part: None, owner: type) -> Self: ...

    @overload
    def __get__(self, part: Part, owner: type) -> T: ...

    def __get__(self, part: Part | None, owner: type) -> Self | T:
        return self if part is None else self.find(part.skeleton)

    def find(self, skeleton: Skeleton) -> T:
        """Return what the name stands for."""
        raise NotImplementedError


class Global(_Named[T]):
    """A global variable of type *kind*."""

    def __init__(self, kind: type[T], name: str = "") -> None:
        super().__init__(name)
        self.take = taker(kind)

    def find(self, skeleton: Skeleton) -> T:
        """Return its value."""
        value: T = self.take(skeleton.read(self.name))
        return value

    def __set__(self, part: Part, value: T) -> None:
        part.skeleton.write(self.name, value)


class AProgram(_Named[Program]):
    """A program."""

    def find(self, skeleton: Skeleton) -> Program:
        """Return it, loaded."""
        return skeleton.live.programs[self.name]


class AMap(_Named[Map]):
    """A map that has no values of its own: of programs, maps, sockets, devices."""

    def find(self, skeleton: Skeleton) -> Map:
        """Return it, loaded."""
        return skeleton.live.maps[self.name]


class MapOf(_Named["TypedMap[K, V]"], Generic[K, V]):
    """A map from *key* to *value*."""

    def __init__(self, key: type[K], value: type[V], name: str = "") -> None:
        super().__init__(name)
        self.key, self.value = key, value

    def find(self, skeleton: Skeleton) -> TypedMap[K, V]:
        """Return it, loaded."""
        return TypedMap(skeleton.live.maps[self.name], self.key, self.value)


class BufferOf(_Named["Buffer[T]"], Generic[T]):
    """A ring or perf buffer with records of type *kind*."""

    def __init__(self, kind: type[T], name: str = "") -> None:
        super().__init__(name)
        self.kind = kind

    def find(self, skeleton: Skeleton) -> Buffer[T]:
        """Return it, loaded."""
        return Buffer(skeleton.live, self.name, self.kind)


class TypedMap(Generic[K, V]):
    """A live map whose keys and values have types; *raw* is the `Map` itself."""

    def __init__(self, raw: Map, key: type[K], value: type[V]) -> None:
        self.raw = raw
        self._key, self._value = taker(key), taker(value)

    def __getitem__(self, key: K) -> V:
        found: V = self._value(self.raw[key])
        return found

    def __setitem__(self, key: K, value: V) -> None:
        self.raw[key] = value

    def __delitem__(self, key: K) -> None:
        del self.raw[key]

    def __contains__(self, key: K) -> bool:
        return key in self.raw

    def __iter__(self) -> Iterator[K]:
        return self.keys()

    def get(self, key: K) -> V | None:
        """Return the value under *key*, None if there is none."""
        try:
            return self[key]
        except KeyError:
            return None

    def pop(self, key: K) -> V:
        """Take the value under *key* out of it."""
        found: V = self._value(self.raw.pop(key))
        return found

    def keys(self) -> Iterator[K]:
        """Yield the keys."""
        yield from map(self._key, self.raw.keys())

    def values(self) -> Iterator[V]:
        """Yield the values."""
        yield from map(self._value, self.raw.values())

    def items(self) -> Iterator[tuple[K, V]]:
        """Yield each key and value."""
        for key, value in self.raw.items():
            yield self._key(key), self._value(value)


class Buffer(Generic[T]):
    """A live ring or perf buffer, to loop over until the last started command ends, or for ever."""

    def __init__(self, live: Loaded, name: str, kind: type[T]) -> None:
        self._live, self._name, self._kind = live, name, kind

    def events(self, seconds: float | None = None) -> Events[T]:
        """Return the records, without a command those of the next *seconds*."""
        return self._live.events(self._name, self._kind, seconds)

    def __iter__(self) -> Iterator[T]:
        return iter(self.events())

    def __aiter__(self) -> AsyncIterator[T]:
        return self.events().__aiter__()
