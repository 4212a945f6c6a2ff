"""Maps as programs declare them: ``counts = bpf.Hash[u32, u64](max_entries=1024)``.

A declaration is plain data; lang/python.py puts it into the object's ``.maps`` section under the
name of the variable that holds it. In functions that are compiled lang/mapops.py gives its methods
their meaning; type checkers read maps.pyi. Outside of them it stands for the live map.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Self

from beebox.errors import CompileError
from beebox.pylang.names import ptr
from beebox.pylang.types import I32, U32, U64, VOID, ArrayType, PtrType, Type, as_type

ANY = PtrType(VOID)
"""what ``ptr`` alone means: the address of something"""


class Map:
    """A map: its kind as the kernel names it, its key and value types, its size."""

    __slots__ = ("flags", "key", "lives", "max_entries", "name", "value")

    kind: ClassVar[str] = ""
    parameters: ClassVar[tuple[str, ...]] = ("key", "value")
    types: ClassVar[tuple[Type, ...]] = ()

    def __class_getitem__(cls, item: Any) -> type[Self]:
        """Return the kind of map with its types filled in."""
        items = item if isinstance(item, tuple) else (item,)
        types = tuple(ANY if thing is ptr else as_type(thing) for thing in items)
        if len(types) != len(cls.parameters) or None in types:
            raise CompileError(
                f"{cls.__name__}[{', '.join(map(repr, items))}]: not what it can hold",
                hint=f"{cls.__name__}[{', '.join(cls.parameters)}], each u8..u64, i8..i64, bool, "
                "ptr[T], Array[T, n] or a Struct",
            )
        return type(cls.__name__, (cls,), {"types": types, "__slots__": ()})

    def __init__(self, *given: object, max_entries: int | None = None, flags: int = 0) -> None:
        if given or max_entries is None:
            name, names = type(self).__name__, ", ".join(self.parameters)
            what = "has no size" if not given else "takes its size by name, its types in [...]"
            hint = f"{name}[{names}](max_entries=1024)"
            raise CompileError(f"{name} {what}", hint=hint)
        if len(self.types) != len(self.parameters):
            names = ", ".join(self.parameters)
            raise CompileError(
                f"{type(self).__name__} has no types", hint=f"{type(self).__name__}[{names}](...)"
            )
        self.key: Type | None = None
        self.value: Type | None = None
        for name, kind in zip(self.parameters, self.types, strict=True):
            setattr(self, name, kind)
        self.max_entries = max_entries
        self.flags = flags
        self.name = ""
        self.lives: list[Any] = []

    # -- outside programs: what the object that was loaded last has in it

    def live(self) -> Any:
        """Return the live map: of the object that was loaded last and is not closed.

        Raises:
            TypeError: there is none.
        """
        while self.lives and self.lives[-1].closed:
            self.lives.pop()
        if not self.lives:
            raise TypeError(
                f"{self!r} is in no kernel now: outside programs it has content only while they "
                "are loaded, within `with bpf.attach():`"
            )
        return self.lives[-1].maps[self.name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return getattr(self.live(), name)
        except TypeError as error:
            raise AttributeError(str(error)) from None

    def __getitem__(self, key: Any) -> Any:
        return self.live()[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.live()[key] = value

    def __delitem__(self, key: Any) -> None:
        del self.live()[key]

    def __contains__(self, key: Any) -> bool:
        return key in self.live()

    def __len__(self) -> int:
        return len(self.live())

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter(self.live())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name or 'map'}>"


class Hash(Map):
    """A hash table of *max_entries* at most."""

    __slots__ = ()
    kind = "HASH"


class LruHash(Map):
    """A hash table that forgets what was unused longest when it is full."""

    __slots__ = ()
    kind = "LRU_HASH"


class PerCpuHash(Map):
    """A hash table with a value for each CPU under each key."""

    __slots__ = ()
    kind = "PERCPU_HASH"


class ArrayMap(Map):
    """*max_entries* values in a row, zeroed, keyed by u32."""

    __slots__ = ()
    kind = "ARRAY"
    parameters = ("value",)

    def __init__(self, *, max_entries: int = 1, flags: int = 0) -> None:
        super().__init__(max_entries=max_entries, flags=flags)
        self.key = U32


class PerCpuArray(ArrayMap):
    """*max_entries* values in a row for each CPU: room for what does not fit the stack."""

    __slots__ = ()
    kind = "PERCPU_ARRAY"


class _Buffer(Map):
    """What programs write events into."""

    __slots__ = ("event",)
    parameters = ("event",)

    def _events(self) -> Any:
        self.live()
        owner = getattr(self.event, "owner", None)
        return self.lives[-1].events(self.name, owner)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._events())

    def __aiter__(self) -> AsyncIterator[Any]:
        found: AsyncIterator[Any] = aiter(self._events())
        return found


class RingBuf(_Buffer):
    """A ring of *size* bytes that programs write events into, in order, for all CPUs."""

    __slots__ = ()
    kind = "RINGBUF"

    def __init__(self, *, size: int, flags: int = 0) -> None:
        if size < 4096 or size & (size - 1):
            raise CompileError(
                f"a ring buffer of {size} bytes", hint="its size is a power of two, 4096 or more"
            )
        super().__init__(max_entries=size, flags=flags)


class PerfEventArray(_Buffer):
    """A buffer of events for each CPU, as kernels before 5.8 have it."""

    __slots__ = ()
    kind = "PERF_EVENT_ARRAY"

    def __init__(self, *, max_entries: int = 0, flags: int = 0) -> None:
        super().__init__(max_entries=max_entries, flags=flags)
        self.key = self.value = U32


class LruPerCpuHash(PerCpuHash):
    """A table with a value for each CPU that forgets what was unused longest."""

    __slots__ = ()
    kind = "LRU_PERCPU_HASH"


class LpmTrie(Map):
    """Values by the longest prefix: a key is a struct whose first field is ``prefixlen: u32``."""

    __slots__ = ()
    kind = "LPM_TRIE"

    def __init__(self, *, max_entries: int, flags: int = 1) -> None:
        super().__init__(max_entries=max_entries, flags=flags | 1)  # BPF_F_NO_PREALLOC is a must


class Queue(Map):
    """Values that come out in the order they went in."""

    __slots__ = ()
    kind = "QUEUE"
    parameters = ("value",)


class Stack(Queue):
    """Values that come out in the reverse order."""

    __slots__ = ()
    kind = "STACK"


class Bloom(Queue):
    """A filter: `peek` says 0 for what was pushed, and by chance for some of what was not."""

    __slots__ = ()
    kind = "BLOOM_FILTER"


class _Fixed(Map):
    """A map whose keys and values have types of their own."""

    __slots__ = ()
    parameters = ()
    key_type: ClassVar[Type] = U32
    value_type: ClassVar[Type] = U32

    def __init__(self, *, max_entries: int, flags: int = 0) -> None:
        super().__init__(max_entries=max_entries, flags=flags)
        self.key, self.value = self.key_type, self.value_type


class ArrayOfMaps(Map):
    """Maps by number, all like *inner*; the user side puts them in."""

    __slots__ = ("inner",)
    kind = "ARRAY_OF_MAPS"
    parameters = ()

    def __init__(self, inner: Map, *, max_entries: int, flags: int = 0) -> None:
        if not isinstance(inner, Map) or isinstance(inner, ArrayOfMaps):
            raise CompileError(
                f"{inner!r} is not a map that can be in another",
                hint=f"{type(self).__name__}(bpf.Hash[u32, u64](max_entries=16), max_entries=4)",
            )
        super().__init__(max_entries=max_entries, flags=flags)
        self.inner = inner
        if not self.parameters:
            self.key = U32
        self.value = U32


class HashOfMaps(ArrayOfMaps):
    """Maps by a key, all like *inner*: ``HashOfMaps[u64](inner, max_entries=n)``."""

    __slots__ = ()
    kind = "HASH_OF_MAPS"
    parameters = ("key",)


class StackTrace(_Fixed):
    """Stacks by id, each up to 127 addresses."""

    __slots__ = ()
    kind = "STACK_TRACE"
    value_type = ArrayType(U64, 127)


class ProgArray(_Fixed):
    """Programs by number, for tail calls; the user side puts them in."""

    __slots__ = ()
    kind = "PROG_ARRAY"


class DevMap(_Fixed):
    """Devices by number, to redirect packets to."""

    __slots__ = ()
    kind = "DEVMAP"


class DevMapHash(_Fixed):
    """Devices by any number, to redirect packets to."""

    __slots__ = ()
    kind = "DEVMAP_HASH"


class SockMap(_Fixed):
    """Sockets by number: for sk_redirect_map, msg_redirect_map, sock_map_update."""

    __slots__ = ()
    kind = "SOCKMAP"


class SockHash(Map):
    """Sockets by a key: for sk_redirect_hash, msg_redirect_hash, sock_hash_update."""

    __slots__ = ()
    kind = "SOCKHASH"
    parameters = ("key",)

    def __init__(self, *, max_entries: int, flags: int = 0) -> None:
        super().__init__(max_entries=max_entries, flags=flags)
        self.value = U32


class ReuseportArray(_Fixed):
    """Sockets of one address by number: for sk_select_reuseport."""

    __slots__ = ()
    kind = "REUSEPORT_SOCKARRAY"


class CgroupArray(_Fixed):
    """Cgroups by number: for current_task_under_cgroup, skb_under_cgroup."""

    __slots__ = ()
    kind = "CGROUP_ARRAY"


class CpuMap(_Fixed):
    """CPUs by number, to redirect packets to."""

    __slots__ = ()
    kind = "CPUMAP"


class XskMap(_Fixed):
    """AF_XDP sockets by number, to redirect packets to."""

    __slots__ = ()
    kind = "XSKMAP"


class TaskStorage(Map):
    """A value with each task, which goes when the task does."""

    __slots__ = ()
    kind = "TASK_STORAGE"
    parameters = ("value",)

    def __init__(self, *, flags: int = 1) -> None:
        super().__init__(max_entries=0, flags=flags | 1)  # BPF_F_NO_PREALLOC is a must
        self.key = I32


class SocketStorage(TaskStorage):
    """A value with each socket."""

    __slots__ = ()
    kind = "SK_STORAGE"


class InodeStorage(TaskStorage):
    """A value with each inode."""

    __slots__ = ()
    kind = "INODE_STORAGE"


class CgroupStorage(TaskStorage):
    """A value with each cgroup."""

    __slots__ = ()
    kind = "CGRP_STORAGE"
