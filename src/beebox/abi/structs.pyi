# Written by scripts/gen_abi.py from vmlinux BTF. Do not edit.
from collections.abc import Iterator, Sequence
from ctypes import Array, Structure, Union, c_char
from typing import TypeAlias

Buffer: TypeAlias = Array[c_char] | Structure

class Struct(Structure):
    def point(self, field: str, buffer: Buffer | bytes | bytearray | None) -> None: ...
    def spans(self) -> Iterator[tuple[int, int]]: ...

class Attr(Struct): ...

class MapCreateAttr(Attr):
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

class MapElemAttr(Attr):
    map_fd: int
    key: int
    value: int
    next_key: int
    flags: int

class MapBatchAttr(Attr):
    in_batch: int
    out_batch: int
    keys: int
    values: int
    count: int
    map_fd: int
    elem_flags: int
    flags: int

class ProgLoadAttr(Attr):
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

class ObjAttr(Attr):
    pathname: int
    bpf_fd: int
    file_flags: int
    path_fd: int

class ProgAttachAttr(Attr):
    target_fd: int
    target_ifindex: int
    attach_bpf_fd: int
    attach_type: int
    attach_flags: int
    replace_bpf_fd: int
    relative_fd: int
    relative_id: int
    expected_revision: int

class TestRunAttr(Attr):
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

class GetIdAttr(Attr):
    start_id: int
    prog_id: int
    map_id: int
    btf_id: int
    link_id: int
    next_id: int
    open_flags: int
    fd_by_id_token_fd: int

class ObjGetInfoAttr(Attr):
    bpf_fd: int
    info_len: int
    info: int

class ProgQueryAttr(Attr):
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

class RawTracepointAttr(Attr):
    name: int
    prog_fd: int
    cookie: int

class BtfLoadAttr(Attr):
    btf: int
    btf_log_buf: int
    btf_size: int
    btf_log_size: int
    btf_log_level: int
    btf_log_true_size: int
    btf_flags: int
    btf_token_fd: int

class TaskFdQueryAttr(Attr):
    pid: int
    fd: int
    flags: int
    buf_len: int
    buf: int
    prog_id: int
    fd_type: int
    probe_offset: int
    probe_addr: int

class LinkCreatePerfEvent(Struct):
    bpf_cookie: int

class LinkCreateKprobeMulti(Struct):
    flags: int
    cnt: int
    syms: int
    addrs: int
    cookies: int

class LinkCreateTracing(Struct):
    target_btf_id: int
    cookie: int

class LinkCreateNetfilter(Struct):
    pf: int
    hooknum: int
    priority: int
    flags: int

class LinkCreateTcx(Struct):
    relative_fd: int
    relative_id: int
    expected_revision: int

class LinkCreateUprobeMulti(Struct):
    path: int
    offsets: int
    ref_ctr_offsets: int
    cookies: int
    cnt: int
    flags: int
    pid: int

class LinkCreateNetkit(Struct):
    relative_fd: int
    relative_id: int
    expected_revision: int

class LinkCreateCgroup(Struct):
    relative_fd: int
    relative_id: int
    expected_revision: int

class LinkCreateAttr(Attr):
    prog_fd: int
    map_fd: int
    target_fd: int
    target_ifindex: int
    attach_type: int
    flags: int
    target_btf_id: int
    iter_info: int
    iter_info_len: int
    perf_event: LinkCreatePerfEvent
    kprobe_multi: LinkCreateKprobeMulti
    tracing: LinkCreateTracing
    netfilter: LinkCreateNetfilter
    tcx: LinkCreateTcx
    uprobe_multi: LinkCreateUprobeMulti
    netkit: LinkCreateNetkit
    cgroup: LinkCreateCgroup

class LinkUpdateAttr(Attr):
    link_fd: int
    new_prog_fd: int
    new_map_fd: int
    flags: int
    old_prog_fd: int
    old_map_fd: int

class LinkDetachAttr(Attr):
    link_fd: int

class EnableStatsAttr(Attr):
    type: int

class IterCreateAttr(Attr):
    link_fd: int
    flags: int

class ProgBindMapAttr(Attr):
    prog_fd: int
    map_fd: int
    flags: int

class TokenCreateAttr(Attr):
    flags: int
    bpffs_fd: int

class StreamReadAttr(Attr):
    stream_buf: int
    stream_buf_len: int
    stream_id: int
    prog_fd: int

