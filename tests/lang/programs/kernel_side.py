"""The kernel's structs and functions: CO-RE chains, kfuncs, tasks' own storage."""

from beebox import bpf
from beebox.bpf import Array, char, i32, i64, ptr, u32, u64
from beebox.vmlinux import BPF_TCP_LISTEN, file, task_struct

LICENSE = "GPL"


class Family(bpf.Struct):
    pid: u32
    parent: u32
    comm: Array[char, 16]


class Started(bpf.Struct):
    at: u64


families = bpf.RingBuf[Family](size=4096)
started = bpf.TaskStorage[Started]()
times = bpf.TaskStorage[u64]()


@bpf.kfunc
def bpf_task_acquire(p: ptr[task_struct]) -> ptr[task_struct] | None: ...


@bpf.kfunc
def bpf_task_release(p: ptr[task_struct]) -> None: ...


@bpf.kfunc
def bpf_task_from_pid(pid: i32) -> ptr[task_struct] | None: ...


@bpf.subprogram
def grandparent(task: ptr[task_struct]) -> u32:
    return u32(task.real_parent.real_parent.tgid)


@bpf.program("tp_btf/sched_process_fork")
def forked(parent: ptr[task_struct], child: ptr[task_struct]) -> i32:
    with families.reserve() as event:
        event.pid, event.parent = u32(child.tgid), u32(parent.tgid)
        bpf.read_kernel_str(event.comm, child.comm)
    here = started.get_or_create(child)
    if here is not None:
        here.at = bpf.ktime_ns()
    return 0


@bpf.program("tp_btf/sched_switch")
def switched(_preempt: bool, last: ptr[task_struct], following: ptr[task_struct]) -> i32:
    if bpf.exists(last.__state) and last.__state == BPF_TCP_LISTEN:
        return 0
    since = times.get(following)
    if since is not None:
        since[0] = bpf.ktime_ns()
    return 0


@bpf.program("fentry/filp_close")
def closed(filp: ptr[file]) -> i32:
    task = bpf.current_task()
    bpf.printk(f"{grandparent(task)} {filp.f_flags:#x} {filp.f_inode.i_ino}")
    return 0


@bpf.program("syscall")
def find(_ctx: ptr[u64]) -> i32:
    task = bpf_task_from_pid(1)
    if task is None:
        return 1
    again = bpf_task_acquire(task)
    if again is not None:
        bpf_task_release(again)
    number = i64(task.tgid)
    bpf_task_release(task)
    return i32(number)
