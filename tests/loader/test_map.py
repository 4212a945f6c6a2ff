"""Maps by Python values: what the types of an object make of keys and values."""

from __future__ import annotations

import pytest

from beebox.abi.enums import MapType
from beebox.box.kernel import Box
from beebox.btf.read import read
from beebox.btf.types import Array, Int, Member, Struct
from beebox.btf.write import Builder
from beebox.errors import BtfError, KernelError
from beebox.kernel import client
from beebox.loader import Map
from beebox.loader.names import Names
from beebox.obj.spec import MapSpec

U32, U64, CHAR, COMM, WHO = range(1, 6)


@pytest.fixture(scope="module")
def btf():
    made = Builder()
    made.add(Int("unsigned int", 4, bits=32))
    made.add(Int("unsigned long", 8, bits=64))
    made.add(Int("char", 1, char=True, bits=8))
    made.add(Array(CHAR, U32, 12))
    made.add(Struct("who", 16, (Member("pid", U32, 0), Member("comm", COMM, 32))))
    return read(made.build())


@pytest.fixture
def make(btf):
    box = Box(cpus=2)

    def create(kind=MapType.HASH, key=U32, value=U64, typed=True) -> Map:
        size = {U32: 4, U64: 8, WHO: 16, 0: 0}
        spec = MapSpec("m", kind, size[key], size[value], 4, 0, key, value)
        return Map(box, spec, client.map_create(box, spec), btf if typed else None)

    yield create
    box.shut()


def test_numbers(make) -> None:
    live = make()
    live[1] = 10
    live[2] = 1 << 60
    assert (live[1], live.get(3), 2 in live, 3 in live) == (10, None, True, False)
    assert dict(live.items()) == {1: 10, 2: 1 << 60}
    assert (sorted(live), sorted(live.values())) == ([1, 2], [10, 1 << 60])
    del live[1]
    assert live.pop(2) == 1 << 60
    with pytest.raises(KeyError):
        live[1]
    with pytest.raises(KeyError):
        del live[1]
    with pytest.raises(KeyError):
        live.pop(2)


def test_structs_as_keys_and_values(make) -> None:
    live = make(key=WHO, value=WHO)
    live[{"pid": 1, "comm": "init"}] = {"pid": 2, "comm": "sh"}
    ((key, value),) = live.items()
    assert (key.pid, key.comm, value.comm) == (1, "init", "sh")
    assert live[key] == value
    assert {key: 1}[key] == 1


def test_a_value_for_each_cpu(make) -> None:
    live = make(MapType.PERCPU_ARRAY)
    assert live[0] == [0, 0]
    live[0] = [3, 4]
    assert live[0] == [3, 4]
    live[1] = 7
    assert live[1] == [7, 7]
    with pytest.raises(KernelError, match="1 values for 2 CPUs"):
        live[0] = [1]


def test_without_types_there_are_bytes(make) -> None:
    live = make(typed=False)
    live[1] = 5
    assert live[b"\1\0\0\0"] == b"\5" + bytes(7)
    with pytest.raises(KernelError, match="its type is not known, so it takes 8 bytes"):
        live[1] = "five"


def test_what_does_not_fit_is_refused(make) -> None:
    live = make()
    with pytest.raises(BtfError, match="does not fit into 32 bits"):
        live[1 << 40] = 1
    with pytest.raises(KernelError, match="keys of 4 and values of 8 bytes"):
        live.lookup(b"")


def test_names_are_attributes_too() -> None:
    names: Names[int] = Names("map")
    names["counts"] = 1
    assert (names.counts, names["counts"]) == (1, 1)
    with pytest.raises(AttributeError, match="there is no map 'count'; there are counts"):
        _ = names.count
    with pytest.raises(KeyError, match="there is no map 'count'"):
        names["count"]
