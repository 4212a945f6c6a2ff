"""opensnoop with a line of its own in trace_pipe for each openat: all of the tool, and one program.

beebox run examples/opensnoop_hello.py -- cat /etc/hostname
"""

from beebox import bpf
from beebox.bpf import i32
from beebox.lang.library import tree
from beebox.tools import opensnoop

bpf.include(opensnoop)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def hello(ctx: bpf.SysEnterOpenat) -> i32:
    """Say hello before each openat of a watched task."""
    if tree.watched_current():
        bpf.printk("hello from %d, opening %pus", bpf.current_pid(), ctx.filename)
    return 0
