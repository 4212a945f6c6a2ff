# Written by scripts/gen_abi.py from vmlinux BTF. Do not edit.
"""The structs of bpf(2) and perf_event_open(2), as Linux 6.18 has them, by ctypes.

``union bpf_attr`` is one class a group of commands here: bpf(2) takes the size it is given, what
lies behind counts as zero. `Struct.point` sets a pointer field and keeps what it points at alive.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import (
    Array,
    Structure,
    Union,
    addressof,
    c_char,
    c_int32,
    c_int64,
    c_uint8,
    c_uint16,
    c_uint32,
    c_uint64,
    sizeof,
)

Buffer = Array[c_char] | Structure


class Struct(Structure):
    """A C struct that remembers the buffers it points at."""

    def point(self, field: str, buffer: Buffer | bytes | bytearray | None) -> None:
        """Set pointer *field* to *buffer*'s address (0 for None) and keep the buffer alive.

        Bytes are copied; a bytearray is used in place, so what the kernel writes is in it.
        """
        if isinstance(buffer, bytes):
            buffer = (c_char * max(len(buffer), 1)).from_buffer_copy(buffer or b"\0")
        elif isinstance(buffer, bytearray):
            buffer = (c_char * len(buffer)).from_buffer(buffer)
        setattr(self, field, 0 if buffer is None else addressof(buffer))
        self.__dict__.setdefault("buffers", {})[field] = buffer

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield (address, length) of each buffer given to `point`, and of theirs."""
        for buffer in self.__dict__.get("buffers", {}).values():
            if buffer is not None:
                yield addressof(buffer), sizeof(buffer)
                if isinstance(buffer, Struct):
                    yield from buffer.spans()


class Attr(Struct):
    """What bpf(2) takes: one member of ``union bpf_attr``."""


class MapCreateAttr(Attr):
    """MAP_CREATE."""

    map_type: int
    key_size: int
    value_size: int
    max_entries: int
    map_flags: int
    inner_map_fd: int
    numa_node: int
    map_name: bytes
    map_ifindex: int
    btf_fd: int
    btf_key_type_id: int
    btf_value_type_id: int
    btf_vmlinux_value_type_id: int
    map_extra: int
    value_type_btf_obj_fd: int
    map_token_fd: int
    excl_prog_hash: int
    excl_prog_hash_size: int
    _fields_ = (
        ("map_type", c_uint32),
        ("key_size", c_uint32),
        ("value_size", c_uint32),
        ("max_entries", c_uint32),
        ("map_flags", c_uint32),
        ("inner_map_fd", c_uint32),
        ("numa_node", c_uint32),
        ("map_name", c_char * 16),
        ("map_ifindex", c_uint32),
        ("btf_fd", c_uint32),
        ("btf_key_type_id", c_uint32),
        ("btf_value_type_id", c_uint32),
        ("btf_vmlinux_value_type_id", c_uint32),
        ("map_extra", c_uint64),
        ("value_type_btf_obj_fd", c_int32),
        ("map_token_fd", c_int32),
        ("excl_prog_hash", c_uint64),
        ("excl_prog_hash_size", c_uint32),
    )


class MapElemAttr(Attr):
    """MAP_*_ELEM, MAP_GET_NEXT_KEY, MAP_FREEZE."""

    map_fd: int
    key: int
    value: int
    next_key: int
    flags: int
    _fields_ = (
        ("map_fd", c_uint32),
        ("key", c_uint64),
        ("value", c_uint64),
        ("flags", c_uint64),
    )


MapElemAttr.next_key = MapElemAttr.value


class MapBatchAttr(Attr):
    """MAP_*_BATCH."""

    in_batch: int
    out_batch: int
    keys: int
    values: int
    count: int
    map_fd: int
    elem_flags: int
    flags: int
    _fields_ = (
        ("in_batch", c_uint64),
        ("out_batch", c_uint64),
        ("keys", c_uint64),
        ("values", c_uint64),
        ("count", c_uint32),
        ("map_fd", c_uint32),
        ("elem_flags", c_uint64),
        ("flags", c_uint64),
    )


class ProgLoadAttr(Attr):
    """PROG_LOAD."""

    prog_type: int
    insn_cnt: int
    insns: int
    license: int
    log_level: int
    log_size: int
    log_buf: int
    kern_version: int
    prog_flags: int
    prog_name: bytes
    prog_ifindex: int
    expected_attach_type: int
    prog_btf_fd: int
    func_info_rec_size: int
    func_info: int
    func_info_cnt: int
    line_info_rec_size: int
    line_info: int
    line_info_cnt: int
    attach_btf_id: int
    attach_prog_fd: int
    attach_btf_obj_fd: int
    core_relo_cnt: int
    fd_array: int
    core_relos: int
    core_relo_rec_size: int
    log_true_size: int
    prog_token_fd: int
    fd_array_cnt: int
    signature: int
    signature_size: int
    keyring_id: int
    _fields_ = (
        ("prog_type", c_uint32),
        ("insn_cnt", c_uint32),
        ("insns", c_uint64),
        ("license", c_uint64),
        ("log_level", c_uint32),
        ("log_size", c_uint32),
        ("log_buf", c_uint64),
        ("kern_version", c_uint32),
        ("prog_flags", c_uint32),
        ("prog_name", c_char * 16),
        ("prog_ifindex", c_uint32),
        ("expected_attach_type", c_uint32),
        ("prog_btf_fd", c_uint32),
        ("func_info_rec_size", c_uint32),
        ("func_info", c_uint64),
        ("func_info_cnt", c_uint32),
        ("line_info_rec_size", c_uint32),
        ("line_info", c_uint64),
        ("line_info_cnt", c_uint32),
        ("attach_btf_id", c_uint32),
        ("attach_prog_fd", c_uint32),
        ("core_relo_cnt", c_uint32),
        ("fd_array", c_uint64),
        ("core_relos", c_uint64),
        ("core_relo_rec_size", c_uint32),
        ("log_true_size", c_uint32),
        ("prog_token_fd", c_int32),
        ("fd_array_cnt", c_uint32),
        ("signature", c_uint64),
        ("signature_size", c_uint32),
        ("keyring_id", c_int32),
    )


