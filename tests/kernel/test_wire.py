"""Frames, the directory of sockets, and what hostile bytes do: a KernelError, never anything else."""

# ruff: noqa: PT017, PTH101, PTH116, PTH208 - names, not paths; most inputs raise nothing

import errno
import os
import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox.errors import KernelError
from beebox.kernel import wire
from beebox.kernel.api import Field, Tracepoint


@pytest.fixture
def pair():
    left, right = socket.socketpair()
    with left, right:
        yield left, right


@pytest.fixture(autouse=True)
def runtime(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_a_frame_comes_as_it_went(pair):
    left, right = pair
    wire.send(left, wire.BPF, wire.pack_bpf(5, b"attr"))
    kind, payload = wire.receive(right)
    assert (kind, wire.unpack_bpf(payload)) == (wire.BPF, (5, b"attr"))
    wire.send(left, wire.DONE, wire.pack_word(0))
    assert wire.receive(right) == (wire.DONE, b"\0\0\0\0")


def test_numbers_round_trip():
    assert wire.unpack_reply(wire.pack_reply(-22, b"x")) == (-22, b"x")
    assert wire.unpack_read(wire.pack_read(2**64 - 1, 7)) == (2**64 - 1, 7)
    assert wire.unpack_write(wire.pack_write(1 << 40, b"abc")) == (1 << 40, b"abc")
    assert wire.unpack_data(wire.pack_data(14, b"")) == (14, b"")
    assert wire.unpack_word(wire.pack_hello()) == wire.VERSION


def test_a_tracepoint_round_trips():
    point = Tracepoint(
        "c", "n", 3, (Field("f", "const char *", 16, 8), Field("g", "int", 8, 4, signed=True))
    )
    assert wire.unpack_tracepoint(wire.pack_tracepoint(point)) == point
    assert wire.unpack_tracepoint(wire.pack_tracepoint(Tracepoint("c", "n", 3, ()))).fields == ()


def test_the_end_between_frames_is_no_error(pair):
    left, right = pair
    left.close()
    with pytest.raises(EOFError):
        wire.receive(right)


@pytest.mark.parametrize("cut", range(1, 12))
def test_half_a_frame(pair, cut):
    left, right = pair
    left.sendall((struct.pack("<II", wire.REPLY, 4) + b"abcd")[:cut])
    left.close()
    if cut == 12:
        return
    with pytest.raises(KernelError) as caught:
        wire.receive(right)
    assert caught.value.errno == errno.ECONNRESET


def test_frames_that_are_none(pair):
    left, right = pair
    left.sendall(struct.pack("<II", 99, 0))
    with pytest.raises(KernelError, match="kind 99"):
        wire.receive(right)
    left.sendall(struct.pack("<II", wire.REPLY, 2**32 - 1))
    with pytest.raises(KernelError, match="4294967295 bytes"):
        wire.receive(right)


def test_sending_to_nobody_and_too_much(pair):
    left, right = pair
    with pytest.raises(KernelError) as caught:
        wire.send(left, wire.BPF, bytes(wire.LIMIT + 1))
    assert caught.value.errno == errno.EMSGSIZE
    right.close()
    with pytest.raises(KernelError) as caught:
        wire.send(left, wire.BPF, b"")
    assert caught.value.errno == errno.ECONNRESET


@given(st.binary(max_size=40))
def test_any_bytes_are_frames_or_errors(data):
    left, right = socket.socketpair()
    with left, right:
        left.sendall(data)
        left.shutdown(socket.SHUT_WR)
        try:
            while True:
                kind, payload = wire.receive(right)
                assert kind in wire.KINDS
                assert len(payload) <= len(data)
        except (EOFError, KernelError):
            pass


@given(st.binary(max_size=24))
def test_any_payload_is_numbers_or_an_error(payload):
    for unpack in (
        wire.unpack_word, wire.unpack_bpf, wire.unpack_data, wire.unpack_reply,
        wire.unpack_read, wire.unpack_write, wire.unpack_tracepoint,
    ):  # fmt: skip
        try:
            unpack(payload)
        except KernelError as error:
            assert error.errno == errno.EPROTO


def test_the_directory_is_ours_alone(runtime):
    path = wire.directory()
    assert path == f"{runtime}/beebox"
    assert os.stat(path).st_mode & 0o777 == 0o700
    assert wire.directory() == path
    os.chmod(path, 0o755)
    with pytest.raises(KernelError, match="0700"):
        wire.directory()


def test_a_link_is_no_directory(runtime):
    (runtime / "elsewhere").mkdir(mode=0o700)
    (runtime / "beebox").symlink_to(runtime / "elsewhere")
    with pytest.raises(KernelError):
        wire.directory()


@pytest.mark.parametrize("value", ["", "relative", "/no/such/directory"])
def test_without_a_runtime_directory(monkeypatch, value):
    monkeypatch.setenv("XDG_RUNTIME_DIR", value)
    assert wire.directory() == f"/tmp/beebox-{os.geteuid()}"


def test_listening_connecting_running(runtime):
    assert wire.running() == []
    server = wire.listen()
    try:
        assert wire.running() == [os.getpid()]
        with wire.connect(os.getpid()) as client:
            assert wire.same_user(client)
    finally:
        wire.hang_up(server)
    assert wire.running() == []
    assert os.listdir(runtime / "beebox") == []
    with pytest.raises(KernelError) as caught:
        wire.connect(os.getpid())
    assert caught.value.errno == errno.ESRCH


def test_a_stale_socket_is_removed(runtime):
    folder = wire.directory()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(f"{folder}/77.sock")
    (runtime / "beebox" / "notes.txt").write_text("mine")
    (runtime / "beebox" / "x.sock").write_text("mine")
    assert wire.running() == []
    assert sorted(os.listdir(folder)) == ["notes.txt", "x.sock"]


def test_a_full_backlog_is_a_sign_of_life():
    server = wire.listen()
    clients = []
    try:
        for _ in range(64):
            one = socket.socket(socket.AF_UNIX)
            one.setblocking(False)
            clients.append(one)
            try:
                one.connect(wire.socket_path(os.getpid()))
            except BlockingIOError:
                break
        assert wire.running() == [os.getpid()]
    finally:
        for one in clients:
            one.close()
        wire.hang_up(server)
