"""How a box is asked from another process: frames over a Unix socket, and where the socket is.

A running box listens at ``$XDG_RUNTIME_DIR/beebox/<pid>.sock``, or where there is no such
directory at ``/tmp/beebox-<uid>/<pid>.sock``. Both ends check that the other runs as the same user
(SO_PEERCRED), and that the directory is ours alone (mode 0700). Every fd that a connection opened
is the box's number for it, and is closed with the connection.

A frame is a header (kind u32, length u32, little-endian) and that many bytes::

    client                          server
    HELLO  version u32          ->
                                <-  REPLY  ret i64 = version
    BPF    cmd u32, attr        ->
                                <-  READ   address u64, length u32     any number of times
    DATA   errno u32, bytes     ->
                                <-  WRITE  address u64, bytes
    DONE   errno u32            ->
                                <-  REPLY  ret i64 (or -errno), attr as it is now
    CLOSE  fd u32               ->
                                <-  REPLY  ret i64
    FACT   text                 ->
                                <-  REPLY  ret i64, bytes

READ and WRITE speak of the client's memory, which only answers for the buffers of its attribute
(EFAULT elsewhere). A FACT is ``release``, ``cpus`` (decimal), ``btf`` (raw), or ``tracepoint`` with
category and name (`pack_tracepoint`). A connection that ends before HELLO only asked for life.
"""
# pathlib would cost every start some 5 ms:
# ruff: noqa: PTH102, PTH104, PTH108, PTH112, PTH117, PTH208

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
import struct

from beebox.errors import KernelError
from beebox.kernel.api import Field, Tracepoint

VERSION = 1
LIMIT = 64 << 20
"""the longest frame that is accepted, in bytes"""

HELLO, BPF, CLOSE, FACT = 1, 2, 3, 4
REPLY, READ, WRITE = 16, 17, 18
DATA, DONE = 32, 33
KINDS = frozenset((HELLO, BPF, CLOSE, FACT, REPLY, READ, WRITE, DATA, DONE))

_HEADER = struct.Struct("<II")
_WORD = struct.Struct("<I")
_RET = struct.Struct("<q")
_RANGE = struct.Struct("<QI")
_ADDRESS = struct.Struct("<Q")
_CREDENTIALS = struct.Struct("=iII")


def broken(what: str) -> KernelError:
    """Return the error for a peer that does not speak as this page says."""
    return KernelError(errno.EPROTO, f"the other end of the box's socket {what}")


# --- frames ----------------------------------------------------------------------------------


def send(sock: socket.socket, kind: int, payload: bytes) -> None:
    """Send one frame.

    Raises:
        KernelError: ECONNRESET, the peer has gone; EMSGSIZE, *payload* is too long.
    """
    if len(payload) > LIMIT:
        raise KernelError(errno.EMSGSIZE, f"a frame of {len(payload)} bytes")
    try:
        sock.sendall(_HEADER.pack(kind, len(payload)) + payload)
    except OSError as error:
        raise KernelError(errno.ECONNRESET, "the box has gone") from error


def receive(sock: socket.socket) -> tuple[int, bytes]:
    """Return the next frame: its kind and its payload.

    Raises:
        EOFError: the peer closed the connection between two frames.
        KernelError: EPROTO for what is not a frame, ECONNRESET for half a one.
    """
    header = _exactly(sock, _HEADER.size)
    if not header:
        raise EOFError
    kind, length = _HEADER.unpack(header)
    if kind not in KINDS:
        raise broken(f"sent a frame of unknown kind {kind}")
    if length > LIMIT:
        raise broken(f"announced a frame of {length} bytes")
    payload = _exactly(sock, length)
    if len(payload) != length:
        raise KernelError(errno.ECONNRESET, "the other end of the box's socket went away")
    return kind, payload


def _exactly(sock: socket.socket, length: int) -> bytes:
    """Return *length* bytes; b"" if the stream ended before the first.

    Raises:
        KernelError: ECONNRESET, it ended in between.
    """
    parts = bytearray()
    while len(parts) < length:
        try:
            part = sock.recv(min(length - len(parts), 1 << 20))
        except OSError as error:
            raise KernelError(errno.ECONNRESET, "the other end of the box's socket") from error
        if not part:
            if not parts:
                break
            raise KernelError(errno.ECONNRESET, "the other end of the box's socket went away")
        parts += part
    return bytes(parts)


def pack_hello(version: int = VERSION) -> bytes:
    """Return HELLO: the version that is spoken."""
    return _WORD.pack(version)


def pack_bpf(cmd: int, attr: bytes) -> bytes:
    """Return BPF: a command and its attribute."""
    return _WORD.pack(cmd) + attr


def pack_word(value: int) -> bytes:
    """Return CLOSE: an fd, or DONE: an errno or 0."""
    return _WORD.pack(value)


def pack_data(error: int, data: bytes) -> bytes:
    """Return DATA: an errno or 0, and the bytes read."""
    return _WORD.pack(error) + data


def pack_reply(ret: int, data: bytes = b"") -> bytes:
    """Return REPLY: what the call returned or -errno, and the attribute or fact."""
    return _RET.pack(ret) + data


def pack_read(address: int, length: int) -> bytes:
    """Return READ: which bytes of the client's memory the server wants."""
    return _RANGE.pack(address, length)


