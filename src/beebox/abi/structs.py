# Written by scripts/gen_abi.py from vmlinux BTF. Do not edit.
"""The structs of bpf(2) and perf_event_open(2) of Linux 6.18, by ctypes.

``union bpf_attr`` is one class a group of commands here: bpf(2) takes the size it is given, and
what lies behind counts as zero. `Struct.point` sets a pointer field and keeps what it points at
alive.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import Array, Structure, Union, addressof, c_char, sizeof

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

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name, *_ in self._fields_)
        given = (f"{name}={value!r}" for name, value in shown if value)
        return f"<{type(self).__name__} {' '.join(given)}>"

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield (address, length) of each buffer given to `point`, and of theirs."""
        for buffer in self.__dict__.get("buffers", {}).values():
            if buffer is not None:
                yield addressof(buffer), sizeof(buffer)
                if isinstance(buffer, Struct):
                    yield from buffer.spans()


class Attr(Struct):
    """What bpf(2) takes: one member of ``union bpf_attr``."""


_BASES: dict[str, type] = {"Struct": Struct, "Attr": Attr, "Union": Union}
_CODES = {
    "B": ctypes.c_uint8,
    "H": ctypes.c_uint16,
    "I": ctypes.c_uint32,
    "Q": ctypes.c_uint64,
    "i": ctypes.c_int32,
    "q": ctypes.c_int64,
    "s": ctypes.c_char,
}


def __getattr__(name: str) -> type:
    """Make a class when it is first asked for: all of them would cost every start some 5 ms."""
    try:
        base, doc, fields = _TABLE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    made = _make(name, base, doc, fields.split())
    kept: type = globals().setdefault(name, made)  # another thread may have been first
    return kept


def __dir__() -> list[str]:
    return sorted([*(name for name in _TABLE if name[0] != "_"), "Attr", "Struct"])


def _make(name: str, base: str, doc: str, fields: list[str]) -> type:
    """Return the class of a row of `_TABLE`."""
    rows: list[tuple[str, type] | tuple[str, type, int]] = []
    anonymous = []
    aliases = {}
    for field in fields:
        names, code, *bits = field.split(":")
        first, *others = names.split("=")
        if not first:
            first = f"_{len(rows)}"
            anonymous.append(first)
        aliases.update(dict.fromkeys(others, first))
        rows.append((first, _type(code), int(bits[0])) if bits else (first, _type(code)))
    body = {"__doc__": doc, "__module__": __name__, "_anonymous_": anonymous, "_fields_": rows}
    kin = _BASES[base]
    made: type = type(kin)(name, (kin,), body)
    for alias, first in aliases.items():
        setattr(made, alias, getattr(made, first))
    return made


def _type(code: str) -> type:
    """Return the ctype of a field: a code, a count and a code, or the name of another row."""
    if code in _CODES:
        return _CODES[code]
    if code[0].isdigit():
        made: type = _CODES[code[-1]] * int(code[:-1])
        return made
    found = globals().get(code)
    return found if isinstance(found, type) else __getattr__(code)


