"""What programs may be using is freed when they are through, not before."""

import struct
import threading

import pytest

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.abi.structs import MapCreateAttr, MapElemAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.vm import tier0


@pytest.fixture
def box():
    made = Box(engine="tier0")
    yield made
    made.shut()


def load(box, text):
    code = encode(assemble(text))
    attr = ProgLoadAttr(prog_type=ProgType.XDP, insn_cnt=len(code) // 8)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    return box.bpf(Cmd.PROG_LOAD, attr)


def put(box, table, fd):
    attr = MapElemAttr(map_fd=table)
    attr.point("key", bytearray(4))
    attr.point("value", bytearray(struct.pack("<I", fd)))
    box.bpf(Cmd.MAP_UPDATE_ELEM, attr)


@pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")
def test_programs_are_replaced_while_they_run(box):
    """A thread runs tail calls all the while; each program it may be in is dropped by another."""
    shape = MapCreateAttr(map_type=MapType.PROG_ARRAY, key_size=4, value_size=4, max_entries=1)
    table = box.bpf(Cmd.MAP_CREATE, shape)
    first = load(box, f"r2 = map[fd:{table}]\nr3 = 0\ncall tail_call\nr0 = 1\nexit")
    body = "r0 += 1\n" * 50
    going, enough = threading.Event(), threading.Event()
    results = []

    def run():
        going.set()
        while not enough.is_set():
            results.append(client.prog_test_run(box, first, bytes(64), repeat=100_000).retval)

    thread = threading.Thread(target=run)
    thread.start()
    going.wait()
    rounds = 0
    while rounds < 40 or (len(results) < 10 and thread.is_alive()):
        fd = load(box, f"r0 = {rounds % 7}\n{body}exit")
        put(box, table, fd)
        box.close(fd)
        rounds += 1
    enough.set()
    thread.join()
    assert set(results) <= {1, *range(50, 57)}
    assert len(list(box.world.programs)) == 2
