"""What the box can prove and not run is loaded, and refused where it would run, saying why."""

from __future__ import annotations

import errno
import os
import struct

import pytest

from beebox.abi.enums import Cmd, MapFlag, MapType, ProgType
from beebox.abi.structs import MapCreateAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.spec.maps import MAPS


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


def load(kernel, text: str, type_: ProgType) -> int:
    insns = assemble(text)
    attr = ProgLoadAttr(prog_type=type_, insn_cnt=len(insns))
    attr.point("insns", encode(insns))
    attr.point("license", b"GPL".ljust(64, b"\0"))
    return kernel.bpf(Cmd.PROG_LOAD, attr)


def create(kernel, type_: MapType, key: int, value: int, entries: int, **more: int) -> int:
    attr = MapCreateAttr(
        map_type=type_, key_size=key, value_size=value, max_entries=entries, **more
    )
    return kernel.bpf(Cmd.MAP_CREATE, attr)


def with_cpus(box: Box, type_: ProgType) -> int:
    """Load a program that refers to a map of CPUs, which programs of the box have not."""
    fd = create(box, MapType.CPUMAP, 4, 4, 4)
    insns = struct.pack("<BBhiBBhi", 0x18, 0x11, 0, fd, 0, 0, 0, 0)
    insns += encode(assemble("r0 = 0\nexit"))
    attr = ProgLoadAttr(prog_type=type_, insn_cnt=len(insns) // 8)
    attr.point("insns", insns)
    attr.point("license", b"GPL".ljust(64, b"\0"))
    return box.bpf(Cmd.PROG_LOAD, attr)


def test_a_helper_without_a_body(box: Box) -> None:
    fd = load(box, "call bpf_get_current_cgroup_id\nr0 = 0\nexit", ProgType.RAW_TRACEPOINT)
    with pytest.raises(
        KernelError, match="helper bpf_get_current_cgroup_id#80 in the box"
    ) as caught:
        client.raw_tracepoint_open(box, "sys_enter", fd)
    assert caught.value.errno == errno.EOPNOTSUPP
    with pytest.raises(KernelError, match="verified only"):
        client.prog_test_run(box, fd)
    assert client.program_info(box, fd).jited_prog_len == 0


def test_a_map_without_elements(box: Box) -> None:
    with pytest.raises(KernelError, match="verified only: cpumap maps in the box"):
        client.prog_test_run(box, with_cpus(box, ProgType.XDP), data=bytes(14))


def test_it_can_be_put_into_no_array(box: Box) -> None:
    array = create(box, MapType.PROG_ARRAY, 4, 4, 1)
    fd = with_cpus(box, ProgType.XDP)
    with pytest.raises(KernelError, match="verified only"):
        client.map_update(box, array, bytes(4), struct.pack("<I", fd))
    with pytest.raises(KernelError) as caught:
        client.map_lookup(box, array, bytes(4), size=4) or client.map_delete(box, array, bytes(4))
    assert caught.value.errno == errno.ENOENT


def kinds() -> list[tuple]:
    """A way to make each type of map that needs no BTF and no other map."""
    found = []
    for row in MAPS.values():
        if (row.type.name.endswith("_STORAGE") and "CGROUP" not in row.type.name) or row.inner:
            continue
        flags = {MapType.LPM_TRIE: MapFlag.NO_PREALLOC, MapType.ARENA: MapFlag.MMAPABLE}
        key = 8 if row.type == MapType.LPM_TRIE else max(row.key[0], min(row.key[1], 4))
        value = max(row.value[0], min(4 if row.value[1] is None else row.value[1], 4))
        entries = row.entries[1] if row.entries[1] is not None else 4096
        found.append((row.type, key, value, entries, flags.get(row.type, 0)))
    return found


@pytest.mark.parametrize(("type_", "key", "value", "entries", "flags"), kinds())
def test_every_type_of_map_can_be_made(box: Box, type_, key, value, entries, flags) -> None:
    if type_ == MapType.CPUMAP:
        entries = 4
    fd = create(box, type_, key, value, entries, map_flags=flags)
    assert client.map_info(box, fd).type == type_
    box.close(fd)
    with pytest.raises(KernelError):
        create(box, type_, key, value, entries, map_flags=flags | 1 << 31)
    assert not list(box.world.maps)


def test_maps_of_maps(box: Box) -> None:
    inner = create(box, MapType.ARRAY, 4, 4, 1)
    for type_ in (MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS):
        outer = create(box, type_, 4, 4, 2, inner_map_fd=inner)
        client.map_update(box, outer, bytes(4), struct.pack("<I", inner))
        held = client.map_lookup(box, outer, bytes(4), size=4)
        assert held == struct.pack("<I", client.map_info(box, inner).id)
        other = create(box, MapType.ARRAY, 4, 4, 2)
        with pytest.raises(KernelError) as caught:
            client.map_update(box, outer, bytes(4), struct.pack("<I", other))
        assert caught.value.errno == errno.EINVAL
        with pytest.raises(KernelError) as caught:
            create(box, type_, 4, 4, 2, inner_map_fd=outer)
        assert caught.value.errno == errno.EINVAL
        box.close(outer)
        box.close(other)
    box.close(inner)
    assert not list(box.world.maps)


@pytest.mark.linux
@pytest.mark.parametrize("seed", range(4))
def test_creation_agrees_with_linux(box: Box, seed: int) -> None:
    """Attributes at random: Linux and the box make the map, or give the same errno."""
    import random

    if os.geteuid() != 0:
        pytest.skip("Linux makes most maps for root only")
    chance = random.Random(seed)
    linux = Linux()
    for _ in range(400):
        type_ = MapType(chance.randrange(1, max(MapType) + 1))
        if type_ == MapType.STRUCT_OPS:
            continue
        attr = {
            "key_size": chance.choice([0, 4, 4, 4, 5, 8, 16, 260, 261, 512, 513]),
            "value_size": chance.choice([0, 4, 4, 8, 12, 32, 127 * 8, 128 * 8, 32769, 65408]),
            "max_entries": chance.choice([0, 0, 1, 4, 4096]),
            "map_flags": chance.choice([0, 0, 1, 2, 3, 4, 0x400, 513, 1 << chance.randrange(16)]),
            "map_extra": chance.choice([0, 0, 0, 1, 16, 4096]),
        }
        answers = []
        for kernel in (linux, box):
            try:
                kernel.close(kernel.bpf(Cmd.MAP_CREATE, MapCreateAttr(map_type=type_, **attr)))
                answers.append("made")
            except KernelError as error:
                answers.append(errno.errorcode.get(error.errno, error.errno))
        assert answers[0] == answers[1], (type_, attr)


def in_an_arena(box: Box, start: int, text: str, offset: int = 0) -> int:
    """Load a program that refers to an arena of two pages, and then does as *text* says."""
    fd = create(box, MapType.ARENA, 0, 0, 2, map_flags=MapFlag.MMAPABLE, map_extra=start)
    insns = struct.pack("<BBhiBBhi", 0x18, 0x21, 0, fd, 0, 0, 0, offset)
    insns += encode(assemble(text))
    attr = ProgLoadAttr(prog_type=ProgType.SCHED_CLS, insn_cnt=len(insns) // 8)
    attr.point("insns", insns)
    attr.point("license", b"GPL".ljust(64, b"\0"))
    return box.bpf(Cmd.PROG_LOAD, attr)


def test_arenas(box: Box) -> None:
    text = "r1 = addr_space_cast(r1, 0, 1)\nr1 += 8\nr0 = *(u64 *)(r1 + 0)\nexit"
    fd = in_an_arena(box, 1 << 44, text, 8192)
    shown = box.world.fds.get(fd).shown.xlated
    assert shown[16:] == encode(assemble("w1 = w1\nw1 += 8\nr0 = *(u64 *)(r1 + 0)\nexit"))
    with pytest.raises(KernelError, match="arena maps in the box"):
        client.prog_test_run(box, fd)
    with pytest.raises(KernelError, match="user address must be set"):
        in_an_arena(box, 0, text)
    with pytest.raises(KernelError, match="off=8193") as caught:
        in_an_arena(box, 1 << 44, text, 8193)
    assert caught.value.errno == errno.ERANGE
