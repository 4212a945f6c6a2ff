"""The hash map under two threads: native operations run side by side, the GIL is not held."""

from __future__ import annotations

import ctypes
import random
import struct
import threading
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from beebox.abi.enums import MapFlag, MapType
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


def buckets_used(keys: Sequence[bytes], flags: int) -> int:
    """Return in how many of as many buckets *keys* lie."""
    box = Box()
    spec = MapSpec("t", MapType.HASH, len(keys[0]), 8, len(keys), flags)
    table = box.world.fds.find(client.map_create(box, spec), Hash)
    for key in keys:
        table.write(key, bytes(8), 0, -1)
    native = HashMap.at(table.header)
    assert native.count == len(keys)
    buckets = struct.unpack(f"<{len(keys)}I", ctypes.string_at(native.buckets, 4 * len(keys)))
    box.shut()
    return sum(link != 0 for link in buckets)


KEYS = {
    "numbers": [struct.pack("<I", number) for number in range(4096)],
    "upper halves": [struct.pack("<I", number << 20) for number in range(4096)],
    "upper words": [struct.pack("<Q", number << 52) for number in range(4096)],
    "one word of four": [struct.pack("<4I", 7, 7, number, 7) for number in range(4096)],
    "two words of four": [struct.pack("<4I", n & 63, 0, n >> 6, 0) for n in range(4096)],
    "words changed round": [struct.pack("<4I", n & 63, 1, n >> 6, 1) for n in range(4096)],
    "odd sizes": [struct.pack("<IIIB", 1, number >> 8, 2, number & 255) for number in range(4096)],
    "long ones": [bytes(90) + struct.pack("<H", number) + bytes(90) for number in range(4096)],
    "ends": [bytes(181) + struct.pack("<H", number) for number in range(4096)],
}


@pytest.mark.parametrize("flags", [0, MapFlag.ZERO_SEED])
@pytest.mark.parametrize("name", KEYS)
def test_keys_that_are_alike_are_spread(name: str, flags: int) -> None:
    """As chance would: 1 - 1/e of the buckets have a key, 2,589; its standard deviation is 20.

    One seed in some thousands spreads such keys a little worse (2,270 were seen): so the median.
    """
    assert 2400 < median(buckets_used(KEYS[name], flags) for _ in range(7)) < 2780


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 12, 13, 16, 31, 64, 68, 129, 200])
def test_each_byte_of_a_key_counts(size: int) -> None:
    box = Box()
    table = box.world.fds.find(
        client.map_create(box, MapSpec("t", MapType.HASH, size, 8, size + 1)), Hash
    )
    keys = [bytes(size), *(bytes(at) + b"\x80" + bytes(size - at - 1) for at in range(size))]
    for number, key in enumerate(keys):
        table.write(key, struct.pack("<Q", number), 0, -1)
    assert [table.read(key) for key in keys] == [struct.pack("<Q", n) for n in range(size + 1)]
    for key in keys[::2]:
        table.remove(key)
    assert [table.find(key) != 0 for key in keys] == [n % 2 == 1 for n in range(size + 1)]
    box.shut()


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


def test_a_table_takes_memory_only_as_it_fills() -> None:
    box = Box()
    before = resident()
    client.map_create(box, MapSpec("big", MapType.HASH, 4, 1024, 1 << 20))
    assert resident() - before < 1000
    box.shut()
