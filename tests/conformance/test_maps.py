"""Maps: what may be made, and what each operation returns, on both kernels."""

from __future__ import annotations

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.abi.enums import Cmd, MapFlag, MapType, UpdateFlag
from beebox.abi.structs import MapElemAttr, MapInfo, ObjGetInfoAttr

from .conftest import Probe, errno_of

HASH, ARRAY = MapType.HASH, MapType.ARRAY
PERCPU_HASH, PERCPU_ARRAY = MapType.PERCPU_HASH, MapType.PERCPU_ARRAY
RINGBUF, PERF = MapType.RINGBUF, MapType.PERF_EVENT_ARRAY

# type, key, value, entries, flags, name, errno
CREATE = [
    (ARRAY, 4, 4, 1, 0, b"", ""),
    (ARRAY, 4, 4, 0, 0, b"", "EINVAL"),
    (ARRAY, 8, 4, 1, 0, b"", "EINVAL"),
    (ARRAY, 4, 0, 1, 0, b"", "EINVAL"),
    (ARRAY, 4, 4, 1, MapFlag.NO_PREALLOC, b"", "EINVAL"),
    (ARRAY, 4, 4, 1, MapFlag.MMAPABLE, b"", ""),
    (ARRAY, 4, 4, 1, MapFlag.RDONLY_PROG, b"", ""),
    (ARRAY, 4, 4, 1, MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG, b"", "EINVAL"),
    (ARRAY, 4, 4, 1, MapFlag.RDONLY | MapFlag.WRONLY, b"", "EINVAL"),
    (ARRAY, 4, 4, 1, MapFlag.PRESERVE_ELEMS, b"", "EINVAL"),
    (ARRAY, 4, 1 << 31, 1, 0, b"", "E2BIG"),
    (ARRAY, 4, 4, 1, 1 << 30, b"", "EINVAL"),
    (ARRAY, 4, 4, 1, 0, b"fine_name.1", ""),
    (ARRAY, 4, 4, 1, 0, b"exactly15chars_", ""),
    (ARRAY, 4, 4, 1, 0, b"sixteen_chars_xx", "EINVAL"),
    (ARRAY, 4, 4, 1, 0, b"no blank", "EINVAL"),
    (ARRAY, 4, 4, 1, 0, b"no-dash", "EINVAL"),
    (ARRAY, 4, 4, 1, 0, "ü".encode("latin-1"), ""),
    (PERCPU_ARRAY, 4, 8, 4, 0, b"", ""),
    (PERCPU_ARRAY, 4, 32768, 1, 0, b"", ""),
    (PERCPU_ARRAY, 4, 32769, 1, 0, b"", "E2BIG"),
    (PERCPU_ARRAY, 4, 8, 4, MapFlag.MMAPABLE, b"", "EINVAL"),
    (PERCPU_ARRAY, 4, 8, 4, MapFlag.NUMA_NODE, b"", "EINVAL"),
    (HASH, 4, 8, 10, 0, b"", ""),
    (HASH, 4, 8, 10, MapFlag.NO_PREALLOC, b"", ""),
    (HASH, 4, 8, 10, MapFlag.NUMA_NODE, b"", ""),
    (HASH, 4, 8, 10, MapFlag.ZERO_SEED, b"", ""),
    (HASH, 0, 8, 10, 0, b"", "EINVAL"),
    (HASH, 4, 0, 10, 0, b"", "EINVAL"),
    (HASH, 4, 8, 0, 0, b"", "EINVAL"),
    (HASH, 512, 8, 10, 0, b"", ""),
    (HASH, 513, 8, 10, MapFlag.NO_PREALLOC, b"", ""),
    (HASH, 4, 1 << 22, 1, MapFlag.NO_PREALLOC, b"", "E2BIG"),
    (HASH, 4, 8, 10, MapFlag.MMAPABLE, b"", "EINVAL"),
    (HASH, 4, 8, 10, MapFlag.NO_COMMON_LRU, b"", "EINVAL"),
    (PERCPU_HASH, 4, 8, 10, 0, b"", ""),
    (PERCPU_HASH, 4, 32769, 1, 0, b"", "E2BIG"),
    (PERCPU_HASH, 4, 8, 10, MapFlag.NUMA_NODE, b"", "EINVAL"),
    (RINGBUF, 0, 0, 4096, 0, b"", ""),
    (RINGBUF, 0, 0, 8192, 0, b"", ""),
    (RINGBUF, 0, 0, 12288, 0, b"", "EINVAL"),
    (RINGBUF, 0, 0, 2048, 0, b"", "EINVAL"),
    (RINGBUF, 0, 0, 0, 0, b"", "EINVAL"),
    (RINGBUF, 4, 0, 4096, 0, b"", "EINVAL"),
    (RINGBUF, 0, 4, 4096, 0, b"", "EINVAL"),
    (RINGBUF, 0, 0, 4096, MapFlag.MMAPABLE, b"", "EINVAL"),
    (PERF, 4, 4, 2, 0, b"", ""),
    (PERF, 4, 4, 2, MapFlag.PRESERVE_ELEMS, b"", ""),
    (PERF, 4, 8, 2, 0, b"", "EINVAL"),
    (PERF, 8, 4, 2, 0, b"", "EINVAL"),
    (PERF, 4, 4, 0, 0, b"", "EINVAL"),
    (PERF, 4, 4, 2, MapFlag.RDONLY_PROG, b"", "EINVAL"),
    (PERF, 4, 4, 2, MapFlag.MMAPABLE, b"", "EINVAL"),
    (0, 4, 4, 1, 0, b"", "EINVAL"),
    (99, 4, 4, 1, 0, b"", "EINVAL"),
]


