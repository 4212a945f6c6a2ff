"""The maps of the box: one module a family, found by the map's type.

Types without a family here (`described`) can be created and verified against, and nothing more.
One of them is ARENA: it is shared by mmap page by page as programs ask for memory (kfuncs);
engines know casts and accesses (`beebox.vm.source.Source.arena`), and programs with one are
proved; the box has neither mapping nor kfuncs.
"""

from __future__ import annotations

from beebox.abi.enums import MapType

# type -> module : class
FAMILIES = {
    MapType.HASH: "hash:Hash",
    MapType.ARRAY: "array:Array",
    MapType.PROG_ARRAY: "prog:ProgArray",
    MapType.PERCPU_HASH: "hash:PerCpuHash",
    MapType.LRU_HASH: "lru:LruHash",
    MapType.LRU_PERCPU_HASH: "lru:LruPerCpuHash",
    MapType.LPM_TRIE: "lpm:Trie",
    MapType.BLOOM_FILTER: "bloom:Bloom",
    MapType.QUEUE: "queue:Queue",
    MapType.STACK: "queue:Stack",
    MapType.STACK_TRACE: "stack:StackTrace",
    MapType.PERCPU_ARRAY: "array:PerCpuArray",
    MapType.PERF_EVENT_ARRAY: "perf:PerfArray",
    MapType.RINGBUF: "ringbuf:RingBuffer",
    MapType.ARRAY_OF_MAPS: "nested:ArrayOfMaps",
    MapType.HASH_OF_MAPS: "nested:HashOfMaps",
    MapType.ARENA: "described:Arena",
}
OTHERS = "described:Described"
"""the family of all other types"""