# name: base, docstring, fields (name=other:code:bits; = joins names of one union of scalars)
_TABLE = {
    "MapCreateAttr": (
        "Attr",
        "MAP_CREATE.",
        """map_type:I key_size:I value_size:I max_entries:I map_flags:I inner_map_fd:I
        numa_node:I map_name:16s map_ifindex:I btf_fd:I btf_key_type_id:I btf_value_type_id:I
        btf_vmlinux_value_type_id:I map_extra:Q value_type_btf_obj_fd:i map_token_fd:i
        excl_prog_hash:Q excl_prog_hash_size:I""",
    ),
    "MapElemAttr": (
        "Attr",
        "MAP_*_ELEM, MAP_GET_NEXT_KEY, MAP_FREEZE.",
        """map_fd:I key:Q value=next_key:Q flags:Q""",
    ),
    "MapBatchAttr": (
        "Attr",
        "MAP_*_BATCH.",
        """in_batch:Q out_batch:Q keys:Q values:Q count:I map_fd:I elem_flags:Q flags:Q""",
    ),
    "ProgLoadAttr": (
        "Attr",
        "PROG_LOAD.",
        """prog_type:I insn_cnt:I insns:Q license:Q log_level:I log_size:I log_buf:Q
        kern_version:I prog_flags:I prog_name:16s prog_ifindex:I expected_attach_type:I
        prog_btf_fd:I func_info_rec_size:I func_info:Q func_info_cnt:I line_info_rec_size:I
        line_info:Q line_info_cnt:I attach_btf_id:I attach_prog_fd=attach_btf_obj_fd:I
        core_relo_cnt:I fd_array:Q core_relos:Q core_relo_rec_size:I log_true_size:I
        prog_token_fd:i fd_array_cnt:I signature:Q signature_size:I keyring_id:i""",
    ),
    "ObjAttr": (
        "Attr",
        "OBJ_PIN and OBJ_GET.",
        """pathname:Q bpf_fd:I file_flags:I path_fd:i""",
    ),
    "ProgAttachAttr": (
        "Attr",
        "PROG_ATTACH and PROG_DETACH.",
        """target_fd=target_ifindex:I attach_bpf_fd:I attach_type:I attach_flags:I
        replace_bpf_fd:I relative_fd=relative_id:I expected_revision:Q""",
    ),
    "TestRunAttr": (
        "Attr",
        "PROG_TEST_RUN.",
        """prog_fd:I retval:I data_size_in:I data_size_out:I data_in:Q data_out:Q repeat:I
        duration:I ctx_size_in:I ctx_size_out:I ctx_in:Q ctx_out:Q flags:I cpu:I batch_size:I""",
    ),
    "GetIdAttr": (
        "Attr",
        "*_GET_NEXT_ID and *_GET_FD_BY_ID.",
        """start_id=prog_id=map_id=btf_id=link_id:I next_id:I open_flags:I fd_by_id_token_fd:i""",
    ),
    "ObjGetInfoAttr": (
        "Attr",
        "OBJ_GET_INFO_BY_FD.",
        """bpf_fd:I info_len:I info:Q""",
    ),
    "ProgQueryAttr": (
        "Attr",
        "PROG_QUERY.",
        """target_fd=target_ifindex:I attach_type:I query_flags:I attach_flags:I prog_ids:Q
        prog_cnt=count:I prog_attach_flags:Q link_ids:Q link_attach_flags:Q revision:Q""",
    ),
    "RawTracepointAttr": (
        "Attr",
        "RAW_TRACEPOINT_OPEN.",
        """name:Q prog_fd:I cookie:Q""",
    ),
    "BtfLoadAttr": (
        "Attr",
        "BTF_LOAD.",
        """btf:Q btf_log_buf:Q btf_size:I btf_log_size:I btf_log_level:I btf_log_true_size:I
        btf_flags:I btf_token_fd:i""",
    ),
    "TaskFdQueryAttr": (
        "Attr",
        "TASK_FD_QUERY.",
        """pid:I fd:I flags:I buf_len:I buf:Q prog_id:I fd_type:I probe_offset:Q probe_addr:Q""",
    ),
    "_LinkCreateAttr41": (
        "Struct",
        "Anonymous in the kernel.",
        """iter_info:Q iter_info_len:I""",
    ),
    "LinkCreatePerfEvent": (
        "Struct",
        "``perf_event`` of `LinkCreateAttr`.",
        """bpf_cookie:Q""",
    ),
    "LinkCreateKprobeMulti": (
        "Struct",
        "``kprobe_multi`` of `LinkCreateAttr`.",
        """flags:I cnt:I syms:Q addrs:Q cookies:Q""",
    ),
    "LinkCreateTracing": (
        "Struct",
        "``tracing`` of `LinkCreateAttr`.",
        """target_btf_id:I cookie:Q""",
    ),
    "LinkCreateNetfilter": (
        "Struct",
        "``netfilter`` of `LinkCreateAttr`.",
        """pf:I hooknum:I priority:i flags:I""",
    ),
    "LinkCreateTcx": (
        "Struct",
        "``tcx`` of `LinkCreateAttr`.",
        """relative_fd=relative_id:I expected_revision:Q""",
    ),
    "LinkCreateUprobeMulti": (
        "Struct",
        "``uprobe_multi`` of `LinkCreateAttr`.",
        """path:Q offsets:Q ref_ctr_offsets:Q cookies:Q cnt:I flags:I pid:I""",
    ),
    "LinkCreateNetkit": (
        "Struct",
        "``netkit`` of `LinkCreateAttr`.",
        """relative_fd=relative_id:I expected_revision:Q""",
    ),
    "LinkCreateCgroup": (
        "Struct",
        "``cgroup`` of `LinkCreateAttr`.",
        """relative_fd=relative_id:I expected_revision:Q""",
    ),
    "_LinkCreateAttr4": (
        "Union",
        "Anonymous in the kernel.",
        """target_btf_id:I :_LinkCreateAttr41 perf_event:LinkCreatePerfEvent
        kprobe_multi:LinkCreateKprobeMulti tracing:LinkCreateTracing
        netfilter:LinkCreateNetfilter tcx:LinkCreateTcx uprobe_multi:LinkCreateUprobeMulti
        netkit:LinkCreateNetkit cgroup:LinkCreateCgroup""",
    ),
    "LinkCreateAttr": (
        "Attr",
        "LINK_CREATE.",
        """prog_fd=map_fd:I target_fd=target_ifindex:I attach_type:I flags:I :_LinkCreateAttr4""",
    ),
    "LinkUpdateAttr": (
        "Attr",
        "LINK_UPDATE.",
        """link_fd:I new_prog_fd=new_map_fd:I flags:I old_prog_fd=old_map_fd:I""",
    ),
    "LinkDetachAttr": (
        "Attr",
        "LINK_DETACH.",
        """link_fd:I""",
    ),
    "EnableStatsAttr": (
        "Attr",
        "ENABLE_STATS.",
        """type:I""",
    ),
    "IterCreateAttr": (
        "Attr",
        "ITER_CREATE.",
        """link_fd:I flags:I""",
    ),
    "ProgBindMapAttr": (
        "Attr",
        "PROG_BIND_MAP.",
        """prog_fd:I map_fd:I flags:I""",
    ),
    "TokenCreateAttr": (
        "Attr",
        "TOKEN_CREATE.",
        """flags:I bpffs_fd:I""",
    ),
    "StreamReadAttr": (
        "Attr",
        "PROG_STREAM_READ_BY_FD.",
        """stream_buf:Q stream_buf_len:I stream_id:I prog_fd:I""",
    ),
    "ProgInfo": (
        "Struct",
        "What OBJ_GET_INFO_BY_FD tells of a program.",
        """type:I id:I tag:8B jited_prog_len:I xlated_prog_len:I jited_prog_insns:Q
        xlated_prog_insns:Q load_time:Q created_by_uid:I nr_map_ids:I map_ids:Q name:16s
        ifindex:I gpl_compatible:I:1 netns_dev:Q netns_ino:Q nr_jited_ksyms:I
        nr_jited_func_lens:I jited_ksyms:Q jited_func_lens:Q btf_id:I func_info_rec_size:I
        func_info:Q nr_func_info:I nr_line_info:I line_info:Q jited_line_info:Q
        nr_jited_line_info:I line_info_rec_size:I jited_line_info_rec_size:I nr_prog_tags:I
        prog_tags:Q run_time_ns:Q run_cnt:Q recursion_misses:Q verified_insns:I
        attach_btf_obj_id:I attach_btf_id:I""",
    ),
    "MapInfo": (
        "Struct",
        "What OBJ_GET_INFO_BY_FD tells of a map.",
        """type:I id:I key_size:I value_size:I max_entries:I map_flags:I name:16s ifindex:I
        btf_vmlinux_value_type_id:I netns_dev:Q netns_ino:Q btf_id:I btf_key_type_id:I
        btf_value_type_id:I btf_vmlinux_id:I map_extra:Q hash:Q hash_size:I""",
    ),
    "BtfInfo": (
        "Struct",
        "What OBJ_GET_INFO_BY_FD tells of BTF.",
        """btf:Q btf_size:I id:I name:Q name_len:I kernel_btf:I""",
    ),
    "LinkInfoRawTracepoint": (
        "Struct",
        "``raw_tracepoint`` of `LinkInfo`.",
        """tp_name:Q tp_name_len:I cookie:Q""",
    ),
    "LinkInfoTracing": (
        "Struct",
        "``tracing`` of `LinkInfo`.",
        """attach_type:I target_obj_id:I target_btf_id:I cookie:Q""",
    ),
    "LinkInfoCgroup": (
        "Struct",
        "``cgroup`` of `LinkInfo`.",
        """cgroup_id:Q attach_type:I""",
    ),
    "LinkInfoIterMap": (
        "Struct",
        "``map`` of `LinkInfoIter`.",
        """map_id:I""",
    ),
    "_LinkInfoIter2": (
        "Union",
        "Anonymous in the kernel.",
        """map:LinkInfoIterMap""",
    ),
    "LinkInfoIterCgroup": (
        "Struct",
        "``cgroup`` of `LinkInfoIter`.",
        """cgroup_id:Q order:I""",
    ),
    "LinkInfoIterTask": (
        "Struct",
        "``task`` of `LinkInfoIter`.",
        """tid:I pid:I""",
    ),
    "_LinkInfoIter3": (
        "Union",
        "Anonymous in the kernel.",
        """cgroup:LinkInfoIterCgroup task:LinkInfoIterTask""",
    ),
    "LinkInfoIter": (
        "Struct",
        "``iter`` of `LinkInfo`.",
        """target_name:Q target_name_len:I :_LinkInfoIter2 :_LinkInfoIter3""",
    ),
    "LinkInfoNetns": (
        "Struct",
        "``netns`` of `LinkInfo`.",
        """netns_ino:I attach_type:I""",
    ),
    "LinkInfoXdp": (
        "Struct",
        "``xdp`` of `LinkInfo`.",
        """ifindex:I""",
    ),
    "LinkInfoStructOps": (
        "Struct",
        "``struct_ops`` of `LinkInfo`.",
        """map_id:I""",
    ),
    "LinkInfoNetfilter": (
        "Struct",
        "``netfilter`` of `LinkInfo`.",
        """pf:I hooknum:I priority:i flags:I""",
    ),
    "LinkInfoKprobeMulti": (
        "Struct",
        "``kprobe_multi`` of `LinkInfo`.",
        """addrs:Q count:I flags:I missed:Q cookies:Q""",
    ),
    "LinkInfoUprobeMulti": (
        "Struct",
        "``uprobe_multi`` of `LinkInfo`.",
        """path:Q offsets:Q ref_ctr_offsets:Q cookies:Q path_size:I count:I flags:I pid:I""",
    ),
    "LinkInfoPerfEventUprobe": (
        "Struct",
        "``uprobe`` of `LinkInfoPerfEvent`.",
        """file_name:Q name_len:I offset:I cookie:Q ref_ctr_offset:Q""",
    ),
    "LinkInfoPerfEventKprobe": (
        "Struct",
        "``kprobe`` of `LinkInfoPerfEvent`.",
        """func_name:Q name_len:I offset:I addr:Q missed:Q cookie:Q""",
    ),
    "LinkInfoPerfEventTracepoint": (
        "Struct",
        "``tracepoint`` of `LinkInfoPerfEvent`.",
        """tp_name:Q name_len:I cookie:Q""",
    ),
    "LinkInfoPerfEventEvent": (
        "Struct",
        "``event`` of `LinkInfoPerfEvent`.",
        """config:Q type:I cookie:Q""",
    ),
    "_LinkInfoPerfEvent1": (
        "Union",
        "Anonymous in the kernel.",
        """uprobe:LinkInfoPerfEventUprobe kprobe:LinkInfoPerfEventKprobe
        tracepoint:LinkInfoPerfEventTracepoint event:LinkInfoPerfEventEvent""",
    ),
    "LinkInfoPerfEvent": (
        "Struct",
        "``perf_event`` of `LinkInfo`.",
        """type:I :_LinkInfoPerfEvent1""",
    ),
    "LinkInfoTcx": (
        "Struct",
        "``tcx`` of `LinkInfo`.",
        """ifindex:I attach_type:I""",
    ),
    "LinkInfoNetkit": (
        "Struct",
        "``netkit`` of `LinkInfo`.",
        """ifindex:I attach_type:I""",
    ),
    "LinkInfoSockmap": (
        "Struct",
        "``sockmap`` of `LinkInfo`.",
        """map_id:I attach_type:I""",
    ),
    "_LinkInfo3": (
        "Union",
        "Anonymous in the kernel.",
        """raw_tracepoint:LinkInfoRawTracepoint tracing:LinkInfoTracing cgroup:LinkInfoCgroup
        iter:LinkInfoIter netns:LinkInfoNetns xdp:LinkInfoXdp struct_ops:LinkInfoStructOps
        netfilter:LinkInfoNetfilter kprobe_multi:LinkInfoKprobeMulti
        uprobe_multi:LinkInfoUprobeMulti perf_event:LinkInfoPerfEvent tcx:LinkInfoTcx
        netkit:LinkInfoNetkit sockmap:LinkInfoSockmap""",
    ),
    "LinkInfo": (
        "Struct",
        "What OBJ_GET_INFO_BY_FD tells of a link.",
        """type:I id:I prog_id:I :_LinkInfo3""",
    ),
    "IterLinkInfoMap": (
        "Struct",
        "``map`` of `IterLinkInfo`.",
        """map_fd:I""",
    ),
    "IterLinkInfoCgroup": (
        "Struct",
        "``cgroup`` of `IterLinkInfo`.",
        """order:I cgroup_fd:I cgroup_id:Q""",
    ),
    "IterLinkInfoTask": (
        "Struct",
        "``task`` of `IterLinkInfo`.",
        """tid:I pid:I pid_fd:I""",
    ),
    "IterLinkInfo": (
        "Union",
        "What an iterator goes over, in LINK_CREATE.",
        """map:IterLinkInfoMap cgroup:IterLinkInfoCgroup task:IterLinkInfoTask""",
    ),
    "FuncInfoRecord": (
        "Struct",
        "One function of a program, in PROG_LOAD.",
        """insn_off:I type_id:I""",
    ),
    "LineInfoRecord": (
        "Struct",
        "One source line of a program, in PROG_LOAD.",
        """insn_off:I file_name_off:I line_off:I line_col:I""",
    ),
    "CoreReloRecord": (
        "Struct",
        "One CO-RE relocation, in PROG_LOAD.",
        """insn_off:I type_id:I access_str_off:I kind:I""",
    ),
    "_PerfEventAttr571": (
        "Struct",
        "Anonymous in the kernel.",
        """aux_start_paused:I:1 aux_pause:I:1 aux_resume:I:1 __reserved_3:I:29""",
    ),
    "_PerfEventAttr57": (
        "Union",
        "Anonymous in the kernel.",
        """aux_action:I :_PerfEventAttr571""",
    ),
    "PerfEventAttr": (
        "Struct",
        "The first argument of perf_event_open(2).",
        """type:I size:I config:Q sample_period=sample_freq:Q sample_type:Q read_format:Q
        disabled:Q:1 inherit:Q:1 pinned:Q:1 exclusive:Q:1 exclude_user:Q:1 exclude_kernel:Q:1
        exclude_hv:Q:1 exclude_idle:Q:1 mmap:Q:1 comm:Q:1 freq:Q:1 inherit_stat:Q:1
        enable_on_exec:Q:1 task:Q:1 watermark:Q:1 precise_ip:Q:2 mmap_data:Q:1
        sample_id_all:Q:1 exclude_host:Q:1 exclude_guest:Q:1 exclude_callchain_kernel:Q:1
        exclude_callchain_user:Q:1 mmap2:Q:1 comm_exec:Q:1 use_clockid:Q:1 context_switch:Q:1
        write_backward:Q:1 namespaces:Q:1 ksymbol:Q:1 bpf_event:Q:1 aux_output:Q:1 cgroup:Q:1
        text_poke:Q:1 build_id:Q:1 inherit_thread:Q:1 remove_on_exec:Q:1 sigtrap:Q:1
        __reserved_1:Q:26 wakeup_events=wakeup_watermark:I bp_type:I
        bp_addr=kprobe_func=uprobe_path=config1:Q bp_len=kprobe_addr=probe_offset=config2:Q
        branch_sample_type:Q sample_regs_user:Q sample_stack_user:I clockid:i
        sample_regs_intr:Q aux_watermark:I sample_max_stack:H __reserved_2:H
        aux_sample_size:I :_PerfEventAttr57 sig_data:Q config3:Q""",
    ),
    "PerfEventHeader": (
        "Struct",
        "What a perf record starts with.",
        """type:I misc:H size:H""",
    ),
    "_PerfMmapPage71": (
        "Struct",
        "Anonymous in the kernel.",
        """cap_bit0:Q:1 cap_bit0_is_deprecated:Q:1 cap_user_rdpmc:Q:1 cap_user_time:Q:1
        cap_user_time_zero:Q:1 cap_user_time_short:Q:1 cap_____res:Q:58""",
    ),
    "_PerfMmapPage7": (
        "Union",
        "Anonymous in the kernel.",
        """capabilities:Q :_PerfMmapPage71""",
    ),
    "PerfMmapPage": (
        "Struct",
        "The first page of a perf buffer.",
        """version:I compat_version:I lock:I index:I offset:q time_enabled:Q time_running:Q
        :_PerfMmapPage7 pmc_width:H time_shift:H time_mult:I time_offset:Q time_zero:Q size:I
        __reserved_1:I time_cycles:Q time_mask:Q __reserved:928B data_head:Q data_tail:Q
        data_offset:Q data_size:Q aux_head:Q aux_tail:Q aux_offset:Q aux_size:Q""",
    ),
}
