"""What helpers return and leave in memory, on both kernels, at a system call of a child."""

from __future__ import annotations

import os
import struct
import time

import pytest

from beebox.abi.enums import MapType

from .conftest import Probe
from .harness import run

ARGUMENT = "r7 = *(u64 *)(r6 + 16)"


def word(data: bytes, offset: int = 0) -> int:
    return struct.unpack_from("<Q", data, offset)[0]


def number(data: bytes, offset: int = 0) -> int:
    return struct.unpack_from("<q", data, offset)[0]


def test_who(probe: Probe) -> None:
    data = run(
        probe,
        """
        call bpf_get_current_pid_tgid
        *(u64 *)(r9 +0) = r0
        call bpf_get_current_uid_gid
        *(u64 *)(r9 +8) = r0
        r1 = r9
        r1 += 16
        r2 = 16
        call bpf_get_current_comm
        *(u64 *)(r9 +32) = r0
        r1 = r9
        r1 += 40
        r2 = 4
        call bpf_get_current_comm
        """,
        child="libc.prctl(15, b'a fine name')\nhit()",
    )
    pid, tid = word(data) >> 32, word(data) & 0xFFFFFFFF
    assert pid == tid
    assert word(data, 8) == os.getgid() << 32 | os.getuid()
    assert data[16:32] == b"a fine name".ljust(16, b"\0")
    assert number(data, 32) == 0
    assert data[40:48] == b"a f\0\0\0\0\0"


def test_clocks(probe: Probe) -> None:
    before = time.clock_gettime_ns(time.CLOCK_MONOTONIC), time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    data = run(
        probe,
        """
        call bpf_ktime_get_ns
        *(u64 *)(r9 +0) = r0
        call bpf_ktime_get_boot_ns
        *(u64 *)(r9 +8) = r0
        call bpf_get_smp_processor_id
        *(u64 *)(r9 +24) = r0
        call bpf_get_prandom_u32
        *(u64 *)(r9 +32) = r0
        """,
    )
    after = time.clock_gettime_ns(time.CLOCK_MONOTONIC), time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    assert before[0] <= word(data) <= after[0]
    assert before[1] <= word(data, 8) <= after[1]
    assert word(data, 24) < probe.kernel.facts.cpus
    assert word(data, 32) < 1 << 32


# what the child does, size, what is returned, what the buffer holds up to its `..`
STRINGS = [
    ("hit(place(b'hello'))", 64, 6, b"hello\0"),
    ("hit(place(b'hello'))", 6, 6, b"hello\0"),
    ("hit(place(b'hello'))", 5, 5, b"hell\0"),
    ("hit(place(b'hello'))", 1, 1, b"\0"),
    ("hit(place(b''))", 64, 1, b"\0"),
    ("hit(0)", 64, -14, bytes(64)),
    ("hit(8)", 16, -14, bytes(16)),
    ("hit(1 << 62)", 16, -14, bytes(16)),
    ("hit(-5)", 16, -14, bytes(16)),
    ("hit(edge(b'last\\0'))", 64, 5, b"last\0"),
    ("hit(edge(b'last'))", 64, -14, bytes(64)),
    ("hit(edge(b'last'))", 4, 4, b"las\0"),
    ("hit(edge(b'x' * 300))", 512, -14, bytes(512)),
    ("hit(place(b'y' * 600))", 512, 512, b"y" * 511 + b"\0"),
    ("hit(place(b'z' * 400))", 512, 401, b"z" * 400 + b"\0"),
]


@pytest.mark.parametrize("helper", ["bpf_probe_read_user_str", "bpf_probe_read_str"])
@pytest.mark.parametrize(("child", "size", "returned", "left"), STRINGS)
def test_strings_of_the_task(
    probe: Probe, helper: str, child: str, size: int, returned: int, left: bytes
) -> None:
    data = run(
        probe,
        f"""
        {ARGUMENT}
        r1 = r9
        r1 += 16
        r2 = {size}
        r3 = r7
        call {helper}
        *(u64 *)(r9 +0) = r0
        """,
        child,
    )
    if "62" in child and "user" not in helper:
        returned = -34  # no address of the kernel's either
    assert number(data) == returned
    assert data[16 : 16 + len(left)] == left
    assert data[16 + size : 16 + size + 8] == bytes(8)


BYTES = [
    ("hit(place(b'12345678'))", 8, 0, b"12345678"),
    ("hit(edge(b'12345678'))", 8, 0, b"12345678"),
    ("hit(edge(b'1234'))", 8, -14, bytes(8)),
    ("hit(0)", 8, -14, bytes(8)),
    ("hit(place(bytes(range(256)) * 2))", 512, 0, bytes(range(256)) * 2),
]


@pytest.mark.parametrize("helper", ["bpf_probe_read_user", "bpf_probe_read"])
@pytest.mark.parametrize(("child", "size", "returned", "left"), BYTES)
def test_bytes_of_the_task(
    probe: Probe, helper: str, child: str, size: int, returned: int, left: bytes
) -> None:
    data = run(
        probe,
        f"""
        {ARGUMENT}
        r1 = -1
        *(u64 *)(r9 +16) = r1
        r1 = r9
        r1 += 16
        r2 = {size}
        r3 = r7
        call {helper}
        *(u64 *)(r9 +0) = r0
        """,
        child,
    )
    assert number(data) == returned
    assert data[16 : 16 + len(left)] == left


