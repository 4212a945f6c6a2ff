"""Equal types are kept once, circles too; declarations become definitions."""

from __future__ import annotations

from beebox.btf.dedup import dedup
from beebox.btf.types import (
    Const,
    Enum,
    Enumerator,
    Fwd,
    Int,
    Member,
    Ptr,
    Struct,
    Typedef,
    Union,
    Var,
)

INT = Int("int", 4, signed=True, bits=32)


def struct(name: str, *members: int) -> Struct:
    made = (Member(f"m{at}", each, 64 * at) for at, each in enumerate(members))
    return Struct(name, 8 * len(members), tuple(made))


def test_plain_types():
    types, new = dedup([INT, Ptr("", 1), INT, Ptr("", 3), Const("", 3)])
    assert types == [INT, Ptr("", 1), Const("", 1)]
    assert new == [0, 1, 2, 1, 2, 3]


def test_kinds_that_look_alike_stay_apart():
    types, _ = dedup([INT, Ptr("", 1), Const("", 1), Typedef("", 1), struct("", 1)])
    assert len(types) == 5


def test_circles():
    circle = [struct("a", 2), Ptr("", 3), struct("b", 4), Ptr("", 1)]
    shifted = [struct("a", 6), Ptr("", 7), struct("b", 8), Ptr("", 5)]
    types, new = dedup([*circle, *shifted])
    assert types == circle
    assert new == [0, 1, 2, 3, 4, 1, 2, 3, 4]


def test_circles_that_differ_somewhere_stay_apart():
    one = [INT, struct("a", 3), Ptr("", 4), struct("b", 5, 1), Ptr("", 2)]
    two = [INT, struct("a", 8), Ptr("", 9), struct("b", 10, 10), Ptr("", 7)]
    types, _ = dedup([*one, *two])
    assert [made.name for made in types].count("a") == 2
    assert [made.name for made in types].count("b") == 2


def test_a_declaration_becomes_the_definition():
    types, new = dedup([Fwd("a"), Ptr("", 1), struct("b", 2), INT, struct("a", 4)])
    assert types == [Ptr("", 4), struct("b", 1), INT, struct("a", 3)]
    assert new == [0, 4, 1, 2, 3, 4]


def test_definitions_that_wait_for_each_other():
    """Each object declares what the other defines."""
    one = [INT, Fwd("b"), Ptr("", 2), struct("a", 3, 1)]
    two = [INT, Fwd("a"), Ptr("", 6), struct("b", 7, 5)]
    both = [INT, struct("a", 11, 9), Ptr("", 12), struct("b", 13, 9), Ptr("", 10)]
    types, _ = dedup([*one, *two, *both])
    assert sorted(made.name for made in types) == ["", "", "a", "b", "int"]


def test_a_declaration_of_one_of_several_stays():
    types, _ = dedup([Fwd("a"), Ptr("", 1), INT, struct("a", 3), struct("a", 3, 3), struct("c", 2)])
    assert Fwd("a") in types
    assert [made.name for made in types].count("a") == 3


def test_unions_are_not_structs():
    types, _ = dedup([Fwd("a", union=True), Ptr("", 1), INT, struct("a", 3), Union("b", 4, ())])
    assert Fwd("a", union=True) in types


def test_enums_that_are_declared():
    full = Enum("e", 4, signed=False, values=(Enumerator("X", 1),))
    types, new = dedup([Enum("e", 4, signed=False, values=()), Ptr("", 1), full])
    assert types == [Ptr("", 2), full]
    assert new == [0, 2, 1, 2]


def test_variables_are_never_the_same():
    types, _ = dedup([INT, Var("x", 1), Var("x", 1)])
    assert types == [INT, Var("x", 1), Var("x", 1)]
