"""Declarations of maps, made by hand from types."""

import pytest

from beebox.btf.read import read
from beebox.btf.types import Array, DataSec, Int, Member, Ptr, SecVar, Struct, Type, Var
from beebox.btf.write import Builder
from beebox.errors import ElfError
from beebox.obj.maps import declared


def declare(*members: tuple[str, object]):
    """Return what a declaration says: numbers as __uint(), a Type as __type() has them."""
    builder = Builder()
    number = builder.add(Int("int", 4, True, bits=32))
    made = []
    for name, what in members:
        if isinstance(what, int):
            target = builder.add(Ptr("", builder.add(Array(number, number, what))))
        elif what == "plain":
            target = number
        else:
            assert isinstance(what, Type)
            target = builder.add(Ptr("", builder.add(what)))
        made.append(Member(name, target, 64 * len(made)))
    struct = builder.add(Struct("", 8 * len(made), tuple(made)))
    var = builder.add(Var("m", struct, 1))
    builder.add(DataSec(".maps", 8 * len(made), (SecVar(var, 0, 8 * len(made)),)))
    return declared(read(builder.build()))[0]


def test_numbers_and_types():
    spec = declare(
        ("type", 1),
        ("max_entries", 9),
        ("key", Int("u", 4, bits=32)),
        ("value", Struct("v", 24, ())),
    )
    assert (spec.name, spec.key_size, spec.value_size, spec.max_entries) == ("m", 4, 24, 9)
    assert spec.key_type_id
    spec = declare(
        ("type", 1), ("map_flags", 1), ("map_extra", 3), ("numa_node", 2), ("pinning", 1)
    )
    assert (spec.flags, spec.extra, spec.numa_node, spec.pinning) == (1, 3, 2, 1)


def test_no_types_where_the_kernel_takes_none():
    assert declare(("type", 4), ("key", Int("u", 4, bits=32))).key_type_id == 0


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([("max_entries", 1)], "map m: its type is not declared"),
        ([("type", 4000)], "map m: map type 4000 is not known"),
        ([("type", 1), ("colour", 1)], "map m: what colour says of a map is not known"),
        ([("type", "plain")], r"map m: type is not declared by __uint\(\)"),
        ([("type", 1), ("key", "plain")], r"map m: key is not declared by __type\(\)"),
        ([("type", 1), ("values", 1)], r"map m: values is not declared by __array\(\)"),
        (
            [("type", 1), ("key_size", 8), ("key", Int("u", 4, bits=32))],
            "map m: key_size is not the size of key, 4",
        ),
        ([("type", 1)] * 40, "map m: 40 members are more than a declaration can have"),
        ([], "map m: its type is not declared"),
    ],
)
def test_mistakes(members, message):
    with pytest.raises(ElfError, match=message):
        declare(*members)