ProgLoadAttr.attach_btf_obj_fd = ProgLoadAttr.attach_prog_fd


class ObjAttr(Attr):
    """OBJ_PIN and OBJ_GET."""

    pathname: int
    bpf_fd: int
    file_flags: int
    path_fd: int
    _fields_ = (
        ("pathname", c_uint64),
        ("bpf_fd", c_uint32),
        ("file_flags", c_uint32),
        ("path_fd", c_int32),
    )


class ProgAttachAttr(Attr):
    """PROG_ATTACH and PROG_DETACH."""

    target_fd: int
    target_ifindex: int
    attach_bpf_fd: int
    attach_type: int
    attach_flags: int
    replace_bpf_fd: int
    relative_fd: int
    relative_id: int
    expected_revision: int
    _fields_ = (
        ("target_fd", c_uint32),
        ("attach_bpf_fd", c_uint32),
        ("attach_type", c_uint32),
        ("attach_flags", c_uint32),
        ("replace_bpf_fd", c_uint32),
        ("relative_fd", c_uint32),
        ("expected_revision", c_uint64),
    )


ProgAttachAttr.target_ifindex = ProgAttachAttr.target_fd
ProgAttachAttr.relative_id = ProgAttachAttr.relative_fd


class TestRunAttr(Attr):
    """PROG_TEST_RUN."""

    prog_fd: int
    retval: int
    data_size_in: int
    data_size_out: int
    data_in: int
    data_out: int
    repeat: int
    duration: int
    ctx_size_in: int
    ctx_size_out: int
    ctx_in: int
    ctx_out: int
    flags: int
    cpu: int
    batch_size: int
    _fields_ = (
        ("prog_fd", c_uint32),
        ("retval", c_uint32),
        ("data_size_in", c_uint32),
        ("data_size_out", c_uint32),
        ("data_in", c_uint64),
        ("data_out", c_uint64),
        ("repeat", c_uint32),
        ("duration", c_uint32),
        ("ctx_size_in", c_uint32),
        ("ctx_size_out", c_uint32),
        ("ctx_in", c_uint64),
        ("ctx_out", c_uint64),
        ("flags", c_uint32),
        ("cpu", c_uint32),
        ("batch_size", c_uint32),
    )


class GetIdAttr(Attr):
    """*_GET_NEXT_ID and *_GET_FD_BY_ID."""

    start_id: int
    prog_id: int
    map_id: int
    btf_id: int
    link_id: int
    next_id: int
    open_flags: int
    fd_by_id_token_fd: int
    _fields_ = (
        ("start_id", c_uint32),
        ("next_id", c_uint32),
        ("open_flags", c_uint32),
        ("fd_by_id_token_fd", c_int32),
    )


GetIdAttr.prog_id = GetIdAttr.start_id
GetIdAttr.map_id = GetIdAttr.start_id
GetIdAttr.btf_id = GetIdAttr.start_id
GetIdAttr.link_id = GetIdAttr.start_id


class ObjGetInfoAttr(Attr):
    """OBJ_GET_INFO_BY_FD."""

    bpf_fd: int
    info_len: int
    info: int
    _fields_ = (
        ("bpf_fd", c_uint32),
        ("info_len", c_uint32),
        ("info", c_uint64),
    )


class ProgQueryAttr(Attr):
    """PROG_QUERY."""

    target_fd: int
    target_ifindex: int
    attach_type: int
    query_flags: int
    attach_flags: int
    prog_ids: int
    prog_cnt: int
    count: int
    prog_attach_flags: int
    link_ids: int
    link_attach_flags: int
    revision: int
    _fields_ = (
        ("target_fd", c_uint32),
        ("attach_type", c_uint32),
        ("query_flags", c_uint32),
        ("attach_flags", c_uint32),
        ("prog_ids", c_uint64),
        ("prog_cnt", c_uint32),
        ("prog_attach_flags", c_uint64),
        ("link_ids", c_uint64),
        ("link_attach_flags", c_uint64),
        ("revision", c_uint64),
    )


ProgQueryAttr.target_ifindex = ProgQueryAttr.target_fd
ProgQueryAttr.count = ProgQueryAttr.prog_cnt


class RawTracepointAttr(Attr):
    """RAW_TRACEPOINT_OPEN."""

    name: int
    prog_fd: int
    cookie: int
    _fields_ = (
        ("name", c_uint64),
        ("prog_fd", c_uint32),
        ("cookie", c_uint64),
    )


class BtfLoadAttr(Attr):
    """BTF_LOAD."""

    btf: int
    btf_log_buf: int
    btf_size: int
    btf_log_size: int
    btf_log_level: int
    btf_log_true_size: int
    btf_flags: int
    btf_token_fd: int
    _fields_ = (
        ("btf", c_uint64),
        ("btf_log_buf", c_uint64),
        ("btf_size", c_uint32),
        ("btf_log_size", c_uint32),
        ("btf_log_level", c_uint32),
        ("btf_log_true_size", c_uint32),
        ("btf_flags", c_uint32),
        ("btf_token_fd", c_int32),
    )


