"""Hello world: a line in trace_pipe for each execve of the command.

beebox run examples/hello.py -- ls
"""

from beebox import bpf
from beebox.bpf import i32
from beebox.lang.library import tree

bpf.include(tree)


@bpf.program("tracepoint/syscalls/sys_enter_execve")
def hello(ctx: bpf.SysEnterExecve) -> i32:
    """Say hello."""
    if tree.watched_current():
        bpf.printk("hello from pid %d, starting %pus", bpf.current_pid(), ctx.filename)
    return 0