def pack_write(address: int, data: bytes) -> bytes:
    """Return WRITE: bytes to put into the client's memory."""
    return _ADDRESS.pack(address) + data


def unpack_word(payload: bytes) -> int:
    """Return what HELLO, CLOSE or DONE carries."""
    value, _ = _split(_WORD, payload)
    return int(value[0])


def unpack_bpf(payload: bytes) -> tuple[int, bytes]:
    """Return the command and the attribute of BPF."""
    value, rest = _split(_WORD, payload)
    return int(value[0]), rest


def unpack_data(payload: bytes) -> tuple[int, bytes]:
    """Return errno and bytes of DATA."""
    return unpack_bpf(payload)


def unpack_reply(payload: bytes) -> tuple[int, bytes]:
    """Return the result and the bytes of REPLY."""
    value, rest = _split(_RET, payload)
    return int(value[0]), rest


def unpack_read(payload: bytes) -> tuple[int, int]:
    """Return address and length of READ."""
    value, _ = _split(_RANGE, payload)
    return int(value[0]), int(value[1])


def unpack_write(payload: bytes) -> tuple[int, bytes]:
    """Return address and bytes of WRITE."""
    value, rest = _split(_ADDRESS, payload)
    return int(value[0]), rest


def _split(form: struct.Struct, payload: bytes) -> tuple[tuple[int, ...], bytes]:
    """Return the numbers at the start of *payload*, and the rest."""
    if len(payload) < form.size:
        raise broken(f"sent {len(payload)} bytes where {form.size} are due")
    return form.unpack_from(payload), payload[form.size :]


def pack_tracepoint(point: Tracepoint) -> bytes:
    """Return *point* as text: a line of its own, then one a field, parted by tabs."""
    lines = [f"{point.category}\t{point.name}\t{point.id}"]
    lines += [f"{f.name}\t{f.type}\t{f.offset}\t{f.size}\t{f.signed:d}" for f in point.fields]
    return "\n".join(lines).encode()


def unpack_tracepoint(data: bytes) -> Tracepoint:
    """Return what `pack_tracepoint` packed."""
    try:
        head, *rows = (line.split("\t") for line in data.decode().split("\n"))
        category, name, number = head
        fields = [
            Field(field, kind, int(offset), int(size), bool(int(signed)))
            for field, kind, offset, size, signed in rows
        ]
        return Tracepoint(category, name, int(number), tuple(fields))
    except ValueError:
        raise broken("sent a tracepoint that makes no sense") from None


# --- the socket ------------------------------------------------------------------------------


def directory() -> str:
    """Return the directory of this user's sockets, made if need be.

    Raises:
        KernelError: EPERM, it belongs to somebody else or others may enter it.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime) and os.path.isdir(runtime) and os.access(runtime, os.W_OK):
        path = f"{runtime}/beebox"
    else:
        path = f"/tmp/beebox-{os.geteuid()}"  # noqa: S108 - checked below: ours, not a link, 0700
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, 0o700)
    status = os.lstat(path)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise KernelError(
            errno.EPERM, f"{path} is not a directory of this user alone (mode 0700): remove it"
        )
    return path


def socket_path(pid: int) -> str:
    """Return where the box of process *pid* listens."""
    return f"{directory()}/{pid}.sock"


def listen() -> socket.socket:
    """Return the listening socket of this process's box; give it to `hang_up` in the end.

    It gets its name only when it listens, so that `running` never takes it for a stale one.
    """
    path = socket_path(os.getpid())
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        early = f"{path}.new"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(early)
        sock.bind(early)
        sock.listen(16)
        os.rename(early, path)
    except OSError as error:
        sock.close()
        raise KernelError(error.errno or errno.EIO, path) from error
    return sock


def hang_up(sock: socket.socket) -> None:
    """Close what `listen` returned and remove its name."""
    with contextlib.suppress(OSError, KernelError):
        os.unlink(socket_path(os.getpid()))
    sock.close()


def same_user(sock: socket.socket) -> bool:
    """Tell whether the process at the other end runs as our user (SO_PEERCRED)."""
    raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(raw)[1] == os.geteuid())


def connect(pid: int) -> socket.socket:
    """Return a connection to the box of process *pid*.

    Raises:
        KernelError: ESRCH, it has none; EPERM, it is not ours.
    """
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        sock.connect(socket_path(pid))
    except OSError as error:
        sock.close()
        raise KernelError(errno.ESRCH, f"process {pid} runs no box") from error
    if not same_user(sock):
        sock.close()
        raise KernelError(errno.EPERM, f"the box of process {pid} belongs to another user")
    return sock


def running() -> list[int]:
    """Return the processes of this user that run a box; remove sockets whose box has gone."""
    found = []
    folder = directory()
    for name in os.listdir(folder):
        stem, dot, suffix = name.partition(".")
        if not (stem.isdecimal() and dot and suffix == "sock"):
            continue
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) as probe:
            probe.setblocking(False)  # a full backlog is a sign of life too
            try:
                probe.connect(f"{folder}/{name}")
            except BlockingIOError:
                pass
            except ConnectionRefusedError:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(f"{folder}/{name}")
                continue
            except OSError:
                continue
        found.append(int(stem))
    return sorted(found)