def _id(row: object) -> str:
    return str(row)


@pytest.mark.parametrize("row", CREATE, ids=_id)
def test_create(probe: Probe, row: tuple) -> None:
    type_, key, value, entries, flags, name, expected = row
    assert errno_of(probe.create, type_, key, value, entries, flags, map_name=name) == expected


def test_create_refuses_what_it_does_not_know(probe: Probe) -> None:
    assert errno_of(probe.create, ARRAY, 4, 4, 1, map_extra=1) == "EINVAL"
    assert errno_of(probe.create, ARRAY, 4, 4, 1, btf_key_type_id=1) == "EINVAL"
    assert errno_of(probe.create, ARRAY, 4, 4, 1, btf_vmlinux_value_type_id=1) == "EINVAL"
    assert errno_of(probe.create, ARRAY, 4, 4, 1, btf_value_type_id=1, btf_fd=9999) == "EBADF"
    assert errno_of(probe.create, ARRAY, 4, 4, 1, numa_node=99) == ""
    assert errno_of(probe.create, ARRAY, 4, 4, 1, MapFlag.NUMA_NODE, numa_node=99) == "EINVAL"


def key(number: int) -> bytes:
    return struct.pack("<I", number)


def test_array_elements(probe: Probe) -> None:
    fd = probe.create(ARRAY, 4, 6, 3)
    assert probe.lookup(fd, key(2), 6) == bytes(6)
    probe.update(fd, key(2), b"abcdef")
    probe.update(fd, key(2), b"ghijkl", UpdateFlag.EXIST)
    assert probe.lookup(fd, key(2), 6) == b"ghijkl"
    assert errno_of(probe.lookup, fd, key(3), 6) == "ENOENT"
    assert errno_of(probe.update, fd, key(3), bytes(6)) == "E2BIG"
    assert errno_of(probe.update, fd, key(0), bytes(6), UpdateFlag.NOEXIST) == "EEXIST"
    assert errno_of(probe.update, fd, key(0), bytes(6), 3) == "EINVAL"
    assert errno_of(probe.update, fd, key(0), bytes(6), UpdateFlag.LOCK) == "EINVAL"
    assert errno_of(probe.update, fd, key(0), bytes(6), 8) == "EINVAL"
    assert errno_of(probe.lookup, fd, key(0), 6, UpdateFlag.LOCK) == "EINVAL"
    assert errno_of(probe.lookup, fd, key(0), 6, 1) == "EINVAL"
    assert errno_of(probe.delete, fd, key(0)) == "EINVAL"
    assert probe.keys(fd, 4) == [key(0), key(1), key(2)]
    assert probe.next(fd, key(7), 4) == key(0)
    assert errno_of(probe.take, fd, key(0), 6) == "524"


