"""Python values into bytes of a type: the way back from `decode`."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import pytest

from beebox.btf.encode import encode
from beebox.btf.read import read
from beebox.btf.types import Array, Enum, Enumerator, Int, Member, Struct, Union
from beebox.btf.values import decode
from beebox.btf.write import Builder
from beebox.errors import BtfError

INT, CHAR, WORD, COLOUR, POINT, TEXT, BOX, EITHER, FLAGS, LIST = range(1, 11)


@pytest.fixture(scope="module")
def btf():
    made = Builder()
    for each in (
        Int("int", 4, signed=True, bits=32),
        Int("char", 1, char=True, bits=8),
        Int("long", 8, bits=64),
        Enum("colour", 4, False, (Enumerator("RED", 1), Enumerator("BLUE", 2))),
        Struct("point", 8, (Member("x", INT, 0), Member("y", INT, 32))),
        Array(CHAR, INT, 8),
        Struct("box", 28, (
            Member("at", POINT, 0), Member("name", TEXT, 64), Member("colour", COLOUR, 128),
            Member("", EITHER, 160),
        )),
        Union("", 8, (Member("a", INT, 0), Member("b", WORD, 0))),
        Struct("flags", 4, (Member("low", INT, 0, 3), Member("high", INT, 3, 5))),
        Array(POINT, INT, 2),
    ):  # fmt: skip
        made.add(each)
    return read(made.build())


@dataclass
class Point:
    x: int
    y: int


def test_a_struct_from_what_has_parts(btf) -> None:
    assert encode(btf, POINT, {"x": 1, "y": -1}) == struct.pack("<ii", 1, -1)
    assert encode(btf, POINT, Point(1, -1)) == struct.pack("<ii", 1, -1)
    assert encode(btf, POINT, {"y": 2}) == struct.pack("<ii", 0, 2)
    assert encode(btf, POINT, bytes(8)) == bytes(8)
    assert encode(btf, LIST, [Point(1, 2)]) == struct.pack("<iiii", 1, 2, 0, 0)


def test_what_is_inside_of_what(btf) -> None:
    value = {"at": {"x": 1}, "name": "abc", "colour": "BLUE", "b": 1 << 40}
    data = encode(btf, BOX, value)
    assert data == struct.pack("<ii8siQ", 1, 0, b"abc", 2, 1 << 40)
    back = decode(btf, BOX, data)
    assert isinstance(back, dict)
    assert (back["name"], back["colour"]) == ("abc", "BLUE")


def test_members_of_a_union_that_agree(btf) -> None:
    assert encode(btf, EITHER, {"a": 5, "b": 7 << 32 | 5}) == struct.pack("<II", 5, 7)
    assert encode(btf, EITHER, {"a": None, "b": 3}) == struct.pack("<Q", 3)
    assert encode(btf, BOX, {"a": -1, "b": (1 << 32) - 1})[20:] == struct.pack("<iI", -1, 0)


def test_bit_fields(btf) -> None:
    assert encode(btf, FLAGS, {"low": 5, "high": 31}) == bytes([0xFD, 0, 0, 0])


@pytest.mark.parametrize(
    ("type_id", "value", "said"),
    [
        (INT, 1 << 32, "value: 4294967296 does not fit into 32 bits"),
        (INT, "two", "value: 'two' is not a number"),
        (POINT, {"z": 1}, "value has no member 'z'; it has x, y"),
        (POINT, 5, "no mapping, dataclass or named tuple"),
        (POINT, bytes(7), "value: 7 bytes, it has 8"),
        (TEXT, "too long for it", "15 elements, it has 8"),
        (LIST, "ab", "a text, and its elements have 8 bytes"),
        (LIST, [{"x": "no"}], r"value\[0\]\.x: 'no' is not a number"),
        (BOX, {"colour": "GREEN"}, "value.colour: enum colour has no 'GREEN'"),
        (EITHER, {"a": 1, "b": 2}, "value.b: another member of its union says otherwise"),
        (BOX, {"a": 1, "b": 2}, "value.b: another member of its union says otherwise"),
        (FLAGS, {"low": 9}, "value.low: 9 does not fit into 3 bits"),
    ],
)
def test_what_does_not_fit_is_named(btf, type_id, value, said) -> None:
    with pytest.raises(BtfError, match=said):
        encode(btf, type_id, value)
