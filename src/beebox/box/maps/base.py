"""What all maps share: the native header, and the face the bpf(2) commands see.

A family is one module: a struct that begins with `MapHeader`, the operations in the typed subset,
and a subclass of `Map` that checks attributes as the kernel's ``map_alloc_check`` does and makes
the memory. Programs reach a map by its header alone: generic helper bodies call through it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from errno import EINVAL, ENOENT, ENOMEM
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from beebox.abi.enums import MapFlag
from beebox.abi.structs import MapCreateAttr
from beebox.bits import signed
from beebox.box.objects import Object
from beebox.box.pages import Pages, Shared
from beebox.errors import ENOTSUPP, KernelError
from beebox.pylang import Struct, Unit, u32, u64
from beebox.verifier.objects.fields import NO_FIELDS

ACCESS = MapFlag.RDONLY | MapFlag.WRONLY | MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG

MAX_MEMORY = 1 << 34
"""More than this a map may not take: ENOMEM, as a machine of this size would say."""


class MapHeader(Struct):
    """What every native map starts with."""

    type: u32
    key_size: u32
    value_size: u32
    max_entries: u32
    flags: u32
    id: u32
    lookup: u64
    """Address of ``u8 *lookup(map, key, 0, 0, 0, run)``."""
    update: u64
    """Address of ``i64 update(map, key, value, flags, 0, run)``: 0 or -errno."""
    delete: u64
    """Address of ``i64 delete(map, key, 0, 0, 0, run)``: 0 or -errno."""
    next_key: u64
    """Address of ``i64 next_key(map, key or null, next, 0, 0, run)``: 0 or -errno."""
    for_each: u64
    """Address of ``i64 for_each(map, callback, context, flags, 0, run)``; 0: there is none."""
    lookup_percpu: u64
    """Address of ``u8 *lookup_percpu(map, key, cpu, 0, 0, run)``; 0: there is none."""
    push: u64
    """Address of ``i64 push(map, value, flags, 0, 0, run)``; 0: there is none."""
    pop: u64
    """Address of ``i64 pop(map, value, 0, 0, 0, run)``; 0: there is none."""
    peek: u64
    """Address of ``i64 peek(map, value, 0, 0, 0, run)``; 0: there is none."""


def access_ok(flags: int) -> bool:
    """Say whether a program may have these rights together (bpf_map_flags_access_ok)."""
    both = MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG
    return flags & both != both


def refuse(errno: int, what: str) -> KernelError:
    """Return the error to raise."""
    return KernelError(errno, what)


class Kind(NamedTuple):
    """What programs have in common that may tail-call each other (struct bpf_map_owner)."""

    type: int
    jited: bool
    attach_type: int
    frags: bool
    """XDP_HAS_FRAGS"""


if TYPE_CHECKING:  # a protocol costs every start its making
    from typing import Protocol

    from beebox.box.btfs import BtfObject
    from beebox.box.objects import Droppable, Element

    class Program(Element, Protocol):
        """A program, as far as an array of programs knows it."""

        id: int

        @property
        def kind(self) -> Kind:
            """What it has in common with the others of an array."""

    class Host(Protocol):
        """What maps need of the box."""

        cpus: int
        user_run: int
        """Address of the `Run` that the user side calls operations with."""

        def map_died(self, gone: Map) -> None:
            """Hear that a map is no more."""

        def output_event(self, fd: int) -> Element:
            """Return the output event of *fd*, referenced for the caller; EBADF, EINVAL."""

        def program(self, fd: int) -> Program:
            """Return the program of *fd*, referenced for the caller; EBADF, EINVAL."""

        def map(self, fd: int) -> Map:
            """Return the map of *fd*, referenced for the caller; EBADF, EINVAL."""

        def synchronize(self) -> None:
            """Wait until no program runs that began before."""

        def retire(self, item: Droppable) -> None:
            """Give a reference back as soon as no program can be using *item* any more."""


class Map(Object):
    """A map: made from its attributes, used by bytes from the user side.

    The operations raise KernelError as bpf(2) fails. ``header`` is what programs get.
    """

    noun = "map"
    struct: ClassVar[type[Struct]] = MapHeader
    operations: ClassVar[Sequence[Callable[..., Any]]] = ()
    """lookup, update, delete, next_key, in the typed subset."""
    more: ClassVar[Mapping[str, Callable[..., Any]]] = {}
    """The operations that not all families have, by their fields of `MapHeader`."""

    asked: ClassVar[bool] = False
    """Whether the user side's lookup gives a value and asks if it is there (a bloom filter)."""

    __slots__ = (
        "_calls",
        "_library",
        "attr",
        "btf",
        "exclusive",
        "frozen",
        "header",
        "host",
        "key_size",
        "max_entries",
        "name",
        "pages",
        "record",
        "type",
        "unserved",
        "value_size",
        "writers",
    )

    def __init__(self, attr: MapCreateAttr, host: Host) -> None:
        super().__init__()
        self.attr = attr
        self.type: int = attr.map_type
        self.key_size: int = attr.key_size
        self.value_size: int = attr.value_size
        self.max_entries: int = attr.max_entries
        self.name = attr.map_name.decode("latin-1")
        self.frozen = False
        self.exclusive = b""
        """the digest of the only program that may use it, if one is named"""
        self.writers = 0
        self.btf: BtfObject | None = None
        self.record = NO_FIELDS
        """the special fields of its values"""
        self.unserved = ""
        """what of it programs need and the box has not: they can be verified, not run"""
        self.host = host
        self.pages = self.make(host.cpus)
        self.header = self.pages.address
        self._calls: dict[Callable[..., Any], Callable[..., int]] = {}
        self._fill()

    @classmethod
    def check(cls, attr: MapCreateAttr) -> None:
        """Refuse attributes that the kernel refuses.

        Raises:
            KernelError: EINVAL, E2BIG, EPERM.
        """

    def make(self, cpus: int) -> Pages:
        """Return the map's memory: the native struct first, its own fields filled in."""
        raise NotImplementedError

    def unit(self) -> Unit:
        """Return the unit that holds `operations`."""
        raise NotImplementedError

    def _fill(self) -> None:
        self._library = self.unit().load()
        head = MapHeader.at(self.header)
        head.type = self.type
        head.key_size = self.key_size
        head.value_size = self.value_size
        head.max_entries = self.max_entries
        head.flags = self.attr.map_flags
        for name, operation in zip(
            ("lookup", "update", "delete", "next_key"), self.operations, strict=True
        ):
            setattr(head, name, self._library.address(operation))
        for name, operation in self.more.items():
            setattr(head, name, self._library.address(operation))

    def numbered(self, number: int) -> None:
        """Take an id."""
        MapHeader.at(self.header).id = number

    def address(self, which: int) -> int:
        """Return the address of operation *which*: an index into `operations`."""
        return self._library.address(self.operations[which])

    def function(self, function: Callable[..., Any]) -> Callable[..., int]:
        """Return a native function of this map's unit, callable from Python."""
        found = self._calls.get(function)
        if found is None:
            found = self._calls[function] = _HELPER(self._library.address(function))
        return found

    def call(self, which: int, key: Data, value: Data = None, flags: int = 0) -> int:
        """Call an operation as a program would; return what it returns, unsigned."""
        run = self.host.user_run
        return self.function(self.operations[which])(self.header, key, value, flags, 0, run)

    # what the commands use

    @property
    def user_size(self) -> int:
        """How many bytes a value has for the user side."""
        return self.value_size

    def find(self, key: bytes) -> int:
        """Return the address of the value under *key*, 0 if there is none."""
        return self.call(0, key)

    def read(self, key: bytes) -> bytes:
        """Return the value under *key*.

        Raises:
            KernelError: ENOENT.
        """
        address = self.find(key)
        if not address:
            raise KernelError(ENOENT)
        return ctypes.string_at(address, self.value_size)

    def write(self, key: bytes, value: bytes, flags: int, fd: int) -> None:  # noqa: ARG002 - of the map's fd
        """Put *value* under *key*.

        Raises:
            KernelError: as the family's update.
        """
        self.refuse(self.call(1, key, value, flags))

    def remove(self, key: bytes) -> None:
        """Remove *key*.

        Raises:
            KernelError: ENOENT, or EINVAL where nothing can be removed.
        """
        self.refuse(self.call(2, key))

    def next(self, key: bytes | None) -> bytes:
        """Return the key behind *key*; the first for None or a key that is not there.

        Raises:
            KernelError: ENOENT at the end.
        """
        found = ctypes.create_string_buffer(self.key_size)
        self.refuse(self.call(3, key, found))
        return found.raw

    def ask(self, value: bytes) -> None:  # noqa: ARG002 - families that can do
        """Return if *value* may be there.

        Raises:
            KernelError: ENOENT, it is not; ENOTSUPP where the family has no such operation.
        """
        raise KernelError(ENOTSUPP)

    def take(self, key: bytes) -> bytes:  # noqa: ARG002 - families that can do
        """Return the value under *key* and remove it.

        Raises:
            KernelError: ENOTSUPP where the family has no such operation.
        """
        raise KernelError(ENOTSUPP)

    def mmap(self, length: int, offset: int, *, writable: bool) -> Shared:  # noqa: ARG002
        """Share memory with the user side.

        Raises:
            KernelError: ENOTSUPP, EINVAL, EPERM, EACCES.
        """
        raise KernelError(ENOTSUPP, f"map {self.name} cannot be mapped")

    def share(self, address: int, length: int, *, writable: bool) -> Shared:
        """Return memory of this map; while it is mapped the map lives."""
        self.hold()
        self.writers += writable

        def release() -> None:
            self.writers -= writable
            self.drop()

        return Shared(address, length, writable=writable, release=release)

    @property
    def value_address(self) -> int:
        """Where a program may point into: the one value of an array (BPF_PSEUDO_MAP_VALUE).

        Raises:
            KernelError: EINVAL, the map has no such address.
        """
        raise KernelError(EINVAL, f"map {self.name} has no direct value")

    @property
    def user_start(self) -> int:
        """Where user space has it, if it is an arena; 0: nowhere."""
        return 0

    @property
    def inner_map(self) -> Map | None:
        """What the maps in it are like, if it is a map of maps."""
        return None

    @property
    def inside(self) -> list[Map]:
        """The maps that are in it, if it is a map of maps."""
        return []

    @property
    def memory(self) -> tuple[int, int]:
        """Address and size of what programs may touch, for the checking interpreter."""
        return self.pages.address, self.pages.length

    def die(self) -> None:
        """Free the memory."""
        self.host.map_died(self)
        self.pages.close()
        if self.btf is not None:
            self.btf.drop()

    @staticmethod
    def refuse(result: int) -> None:
        """Raise the error that a native operation returned, if it is one."""
        errno = -signed(result, 64)
        if errno > 0:
            raise KernelError(errno)


Data = bytes | ctypes.Array[ctypes.c_char] | None

_HELPER = ctypes.CFUNCTYPE(
    ctypes.c_uint64,
    ctypes.c_uint64,
    ctypes.c_char_p,
    ctypes.c_char_p,
    ctypes.c_uint64,
    ctypes.c_uint64,
    ctypes.c_uint64,
)
"""The helper ABI, for a map's operations: map, key, value, flags, 0, run."""


def pages(size: int) -> Pages:
    """Return *size* bytes of memory for a map.

    Raises:
        KernelError: ENOMEM.
    """
    if size > MAX_MEMORY:
        raise KernelError(ENOMEM, f"a map of {size} bytes")
    return Pages(size)
