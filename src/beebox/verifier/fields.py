"""Which field of a record an access goes to: of a context, or of a socket.

After the ``is_valid_access`` functions of Linux 6.18 (net/core/filter.c and others): the rows of
`beebox.spec.contexts` say what they allow.
"""

from __future__ import annotations

from collections.abc import Iterable

from beebox.spec.model import CtxField, Width


def find(
    fields: Iterable[CtxField], off: int, size: int, *, write: bool = False
) -> CtxField | None:
    """Return the field that may be accessed so, if there is one."""
    for field in fields:
        inside = field.offset <= off < field.offset + field.size
        if inside and _fits(field, off, size, write=write):
            return field
    return None


def _fits(field: CtxField, off: int, size: int, *, write: bool) -> bool:
    """Tell whether the field may be accessed so: only whole ones are written."""
    if (write and not field.write) or off % size or off + size > field.offset + field.size:
        return False
    if field.width is Width.FREE:
        return True
    unit = field.unit or field.size
    if field.wide and size == 2 * unit:
        return True
    if write or field.width is Width.EXACT:
        return size == unit and not (off - field.offset) % unit
    if field.width is Width.START and off != field.offset:
        return False
    return field.least <= size <= unit
