"""The kernel's own structs in programs: relocated, read, and asked for."""

import contextlib
import os
import resource
import socket
import struct
import time
from pathlib import Path

import pytest

from beebox import lang
from beebox.errors import CompileError

TEXT = """
from beebox.vmlinux import task_struct

class Out(bpf.Struct):
    pid: u32
    tgid: u32
    parent: u32
    has: u32
    comm: Array[char, 16]

outs = bpf.ArrayMap[Out]()
only: Const[u32] = 0

@bpf.function
def parent(task: ptr[task_struct]) -> u32:
    return u32(task.real_parent.tgid)

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = bpf.current_task()
    if u32(task.tgid) != only:
        return 0
    out = outs.lookup(0)
    if out is None:
        return 0
    out.pid, out.tgid, out.parent = u32(task.pid), u32(task.tgid), parent(task)
    bpf.read_kernel_str(out.comm, task.comm)
    out.has = u32(bpf.exists(task.comm)) + 2 * u32(task.mm is not None) + 4 * u32(task.se.on_rq)
    return 0
"""


def test_fields_are_relocated(build):
    spec = build(TEXT)
    assert len(spec.programs["main"].cores) == 9
    again = build(TEXT + "\nOTHER = 1\n")  # LLVM remembers what it made for the module before
    assert len(again.programs["main"].cores) == 9


@pytest.mark.linux
def test_what_is_read_of_a_task(live):
    live = live(TEXT, only=os.getpid())
    with live.loaded as loaded:
        loaded.attach()
        os.getpgid(0)
        data = loaded.maps["outs"].lookup(bytes(4))
    pid, tgid, parent, has, comm = struct.unpack("<IIII16s", data)
    assert (pid, tgid, parent) == (os.getpid(), os.getpid(), os.getppid())
    assert has == 7
    assert comm.rstrip(b"\0") == Path("/proc/self/comm").read_bytes().strip()


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("x = task.tgidd", "no field 'tgidd'", "tgid"),
        ("task.sched_remote_wakeup = 1", "cannot be written", ""),
        ("x = task.signal.rlim[16].rlim_cur", "outside of 16", ""),
        ("x = task.signal.rlim.rlim_cur", "an array has no field", "[0]"),
        ("x = task.comm[task]", "an index must be an integer", ""),
        ("n = task.nsproxy.net_ns.ns\n    x = sizeof(n.nothing)", "no field 'nothing'", ""),
        ("x = task.seccomp.filter_count.whatever", "", ""),
        ("x = bpf.enum_value(4)", "an enumerator", ""),
        ("t = bpf.get_current_task_btf()\n    t = cast(ptr[task_struct], u64(1))", "known", "cast"),
        ("task.tgid = 4", "cannot be written", ""),
        ("x = task[0]", "", ""),
        ("x = bpf.exists(4)", "exists takes a field", "task.field"),
        ("x = task_struct()", "", ""),
    ],
)
def test_refused(write, body, message, hint):
    path = write(f"""
from beebox.vmlinux import task_struct

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    task = bpf.current_task()
    {body}
    return 0
""")
    with pytest.raises(CompileError) as caught:
        lang.compile(path)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_an_unknown_name_of_the_kernel(write):
    with pytest.raises(CompileError, match="cannot import name 'task_strukt'"):
        lang.compile(write("from beebox.vmlinux import task_strukt\n"))


def test_enums_of_the_kernel(write):
    from beebox.vmlinux import PIDTYPE_TGID, pid_type

    assert PIDTYPE_TGID is pid_type.PIDTYPE_TGID
    assert list(pid_type)[:2] == [0, 1]
    path = write("""
from beebox.vmlinux import BPF_F_NO_PREALLOC

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    return i32(bpf.exists(BPF_F_NO_PREALLOC))
""")
    with pytest.raises(CompileError, match="of an enum without a name"):
        lang.compile(path)