def test_hash_elements(probe: Probe) -> None:
    fd = probe.create(HASH, 4, 8, 2)
    assert errno_of(probe.lookup, fd, key(1), 8) == "ENOENT"
    assert errno_of(probe.update, fd, key(1), bytes(8), UpdateFlag.EXIST) == "ENOENT"
    probe.update(fd, key(1), b"1" * 8, UpdateFlag.NOEXIST)
    assert errno_of(probe.update, fd, key(1), bytes(8), UpdateFlag.NOEXIST) == "EEXIST"
    assert errno_of(probe.update, fd, key(1), bytes(8), 3) == "EINVAL"
    assert errno_of(probe.update, fd, key(1), bytes(8), UpdateFlag.LOCK) == "EINVAL"
    probe.update(fd, key(2), b"2" * 8)
    assert errno_of(probe.update, fd, key(3), b"3" * 8) == "E2BIG"
    probe.update(fd, key(2), b"4" * 8)
    assert probe.lookup(fd, key(2), 8) == b"4" * 8
    assert set(probe.keys(fd, 4)) == {key(1), key(2)}
    assert probe.take(fd, key(1), 8) == b"1" * 8
    assert errno_of(probe.take, fd, key(1), 8) == "ENOENT"
    assert errno_of(probe.delete, fd, key(1)) == "ENOENT"
    probe.delete(fd, key(2))
    assert probe.keys(fd, 4) == []


@pytest.mark.parametrize("type_", [PERCPU_ARRAY, PERCPU_HASH])
def test_percpu_elements(probe: Probe, type_: MapType) -> None:
    fd = probe.create(type_, 4, 4, 2)
    cpus = probe.kernel.facts.cpus
    values = b"".join(struct.pack("<II", 100 + cpu, 0) for cpu in range(cpus))
    probe.update(fd, key(1), values)
    assert probe.lookup(fd, key(1), len(values)) == values
    assert errno_of(probe.update, fd, key(1), values, UpdateFlag.NOEXIST) == "EEXIST"
    assert errno_of(probe.update, fd, key(1), values, 3) == "EINVAL"
    if type_ == PERCPU_ARRAY:
        assert errno_of(probe.lookup, fd, key(2), 8 * cpus) == "ENOENT"
        assert errno_of(probe.update, fd, key(2), values) == "E2BIG"
        assert errno_of(probe.delete, fd, key(1)) == "EINVAL"
    else:
        assert errno_of(probe.update, fd, key(5), values, UpdateFlag.EXIST) == "ENOENT"
        probe.update(fd, key(5), values)
        assert errno_of(probe.update, fd, key(6), values) == "E2BIG"
        assert probe.take(fd, key(5), 8 * cpus) == values
        probe.delete(fd, key(1))
        assert errno_of(probe.delete, fd, key(1)) == "ENOENT"


def test_ring_buffer_has_no_elements(probe: Probe) -> None:
    fd = probe.create(RINGBUF, 0, 0, 4096)
    attr = MapElemAttr(map_fd=fd)
    attr.point("value", bytearray(8))
    for cmd in (Cmd.MAP_LOOKUP_ELEM, Cmd.MAP_UPDATE_ELEM, Cmd.MAP_GET_NEXT_KEY):
        assert errno_of(probe.bpf, cmd, attr) == "524"
    assert errno_of(probe.bpf, Cmd.MAP_DELETE_ELEM, MapElemAttr(map_fd=fd)) == "524"
    assert errno_of(probe.lookup, fd, b"1234", 8) == "EINVAL"


