"""Pointers kept in map values: what a load of one gives, and what may be stored.

After Linux 6.18 kernel/bpf/verifier.c: check_map_kptr_access, map_kptr_match_type,
btf_ld_kptr_type, process_kptr_func.
"""

from __future__ import annotations

from errno import EOPNOTSUPP

from beebox.verifier.objects.fields import POINTERS, Record
from beebox.verifier.types import UNKNOWN, Refusal, Reg


def load(reg: Reg, record: Record, off: int) -> Reg:
    """Return what a load from a value with special fields gives."""
    field = record.find(off + reg.bounds.value, POINTERS) if not reg.bounds.mask else None
    if field is None:
        return UNKNOWN
    raise Refusal(EOPNOTSUPP, "pointers in map values are not modelled yet")
