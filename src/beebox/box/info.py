"""What the box tells of its objects: ids and OBJ_GET_INFO_BY_FD (kernel/bpf/syscall.c)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from errno import E2BIG, EFAULT, EINVAL
from typing import TYPE_CHECKING, Any

from beebox.abi import structs
from beebox.abi.enums import MapFlag, PerfEventType
from beebox.box.btfs import BtfObject
from beebox.box.layout import CodeLayout, code_layout
from beebox.box.links import Link, PerfLink, RawTracepointLink
from beebox.box.maps.base import Map
from beebox.box.objects import Object
from beebox.box.pages import PAGE
from beebox.box.perf import TracepointEvent
from beebox.box.programs import Program
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.objects import Ids
    from beebox.box.syscall import Call


# --- ids -------------------------------------------------------------------------------------


def _next(call: Call, ids: Ids) -> int:
    call.attr.next_id = ids.after(call.attr.start_id)
    return 0


def next_program(call: Call) -> int:
    """PROG_GET_NEXT_ID."""
    return _next(call, call.world.programs)


def next_map(call: Call) -> int:
    """MAP_GET_NEXT_ID."""
    return _next(call, call.world.maps)


def next_btf(call: Call) -> int:
    """BTF_GET_NEXT_ID."""
    return _next(call, call.world.btfs)


def next_link(call: Call) -> int:
    """LINK_GET_NEXT_ID."""
    return _next(call, call.world.links)


def _by_id(call: Call, ids: Ids) -> int:
    found = ids.find(call.attr.start_id)
    found.hold()
    return call.world.fds.open(found)


def program_by_id(call: Call) -> int:
    """PROG_GET_FD_BY_ID."""
    return _by_id(call, call.world.programs)


def map_by_id(call: Call) -> int:
    """MAP_GET_FD_BY_ID."""
    if call.attr.open_flags & ~(MapFlag.RDONLY | MapFlag.WRONLY):
        raise KernelError(EINVAL, f"open_flags {call.attr.open_flags:#x}")
    return _by_id(call, call.world.maps)


def btf_by_id(call: Call) -> int:
    """BTF_GET_FD_BY_ID."""
    return _by_id(call, call.world.btfs)


def link_by_id(call: Call) -> int:
    """LINK_GET_FD_BY_ID."""
    return _by_id(call, call.world.links)


# --- info ------------------------------------------------------------------------------------


def by_fd(call: Call) -> int:
    """OBJ_GET_INFO_BY_FD."""
    found = call.world.fds.find(call.attr.bpf_fd, Object)
    for kind, (struct, fill) in FILLS.items():
        if isinstance(found, kind):
            return _tell(call, getattr(structs, struct), found, fill)
    raise KernelError(EINVAL, f"fd {call.attr.bpf_fd} is not of bpf(2)")


def _tell(call: Call, struct: type[Any], found: Any, fill: Callable[[Call, Any, Any], None]) -> int:
    """Read the caller's struct, which says where arrays are to go; fill it in; write it back."""
    attr = call.attr
    known = ctypes.sizeof(struct)
    if attr.info_len > PAGE:
        raise KernelError(E2BIG, f"an info of {attr.info_len} bytes")
    if attr.info_len > known and any(call.memory.read(attr.info + known, attr.info_len - known)):
        raise KernelError(E2BIG, "unknown fields of the info are set")
    size = min(attr.info_len, known)
    data = bytearray(call.memory.read(attr.info, size).ljust(known, b"\0"))
    info = struct.from_buffer(data)
    fill(call, info, found)
    del info
    call.memory.write(attr.info, bytes(data[:size]))
    attr.info_len = size
    return 0


def _give(call: Call, info: Any, count: str, pointer: str, items: list[bytes]) -> None:
    """Say in field *count* how many items there are; copy as many as the caller has room for."""
    room = min(getattr(info, count), len(items))
    setattr(info, count, len(items))
    address = getattr(info, pointer)
    if room and items:
        if not address:
            raise KernelError(EFAULT, pointer)
        call.memory.write(address, b"".join(items[:room]))


def _words(form: int, values: list[int]) -> list[bytes]:
    return [value.to_bytes(form, "little") for value in values]


def _give_bytes(call: Call, info: Any, length: str, pointer: str, data: bytes) -> None:
    """Say how long *data* is; copy as much as the caller has room for."""
    room = min(getattr(info, length), len(data))
    setattr(info, length, len(data))
    if room:
        call.memory.write(getattr(info, pointer), data[:room])


