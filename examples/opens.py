"""Which files does a command open? Both sides of a tool in one file: ``python opens.py ls``."""

import sys

from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64


class Opened(bpf.Struct):  # one layout for both sides
    pid: u32
    path: Array[char, 256]


counts = bpf.Hash[u32, u64](max_entries=1024)
opened = bpf.RingBuf[Opened](size=256 * 1024)


@bpf.program("tracepoint/syscalls/sys_enter_openat")  # for the kernel: compiled and verified
def enter(ctx: bpf.SysEnterOpenat) -> i32:
    counts[bpf.current_pid()] += 1
    with opened.reserve() as event:
        event.pid = bpf.current_pid()
        bpf.read_user_str(event.path, ctx.filename)
    return 0


if __name__ == "__main__":  # Python as ever
    with bpf.attach() as live:
        live.run(sys.argv[1:] or ["ls"])
        for event in opened:
            print(event.pid, event.path)
        print(dict(counts.items()), "lost:", live.lost)
