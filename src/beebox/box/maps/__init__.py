"""The maps of the box: one module a family, found by the map's type.

Not here: ARENA. It is shared by mmap page by page as programs ask for memory (kfuncs); engines
know casts and accesses (`beebox.vm.source.Source.arena`), the box has neither mapping nor kfuncs.
"""

from __future__ import annotations

from beebox.abi.enums import MapType

# type -> module : class
FAMILIES = {
    MapType.HASH: "hash:Hash",
    MapType.ARRAY: "array:Array",
    MapType.PROG_ARRAY: "prog:ProgArray",
    MapType.PERCPU_HASH: "hash:PerCpuHash",
    MapType.PERCPU_ARRAY: "array:PerCpuArray",
    MapType.PERF_EVENT_ARRAY: "perf:PerfArray",
    MapType.RINGBUF: "ringbuf:RingBuffer",
}
