"""A live map: Python values by the types of its keys and values, or bytes, over any kernel."""

from __future__ import annotations

import contextlib
import ctypes
import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, overload

from beebox.abi.enums import MapType
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader.closed import Here
from beebox.obj.spec import MapSpec

if TYPE_CHECKING:
    from beebox.abi.structs import MapInfo
    from beebox.btf.types import Btf


_ARRAYS = (MapType.ARRAY, MapType.PERCPU_ARRAY)
_BUFFERS = (MapType.RINGBUF, MapType.USER_RINGBUF, MapType.PERF_EVENT_ARRAY)


@dataclass(frozen=True, repr=False)
class Map(Here):
    """A live map. ``live[key]`` and its kin take and give Python values; other methods bytes.

    Values are what the object's types say: ints, str for arrays of char, lists, records with the
    struct's fields as attributes. To put a struct in, give a mapping, a dataclass or a record.
    Without types they are bytes. The value of a per-CPU map is a list, one for each CPU.
    """

    kernel: Kernel
    spec: MapSpec
    fd: int
    btf: Btf | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        spec = self.spec
        return f"<Map {spec.name}: {spec.type.name.lower()}, {spec.max_entries} entries at most>"

    # --- Python values -----------------------------------------------------------------------

    def __getitem__(self, key: object) -> Any:
        value = self.lookup(self._packed(key))
        if value is None:
            raise KeyError(key)
        return self._value.unpack(value)

    def __setitem__(self, key: object, value: object) -> None:
        self.update(self._packed(key), self._value.pack(value))

    def __delitem__(self, key: object) -> None:
        try:
            self.delete(self._packed(key))
        except KernelError as error:
            if error.errno != errno.ENOENT:
                error.what = f"map {self.spec.name}: {error.what or 'delete'}"
                raise
            raise KeyError(key) from None

    def __contains__(self, key: object) -> bool:
        return self.lookup(self._packed(key)) is not None

    def __iter__(self) -> Iterator[Any]:
        return self.keys()

    def __len__(self) -> int:
        """How many entries it has now: they are counted."""
        return sum(1 for _ in self.keys())

    def __bool__(self) -> bool:
        return True

    def get(self, key: object, default: Any = None) -> Any:
        """Return the value under *key*, *default* if there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def keys(self) -> Iterator[Any]:
        """Yield the keys. Of a hash map that changes meanwhile, some may come twice or not."""
        self._check_keyed()
        for key in client.map_keys(self.kernel, self.fd, size=self.spec.key_size):
            yield self._key.unpack(key)

    def values(self) -> Iterator[Any]:
        """Yield the values."""
        yield from (value for _, value in self.items())

    def items(self) -> Iterator[tuple[Any, Any]]:
        """Yield each key and value; a key that goes away meanwhile is left out."""
        self._check_keyed()
        for key, value in client.map_items(self.kernel, self.fd):
            yield self._key.unpack(key), self._value.unpack(value)

    def pop(self, key: object = b"", *default: Any) -> Any:
        """Take the value under *key* out of it; of a queue or stack the next one, without *key*.

        If there is none it is *default*.

        Raises:
            KeyError: there is none, and no *default*.
        """
        raw = self._key.pack(key) if self.spec.key_size else b""
        value = client.map_take(self.kernel, self.fd, raw, size=self._size)
        if value is None and not default:
            raise KeyError(key if self.spec.key_size else f"{self.spec.name} is empty")
        return default[0] if value is None else self._value.unpack(value)

    def clear(self) -> None:
        """Take all out of it: entries of an array become zero."""
        if self.spec.type in _ARRAYS:
            self.update(dict.fromkeys(self.keys(), bytes(self._size)))
            return
        for key in [*client.map_keys(self.kernel, self.fd, size=self.spec.key_size)]:
            with contextlib.suppress(KeyError):
                del self[key]

    def push(self, value: object) -> None:
        """Put *value* into a queue, a stack or a bloom filter."""
        client.map_update(self.kernel, self.fd, b"", self._value.pack(value))

    # --- bytes -------------------------------------------------------------------------------

    def lookup(self, key: bytes) -> bytes | None:
        """Return the value under *key*, None if there is none.

        A per-CPU map's is all CPUs', each padded to eight bytes.
        """
        self._check(key)
        return client.map_lookup(self.kernel, self.fd, key)

    @overload
    def update(self, key: Mapping[Any, Any]) -> None: ...
    @overload
    def update(self, key: bytes, value: bytes, flags: int = 0) -> None: ...
    def update(
        self, key: bytes | Mapping[Any, Any], value: bytes | None = None, flags: int = 0
    ) -> None:
        """Put *value* under *key*; or, as of a dict, all of a mapping of Python values."""
        if value is None or not isinstance(key, bytes):
            for each, new in dict(key).items():  # type: ignore[arg-type]  # a mapping
                self[each] = new
            return
        self._check(key, value)
        try:
            client.map_update(self.kernel, self.fd, key, value, flags)
        except KernelError as error:
            spec = self.spec
            if error.errno == errno.E2BIG:
                error.what = f"map {spec.name} has room for {spec.max_entries} entries"
            else:
                error.what = f"map {spec.name}: {error.what}"
            raise

    def delete(self, key: bytes) -> None:
        """Remove *key*; KernelError ENOENT if it is not there."""
        self._check(key)
        client.map_delete(self.kernel, self.fd, key)

    def _check_keyed(self) -> None:
        """Refuse to look by key where there are none."""
        name = self.spec.name
        if self.spec.type in _BUFFERS:
            hint = f'for event in live.events("{name}")'
            raise NotSupported(f"{name} is a buffer of events: it has no keys", hint)
        if not self.spec.key_size:
            raise NotSupported(f"{name} has no keys", "it takes push(value) and pop()")

    def _packed(self, key: object) -> bytes:
        self._check_keyed()
        return self._key.pack(key)

    def _check(self, key: bytes, value: bytes | None = None) -> None:
        """Refuse what is too short before a kernel reads past its end."""
        spec = self.spec
        if len(key) != spec.key_size or (value is not None and len(value) != self._size):
            raise KernelError(
                errno.EINVAL,
                f"map {spec.name} has keys of {spec.key_size} and values of {self._size} bytes",
            )

    # --- the whole ---------------------------------------------------------------------------

    @property
    def info(self) -> MapInfo:
        """What the kernel tells of it (bpf_map_info)."""
        return client.map_info(self.kernel, self.fd)

    def pin(self, path: str) -> None:
        """Give it a name in a bpf file system: it lives as long as that."""
        client.obj_pin(self.kernel, self.fd, path)

    def unpin(self, path: str) -> None:
        """Take that name away."""
        self.kernel.unlink(path)

    @classmethod
    def pinned(cls, kernel: Kernel, path: str) -> Self:
        """Return the map that is pinned at *path*, with its types. Its fd is the caller's.

        Raises:
            KernelError: ENOENT, nothing is there; EINVAL, it is no map.
        """
        fd = client.obj_get(kernel, path)
        try:
            client.expect(kernel, fd, "map")
            details = client.MapDetails(kernel, fd)
            sizes = details.key_size, details.value_size, details.max_entries, details.flags
            types = details.btf_key_type_id, details.btf_value_type_id
            spec = MapSpec(details.name, MapType(details.type), *sizes, *types)
            btf = client.map_btf(kernel, details) if details.btf_id else None
        except BaseException:
            kernel.close(fd)
            raise
        return cls(kernel, spec, fd, btf)

    def close(self) -> None:
        """Give the fd of a `pinned` map up; those of a loaded object go with it."""
        self.kernel.close(self.fd)

    def freeze(self) -> None:
        """Let nothing but programs write to it from now on."""
        client.map_freeze(self.kernel, self.fd)

    @property
    def _size(self) -> int:
        """How many bytes a value has here: those of all CPUs if it has some."""
        spec = self.spec
        per_cpu = spec.type in client.PER_CPU
        return (spec.value_size + 7 & ~7) * self.kernel.facts.cpus if per_cpu else spec.value_size

    @cached_property
    def _key(self) -> _Codec:
        return _Codec(self.btf, self.spec.key_type_id, self.spec.key_size)

    @cached_property
    def _value(self) -> _Codec:
        spec = self.spec
        if spec.type in client.PER_CPU:
            return _PerCpu(self.btf, spec.value_type_id, spec.value_size, self.kernel.facts.cpus)
        return _Codec(self.btf, spec.value_type_id, spec.value_size)


class _Codec:
    """Values of one type to bytes and back; bytes as they are if there is no type."""

    def __init__(self, btf: Btf | None, type_id: int, size: int) -> None:
        self.size = size
        self.btf = btf if type_id else None
        self.type_id = type_id

    @cached_property
    def _read(self) -> Any:
        from beebox.btf.records import reader  # noqa: PLC0415 - for those who look into maps

        assert self.btf is not None
        return reader(self.btf, self.type_id)

    def unpack(self, data: bytes) -> Any:
        """Return the value."""
        return data if self.btf is None else self._read(data, 0)

    def pack(self, value: Any) -> bytes:
        """Return the bytes.

        Raises:
            BtfError: it does not fit the type.
            KernelError: EINVAL, there is no type, and it is not that many bytes.
        """
        if isinstance(value, bytes | bytearray) and len(value) == self.size:
            return bytes(value)
        if isinstance(value, ctypes.Structure | ctypes.Union) and ctypes.sizeof(value) == self.size:
            return bytes(value)  # a bpf.Struct is one, too
        if self.btf is not None:
            from beebox.btf.encode import encode  # noqa: PLC0415 - as above

            return encode(self.btf, self.type_id, value)
        if isinstance(value, int) and self.size in (1, 2, 4, 8):
            return (value & ((1 << 8 * self.size) - 1)).to_bytes(self.size, "little")
        raise KernelError(
            errno.EINVAL, f"{value!r}: its type is not known, so it takes {self.size} bytes"
        )


class _PerCpu(_Codec):
    """A list of values, one for each CPU, each padded to eight bytes."""

    def __init__(self, btf: Btf | None, type_id: int, size: int, cpus: int) -> None:
        super().__init__(btf, type_id, size)
        self.step = size + 7 & ~7
        self.cpus = cpus

    def unpack(self, data: bytes) -> Any:
        """Return the values of all CPUs."""
        starts = range(0, len(data), self.step)
        return [super(_PerCpu, self).unpack(data[at : at + self.size]) for at in starts]

    def pack(self, value: Any) -> bytes:
        """Return the bytes of a list of values, or of one value for every CPU."""
        values = value if isinstance(value, list) else [value] * self.cpus
        if len(values) != self.cpus:
            raise KernelError(errno.EINVAL, f"{len(values)} values for {self.cpus} CPUs")
        return b"".join(super(_PerCpu, self).pack(v).ljust(self.step, b"\0") for v in values)
