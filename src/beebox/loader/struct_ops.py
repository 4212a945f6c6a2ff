"""Tables of operations on a kernel: its types, which programs they need, the value it is given.

tools/lib/bpf/libbpf.c, bpf_map__init_kern_struct_ops. Members are found by name. One that the
kernel has not is left out if the object leaves it zero; a program for such a member is not loaded.
The struct may be of a module (find_struct_ops_kern_types): then so is the type of the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from beebox.abi.enums import MapFlag
from beebox.btf.types import Btf, Composite, Enum, Member, Ptr, Struct
from beebox.errors import NotSupported
from beebox.kernel.api import Kernel
from beebox.loader.modules import Modules
from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec


class Table(NamedTuple):
    """A struct of operations of the kernel, or of the module whose types are *fd*."""

    btf: Btf
    type_id: int
    fd: int = 0

    @property
    def members(self) -> list[str]:
        """The names of its members, in their order."""
        return [each.name for each in _members(self.btf, self.type_id)]


def table(struct: str, btf: Btf, modules: Modules) -> Table | None:
    """Return the operations called *struct*: the kernel's own, else a module's."""
    own = btf.find(struct, "struct")
    if own is not None:
        return Table(btf, own)
    inside = modules.find(struct, "struct")
    if inside is None:
        return None
    return Table(inside[0].btf, inside[1], inside[0].fd)


def fitted(spec: MapSpec, kernel: Kernel, modules: Modules) -> MapSpec:
    """Return a table with the kernel's type of its value.

    Raises:
        NotSupported: the kernel has no such table of operations.
    """
    home = table(spec.struct, kernel.facts.btf, modules)
    found = home.btf.find(f"bpf_struct_ops_{spec.struct}", "struct") if home else None
    if home is None or found is None:
        raise NotSupported(
            f"map {spec.name}: the kernel has no operations {spec.struct}", modules.hint
        )
    flags = spec.flags | (MapFlag.VTYPE_BTF_OBJ_FD if home.fd else 0)
    size = home.btf.size(found)
    return replace(spec, struct_type_id=found, struct_btf_fd=home.fd, value_size=size, flags=flags)


def operation(program: ProgramSpec, btf: Btf, modules: Modules) -> ProgramSpec:
    """Return a program of a table with the kernel's struct and the number of its member.

    Raises:
        NotSupported: the kernel's struct has no such member.
    """
    struct, member = program.operation
    home = table(struct, btf, modules)
    if home is None or member not in home.members:
        raise NotSupported(
            f"program {program.name}: the kernel has no {struct}.{member}", modules.hint
        )
    number = home.members.index(member)
    return replace(program, attach_btf_id=home.type_id, attach_type=number, attach_prog_fd=home.fd)


def chosen(spec: ObjectSpec, kernel: Kernel, modules: Modules) -> dict[str, bool]:
    """Return of each program that stands in a table whether it is loaded: where the table is made.

    A member that the kernel has not takes its program with it.
    """
    found: dict[str, bool] = {}
    for each in spec.maps.values():
        if not each.struct:
            continue
        home = table(each.struct, kernel.facts.btf, modules) if each.autocreate else None
        known = home.members if home is not None else ()
        for member, program in each.members:
            wanted = each.autocreate and member in known
            found[program] = found.get(program, False) or wanted
    return found


def _members(btf: Btf, type_id: int | None) -> tuple[Member, ...]:
    made = btf.type(type_id) if type_id else None
    return made.members if isinstance(made, Composite) else ()


def value(spec: MapSpec, object_: ObjectSpec, btf: Btf, programs: Mapping[str, int]) -> bytes:
    """Return what registers table *spec*: the kernel's struct, its functions fds of *programs*.

    *btf* has that struct: the kernel's types, or a module's.

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
