"""Hello world: a line in trace_pipe for each execve.

beebox run examples/hello.py -- ls
"""

from beebox import bpf
from beebox.bpf import i32


@bpf.program("tracepoint/syscalls/sys_enter_execve")
def hello(_ctx: bpf.SysEnterExecve) -> i32:
    """Say hello."""
    bpf.printk("hello from pid %d", bpf.current_pid())
    return 0
