"""Mistakes that type checkers find in a program before it is compiled; each line says which."""

from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64


class Event(bpf.Struct):
    pid: u32
    comm: Array[char, 16]


class Seen(bpf.Struct):
    count: u64


counts = bpf.Hash[u32, u64](max_entries=8)
seen = bpf.Hash[Event, Seen](max_entries=8)
events = bpf.RingBuf[Event](size=4096)
slots = bpf.ArrayMap[Seen](4)  # E: call-arg
wrong = bpf.Hsah[u32, u64](max_entries=8)  # E: attr-defined


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def main(ctx: bpf.SysEnterOpenat) -> i32:
    counts["one"] += 1  # E: index
    counts[1] = "two"  # E: assignment
    counts.lookup(ctx)  # E: call-overload
    found = seen.lookup(Event())
    found.count += 1  # E: union-attr
    if found is None:
        return 0
    found.cuont += 1  # E: attr-defined
    with events.reserve() as event:
        event.pidd = 1  # E: attr-defined
        event.pid = "1"  # E: assignment
    bpf.get_stackid(ctx)  # E: call-arg
    bpf.get_curent_comm(event.comm)  # E: attr-defined
    print(ctx.filenam)  # E: attr-defined
    return "no"  # E: return-value


@bpf.program("tracepoint/syscalls/sys_enter_opnat")
def other(ctx: bpf.SysEnterOpnat) -> i32:  # E: name-defined
    return 0


def show(live: bpf.Loaded) -> None:
    for event in bpf.events(live, events):
        print(event.pid, event.coom)  # E: attr-defined
