"""What helpers do: one file a family, each body in the typed subset.

`ROWS` says which function a helper is, by the helper's number, which is the key of its row in
`beebox.spec.helpers`, too. A body has the helper ABI: five arguments of 64 bits and the `Run`; what
it does not need it leaves out at the end. A program that calls a helper without a row
here is verified only: it is loaded, and runs nowhere.
"""

from __future__ import annotations

from importlib import import_module

from beebox.abi.enums import Func
from beebox.pylang import Library, Unit

# helper -> family : function
ROWS: dict[int, str] = {
    Func.map_lookup_elem: "maps:map_lookup_elem",
    Func.map_update_elem: "maps:map_update_elem",
    Func.map_delete_elem: "maps:map_delete_elem",
    Func.map_push_elem: "maps:map_push_elem",
    Func.map_pop_elem: "maps:map_pop_elem",
    Func.map_peek_elem: "maps:map_peek_elem",
    Func.map_lookup_percpu_elem: "maps:map_lookup_percpu_elem",
    Func.probe_read: "memory:probe_read",
    Func.probe_read_str: "memory:probe_read_str",
    Func.probe_read_user: "memory:probe_read_user",
    Func.probe_read_kernel: "memory:probe_read_kernel",
    Func.probe_read_user_str: "memory:probe_read_user_str",
    Func.probe_read_kernel_str: "memory:probe_read_kernel_str",
    Func.ktime_get_ns: "clock:ktime_get_ns",
    Func.ktime_get_boot_ns: "clock:ktime_get_boot_ns",
    Func.ktime_get_coarse_ns: "clock:ktime_get_coarse_ns",
    Func.ktime_get_tai_ns: "clock:ktime_get_tai_ns",
    Func.get_smp_processor_id: "clock:get_smp_processor_id",
    Func.get_prandom_u32: "clock:get_prandom_u32",
    Func.tail_call: "tail:tail_call",
    Func.for_each_map_elem: "loops:for_each_map_elem",
    Func.loop: "loops:loop",
    Func.get_current_pid_tgid: "tasks:get_current_pid_tgid",
    Func.get_current_uid_gid: "tasks:get_current_uid_gid",
    Func.get_current_comm: "tasks:get_current_comm",
    Func.get_current_task: "tasks:get_current_task",
    Func.get_current_task_btf: "tasks:get_current_task_btf",
    Func.get_attach_cookie: "tasks:get_attach_cookie",
    Func.trace_printk: "printk:trace_printk",
    Func.trace_vprintk: "printk:trace_vprintk",
    Func.strncmp: "text:strncmp",
    Func.skb_load_bytes: "packets:skb_load_bytes",
    Func.skb_load_bytes_relative: "packets:skb_load_bytes_relative",
    Func.skb_store_bytes: "packets:skb_store_bytes",
    Func.skb_pull_data: "packets:skb_pull_data",
    Func.skb_change_tail: "packets:skb_change_tail",
    Func.skb_change_head: "packets:skb_change_head",
    Func.skb_change_type: "packets:skb_change_type",
    Func.get_hash_recalc: "packets:get_hash_recalc",
    Func.set_hash: "packets:set_hash",
    Func.set_hash_invalid: "packets:set_hash_invalid",
    Func.redirect: "packets:redirect",
    Func.skb_vlan_push: "vlan:skb_vlan_push",
    Func.skb_vlan_pop: "vlan:skb_vlan_pop",
    Func.csum_diff: "checksums:csum_diff",
    Func.l3_csum_replace: "checksums:l3_csum_replace",
    Func.l4_csum_replace: "checksums:l4_csum_replace",
    Func.xdp_adjust_head: "frames:xdp_adjust_head",
    Func.xdp_adjust_meta: "frames:xdp_adjust_meta",
    Func.xdp_adjust_tail: "frames:xdp_adjust_tail",
    Func.xdp_load_bytes: "frames:xdp_load_bytes",
    Func.xdp_store_bytes: "frames:xdp_store_bytes",
    Func.xdp_get_buff_len: "frames:xdp_get_buff_len",
    Func.perf_event_output: "perf:perf_event_output",
    Func.ringbuf_output: "ring:ringbuf_output",
    Func.ringbuf_reserve: "ring:ringbuf_reserve",
    Func.ringbuf_submit: "ring:ringbuf_submit",
    Func.ringbuf_discard: "ring:ringbuf_discard",
    Func.ringbuf_query: "ring:ringbuf_query",
}

# (context, helper) -> what it is for programs with that context, if it is another function
BY_CONTEXT: dict[tuple[str, int], str] = {
    ("xdp_md", Func.redirect): "frames:xdp_redirect",
    ("bpf_perf_event_data", Func.get_stack): "stacks:get_stack",
    ("bpf_perf_event_data", Func.get_stackid): "stacks:get_stackid",
    ("bpf_perf_event_data", Func.task_pt_regs): "stacks:task_pt_regs",
    ("bpf_perf_event_data", Func.probe_read_user): "stacks:probe_read_sampled",
}
# what calls that the verifier puts into programs go to: no helper, so it has no number
FUNCTIONS: dict[str, str] = {
    name: f"packets:{name}"
    for name in ("skb_load_helper_8", "skb_load_helper_16", "skb_load_helper_32")
}

_libraries: dict[str, Library] = {}


def library(family: str) -> Library:
    """Return the loaded bodies of a family."""
    found = _libraries.get(family)
    if found is None:
        module = import_module(f"beebox.box.helpers.{family}")
        rows = (*ROWS.values(), *BY_CONTEXT.values(), *FUNCTIONS.values())
        names = [row.partition(":")[2] for row in rows if row.startswith(f"{family}:")]
        unit = Unit(f"helpers.{family}", [getattr(module, name) for name in names])
        found = _libraries[family] = unit.load()
    return found


def address(func: int, context: str = "") -> int | None:
    """Return the address of a helper's body for programs with *context*, None if it has none."""
    row = BY_CONTEXT.get((context, func)) or ROWS.get(func)
    return None if row is None else _address(row)


def function(name: str) -> int:
    """Return the address of a function that is no helper."""
    return _address(FUNCTIONS[name])


def _address(row: str) -> int:
    family, _, name = row.partition(":")
    loaded = library(family)
    return loaded.address(getattr(import_module(f"beebox.box.helpers.{family}"), name))
