"""The hash map under two threads: native operations run side by side, the GIL is not held."""

from __future__ import annotations

import random
import struct
import threading
from pathlib import Path

import pytest

from beebox.abi.enums import MapType
from beebox.box.kernel import Box
from beebox.box.maps.hash import END, Hash, HashMap
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.obj.spec import MapSpec

ROUNDS = 4000


@pytest.fixture
def table():
    box = Box()
    fd = client.map_create(box, MapSpec("t", MapType.HASH, 4, 8, 64))
    yield box.world.fds.find(fd, Hash)
    box.shut()


def test_threads(table: Hash) -> None:
    """Each thread owns half of the keys; what a key holds is always one that its owner wrote."""
    wrong: list[object] = []

    def work(half: int) -> None:
        chance = random.Random(half)
        mine: dict[int, int] = {}
        for turn in range(ROUNDS):
            number = chance.randrange(64) * 2 + half
            key = struct.pack("<I", number)
            try:
                if chance.random() < 0.5:
                    table.write(key, struct.pack("<II", number, turn), 0, -1)
                    mine[number] = turn
                elif number in mine:
                    table.remove(key)
                    del mine[number]
                else:
                    other = struct.pack("<I", number ^ 1)
                    address = table.find(other)
                    if address:
                        table.read(other)
            except KernelError as error:
                if error.errno not in (7, 2):
                    wrong.append(error)
        for number, turn in mine.items():
            if table.read(struct.pack("<I", number)) != struct.pack("<II", number, turn):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(half,)) for half in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    native = HashMap.at(table.header)
    found = []
    key = None
    while True:
        try:
            key = table.next(key)
        except KernelError:
            break
        found.append(key)
    assert len(found) == len(set(found)) == native.count
    assert native.lock == 0
    assert native.used <= 65


def test_elements_are_used_again(table: Hash) -> None:
    for turn in range(1000):
        key = struct.pack("<I", turn)
        table.write(key, bytes(8), 0, -1)
        table.write(key, bytes(8), 0, -1)
        table.remove(key)
    native = HashMap.at(table.header)
    assert (native.count, native.used) == (0, 2)
    assert native.free < END


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


def test_a_table_takes_memory_only_as_it_fills() -> None:
    box = Box()
    before = resident()
    client.map_create(box, MapSpec("big", MapType.HASH, 4, 1024, 1 << 20))
    assert resident() - before < 1000
    box.shut()