class ProgInfo(Struct):
    type: int
    id: int
    tag: Sequence[int]
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

class MapInfo(Struct):
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

class BtfInfo(Struct):
    btf: int
    btf_size: int
    id: int
    name: int
    name_len: int
    kernel_btf: int

class LinkInfoRawTracepoint(Struct):
    tp_name: int
    tp_name_len: int
    cookie: int

class LinkInfoTracing(Struct):
    attach_type: int
    target_obj_id: int
    target_btf_id: int
    cookie: int

class LinkInfoCgroup(Struct):
    cgroup_id: int
    attach_type: int

class LinkInfoIterMap(Struct):
    map_id: int

class LinkInfoIterCgroup(Struct):
    cgroup_id: int
    order: int

class LinkInfoIterTask(Struct):
    tid: int
    pid: int

class LinkInfoIter(Struct):
    target_name: int
    target_name_len: int
    map: LinkInfoIterMap
    cgroup: LinkInfoIterCgroup
    task: LinkInfoIterTask

class LinkInfoNetns(Struct):
    netns_ino: int
    attach_type: int

class LinkInfoXdp(Struct):
    ifindex: int

class LinkInfoStructOps(Struct):
    map_id: int

class LinkInfoNetfilter(Struct):
    pf: int
    hooknum: int
    priority: int
    flags: int

class LinkInfoKprobeMulti(Struct):
    addrs: int
    count: int
    flags: int
    missed: int
    cookies: int

class LinkInfoUprobeMulti(Struct):
    path: int
    offsets: int
    ref_ctr_offsets: int
    cookies: int
    path_size: int
    count: int
    flags: int
    pid: int

class LinkInfoPerfEventUprobe(Struct):
    file_name: int
    name_len: int
    offset: int
    cookie: int
    ref_ctr_offset: int

class LinkInfoPerfEventKprobe(Struct):
    func_name: int
    name_len: int
    offset: int
    addr: int
    missed: int
    cookie: int

class LinkInfoPerfEventTracepoint(Struct):
    tp_name: int
    name_len: int
    cookie: int

class LinkInfoPerfEventEvent(Struct):
    config: int
    type: int
    cookie: int

class LinkInfoPerfEvent(Struct):
    type: int
    uprobe: LinkInfoPerfEventUprobe
    kprobe: LinkInfoPerfEventKprobe
    tracepoint: LinkInfoPerfEventTracepoint
    event: LinkInfoPerfEventEvent

class LinkInfoTcx(Struct):
    ifindex: int
    attach_type: int

class LinkInfoNetkit(Struct):
    ifindex: int
    attach_type: int

class LinkInfoSockmap(Struct):
    map_id: int
    attach_type: int

class LinkInfo(Struct):
    type: int
    id: int
    prog_id: int
    raw_tracepoint: LinkInfoRawTracepoint
    tracing: LinkInfoTracing
    cgroup: LinkInfoCgroup
    iter: LinkInfoIter
    netns: LinkInfoNetns
    xdp: LinkInfoXdp
    struct_ops: LinkInfoStructOps
    netfilter: LinkInfoNetfilter
    kprobe_multi: LinkInfoKprobeMulti
    uprobe_multi: LinkInfoUprobeMulti
    perf_event: LinkInfoPerfEvent
    tcx: LinkInfoTcx
    netkit: LinkInfoNetkit
    sockmap: LinkInfoSockmap

class IterLinkInfoMap(Struct):
    map_fd: int

class IterLinkInfoCgroup(Struct):
    order: int
    cgroup_fd: int
    cgroup_id: int

class IterLinkInfoTask(Struct):
    tid: int
    pid: int
    pid_fd: int

class IterLinkInfo(Union):
    map: IterLinkInfoMap
    cgroup: IterLinkInfoCgroup
    task: IterLinkInfoTask

class FuncInfoRecord(Struct):
    insn_off: int
    type_id: int

class LineInfoRecord(Struct):
    insn_off: int
    file_name_off: int
    line_off: int
    line_col: int

class CoreReloRecord(Struct):
    insn_off: int
    type_id: int
    access_str_off: int
    kind: int

class PerfEventAttr(Struct):
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

class PerfEventHeader(Struct):
    type: int
    misc: int
    size: int

class PerfMmapPage(Struct):
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
    __reserved: Sequence[int]
    data_head: int
    data_tail: int
    data_offset: int
    data_size: int
    aux_head: int
    aux_tail: int
    aux_offset: int
    aux_size: int
