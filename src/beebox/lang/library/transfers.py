"""Reads and writes of open files: what a task is reading and writing, kept until the call is over.

::

    from beebox.lang.library import transfers

    bpf.include(transfers)

    @bpf.program(*transfers.EXITS)
    def leave(ctx: bpf.SysExit) -> i32:
        tid = bpf.current_tid()
        count(transfers.reads.pop(tid), ctx.ret)
        count(transfers.writes.pop(tid), ctx.ret)

The calls are read, readv, pread64, preadv, preadv2, those that write, and those that do both:
sendfile, copy_file_range, splice. Memory that is mapped is no call. Tasks are those of `task`.
"""

from __future__ import annotations

from beebox.lang import contexts
from beebox.lang.helpers import current_task, current_tid, ktime_ns, read_user
from beebox.lang.library import task
from beebox.lang.maps import Hash
from beebox.lang.programs import function, include, program
from beebox.lang.struct import Struct
from beebox.pylang.names import Array, Const, cast, char, i32, i64, ptr, u8, u32, u64

_ENTER, _EXIT = "tracepoint/syscalls/sys_enter_", "tracepoint/syscalls/sys_exit_"
_READS, _READS_AT = ("read", "readv"), ("pread64", "preadv", "preadv2")
_WRITES, _WRITES_AT = ("write", "writev"), ("pwrite64", "pwritev", "pwritev2")
_BOTH = ("copy_file_range", "splice")
_CALLS = _READS + _READS_AT + _WRITES + _WRITES_AT + _BOTH + ("sendfile64",)
EXITS = tuple(_EXIT + call for call in _CALLS)

TYPE, REGULAR, SOCKET = 0o170000, 0o100000, 0o140000
"""S_IFMT, S_IFREG, S_IFSOCK"""

every_kind: Const[bool] = False
"""Also what is no regular file."""


class Transfer(Struct):
    """What a task is reading or writing: the file by device (as the kernel has it) and inode.

    *name* is an address of the kernel, good until the call is over.
    """

    begun: u64
    inode: u64
    size: u64
    offset: i64
    name: ptr[char]
    device: u32
    mode: u32
    fd: u32


class Key(Struct):
    """A file of a process: what tools count by."""

    inode: u64
    device: u32
    pid: u32


reads = Hash[u32, Transfer](max_entries=10240)
writes = Hash[u32, Transfer](max_entries=10240)
include(task)


@function
def begin(fd: u32, offset: i64, writing: bool) -> i32:
    """Remember a call; *offset* is -1 where the file's own position is meant."""
    if not task.wanted():
        return 0
    table = current_task().files.fdt
    if fd >= table.max_fds:
        return 0
    found = table.fd[fd]
    if found is None:
        return 0
    inode = found.f_inode
    call = Transfer()
    call.mode = u32(inode.i_mode)
    if not every_kind and call.mode & TYPE != REGULAR:
        return 0
    call.inode, call.device = u64(inode.i_ino), u32(inode.i_sb.s_dev)
    call.offset = offset if offset >= 0 else i64(found.f_pos)
    call.size = u64(inode.i_size)
    call.name = cast(ptr[char], found.f_path.dentry.d_name.name)
    call.fd, call.begun = fd, ktime_ns()
    if writing:
        writes[current_tid()] = call
    else:
        reads[current_tid()] = call
    return 0


@function
def offset_at(place: ptr[u8]) -> i64:
    """Return the offset at an address; -1: there is none, the file's position is meant."""
    told = Array[i64, 1]()
    return told[0] if place and read_user(told, cast(ptr[i64], place)) == 0 else i64(-1)


@program(*(_ENTER + call for call in _READS))
def enter_read(ctx: contexts.SysEnterRead) -> i32:
    """Begin a read at the file's position."""
    return begin(u32(ctx.fd), -1, False)


@program(*(_ENTER + call for call in _READS_AT))
def enter_read_at(ctx: contexts.SysEnterPread64) -> i32:
    """Begin a read at an offset."""
    return begin(u32(ctx.fd), i64(ctx.pos), False)


@program(*(_ENTER + call for call in _WRITES))
def enter_write(ctx: contexts.SysEnterWrite) -> i32:
    """Begin a write at the file's position."""
    return begin(u32(ctx.fd), -1, True)


@program(*(_ENTER + call for call in _WRITES_AT))
def enter_write_at(ctx: contexts.SysEnterPwrite64) -> i32:
    """Begin a write at an offset."""
    return begin(u32(ctx.fd), i64(ctx.pos), True)


@program(*(_ENTER + call for call in _BOTH))
def enter_copy(ctx: contexts.SysEnterCopyFileRange) -> i32:
    """Begin to pass bytes from one file to another."""
    begin(u32(ctx.fd_in), offset_at(cast(ptr[u8], ctx.off_in)), False)
    return begin(u32(ctx.fd_out), offset_at(cast(ptr[u8], ctx.off_out)), True)


@program(_ENTER + "sendfile64")
def enter_sendfile(ctx: contexts.SysEnterSendfile64) -> i32:
    """Begin to send a file."""
    begin(u32(ctx.in_fd), offset_at(cast(ptr[u8], ctx.offset)), False)
    return begin(u32(ctx.out_fd), -1, True)