def test_perf_array_elements(probe: Probe) -> None:
    fd = probe.create(PERF, 4, 4, 2)
    assert errno_of(probe.lookup, fd, key(0), 4) == "524"
    assert errno_of(probe.delete, fd, key(0)) == "ENOENT"
    assert errno_of(probe.delete, fd, key(5)) == "E2BIG"
    assert errno_of(probe.update, fd, key(5), key(0)) == "E2BIG"
    assert errno_of(probe.update, fd, key(0), key(9999)) == "EBADF"
    assert errno_of(probe.update, fd, key(0), key(fd)) == "EBADF"
    assert errno_of(probe.update, fd, key(0), key(fd), UpdateFlag.NOEXIST) == "EINVAL"
    assert probe.keys(fd, 4) == [key(0), key(1)]


def test_descriptors(probe: Probe) -> None:
    assert errno_of(probe.lookup, 9999, key(0), 4) == "EBADF"
    assert errno_of(probe.lookup, -1 & 0xFFFFFFFF, key(0), 4) == "EBADF"
    assert errno_of(probe.lookup, 0, key(0), 4) == "EINVAL"
    fd = probe.create(ARRAY, 4, 4, 1)
    probe.kernel.close(fd)
    assert errno_of(probe.lookup, fd, key(0), 4) == "EBADF"


def test_bad_addresses(probe: Probe) -> None:
    fd = probe.create(ARRAY, 4, 4, 1)
    attr = MapElemAttr(map_fd=fd, key=8, value=8)
    for cmd in (Cmd.MAP_LOOKUP_ELEM, Cmd.MAP_UPDATE_ELEM, Cmd.MAP_GET_NEXT_KEY):
        assert errno_of(probe.bpf, cmd, attr) == "EFAULT"
    attr.point("key", bytearray(4))
    attr.value = 1 << 63
    assert errno_of(probe.bpf, Cmd.MAP_LOOKUP_ELEM, attr) == "EFAULT"
    assert errno_of(probe.bpf, Cmd.MAP_UPDATE_ELEM, attr) == "EFAULT"


def test_freeze(probe: Probe) -> None:
    fd = probe.create(ARRAY, 4, 4, 1, MapFlag.RDONLY_PROG)
    probe.update(fd, key(0), b"abcd")
    probe.bpf(Cmd.MAP_FREEZE, MapElemAttr(map_fd=fd))
    assert errno_of(probe.update, fd, key(0), b"efgh") == "EPERM"
    assert probe.lookup(fd, key(0), 4) == b"abcd"
    assert errno_of(probe.bpf, Cmd.MAP_FREEZE, MapElemAttr(map_fd=fd)) in {"EPERM", "EBUSY"}


def test_access_of_the_user(probe: Probe) -> None:
    readonly = probe.create(HASH, 4, 4, 1, MapFlag.RDONLY)
    assert errno_of(probe.update, readonly, key(0), b"abcd") == "EPERM"
    assert errno_of(probe.lookup, readonly, key(0), 4) == "ENOENT"
    writeonly = probe.create(HASH, 4, 4, 1, MapFlag.WRONLY)
    probe.update(writeonly, key(0), b"abcd")
    assert errno_of(probe.lookup, writeonly, key(0), 4) == "EPERM"
    assert errno_of(probe.next, writeonly, None, 4) == "EPERM"


