"""MAP_CREATE and the commands on a map's elements (kernel/bpf/syscall.c, map_*)."""

from __future__ import annotations

from errno import EBUSY, EINVAL, EPERM
from importlib import import_module

from beebox.abi.enums import MapFlag, MapType, UpdateFlag
from beebox.box.btfs import BtfObject
from beebox.box.maps import FAMILIES, OTHERS
from beebox.box.maps.base import Map
from beebox.box.names import check_name
from beebox.box.syscall import Call
from beebox.btf.types import Struct
from beebox.errors import ENOTSUPP, BtfError, KernelError
from beebox.spec.maps import MAPS
from beebox.spec.model import KeyTypes
from beebox.verifier.objects.fields import NO_FIELDS, FieldError, Record
from beebox.verifier.objects.maps import Shape
from beebox.verifier.objects.maps import check as check_types

_DIGEST = 32
"""bytes of SHA-256"""
_NO_NODE = (1 << 32) - 1
_MAX_TYPE = max(MapType)


def create(call: Call) -> int:
    """MAP_CREATE: return the fd of a new map (map_create)."""
    attr, world = call.attr, call.world
    _check(call)
    if not 0 < attr.map_type <= _MAX_TYPE:
        raise KernelError(EINVAL, f"map type {attr.map_type}")
    kind = _family(MapType(attr.map_type))
    own = type(attr).from_buffer_copy(attr)
    kind.check(own)
    made = kind(own, world)
    try:
        check_name(attr.map_name)
        _describe(call, made)
    except BaseException:
        made.drop()
        raise
    world.add_map(made)
    return world.fds.open(made)


def _family(type_: MapType) -> type[Map]:
    module, _, name = FAMILIES.get(type_, OTHERS).partition(":")
    found: type[Map] = getattr(import_module(f"beebox.box.maps.{module}"), name)
    return found


def _describe(call: Call, made: Map) -> None:
    """Give the map the types of key and value, if the attribute names some."""
    if call.attr.btf_vmlinux_value_type_id:
        _check_operations(call)
    if call.attr.excl_prog_hash:
        made.exclusive = call.memory.read(call.attr.excl_prog_hash, _DIGEST)
    made.btf, made.record = _btf(call)
    if made.record.fields and not made.unserved:
        made.unserved = f"values with {made.record.fields[0].name}"


def _check_operations(call: Call) -> None:
    """Hold a struct_ops map against the kernel's type of its value (bpf_struct_ops_map_alloc)."""
    attr, types = call.attr, call.world.policy.types()
    call.world.fds.find(attr.btf_fd, BtfObject)
    type_id = attr.btf_vmlinux_value_type_id
    made = types.type(type_id) if type_id in types.ids() else None
    if not isinstance(made, Struct) or not made.name.startswith("bpf_struct_ops_"):
        raise KernelError(ENOTSUPP, f"type {type_id} is no table of operations")
    if made.size != attr.value_size:
        raise KernelError(EINVAL, f"{made.name} has {made.size} bytes")


def _check(call: Call) -> None:
    """Refuse what no type of map takes."""
    attr = call.attr
    if attr.btf_vmlinux_value_type_id:
        other = attr.map_type != MapType.STRUCT_OPS
        if other or attr.btf_key_type_id or attr.btf_value_type_id:
            raise KernelError(EINVAL, "btf_vmlinux_value_type_id")
    elif attr.btf_key_type_id and not attr.btf_value_type_id:
        raise KernelError(EINVAL, "BTF types")
    if attr.map_extra and attr.map_type not in (MapType.BLOOM_FILTER, MapType.ARENA):
        raise KernelError(EINVAL, "map_extra")
    if attr.excl_prog_hash_size != (_DIGEST if attr.excl_prog_hash else 0):
        raise KernelError(EINVAL, "excl_prog_hash")
    flags = attr.map_flags
    if flags & MapFlag.TOKEN_FD:
        raise KernelError(EINVAL, "a token: nobody needs one in the box")
    if flags & MapFlag.RDONLY and flags & MapFlag.WRONLY:
        raise KernelError(EINVAL, "neither reading nor writing is left")
    if flags & MapFlag.NUMA_NODE and attr.numa_node not in (0, _NO_NODE):
        raise KernelError(EINVAL, f"node {attr.numa_node}: the box has one")
    if attr.map_ifindex:
        raise KernelError(EINVAL, "map_ifindex")