class TaskFdQueryAttr(Attr):
    """TASK_FD_QUERY."""

    pid: int
    fd: int
    flags: int
    buf_len: int
    buf: int
    prog_id: int
    fd_type: int
    probe_offset: int
    probe_addr: int
    _fields_ = (
        ("pid", c_uint32),
        ("fd", c_uint32),
        ("flags", c_uint32),
        ("buf_len", c_uint32),
        ("buf", c_uint64),
        ("prog_id", c_uint32),
        ("fd_type", c_uint32),
        ("probe_offset", c_uint64),
        ("probe_addr", c_uint64),
    )


class _LinkCreateAttr41(Struct):
    """Anonymous in the kernel."""

    iter_info: int
    iter_info_len: int
    _fields_ = (
        ("iter_info", c_uint64),
        ("iter_info_len", c_uint32),
    )


class _LinkCreateAttr4PerfEvent(Struct):
    """``perf_event`` of `_LinkCreateAttr4`."""

    bpf_cookie: int
    _fields_ = (("bpf_cookie", c_uint64),)


class _LinkCreateAttr4KprobeMulti(Struct):
    """``kprobe_multi`` of `_LinkCreateAttr4`."""

    flags: int
    cnt: int
    syms: int
    addrs: int
    cookies: int
    _fields_ = (
        ("flags", c_uint32),
        ("cnt", c_uint32),
        ("syms", c_uint64),
        ("addrs", c_uint64),
        ("cookies", c_uint64),
    )


class _LinkCreateAttr4Tracing(Struct):
    """``tracing`` of `_LinkCreateAttr4`."""

    target_btf_id: int
    cookie: int
    _fields_ = (
        ("target_btf_id", c_uint32),
        ("cookie", c_uint64),
    )


class _LinkCreateAttr4Netfilter(Struct):
    """``netfilter`` of `_LinkCreateAttr4`."""

    pf: int
    hooknum: int
    priority: int
    flags: int
    _fields_ = (
        ("pf", c_uint32),
        ("hooknum", c_uint32),
        ("priority", c_int32),
        ("flags", c_uint32),
    )


class _LinkCreateAttr4Tcx(Struct):
    """``tcx`` of `_LinkCreateAttr4`."""

    relative_fd: int
    relative_id: int
    expected_revision: int
    _fields_ = (
        ("relative_fd", c_uint32),
        ("expected_revision", c_uint64),
    )


_LinkCreateAttr4Tcx.relative_id = _LinkCreateAttr4Tcx.relative_fd


class _LinkCreateAttr4UprobeMulti(Struct):
    """``uprobe_multi`` of `_LinkCreateAttr4`."""

    path: int
    offsets: int
    ref_ctr_offsets: int
    cookies: int
    cnt: int
    flags: int
    pid: int
    _fields_ = (
        ("path", c_uint64),
        ("offsets", c_uint64),
        ("ref_ctr_offsets", c_uint64),
        ("cookies", c_uint64),
        ("cnt", c_uint32),
        ("flags", c_uint32),
        ("pid", c_uint32),
    )


class _LinkCreateAttr4Netkit(Struct):
    """``netkit`` of `_LinkCreateAttr4`."""

    relative_fd: int
    relative_id: int
    expected_revision: int
    _fields_ = (
        ("relative_fd", c_uint32),
        ("expected_revision", c_uint64),
    )


_LinkCreateAttr4Netkit.relative_id = _LinkCreateAttr4Netkit.relative_fd


class _LinkCreateAttr4Cgroup(Struct):
    """``cgroup`` of `_LinkCreateAttr4`."""

    relative_fd: int
    relative_id: int
    expected_revision: int
    _fields_ = (
        ("relative_fd", c_uint32),
        ("expected_revision", c_uint64),
    )


_LinkCreateAttr4Cgroup.relative_id = _LinkCreateAttr4Cgroup.relative_fd


class _LinkCreateAttr4(Union):
    """Anonymous in the kernel."""

    target_btf_id: int
    iter_info: int
    iter_info_len: int
    perf_event: _LinkCreateAttr4PerfEvent
    kprobe_multi: _LinkCreateAttr4KprobeMulti
    tracing: _LinkCreateAttr4Tracing
    netfilter: _LinkCreateAttr4Netfilter
    tcx: _LinkCreateAttr4Tcx
    uprobe_multi: _LinkCreateAttr4UprobeMulti
    netkit: _LinkCreateAttr4Netkit
    cgroup: _LinkCreateAttr4Cgroup
    _anonymous_ = ("_1",)
    _fields_ = (
        ("target_btf_id", c_uint32),
        ("_1", _LinkCreateAttr41),
        ("perf_event", _LinkCreateAttr4PerfEvent),
        ("kprobe_multi", _LinkCreateAttr4KprobeMulti),
        ("tracing", _LinkCreateAttr4Tracing),
        ("netfilter", _LinkCreateAttr4Netfilter),
        ("tcx", _LinkCreateAttr4Tcx),
        ("uprobe_multi", _LinkCreateAttr4UprobeMulti),
        ("netkit", _LinkCreateAttr4Netkit),
        ("cgroup", _LinkCreateAttr4Cgroup),
    )


