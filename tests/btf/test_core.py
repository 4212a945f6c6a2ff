"""CO-RE on types made by hand: what libbpf's rules say of each."""

import pytest

from beebox.btf.core import Answer, Kind, Resolver, resizable
from beebox.btf.match import essential
from beebox.btf.missing import why
from beebox.btf.read import read
from beebox.btf.types import (
    Array,
    Enum,
    Enumerator,
    Float,
    FuncProto,
    Fwd,
    Int,
    Member,
    Param,
    Ptr,
    Struct,
    Type,
    Typedef,
    Union,
)
from beebox.btf.write import write
from beebox.errors import BtfError, RelocationError

INT = Int("int", 4, True, bits=32)
CHAR = Int("char", 1, True, bits=8)


def resolver(local: list[Type], target: list[Type]) -> Resolver:
    return Resolver(read(write(local)), read(write(target)))


def ask(local, target, access, kind=Kind.FIELD_BYTE_OFFSET, type_id=None):
    """Return the value for the last type of *local*."""
    answer = resolver(local, target).there(type_id or len(local), access, kind)
    return answer and answer.value


ONE = [INT, Struct("s", 8, (Member("a", 1, 0), Member("b", 1, 32)))]


def test_a_field_that_moved():
    there = [INT, Struct("s", 16, (Member("new", 1, 0), Member("b", 1, 64)))]
    assert ask(ONE, there, "0:1") == 8
    assert ask(ONE, there, "0:0") is None
    assert ask(ONE, there, "0:0", Kind.FIELD_EXISTS) == 0
    assert ask(ONE, there, "0:1", Kind.FIELD_EXISTS) == 1
    assert ask(ONE, there, "2:1") == 2 * 16 + 8


def test_a_field_inside_what_has_no_name():
    there = [
        INT,
        Struct("", 8, (Member("x", 1, 0), Member("b", 1, 32))),
        Union("", 8, (Member("", 2, 0), Member("y", 1, 0))),
        Struct("s", 16, (Member("a", 1, 0), Member("", 3, 64))),
    ]
    assert ask(ONE, there, "0:1") == 12


def test_a_kind_that_changed_is_another_field():
    there = [INT, Ptr("", 1), Struct("s", 16, (Member("b", 2, 64),))]
    assert ask(ONE, there, "0:1") is None
    assert ask(ONE, [Float("f", 4), Struct("s", 8, (Member("b", 1, 0),))], "0:1") is None


def test_flavours():
    assert essential("task_struct___old") == "task_struct"
    assert essential("a___b___c") == "a___b"
    assert essential("___x") == "___x"
    local = [INT, Struct("s___v2", 4, (Member("b", 1, 0),))]
    there = [INT, Struct("s", 8, (Member("b", 1, 32),)), Struct("s___v1", 8, (Member("c", 1, 0),))]
    assert ask(local, there, "0:0") == 4


def test_several_that_differ():
    there = [INT, Struct("s", 8, (Member("b", 1, 32),)), Struct("s", 4, (Member("b", 1, 0),))]
    with pytest.raises(RelocationError, match=r"struct s\.b .*several, which differ: .* 4, .* 0$"):
        ask(ONE, there, "0:1")
    same = [INT, Struct("s", 8, (Member("b", 1, 32),)), Struct("s", 16, (Member("b", 1, 32),))]
    assert ask(ONE, same, "0:1") == 4


def test_arrays():
    local = [INT, Array(1, 1, 4), Struct("s", 16, (Member("a", 2, 0),))]
    there = [INT, Array(1, 1, 2), Struct("s", 12, (Member("z", 1, 0), Member("a", 2, 32)))]
    assert ask(local, there, "0:0:1") == 8
    assert ask(local, there, "0:0:3") is None
    flexible = [INT, Array(1, 1, 0), Struct("s", 4, (Member("z", 1, 0), Member("a", 2, 32)))]
    assert ask(local, flexible, "0:0:3") == 16
    with pytest.raises(BtfError, match="has no element 9"):
        ask(local, there, "0:0:9")


def test_bit_fields():
    local = [INT, Struct("s", 4, (Member("f", 1, 0, 3),))]
    there = [INT, Struct("s", 8, (Member("g", 1, 0), Member("f", 1, 35, 7)))]
    assert ask(local, there, "0:0", Kind.FIELD_BYTE_OFFSET) == 4
    assert ask(local, there, "0:0", Kind.FIELD_BYTE_SIZE) == 4
    assert ask(local, there, "0:0", Kind.FIELD_LSHIFT_U64) == 64 - 10
    assert ask(local, there, "0:0", Kind.FIELD_RSHIFT_U64) == 64 - 7
    assert ask(local, there, "0:0", Kind.FIELD_SIGNED) == 1
    across = [CHAR, Struct("s", 2, (Member("f", 1, 6, 4),))]
    assert ask(local, across, "0:0", Kind.FIELD_BYTE_SIZE) == 2


def test_enumerators():
    local = [Enum("e___x", 4, False, (Enumerator("A", 1), Enumerator("B___y", 2)))]
    there = [Enum("e", 4, False, (Enumerator("B", 9), Enumerator("C", 0xFFFFFFFF)))]
    assert ask(local, there, "1", Kind.ENUMVAL_VALUE) == 9
    assert ask(local, there, "0", Kind.ENUMVAL_VALUE) is None
    assert ask(local, there, "0", Kind.ENUMVAL_EXISTS) == 0
    with pytest.raises(BtfError, match="has no enumerator 5"):
        ask(local, there, "5", Kind.ENUMVAL_VALUE)