CHAINS = """
from beebox.vmlinux import PIDTYPE_TGID as TGID, pid_type, rlimit, task_struct

class Out(bpf.Struct):
    leader: u64
    cpus: u64
    files: u64
    soft: u64
    hard: u64
    pid: u32
    reset: u32
    sizes: Array[u64, 4]
    enums: Array[i64, 4]
    has: u64
    letters: u64
    nice: i64

outs = bpf.ArrayMap[Out](max_entries=2)
only: Const[u32] = 0
limit: Const[u32] = 7

@bpf.function
def fill(task: TASK, out: ptr[Out]) -> None:
    out.leader = u64(task.group_leader.comm[0]) + 256 * u64(task.comm[1])
    out.cpus = task.cpus_ptr.bits[0]
    out.files = u64(task.files.fdt.fd[0] is not None) + 2 * u64(task.files.fdt.max_fds > 2)
    out.soft = task.signal.rlim[limit].rlim_cur
    out.hard = task.signal.rlim[7].rlim_max
    out.pid = u32(task.thread_pid.numbers[0].nr)
    out.reset = task.sched_reset_on_fork * 2 + task.in_execve
    out.sizes[0] = sizeof(rlimit)
    out.sizes[1] = sizeof(task.comm)
    out.sizes[2] = sizeof(task.se.on_rq)
    out.enums[0] = i64(bpf.enum_value(TGID))
    out.enums[1] = i64(bpf.enum_value(pid_type.PIDTYPE_MAX)) * 10 + pid_type.PIDTYPE_SID
    out.has = u64(bpf.exists(TGID)) + 2 * u64(bpf.exists(task_struct)) + 4 * u64(bpf.exists(task.se.on_rq))
    for i in range(8):
        out.letters = out.letters * 256 + u64(task.comm[i])
    out.nice = i64(task.static_prio) - 120

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = bpf.current_task()
    if u32(task.tgid) != only:
        return 0
    out = outs.lookup(0)
    if out is None:
        return 0
    fill(task, out)
    return 0
"""


@pytest.mark.linux
@pytest.mark.parametrize("pointer", ["ptr[task_struct]", "bpf.Known[task_struct]"])
def test_chains(live, pointer):
    text = CHAINS.replace("TASK", pointer)
    if "Known" in pointer:
        text = text.replace("current_task", "get_current_task_btf")
    before = os.sched_getscheduler(0)
    os.sched_setscheduler(0, before | os.SCHED_RESET_ON_FORK, os.sched_param(0))
    with live(text, only=os.getpid()).loaded as loaded:
        loaded.attach()
        os.getpgid(0)
        data = loaded.maps["outs"].lookup(bytes(4))
    os.sched_setscheduler(0, before, os.sched_param(0))
    values = struct.unpack("<QQQQQII4Q4qQQq", data)
    comm = Path("/proc/self/comm").read_bytes().strip().ljust(8, b"\0")
    leader, cpus, files, soft, hard, pid, reset, *rest = values
    assert leader == comm[0] + 256 * comm[1]
    assert cpus == sum(1 << cpu for cpu in os.sched_getaffinity(0))
    assert files == 3
    assert (soft, hard) == resource.getrlimit(resource.RLIMIT_NOFILE)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    assert pid == int(status["NSpid"].split()[0])
    assert reset == 2
    assert rest[:3] == [16, 16, rest[2]]
    assert rest[4:6] == [1, 43]
    assert rest[8] == 7
    assert rest[9] == int.from_bytes(comm[:8], "big")
    assert rest[10] == os.getpriority(os.PRIO_PROCESS, 0)


SOCKETS = """
from beebox.vmlinux import sock, tcp_sock

seen = bpf.Hash[u32, u64](max_entries=64)
only: Const[u32] = 0

@bpf.program("tp_btf/inet_sock_set_state")
def main(sk: ptr[sock], old: i32, new: i32) -> i32:
    if bpf.current_pid() != only or new != 2:
        return 0
    seen[0] = u64(sk.__sk_common.skc_daddr)
    seen[1] = u64(bpf.ntohs(sk.__sk_common.skc_dport))
    seen[2] = u64(sk.__sk_common.skc_family)
    seen[3] = u64(sk.__sk_common.skc_net.net is not None)
    common = sk.__sk_common
    seen[4] = u64(common.skc_family) + u64(common.skc_ipv6only)
    tcp = cast(ptr[tcp_sock], sk)
    seen[5] = u64(tcp.inet_conn.icsk_inet.sk.sk_protocol)
    return 0
"""


@pytest.mark.linux
def test_unions_and_bit_fields_of_sockets(live):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        live(SOCKETS, only=os.getpid()).loaded as loaded,
    ):
        loaded.attach()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass
        seen = {
            key: int.from_bytes(loaded.maps["seen"].lookup(struct.pack("<I", key)), "little")
            for key in range(6)
        }
    address = int.from_bytes(socket.inet_aton("127.0.0.1"), "little")
    assert seen == {0: address, 1: port, 2: socket.AF_INET, 3: 1, 4: socket.AF_INET, 5: 6}


FILES = """
from beebox.vmlinux import task_struct

class Out(bpf.Struct):
    inode: u64
    position: u64
    mode: u32
    beyond: u32
    name: Array[char, 32]

outs = bpf.ArrayMap[Out]()
only: Const[u32] = 0

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = bpf.current_task()
    out = outs.lookup(0)
    fd = u32(ctx.pid)
    table = task.files.fdt
    if u32(task.tgid) != only or out is None or fd >= table.max_fds:
        return 0
    out.beyond = u32(table.fd[fd + 1] is not None)
    file = table.fd[fd]
    if file is not None:
        out.inode, out.mode = file.f_inode.i_ino, u32(file.f_inode.i_mode)
        out.position = u64(file.f_pos)
        bpf.read_kernel_str(out.name, cast(ptr[char], file.f_path.dentry.d_name.name))
    return 0
"""