def test_mapping(probe: Probe) -> None:
    kernel = probe.kernel
    fd = probe.create(ARRAY, 4, 8, 4, MapFlag.MMAPABLE)
    shared = kernel.mmap(fd, 4096, writable=True)
    probe.update(fd, key(1), b"12345678")
    assert bytes(shared.view[8:16]) == b"12345678"
    shared.view[0:8] = b"abcdefgh"
    assert probe.lookup(fd, key(0), 8) == b"abcdefgh"
    assert errno_of(probe.bpf, Cmd.MAP_FREEZE, MapElemAttr(map_fd=fd)) == "EBUSY"
    shared.close()
    assert errno_of(kernel.mmap, fd, 8192) == "EINVAL"
    assert errno_of(kernel.mmap, fd, 4096, 4096) == "EINVAL"
    plain = probe.create(ARRAY, 4, 8, 4)
    assert errno_of(kernel.mmap, plain, 4096) == "EINVAL"
    table = probe.create(HASH, 4, 8, 4)
    assert errno_of(kernel.mmap, table, 4096) == "524"
    ring = probe.create(RINGBUF, 0, 0, 4096)
    assert errno_of(kernel.mmap, ring, 4096, 4096, writable=True) == "EPERM"
    assert errno_of(kernel.mmap, ring, 5 * 4096, 0) == "EINVAL"
    kernel.mmap(ring, 4096, writable=True).close()
    kernel.mmap(ring, 4096 + 2 * 4096, 4096).close()


def test_info(probe: Probe) -> None:
    fd = probe.create(HASH, 4, 8, 16, MapFlag.NO_PREALLOC, map_name=b"counts")
    info = MapInfo()
    attr = ObjGetInfoAttr(bpf_fd=fd, info_len=88)
    attr.point("info", info)
    probe.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    assert (info.type, info.key_size, info.value_size) == (HASH, 4, 8)
    assert (info.max_entries, info.map_flags, info.name) == (16, MapFlag.NO_PREALLOC, b"counts")
    assert info.id > 0
    small = MapInfo()
    attr = ObjGetInfoAttr(bpf_fd=fd, info_len=8)
    attr.point("info", small)
    probe.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    assert (small.type, small.id, small.key_size) == (HASH, info.id, 0)
    assert attr.info_len == 8
    big = bytearray(200)
    attr = ObjGetInfoAttr(bpf_fd=fd, info_len=200)
    attr.point("info", big)
    probe.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    assert attr.info_len < 200
    big[199] = 1
    attr.info_len = 200
    assert errno_of(probe.bpf, Cmd.OBJ_GET_INFO_BY_FD, attr) == "E2BIG"
    attr.info_len = 5000
    assert errno_of(probe.bpf, Cmd.OBJ_GET_INFO_BY_FD, attr) == "E2BIG"


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["update", "delete", "take", "lookup", "next"]),
        st.integers(0, 9),
        st.integers(0, 255),
        st.sampled_from([0, 0, 1, 2]),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("key_size", "value_size"), [(1, 1), (4, 8), (8, 4), (12, 20), (17, 3), (64, 256)]
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=ACTIONS)
def test_hash_is_a_dict(probe: Probe, key_size: int, value_size: int, actions: list) -> None:
    fd = probe.create(HASH, key_size, value_size, 5)
    model: dict[bytes, bytes] = {}
    for action, number, fill, flags in actions:
        k, v = bytes([number]) * key_size, bytes([fill]) * value_size
        if action == "update":
            full = k not in model and len(model) == 5
            expected = (
                "EEXIST"
                if flags == 1 and k in model
                else "ENOENT"
                if flags == 2 and k not in model
                else "E2BIG"
                if full
                else ""
            )
            assert errno_of(probe.update, fd, k, v, flags) == expected
            if not expected:
                model[k] = v
        elif action == "delete":
            assert errno_of(probe.delete, fd, k) == ("" if model.pop(k, None) else "ENOENT")
        elif action == "take" and k in model:
            assert probe.take(fd, k, value_size) == model.pop(k)
        elif action == "lookup" and k in model:
            assert probe.lookup(fd, k, value_size) == model[k]
        elif action == "next":
            assert sorted(probe.keys(fd, key_size)) == sorted(model)
    probe.kernel.close(probe.fds.pop())


def test_big_values_are_refused_memory(probe: Probe) -> None:
    assert errno_of(probe.create, ARRAY, 4, 1 << 20, 1 << 30) == "ENOMEM"
