"""A box in another process, played by a thread: requests, memory, misbehaviour."""

import ctypes
import errno
import os
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.abi.enums import Cmd, MapType
from beebox.abi.structs import MapElemAttr, ObjGetInfoAttr, PerfEventAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client, remote, wire
from beebox.kernel.api import Field, Kernel, Tracepoint

POINT = Tracepoint("syscalls", "sys_enter_x", 9, (Field("a", "int", 16, 8),))
FACTS = {
    b"release": b"6.18.0-box",
    b"cpus": b"4",
    b"tracepoint syscalls sys_enter_x": wire.pack_tracepoint(POINT),
}


class Player(threading.Thread):
    """Serves one connection: HELLO, then *script* for each BPF request."""

    def __init__(self, script, version=wire.VERSION):
        super().__init__()
        self.script, self.version = script, version
        self.server = wire.listen()
        self.seen = []
        self.start()

    def run(self):
        sock, _ = self.server.accept()
        assert wire.same_user(sock)
        with sock:
            try:
                while True:
                    self.serve(sock, *wire.receive(sock))
            except (EOFError, KernelError):
                pass

    def serve(self, sock, kind, payload):
        self.seen.append((kind, payload))
        if kind == wire.HELLO:
            wire.send(sock, wire.REPLY, wire.pack_reply(self.version))
        elif kind == wire.FACT and payload in FACTS:
            wire.send(sock, wire.REPLY, wire.pack_reply(0, FACTS[payload]))
        elif kind == wire.FACT:
            wire.send(sock, wire.REPLY, wire.pack_reply(-errno.ENOENT))
        elif kind == wire.CLOSE:
            wire.send(
                sock,
                wire.REPLY,
                wire.pack_reply(0 if wire.unpack_word(payload) == 3 else -errno.EBADF),
            )
        else:
            self.script(sock, *wire.unpack_bpf(payload))


