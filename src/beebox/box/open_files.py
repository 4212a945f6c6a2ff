"""The kernel's structs of open files, as far as the box has them: made of /proc when asked for.

task_struct -> files_struct -> fdtable -> an array of file -> inode, dentry -> name; a super_block
for its device. Of a dentry there is its own name, not its parent; fds from 2048 on are not there.
"""

from __future__ import annotations

from typing import Final

from beebox.box.places import ARRAY, DENTRY, FDS, FILES, INODE, NAME, SUPER, TABLE, place
from beebox.box.proc import Asked, Words, file_number, file_stat
from beebox.pylang import addr, native, ptr, u32, u64

FIELDS: Final = (
    "task_struct.files", "files_struct.fdt", "fdtable.max_fds", "fdtable.fd", "file.f_inode",
    "file.f_path.dentry", "file.f_pos", "file.f_flags", "dentry.d_inode", "dentry.d_name.name",
    "inode.i_sb", "inode.i_mode", "inode.i_ino", "inode.i_rdev", "inode.i_size",
    "super_block.s_dev",
)  # fmt: skip
(
    _FILES, _FDT, _MAX_FDS, _FD, _INODE, _DENTRY, _POS, _FLAGS, _DENTRY_INODE, _NAME,
    _SUPER, _MODE, _INO, _RDEV, _SIZE, _DEV,
) = range(len(FIELDS))  # fmt: skip
_MINOR_BITS: Final = 20


@native
def leads_to(field: u32, tid: u32, fd: u32) -> u64:
    """Return the address in a field that is a pointer; 0: it is none."""
    if field == _FILES:
        return place(u32(FILES), tid, u32(0))
    if field == _FDT:
        return place(u32(TABLE), tid, u32(0))
    if field == _FD:
        return place(u32(ARRAY), tid, u32(0))
    if field in (_INODE, _DENTRY_INODE):
        return place(u32(INODE), tid, fd)
    if field == _DENTRY:
        return place(u32(DENTRY), tid, fd)
    if field == _NAME:
        return place(u32(NAME), tid, fd)
    return place(u32(SUPER), tid, fd) if field == _SUPER else u64(0)


@native
def of_file(words: ptr[Words], asked: ptr[Asked], field: u32, tid: u32, fd: u32) -> u64:
    """Return the value of a field of an open file's structs."""
    address = leads_to(field, tid, fd)
    if address != 0:
        return address
    if field == _MAX_FDS:
        return u64(FDS)
    if field == _POS:
        return file_number(words, tid, fd, u32(0), u64(10))
    if field == _FLAGS:
        return file_number(words, tid, fd, u32(1), u64(8))
    if not file_stat(words, asked, tid, fd):
        return u64(0)
    found = addr(asked.stat)
    if field == _MODE:
        return u64(found.mode)
    if field == _INO:
        return found.inode
    if field == _SIZE:
        return found.size
    if field == _RDEV:
        return u64(found.own_major) << _MINOR_BITS | u64(found.own_minor)
    return u64(found.major) << _MINOR_BITS | u64(found.minor)
