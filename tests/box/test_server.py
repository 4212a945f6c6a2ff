"""The box answers over its socket: another process sees what runs, and can do no harm."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.abi.structs import GetIdAttr, MapCreateAttr, MapElemAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client, wire
from beebox.kernel.remote import Remote


@pytest.fixture
def box(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = Box()
    made.listen()
    made._listener.join()
    assert not made.unheard
    yield made
    made.shut()
    assert not list(tmp_path.glob("beebox/*.sock"))


@pytest.fixture
def remote(box: Box):
    made = Remote(os.getpid())
    yield made
    made.hang_up()


def create(kernel, **more) -> int:
    attr = MapCreateAttr(
        map_type=MapType.HASH, key_size=4, value_size=4, max_entries=4, map_name=b"seen", **more
    )
    return kernel.bpf(Cmd.MAP_CREATE, attr)


def test_another_sees_maps_and_their_elements(box: Box, remote: Remote) -> None:
    fd = create(box)
    client.map_update(box, fd, b"key1", b"val1")
    assert remote.facts.release == box.facts.release
    assert remote.facts.cpus == 1
    (found,) = client.maps(remote)
    assert found.name == "seen"
    theirs = remote.bpf(Cmd.MAP_GET_FD_BY_ID, GetIdAttr(map_id=found.id))
    assert list(client.map_items(remote, theirs)) == [(b"key1", b"val1")]
    client.map_update(remote, theirs, b"key2", b"val2")
    assert client.map_lookup(box, fd, b"key2") == b"val2"
    assert client.map_lookup(remote, theirs, b"none") is None


def test_what_a_client_opened_goes_with_it(box: Box) -> None:
    remote = Remote(os.getpid())
    create(remote)
    assert len(list(box.world.maps)) == 1
    remote.hang_up()
    for _ in range(100):
        if not list(box.world.maps):
            break
        time.sleep(0.02)
    assert not list(box.world.maps)


def test_a_client_closes_only_its_own(box: Box, remote: Remote) -> None:
    fd = create(box)
    with pytest.raises(KernelError, match="close fd"):
        remote.close(fd)
    theirs = create(remote)
    remote.close(theirs)
    assert client.map_lookup(box, fd, b"none") is None


def test_errors_come_back(box: Box, remote: Remote) -> None:
    with pytest.raises(KernelError) as caught:
        remote.bpf(Cmd.MAP_LOOKUP_ELEM, MapElemAttr(map_fd=9999))
    assert caught.value.errno == 9
    with pytest.raises(KernelError):
        create(remote, map_extra=1)
    fd = create(remote)
    with pytest.raises(KernelError) as caught:
        remote.bpf(Cmd.MAP_LOOKUP_ELEM, MapElemAttr(map_fd=fd, key=4096, value=4096))
    assert caught.value.errno == 14


def test_tracepoints_are_told(box: Box, remote: Remote) -> None:
    ours = box.facts.tracepoint("syscalls", "sys_enter_openat")
    assert remote.facts.tracepoint("syscalls", "sys_enter_openat") == ours


def alive(box: Box) -> None:
    remote = Remote(os.getpid())
    assert remote.facts.cpus == 1
    remote.hang_up()


FRAMES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.builds(
            lambda kind, data: struct.pack("<II", kind, len(data)) + data,
            st.sampled_from([*wire.KINDS, 0, 99]),
            st.binary(max_size=200),
        ),
        st.builds(
            lambda cmd, data: wire._HEADER.pack(wire.BPF, 4 + len(data)) + wire.pack_bpf(cmd, data),
            st.integers(0, 40),
            st.binary(max_size=180),
        ),
    ),
    max_size=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(frames=FRAMES, hello=st.booleans())
def test_garbage_ends_only_its_connection(box: Box, frames: list[bytes], hello: bool) -> None:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(wire.socket_path(os.getpid()))
        try:
            if hello:
                wire.send(sock, wire.HELLO, wire.pack_hello())
            for frame in frames:
                sock.sendall(frame)
        except (OSError, KernelError):
            pass
    alive(box)


def test_too_many_clients_are_turned_away(box: Box) -> None:
    kept = [Remote(os.getpid()) for _ in range(16)]
    with wire.connect(os.getpid()) as sock:
        assert sock.recv(1) == b""
    for remote in kept:
        remote.hang_up()
    time.sleep(0.1)
    alive(box)


def test_a_client_that_sleeps_does_not_stop_the_box(box: Box, monkeypatch) -> None:
    monkeypatch.setattr("beebox.box.server.PATIENCE", 0.1)
    fd = create(box)
    with wire.connect(os.getpid()) as sock:
        wire.send(sock, wire.HELLO, wire.pack_hello())
        wire.receive(sock)
        attr = MapElemAttr(map_fd=fd, key=4096, value=4096)
        wire.send(sock, wire.BPF, wire.pack_bpf(Cmd.MAP_LOOKUP_ELEM, bytes(attr)))
        assert wire.receive(sock)[0] == wire.READ
        assert client.map_lookup(box, fd, b"none") is None
        assert sock.recv(1) == b""


# --- programs run by hand from another process ------------------------------------------------


def load(kernel, text: str, kind: ProgType) -> int:
    code = encode(assemble(text))
    attr = ProgLoadAttr(prog_type=kind, insn_cnt=len(code) // 8)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    return kernel.bpf(Cmd.PROG_LOAD, attr)


def test_another_runs_programs_on_its_own_data(remote: Remote) -> None:
    fd = load(remote, "r0 = 2\nexit", ProgType.XDP)
    packet = bytes(range(64))
    ran = client.prog_test_run(remote, fd, packet, struct.pack("<6I", 0, 64, 0, 0, 0, 0), repeat=5)
    assert (ran.retval, ran.data, len(ran.ctx)) == (2, packet, 24)
    with pytest.raises(KernelError, match="data_size_out is 3, the result has 64 bytes"):
        client.prog_test_run(remote, fd, packet, data_size_out=3)


def test_a_run_ends_with_who_asked_for_it(box: Box) -> None:
    remote = Remote(os.getpid())
    fd = load(remote, "r0 = 2\nexit", ProgType.XDP)
    threading.Timer(0.2, lambda: remote._sock.shutdown(socket.SHUT_RDWR)).start()
    with pytest.raises(KernelError):
        client.prog_test_run(remote, fd, bytes(64), repeat=(1 << 32) - 1)
    remote.hang_up()
    for _ in range(200):
        if not list(box.world.programs):
            break
        time.sleep(0.02)
    assert not list(box.world.programs)


def test_others_are_served_while_a_program_runs(box: Box, remote: Remote) -> None:
    fd = load(remote, "r0 = 2\nexit", ProgType.XDP)
    worker = threading.Thread(
        target=client.prog_test_run, args=(remote, fd, bytes(64)), kwargs={"repeat": 1 << 27}
    )
    worker.start()
    client.map_update(box, create(box), b"key1", b"val1")
    served_meanwhile = worker.is_alive()
    worker.join()
    assert served_meanwhile


def test_runs_side_by_side(box: Box) -> None:
    """Each has its own context, packet and memory."""
    body = "r2 = *(u64 *)(r1 + 0)\nr2 += 1\n*(u64 *)(r1 + 0) = r2\nr0 = r2\nexit"
    code = encode(assemble(body))
    attr = ProgLoadAttr(prog_type=ProgType.SYSCALL, insn_cnt=len(code) // 8, prog_flags=16)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    fd = box.bpf(Cmd.PROG_LOAD, attr)
    results: dict[int, list[int]] = {}

    def work(start: int) -> None:
        results[start] = [
            client.prog_test_run(box, fd, ctx=struct.pack("<Q", start + at)).retval
            for at in range(200)
        ]

    workers = [threading.Thread(target=work, args=(start,)) for start in (0, 1000, 2000, 3000)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert results == {start: list(range(start + 1, start + 201)) for start in results}
    assert len(results) == 4


def test_no_more_threads(tmp_path, monkeypatch) -> None:
    """As at the end of a Python process, from 3.12 on: the box is not heard, and leaves no socket."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    start = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if thread.name == "beebox-server":
            raise RuntimeError("can't create new thread at interpreter shutdown")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    made = Box()
    made.listen()
    made._listener.join()
    assert "shutdown" in made.unheard
    assert not list(tmp_path.glob("beebox/*.sock"))
    made.shut()