class LinkCreateAttr(Attr):
    """LINK_CREATE."""

    prog_fd: int
    map_fd: int
    target_fd: int
    target_ifindex: int
    attach_type: int
    flags: int
    target_btf_id: int
    iter_info: int
    iter_info_len: int
    perf_event: _LinkCreateAttr4PerfEvent
    kprobe_multi: _LinkCreateAttr4KprobeMulti
    tracing: _LinkCreateAttr4Tracing
    netfilter: _LinkCreateAttr4Netfilter
    tcx: _LinkCreateAttr4Tcx
    uprobe_multi: _LinkCreateAttr4UprobeMulti
    netkit: _LinkCreateAttr4Netkit
    cgroup: _LinkCreateAttr4Cgroup
    _anonymous_ = ("_4",)
    _fields_ = (
        ("prog_fd", c_uint32),
        ("target_fd", c_uint32),
        ("attach_type", c_uint32),
        ("flags", c_uint32),
        ("_4", _LinkCreateAttr4),
    )


LinkCreateAttr.map_fd = LinkCreateAttr.prog_fd
LinkCreateAttr.target_ifindex = LinkCreateAttr.target_fd


class LinkUpdateAttr(Attr):
    """LINK_UPDATE."""

    link_fd: int
    new_prog_fd: int
    new_map_fd: int
    flags: int
    old_prog_fd: int
    old_map_fd: int
    _fields_ = (
        ("link_fd", c_uint32),
        ("new_prog_fd", c_uint32),
        ("flags", c_uint32),
        ("old_prog_fd", c_uint32),
    )


LinkUpdateAttr.new_map_fd = LinkUpdateAttr.new_prog_fd
LinkUpdateAttr.old_map_fd = LinkUpdateAttr.old_prog_fd


class LinkDetachAttr(Attr):
    """LINK_DETACH."""

    link_fd: int
    _fields_ = (("link_fd", c_uint32),)


class EnableStatsAttr(Attr):
    """ENABLE_STATS."""

    type: int
    _fields_ = (("type", c_uint32),)


class IterCreateAttr(Attr):
    """ITER_CREATE."""

    link_fd: int
    flags: int
    _fields_ = (
        ("link_fd", c_uint32),
        ("flags", c_uint32),
    )


class ProgBindMapAttr(Attr):
    """PROG_BIND_MAP."""

    prog_fd: int
    map_fd: int
    flags: int
    _fields_ = (
        ("prog_fd", c_uint32),
        ("map_fd", c_uint32),
        ("flags", c_uint32),
    )


class TokenCreateAttr(Attr):
    """TOKEN_CREATE."""

    flags: int
    bpffs_fd: int
    _fields_ = (
        ("flags", c_uint32),
        ("bpffs_fd", c_uint32),
    )


class StreamReadAttr(Attr):
    """PROG_STREAM_READ_BY_FD."""

    stream_buf: int
    stream_buf_len: int
    stream_id: int
    prog_fd: int
    _fields_ = (
        ("stream_buf", c_uint64),
        ("stream_buf_len", c_uint32),
        ("stream_id", c_uint32),
        ("prog_fd", c_uint32),
    )


class ProgInfo(Struct):
    """What OBJ_GET_INFO_BY_FD tells of a program."""

    type: int
    id: int
    tag: Array[c_uint8]
    jited_prog_len: int
    xlated_prog_len: int
    jited_prog_insns: int
    xlated_prog_insns: int
    load_time: int
    created_by_uid: int
    nr_map_ids: int
    map_ids: int
    name: bytes
    ifindex: int
    gpl_compatible: int
    netns_dev: int
    netns_ino: int
    nr_jited_ksyms: int
    nr_jited_func_lens: int
    jited_ksyms: int
    jited_func_lens: int
    btf_id: int
    func_info_rec_size: int
    func_info: int
    nr_func_info: int
    nr_line_info: int
    line_info: int
    jited_line_info: int
    nr_jited_line_info: int
    line_info_rec_size: int
    jited_line_info_rec_size: int
    nr_prog_tags: int
    prog_tags: int
    run_time_ns: int
    run_cnt: int
    recursion_misses: int
    verified_insns: int
    attach_btf_obj_id: int
    attach_btf_id: int
    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("tag", c_uint8 * 8),
        ("jited_prog_len", c_uint32),
        ("xlated_prog_len", c_uint32),
        ("jited_prog_insns", c_uint64),
        ("xlated_prog_insns", c_uint64),
        ("load_time", c_uint64),
        ("created_by_uid", c_uint32),
        ("nr_map_ids", c_uint32),
        ("map_ids", c_uint64),
        ("name", c_char * 16),
        ("ifindex", c_uint32),
        ("gpl_compatible", c_uint32, 1),
        ("netns_dev", c_uint64),
        ("netns_ino", c_uint64),
        ("nr_jited_ksyms", c_uint32),
        ("nr_jited_func_lens", c_uint32),
        ("jited_ksyms", c_uint64),
        ("jited_func_lens", c_uint64),
        ("btf_id", c_uint32),
        ("func_info_rec_size", c_uint32),
        ("func_info", c_uint64),
        ("nr_func_info", c_uint32),
        ("nr_line_info", c_uint32),
        ("line_info", c_uint64),
        ("jited_line_info", c_uint64),
        ("nr_jited_line_info", c_uint32),
        ("line_info_rec_size", c_uint32),
        ("jited_line_info_rec_size", c_uint32),
        ("nr_prog_tags", c_uint32),
        ("prog_tags", c_uint64),
        ("run_time_ns", c_uint64),
        ("run_cnt", c_uint64),
        ("recursion_misses", c_uint64),
        ("verified_insns", c_uint32),
        ("attach_btf_obj_id", c_uint32),
        ("attach_btf_id", c_uint32),
    )


