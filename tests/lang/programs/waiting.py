"""Timers, locks, callbacks, loops, atomics, probes."""

from enum import IntEnum

from beebox import bpf
from beebox.bpf import Array, addr, char, i32, ptr, u32, u64

LICENSE = "GPL"
FRAMES = 127


class State(IntEnum):
    IDLE = 0
    BUSY = 1


class Item(bpf.Struct):
    lock: bpf.SpinLock
    timer: bpf.Timer
    state: u32
    count: u64
    history: Array[u64, 4]


class Both(bpf.Union):
    whole: u64
    halves: Array[u32, 2]


items = bpf.ArrayMap[Item](max_entries=4)
stacks = bpf.StackTrace(max_entries=1024)
sizes = bpf.Hash[u64, u64](max_entries=1024)
histogram = bpf.ArrayMap[u64](max_entries=64)


@bpf.function
def log2(value: u64) -> u32:
    found: u32 = 0
    while value > 1 and found < 63:
        value >>= 1
        found += 1
    return found


@bpf.subprogram
def fire(table: ptr[Item], key: ptr[u32], item: ptr[Item]) -> i32:
    with item.lock:
        item.count += 1
        item.state = State.IDLE
    return 0


@bpf.program("tc")
def start(_ctx: bpf.SkBuff) -> i32:
    item = items.lookup(0)
    if item is None or item.state == State.BUSY:
        return 0
    with item.lock:
        item.state = State.BUSY
    timer = addr(item.timer)
    bpf.timer_init(timer, items, 1)
    bpf.timer_set_callback(timer, fire)
    bpf.timer_start(timer, 1_000_000, 0)
    return 0


@bpf.program("uprobe//lib/libc.so.6:malloc")
def allocate(size: u64) -> i32:
    sizes[bpf.get_current_pid_tgid()] = size
    histogram[log2(size)] += 1
    return 0


@bpf.program("kprobe/vfs_read")
def probed(ctx: bpf.Regs) -> i32:
    both = Both(whole=ctx.ax)
    name = Array[char, 16]()
    bpf.current_comm(name)
    if name.startswith("sh") or name == "bash":
        return 0
    stack = stacks.id(ctx, 0)
    if stack < 0:
        return 0
    item = items.lookup(u32(stack) & 3)
    if item is not None:
        bpf.atomic_add(addr(item.count), u64(both.halves[0]))
        for at, value in enumerate(item.history):
            if value == 0:
                item.history[at] = bpf.ktime_boot_ns()
                break
    return 0


@bpf.program("perf_event")
def sample(_ctx: ptr[u64]) -> i32:
    total: u64 = 0
    for i in bpf.loop(1000):
        total += u64(i)
    for at, place in items.items():
        total += place.count * u64(at)
    for key in sizes:
        if key == 0:
            break
    assert total > 0, "something is counted"
    return i32(total & 0xFF)
