"""Births, execs and ends of tasks, at the points where Linux's sched tracepoints are. Compiled.

kernel/fork.c, fs/exec.c and kernel/exit.c of 6.18; what ptrace(2) tells of each.
"""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.pylang import Array, addr, cast, char, cpu, i32, i64, native, ptr, u8, u32, u64
from beebox.sources import ptrace
from beebox.sources.event import EXEC, EXIT, EXITED, FORK
from beebox.sources.stops import EXIT_WANTED, PTRACE, State, paused, read_info, signalled, tell
from beebox.sources.task import DEAD, DOOMED, DYING, GONE, HELD, IN_CALL, INHERITED, LEAVING, Task

_NUMBERS: Final = numbers()
_OPENAT: Final = _NUMBERS["openat"]
_CLOSE: Final = _NUMBERS["close"]
_READ: Final = _NUMBERS["read"]
_PREAD: Final = _NUMBERS["pread64"]
_KILL: Final = _NUMBERS["kill"]
_EXIT: Final = _NUMBERS["exit"]
_EXIT_GROUP: Final = _NUMBERS["exit_group"]
_TGKILL: Final = _NUMBERS["tgkill"]
_CLOCK_GETTIME: Final = _NUMBERS["clock_gettime"]
_READ_MEMORY: Final = _NUMBERS["process_vm_readv"]

_AT_FDCWD: Final = -100
_O_CLOEXEC: Final = 0o2000000
_CLOCK_BOOTTIME: Final = 7
_SIGKILL: Final = 9
_SECOND: Final = 1_000_000_000
_COMM_SIZE: Final = 16
_PREFIX: Final = 6
"""Bytes of ``/proc/``."""
_AT_EXECFN: Final = 31
_PAGE: Final = 4096
_PATH_MAX: Final = 4096


@native
def message(tid: u32) -> u32:
    """Return what the event that stopped *tid* has to say; 0 if it was killed meanwhile."""
    value = u64(0)
    if cpu.syscall(PTRACE, ptrace.GETEVENTMSG, tid, 0, addr(value)) < 0:
        return u32(0)
    return u32(value)


@native
def open_proc(state: ptr[State], tid: u32, name: ptr[char]) -> i32:
    """Open ``/proc/<tid>`` + *name* (5 characters and a 0) for reading."""
    digits = Array[char, 12]()
    count = u32(0)
    while tid != 0:
        digits[count] = char(48 + tid % 10)
        tid = tid // 10
        count += 1
    place = cast(ptr[char], addr(state.path)) + _PREFIX
    for at in range(count):
        place[at] = digits[count - 1 - at]
    cpu.copy(place + count, name, 6)
    return i32(cpu.syscall(_OPENAT, _AT_FDCWD, addr(state.path), _O_CLOEXEC, 0))


@native
def read_comm(task: ptr[Task]) -> None:
    """Read the name of *task* as it is now."""
    text = Array[char, 24]()
    count = cpu.syscall(_PREAD, task.comm_fd, addr(text), 24, 0)
    if 0 < count <= _COMM_SIZE:  # with a line feed at its end
        text[count - 1] = char(0)
        cpu.copy(addr(task.comm), addr(text), _COMM_SIZE)


@native
def take(state: ptr[State], tid: u32, tgid: u32, root: u32, flags: u32) -> ptr[Task]:
    """Take *tid* in; its user is still to be filled in."""
    task = state.tasks + tid
    task.tid = tid
    task.tgid = tgid
    task.root = root
    task.flags = flags
    task.nr = i32(-1)
    task.exit_code = u32(0)
    task.mode = u32(0)
    task.comm_fd = open_proc(state, tid, cast(ptr[char], addr(state.comm_file)))
    cpu.fill(addr(task.comm), u8(0), _COMM_SIZE)
    read_comm(task)
    now = Array[u64, 2]()
    cpu.syscall(_CLOCK_GETTIME, _CLOCK_BOOTTIME, addr(now))
    task.start_boottime = now[0] * _SECOND + now[1]
    task.previous = u32(0)
    task.next = state.first
    if state.first != 0:
        state.tasks[state.first].previous = tid
    state.first = tid
    state.tasks[tgid].threads += 1
    state.tasks[root].members += 1
    return task


@native
def remove(state: ptr[State], task: ptr[Task]) -> None:
    """Forget *task*: nothing more will be heard of it."""
    if task.flags & GONE == 0:
        state.tasks[task.tgid].threads -= 1
    if task.previous != 0:
        state.tasks[task.previous].next = task.next
    else:
        state.first = task.next
    if task.next != 0:
        state.tasks[task.next].previous = task.previous
    if task.comm_fd >= 0:
        cpu.syscall(_CLOSE, task.comm_fd)
    state.tasks[task.root].members -= 1
    task.tid = u32(0)


@native
def killed(state: ptr[State], task: ptr[Task]) -> None:
    """Tell of the SIGKILL that ends *task*, if its end is no call of its own.

    There is no stop for that signal, whether it was sent or another thread ended the process;
    Linux's tracepoint tells of it in both cases (get_signal).
    """
    if state.signals == 0 or task.flags & DYING != 0:
        return
    nr = u64(0)
    cpu.syscall(PTRACE, ptrace.PEEKUSER, task.tid, ptrace.NR_OFFSET, addr(nr))
    if task.exit_code & 0x7F != 0 or (nr != _EXIT and nr != _EXIT_GROUP):  # noqa: PLR1714 - no tuples
        signalled(state, task, i32(_SIGKILL), i32(0), i32(0))