def _btf(call: Call) -> tuple[BtfObject | None, Record]:
    """Return the types of key and value, referenced, and the special fields of values.

    None, and none, if the attribute names no types.
    """
    attr = call.attr
    row = MAPS.get(MapType(attr.map_type))
    if row is None or not attr.btf_value_type_id:
        if row and row.key_types is KeyTypes.INT:
            raise KernelError(EINVAL, "a storage must say its types")
        return None, NO_FIELDS
    found = call.world.fds.find(attr.btf_fd, BtfObject)
    shape = Shape(attr.key_size, attr.value_size, attr.max_entries, attr.map_flags)
    key, value = attr.btf_key_type_id, attr.btf_value_type_id
    try:
        record = check_types(row, shape, found.btf, key, value, call.world.policy.types)
    except (FieldError, BtfError) as error:
        code = error.errno if isinstance(error, FieldError) else EINVAL
        raise KernelError(code, f"BTF types {key} and {value}") from error
    found.hold()
    return found, record


def _open(call: Call, *, write: bool) -> Map:
    """Return the attribute's map if this fd may read or write it (map_get_sys_perms)."""
    found = call.world.fds.find(call.attr.map_fd, Map)
    flags = found.attr.map_flags
    if write and (flags & MapFlag.RDONLY or found.frozen):
        raise KernelError(EPERM, f"map {found.name} is read-only")
    if not write and flags & MapFlag.WRONLY:
        raise KernelError(EPERM, f"map {found.name} is write-only")
    return found


def _key(call: Call, found: Map) -> bytes:
    """Return the key (__bpf_copy_key)."""
    if found.key_size:
        return call.memory.read(call.attr.key, found.key_size)
    if call.attr.key:
        raise KernelError(EINVAL, "a key for a map that has none")
    return b""


def lookup(call: Call) -> int:
    """MAP_LOOKUP_ELEM."""
    if call.attr.flags & ~UpdateFlag.LOCK:
        raise KernelError(EINVAL, "flags")
    found = _open(call, write=False)
    if call.attr.flags:
        raise KernelError(EINVAL, "the value has no bpf_spin_lock")
    key = _key(call, found)
    if found.asked:
        found.ask(call.memory.read(call.attr.value, found.value_size))
    else:
        call.memory.write(call.attr.value, found.read(key))
    return 0


def update(call: Call) -> int:
    """MAP_UPDATE_ELEM."""
    found = _open(call, write=True)
    flags = call.attr.flags
    if flags & UpdateFlag.LOCK:
        raise KernelError(EINVAL, "the value has no bpf_spin_lock")
    key = _key(call, found)
    value = call.memory.read(call.attr.value, found.user_size)
    found.write(key, value, flags, call.attr.map_fd)
    return 0


def delete(call: Call) -> int:
    """MAP_DELETE_ELEM."""
    found = _open(call, write=True)
    found.remove(_key(call, found))
    return 0


def next_key(call: Call) -> int:
    """MAP_GET_NEXT_KEY."""
    found = _open(call, write=False)
    key = _key(call, found) if call.attr.key else None
    call.memory.write(call.attr.next_key, found.next(key))
    return 0


def lookup_and_delete(call: Call) -> int:
    """MAP_LOOKUP_AND_DELETE_ELEM."""
    if call.attr.flags & ~UpdateFlag.LOCK:
        raise KernelError(EINVAL, "flags")
    found = _open(call, write=False)
    _open(call, write=True)
    if call.attr.flags:
        raise KernelError(EINVAL, "the value has no bpf_spin_lock")
    call.memory.write(call.attr.value, found.take(_key(call, found)))
    return 0


def freeze(call: Call) -> int:
    """MAP_FREEZE: nothing but programs may write it from now on."""
    found = call.world.fds.find(call.attr.map_fd, Map)
    if found.attr.map_flags & MapFlag.RDONLY or found.frozen:
        raise KernelError(EPERM if not found.frozen else EBUSY, f"map {found.name}")
    if found.writers:
        raise KernelError(EBUSY, f"map {found.name} is mapped for writing")
    found.frozen = True
    return 0