class MapInfo(Struct):
    """What OBJ_GET_INFO_BY_FD tells of a map."""

    type: int
    id: int
    key_size: int
    value_size: int
    max_entries: int
    map_flags: int
    name: bytes
    ifindex: int
    btf_vmlinux_value_type_id: int
    netns_dev: int
    netns_ino: int
    btf_id: int
    btf_key_type_id: int
    btf_value_type_id: int
    btf_vmlinux_id: int
    map_extra: int
    hash: int
    hash_size: int
    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("key_size", c_uint32),
        ("value_size", c_uint32),
        ("max_entries", c_uint32),
        ("map_flags", c_uint32),
        ("name", c_char * 16),
        ("ifindex", c_uint32),
        ("btf_vmlinux_value_type_id", c_uint32),
        ("netns_dev", c_uint64),
        ("netns_ino", c_uint64),
        ("btf_id", c_uint32),
        ("btf_key_type_id", c_uint32),
        ("btf_value_type_id", c_uint32),
        ("btf_vmlinux_id", c_uint32),
        ("map_extra", c_uint64),
        ("hash", c_uint64),
        ("hash_size", c_uint32),
    )


class BtfInfo(Struct):
    """What OBJ_GET_INFO_BY_FD tells of BTF."""

    btf: int
    btf_size: int
    id: int
    name: int
    name_len: int
    kernel_btf: int
    _fields_ = (
        ("btf", c_uint64),
        ("btf_size", c_uint32),
        ("id", c_uint32),
        ("name", c_uint64),
        ("name_len", c_uint32),
        ("kernel_btf", c_uint32),
    )


class _LinkInfo3RawTracepoint(Struct):
    """``raw_tracepoint`` of `_LinkInfo3`."""

    tp_name: int
    tp_name_len: int
    cookie: int
    _fields_ = (
        ("tp_name", c_uint64),
        ("tp_name_len", c_uint32),
        ("cookie", c_uint64),
    )


class _LinkInfo3Tracing(Struct):
    """``tracing`` of `_LinkInfo3`."""

    attach_type: int
    target_obj_id: int
    target_btf_id: int
    cookie: int
    _fields_ = (
        ("attach_type", c_uint32),
        ("target_obj_id", c_uint32),
        ("target_btf_id", c_uint32),
        ("cookie", c_uint64),
    )


class _LinkInfo3Cgroup(Struct):
    """``cgroup`` of `_LinkInfo3`."""

    cgroup_id: int
    attach_type: int
    _fields_ = (
        ("cgroup_id", c_uint64),
        ("attach_type", c_uint32),
    )


class _LinkInfo3Iter2Map(Struct):
    """``map`` of `_LinkInfo3Iter2`."""

    map_id: int
    _fields_ = (("map_id", c_uint32),)


class _LinkInfo3Iter2(Union):
    """Anonymous in the kernel."""

    map: _LinkInfo3Iter2Map
    _fields_ = (("map", _LinkInfo3Iter2Map),)


class _LinkInfo3Iter3Cgroup(Struct):
    """``cgroup`` of `_LinkInfo3Iter3`."""

    cgroup_id: int
    order: int
    _fields_ = (
        ("cgroup_id", c_uint64),
        ("order", c_uint32),
    )


class _LinkInfo3Iter3Task(Struct):
    """``task`` of `_LinkInfo3Iter3`."""

    tid: int
    pid: int
    _fields_ = (
        ("tid", c_uint32),
        ("pid", c_uint32),
    )


class _LinkInfo3Iter3(Union):
    """Anonymous in the kernel."""

    cgroup: _LinkInfo3Iter3Cgroup
    task: _LinkInfo3Iter3Task
    _fields_ = (
        ("cgroup", _LinkInfo3Iter3Cgroup),
        ("task", _LinkInfo3Iter3Task),
    )


class _LinkInfo3Iter(Struct):
    """``iter`` of `_LinkInfo3`."""

    target_name: int
    target_name_len: int
    map: _LinkInfo3Iter2Map
    cgroup: _LinkInfo3Iter3Cgroup
    task: _LinkInfo3Iter3Task
    _anonymous_ = (
        "_2",
        "_3",
    )
    _fields_ = (
        ("target_name", c_uint64),
        ("target_name_len", c_uint32),
        ("_2", _LinkInfo3Iter2),
        ("_3", _LinkInfo3Iter3),
    )


class _LinkInfo3Netns(Struct):
    """``netns`` of `_LinkInfo3`."""

    netns_ino: int
    attach_type: int
    _fields_ = (
        ("netns_ino", c_uint32),
        ("attach_type", c_uint32),
    )


class _LinkInfo3Xdp(Struct):
    """``xdp`` of `_LinkInfo3`."""

    ifindex: int
    _fields_ = (("ifindex", c_uint32),)


class _LinkInfo3StructOps(Struct):
    """``struct_ops`` of `_LinkInfo3`."""

    map_id: int
    _fields_ = (("map_id", c_uint32),)


class _LinkInfo3Netfilter(Struct):
    """``netfilter`` of `_LinkInfo3`."""

    pf: int
    hooknum: int
    priority: int
    flags: int
    _fields_ = (
        ("pf", c_uint32),
        ("hooknum", c_uint32),
        ("priority", c_int32),
        ("flags", c_uint32),
    )


class _LinkInfo3KprobeMulti(Struct):
    """``kprobe_multi`` of `_LinkInfo3`."""

    addrs: int
    count: int
    flags: int
    missed: int
    cookies: int
    _fields_ = (
        ("addrs", c_uint64),
        ("count", c_uint32),
        ("flags", c_uint32),
        ("missed", c_uint64),
        ("cookies", c_uint64),
    )