@pytest.mark.linux
def test_arrays_of_pointers_and_pointers_to_characters(live, tmp_path):
    with (tmp_path / "some file").open("wb", buffering=0) as file:
        live = live(FILES, only=os.getpid())
        with live.loaded as loaded:
            loaded.attach()
            file.write(b"five!")
            with contextlib.suppress(ProcessLookupError):
                os.getpgid(file.fileno())
            data = loaded.maps["outs"].lookup(bytes(4))
        inode, position, mode, _, name = struct.unpack("<QQII32s", data)
        state = os.fstat(file.fileno())
    assert (inode, position, mode) == (state.st_ino, 5, state.st_mode)
    assert name.rstrip(b"\0") == b"some file"


NAMES = """
from beebox.vmlinux import task_struct

seen = bpf.ArrayMap[u64]()
only: Const[u32] = 0

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = TASK
    if u32(task.tgid) != only:
        return 0
    found: u64 = u64(task.comm == "beebox-t") + 2 * u64(task.comm != "beebox")
    found += 4 * u64(task.comm.startswith("bee")) + 8 * u64(task.comm in ("sh", "beebox-t"))
    found += 16 * u64(task.group_leader.comm == "beebox-t") + 32 * u64(task.comm.startswith("x"))
    bpf.printk(f"{task.comm} is {task.comm:>10}|")
    seen[0] = found
    return 0
"""


@pytest.mark.parametrize("task", ["bpf.current_task()", "bpf.get_current_task_btf()"])
@pytest.mark.linux
def test_texts_of_the_kernel(live, task):
    comm = Path("/proc/self/comm")
    before = comm.read_text()
    live = live(NAMES.replace("TASK", task), only=os.getpid())
    with live.loaded as loaded, live.kernel.facts.trace_pipe() as pipe:
        loaded.attach()
        comm.write_text("beebox-t")
        os.getpgid(0)
        comm.write_text(before)
        data, said = loaded.maps["seen"].lookup(bytes(4)), b""
        deadline = time.monotonic() + 3
        while b"|" not in said and time.monotonic() < deadline:
            said += pipe.read(65536) or b""
    assert int.from_bytes(data, "little") == 31
    assert b"beebox-t is   beebox-t|" in said


DECLARED = """
from beebox.bpf import Bits
from beebox.vmlinux import task_struct

@bpf.kernel_struct
class task_struct___old:
    state: i64
    pid: i32
    tgid: i32
    comm: Array[char, 16]
    real_parent: ptr[task_struct]
    sched_reset_on_fork: Bits[u32, 1]

@bpf.kernel_struct
class no_such_struct:
    x: u32

seen = bpf.ArrayMap[u64]()
only: Const[u32] = 0

@bpf.program("tracepoint/syscalls/sys_enter_getpgid")
def main(ctx: bpf.SysEnterGetpgid) -> i32:
    task = bpf.current_task()
    old = cast(ptr[task_struct___old], task)
    if u32(old.tgid) != only:
        return 0
    found = u64(bpf.exists(old.state)) + 2 * u64(bpf.exists(old.comm)) + 4 * u64(bpf.exists(task.tgid))
    found += 8 * u64(bpf.exists(no_such_struct)) + 16 * u64(old.pid == task.pid)
    found += 32 * u64(old.real_parent.tgid == task.real_parent.tgid) + 64 * u64(old.comm[0])
    if bpf.exists(old.state):
        found += u64(old.state) << 20
    seen[0] = found + (u64(old.sched_reset_on_fork) << 32)
    return 0
"""


@pytest.mark.linux
def test_structs_as_a_program_declares_them(live):
    with live(DECLARED, only=os.getpid()).loaded as loaded:
        loaded.attach()
        os.getpgid(0)
        data = loaded.maps["seen"].lookup(bytes(4))
    first = Path("/proc/self/comm").read_bytes()[0]
    assert int.from_bytes(data, "little") == 2 + 4 + 16 + 32 + 64 * first


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("x = old.stat", "without a field 'stat'"),
        ("old.state = 1", "cannot be written"),
        ("x = old.inner", "no struct of the kernel"),
        ("old = bpf.current_task()", "not a ptr[task_struct]"),
    ],
)
def test_declared_structs_are_refused(write, body, message):
    path = write(f"""
class Inner(bpf.Struct):
    x: u32

@bpf.kernel_struct
class task_struct___old:
    state: i64
    inner: Inner

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    old = cast(ptr[task_struct___old], bpf.current_task())
    {body}
    return 0
""")
    with pytest.raises(CompileError) as caught:
        lang.compile(path)
    assert message in caught.value.message


def test_the_kernels_names_are_listed():
    from beebox import vmlinux

    assert {"task_struct", "file", "pid_type"} <= {*dir(vmlinux)}
