"""What was compiled once: bytes on disk, found again by their content.

Entries live in ``$XDG_CACHE_HOME/beebox`` (or ``~/.cache/beebox``), which belongs to the user
alone (0700): the machine code in them is going to be run. Each entry carries a checksum over
its kind, key and data; one that is damaged, foreign or written for another key is removed and
reported as absent. A write is atomic. The whole is bounded, the longest unused out first.
``BEEBOX_CACHE=off`` turns it off; where the directory cannot be had, nothing is kept, silently.
"""

# ruff: noqa: PTH103, PTH104, PTH102, PTH108, PTH111, PTH117, PTH118, PTH120 - pathlib costs 10 ms
from __future__ import annotations

import os
import stat
from contextlib import suppress
from time import time

try:  # hashlib alone takes 3 ms to import: it loads OpenSSL
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

LIMIT = 64 << 20
"""bytes that all entries together may take"""
ENTRY_LIMIT = 16 << 20
"""bytes of the largest entry that is kept"""

_MAGIC = b"beebox1\n"
_SUM = 32
_HEAD = len(_MAGIC) + _SUM
_DAY = 86400
_put = [LIMIT]
"""bytes put since the whole was last bounded: all entries are looked at for that"""
_UMASK = stat.S_IRWXG | stat.S_IRWXO


def digest(*parts: bytes | str) -> str:
    """Return a key for *parts*: 40 hex digits; the bounds between parts count."""
    state = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "little"))
        state.update(raw)
    return state.hexdigest()


def get(kind: str, key: str) -> bytes | None:
    """Return what was put under *kind* and *key*, or None."""
    directory = _directory()
    if directory is None:
        return None
    path = os.path.join(directory, _name(kind, key))
    try:
        entry = _read(path)
    except OSError:
        return None
    if entry is not None and entry[len(_MAGIC) : _HEAD] == _sum(kind, key, entry[_HEAD:]):
        return entry[_HEAD:]
    with suppress(OSError):
        os.unlink(path)
    return None


def put(kind: str, key: str, data: bytes) -> None:
    """Keep *data* under *kind* and *key*, if it can be kept."""
    if len(data) > ENTRY_LIMIT:
        return
    directory = _directory(create=True)
    if directory is None:
        return
    path = os.path.join(directory, _name(kind, key))
    draft = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        _write(draft, _MAGIC + _sum(kind, key, data) + data)
        os.rename(draft, path)
    except OSError:  # a full or read-only disk is no reason to fail
        with suppress(OSError):
            os.unlink(draft)
        return
    _put[0] += len(data)
    if _put[0] >= LIMIT // 64:
        _put[0] = 0
        _shrink(directory)


def file(kind: str, data: bytes, suffix: str) -> str | None:
    """Keep *data* as a file of its own, found by its content; return its path, if it can be kept.

    For those that want a path: what is made of it is known by that.
    """
    directory = _directory(create=True)
    if directory is None:
        return None
    path = os.path.join(directory, f"{kind}_{digest(data)}{suffix}")
    draft = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        _write(draft, data)
        os.rename(draft, path)
    except OSError:
        with suppress(OSError):
            os.unlink(draft)
        return None
    return path


def remove(kind: str, key: str) -> None:
    """Forget what was put under *kind* and *key*."""
    directory = _directory()
    if directory is not None:
        with suppress(OSError):
            os.unlink(os.path.join(directory, _name(kind, key)))


def _name(kind: str, key: str) -> str:
    return f"{kind}-{digest(kind, key)}"


def _sum(kind: str, key: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM, key=bytes.fromhex(digest(kind, key))).digest()


def _directory(*, create: bool = False) -> str | None:
    """Return the directory if it is there and the user's alone."""
    if os.environ.get("BEEBOX_CACHE") == "off":
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    explicit = os.path.isabs(base)  # a relative one is to be ignored, says the XDG standard
    if not explicit:
        base = os.path.join(os.path.expanduser("~"), ".cache")
    path = os.path.join(base, "beebox")
    if _owned(path):
        return path
    # Root with another user's HOME (sudo) must leave nothing of its own in there.
    if not create or not (explicit or _owned(os.path.dirname(base), private=False)):
        return None
    try:
        os.makedirs(base, mode=0o700, exist_ok=True)
        os.mkdir(path, mode=0o700)
    except OSError:
        pass
    return path if _owned(path) else None


def _owned(path: str, *, private: bool = True) -> bool:
    """Tell whether *path* is a directory of this user, and writable by no one else."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return mine and not (private and found.st_mode & _UMASK)


def _read(path: str) -> bytes | None:
    """Return the whole entry, or None if it is not one of this user's."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = os.fstat(fd)
        sound = stat.S_ISREG(found.st_mode) and _HEAD <= found.st_size <= _HEAD + ENTRY_LIMIT
        if not sound or found.st_uid != os.geteuid() or found.st_mode & _UMASK:
            return None
        if time() - found.st_mtime > _DAY:  # the time of last use, to the day
            with suppress(OSError):
                os.utime(fd)
        entry = os.read(fd, found.st_size)
    finally:
        os.close(fd)
    return entry if entry.startswith(_MAGIC) else None


def _write(path: str, entry: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    fd = os.open(path, flags, 0o600)
    try:
        rest = memoryview(entry)
        while rest:
            rest = rest[os.write(fd, rest) :]
    finally:
        os.close(fd)


def _shrink(directory: str) -> None:
    """Remove the longest unused entries until all take no more than LIMIT."""
    try:
        with os.scandir(directory) as found:
            entries = [(entry.stat(follow_symlinks=False), entry.path) for entry in found]
    except OSError:
        return
    total = sum(status.st_size for status, _ in entries)
    if total <= LIMIT:
        return
    for status, path in sorted(entries, key=lambda entry: entry[0].st_mtime):
        if total <= LIMIT:
            return
        with suppress(OSError):
            os.unlink(path)
        total -= status.st_size
