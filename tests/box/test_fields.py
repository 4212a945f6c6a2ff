"""Maps whose values hold what a kernel guards are refused, however deep it lies."""

from __future__ import annotations

import pytest

from beebox.box.fields import guarded
from beebox.btf.read import read
from beebox.btf.types import Array, Int, Member, Ptr, Struct, Type, Typedef, TypeTag
from beebox.btf.write import Builder

INT = Int("int", 4, signed=True, bits=32)
LOCK = Struct("bpf_spin_lock", 4, (Member("val", 1, 0),))


def first(*types: Type) -> str:
    """What is guarded in the last of *types*; they have ids from 1 on."""
    builder = Builder()
    for made in types:
        builder.add(made)
    return guarded(read(builder.build()), len(types))


@pytest.mark.parametrize(
    ("types", "name"),
    [
        ((INT,), ""),
        ((INT, Struct("plain", 4, (Member("a", 1, 0),))), ""),
        ((INT, LOCK), "bpf_spin_lock"),
        ((INT, LOCK, Struct("v", 8, (Member("a", 1, 0), Member("lock", 2, 32)))), "bpf_spin_lock"),
        ((INT, LOCK, Array(2, 1, 3)), "bpf_spin_lock"),
        ((INT, LOCK, Typedef("lock_t", 2), Struct("v", 4, (Member("l", 3, 0),))), "bpf_spin_lock"),
        ((INT, TypeTag("kptr", 1), Ptr("", 2)), "kptr"),
        ((INT, TypeTag("user", 1), Ptr("", 2)), ""),
        ((INT, LOCK, Ptr("", 2)), ""),
    ],
)
def test_what_is_guarded(types: tuple[Type, ...], name: str) -> None:
    assert first(*types) == name
