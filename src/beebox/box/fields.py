"""Fields of map values that a kernel guards: locks, timers, references (btf_parse_fields).

The box has none of them yet, and as plain bytes a program could write them: so it refuses maps
that hold one.
"""

from __future__ import annotations

from beebox.btf.types import Array, Btf, Composite, DataSec, Ptr, TypeTag, Var

GUARDED = frozenset(
    (
        "bpf_spin_lock",
        "bpf_res_spin_lock",
        "bpf_timer",
        "bpf_wq",
        "bpf_task_work",
        "bpf_refcount",
        "bpf_list_head",
        "bpf_list_node",
        "bpf_rb_root",
        "bpf_rb_node",
    )
)
KPTRS = frozenset(("kptr", "kptr_untrusted", "percpu_kptr", "uptr"))
_DEPTH = 16


def guarded(btf: Btf, type_id: int, depth: int = _DEPTH) -> str:
    """Return the name of the first guarded field in a type, "" if there is none."""
    made = btf.type(btf.resolve(type_id)) if type_id else None
    parts: tuple[int, ...] = ()
    match made:
        case Composite() if made.name in GUARDED:
            return made.name
        case Composite():
            parts = tuple(member.type for member in made.members)
        case DataSec():
            parts = tuple(entry.type for entry in made.vars)
        case Array() | Var():
            parts = (made.type,)
        case Ptr():
            target = btf.type(made.type)
            return target.name if isinstance(target, TypeTag) and target.name in KPTRS else ""
    found = (guarded(btf, part, depth - 1) for part in parts) if depth else ()
    return next(filter(None, found), "")
