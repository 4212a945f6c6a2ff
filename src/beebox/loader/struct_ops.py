"""Tables of operations on a kernel: its types, which programs they need, the value it is given.

tools/lib/bpf/libbpf.c, bpf_map__init_kern_struct_ops. Members are found by name. One that the
kernel has not is left out if the object leaves it zero; a program for such a member is not loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from beebox.btf.types import Btf, Composite, Enum, Member, Ptr, Struct
from beebox.errors import NotSupported
from beebox.kernel.api import Kernel
from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec


def fitted(spec: MapSpec, kernel: Kernel) -> MapSpec:
    """Return a table with the kernel's type of its value.

    Raises:
        NotSupported: the kernel has no such table of operations.
    """
    btf = kernel.facts.btf
    found = btf.find(f"bpf_struct_ops_{spec.struct}", "struct")
    if found is None or btf.find(spec.struct, "struct") is None:
        raise NotSupported(f"map {spec.name}: the kernel has no operations {spec.struct}")
    return replace(spec, struct_type_id=found, value_size=btf.size(found))


def operation(program: ProgramSpec, btf: Btf) -> ProgramSpec:
    """Return a program of a table with the kernel's struct and the number of its member.

    Raises:
        NotSupported: the kernel's struct has no such member.
    """
    struct, member = program.operation
    found = btf.find(struct, "struct")
    names = [each.name for each in _members(btf, found)]
    if found is None or member not in names:
        raise NotSupported(f"program {program.name}: the kernel has no {struct}.{member}")
    return replace(program, attach_btf_id=found, attach_type=names.index(member))


def chosen(spec: ObjectSpec, kernel: Kernel) -> dict[str, bool]:
    """Return of each program that stands in a table whether it is loaded: where the table is made.

    A member that the kernel has not takes its program with it.
    """
    found: dict[str, bool] = {}
    for table in spec.maps.values():
        if not table.struct:
            continue
        known = _known(kernel.facts.btf, table.struct) if table.autocreate else frozenset()
        for member, program in table.members:
            wanted = table.autocreate and member in known
            found[program] = found.get(program, False) or wanted
    return found


def _known(btf: Btf, struct: str) -> frozenset[str]:
    return frozenset(each.name for each in _members(btf, btf.find(struct, "struct")))


def _members(btf: Btf, type_id: int | None) -> tuple[Member, ...]:
    made = btf.type(type_id) if type_id else None
    return made.members if isinstance(made, Composite) else ()


def value(spec: MapSpec, object_: ObjectSpec, btf: Btf, programs: Mapping[str, int]) -> bytes:
    """Return what registers table *spec*: the kernel's struct, its functions fds of *programs*.

    Raises:
        NotSupported: a member that is set is not in the kernel, or is something else there.
    """
    mine = object_.btf
    if not spec.struct:
        raise NotSupported(f"map {spec.name} is no table of operations")
    if mine is None or spec.contents is None:
        raise NotSupported(f"map {spec.name} has no types that say what it is")
    whole = bytearray(btf.size(spec.struct_type_id))
    start = next(
        each.offset // 8 for each in _members(btf, spec.struct_type_id) if each.name == "data"
    )
    theirs = {each.name: each for each in _members(btf, btf.find(spec.struct, "struct"))}
    operations = dict(spec.members)
    for member in _members(mine, spec.local_type_id):
        size = mine.size(member.type)
        held = spec.contents[member.offset // 8 : member.offset // 8 + size]
        other = theirs.get(member.name)
        if other is None:
            if any(held):
                raise NotSupported(
                    f"map {spec.name}: the kernel's {spec.struct} has no {member.name}"
                )
            continue
        at = start + other.offset // 8
        if member.name in operations:
            fd = programs.get(operations[member.name], 0)
            whole[at : at + 8] = fd.to_bytes(8, "little")
            continue
        if member.bits or other.bits or not _alike(mine, member, btf, other):
            if not any(held):
                continue
            raise NotSupported(
                f"map {spec.name}: {member.name} is of another type in the kernel's {spec.struct}"
            )
        whole[at : at + size] = held
    return bytes(whole)


def _alike(mine: Btf, member: Member, btf: Btf, other: Member) -> bool:
    """Tell whether two members are of one kind and size."""
    one = mine.type(mine.resolve(member.type))
    two = btf.type(btf.resolve(other.type))
    if isinstance(one, Enum) and isinstance(two, Enum):
        return one.size == two.size
    if isinstance(one, Ptr) or isinstance(two, Ptr):
        return isinstance(one, Ptr) and isinstance(two, Ptr)
    kinds = (Struct if isinstance(each, Struct) else type(each) for each in (one, two))
    return len(set(kinds)) == 1 and mine.size(member.type) == btf.size(other.type)
