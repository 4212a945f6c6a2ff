"""Tables of each kind, as a user fills them, and a reader of what is in them."""

from beebox import bpf
from beebox.bpf import Array, char, i32, u8, u32, u64


class Key(bpf.Struct):
    pid: u32
    comm: Array[char, 16]


class Total(bpf.Struct):
    calls: u64
    bytes: u64


class Prefix(bpf.Struct):
    prefixlen: u32
    address: Array[u8, 4]


calls = bpf.Hash[u32, u64](max_entries=1024)
recent = bpf.LruHash[u32, u64](max_entries=128)
each_cpu = bpf.PerCpuHash[u32, u64](max_entries=128)
totals = bpf.Hash[Key, Total](max_entries=1024)
slots = bpf.ArrayMap[u64](max_entries=8)
cpus = bpf.PerCpuArray[u64]()
routes = bpf.LpmTrie[Prefix, u32](max_entries=16)
waiting = bpf.Queue[u64](max_entries=16)
seen = bpf.Bloom[u32](max_entries=100)
only_failed: bpf.Const[bool] = False


@bpf.function
def key_of(pid: u32) -> u64:
    return u64(pid) << 32 | u64(bpf.current_tid())


@bpf.program("tracepoint/raw_syscalls/sys_enter")
def count(ctx: bpf.SysEnter) -> i32:
    pid = bpf.current_pid()
    calls[pid] += 1
    recent[pid] = calls[pid] + 1
    each_cpu[pid] += 1
    slots[u32(ctx.id & 7)] += 1
    cpus[0] += 1
    if pid in recent and not only_failed:
        del recent[pid]
    waiting.push(key_of(pid))
    if seen.peek(pid) != 0:
        seen.push(pid)
    return 0


@bpf.program("tracepoint/raw_syscalls/sys_exit")
def add(ctx: bpf.SysExit) -> i32:
    key = Key(pid=bpf.current_pid())
    bpf.current_comm(key.comm)
    total = totals.lookup_or_init(key, Total())
    if total is None:
        return 0
    total.calls += 1
    if ctx.ret > 0:
        total.bytes += u64(ctx.ret)
    return 0


@bpf.program("tracepoint/sched/sched_process_exit")
def forget(_ctx: bpf.SchedProcessExit) -> i32:
    pid = bpf.current_pid()
    left = calls.pop(pid)
    if left is not None and left[0] > 1000:
        bpf.printk(f"{pid} made {left[0]} calls")
    prefix = Prefix(prefixlen=32)
    prefix.address[0] = 127
    found = routes.lookup(prefix)
    return 0 if found is None else i32(found[0])


def main(kernel: bpf.Kernel, command: list[str]) -> int:
    with bpf.attach(kernel, only_failed=True) as live:
        status = live.run(command).wait()
        for pid, number in live.maps.calls.items():
            print(pid, number)
        print(live.maps["totals"].get(Key(pid=1)), live.lost)
    return status or 0