@pytest.fixture
def play(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    started = []

    def start(script, **how):
        player = Player(script, **how)
        started.append(player)
        started.append(made := remote.Remote(os.getpid()))
        return player, made

    yield start
    for each in started:
        if isinstance(each, Player):
            wire.hang_up(each.server)
        else:
            each.hang_up()
    for each in started:
        if isinstance(each, Player):
            each.join(10)
            assert not each.is_alive()


def read(sock, address, length):
    wire.send(sock, wire.READ, wire.pack_read(address, length))
    kind, payload = wire.receive(sock)
    assert kind == wire.DATA
    return wire.unpack_data(payload)


def write(sock, address, data):
    wire.send(sock, wire.WRITE, wire.pack_write(address, data))
    kind, payload = wire.receive(sock)
    assert kind == wire.DONE
    return wire.unpack_word(payload)


def echo(sock, cmd, attr):
    wire.send(sock, wire.REPLY, wire.pack_reply(7, attr))


def test_a_command_and_its_result(play):
    player, box = play(echo)
    assert isinstance(box, Kernel)
    assert box.bpf(Cmd.MAP_FREEZE, MapElemAttr(map_fd=5)) == 7
    kind, payload = player.seen[-1]
    assert kind == wire.BPF
    assert wire.unpack_bpf(payload)[0] == Cmd.MAP_FREEZE


def test_an_errno(play):
    def refuse(sock, cmd, attr):
        wire.send(sock, wire.REPLY, wire.pack_reply(-errno.ENOENT, attr))

    _, box = play(refuse)
    with pytest.raises(KernelError, match="MAP_FREEZE") as caught:
        box.bpf(Cmd.MAP_FREEZE, MapElemAttr())
    assert caught.value.errno == errno.ENOENT


def test_lookup_reads_the_key_and_writes_the_value(play):
    def lookup(sock, cmd, raw):
        attr = MapElemAttr.from_buffer_copy(raw)
        assert read(sock, attr.key, 4) == (0, b"\1\0\0\0")
        assert write(sock, attr.value, b"12345678") == 0
        wire.send(sock, wire.REPLY, wire.pack_reply(0, raw))

    _, box = play(lookup)
    assert client.map_lookup(box, 3, b"\1\0\0\0", size=8) == b"12345678"


def test_what_the_attribute_does_not_name_is_out_of_reach(play):
    secret = ctypes.create_string_buffer(b"secret")
    found = []

    def pry(sock, cmd, raw):
        attr = MapElemAttr.from_buffer_copy(raw)
        found.append(read(sock, ctypes.addressof(secret), 6))
        found.append(read(sock, attr.key, 5))
        found.append(read(sock, attr.key - 1, 2))
        found.append(read(sock, 0, 1))
        found.append(read(sock, 2**64 - 1, 2**32 - 1))
        found.append((write(sock, ctypes.addressof(secret), b"x"), b""))
        found.append((write(sock, attr.value + 7, b"xy"), b""))
        wire.send(sock, wire.REPLY, wire.pack_reply(0, raw))

    _, box = play(pry)
    client.map_lookup(box, 3, b"\1\0\0\0", size=8)
    assert found == [(errno.EFAULT, b"")] * 7
    assert secret.value == b"secret"


def test_an_info_struct_and_what_it_points_at(play):
    def info(sock, cmd, raw):
        attr = ObjGetInfoAttr.from_buffer_copy(raw)
        data = bytearray(read(sock, attr.info, attr.info_len)[1])
        data[0:4] = int(MapType.HASH).to_bytes(4, "little")
        assert write(sock, attr.info, bytes(data)) == 0
        wire.send(sock, wire.REPLY, wire.pack_reply(0, raw))

    _, box = play(info)
    assert client.map_info(box, 3).type == MapType.HASH


def test_strings_have_room_to_be_read_in_pieces(play):
    def name(sock, cmd, raw):
        address = int.from_bytes(raw[:8], "little")
        error, data = read(sock, address, 64)
        assert (error, data.partition(b"\0")[0]) == (0, b"sys_enter")
        wire.send(sock, wire.REPLY, wire.pack_reply(4, raw))

    _, box = play(name)
    assert client.raw_tracepoint_open(box, "sys_enter", 3) == 4


def test_facts(play):
    _, box = play(echo)
    assert (box.facts.name, box.facts.release, box.facts.cpus) == ("box", "6.18.0-box", 4)
    assert box.facts.tracepoint("syscalls", "sys_enter_x") == POINT
    with pytest.raises(NotSupported):
        box.facts.tracepoint("syscalls", "sys_enter_y")
    with pytest.raises(NotSupported):
        box.facts.btf  # noqa: B018


def test_close(play):
    _, box = play(echo)
    box.close(3)
    with pytest.raises(KernelError) as caught:
        box.close(4)
    assert caught.value.errno == errno.EBADF


def test_what_needs_shared_memory_is_refused(play):
    _, box = play(echo)
    for refused in (
        lambda: box.mmap(3, 4096),
        lambda: box.poll([3], 0),
        lambda: box.ioctl(3, 0),
        lambda: box.perf_event_open(PerfEventAttr(), 0, 0),
        lambda: box.spawn(["true"]),
        lambda: box.adopt(1),
        box.facts.trace_pipe,
    ):
        with pytest.raises(NotSupported, match="another process"):
            refused()


def test_a_box_that_went_away(play):
    def leave(sock, cmd, raw):
        sock.close()
        raise EOFError

    _, box = play(leave)
    with pytest.raises(KernelError) as caught:
        box.bpf(Cmd.MAP_FREEZE, MapElemAttr())
    assert caught.value.errno in {errno.ESRCH, errno.ECONNRESET}


def test_a_box_of_another_version(play):
    with pytest.raises(KernelError, match="another version"):
        play(echo, version=99)


def test_no_box_at_all(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(KernelError) as caught:
        remote.Remote(os.getpid())
    assert caught.value.errno == errno.ESRCH
    assert remote.running() == []


@pytest.mark.parametrize(
    "reply",
    [
        (wire.REPLY, b"short"),
        (wire.REPLY, bytes(8) + bytes(1000)),
        (wire.HELLO, b""),
        (wire.READ, b""),
        (wire.WRITE, b"\0"),
    ],
)
def test_nonsense_from_the_box(play, reply):
    _, box = play(lambda sock, cmd, raw: wire.send(sock, *reply))
    with pytest.raises(KernelError) as caught:
        box.bpf(Cmd.MAP_FREEZE, MapElemAttr())
    assert caught.value.errno == errno.EPROTO


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1), st.sampled_from([wire.READ, wire.WRITE])
)
def test_no_address_outside_is_ever_served(address, length, kind):
    attr = MapElemAttr()
    attr.point("key", b"abcd")
    start = attr.key
    payload = (
        wire.pack_read(address, length) if kind == wire.READ else wire.pack_write(address, b"x")
    )
    inside = start <= address and address + (length if kind == wire.READ else 1) <= start + 4
    if not inside:
        answer, data = remote._serve(kind, payload, attr)
        assert answer in {wire.DATA, wire.DONE}
        assert wire.unpack_word(data) == errno.EFAULT
