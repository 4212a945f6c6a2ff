"""Which members of the kernel's structs a program may write.

After the ``btf_struct_access`` of Linux 6.18: net/ipv4/bpf_tcp_ca.c, net/netfilter/
nf_conntrack_bpf.c.
"""

from __future__ import annotations

from errno import EACCES

from beebox.btf.types import Btf, Composite
from beebox.spec.model import ProgramType
from beebox.verifier.types import Refusal, TypeRef


def check(row: ProgramType, of: TypeRef, off: int, size: int) -> None:
    """Hold a store by a program of a type against what that type writes."""
    listed = row.writes.get(of.name)
    if listed is None:
        raise Refusal(EACCES, "only read is supported")
    check_listed(of, listed.members, off, size, listed.name)


def check_listed(of: TypeRef, members: frozenset[str], off: int, size: int, name: str) -> None:
    """Refuse a store that is not to one of *members* of a struct."""
    for path in members:
        start, whole = _place(of.btf, of.id, path)
        if start == off or (start <= off < start + whole and whole > 8):
            if off + size > start + whole:
                raise Refusal(
                    EACCES,
                    f"write access at off {off} with size {size} beyond the member of {name} "
                    f"ended at {start + whole}",
                )
            return
    raise Refusal(EACCES, f"no write support to {name} at off {off}")


def _place(btf: Btf, struct: int, path: str) -> tuple[int, int]:
    """Return where a member lies, also one of a struct that begins the struct, and its size."""
    start = 0
    for name in path.split("."):
        found = _member(btf, struct, name)
        if found is None:
            return -1, 0
        start, struct = start + found[0], found[1]
    return start, btf.size(struct)


def _member(btf: Btf, struct: int, name: str) -> tuple[int, int] | None:
    made = btf.type(btf.resolve(struct))
    if not isinstance(made, Composite):
        return None
    for member in made.members:
        if member.name == name:
            return member.offset // 8, member.type
    for member in made.members:
        if not member.name or member.offset == 0:
            found = _member(btf, member.type, name)
            if found is not None:
                return member.offset // 8 + found[0], found[1]
    return None
