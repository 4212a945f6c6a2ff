"""MAP_CREATE and the commands on a map's elements (kernel/bpf/syscall.c, map_*)."""

from __future__ import annotations

from errno import EBUSY, EINVAL, EOPNOTSUPP, EPERM
from importlib import import_module

from beebox.abi.enums import MapFlag, MapType, UpdateFlag
from beebox.box.btfs import BtfObject
from beebox.box.fields import guarded
from beebox.box.maps import FAMILIES
from beebox.box.maps.base import Map
from beebox.box.names import check_name
from beebox.box.syscall import Call
from beebox.errors import BtfError, KernelError

_NO_NODE = (1 << 32) - 1
_MAX_TYPE = max(MapType)


def create(call: Call) -> int:
    """MAP_CREATE: return the fd of a new map (map_create)."""
    attr, world = call.attr, call.world
    _check(call)
    family = FAMILIES.get(attr.map_type)
    if family is None:
        if attr.map_type == 0 or attr.map_type > _MAX_TYPE:
            raise KernelError(EINVAL, f"map type {attr.map_type}")
        raise KernelError(EOPNOTSUPP, f"{MapType(attr.map_type).name} maps in the box")
    module, _, name = family.partition(":")
    kind: type[Map] = getattr(import_module(f"beebox.box.maps.{module}"), name)
    kind.check(attr)
    check_name(attr.map_name)
    btf = _btf(call)
    made = kind(type(attr).from_buffer_copy(attr), world)
    made.btf = btf
    world.add_map(made)
    return world.fds.open(made)


def _check(call: Call) -> None:
    """Refuse what no type of map takes."""
    attr = call.attr
    if attr.btf_vmlinux_value_type_id or (attr.btf_key_type_id and not attr.btf_value_type_id):
        raise KernelError(EINVAL, "BTF types")
    if attr.map_extra or attr.excl_prog_hash or attr.excl_prog_hash_size:
        raise KernelError(EINVAL, "map_extra, excl_prog_hash")
    flags = attr.map_flags
    if flags & MapFlag.RDONLY and flags & MapFlag.WRONLY:
        raise KernelError(EINVAL, "neither reading nor writing is left")
    if flags & MapFlag.NUMA_NODE and attr.numa_node not in (0, _NO_NODE):
        raise KernelError(EINVAL, f"node {attr.numa_node}: the box has one")
    if attr.map_ifindex:
        raise KernelError(EINVAL, "map_ifindex")


def _btf(call: Call) -> BtfObject | None:
    """Return the types of key and value, referenced; None if the attribute names none."""
    attr = call.attr
    if not attr.btf_value_type_id:
        return None
    found = call.world.fds.find(attr.btf_fd, BtfObject)
    try:
        for type_id, size in (
            (attr.btf_key_type_id, attr.key_size),
            (attr.btf_value_type_id, attr.value_size),
        ):
            if type_id and found.btf.size(type_id) != size:
                raise KernelError(EINVAL, f"BTF type {type_id} is not of {size} bytes")
        field = guarded(found.btf, attr.btf_value_type_id)
    except BtfError as error:
        raise KernelError(EINVAL, str(error)) from error
    if field:
        raise KernelError(EOPNOTSUPP, f"values with {field} in the box")
    found.hold()
    return found


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
    call.memory.write(call.attr.value, found.read(_key(call, found)))
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
