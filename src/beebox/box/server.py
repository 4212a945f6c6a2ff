"""A running box answers other processes of its user, over a Unix socket (beebox.kernel.wire).

A thread listens, and one a connection answers. What a client opens is closed with its connection;
what it sends is not trusted: a frame that makes no sense ends the connection and nothing else.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable
from errno import EAGAIN, EBADF, EFAULT, EOPNOTSUPP, EPROTO
from typing import TYPE_CHECKING, ClassVar

from beebox.abi.commands import ROWS
from beebox.abi.enums import Cmd
from beebox.box import syscall
from beebox.errors import BeeboxError, KernelError
from beebox.kernel import wire

if TYPE_CHECKING:
    from beebox.box.kernel import Box

MAX_CLIENTS = 16
PATIENCE = 2.0
"""Seconds a client has for each answer about its memory: the box waits for it meanwhile."""


class Server:
    """The listening side; runs until `close`.

    Raises:
        KernelError: there is no place for the socket, or no thread can be started.
    """

    def __init__(self, box: Box) -> None:
        self._box = box
        self._clients: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._socket = wire.listen()
        self._thread = threading.Thread(target=self._listen, name="beebox-server", daemon=True)
        try:
            self._thread.start()
        except RuntimeError as error:  # at its end Python 3.12 starts no more threads
            wire.hang_up(self._socket)
            raise KernelError(EAGAIN, str(error)) from None

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            if not self._welcome(client):
                client.close()

    def _welcome(self, client: socket.socket) -> bool:
        """Serve *client* if it is of our user and there is room."""
        try:
            if not wire.same_user(client):
                return False
        except OSError:
            return False
        with self._lock:
            if len(self._clients) >= MAX_CLIENTS:
                return False
            self._clients.add(client)
        thread = threading.Thread(
            target=self._serve, args=(client,), name="beebox-client", daemon=True
        )
        try:
            thread.start()
        except RuntimeError:
            self._clients.discard(client)
            return False
        return True

    def _serve(self, client: socket.socket) -> None:
        connection = Connection(self._box, client)
        try:
            connection.run()
        except (EOFError, BeeboxError, OSError):
            return  # it went away or spoke nonsense: nobody is left to be told
        finally:
            connection.end()
            with self._lock:
                self._clients.discard(client)
            client.close()

    def close(self) -> None:
        """Stop listening, end the connections, remove the socket."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        wire.hang_up(self._socket)
        with self._lock:
            clients = tuple(self._clients)
        for client in clients:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)


class Connection:
    """One client: its fds, its memory, its requests."""

    def __init__(self, box: Box, client: socket.socket) -> None:
        self._box = box
        self._client = client
        self._fds: set[int] = set()

    def run(self) -> None:
        """Answer until the client ends.

        Raises:
            EOFError: it ended.
            KernelError: it sent what is no request.
        """
        kind, payload = wire.receive(self._client)
        if kind != wire.HELLO or wire.unpack_word(payload) != wire.VERSION:
            wire.send(self._client, wire.REPLY, wire.pack_reply(-EPROTO))
            return
        wire.send(self._client, wire.REPLY, wire.pack_reply(wire.VERSION))
        while True:
            self._client.settimeout(None)
            kind, payload = wire.receive(self._client)
            self._client.settimeout(PATIENCE)
            answer = self._ANSWERS.get(kind)
            if answer is None:
                raise wire.broken(f"sent frame {kind} where a request is due")
            wire.send(self._client, wire.REPLY, answer(self, payload))

    def _bpf(self, payload: bytes) -> bytes:
        """Do a bpf(2) for the client, in its memory."""
        cmd, raw = wire.unpack_bpf(payload)
        attr = bytearray(raw)
        try:
            result = syscall.bpf(self._box.world, cmd, attr, self)
        except KernelError as error:
            return wire.pack_reply(-error.errno, bytes(attr))
        except BeeboxError as fault:  # of an interpreted program that was run by hand
            self._box.world.tell(str(fault))
            return wire.pack_reply(-EFAULT, bytes(attr))
        row = ROWS.get(Cmd(cmd))
        if row is not None and row.returns_fd:
            self._fds.add(result)
        return wire.pack_reply(result, bytes(attr))

    def _close(self, payload: bytes) -> bytes:
        """Close an fd that this client opened; no other."""
        fd = wire.unpack_word(payload)
        if fd not in self._fds:
            return wire.pack_reply(-EBADF)
        self._fds.discard(fd)
        self._box.close(fd)
        return wire.pack_reply(0)

    def _fact(self, payload: bytes) -> bytes:
        """Tell a fact."""
        name, _, rest = payload.partition(b" ")
        facts = self._box.facts
        try:
            if name == b"release":
                return wire.pack_reply(0, facts.release.encode())
            if name == b"cpus":
                return wire.pack_reply(0, str(facts.cpus).encode())
            if name == b"btf":
                return wire.pack_reply(0, facts.btf.raw)
            if name == b"fdinfo" and rest.isdigit() and int(rest) in self._fds:
                told = facts.fdinfo(int(rest)).items()
                return wire.pack_reply(0, " ".join(f"{k}={v}" for k, v in told).encode())
            if name == b"tracepoint":
                category, _, point = rest.decode("utf-8", "replace").partition(" ")
                return wire.pack_reply(0, wire.pack_tracepoint(facts.tracepoint(category, point)))
        except BeeboxError:
            return wire.pack_reply(-EOPNOTSUPP)
        return wire.pack_reply(-EOPNOTSUPP)

    _ANSWERS: ClassVar[dict[int, Callable[[Connection, bytes], bytes]]] = {
        wire.BPF: _bpf,
        wire.CLOSE: _close,
        wire.FACT: _fact,
    }

    # the client's memory, as beebox.box.usermem.UserMemory

    def read(self, address: int, size: int) -> bytes:
        """Ask the client for *size* bytes at *address*."""
        if not size:
            return b""
        payload = self._ask(wire.READ, wire.pack_read(address, size), wire.DATA)
        errno, data = wire.unpack_data(payload)
        if errno or len(data) != size:
            raise KernelError(errno or EFAULT, f"{size} bytes at {address:#x} of the client")
        return data

    def write(self, address: int, data: bytes) -> None:
        """Have the client put *data* at *address*."""
        if not data:
            return
        payload = self._ask(wire.WRITE, wire.pack_write(address, bytes(data)), wire.DONE)
        errno = wire.unpack_word(payload)
        if errno:
            raise KernelError(errno, f"{len(data)} bytes at {address:#x} of the client")

    def alive(self) -> bool:
        """Tell whether the client has not hung up."""
        poll = select.poll()
        poll.register(self._client, select.POLLRDHUP)
        return not poll.poll(0)

    def _ask(self, kind: int, payload: bytes, due: int) -> bytes:
        """Send a frame and return its answer, which is to be of kind *due*.

        Raises:
            EOFError: the client has gone, sleeps, or speaks nonsense: its call ends here.
        """
        try:
            wire.send(self._client, kind, payload)
            answer, payload = wire.receive(self._client)
        except KernelError as error:
            raise EOFError from error
        if answer != due or len(payload) < 4:
            raise EOFError
        return payload

    def end(self) -> None:
        """Close what the client opened."""
        for fd in self._fds:
            with contextlib.suppress(KernelError):
                self._box.close(fd)
        self._fds.clear()
