"""What the box says of fields that its tasks have not."""

from __future__ import annotations

from beebox.box.task_struct import FIELDS, TaskTypes
from beebox.spec.vmlinux import own


def test_every_field_has_a_place() -> None:
    types = TaskTypes()
    assert types.missed() == []
    types.learn(own())
    layout = types._layout
    assert all(layout.size[: len(FIELDS)])
    assert len(set(layout.at[: len(FIELDS)])) == len(FIELDS)
    layout.missed[0] = layout.at[3] + 16
    layout.count = 1
    (name,) = types.missed()
    assert name not in FIELDS
    types.close()