def test_types():
    there = [INT, Fwd("s"), Struct("s", 24, ())]
    assert ask(ONE, there, "0", Kind.TYPE_SIZE) == 24
    assert ask(ONE, there, "0", Kind.TYPE_ID_TARGET) == 3
    assert ask(ONE, there, "0", Kind.TYPE_ID_LOCAL) == 2
    assert ask(ONE, there, "0", Kind.TYPE_EXISTS) == 1
    assert ask(ONE, there, "0", Kind.TYPE_MATCHES) == 0
    assert ask(ONE, [INT], "0", Kind.TYPE_EXISTS) == 0
    assert ask(ONE, [INT], "0", Kind.TYPE_SIZE) == 0


def test_types_match_member_by_member():
    more = [INT, Struct("s", 12, tuple(Member(n, 1, 32 * i) for i, n in enumerate("bca")))]
    assert ask(ONE, more, "0", Kind.TYPE_MATCHES) == 1
    other = [CHAR, Struct("s", 2, (Member("a", 1, 0), Member("b", 1, 8)))]
    assert ask(ONE, other, "0", Kind.TYPE_MATCHES) == 0
    behind = [INT, Fwd("t"), Ptr("", 2), Struct("s", 8, (Member("p", 3, 0),))]
    defined = [INT, Struct("t", 4, ()), Ptr("", 2), Struct("s", 8, (Member("p", 3, 0),))]
    assert ask(behind, defined, "0", Kind.TYPE_MATCHES) == 1


def test_functions():
    def proto(*params: int) -> list[Type]:
        made = FuncProto(0, tuple(Param("x", param) for param in params))
        return [INT, CHAR, Ptr("", 1), made, Ptr("", 4), Typedef("f", 5)]

    assert ask(proto(1, 3), proto(1, 3), "0", Kind.TYPE_EXISTS) == 1
    assert ask(proto(1, 3), proto(1), "0", Kind.TYPE_EXISTS) == 0
    assert ask(proto(1), proto(3), "0", Kind.TYPE_EXISTS) == 0


def test_what_a_load_may_widen():
    def may(mine: Type, theirs: Type) -> bool:
        local, target = ([made, Struct("s", 8, (Member("a", 1, 0),))] for made in (mine, theirs))
        asked = resolver(local, target)
        theirs_ = asked.there(2, "0:0", Kind.FIELD_BYTE_OFFSET)
        return resizable(asked.here(2, "0:0", Kind.FIELD_BYTE_OFFSET), theirs_)

    u32, u64, long = Int("u32", 4, bits=32), Int("u64", 8, bits=64), Int("long", 8, True, bits=64)
    assert may(u32, u64)
    assert not may(u32, long)
    assert may(INT, INT)
    assert may(Ptr("", 0), Ptr("", 0))
    assert not resizable(Answer(0, 4, extends=True), Answer(0, 8, extends=True, pointer=True))


@pytest.mark.parametrize("access", ["", "x", "0:-1", "0:9", "0:0:0:0", ":".join("0" * 100)])
def test_access_that_makes_no_sense(access):
    with pytest.raises(BtfError):
        ask(ONE, ONE, access)


def test_descriptions():
    made = resolver(ONE, ONE)
    assert made.describe(2, "0:1", Kind.FIELD_EXISTS) == "struct s.b"
    assert made.describe(2, "0", Kind.TYPE_SIZE) == "struct s"


@pytest.mark.parametrize(
    ("there", "access", "said"),
    [
        ([INT], "0:1", "the kernel has no struct s"),
        ([INT, Struct("s", 4, (Member("a", 1, 0),))], "0:1", "the kernel has no such field"),
        ([INT, Ptr("", 1), Struct("s", 8, (Member("b", 2, 0),))], "0:1",
         "it is a number here and a pointer in the kernel"),
        ([INT, Array(1, 1, 2), Struct("", 8, (Member("b", 2, 0),)), Struct("s", 8, (Member("", 3, 0),))],
         "0:1", "it is a number here and an array in the kernel"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(there, access, said):
    assert why(resolver(ONE, there), 2, access, Kind.FIELD_BYTE_OFFSET) == said


def test_what_is_missing_deep_inside_is_said():
    local = [INT, Struct("in", 8, (Member("x", 1, 0), Member("y", 1, 32))),
             Array(1, 1, 4), Struct("s", 24, (Member("in", 2, 0), Member("list", 3, 64)))]  # fmt: skip
    there = [INT, Struct("in", 4, (Member("x", 1, 0),)), Array(1, 1, 2),
             Struct("s", 24, (Member("in", 2, 0), Member("list", 3, 64)))]  # fmt: skip
    asked = resolver(local, there)
    assert why(asked, 4, "0:0:1", 0) == "the kernel has no such field in struct in"
    assert why(asked, 4, "0:1:3", 0) == "the kernel's array has no element 3"
    assert asked.there(4, "0:0:1", 0) is asked.there(4, "0:1:3", 0) is None


def test_values_that_are_missing_are_said():
    local = [Enum("e", 4, False, (Enumerator("X", 1),))]
    other = [Enum("e", 4, False, (Enumerator("Y", 1),))]
    assert why(resolver(local, other), 1, "0", Kind.ENUMVAL_VALUE) == "the kernel has no such value"
    assert why(resolver(local, [INT]), 1, "0", Kind.ENUMVAL_VALUE) == "the kernel has no enum e"
