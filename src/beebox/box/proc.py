"""What /proc says of a task and of its open files, read natively. proc(5), statx(2)."""

from __future__ import annotations

from typing import Final

from beebox.abi.syscalls import numbers
from beebox.pylang import (
    Array,
    Struct,
    addr,
    cast,
    char,
    cpu,
    i32,
    i64,
    native,
    ptr,
    u8,
    u16,
    u32,
    u64,
)

_OPENAT, _CLOSE, _READ, _STATX, _READLINKAT = (
    numbers().get(name, 0) for name in ("openat", "close", "read", "statx", "readlinkat")
)
_AT_FDCWD: Final = -100
_DONT_SYNC: Final = 0x4000
_BASIC: Final = 0x7FF
_MINOR_BITS: Final = 20
_SPACE: Final = 32
_ZERO: Final = 48
_NINE: Final = 57
_BRACKET: Final = 41
_SLASH: Final = 47
_COLON: Final = 58
_TAB: Final = 9
_TEXT: Final = 1024
NAME: Final = 256
"""Bytes of a file's name with its NUL: NAME_MAX + 1."""
_DELETED: Final = 10


class Words(Struct):
    """The words that paths are made of, and the one that the kernel adds to a name."""

    proc: Array[char, 8]
    stat: Array[char, 8]
    fd: Array[char, 8]
    fdinfo: Array[char, 8]
    deleted: Array[char, 16]


def write_words(words: Words) -> None:
    """Fill the words in."""
    words.proc, words.stat = b"/proc/", b"/stat"
    words.fd, words.fdinfo = b"/fd/", b"/fdinfo/"
    words.deleted = b" (deleted)"


class Statx(Struct):
    """struct statx, as far as it is used."""

    mask: u32
    block: u32
    attributes: u64
    links: u32
    uid: u32
    gid: u32
    mode: u16
    pad: u16
    inode: u64
    size: u64
    rest: Array[u64, 10]
    own_major: u32
    own_minor: u32
    major: u32
    minor: u32
    more: Array[u64, 14]


class Asked(Struct):
    """The open file that was last asked about: several fields of it are read, one by one."""

    file: u64
    """Which task's it is and which; 0: none, and it is to be asked anew."""
    stat: Statx


@native
def put_word(to: ptr[char], word: ptr[char]) -> ptr[char]:
    """Write up to eight characters; return the place behind."""
    at = u32(0)
    while at < 8 and word[at] != 0:
        to[at] = word[at]
        at += 1
    to[at] = char(0)
    return to + at


@native
def put_number(to: ptr[char], value: u32) -> ptr[char]:
    """Write a number; return the place behind."""
    digits = Array[char, 12]()
    count = u32(0)
    while count == 0 or value != 0:
        digits[count] = char(_ZERO + value % 10)
        value = value // 10
        count += 1
    for at in range(count):
        to[at] = digits[count - 1 - at]
    to[count] = char(0)
    return to + count


@native
def read_file(path: ptr[char], text: ptr[u8]) -> i64:
    """Read the beginning of a file into `_TEXT` bytes; return how many, 0 if there is none."""
    fd = i32(cpu.syscall(_OPENAT, _AT_FDCWD, path, 0, 0))
    if fd < 0:
        return i64(0)
    size = cpu.syscall(_READ, fd, text, _TEXT)
    cpu.syscall(_CLOSE, fd)
    return max(size, 0)


@native
def read_stat(words: ptr[Words], tid: u32, number: u32) -> u64:
    """Return a number of /proc/<tid>/stat, counted from the state, which is 0; 0 if it is gone."""
    path = Array[char, 64]()
    end = put_number(put_word(path, cast(ptr[char], addr(words.proc))), tid)
    put_word(end, cast(ptr[char], addr(words.stat)))
    text = Array[u8, 1024]()
    size = read_file(path, text)
    place = max(size - 1, 0)
    while place > 0 and text[place] != _BRACKET:
        place -= 1
    place += 2
    value = u64(0)
    field = u32(0)
    while place < size and field <= number:
        if text[place] == _SPACE:
            field += 1
        elif field == number:
            value = value * 10 + u64(text[place] - _ZERO)
        place += 1
    return value


@native
def fd_path(words: ptr[Words], path: ptr[char], tid: u32, fd: u32, folder: ptr[char]) -> None:
    """Write /proc/<tid>/<folder>/<fd>."""
    end = put_number(put_word(path, cast(ptr[char], addr(words.proc))), tid)
    put_number(put_word(end, folder), fd)


@native
def file_stat(words: ptr[Words], asked: ptr[Asked], tid: u32, fd: u32) -> bool:
    """Ask what an open file is; False if there is none, or it may not be asked for."""
    file = 1 << 63 | u64(tid) << 32 | u64(fd)
    if asked.file == file:
        return True
    path = Array[char, 64]()
    fd_path(words, path, tid, fd, cast(ptr[char], addr(words.fd)))
    found = cpu.syscall(_STATX, _AT_FDCWD, path, _DONT_SYNC, _BASIC, addr(asked.stat)) == 0
    asked.file = file if found else u64(0)
    return found


@native
def file_number(words: ptr[Words], tid: u32, fd: u32, line: u32, base: u64) -> u64:
    """Return the number in a line of /proc/<tid>/fdinfo/<fd>."""
    path = Array[char, 64]()
    fd_path(words, path, tid, fd, cast(ptr[char], addr(words.fdinfo)))
    text = Array[u8, 1024]()
    size = read_file(path, text)
    value = u64(0)
    tabs = u32(0)
    for at in range(size):
        digit = _ZERO <= text[at] <= _NINE
        if text[at] == _TAB:
            tabs += 1
        elif tabs == line + 1 and digit:
            value = value * base + u64(text[at] - _ZERO)
        elif tabs == line + 1:
            break
    return value


@native
def file_name(words: ptr[Words], tid: u32, fd: u32, to: ptr[u8]) -> None:
    """Write the last part of an open file's path into `NAME` bytes, as its dentry has it.

    Pipes and sockets have no name, other files without a path have theirs without its kind.
    """
    path = Array[char, 64]()
    fd_path(words, path, tid, fd, cast(ptr[char], addr(words.fd)))
    text = Array[u8, 4096]()
    size = max(cpu.syscall(_READLINKAT, _AT_FDCWD, path, text, 4096), 0)
    mark = u8(_SLASH) if size > 0 and text[0] == _SLASH else u8(_COLON)
    gone = size > _DELETED
    for at in range(_DELETED):
        if gone and text[size - _DELETED + at] != u8(words.deleted[at]):
            gone = False
    if gone:
        size -= _DELETED
    start = i64(0)
    for at in range(size):
        if text[at] == mark:
            start = i64(at) + 1
            if mark == _COLON:
                break
    length = min(size - start, i64(NAME - 1))
    if mark == _COLON and length > 0 and _ZERO <= text[start + 1] <= _NINE:
        length = i64(0)  # pipe:[5]
    cpu.fill(to, u8(0), NAME)
    if length > 0:
        cpu.copy(to, cast(ptr[u8], text) + start, length)
