"""Timers in map values, and whatever else is started there: which value, and of which map.

After Linux 6.18 kernel/bpf/verifier.c: check_map_field_pointer, which later
6.18 asks about work queues, too.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier.api import MapValue
from beebox.verifier.objects.fields import KINDS
from beebox.verifier.types import Refusal, Reg


def check_field(number: int, reg: Reg, kind: int) -> MapValue:
    """Check that *reg* points to the field of this kind in a map's value; return the map."""
    name = KINDS[kind].name
    if reg.bounds.mask:
        raise Refusal(
            EINVAL,
            f"R{number} doesn't have constant offset. {name} has to be at the constant offset",
        )
    of = reg.of
    assert isinstance(of, MapValue)
    if of.btf is None:
        raise Refusal(EINVAL, f"map '{of.name}' has to have BTF in order to use {name}")
    if not of.record.mask & kind:
        raise Refusal(EINVAL, f"map '{of.name}' has no valid {name}")
    where, off = of.record.offset(kind), reg.bounds.smin + reg.off
    if off != where:
        raise Refusal(EINVAL, f"off {off} doesn't point to 'struct {name}' that is at {where}")
    return of
