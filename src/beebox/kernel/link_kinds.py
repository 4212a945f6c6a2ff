"""What a link tells of itself, by its type: names and places, in the words of bpftool's JSON.

What is a text for the kernel (a tracepoint's name, a file's) is asked for a second time, with room.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from beebox.abi.enums import AttachType, LinkType, ProgType
from beebox.abi.structs import LinkInfo
from beebox.errors import KernelError
from beebox.kernel.api import Kernel
from beebox.kernel.details import link_info, program

Pairs = Iterator[tuple[str, object]]
_ROOM = 4096
_PROBES = {1: ("uprobe", False), 2: ("uprobe", True), 3: ("kprobe", False), 4: ("kprobe", True),
           5: ("tracepoint", False), 6: ("event", False)}  # fmt: skip
"""enum bpf_perf_event_type: where its fields are, and whether it is a return"""
_RETURN = 1
"""BPF_F_KPROBE_MULTI_RETURN, BPF_F_UPROBE_MULTI_RETURN"""


def told(kernel: Kernel, fd: int, info: LinkInfo) -> dict[str, object]:
    """Return what is particular to the link *fd* of *info*, by name."""
    row = _KINDS.get(info.type)
    return dict(row(kernel, fd, info)) if row is not None else {}


def _text(kernel: Kernel, fd: int, path: str, pointer: str, size: str) -> str:
    """Return the text that *pointer* of the part *path* of the info is for."""
    asked = LinkInfo()
    part: Any = asked
    for name in path.split("."):
        part = getattr(part, name)
    room = ctypes.create_string_buffer(_ROOM)
    setattr(part, pointer, ctypes.addressof(room))
    setattr(part, size, _ROOM)
    vars(asked)["buffers"] = {pointer: room}  # as `point` does, which parts of a struct cannot
    link_info(kernel, fd, asked)
    return room.value.decode(errors="backslashreplace")


def _attach(number: int) -> str:
    known = number in set(AttachType)
    return AttachType(number).name.lower() if known else f"type {number}"


def _raw_tracepoint(kernel: Kernel, fd: int, info: LinkInfo) -> Pairs:
    yield "tp_name", _text(kernel, fd, "raw_tracepoint", "tp_name", "tp_name_len")
    if info.raw_tracepoint.cookie:
        yield "cookie", info.raw_tracepoint.cookie


def _tracing(kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    part = info.tracing
    yield from _program_type(kernel, info.prog_id)
    yield "attach_type", _attach(part.attach_type)
    yield "target_obj_id", part.target_obj_id
    yield "target_btf_id", part.target_btf_id
    if part.cookie:
        yield "cookie", part.cookie


def _program_type(kernel: Kernel, number: int) -> Pairs:
    try:
        kind = program(kernel, number).type
    except KernelError:
        return  # it has gone meanwhile
    yield "prog_type", ProgType(kind).name.lower() if kind in set(ProgType) else kind


def _cgroup(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "cgroup_id", info.cgroup.cgroup_id
    yield "attach_type", _attach(info.cgroup.attach_type)


def _iter(kernel: Kernel, fd: int, info: LinkInfo) -> Pairs:
    name = _text(kernel, fd, "iter", "target_name", "target_name_len")
    yield "target_name", name
    if name in {"bpf_map_elem", "bpf_sk_storage_map"}:
        yield "map_id", info.iter.map.map_id
    if name == "cgroup" and info.iter.cgroup.cgroup_id:
        yield "cgroup_id", info.iter.cgroup.cgroup_id
    if name.startswith("task"):
        if info.iter.task.tid:
            yield "tid", info.iter.task.tid
        elif info.iter.task.pid:
            yield "pid", info.iter.task.pid


def _netns(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "netns_ino", info.netns.netns_ino
    yield "attach_type", _attach(info.netns.attach_type)


def _xdp(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "ifindex", info.xdp.ifindex


def _tcx(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "ifindex", info.tcx.ifindex
    yield "attach_type", _attach(info.tcx.attach_type)


def _netkit(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "ifindex", info.netkit.ifindex
    yield "attach_type", _attach(info.netkit.attach_type)


def _sockmap(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "map_id", info.sockmap.map_id
    yield "attach_type", _attach(info.sockmap.attach_type)


def _struct_ops(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "map_id", info.struct_ops.map_id


def _netfilter(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    part = info.netfilter
    yield from (("pf", part.pf), ("hook", part.hooknum), ("prio", part.priority))
    yield "flags", part.flags


def _kprobe_multi(_kernel: Kernel, _fd: int, info: LinkInfo) -> Pairs:
    yield "retprobe", bool(info.kprobe_multi.flags & _RETURN)
    yield "func_cnt", info.kprobe_multi.count
    yield "missed", info.kprobe_multi.missed


def _uprobe_multi(kernel: Kernel, fd: int, info: LinkInfo) -> Pairs:
    part = info.uprobe_multi
    yield "retprobe", bool(part.flags & _RETURN)
    yield "path", _text(kernel, fd, "uprobe_multi", "path", "path_size")
    yield "func_cnt", part.count
    yield "pid", part.pid


def _perf_event(kernel: Kernel, fd: int, info: LinkInfo) -> Pairs:
    kind, returns = _PROBES.get(info.perf_event.type, ("", False))
    path = f"perf_event.{kind}"
    if kind == "uprobe":
        probe = info.perf_event.uprobe
        yield "retprobe", returns
        yield "file", _text(kernel, fd, path, "file_name", "name_len")
        yield from (("offset", probe.offset), ("cookie", probe.cookie))
    elif kind == "kprobe":
        found = info.perf_event.kprobe
        yield "retprobe", returns
        yield "func", _text(kernel, fd, path, "func_name", "name_len")
        yield from (("offset", found.offset), ("missed", found.missed), ("cookie", found.cookie))
    elif kind == "tracepoint":
        yield "tracepoint", _text(kernel, fd, path, "tp_name", "name_len")
        yield "cookie", info.perf_event.tracepoint.cookie
    elif kind == "event":
        event = info.perf_event.event
        yield from (("event_type", event.type), ("event_config", event.config))
        yield "cookie", event.cookie


_KINDS: Mapping[int, Callable[[Kernel, int, LinkInfo], Pairs]] = {
    LinkType.RAW_TRACEPOINT: _raw_tracepoint,
    LinkType.TRACING: _tracing,
    LinkType.CGROUP: _cgroup,
    LinkType.ITER: _iter,
    LinkType.NETNS: _netns,
    LinkType.XDP: _xdp,
    LinkType.PERF_EVENT: _perf_event,
    LinkType.KPROBE_MULTI: _kprobe_multi,
    LinkType.STRUCT_OPS: _struct_ops,
    LinkType.NETFILTER: _netfilter,
    LinkType.TCX: _tcx,
    LinkType.UPROBE_MULTI: _uprobe_multi,
    LinkType.NETKIT: _netkit,
    LinkType.SOCKMAP: _sockmap,
}