class _LinkInfo3UprobeMulti(Struct):
    """``uprobe_multi`` of `_LinkInfo3`."""

    path: int
    offsets: int
    ref_ctr_offsets: int
    cookies: int
    path_size: int
    count: int
    flags: int
    pid: int
    _fields_ = (
        ("path", c_uint64),
        ("offsets", c_uint64),
        ("ref_ctr_offsets", c_uint64),
        ("cookies", c_uint64),
        ("path_size", c_uint32),
        ("count", c_uint32),
        ("flags", c_uint32),
        ("pid", c_uint32),
    )


class _LinkInfo3PerfEvent1Uprobe(Struct):
    """``uprobe`` of `_LinkInfo3PerfEvent1`."""

    file_name: int
    name_len: int
    offset: int
    cookie: int
    ref_ctr_offset: int
    _fields_ = (
        ("file_name", c_uint64),
        ("name_len", c_uint32),
        ("offset", c_uint32),
        ("cookie", c_uint64),
        ("ref_ctr_offset", c_uint64),
    )


class _LinkInfo3PerfEvent1Kprobe(Struct):
    """``kprobe`` of `_LinkInfo3PerfEvent1`."""

    func_name: int
    name_len: int
    offset: int
    addr: int
    missed: int
    cookie: int
    _fields_ = (
        ("func_name", c_uint64),
        ("name_len", c_uint32),
        ("offset", c_uint32),
        ("addr", c_uint64),
        ("missed", c_uint64),
        ("cookie", c_uint64),
    )


class _LinkInfo3PerfEvent1Tracepoint(Struct):
    """``tracepoint`` of `_LinkInfo3PerfEvent1`."""

    tp_name: int
    name_len: int
    cookie: int
    _fields_ = (
        ("tp_name", c_uint64),
        ("name_len", c_uint32),
        ("cookie", c_uint64),
    )


class _LinkInfo3PerfEvent1Event(Struct):
    """``event`` of `_LinkInfo3PerfEvent1`."""

    config: int
    type: int
    cookie: int
    _fields_ = (
        ("config", c_uint64),
        ("type", c_uint32),
        ("cookie", c_uint64),
    )


class _LinkInfo3PerfEvent1(Union):
    """Anonymous in the kernel."""

    uprobe: _LinkInfo3PerfEvent1Uprobe
    kprobe: _LinkInfo3PerfEvent1Kprobe
    tracepoint: _LinkInfo3PerfEvent1Tracepoint
    event: _LinkInfo3PerfEvent1Event
    _fields_ = (
        ("uprobe", _LinkInfo3PerfEvent1Uprobe),
        ("kprobe", _LinkInfo3PerfEvent1Kprobe),
        ("tracepoint", _LinkInfo3PerfEvent1Tracepoint),
        ("event", _LinkInfo3PerfEvent1Event),
    )


class _LinkInfo3PerfEvent(Struct):
    """``perf_event`` of `_LinkInfo3`."""

    type: int
    uprobe: _LinkInfo3PerfEvent1Uprobe
    kprobe: _LinkInfo3PerfEvent1Kprobe
    tracepoint: _LinkInfo3PerfEvent1Tracepoint
    event: _LinkInfo3PerfEvent1Event
    _anonymous_ = ("_1",)
    _fields_ = (
        ("type", c_uint32),
        ("_1", _LinkInfo3PerfEvent1),
    )


class _LinkInfo3Tcx(Struct):
    """``tcx`` of `_LinkInfo3`."""

    ifindex: int
    attach_type: int
    _fields_ = (
        ("ifindex", c_uint32),
        ("attach_type", c_uint32),
    )


class _LinkInfo3Netkit(Struct):
    """``netkit`` of `_LinkInfo3`."""

    ifindex: int
    attach_type: int
    _fields_ = (
        ("ifindex", c_uint32),
        ("attach_type", c_uint32),
    )


class _LinkInfo3Sockmap(Struct):
    """``sockmap`` of `_LinkInfo3`."""

    map_id: int
    attach_type: int
    _fields_ = (
        ("map_id", c_uint32),
        ("attach_type", c_uint32),
    )


class _LinkInfo3(Union):
    """Anonymous in the kernel."""

    raw_tracepoint: _LinkInfo3RawTracepoint
    tracing: _LinkInfo3Tracing
    cgroup: _LinkInfo3Cgroup
    iter: _LinkInfo3Iter
    netns: _LinkInfo3Netns
    xdp: _LinkInfo3Xdp
    struct_ops: _LinkInfo3StructOps
    netfilter: _LinkInfo3Netfilter
    kprobe_multi: _LinkInfo3KprobeMulti
    uprobe_multi: _LinkInfo3UprobeMulti
    perf_event: _LinkInfo3PerfEvent
    tcx: _LinkInfo3Tcx
    netkit: _LinkInfo3Netkit
    sockmap: _LinkInfo3Sockmap
    _fields_ = (
        ("raw_tracepoint", _LinkInfo3RawTracepoint),
        ("tracing", _LinkInfo3Tracing),
        ("cgroup", _LinkInfo3Cgroup),
        ("iter", _LinkInfo3Iter),
        ("netns", _LinkInfo3Netns),
        ("xdp", _LinkInfo3Xdp),
        ("struct_ops", _LinkInfo3StructOps),
        ("netfilter", _LinkInfo3Netfilter),
        ("kprobe_multi", _LinkInfo3KprobeMulti),
        ("uprobe_multi", _LinkInfo3UprobeMulti),
        ("perf_event", _LinkInfo3PerfEvent),
        ("tcx", _LinkInfo3Tcx),
        ("netkit", _LinkInfo3Netkit),
        ("sockmap", _LinkInfo3Sockmap),
    )