def _program(call: Call, info: Any, program: Program) -> None:
    """bpf_prog_get_info_by_fd."""
    info.type = program.type
    info.id = program.id
    info.tag[:] = program.tag
    info.load_time = program.load_time
    info.created_by_uid = program.uid
    info.name = program.name.encode()
    info.gpl_compatible = program.gpl
    info.btf_id = program.btf.id if program.btf is not None else 0
    info.run_cnt, info.run_time_ns = program.run_stats
    info.verified_insns = program.verified_insns
    layout = code_layout(program) if program.runs_here else CodeLayout([], [], [])
    image = program.native.image if program.runs_here else b""
    shown = program.shown
    _give(call, info, "nr_map_ids", "map_ids", _words(4, [used.id for used in program.maps]))
    _give_bytes(call, info, "xlated_prog_len", "xlated_prog_insns", shown.xlated)
    _give_bytes(call, info, "jited_prog_len", "jited_prog_insns", image)
    _give(call, info, "nr_jited_ksyms", "jited_ksyms", _words(8, layout.symbols))
    _give(call, info, "nr_jited_func_lens", "jited_func_lens", _words(4, layout.lengths))
    _give(call, info, "nr_prog_tags", "prog_tags", [program.tag] * len(layout.symbols))
    info.func_info_rec_size = program.funcs.size or 8
    info.line_info_rec_size = program.lines.size or 16
    info.jited_line_info_rec_size = 8
    _give(call, info, "nr_func_info", "func_info", _records(shown.funcs.data, 8))
    _give(call, info, "nr_line_info", "line_info", _records(shown.lines.data, 16))
    _give(call, info, "nr_jited_line_info", "jited_line_info", _words(8, layout.lines))


def _records(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def _map(_call: Call, info: Any, found: Map) -> None:
    """bpf_map_get_info_by_fd."""
    attr = found.attr
    info.type = found.type
    info.id = found.id
    info.key_size = found.key_size
    info.value_size = found.value_size
    info.max_entries = found.max_entries
    info.map_flags = attr.map_flags
    info.name = found.name.encode()
    info.btf_id = found.btf.id if found.btf is not None else 0
    if found.btf is not None:
        info.btf_key_type_id = attr.btf_key_type_id
        info.btf_value_type_id = attr.btf_value_type_id


def _btf(call: Call, info: Any, found: BtfObject) -> None:
    """btf_get_info_by_fd."""
    room = min(info.btf_size, len(found.data))
    if room:
        call.memory.write(info.btf, found.data[:room])
    info.btf_size = len(found.data)
    info.id = found.id
    info.kernel_btf = 0
    if bool(info.name) != bool(info.name_len):
        raise KernelError(EINVAL, "name, name_len")
    if info.name:
        call.memory.write(info.name, b"\0")
    info.name_len = 0


def _link(call: Call, info: Any, link: Link) -> None:
    """bpf_link_get_info_by_fd and the kinds' fill_link_info."""
    info.type = link.type
    info.id = link.id
    info.prog_id = link.program.id
    if isinstance(link, RawTracepointLink):
        part = info.raw_tracepoint
        part.cookie = link.cookie
        _name(call, part, "tp_name", "tp_name_len", link.name)
    elif isinstance(link, PerfLink):
        _perf_event(call, info.perf_event, link)


def _perf_event(call: Call, info: Any, link: PerfLink) -> None:
    """bpf_perf_link_fill_link_info."""
    event = link.event
    if isinstance(event, TracepointEvent):
        info.type = PerfEventType.TRACEPOINT
        info.tracepoint.cookie = link.cookie
        _name(call, info.tracepoint, "tp_name", "name_len", event.tracepoint.name)
    else:
        info.type = PerfEventType.EVENT
        info.event.cookie = link.cookie
        info.event.type, info.event.config = event.attr.type, event.attr.config


def _name(call: Call, part: Any, pointer: str, length: str, name: str) -> None:
    """Copy *name*, cut to the caller's room (bpf_copy_to_user)."""
    address, room = getattr(part, pointer), getattr(part, length)
    if bool(address) != bool(room):
        raise KernelError(EINVAL, pointer)
    data = name.encode()
    setattr(part, length, len(data) + 1)
    if address:
        call.memory.write(address, data[: room - 1] + b"\0")


FILLS: dict[type[Object], tuple[str, Callable[[Call, Any, Any], None]]] = {
    Program: ("ProgInfo", _program),
    Map: ("MapInfo", _map),
    BtfObject: ("BtfInfo", _btf),
    Link: ("LinkInfo", _link),
}
