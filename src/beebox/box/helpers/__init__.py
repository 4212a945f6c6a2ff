"""What helpers do: one file a family, each body in the typed subset.

`ROWS` says which function a helper is, by the helper's number, which is the key of its row in
`beebox.spec.helpers`, too. A body has the helper ABI: five arguments of 64 bits and the `Run`; what
it does not need it leaves out at the end. A helper without a row here is refused when a program
that calls it is loaded.
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
    Func.get_current_pid_tgid: "tasks:get_current_pid_tgid",
    Func.get_current_uid_gid: "tasks:get_current_uid_gid",
    Func.get_current_comm: "tasks:get_current_comm",
    Func.trace_printk: "printk:trace_printk",
    Func.trace_vprintk: "printk:trace_vprintk",
    Func.strncmp: "text:strncmp",
    Func.perf_event_output: "perf:perf_event_output",
    Func.ringbuf_output: "ring:ringbuf_output",
    Func.ringbuf_reserve: "ring:ringbuf_reserve",
    Func.ringbuf_submit: "ring:ringbuf_submit",
    Func.ringbuf_discard: "ring:ringbuf_discard",
    Func.ringbuf_query: "ring:ringbuf_query",
}

_libraries: dict[str, Library] = {}


def library(family: str) -> Library:
    """Return the loaded bodies of a family."""
    found = _libraries.get(family)
    if found is None:
        module = import_module(f"beebox.box.helpers.{family}")
        names = [row.partition(":")[2] for row in ROWS.values() if row.startswith(f"{family}:")]
        unit = Unit(f"helpers.{family}", [getattr(module, name) for name in names])
        found = _libraries[family] = unit.load()
    return found


def address(func: int) -> int | None:
    """Return the address of a helper's body, None if it has none."""
    row = ROWS.get(func)
    if row is None:
        return None
    family, _, name = row.partition(":")
    loaded = library(family)
    return loaded.address(getattr(import_module(f"beebox.box.helpers.{family}"), name))