class LinkInfo(Struct):
    """What OBJ_GET_INFO_BY_FD tells of a link."""

    type: int
    id: int
    prog_id: int
    raw_tracepoint: _LinkInfo3RawTracepoint
    tracing: _LinkInfo3Tracing
    cgroup: _LinkInfo3Cgroup
    iter: _LinkInfo3Iter
    netns: _LinkInfo3Netns
    xdp: _LinkInfo3Xdp
    struct_ops: _LinkInfo3StructOps
    netfilter: _LinkInfo3Netfilter
    kprobe_multi: _LinkInfo3KprobeMulti
    uprobe_multi: _LinkInfo3UprobeMulti
    perf_event: _LinkInfo3PerfEvent
    tcx: _LinkInfo3Tcx
    netkit: _LinkInfo3Netkit
    sockmap: _LinkInfo3Sockmap
    _anonymous_ = ("_3",)
    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("prog_id", c_uint32),
        ("_3", _LinkInfo3),
    )


class FuncInfoRecord(Struct):
    """One function of a program, in PROG_LOAD."""

    insn_off: int
    type_id: int
    _fields_ = (
        ("insn_off", c_uint32),
        ("type_id", c_uint32),
    )


class LineInfoRecord(Struct):
    """One source line of a program, in PROG_LOAD."""

    insn_off: int
    file_name_off: int
    line_off: int
    line_col: int
    _fields_ = (
        ("insn_off", c_uint32),
        ("file_name_off", c_uint32),
        ("line_off", c_uint32),
        ("line_col", c_uint32),
    )


class CoreReloRecord(Struct):
    """One CO-RE relocation, in PROG_LOAD."""

    insn_off: int
    type_id: int
    access_str_off: int
    kind: int
    _fields_ = (
        ("insn_off", c_uint32),
        ("type_id", c_uint32),
        ("access_str_off", c_uint32),
        ("kind", c_uint32),
    )


class _PerfEventAttr571(Struct):
    """Anonymous in the kernel."""

    aux_start_paused: int
    aux_pause: int
    aux_resume: int
    __reserved_3: int
    _fields_ = (
        ("aux_start_paused", c_uint32, 1),
        ("aux_pause", c_uint32, 1),
        ("aux_resume", c_uint32, 1),
        ("__reserved_3", c_uint32, 29),
    )


class _PerfEventAttr57(Union):
    """Anonymous in the kernel."""

    aux_action: int
    aux_start_paused: int
    aux_pause: int
    aux_resume: int
    __reserved_3: int
    _anonymous_ = ("_1",)
    _fields_ = (
        ("aux_action", c_uint32),
        ("_1", _PerfEventAttr571),
    )


class PerfEventAttr(Struct):
    """The first argument of perf_event_open(2)."""

    type: int
    size: int
    config: int
    sample_period: int
    sample_freq: int
    sample_type: int
    read_format: int
    disabled: int
    inherit: int
    pinned: int
    exclusive: int
    exclude_user: int
    exclude_kernel: int
    exclude_hv: int
    exclude_idle: int
    mmap: int
    comm: int
    freq: int
    inherit_stat: int
    enable_on_exec: int
    task: int
    watermark: int
    precise_ip: int
    mmap_data: int
    sample_id_all: int
    exclude_host: int
    exclude_guest: int
    exclude_callchain_kernel: int
    exclude_callchain_user: int
    mmap2: int
    comm_exec: int
    use_clockid: int
    context_switch: int
    write_backward: int
    namespaces: int
    ksymbol: int
    bpf_event: int
    aux_output: int
    cgroup: int
    text_poke: int
    build_id: int
    inherit_thread: int
    remove_on_exec: int
    sigtrap: int
    __reserved_1: int
    wakeup_events: int
    wakeup_watermark: int
    bp_type: int
    bp_addr: int
    kprobe_func: int
    uprobe_path: int
    config1: int
    bp_len: int
    kprobe_addr: int
    probe_offset: int
    config2: int
    branch_sample_type: int
    sample_regs_user: int
    sample_stack_user: int
    clockid: int
    sample_regs_intr: int
    aux_watermark: int
    sample_max_stack: int
    __reserved_2: int
    aux_sample_size: int
    aux_action: int
    aux_start_paused: int
    aux_pause: int
    aux_resume: int
    __reserved_3: int
    sig_data: int
    config3: int
    _anonymous_ = ("_57",)
    _fields_ = (
        ("type", c_uint32),
        ("size", c_uint32),
        ("config", c_uint64),
        ("sample_period", c_uint64),
        ("sample_type", c_uint64),
        ("read_format", c_uint64),
        ("disabled", c_uint64, 1),
        ("inherit", c_uint64, 1),
        ("pinned", c_uint64, 1),
        ("exclusive", c_uint64, 1),
        ("exclude_user", c_uint64, 1),
        ("exclude_kernel", c_uint64, 1),
        ("exclude_hv", c_uint64, 1),
        ("exclude_idle", c_uint64, 1),
        ("mmap", c_uint64, 1),
        ("comm", c_uint64, 1),
        ("freq", c_uint64, 1),
        ("inherit_stat", c_uint64, 1),
        ("enable_on_exec", c_uint64, 1),
        ("task", c_uint64, 1),
        ("watermark", c_uint64, 1),
        ("precise_ip", c_uint64, 2),
        ("mmap_data", c_uint64, 1),
        ("sample_id_all", c_uint64, 1),
        ("exclude_host", c_uint64, 1),
        ("exclude_guest", c_uint64, 1),
        ("exclude_callchain_kernel", c_uint64, 1),
        ("exclude_callchain_user", c_uint64, 1),
        ("mmap2", c_uint64, 1),
        ("comm_exec", c_uint64, 1),
        ("use_clockid", c_uint64, 1),
        ("context_switch", c_uint64, 1),
        ("write_backward", c_uint64, 1),
        ("namespaces", c_uint64, 1),
        ("ksymbol", c_uint64, 1),
        ("bpf_event", c_uint64, 1),
        ("aux_output", c_uint64, 1),
        ("cgroup", c_uint64, 1),
        ("text_poke", c_uint64, 1),
        ("build_id", c_uint64, 1),
        ("inherit_thread", c_uint64, 1),
        ("remove_on_exec", c_uint64, 1),
        ("sigtrap", c_uint64, 1),
        ("__reserved_1", c_uint64, 26),
        ("wakeup_events", c_uint32),
        ("bp_type", c_uint32),
        ("bp_addr", c_uint64),
        ("bp_len", c_uint64),
        ("branch_sample_type", c_uint64),
        ("sample_regs_user", c_uint64),
        ("sample_stack_user", c_uint32),
        ("clockid", c_int32),
        ("sample_regs_intr", c_uint64),
        ("aux_watermark", c_uint32),
        ("sample_max_stack", c_uint16),
        ("__reserved_2", c_uint16),
        ("aux_sample_size", c_uint32),
        ("_57", _PerfEventAttr57),
        ("sig_data", c_uint64),
        ("config3", c_uint64),
    )


