"""Families of maps held against Linux's: tries, queues, stacks, maps in maps, maps that forget."""

# ruff: noqa: B023 - each lambda is called at once

from __future__ import annotations

import os
import random
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

import beebox
from beebox.abi.enums import MapFlag, MapType
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.kernel.linux import Linux
from beebox.obj.spec import MapSpec

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Linux makes most maps for root only")


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


def answer(call: Callable[[], object]) -> object:
    try:
        return call()
    except KernelError as error:
        return error.errno


def on_both(box: Box, story: Callable[[Kernel, random.Random], list[object]], seed: int) -> None:
    """Hold what a story gets from the box against what it gets from Linux."""
    assert story(box, random.Random(seed)) == story(Linux(), random.Random(seed)), seed


def trie(kernel: Kernel, chance: random.Random) -> list[object]:
    size, entries = chance.choice([1, 2, 3, 4, 16]), chance.choice([1, 2, 4, 16])
    spec = MapSpec("t", MapType.LPM_TRIE, 4 + size, 4, entries, flags=MapFlag.NO_PREALLOC)
    fd = client.map_create(kernel, spec)

    def key() -> bytes:
        bits = chance.choice([0, 1, 4, 8 * size, 8 * size, chance.randrange(8 * size + 2)])
        return struct.pack("<I", bits) + bytes(chance.choice([0, 1, 128, 255]) for _ in range(size))

    told: list[object] = []
    for step in range(80):
        turn, at, value = chance.random(), key(), struct.pack("<I", step)
        flags = chance.choice([0, 0, 0, 1, 2, 3])
        if turn < 0.5:
            told.append(answer(lambda: client.map_update(kernel, fd, at, value, flags)))
        elif turn < 0.7:
            told.append(answer(lambda: client.map_delete(kernel, fd, at)))
        elif turn < 0.9:
            told.append(answer(lambda: client.map_lookup(kernel, fd, at)))
        else:
            told.append(list(client.map_keys(kernel, fd, size=4 + size)))
    kernel.close(fd)
    return told


@pytest.mark.linux
@needs_root
@pytest.mark.parametrize("seed", range(40))
def test_tries(box: Box, seed: int) -> None:
    on_both(box, trie, seed)


def line_of(type_: MapType) -> Callable[[Kernel, random.Random], list[object]]:
    def story(kernel: Kernel, chance: random.Random) -> list[object]:
        fd = client.map_create(kernel, MapSpec("t", type_, 0, 8, chance.choice([1, 2, 3, 8])))
        told: list[object] = []
        for step in range(60):
            turn, value = chance.random(), struct.pack("<Q", step)
            flags = chance.choice([0, 0, 0, 2, 2, 1, 3, 4])
            if turn < 0.5:
                told.append(answer(lambda: client.map_update(kernel, fd, b"", value, flags)))
            elif turn < 0.7:
                told.append(answer(lambda: client.map_lookup(kernel, fd, b"")))
            elif turn < 0.9:
                told.append(answer(lambda: client.map_take(kernel, fd, b"", size=8)))
            else:
                told.append(answer(lambda: client.map_delete(kernel, fd, b"")))
        kernel.close(fd)
        return told

    return story


@pytest.mark.linux
@needs_root
@pytest.mark.parametrize("type_", [MapType.QUEUE, MapType.STACK])
@pytest.mark.parametrize("seed", range(10))
def test_queues_and_stacks(box: Box, type_: MapType, seed: int) -> None:
    on_both(box, line_of(type_), seed)


def test_a_bloom_filter_never_denies_what_is_in_it(box: Box) -> None:
    from beebox.abi.enums import Cmd
    from beebox.abi.structs import MapElemAttr

    fd = client.map_create(box, MapSpec("t", MapType.BLOOM_FILTER, 0, 4, 1000))

    def ask(number: int) -> bool:
        attr = MapElemAttr(map_fd=fd)
        attr.point("value", struct.pack("<I", number))
        return answer(lambda: box.bpf(Cmd.MAP_LOOKUP_ELEM, attr)) == 0

    for number in range(1000):
        client.map_update(box, fd, b"", struct.pack("<I", number))
    assert all(ask(number) for number in range(1000))
    assert sum(ask(number) for number in range(1000, 3000)) < 200
    assert answer(lambda: client.map_take(box, fd, b"", size=4)) == 95


@pytest.mark.parametrize("type_", [MapType.LRU_HASH, MapType.LRU_PERCPU_HASH])
def test_a_map_that_forgets_is_never_too_full(box: Box, type_: MapType) -> None:
    copies = box.facts.cpus if type_ == MapType.LRU_PERCPU_HASH else 1
    fd = client.map_create(box, MapSpec("t", type_, 4, 8, 64))
    for number in range(1000):
        key = struct.pack("<I", number)
        client.map_update(box, fd, key, struct.pack("<Q", number) * copies)
        assert client.map_lookup(box, fd, key) == struct.pack("<Q", number) * copies
    keys = sorted(struct.unpack("<I", key)[0] for key in client.map_keys(box, fd, size=4))
    assert keys == list(range(936, 1000))
    client.map_delete(box, fd, struct.pack("<I", 999))
    assert answer(lambda: client.map_delete(box, fd, struct.pack("<I", 3))) == 2
    assert len(list(client.map_keys(box, fd, size=4))) == 63


SOURCE = Path(__file__).parent.parent / "data" / "c" / "families.bpf.c"


@pytest.mark.skipif(not shutil.which("clang"), reason="no clang")
@pytest.mark.parametrize("engine", ["interpreter", "tier0", "tier1", "linux"])
def test_programs_use_them_all(engine: str) -> None:
    """As Linux answers: 5 + 100, then digits by queue and stack, two entries of the tables, ..."""
    if engine == "linux" and os.geteuid() != 0:
        pytest.skip("Linux takes programs from root only")
    kernel = Linux() if engine == "linux" else Box(engine=engine)
    with beebox.load(SOURCE, kernel) as live:
        assert live.programs.f.run(bytes(64)).retval == 111018265