@native
def gone(state: ptr[State], task: ptr[Task], code: u32) -> None:
    """Tell that *task* ends (PTRACE_EVENT_EXIT, at the start of do_exit), if it was not told."""
    if task.flags & GONE != 0:
        return
    task.exit_code = code
    killed(state, task)
    threads = state.tasks[task.tgid].threads - 1
    state.tasks[task.tgid].threads = threads
    state.event.kind = u32(EXITED)
    state.event.flags = u32(0)
    if threads == 0:
        state.event.flags = u32(1)
    tell(state, task)
    state.event.flags = u32(0)
    task.flags |= GONE


@native
def came(state: ptr[State], child: ptr[Task], early: i32) -> None:
    """Do what was left undone when *child* stopped, or ended, before its parent told of it."""
    child.early = i32(0)
    state.early -= 1
    if early == DEAD:
        gone(state, child, u32(_SIGKILL))
        remove(state, child)
    elif child.flags & LEAVING != 0:
        cpu.syscall(PTRACE, ptrace.DETACH, child.tid, 0, 0)
        remove(state, child)
    else:
        paused(child, (early >> 8) & 0xFF)


@native
def forked(state: ptr[State], parent: ptr[Task]) -> None:
    """Tell of a fork, vfork or clone, before it returns and before the child does anything."""
    tid = message(parent.tid)
    if tid == 0 or state.tasks[tid].tid != 0:
        return
    tgid = tid
    if cpu.syscall(_TGKILL, parent.tgid, tid, 0) == 0:  # a thread of the same process
        tgid = parent.tgid
    child = take(state, tid, tgid, parent.root, parent.flags & INHERITED)
    child.uid = parent.uid
    child.gid = parent.gid
    state.event.kind = u32(FORK)
    state.event.other = child
    tell(state, parent)
    state.event.other = None
    if parent.flags & IN_CALL != 0 and parent.mode & EXIT_WANTED != 0:
        # The child returns from the call too: ptrace does not say so, Linux's tracepoint does.
        state.event.kind = u32(EXIT)
        state.event.nr = parent.nr
        state.event.ret = i64(0)
        tell(state, child)
    if child.flags & DOOMED != 0:
        cpu.syscall(_KILL, tgid, _SIGKILL)
    if child.early != 0:
        came(state, child, child.early)


@native
def read_text(state: ptr[State], tid: u32, address: u64) -> None:
    """Read the string at *address* in *tid* to ``State.text``."""
    to_end = _PAGE - address % _PAGE  # a page that is absent fails its piece alone
    local = Array[u64, 2]()
    local[0] = u64(addr(state.text))
    local[1] = u64(_PATH_MAX)
    remote = Array[u64, 4]()
    remote[0] = address
    remote[1] = to_end
    remote[2] = address + to_end
    remote[3] = _PATH_MAX - to_end
    got = cpu.syscall(_READ_MEMORY, tid, addr(local), 1, addr(remote), 2, 0)
    if got < 0:
        got = i64(0)
    state.text[got] = char(0)


@native
def read_file_name(state: ptr[State], task: ptr[Task]) -> None:
    """Find the file name that was given to execve, "" if it may not be read.

    The kernel puts it on the new stack (AT_EXECFN), also that of a script, and also the one it
    made up for execveat: bprm->filename, what sched_process_exec has.
    """
    state.text[0] = char(0)
    fd = open_proc(state, task.tid, cast(ptr[char], addr(state.auxv_file)))
    if fd < 0:
        return
    size = cpu.syscall(_READ, fd, addr(state.auxv), 1024)
    cpu.syscall(_CLOSE, fd)
    wide = read_info(state, task) and state.info.arch == ptrace.ARCH
    words = cast(ptr[u32], addr(state.auxv))
    step = 4 if wide else 2
    for pair in range(u32(max(size, 0)) // (4 * u32(step))):
        at = pair * u32(step)
        if words[at] == _AT_EXECFN:
            address = u64(words[at + 1])
            if wide:
                address = u64(words[at + 2]) | (u64(words[at + 3]) << 32)
            read_text(state, task.tid, address)
            return


@native
def lead(state: ptr[State], former: ptr[Task], leader: ptr[Task]) -> None:
    """Give a thread that executed a file the place of its leader, whose tid it has now."""
    if leader.tid == 0:  # an adopted one, let go at its end
        take(state, former.tgid, former.tgid, former.root, former.flags)
        leader.uid = former.uid
        leader.gid = former.gid
        state.tasks[former.tgid].threads -= 1
    leader.flags = former.flags
    leader.nr = former.nr
    leader.mode = former.mode
    former.flags |= GONE  # it does not end, so it is not counted off
    remove(state, former)


@native
def executed(state: ptr[State], task: ptr[Task], pid: u32) -> None:
    """Tell of an exec, before execve returns: the process has no other threads any more."""
    old = message(pid)
    former = state.tasks + old
    if old == 0:
        old = pid
    elif old != pid and former.tid != 0:
        lead(state, former, task)
    if task.tid == 0:
        return
    task.flags &= ~u32(HELD | GONE)
    read_comm(task)
    read_file_name(state, task)
    state.event.kind = u32(EXEC)
    state.event.text = cast(ptr[char], addr(state.text))
    state.event.old_tid = old
    tell(state, task)