PerfEventAttr.sample_freq = PerfEventAttr.sample_period
PerfEventAttr.wakeup_watermark = PerfEventAttr.wakeup_events
PerfEventAttr.kprobe_func = PerfEventAttr.bp_addr
PerfEventAttr.uprobe_path = PerfEventAttr.bp_addr
PerfEventAttr.config1 = PerfEventAttr.bp_addr
PerfEventAttr.kprobe_addr = PerfEventAttr.bp_len
PerfEventAttr.probe_offset = PerfEventAttr.bp_len
PerfEventAttr.config2 = PerfEventAttr.bp_len


class PerfEventHeader(Struct):
    """What each record in a perf buffer starts with."""

    type: int
    misc: int
    size: int
    _fields_ = (
        ("type", c_uint32),
        ("misc", c_uint16),
        ("size", c_uint16),
    )


class _PerfMmapPage71(Struct):
    """Anonymous in the kernel."""

    cap_bit0: int
    cap_bit0_is_deprecated: int
    cap_user_rdpmc: int
    cap_user_time: int
    cap_user_time_zero: int
    cap_user_time_short: int
    cap_____res: int
    _fields_ = (
        ("cap_bit0", c_uint64, 1),
        ("cap_bit0_is_deprecated", c_uint64, 1),
        ("cap_user_rdpmc", c_uint64, 1),
        ("cap_user_time", c_uint64, 1),
        ("cap_user_time_zero", c_uint64, 1),
        ("cap_user_time_short", c_uint64, 1),
        ("cap_____res", c_uint64, 58),
    )


class _PerfMmapPage7(Union):
    """Anonymous in the kernel."""

    capabilities: int
    cap_bit0: int
    cap_bit0_is_deprecated: int
    cap_user_rdpmc: int
    cap_user_time: int
    cap_user_time_zero: int
    cap_user_time_short: int
    cap_____res: int
    _anonymous_ = ("_1",)
    _fields_ = (
        ("capabilities", c_uint64),
        ("_1", _PerfMmapPage71),
    )


class PerfMmapPage(Struct):
    """The first page of a perf buffer."""

    version: int
    compat_version: int
    lock: int
    index: int
    offset: int
    time_enabled: int
    time_running: int
    capabilities: int
    cap_bit0: int
    cap_bit0_is_deprecated: int
    cap_user_rdpmc: int
    cap_user_time: int
    cap_user_time_zero: int
    cap_user_time_short: int
    cap_____res: int
    pmc_width: int
    time_shift: int
    time_mult: int
    time_offset: int
    time_zero: int
    size: int
    __reserved_1: int
    time_cycles: int
    time_mask: int
    __reserved: Array[c_uint8]
    data_head: int
    data_tail: int
    data_offset: int
    data_size: int
    aux_head: int
    aux_tail: int
    aux_offset: int
    aux_size: int
    _anonymous_ = ("_7",)
    _fields_ = (
        ("version", c_uint32),
        ("compat_version", c_uint32),
        ("lock", c_uint32),
        ("index", c_uint32),
        ("offset", c_int64),
        ("time_enabled", c_uint64),
        ("time_running", c_uint64),
        ("_7", _PerfMmapPage7),
        ("pmc_width", c_uint16),
        ("time_shift", c_uint16),
        ("time_mult", c_uint32),
        ("time_offset", c_uint64),
        ("time_zero", c_uint64),
        ("size", c_uint32),
        ("__reserved_1", c_uint32),
        ("time_cycles", c_uint64),
        ("time_mask", c_uint64),
        ("__reserved", c_uint8 * 928),
        ("data_head", c_uint64),
        ("data_tail", c_uint64),
        ("data_offset", c_uint64),
        ("data_size", c_uint64),
        ("aux_head", c_uint64),
        ("aux_tail", c_uint64),
        ("aux_offset", c_uint64),
        ("aux_size", c_uint64),
    )
