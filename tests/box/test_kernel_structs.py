"""The kernel's structs in the box: every field has a place, and what is asked for in vain is told."""

from __future__ import annotations

import pytest

from beebox.box.kernel_structs import FIELDS, KernelStructs
from beebox.box.places import FDS, FILE, NAME, TASK
from beebox.spec.vmlinux import own


@pytest.fixture
def structs():
    made = KernelStructs()
    yield made
    made.close()


def test_every_field_has_a_place(structs: KernelStructs) -> None:
    structs.learn(own())
    layout = structs.layout
    assert all(layout.size[: len(FIELDS)])
    places = zip(layout.kind[: len(FIELDS)], layout.at[: len(FIELDS)], strict=True)
    assert len(set(places)) == len(FIELDS)
    assert max(layout.at[: len(FIELDS)]) < 1 << 14
    files = [at for at, kind in zip(layout.at, layout.kind, strict=True) if kind != TASK]
    assert max(files) < 1 << 10


def test_what_was_asked_for_in_vain(structs: KernelStructs) -> None:
    assert structs.missed() == []
    structs.learn(own())
    structs.layout.missed[0] = 0
    structs.layout.missed[1] = FILE << 16 | structs.layout.at[FIELDS.index("file.f_inode")]
    structs.layout.missed[2] = FILE << 16 | 1023
    structs.layout.count = 3
    first, second, third = structs.missed()
    assert first.startswith("task_struct.")
    assert (second, third) == ("file.f_inode", "file at 1023")


def test_addresses_do_not_meet() -> None:
    assert NAME < 16
    assert FDS << 10 <= 1 << 21