@pytest.mark.parametrize("helper", ["bpf_probe_read_kernel", "bpf_probe_read"])
def test_bytes_of_the_kernel(probe: Probe, helper: str) -> None:
    """A program's own stack and maps are the kernel's memory."""
    data = run(
        probe,
        f"""
        r1 = 0x1122334455667788 ll
        *(u64 *)(r10 -16) = r1
        *(u64 *)(r9 +32) = r1
        r1 = r9
        r1 += 8
        r2 = 8
        r3 = r10
        r3 += -16
        call {helper}
        *(u64 *)(r9 +0) = r0
        r1 = r9
        r1 += 16
        r2 = 8
        r3 = r9
        r3 += 32
        call {helper}
        r1 = r9
        r1 += 40
        r2 = 8
        r3 = 0
        call bpf_probe_read_kernel
        *(u64 *)(r9 +24) = r0
        r1 = 0x636261
        *(u64 *)(r10 -16) = r1
        r1 = r9
        r1 += 64
        r2 = 16
        r3 = r10
        r3 += -16
        call {helper}_str
        *(u64 *)(r9 +48) = r0
        """,
    )
    assert number(data) == 0
    assert word(data, 8) == word(data, 16) == 0x1122334455667788
    assert number(data, 24) == -34
    assert number(data, 48) == 4
    assert data[64:68] == b"abc\0"


def test_strncmp(probe: Probe) -> None:
    # the second string must be constant memory: a frozen map
    text = probe.create(MapType.ARRAY, 4, 8, 1, 1 << 7)
    probe.update(text, bytes(4), b"abc\0\0\0\0\0")
    from beebox.abi.enums import Cmd
    from beebox.abi.structs import MapElemAttr

    probe.bpf(Cmd.MAP_FREEZE, MapElemAttr(map_fd=text))
    body = ""
    for at, value in enumerate((0x636261, 0x646261, 0x616261)):
        body += f"""
        r1 = {value}
        *(u64 *)(r10 -16) = r1
        r1 = r10
        r1 += -16
        r2 = 8
        r3 = map[fd:{text}][0]+0
        call bpf_strncmp
        r0 <<= 32
        r0 s>>= 32
        *(u64 *)(r9 +{8 * at}) = r0
        """
    data = run(probe, body)
    assert number(data) == 0
    assert number(data, 8) > 0
    assert number(data, 16) < 0


def test_maps(probe: Probe) -> None:
    table = probe.create(MapType.HASH, 4, 8, 2)
    probe.update(table, b"\1\0\0\0", b"fromuser")
    data = run(
        probe,
        """
        *(u32 *)(r10 -8) = 1
        r1 = map[table]
        r2 = r10
        r2 += -8
        call bpf_map_lookup_elem
        if r0 == 0 goto out
        r1 = *(u64 *)(r0 +0)
        *(u64 *)(r9 +0) = r1
        r1 = 77
        *(u64 *)(r0 +0) = r1
        *(u32 *)(r10 -8) = 2
        r1 = map[table]
        r2 = r10
        r2 += -8
        r3 = r9
        r4 = 1
        call bpf_map_update_elem
        *(u64 *)(r9 +8) = r0
        r1 = map[table]
        r2 = r10
        r2 += -8
        r3 = r9
        r4 = 1
        call bpf_map_update_elem
        *(u64 *)(r9 +16) = r0
        *(u32 *)(r10 -8) = 3
        r1 = map[table]
        r2 = r10
        r2 += -8
        r3 = r9
        r4 = 0
        call bpf_map_update_elem
        *(u64 *)(r9 +24) = r0
        r1 = map[table]
        r2 = r10
        r2 += -8
        call bpf_map_delete_elem
        *(u64 *)(r9 +32) = r0
        r1 = map[table]
        r2 = r10
        r2 += -8
        call bpf_map_lookup_elem
        *(u64 *)(r9 +40) = 5
        if r0 != 0 goto out
        *(u64 *)(r9 +40) = 6
        """,
        table=table,
    )
    assert data[:8] == b"fromuser"
    assert [number(data, at) for at in (8, 16, 24, 32, 40)] == [0, -17, -7, -2, 6]
    assert probe.lookup(table, b"\1\0\0\0", 8) == struct.pack("<Q", 77)
    assert probe.lookup(table, b"\2\0\0\0", 8) == b"fromuser"


@pytest.mark.parametrize("type_", [MapType.PERCPU_ARRAY, MapType.PERCPU_HASH])
def test_percpu_maps(probe: Probe, type_: MapType) -> None:
    counts = probe.create(type_, 4, 8, 1)
    run(
        probe,
        """
        *(u32 *)(r10 -8) = 0
        r1 = 3
        *(u64 *)(r10 -16) = r1
        r1 = map[counts]
        r2 = r10
        r2 += -8
        r3 = r10
        r3 += -16
        r4 = 0
        call bpf_map_update_elem
        r1 = map[counts]
        r2 = r10
        r2 += -8
        call bpf_map_lookup_elem
        if r0 == 0 goto out
        r1 = *(u64 *)(r0 +0)
        r1 += 4
        *(u64 *)(r0 +0) = r1
        """,
        counts=counts,
    )
    values = probe.lookup(counts, bytes(4), 8 * probe.kernel.facts.cpus)
    assert max(struct.unpack(f"<{len(values) // 8}Q", values)) == 7
    assert sum(struct.unpack(f"<{len(values) // 8}Q", values)) == 7
